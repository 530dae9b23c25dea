//! What is saved of a damaged ledger: whatever happened to the file, it is never a crash, and what
//! comes out holds together.

use crate::world::{Told, World};
use serde_json::Value;

const PAGE: usize = 4_096;

/// A ledger with a history, of which every operation's hash is known.
struct Whole {
    world: World,
    bytes: Vec<u8>,
    /// The hash of each operation.
    hashes: Vec<String>,
}

impl Whole {
    fn new() -> Whole {
        Whole::of(World::gold())
    }

    /// The same, in a file of many pages.
    fn large() -> Whole {
        let world = World::gold();
        for lot in 0..20 {
            let header = "userPrincipalName,displayName,userType,accountEnabled,usageLocation";
            let rows = (0..100).map(|at| format!("\nlot{lot}-{at}@contoso.com,L,Member,True,NL"));
            let file = world.path("users.csv");
            std::fs::write(&file, format!("{header}{}\n", rows.collect::<String>())).unwrap();
            world.ok(&format!("user import entra '{}'", file.display()));
        }
        Whole::of(world)
    }

    fn of(world: World) -> Whole {
        for number in 0..40 {
            let email = format!("user{number}@contoso.com");
            world.ok(&format!("user add {email} --name 'User {number}' --country NL"));
        }
        world.ok("vs assign 'Visual Studio Enterprise' user7@contoso.com --reason 'joins us'");
        world.ok("software get-keys 'Windows Server 2019 Standard' --for user7@contoso.com");
        world.ok("support ids product-support");
        let rows = world.ok("history list");
        let hashes = rows.as_array().unwrap().iter().map(|row| {
            let shown = world.ok(&format!("history show {}", row["operation"]));
            shown["hash"].as_str().unwrap().to_owned()
        });
        let hashes = hashes.collect();
        let bytes = std::fs::read(world.ledger()).unwrap();
        Whole { world, bytes, hashes }
    }

    /// A copy of its bytes, after this was done to it behind the back of `mpn`.
    fn damaged_by(&self, sql: &str) -> Vec<u8> {
        let path = self.world.path("damaged.mpn");
        std::fs::write(&path, &self.bytes).unwrap();
        let conn = rusqlite::Connection::open(&path).unwrap();
        conn.execute_batch(sql).unwrap();
        drop(conn);
        std::fs::read(path).unwrap()
    }

    /// What a question about the undamaged ledger is answered with.
    fn asked<T: rusqlite::types::FromSql>(&self, sql: &str) -> Vec<T> {
        let conn = rusqlite::Connection::open(self.world.ledger()).unwrap();
        let mut statement = conn.prepare(sql).unwrap();
        let found = statement.query_map([], |row| row.get(0)).unwrap();
        found.collect::<rusqlite::Result<_>>().unwrap()
    }

    /// Salvages these bytes; what comes out must hold together and be a beginning of the log.
    fn salvaged(&self, what: &str, bytes: &[u8]) -> Option<Value> {
        let (damaged, saved) = (self.world.path("damaged.mpn"), self.world.path("saved.mpn"));
        std::fs::write(&damaged, bytes).unwrap();
        let _ = std::fs::remove_file(&saved);
        let told =
            self.world.run_at("damaged.mpn", &format!("ledger salvage '{}'", saved.display()));
        assert_eq!(std::fs::read(&damaged).unwrap(), bytes, "{what}: the damaged file was changed");
        if told.exit != 0 {
            assert_eq!(told.exit, 7, "{what}: {}", told.stderr);
            assert!(!saved.exists(), "{what}: something is left behind");
            return None;
        }
        let answer = told.json();
        // Whoever is not known any more acts by their id.
        let is_lost = answer["lost"].as_array().unwrap().iter().any(|lost| lost == "U2");
        self.world.by(if is_lost { "U2" } else { "ann@contoso.com" });
        let verified = self.world.run_at("saved.mpn", "ledger verify");
        assert_eq!(verified.exit, 0, "{what}: {} {}", verified.stdout, verified.stderr);
        assert_eq!(verified.stderr, "", "{what}: the sealed values were not opened");
        let operations = usize::try_from(answer["operations"].as_u64().unwrap()).unwrap();
        let last = self.world.run_at("saved.mpn", &format!("history show {operations}")).json();
        assert_eq!(last["hash"], self.hashes[operations - 1].as_str(), "{what}");
        Some(answer)
    }
}

