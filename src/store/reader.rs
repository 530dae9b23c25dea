//! A reader: one open read transaction, on the ledger as it is or as it was.

use std::ops::Deref;
use std::path::Path;
use std::time::Duration;

use chrono::NaiveDate;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::apart::Names;
use super::change::Change;
use super::clock::Reading;
use super::open::{self, Purpose};
use super::tables::Tables;
use super::{Facts, log, projection};
use crate::domain::fact::CountsFrom;
use crate::domain::moment::AsOf;
use crate::domain::refusal::OperationRefusal;
use crate::failure::{Failure, Result};

/// An open reader.
pub struct Reader(Facts);

impl Deref for Reader {
    type Target = Facts;
    fn deref(&self) -> &Facts {
        &self.0
    }
}

impl Reader {
    /// Opens the ledger for reading; statuses are told for `today`.
    ///
    /// # Errors
    /// Whatever keeps the ledger from being opened.
    pub fn open(path: &Path, wait: Duration, today: NaiveDate) -> Result<Self> {
        let (tables, path) = open::open(path, Purpose::Read, wait)?;
        Ok(Reader(Facts::new(tables, &path, today)))
    }

    /// The ledger as the log stood then: a replay of its beginning in memory.
    ///
    /// # Errors
    /// [`OperationRefusal::NoSuchOperation`] when nothing was recorded by then,
    /// `as-of-in-the-future` for a day of which nobody knows yet.
    pub fn as_of(self, as_of: AsOf) -> Result<Self> {
        if let AsOf::Day(day) = as_of
            && day > self.today
        {
            return Err(Failure::usage(
                "as-of-in-the-future",
                format!("--as-of {day} is in the future; today is {} (UTC)", self.today),
            )
            .hint("leave --as-of out, or give a day that is past"));
        }
        let newest = self.head()?.seq;
        let (last, today) = match as_of {
            AsOf::Day(day) => (self.last_operation_by(day)?, day),
            AsOf::Operation(seq) => match self.operation(seq)? {
                Some(operation) => (Some(seq), operation.recorded_at.date_naive()),
                None => (None, self.today),
            },
        };
        let Some(last) = last else {
            let operation = match as_of {
                AsOf::Day(day) => format!("by {day}"),
                AsOf::Operation(seq) => seq.to_string(),
            };
            return Err(OperationRefusal::NoSuchOperation { operation, newest }.into());
        };
        let tables = open::scratch()?;
        let ledger = self.head()?.ledger;
        log::each(&self.tables, Some(last), |entry| {
            projection::project_entry(&tables, &entry)?;
            log::append(&tables, &ledger, &entry)
        })?;
        self.copy_secrets_into(&tables)?;
        self.copy_people_into(&tables, Names::OfThen)?;
        Ok(Reader(Facts::new(tables, &self.0.path, today)))
    }

    /// The ledger as it stands on a day, past or coming, by what is known now (TIME-4). What took
    /// effect later is left out of a past day, and so is what was undone, with its undo: a replay in
    /// memory, whose cost grows with the log.
    ///
    /// # Errors
    /// `at-out-of-range` (exit 2) for a day before anything is known of.
    pub fn at(self, day: NaiveDate) -> Result<Self> {
        if day >= self.today {
            let Reader(mut facts) = self;
            facts.today = day;
            return Ok(Reader(facts));
        }
        let earliest = self.earliest_day()?.min(self.today);
        if day < earliest {
            let message = format!("--at {day} is before anything is known of; that is {earliest}");
            return Err(Failure::usage("at-out-of-range", message)
                .hint(format!("--at {earliest}, or a later day")));
        }
        let undone = self.undone_and_their_undos()?;
        let tables = open::scratch()?;
        let ledger = self.head()?.ledger;
        log::each(&self.tables, None, |entry| {
            let seq = entry.seq.unsigned_abs();
            let with_operation = entry.day()?;
            for logged in entry.logged()?.iter().filter(|_| !undone.contains(&seq)) {
                let from = match logged.event.fact().counts_from() {
                    CountsFrom::Ever => None,
                    CountsFrom::Day(from) => Some(from),
                    CountsFrom::Operation => Some(with_operation),
                };
                if from.is_none_or(|from| from <= day) {
                    projection::project(&tables, seq, logged)?;
                }
            }
            log::append(&tables, &ledger, &entry)
        })?;
        self.copy_secrets_into(&tables)?;
        self.copy_people_into(&tables, Names::OfNow)?;
        Ok(Reader(Facts::new(tables, &self.0.path, day)))
    }

    /// Lets `with` make a change that is only imagined: it took effect on a day, if that is said,
    /// and is taken back afterwards, whatever `with` says.
    ///
    /// # Errors
    /// Those of `with` and of the engine, and `on-in-the-future`.
    pub fn imagine<T>(
        &mut self,
        reading: Reading,
        on: Option<NaiveDate>,
        with: impl FnOnce(&mut Change) -> Result<T>,
    ) -> Result<T> {
        self.may_be_changed()?;
        self.tables.batch("SAVEPOINT imagined")?;
        let imagined =
            Change::imagined(self.0.again(), reading, on).and_then(|mut change| with(&mut change));
        self.tables.batch("ROLLBACK TO imagined; RELEASE imagined")?;
        imagined
    }

    /// Sees to it that the tables can be changed without the file being touched. The ledger itself
    /// is used where nobody else writes to it: what is changed stays in the engine's cache, which
    /// costs what is changed. Where somebody does, or the file is only there to be read, nobody
    /// waits, and a copy in memory takes its place.
    fn may_be_changed(&mut self) -> Result<()> {
        self.tables.batch("PRAGMA journal_mode = MEMORY; PRAGMA cache_spill = OFF")?;
        // Whoever changes nothing asks all the same to be the one who writes.
        match self.tables.run("DELETE FROM head WHERE 0", []) {
            Ok(()) => Ok(()),
            Err(failure) if matches!(failure.told().code, "ledger-busy" | "ledger-read-only") => {
                self.0 = Facts::new(self.copied()?, &self.0.path, self.today);
                Ok(())
            }
            Err(failure) => Err(failure),
        }
    }

    /// A copy of the ledger in memory.
    fn copied(&self) -> Result<Tables> {
        let mut conn = Connection::open_in_memory()?;
        // At once and whole, or not at all: to wait here would be to wait for ourselves.
        if Backup::new(self.tables.engine(), &mut conn)?.step(-1)? != StepResult::Done {
            return Err(Failure::failed("failed", "the ledger cannot be copied into memory"));
        }
        open::guard(&conn)?;
        conn.execute_batch("BEGIN")?;
        Ok(Tables::on(conn))
    }
}
