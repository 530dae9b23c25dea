//! Random requests, from a seed, against a model that was written from the rules and not from the
//! code. The model says which refusals are possible; whatever else happens is a bug. A refused
//! request leaves no trace, and at the end lists and model agree and the ledger is sound.
//!
//! The same requests shrink to the fewest that fail in `simulation/cases.rs`.
//!
//! `MPN_SIM_STEPS` and `MPN_SIM_SEEDS` say how much; a failure names its seed and its step.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "what was reached is told")]

mod cases;
mod chance;
mod lists;
mod model;
mod requests;
#[path = "../world/mod.rs"]
mod world;

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use chance::Chance;
use model::{MAY_GRANT_ALL, Model, ROLES, User};
use requests::Step;
use world::World;

const USERS: u64 = 12;

struct Simulation {
    world: World,
    model: Model,
    chance: Chance,
    program: Value,
    serial: u64,
    tally: Tally,
    /// The number of the step.
    number: u64,
    /// The model before what lapsed and nobody took down yet, and what the next write will record
    /// of it.
    lapsed: Option<(Box<Model>, Vec<Value>)>,
    /// Whether it also asks for what only cases have.
    widely: bool,
}

/// How often each verb was done, was a no-op, and was refused.
type Tally = BTreeMap<String, [u32; 3]>;

impl Simulation {
    fn begin(seed: u64) -> Self {
        let day = "2026-01-01";
        let opening = "[organization]\ntenant = \"contoso.onmicrosoft.com\"\n\
                       account_email = \"partner@contoso.com\"\n\
                       [[user]]\nemail = \"ann@contoso.com\"\nname = \"Someone\"\n\
                       roles = [\"global-admin\"]\n";
        let world = World::found(day, opening);
        let program = world.ok("catalog show");
        let ann = User { roles: [ROLES[0].to_owned()].into(), ..User::default() };
        let model = Model {
            today: day.parse().unwrap(),
            day: day.parse().unwrap(),
            users: [("ann@contoso.com".to_owned(), ann)].into(),
            core_seats: [("action-pack", 3), ("silver", 5), ("gold", 10)].into(),
            worldwide: 75,
            reassign_days: 90,
            ..Model::default()
        };
        let chance = Chance(seed);
        let (serial, tally) = (0, Tally::new());
        let (number, lapsed, widely) = (0, None, false);
        Simulation { world, model, chance, program, serial, tally, number, lapsed, widely }
    }

    /// Runs a step, and holds what happens against what the model says.
    fn run(&mut self, number: u64) {
        self.number = number;
        if self.chance.one_in(4) {
            let today = self.later();
            self.begin_day(today);
        }
        // What took effect some days ago is decided as of then.
        let earlier = self.chance.one_in(10).then(|| 1 + self.chance.below(40));
        if let Some(days) = earlier {
            self.model.day = self.model.today - Days::new(days);
        }
        let actor = self.actor();
        let mut step = self.step(&actor);
        self.world.by(&actor);
        let dry_run = self.chance.one_in(8);
        let request_id = !dry_run && step.repeatable && self.chance.one_in(6);
        let consent = step.asked && (step.no_op || !self.chance.one_in(12));
        step.against.when(step.asked && !consent && !dry_run, 2);
        let mut line = format!("{} -o json", step.line);
        if consent {
            line += " --yes";
        }
        let explained = earlier.is_none() && step.asked == consent && self.chance.one_in(5);
        let why = explained.then(|| self.why(&line, &step));
        if let Some(days) = earlier {
            line += &format!(" --on {}", self.model.today - Days::new(days));
        }
        if dry_run {
            line += " --dry-run";
        }
        if request_id {
            // A number alone would be that of an operation, too.
            line += &format!(" --request-id r{number}");
        }
        self.perform(step, &line, &actor, [dry_run, request_id], why.as_ref());
        self.model.day = self.model.today;
    }

