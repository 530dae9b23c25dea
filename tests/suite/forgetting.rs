//! People stand apart from the log, and can be forgotten (PERS-1 to PERS-3).

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::world::{self, Told, World};

/// Whom nothing else is called like.
const EMAIL: &str = "quirin.zephyr@contoso.com";
const FORMER: &str = "q.zephyr@contoso.com";
const NAME: &str = "Quirin Zephyrinus";
const PHONE: &str = "+31205550177";

/// A ledger in which somebody took part in everything, and who remembers what was seen of it.
struct Life {
    world: World,
    state: TempDir,
}

impl Life {
    fn new() -> Life {
        Life { world: World::gold(), state: TempDir::new().unwrap() }
    }

    fn run(&self, line: &str) -> Told {
        let mut args = world::words(line);
        args.extend(self.world.options());
        world::run_remembering(&args, "", Some(self.state.path().to_owned()))
    }

    fn ok(&self, line: &str) -> Value {
        let told = self.run(&format!("{line} -o json"));
        assert_eq!(told.exit, 0, "{line}: {}", told.stderr);
        told.json()
    }

    /// The same with everything that somebody can take part in, who is offboarded at the end.
    fn lived() -> Life {
        let life = Life::new();
        life.ok(&format!(
            "user add {FORMER} --name 'Q Z' --country NL --role global-admin --reason '{NAME} joins'"
        ));
        life.ok(&format!("user update {FORMER} --email {EMAIL} --name '{NAME}' --country DK"));
        life.ok(&format!("vs assign 'Visual Studio Enterprise' {EMAIL}"));
        life.ok(&format!("azure assign 'Azure bulk credit' {EMAIL}"));
        life.ok(&format!("software get-keys 'Windows Server 2019 Standard' --for {EMAIL}"));
        life.ok(&format!("support link product-support --account {EMAIL}"));
        life.ok(&format!("support open product-support --title 'of {NAME}' --account {EMAIL}"));
        let contact = format!("--contact-email {EMAIL} --phone {PHONE} --language en-US");
        life.ok(&format!("gtm contact set {EMAIL} {contact}"));
        let people = "userPrincipalName,displayName,userType,accountEnabled,usageLocation";
        let file = life.world.path("people.csv");
        std::fs::write(&file, format!("{people}\n{EMAIL},{NAME},Member,True,SE\n")).unwrap();
        life.ok(&format!("import entra '{}'", file.display()));
        std::fs::remove_file(file).unwrap();
        life.world.by(EMAIL);
        life.ok(&format!("software activation K1 --machine 'PC of {EMAIL}'"));
        let scenario = "--scenario deployment --hours 4";
        life.ok(&format!("advisory request {scenario} --title 'for {NAME}'"));
        life.world.by("ann@contoso.com");
        life.ok(
            "gtm contact set ann@contoso.com --contact-email ann@contoso.com --phone +3120555 \
                 --language en-US",
        );
        life.ok("azure transfer 'Azure bulk credit' ann@contoso.com");
        life.ok(&format!("user offboard {EMAIL} --yes --reason '{} leaves'", NAME.to_uppercase()));
        life
    }

    /// The files in which one of these is found, in whatever case.
    fn found(&self, texts: &[&str]) -> Vec<String> {
        let mut found = Vec::new();
        for folder in [self.world.folder.path(), self.state.path()] {
            look(folder, texts, &mut found);
        }
        found
    }
}

/// Looks for texts in the bytes of every file below a folder.
fn look(folder: &Path, texts: &[&str], found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            look(&path, texts, found);
            continue;
        }
        let bytes = std::fs::read(&path).unwrap().to_ascii_lowercase();
        for text in texts {
            let text = text.to_ascii_lowercase();
            if bytes.windows(text.len()).any(|part| part == text.as_bytes()) {
                found.push(format!("{text} in {}", path.display()));
            }
        }
    }
}

#[test]
fn who_is_forgotten_is_in_no_byte_of_ledger_journal_state_and_archive() {
    let life = Life::lived();
    assert!(!life.found(&[EMAIL]).is_empty() && !life.found(&[NAME]).is_empty());
    let head = life.world.head();
    let told = life.run(&format!("user forget {EMAIL} --texts --reason 'asked to be' --yes"));
    assert_eq!(told.exit, 0, "{}", told.stderr);
    life.ok(&format!("ledger archive --out '{}'", life.world.path("new.jsonl").display()));
    life.ok(&format!("ledger backup '{}'", life.world.path("new.mpn").display()));
    assert_eq!(life.found(&[EMAIL, FORMER, NAME, PHONE]), [] as [String; 0]);
    // Every proof stays.
    life.world.verify();
    life.ok(&format!("ledger verify --against {}", head["head"].as_str().unwrap()));
    for line in ["history list", "user list --all", "status", "support list", "advisory list"] {
        let told = life.run(line);
        assert_eq!(told.exit, 0, "{line}: {}", told.stderr);
        let all = told.stdout.to_lowercase();
        assert!(!all.contains("zephyr"), "{line}: {all}");
    }
    assert!(life.run("history list").stdout.contains("U7 (forgotten)"));
    // What is computed anew from the log, and what is put back from an archive, is the same.
    life.ok("ledger rebuild");
    life.world.verify();
    let restore = format!("ledger restore '{}' --yes", life.world.path("new.jsonl").display());
    life.ok(&restore);
    life.world.verify();
}

