//! A change: one open write transaction, in which one command is decided, recorded and committed
//! — or, dropped, never was.

use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use chrono::NaiveDate;

use super::apart::Pepper;
use super::clock::{self, Reading};
use super::log::{self, Entry, Head};
use super::open::{self, Purpose};
use super::{Facts, impossible, projection, tally};
use crate::domain::event::{Event, OperationEvent};
use crate::domain::id::Counters;
use crate::domain::moment::Moment;
use crate::domain::operation::{Apart, Operation, Receipt, clock_warning};
use crate::domain::shell;
use crate::failure::{Exit, Failure, Result};

/// What a command brings along to every change it makes.
#[derive(Clone, Debug, Default)]
pub struct Intent {
    pub actor: String,
    pub os_user: String,
    pub host: String,
    /// The day it took effect, when that is not today.
    pub on: Option<NaiveDate>,
    pub reason: Option<String>,
    /// The `--request-id`, or one that was made up.
    pub op_id: String,
    pub dry_run: bool,
}

/// Who wants to know how many steps of how many are done.
pub type Progress = Rc<dyn Fn(usize, usize)>;

/// An open change.
pub struct Change {
    facts: Facts,
    intent: Intent,
    moment: Moment,
    head: Head,
    events: Vec<Event>,
    /// What the log says of them, up to the last that changed a table.
    bodies: Vec<String>,
    /// What digests of requests are keyed with from the next operation on, where that is another.
    pub(super) pepper: Option<Pepper>,
    /// The next ids of this ledger.
    pub counters: Counters,
    /// What is said beside the answer and not kept: what an import left out, and why.
    pub notes: Vec<String>,
    wait: Duration,
    progress: Option<Progress>,
}

/// How a change ended.
#[derive(Clone, Debug)]
pub enum Committed {
    /// Recorded for good.
    Done(Box<Operation>),
    /// Nothing recorded: there was nothing to do, or it was a dry run.
    Not(Receipt),
}

impl Deref for Change {
    type Target = Facts;
    fn deref(&self) -> &Facts {
        &self.facts
    }
}

impl DerefMut for Change {
    fn deref_mut(&mut self) -> &mut Facts {
        &mut self.facts
    }
}

impl Change {
    /// Waits for the ledger, opens a change on it and reads the clock — in this order, so that a
    /// wait never looks like a clock that goes back.
    ///
    /// # Errors
    /// Whatever keeps the ledger from being opened or written to; an effective day in the future.
    pub fn begin(
        path: &Path,
        wait: Duration,
        intent: Intent,
        clock: &dyn Fn() -> Reading,
    ) -> Result<Self> {
        let (tables, path) = open::open(path, Purpose::Write, wait)?;
        log::check_end(&tables)?;
        let reading = clock();
        let facts = Facts::new(tables, &path, reading.now.date_naive());
        Change::on(facts, intent, reading, wait)
    }

    /// A change on a ledger that is open already.
    pub(super) fn on(
        mut facts: Facts,
        intent: Intent,
        reading: Reading,
        wait: Duration,
    ) -> Result<Self> {
        let head = facts.head()?;
        let newest = facts.last_trusted_at(reading.now)?;
        let moment = clock::moment(reading, newest, intent.on)?;
        facts.today = moment.on;
        let counters = facts.counters()?;
        tally::check(&facts.tables, &counters)?;
        Ok(Change { counters, wait, ..Change::new(facts, intent, moment, head) })
    }

    fn new(facts: Facts, intent: Intent, moment: Moment, head: Head) -> Self {
        Change {
            facts,
            intent,
            moment,
            head,
            events: Vec::new(),
            bodies: Vec::new(),
            pepper: None,
            counters: Counters::default(),
            notes: Vec::new(),
            wait: Duration::ZERO,
            progress: None,
        }
    }

    /// A change that is only imagined; it is never committed.
    pub(super) fn imagined(facts: Facts, reading: Reading, on: Option<NaiveDate>) -> Result<Self> {
        let intent = Intent { on, dry_run: true, ..Intent::default() };
        Change::on(facts, intent, reading, Duration::ZERO)
    }

    /// The first change of a ledger, on an empty schema.
    pub(super) fn first(
        facts: Facts,
        ledger: &str,
        intent: Intent,
        reading: Reading,
    ) -> Result<Self> {
        let moment = clock::moment(reading, None, intent.on)?;
        let head = Head { ledger: ledger.to_owned(), seq: 0, hash: log::GENESIS.to_owned() };
        Ok(Change::new(facts, intent, moment, head))
    }

    /// What was recorded so far.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// When this happens.
    #[must_use]
    pub fn moment(&self) -> Moment {
        self.moment
    }

