//! The examples do what they say: the opening statements make ledgers that hold together, and the
//! scripts run.

#![cfg(unix)]

use std::os::unix::fs::PermissionsExt as _;
use std::process::Output;

use crate::sandbox::{Sandbox, repository};

/// What a command said on stdout, when it ended with the exit code that is expected of it.
fn said(output: &Output, exit: i32) -> String {
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(exit), "{stdout}{stderr}");
    stdout
}

fn mpn(sandbox: &Sandbox, args: &[&str]) -> String {
    said(&sandbox.command("mpn").args(args).output().unwrap(), 0)
}

#[test]
fn every_opening_statement_makes_a_sound_ledger() {
    for statement in ["gold", "silver", "action-pack"] {
        let sandbox = Sandbox::new();
        mpn(&sandbox, &["init", "--from", &format!("examples/{statement}.toml")]);
        assert!(mpn(&sandbox, &["ledger", "verify"]).starts_with("sound: one operation"));
        assert!(mpn(&sandbox, &["benefits", "list"]).lines().count() > 5);
    }
}

#[test]
fn the_quickstart_runs_from_anywhere_and_leaves_nothing_behind() {
    let sandbox = Sandbox::new();
    let mut script = sandbox.command("bash");
    script.arg(repository("examples/quickstart.sh"));
    // What is set outside must not lead it to somebody's ledger.
    script.env("MPN_LEDGER", "/nowhere/ledger.mpn").env("MPN_AS", "nobody@contoso.com");
    let told = said(&script.output().unwrap(), 0);
    assert!(told.contains("can be reassigned from 2026-08-30 (UTC)"), "{told}");
    assert!(told.contains("QBBB6-2BT7J-V9BYK-WX2KR-K7KWP"), "{told}");
    assert!(told.contains("sound: 8 operations"), "{told}");
    let left: Vec<_> = std::fs::read_dir(&sandbox.root).unwrap().collect();
    assert_eq!(left.len(), 2, "home and examples, and {left:?}");
}

#[test]
fn keys_are_assigned_once_however_often_the_script_runs() {
    let sandbox = Sandbox::new();
    mpn(&sandbox, &["init", "--from", "examples/gold.toml"]);
    mpn(&sandbox, &["user", "import", "entra", "examples/contoso-users.csv"]);
    let assign = |people: &str, exit: i32| {
        let mut script = sandbox.command("sh");
        script.args(["examples/assign-keys.sh", people, "result.csv"]);
        said(&script.output().unwrap(), exit);
        std::fs::read_to_string(sandbox.root.join("result.csv")).unwrap()
    };
    let first = assign("examples/new-team.csv", 0);
    assert_eq!(first.matches(",assigned,K").count(), 4, "{first}");
    let stock = mpn(&sandbox, &["software", "list"]);
    assert_eq!(assign("examples/new-team.csv", 0), first);
    assert_eq!(mpn(&sandbox, &["software", "list"]), stock);
    let mode = std::fs::metadata(sandbox.root.join("result.csv")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    // What is not to be had of one row does not keep the others from theirs.
    let rows = "\u{FEFF}email,product\r\n\
                nobody@contoso.com,SQL Server 2017 Standard\r\n\
                fay@contoso.com,Windows Server 2019 User CAL\r\n\
                fay@contoso.com,SQL Server 2017 Standard";
    std::fs::write(sandbox.root.join("people.csv"), rows).unwrap();
    let mixed = assign("people.csv", 1);
    assert!(mixed.contains("nobody@contoso.com,SQL Server 2017 Standard,not found,,"), "{mixed}");
    assert!(mixed.contains("fay@contoso.com,Windows Server 2019 User CAL,refused,,"), "{mixed}");
    assert!(
        mixed.contains("fay@contoso.com,SQL Server 2017 Standard,assigned,K19,HWV9Y"),
        "{mixed}"
    );
}

#[test]
fn a_pipeline_can_tell_whether_it_works() {
    let sandbox = Sandbox::new();
    let mut script = sandbox.command("sh");
    script.arg(repository("examples/ci/smoke.sh"));
    // What is set outside must not lead it to somebody's ledger, or to other answers.
    script.env("MPN_LEDGER", "/nowhere/ledger.mpn").env("MPN_OUTPUT", "jsonl");
    let told = said(&script.output().unwrap(), 0);
    assert!(told.ends_with("smoke: all is as it should be\n"), "{told}");
    // No key stands in what it prints.
    let is_key = |word: &str| word.len() == 29 && word.matches('-').count() == 4;
    assert!(!told.split_whitespace().any(is_key), "{told}");
    let left: Vec<_> = std::fs::read_dir(&sandbox.root).unwrap().collect();
    assert_eq!(left.len(), 2, "home and examples, and {left:?}");
}

#[test]
fn the_pipeline_says_what_it_runs_and_holds_no_secret() {
    let text = std::fs::read_to_string(repository("examples/ci/mpn.yml")).unwrap();
    let wanted = ["cargo install --path . --locked", "examples/ci/smoke.sh", "mpn ledger verify"];
    for line in wanted {
        assert!(text.contains(line), "{line}");
    }
    assert!(
        !text.contains("secrets.") && !text.contains("upload-artifact") && !text.contains('\t')
    );
    // Every command of mpn that stands there can be typed.
    let sandbox = Sandbox::new();
    let commands = text.lines().filter_map(|line| {
        let line = line.trim_start().trim_start_matches("run: ");
        line.strip_prefix("mpn ").filter(|_| line.starts_with("mpn "))
    });
    let mut typed = 0;
    for command in commands {
        let command = command.split(" >>").next().unwrap();
        let mut shell = sandbox.command("sh");
        shell.arg("-c").arg(format!("mpn {command}")).env("RUNNER_TEMP", &sandbox.root);
        shell.env("MPN_AS", "ann@contoso.com");
        assert_ne!(shell.output().unwrap().status.code(), Some(2), "mpn {command}");
        typed += 1;
    }
    assert_eq!(typed, 4, "{text}");
}
