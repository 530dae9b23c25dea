//! The format of the log and of what stands beside it, checked by a second implementation that
//! shares nothing with `mpn`: a script of Python's standard library reads ledgers and golden
//! vectors, and computes their chains and commitments anew.
#![expect(clippy::print_stdout, reason = "a test that had to be skipped says so")]

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::world::{self, World};

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// What the script says of a file, and its exit code; None where there is no Python.
fn check(file: &Path) -> Option<(i32, String)> {
    let script = golden("verify.py");
    let Ok(output) = Command::new("python3").arg("-B").arg(script).arg(file).output() else {
        println!("skipped: there is no python3 here");
        return None;
    };
    let stderr = String::from_utf8(output.stderr).unwrap();
    let told = String::from_utf8(output.stdout).unwrap() + &stderr;
    Some((output.status.code().unwrap(), told.trim().to_owned()))
}

fn head(world: &World) -> String {
    world.head()["head"].as_str().unwrap().to_owned()
}

fn assert_sound(file: &Path, head: &str) {
    if let Some((exit, told)) = check(file) {
        assert_eq!(exit, 0, "{told}");
        assert!(told.starts_with("sound: ") && told.ends_with(&format!("head {head}")), "{told}");
    }
}

fn assert_wrong(file: &Path, wrong: &str) {
    if let Some((exit, told)) = check(file) {
        assert_eq!((exit, told.as_str()), (1, wrong));
    }
}

#[test]
fn the_golden_vectors_are_those_of_the_format() {
    let text = std::fs::read_to_string(golden("operations.json")).unwrap();
    let vectors: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_sound(&golden("operations.json"), vectors["head"].as_str().unwrap());
}

#[test]
fn the_golden_vouches_are_those_of_the_format() {
    let text = std::fs::read_to_string(golden("vouches.json")).unwrap();
    let vectors: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_sound(&golden("vouches.json"), vectors["head"].as_str().unwrap());
    // With other data keys the same log is vouched for by nobody.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("changed.json");
    let other = vectors["data_keys"]["1"].as_str().unwrap();
    std::fs::write(&file, text.replace(other, &"ab".repeat(32))).unwrap();
    if let Some((exit, told)) = check(&file) {
        assert_eq!(exit, 1, "{told}");
        for seq in 1..=3 {
            let wrong = format!("operation {seq}: nobody who could open the ledger vouched for it");
            assert!(told.contains(&wrong), "{told}");
        }
    }
}

#[test]
fn a_letter_changed_in_the_golden_vectors_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("changed.json");
    let text = std::fs::read_to_string(golden("operations.json")).unwrap();
    for (from, to, wrong) in [
        ("Ann de Vries", "Ann de Fries", "person U2 2: it is not what the log bound itself to"),
        ("marketing@", "Marketing@", "person U5 1: it is not what the log bound itself to"),
        ("a new colleague", "a new Colleague", "text T3: it is not what the log bound itself to"),
        ("\"since\": 21", "\"since\": 20", "pepper: it is not what the log bound itself to"),
        ("many events", "many event", "operation 26: its hash is not that of its content"),
    ] {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        std::fs::write(&file, text.replace(from, to)).unwrap();
        assert_wrong(&file, wrong);
    }
}

#[test]
fn another_ledger_has_other_hashes_and_other_commitments() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("changed.json");
    let text = std::fs::read_to_string(golden("operations.json")).unwrap();
    let vectors: serde_json::Value = serde_json::from_str(&text).unwrap();
    let ledger = vectors["ledger_id"].as_str().unwrap();
    std::fs::write(&file, text.replace(ledger, &"c0".repeat(16))).unwrap();
    if let Some((exit, told)) = check(&file) {
        assert_eq!(exit, 1, "{told}");
        for wrong in [
            "operation 1: its hash is not that of its content",
            "operation 27: its hash is not that of its content",
            "person U1 1: it is not what the log bound itself to",
            "text T1: it is not what the log bound itself to",
            "pepper: it is not what the log bound itself to",
        ] {
            assert!(told.lines().any(|line| line == wrong), "{told}");
        }
    }
}

#[test]
fn a_new_ledger_is_sound_without_mpn() {
    let world = World::gold();
    world.ok("vs assign 'Visual Studio Enterprise' bo@contoso.com --reason 'a new colleague'");
    world.ok("software get-keys 'Windows Server 2019 Standard' --request-id ours --count 3");
    world.ok("user add zoë@contoso.com --name 'Zoë Åkesson' --reason ''");
    world.ok("user update zoë@contoso.com --name 'Zoë Lund' --email zoë.lund@contoso.com");
    world.ok("support link C1 --account zoë@outlook.example");
    world.ok("undo --yes");
    assert_sound(&world.ledger(), &head(&world));
}

