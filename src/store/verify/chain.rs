//! The chain of the log, operation by operation, and the events that it holds.

use rusqlite::Rows;
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;

use super::Findings;
use crate::domain::event::{Event, LedgerEvent};
use crate::domain::finding::FindingCode;
use crate::failure::Result;
use crate::store::apart::Logged;
use crate::store::log::{Entry, GENESIS, Head};
use crate::store::row::{Read as _, Row, Stored as _};
use crate::store::tables::Tables;
use crate::store::vouched::Told;

/// Where a log that was followed ends.
pub(in crate::store) struct End {
    pub operations: u64,
    /// The hash of the last operation.
    pub hash: Option<String>,
    /// Whether that is the end of the log, and not the place from where it cannot be read on.
    pub is_reached: bool,
    /// Who could open the ledger then, and who vouched for it.
    pub told: Told,
}

/// Follows the chain and hands on every event with its operation's place in the log. Events are
/// read one by one: an import may have brought half a million of them at once.
pub(in crate::store) fn follow(
    tables: &Tables,
    head: &Result<Head>,
    findings: &mut Findings,
    mut with: impl FnMut(u64, Logged) -> Result<()>,
) -> Result<End> {
    let ledger = head.as_ref().map(|head| head.ledger.clone()).unwrap_or_default();
    let mut last = Last { seq: 0, hash: GENESIS.to_owned(), told: Told::nothing(&ledger) };
    let walked = walk(tables, &ledger, &mut last, findings, &mut with);
    let next = format!("operation {}", last.seq.saturating_add(1));
    let is_reached = findings.unless_damaged(next, walked)?.is_some();
    let operations = last.seq.unsigned_abs();
    if is_reached {
        check_head(head, operations, &last.hash, findings);
    }
    let end = Head { ledger, seq: operations, hash: last.hash.clone() };
    let told = Told { end, ..last.told };
    Ok(End { operations, hash: (operations > 0).then_some(last.hash), is_reached, told })
}

/// The last operation that was read whole.
struct Last {
    seq: i64,
    hash: String,
    told: Told,
}

/// Goes through the log to its end.
fn walk(
    tables: &Tables,
    ledger: &str,
    last: &mut Last,
    findings: &mut Findings,
    with: &mut impl FnMut(u64, Logged) -> Result<()>,
) -> Result<()> {
    // Two at once, side by side.
    let conn = tables.engine();
    let mut operations = conn.prepare(&format!("{} ORDER BY seq", Entry::SELECT))?;
    let mut operations = operations.query([])?;
    let mut events =
        conn.prepare("SELECT seq, position, body FROM event ORDER BY seq, position")?;
    let mut events = events.query([])?;
    events.advance()?;
    while let Some(row) = operations.next()? {
        let entry = Entry::read(&mut Row::of(row))?;
        let place = format!("operation {}", entry.seq);
        let seq = last.seq.saturating_add(1);
        if entry.seq != seq {
            let missing = format!("operation {seq}");
            findings.add(FindingCode::OperationMissing, missing, "it is not in the log");
        }
        if entry.prev != last.hash {
            let message = "it does not follow the operation before it";
            findings.add(FindingCode::ChainBroken, &place, message);
        }
        skip_to(&mut events, entry.seq, findings)?;
        let mut vouched = Ok(());
        let hash = events_of(tables, &entry, ledger, &mut events, findings, &mut |seq, logged| {
            // One that cannot be is enough, and what follows from it cannot be either.
            if vouched.is_ok() {
                vouched = last.told.take(&entry, &logged.event);
            }
            with(seq, logged)
        })?;
        if let Err(why) = vouched.and(last.told.vouching.end()) {
            findings.add(FindingCode::EventImpossible, &place, why);
        }
        if hash != entry.hash {
            let message = "its hash is not that of its content";
            findings.add(FindingCode::OperationChanged, &place, message);
        }
        (last.seq, last.hash) = (entry.seq, entry.hash);
    }
    skip_to(&mut events, i64::MAX, findings)
}

/// Goes through the events of one operation; returns the hash that it should have.
fn events_of(
    tables: &Tables,
    entry: &Entry,
    ledger: &str,
    events: &mut Rows<'_>,
    findings: &mut Findings,
    with: &mut impl FnMut(u64, Logged) -> Result<()>,
) -> Result<String> {
    let place = format!("operation {}", entry.seq);
    let sql = "SELECT count(*) FROM event WHERE seq = ?1";
    let mut hashing = entry.hashing(ledger, tables.one(sql, [entry.seq])?);
    let mut position = 0;
    while let Some(row) = events.get() {
        let (seq, at): (i64, i64) = (row.get(0)?, row.get(1)?);
        if seq != entry.seq {
            break;
        }
        if at != position {
            let message = format!("the event at {position} of it is not there");
            findings.add(FindingCode::EventAstray, &place, message);
        }
        position = at.saturating_add(1);
        let body = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
        hashing.add(body.as_bytes());
        match Logged::read(body) {
            Ok(logged) => {
                if let Event::Ledger(LedgerEvent::LedgerFounded { ledger: founded, .. }) =
                    &logged.event
                    && founded != ledger
                {
                    let message = "it is not the id it was founded with";
                    findings.add(FindingCode::LedgerIdChanged, "head", message);
                }
                with(entry.seq.unsigned_abs(), logged)?;
            }
            Err(error) => {
                let message = format!("event {at}: {error}");
                findings.add(FindingCode::EventUnreadable, &place, message);
            }
        }
        events.advance()?;
    }
    Ok(hashing.hash())
}

/// Goes past events that belong to no operation, up to those of operation `seq`.
fn skip_to(events: &mut Rows<'_>, seq: i64, findings: &mut Findings) -> Result<()> {
    while let Some(row) = events.get() {
        let (of, at): (i64, i64) = (row.get(0)?, row.get(1)?);
        if of >= seq {
            break;
        }
        let place = format!("event {of} {at}");
        findings.add(FindingCode::EventAstray, place, "it belongs to no operation");
        events.advance()?;
    }
    Ok(())
}

fn check_head(head: &Result<Head>, operations: u64, last: &str, findings: &mut Findings) {
    match head {
        Ok(head) if head.seq == operations && head.hash == last => {}
        Ok(head) => findings.add(
            FindingCode::HeadMismatch,
            "head",
            format!("it names operation {}, and the log ends with {operations}", head.seq),
        ),
        Err(failure) => findings.add(FindingCode::HeadMismatch, "head", failure.to_string()),
    }
    if operations == 0 {
        let message = "there is no operation, not even the first";
        findings.add(FindingCode::LogEmpty, "operation", message);
    }
}
