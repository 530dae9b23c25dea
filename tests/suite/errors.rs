//! With `-o json` a failure of every kind is one JSON object on one line of stderr, with the same
//! keys and the process's own exit code, and nothing on stdout.

#![cfg(unix)]

use crate::sandbox::Sandbox;
use serde_json::Value;

const FAILURES: [(&str, u8, &str); 25] = [
    ("mpn software get-keys B9 --identity nowhere.txt", 1, "no-identity"),
    ("mpn calendar --out nowhere/benefits.ics", 1, "failed"),
    ("mpn nonsense", 2, "unknown-command"),
    ("mpn vs", 2, "missing-command"),
    ("mpn vs assign B1", 2, "missing-argument"),
    ("mpn vs list --nonsense", 2, "unknown-option"),
    ("mpn vs list --as-of yesterday", 2, "malformed-value"),
    ("mpn vs list --dry-run", 2, "option-not-taken"),
    ("mpn cancel M1 --check --confirm", 2, "options-conflict"),
    ("mpn vs list --columns nonsense", 2, "unknown-column"),
    ("mpn software return BCDFG-HJKMP-QRTVW-XY234-6789B", 2, "secret-typed"),
    ("mpn vs list --jq '.['", 2, "malformed-jq"),
    ("mpn vs list --jq 'error'", 2, "jq-failed"),
    ("mpn user offboard cy@contoso.com", 2, "consent-missing"),
    ("printf short | mpn software add-keys B8 -", 2, "malformed-file"),
    ("mpn user add fay@contoso.com --name Fay --ledger nowhere.mpn", 3, "no-ledger"),
    ("mpn vs assign B1 nobody@contoso.com", 3, "no-such-user"),
    ("mpn vs list --as nobody@contoso.com", 4, "unknown-actor"),
    ("mpn vs assign B1 bo@contoso.com --as dana@contoso.com", 4, "role-missing"),
    ("mpn vs reassign B6 cy@contoso.com bo@contoso.com", 5, "vs-reassign-too-early"),
    ("mpn init --admin ann@contoso.com", 6, "ledger-exists"),
    ("mpn user add bo@contoso.com --name Bo", 6, "user-exists"),
    ("mpn status --ledger examples/gold.toml", 7, "not-a-ledger"),
    ("mpn status --ledger examples", 7, "not-a-ledger"),
    ("mpn vs list 2>&1 >/dev/full", 1, "not-delivered"),
];

#[test]
fn every_kind_of_failure_is_told_as_json() {
    let sandbox = Sandbox::new();
    let init = ["init", "--from", "examples/gold.toml", "--quiet"];
    assert!(sandbox.command("mpn").args(init).output().unwrap().status.success());
    let mut wrong = Vec::new();
    for (command, exit, code) in FAILURES {
        for format in ["json", "jsonl"] {
            let mut shell = sandbox.command("sh");
            let output = shell.arg("-c").arg(command).env("MPN_OUTPUT", format).output().unwrap();
            let said =
                String::from_utf8([output.stdout.as_slice(), &output.stderr].concat()).unwrap();
            let told = serde_json::from_str::<Value>(&said).unwrap_or_default();
            let keys: Vec<&str> = told["error"]
                .as_object()
                .map(|error| error.keys().map(String::as_str).collect())
                .unwrap_or_default();
            let wanted =
                ["code", "exit", "message", "hint", "rule", "earliest", "roles", "retryable"];
            let is_right = output.status.code() == Some(i32::from(exit))
                && (output.stdout.is_empty() || command.contains("2>&1"))
                && said.lines().count() == 1
                && keys.starts_with(&wanted)
                && told["error"]["exit"] == exit
                && told["error"]["code"] == code;
            if !is_right {
                wrong.push(format!("{command}: {:?} {}", output.status, said));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