#[test]
fn a_letter_changed_in_a_name_or_a_text_is_found_without_mpn() {
    let world = World::gold();
    world.ok("vs assign 'Visual Studio Enterprise' bo@contoso.com --reason 'a new colleague'");
    let changed = world.path("changed.mpn");
    for (sql, wrong) in [
        (
            "UPDATE person SET name = 'Bo Jenson' WHERE name = 'Bo Jensen'",
            "person U3 1: it is not what the log bound itself to",
        ),
        (
            "UPDATE person SET country = NULL WHERE name = 'Bo Jensen'",
            "person U3 1: it is not what the log bound itself to",
        ),
        (
            "UPDATE person SET current = 0 WHERE name = 'Bo Jensen'",
            "person U3 1: another version is the newest",
        ),
        (
            "DELETE FROM person WHERE name = 'Bo Jensen'",
            "person U3 1: the log tells of it, and it is not there",
        ),
        (
            "UPDATE person SET user = 99 WHERE name = 'Bo Jensen'",
            "person U3 1: the log tells of it, and it is not there\n\
             person U99 1: the log does not tell of it\n\
             person U99 1: another version is the newest",
        ),
        (
            "UPDATE \"text\" SET text = 'a new Colleague' WHERE text = 'a new colleague'",
            "text T3: it is not what the log bound itself to",
        ),
        (
            "DELETE FROM \"text\" WHERE text = 'a new colleague'",
            "text T3: the log tells of it, and it is not there",
        ),
        (
            "UPDATE \"text\" SET id = 99 WHERE text = 'a new colleague'",
            "text T3: the log tells of it, and it is not there\n\
             text T99: the log does not tell of it",
        ),
        (
            "UPDATE \"text\" SET is_place = 1 WHERE text = 'a new colleague'",
            "text T3: its is_place is not what follows from the log",
        ),
        (
            "UPDATE \"text\" SET is_place = 0 WHERE id = 1",
            "text T1: its is_place is not what follows from the log",
        ),
    ] {
        std::fs::copy(world.ledger(), &changed).unwrap();
        world::tamper(&changed, |conn| conn.execute_batch(sql));
        assert_wrong(&changed, wrong);
    }
}

#[test]
fn a_ledger_that_forgot_somebody_stays_sound_without_mpn() {
    let world = World::gold();
    world.ok("user update bo@contoso.com --name 'Bo Lind' --reason 'Bo Jensen married'");
    world.ok("user offboard bo@contoso.com --yes");
    let before = world.path("before.mpn");
    std::fs::copy(world.ledger(), &before).unwrap();
    world.ok("user forget bo@contoso.com --texts --yes --reason 'asked to be'");
    world.ok("user add bo@contoso.com --name 'Bo Lind'");
    assert_sound(&world.ledger(), &head(&world));
    // What was forgotten must not come back.
    let sql = format!(
        "ATTACH '{}' AS before;
         INSERT INTO person SELECT * FROM before.person WHERE user = 3;
         INSERT INTO \"text\" SELECT * FROM before.\"text\" WHERE text = 'Bo Jensen married'",
        before.display()
    );
    world::tamper(&world.ledger(), |conn| conn.execute_batch(&sql));
    assert_wrong(
        &world.ledger(),
        "person U3 1: it was forgotten, and is there\n\
         person U3 2: it was forgotten, and is there\n\
         text T3: it was forgotten, and is there",
    );
}

#[test]
fn a_changed_pepper_is_found_without_mpn() {
    let world = World::gold();
    world.ok("user offboard bo@contoso.com --yes");
    let before = world.path("before.mpn");
    std::fs::copy(world.ledger(), &before).unwrap();
    world.ok("user forget bo@contoso.com --yes --reason 'asked to be'");
    assert_sound(&world.ledger(), &head(&world));
    let changed = world.path("changed.mpn");
    // The one from before would tell whom a request named.
    let earlier = format!(
        "ATTACH '{}' AS before;
         DELETE FROM main.pepper;
         INSERT INTO main.pepper SELECT * FROM before.pepper",
        before.display()
    );
    let not_bound = "pepper: it is not what the log bound itself to";
    for (sql, wrong) in [
        ("UPDATE pepper SET pepper = zeroblob(32)", not_bound),
        ("UPDATE pepper SET since = since - 1", not_bound),
        (earlier.as_str(), not_bound),
        ("DELETE FROM pepper", "pepper: the log tells of it, and it is not there"),
    ] {
        std::fs::copy(world.ledger(), &changed).unwrap();
        world::tamper(&changed, |conn| conn.execute_batch(sql));
        assert_wrong(&changed, wrong);
    }
}

#[test]
fn every_kept_ledger_is_sound_without_mpn() {
    for entry in std::fs::read_dir(golden("../ledgers")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "mpn")
            && let Some((exit, told)) = check(&path)
        {
            assert_eq!(exit, 0, "{}: {told}", path.display());
        }
    }
}

#[test]
fn a_byte_flipped_in_a_ledger_is_found_without_mpn() {
    let world = World::gold();
    world.ok("vs assign 'Visual Studio Enterprise' bo@contoso.com --reason 'a new colleague'");
    let bytes = std::fs::read(world.ledger()).unwrap();
    let flipped = world.path("flipped.mpn");
    for (part, wrong) in [
        ("vs assign", "operation 2: its hash is not that of its content"),
        ("\"sample\":false", "operation 1: its hash is not that of its content"),
        ("a new colleague", "text T3: it is not what the log bound itself to"),
    ] {
        let at = bytes.windows(part.len()).position(|window| window == part.as_bytes()).unwrap();
        let mut bytes = bytes.clone();
        bytes[at + 3] ^= 0x20;
        std::fs::write(&flipped, bytes).unwrap();
        assert_wrong(&flipped, wrong);
    }
}

#[test]
fn a_link_or_a_head_that_is_changed_is_found_without_mpn() {
    let world = World::gold();
    world.ok("user grant cy@contoso.com admin-agent");
    let changed = world.path("changed.mpn");
    std::fs::copy(world.ledger(), &changed).unwrap();
    world::tamper(&changed, |conn| conn.execute_batch("UPDATE head SET seq = 1"));
    assert_wrong(&changed, "head: it names operation 1, and the log ends with 2");
    std::fs::copy(world.ledger(), &changed).unwrap();
    world::tamper(&changed, |conn| {
        conn.execute_batch("UPDATE operation SET prev = upper(hash) WHERE seq = 2")
    });
    assert_wrong(
        &changed,
        "operation 2: it does not follow the one before it\n\
         operation 2: its hash is not that of its content",
    );
}
