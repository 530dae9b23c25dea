//! Who can open the keys: adding and removing ways in on a real ledger, in which everything stays
//! what it is, and in which no secret stands in clear.
#![expect(clippy::print_stderr, reason = "what is skipped is told")]

use std::fs;
use std::path::{Path, PathBuf};

use crate::rules::OTHER_TENANT;
use crate::world::{self, World};
use serde_json::{Value, json};

/// A new identity beside the ledger, and its recipient.
fn identity(world: &World, name: &str) -> (PathBuf, String) {
    let (text, recipient) = mpn::seal::make_identity();
    let file = world.path(name);
    std::fs::write(&file, text.as_bytes()).unwrap();
    (file, recipient)
}

/// Runs a command with another identity than the world's own.
fn with(world: &World, identity: &Path, line: &str) -> world::Told {
    let mut options = world.options();
    let at = options.iter().position(|option| option == "--identity").unwrap();
    options[at + 1] = identity.display().to_string();
    let args: Vec<String> = world::words(line).into_iter().chain(options).collect();
    world::run(&args, "")
}

/// What is handed out with an identity; the exit codes where nothing is.
fn opened(world: &World, identity: &Path) -> Vec<String> {
    let key = with(world, identity, "software get-keys K1 --quiet");
    let ids = with(world, identity, "support ids product-support -o tsv");
    [key, ids]
        .iter()
        .map(|told| if told.exit == 0 { told.stdout.clone() } else { told.exit.to_string() })
        .collect()
}

fn recipients(world: &World) -> Vec<Value> {
    world.ok("seal list").as_array().unwrap().iter().map(|one| one["recipient"].clone()).collect()
}

/// Every key of the ledger, as its first identity opens it.
fn verified(world: &World) {
    let told = world.run("ledger verify -o json");
    assert_eq!(told.exit, 0, "{} {}", told.stdout, told.stderr);
    assert_eq!(told.stderr, "", "every sealed value was opened");
}

#[test]
fn whoever_is_added_opens_what_was_sealed_before_and_after() {
    let world = World::gold();
    let ours = opened(&world, &world.path("identity.txt"));
    let (theirs, recipient) = identity(&world, "bo.txt");
    assert_eq!(opened(&world, &theirs), ["1", "1"]);
    let receipt = world.ok(&format!("seal add {recipient} --user bo@contoso.com"));
    assert_eq!(receipt["events"][0]["user"], "bo@contoso.com");
    assert_eq!(opened(&world, &theirs), ours);
    assert_eq!(world.ok(&format!("seal add {recipient}"))["changed"], false);
    assert_eq!(recipients(&world).len(), 2);
    verified(&world);
}

#[test]
fn whoever_is_removed_opens_nothing_any_more_and_the_others_everything() {
    let world = World::gold();
    let (theirs, recipient) = identity(&world, "bo.txt");
    world.ok(&format!("seal add {recipient} --user bo@contoso.com"));
    world.ok("software get-keys B8 --for bo@contoso.com");
    let ours = opened(&world, &world.path("identity.txt"));
    world.refused("seal remove bo@contoso.com", 2, "consent-missing");
    let receipt = world.ok("seal remove bo@contoso.com --yes");
    let removed = &receipt["events"][0];
    assert_eq!(removed["kind"], "recipient-removed");
    assert_eq!(removed["keys_seen"], json!(["K2"]));
    assert_eq!(removed["keys"], 26);
    assert_eq!(receipt["events"][1]["epoch"], 2);
    assert!(receipt["warnings"][0].as_str().unwrap().contains("one identity alone"));
    assert_eq!(opened(&world, &theirs), ["1", "1"]);
    assert_eq!(opened(&world, &world.path("identity.txt")), ours);
    // A key that is there is known to be there, though its fingerprint is another now.
    let again = world.run("software get-keys K2 --quiet").stdout;
    world.refused_with("software add-keys B9 -", &again, 6, "duplicate-keys");
    verified(&world);
}