    /// Why, if somebody said so.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.intent.reason.as_deref()
    }

    /// By which the operation is known again.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.intent.op_id
    }

    /// Whether nothing will be recorded.
    #[must_use]
    pub fn is_dry_run(&self) -> bool {
        self.intent.dry_run
    }

    /// The id of the ledger.
    #[must_use]
    pub fn ledger_id(&self) -> &str {
        &self.head.ledger
    }

    /// Which operation it will be, and the hash of the one before it.
    #[must_use]
    pub fn place(&self) -> (u64, &str) {
        (self.head.seq + 1, &self.head.hash)
    }

    /// What follows took effect on `day`; an opening statement tells of many days.
    pub fn set_day(&mut self, day: NaiveDate) {
        self.moment.on = day;
        self.facts.today = day;
    }

    /// Asks for the facts of another day than the one that this took effect on.
    ///
    /// # Errors
    /// Those of `ask`.
    pub fn asked_of<T>(
        &mut self,
        day: NaiveDate,
        ask: impl FnOnce(&mut Change) -> Result<T>,
    ) -> Result<T> {
        let today = std::mem::replace(&mut self.facts.today, day);
        let asked = ask(self);
        self.facts.today = today;
        asked
    }

    /// Records a fact: into the log when the change is committed, into the tables at once.
    pub fn record(&mut self, event: impl Into<Event>) -> Result<()> {
        let event = event.into();
        self.log_all()?;
        let logged = self.put_apart(&event)?;
        let seq = self.head.seq + 1;
        projection::project(&self.facts.tables, seq, &logged)
            .map_err(|failure| cannot_be(&event, failure))?;
        self.facts.forget_computed(&event);
        self.bodies.push(logged.body()?);
        self.events.push(event);
        Ok(())
    }

    /// Puts what is told beside the answer into words of the log, too.
    fn log_all(&mut self) -> Result<()> {
        while let Some(event) = self.events.get(self.bodies.len()).cloned() {
            let logged = self.put_apart(&event)?;
            logged.count(&self.facts.tables)?;
            self.bodies.push(logged.body()?);
        }
        Ok(())
    }

    /// Who is told how far it is, of what is done in many steps.
    pub fn watched_by(&mut self, progress: Progress) {
        self.progress = Some(progress);
    }

    /// Tells that so many steps of so many are done.
    pub fn tell_progress(&self, done: usize, all: usize) {
        if let Some(progress) = &self.progress {
            progress(done, all);
        }
    }

    /// Records facts, in order.
    pub fn record_all<E: Into<Event>>(
        &mut self,
        events: impl IntoIterator<Item = E>,
    ) -> Result<()> {
        events.into_iter().try_for_each(|event| self.record(event))
    }

    /// Tries what may be refused, or may turn out to be nothing: unless it says that it is to
    /// stay, what it recorded is taken back.
    ///
    /// # Errors
    /// Those of `with`, and those of the engine.
    pub fn attempt(&mut self, with: impl FnOnce(&mut Change) -> Result<bool>) -> Result<bool> {
        self.facts.tables.run("SAVEPOINT attempt", [])?;
        let events = self.events.len();
        let counters = self.counters.clone();
        let tried = with(self);
        if !matches!(tried, Ok(true)) {
            self.facts.tables.run("ROLLBACK TO attempt", [])?;
            for undone in self.events.split_off(events) {
                self.facts.forget_computed(&undone);
            }
            self.bodies.truncate(events);
            self.counters = counters;
        }
        self.facts.tables.run("RELEASE attempt", [])?;
        tried
    }

    /// Tells the actor something beside the answer; it is kept with the operation.
    pub fn warn(&mut self, warning: String) {
        self.events.push(Event::Operation(OperationEvent::Warned { warning }));
    }

    /// Commits what was recorded as one operation of `command`, or rolls back when there is
    /// nothing, or it is a dry run.
    ///
    /// # Errors
    /// Exit 8, `outcome-unknown`, when the engine failed at the commit and nobody can say whether
    /// it happened.
    pub fn commit(self, command: &str, request: &str) -> Result<Committed> {
        self.commit_and_keep(command, request).map(|(committed, _)| committed)
    }

    /// The same, and gives the facts back for the next change on them.
    pub(super) fn commit_and_keep(
        mut self,
        command: &str,
        request: &str,
    ) -> Result<(Committed, Option<Facts>)> {
        let changed = self.events.iter().any(Event::is_change);
        if self.intent.dry_run || !changed {
            let mut told = Apart::of(std::mem::take(&mut self.events));
            if !changed {
                // Nothing happened that a warning could be about.
                told = Apart { refused: told.refused, ..Apart::default() };
            }
            let warnings =
                told.warnings.into_iter().chain(clock_warning(self.moment.clock)).collect();
            let receipt = Receipt {
                operation: None,
                command: command.to_owned(),
                actor: self.intent.actor,
                at: self.moment.recorded_at,
                on: self.moment.on,
                changed,
                dry_run: self.intent.dry_run,
                events: told.events,
                head: self.head.hash,
                warnings,
                refused: told.refused,
            };
            return Ok((Committed::Not(receipt), None));
        }
        let entry = self.entry(command, request)?;
        log::append(&self.facts.tables, &self.head.ledger, &entry)?;
        let told = self.told_as(entry)?;
        let done = self.facts.tables.engine().execute_batch("COMMIT");
        let operation = Box::new(told);
        match done {
            Ok(()) => Ok((Committed::Done(operation), Some(self.facts))),
            Err(error) => {
                self.learn_outcome(&operation, error).map(|()| (Committed::Done(operation), None))
            }
        }
    }

    /// The operation that an entry tells. The events at hand are those of the entry; reading them
    /// back would cost as much again.
    fn told_as(&mut self, entry: Entry) -> Result<Operation> {
        let Intent { os_user, host, reason, .. } = self.intent.clone();
        let actor = self.actor(&entry.actor)?;
        let entry = Entry { actor, os_user, host, reason, ..entry };
        entry.operation_with(std::mem::take(&mut self.events))
    }

    fn entry(&mut self, command: &str, request: &str) -> Result<Entry> {
        self.log_all()?;
        if let Some(pepper) = self.pepper.take() {
            // Only now: the digest of this request was made with the one before.
            pepper.keep(&self.facts.tables)?;
        }
        let Intent { actor, os_user, host, reason, .. } = self.intent.clone();
        let acting = match actor.parse() {
            Ok(email) => self.id_of(&email)?,
            Err(_) => None,
        };
        let actor = match acting {
            Some(id) => id.to_string(),
            // Whoever saves a ledger need not be known to it.
            None => self.put_text(&actor, true)?,
        };
        let os_user = self.put_text(&os_user, true)?;
        let host = self.put_text(&host, true)?;
        let reason = reason.map(|reason| self.put_text(&reason, false)).transpose()?;
        let seq = i64::try_from(self.head.seq + 1)
            .map_err(|_| impossible("the log is longer than any log"))?;
        let mut entry = Entry {
            seq,
            op_id: self.intent.op_id.clone(),
            recorded_at: log::written(self.moment.recorded_at),
            clock: self.moment.clock.word().to_owned(),
            on: self.moment.on.to_string(),
            actor,
            os_user,
            host,
            command: command.to_owned(),
            request: request.to_owned(),
            reason,
            program: self.facts.program()?.program.clone(),
            mpn_version: env!("CARGO_PKG_VERSION").to_owned(),
            prev: self.head.hash.clone(),
            hash: String::new(),
            bodies: std::mem::take(&mut self.bodies),
        };
        entry.hash = entry.hashed(&self.head.ledger);
        Ok(entry)
    }

    /// After an error at the commit, asks the ledger on a new connection whether it happened. The
    /// failed sync itself is never tried again: the engine may have thrown the pages away.
    fn learn_outcome(self, made: &Operation, error: rusqlite::Error) -> Result<()> {
        let path: PathBuf = self.facts.path.clone();
        let busy = matches!(
            error.sqlite_error_code(),
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)
        );
        let failure = Failure::from(error);
        drop(self.facts);
        // A ledger in the making has no name yet: what failed in it never was.
        if busy || !path.exists() {
            return Err(failure);
        }
        let found = open::open(&path, Purpose::Read, self.wait).and_then(|(tables, path)| {
            Facts::new(tables, &path, self.moment.on).operation_by_id(&made.op_id)
        });
        match found {
            Ok(Some(operation)) if operation.hash == made.hash => Ok(()),
            Ok(_) => Err(failure),
            Err(_) => Err(Failure::new(
                Exit::Unknown,
                "outcome-unknown",
                format!("it could not be learned whether this was recorded: {failure}"),
            )
            .hint(format!("run it again with --request-id {}", shell::word(&made.op_id)))
            .retryable()),
        }
    }
}

/// What the tables refuse was decided on tables that are not what the log says: such an event is
/// never recorded.
fn cannot_be(event: &Event, failure: Failure) -> Failure {
    if failure.told().code != "engine" {
        return failure;
    }
    impossible(&format!("{} does not fit what is there: {failure}", event.kind()))
}
