//! Product keys, without their text.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{Facts, day_if_any, number, tally, word};
use crate::domain::answer::KeyLine;
use crate::domain::event::Event;
use crate::domain::id::{BenefitId, Id, KeyId};
use crate::domain::refusal::Refusal;
use crate::domain::software::{Key, KeyState};
use crate::domain::user::Email;
use crate::failure::Result;
use crate::seal;

pub(super) fn project(conn: &Connection, seq: u64, event: &Event) -> Result<()> {
    match event {
        Event::KeysAdded { benefit, key_type, activations, seats, keys } => {
            let mut statement = conn.prepare_cached(
                "INSERT INTO \"key\" (id, benefit, commitment, key_type, activations,
                        activations_used, seats, state)
                 VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, 'free')",
            )?;
            for added in keys {
                statement.execute(params![
                    added.key.number(),
                    benefit.number(),
                    seal::bytes_of(&added.commitment),
                    key_type.map(super::super::domain::software::KeyType::word),
                    activations,
                    seats,
                ])?;
            }
            if let Some(last) = keys.last() {
                tally::count(conn, last.key)?;
            }
            let added = i64::try_from(keys.len()).unwrap_or(i64::MAX);
            tally::stock(conn, *benefit, [added, added, 0])
        }
        Event::KeyRevealed { key, benefit, user, language, os, on } => {
            // Counted first: what it was before decides what it adds.
            if let Some(state) = state_of(conn, *key)? {
                let free = if state == KeyState::Free { -1 } else { 0 };
                let revealed = i64::from(state != KeyState::Held);
                tally::stock(conn, *benefit, [0, free, revealed])?;
            }
            conn.prepare_cached(
                "UPDATE \"key\" SET
                    revealed_on = CASE state WHEN 'held' THEN revealed_on ELSE ?3 END,
                    revealed_in = CASE state WHEN 'held' THEN revealed_in ELSE ?4 END,
                    language = coalesce(?5, language), os = coalesce(?6, os),
                    state = 'held', holder = ?2
                 WHERE id = ?1",
            )?
            .execute(params![
                key.number(),
                user.as_str(),
                on.to_string(),
                seq,
                language,
                os
            ])?;
            seen(conn, seq, user, std::slice::from_ref(key))
        }
        Event::KeysExported { user, keys, .. } => seen(conn, seq, user, keys),
        Event::KeysRemoved { benefit, keys } => {
            let mut statement = conn.prepare_cached("DELETE FROM \"key\" WHERE id = ?1")?;
            for key in keys {
                statement.execute([key.number()])?;
            }
            let removed = i64::try_from(keys.len()).unwrap_or(i64::MAX);
            tally::stock(conn, *benefit, [-removed, -removed, 0])
        }
        Event::KeyRestored { key, benefit, state, user, activations_used } => {
            let was = state_of(conn, *key)?;
            conn.prepare_cached(
                "UPDATE \"key\" SET state = ?2, holder = ?3, activations_used = ?4 WHERE id = ?1",
            )?
            .execute(params![
                key.number(),
                state.word(),
                user.as_ref().map(Email::as_str),
                activations_used
            ])?;
            let more = |wanted| i64::from(*state == wanted) - i64::from(was == Some(wanted));
            tally::stock(conn, *benefit, [0, more(KeyState::Free), more(KeyState::Held)])
        }
        Event::KeyActivated { key, counted, .. } => {
            conn.prepare_cached(
                "UPDATE \"key\" SET activations_used = activations_used + ?2 WHERE id = ?1",
            )?
            .execute(params![key.number(), i32::from(*counted)])?;
            Ok(())
        }
        Event::KeyReturned { key, benefit, user: _ } => {
            set_aside(conn, *key, KeyState::Returned)?;
            tally::stock(conn, *benefit, [0, 0, -1])
        }
        Event::KeyRetired { key, benefit } => {
            let was = state_of(conn, *key)?;
            set_aside(conn, *key, KeyState::Retired)?;
            let free = if was == Some(KeyState::Free) { -1 } else { 0 };
            let revealed = if was == Some(KeyState::Held) { -1 } else { 0 };
            tally::stock(conn, *benefit, [0, free, revealed])
        }
        _ => Ok(()),
    }
}

