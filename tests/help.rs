//! Every command has a help with an example, and the example can be typed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![cfg(unix)]

mod sandbox;

use sandbox::Sandbox;

fn help(sandbox: &Sandbox, words: &[String]) -> String {
    // As at a wide terminal: a long example is wrapped elsewhere.
    let mut mpn = sandbox.command("mpn");
    let output = mpn.args(words).arg("--help").env("COLUMNS", "1000").output().unwrap();
    assert!(output.status.success(), "mpn {} --help", words.join(" "));
    String::from_utf8(output.stdout).unwrap()
}

/// The commands below one, as its help lists them; none for one that is done.
fn below(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.take_while(|line| !line.is_empty());
    let verbs = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let words = verbs.filter_map(|line| line.split_whitespace().next());
    words.filter(|word| *word != "help").map(str::to_owned).collect()
}

/// Every command that is done, with its help.
fn commands(sandbox: &Sandbox, words: &[String]) -> Vec<(String, String)> {
    let help = help(sandbox, words);
    let below = below(&help);
    if below.is_empty() {
        return vec![(words.join(" "), help)];
    }
    let longer = below.into_iter().map(|word| [words, &[word]].concat());
    longer.flat_map(|words| commands(sandbox, &words)).collect()
}

#[test]
fn every_help_has_an_example_that_can_be_typed() {
    let sandbox = Sandbox::new();
    let init = ["init", "--from", "examples/gold.toml", "--quiet"];
    assert!(sandbox.command("mpn").args(init).output().unwrap().status.success());
    let ledger = sandbox.root.join("home/.local/share/mpn/ledger.mpn");
    let whole = std::fs::read(&ledger).unwrap();

    let commands = commands(&sandbox, &[]);
    assert!(commands.len() > 60, "{} commands", commands.len());
    let mut wrong = Vec::new();
    for (command, help) in commands {
        let examples: Vec<&str> = help
            .lines()
            .skip_while(|line| !line.starts_with("Example"))
            .filter_map(|line| line.strip_prefix("  "))
            .collect();
        if !examples.iter().any(|line| line.contains(&format!("mpn {command}"))) {
            wrong.push(format!("mpn {command} --help has no example of it"));
        }
        for example in examples {
            let mut shell = sandbox.command("sh");
            shell.arg("-c").arg(example);
            let output = shell.output().unwrap();
            // What an example names need not be there; but it can be understood.
            if output.status.code() == Some(2) {
                wrong.push(format!("{example}: {}", String::from_utf8_lossy(&output.stderr)));
            }
            std::fs::write(&ledger, &whole).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