    /// Runs a command line, of which `why` may have foretold the outcome.
    fn perform(
        &mut self,
        step: Step,
        line: &str,
        actor: &str,
        [dry_run, request_id]: [bool; 2],
        why: Option<&Value>,
    ) {
        let before = self.head();
        let told = self.world.run_with(line, &step.stdin);
        let mut verb: Vec<&str> = step.line.split(' ').take(2).collect();
        if verb[0] == "cancel" {
            verb = vec!["cancel", step.line.split(' ').nth(2).unwrap_or_default()];
        }
        let tally = self.tally.entry(verb.join(" ")).or_default();
        let nothing = told.exit == 0 && !dry_run && told.stdout.contains("\"changed\":false");
        tally[if told.exit != 0 { 2 } else { usize::from(nothing) }] += 1;
        let what =
            format!("step {}, {} by {actor}: {line}: {told:?}", self.number, self.model.today);
        if let Some(why) = why {
            assert_eq!(why["exit"], told.exit, "{what}; why says {why}");
        }
        if told.exit != 0 {
            assert!(
                step.against.0.contains(&told.exit),
                "{what}; the model knows of {:?}",
                step.against
            );
            assert_eq!(told.stdout, "", "{what}");
            assert_eq!(self.head(), before, "{what}; it left a trace");
            if let Some(why) = why {
                assert_eq!(why["code"], told.error()["code"], "{what}; why says {why}");
            }
            return;
        }
        assert!(step.against.0.is_empty(), "{what}; the model says {:?}", step.against);
        if dry_run {
            assert_eq!(self.head(), before, "{what}; it left a trace");
            return;
        }
        let mut answer = told.json();
        if answer["changed"] == false {
            let same_catalog = step.line.starts_with("catalog use");
            assert!(step.no_op || same_catalog, "{what}; the model knows of something to do");
            assert_eq!(self.head(), before, "{what}; it left a trace");
            return;
        }
        assert!(!step.no_op, "{what}; the model knows of nothing to do");
        let events = self.recorded();
        if let Some(receipt) = answer.get("events") {
            assert_eq!(*receipt, json!(events), "{what}");
        }
        if let Some(why) = why {
            assert_eq!(plain(&why["events"]), plain(&json!(events)), "{what}");
        }
        // What lapsed before it comes first; the model knows of it already.
        let due = self.lapsed.take().map(|(_, due)| due).unwrap_or_default();
        assert_eq!(due[..], events[..due.len()], "{what}");
        if let Some(object) = answer.as_object_mut() {
            object.insert("events".to_owned(), json!(events[due.len()..]));
        }
        (step.follow)(&mut self.model, &answer);
        if request_id {
            let head = self.head();
            let again = self.world.run_with(line, &step.stdin);
            // Whoever took a role from themselves is not told again what it wants.
            let actor = self.world.actor.borrow().clone();
            let takes = ["role-revoked", "user-offboarded", "user-renamed"];
            let lost_a_role = events.iter().any(|event| {
                event["user"] == *actor && takes.iter().any(|kind| event["kind"] == *kind)
            });
            if !lost_a_role || again.exit != 4 {
                assert_eq!(again, told, "{what}; asked again");
            }
            assert_eq!(self.head(), head, "{what}; asked again it left a trace");
        }
        // The text of keys that were removed is gone, and what was recorded for an earlier day may
        // not be allowed today.
        if self.number.is_multiple_of(5) && !line.contains("add-keys") && !line.contains(" --on ") {
            self.undo_and_do_again(&what);
        }
    }

    /// Undoes what was just done and undoes that, so that all is again as the model has it; or it
    /// is refused and leaves no trace.
    fn undo_and_do_again(&mut self, what: &str) {
        let before = self.head();
        let admin = self.reader();
        self.world.by(&admin);
        let undone = self.world.run("undo --yes -o json");
        let tally = self.tally.entry("undo".to_owned()).or_default();
        tally[if undone.exit == 0 { 0 } else { 2 }] += 1;
        if undone.exit != 0 {
            assert!([4, 5].contains(&undone.exit), "{what}; undone: {undone:?}");
            assert_eq!(self.head(), before, "{what}; undone: {undone:?} left a trace");
            return;
        }
        // Who acted may have lost the role by the undo; whoever has it can do it again.
        let users: Vec<String> = self.model.users.keys().cloned().collect();
        let again = users.iter().any(|user| {
            self.world.by(user);
            self.world.run("undo --yes").exit == 0
        });
        assert!(again, "{what}; undone: {undone:?}; and nobody can do it again");
    }

    /// What the newest operation recorded, but for what it only said.
    fn recorded(&self) -> Vec<Value> {
        let newest = self.head()["operation"].to_string();
        let actor = self.world.actor.borrow().clone();
        // Who acted, or anybody, may be gone by what was done, or have another email now.
        let renamed = (0..USERS).map(|number| format!("u{number}@contoso.com"));
        let shown = self.model.users.keys().cloned().chain(renamed).find_map(|reader| {
            self.world.by(&reader);
            let told = self.world.run(&format!("history show {newest} -o json"));
            (told.exit == 0).then(|| told.json())
        });
        let shown = shown.expect("nobody can see what was done");
        self.world.by(&actor);
        let events = shown["events"].as_array().unwrap().iter();
        events.filter(|event| event["kind"] != "warned").cloned().collect()
    }

    /// One who may grant every role, of whom there is always one (ROLE-12).
    fn reader(&self) -> String {
        let users = &self.model.users;
        let admin = users.iter().find(|(_, user)| user.acts() && user.has(&MAY_GRANT_ALL));
        admin.expect("nobody is left who may grant roles").0.clone()
    }

    /// What the rules say of a command, which must change nothing.
    fn why(&self, line: &str, step: &Step) -> Value {
        let before = std::fs::read(self.world.ledger()).unwrap();
        let told = self.world.run_with(&format!("why {line}"), &step.stdin);
        assert!(!told.stdout.is_empty(), "why {line}: {told:?}");
        let why = told.json();
        assert_eq!(why["exit"], told.exit, "why {line}: {told:?}");
        assert_eq!(why["allowed"], told.exit == 0, "why {line}: {told:?}");
        assert_eq!(std::fs::read(self.world.ledger()).unwrap(), before, "why {line}");
        why
    }

