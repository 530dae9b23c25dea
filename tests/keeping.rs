//! How a ledger is kept: backups and archives, what is put back, computed anew and saved from a
//! damaged file, and how an older copy is noticed.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod world;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use mpn::domain::finding::FindingCode;
use serde_json::Value;
use world::{Told, World};

#[test]
fn every_finding_stands_in_the_documentation_with_its_meaning() {
    let documented: Vec<&str> = include_str!("../docs/ledger.md")
        .lines()
        .skip_while(|line| *line != "| code | means |")
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .collect();
    let told: Vec<String> = FindingCode::ALL
        .iter()
        .map(|code| format!("| `{}` | {} |", code.word(), code.meaning()))
        .collect();
    assert_eq!(documented, told);
}

/// Runs a command on another ledger than the world's own.
fn at(world: &World, ledger: &str, line: &str) -> Told {
    let mut args = world::words(&format!("{line} -o json"));
    args.extend(world.options());
    let place = args.iter().position(|arg| arg == "--ledger").unwrap();
    args[place + 1] = world.path(ledger).display().to_string();
    world::run(&args, "")
}

/// A path of the world, quoted for a command line.
fn place(world: &World, name: &str) -> String {
    format!("'{}'", world.path(name).display())
}

/// A ledger with a history of some operations, and secrets of each kind.
fn lived_in() -> World {
    let world = World::gold();
    world.ok("vs assign 'Visual Studio Enterprise' bo@contoso.com --reason 'a new colleague'");
    world.ok("software get-keys 'Windows Server 2019 Standard' --for bo@contoso.com");
    world.ok("user update bo@contoso.com --email bob@contoso.com");
    world.ok("user grant cy@contoso.com admin-agent");
    world
}

fn head_of(world: &World, ledger: &str) -> String {
    at(world, ledger, "ledger head").json()["head"].as_str().unwrap().to_owned()
}

/// The files of the world's folder whose name has this in it.
fn named(world: &World, part: &str) -> Vec<String> {
    let entries = std::fs::read_dir(world.folder.path()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.contains(part)).collect();
    names.sort();
    names
}

