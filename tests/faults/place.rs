//! A ledger that may be harmed, its copies, and commands on them from many threads at once.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

use crate::world::{self, Told, World};

/// The clock of every command.
pub const NOW: &str = "2026-06-01T12:00:00Z";

/// A folder with a ledger, its identity and its config.
pub struct Place {
    folder: TempDir,
}

impl Place {
    /// The ledger of a world that has been brought to where it is to be harmed.
    pub fn of(world: World) -> Self {
        Place { folder: world.folder }
    }

    /// A ledger with an Action Pack and a Gold, for Ann and users `u0` to `u{users - 1}`, with so
    /// many product keys and with both support plans active.
    pub fn busy(users: usize, keys: usize) -> Self {
        let mut opening = String::from(
            "[[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\nroles = [\"global-admin\"]\n\
             [[membership]]\noffer = \"gold\"\ncompetency = \"Security\"\n\
             purchased_on = 2026-01-01\n\
             [[grant]]\ncategory = \"software\"\nproduct = \"Server\"\noffer = \"gold\"\n",
        );
        for number in 0..users {
            opening += &format!("[[user]]\nemail = \"u{number}@contoso.com\"\nname = \"U\"\n");
        }
        let world = World::found("2026-06-01", &opening);
        let text: String = (0..keys).map(|number| world::key(number) + "\n").collect();
        world.ok_with("software add-keys Server -", &text);
        for plan in ["product-support", "signature-cloud"] {
            world.ok(&format!("support activate {plan}"));
            world.ok_with(&format!("support confirm {plan}"), &format!("access {plan}\n{plan}\n"));
        }
        Place::of(world)
    }

    /// The ledger of `examples/gold.toml` after a few commands, with something in most tables.
    pub fn lived_in() -> Self {
        let world = World::gold();
        for line in [
            "vs assign 'Visual Studio Enterprise' bo@contoso.com --reason 'a new colleague'",
            "azure assign 'Azure monthly credit' cy@contoso.com",
            "software get-keys 'Windows Server 2019 Standard' --for bo@contoso.com --count 2",
            "software retire K4",
            "license redeem 'Microsoft 365 E3' --mode extend --tenant contoso.onmicrosoft.com -y",
            "support open product-support --title backup",
            "advisory request --scenario deployment --hours 4 --title migration",
            "user revoke dana@contoso.com account-admin",
        ] {
            world.ok(line);
        }
        Place::of(world)
    }

    /// A path in its folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn ledger(&self) -> PathBuf {
        self.path("ledger.mpn")
    }

    /// A copy of the ledger, in place of an earlier copy of that name and its journal.
    pub fn copy(&self, name: &str) -> PathBuf {
        let copy = self.path(name);
        self.copy_to(&copy);
        copy
    }

    pub fn copy_to(&self, copy: &Path) {
        let _ = std::fs::remove_file(journal(copy));
        std::fs::copy(self.ledger(), copy).unwrap();
    }

    /// The options that every command on `ledger` is run with.
    pub fn options(&self, ledger: &Path) -> Vec<String> {
        let path = |name: &str| self.path(name).display().to_string();
        let named = [
            ("--ledger", ledger.display().to_string()),
            ("--identity", path("identity.txt")),
            ("--config", path("config.toml")),
            ("--as", "ann@contoso.com".to_owned()),
            ("--now", NOW.to_owned()),
        ];
        named.into_iter().flat_map(|(option, value)| [option.to_owned(), value]).collect()
    }

    /// Runs a command line on a ledger, within this process.
    pub fn run(&self, ledger: &Path, line: &str) -> Told {
        let mut args = world::words(line);
        args.extend(self.options(ledger));
        world::run(&args, "")
    }

    /// What `ledger verify` says, as JSON.
    pub fn verify(&self, ledger: &Path) -> Told {
        self.run(ledger, "ledger verify -o json")
    }

    /// A program that is run on a ledger with this command line, as a process with nothing in its
    /// environment.
    pub fn process(&self, program: &Path, ledger: &Path, line: &str) -> Command {
        let mut command = Command::new(program);
        command
            .args(world::words(line))
            .args(self.options(ledger))
            .env_clear()
            .env("XDG_STATE_HOME", "/dev/null");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// A shell script in its folder, to be run in place of `mpn`, which it finds as `$mpn`. Another
    /// process writes it: what a thread beside this one starts meanwhile would inherit the open
    /// file, and what is open for writing cannot be run.
    pub fn script(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        let text = format!("#!/bin/sh\nPATH=/usr/bin:/bin\nmpn={}\n{text}", mpn().display());
        let mut shell = Command::new("sh");
        shell.args(["-c", "cat > \"$0\" && chmod 755 \"$0\""]).arg(&path);
        let mut writing = shell.stdin(Stdio::piped()).spawn().unwrap();
        writing.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        assert!(writing.wait().unwrap().success());
        path
    }
}

/// The program under test.
pub fn mpn() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_mpn"))
}

/// The journal of a ledger.
pub fn journal(ledger: &Path) -> PathBuf {
    let mut name = ledger.as_os_str().to_owned();
    name.push("-journal");
    PathBuf::from(name)
}

/// The operations of a ledger by their request ids, read behind the back of `mpn`.
pub fn operations(ledger: &Path) -> BTreeMap<String, u64> {
    let conn = Connection::open(ledger).unwrap();
    conn.busy_timeout(std::time::Duration::from_secs(30)).unwrap();
    let mut statement = conn.prepare("SELECT op_id, seq FROM operation").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

/// Everything that a ledger holds, read behind the back of `mpn`; or why it cannot be read.
pub fn content(ledger: &Path) -> rusqlite::Result<String> {
    let conn = Connection::open(ledger)?;
    let mut text = String::new();
    let schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name";
    let names: Vec<String> = conn
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let tables = names.iter().map(|name| format!("SELECT * FROM \"{name}\" NOT INDEXED"));
    for sql in std::iter::once(schema.to_owned()).chain(tables) {
        let mut statement = conn.prepare(&sql)?;
        let count = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..count {
                text += &format!("{:?}\t", row.get::<_, Value>(column)?);
            }
            text.push('\n');
        }
    }
    for pragma in ["application_id", "user_version"] {
        let number: i64 = conn.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0))?;
        text += &format!("{pragma} {number}\n");
    }
    Ok(text)
}

/// Does something with each of many, on as many threads as there are cores; each thread is told
/// its number.
pub fn on_all_cores<I: Sync, R: Send>(items: &[I], each: impl Fn(usize, &I) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, R)>> = Mutex::default();
    std::thread::scope(|scope| {
        for thread in 0..threads.min(items.len()) {
            let (next, done, each) = (&next, &done, &each);
            scope.spawn(move || {
                while let at = next.fetch_add(1, Ordering::Relaxed)
                    && let Some(item) = items.get(at)
                {
                    let result = each(thread, item);
                    done.lock().unwrap().push((at, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}
