//! Product keys, without their text.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::row::columns;
use super::tables::Tables;
use super::{Facts, tally};
use crate::domain::answer::KeyLine;
use crate::domain::benefit::Benefit;
use crate::domain::event::{Event, KeyEvent, OperationEvent};
use crate::domain::id::{BenefitId, KeyId};
use crate::domain::refusal::KeyRefusal;
use crate::domain::software::{Key, KeyState, KeyType};
use crate::domain::user::Email;
use crate::failure::Result;
use crate::seal;

pub(super) fn project(tables: &Tables, seq: u64, event: &KeyEvent) -> Result<()> {
    match event {
        KeyEvent::KeysAdded { benefit, key_type, activations, seats, keys, replaces: _ } => {
            tables.run_each(
                "INSERT INTO \"key\" (id, benefit, commitment, key_type, activations,
                        activations_used, seats, state)
                 VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, 'free')",
                keys.iter().map(|added| {
                    (
                        added.key,
                        benefit,
                        seal::bytes_of(&added.commitment),
                        key_type,
                        activations,
                        seats,
                    )
                }),
            )?;
            if let Some(last) = keys.last() {
                tally::count(tables, last.key)?;
            }
            let added = i64::try_from(keys.len()).unwrap_or(i64::MAX);
            tally::stock(tables, *benefit, [added, added, 0])
        }
        KeyEvent::KeyRevealed { key, benefit, user, language, os, on, again: _ } => {
            count_as(tables, *key, *benefit, KeyState::Held)?;
            tables.run(
                "UPDATE \"key\" SET
                    revealed_on = CASE state WHEN 'held' THEN revealed_on ELSE ?3 END,
                    revealed_in = CASE state WHEN 'held' THEN revealed_in ELSE ?4 END,
                    language = coalesce(?5, language), os = coalesce(?6, os),
                    state = 'held', holder = ?2
                 WHERE id = ?1",
                (key, user, on, seq, language, os),
            )?;
            seen(tables, seq, user, std::slice::from_ref(key))
        }
        KeyEvent::KeysExported { user, keys, .. } => seen(tables, seq, user, keys),
        KeyEvent::KeysRemoved { benefit, keys } => {
            tables.run_each("DELETE FROM \"key\" WHERE id = ?1", keys.iter().map(|key| [key]))?;
            let removed = i64::try_from(keys.len()).unwrap_or(i64::MAX);
            tally::stock(tables, *benefit, [-removed, -removed, 0])
        }
        KeyEvent::KeyRestored { key, benefit, state, user, activations_used } => {
            count_as(tables, *key, *benefit, *state)?;
            tables.run(
                "UPDATE \"key\" SET state = ?2, holder = ?3, activations_used = ?4 WHERE id = ?1",
                (key, state, user, activations_used),
            )
        }
        KeyEvent::KeyActivated { key, counted, .. } => tables.run(
            "UPDATE \"key\" SET activations_used = activations_used + ?2 WHERE id = ?1",
            (key, i32::from(*counted)),
        ),
        KeyEvent::KeyReturned { key, benefit, on, .. } => {
            set_aside(tables, *key, KeyState::Returned)?;
            tables.run("UPDATE \"key\" SET returned_on = ?2 WHERE id = ?1", (key, on))?;
            tally::stock(tables, *benefit, [0, 0, -1])
        }
        KeyEvent::KeyRetired { key, benefit, .. } => {
            count_as(tables, *key, *benefit, KeyState::Retired)?;
            set_aside(tables, *key, KeyState::Retired)
        }
    }
}

/// Counts a key as one of a state that it is to be in; what it was before decides what that adds.
fn count_as(tables: &Tables, key: KeyId, benefit: BenefitId, state: KeyState) -> Result<()> {
    let was: Option<KeyState> = tables.row("SELECT state FROM \"key\" WHERE id = ?1", [key])?;
    let more = |wanted| i64::from(state == wanted) - i64::from(was == Some(wanted));
    tally::stock(tables, benefit, [0, more(KeyState::Free), more(KeyState::Held)])
}

fn set_aside(tables: &Tables, key: KeyId, state: KeyState) -> Result<()> {
    tables.run("UPDATE \"key\" SET state = ?2, holder = NULL WHERE id = ?1", (key, state))
}

