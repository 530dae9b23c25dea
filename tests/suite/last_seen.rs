//! An older copy that was put in the place of a ledger is noticed by whoever saw the newer one.
#![cfg_attr(unix, expect(clippy::print_stdout, reason = "a test that had to be skipped says so"))]

use std::path::{Path, PathBuf};

use crate::world::{self, Told, World};
use serde_json::Value;

/// Somebody who remembers, and a ledger.
struct Watched {
    world: World,
    /// Where the memory is.
    state: PathBuf,
}

impl Watched {
    fn new() -> Watched {
        let world = World::gold();
        let state = world.path("state");
        Watched { world, state }
    }

    fn run(&self, line: &str) -> Told {
        self.run_at("ledger.mpn", line)
    }

    fn run_at(&self, ledger: &str, line: &str) -> Told {
        let mut args = world::words(&format!("{line} -o json"));
        args.extend(self.world.options_at(ledger));
        world::run_remembering(&args, "", Some(self.state.clone()))
    }

    fn ok(&self, line: &str) -> Value {
        let told = self.run(line);
        assert_eq!(told.exit, 0, "{line}: {}", told.stderr);
        assert!(!told.stderr.contains("older"), "{line}: {}", told.stderr);
        told.json()
    }

    fn older(&self, line: &str) -> Value {
        let told = self.run(line);
        assert_eq!((told.exit, told.stdout.as_str()), (7, ""), "{line}: {}", told.stderr);
        assert_eq!(told.error()["code"], "older-than-last-seen", "{line}");
        told.error()
    }

    /// The pins that there are: one for each name of the one ledger's place.
    fn pins(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.state.join("last-seen")).unwrap();
        let mut names: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        names.retain(|path| path.file_name().unwrap() != "lock");
        assert!(!names.is_empty());
        names
    }

    fn pinned(&self) -> u64 {
        let texts = self.pins().into_iter().map(|pin| std::fs::read_to_string(pin).unwrap());
        let seqs: Vec<u64> =
            texts.map(|text| text.split(' ').nth(1).unwrap().parse().unwrap()).collect();
        assert!(seqs.iter().all(|seq| *seq == seqs[0]), "{seqs:?}");
        seqs[0]
    }

    /// Runs a command as somebody else, who has a memory of their own.
    fn run_as(&self, actor: &str, line: &str) -> Told {
        let mut args = world::words(&format!("{line} -o json --as {actor}"));
        let options = self.world.options();
        let place = options.iter().position(|option| option == "--as").unwrap();
        args.extend(options.iter().take(place).chain(options.iter().skip(place + 2)).cloned());
        world::run_remembering(&args, "", Some(self.world.path(&format!("state of {actor}"))))
    }

    fn copy(&self, from: &str, to: &str) {
        std::fs::copy(self.world.path(from), self.world.path(to)).unwrap();
    }
}

const GRANT: &str = "user grant cy@contoso.com admin-agent";
const REVOKE: &str = "user revoke cy@contoso.com admin-agent";

/// A ledger of which an older copy was put back.
fn rolled_back() -> Watched {
    let watched = Watched::new();
    watched.ok("status");
    watched.copy("ledger.mpn", "older.mpn");
    watched.ok(GRANT);
    watched.ok(REVOKE);
    assert_eq!(watched.pinned(), 3);
    watched.copy("older.mpn", "ledger.mpn");
    watched
}

#[test]
fn what_goes_on_is_remembered_by_reads_and_writes() {
    let watched = Watched::new();
    watched.ok("ledger info");
    assert_eq!(watched.pinned(), 1);
    watched.ok(GRANT);
    assert_eq!(watched.pinned(), 2);
    // Somebody else goes on; a look is enough.
    watched.world.ok(REVOKE);
    watched.ok("benefits list");
    assert_eq!(watched.pinned(), 3);
    // A refused command has seen it, too.
    watched.world.ok(GRANT);
    assert_eq!(watched.run("azure assign B99 bo@contoso.com").exit, 3);
    assert_eq!(watched.pinned(), 4);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert!(watched.pins().iter().all(|pin| mode(pin) == 0o600));
        assert_eq!(mode(&watched.state.join("last-seen")), 0o700);
        assert_eq!(mode(&watched.state.join("last-seen/lock")), 0o600);
    }
}

