//! A request id makes a command that may run twice be done once: for every verb that writes,
//! whatever has happened since, and when the process was killed before anybody had its answer.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::rules::{CORE, SERVER};
use crate::world::{self, Told, World};
use serde_json::Value;
use tempfile::TempDir;

/// A verb, what must be so before, how it is asked, and how it is asked otherwise.
#[derive(Clone, Copy)]
struct Verb {
    command: &'static str,
    day: &'static str,
    before: &'static [&'static str],
    line: &'static str,
    stdin: &'static str,
    otherwise: &'static str,
}

const fn verb(command: &'static str, line: &'static str, otherwise: &'static str) -> Verb {
    Verb { command, day: "2026-06-01", before: &[], line, stdin: "", otherwise }
}

const fn after(before: &'static [&'static str], verb: Verb) -> Verb {
    Verb { before, ..verb }
}

const fn given(stdin: &'static str, verb: Verb) -> Verb {
    Verb { stdin, ..verb }
}

const PURCHASE: &str = "membership purchase silver --competency Security";
const CONTACT: &str = "gtm contact set bo@contoso.com --contact-email marketing@contoso.com \
                       --phone +31205550100 --language en-US";
const REDEEM: &str = "license redeem B13 --mode add-seats --tenant contoso.onmicrosoft.com --yes";
const REDEEMED: &str = "license redeem B13 --mode add-seats --tenant contoso.onmicrosoft.com --yes \
                        --already-done";
const SEAL_ADD: &str = "seal add age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
/// A key is handed out, and nothing is refused.
const WISHES: &str = "action,benefit,user\nvs assign,B1,bo@contoso.com\n\
                      software get-keys,B9,bo@contoso.com\n";
const KEY: &str = "BCDFG-HJKMP-QRTVW-XY234-6789B\n";