fn assert_no_drafts(world: &World) {
    let drafts = named(world, ".mpn-").into_iter().filter(|name| name.starts_with(".mpn-"));
    assert_eq!(drafts.collect::<Vec<_>>(), [] as [&str; 0], "drafts are left behind");
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_backup_is_the_ledger_again_and_never_overwrites() {
    let world = lived_in();
    let made = world.ok(&format!("ledger backup {}", place(&world, "backup.mpn")));
    assert_eq!(made["operations"], 5);
    assert_eq!(made["head"], world.head()["head"]);
    assert_eq!(made["ledger_id"], world.head()["ledger_id"]);
    assert_eq!(head_of(&world, "backup.mpn"), made["head"]);
    assert_eq!(at(&world, "backup.mpn", "ledger verify").json()["sound"], true);
    #[cfg(unix)]
    assert_eq!(mode(&world.path("backup.mpn")), 0o600);
    let before = std::fs::read(world.path("backup.mpn")).unwrap();
    for taken in ["backup.mpn", "ledger.mpn", "opening.toml"] {
        world.refused(&format!("ledger backup {}", place(&world, taken)), 6, "file-exists");
    }
    assert_eq!(std::fs::read(world.path("backup.mpn")).unwrap(), before);
    world.refused(&format!("ledger backup {}", place(&world, "nowhere/b.mpn")), 1, "no-folder");
    assert_no_drafts(&world);
}

#[test]
fn what_does_not_hold_together_is_not_backed_up() {
    let world = lived_in();
    let conn = rusqlite::Connection::open(world.ledger()).unwrap();
    conn.execute_batch("UPDATE seat SET level = 'x' WHERE id = 1").unwrap();
    drop(conn);
    let told = world.run(&format!("ledger backup {} -o json", place(&world, "b.mpn")));
    assert_eq!((told.exit, told.error()["code"].as_str()), (7, Some("ledger-unsound")));
    let details = told.error()["details"].as_array().unwrap().clone();
    assert!(details[0].as_str().unwrap().starts_with("row-different: seat 1"), "{details:?}");
    assert!(!world.path("b.mpn").exists());
}

#[test]
fn a_backup_is_put_back_and_what_was_there_is_kept_aside() {
    let world = lived_in();
    world.ok(&format!("ledger backup {}", place(&world, "backup.mpn")));
    let then = world.head();
    world.ok("user revoke cy@contoso.com admin-agent");
    let later = world.head();
    let restore = format!("ledger restore {}", place(&world, "backup.mpn"));
    world.refused(&restore, 2, "consent-missing");
    let tried = world.ok(&format!("{restore} --dry-run"));
    assert_eq!((&tried["dry_run"], &tried["changed"]), (&true.into(), &true.into()));
    assert_eq!(world.head(), later, "a dry run changed something");
    let done = world.ok(&format!("{restore} --yes"));
    assert_eq!(done["head"], then["head"]);
    assert_eq!((&done["operation"], &done["command"]), (&Value::Null, &"ledger restore".into()));
    assert_eq!(world.head(), then);
    world.verify();
    let aside = done["kept_aside"].as_str().unwrap();
    assert!(aside.ends_with("ledger.mpn.before-restore-20260601T120000Z"), "{aside}");
    let name = Path::new(aside).file_name().unwrap().to_str().unwrap();
    assert_eq!(head_of(&world, name), later["head"]);
    // Once more: it is so already. And back again, under the next name.
    assert_eq!(world.ok(&format!("{restore} --yes"))["changed"], false);
    let back = world.ok(&format!("ledger restore '{aside}' --yes"));
    assert_eq!(back["head"], later["head"]);
    assert!(back["kept_aside"].as_str().unwrap().ends_with("Z-2"), "{back}");
    // The keys open as before.
    assert_eq!(world.ok("software get-keys K1").as_array().unwrap().len(), 1);
}

#[test]
fn a_backup_can_be_put_where_nothing_is() {
    let world = lived_in();
    world.ok(&format!("ledger backup {}", place(&world, "backup.mpn")));
    let backup = place(&world, "backup.mpn");
    let told = at(&world, "folder/new.mpn", &format!("ledger restore {backup} --yes"));
    assert_eq!(told.exit, 0, "{}", told.stderr);
    assert_eq!(told.json()["kept_aside"], Value::Null);
    assert_eq!(head_of(&world, "folder/new.mpn"), world.head()["head"]);
}

#[test]
fn what_is_put_back_must_hold_together_and_be_a_ledger() {
    let world = lived_in();
    world.ok(&format!("ledger backup {}", place(&world, "backup.mpn")));
    let conn = rusqlite::Connection::open(world.path("backup.mpn")).unwrap();
    conn.execute_batch("UPDATE seat SET level = 'x' WHERE id = 1").unwrap();
    drop(conn);
    let restore = |name: &str| format!("ledger restore {} --yes", place(&world, name));
    world.refused(&restore("backup.mpn"), 7, "ledger-unsound");
    world.refused(&restore("opening.toml"), 7, "not-a-ledger");
    world.refused(&restore("nowhere.mpn"), 1, "failed");
    world.refused(&restore("ledger.mpn"), 2, "same-file");
    std::fs::create_dir(world.path("folder")).unwrap();
    world.refused(&restore("folder"), 7, "not-a-ledger");
    let archive = std::fs::read_to_string({
        world.ok(&format!("ledger archive --out {}", place(&world, "whole.jsonl")));
        world.path("whole.jsonl")
    })
    .unwrap();
    let lines: Vec<&str> = archive.lines().collect();
    let changed = archive.replacen("bo@contoso.com", "bu@contoso.com", 1);
    let without = |at: usize| {
        let kept = lines.iter().enumerate().filter(|(index, _)| *index != at);
        kept.map(|(_, line)| format!("{line}\n")).collect::<String>()
    };
    let newer = archive.replacen("\"format\":1", "\"format\":9", 1);
    for (text, code) in [
        (changed, "archive-damaged"),
        (without(1), "archive-damaged"),
        (without(3), "archive-damaged"),
        (without(lines.len() - 1), "archive-damaged"),
        (archive[..archive.len() - 1].to_owned(), "archive-damaged"),
        (archive[..archive.len() / 2].to_owned(), "archive-damaged"),
        (format!("{archive}{}\n", lines[0]), "archive-damaged"),
        (archive.replacen("\"seq\":2", "\"seq\":\"two\"", 1), "archive-damaged"),
        (newer, "archive-newer"),
    ] {
        std::fs::write(world.path("bad.jsonl"), text).unwrap();
        world.refused(&restore("bad.jsonl"), 7, code);
    }
    assert_no_drafts(&world);
    assert_eq!(named(&world, "before-restore"), [] as [&str; 0]);
}

#[test]
fn nothing_is_put_where_a_folder_is_or_a_link_leads_nowhere() {
    let world = lived_in();
    let restore = format!("ledger restore {} --yes", place(&world, "backup.mpn"));
    world.ok(&format!("ledger backup {}", place(&world, "backup.mpn")));
    std::fs::create_dir(world.path("folder")).unwrap();
    let told = at(&world, "folder", &restore);
    assert_eq!((told.exit, told.error()["code"].as_str()), (7, Some("not-a-ledger")));
    assert_eq!(std::fs::read_dir(world.path("folder")).unwrap().count(), 0);
    #[cfg(unix)]
    {
        let link = world.path("link.mpn");
        std::os::unix::fs::symlink(world.path("nowhere"), &link).unwrap();
        let told = at(&world, "link.mpn", &restore);
        assert_eq!((told.exit, told.error()["code"].as_str()), (6, Some("ledger-exists")));
        assert!(link.is_symlink() && !world.path("nowhere").exists());
    }
    assert_no_drafts(&world);
}

#[test]
fn nothing_is_put_over_a_ledger_that_is_written_to() {
    let world = lived_in();
    world.ok(&format!("ledger backup {}", place(&world, "backup.mpn")));
    world.ok("user revoke cy@contoso.com admin-agent");
    let writer = rusqlite::Connection::open(world.ledger()).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    let restore = format!("ledger restore {} --yes --wait 0", place(&world, "backup.mpn"));
    world.refused(&restore, 6, "ledger-busy");
    assert_eq!(named(&world, "before-restore"), [] as [&str; 0]);
    // Whoever writes there goes on in the same file.
    writer.execute_batch("COMMIT").unwrap();
    drop(writer);
    world.ok(&restore);
    world.verify();
}

#[test]
fn what_an_interrupted_write_left_goes_aside_with_the_file_that_it_was_begun_on() {
    let world = lived_in();
    world.ok(&format!("ledger backup {}", place(&world, "backup.mpn")));
    let restore = format!("ledger restore {} --yes", place(&world, "backup.mpn"));
    let journal = world.path("ledger.mpn-journal");
    let then = world.head();
    for lot in 0..20 {
        world.ok(&format!("user add later{lot}@contoso.com --name Later"));
    }
    let writer = rusqlite::Connection::open(world.ledger()).unwrap();
    writer
        .execute_batch(
            "PRAGMA journal_mode = TRUNCATE; PRAGMA cache_size = 1; BEGIN IMMEDIATE;
             UPDATE touched SET what = what || hex(randomblob(200));",
        )
        .unwrap();
    let left = std::fs::read(&journal).unwrap();
    writer.execute_batch("ROLLBACK").unwrap();
    drop(writer);
    for left in [&left[..], &[]] {
        // Nothing is left of the file, as after a crash of the system.
        std::fs::write(world.ledger(), "").unwrap();
        std::fs::write(&journal, left).unwrap();
        let aside = world.ok(&restore)["kept_aside"].as_str().unwrap().to_owned();
        assert_eq!(world.head(), then);
        world.verify();
        let beside = std::fs::read(format!("{aside}-journal")).ok();
        assert_eq!(beside.as_deref(), (!left.is_empty()).then_some(left));
    }
}

#[test]
fn putting_back_takes_a_role_in_both_ledgers() {
    let world = lived_in();
    world.ok(&format!("ledger backup {}", place(&world, "backup.mpn")));
    let restore = format!("ledger restore {} --yes", place(&world, "backup.mpn"));
    // In the backup she has no role; in the ledger that is there she has.
    world.ok("user add eve@contoso.com --name Eve --role mpn-partner-admin");
    world.by("eve@contoso.com").refused(&restore, 4, "unknown-actor");
    world.by("cy@contoso.com").refused(&restore, 4, "role-missing");
    // And the other way around.
    world.by("ann@contoso.com").ok("user grant cy@contoso.com global-admin");
    world.ok(&format!("ledger backup {}", place(&world, "with-cy.mpn")));
    world.ok("user revoke cy@contoso.com global-admin");
    let restore = format!("ledger restore {} --yes", place(&world, "with-cy.mpn"));
    world.by("cy@contoso.com").refused(&restore, 4, "role-missing");
    // A ledger that cannot be opened asks nobody; it is kept aside as it is.
    std::fs::write(world.ledger(), "no ledger any more").unwrap();
    let told = world.run(&format!("{restore} -o json"));
    assert_eq!(told.exit, 0, "{}", told.stderr);
    let aside = told.json()["kept_aside"].as_str().unwrap().to_owned();
    assert_eq!(std::fs::read_to_string(aside).unwrap(), "no ledger any more");
}

#[test]
fn an_archive_is_the_same_each_time_and_is_read_back_to_the_same_head() {
    let world = lived_in();
    let first = world.run("ledger archive").stdout;
    assert_eq!(world.run("ledger archive").stdout, first);
    for line in first.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        assert_eq!(line.as_object().unwrap().len(), 1, "{line}");
    }
    assert!(!first.contains("XY234"), "a key stands in it in clear");
    let made = world.ok(&format!("ledger archive --out {}", place(&world, "a.jsonl")));
    assert_eq!(made["operations"], 5);
    assert_eq!(std::fs::read_to_string(world.path("a.jsonl")).unwrap(), first);
    #[cfg(unix)]
    assert_eq!(mode(&world.path("a.jsonl")), 0o600);
    // It replaces an older one.
    let passphrase = world.run("seal recovery --quiet").stdout;
    world.ok(&format!("ledger archive --out {}", place(&world, "a.jsonl")));
    let first = std::fs::read_to_string(world.path("a.jsonl")).unwrap();
    world.ok("user revoke cy@contoso.com admin-agent");
    world.ok(&format!("ledger archive --out {}", place(&world, "a.jsonl")));
    let second = std::fs::read_to_string(world.path("a.jsonl")).unwrap();
    let (before, after) = (first.lines().count(), second.lines().count());
    assert_eq!(after - before, 2, "an operation and its event are two lines more");

    let archive = place(&world, "a.jsonl");
    assert_eq!(at(&world, "new.mpn", &format!("ledger restore {archive} -y")).exit, 0);
    assert_eq!(head_of(&world, "new.mpn"), world.head()["head"]);
    assert_eq!(at(&world, "new.mpn", "ledger archive").json()["text"], second);
    let verified = at(&world, "new.mpn", "ledger verify");
    assert_eq!((verified.exit, verified.stderr.contains("not opened")), (0, false));
    assert_eq!(
        at(&world, "new.mpn", "software get-keys K1").json()[0]["key"],
        world.ok("software get-keys K1")[0]["key"]
    );
    // The recovery passphrase opens what was read back, too.
    std::fs::write(world.path("identity.txt"), passphrase).unwrap();
    assert_eq!(at(&world, "new.mpn", "software get-keys K1").exit, 0);
}