#[test]
fn an_older_copy_is_read_with_a_warning_and_not_written_to() {
    let watched = rolled_back();
    let told = watched.run("benefits list");
    assert_eq!(told.exit, 0);
    assert!(
        told.stderr.starts_with("warning: the ledger is older than last seen"),
        "{}",
        told.stderr
    );
    let before = std::fs::read(watched.world.ledger()).unwrap();
    for line in [GRANT, &format!("{GRANT} --dry-run"), "ledger rebuild"] {
        let error = watched.older(line);
        assert!(error["hint"].as_str().unwrap().contains("mpn ledger accept-rollback"), "{error}");
    }
    assert_eq!(std::fs::read(watched.world.ledger()).unwrap(), before);
    let verified = watched.run("ledger verify");
    assert_eq!(verified.exit, 7);
    assert_eq!(verified.json()["findings"][0]["code"], "older-than-last-seen");
    assert_eq!(watched.pinned(), 3, "the memory stays");
    // A script that wants only what it needs hears of it, too.
    let backup = watched.world.path("backup.mpn");
    for line in ["status -q", "ledger head -q", &format!("ledger backup '{}' -q", backup.display())]
    {
        let told = watched.run(line);
        assert_eq!(told.exit, 0);
        let said = "warning: the ledger is older than last seen";
        assert!(told.stderr.starts_with(said), "{line}: {}", told.stderr);
        assert_eq!(told.stderr.lines().count(), 1, "{line}: {}", told.stderr);
    }
    // Whoever never saw the newer one notices nothing.
    watched.world.ok("status");
}

#[test]
fn a_log_that_went_another_way_is_noticed_even_when_it_is_longer() {
    let watched = rolled_back();
    for _ in 0..4 {
        watched.world.ok(GRANT);
        watched.world.ok(REVOKE);
    }
    let error = watched.older(GRANT);
    assert!(error["message"].as_str().unwrap().contains("operation 3"), "{error}");
}

#[test]
fn the_newer_one_put_back_is_as_if_nothing_had_been() {
    let watched = Watched::new();
    watched.copy("ledger.mpn", "older.mpn");
    watched.ok(GRANT);
    watched.copy("ledger.mpn", "newer.mpn");
    watched.copy("older.mpn", "ledger.mpn");
    watched.older(REVOKE);
    watched.copy("newer.mpn", "ledger.mpn");
    watched.ok(REVOKE);
}

#[test]
fn accepting_an_older_copy_is_asked_about_recorded_and_remembered() {
    let watched = rolled_back();
    let told = watched.run("ledger accept-rollback");
    assert_eq!((told.exit, told.error()["code"].as_str()), (2, Some("consent-missing")));
    watched.older(GRANT);
    let tried = watched.run("ledger accept-rollback --dry-run").json();
    assert_eq!((&tried["changed"], &tried["operation"]), (&true.into(), &Value::Null));
    let done = watched.ok("ledger accept-rollback --yes --reason 'the disk was replaced'");
    assert_eq!(done["operation"], 2);
    assert_eq!(done["events"][0]["kind"], "rollback-accepted");
    assert_eq!(done["events"][0]["operation"], 3);
    assert_eq!(done["events"][0]["head"].as_str().unwrap().len(), 64);
    assert_eq!(watched.pinned(), 2);
    watched.ok(GRANT);
    watched.ok("ledger verify");
    // There is nothing more to accept.
    assert_eq!(watched.ok("ledger accept-rollback --yes")["changed"], false);
}

#[test]
fn why_foretells_that_an_older_copy_is_not_written_to() {
    let watched = rolled_back();
    let told = watched.run(&format!("why {GRANT}"));
    assert_eq!((told.exit, told.json()["code"].as_str()), (7, Some("older-than-last-seen")));
    watched.older(GRANT);
    assert_eq!(watched.run("why ledger accept-rollback").exit, 0);
}

#[test]
fn accepting_takes_a_role() {
    let watched = rolled_back();
    watched.world.by("cy@contoso.com");
    let told = watched.run("ledger accept-rollback --yes");
    assert_eq!((told.exit, told.error()["code"].as_str()), (4, Some("role-missing")));
}