#[test]
fn whoever_asked_for_a_key_has_seen_it_under_whatever_name() {
    let world = World::gold();
    let (_, recipient) = identity(&world, "bo.txt");
    world.ok(&format!("seal add {recipient} --user bo@contoso.com"));
    let seen = |email: &str| {
        let shown = world.ok(&format!("user show {email}"));
        (shown["keys_seen"].clone(), shown["contracts_seen"].clone())
    };
    assert_eq!(seen("bo@contoso.com"), (json!([]), json!([])));
    let told = world.by("bo@contoso.com").run("software get-keys B8 --for cy@contoso.com");
    assert_eq!(told.exit, 0, "{}", told.stderr);
    world.ok("support ids product-support");
    world.by("ann@contoso.com").ok("user update bo@contoso.com --email bo.jensen@contoso.com");
    world.ok("user add bo@contoso.com --name 'Another Bo'");
    assert_eq!(seen("bo@contoso.com"), (json!([]), json!([])), "another person");
    assert_eq!(seen("cy@contoso.com"), (json!(["K2"]), json!([])));
    assert_eq!(seen("bo.jensen@contoso.com"), (json!(["K2"]), json!(["C1"])));
    // What was handed out before there was a ledger nobody saw here but who holds it.
    assert_eq!(seen("ann@contoso.com"), (json!(["K1"]), json!([])));
    let left = world.ok("user offboard bo.jensen@contoso.com --yes");
    let warned =
        "bo.jensen@contoso.com can open the keys until: mpn seal remove bo.jensen@contoso.com";
    assert!(left["warnings"].as_array().unwrap().contains(&json!(warned)), "{left}");
    assert!(
        world.run("status").stdout.contains("bo.jensen@contoso.com, who is offboarded, can open")
    );
    let left = left["events"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&left["keys_seen"], &left["contracts_seen"]), (&json!(["K2"]), &json!(["C1"])));
    let removed = world.run("seal remove bo.jensen@contoso.com --yes -o table");
    let told = "bo.jensen@contoso.com saw one key (K2), and the IDs of C1";
    assert!(removed.stdout.contains(told), "{removed:?}");
    world.verify();
}

#[test]
fn whose_a_way_in_is_can_be_said_later_and_what_is_not_known_is_not_claimed() {
    let world = World::gold();
    let (_, recipient) = identity(&world, "bo.txt");
    world.ok(&format!("seal add {recipient}"));
    let dry = world.run(&format!("seal remove {recipient} -n -o table"));
    assert!(dry.stdout.contains("whose it was is not known"), "{dry:?}");
    let named = world.ok(&format!("seal add {recipient} --user bo@contoso.com"));
    assert_eq!(named["events"][0]["kind"], "recipient-named");
    assert_eq!(world.ok(&format!("seal add {recipient} --user bo@contoso.com"))["changed"], false);
    world.verify();
    let error = world.refused("undo --yes", 5, "not-undoable");
    assert!(error["hint"].as_str().unwrap().contains("seal add"), "{error}");
    world.ok("seal remove bo@contoso.com --yes");
    verified(&world);
}

#[test]
fn the_log_tells_the_same_after_a_rotation() {
    let world = World::gold();
    let before = world.ok("software show B8 --as-of 1");
    world.ok("seal rotate");
    world.ok("seal rotate");
    assert_eq!(world.ok("software show B8 --as-of 1"), before);
    assert_eq!(world.ok("history show 3")["events"][0]["epoch"], 3);
    verified(&world);
}

#[test]
fn a_request_that_brought_keys_is_known_after_a_rotation() {
    let world = World::gold();
    let keys = "WXYYJ-MC7PT-GVVWP-HJKQ2-FRVMM\n";
    let line = "software add-keys B10 - --request-id a -o json";
    let first = world.run_with(line, keys);
    assert_eq!(first.exit, 0, "{}", first.stderr);
    world.ok("seal rotate");
    assert_eq!(world.run_with(line, keys), first);
    let other = "QBVBP-8W4MM-DJ32W-MJ93D-CC6GG\n";
    world.refused_with("software add-keys B10 - --request-id a", other, 6, "request-id-used");
}

#[test]
fn an_ssh_key_is_a_way_in() {
    let world = World::gold();
    let private = world.path("id_ed25519");
    let made = std::process::Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", "bo@contoso.com", "-f"])
        .arg(&private)
        .status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("skipped: there is no ssh-keygen");
        return;
    }
    let public = std::fs::read_to_string(world.path("id_ed25519.pub")).unwrap();
    let ours = opened(&world, &world.path("identity.txt"));
    world.ok(&format!("seal add '{}' --user bo@contoso.com", public.trim()));
    assert_eq!(opened(&world, &private), ours);
    let key = fs::read_to_string(&private).unwrap();
    fs::write(&private, format!("\u{feff}\r\n\r\n{}", key.replace('\n', " \r\n"))).unwrap();
    assert_eq!(opened(&world, &private), ours);
    assert_eq!(world.row("seal list", "kind", "ssh")["user"], "bo@contoso.com");
    world.ok(&format!("seal remove '{}' --yes", public.trim()));
    assert_eq!(opened(&world, &private), ["1", "1"]);
}

