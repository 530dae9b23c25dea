//! Workers that write without pause are killed at random points, thousands of times.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use serde_json::Value;

use crate::chance::Chance;
use crate::outcome::Outcome;
use crate::place::{Place, mpn};
use crate::size;

const WORKERS: usize = 8;

/// An operation that was acknowledged: by its request id, the operation or the key it told of.
#[derive(Clone, Debug)]
struct Acknowledged {
    request_id: String,
    operation: Option<u64>,
    key: Option<String>,
}

/// One of those who write: what it does next follows from what it has done.
struct Worker<'p> {
    place: &'p Place,
    ledger: &'p Path,
    number: usize,
    chance: Chance,
    /// How long a command takes, about.
    lasts: Duration,
    has_role: bool,
    has_seat: bool,
    done: Vec<Acknowledged>,
}

impl Worker<'_> {
    /// A command that changes something, whoever else has changed what.
    fn next_command(&mut self) -> String {
        let number = self.number;
        match self.chance.below(4) {
            0 => format!("software get-keys Server --another --for u{number}@contoso.com"),
            1 => format!("support open signature-cloud --title case-{number}"),
            2 => {
                self.has_role = !self.has_role;
                let verb = if self.has_role { "grant" } else { "revoke" };
                format!("user {verb} u{number}@contoso.com admin-agent")
            }
            _ => {
                self.has_seat = !self.has_seat;
                let verb = if self.has_seat { "assign" } else { "unassign" };
                format!("vs {verb} 'Visual Studio Enterprise' u{number}@contoso.com")
            }
        }
    }

    fn was_told_both(&self) -> bool {
        let told = |key: bool| self.done.iter().any(|one| one.key.is_some() == key);
        told(true) && told(false)
    }

    /// Runs one command until it has answered, and kills it at random points before.
    fn go_on(&mut self, kills: &AtomicUsize, wanted: usize) {
        let request_id = format!("w{}-{}", self.number, self.done.len());
        let line = format!("{} --request-id {request_id} -o json", self.next_command());
        let outcome = loop {
            let begun = Instant::now();
            let mut child = self.place.process(&mpn(), self.ledger, &line).spawn().unwrap();
            // Now and then one is left alone, so that it is known how long that takes.
            let is_spared = self.chance.below(5) == 0;
            if !is_spared && kills.load(Ordering::Relaxed) < wanted {
                let longest = usize::try_from(self.lasts.as_micros() * 3 / 2).unwrap();
                let delay = self.chance.below(longest.max(1_000));
                std::thread::sleep(Duration::from_micros(delay as u64));
                // Where it has ended by itself this does nothing.
                child.kill().unwrap();
            }
            let outcome = Outcome::of(&child.wait_with_output().unwrap());
            if is_spared {
                self.lasts = (self.lasts * 3 + begun.elapsed()) / 4;
            }
            if outcome.exit.is_some() {
                break outcome;
            }
            kills.fetch_add(1, Ordering::Relaxed);
        };
        assert_eq!(outcome.exit, Some(0), "{line}: {outcome:?}");
        let answer: Value = serde_json::from_str(&outcome.stdout).unwrap();
        self.done.push(Acknowledged {
            request_id,
            operation: answer["operation"].as_u64(),
            key: answer[0]["key"].as_str().map(str::to_owned),
        });
    }
}

/// What is wrong with a ledger after all this: `before` operations were there at first.
fn faults(
    place: &Place,
    ledger: &Path,
    before: usize,
    acknowledged: &[Acknowledged],
) -> Vec<String> {
    let mut faults = Vec::new();
    let verified = place.verify(ledger);
    if verified.exit != 0 {
        faults.push(format!("not sound: {} {}", verified.stdout, verified.stderr));
        return faults;
    }
    let operations = crate::place::operations(ledger);
    for one in acknowledged {
        match operations.get(&one.request_id) {
            None => faults.push(format!("lost: {one:?}")),
            Some(seq) if one.operation.is_some_and(|told| told != *seq) => {
                faults.push(format!("another operation than was told, {seq}: {one:?}"));
            }
            Some(_) => {}
        }
    }
    // Every command was repeated until it answered, so nothing else can be there.
    if operations.len() != before + acknowledged.len() {
        let all = (operations.len(), before + acknowledged.len());
        faults.push(format!("{} operations instead of {}", all.0, all.1));
    }
    let keys: Vec<&String> = acknowledged.iter().filter_map(|one| one.key.as_ref()).collect();
    let once: BTreeSet<&&String> = keys.iter().collect();
    if once.len() != keys.len() {
        faults.push(format!("{} keys handed out twice", keys.len() - once.len()));
    }
    let held = place.run(ledger, "software show Server -o json").json();
    let held = held["keys"].as_array().unwrap().iter().filter(|key| key["status"] == "held");
    let held = held.count();
    if held != keys.len() {
        faults.push(format!("{held} keys are held, {} were handed out", keys.len()));
    }
    faults
}