/// Every verb that writes, on the ledger of `examples/gold.toml`.
#[rustfmt::skip]
const VERBS: [Verb; 54] = [
    verb("membership purchase", PURCHASE, "membership purchase silver --competency Messaging"),
    Verb {
        day: "2026-12-05",
        ..verb("membership renew", "membership renew M4", "membership renew M1")
    },
    verb("organization set", "organization set --region emea --name Fabrikam", "organization set --region emea --name Northwind"),
    verb("user add", "user add fay@contoso.com --name Fay", "user add fay@contoso.com --name F"),
    verb("user update", "user update cy@contoso.com --name C", "user update cy@contoso.com --name D"),
    verb("user grant", "user grant cy@contoso.com admin-agent", "user grant cy@contoso.com account-admin"),
    verb("user revoke", "user revoke bo@contoso.com mpn-partner-admin", "user revoke dana@contoso.com account-admin"),
    verb("user import entra", "user import entra contoso-users.csv", "user import entra fabrikam-users.csv"),
    verb("user offboard", "user offboard cy@contoso.com --yes", "user offboard bo@contoso.com --yes"),
    after(&["user add zed@contoso.com --name Zed", "user offboard zed@contoso.com --yes"], verb("user forget", "user forget zed@contoso.com --reason asked --yes", "user forget cy@contoso.com --reason asked --yes")),
    verb("benefits grant", "benefits grant --category software --product Visio --offer gold", "benefits grant --category software --product Visio --offer action-pack"),
    given(KEY, verb("software add-keys", "software add-keys B9 -", "software add-keys B8 -")),
    verb("software get-keys", "software get-keys B9 --for bo@contoso.com --count 2", "software get-keys B9 --for bo@contoso.com --count 3"),
    verb("software activation", "software activation K1 --machine web-01", "software activation K1 --machine web-02"),
    verb("software return", "software return K1", "software return K2"),
    verb("software retire", "software retire K2", "software retire K3"),
    verb("azure assign", "azure assign B12 bo@contoso.com", "azure assign B12 cy@contoso.com"),
    after(&["azure assign B12 bo@contoso.com"], verb("azure remove", "azure remove B12 bo@contoso.com", "azure remove B12 cy@contoso.com")),
    after(&["azure assign B11 bo@contoso.com"], verb("azure transfer", "azure transfer B11 cy@contoso.com", "azure transfer B11 ann@contoso.com")),
    given(KEY, verb("license add-keys", "license add-keys B13 - --seats 5", "license add-keys B13 - --seats 6")),
    verb("license redeem", REDEEM, "license redeem B13 --mode extend --tenant contoso.onmicrosoft.com --yes"),
    after(&[REDEEMED], verb("license replace", "license replace B13 --yes", "license replace K23 --yes")),
    verb("vs assign", "vs assign B1 bo@contoso.com", "vs assign B2 bo@contoso.com"),
    verb("vs unassign", "vs unassign B6 cy@contoso.com", "vs unassign B1 ann@contoso.com"),
    verb("vs reassign", "vs reassign B1 ann@contoso.com bo@contoso.com", "vs reassign B1 ann@contoso.com dana@contoso.com"),
    verb("support activate", "support activate B4", "support activate B3"),
    after(&["support activate B4"], given("one\ntwo\n", verb("support confirm", "support confirm B4 -", "support confirm B3 -"))),
    verb("support ids", "support ids B3", "support ids B4"),
    verb("support link", "support link B3 --account bo@contoso.com", "support link B3 --account cy@contoso.com"),
    verb("support open", "support open B3 --title Crash", "support open B3 --title Crashes"),
    after(&["support open B3 --title Crash"], verb("support close", "support close I1 --as solved", "support close I1 --as bug")),
    verb("support count", "support count B3 --remaining 5", "support count B3 --remaining 6"),
    verb("advisory request", "advisory request --scenario deployment --hours 4 --title Move", "advisory request --scenario deployment --hours 5 --title Move"),
    after(&["advisory request --scenario deployment --hours 4 --title Move"], verb("advisory log", "advisory log A1 --hours 3", "advisory log A1 --hours 2")),
    verb("gtm contact set", CONTACT, "gtm contact set cy@contoso.com --contact-email m@contoso.com --phone +31205550100 --language en-US"),
    after(&[CONTACT], verb("gtm activate", "gtm activate G1", "gtm activate G2")),
    after(&[CONTACT, "gtm activate G1"], verb("gtm confirm", "gtm confirm G1 --expires 2026-12-01", "gtm confirm G1 --expires 2026-12-02")),
    after(&[PURCHASE], verb("cancel", "cancel M5 --yes", "cancel M1 --yes")),
    after(&[PURCHASE, "cancel M5 --yes"], verb("cancel --confirm", "cancel M5 --confirm --yes", "cancel M1 --confirm --yes")),
    after(&[PURCHASE, "cancel M5 --yes"], verb("cancel --withdraw", "cancel M5 --withdraw", "cancel M1 --withdraw")),
    verb("catalog use", "catalog use changed.toml", "catalog use other.toml"),
    verb("export keys", "export keys --reveal --out out.csv", "export keys --reveal --out out.csv --forfeit-refund"),
    verb("import entra", "import entra contoso-users.csv", "import entra fabrikam-users.csv"),
    verb("import entra-bulk", "import entra-bulk contoso-bulk-create.csv", "import entra-bulk contoso-bulk-invite.csv"),
    verb("import m365", "import m365 contoso-m365-users.csv", "import entra contoso-users.csv"),
    verb("import visual-studio", "import visual-studio contoso-vs-seats.csv", "import entra contoso-users.csv"),
    verb("import keys-export", "import keys-export contoso-keys-export.xml", "import keys-export fabrikam-keys-export.xml"),
    given(WISHES, verb("apply", "apply -", "apply - --partial")),
    after(&["vs assign B1 bo@contoso.com"], verb("undo", "undo --yes", "undo 2 --yes")),
    verb("seal add", SEAL_ADD, "seal add age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p --user bo@contoso.com"),
    after(&[SEAL_ADD], verb("seal remove", "seal remove age1ql3z7hjy --yes", "seal remove ann@contoso.com --yes")),
    verb("seal rotate", "seal rotate", SEAL_ADD),
    // The same secrets with another date, and a key that was redeemed in the portal.
    after(&["support activate B4"], given("one\ntwo\n", verb("support confirm", "support confirm B4 - --ends-on 2026-12-31", "support confirm B4 - --ends-on 2026-12-30"))),
    verb("license redeem", REDEEMED, REDEEM),
];