#[test]
fn an_ssh_key_with_a_passphrase_says_so() {
    let world = World::gold();
    let private = world.path("locked");
    let made = std::process::Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "a passphrase", "-f"])
        .arg(&private)
        .status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("skipped: there is no ssh-keygen");
        return;
    }
    let told = with(&world, &private, "software get-keys K1 -o json");
    assert_eq!((told.exit, told.error()["code"].as_str()), (1, Some("no-identity")));
    assert!(told.error()["message"].as_str().unwrap().contains("passphrase"), "{}", told.stderr);
}

#[test]
fn a_recovery_passphrase_opens_everything_until_another_takes_its_place() {
    let world = World::gold();
    let ours = opened(&world, &world.path("identity.txt"));
    let passphrase = |name: &str| {
        let told = world.run("seal recovery --quiet");
        assert_eq!(told.exit, 0, "{}", told.stderr);
        let file = world.path(name);
        std::fs::write(&file, &told.stdout).unwrap();
        file
    };
    let first = passphrase("first.txt");
    assert_eq!(opened(&world, &first), ours);
    verified(&world);
    let told = fs::read_to_string(&first).unwrap();
    let copied = format!("\u{feff}# in the safe\n\n {}\n", told.to_uppercase().replace('-', " "));
    fs::write(&first, copied).unwrap();
    assert_eq!(opened(&world, &first), ours);
    let second = passphrase("second.txt");
    assert_eq!(opened(&world, &first), ["1", "1"]);
    assert_eq!(opened(&world, &second), ours);
    let kinds: Vec<Value> =
        world.ok("seal list").as_array().unwrap().iter().map(|one| one["kind"].clone()).collect();
    assert_eq!(kinds.iter().filter(|kind| *kind == "recovery").count(), 1);
    verified(&world);
    // With it alone, a new identity is let in.
    let (theirs, recipient) = identity(&world, "new.txt");
    assert_eq!(with(&world, &second, &format!("seal add {recipient}")).exit, 0);
    assert_eq!(opened(&world, &theirs), ours);
    let third = world.run("seal recovery -o table").stdout;
    assert!(third.contains("the passphrase before it opens nothing any more"), "{third}");
}

#[test]
fn a_recovery_that_is_removed_leaves_nothing_behind() {
    let world = World::gold();
    world.ok("seal recovery");
    let of_recovery = recipients(&world)[1].as_str().unwrap().to_owned();
    assert_eq!(world.ok("seal list")[1]["kind"], "recovery");
    world.ok(&format!("seal remove {of_recovery} --yes"));
    verified(&world);
    world.ok(&format!("ledger backup {}", world.path("copy.mpn").display()));
    world.ok("seal recovery");
    verified(&world);
}

#[test]
fn a_passphrase_is_told_once() {
    let world = World::gold();
    let told = world.run("seal recovery --request-id a -o json");
    let passphrase = told.json()["passphrase"].as_str().unwrap().to_owned();
    assert!(passphrase.starts_with("recovery-"));
    let again = world.run("seal recovery --request-id a -o json");
    assert_eq!((again.exit, again.error()["code"].as_str()), (6, Some("passphrase-told-once")));
    let ledger = std::fs::read(world.ledger()).unwrap();
    let holds = |text: &str| ledger.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(!holds(&passphrase) && holds(world.head()["head"].as_str().unwrap()));
}

#[test]
fn the_last_way_in_is_not_taken_away() {
    let world = World::gold();
    world.refused("seal remove ann@contoso.com --yes", 5, "last-recipient");
    world.refused("seal remove age1qqqqqqqqqq --yes", 3, "no-such-recipient");
    world.refused("seal add bo@contoso.com", 2, "malformed-recipient");
    let (_, recipient) = identity(&world, "bo.txt");
    world.refused(&format!("seal add {recipient} --user nobody@contoso.com"), 3, "no-such-user");
    world.by("cy@contoso.com").refused("seal rotate", 4, "role-missing");
    let told = with(world.by("ann@contoso.com"), Path::new("/nowhere"), "seal rotate -o json");
    assert_eq!((told.exit, told.error()["code"].as_str()), (1, Some("no-identity")));
}