#[test]
fn a_damaged_archive_is_told_by_the_line() {
    let world = lived_in();
    let archive = world.run("ledger archive").stdout;
    let fourth = archive.match_indices('\n').nth(3).unwrap().0;
    for (length, line) in [(fourth + 9, 5), (30, 1)] {
        std::fs::write(world.path("bad.jsonl"), &archive[..length]).unwrap();
        let bad = format!("ledger restore {} --yes", place(&world, "bad.jsonl"));
        let error = world.refused(&bad, 7, "archive-damaged");
        let wanted = format!("bad.jsonl:{line}: the line is cut short");
        assert!(error["message"].as_str().unwrap().ends_with(&wanted), "{error}");
    }
}

#[test]
fn a_ledger_whose_log_was_changed_has_no_archive() {
    let world = lived_in();
    let mut bytes = std::fs::read(world.ledger()).unwrap();
    let at = bytes.windows(15).rposition(|part| part == b"a new colleague").unwrap();
    bytes[at] = b'A';
    std::fs::write(world.ledger(), bytes).unwrap();
    let told = world.run("ledger archive -o json");
    assert_eq!((told.exit, told.stdout.as_str()), (7, ""));
    let out = place(&world, "a.jsonl");
    assert_eq!(world.run(&format!("ledger archive --out {out}")).exit, 7);
    assert!(!world.path("a.jsonl").exists());
}