/// The files of `examples/` that verbs read.
const EXAMPLES: [&str; 8] = [
    "contoso-users.csv",
    "fabrikam-users.csv",
    "contoso-bulk-create.csv",
    "contoso-bulk-invite.csv",
    "contoso-m365-users.csv",
    "contoso-vs-seats.csv",
    "contoso-keys-export.xml",
    "fabrikam-keys-export.xml",
];

/// The ledger of `examples/gold.toml` with a second global admin, and the files that verbs read.
fn gold() -> World {
    let world = World::gold();
    world.ok("user add zoe@contoso.com --name Zoe --role global-admin");
    for name in EXAMPLES {
        let example = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
        std::fs::copy(example, world.path(name)).unwrap();
    }
    let catalog = world.run("catalog show mpn-2021").stdout;
    for (name, hours) in [("changed.toml", "26"), ("other.toml", "27")] {
        let changed =
            catalog.replace("hours_an_engagement = 25", &format!("hours_an_engagement = {hours}"));
        assert_ne!(changed, catalog);
        std::fs::write(world.path(name), changed).unwrap();
    }
    world
}

/// The same ledger once more, byte for byte.
fn twin(world: &World) -> World {
    let folder = TempDir::new().unwrap();
    for entry in std::fs::read_dir(world.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    let day = RefCell::new(world.day.borrow().clone());
    World { folder, day, actor: RefCell::new(world.actor.borrow().clone()) }
}

/// A command line whose files lie in the world's folder.
fn placed(world: &World, line: &str) -> String {
    let names = ["changed.toml", "other.toml", "out.csv"];
    let words = line.split(' ').map(|word| {
        if names.contains(&word) || EXAMPLES.contains(&word) {
            world.path(word).display().to_string()
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

impl Verb {
    /// A ledger on which the verb has something to do.
    fn ready(&self, gold: &World) -> World {
        let world = twin(gold);
        world.on(self.day);
        for line in self.before {
            assert_eq!(world.run(line).exit, 0, "{line}, before {}", self.command);
        }
        world
    }

    fn run(&self, world: &World, line: &str) -> Told {
        // A file of keys is never written over.
        let _ = std::fs::remove_file(world.path("out.csv"));
        let told = world.run_with(&placed(world, line), self.stdin);
        // What is noted of a file that was read is no part of the answer.
        let lines = told.stderr.lines().filter(|line| !line.starts_with("note: "));
        let stderr = lines.map(|line| format!("{line}\n")).collect();
        Told { stderr, ..told }
    }
}

#[test]
fn every_verb_that_writes_is_walked() {
    let domain = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/domain");
    let nouns = std::fs::read_dir(&domain).unwrap().map(|noun| noun.unwrap().path());
    let said: String = nouns
        .map(|noun| noun.join("said.rs"))
        .chain([domain.join("ledger.rs"), domain.join("import/mod.rs")])
        .filter_map(|file| std::fs::read_to_string(file).ok())
        .collect();
    // Each noun names its commands in one function; the ids of rules there are in capitals.
    let named = |function: &str| {
        let bodies =
            said.split(function).skip(1).map(|rest| rest.split("\n    }\n").next().unwrap());
        let quoted = bodies.flat_map(|body| body.split('"').skip(1).step_by(2));
        quoted.filter(|text| text.starts_with(char::is_lowercase)).collect::<Vec<_>>()
    };
    let written: BTreeSet<&str> = named("fn verb(&self) -> Verb {")
        .into_iter()
        .chain(named("pub fn command(self)"))
        .collect();
    let walked: BTreeSet<&str> = VERBS.iter().map(|verb| verb.command).collect();
    assert!(written.len() > 35, "{written:?}");
    // A recovery passphrase is told once (`tests/suite/seals.rs`), and whether there is an older copy to
    // accept is known outside of the ledger (`tests/suite/last_seen.rs`).
    let apart = ["seal recovery", "ledger accept-rollback"];
    let again: BTreeSet<&str> =
        written.into_iter().filter(|command| !apart.contains(command)).collect();
    assert_eq!(again, walked);
}

#[test]
fn every_verb_is_done_once_and_answers_the_same_byte_for_byte() {
    let gold = gold();
    for verb in &VERBS {
        for output in ["-o json", "--quiet", "-o table"] {
            let world = verb.ready(&gold);
            let before = world.head()["operation"].as_u64().unwrap();
            let line = format!("{} --request-id id-1 {output}", verb.line);
            let command = verb.command;
            // What is only shown does not use the id up.
            let shown = verb.run(&world, &format!("{line} --dry-run"));
            assert_eq!(
                (shown.exit, &world.head()["operation"]),
                (0, &Value::from(before)),
                "{line}"
            );

            let first = verb.run(&world, &line);
            assert_eq!(first.exit, 0, "{line}: {}", first.stderr);
            assert!(output == "--quiet" || !first.stdout.is_empty(), "{line}");
            assert_eq!(world.head()["operation"], before + 1, "{line}");
            assert_eq!(world.ok("history show id-1")["command"], command);
            assert_eq!(verb.run(&world, &line), first, "{line}");

            // Whatever happens since, and however long it takes.
            world.ok("user add later@contoso.com --name Later");
            let head = world.head();
            assert_eq!(verb.run(&world, &line), first, "{line}, later");

            let otherwise = format!("{} --request-id id-1 -o json", verb.otherwise);
            for told in [
                verb.run(&world, &otherwise),
                verb.run(&world, "user add x@contoso.com --name X --request-id id-1 -o json"),
                verb.run(
                    world.by("zoe@contoso.com"),
                    &format!("{} --request-id id-1 -o json", verb.line),
                ),
            ] {
                assert_eq!((told.exit, told.stdout.as_str()), (6, ""), "{otherwise}: {told:?}");
                assert_eq!(told.error()["code"], "request-id-used", "{otherwise}");
            }
            assert_eq!(world.head(), head, "{line}");
            if output == "-o json" {
                world.by("ann@contoso.com").verify();
            }
        }
    }
}

#[test]
fn nothing_is_answered_again_to_whoever_has_lost_the_role() {
    let gold = gold();
    // Any user who is associated with the program may do these.
    let anybodys = [
        "support ids",
        "support link",
        "support open",
        "support close",
        "advisory request",
        "advisory log",
    ];
    for verb in &VERBS {
        let world = verb.ready(&gold);
        let line = format!("{} --request-id id-1 -o json", verb.line);
        let first = verb.run(&world, &line);
        assert_eq!(first.exit, 0, "{line}: {}", first.stderr);
        world.by("zoe@contoso.com").ok("user revoke ann@contoso.com global-admin");
        let again = verb.run(world.by("ann@contoso.com"), &line);
        if anybodys.contains(&verb.command) {
            assert_eq!(again, first, "{line}");
        } else {
            assert_eq!((again.exit, again.stdout.as_str()), (4, ""), "{line}: {again:?}");
        }
    }
}

#[test]
fn a_part_of_a_plan_is_answered_again_to_whoever_may_do_that_part() {
    let world = World::gold();
    world.ok("user grant cy@contoso.com account-admin");
    let rows = "action,benefit,user,role\n\
                user grant,,bo@contoso.com,admin-agent\n\
                software get-keys,B9,,\n";
    let line = "apply - --partial --request-id id-1 -o json";
    let first = world.by("cy@contoso.com").run_with(line, rows);
    assert_eq!(first.exit, 5, "{}", first.stderr);
    assert_eq!(world.run_with(line, rows), first);
    world.by("ann@contoso.com").ok("user revoke cy@contoso.com account-admin");
    world.by("cy@contoso.com").refused_with(&line.replace(" -o json", ""), rows, 4, "role-missing");
}

#[test]
fn a_column_that_is_not_there_shows_and_records_nothing() {
    let world = World::gold();
    for line in
        ["software get-keys B9", REDEEM, "support ids B3", "export keys --reveal --out k.csv"]
    {
        world.refused(&format!("{line} --columns nonsense"), 2, "unknown-column");
    }
    let line = "software get-keys B9 --for - --columns nonsense";
    world.refused_with(line, "bo@contoso.com\n", 2, "unknown-column");
}

/// Killed for real: the processes stand still between the commit and the answer, because nobody
/// reads what they write.
#[cfg(unix)]
mod killed {
    use std::io::Write as _;
    use std::os::unix::process::ExitStatusExt as _;
    use std::process::{Command, Stdio};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::Duration;

    use super::*;

    /// How much a pipe holds, and how much of it one write fills.
    const PAGES: u64 = 16;
    const PAGE: usize = 4_096;

    /// A pipe that is full and stays so as long as its reader lives.
    fn full_pipe() -> (std::io::PipeReader, std::io::PipeWriter) {
        let (reader, writer) = std::io::pipe().unwrap();
        let written = Arc::new(AtomicU64::new(0));
        let (mut filling, filled) = (writer.try_clone().unwrap(), written.clone());
        std::thread::spawn(move || {
            // Goes on until it blocks, and ends when the reader is gone.
            while filling.write_all(&[b'.'; PAGE]).is_ok() {
                filled.fetch_add(1, Ordering::Relaxed);
            }
        });
        // A system that is short of pages gives a pipe fewer.
        for _ in 0..500 {
            if written.load(Ordering::Relaxed) >= PAGES {
                break;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        (reader, writer)
    }

    /// Starts the command, waits until another process sees what it recorded, and kills it before
    /// it has said a word.
    fn run_and_kill(verb: &Verb, world: &World, line: &str) {
        let before = world.head()["operation"].as_u64().unwrap();
        let (reader, writer) = full_pipe();
        let mut child = Command::new(env!("CARGO_BIN_EXE_mpn"))
            .args(world::words(&placed(world, line)))
            .args(world.options())
            .env_clear()
            .env("XDG_STATE_HOME", "/dev/null")
            .stdin(Stdio::piped())
            .stdout(writer)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(verb.stdin.as_bytes()).unwrap();
        while world.head()["operation"] == before {
            assert_eq!(child.try_wait().unwrap(), None, "{line} ended and recorded nothing");
            std::thread::sleep(Duration::from_millis(2));
        }
        child.kill().unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(9), "{line} was killed before it ended");
        drop(reader);
    }

    /// The answer without what stands in it as 64 hexadecimal digits.
    fn without_hashes(told: &Told) -> String {
        let words = told.stdout.split('"').map(|word| match word.len() {
            64 if word.bytes().all(|byte| byte.is_ascii_hexdigit()) => "…",
            _ => word,
        });
        words.collect::<Vec<_>>().join("\"")
    }

    #[test]
    fn a_process_that_is_killed_before_it_answers_has_done_it_once_all_the_same() {
        let gold = gold();
        // The file of an export is written before the answer, and has a test of its own.
        for verb in VERBS.iter().filter(|verb| verb.command != "export keys") {
            let world = verb.ready(&gold);
            let undisturbed = twin(&world);
            let line = format!("{} --request-id id-1 -o json", verb.line);
            run_and_kill(verb, &world, &line);
            let head = world.head();
            world.verify();
            let expected = verb.run(&undisturbed, &line);
            assert_eq!(expected.exit, 0, "{line}");
            let answer = verb.run(&world, &line);
            // What stands apart is bound by chance, and so are the hashes over it.
            assert_eq!(without_hashes(&answer), without_hashes(&expected), "{line}");
            assert_eq!(verb.run(&world, &line), answer, "{line}");
            assert_eq!(world.head(), head, "{line} was recorded twice");
        }
    }

    #[test]
    fn keys_that_were_exported_by_a_process_that_was_killed_can_be_had_again() {
        let gold = gold();
        let verb = VERBS.iter().find(|verb| verb.command == "export keys").unwrap();
        let world = verb.ready(&gold);
        let undisturbed = twin(&world);
        let line = format!("{} --request-id id-1", verb.line);
        run_and_kill(verb, &world, &line);
        let head = world.head();
        assert_eq!(verb.run(&undisturbed, &line).exit, 0);
        assert_eq!(verb.run(&world, &line).exit, 0);
        let file = |world: &World| std::fs::read(world.path("out.csv")).unwrap();
        assert!(file(&world) == file(&undisturbed));
        assert_eq!((world.head(), undisturbed.head()), (head.clone(), head));
    }
}

#[test]
fn a_ledger_is_founded_once_and_told_again() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let init = |org: &str, id: &str| {
        let places = ["--ledger", &path("l.mpn"), "--identity", &path("id.txt")].join(" ");
        let places = format!("{places} --config {}", path("config.toml"));
        let line = format!(
            "init --org {org} --no-tenant --admin ann@contoso.com --request-id {id} -o json"
        );
        world::run(&world::words(&format!("{line} {places}")), "")
    };
    let first = init("Contoso", "begin");
    assert_eq!(first.exit, 0, "{}", first.stderr);
    let again = init("Contoso", "begin");
    assert_eq!(again.exit, 0, "{}", again.stderr);
    assert_eq!(again.json()["head"], first.json()["head"]);
    assert_eq!(again.json()["operation"], 1);
    assert_eq!(init("Fabrikam", "begin").error()["code"], "request-id-used");
    assert_eq!(init("Contoso", "another").error()["code"], "ledger-exists");
}

#[test]
fn the_same_request_id_is_answered_alike_byte_for_byte() {
    let world = World::gold();
    for line in [
        format!("vs assign {CORE} bo@contoso.com --request-id a -o json"),
        format!("vs assign {CORE} dana@contoso.com --request-id b"),
        "azure assign 'Azure bulk credit' bo@contoso.com --request-id c".to_owned(),
        format!("software get-keys {SERVER} --count 2 --request-id d -o json"),
        "user add zoe@contoso.com --name Zoe --request-id e -o json".to_owned(),
    ] {
        let first = world.run(&line);
        assert_eq!(first.exit, 0, "{}", first.stderr);
        let head = world.head();
        assert_eq!(world.run(&line), first);
        assert_eq!(world.head(), head);
    }
    let stdin = "3DXMC-BG73X-9RQBM-XJ9V2-27FJ3\n";
    let line = format!("software add-keys {SERVER} - --request-id f -o json");
    let first = world.run_with(&line, stdin);
    assert_eq!(first.exit, 0, "{}", first.stderr);
    assert_eq!(world.run_with(&line, stdin), first);
    world.refused_with(
        &format!("software add-keys {SERVER} - --request-id f"),
        "289M7-47DVQ-DRVMW-8FJ86-PFC3J\n",
        6,
        "request-id-used",
    );
    world.verify();
}

#[test]
fn a_request_id_is_good_for_one_request_of_one_user() {
    let world = World::gold();
    world.ok(&format!("vs assign {CORE} bo@contoso.com --request-id a"));
    let other = format!("vs assign {CORE} dana@contoso.com --request-id a");
    world.refused(&other, 6, "request-id-used");
    let same = format!("vs assign {CORE} bo@contoso.com --request-id a");
    world.by("bo@contoso.com").refused(&same, 6, "request-id-used");
    world.by("ann@contoso.com").ok("user revoke bo@contoso.com mpn-partner-admin --request-id b");
}

#[test]
fn a_repeated_request_asks_for_the_role_again() {
    let world = World::gold();
    let line = format!("software get-keys {SERVER} --request-id a");
    world.by("bo@contoso.com").ok(&line);
    world.by("ann@contoso.com").ok("user revoke bo@contoso.com mpn-partner-admin");
    world.by("bo@contoso.com").refused(&line, 4, "role-missing");
}

#[test]
fn neither_a_refusal_nor_a_no_op_nor_a_dry_run_uses_up_a_request_id() {
    let world = World::gold();
    world.refused(&format!("vs assign {CORE} zed@contoso.com --request-id a"), 3, "no-such-user");
    world.ok(&format!("vs assign {CORE} ann@contoso.com --request-id a"));
    world.ok(&format!("vs assign {CORE} bo@contoso.com --request-id a --dry-run"));
    let done = world.ok("azure assign 'Azure monthly credit' bo@contoso.com --request-id a");
    assert_eq!(done["changed"], true);
}

#[test]
fn a_key_is_answered_again_as_it_was() {
    let world = World::gold();
    let line = format!("software get-keys {SERVER} --request-id a -o json");
    let first = world.run(&line);
    let id = first.json()[0]["id"].as_str().unwrap().to_owned();
    world.ok(&format!("software get-keys {id} --language nl-NL"));
    assert_eq!(world.run(&line), first);
}

#[test]
fn ids_that_were_shown_are_those_of_their_contract_whatever_is_confirmed_since() {
    let world = World::gold();
    let line = "support ids product-support --request-id a -o json";
    let first = world.run(line);
    assert_eq!(world.run(line), first);
    world.ok_with("support confirm product-support", "other-access\nother-contract\n");
    assert_eq!(world.run(line), first);
    let now = world.ok("support ids product-support");
    assert_eq!((&now["id"], &now["access_id"]), (&"C2".into(), &"other-access".into()));
}
