//! A ledger of its own in a temporary folder, and commands that are run on it within the test's
//! process: what each test file takes its facts from.
#![allow(dead_code, reason = "every test file uses another part of it")]

pub mod chain;

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

/// What a command answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub exit: u8,
    pub stdout: String,
    pub stderr: String,
}

impl Told {
    /// The answer as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error} in {:?} ({})", self.stdout, self.stderr))
    }

    /// The error as JSON; it stands on the last line.
    pub fn error(&self) -> Value {
        let line = self.stderr.lines().last().unwrap_or_default();
        let error: Value = serde_json::from_str(line)
            .unwrap_or_else(|error| panic!("{error} in {:?} ({})", self.stderr, self.stdout));
        error["error"].clone()
    }
}

/// A ledger, its identity and its config, and who acts on it when.
pub struct World {
    pub folder: TempDir,
    /// The day of `--now`, noon.
    pub day: RefCell<String>,
    pub actor: RefCell<String>,
}

/// Takes down what a command writes.
#[derive(Clone, Default)]
struct Pad(Rc<RefCell<Vec<u8>>>);

impl Write for Pad {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Pad {
    fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).unwrap()
    }
}

impl World {
    /// A ledger with this opening statement, made on `day` by Ann, who is global-admin; its key
    /// files are those of `examples/`.
    pub fn found(day: &str, opening: &str) -> World {
        let world = World {
            folder: TempDir::new().unwrap(),
            day: RefCell::new(day.to_owned()),
            actor: RefCell::new("ann@contoso.com".to_owned()),
        };
        let file = world.path("opening.toml");
        std::fs::write(&file, opening).unwrap();
        for entry in
            std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")).unwrap()
        {
            let path = entry.unwrap().path();
            let copied = ["keys", "ids"];
            if path.extension().is_some_and(|extension| copied.iter().any(|one| extension == *one))
            {
                std::fs::copy(&path, world.path(path.file_name().unwrap().to_str().unwrap()))
                    .unwrap();
            }
        }
        let said: toml::Table = opening.parse().unwrap();
        let says = |key: &str| said.get("organization").is_some_and(|one| one.get(key).is_some());
        let org = if says("name") { "" } else { "--org Contoso" };
        let tenant = if says("tenant") { "" } else { "--no-tenant" };
        let file = file.display();
        let told = world.run(&format!("init --admin ann@contoso.com --from {file} {org} {tenant}"));
        assert_eq!(told.exit, 0, "{}", told.stderr);
        world
    }

    /// The ledger of `examples/gold.toml`.
    pub fn gold() -> World {
        World::found("2026-06-01", include_str!("../../examples/gold.toml"))
    }

    /// A path in its folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn ledger(&self) -> PathBuf {
        self.path("ledger.mpn")
    }

    /// What follows happens on that day.
    pub fn on(&self, day: &str) -> &World {
        day.clone_into(&mut self.day.borrow_mut());
        self
    }

    /// What follows is done by that user.
    pub fn by(&self, actor: &str) -> &World {
        actor.clone_into(&mut self.actor.borrow_mut());
        self
    }

    /// The options that every command is run with.
    pub fn options(&self) -> Vec<String> {
        self.options_at("ledger.mpn")
    }

    /// The same for another ledger, in the world's folder or wherever it is.
    pub fn options_at(&self, ledger: impl AsRef<Path>) -> Vec<String> {
        let path = |name: &str| self.path(name).display().to_string();
        vec![
            "--ledger".to_owned(),
            self.folder.path().join(ledger).display().to_string(),
            "--identity".to_owned(),
            path("identity.txt"),
            "--config".to_owned(),
            path("config.toml"),
            "--as".to_owned(),
            self.actor.borrow().clone(),
            "--now".to_owned(),
            format!("{}T12:00:00Z", self.day.borrow()),
        ]
    }

    /// Runs a command line; words with spaces stand in single quotes.
    pub fn run(&self, line: &str) -> Told {
        self.run_with(line, "")
    }

    /// Runs a command line with this on its standard input.
    pub fn run_with(&self, line: &str, stdin: &str) -> Told {
        let mut args = words(line);
        args.extend(self.options());
        run(&args, stdin)
    }

    /// Runs a command line on another ledger, for its JSON.
    pub fn run_at(&self, ledger: impl AsRef<Path>, line: &str) -> Told {
        let mut args = words(&format!("{line} -o json"));
        args.extend(self.options_at(ledger));
        run(&args, "")
    }

    /// Runs a command that must succeed, and returns its JSON.
    pub fn ok(&self, line: &str) -> Value {
        self.ok_with(line, "")
    }

    /// The same, with this on its standard input.
    pub fn ok_with(&self, line: &str, stdin: &str) -> Value {
        let told = self.run_with(&format!("{line} -o json"), stdin);
        assert_eq!(told.exit, 0, "{line}: {}", told.stderr);
        told.json()
    }

    /// Runs a command that must be refused with this exit code and this code, leaving no trace;
    /// returns the error.
    pub fn refused(&self, line: &str, exit: u8, code: &str) -> Value {
        self.refused_with(line, "", exit, code)
    }

    /// The same, with this on its standard input.
    pub fn refused_with(&self, line: &str, stdin: &str, exit: u8, code: &str) -> Value {
        let before = self.head();
        let told = self.run_with(&format!("{line} -o json"), stdin);
        assert_eq!((told.exit, told.stdout.as_str()), (exit, ""), "{line}: {}", told.stderr);
        assert_eq!(self.head(), before, "{line} left a trace");
        let error = told.error();
        assert_eq!(error["code"], code, "{line}: {error}");
        assert_eq!(error["exit"], exit);
        error
    }

    /// The end of the log.
    pub fn head(&self) -> Value {
        self.ok("ledger head")
    }

    /// What `ledger verify` tells; the ledger must be sound.
    pub fn verify(&self) {
        let told = self.run("ledger verify -o json");
        assert_eq!(told.exit, 0, "{} {}", told.stdout, told.stderr);
        assert_eq!(told.json()["sound"], true);
    }

    /// The row of a list whose column has this value.
    pub fn row(&self, list: &str, column: &str, value: &str) -> Value {
        let rows = self.ok(list);
        let found = rows.as_array().unwrap().iter().find(|row| row[column] == value);
        found.unwrap_or_else(|| panic!("{list} has no {column} {value}: {rows}")).clone()
    }
}