#[test]
fn tables_that_were_changed_are_computed_anew() {
    let world = lived_in();
    let head = world.head();
    let before = world.run("vs list -o json").stdout;
    // All but the ground: the log, its end, and what is sealed.
    let tables: u64 = rusqlite::Connection::open(world.ledger())
        .unwrap()
        .query_row("SELECT count(*) - 6 FROM sqlite_schema WHERE type = 'table'", [], |row| {
            row.get(0)
        })
        .unwrap();
    for sql in [
        "UPDATE seat SET level = 'x' WHERE id = 1",
        "DELETE FROM user_role; DELETE FROM credit",
        "INSERT INTO user_role VALUES ('cy@contoso.com', 'global-admin')",
        "DROP INDEX seat_by_benefit",
        "DROP TABLE touched",
        "CREATE TABLE extra (x); CREATE VIEW seats AS SELECT * FROM seat; ANALYZE",
        "CREATE TRIGGER t AFTER INSERT ON seat BEGIN DELETE FROM credit; END",
    ] {
        let conn = rusqlite::Connection::open(world.ledger()).unwrap();
        conn.execute_batch(sql).unwrap();
        drop(conn);
        assert_eq!(world.run("ledger verify").exit, 7, "{sql}");
        let tried = world.ok("ledger rebuild --dry-run");
        assert_eq!((&tried["dry_run"], &tried["backup"]), (&true.into(), &Value::Null));
        assert_eq!(world.run("ledger verify").exit, 7, "{sql}: a dry run changed something");
        let done = world.ok("ledger rebuild");
        assert_eq!(done["operations"], 5);
        assert!(done["rows"].as_u64().unwrap() > 100, "{done}");
        assert_eq!(done["tables"], tables);
        assert!(Path::new(done["backup"].as_str().unwrap()).exists());
        world.verify();
        assert_eq!(world.head(), head);
        assert_eq!(world.run("vs list -o json").stdout, before);
    }
    world.ok("user revoke cy@contoso.com admin-agent");
    world.verify();
}

