//! The hash format, checked by a second implementation that shares nothing with `mpn`: a script of
//! Python's standard library reads ledgers and golden vectors, and computes their chains anew.
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
    for (from, to) in [
        ("a new colleague", "a new Colleague"),
        ("\"many events\"", "\"many event\""),
        ("c0ffee00", "c0ffee01"),
    ] {
        assert_eq!(text.matches(from).count(), if from.starts_with('c') { 2 } else { 1 });
        std::fs::write(&file, text.replace(from, to)).unwrap();
        if let Some((exit, told)) = check(&file) {
            assert_eq!(exit, 1, "{from}: {told}");
            assert!(told.contains("its hash is not that of its content"), "{told}");
        }
    }
}

#[test]
fn a_new_ledger_is_sound_without_mpn() {
    let world = World::gold();
    world.ok("vs assign 'Visual Studio Enterprise' bo@contoso.com --reason 'a new colleague'");
    world.ok("software get-keys 'Windows Server 2019 Standard' --request-id ours --count 3");
    world.ok("user add zoë@contoso.com --name 'Zoë Åkesson' --reason ''");
    let head = world.head()["head"].as_str().unwrap().to_owned();
    assert_sound(&world.ledger(), &head);
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
    let mut bytes = std::fs::read(world.ledger()).unwrap();
    let reason = b"a new colleague";
    let at = bytes.windows(reason.len()).position(|window| window == reason).unwrap();
    bytes[at] ^= 0x20;
    let flipped = world.path("flipped.mpn");
    std::fs::write(&flipped, bytes).unwrap();
    assert_wrong(&flipped, "operation 2: its hash is not that of its content");
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