impl World {
    /// Writes a catalog that is the ledger's own but for a change; returns its path.
    pub fn catalog_with(&self, name: &str, change: impl FnOnce(&mut Value)) -> String {
        let mut program = self.ok("catalog show");
        change(&mut program);
        without_null(&mut program);
        let file = self.path(name);
        std::fs::write(&file, toml::to_string(&program).unwrap()).unwrap();
        file.display().to_string()
    }
}

/// TOML has no null.
fn without_null(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|_, value| !value.is_null());
            object.values_mut().for_each(without_null);
        }
        Value::Array(items) => items.iter_mut().for_each(without_null),
        _ => {}
    }
}

/// Runs `mpn` with these arguments and this standard input, remembering nothing.
pub fn run(args: &[String], stdin: &str) -> Told {
    run_remembering(args, stdin, None)
}

/// Runs `mpn`, which remembers in `state` what it saw last.
pub fn run_remembering(args: &[String], stdin: &str, state: Option<PathBuf>) -> Told {
    let (stdout, stderr) = (Pad::default(), Pad::default());
    let mut streams = mpn::Streams {
        stdin: Box::new(Cursor::new(stdin.as_bytes().to_vec())),
        stdout: Box::new(stdout.clone()),
        stderr: Box::new(stderr.clone()),
        stdin_is_terminal: false,
        stdout_is_terminal: false,
        stderr_is_terminal: false,
        stdout_is_closed: false,
        state,
    };
    let args = std::iter::once("mpn").chain(args.iter().map(String::as_str)).map(OsString::from);
    let exit = mpn::run(args, &mut streams);
    Told { exit, stdout: stdout.text(), stderr: stderr.text() }
}

/// The words of a command line.
pub fn words(line: &str) -> Vec<String> {
    let parts = line.split('\'').enumerate();
    let words = parts.flat_map(|(index, part)| -> Vec<String> {
        if index % 2 == 1 {
            vec![part.to_owned()]
        } else {
            part.split_whitespace().map(str::to_owned).collect()
        }
    });
    words.collect()
}

/// A product key that is made up: another for each number.
pub fn key(number: usize) -> String {
    const ALPHABET: &[u8; 24] = b"BCDFGHJKMPQRTVWXY2346789";
    let digits = (0..25_u32).map(|place| {
        let divided = if place < 5 { number / 24_usize.pow(place) } else { place as usize };
        char::from(ALPHABET[divided % 24])
    });
    digits.collect()
}

/// Changes a ledger as no engine that minds its rules would; the triggers that keep the log from
/// being changed are put back exactly as they were.
pub fn tamper(ledger: &Path, change: impl FnOnce(&Connection) -> rusqlite::Result<()>) {
    let conn = Connection::open(ledger).unwrap();
    conn.execute_batch("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF").unwrap();
    let triggers: Vec<(String, String)> = conn
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    conn.execute_batch("BEGIN").unwrap();
    for (name, _) in &triggers {
        conn.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    change(&conn).unwrap();
    for (_, sql) in &triggers {
        conn.execute_batch(sql).unwrap();
    }
    conn.execute_batch("COMMIT").unwrap();
}
