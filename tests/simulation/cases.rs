//! The same requests as cases of a property: each is drawn from a number of its own, so that a
//! case that fails shrinks to the few requests that it takes. Among them are plans of several
//! wishes and rotations of the key; what a ledger has become by all of it is computed anew from
//! its log, and read back from an archive, and is the same.
//!
//! `MPN_MODEL_CASES` says how many, `MPN_MODEL_FIRST` which; `MPN_MODEL_CASE`, the numbers that a
//! failure names, runs that one alone.

use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};

use serde_json::Value;

use crate::chance::Chance;
use crate::model::MAY_ACTIVATE;
use crate::requests::Step;
use crate::world::World;
use crate::{Simulation, Tally, add, setting};

const SHORTEST: u64 = 100;
const LONGEST: u64 = 140;
/// A try takes about a second, and what fails is mostly found in fewer.
const TRIES_TO_SHRINK: u32 = 400;
const LISTS: [&str; 13] = [
    "membership list",
    "user list",
    "benefits list",
    "software list",
    "azure list",
    "license list",
    "vs list --all",
    "support status",
    "support list",
    "advisory status",
    "advisory list",
    "gtm list",
    "seal list",
];

// The cases ------------------------------------------------------------------------------------

/// A hundred numbers and more, which shrink by leaving some out: half of them, then a quarter, in
/// the end each alone, from the last on, as what fails is mostly seen at the end.
#[derive(Debug)]
struct Numbers;

#[derive(Debug)]
struct Shrinking {
    numbers: Vec<u64>,
    /// What was left out last, and where.
    without: Option<(usize, Vec<u64>)>,
    /// How many are left out at once.
    some: usize,
    /// All from here on were tried.
    tried_from: usize,
}

impl Shrinking {
    fn of(numbers: Vec<u64>) -> Self {
        let count = numbers.len();
        Shrinking { numbers, without: None, some: count.div_ceil(2), tried_from: count }
    }
}

impl Strategy for Numbers {
    type Tree = Shrinking;
    type Value = Vec<u64>;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let mut next = || proptest::num::u64::ANY.new_tree(runner).map(|tree| tree.current());
        let count = SHORTEST + next()? % (LONGEST - SHORTEST + 1);
        Ok(Shrinking::of((0..count).map(|_| next()).collect::<Result<_, _>>()?))
    }
}

impl ValueTree for Shrinking {
    type Value = Vec<u64>;

    fn current(&self) -> Vec<u64> {
        self.numbers.clone()
    }

    fn simplify(&mut self) -> bool {
        self.without = None;
        if self.tried_from == 0 {
            if self.some <= 1 {
                return false;
            }
            self.some = self.some.div_ceil(2);
            self.tried_from = self.numbers.len();
        }
        let from = self.tried_from.saturating_sub(self.some);
        self.without = Some((from, self.numbers.drain(from..self.tried_from).collect()));
        self.tried_from = from;
        true
    }

    fn complicate(&mut self) -> bool {
        let Some((from, numbers)) = self.without.take() else { return false };
        self.numbers.splice(from..from, numbers);
        self.simplify()
    }
}

// The requests that only cases have ------------------------------------------------------------

impl Simulation {
    pub(super) fn step_of_cases(&mut self, actor: &str) -> Step {
        if self.chance.one_in(4) { self.rotate_key(actor) } else { self.apply_wishes(actor) }
    }

    /// Nothing that a list tells of is another by it.
    fn rotate_key(&mut self, actor: &str) -> Step {
        let against = self.model.against_actor(actor, &MAY_ACTIVATE, false);
        let mut step = Step::new("seal rotate".to_owned(), against);
        step.repeatable = false;
        step
    }

    /// Each wish is decided on what the model is after those before it, and one that is refused
    /// refuses all.
    fn apply_wishes(&mut self, actor: &str) -> Step {
        let before = self.model.clone();
        let mut against = self.model.against_actor(actor, &[], false);
        let mut rows = "action,benefit,user,role\n".to_owned();
        let mut nothing = true;
        for _ in 0..2 + self.chance.below(4) {
            let step = match self.chance.below(10) {
                0..=1 => self.grant_role(actor),
                2 => self.revoke_role(actor),
                3..=4 => self.assign_credit(actor),
                5 => self.remove_credit(actor),
                6 => self.set_key_aside(actor, "return"),
                7..=8 => self.wish_for_key(actor),
                _ => self.activate_offer(actor),
            };
            let words: Vec<&str> = step.line.split(' ').collect();
            rows += &match words.as_slice() {
                ["user", verb, user, role] => format!("user {verb},,{user},{role}\n"),
                [noun, verb, benefit, user] => format!("{noun} {verb},{benefit},{user},\n"),
                [noun, verb, benefit] => format!("{noun} {verb},{benefit},,\n"),
                _ => panic!("{} is no wish", step.line),
            };
            if !step.against.0.is_empty() {
                against.when(true, 5);
            } else if !step.no_op {
                nothing = false;
                (step.follow)(&mut self.model, &Value::Null);
            }
        }
        let after = std::mem::replace(&mut self.model, before);
        let mut step = Step::new("apply -".to_owned(), against);
        step = step.no_op_if(nothing).then(move |model, _| *model = after);
        step.stdin = rows;
        step
    }

