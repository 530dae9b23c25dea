//! The same requests, once with a write of no account each day and once without; once recorded in
//! time and once late. What lists answer never differs, on any day (TIME-1, TIME-2).

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use serde_json::Value;

use crate::{Simulation, setting, world::World};

/// A command line that was run, and what became of it.
#[derive(Clone, Debug)]
pub struct Request {
    pub day: NaiveDate,
    pub actor: String,
    pub typed: String,
    pub stdin: String,
    pub exit: u8,
}

const LISTS: [&str; 6] = [
    "benefits list",
    "vs list --all",
    "support status",
    "advisory status",
    "gtm list",
    "membership list",
];

/// What can be recorded late: all but what is of users, keys and catalogs.
const LATE: [&str; 15] = [
    "membership purchase",
    "membership renew",
    "vs assign",
    "vs unassign",
    "vs reassign",
    "support activate",
    "support confirm",
    "support link",
    "support open",
    "support close",
    "support count",
    "advisory request",
    "advisory log",
    "gtm activate",
    "gtm confirm",
];

fn world() -> World {
    let user = |name: &str, roles: &str| {
        format!("[[user]]\nemail = \"{name}@contoso.com\"\nname = \"Someone\"\nroles = [{roles}]\n")
    };
    let opening = "[organization]\ntenant = \"contoso.onmicrosoft.com\"\n\
                   account_email = \"partner@contoso.com\"\n"
        .to_owned();
    let opening = opening + &user("ann", "\"global-admin\"") + &user("idle", "");
    World::found("2026-01-01", &opening)
}

fn lists(world: &World, more: &str) -> Vec<Value> {
    world.by("ann@contoso.com");
    LISTS.iter().map(|list| world.ok(&format!("{list}{more}"))).collect()
}

/// What lists answer of another ledger in the world's folder.
pub fn lists_of(world: &World, ledger: &str) -> Vec<Value> {
    let told = LISTS.iter().map(|list| world.run_at(ledger, list));
    told.map(|told| told.json()).collect()
}

/// The requests of a simulation, and the ledger that it was run on, whose files they name.
fn simulation(seed: u64, steps: u64) -> Simulation {
    let mut simulation = Simulation::begin(seed);
    (1..=steps).for_each(|number| simulation.run(number));
    simulation
}

fn with_and_without_idle_writes(seed: u64) {
    let simulation = simulation(seed, setting("MPN_TWIN_STEPS", 90));
    let (twin, busy) = (world(), world());
    let mut day: NaiveDate = "2026-01-01".parse().unwrap();
    for (number, line) in simulation.script.iter().enumerate() {
        let mut passed = 0;
        while day < line.day {
            day = day + Days::new(1);
            passed += 1;
            busy.on(&day.to_string()).by("ann@contoso.com");
            busy.ok(&format!("user update idle@contoso.com --name 'Name {day}'"));
            if passed % 30 == 0 {
                twin.on(&day.to_string());
                assert_eq!(lists(&twin, ""), lists(&busy, ""), "seed {seed}, {day}");
            }
        }
        let told = [&twin, &busy].map(|world| {
            world.on(&day.to_string()).by(&line.actor);
            world.run_with(&line.typed, &line.stdin).exit
        });
        assert_eq!(told, [line.exit; 2], "seed {seed}, request {number}: {line:?}");
        if number % 15 == 0 {
            assert_eq!(lists(&twin, ""), lists(&busy, ""), "seed {seed}, {number}: {line:?}");
        }
    }
    assert_eq!(lists(&twin, ""), lists(&busy, ""), "seed {seed}");
}

#[test]
fn a_write_of_no_account_changes_nothing_that_a_later_day_means() {
    (1..=setting("MPN_TWIN_SEEDS", 1)).for_each(with_and_without_idle_writes);
}

/// In time, what is refused left out; then late, noun by noun.
fn in_time_and_late(seed: u64) {
    let simulation = simulation(seed, setting("MPN_LATE_STEPS", 120));
    let (timely, late) = (world(), world());
    for world in [&timely, &late] {
        world.ok("user grant ann@contoso.com admin-agent");
        for number in 0..crate::USERS {
            world.ok(&format!("user add u{number}@contoso.com --name Someone"));
        }
    }
    let may_be_late = |line: &&Request| {
        let dated = line.typed.contains("--on") || line.typed.contains("--dry-run");
        !dated && LATE.iter().any(|verb| line.typed.starts_with(verb))
    };
    let mut done: Vec<&Request> = Vec::new();
    let mut with_contact = false;
    for line in simulation.script.iter().filter(may_be_late) {
        timely.on(&line.day.to_string()).by("ann@contoso.com");
        let told = timely.run_with(&line.typed, &line.stdin);
        if told.exit == 0 && told.stdout.contains("\"changed\":true") {
            done.push(line);
        }
        if !with_contact && line.typed.starts_with("membership purchase") && told.exit == 0 {
            with_contact = true;
            timely.ok(CONTACT);
        }
    }
    let last = done.last().unwrap().day;
    late.on(&last.to_string()).by("ann@contoso.com");
    let noun = |line: &Request| line.typed.split(' ').next().unwrap().to_owned();
    let nouns = ["membership", "gtm", "advisory", "support", "vs"];
    for of in nouns {
        for line in done.iter().filter(|line| noun(line) == of) {
            late.by("ann@contoso.com");
            let dated = format!("{} --on {}", line.typed, line.day);
            let told = late.run_with(&dated, &line.stdin);
            assert_eq!(told.exit, 0, "seed {seed}: {dated}: {told:?}");
            late.ok(&format!("user update idle@contoso.com --name 'Name {}'", line.typed.len()));
        }
        if of == "membership" {
            late.ok(CONTACT);
        }
    }
    let days: BTreeSet<NaiveDate> = done.iter().map(|line| line.day).collect();
    for day in days {
        for days in [0, 1, 45] {
            let at = format!(" --at {}", day + Days::new(days));
            assert_eq!(lists(&late, &at), lists(&timely, &at), "seed {seed}, late, {at}");
        }
    }
}

const CONTACT: &str = "gtm contact set ann@contoso.com --contact-email news@contoso.com \
                       --phone '+31 20 123 4567' --language nl-NL";

#[test]
fn what_is_recorded_late_is_what_it_would_have_been_in_time() {
    (1..=setting("MPN_LATE_SEEDS", 1)).for_each(in_time_and_late);
}