#[test]
fn without_texts_those_that_tell_of_somebody_are_named_and_stay() {
    let life = Life::lived();
    let told = life.run(&format!("user forget {EMAIL} --reason 'asked to be' --yes"));
    assert_eq!(told.exit, 0, "{}", told.stderr);
    assert_eq!(life.found(&[FORMER, PHONE]), [] as [String; 0]);
    let named = told.stderr.lines().filter(|line| line.contains("--texts")).count();
    assert_eq!(named, 5, "{}", told.stderr);
    assert!(!life.found(&[NAME]).is_empty());
    life.world.verify();
}

#[test]
fn nobody_is_forgotten_who_is_needed_and_no_reason_or_request_id_names_them() {
    let world = World::gold();
    let forget = |who: &str| format!("user forget {who} --reason asked --yes");
    world.refused(&forget("bo@contoso.com"), 5, "not-forgettable");
    world.refused(&forget("ann@contoso.com"), 5, "not-forgettable");
    world.refused(&forget("partner@contoso.com"), 5, "not-forgettable");
    world.refused(&forget("nobody@contoso.com"), 3, "no-such-user");
    world.ok("user add fay@contoso.com --name 'Fay Lund'");
    let contact = "--contact-email fay@contoso.com --phone +31205550100 --language en-US";
    world.ok(&format!("gtm contact set bo@contoso.com {contact}"));
    world.ok("user offboard fay@contoso.com --yes");
    world.refused(&forget("fay@contoso.com"), 5, "not-forgettable");
    let contact = contact.replace("fay@", "bo@");
    world.ok(&format!("gtm contact set bo@contoso.com {contact}"));
    let lines = [
        ("user forget fay@contoso.com --yes", "reason-missing"),
        ("user forget fay@contoso.com --reason 'as FAY LUND asked' --yes", "reason-names-person"),
        (
            "user forget fay@contoso.com --reason x --request-id fay@contoso.com --yes",
            "reason-names-person",
        ),
    ];
    for (line, code) in lines {
        world.refused(line, 2, code);
    }
    world.ok(&forget("fay@contoso.com"));
    // By id, once more: nothing is to do. By email, nobody is known.
    assert_eq!(world.ok(&forget("U7"))["changed"], false);
    world.refused(&forget("fay@contoso.com"), 3, "no-such-user");
}

#[test]
fn who_did_not_leave_or_once_had_the_address_of_the_account_is_not_forgotten() {
    let world = World::gold();
    world.ok("user add fay@contoso.com --name 'Fay Lund'");
    let file = world.path("people.csv");
    let header = "userPrincipalName,displayName,accountEnabled";
    std::fs::write(&file, format!("{header}\nfay@contoso.com,Fay Lund,False\n")).unwrap();
    world.ok(&format!("import entra '{}'", file.display()));
    let forget = "user forget U7 --reason asked --yes";
    let error = world.refused(forget, 5, "not-forgettable");
    assert_eq!(error["message"], "fay@contoso.com is disabled, and cannot be forgotten");
    world.ok("user update U7 --email partner@contoso.com");
    world.ok("user update U7 --email fay@contoso.com");
    world.ok("user offboard U7 --yes");
    let error = world.refused(forget, 5, "not-forgettable");
    assert!(error["message"].as_str().unwrap().contains("account"), "{error}");
    world.ok("organization set --account-email office@contoso.com");
    world.ok(forget);
    assert_eq!(world.ok("organization show")["account_email"], "office@contoso.com");
    world.verify();
}

#[test]
fn a_request_id_from_before_is_not_answered_by_a_guess_of_what_was_asked() {
    let world = World::gold();
    let add = "user add fay@contoso.com --name 'Fay Lund' --request-id r1";
    world.ok(add);
    world.ok("user offboard fay@contoso.com --yes");
    world.ok("user forget fay@contoso.com --reason asked --yes --request-id r2");
    let error = world.refused(add, 6, "request-id-used");
    assert!(error["message"].as_str().unwrap().contains("cannot be compared"), "{error}");
    // The one that forgot is known again by whom it forgot.
    let again = "user forget fay@contoso.com --reason asked --yes --request-id r2";
    assert_eq!(world.ok(again)["operation"], 4);
    world.ok("user offboard cy@contoso.com --yes");
    let other = "user forget cy@contoso.com --reason asked --yes --request-id r2";
    world.refused(other, 6, "request-id-used");
}