    /// A day that is not before today: mostly tomorrow, sometimes much later, sometimes one of the
    /// days on which a membership changes.
    fn later(&mut self) -> NaiveDate {
        let today = self.model.today;
        let live: Vec<NaiveDate> =
            self.model.live().map(|held| held.anniversary).filter(|day| *day > today).collect();
        if self.chance.one_in(40) && !live.is_empty() {
            let place = usize::try_from(self.chance.below(live.len() as u64)).unwrap();
            let days = [0, 1, 1, 30, 31][usize::try_from(self.chance.below(5)).unwrap()];
            return live[place] + Days::new(days);
        }
        let days = [1, 2, 5, 29, 30, 31, 60, 89, 90];
        let days = days[usize::try_from(self.chance.below(9)).unwrap()];
        // Slowly, so that much happens before the first membership lapses.
        today + Days::new(if self.chance.one_in(12) { days } else { 1 })
    }

    /// A new day; what lapsed before it is learned from a dry run, and held against the model.
    fn begin_day(&mut self, today: NaiveDate) {
        self.world.on(&today.to_string());
        let lapses = self
            .model
            .memberships
            .iter()
            .any(|held| held.is_live(self.model.today) && !held.is_live(today));
        if lapses && let Some((before, _)) = self.lapsed.take() {
            // Nobody took the earlier one down; both are taken down at once.
            self.model = *before;
        }
        (self.model.today, self.model.day) = (today, today);
        if !lapses {
            return;
        }
        let before = Box::new(self.model.clone());
        let admin = self.reader();
        self.world.by(&admin);
        let receipt = self.world.ok(&format!("user update {admin} --name Else --dry-run"));
        let mut due = receipt["events"].as_array().unwrap().clone();
        assert_eq!(due.pop().unwrap()["kind"], "user-updated");
        let gone: Vec<Value> = self
            .model
            .memberships
            .iter()
            .filter(|held| !held.is_over() && !held.is_live(today))
            .map(|held| {
                let on = held.lives_until() + Days::new(1);
                json!({"kind": "membership-lapsed", "membership": held.id, "on": on.to_string()})
            })
            .collect();
        assert_eq!(due[..gone.len()], gone[..]);
        self.model.settle(&json!(due));
        self.lapsed = Some((before, due));
        // Lists tell of it before it is taken down.
        if self.chance.one_in(3) {
            self.compare();
        }
    }

    fn head(&self) -> Value {
        self.world.ok("ledger head")
    }
}

/// Events without what is sealed anew each time.
fn plain(events: &Value) -> Value {
    let mut events = events.clone();
    for event in events.as_array_mut().unwrap() {
        if event["kind"] == "support-confirmed" {
            event["access_id"] = Value::Null;
            event["contract_id"] = Value::Null;
        }
        if event["kind"] == "epoch-begun" {
            event["data_key"] = Value::Null;
        }
        if event["kind"] == "recipients-vouched" {
            event["vouch"] = Value::Null;
            event["by_before"] = Value::Null;
        }
        for key in event["keys"].as_array_mut().into_iter().flatten() {
            key["commitment"] = Value::Null;
        }
    }
    events
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().unwrap())
}

fn add(all: &mut Tally, tally: Tally) {
    for (verb, counts) in tally {
        let sum = all.entry(verb).or_default();
        counts.iter().zip(sum).for_each(|(count, sum)| *sum += count);
    }
}

fn simulate(seed: u64, steps: u64) -> Tally {
    let mut simulation = Simulation::begin(seed);
    let run = AssertUnwindSafe(|| {
        for number in 1..=steps {
            simulation.run(number);
            if number % 100 == 0 {
                simulation.compare();
            }
        }
        simulation.compare();
    });
    if let Err(panic) = std::panic::catch_unwind(run) {
        eprintln!("seed {seed} of {steps} steps failed");
        std::panic::resume_unwind(panic);
    }
    simulation.tally
}

#[test]
fn random_requests_are_answered_as_the_rules_say() {
    const STEPS: u64 = 300;
    let steps = setting("MPN_SIM_STEPS", STEPS);
    let seeds = setting("MPN_SIM_SEEDS", 6);
    let first = setting("MPN_SIM_FIRST", 1);
    // Two at a time, for the two cores that there surely are.
    let tallies: Vec<Tally> = std::thread::scope(|scope| {
        let halves = [0, 1].map(|half| {
            scope.spawn(move || {
                let seeds = (first..first + seeds).filter(|seed| seed % 2 == half);
                seeds.map(|seed| simulate(seed, steps)).collect::<Vec<Tally>>()
            })
        });
        halves.into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    let mut all = Tally::new();
    for tally in tallies {
        add(&mut all, tally);
    }
    println!("done, no-op, refused: {all:#?}");
    // A simulation that reaches nothing would agree with any model.
    if seeds >= 6 && steps >= STEPS {
        let rare = all.iter().filter(|(_, [done, _, refused])| *done == 0 || *refused == 0);
        let rare: Vec<&String> = rare.map(|(verb, _)| verb).collect();
        assert!(all.len() > 35 && rare.len() <= 8, "never done, or never refused: {rare:?}");
    }
}
