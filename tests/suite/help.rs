//! Every command has a help with an example, and the example can be typed.

#![cfg(unix)]

use crate::grammar;
use crate::sandbox::Sandbox;

#[test]
fn every_help_has_an_example_that_can_be_typed() {
    let sandbox = Sandbox::new();
    let init = ["init", "--from", "examples/gold.toml", "--quiet"];
    assert!(sandbox.command("mpn").args(init).output().unwrap().status.success());
    let ledger = sandbox.root.join("home/.local/share/mpn/ledger.mpn");
    let whole = std::fs::read(&ledger).unwrap();

    let mut wrong = Vec::new();
    for (command, help) in grammar::commands(&sandbox) {
        let examples = grammar::examples(&help);
        if !examples.iter().any(|line| line.contains(&format!("mpn {command}"))) {
            wrong.push(format!("mpn {command} --help has no example of it"));
        }
        for example in examples {
            let mut shell = sandbox.command("sh");
            shell.arg("-c").arg(example);
            let output = shell.output().unwrap();
            // What an example names need not be there; but it can be understood, and is answered.
            if !output.status.code().is_some_and(|code| [0, 1, 3, 4, 5, 6, 10, 11].contains(&code))
            {
                wrong.push(format!("{example}: {}", String::from_utf8_lossy(&output.stderr)));
            }
            std::fs::write(&ledger, &whole).unwrap();
            sandbox.forget();
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
