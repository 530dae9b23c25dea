//! Completion as it happens: bash asks, `mpn` answers from the ledger, and nothing else happens.

#![cfg(unix)]

use std::process::Output;

use crate::sandbox::Sandbox;

/// A ledger to be completed from.
fn sample() -> Sandbox {
    let sandbox = Sandbox::new();
    run(&sandbox, &["init", "--from", "examples/gold.toml"]);
    sandbox
}

fn run(sandbox: &Sandbox, args: &[&str]) -> Output {
    let output = sandbox.command("mpn").args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {output:?}");
    output
}

/// What bash would offer at the end of a line; `text` is the part of its last word that bash takes
/// for the word.
fn offered_for(sandbox: &Sandbox, line: &str, text: &str) -> Vec<String> {
    const ASK: &str = r#"
        source <(mpn completions bash)
        COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9
        _mpn mpn "$2" ''
        (( ${#COMPREPLY[@]} )) && printf '%s\n' "${COMPREPLY[@]}"
        exit 0
    "#;
    let mut bash = sandbox.command("bash");
    let output = bash.args(["--norc", "-c", ASK, "bash", line, text]).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{line}: {output:?}");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

fn offered(sandbox: &Sandbox, line: &str) -> Vec<String> {
    let text = line.rsplit(' ').next().unwrap();
    offered_for(sandbox, line, text)
}

#[test]
fn bash_completes_what_the_grammar_and_the_ledger_know() {
    let sandbox = sample();
    let offered = |line| offered(&sandbox, line);
    assert_eq!(offered("mpn vs as"), ["assign"]);
    assert_eq!(offered("mpn vs assign "), ["B1", "B2", "B6"]);
    assert_eq!(offered("mpn vs assign S"), ["S1", "S2"]);
    assert_eq!(offered("mpn vs assign B1 d"), ["dana@contoso.com"]);
    assert_eq!(offered("mpn vs assign B1 DANA"), ["dana@contoso.com"]);
    assert_eq!(offered("mpn software get-keys K2 --for c"), ["cy@contoso.com"]);
    assert_eq!(offered("mpn software return K1")[..2], ["K1", "K10"]);
    assert_eq!(offered("mpn license show "), ["B13"]);
    assert_eq!(offered("mpn azure assign B1"), ["B11", "B12"]);
    assert_eq!(offered("mpn user grant bo@contoso.com bill"), ["billing-admin"]);
    assert_eq!(offered("mpn membership renew M"), ["M1", "M2", "M3", "M4"]);
    assert_eq!(offered("mpn membership purchase g"), ["gold"]);
    assert_eq!(offered("mpn support check --product SQL"), ["SQL\\ Server"]);
    assert_eq!(offered("mpn gtm show G6"), ["G6"]);
    assert_eq!(offered("mpn why azure assign B11 e"), ["eve@reseller.example"]);
    assert_eq!(offered("mpn benefits list --category vis"), ["visual-studio"]);
    assert_eq!(offered("mpn catalog show m"), ["mpn-2021"]);
    assert_eq!(offered("mpn user add b"), [] as [&str; 0]);
}

#[test]
fn only_what_a_verb_can_still_do_something_with_is_offered() {
    let sandbox = sample();
    run(&sandbox, &["support", "open", "product-support", "--title", "mail is slow"]);
    run(&sandbox, &["support", "open", "product-support", "--title", "a fan is loud"]);
    run(&sandbox, &["support", "close", "I1"]);
    let request = ["advisory", "request", "--scenario", "deployment", "--hours", "2", "--title"];
    run(&sandbox, &[&request[..], &["move"]].concat());
    run(&sandbox, &[&request[..], &["look"]].concat());
    run(&sandbox, &["advisory", "log", "A2", "--hours", "1"]);
    let offered = |line| offered(&sandbox, line);
    assert_eq!(offered("mpn support close I"), ["I2"]);
    assert_eq!(offered("mpn support ids C"), ["C1"]);
    assert_eq!(offered("mpn support link C1 --account a"), ["ann@contoso.com"]);
    assert_eq!(offered("mpn advisory log A"), ["A1"]);
}

#[test]
fn names_are_quoted_as_the_line_is() {
    let sandbox = sample();
    let unquoted = offered(&sandbox, "mpn membership purchase gold --competency devo");
    assert_eq!(unquoted, ["DevOps"]);
    assert_eq!(
        offered(&sandbox, "mpn what-if purchase gold --competency cloud"),
        ["Cloud\\ Platform", "Cloud\\ Business\\ Applications", "Cloud\\ Productivity"]
    );
    let quoted = offered_for(
        &sandbox,
        "mpn vs show \"visual studio enterprise (c",
        "visual studio enterprise (c",
    );
    assert_eq!(quoted, ["Visual Studio Enterprise (Cloud Platform)"]);
    // Bash ends a word at @ and =.
    assert_eq!(offered_for(&sandbox, "mpn vs assign B1 dana@co", "co"), ["contoso.com"]);
    assert_eq!(offered_for(&sandbox, "mpn vs list --output=ma", "ma"), ["markdown"]);
}

#[test]
fn the_ledger_and_the_user_of_the_line_count() {
    let sandbox = sample();
    let other = ["--ledger", "other.mpn", "--config", "other/config.toml"];
    run(
        &sandbox,
        &[&["init", "--org", "Fabrikam", "--no-tenant", "--admin", "zoe@fabrikam.com"], &other[..]]
            .concat(),
    );
    assert_eq!(
        offered(&sandbox, "mpn --ledger other.mpn --as zoe@fabrikam.com user show "),
        ["zoe@fabrikam.com"]
    );
    assert_eq!(
        offered(&sandbox, "mpn --ledger=other.mpn user show --as zoe@fabrikam.com z"),
        ["zoe@fabrikam.com"]
    );
    assert_eq!(
        offered(&sandbox, "mpn --config other/config.toml user show "),
        ["zoe@fabrikam.com"]
    );
    // One who may not see the ledger is told nothing of it.
    assert_eq!(offered(&sandbox, "mpn user show --as nobody@contoso.com "), [] as [&str; 0]);
    assert_eq!(offered(&sandbox, "mpn user show --as eve@reseller.example "), [] as [&str; 0]);
}

#[test]
fn whatever_goes_wrong_nothing_is_said_and_nothing_is_written() {
    let sandbox = sample();
    let home = sandbox.root.join("home");
    let ledger = home.join(".local/share/mpn/ledger.mpn");
    std::fs::remove_file(home.join(".config/mpn/identity.txt")).unwrap();
    let whole = std::fs::read(&ledger).unwrap();
    let files = || walk(&sandbox.root);
    let before = files();

    assert_eq!(offered(&sandbox, "mpn vs assign B1 d"), ["dana@contoso.com"]);
    for line in [
        "mpn --ledger nowhere.mpn user show ",
        "mpn --ledger examples/gold.toml user show ",
        "mpn --ledger examples user show ",
        "mpn --config nowhere.toml user show ",
        "mpn user show bo@contoso.com and more ",
        "mpn nonsense ",
        "mpn vs list --as-of ",
        "mpn 'v s",
    ] {
        assert_eq!(offered(&sandbox, line), [] as [&str; 0], "{line}");
    }
    assert_eq!(files(), before);
    assert_eq!(std::fs::read(&ledger).unwrap(), whole);

    for args in [&["__complete"][..], &["__complete", "bash"], &["__complete", "tcsh", "mpn", "="]]
    {
        let output = sandbox.command("mpn").args(args).output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{args:?}: {output:?}");
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(walk(&path));
        }
        found.push(path);
    }
    found.sort();
    found
}

#[test]
fn a_hostile_name_is_neither_run_nor_obeyed() {
    let sandbox = sample();
    run(&sandbox, &["user", "add", "x`touch$pwned`&id|*@contoso.com", "--name", "X"]);
    run(&sandbox, &["user", "add", "y@contoso.com", "--name", "Y\u{1b}[31m\tY"]);
    let title = "z\u{202e} is slow";
    run(&sandbox, &["support", "open", "product-support", "--title", title]);

    let reply = offered(&sandbox, "mpn user show x");
    assert_eq!(reply, ["x\\`touch\\$pwned\\`\\&id\\|\\*@contoso.com"]);
    let mut bash = sandbox.command("bash");
    let output = bash.args(["-c", &format!("echo {}", reply[0])]).output().unwrap();
    assert_eq!(output.stdout, b"x`touch$pwned`&id|*@contoso.com\n");
    assert!(!sandbox.root.join("pwned").exists());

    let incident = run(&sandbox, &["__complete", "fish", "mpn", "support", "close", "=I"]);
    assert_eq!(incident.stdout, b"I1\tz\\u{202e} is slow\n");
    let fish = run(&sandbox, &["__complete", "fish", "mpn", "user", "show", "=y"]);
    assert_eq!(fish.stdout, b"y@contoso.com\tY\\u{1b}[31m\\u{9}Y\n");
}

#[test]
fn of_many_a_few_are_offered() {
    let sandbox = sample();
    let users: String = (0..500).map(|n| format!("user{n:03}@contoso.com,User {n}\n")).collect();
    std::fs::write(
        sandbox.root.join("users.csv"),
        format!("userPrincipalName,displayName\n{users}"),
    )
    .unwrap();
    run(&sandbox, &["user", "import", "entra", "users.csv"]);
    assert_eq!(offered(&sandbox, "mpn user show ").len(), 200);
    assert_eq!(offered(&sandbox, "mpn user show user49").len(), 10);
}

#[test]
fn of_many_names_a_few_are_offered_and_each_once() {
    let sandbox = Sandbox::new();
    let grant = |category: &str, product: &str, more: &str| {
        format!(
            "[[grant]]\ncategory = \"{category}\"\nproduct = \"{product}\"\noffer = \"gold\"\n{more}"
        )
    };
    let tools = (0..300).map(|n| grant("software", &format!("Tool {n:03}"), ""));
    let opening = include_str!("../../examples/gold.toml").to_owned()
        + &tools.collect::<String>()
        + &grant("software", "Both", "")
        + &grant("license", "Both", "seats_per_key = 1\n");
    std::fs::write(sandbox.root.join("examples/many.toml"), opening).unwrap();
    run(&sandbox, &["init", "--from", "examples/many.toml"]);
    assert_eq!(offered(&sandbox, "mpn benefits show tool").len(), 200);
    assert_eq!(offered(&sandbox, "mpn benefits show 'Tool 29").len(), 10);
    assert_eq!(offered(&sandbox, "mpn benefits show Bot"), ["Both"]);
}

/// Other shells read their scripts, where they are there.
#[test]
fn the_scripts_of_other_shells_can_be_read() {
    let sandbox = sample();
    for (shell, script) in [("bash", "bash"), ("zsh", "zsh"), ("fish", "fish")] {
        let path = sandbox.root.join(format!("script.{shell}"));
        std::fs::write(&path, run(&sandbox, &["completions", script]).stdout).unwrap();
        match sandbox.command(shell).arg("-n").arg(&path).output() {
            Ok(output) => {
                assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
            }
            Err(_) => assert_ne!(shell, "bash"),
        }
    }
}

#[test]
fn other_shells_get_a_value_and_what_it_is() {
    let sandbox = sample();
    for shell in ["zsh", "fish", "powershell", "elvish"] {
        let output = run(&sandbox, &["__complete", shell, "mpn", "azure", "show", "=B"]);
        let expected = "B11\tAzure bulk credit\nB12\tAzure monthly credit\n";
        assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
        let output = run(&sandbox, &["__complete", shell, "mpn", "vs", "list", "--output=js", "="]);
        assert_eq!(output.stdout, b"");
        let output = run(&sandbox, &["__complete", shell, "mpn", "init", "--from", "=ex"]);
        assert_eq!(output.stdout, b":files\n");
        let output = run(&sandbox, &["__complete", shell, "mpn", "due", "--che="]);
        assert_eq!(output.stdout, b"", "the unfinished word is missing");
    }
    let output =
        run(&sandbox, &["__complete", "fish", "mpn", "vs", "show", "=\"visual studio ent"]);
    assert!(output.stdout.starts_with(b"Visual Studio Enterprise\tB1\n"));
}
