//! Many real processes on one ledger at once: nothing is given twice, nothing is lost, and nobody
//! is told that the ledger is locked.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Child, Command, Stdio};

use crate::world::{self, Told, World, key};
use serde_json::Value;

const PROCESSES: usize = 20;

/// A ledger of one Action Pack, with users `u0` to `u19` and `keys` product keys.
fn world(keys: usize) -> World {
    let mut opening = String::from(
        "[[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\nroles = [\"global-admin\"]\n\
         [[membership]]\noffer = \"gold\"\ncompetency = \"Security\"\npurchased_on = 2026-01-01\n\
         [[grant]]\ncategory = \"software\"\nproduct = \"Server\"\noffer = \"gold\"\n",
    );
    for number in 0..PROCESSES {
        let _ = write!(opening, "[[user]]\nemail = \"u{number}@contoso.com\"\nname = \"U\"\n");
    }
    let world = World::found("2026-06-01", &opening);
    let text: String = (0..keys).map(|number| key(number) + "\n").collect();
    world.ok_with("software add-keys Server -", &text);
    world
}

/// Starts a process for each line at once, and waits for them all.
fn at_once(world: &World, lines: &[String]) -> Vec<Told> {
    let start = |line: &String| -> Child {
        Command::new(env!("CARGO_BIN_EXE_mpn"))
            .args(world::words(line))
            .args(world.options())
            .env_clear()
            .env("XDG_STATE_HOME", world.path("state"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let running: Vec<Child> = lines.iter().map(start).collect();
    let ended = running.into_iter().map(|mut child| {
        child.stdin.take().unwrap().flush().unwrap();
        let output = child.wait_with_output().unwrap();
        let told = Told {
            exit: u8::try_from(output.status.code().unwrap()).unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!told.stderr.contains("locked") && !told.stderr.contains("busy"), "{told:?}");
        assert!([0, 5, 6].contains(&told.exit), "{told:?}");
        // What was refused hands nothing out.
        assert!(told.exit == 0 || told.stdout.is_empty(), "{told:?}");
        told
    });
    ended.collect()
}

fn many(line: impl Fn(usize) -> String) -> Vec<String> {
    (0..PROCESSES).map(line).collect()
}

/// How often a race is run that could be won by luck (`MPN_RACE_ROUNDS`).
fn rounds() -> usize {
    std::env::var("MPN_RACE_ROUNDS").ok().map_or(5, |text| text.parse().unwrap())
}

#[test]
fn processes_that_take_keys_until_none_is_left_never_get_the_same() {
    const KEYS: usize = 50;
    let world = world(KEYS);
    let mut taken: Vec<String> = Vec::new();
    let mut refused = 0;
    // Twenty at a time, three times: more than there are.
    for _ in 0..3 {
        let line = |number| {
            format!("software get-keys Server --another --for u{number}@contoso.com -o json")
        };
        for told in at_once(&world, &many(line)) {
            if told.exit == 0 {
                let keys = told.json();
                assert_eq!(keys.as_array().unwrap().len(), 1);
                taken.push(keys[0]["key"].as_str().unwrap().to_owned());
            } else {
                assert_eq!(told.error()["code"], "no-free-key");
                refused += 1;
            }
        }
    }
    let once: BTreeSet<&String> = taken.iter().collect();
    assert_eq!((taken.len(), once.len(), refused), (KEYS, KEYS, 3 * PROCESSES - KEYS));
    let software = world.ok("software show Server");
    let held = software["keys"].as_array().unwrap().iter();
    assert_eq!(held.filter(|key| key["status"] == "held").count(), KEYS);
    world.verify();
}

#[test]
fn processes_that_want_a_key_for_one_user_get_the_same() {
    let world = world(PROCESSES);
    let told =
        at_once(&world, &many(|_| "software get-keys Server --for u1@contoso.com".to_owned()));
    let shown: BTreeSet<&str> = told.iter().map(|told| told.stdout.as_str()).collect();
    assert_eq!(shown.len(), 1, "{shown:?}");
    assert_eq!(world.ok("software list")[0]["keys_free"], PROCESSES - 1);
    world.verify();
}

#[test]
fn ten_seats_go_to_ten_of_twenty_processes() {
    let world = world(1);
    let line = |number| format!("vs assign B1 u{number}@contoso.com -o json");
    let told = at_once(&world, &many(line));
    let (done, refused): (Vec<&Told>, Vec<&Told>) = told.iter().partition(|told| told.exit == 0);
    assert_eq!((done.len(), refused.len()), (10, 10));
    assert!(refused.iter().all(|told| told.error()["code"] == "no-free-seat"));
    let seats: BTreeSet<String> =
        done.iter().map(|told| told.json()["events"][0]["seat"].to_string()).collect();
    assert_eq!(seats.len(), 10);
    let heads: BTreeSet<String> = done.iter().map(|told| told.json()["head"].to_string()).collect();
    assert_eq!(heads.len(), 10);
    assert!(heads.contains(&world.head()["head"].to_string()));
    world.verify();
}

#[test]
fn one_request_id_is_one_operation_and_twenty_identical_answers() {
    let world = world(5);
    for line in ["vs assign B1 u1@contoso.com", "software get-keys Server --for u2@contoso.com"] {
        let before = world.head()["operation"].as_u64().unwrap();
        let id = format!("id-{before}");
        let told = at_once(&world, &many(|_| format!("{line} --request-id {id} -o json")));
        assert_eq!(told[0].exit, 0);
        assert!(told.iter().all(|one| *one == told[0]), "{told:?}");
        assert_eq!(world.head()["operation"], before + 1);
    }
    let keys = world.ok("software show Server");
    let held: Vec<&Value> = keys["keys"].as_array().unwrap().iter().collect();
    assert_eq!(held.iter().filter(|key| key["status"] == "held").count(), 1);
    world.verify();
}

#[test]
fn writers_and_readers_do_not_disturb_each_other() {
    let world = world(5);
    let line = |number: usize| match number % 4 {
        0 => format!("user grant u{number}@contoso.com admin-agent"),
        1 => "benefits list".to_owned(),
        2 => "ledger verify".to_owned(),
        _ => "history list -o json".to_owned(),
    };
    for _ in 0..3 {
        assert!(at_once(&world, &many(line)).iter().all(|told| told.exit == 0));
    }
    assert_eq!(world.head()["operation"], 2 + 5);
    world.verify();
}

#[test]
fn a_license_key_is_redeemed_by_one_of_twenty_processes() {
    let world = world(1);
    world.ok("benefits grant --category license --product Suite --offer gold --seats-per-key 5");
    for round in 1..=rounds() {
        let added = world.ok_with("license add-keys Suite - --seats 5", &key(round));
        let id = added["events"][0]["keys"][0]["key"].as_str().unwrap().to_owned();
        // The key by its id, and the next unredeemed one, of which there is only this.
        let name = if round % 2 == 0 { "Suite" } else { &id };
        let line = |_| {
            let tenant = format!("t{round}.example");
            format!(
                "license redeem {name} --mode new --tenant {tenant} --confirm-tenant {tenant} \
                 --yes -o json"
            )
        };
        let told = at_once(&world, &many(line));
        let (won, lost): (Vec<&Told>, Vec<&Told>) = told.iter().partition(|one| one.exit == 0);
        assert_eq!((won.len(), lost.len()), (1, PROCESSES - 1), "round {round}: {told:?}");
        let answer = won[0].json();
        assert_eq!(answer["id"], id.as_str());
        assert_eq!(answer["key"].as_str().unwrap().replace('-', ""), key(round));
        let operation = answer["operation"].as_u64().unwrap();
        for one in lost {
            let error = one.error();
            assert_eq!((one.exit, &error["code"]), (6, &Value::from("key-redeemed")), "{error}");
            let message = error["message"].as_str().unwrap();
            assert!(message.contains(&format!("operation {operation};")), "{message}");
        }
        assert_eq!(world.head()["operation"], operation);
        let key = world.row("license list", "id", &id);
        assert_eq!(key["tenant"], format!("t{round}.example"));
    }
    world.verify();
}

#[test]
fn ten_incidents_that_are_left_are_opened_by_ten_of_twenty_processes() {
    let world = world(1);
    world.ok("support activate product-support");
    world.ok_with("support confirm product-support", "access\ncontract\n");
    world.ok("support count product-support --remaining 10");
    let line = |number| format!("support open product-support --title case-{number} -o json");
    let told = at_once(&world, &many(line));
    let (done, refused): (Vec<&Told>, Vec<&Told>) = told.iter().partition(|told| told.exit == 0);
    assert_eq!((done.len(), refused.len()), (10, 10));
    for one in refused {
        assert_eq!((one.exit, &one.error()["code"]), (5, &Value::from("no-incident-left")));
    }
    let incidents: BTreeSet<String> =
        done.iter().map(|told| told.json()["events"][0]["incident"].to_string()).collect();
    assert_eq!(incidents.len(), 10);
    let status = world.row("support status", "plan", "product-support");
    assert_eq!((&status["used"], &status["remaining"]), (&Value::from(20), &Value::from(0)));
    assert_eq!(status["status"], "used-up");
    assert_eq!(world.ok("support list").as_array().unwrap().len(), 10);
    world.verify();
}

#[test]
fn keys_are_handed_out_and_added_while_others_seal_them_anew() {
    let world = world(PROCESSES);
    let more = world.path("more.keys");
    std::fs::write(&more, key(1_000) + "\n").unwrap();
    for round in 0..rounds() {
        std::fs::write(&more, key(1_000 + round) + "\n").unwrap();
        let line = |number: usize| match number % 4 {
            0 => "seal rotate -o json".to_owned(),
            1 => format!("software add-keys Server {} -o json", more.display()),
            _ => format!("software get-keys K{} -o json", number + 1),
        };
        let told = at_once(&world, &many(line));
        for (number, told) in told.iter().enumerate().filter(|(number, _)| number % 4 > 1) {
            let shown = told.json()[0]["key"].as_str().unwrap().replace('-', "");
            assert_eq!(shown, key(number), "K{}", number + 1);
        }
        // The same key is added once, whatever epoch it was compared in.
        let added = told.iter().skip(1).step_by(4).filter(|told| told.exit == 0).count();
        assert_eq!(added, 1, "{told:?}");
    }
    let verified = world.run("ledger verify -o json");
    assert_eq!((verified.exit, verified.stderr.as_str()), (0, ""));
}

#[test]
fn a_writer_waits_as_long_as_it_is_told_and_no_longer() {
    let world = World::gold();
    let writer = rusqlite::Connection::open(world.ledger()).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refused = |wait: u64| {
        let began = std::time::Instant::now();
        let line = format!("user grant bo@contoso.com admin-agent --wait {wait} -o json");
        let told = world.run(&line);
        assert_eq!((told.exit, told.error()["code"].as_str()), (6, Some("ledger-busy")));
        began.elapsed().as_millis()
    };
    // The engine of its own would wait for five seconds.
    assert!(refused(0) < 4_000);
    assert!(refused(1) >= 1_000);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(300));
            writer.execute_batch("COMMIT").unwrap();
        });
        world.ok("user grant bo@contoso.com admin-agent --wait 60");
    });
    world.verify();
}
