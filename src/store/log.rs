//! The log: operations, each hashed over the one before it, with their events.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use rusqlite::ToSql;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::apart::{Logged, TextRef};
use super::row::{Stored as _, columns};
use super::tables::{Tables, insert};
use super::{Facts, day, impossible, json, tally, word};
use crate::domain::event::{Event, LedgerEvent};
use crate::domain::moment::Clock;
use crate::domain::operation::Operation;
use crate::failure::Result;
use crate::seal::hex;

/// What the first operation's hash follows.
pub(super) const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What is hashed first, so that no other use of SHA-256 is mistaken for this one.
const TAG: &[u8] = b"mpn.operation.v1";

/// An operation as its row and its events' rows stand in the file: every text exactly as hashed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub seq: i64,
    pub op_id: String,
    pub recorded_at: String,
    pub clock: String,
    pub on: String,
    pub actor: String,
    pub os_user: String,
    pub host: String,
    pub command: String,
    pub request: String,
    pub reason: Option<String>,
    pub program: String,
    pub mpn_version: String,
    pub prev: String,
    pub hash: String,
    #[serde(skip)]
    pub bodies: Vec<String>,
}

impl Entry {
    /// The hash of the whole entry.
    pub(super) fn hashed(&self, ledger: &str) -> String {
        let mut hashing = self.hashing(ledger, self.bodies.len() as u64);
        for body in &self.bodies {
            hashing.add(body.as_bytes());
        }
        hashing.hash()
    }

    /// `SHA-256` over the tag, the ledger's id, and every field and event, each with its length
    /// before it as eight bytes, big-endian. An absent reason is told from an empty one by a
    /// length of 2⁶⁴ − 1 without bytes. Numbers are eight bytes, big-endian. The events are still
    /// to be added, as many as are said.
    pub(super) fn hashing(&self, ledger: &str, events: u64) -> Hashing {
        let mut hashing = Hashing(Sha256::new());
        hashing.add(TAG);
        hashing.add(ledger.as_bytes());
        hashing.add(&self.seq.to_be_bytes());
        for text in [&self.prev, &self.op_id, &self.recorded_at, &self.clock, &self.on] {
            hashing.add(text.as_bytes());
        }
        for text in [&self.actor, &self.os_user, &self.host, &self.command, &self.request] {
            hashing.add(text.as_bytes());
        }
        match &self.reason {
            Some(reason) => hashing.add(reason.as_bytes()),
            None => hashing.0.update(u64::MAX.to_be_bytes()),
        }
        hashing.add(self.program.as_bytes());
        hashing.add(self.mpn_version.as_bytes());
        hashing.add(&events.to_be_bytes());
        hashing
    }

    /// The events, as the log has them.
    pub(super) fn logged(&self) -> Result<Vec<Logged>> {
        let read = |(position, body): (usize, &String)| {
            let what = || format!("event {position} of {}", self.seq);
            Logged::read(body).map_err(|error| impossible(&format!("{}: {error}", what())))
        };
        self.bodies.iter().enumerate().map(read).collect()
    }

    /// The texts that it tells beside its events, and whether each tells where it was done.
    pub(super) fn texts(&self) -> Vec<(TextRef, bool)> {
        let places = [&self.actor, &self.os_user, &self.host].map(|told| (told, true));
        let told = places.into_iter().chain(self.reason.as_ref().map(|reason| (reason, false)));
        // Who acts is a text only where nobody is known by that name.
        told.filter_map(|(told, is_place)| Some((TextRef::read(told).ok()?, is_place))).collect()
    }

    /// The day it took effect.
    pub(super) fn day(&self) -> Result<NaiveDate> {
        day(&self.on)
    }

    /// The operation that it tells, whose events are at hand; what it says beside them is told, too.
    pub(super) fn operation_with(self, events: Vec<Event>) -> Result<Operation> {
        Ok(Operation {
            seq: u64::try_from(self.seq).map_err(|_| impossible("an operation below zero"))?,
            op_id: self.op_id,
            recorded_at: instant(&self.recorded_at)?,
            clock: clock(&self.clock)?,
            on: day(&self.on)?,
            actor: self.actor,
            os_user: self.os_user,
            host: self.host,
            command: self.command,
            request: self.request,
            reason: self.reason,
            program: self.program,
            mpn_version: self.mpn_version,
            prev: self.prev,
            hash: self.hash,
            events,
        })
    }
}

/// The hash of an operation in the making.
pub(super) struct Hashing(Sha256);

impl Hashing {
    /// Adds the text of the next event, or any other field.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    /// The hash, hexadecimal.
    pub(super) fn hash(self) -> String {
        hex(&self.0.finalize())
    }
}

