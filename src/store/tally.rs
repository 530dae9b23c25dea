//! What is kept counted: the ids given so far, and how much of a benefit is in use and in stock.

use rusqlite::{Connection, params};

use super::impossible;
use crate::domain::id::{BenefitId, Id};
use crate::failure::Result;

/// Remembers that this id was given, so that it is never given again.
pub(super) fn count<I: Id>(conn: &Connection, id: I) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO counter (letter, highest) VALUES (?1, ?2)
         ON CONFLICT (letter) DO UPDATE SET highest = excluded.highest
         WHERE excluded.highest > counter.highest",
    )?
    .execute(params![I::LETTER.to_string(), id.number()])?;
    Ok(())
}

/// Keeps the count of units in use.
pub(super) fn used(conn: &Connection, benefit: BenefitId, by: i32) -> Result<()> {
    conn.prepare_cached("UPDATE benefit SET used = used + ?2 WHERE id = ?1")?
        .execute(params![benefit.number(), by])?;
    Ok(())
}

/// Keeps the counts of keys: total, free, revealed. The revealed ones are what is in use.
pub(super) fn stock(
    conn: &Connection,
    benefit: BenefitId,
    [total, free, revealed]: [i64; 3],
) -> Result<()> {
    conn.prepare_cached(
        "UPDATE benefit SET keys_total = keys_total + ?2, keys_free = keys_free + ?3,
                keys_revealed = keys_revealed + ?4, used = used + ?4
         WHERE id = ?1",
    )?
    .execute(params![benefit.number(), total, free, revealed])?;
    Ok(())
}

/// A count from the engine, which never counts below zero.
pub(super) fn counted(value: i64) -> Result<u32> {
    u32::try_from(value).map_err(|_| impossible("a count below zero"))
}