#[test]
fn a_copy_elsewhere_and_what_is_restored_are_no_rollback() {
    let watched = Watched::new();
    let backup = watched.world.path("backup.mpn");
    watched.ok(&format!("ledger backup '{}'", backup.display()));
    watched.ok(GRANT);
    watched.ok(REVOKE);
    let told = watched.run_at("backup.mpn", GRANT);
    assert_eq!((told.exit, told.stderr.contains("older")), (0, false), "{}", told.stderr);
    std::fs::remove_file(&backup).unwrap();
    // Restoring says what is meant; nothing is left to accept.
    watched.copy("ledger.mpn", "three.mpn");
    watched.world.ok(GRANT);
    watched.ok("status");
    let three = watched.world.path("three.mpn");
    let restored = watched.run(&format!("ledger restore '{}' --yes", three.display()));
    assert_eq!(restored.exit, 0, "{}", restored.stderr);
    watched.ok(GRANT);
    // It heals an older copy, too.
    let watched = rolled_back();
    let older = watched.world.path("older.mpn");
    watched.older(GRANT);
    let restored = watched.run(&format!("ledger restore '{}' --yes", older.display()));
    assert_eq!(restored.exit, 0, "{}", restored.stderr);
}

#[test]
fn what_is_made_at_a_place_is_not_older_than_what_lay_there_before() {
    let watched = Watched::new();
    for make in ["ledger salvage", "ledger backup"] {
        let file = watched.world.path("made.mpn");
        watched.ok(&format!("{make} '{}'", file.display()));
        assert_eq!(watched.run_at("made.mpn", GRANT).exit, 0);
        std::fs::remove_file(&file).unwrap();
        watched.ok(&format!("{make} '{}'", file.display()));
        let told = watched.run_at("made.mpn", GRANT);
        assert_eq!(told.exit, 0, "{make}: {}", told.stderr);
        assert!(!told.stderr.contains("older"), "{make}: {}", told.stderr);
        std::fs::remove_file(&file).unwrap();
    }
}

#[test]
fn another_ledger_at_the_same_place_is_not_written_to_and_does_not_hide_a_rollback() {
    let watched = rolled_back();
    watched.older(GRANT);
    let other = Watched::new();
    watched.copy("ledger.mpn", "aside.mpn");
    std::fs::copy(other.world.ledger(), watched.world.ledger()).unwrap();
    let told = watched.run("status");
    assert_eq!(told.exit, 0);
    assert!(told.stderr.contains("another ledger lay here"), "{}", told.stderr);
    let before = std::fs::read(watched.world.ledger()).unwrap();
    for line in [GRANT, "seal rotate", "ledger rebuild"] {
        let told = watched.run(line);
        assert_eq!((told.exit, told.stdout.as_str()), (7, ""), "{line}: {}", told.stderr);
        assert_eq!(told.error()["code"], "another-than-last-seen", "{line}");
    }
    assert_eq!(std::fs::read(watched.world.ledger()).unwrap(), before);
    let verified = watched.run("ledger verify").json();
    assert_eq!(verified["findings"][0]["code"], "another-than-last-seen");
    // The config file named the seal of the ledger that was made there, and is asked, too.
    assert_eq!(verified["findings"][1]["code"], "another-seal");
    let accepted = watched.ok("ledger accept-rollback --yes");
    let kinds: Vec<&Value> =
        accepted["events"].as_array().unwrap().iter().map(|event| &event["kind"]).collect();
    assert_eq!(kinds, ["rollback-accepted", "seal-accepted"]);
    watched.ok(GRANT);
    watched.copy("aside.mpn", "ledger.mpn");
    watched.older(GRANT);
}

#[test]
fn a_ledger_of_another_seal_is_not_written_to_where_nothing_is_remembered() {
    let world = World::gold();
    let print = world.ok("ledger info")["seal_print"].as_str().unwrap().to_owned();
    let config = || std::fs::read_to_string(world.path("config.toml")).unwrap();
    let as_made = config();
    assert!(as_made.contains(&print), "{as_made}");
    let other = World::gold();
    std::fs::copy(other.ledger(), world.ledger()).unwrap();
    let told = world.run("status");
    assert_eq!(told.exit, 0);
    assert!(told.stderr.contains("the ledger's seal print is not the one"), "{}", told.stderr);
    world.refused(GRANT, 7, "another-seal");
    assert_eq!(world.run("ledger verify").exit, 7);
    let doctor = world.run("ledger doctor -o json").json();
    let check = doctor.as_array().unwrap().iter().find(|check| check["check"] == "seal-print");
    assert_eq!(check.unwrap()["status"], "error");
    world.ok("ledger accept-rollback --yes");
    world.ok(GRANT);
    let other_print = world.ok("ledger info")["seal_print"].as_str().unwrap().to_owned();
    assert_eq!(config(), as_made.replace(&print, &other_print), "nothing else is changed");
    // A ledger of which the config file says nothing is compared with none.
    std::fs::copy(world.ledger(), world.path("elsewhere.mpn")).unwrap();
    assert_eq!(world.run_at("elsewhere.mpn", REVOKE).exit, 0);
}

