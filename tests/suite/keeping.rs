//! How a ledger is kept: backups and archives, what is put back, computed anew and saved from a
//! damaged file, and how an older copy is noticed.
#![cfg_attr(
    target_os = "linux",
    expect(clippy::print_stdout, reason = "a test that had to be skipped says so")
)]

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::world::{self, World};
use mpn::domain::finding::FindingCode;
use serde_json::Value;

#[test]
fn every_finding_stands_in_the_documentation_with_its_meaning() {
    let documented: Vec<&str> = include_str!("../../docs/ledger.md")
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
    world.run_at(ledger, "ledger head").json()["head"].as_str().unwrap().to_owned()
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
    assert_eq!(world.run_at("backup.mpn", "ledger verify").json()["sound"], true);
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
    assert_eq!((&tried["operations"], &tried["replaces"]["operations"]), (&5.into(), &6.into()));
    assert_eq!(tried["replaces"]["head"], later["head"]);
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
fn what_was_handed_out_since_a_backup_is_told_and_can_be_held_back() {
    let world = World::gold();
    world.ok(&format!("ledger backup {}", place(&world, "backup.mpn")));
    let get = "software get-keys 'Windows Server 2019 Standard' --for bo@contoso.com";
    let taken = world.ok(get)[0]["id"].as_str().unwrap().to_owned();
    world.ok("license redeem K21 --mode extend --tenant contoso.onmicrosoft.com --yes");
    let told = world.run(&format!("ledger restore {} --yes", place(&world, "backup.mpn")));
    assert_eq!(told.exit, 0, "{}", told.stderr);
    let commands: Vec<&str> = told
        .stderr
        .lines()
        .filter_map(|line| line.split_once(" since that backup: "))
        .filter_map(|(_, command)| command.strip_prefix("mpn "))
        .map(|command| command.split(" keeps ").next().unwrap())
        .map(|command| command.split(" records ").next().unwrap())
        .collect();
    assert_eq!(
        commands,
        [
            format!("software retire {taken}").as_str(),
            "license redeem K21 --mode extend --tenant contoso.onmicrosoft.com --on 2026-06-01 \
             --already-done",
        ],
        "{}",
        told.stderr
    );
    for command in commands {
        world.ok(&format!("{command} --yes"));
    }
    assert_ne!(world.ok(get)[0]["id"].as_str().unwrap(), taken);
    let again = "license redeem K21 --mode extend --tenant contoso.onmicrosoft.com --yes";
    world.refused(again, 6, "key-redeemed");
    // Of a copy that is newer nothing was handed out since.
    world.ok(&format!("ledger backup {}", place(&world, "newer.mpn")));
    world.ok("user revoke cy@contoso.com admin-agent");
    let told = world.run(&format!("ledger restore {} --yes", place(&world, "newer.mpn")));
    assert!(told.exit == 0 && !told.stderr.contains("since that backup"), "{}", told.stderr);
}

#[test]
fn the_question_tells_what_is_put_in_place_of_what() {
    let world = lived_in();
    world.ok(&format!("ledger backup {}", place(&world, "backup.mpn")));
    world.on("2026-07-03").ok("user revoke cy@contoso.com admin-agent");
    let asked = |backup: &str| {
        world.run(&format!("ledger restore {} --dry-run", place(&world, backup))).stdout
    };
    let text = asked("backup.mpn");
    let holds = "holds:      5 operations of Contoso B.V., the last on 2026-06-01, head ";
    let replaces = "replaces:   6 operations of Contoso B.V., the last on 2026-07-03, head ";
    assert!(text.contains(holds) && text.contains(replaces), "{text}");
    assert!(!text.contains("ids differ"), "{text}");
    let other = World::gold();
    other.ok(&format!("ledger backup {}", place(&world, "other.mpn")));
    let ids = [&other, &world].map(|world| world.head()["ledger_id"].to_string().replace('"', ""));
    let text = asked("other.mpn");
    assert!(text.contains(&format!("ids differ: {} in place of {}", ids[0], ids[1])), "{text}");
    // Of one that cannot be read, that is said.
    std::fs::write(world.ledger(), "no ledger any more").unwrap();
    let told = world.run(&format!("ledger restore {} --dry-run", place(&world, "backup.mpn")));
    assert!(!told.stdout.contains("replaces:"), "{}", told.stdout);
    assert!(told.stderr.contains("what is there cannot be read"), "{}", told.stderr);
}

#[test]
fn a_backup_can_be_put_where_nothing_is() {
    let world = lived_in();
    world.ok(&format!("ledger backup {}", place(&world, "backup.mpn")));
    let backup = place(&world, "backup.mpn");
    let told = world.run_at("folder/new.mpn", &format!("ledger restore {backup} --yes"));
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
    let error = world.refused(&restore("opening.toml"), 7, "not-a-ledger");
    assert_eq!(error["hint"], "another backup, or an archive");
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
    let changed = archive.replacen("\"user\":\"U3\"", "\"user\":\"U4\"", 1);
    let without = |at: usize| {
        let kept = lines.iter().enumerate().filter(|(index, _)| *index != at);
        kept.map(|(_, line)| format!("{line}\n")).collect::<String>()
    };
    let newer = archive.replacen("\"format\":1", "\"format\":9", 1);
    let schema = format!("\"schema\":{}", mpn::store::SCHEMA_VERSION);
    for (text, code) in [
        (changed, "archive-damaged"),
        (without(1), "archive-damaged"),
        (without(3), "archive-damaged"),
        (without(lines.len() - 1), "archive-damaged"),
        (archive[..archive.len() - 1].to_owned(), "archive-damaged"),
        (archive[..archive.len() / 2].to_owned(), "archive-damaged"),
        (format!("{archive}{}\n", lines[0]), "archive-damaged"),
        (archive.replacen("\"seq\":2", "\"seq\":\"two\"", 1), "archive-damaged"),
        (archive.replacen("\"format\":1", "\"format\":0", 1), "archive-damaged"),
        (archive.replacen(&schema, "\"schema\":0", 1), "archive-damaged"),
        (archive.replacen(&schema, "\"schema\":-7", 1), "archive-damaged"),
        (format!("{archive}{}\n", lines[lines.len() - 1]), "archive-damaged"),
        (archive.replacen("\"seq\":1,", "\"seq\":1,,", 1), "archive-damaged"),
        (newer, "archive-newer"),
    ] {
        std::fs::write(world.path("bad.jsonl"), text).unwrap();
        let error = world.refused(&restore("bad.jsonl"), 7, code);
        // In words about the archive, and not in those of the engine or a reader of one line.
        let message = error["message"].as_str().unwrap();
        assert!(!message.contains("constraint") && !message.contains("at line"), "{message}");
        assert!(!error["hint"].as_str().unwrap().contains("--ledger"), "{error}");
    }
    assert_no_drafts(&world);
    assert_eq!(named(&world, "before-restore"), [] as [&str; 0]);
}

#[test]
fn a_damaged_file_points_to_what_can_be_done_about_it() {
    let world = lived_in();
    world.ok(&format!("ledger backup {}", place(&world, "whole.mpn")));
    let mut bytes = std::fs::read(world.path("whole.mpn")).unwrap();
    let name = b"CREATE TABLE seat (";
    let at = bytes.windows(name.len()).position(|part| part == name).unwrap();
    // Of the schema, so that it cannot be opened, and not only not be read to its end.
    bytes[at / 4_096 * 4_096..(at / 4_096 + 1) * 4_096].fill(0);
    std::fs::write(world.path("damaged.mpn"), bytes).unwrap();
    let hint = |line: &str| {
        let error = world.run_at("damaged.mpn", line).error();
        assert_eq!(
            (&error["exit"], &error["code"]),
            (&7.into(), &"ledger-damaged".into()),
            "{line}"
        );
        error["hint"].as_str().unwrap().to_owned()
    };
    assert_eq!(hint("benefits list"), "mpn ledger verify");
    for line in ["ledger verify", "ledger backup b.mpn", "ledger archive", "ledger rebuild"] {
        let hint = hint(line);
        assert!(hint.contains("restore FILE") && hint.contains("salvage FILE"), "{line}: {hint}");
    }
    // It is not the ledger that is there which is damaged.
    let restore = format!("ledger restore {} --yes", place(&world, "damaged.mpn"));
    let error = world.refused(&restore, 7, "ledger-damaged");
    assert!(error["message"].as_str().unwrap().contains("damaged.mpn"), "{error}");
    assert_eq!(error["hint"], "another backup, or an archive");
}

#[test]
fn nothing_is_put_where_a_folder_is_or_a_link_leads_nowhere() {
    let world = lived_in();
    let restore = format!("ledger restore {} --yes", place(&world, "backup.mpn"));
    world.ok(&format!("ledger backup {}", place(&world, "backup.mpn")));
    std::fs::create_dir(world.path("folder")).unwrap();
    let told = world.run_at("folder", &restore);
    assert_eq!((told.exit, told.error()["code"].as_str()), (7, Some("not-a-ledger")));
    assert_eq!(std::fs::read_dir(world.path("folder")).unwrap().count(), 0);
    #[cfg(unix)]
    {
        let link = world.path("link.mpn");
        std::os::unix::fs::symlink(world.path("nowhere"), &link).unwrap();
        let told = world.run_at("link.mpn", &restore);
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
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let open = std::fs::Permissions::from_mode(0o644);
        std::fs::set_permissions(world.ledger(), open).unwrap();
    }
    let told = world.run(&format!("{restore} -o json"));
    assert_eq!(told.exit, 0, "{}", told.stderr);
    let aside = told.json()["kept_aside"].as_str().unwrap().to_owned();
    #[cfg(unix)]
    assert_eq!(mode(Path::new(&aside)), 0o600);
    assert_eq!(std::fs::read_to_string(aside).unwrap(), "no ledger any more");
}

#[test]
fn a_ledger_that_is_damaged_anywhere_is_replaced_and_kept_aside() {
    const PAGE: usize = 4_096;
    let world = lived_in();
    world.ok(&format!("ledger backup {}", place(&world, "backup.mpn")));
    let then = std::fs::read(world.ledger()).unwrap();
    world.ok("user revoke cy@contoso.com admin-agent");
    let later = std::fs::read(world.ledger()).unwrap();
    let restore = format!("ledger restore {} --yes", place(&world, "backup.mpn"));
    let replaces = |what: &str, bytes: &[u8]| {
        std::fs::write(world.path("damaged.mpn"), bytes).unwrap();
        let told = world.run_at("damaged.mpn", &restore);
        assert_eq!(told.exit, 0, "{what}: {}", told.stderr);
        if let Some(aside) = told.json()["kept_aside"].as_str() {
            assert_eq!(std::fs::metadata(aside).unwrap().len(), bytes.len() as u64, "{what}");
            std::fs::remove_file(aside).unwrap();
        }
        let verified = world.run_at("damaged.mpn", "ledger verify");
        assert_eq!(verified.exit, 0, "{what}: {} {}", verified.stdout, verified.stderr);
        assert_eq!(head_of(&world, "damaged.mpn"), head_of(&world, "backup.mpn"), "{what}");
    };
    // One that is as new as the backup, and one that is newer.
    for (whose, whole, step) in [("as new", then, 1), ("newer", later, 3)] {
        for page in (0..whole.len() / PAGE).step_by(step) {
            let mut bytes = whole.clone();
            bytes[page * PAGE..(page + 1) * PAGE].fill(0);
            replaces(&format!("{whose}, page {page} zeroed"), &bytes);
        }
        for at in (0..whole.len()).step_by(step * 16_111) {
            let mut bytes = whole.clone();
            bytes[at..(at + 16).min(whole.len())].fill(0xA5);
            replaces(&format!("{whose}, bytes at {at} changed"), &bytes);
        }
    }
    // Rows that refer to none, and a dry run, which leaves it as it is.
    let conn = rusqlite::Connection::open(world.ledger()).unwrap();
    conn.execute_batch(
        "PRAGMA foreign_keys = OFF; DROP TRIGGER operation_is_never_deleted;
         DELETE FROM operation WHERE seq = 2; DELETE FROM \"user\" WHERE id = 3",
    )
    .unwrap();
    drop(conn);
    replaces("rows astray", &std::fs::read(world.ledger()).unwrap());
    let mut bytes = std::fs::read(world.path("damaged.mpn")).unwrap();
    bytes[20 * PAGE..40 * PAGE].fill(0);
    std::fs::write(world.path("damaged.mpn"), &bytes).unwrap();
    assert_eq!(world.run_at("damaged.mpn", &format!("{restore} --dry-run")).exit, 0);
    assert_eq!(std::fs::read(world.path("damaged.mpn")).unwrap(), bytes);
    assert_no_drafts(&world);
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
    assert_eq!(world.run_at("new.mpn", &format!("ledger restore {archive} -y")).exit, 0);
    assert_eq!(head_of(&world, "new.mpn"), world.head()["head"]);
    assert_eq!(world.run_at("new.mpn", "ledger archive").json()["text"], second);
    let verified = world.run_at("new.mpn", "ledger verify");
    assert_eq!((verified.exit, verified.stderr.contains("not opened")), (0, false));
    assert_eq!(
        world.run_at("new.mpn", "software get-keys K1").json()[0]["key"],
        world.ok("software get-keys K1")[0]["key"]
    );
    // The recovery passphrase opens what was read back, too.
    std::fs::write(world.path("identity.txt"), passphrase).unwrap();
    assert_eq!(world.run_at("new.mpn", "software get-keys K1").exit, 0);
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
    let at = bytes.windows(12).rposition(|part| part == b"role-granted").unwrap();
    bytes[at] = b'R';
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
    // All but the ground: the log, its end, people and texts apart, and what is sealed.
    let tables: u64 = rusqlite::Connection::open(world.ledger())
        .unwrap()
        .query_row("SELECT count(*) - 9 FROM sqlite_schema WHERE type = 'table'", [], |row| {
            row.get(0)
        })
        .unwrap();
    for sql in [
        "UPDATE seat SET level = 'x' WHERE id = 1",
        "DELETE FROM user_role; DELETE FROM holding",
        "INSERT INTO user_role VALUES (4, 'global-admin')",
        "DROP INDEX seat_by_benefit",
        "DROP TABLE touched",
        "CREATE TABLE extra (x); CREATE VIEW seats AS SELECT * FROM seat; ANALYZE",
        "CREATE TRIGGER t AFTER INSERT ON seat BEGIN DELETE FROM holding; END",
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
    conn.execute_batch("INSERT INTO user_role VALUES (4, 'global-admin')").unwrap();
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
fn what_could_not_be_replaced_leaves_no_copy_behind() {
    let world = lived_in();
    world.ok(&format!("ledger backup {}", place(&world, "backup.mpn")));
    world.ok("user revoke cy@contoso.com admin-agent");
    let before = world.head();
    let reader = rusqlite::Connection::open(world.ledger()).unwrap();
    reader.execute_batch("BEGIN").unwrap();
    let _: i64 = reader.query_row("SELECT seq FROM head", [], |row| row.get(0)).unwrap();
    let restore = format!("ledger restore {} --yes --wait 1", place(&world, "backup.mpn"));
    for line in [restore.as_str(), "ledger rebuild --wait 1"] {
        world.refused(line, 6, "ledger-busy");
        assert_eq!(named(&world, "before-re"), [] as [&str; 0], "{line}");
    }
    drop(reader);
    assert_eq!(world.head(), before);
    assert_no_drafts(&world);
    for (line, copy) in [(restore.as_str(), "kept_aside"), ("ledger rebuild", "backup")] {
        assert!(Path::new(world.ok(line)[copy].as_str().unwrap()).exists(), "{line}");
    }
}

#[test]
fn what_is_more_than_tables_is_not_rebuilt() {
    let world = lived_in();
    world::tamper(&world.ledger(), |conn| {
        conn.execute_batch(
            "UPDATE seat SET level = 'x' WHERE id = 1;
             DELETE FROM sealed_value WHERE kind = 'key' AND number = 1",
        )
    });
    let error = world.refused("ledger rebuild", 7, "ledger-unsound");
    assert!(error["details"].to_string().contains("sealed-value-missing: sealed_value key 1"));
    assert!(error["hint"].as_str().unwrap().contains("mpn ledger salvage FILE"), "{error}");
    assert_eq!(named(&world, "before-rebuild"), [] as [&str; 0]);
    let found = world.run("ledger verify -o json").json()["findings"].to_string();
    assert!(found.contains("row-different"), "it was kept all the same: {found}");
}

#[test]
fn a_log_that_tells_of_what_cannot_be_is_not_rebuilt_from() {
    let world = lived_in();
    let events: Vec<(i64, i64)> = {
        let conn = rusqlite::Connection::open(world.ledger()).unwrap();
        let mut events = conn.prepare("SELECT seq, position FROM event").unwrap();
        let rows = events.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.collect::<rusqlite::Result<_>>().unwrap()
    };
    let mut impossible = 0;
    for (number, event) in events.into_iter().enumerate() {
        let copy = world.path("changed.mpn");
        std::fs::copy(world.ledger(), &copy).unwrap();
        let (one, other) = [("1", "7"), ("0", "9")][number % 2];
        world::tamper(&copy, |conn| {
            conn.execute(
                "UPDATE event SET body = replace(body, ?3, ?4) WHERE seq = ?1 AND position = ?2",
                rusqlite::params![event.0, event.1, one, other],
            )?;
            Ok(())
        });
        let told = world.run_at("changed.mpn", "ledger rebuild");
        if told.exit == 0 {
            // There was no such digit in it.
            assert_eq!(head_of(&world, "changed.mpn"), head_of(&world, "ledger.mpn"));
            continue;
        }
        let error = told.error();
        assert_eq!((told.exit, &error["code"]), (7, &"ledger-unsound".into()), "{event:?}");
        let hint = error["hint"].as_str().unwrap();
        assert!(hint.contains("mpn ledger salvage FILE"), "{event:?}: {hint}");
        impossible += usize::from(error["details"].to_string().contains("event-impossible"));
    }
    assert!(impossible > 0);
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
    let told = world.run_at(ledger, "ledger doctor");
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
        let told = world.run_at("odd.mpn", "ledger doctor");
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
    set(&folder.join("l.mpn-journal"), 0o644);
    let checks = doctor(&world, "shared/l.mpn", 0);
    for check in ["permissions", "folder", "identity-permissions", "recipients", "admins"] {
        assert_eq!(status_of(&checks, check), "warning", "{check}");
    }
    // Others can read the journal, and not the ledger: opening it mends that.
    assert_eq!(status_of(&checks, "journal"), "warning");
    assert_eq!(status_of(&doctor(&world, "shared/l.mpn", 0), "journal"), "ok");
    set(&folder, 0o1777);
    assert_eq!(status_of(&doctor(&world, "shared/l.mpn", 0), "folder"), "warning");
    set(&folder, 0o755);
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

#[test]
fn the_doctor_names_what_interrupted_commands_left_half_made() {
    let world = lived_in();
    let noon = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_780_315_200);
    let left = |name: &str, hours: u64| {
        let file = std::fs::File::create(world.path(name)).unwrap();
        file.set_modified(noon - std::time::Duration::from_secs(hours * 3_600)).unwrap();
    };
    // One of these may still be at work.
    left(".mpn-aaaaaa", 23);
    assert_eq!(status_of(&doctor(&world, "ledger.mpn", 0), "drafts"), "ok");
    left(".mpn-bbbbbb", 25);
    left(".mpn-bbbbbb-journal", 25);
    let check = world.row("ledger doctor", "check", "drafts");
    assert_eq!(check["status"], "warning");
    let (one, other) = (world.path(".mpn-bbbbbb"), world.path(".mpn-bbbbbb-journal"));
    assert_eq!(check["message"], "2 files half made by commands that were interrupted");
    if cfg!(unix) {
        assert_eq!(check["hint"], format!("rm {} {}", one.display(), other.display()));
    }
}

#[test]
fn the_doctor_advises_nothing_about_the_permissions_of_what_is_no_file() {
    let world = lived_in();
    std::fs::create_dir(world.path("folder")).unwrap();
    std::fs::remove_file(world.path("identity.txt")).unwrap();
    std::fs::create_dir(world.path("identity.txt")).unwrap();
    let mut ledgers = vec!["folder"];
    if cfg!(unix) {
        ledgers.push("/dev/null");
    }
    for ledger in ledgers {
        let told = world.run_at(ledger, "ledger doctor");
        assert_eq!(told.exit, 7, "{told:?}");
        assert!(!told.stdout.contains("chmod"), "{}", told.stdout);
        assert_eq!(status_of(&doctor(&world, ledger, 7), "file"), "error", "{ledger}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_doctor_tells_who_cannot_read_or_write_a_ledger() {
    use std::os::unix::fs::{PermissionsExt as _, chown};
    const NOBODY: u32 = 65_534;
    let world = lived_in();
    world.ok(&format!("ledger backup {}", place(&world, "l.mpn")));
    let ledger = world.path("l.mpn");
    if chown(world.folder.path(), Some(NOBODY), None).is_err() {
        println!("skipped: only the superuser can be somebody else");
        return;
    }
    let options = world.options_at(&ledger);
    let as_nobody = |owner: u32, mode: u32, folder: u32| {
        chown(&ledger, Some(owner), None).unwrap();
        let set = |path: &Path, mode| {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        };
        set(&ledger, mode);
        set(world.folder.path(), folder);
        let mut doctor = std::process::Command::new("setpriv");
        doctor.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
        doctor.arg(env!("CARGO_BIN_EXE_mpn"));
        doctor.args(["ledger", "doctor", "-o", "json"]).args(options.iter()).env_clear();
        let output = doctor.output().unwrap();
        serde_json::from_slice::<Value>(&output.stdout).unwrap_or_default()
    };
    let one = |checks: &Value, name: &str| {
        let checks = checks.as_array().unwrap();
        checks.iter().find(|check| check["check"] == name).unwrap().clone()
    };
    let checks = as_nobody(NOBODY, 0o600, 0o700);
    if checks.is_null() {
        println!("skipped: setpriv is not there, or the program is out of reach");
        return;
    }
    assert_eq!(one(&checks, "access")["status"], "ok");
    assert_eq!(one(&checks, "folder")["status"], "ok");
    let checks = as_nobody(NOBODY, 0o400, 0o500);
    assert_eq!(one(&checks, "access")["status"], "warning");
    assert_eq!(one(&checks, "access")["hint"], format!("chmod u+rw {}", ledger.display()));
    assert_eq!(one(&checks, "folder")["status"], "warning");
    let checks = as_nobody(0, 0o600, 0o700);
    let access = one(&checks, "access");
    assert_eq!(access["status"], "error");
    assert!(access["hint"].as_str().unwrap().starts_with("run mpn as user 0, "), "{access}");
    assert_eq!(one(&checks, "permissions")["message"], "0600, for its owner alone, who is user 0");
}

#[cfg(unix)]
#[test]
fn the_doctor_looks_around_the_file_that_a_link_leads_to() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = lived_in();
    let folder = world.path("shared");
    std::fs::create_dir(&folder).unwrap();
    world.ok(&format!("ledger backup {}", place(&world, "shared/l.mpn")));
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o777)).unwrap();
    std::os::unix::fs::symlink("shared/l.mpn", world.path("link.mpn")).unwrap();
    assert_eq!(status_of(&doctor(&world, "link.mpn", 0), "folder"), "warning");
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
            assert_eq!(world.run_at(&name, "ledger verify").exit, 0);
        }
    });
    assert!(!added.is_empty());
    world.verify();
    let heads: Vec<u64> = (0..5)
        .map(|number| {
            let told = world.run_at(format!("while-{number}.mpn"), "ledger head").json();
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
        assert_eq!(world.run_at(ledger, "ledger verify").exit, 0, "{ledger}");
        let users = world.run_at(ledger, "user list").json();
        let emails = users.as_array().unwrap().iter().map(|user| user["email"].to_string());
        kept.extend(emails.collect::<Vec<_>>());
    }
    let lost: Vec<&String> =
        added.iter().filter(|email| !kept.contains(&format!("\"{email}\""))).collect();
    assert_eq!(lost, [] as [&String; 0], "of {} acknowledged", added.len());
}
