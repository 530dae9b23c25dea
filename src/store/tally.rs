//! What is kept counted: the ids given so far, and how much of a benefit is in use and in stock.

use super::tables::Tables;
use crate::domain::id::{BenefitId, Id};
use crate::failure::Result;

/// Remembers that this id was given, so that it is never given again.
pub(super) fn count<I: Id>(tables: &Tables, id: I) -> Result<()> {
    tables.run(
        "INSERT INTO counter (letter, highest) VALUES (?1, ?2)
         ON CONFLICT (letter) DO UPDATE SET highest = excluded.highest
         WHERE excluded.highest > counter.highest",
        (I::LETTER.to_string(), id.number()),
    )
}

/// Keeps the count of units in use.
pub(super) fn used(tables: &Tables, benefit: BenefitId, by: i32) -> Result<()> {
    tables.run("UPDATE benefit SET used = used + ?2 WHERE id = ?1", (benefit, by))
}

/// Keeps the counts of keys: total, free, revealed. The revealed ones are what is in use.
pub(super) fn stock(
    tables: &Tables,
    benefit: BenefitId,
    [total, free, revealed]: [i64; 3],
) -> Result<()> {
    tables.run(
        "UPDATE benefit SET keys_total = keys_total + ?2, keys_free = keys_free + ?3,
                keys_revealed = keys_revealed + ?4, used = used + ?4
         WHERE id = ?1",
        (benefit, total, free, revealed),
    )
}
