//! Hints are typed, and scripts pipe them to a shell: whatever others wrote stands in them as one
//! word, and nothing of it runs.
#![cfg(unix)]

use std::process::Command;

use crate::world::{Told, World, run};
use serde_json::Value;

const EMAILS: [&str; 4] = [
    "pat.o'brien@contoso.com",
    "${home}&a|b@contoso.com",
    "`id`&reboot@contoso.com",
    "'x'$home@contoso.com",
];
const NAMES: [&str; 4] = ["It's $(id)", "-x", "a;`id`\" & 'b", "*?[a]~ #{b}"];
const PRODUCT: &str = "Developer's $(id) `id`; \"x\" -y";

/// The words that a shell sees in a hint; nothing of it may run. Where prose goes on behind a
/// semicolon, or one command comes after another, they are looked at one by one.
fn words(hint: &str) -> Vec<String> {
    let checked = Command::new("sh").args(["-n", "-c", &format!(": {hint}")]).output().unwrap();
    assert!(checked.status.success(), "{hint}: {checked:?}");
    // No program can be found: what would run says so.
    let script = format!("mpn() {{ see \"$@\"; }}; see() {{ printf '%s\\0' \"$@\"; }}; see {hint}");
    let mut shell = Command::new("/bin/sh");
    let seen = shell.args(["-f", "-c", &script]).env_clear().env("PATH", "/nowhere");
    let seen = seen.output().unwrap();
    let complaint = String::from_utf8_lossy(&seen.stderr);
    assert!(!complaint.contains("id: "), "something of it ran: {hint}: {complaint}");
    let text = String::from_utf8(seen.stdout).unwrap();
    text.split('\0').map(str::to_owned).collect()
}

fn hostile() -> World {
    let world = World::gold();
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut csv = "userPrincipalName,displayName,accountEnabled\n".to_owned();
    for (email, name) in EMAILS.iter().zip(NAMES) {
        csv.push_str(&format!("{},{},True\n", quoted(email), quoted(name)));
    }
    std::fs::write(world.path("users.csv"), csv).unwrap();
    world.ok(&format!("import entra {}", world.path("users.csv").display()));
    for email in EMAILS {
        assert_eq!(told(&world, &["vs", "assign", "B1", email]).exit, 0, "{email}");
    }
    let grant = ["benefits", "grant", "--category", "software", "--product", PRODUCT];
    assert_eq!(told(&world, &[&grant[..], &["--offer", "gold"]].concat()).exit, 0);
    world
}

fn told(world: &World, args: &[&str]) -> Told {
    let args = args.iter().map(ToString::to_string).chain(world.options());
    run(&args.collect::<Vec<_>>(), "")
}