#[test]
fn of_a_sound_ledger_everything_is_saved() {
    let world = World::gold();
    let passphrase = world.run("seal recovery --quiet").stdout;
    let whole = Whole::of(world);
    let answer = whole.salvaged("nothing", &whole.bytes).unwrap();
    assert_eq!(answer["operations"], whole.hashes.len());
    assert_eq!(answer["operations_there"], whole.hashes.len());
    assert_eq!((&answer["stopped_by"], &answer["lost"]), (&Value::Null, &Value::Array(vec![])));
    assert_eq!(answer["head"], *whole.hashes.last().unwrap());
    let archive = |ledger: &str| whole.world.run_at(ledger, "ledger archive").stdout;
    assert_eq!(archive("saved.mpn"), archive("ledger.mpn"));
    // With the passphrase alone what is saved opens as well.
    std::fs::write(whole.world.path("identity.txt"), passphrase).unwrap();
    assert_eq!(whole.world.run_at("saved.mpn", "software get-keys K1").exit, 0);
    // Never over a file that is there.
    let told = whole
        .world
        .run_at("damaged.mpn", &format!("ledger salvage '{}'", whole.world.ledger().display()));
    assert_eq!((told.exit, told.error()["code"].as_str()), (6, Some("file-exists")));
}

#[test]
fn of_a_file_with_a_page_of_zeros_what_holds_together_is_saved() {
    let whole = Whole::new();
    let pages = whole.bytes.len() / PAGE;
    let mut saved = 0;
    for page in 0..pages {
        let mut bytes = whole.bytes.clone();
        bytes[page * PAGE..(page + 1) * PAGE].fill(0);
        saved += usize::from(whole.salvaged(&format!("page {page} zeroed"), &bytes).is_some());
    }
    assert!(saved + 12 > pages, "of {pages} pages, {saved} can be lost");
}