/// Notes that a user was shown keys.
fn seen(tables: &Tables, seq: u64, user: &Email, keys: &[KeyId]) -> Result<()> {
    tables.run_each(
        "INSERT INTO key_reveal (\"key\", seq, user) VALUES (?1, ?2, ?3)
         ON CONFLICT (\"key\", seq) DO NOTHING",
        keys.iter().map(|key| (key, seq, user)),
    )
}

columns! {
    Key in "\"key\"" {
        id, benefit, key_type, activations, activations_used, state, holder person "holder",
        revealed_on, returned_on, language, os,
        commitment = "lower(hex(commitment))", seats,
    }
}

impl Facts {
    /// The key with that id.
    ///
    /// # Errors
    /// [`KeyRefusal::NoSuchKey`].
    pub fn key(&self, id: KeyId) -> Result<Key> {
        if let Some(found) = self.tables.any("WHERE id = ?1", [id])? {
            return Ok(found);
        }
        Err(KeyRefusal::NoSuchKey { key: id.to_string(), nearest: self.nearest_id("key", id)? }
            .into())
    }

    /// The first `count` keys of a benefit that nobody ever held.
    pub fn free_keys(&self, benefit: BenefitId, count: usize) -> Result<Vec<Key>> {
        self.tables
            .all("WHERE benefit = ?1 AND state = 'free' ORDER BY id LIMIT ?2", (benefit, count))
    }

    /// All keys of a benefit, by id.
    pub fn keys(&self, benefit: BenefitId) -> Result<Vec<Key>> {
        self.tables.all("WHERE benefit = ?1 ORDER BY id", [benefit])
    }

    /// Whether a key was ever shown to somebody, or written into a file in clear.
    pub fn was_shown(&self, key: KeyId) -> Result<bool> {
        self.tables.one("SELECT EXISTS (SELECT 1 FROM key_reveal WHERE \"key\" = ?1)", [key])
    }

    /// The keys a user holds, by id.
    pub fn keys_held_by(&self, user: &Email) -> Result<Vec<KeyId>> {
        let user = self.user_id(user)?;
        self.tables.rows("SELECT id FROM \"key\" WHERE holder = ?1 ORDER BY id", [user])
    }

    /// The keys of a benefit that a user holds, by id.
    pub fn keys_of_held_by(&self, benefit: BenefitId, user: &Email) -> Result<Vec<Key>> {
        let user = self.user_id(user)?;
        self.tables.all("WHERE holder = ?2 AND benefit = ?1 ORDER BY id", (benefit, user))
    }

    /// How many keys of a benefit were returned.
    pub fn keys_returned(&self, benefit: BenefitId) -> Result<u32> {
        self.tables.one(
            "SELECT count(*) FROM \"key\" WHERE benefit = ?1 AND state = 'returned'",
            [benefit],
        )
    }

    /// The keys of which some activations were used, and at most so many are left.
    pub fn keys_nearly_used_up(&self, left: u32) -> Result<Vec<Key>> {
        self.tables.all(
            "WHERE activations_used > 0 AND activations - activations_used <= ?1 ORDER BY id",
            [left],
        )
    }

    /// How many keys of a benefit were given back for a replacement.
    pub fn keys_replaced(&self, benefit: BenefitId) -> Result<u32> {
        self.tables.one(
            "SELECT count(*) FROM \"key\" WHERE benefit = ?1 AND state = 'replaced'",
            [benefit],
        )
    }

    /// How many keys of a benefit were handed out and are held by nobody any more.
    pub fn keys_given_back(&self, benefit: BenefitId) -> Result<u32> {
        self.tables.one(
            "SELECT count(*) FROM \"key\" WHERE benefit = ?1 AND state IN ('returned', 'retired')
               AND revealed_on IS NOT NULL",
            [benefit],
        )
    }

    /// Every time a key of a benefit was shown, the first time first: for whom, on which day, by
    /// whom, and why.
    pub fn reveals(&self, benefit: BenefitId) -> Result<HashMap<KeyId, Vec<Reveal>>> {
        type Shown = (KeyId, Option<Email>, NaiveDate, String, Option<String>);
        let found: Vec<Shown> = self.tables.rows(
            "SELECT r.\"key\", (SELECT email FROM called WHERE id = r.user), o.\"on\", o.actor,
                    o.reason
             FROM \"key\" k JOIN key_reveal r ON r.\"key\" = k.id JOIN operation o ON o.seq = r.seq
             WHERE k.benefit = ?1 ORDER BY r.\"key\", r.seq",
            [benefit],
        )?;
        let mut reveals: HashMap<KeyId, Vec<Reveal>> = HashMap::new();
        for (key, to, on, by, reason) in found {
            let by = self.actor(&by)?;
            let reason = reason.map(|reason| self.text(&reason)).transpose()?;
            reveals.entry(key).or_default().push(Reveal { to, on, by, reason });
        }
        Ok(reveals)
    }

    /// The keys of a benefit whose text ends so.
    pub fn keys_with_tail(&self, benefit: BenefitId, tail: &str) -> Result<Vec<Key>> {
        self.tables.all(
            "WHERE benefit = ?1 AND EXISTS
                (SELECT 1 FROM sealed_value v
                 WHERE v.kind = 'key' AND v.number = \"key\".id AND v.tail = ?2) ORDER BY id",
            (benefit, tail),
        )
    }

    /// The key whose text has this fingerprint.
    pub fn key_with_fingerprint(&self, fingerprint: &[u8]) -> Result<Option<KeyId>> {
        self.tables.row(
            "SELECT k.id FROM sealed_value v JOIN \"key\" k ON k.id = v.number
             WHERE v.fingerprint = ?1 AND v.kind = 'key'",
            [fingerprint],
        )
    }

    /// One row per key of a benefit (SW-3).
    pub fn key_lines(&self, benefit: &Benefit) -> Result<Vec<KeyLine>> {
        let found: Vec<(KeyRow, Option<u64>)> = self.tables.rows(
            "SELECT k.id, v.tail, k.key_type, k.state,
                    (SELECT email FROM called WHERE id = k.holder), k.revealed_on, o.actor,
                    o.reason, k.language, k.os, k.activations, k.activations_used,
                    CASE o.command WHEN 'apply' THEN o.seq END
             FROM \"key\" k LEFT JOIN sealed_value v ON v.kind = 'key' AND v.number = k.id
             LEFT JOIN operation o ON o.seq = k.revealed_in
             WHERE k.benefit = ?1 ORDER BY k.id",
            [benefit.id],
        )?;
        let mut reasons = RowReasons::default();
        let line = |(row, applied): (KeyRow, Option<u64>)| {
            let of_row = applied.map(|seq| reasons.of(self, seq, row.id)).transpose()?.flatten();
            let revealed_by = row.revealed_by.map(|actor| self.actor(&actor)).transpose()?;
            let reason = row.reason.map(|reason| self.text(&reason)).transpose()?;
            Ok(KeyLine {
                id: row.id,
                tail: row.tail,
                key_type: row.key_type,
                status: row.state.status(benefit.is_live()),
                holder: row.holder,
                revealed_on: row.revealed_on,
                revealed_by,
                reason: of_row.or(reason),
                language: row.language,
                os: row.os,
                activations: row.activations,
                activations_used: row.activations_used,
            })
        };
        found.into_iter().map(line).collect()
    }
}

/// That a key was shown.
pub struct Reveal {
    pub to: Option<Email>,
    pub on: NaiveDate,
    pub by: String,
    pub reason: Option<String>,
}

/// A key as one row tells of it.
struct KeyRow {
    id: KeyId,
    tail: Option<String>,
    key_type: Option<KeyType>,
    state: KeyState,
    holder: Option<Email>,
    revealed_on: Option<NaiveDate>,
    revealed_by: Option<String>,
    reason: Option<String>,
    language: Option<String>,
    os: Option<String>,
    activations: Option<u32>,
    activations_used: u32,
}

columns! {
    KeyRow {
        id, tail, key_type, state, holder, revealed_on, revealed_by, reason, language, os,
        activations, activations_used,
    }
}

/// Why keys were shown by the rows of plans: the reason of a row stands in the log before what the
/// row did.
#[derive(Default)]
struct RowReasons {
    read: HashSet<u64>,
    of: HashMap<(u64, KeyId), String>,
}

impl RowReasons {
    /// The reason of the row of operation `seq` that showed a key.
    fn of(&mut self, facts: &Facts, seq: u64, key: KeyId) -> Result<Option<String>> {
        if self.read.insert(seq)
            && let Some(operation) = facts.operation(seq)?
        {
            let mut reason = None;
            for event in operation.events {
                match (event, &reason) {
                    (Event::Operation(OperationEvent::RowApplied { reason: because, .. }), _) => {
                        reason = because;
                    }
                    (Event::Key(KeyEvent::KeyRevealed { key, .. }), Some(because)) => {
                        self.of.insert((seq, key), because.clone());
                    }
                    _ => {}
                }
            }
        }
        Ok(self.of.get(&(seq, key)).cloned())
    }
}