#[test]
fn with_who_is_forgotten_nothing_is_done_any_more() {
    let world = World::gold();
    world.ok("user add fay@contoso.com --name 'Fay Lund' --role admin-agent");
    world.ok("user offboard fay@contoso.com --yes");
    let offboarding = world.head()["operation"].clone();
    world.ok("user forget fay@contoso.com --reason asked --yes");
    for line in [
        "user update U7 --name Fay",
        "user update U7 --email fay@contoso.com",
        "user grant U7 admin-agent",
        "user offboard U7 --yes",
        "vs assign 'Visual Studio Enterprise' U7",
        "support link product-support --account U7",
        "organization set --account-email U7",
        "seal add age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p --user U7",
    ] {
        world.refused(line, 5, "user-gone");
    }
    world.refused(&format!("undo {offboarding} --yes"), 5, "undo-refused");
    assert_eq!(world.ok("user show U7")["status"], "forgotten");
    // Who returns is another.
    world.ok("user add fay@contoso.com --name 'Fay Lund'");
    assert_eq!(world.ok("user show fay@contoso.com")["id"], "U8");
    world.verify();
}

#[test]
fn what_was_forgotten_and_comes_back_from_a_copy_is_found() {
    let world = World::gold();
    world.ok("user add fay@contoso.com --name 'Fay Lund' --reason 'Fay Lund joins'");
    world.ok("user offboard fay@contoso.com --yes");
    let copy = world.path("copy.mpn");
    world.ok(&format!("ledger backup '{}'", copy.display()));
    world.ok("user forget fay@contoso.com --texts --reason asked --yes");
    let conn = rusqlite::Connection::open(world.ledger()).unwrap();
    conn.execute("ATTACH ?1 AS copy", [copy.to_str().unwrap()]).unwrap();
    conn.execute_batch(
        "INSERT INTO person SELECT * FROM copy.person WHERE user = 7;
         INSERT INTO \"text\" SELECT * FROM copy.\"text\" WHERE text LIKE 'Fay%'",
    )
    .unwrap();
    drop(conn);
    let told = world.run("ledger verify -o json");
    let findings = told.json()["findings"].clone();
    let codes: Vec<&str> =
        findings.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!((told.exit, codes), (7, vec!["person-astray", "text-astray"]));
}

#[test]
fn an_id_names_somebody_wherever_an_email_does() {
    let world = World::gold();
    world.ok("user update U3 --name 'Bo J'");
    assert_eq!(world.ok("user show U3")["name"], "Bo J");
    world.ok("user grant U4 admin-agent");
    assert_eq!(world.ok("why vs assign 'Visual Studio Enterprise' U3")["exit"], 0);
    world.ok("vs assign 'Visual Studio Enterprise' U3");
    world.ok("azure assign 'Azure bulk credit' U3");
    world.ok("software get-keys 'Windows Server 2019 Standard' --for U4");
    let plan = world.path("plan.csv");
    std::fs::write(&plan, "action,benefit,user\nazure transfer,Azure bulk credit,U4\n").unwrap();
    world.ok(&format!("apply '{}'", plan.display()));
    world.by("U2").ok("user revoke U4 admin-agent");
    let last = world.ok("history list").as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["actor"], "ann@contoso.com");
    for line in ["user show U99", "organization set --account-email U99"] {
        let error = world.refused(line, 3, "no-such-user");
        assert_eq!(error["hint"], "mpn user list --all");
    }
    world.verify();
}

#[test]
fn the_past_calls_people_as_they_were_called_then() {
    let world = World::gold();
    let before = world.head()["operation"].clone();
    world.ok("user update bo@contoso.com --email bob@contoso.com --name Bob");
    let then = world.ok(&format!("user list --as-of {before}"));
    let bo = then.as_array().unwrap().iter().find(|user| user["id"] == "U3").unwrap();
    assert_eq!((&bo["email"], &bo["name"]), (&"bo@contoso.com".into(), &"Bo Jensen".into()));
    world.ok("user offboard bob@contoso.com --yes");
    world.ok("user forget bob@contoso.com --reason asked --yes");
    let then = world.ok(&format!("user list --as-of {before} --all"));
    let bo = then.as_array().unwrap().iter().find(|user| user["id"] == "U3").unwrap();
    assert_eq!(bo["email"], "U3 (forgotten)");
}