/// Every hint of an answer or an error, as JSON has it.
fn hints(value: &Value) -> Vec<String> {
    match value {
        Value::Object(object) => {
            let own = object.get("hint").and_then(Value::as_str).map(str::to_owned);
            own.into_iter().chain(object.values().flat_map(hints)).collect()
        }
        Value::Array(items) => items.iter().flat_map(hints).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn the_hint_of_an_error_names_one_word_whatever_others_wrote() {
    let world = hostile();
    assert_eq!(told(&world, &["user", "grant", EMAILS[1], "global-admin"]).exit, 0);
    let nobody = "no.o'body`id`@contoso.com";
    let near = "pat.o'brian@contoso.com";
    let cases: [(&[&str], &str); 7] = [
        (&["vs", "assign", "B1", nobody], nobody),
        (&["user", "show", nobody], nobody),
        (&["user", "show", near], EMAILS[0]),
        (&["user", "add", EMAILS[2], "--name", "X"], EMAILS[2]),
        (&["user", "forget", EMAILS[3], "--reason", "asked", "--yes"], EMAILS[3]),
        (&["software", "get-keys", "Developer's $(id) `id`; \"x\" -z"], PRODUCT),
        (&["benefits", "list", "--columns", "$(id)"], ""),
    ];
    for (args, word) in cases {
        let error = told(&world, &[args, &["-o", "json"]].concat());
        assert_ne!(error.exit, 0, "{args:?}");
        let hint = error.error()["hint"].as_str().unwrap().to_owned();
        let seen = words(&hint);
        // Behind it a sentence may go on.
        let is_seen = |one: &String| one.trim_end_matches(['?', ',', ':', ';']) == word;
        assert!(word.is_empty() || seen.iter().any(is_seen), "{args:?}: {hint}");
        let text = told(&world, args).stderr;
        assert!(text.contains(&format!("hint: {hint}\n")), "{args:?}: {text}");
    }
    // Who may is named to one who may not.
    world.by(EMAILS[2]);
    let error = told(&world, &["user", "add", "x@contoso.com", "--name", "X", "-o", "json"]);
    let hint = error.error()["hint"].as_str().unwrap().to_owned();
    let seen = words(&hint);
    assert!(seen.iter().any(|word| word.trim_end_matches(',') == EMAILS[1]), "{hint}");
}

#[test]
fn the_hints_of_lists_are_whole_in_every_format() {
    let world = hostile();
    let mut csv = "userPrincipalName,displayName\nann@contoso.com,Ann\n".to_owned();
    csv.push_str("\"`id`'new@contoso.com\",\"It's `id`\"\n");
    csv.push_str(&format!("\"{}\",\"-y 'z\"\n", EMAILS[1]));
    let odd = world.path("dir's $(id).csv");
    std::fs::write(&odd, csv).unwrap();
    let odd = odd.display().to_string();
    let subscribers = world.path("seats.csv");
    let rows = "Email,Subscription Level,Assigned\n\"`id`'q@contoso.com\",Visual Studio Enterprise,\
                03/02/2026\n";
    std::fs::write(&subscribers, rows).unwrap();
    let subscribers = subscribers.display().to_string();
    let cases: [(&[&str], &[&str]); 5] = [
        (&["due", "--within", "400d"], &EMAILS),
        (&["due", "--unused"], &[]),
        (
            &["reconcile", "entra", &odd],
            &["`id`'new@contoso.com", "It's `id`", EMAILS[0], EMAILS[1], "--name=-y 'z"],
        ),
        (&["reconcile", "visual-studio", &subscribers], &EMAILS),
        (&["status"], &[]),
    ];
    for (args, wanted) in cases {
        let json = told(&world, &[args, &["-o", "json"]].concat());
        let in_json = hints(&json.json());
        let seen: Vec<String> = in_json.iter().flat_map(|hint| words(hint)).collect();
        for word in wanted {
            assert!(seen.iter().any(|one| one == word), "{args:?} lacks {word}: {in_json:?}");
        }
        if wanted.is_empty() {
            continue;
        }
        let raw = |more: &[&str]| -> Vec<String> {
            told(&world, &[args, more].concat()).stdout.lines().map(str::to_owned).collect()
        };
        assert_eq!(raw(&["-o", "tsv", "--columns", "hint"]), in_json, "{args:?}");
        assert_eq!(raw(&["--jq", ".[].hint"]), in_json, "{args:?}");
    }
}

#[test]
fn what_doctor_would_have_typed_keeps_to_its_file() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::gold();
    let folder = world.path("it's $(id); x");
    std::fs::create_dir(&folder).unwrap();
    let ledger = folder.join("ledger.mpn");
    std::fs::copy(world.ledger(), &ledger).unwrap();
    std::fs::set_permissions(&ledger, PermissionsExt::from_mode(0o644)).unwrap();
    std::fs::set_permissions(&folder, PermissionsExt::from_mode(0o777)).unwrap();
    let told = world.run_at(&ledger, "ledger doctor");
    let hints = hints(&told.json());
    for wanted in [&ledger, &folder] {
        let wanted = wanted.display().to_string();
        let found = hints.iter().any(|hint| words(hint).contains(&wanted));
        assert!(found, "{wanted}: {hints:?}");
    }
}