/// An instant as the log writes it.
pub(super) fn written(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

pub(super) fn instant(text: &str) -> Result<DateTime<Utc>> {
    word(text, "an instant")
}

fn clock(text: &str) -> Result<Clock> {
    text.parse().map_err(|_| impossible(&format!("`{text}` stands where a clock should")))
}

// The events stand in rows of their own.
columns! {
    Entry in "operation" {
        seq, op_id, recorded_at, clock, on = "\"on\"", actor, os_user, host, command, request,
        reason, program, mpn_version, prev, hash,
        .. bodies: Vec::new()
    }
}

/// The operation that has a value in a column, with its events.
pub(super) fn entry_where(
    tables: &Tables,
    column: &str,
    value: impl ToSql,
) -> Result<Option<Entry>> {
    let mut found: Option<Entry> = tables.any(&format!("WHERE {column} = ?1"), [value])?;
    if let Some(entry) = &mut found {
        entry.bodies = bodies(tables, entry.seq)?;
    }
    Ok(found)
}

/// Checks the end of a log that is to be gone on with: the newest operation, and the head.
pub(super) fn check_end(tables: &Tables) -> Result<()> {
    let head: Option<Head> = tables.any("", [])?;
    let head = head.ok_or_else(|| impossible("it has no head"))?;
    let newest: i64 = tables.one("SELECT coalesce(max(seq), 0) FROM operation", [])?;
    let Some(entry) = entry_where(tables, "seq", newest)? else {
        return Err(impossible("its log is empty"));
    };
    let hash = entry.hashed(&head.ledger);
    if hash == entry.hash && hash == head.hash && newest.unsigned_abs() == head.seq {
        return Ok(());
    }
    Err(impossible(&format!("operation {newest}, the newest, is not what was recorded")))
}

/// The texts of the events of an operation.
fn bodies(tables: &Tables, seq: i64) -> Result<Vec<String>> {
    tables.rows("SELECT body FROM event WHERE seq = ?1 ORDER BY position", [seq])
}

/// Appends an entry to the log and moves the head.
pub(super) fn append(tables: &Tables, ledger: &str, entry: &Entry) -> Result<()> {
    let Entry { seq, op_id, recorded_at, clock, on, actor, os_user, host, command, .. } = entry;
    let Entry { request, reason, program, mpn_version, prev, hash, .. } = entry;
    insert!(tables, "operation" {
        seq, op_id, recorded_at, clock, on, actor, os_user, host, command, request, reason, program,
        mpn_version, prev, hash,
    })?;
    let bodies = entry.bodies.iter().enumerate();
    tables.run_each(
        "INSERT INTO event (seq, position, body) VALUES (?1, ?2, ?3)",
        bodies.map(|(position, body)| (seq, position, body)),
    )?;
    entry.texts().iter().try_for_each(|(text, _)| tally::count(tables, text.id))?;
    tables.run(
        "INSERT INTO head (one, ledger_id, seq, hash) VALUES (1, ?1, ?2, ?3)
         ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
        (ledger, seq, hash),
    )
}

/// Goes through the log in order, up to and including operation `last`.
pub(super) fn each(
    tables: &Tables,
    last: Option<u64>,
    mut with: impl FnMut(Entry) -> Result<()>,
) -> Result<()> {
    let last = last.and_then(|last| i64::try_from(last).ok()).unwrap_or(i64::MAX);
    let sql = format!("{} WHERE seq <= ?1 ORDER BY seq", Entry::SELECT);
    tables.each(&sql, [last], |mut entry: Entry| {
        entry.bodies = bodies(tables, entry.seq)?;
        with(entry)
    })
}

/// Goes on with the log from the operation at `last`, whose successors must each be what was
/// recorded and follow the one before it.
pub(super) fn each_after(
    tables: &Tables,
    last: &mut Head,
    mut with: impl FnMut(Entry) -> Result<()>,
) -> Result<()> {
    let sql = format!("{} WHERE seq > ?1 ORDER BY seq", Entry::SELECT);
    tables.each(&sql, [last.seq], |mut entry: Entry| {
        entry.bodies = bodies(tables, entry.seq)?;
        let follows = entry.seq.unsigned_abs() == last.seq + 1 && entry.prev == last.hash;
        if !follows || entry.hashed(&last.ledger) != entry.hash {
            let message = format!("operation {} is not what was recorded", entry.seq);
            return Err(impossible(&message));
        }
        last.seq += 1;
        last.hash.clone_from(&entry.hash);
        with(entry)
    })
}

columns! {
    Head in "head" { ledger = "ledger_id", seq, hash }
}

/// The end of the log, as the head row has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub ledger: String,
    pub seq: u64,
    pub hash: String,
}