    // The end ----------------------------------------------------------------------------------

    /// What the tables hold follows from the log, and an archive holds the whole of it.
    fn there_and_back(&mut self) {
        let reader = self.reader();
        let world = &self.world;
        world.by(&reader);
        world.ok(&format!("user grant {reader} global-admin"));
        let lists = lists_of(world, "ledger.mpn");
        let head = world.head();
        world.ok("ledger rebuild");
        assert_eq!(world.head(), head, "computed anew");
        assert_eq!(lists_of(world, "ledger.mpn"), lists, "computed anew");
        world.verify();
        let archive = world.path("archive.jsonl").display().to_string();
        world.ok(&format!("ledger archive --out '{archive}'"));
        at(world, "again.mpn", &format!("ledger restore '{archive}' --yes"));
        assert_eq!(at(world, "again.mpn", "ledger head"), head, "read back");
        assert_eq!(lists_of(world, "again.mpn"), lists, "read back");
        assert_eq!(at(world, "again.mpn", "ledger verify")["sound"], true, "read back");
    }
}

/// Runs a command, which must succeed, on another ledger in the world's folder.
fn at(world: &World, ledger: &str, line: &str) -> Value {
    let told = world.run_at(ledger, line);
    assert_eq!(told.exit, 0, "{ledger}, {line}: {told:?}");
    told.json()
}

fn lists_of(world: &World, ledger: &str) -> Vec<Value> {
    let mut lists: Vec<Value> = LISTS.iter().map(|list| at(world, ledger, list)).collect();
    let software: Vec<String> = lists[3]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("software show {}", one["id"].as_str().unwrap()))
        .collect();
    lists.extend(software.iter().map(|line| at(world, ledger, line)));
    lists
}

// The test -------------------------------------------------------------------------------------

/// What was reached.
fn run(numbers: &[u64]) -> Tally {
    let mut simulation = Simulation::begin(0);
    simulation.widely = true;
    for number in numbers {
        simulation.chance = Chance(*number);
        simulation.run(*number);
    }
    simulation.compare();
    simulation.there_and_back();
    simulation.tally
}

fn run_cases(cases: u32, seed: u64) -> Tally {
    let config = Config {
        cases,
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        max_shrink_iters: TRIES_TO_SHRINK,
        ..Config::default()
    };
    let all = std::cell::RefCell::new(Tally::new());
    let result = TestRunner::new(config).run(&Numbers, |numbers| {
        add(&mut all.borrow_mut(), run(&numbers));
        Ok(())
    });
    match result {
        Ok(()) => all.into_inner(),
        Err(TestError::Fail(why, numbers)) => {
            let case: Vec<String> = numbers.iter().map(u64::to_string).collect();
            panic!("{why}\n{} requests; MPN_MODEL_CASE='{}'", case.len(), case.join(" "));
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn any_hundred_requests_are_answered_as_the_rules_say() {
    if let Ok(case) = std::env::var("MPN_MODEL_CASE") {
        let numbers: Vec<u64> = case.split_whitespace().map(|one| one.parse().unwrap()).collect();
        run(&numbers);
        return;
    }
    let cases = u32::try_from(setting("MPN_MODEL_CASES", 4)).unwrap();
    let first = setting("MPN_MODEL_FIRST", 1);
    // Two at a time, for the two cores that there surely are.
    let halves = [(cases.div_ceil(2), 2 * first), (cases / 2, 2 * first + 1)];
    let tallies: Vec<Tally> = std::thread::scope(|scope| {
        let halves = halves.map(|(cases, seed)| scope.spawn(move || run_cases(cases, seed)));
        halves.into_iter().map(|half| half.join().unwrap()).collect()
    });
    let mut all = Tally::new();
    for tally in tallies {
        add(&mut all, tally);
    }
    println!("{cases} cases; done, no-op, refused: {all:#?}");
    if cases >= 64 {
        for verb in ["seal rotate", "apply -", "undo"] {
            assert!(all[verb][0] > 0 && all[verb][2] > 0, "never done, or never refused: {verb}");
        }
    }
}

#[test]
fn a_case_that_fails_shrinks_to_what_it_takes_to_fail() {
    let mut case = Shrinking::of((0..137).collect());
    let fails = |case: &Shrinking| [3, 77, 136].iter().all(|one| case.numbers.contains(one));
    let mut tries = 0;
    let mut goes_on = case.simplify();
    while goes_on {
        tries += 1;
        goes_on = if fails(&case) { case.simplify() } else { case.complicate() };
    }
    assert_eq!(case.current(), [3, 77, 136]);
    assert!(tries < TRIES_TO_SHRINK, "{tries} tries");
}
