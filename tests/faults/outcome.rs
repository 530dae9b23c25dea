//! How one write ended, and what of that must never be: whatever breaks, the ledger is sound, what
//! was acknowledged is recorded, and what is recorded was not told to have failed.

use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::place::{Place, operations};

/// How a process ended, and what it said.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// None when a signal ended it.
    pub exit: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Outcome {
    pub fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Outcome {
            exit: output.status.code(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }

    /// The code of the error that it told, as with `-o json`.
    pub fn code(&self) -> Option<String> {
        let line = self.stderr.lines().last()?;
        let error: Value = serde_json::from_str(line).ok()?;
        Some(error["error"]["code"].as_str()?.to_owned())
    }
}

/// The exit codes that a write may end with (cli.md).
const DOCUMENTED: [i32; 9] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

/// What is wrong with a write that ended so and left this ledger; `request_id` is what it was run
/// with.
pub fn faults(place: &Place, ledger: &Path, request_id: &str, outcome: &Outcome) -> Vec<String> {
    let mut faults = Vec::new();
    let mut add = |fault: &str| faults.push(format!("{fault}: {outcome:?}"));
    if outcome.stderr.contains("panicked") {
        add("it panicked");
    }
    if outcome.exit.is_some_and(|exit| !DOCUMENTED.contains(&exit)) {
        add("no exit code of the contract");
    }
    let verified = place.verify(ledger);
    if verified.exit != 0 {
        add(&format!("the ledger is not sound: {} {}", verified.stdout, verified.stderr));
        return faults;
    }
    let recorded = operations(ledger).get(request_id).copied();
    match (outcome.exit, recorded) {
        (Some(0), None) => add("it was acknowledged, and is not in the log"),
        (Some(0), Some(seq)) => {
            let answer: Option<Value> = serde_json::from_str(&outcome.stdout).ok();
            match answer {
                None => add("it was acknowledged without an answer"),
                // Keys are handed out in an array, which tells no operation.
                Some(Value::Array(keys)) if !keys.is_empty() => {}
                Some(receipt) if receipt["operation"] == seq => {}
                Some(_) => add(&format!("its answer does not tell of operation {seq}")),
            }
        }
        (Some(1), Some(_)) => {
            // With standard error gone, too, there was nobody left to tell.
            let deaf = outcome.stderr.lines().all(|line| line.starts_with("warning: "));
            if !deaf && outcome.code().as_deref() != Some("not-delivered") {
                add("it is recorded, and was told to have failed");
            }
        }
        (Some(8) | None, _) | (Some(_), None) => {}
        (Some(_), Some(_)) => add("it is recorded, and was told not to be"),
    }
    if outcome.exit.is_some_and(|exit| exit != 0) && !outcome.stdout.is_empty() {
        add("it failed, and left something on standard output");
    }
    faults
}
