//! The ledger on disk: the log, its projection into tables, and the questions that commands ask.
//! Only this module knows SQL.

// What is forgotten does not compile.
#![cfg_attr(not(test), deny(clippy::wildcard_enum_match_arm))]

mod advisory;
mod apart;
mod archive;
mod azure;
mod backup;
mod benefit;
mod change;
mod clock;
mod completion;
mod create;
mod draft;
mod ground;
mod gtm;
mod history;
mod holding;
mod ledger;
mod license;
mod log;
mod membership;
mod mended;
mod open;
mod organization;
mod past;
mod place;
mod projection;
mod reader;
mod rebuild;
mod recipient;
mod restore;
mod row;
mod salvage;
mod schema;
mod secrets;
mod seen;
mod software;
mod support;
mod tables;
mod tally;
mod user;
mod verify;
mod vouched;
mod vs;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use chrono::NaiveDate;
use tables::Tables;

use crate::domain::benefit::Course;
use crate::domain::event::Event;
use crate::domain::program::Program;
use crate::failure::{Exit, Failure, Result};

pub use advisory::HoursUsed;
pub use backup::backup;
pub use benefit::{Stock, Unit};
pub use change::{Change, Committed, Intent, Progress};
pub use clock::Reading;
pub use create::{Growing, create, create_year};
pub use holding::Taken;
pub use log::Head;
pub use open::DATABASE_BEGINNING;
pub use past::Past;
pub use place::journal_of;
pub use reader::Reader;
pub use rebuild::{Rebuilt, rebuild};
pub use restore::{Restoring, restoring};
pub use salvage::{Lost, Salvaged, salvage};
pub use verify::verify;
pub use vouched::{Told, Vouch};

/// What stands in the `application_id` of a ledger: "MPNL".
const APPLICATION_ID: i32 = 0x4D50_4E4C;
/// The version of the schema, in `user_version`.
pub const SCHEMA_VERSION: i32 = 3;

/// Tables that are ground: what is not the sum of the events, or is their end.
const GROUND: [&str; 9] = [
    "operation",
    "event",
    "head",
    "person",
    "text",
    "pepper",
    "sealed_value",
    "data_key",
    "recovery",
];

/// A program that was adopted, and from which day on memberships of its name go by it.
pub struct Adopted {
    pub program: Rc<Program>,
    pub from: NaiveDate,
}

/// The facts of a ledger as of one day: everything a rule may be told. Both a change and a reader
/// ask here.
pub struct Facts {
    tables: Rc<Tables>,
    path: PathBuf,
    /// The day that statuses are told for.
    pub today: NaiveDate,
    programs: RefCell<Option<Rc<Vec<Adopted>>>>,
    course: RefCell<Option<Rc<Course>>>,
}

impl Facts {
    fn new(tables: Tables, path: &Path, today: NaiveDate) -> Self {
        Facts {
            tables: Rc::new(tables),
            path: path.to_owned(),
            today,
            programs: RefCell::new(None),
            course: RefCell::new(None),
        }
    }

    /// The same tables, asked by somebody else.
    fn again(&self) -> Self {
        Facts {
            tables: Rc::clone(&self.tables),
            path: self.path.clone(),
            today: self.today,
            programs: RefCell::new(self.programs.borrow().clone()),
            course: RefCell::new(self.course.borrow().clone()),
        }
    }

    /// What was computed is another once a fact changes what it was computed of.
    fn forget_computed(&self, event: &Event) {
        match event {
            Event::Ledger(_) => {
                *self.programs.borrow_mut() = None;
                *self.course.borrow_mut() = None;
            }
            Event::Membership(_) | Event::Benefit(_) => *self.course.borrow_mut() = None,
            Event::Recipient(_)
            | Event::Organization(_)
            | Event::User(_)
            | Event::Gtm(_)
            | Event::Key(_)
            | Event::License(_)
            | Event::Support(_)
            | Event::Advisory(_)
            | Event::Credit(_)
            | Event::Seat(_)
            | Event::Operation(_) => {}
        }
    }

    /// Where the ledger lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// The version of the engine.
#[must_use]
pub fn engine() -> &'static str {
    rusqlite::version()
}

