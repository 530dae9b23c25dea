//! Many more processes than cores, each of which runs command after command on one ledger.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use serde_json::Value;

use crate::outcome::Outcome;
use crate::place::{Place, mpn};
use crate::{is_full, size};

/// What one process was told, how long that took, and how many others were answered meanwhile.
#[derive(Clone, Debug)]
struct Answered {
    outcome: Outcome,
    took: Duration,
    overtaken: usize,
}

impl Answered {
    /// The key or the incident that it was given.
    fn unit(&self) -> Option<String> {
        let answer: Value = serde_json::from_str(&self.outcome.stdout).ok()?;
        let given = [&answer[0]["key"], &answer["events"][0]["incident"]];
        given.into_iter().find_map(Value::as_str).map(str::to_owned)
    }
}

/// Runs these command lines at once, each in a process, in the order they stand in.
fn at_once(place: &Place, ledger: &Path, crowd: &[Vec<String>]) -> Vec<Answered> {
    let answered: Mutex<Vec<Answered>> = Mutex::default();
    std::thread::scope(|scope| {
        for lines in crowd {
            let answered = &answered;
            scope.spawn(move || {
                for line in lines {
                    let before = answered.lock().unwrap().len();
                    let begun = Instant::now();
                    let output = place.process(&mpn(), ledger, line).output().unwrap();
                    let took = begun.elapsed();
                    let mut answered = answered.lock().unwrap();
                    let overtaken = answered.len() - before;
                    answered.push(Answered { outcome: Outcome::of(&output), took, overtaken });
                }
            });
        }
    });
    answered.into_inner().unwrap()
}

/// What is wrong with these answers, of which so many must have been given a unit.
fn faults(answered: &[Answered], units: usize) -> Vec<String> {
    let mut faults = Vec::new();
    for one in answered {
        let stderr = &one.outcome.stderr;
        if stderr.contains("busy") || stderr.contains("locked") {
            faults.push(format!("told that others are in the way: {one:?}"));
        } else if ![Some(0), Some(5)].contains(&one.outcome.exit) {
            faults.push(format!("neither done nor refused: {one:?}"));
        } else if (one.outcome.exit == Some(0)) != one.unit().is_some() {
            faults.push(format!("done without a unit, or refused with one: {one:?}"));
        }
    }
    let given: Vec<String> = answered.iter().filter_map(Answered::unit).collect();
    let once: BTreeSet<&String> = given.iter().collect();
    if given.len() != units || once.len() != units {
        let told = (given.len(), once.len());
        faults.push(format!("{} given, {} different ones, of {units}", told.0, told.1));
    }
    faults
}

/// The value that so many hundredths of them do not exceed.
fn at<T: Ord + Copy>(hundredths: usize, all: impl Iterator<Item = T>) -> T {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all[(all.len() * hundredths / 100).min(all.len() - 1)]
}

#[test]
fn a_crowd_gets_every_unit_once_and_nobody_is_told_to_go_away() {
    let (processes, commands) = (size(8, 64), size(10, 100));
    // Three of four take a key; there are a few less than that, so that the last are refused.
    let all = processes * commands;
    let keys = all * 3 / 4 - processes / 4;
    let place = Place::busy(processes, keys);
    // How long a turn takes is the machine's; that each comes is what is tested.
    let line = |process: usize, command: usize| match command % 4 {
        3 => "support open signature-cloud --title outage -o json --wait 120".to_owned(),
        _ => format!(
            "software get-keys Server --for u{process}@contoso.com --another -o json --wait 120"
        ),
    };
    let crowd: Vec<Vec<String>> = (0..processes)
        .map(|process| (0..commands).map(|command| line(process, command)).collect())
        .collect();
    let asked = crowd.iter().flatten().filter(|line| line.starts_with("software")).count();
    assert!(keys < asked, "nobody would be refused");
    let answered = at_once(&place, &place.ledger(), &crowd);
    let units = keys + all - asked;
    let wrong = faults(&answered, units);
    assert!(wrong.is_empty(), "{} faults, such as {:#?}", wrong.len(), wrong.first());
    assert_eq!(place.verify(&place.ledger()).exit, 0);
    let took = |hundredths| at(hundredths, answered.iter().map(|one| one.took));
    let overtaken = |hundredths| at(hundredths, answered.iter().map(|one| one.overtaken));
    println!(
        "{processes} processes × {commands} commands: median {:?}, p99 {:?}, longest {:?}; \
         overtaken by {}, {}, {} others",
        took(50),
        took(99),
        took(100),
        overtaken(50),
        overtaken(99),
        overtaken(100),
    );
    // How fast it is depends on the machine, and what else it does; that nobody starves does not.
    // Were all served in turn, each would see all others answered once.
    assert!(!is_full() || overtaken(99) <= processes * 12);

    // A unit that was given to two, and one that was never given, must be seen.
    let mut twice = answered.clone();
    let position = twice.iter().position(|one| one.unit().is_some()).unwrap();
    twice.push(twice[position].clone());
    assert_eq!(faults(&twice, units).len(), 1);
    twice.remove(position);
    twice.pop();
    assert_eq!(faults(&twice, units).len(), 1);
}

#[test]
fn somebody_who_does_not_wait_is_told_so_and_the_check_sees_it() {
    let place = Place::busy(1, 2);
    let conn = Connection::open(place.ledger()).unwrap();
    conn.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let line = "software get-keys Server --wait 0 -o json".to_owned();
    let answered = at_once(&place, &place.ledger(), &[vec![line]]);
    assert_eq!(answered[0].outcome.exit, Some(6), "{answered:?}");
    let told = faults(&answered, 0).join("\n");
    assert!(told.contains("others are in the way"), "{told}");
}

#[test]
fn somebody_who_waits_gets_in_however_long_the_ledger_is_held_before() {
    let place = Place::busy(1, 2);
    let conn = Connection::open(place.ledger()).unwrap();
    conn.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let line = "software get-keys Server --wait 120 -o json".to_owned();
    let answered = std::thread::scope(|scope| {
        scope.spawn(move || {
            // Longer than the engine itself would have waited.
            std::thread::sleep(Duration::from_secs(6));
            drop(conn);
        });
        at_once(&place, &place.ledger(), &[vec![line]])
    });
    assert_eq!(faults(&answered, 1), [] as [String; 0]);
}