#[test]
fn who_gave_himself_a_role_behind_the_back_of_the_log_may_not_rebuild() {
    let world = lived_in();
    let conn = rusqlite::Connection::open(world.ledger()).unwrap();
    conn.execute_batch("INSERT INTO user_role VALUES ('cy@contoso.com', 'global-admin')").unwrap();
    drop(conn);
    world.by("cy@contoso.com").refused("ledger rebuild", 4, "role-missing");
    assert_eq!(named(&world, "before-rebuild"), [] as [&str; 0]);
}

#[test]
fn a_log_that_was_changed_is_not_rebuilt_from() {
    let world = lived_in();
    let conn = rusqlite::Connection::open(world.ledger()).unwrap();
    conn.execute_batch("UPDATE head SET hash = prev FROM (SELECT prev FROM operation)").unwrap();
    drop(conn);
    let told = world.run("ledger rebuild -o json");
    assert_eq!((told.exit, told.error()["code"].as_str()), (7, Some("ledger-unsound")));
    assert_eq!(named(&world, "before-rebuild"), [] as [&str; 0]);
}

#[test]
fn what_records_nothing_takes_no_reason_and_no_day() {
    let world = lived_in();
    for line in ["ledger rebuild --reason why", "ledger rebuild --on 2026-05-01"] {
        world.refused(line, 2, "option-not-taken");
    }
    world.refused("ledger backup b.mpn --dry-run", 2, "option-not-taken");
}

