//! Files that are not what they should be, places that are not there, and streams that nobody
//! reads: each is told in a sentence, with its exit code, and nothing is harmed.
#![expect(clippy::print_stdout, reason = "a test that had to be skipped says so")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::world::{self, World};
use rusqlite::Connection;

const SERVER: &str = "'Windows Server 2019 Standard'";

/// Asserts that reading, writing and verifying a file all end so, and leave the file as it is.
fn check(world: &World, ledger: &Path, exit: u8, code: &str) {
    let before = fs::read(ledger).ok();
    for line in ["benefits list", "user grant bo@contoso.com admin-agent", "ledger verify"] {
        let told = world.run_at(ledger, line);
        assert_eq!((told.exit, told.stdout.as_str()), (exit, ""), "{line}: {told:?}");
        assert_eq!(told.error()["code"], code, "{line}: {told:?}");
    }
    assert_eq!(fs::read(ledger).ok(), before, "{} was changed", ledger.display());
}

fn other(world: &World, name: &str, bytes: &[u8]) -> PathBuf {
    let path = world.path(name);
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn a_ledger_that_is_not_there_is_not_found_and_not_made() {
    let world = World::gold();
    for name in ["none.mpn", "no-folder/none.mpn", "opening.toml/none.mpn"] {
        let path = world.path(name);
        check(&world, &path, 3, "no-ledger");
        assert!(!path.exists());
    }
    let hint = world.run_at("none.mpn", "benefits list").error()["hint"].to_string();
    assert!(hint.contains("mpn init"), "{hint}");
}

#[test]
fn a_directory_a_text_an_empty_file_and_a_device_are_no_ledgers() {
    let world = World::gold();
    fs::create_dir(world.path("folder")).unwrap();
    check(&world, &world.path("folder"), 7, "not-a-ledger");
    check(&world, &other(&world, "text", b"a text, and rather a short one\n"), 7, "not-a-ledger");
    check(&world, &other(&world, "long", &b"a longer text\n".repeat(1_000)), 7, "not-a-ledger");
    check(&world, &other(&world, "empty", b""), 7, "not-a-ledger");
    if cfg!(unix) {
        check(&world, Path::new("/dev/null"), 7, "not-a-ledger");
    }
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let world = World::gold();
    let path = world.path("other.db");
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("CREATE TABLE places (url TEXT); INSERT INTO places VALUES ('x')").unwrap();
    drop(conn);
    check(&world, &path, 7, "not-a-ledger");
    // Nor is it one of ours that was cut short.
    let bytes = fs::read(&path).unwrap();
    check(&world, &other(&world, "short.db", &bytes[..4_096]), 7, "not-a-ledger");
    // One that happens to look like ours, but has other tables.
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("PRAGMA application_id = 0x4D504E4C").unwrap();
    conn.pragma_update(None, "user_version", mpn::store::SCHEMA_VERSION).unwrap();
    drop(conn);
    check(&world, &path, 7, "schema-changed");
}

#[test]
fn a_ledger_of_a_newer_version_says_so() {
    let world = World::gold();
    let path = world.path("newer.mpn");
    fs::copy(world.ledger(), &path).unwrap();
    Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    check(&world, &path, 7, "ledger-newer");
    let hint = world.run_at(&path, "benefits list").error()["hint"].to_string();
    assert!(hint.contains("newer mpn"), "{hint}");
}

#[test]
fn a_ledger_that_was_cut_short_is_never_read_as_a_whole_one() {
    let world = World::gold();
    let bytes = fs::read(world.ledger()).unwrap();
    let half = bytes.len() / 2;
    for length in [1, 15, 16, 99, 100, 512, 4_095, 4_096, half, bytes.len() - 4_096] {
        let path = other(&world, "short.mpn", &bytes[..length]);
        for line in ["benefits list", "ledger verify"] {
            let told = world.run_at(&path, line);
            assert_eq!((told.exit, told.stdout.as_str()), (7, ""), "{length}: {told:?}");
            let error = told.error();
            let code = error["code"].as_str().unwrap();
            // Below its header nothing tells that it was a ledger once.
            let known: &[&str] = match length {
                ..100 => &["not-a-ledger", "ledger-damaged"],
                _ => &["truncated"],
            };
            assert!(known.contains(&code), "{length}: {error}");
        }
    }
}

#[test]
fn a_ledger_that_is_as_long_as_it_was_is_not_called_cut_short() {
    let world = World::gold();
    let mut bytes = fs::read(world.ledger()).unwrap();
    // The page is there, and nothing that the engine could read on it.
    bytes[100..4_096].fill(0);
    check(&world, &other(&world, "damaged.mpn", &bytes), 7, "ledger-damaged");
}

#[cfg(unix)]
#[test]
fn a_symlink_is_followed_and_a_hard_link_refused() {
    let world = World::gold();
    let link = world.path("link.mpn");
    std::os::unix::fs::symlink(world.ledger(), &link).unwrap();
    let told = world.run_at(&link, "user grant bo@contoso.com admin-agent");
    assert_eq!(told.exit, 0, "{}", told.stderr);
    assert_eq!(world.run_at(&link, "ledger verify").exit, 0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(!world.path("link.mpn-journal").exists());
    let dangling = world.path("dangling.mpn");
    std::os::unix::fs::symlink(world.path("nowhere"), &dangling).unwrap();
    check(&world, &dangling, 3, "no-ledger");
    let hard = world.path("hard.mpn");
    fs::hard_link(world.ledger(), &hard).unwrap();
    check(&world, &hard, 7, "hard-linked");
    let hint = world.run_at(&hard, "benefits list").error()["hint"].to_string();
    assert!(hint.contains("-samefile") && !hint.contains("mpn ledger backup"), "{hint}");
    check(&world, &world.ledger(), 7, "hard-linked");
    fs::remove_file(&hard).unwrap();
    world.verify();
}

#[cfg(unix)]
#[test]
fn a_read_only_ledger_is_read_and_not_written() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::gold();
    let ledger = world.ledger();
    fs::set_permissions(&ledger, fs::Permissions::from_mode(0o400)).unwrap();
    assert_eq!(world.run("benefits list").exit, 0);
    world.verify();
    if fs::OpenOptions::new().write(true).open(&ledger).is_ok() {
        println!("skipped: permissions do not bind this user");
        return;
    }
    world.refused("user grant bo@contoso.com admin-agent", 1, "ledger-read-only");
}

#[test]
fn a_journal_of_a_writer_that_died_is_rolled_back() {
    let world = World::gold();
    let before = world.head();
    let copy = world.path("crashed.mpn");
    let conn = Connection::open(world.ledger()).unwrap();
    conn.execute_batch(
        "PRAGMA journal_mode = TRUNCATE; PRAGMA cache_size = 1; BEGIN IMMEDIATE;
         UPDATE benefit SET product = hex(randomblob(2000));
         UPDATE touched SET what = what || hex(randomblob(200));",
    )
    .unwrap();
    // The file in the middle of a change, and the journal that can undo it.
    fs::copy(world.ledger(), &copy).unwrap();
    fs::copy(world.path("ledger.mpn-journal"), world.path("crashed.mpn-journal")).unwrap();
    conn.execute_batch("ROLLBACK").unwrap();
    drop(conn);
    assert!(fs::metadata(world.path("crashed.mpn-journal")).unwrap().len() > 0);
    assert_eq!(world.run_at(&copy, "ledger head").json(), before);
    let told = world.run_at(&copy, "ledger verify");
    assert_eq!(told.exit, 0, "{told:?}");
}

#[cfg(unix)]
#[test]
fn a_journal_that_is_no_file_or_belongs_to_a_stranger_is_left_alone() {
    use std::os::unix::fs::{PermissionsExt as _, chown, symlink};
    let world = World::gold();
    for ending in ["-journal", "-wal"] {
        let journal = world.path(&format!("ledger.mpn{ending}"));
        let _ = fs::remove_file(&journal);
        // A pipe would be waited for; a folder is as little a journal as a link is.
        if Command::new("mkfifo").arg(&journal).status().is_ok_and(|made| made.success()) {
            check(&world, &world.ledger(), 7, "journal-foreign");
            fs::remove_file(&journal).unwrap();
        }
        fs::create_dir(&journal).unwrap();
        check(&world, &world.ledger(), 7, "journal-foreign");
        fs::remove_dir(&journal).unwrap();
        symlink(world.path("opening.toml"), &journal).unwrap();
        check(&world, &world.ledger(), 7, "journal-foreign");
        fs::remove_file(&journal).unwrap();
    }
    // In a folder for everybody a stranger puts one beside the ledger.
    let journal = other(&world, "ledger.mpn-journal", b"");
    if chown(&journal, Some(65_534), None).is_err() {
        println!("skipped: only the superuser gives files away");
        return;
    }
    check(&world, &world.ledger(), 7, "journal-foreign");
    let told = world.run_at(world.ledger(), "ledger doctor");
    assert_eq!(told.exit, 7, "{told:?}");
    // Among several who write to one ledger it is that of any of them.
    fs::set_permissions(world.ledger(), fs::Permissions::from_mode(0o660)).unwrap();
    world.verify();
    fs::set_permissions(world.ledger(), fs::Permissions::from_mode(0o600)).unwrap();
    // The superuser's is as good as the owner's.
    chown(world.ledger(), Some(65_534), None).unwrap();
    chown(&journal, Some(0), None).unwrap();
    world.verify();
}

#[test]
fn init_never_overwrites() {
    let world = World::gold();
    let file = world.path("opening.toml").display().to_string();
    let kept = |name: &str| fs::read(world.path(name)).unwrap();
    let before = ["ledger.mpn", "identity.txt", "config.toml"].map(kept);
    let error = world.refused(&format!("init --from {file}"), 6, "ledger-exists");
    assert!(error["message"].as_str().unwrap().contains("ledger.mpn"));
    assert_eq!(["ledger.mpn", "identity.txt", "config.toml"].map(kept), before);
    let path = other(&world, "notes.txt", b"not to be lost");
    assert_eq!(world.run_at(&path, "init").error()["code"], "ledger-exists");
    assert_eq!(fs::read(path).unwrap(), b"not to be lost");
}

#[test]
fn an_identity_that_is_missing_or_another_one_opens_nothing() {
    let world = World::gold();
    let mine = world.path("identity.txt");
    let text = fs::read_to_string(&mine).unwrap();
    let get = format!("software get-keys {SERVER}");
    fs::remove_file(&mine).unwrap();
    world.refused(&get, 1, "no-identity");
    // A rule's refusal comes before the want of an identity.
    world.refused("software get-keys 'Windows Server 2019 User CAL'", 5, "no-free-key");
    fs::write(&mine, "not an identity\n").unwrap();
    world.refused(&get, 1, "no-identity");
    let theirs = World::gold();
    fs::copy(theirs.path("identity.txt"), &mine).unwrap();
    world.refused(&get, 1, "identity-does-not-open");
    // What needs no secret needs no identity.
    world.ok("vs assign 'Visual Studio Enterprise' bo@contoso.com");
    fs::write(&mine, text).unwrap();
    world.ok(&get);
}

#[test]
fn an_output_never_goes_over_the_files_that_mpn_lives_on() {
    let world = World::gold();
    let other_db = world.path("other.db");
    Connection::open(&other_db).unwrap().execute_batch("CREATE TABLE places (url TEXT)").unwrap();
    fs::copy(World::gold().path("identity.txt"), world.path("theirs.txt")).unwrap();
    world.ok(&format!("ledger backup {}", world.path("backup.mpn").display()));
    let mut targets = vec![
        ("ledger.mpn", 2, "same-file"),
        ("ledger.mpn-journal", 2, "same-file"),
        ("identity.txt", 2, "same-file"),
        ("config.toml", 2, "same-file"),
        ("other.db", 6, "file-exists"),
        ("theirs.txt", 6, "file-exists"),
        ("backup.mpn", 6, "file-exists"),
    ];
    if cfg!(unix) {
        fs::create_dir(world.path("folder")).unwrap();
        targets.push(("folder/../ledger.mpn", 2, "same-file"));
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(world.ledger(), world.path("link.mpn")).unwrap();
        std::os::unix::fs::symlink(world.folder.path(), world.path("here")).unwrap();
        targets.push(("link.mpn", 2, "same-file"));
        targets.push(("here/ledger.mpn-journal", 2, "same-file"));
    }
    let opening =
        other(&world, "wishes.csv", b"action,benefit,user\nvs assign,B1,bo@contoso.com\n");
    for (name, exit, code) in targets {
        let target = world.path(name);
        let before = fs::read(&target).ok();
        let shown = target.display();
        for line in [
            format!("ledger archive --out {shown}"),
            format!("calendar --out {shown}"),
            format!("plan {} --out {shown}", opening.display()),
        ] {
            let error = world.refused(&line, exit, code);
            assert!(error["message"].as_str().unwrap().contains(name), "{line}: {error}");
            assert_eq!(fs::read(&target).ok(), before, "{line}");
        }
    }
    let ledger = world.path("ledger.csv");
    fs::copy(world.ledger(), &ledger).unwrap();
    for kind in ["history", "keys --reveal"] {
        let line = format!("export {kind} --out {}", ledger.display());
        assert_eq!(world.run_at(&ledger, &line).error()["code"], "same-file", "{kind}");
    }
    world.verify();
    // Any other file is replaced.
    let notes = other(&world, "notes.txt", b"some notes");
    world.ok(&format!("ledger archive --out {}", notes.display()));
    assert!(fs::read_to_string(&notes).unwrap().starts_with("{\"archive\""));
}

#[test]
fn a_malformed_key_file_is_told_by_its_lines_and_adds_nothing() {
    let world = World::gold();
    let add = format!("software add-keys {SERVER}");
    let good = "3DXMC-BG73X-9RQBM-XJ9V2-27FJ3";
    for (bytes, code) in [
        (format!("{good}\nnonsense\n").into_bytes(), "malformed-file"),
        (b"# nothing but a comment\n\n".to_vec(), "no-keys"),
        (b"".to_vec(), "no-keys"),
        (vec![0xFF, 0xFE, 0x33, 0x00, 0x33], "not-utf-8"),
        (b"PK\x03\x04".to_vec(), "not-a-text"),
        (vec![b'\n', 0xC3, 0x28], "not-utf-8"),
    ] {
        let path = other(&world, "bad.keys", &bytes);
        let error = world.refused(&format!("{add} {}", path.display()), 2, code);
        assert!(!error.to_string().contains(good), "a key was told: {error}");
    }
    world.refused(&format!("{add} {}", world.path("none.keys").display()), 1, "failed");
    let marked = format!("\u{FEFF}# ours\r\n{good}\r\n");
    let path = other(&world, "good.keys", marked.as_bytes());
    world.ok(&format!("{add} {}", path.display()));
}

#[test]
fn a_malformed_config_is_told_and_one_that_is_missing_too() {
    let world = World::gold();
    fs::write(world.path("config.toml"), "ledgre = \"x\"\n").unwrap();
    let told = world.run("whoami -o json");
    assert_eq!((told.exit, &told.error()["code"]), (2, &"malformed-config".into()));
    fs::remove_file(world.path("config.toml")).unwrap();
    assert_eq!(world.run("whoami -o json").error()["code"], "no-config");
}

// Processes ------------------------------------------------------------------------------------

/// `mpn` as a process, with nothing in its environment.
fn process(world: &World, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpn"));
    command
        .args(world::words(line))
        .args(world.options())
        .env_clear()
        .env("XDG_STATE_HOME", "/dev/null")
        .stdin(Stdio::null());
    // What was seen last is remembered beside the ledger, not in the home of who runs the tests.
    command.env("XDG_STATE_HOME", world.path("state"));
    command
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

#[test]
fn without_a_home_folder_the_places_must_be_named() {
    let world = World::gold();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mpn"));
        // A user id that has no home in any list of users.
        command.args(args).env_clear().env("XDG_STATE_HOME", world.path("state"));
        command.stdin(Stdio::null()).output().unwrap()
    };
    let output = run(&["benefits", "list", "--as", "ann@contoso.com"]);
    // Where the system itself knows a home folder the ledger is looked for there.
    assert!([Some(2), Some(3)].contains(&code(&output)), "{output:?}");
    let ledger = world.ledger();
    let ledger = ledger.to_str().unwrap();
    let output = run(&["benefits", "list", "--as", "ann@contoso.com", "--ledger", ledger]);
    assert_eq!(code(&output), Some(0), "{output:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_a_failure() {
    let world = World::gold();
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for line in ["benefits list", "--help", "--version", "completions bash"] {
        let output = process(&world, line).stdout(full()).output().unwrap();
        assert_eq!(code(&output), Some(1), "{line}: {output:?}");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains("the answer could not be written"), "{line}: {stderr}");
    }
    // The key was taken and recorded before; the request id gives it again.
    let line = format!("software get-keys {SERVER} --another --request-id a");
    let before = world.head()["operation"].as_u64().unwrap();
    let output = process(&world, &line).stdout(full()).output().unwrap();
    assert_eq!(code(&output), Some(1), "{output:?}");
    assert!(String::from_utf8(output.stderr).unwrap().contains("--request-id"));
    assert_eq!(world.head()["operation"], before + 1);
    let again = process(&world, &line).output().unwrap();
    assert_eq!(code(&again), Some(0));
    assert!(String::from_utf8(again.stdout).unwrap().contains("K2"));
    assert_eq!(world.head()["operation"], before + 1);
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_gone_away_ends_it_quietly_but_for_a_secret() {
    let world = World::gold();
    let into_nothing = |line: &str| {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        process(&world, line).stdout(writer).output().unwrap()
    };
    let output = into_nothing("benefits list");
    assert_eq!((code(&output), output.stderr.as_slice()), (Some(0), b"".as_slice()), "{output:?}");
    let output = into_nothing(&format!("software get-keys {SERVER}"));
    assert_eq!(code(&output), Some(1), "{output:?}");
    assert!(String::from_utf8(output.stderr).unwrap().contains("could not be written"));
}

#[cfg(unix)]
#[test]
fn with_standard_input_closed_there_is_nothing_to_read() {
    let world = World::gold();
    let mut shell = Command::new("sh");
    shell.arg("-c").arg("exec \"$0\" \"$@\" <&-").arg(env!("CARGO_BIN_EXE_mpn"));
    shell.args(["vs", "assign", "B1", "-", "-o", "json"]).args(world.options()).env_clear();
    shell.env("XDG_STATE_HOME", world.path("state"));
    let output = shell.output().unwrap();
    assert_eq!(code(&output), Some(2), "{output:?}");
    assert!(String::from_utf8(output.stderr).unwrap().contains("no-emails"));
}

#[test]
fn standard_input_that_is_not_asked_for_is_not_waited_for() {
    let world = World::gold();
    let mut child = process(&world, "benefits list");
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    // The pipe stays open until the process has ended.
    let stdin = child.stdin.take();
    assert!(child.wait().unwrap().success());
    drop(stdin);
}

/// A shell that runs `mpn` with files bounded to so many blocks of 512 or 1024 bytes, and the
/// signal for larger ones ignored, so that a write fails as on a full disk.
#[cfg(target_os = "linux")]
fn bounded(world: &World, blocks: u64, line: &str, stdin: &[u8]) -> Output {
    let mut shell = Command::new("bash");
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    shell.arg("-c").arg(script).arg(env!("CARGO_BIN_EXE_mpn"));
    shell.args(world::words(line)).args(world.options()).env_clear();
    shell.env("XDG_STATE_HOME", world.path("state"));
    shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = shell.spawn().unwrap();
    let mut writer = child.stdin.take().unwrap();
    writer.write_all(stdin).unwrap();
    drop(writer);
    child.wait_with_output().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_records_nothing_and_leaves_the_ledger_sound() {
    let world = World::gold();
    if Command::new("bash").arg("-c").arg("true").status().is_err() {
        println!("skipped: there is no bash to bound the size of files with");
        return;
    }
    let before = world.head();
    let blocks = fs::metadata(world.ledger()).unwrap().len() / 1_024;
    let keys: String = (0..400_u32).map(|number| format!("key-number-{number:06}\n")).collect();
    let line = format!("software add-keys {SERVER} - --text");
    // Room for the ledger as it is, but not for what is added.
    for more in [0, 4, 32] {
        let output = bounded(&world, blocks + more, &line, keys.as_bytes());
        assert_eq!(code(&output), Some(1), "{output:?}");
        assert!(output.stdout.is_empty(), "{output:?}");
        assert_eq!(world.head(), before);
        world.verify();
    }
    // Not even room for a journal.
    let grant = "user grant bo@contoso.com admin-agent";
    let output = bounded(&world, 1, grant, b"");
    assert_eq!(code(&output), Some(1), "{output:?}");
    assert_eq!(world.head(), before);
    world.verify();
    assert_eq!(bounded(&world, blocks * 4, &line, keys.as_bytes()).status.code(), Some(0));
    world.verify();
}

#[cfg(target_os = "linux")]
#[test]
fn a_ledger_that_does_not_fit_on_the_disk_is_not_made() {
    let world = World::gold();
    for name in ["ledger.mpn", "identity.txt", "config.toml"] {
        fs::remove_file(world.path(name)).unwrap();
    }
    let file = world.path("opening.toml").display().to_string();
    let output = bounded(&world, 64, &format!("init --from {file}"), b"");
    assert_eq!(code(&output), Some(1), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    assert!(!world.ledger().exists());
    let left: Vec<PathBuf> = fs::read_dir(world.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(".mpn-"))
        .collect();
    assert_eq!(left, [] as [PathBuf; 0]);
}

/// Runs a script with `$mpn` and its options in `"$@"`, on a file system of its own at `$tiny` that
/// has room for so many bytes; `None` where no such thing can be made.
#[cfg(target_os = "linux")]
fn on_a_tiny_disk(world: &World, bytes: u64, script: &str) -> Option<String> {
    let tiny = world.path("tiny");
    fs::create_dir_all(&tiny).unwrap();
    // The mount is seen by this process alone, and gone with it.
    let prepare = format!("mount -t tmpfs -o size={bytes} none \"$tiny\" || exit 99\n");
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-c", &(prepare + script), "sh"])
        .args(world.options())
        .env("tiny", &tiny)
        .env("XDG_STATE_HOME", world.path("state"))
        .env("mpn", env!("CARGO_BIN_EXE_mpn"))
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_nothing_is_recorded_and_the_sentence_says_so() {
    let world = World::gold();
    let keys: String = (0..2_000_u32).map(|number| format!("key-number-{number:06}\n")).collect();
    other(&world, "many.keys", keys.as_bytes());
    let room = fs::metadata(world.ledger()).unwrap().len() + 40_000;
    let script = format!(
        "cp {ledger} $tiny/ledger.mpn
         on() {{ \"$mpn\" \"$@\" --ledger $tiny/ledger.mpn; }}
         shift 2
         on software add-keys {SERVER} {keys} --text -o json \"$@\" 2>&1 >/dev/null; echo exit $?
         on ledger verify \"$@\"; echo exit $?
         on ledger head -q \"$@\"",
        ledger = world.ledger().display(),
        keys = world.path("many.keys").display(),
    );
    let Some(told) = on_a_tiny_disk(&world, room, &script) else {
        println!("skipped: no file system can be mounted here");
        return;
    };
    let lines: Vec<&str> = told.lines().collect();
    assert!(
        lines[0].contains("\"disk-full\"") && lines[0].contains("nothing was recorded"),
        "{told}"
    );
    assert_eq!(lines[1], "exit 1", "{told}");
    assert!(lines[2].starts_with("sound: one operation"), "{told}");
    assert_eq!(lines[3], "exit 0", "{told}");
    assert_eq!(lines[4], world.head()["head"].as_str().unwrap());
}

#[test]
fn a_bit_that_flipped_within_a_text_makes_the_ledger_unsound_not_the_engine_failed() {
    let world = World::gold();
    let bytes = std::fs::read(world.ledger()).unwrap();
    let path = world.path("copy.mpn");
    let mut failed = Vec::new();
    for at in (100..bytes.len()).step_by(701) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        std::fs::write(&path, &flipped).unwrap();
        let told = world.run_at(&path, "ledger verify");
        if ![0, 7].contains(&told.exit) {
            failed.push((at, told.exit, told.stderr));
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}

#[test]
fn an_empty_tail_is_not_taken_for_none() {
    let world = World::gold();
    world.ok("benefits grant --category software --product Tools --offer gold");
    world.ok_with("software add-keys Tools - --text", "1234-5678\n");
    let conn = rusqlite::Connection::open(world.ledger()).unwrap();
    conn.execute_batch("UPDATE sealed_value SET tail = '' WHERE tail IS NULL").unwrap();
    drop(conn);
    assert_eq!(world.run("ledger verify").exit, 7);
}

#[test]
fn a_ledger_whose_last_page_was_cut_is_told_to_be_cut_short() {
    let world = World::gold();
    let bytes = std::fs::read(world.ledger()).unwrap();
    let path = world.path("short.mpn");
    let mut wrong = Vec::new();
    for cut in [1, 512, 2048, 4095] {
        std::fs::write(&path, &bytes[..bytes.len() - cut]).unwrap();
        let told = world.run_at(&path, "ledger verify");
        if told.exit != 7 || told.stdout.is_empty() && told.error()["code"] != "truncated" {
            wrong.push((cut, told.exit, told.stderr));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The journal keeps the permissions that the ledger had once: whoever may no longer write to the
/// ledger must not write into it by what the engine writes back.
#[cfg(unix)]
#[test]
fn a_journal_that_others_can_write_to_is_mended_and_what_they_wrote_is_not_taken() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::gold();
    let journal = world.path("ledger.mpn-journal");
    let set = |mode| {
        std::fs::set_permissions(&journal, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let mode = || std::fs::metadata(&journal).unwrap().permissions().mode() & 0o777;
    world.ok("user grant cy@contoso.com admin-agent");
    assert_eq!(mode(), 0o600, "as the ledger");
    set(0o660);
    let doctor = world.run("ledger doctor -o json").stdout;
    assert!(doctor.contains("has the permissions 0660, and its ledger 0600"), "{doctor}");
    set(0o660);
    world.ok("status");
    assert_eq!(mode(), 0o600, "mended at opening");
    std::fs::write(&journal, "what somebody wrote").unwrap();
    set(0o660);
    check(&world, &world.ledger(), 7, "journal-foreign");
    set(0o600);
    world.ok("status");
}

#[test]
fn what_is_only_imagined_waits_for_nobody_and_leaves_every_byte() {
    let world = World::gold();
    let wishes = "action,benefit,user\nvs assign,Visual Studio Enterprise,bo@contoso.com\n";
    fs::write(world.path("w.csv"), wishes).unwrap();
    let ask = || {
        let lines = [
            "why vs assign 'Visual Studio Enterprise' bo@contoso.com",
            "why membership purchase silver --competency 'Data Analytics' --on 2026-05-01",
            "what-if purchase silver --competency 'Data Analytics'",
            "why user grant nobody@contoso.com admin-agent",
        ];
        let plan = format!("plan {}", world.path("w.csv").display());
        let lines = lines.into_iter().chain([plan.as_str()]);
        lines.map(|line| world.run(&format!("{line} --wait 0 -o json"))).collect::<Vec<_>>()
    };
    let said = |told: &[crate::world::Told]| -> Vec<(u8, String)> {
        told.iter().map(|told| (told.exit, told.stdout.clone())).collect()
    };
    let before = fs::read(world.ledger()).unwrap();
    let free = said(&ask());
    assert_eq!(free.iter().map(|(exit, _)| *exit).collect::<Vec<_>>(), [0, 0, 0, 3, 0]);
    // Somebody writes, and nobody can: the ledger is copied.
    let conn = Connection::open(world.ledger()).unwrap();
    conn.execute_batch("BEGIN IMMEDIATE; DELETE FROM touched").unwrap();
    assert_eq!(said(&ask()), free);
    conn.execute_batch("ROLLBACK").unwrap();
    drop(conn);
    assert_eq!(fs::read(world.ledger()).unwrap(), before);
    assert_eq!(fs::metadata(world.path("ledger.mpn-journal")).map_or(0, |file| file.len()), 0);
    // Of a day that is past a replay in memory is asked.
    let line = "why vs assign 'Visual Studio Enterprise' bo@contoso.com --as-of 2026-06-01 -o json";
    assert_eq!(world.run(line).stdout, free[0].1);
    assert_eq!(fs::read(world.ledger()).unwrap(), before);
}
