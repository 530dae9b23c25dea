//! What is kept counted: the ids given so far, and how many keys are in stock.

use super::impossible;
use super::tables::Tables;
use crate::domain::id::{
    AdvisoryId, BenefitId, ContractId, Counters, GtmId, Id, IncidentId, KeyId, MembershipId,
    SeatId, TextId, UserId,
};
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

/// Remembers the texts that the operations of a log tell beside their events.
pub(super) fn count_texts_of(log: &Tables, tables: &Tables) -> Result<()> {
    let newest: Option<TextId> = log.one(
        "SELECT max(CAST(substr(told, 2) AS INTEGER)) FROM
            (SELECT os_user AS told FROM operation UNION ALL SELECT host FROM operation
             UNION ALL SELECT reason FROM operation WHERE reason IS NOT NULL
             UNION ALL SELECT actor FROM operation WHERE actor LIKE 'T%')",
        [],
    )?;
    newest.map_or(Ok(()), |newest| count(tables, newest))
}

/// The tables of what has an id of its own.
const COUNTED: [(char, &str); 10] = [
    (AdvisoryId::LETTER, "advisory_request"),
    (BenefitId::LETTER, "benefit"),
    (ContractId::LETTER, "contract"),
    (GtmId::LETTER, "gtm_offer"),
    (IncidentId::LETTER, "incident"),
    (KeyId::LETTER, "key"),
    (MembershipId::LETTER, "membership"),
    (SeatId::LETTER, "seat"),
    (TextId::LETTER, "text"),
    (UserId::LETTER, "user"),
];

/// Checks that no id is there that was not counted: it would be given again.
pub(super) fn check(tables: &Tables, counters: &Counters) -> Result<()> {
    for (letter, table) in COUNTED {
        let sql = format!("SELECT coalesce(max(id), 0) FROM \"{table}\"");
        let there: u32 = tables.one(&sql, [])?;
        if there > counters.highest(letter) {
            return Err(impossible(&format!("{letter}{there} is there, and was not counted")));
        }
    }
    Ok(())
}

/// Keeps the counts of keys: total, free, revealed. The revealed ones are what is in use.
pub(super) fn stock(
    tables: &Tables,
    benefit: BenefitId,
    [total, free, revealed]: [i64; 3],
) -> Result<()> {
    tables.run(
        "UPDATE benefit SET keys_total = keys_total + ?2, keys_free = keys_free + ?3,
                keys_revealed = keys_revealed + ?4
         WHERE id = ?1",
        (benefit, total, free, revealed),
    )
}