#[cfg(unix)]
#[test]
fn of_a_file_that_is_for_reading_only_what_holds_together_is_saved() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::process::Command;
    const NOBODY: [&str; 5] = ["--reuid", "65534", "--regid", "65534", "--clear-groups"];
    let world = World::gold();
    let mut bytes = std::fs::read(world.ledger()).unwrap();
    bytes[..PAGE].fill(0);
    // Whoever may do everything may write to it after all: the command is one of somebody else.
    let damaged = world.ledger();
    std::fs::write(&damaged, &bytes).unwrap();
    let set = |mode: u32| {
        std::fs::set_permissions(&damaged, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let may_become_nobody = Command::new("setpriv").args(NOBODY).arg("true").status();
    let mut command = if may_become_nobody.is_ok_and(|status| status.success()) {
        set(0o444);
        let open = std::fs::Permissions::from_mode(0o777);
        std::fs::set_permissions(world.folder.path(), open).unwrap();
        let mut command = Command::new("setpriv");
        command.args(NOBODY).arg(env!("CARGO_BIN_EXE_mpn"));
        command
    } else {
        set(0o400);
        Command::new(env!("CARGO_BIN_EXE_mpn"))
    };
    let saved = world.path("saved.mpn");
    command.args(["ledger", "salvage"]).arg(&saved).arg("--ledger").arg(&damaged);
    command.env_clear().env("XDG_STATE_HOME", world.path("state"));
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(saved.is_file());
    assert_eq!(std::fs::read(&damaged).unwrap(), bytes);
}

#[test]
fn of_a_file_without_its_schema_everything_is_saved() {
    let whole = Whole::new();
    let pages: Vec<usize> = whole.asked("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'");
    assert!(pages.len() > 1, "the schema stands on pages below the first, too");
    let mut bytes = whole.bytes.clone();
    for page in pages {
        bytes[(page - 1) * PAGE..page * PAGE].fill(0);
    }
    let answer = whole.salvaged("the schema zeroed", &bytes).unwrap();
    assert_eq!(answer["operations"], whole.hashes.len());
    assert_eq!(answer["lost"], serde_json::json!([]));
}

#[test]
fn of_a_file_that_was_cut_short_what_holds_together_is_saved() {
    let whole = Whole::large();
    let mut saved = Vec::new();
    let step = whole.bytes.len() / 23;
    for length in (0..whole.bytes.len()).step_by(step).chain([100, 511, 4_095, 4_096, 4_097]) {
        let answer = whole.salvaged(&format!("cut to {length}"), &whole.bytes[..length]);
        saved.extend(answer.map(|answer| answer["operations"].as_u64().unwrap()));
    }
    assert!(saved.len() > 6, "{saved:?}");
    assert!(saved.is_sorted(), "the longer the file, the more is saved: {saved:?}");
}

#[test]
fn of_a_file_with_flipped_bits_what_holds_together_is_saved() {
    let whole = Whole::new();
    let mut saved = 0;
    let places = (0..100).step_by(3).chain((100..whole.bytes.len()).step_by(5_483));
    let places: Vec<usize> = places.collect();
    for at in &places {
        let mut bytes = whole.bytes.clone();
        bytes[*at] ^= 1 << (at % 8);
        saved += usize::from(whole.salvaged(&format!("bit at {at} flipped"), &bytes).is_some());
    }
    assert!(saved * 10 > places.len() * 9, "{saved} of {}", places.len());
}

#[test]
fn the_log_ends_before_what_was_changed_in_it() {
    let whole = Whole::new();
    let mut bytes = whole.bytes.clone();
    let at = bytes.windows(13).rposition(|part| part == b"seat-assigned").unwrap();
    bytes[at] = b'S';
    let answer = whole.salvaged("an event changed", &bytes).unwrap();
    assert_eq!(answer["operations"], 41);
    assert_eq!(answer["operations_there"], 44);
    let stopped = answer["stopped_by"].as_str().unwrap();
    assert_eq!(stopped, "operation 42: its hash is not that of its content");
    // It goes on from there.
    assert_eq!(whole.world.run_at("saved.mpn", "user add zoe@contoso.com --name Zoe").exit, 0);
}

#[test]
fn a_name_or_a_reason_that_is_lost_is_told_and_can_be_said_again() {
    let whole = Whole::new();
    let bytes = whole.damaged_by(
        "UPDATE person SET name = 'X' WHERE user = 9; UPDATE \"text\" SET text = 'X' WHERE is_place = 0",
    );
    let answer = whole.salvaged("a name and a reason changed", &bytes).unwrap();
    assert_eq!(answer["lost"], serde_json::json!(["U9"]));
    let rows = whole.world.run_at("saved.mpn", "history list").json();
    let last = rows.as_array().unwrap().last().unwrap();
    assert_eq!(last["summary"], "the names and addresses of U9 were lost; one text was lost");
    let shown = whole.world.run_at("saved.mpn", "user show U9").json();
    assert_eq!((&shown["email"], &shown["name"]), (&"U9 (lost)".into(), &"".into()));
    // A part of it alone leaves the rest lost.
    assert_eq!(whole.world.run_at("saved.mpn", "user update U9 --name Uma").exit, 0);
    let shown = whole.world.run_at("saved.mpn", "user show U9").json();
    assert_eq!((&shown["email"], &shown["name"]), (&"U9 (lost)".into(), &"Uma".into()));
    let again = "user update U9 --email uma@contoso.com";
    assert_eq!(whole.world.run_at("saved.mpn", again).exit, 0);
    assert_eq!(whole.world.run_at("saved.mpn", "user show uma@contoso.com").json()["id"], "U9");
    assert_eq!(whole.world.run_at("saved.mpn", "ledger verify").exit, 0);
    // What was lost already is not lost once more, and what was said again must be there.
    let again = whole.world.path("again.mpn");
    let salvage = format!("ledger salvage '{}'", again.display());
    let answer = whole.world.run_at("saved.mpn", &salvage).json();
    assert_eq!(answer["lost"], serde_json::json!([]));
    let conn = rusqlite::Connection::open(whole.world.path("saved.mpn")).unwrap();
    conn.execute_batch("DELETE FROM person WHERE user = 9").unwrap();
    drop(conn);
    let told = whole.world.run_at("saved.mpn", "ledger verify");
    assert_eq!(told.json()["findings"][0]["code"], "person-missing", "{}", told.stdout);
}

#[test]
fn a_text_whose_kind_was_changed_is_saved_as_what_it_is() {
    let whole = Whole::new();
    let bytes = whole.damaged_by("UPDATE \"text\" SET is_place = 1 - is_place");
    let answer = whole.salvaged("places and reasons exchanged", &bytes).unwrap();
    assert_eq!(answer["lost"], serde_json::json!([]));
    assert_eq!(answer["operations"], whole.hashes.len());
}

#[test]
fn earlier_requests_are_not_known_again_where_the_pepper_is_lost() {
    let whole = Whole::new();
    let bytes = whole.damaged_by("UPDATE pepper SET pepper = zeroblob(32)");
    let answer = whole.salvaged("the pepper changed", &bytes).unwrap();
    assert_eq!(answer["operations"], whole.hashes.len());
    let rows = whole.world.run_at("saved.mpn", "history list").json();
    let last = rows.as_array().unwrap().last().unwrap();
    assert_eq!(last["summary"], "earlier requests are not known again by their ids");
}

#[test]
fn a_sealed_text_that_is_lost_is_told_and_recorded() {
    let whole = Whole::new();
    let held = whole.world.ok("software list")[0]["id"].as_str().unwrap().to_owned();
    let free = |ledger: &str| {
        let rows = whole.world.run_at(ledger, "software list").json();
        rows[0]["keys_free"].as_u64().unwrap()
    };
    let bytes = whole.damaged_by(
        "UPDATE sealed_value SET nonce = zeroblob(24)
         WHERE kind = 'access-id' OR (kind = 'key' AND number IN (1, 16))",
    );
    let answer = whole.salvaged("sealed values changed", &bytes).unwrap();
    assert_eq!(answer["lost"], serde_json::json!(["K1", "K16", "C1"]));
    // One of the two IDs of C1 is whole, and of no use alone.
    let sealed: u64 = whole.asked("SELECT count(*) FROM sealed_value")[0];
    assert_eq!(answer["sealed_values"], sealed - 4);
    assert_eq!(answer["operations"], whole.hashes.len());
    let told = whole.world.run_at("saved.mpn", "history list").json();
    let last = told.as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["command"], &last["actor"]),
        (&"ledger salvage".into(), &"ann@contoso.com".into())
    );
    assert_eq!(last["summary"], "the sealed texts of K1, K16, C1 were lost");
    // One of the two was held, the other free: it is not handed out any more.
    assert_eq!(free("saved.mpn") + 1, free("ledger.mpn"));
    assert_eq!(whole.world.run_at("saved.mpn", &format!("software show {held}")).exit, 0);
    assert_eq!(whole.world.run_at("saved.mpn", "license list").exit, 0);
    let ids = whole.world.run_at("saved.mpn", "support ids product-support");
    assert_eq!(ids.exit, 5, "the contract is to be confirmed again: {}", ids.stderr);
    let shown = whole.world.run_at("saved.mpn", "software get-keys K1");
    assert_eq!((shown.exit, shown.error()["code"].as_str()), (3, Some("secret-lost")));
    assert_eq!(whole.world.run_at("saved.mpn", "software get-keys K3").exit, 0);
    assert_eq!(whole.world.run_at("saved.mpn", "ledger verify").exit, 0);

    // Without its data key nothing opens, and another one is made.
    let bytes = whole.damaged_by("UPDATE data_key SET digest = 'x'");
    let answer = whole.salvaged("the data key changed", &bytes).unwrap();
    assert_eq!(answer["sealed_values"], 0);
    let file = whole.world.path("new.keys");
    std::fs::write(&file, "BCDFG-HJKMP-QRTVW-XY234-6789B\n").unwrap();
    let add = format!("software add-keys {held} '{}' --type mak --activations 5", file.display());
    let added = whole.world.run_at("saved.mpn", &add);
    assert_eq!(added.exit, 0, "{}", added.stderr);
    assert_eq!(whole.world.run_at("saved.mpn", "ledger verify").exit, 0);
}