#[test]
fn a_ledger_that_is_made_where_another_lay_is_the_one_that_counts() {
    let watched = Watched::new();
    watched.ok(GRANT);
    for make in ["init --admin ann@contoso.com --org C --no-tenant", "sample"] {
        std::fs::remove_file(watched.world.ledger()).unwrap();
        watched.ok(make);
        watched.ok("user add fay@contoso.com --name Fay");
    }
}

#[test]
fn a_memory_that_is_torn_or_cannot_be_kept_is_none() {
    let torn = [
        "",
        "x",
        "a b c",
        "\u{0}\u{0}\u{0}",
        "id 18446744073709551615 0000000000000000000000000000000000000000000000000000000000000000",
        "id -1 0000000000000000000000000000000000000000000000000000000000000000\nx",
    ];
    for text in torn {
        let watched = rolled_back();
        watched.pins().iter().for_each(|pin| std::fs::write(pin, text).unwrap());
        watched.ok(GRANT);
        assert_eq!(watched.pinned(), 2, "{text:?}");
    }
    let watched = rolled_back();
    watched.pins().iter().for_each(|pin| std::fs::write(pin, [0xFF, 0xFE, 0x00]).unwrap());
    watched.ok(GRANT);
    // A folder where the file should be, and a file where the folder should be.
    let watched = rolled_back();
    for pin in watched.pins() {
        std::fs::remove_file(&pin).unwrap();
        std::fs::create_dir(&pin).unwrap();
    }
    watched.ok(GRANT);
    let watched = Watched::new();
    std::fs::write(&watched.state, "in the way").unwrap();
    watched.ok(GRANT);
    watched.ok("ledger verify");
    watched.ok("ledger accept-rollback --yes");
}