#[test]
fn no_operation_is_lost_or_done_twice_when_workers_are_killed() {
    let kills_wanted = size(50, 5_000);
    let seed = Chance::begin("kills");
    let place = Place::busy(WORKERS, kills_wanted + 200);
    let before = crate::place::operations(&place.ledger()).len();
    let ledger = place.ledger();
    let kills = AtomicUsize::new(0);
    let acknowledged: Mutex<Vec<Acknowledged>> = Mutex::default();
    std::thread::scope(|scope| {
        for number in 0..WORKERS {
            let (place, ledger, kills, acknowledged) = (&place, &ledger, &kills, &acknowledged);
            scope.spawn(move || {
                let mut worker = Worker {
                    place,
                    ledger,
                    number,
                    chance: Chance::of(seed, number),
                    lasts: Duration::from_millis(20),
                    has_role: false,
                    has_seat: false,
                    done: Vec::new(),
                };
                // One goes on until it was told a key, and something else: the check is tried on both.
                while kills.load(Ordering::Relaxed) < kills_wanted
                    || number == 0 && !worker.was_told_both()
                {
                    worker.go_on(kills, kills_wanted);
                }
                acknowledged.lock().unwrap().extend(worker.done);
            });
        }
    });
    let mut acknowledged = acknowledged.into_inner().unwrap();
    println!(
        "{} processes killed, {} operations acknowledged",
        kills.load(Ordering::Relaxed),
        acknowledged.len()
    );
    let wrong = faults(&place, &ledger, before, &acknowledged);
    assert_eq!(wrong, [] as [String; 0]);

    // The same check must see an operation that was acknowledged and is not there, one that is
    // there and was not acknowledged, and a key that two were told.
    let mut lost = acknowledged.clone();
    lost.push(Acknowledged { request_id: "never".to_owned(), operation: None, key: None });
    let told = faults(&place, &ledger, before, &lost).join("\n");
    assert!(told.contains("lost: ") && told.contains("operations instead of"), "{told}");
    let told = faults(&place, &ledger, before, &acknowledged[1..]).join("\n");
    assert!(told.contains("operations instead of"), "{told}");
    let key = acknowledged.iter().find_map(|one| one.key.clone()).unwrap();
    acknowledged.iter_mut().find(|one| one.key.is_none()).unwrap().key = Some(key);
    let told = faults(&place, &ledger, before, &acknowledged).join("\n");
    assert!(told.contains("1 keys handed out twice"), "{told}");
    assert!(told.contains("keys are held"), "{told}");
}

/// Names the ledger that this test's own process is to write to, carelessly.
const CARELESS: &str = "MPN_FAULTS_CARELESS";

#[test]
fn a_writer_without_a_journal_that_is_killed_leaves_what_the_check_finds() {
    if let Some(ledger) = std::env::var_os(CARELESS) {
        write_carelessly(Path::new(&ledger));
    }
    let place = Place::busy(2, 20);
    let before = crate::place::operations(&place.ledger()).len();
    assert_eq!(faults(&place, &place.ledger(), before, &[]), [] as [String; 0]);
    let ledger = place.copy("careless.mpn");
    let name = "kills::a_writer_without_a_journal_that_is_killed_leaves_what_the_check_finds";
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(CARELESS, &ledger)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().unwrap()));
    assert!(lines.map_while(Result::ok).any(|line| line.contains("midway")), "it never began");
    child.kill().unwrap();
    child.wait().unwrap();
    let told = faults(&place, &ledger, before, &[]).join("\n");
    assert!(told.contains("not sound"), "{told}");
}

/// Writes without a journal, stops in the middle of a transaction and waits to be killed.
fn write_carelessly(ledger: &Path) -> ! {
    let conn = Connection::open(ledger).unwrap();
    conn.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = 1;
         BEGIN IMMEDIATE;
         UPDATE benefit SET product = product || hex(randomblob(1000));
         UPDATE touched SET what = what || hex(randomblob(100));",
    )
    .unwrap();
    println!("midway");
    loop {
        std::thread::sleep(Duration::from_secs(60));
    }
}