#[test]
fn an_older_data_key_that_is_lost_is_told_and_recorded() {
    let world = World::gold();
    let file = world.path("new.keys");
    std::fs::write(&file, "BCDFG-HJKMP-QRTVW-XY234-6789B\n").unwrap();
    let add = format!(
        "software add-keys 'Windows Server 2019 Standard' '{}' --request-id added",
        file.display()
    );
    world.ok(&add);
    world.ok("seal rotate");
    world.ok(&add);
    let conn = rusqlite::Connection::open(world.ledger()).unwrap();
    conn.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM data_key WHERE epoch = 1").unwrap();
    drop(conn);
    let codes = |told: &Told| {
        let findings = told.json()["findings"].as_array().unwrap().clone();
        findings.iter().map(|one| format!("{} {}", one["code"], one["place"])).collect::<Vec<_>>()
    };
    let told = world.run("ledger verify -o json");
    assert_eq!(
        (told.exit, codes(&told)),
        (7, vec!["\"data-key-missing\" \"data_key 1\"".to_owned()])
    );
    let archive = world.path("without.jsonl");
    world.ok(&format!("ledger archive --out '{}'", archive.display()));
    let restore = format!("ledger restore '{}' --yes", archive.display());
    world.refused(&restore, 7, "ledger-unsound");

    let saved = world.path("saved.mpn");
    let told = world.run(&format!("ledger salvage '{}' -o json", saved.display()));
    assert_eq!(told.exit, 0, "{}", told.stderr);
    assert!(told.stderr.contains("a data key of before the newest was lost"), "{}", told.stderr);
    std::fs::rename(&saved, world.ledger()).unwrap();
    // Without that data key nobody can say that the newest goes back to the first.
    world.refused("user grant cy@contoso.com admin-agent", 7, "another-seal");
    let rows = world.ok("history list");
    world.ok("ledger accept-rollback --yes");
    world.verify();
    let last = rows.as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["summary"], "the data key of epoch 1 was lost");
    // What is lost already is not lost once more.
    let again = world.ok(&format!("ledger salvage '{}'", saved.display()));
    assert_eq!(again["head"], world.head()["head"]);
    assert_eq!(world.run("software get-keys K1").exit, 0);
}