fn state_of(conn: &Connection, key: KeyId) -> Result<Option<KeyState>> {
    let state: Option<String> = conn
        .prepare_cached("SELECT state FROM \"key\" WHERE id = ?1")?
        .query_row([key.number()], |row| row.get(0))
        .optional()?;
    state.map(|state| word(&state, "a state of a key")).transpose()
}

fn set_aside(conn: &Connection, key: KeyId, state: KeyState) -> Result<()> {
    conn.prepare_cached("UPDATE \"key\" SET state = ?2, holder = NULL WHERE id = ?1")?
        .execute(params![key.number(), state.word()])?;
    Ok(())
}

/// Notes that a user was shown keys.
fn seen(conn: &Connection, seq: u64, user: &Email, keys: &[KeyId]) -> Result<()> {
    let mut statement = conn.prepare_cached(
        "INSERT INTO key_reveal (\"key\", seq, email) VALUES (?1, ?2, ?3)
         ON CONFLICT (\"key\", seq) DO NOTHING",
    )?;
    for key in keys {
        statement.execute(params![key.number(), seq, user.as_str()])?;
    }
    Ok(())
}

/// Ends all keys of a benefit that could still be used.
pub(super) fn end_all(conn: &Connection, benefit: BenefitId) -> Result<()> {
    conn.prepare_cached(
        "UPDATE \"key\" SET state = 'ended', holder = NULL
         WHERE benefit = ?1 AND state IN ('free', 'held', 'returned')",
    )?
    .execute([benefit.number()])?;
    Ok(())
}

const COLUMNS: &str = "id, benefit, key_type, activations, activations_used, state, holder, \
                       revealed_on, language, os, commitment, seats";

fn key(row: &Row<'_>) -> Result<Key> {
    let key_type: Option<String> = row.get(2)?;
    let activations: Option<i64> = row.get(3)?;
    let holder: Option<String> = row.get(6)?;
    let seats: Option<i64> = row.get(11)?;
    Ok(Key {
        id: KeyId::new(number(row.get(0)?)?),
        benefit: BenefitId::new(number(row.get(1)?)?),
        key_type: key_type.map(|kind| word(&kind, "a type of key")).transpose()?,
        activations: activations.map(number).transpose()?,
        activations_used: tally::counted(row.get(4)?)?,
        state: word(&row.get::<_, String>(5)?, "a state of a key")?,
        holder: holder.map(|email| word(&email, "an email")).transpose()?,
        revealed_on: day_if_any(row.get(7)?)?,
        language: row.get(8)?,
        os: row.get(9)?,
        commitment: seal::hex(&row.get::<_, Vec<u8>>(10)?),
        seats: seats.map(number).transpose()?,
    })
}

impl Facts {
    fn keys_where(&self, rest: &str, bound: &[&dyn rusqlite::ToSql]) -> Result<Vec<Key>> {
        let sql = format!("SELECT {COLUMNS} FROM \"key\" WHERE {rest}");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(bound)?;
        let mut keys = Vec::new();
        while let Some(row) = rows.next()? {
            keys.push(key(row)?);
        }
        Ok(keys)
    }

    /// The key with that id.
    ///
    /// # Errors
    /// [`Refusal::NoSuchKey`].
    pub fn key(&self, id: KeyId) -> Result<Key> {
        if let Some(found) = self.keys_where("id = ?1", &[&id.number()])?.pop() {
            return Ok(found);
        }
        Err(Refusal::NoSuchKey { key: id.to_string(), nearest: self.nearest_id("key", id)? }.into())
    }

    /// The first `count` keys of a benefit that nobody ever held.
    pub fn free_keys(&self, benefit: BenefitId, count: usize) -> Result<Vec<Key>> {
        self.keys_where(
            "benefit = ?1 AND state = 'free' ORDER BY id LIMIT ?2",
            &[&benefit.number(), &count],
        )
    }

    /// All keys of a benefit, by id.
    pub fn keys(&self, benefit: BenefitId) -> Result<Vec<Key>> {
        self.keys_where("benefit = ?1 ORDER BY id", &[&benefit.number()])
    }

    /// Whether a key was ever shown to somebody, or written into a file in clear.
    pub fn was_shown(&self, key: KeyId) -> Result<bool> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM key_reveal WHERE \"key\" = ?1)")?;
        Ok(statement.query_row([key.number()], |row| row.get(0))?)
    }

    /// The keys a user holds, by id.
    pub fn keys_held_by(&self, user: &Email) -> Result<Vec<KeyId>> {
        let held = self.keys_where("holder = ?1 ORDER BY id", &[&user.as_str()])?;
        Ok(held.into_iter().map(|key| key.id).collect())
    }

    /// How many keys of a benefit were returned.
    pub fn keys_returned(&self, benefit: BenefitId) -> Result<u32> {
        let count: i64 = self.conn.query_row(
            "SELECT count(*) FROM \"key\" WHERE benefit = ?1 AND state = 'returned'",
            [benefit.number()],
            |row| row.get(0),
        )?;
        tally::counted(count)
    }

    /// The keys of a benefit whose text ends so.
    pub fn keys_with_tail(&self, benefit: BenefitId, tail: &str) -> Result<Vec<Key>> {
        self.keys_where(
            "benefit = ?1 AND EXISTS
                (SELECT 1 FROM sealed_value v
                 WHERE v.kind = 'key' AND v.number = \"key\".id AND v.tail = ?2) ORDER BY id",
            &[&benefit.number(), &tail],
        )
    }

    /// The key whose text has this fingerprint.
    pub fn key_with_fingerprint(&self, fingerprint: &[u8]) -> Result<Option<KeyId>> {
        let found: Option<i64> = self
            .conn
            .prepare_cached(
                "SELECT k.id FROM sealed_value v JOIN \"key\" k ON k.id = v.number
                 WHERE v.fingerprint = ?1 AND v.kind = 'key'",
            )?
            .query_row([fingerprint], |row| row.get(0))
            .optional()?;
        found.map(|id| number(id).map(KeyId::new)).transpose()
    }

    /// One row per key of a benefit (SW-3).
    pub fn key_lines(&self, benefit: BenefitId) -> Result<Vec<KeyLine>> {
        let mut statement = self.conn.prepare(
            "SELECT k.id, k.key_type, k.state, k.holder, k.revealed_on, k.language, k.os,
                    k.activations, k.activations_used, v.tail, o.actor, o.reason, o.seq,
                    o.command
             FROM \"key\" k LEFT JOIN sealed_value v ON v.kind = 'key' AND v.number = k.id
             LEFT JOIN operation o ON o.seq = k.revealed_in
             WHERE k.benefit = ?1 ORDER BY k.id",
        )?;
        let mut rows = statement.query([benefit.number()])?;
        let mut lines = Vec::new();
        let mut reasons = RowReasons::default();
        while let Some(row) = rows.next()? {
            let id = KeyId::new(number(row.get(0)?)?);
            let seq: Option<u64> = row.get(12)?;
            let command: Option<String> = row.get(13)?;
            let of_row = match seq.filter(|_| command.as_deref() == Some("apply")) {
                Some(seq) => reasons.of(self, seq, id)?,
                None => None,
            };
            let key_type: Option<String> = row.get(1)?;
            let holder: Option<String> = row.get(3)?;
            let activations: Option<i64> = row.get(7)?;
            lines.push(KeyLine {
                id,
                tail: row.get(9)?,
                key_type: key_type.map(|kind| word(&kind, "a type of key")).transpose()?,
                status: word(&row.get::<_, String>(2)?, "a state of a key")?,
                holder: holder.map(|email| word(&email, "an email")).transpose()?,
                revealed_on: day_if_any(row.get(4)?)?,
                revealed_by: row.get(10)?,
                reason: of_row.or(row.get(11)?),
                language: row.get(5)?,
                os: row.get(6)?,
                activations: activations.map(number).transpose()?,
                activations_used: tally::counted(row.get(8)?)?,
            });
        }
        Ok(lines)
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
                    (Event::RowApplied { reason: because, .. }, _) => reason = because,
                    (Event::KeyRevealed { key, .. }, Some(because)) => {
                        self.of.insert((seq, key), because.clone());
                    }
                    _ => {}
                }
            }
        }
        Ok(self.of.get(&(seq, key)).cloned())
    }
}
