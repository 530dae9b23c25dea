//! What is asked at a terminal: consent to what cannot be taken back, and the two IDs of a support
//! contract, which are never shown. `script` of util-linux is the terminal; where it is missing,
//! nothing is tested, and that is said.

#![expect(clippy::print_stdout, reason = "what is skipped is said")]
#![cfg(target_os = "linux")]

use std::io::{Read as _, Write as _};
use std::process::{Child, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::sandbox::Sandbox;

/// How long a prompt may take to appear.
const PATIENCE: Duration = Duration::from_secs(30);

/// A sandbox with the ledger of Contoso; none when there is no `script` to be had.
fn contoso() -> Option<Sandbox> {
    let sandbox = Sandbox::new();
    let script = sandbox.command("script").arg("--version").output();
    if !script.is_ok_and(|output| output.status.success()) {
        println!("skipped: `script` of util-linux is not installed");
        return None;
    }
    assert_eq!(silent(&sandbox, &["init", "--from", "examples/gold.toml"]).0, Some(0));
    Some(sandbox)
}

/// Runs a command without a terminal: its exit code, and what it said on stdout.
fn silent(sandbox: &Sandbox, args: &[&str]) -> (Option<i32>, String) {
    let output = sandbox.command("mpn").args(args).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

/// Runs a command at a terminal, and types each answer when its prompt has appeared: its exit code,
/// and everything the terminal showed.
fn typed(sandbox: &Sandbox, command: &str, answers: &[(&str, &str)]) -> (Option<i32>, String) {
    typed_after(sandbox, command, answers, || ())
}

/// The same, when something happened between the first prompt and its answer.
fn typed_after(
    sandbox: &Sandbox,
    command: &str,
    answers: &[(&str, &str)],
    happens: impl Fn(),
) -> (Option<i32>, String) {
    let screen = sandbox.root.join("screen");
    let _ = std::fs::remove_file(&screen);
    let mut terminal = sandbox.command("script");
    terminal.args(["--quiet", "--flush", "--return", "--command", command]).arg(&screen);
    terminal.env("TERM", "xterm").env("SHELL", "/bin/sh");
    let mut terminal: Child =
        terminal.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut keyboard = terminal.stdin.take().unwrap();
    let mut shown = terminal.stdout.take().unwrap();
    let drained: JoinHandle<_> = std::thread::spawn(move || {
        let mut text = Vec::new();
        shown.read_to_end(&mut text).map(|_| text)
    });
    for (at, (prompt, answer)) in answers.iter().enumerate() {
        let since = Instant::now();
        while !std::fs::read_to_string(&screen).unwrap_or_default().contains(prompt) {
            assert!(since.elapsed() < PATIENCE, "{prompt} did not appear");
            std::thread::sleep(Duration::from_millis(20));
        }
        if at == 0 {
            happens();
        }
        // A prompt is shown before the terminal is told not to echo.
        std::thread::sleep(Duration::from_millis(200));
        keyboard.write_all(answer.as_bytes()).unwrap();
        keyboard.flush().unwrap();
    }
    let status = terminal.wait().unwrap();
    let shown = drained.join().unwrap().unwrap();
    (status.code(), String::from_utf8_lossy(&shown).into_owned())
}

const REDEEM: &str = "mpn license redeem K21 --mode extend --tenant contoso.onmicrosoft.com";

#[test]
fn what_cannot_be_taken_back_is_done_when_it_is_consented_to() {
    let Some(sandbox) = contoso() else { return };
    let before = silent(&sandbox, &["ledger", "head"]);

    let (exit, shown) = typed(&sandbox, REDEEM, &[("[y/N]", "n")]);
    assert_eq!(exit, Some(2), "{shown}");
    assert!(shown.contains("K21 of B13 is redeemed"), "the preview is shown: {shown}");
    assert!(!shown.contains("K32GR"), "no key before consent: {shown}");
    assert_eq!(silent(&sandbox, &["ledger", "head"]), before);

    let (exit, shown) = typed(&sandbox, REDEEM, &[("[y/N]", "y")]);
    assert_eq!(exit, Some(0), "{shown}");
    assert!(shown.contains("K32GR-4X63D-4BXM2-KJ8X2-2XT6G"), "{shown}");
    assert_ne!(silent(&sandbox, &["ledger", "head"]), before);
}

#[test]
fn whoever_ends_a_question_finds_the_terminal_as_it_was() {
    let Some(sandbox) = contoso() else { return };
    let activated = silent(&sandbox, &["support", "activate", "product-support"]).0;
    assert_eq!(activated, Some(0));
    let pid = sandbox.root.join("pid");
    for (question, prompt) in
        [("mpn support confirm product-support", "Access ID"), (REDEEM, "[y/N]")]
    {
        let asking = format!("sh -c 'echo $$ > pid; exec {question}'; stty -a");
        let (_, shown) = typed_after(&sandbox, &asking, &[(prompt, "")], || {
            // A prompt is shown before the terminal is told not to echo.
            std::thread::sleep(Duration::from_millis(300));
            let pid = std::fs::read_to_string(&pid).unwrap();
            let killed = sandbox.command("kill").args(["-TERM", pid.trim()]).status().unwrap();
            assert!(killed.success());
        });
        assert!(shown.contains(" echo ") && shown.contains(" icanon "), "{question}: {shown}");
    }
}

#[test]
fn after_the_question_a_signal_ends_the_process_as_ever() {
    let Some(sandbox) = contoso() else { return };
    let (pid, ledger) = (sandbox.root.join("pid"), sandbox.root.join("home/.local/share/mpn"));
    let others = rusqlite::Connection::open(ledger.join("ledger.mpn")).unwrap();
    let asking = format!("sh -c 'echo $$ > pid; exec {REDEEM} --wait 20'");
    let begun = Instant::now();
    let (exit, shown) = typed_after(&sandbox, &asking, &[("[y/N]", "y")], || {
        // Whoever has consented waits for whoever is writing.
        others.execute_batch("BEGIN IMMEDIATE").unwrap();
        let pid = std::fs::read_to_string(&pid).unwrap();
        let mut kill = sandbox.command("sh");
        kill.args(["-c", "(sleep 2; kill -TERM $0) &", pid.trim()]).status().unwrap();
    });
    assert!(begun.elapsed() < Duration::from_secs(15), "{shown}");
    assert_eq!(exit, Some(143), "{shown}");
}

#[test]
fn a_question_that_is_not_answered_does_nothing_and_leaves_the_cursor_as_it_is() {
    let Some(sandbox) = contoso() else { return };
    let before = silent(&sandbox, &["ledger", "head"]);
    for (key, exit) in [("\u{3}", 130), ("\u{1b}", 2), ("\u{4}", 2), ("\r", 2), ("xn", 2)] {
        let (told, shown) = typed(&sandbox, REDEEM, &[("[y/N]", key)]);
        assert_eq!(told, Some(exit), "{key:?}: {shown}");
        assert!(!shown.contains("\u{1b}[?25l"), "{key:?}: {shown}");
    }
    assert_eq!(silent(&sandbox, &["ledger", "head"]), before);
}

#[test]
fn what_was_consented_to_is_undone_whatever_is_the_newest_by_then() {
    let Some(sandbox) = contoso() else { return };
    assert_eq!(silent(&sandbox, &["vs", "assign", "B1", "bo@contoso.com"]).0, Some(0));
    let add = ["user", "add", "gus@contoso.com", "--name", "Gus"];
    let (exit, shown) = typed_after(&sandbox, "mpn undo", &[("[y/N]", "y")], || {
        assert_eq!(silent(&sandbox, &add).0, Some(0));
    });
    assert_eq!(exit, Some(0), "{shown}");
    assert_eq!(silent(&sandbox, &["user", "show", "gus@contoso.com"]).0, Some(0));
    let (_, told) = silent(&sandbox, &["history", "show", "4"]);
    assert!(told.contains("operation 2 (vs assign) is undone"), "{told}");
}

#[test]
fn a_rule_comes_before_the_question() {
    let Some(sandbox) = contoso() else { return };
    let (exit, shown) = typed(&sandbox, &REDEEM.replace("extend", "new"), &[]);
    assert_eq!(exit, Some(5), "{shown}");
    assert!(!shown.contains("[y/N]"), "{shown}");
}

#[test]
fn nobody_is_asked_who_said_so() {
    let Some(sandbox) = contoso() else { return };
    let (exit, shown) = typed(&sandbox, &format!("{REDEEM} --no-input"), &[]);
    assert_eq!(exit, Some(2), "{shown}");
    assert!(!shown.contains("[y/N]"), "{shown}");
}

#[test]
fn the_ids_of_a_contract_are_asked_for_and_never_shown() {
    let Some(sandbox) = contoso() else { return };
    assert_eq!(silent(&sandbox, &["support", "activate", "signature-cloud"]).0, Some(0));
    let answers = [("Access ID", "AC-998877\r"), ("Contract ID", "CO-665544\r")];
    let (exit, shown) = typed(&sandbox, "mpn support confirm signature-cloud", &answers);
    assert_eq!(exit, Some(0), "{shown}");
    assert!(shown.contains("C2 of B4 is confirmed"), "{shown}");
    assert!(!shown.contains("998877") && !shown.contains("665544"), "{shown}");
    let (_, ids) = silent(&sandbox, &["support", "ids", "C2"]);
    assert!(ids.contains("AC-998877") && ids.contains("CO-665544"), "{ids}");
}

#[test]
fn the_ids_of_a_contract_are_asked_for_after_the_rules_and_never_to_foretell() {
    let Some(sandbox) = contoso() else { return };
    for (words, wanted) in [
        ("support confirm B99", 3),
        ("support confirm product-support --as cy@contoso.com", 4),
        ("support confirm signature-cloud", 5),
        ("support confirm product-support --no-input", 2),
        ("support confirm product-support --dry-run", 0),
        ("why support confirm product-support", 0),
    ] {
        let (exit, shown) = typed(&sandbox, &format!("mpn {words}"), &[]);
        assert_eq!(exit, Some(wanted), "{words}: {shown}");
        assert!(!shown.contains("Access ID:"), "{words}: {shown}");
    }
}

#[test]
fn whose_ledger_a_new_one_is_to_be_is_asked_for() {
    let Some(sandbox) = contoso() else { return };
    let places = "--ledger new.mpn --config new/config.toml";
    let init = &format!("mpn init --admin ann@contoso.com {places}");

    let (exit, shown) = typed(&sandbox, "mpn init --admin ann@contoso.com", &[]);
    assert_eq!(exit, Some(6), "the rules come before the question: {shown}");
    let (exit, shown) = typed(&sandbox, init, &[("name: ", "\n")]);
    assert_eq!(exit, Some(2), "{shown}");
    assert!(!sandbox.root.join("new.mpn").exists());
    let answers = [("name: ", "Northwind\n"), ("none: ", "northwind.example\n")];
    let (exit, shown) = typed(&sandbox, init, &answers);
    assert_eq!(exit, Some(0), "{shown}");
    let show = ["organization", "show", "--config", "new/config.toml", "--columns", "name,tenant"];
    let told = silent(&sandbox, &show).1;
    assert_eq!(told, "name:   Northwind\ntenant: northwind.example\n");

    let places = "--ledger other.mpn --config other/config.toml --org Fabrikam";
    let init = &format!("mpn init --admin ann@contoso.com {places}");
    let (exit, shown) = typed(&sandbox, init, &[("none: ", "none\n")]);
    assert_eq!(exit, Some(0), "{shown}");
}