#[test]
fn a_link_to_a_ledger_is_the_same_ledger() {
    #[cfg(unix)]
    {
        let watched = rolled_back();
        let link = watched.world.path("link.mpn");
        std::os::unix::fs::symlink(watched.world.ledger(), link).unwrap();
        let told = watched.run_at("link.mpn", GRANT);
        assert_eq!((told.exit, told.error()["code"].as_str()), (7, Some("older-than-last-seen")));
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_an_older_copy_in_its_place_is_noticed_and_a_ledger_that_was_moved_is_not() {
    use std::os::unix::fs::symlink;
    let put_aside = |watched: &Watched| {
        std::fs::rename(watched.world.ledger(), watched.world.path("newer.mpn")).unwrap();
    };
    let watched = Watched::new();
    watched.ok("status");
    watched.copy("ledger.mpn", "older.mpn");
    watched.ok(GRANT);
    put_aside(&watched);
    symlink("older.mpn", watched.world.ledger()).unwrap();
    watched.older(REVOKE);
    // By another way to the same folder, too.
    symlink(watched.world.folder.path(), watched.world.path("here")).unwrap();
    assert_eq!(watched.run_at("here/ledger.mpn", REVOKE).exit, 7);
    // A link to the newer one is as good as the file itself.
    std::fs::remove_file(watched.world.ledger()).unwrap();
    symlink("newer.mpn", watched.world.ledger()).unwrap();
    watched.ok(REVOKE);
    assert_eq!(watched.run_at("newer.mpn", GRANT).exit, 0);
    watched.ok(REVOKE);
    // A folder that leads elsewhere now.
    let watched = Watched::new();
    for folder in ["one", "other"] {
        std::fs::create_dir(watched.world.path(folder)).unwrap();
        watched.copy("ledger.mpn", &format!("{folder}/l.mpn"));
    }
    let way = watched.world.path("way");
    symlink("one", &way).unwrap();
    assert_eq!(watched.run_at("way/l.mpn", GRANT).exit, 0);
    std::fs::remove_file(&way).unwrap();
    symlink("other", &way).unwrap();
    assert_eq!(watched.run_at("way/l.mpn", GRANT).exit, 7);
}

#[test]
fn what_somebody_accepted_is_accepted_for_all_who_saw_the_same() {
    let watched = Watched::new();
    watched.ok("status");
    watched.copy("ledger.mpn", "older.mpn");
    watched.ok(GRANT);
    let dana = "dana@contoso.com";
    assert_eq!(watched.run_as(dana, "status").exit, 0);
    watched.copy("older.mpn", "ledger.mpn");
    let add = "user add eli@contoso.com --name Eli";
    assert_eq!(watched.run_as(dana, add).exit, 7);
    assert_eq!(watched.run_as(dana, "ledger accept-rollback --yes").exit, 4);
    watched.ok("ledger accept-rollback --yes");
    let told = watched.run_as(dana, add);
    assert_eq!((told.exit, told.stderr.as_str()), (0, ""));
    // What was accepted is not what was put there later.
    watched.copy("ledger.mpn", "accepted.mpn");
    assert_eq!(watched.run_as(dana, "user update eli@contoso.com --name Elias").exit, 0);
    watched.copy("older.mpn", "ledger.mpn");
    assert_eq!(watched.run_as(dana, add).exit, 7);
    watched.copy("accepted.mpn", "ledger.mpn");
    assert_eq!(watched.run_as(dana, add).exit, 7);
}

#[test]
fn an_acceptance_counts_even_when_the_memory_of_it_was_lost() {
    let watched = rolled_back();
    let pins: Vec<_> =
        watched.pins().into_iter().map(|pin| (std::fs::read(&pin).unwrap(), pin)).collect();
    let put_back = || {
        for (bytes, pin) in &pins {
            std::fs::write(pin, bytes).unwrap();
        }
    };
    let accept = "ledger accept-rollback --yes --request-id once";
    assert_eq!(watched.ok(accept)["operation"], 2);
    // Killed before it could remember.
    put_back();
    assert_eq!(watched.ok(accept)["operation"], 2);
    put_back();
    assert_eq!(watched.ok("ledger accept-rollback --yes")["changed"], false);
    put_back();
    watched.ok(GRANT);
    assert_eq!(watched.pinned(), 3);
}

#[test]
fn the_very_copy_that_is_there_put_back_is_the_one_that_counts() {
    let watched = rolled_back();
    let restore = format!("ledger restore '{}'", watched.world.path("older.mpn").display());
    let told = watched.run(&restore);
    assert_eq!(told.error()["code"], "consent-missing");
    let tried = watched.run(&format!("{restore} --dry-run")).json();
    assert_eq!(tried["changed"], true);
    watched.older(GRANT);
    let done = watched.ok(&format!("{restore} --yes"));
    assert_eq!((&done["changed"], &done["kept_aside"]), (&true.into(), &Value::Null));
    assert_eq!(watched.ok(&format!("{restore} --yes"))["changed"], false);
    watched.ok(GRANT);
}

#[cfg(unix)]
#[test]
fn a_memory_that_stays_as_it_was_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let watched = Watched::new();
    watched.ok("status");
    let folder = watched.state.join("last-seen");
    let set = |mode| {
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    set(0o500);
    let binds = tempfile::tempfile_in(&folder).is_err();
    let told = watched.run(GRANT);
    set(0o700);
    if !binds {
        println!("skipped: permissions do not bind this user");
        return;
    }
    assert_eq!(told.exit, 0, "{}", told.stderr);
    let said = "warning: what was seen last of the ledger stays as it was: cannot write ";
    assert!(told.stderr.starts_with(said), "{}", told.stderr);
    assert!(!told.stderr.contains(".mpn-"), "{}", told.stderr);
}

#[test]
fn many_at_once_never_raise_a_false_alarm() {
    let watched = Watched::new();
    std::thread::scope(|scope| {
        for worker in 0..6 {
            let mut options = watched.world.options();
            let state = watched.state.clone();
            options.push("-q".to_owned());
            scope.spawn(move || {
                for turn in 0..12 {
                    let email = format!("w{worker}t{turn}@contoso.com");
                    let line = if worker % 3 == 0 {
                        "status".to_owned()
                    } else {
                        format!("user add {email} --name W")
                    };
                    let mut args = world::words(&line);
                    args.extend(options.clone());
                    let told = world::run_remembering(&args, "", Some(state.clone()));
                    assert_eq!(told.exit, 0, "{line}: {}", told.stderr);
                    assert!(!told.stderr.contains("older"), "{line}: {}", told.stderr);
                }
            });
        }
    });
    watched.ok("status");
    assert_eq!(watched.pinned(), 49);
}