/// What `ledger doctor` says of each thing it looks at.
fn doctor(world: &World, ledger: &str, exit: u8) -> Vec<(String, String)> {
    let told = at(world, ledger, "ledger doctor");
    assert_eq!(told.exit, exit, "{} {}", told.stdout, told.stderr);
    let text = |check: &Value, key: &str| check[key].as_str().unwrap().to_owned();
    let checks = told.json();
    let checks = checks.as_array().unwrap().iter();
    checks.map(|check| (text(check, "check"), text(check, "status"))).collect()
}

fn status_of(checks: &[(String, String)], check: &str) -> String {
    checks.iter().find(|(name, _)| name == check).unwrap().1.clone()
}

#[test]
fn the_doctor_goes_on_where_others_stop_and_changes_nothing() {
    let world = lived_in();
    world.ok("user grant bob@contoso.com global-admin");
    world.ok(&format!("ledger backup {}", place(&world, "whole.mpn")));
    let whole = std::fs::read(world.path("whole.mpn")).unwrap();
    assert_eq!(status_of(&doctor(&world, "whole.mpn", 0), "admins"), "ok");
    assert_eq!(status_of(&doctor(&world, "nowhere.mpn", 3), "file"), "error");
    assert_eq!(status_of(&doctor(&world, "opening.toml", 7), "ledger"), "error");
    for length in (0..whole.len()).step_by(20_011) {
        std::fs::write(world.path("cut.mpn"), &whole[..length]).unwrap();
        assert_eq!(status_of(&doctor(&world, "cut.mpn", 7), "ledger"), "error", "{length}");
    }
    for at in (0..whole.len()).step_by(9_973) {
        let mut bytes = whole.clone();
        bytes[at..(at + 64).min(whole.len())].fill(0xA5);
        std::fs::write(world.path("odd.mpn"), &bytes).unwrap();
        let told = self::at(&world, "odd.mpn", "ledger doctor");
        assert!([0, 7].contains(&told.exit), "{at}: {} {}", told.exit, told.stderr);
        assert!(told.json().as_array().unwrap().len() > 5);
    }
    assert_eq!(std::fs::read(world.path("whole.mpn")).unwrap(), whole);
}

#[cfg(unix)]
#[test]
fn the_doctor_tells_what_is_around_a_ledger() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = lived_in();
    let folder = world.path("shared");
    std::fs::create_dir(&folder).unwrap();
    world.ok(&format!("ledger backup {}", place(&world, "shared/l.mpn")));
    let set = |path: &Path, mode: u32| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    set(&folder, 0o777);
    set(&folder.join("l.mpn"), 0o640);
    set(&world.path("identity.txt"), 0o644);
    std::fs::write(folder.join("l.mpn-journal"), "").unwrap();
    let checks = doctor(&world, "shared/l.mpn", 0);
    for check in ["permissions", "folder", "identity-permissions", "recipients", "admins"] {
        assert_eq!(status_of(&checks, check), "warning", "{check}");
    }
    assert_eq!(status_of(&checks, "journal"), "ok");
    set(&folder, 0o1777);
    assert_eq!(status_of(&doctor(&world, "shared/l.mpn", 0), "folder"), "ok");
    // A clock that was ahead leaves later operations behind.
    world.on("2026-05-01");
    assert_eq!(status_of(&doctor(&world, "shared/l.mpn", 0), "clock"), "warning");
    world.on("2026-06-01").by("nobody@contoso.com");
    assert_eq!(status_of(&doctor(&world, "shared/l.mpn", 0), "acting-user"), "warning");
    std::fs::write(world.path("identity.txt"), "no identity").unwrap();
    assert_eq!(status_of(&doctor(&world, "shared/l.mpn", 0), "identity"), "warning");
    std::fs::write(world.path("config.toml"), "leger = 1").unwrap();
    assert_eq!(status_of(&doctor(&world, "shared/l.mpn", 7), "config"), "error");
}

