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
mod twin;
#[path = "../world/mod.rs"]
mod world;

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use chance::Chance;
use model::{Figures, MAY_GRANT_ALL, Model, ROLES, User};
use requests::Step;
use twin::Request;
use world::{Told, World};

const USERS: u64 = 12;
/// Done again on a later day, these count from that day.
const AWAITED: &[&str] = &["vs unassign", "user offboard"];

struct Simulation {
    world: World,
    model: Model,
    chance: Chance,
    program: Value,
    serial: u64,
    tally: Tally,
    /// How often it came to what days mean most by.
    reached: Tally,
    /// The number of the step.
    number: u64,
    /// Whether it also asks for what only cases have.
    widely: bool,
    /// What was run, to be run elsewhere, too.
    script: Vec<Request>,
    /// What was recorded: the operation and the day.
    recorded: Vec<(u64, NaiveDate)>,
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
            catalogs: vec![Figures {
                from: NaiveDate::MIN,
                core_seats: [3, 5, 10],
                worldwide: 75,
                reassign_days: 90,
            }],
            ..Model::default()
        };
        let chance = Chance(seed);
        let (serial, tally, reached) = (0, Tally::new(), Tally::new());
        let (number, widely) = (0, false);
        let (script, recorded) = (Vec::new(), Vec::new());
        Simulation {
            world,
            model,
            chance,
            program,
            serial,
            tally,
            reached,
            number,
            widely,
            script,
            recorded,
        }
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
        let actor = self.actor();
        let late = self.late_renewal().filter(|_| self.chance.one_in(3));
        let earlier = late.or(earlier);
        self.model.day = self.model.today - Days::new(earlier.unwrap_or(0));
        let mut step = if late.is_some() { self.renew(&actor) } else { self.step(&actor) };
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
        if number.is_multiple_of(23) {
            self.undo_across();
        }
    }

    /// How many days ago a membership that has lapsed since could still be renewed.
    fn late_renewal(&self) -> Option<u64> {
        let today = self.model.today;
        let lapsed = self.model.memberships.iter().filter(|held| held.ended_on.is_none());
        let days = lapsed.map(|held| (today - held.last_day()).num_days());
        days.filter(|days| (1..=25).contains(days)).map(|days| days.unsigned_abs() + 3).min()
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
        let told = self.run_line(line, &step.stdin);
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
                step.against.0.contains(&told.exit) || step.against.1.contains(&told.exit),
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
        if let Some(object) = answer.as_object_mut() {
            object.insert("events".to_owned(), json!(events));
        }
        let (lapsed, rank) = (self.lapsed(), self.model.highest_rank(self.model.today));
        (step.follow)(&mut self.model, &answer);
        let down = rank == 3 && self.model.highest_rank(self.model.today) == 2;
        self.reach("downgrade", down);
        self.reach_by(line, &lapsed);
        let operation = before["operation"].as_u64().unwrap_or(0) + 1;
        self.recorded.push((operation, self.model.today));
        if request_id {
            let head = self.head();
            let again = self.run_line(line, &step.stdin);
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
        let awaited = AWAITED.iter().any(|verb| line.starts_with(verb));
        if !awaited
            && self.number.is_multiple_of(5)
            && !line.contains("add-keys")
            && !line.contains(" --on ")
        {
            self.undo_and_do_again(&what);
        }
    }

    fn run_line(&mut self, line: &str, stdin: &str) -> Told {
        let told = self.world.run_with(line, stdin);
        let (day, actor) = (self.model.today, self.world.actor.borrow().clone());
        if std::env::var_os("MPN_SIM_TELL").is_some() && told.exit == 0 {
            eprintln!("{day} {actor} {line} < {stdin:?} => {}", told.stdout);
        }
        let (typed, stdin, exit) = (line.to_owned(), stdin.to_owned(), told.exit);
        self.script.push(Request { day, actor, typed, stdin, exit });
        told
    }

    /// Undoes what was done before memberships began or ended, and undoes that: lists tell again
    /// what they told, whatever the days between mean.
    fn undo_across(&mut self) {
        let today = self.model.today;
        let ends = self.model.memberships.iter().flat_map(|held| {
            let begun = held.terms.iter().map(|term| term.begins_on);
            begun.chain([held.last_day() + Days::new(1)]).collect::<Vec<_>>()
        });
        let Some(boundary) = ends.filter(|day| *day <= today).max() else { return };
        let older = self.recorded.iter().filter(|(_, day)| *day < boundary);
        let older: Vec<u64> = older.map(|(operation, _)| *operation).collect();
        if older.is_empty() {
            return;
        }
        let place = usize::try_from(self.chance.below(older.len() as u64)).unwrap();
        let admin = self.reader();
        self.world.by(&admin);
        // On a copy: what today's rules would not allow again is undone for good.
        std::fs::copy(self.world.ledger(), self.world.path("copy.mpn")).unwrap();
        let lists = twin::lists_of(&self.world, "copy.mpn");
        let undone = self.world.run_at("copy.mpn", &format!("undo {} --yes", older[place]));
        assert!([0, 4, 5].contains(&undone.exit), "undo {}: {undone:?}", older[place]);
        if undone.exit == 0 {
            self.reach("undo across", true);
            let again = self.world.run_at("copy.mpn", "undo --yes");
            // Who asked may have another email now, which is 3.
            assert!([0, 3, 4, 5].contains(&again.exit), "{undone:?}, again: {again:?}");
            // What somebody is given again counts from today.
            let awaited = ["vs ", "azure ", "user offboard"];
            let awaited =
                awaited.iter().any(|verb| undone.stdout.contains(&format!("\"command\":\"{verb}")));
            if again.exit == 0 && !awaited {
                assert_eq!(twin::lists_of(&self.world, "copy.mpn"), lists, "{undone:?}, {again:?}");
            }
            let sound = self.world.run_at("copy.mpn", "ledger verify");
            assert_eq!(sound.exit, 0, "{undone:?}, {again:?}: {sound:?}");
        }
        std::fs::remove_file(self.world.path("copy.mpn")).unwrap();
    }

    /// Counts what was reached.
    fn reach(&mut self, what: &str, so: bool) {
        if so {
            self.reached.entry(what.to_owned()).or_default()[0] += 1;
        }
    }

    /// What a request that was done has reached of what days mean.
    fn reach_by(&mut self, line: &str, lapsed: &[(String, Option<String>)]) {
        let golds = self.model.live().filter(|held| held.offer == "gold").count();
        let bought = line.starts_with("membership purchase");
        let renewed = line.starts_with("membership renew");
        let newest = self.model.memberships.last();
        let newest = newest.map(|held| (held.offer.clone(), held.competency.clone()));
        self.reach("two golds", bought && golds > 1);
        self.reach("gap", bought && newest.is_some_and(|one| lapsed.contains(&one)));
        let late = self.model.memberships.iter().any(|held| {
            let [.., before, last] = held.terms.as_slice() else { return false };
            last.begins_on == self.model.day && before.lives_until() < self.model.today
        });
        self.reach("late renewal", renewed && late);
        self.reach("reading", line.starts_with("support count"));
    }

    /// What lapsed and was not purchased again: offer and competency.
    fn lapsed(&self) -> Vec<(String, Option<String>)> {
        let over = |held: &&model::Membership| held.last_day() < self.model.day;
        let over = self.model.memberships.iter().filter(over);
        let over = over.filter(|held| {
            let mut live = self.model.live();
            !live.any(|it| (&it.offer, &it.competency) == (&held.offer, &held.competency))
        });
        over.map(|held| (held.offer.clone(), held.competency.clone())).collect()
    }

    /// Undoes what was just done and undoes that, so that all is again as the model has it; or it
    /// is refused and leaves no trace.
    fn undo_and_do_again(&mut self, what: &str) {
        let before = self.head();
        let admin = self.reader();
        self.world.by(&admin);
        let undone = self.run_line("undo --yes -o json", "");
        let tally = self.tally.entry("undo".to_owned()).or_default();
        tally[if undone.exit == 0 { 0 } else { 2 }] += 1;
        if undone.exit != 0 {
            assert!([4, 5].contains(&undone.exit), "{what}; undone: {undone:?}");
            assert_eq!(self.head(), before, "{what}; undone: {undone:?} left a trace");
            return;
        }
        // Who acted may have lost the role by the undo; whoever has it can do it again.
        // Or they have the email of before again.
        let renamed = (0..USERS).map(|number| format!("u{number}@contoso.com"));
        let users: Vec<String> = self.model.users.keys().cloned().chain(renamed).collect();
        let again = users.iter().any(|user| {
            self.world.by(user);
            self.run_line("undo --yes", "").exit == 0
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
        let live: Vec<NaiveDate> = self
            .model
            .live()
            .map(|held| held.term(today).1.anniversary)
            .filter(|day| *day > today)
            .collect();
        if self.chance.one_in(40) && !live.is_empty() {
            let place = usize::try_from(self.chance.below(live.len() as u64)).unwrap();
            let days = [0, 1, 1, 30, 31][usize::try_from(self.chance.below(5)).unwrap()];
            return live[place] + Days::new(days);
        }
        // A Gold lapses, and a Silver goes on.
        let golds = self.model.live_on(today).filter(|held| held.rank() == 3);
        let after = golds.map(|held| held.last_day() + Days::new(1)).max();
        let after = after.filter(|day| self.model.highest_rank(*day) == 2);
        if let Some(after) = after.filter(|_| self.chance.one_in(30)) {
            return after;
        }
        let days = [1, 2, 5, 29, 30, 31, 60, 89, 90];
        let days = days[usize::try_from(self.chance.below(9)).unwrap()];
        // Slowly, so that much happens before the first membership lapses.
        today + Days::new(if self.chance.one_in(12) { days } else { 1 })
    }

    /// A new day; nothing is recorded of what it means.
    fn begin_day(&mut self, today: NaiveDate) {
        let before = self.model.highest_rank(self.model.today);
        self.world.on(&today.to_string());
        self.reach("downgrade", before == 3 && self.model.highest_rank(today) == 2);
        (self.model.today, self.model.day) = (today, today);
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
    for (what, counts) in simulation.reached {
        simulation.tally.insert(format!("reached: {what}"), counts);
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
        let verbs = all.iter().filter(|(verb, _)| !verb.starts_with("reached"));
        let rare = verbs.filter(|(_, [done, _, refused])| *done == 0 || *refused == 0);
        let rare: Vec<&String> = rare.map(|(verb, _)| verb).collect();
        assert!(all.len() > 35 && rare.len() <= 8, "never done, or never refused: {rare:?}");
        for what in ["gap", "two golds", "late renewal", "reading", "downgrade", "undo across"] {
            assert!(all.contains_key(&format!("reached: {what}")), "never reached: {what}");
        }
    }
}