impl Facts {
    /// The end of the log.
    pub fn head(&self) -> Result<Head> {
        self.tables.any("", [])?.ok_or_else(|| impossible("it has no head"))
    }

    /// Whether the log says that this head was given up, as it was in a newer ledger than this one.
    /// The cost grows with the log; it is asked only of a head that the log does not hold.
    pub fn has_given_up(&self, head: &Head) -> Result<bool> {
        let accepted: Vec<String> = self.tables.rows(
            "SELECT e.body FROM operation o JOIN event e ON e.seq = o.seq
             WHERE o.command = 'ledger accept-rollback'
               AND e.body LIKE '{\"kind\":\"rollback-accepted\",%'",
            [],
        )?;
        let accepted: Vec<Event> = accepted
            .iter()
            .map(|body| json(body, "an accepted rollback"))
            .collect::<Result<_>>()?;
        Ok(accepted.iter().any(|event| {
            matches!(event, Event::Ledger(LedgerEvent::RollbackAccepted { head: given_up, .. })
                if *given_up == head.hash)
        }))
    }

    /// Whether the log holds an operation with that hash at that place.
    pub fn holds(&self, head: &Head) -> Result<bool> {
        let found: Option<String> =
            self.tables.row("SELECT hash FROM operation WHERE seq = ?1", [head.seq])?;
        Ok(found.is_some_and(|hash| hash == head.hash))
    }

    /// The operation at a place of the log.
    pub fn operation(&self, seq: u64) -> Result<Option<Operation>> {
        self.operation_where("seq", seq)
    }

    /// The operation that an entry tells, people by the emails that they have now.
    pub(super) fn operation_of(&self, mut entry: Entry) -> Result<Operation> {
        let told = entry.logged()?.into_iter().map(|logged| self.told(logged));
        let events = told.collect::<Result<_>>()?;
        self.tell_entry(&mut entry)?;
        entry.operation_with(events)
    }

    /// The operation that a request id made.
    pub fn operation_by_id(&self, op_id: &str) -> Result<Option<Operation>> {
        self.operation_where("op_id", op_id)
    }

    fn operation_where(&self, column: &str, value: impl ToSql) -> Result<Option<Operation>> {
        let found = entry_where(&self.tables, column, value)?;
        found.map(|entry| self.operation_of(entry)).transpose()
    }

    /// When the newest operation was recorded.
    pub fn last_recorded_at(&self) -> Result<DateTime<Utc>> {
        let seq = self.head()?.seq;
        self.tables.one("SELECT recorded_at FROM operation WHERE seq = ?1", [seq])
    }

    /// The last operation that was recorded by the end of `day`, if any was.
    pub fn last_operation_by(&self, day: NaiveDate) -> Result<Option<u64>> {
        let end = format!("{day}T23:59:59Z");
        self.tables.one("SELECT max(seq) FROM operation WHERE recorded_at <= ?1", [end])
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn an_operation_is_hashed_as_in_the_golden_vectors() {
        let text = include_str!("../../tests/golden/operations.json");
        let vectors: Value = serde_json::from_str(text).unwrap();
        let mut prev = GENESIS.to_owned();
        let operations = vectors["operations"].as_array().unwrap();
        for operation in operations {
            let field = |name: &str| operation[name].as_str().unwrap().to_owned();
            let bodies = operation["events"].as_array().unwrap().iter();
            let entry = Entry {
                seq: operation["seq"].as_i64().unwrap(),
                op_id: field("op_id"),
                recorded_at: field("recorded_at"),
                clock: field("clock"),
                on: field("on"),
                actor: field("actor"),
                os_user: field("os_user"),
                host: field("host"),
                command: field("command"),
                request: field("request"),
                reason: operation["reason"].as_str().map(str::to_owned),
                program: field("program"),
                mpn_version: field("mpn_version"),
                prev: field("prev"),
                hash: field("hash"),
                bodies: bodies.map(|body| body.as_str().unwrap().to_owned()).collect(),
            };
            assert_eq!(entry.prev, prev);
            let ledger = vectors["ledger_id"].as_str().unwrap();
            assert_eq!(entry.hashed(ledger), entry.hash);
            let reason = entry.reason.is_none().then(String::new);
            assert_ne!(
                Entry { reason, ..entry.clone() }.hashed(ledger),
                entry.hash,
                "empty is not absent"
            );
            prev = entry.hash;
        }
        assert_eq!((operations.len(), prev.as_str()), (27, vectors["head"].as_str().unwrap()));
    }
}