/// What the engine says, as a failure of ours.
impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let text = error.to_string();
        if matches!(
            error,
            rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::Utf8Error(..)
        ) {
            return impossible(&text);
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                busy("the ledger is busy: others are writing to it and the time to wait is over")
            }
            Some(ErrorCode::NotADatabase) => {
                Failure::unsound("not-a-ledger", "the file is not a ledger of mpn")
                    .hint("--ledger PATH names another")
            }
            Some(ErrorCode::DatabaseCorrupt) => {
                Failure::unsound("ledger-damaged", format!("the ledger is damaged: {text}"))
                    .hint("mpn ledger verify")
            }
            Some(ErrorCode::DiskFull) => {
                Failure::failed("disk-full", "the disk is full; nothing was recorded")
                    .hint("make room, then again")
                    .retryable()
            }
            Some(ErrorCode::ReadOnly) => {
                Failure::failed("ledger-read-only", "the ledger cannot be written to")
                    .hint("mend the permissions of the file and its folder")
            }
            Some(ErrorCode::SystemIoFailure) => {
                Failure::failed("io-error", format!("the disk failed: {text}"))
            }
            Some(ErrorCode::CannotOpen) => {
                Failure::failed("cannot-open", format!("cannot open the ledger: {text}"))
            }
            _ => Failure::failed("engine", format!("the ledger's engine failed: {text}")),
        }
    }
}

/// Others kept the ledger for themselves for too long.
fn busy(why: &str) -> Failure {
    Failure::new(Exit::Conflict, "ledger-busy", why)
        .hint("again, or with a longer --wait SECONDS")
        .retryable()
}

/// What stands in the ledger and should not: the projection never writes it.
fn impossible(what: &str) -> Failure {
    Failure::unsound("ledger-damaged", format!("the ledger is damaged: {what}"))
        .hint("mpn ledger verify")
}

/// What can be done about a damaged file.
const MENDED: &str = "mpn ledger restore FILE puts a backup in its place; \
                      mpn ledger salvage FILE saves what is there";

/// Damage that was met by what looks at the whole ledger: to verify it would tell nothing more.
#[must_use]
pub fn with_way_out(failure: Failure) -> Failure {
    if failure.told().code == "ledger-damaged" { failure.hint(MENDED) } else { failure }
}

/// Reads a column whose text is a word, a date or JSON of the domain.
fn read_text<T>(text: &str, what: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T> {
    parse(text).ok_or_else(|| impossible(&format!("`{text}` stands where {what} should")))
}

/// Reads a word of the domain.
fn word<T: std::str::FromStr>(text: &str, what: &str) -> Result<T> {
    read_text(text, what, |text| text.parse().ok())
}

/// Reads a date.
fn day(text: &str) -> Result<NaiveDate> {
    word(text, "a date")
}

/// Reads JSON of the domain.
fn json<T: serde::de::DeserializeOwned>(text: &str, what: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| impossible(&format!("{what}: {error}")))
}

/// Writes JSON of the domain, which has no value that JSON cannot hold.
fn to_json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| Failure::failed("failed", format!("cannot write JSON: {error}")))
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    #[test]
    fn what_the_engine_says_has_a_code_of_ours() {
        for (said, code, retryable) in [
            (ffi::SQLITE_BUSY, "ledger-busy", true),
            (ffi::SQLITE_LOCKED, "ledger-busy", true),
            (ffi::SQLITE_NOTADB, "not-a-ledger", false),
            (ffi::SQLITE_CORRUPT, "ledger-damaged", false),
            (ffi::SQLITE_FULL, "disk-full", true),
            (ffi::SQLITE_READONLY, "ledger-read-only", false),
            (ffi::SQLITE_IOERR_FSYNC, "io-error", false),
            (ffi::SQLITE_CANTOPEN, "cannot-open", false),
            (ffi::SQLITE_TOOBIG, "engine", false),
        ] {
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(said), None);
            let failure = Failure::from(error);
            let told = failure.told();
            assert_eq!((told.code, told.retryable), (code, retryable), "{failure}");
        }
    }
}