/// Writers that add one user after the other until told to stop; returns how many each added.
fn write_until(world: &World, stop: &AtomicBool, with: impl FnOnce()) -> Vec<String> {
    let options = world.options();
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..3)
            .map(|writer| {
                let options = options.clone();
                scope.spawn(move || {
                    let mut added = Vec::new();
                    while !stop.load(Ordering::Relaxed) {
                        let email = format!("w{writer}-{}@contoso.com", added.len());
                        let mut args = world::words(&format!("user add {email} --name W -q"));
                        args.extend(options.clone());
                        let told = world::run(&args, "");
                        // Of the same name, he may be there already in what was put back.
                        assert_eq!(told.exit, 0, "{}", told.stderr);
                        added.push(email);
                    }
                    added
                })
            })
            .collect();
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(with));
        stop.store(true, Ordering::Relaxed);
        assert!(done.is_ok(), "what went on beside the writers failed");
        writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
    })
}

#[test]
fn backups_made_while_others_write_hold_together() {
    let world = lived_in();
    let stop = AtomicBool::new(false);
    let added = write_until(&world, &stop, || {
        for number in 0..5 {
            let name = format!("while-{number}.mpn");
            world.ok(&format!("ledger backup {}", place(&world, &name)));
            assert_eq!(at(&world, &name, "ledger verify").exit, 0);
        }
    });
    assert!(!added.is_empty());
    world.verify();
    let heads: Vec<u64> = (0..5)
        .map(|number| {
            let told = at(&world, &format!("while-{number}.mpn"), "ledger head").json();
            let against = told["head"].as_str().unwrap().to_owned();
            assert_eq!(world.run(&format!("ledger verify --against {against}")).exit, 0);
            told["operation"].as_u64().unwrap()
        })
        .collect();
    assert!(heads.is_sorted(), "{heads:?}");
}

#[test]
fn what_was_recorded_while_a_backup_was_put_back_is_in_one_of_the_two() {
    let world = lived_in();
    world.ok(&format!("ledger backup {}", place(&world, "backup.mpn")));
    let stop = AtomicBool::new(false);
    let mut asides = Vec::new();
    let added = write_until(&world, &stop, || {
        for _ in 0..4 {
            std::thread::sleep(std::time::Duration::from_millis(60));
            let done = world.ok(&format!("ledger restore {} --yes", place(&world, "backup.mpn")));
            let aside = done["kept_aside"].as_str().unwrap().to_owned();
            asides.push(Path::new(&aside).file_name().unwrap().to_str().unwrap().to_owned());
        }
    });
    asides.push("ledger.mpn".to_owned());
    let mut kept = std::collections::BTreeSet::new();
    for ledger in &asides {
        assert_eq!(at(&world, ledger, "ledger verify").exit, 0, "{ledger}");
        let users = at(&world, ledger, "user list").json();
        let emails = users.as_array().unwrap().iter().map(|user| user["email"].to_string());
        kept.extend(emails.collect::<Vec<_>>());
    }
    let lost: Vec<&String> =
        added.iter().filter(|email| !kept.contains(&format!("\"{email}\""))).collect();
    assert_eq!(lost, [] as [&String; 0], "of {} acknowledged", added.len());
}