#[test]
fn one_way_in_is_worth_a_warning() {
    let world = World::gold();
    let warned =
        |world: &World| world.ok("status")["warnings"].to_string().contains("one identity");
    assert!(warned(&world));
    assert!(world.run("seal list").stderr.contains("one identity alone"));
    let looked_at = || world.row("ledger doctor", "check", "recipients")["status"].clone();
    assert_eq!(looked_at(), "warning");
    let (_, recipient) = identity(&world, "bo.txt");
    world.ok(&format!("seal add {recipient}"));
    assert!(!warned(&world));
    assert_eq!(looked_at(), "ok");
}

#[test]
fn a_dry_run_changes_nobody() {
    let world = World::gold();
    let (theirs, recipient) = identity(&world, "bo.txt");
    let receipt = world.ok(&format!("seal add {recipient} --dry-run"));
    assert_eq!((&receipt["changed"], &receipt["operation"]), (&json!(true), &Value::Null));
    assert_eq!(opened(&world, &theirs), ["1", "1"]);
    let told = world.run("seal recovery --dry-run -o json");
    assert_eq!(told.exit, 0);
    assert!(!told.stdout.contains("recovery-"), "{}", told.stdout);
}

#[test]
fn a_data_key_that_somebody_put_in_its_place_is_not_sealed_with() {
    let world =
        World::found("2026-06-01", "[[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\n");
    let head = world.head();
    let ledger = head["ledger_id"].as_str().unwrap();
    let recipients: Vec<String> =
        recipients(&world).iter().map(|one| one.as_str().unwrap().to_owned()).collect();
    // Whoever can write the file knows to whom the data key is wrapped, and can make another.
    let (_, wrapped) = mpn::seal::DataKey::make(1, ledger, &recipients).unwrap();
    let conn = rusqlite::Connection::open(world.ledger()).unwrap();
    let set = "UPDATE data_key SET wrapped = ?1, digest = ?2";
    conn.execute(set, rusqlite::params![wrapped.wrapped, wrapped.digest]).unwrap();
    drop(conn);
    let told = world.run("ledger verify -o json");
    assert_eq!((told.exit, &told.json()["findings"][0]["code"]), (7, &json!("data-key-changed")));
    world.ok("membership purchase gold --competency Security");
    world.ok("benefits grant --category software --product Tool --offer gold");
    let key = "BCDFG-HJKMP-QRTVW-XY234-6789B\n";
    world.refused_with("software add-keys Tool -", key, 7, "data-key-changed");
}

#[test]
fn secrets_stand_nowhere_in_clear() {
    const KEY: &str = "3DXMC-BG73X-9RQBM-XJ9V2-27FJ3";
    const IDS: [&str; 2] = ["planted-access-id-41", "planted-contract-id-42"];
    let world = World::gold();
    let mut told = String::new();
    let mut run = |line: &str, stdin: &str| {
        let done = world.run_with(line, stdin);
        assert_eq!(done.exit, 0, "{line}: {}", done.stderr);
        told.push_str(&done.stdout);
        told.push_str(&done.stderr);
    };
    run("license add-keys 'Microsoft 365 E3' - --seats 5 -o json", &format!("{KEY}\n"));
    let redeem = format!("license redeem K25 --mode new {OTHER_TENANT} --yes");
    run(&format!("{redeem} -o json --already-done"), "");
    run("support activate signature-cloud -o json", "");
    let ids = IDS.join("\n");
    run("support confirm signature-cloud -o json", &ids);
    run("support confirm signature-cloud --request-id b -o json", &ids);
    run("support status -o json", "");
    run("license list -o json", "");
    run("history list -o json", "");
    for operation in 1..=world.head()["operation"].as_u64().unwrap() {
        run(&format!("history show {operation} -o json"), "");
    }
    run("status", "");
    run("why support ids signature-cloud", "");
    run("why license replace K25", "");
    let file = std::fs::read(world.ledger()).unwrap();
    let keys = ["contoso-m365.keys", "contoso-windows-server.keys", "contoso-support.ids"];
    let files: String =
        keys.iter().map(|name| std::fs::read_to_string(world.path(name)).unwrap()).collect();
    let planted = files.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let mut scanned = 0;
    for secret in planted.chain([KEY]).chain(IDS) {
        for form in [secret.to_owned(), secret.replace('-', ""), secret.to_lowercase()] {
            let found = file.windows(form.len()).any(|bytes| bytes == form.as_bytes());
            assert!(!found, "{form} stands in the ledger");
            assert!(!told.contains(&form), "{form} was told");
        }
        scanned += 1;
    }
    assert!(scanned > 20, "{scanned} secrets were looked for");
    // What hands them out does so, and is the only way.
    assert_eq!(world.ok("support ids signature-cloud")["access_id"], IDS[0]);
}
