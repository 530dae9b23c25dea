//! The grammar of `mpn`, as its own help tells it: every command that is done, and its help.

use crate::sandbox::Sandbox;

/// The help of a command.
pub fn help(sandbox: &Sandbox, words: &[String]) -> String {
    // As at a wide terminal: a long example is wrapped elsewhere.
    let mut mpn = sandbox.command("mpn");
    let output = mpn.args(words).arg("--help").env("COLUMNS", "1000").output().unwrap();
    assert!(output.status.success(), "mpn {} --help", words.join(" "));
    String::from_utf8(output.stdout).unwrap()
}

/// The commands below one, as its help lists them; none for one that is done.
pub fn below(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.take_while(|line| !line.is_empty());
    let verbs = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let words = verbs.filter_map(|line| line.split_whitespace().next());
    words.filter(|word| *word != "help").map(str::to_owned).collect()
}

/// Every command that is done, with its help.
pub fn commands(sandbox: &Sandbox) -> Vec<(String, String)> {
    let commands = commands_below(sandbox, &[]);
    assert!(commands.len() > 60, "{} commands", commands.len());
    commands
}

fn commands_below(sandbox: &Sandbox, words: &[String]) -> Vec<(String, String)> {
    let help = help(sandbox, words);
    let below = below(&help);
    if below.is_empty() {
        return vec![(words.join(" "), help)];
    }
    let longer = below.into_iter().map(|word| [words, &[word]].concat());
    longer.flat_map(|words| commands_below(sandbox, &words)).collect()
}

/// The lines of a help that are its example.
pub fn examples(help: &str) -> Vec<&str> {
    let from = help.lines().skip_while(|line| !line.starts_with("Example"));
    from.filter_map(|line| line.strip_prefix("  ")).collect()
}