#[test]
fn whatever_is_lost_alone_is_recorded_as_lost() {
    let whole = Whole::new();
    let free = |ledger: &str| {
        whole.world.run_at(ledger, "software list").json()[0]["keys_free"].as_u64().unwrap()
    };
    for (damaged, lost, free_lost) in [
        ("kind = 'key' AND number IN (1, 15, 16)", vec!["K1", "K15", "K16"], 2),
        ("kind = 'contract-id'", vec!["C1"], 0),
    ] {
        let sql = format!("UPDATE sealed_value SET nonce = zeroblob(24) WHERE {damaged}");
        let answer = whole.salvaged(damaged, &whole.damaged_by(&sql)).unwrap();
        assert_eq!(answer["lost"], serde_json::json!(lost), "{damaged}");
        let told = whole.world.run_at("saved.mpn", "history list").json();
        let last = told.as_array().unwrap().last().unwrap();
        assert_eq!(last["command"], "ledger salvage", "{damaged}");
        assert_eq!(free("saved.mpn") + free_lost, free("ledger.mpn"), "{damaged}");
    }
}

#[test]
fn what_never_was_a_ledger_holds_nothing_to_save() {
    let whole = Whole::new();
    for bytes in [b"no ledger".as_slice(), &[0; 4_097], &[255; 4_097], b"SQLite format 3\0"] {
        assert!(whole.salvaged("no ledger", bytes).is_none());
    }
    let told = whole.world.run_at("nowhere.mpn", "ledger salvage saved.mpn");
    assert_eq!((told.exit, told.error()["code"].as_str()), (3, Some("no-ledger")));
}
