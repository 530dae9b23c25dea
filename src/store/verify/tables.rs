//! Every table against its replay, row by row and both ways.

use std::cmp::Ordering;

use rusqlite::Row;
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
use rusqlite::types::{Value, ValueRef};

use super::Findings;
use crate::domain::finding::FindingCode;
use crate::failure::Result;
use crate::store::GROUND;
use crate::store::tables::Tables;

/// Compares every table that is the sum of the events.
pub(super) fn compare_all(kept: &Tables, replayed: &Tables, findings: &mut Findings) -> Result<()> {
    let names = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    for table in replayed.rows::<String>(names, [])? {
        if !GROUND.contains(&table.as_str()) {
            let compared = compare(kept, replayed, &table, findings);
            findings.unless_damaged(table, compared)?;
        }
    }
    Ok(())
}

/// Goes through both versions of a table side by side, in the order of the primary key.
fn compare(kept: &Tables, replayed: &Tables, table: &str, findings: &mut Findings) -> Result<()> {
    // The columns of the primary key: where they stand, and their names.
    let key: Vec<(usize, String)> = replayed
        .rows("SELECT cid, name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk", [table])?;
    let order: Vec<String> = key.iter().map(|(_, name)| format!("\"{name}\"")).collect();
    let sql = format!("SELECT * FROM \"{table}\" ORDER BY {}", order.join(", "));
    let mut here = kept.engine().prepare(&sql)?;
    let mut there = replayed.engine().prepare(&sql)?;
    let columns: Vec<String> = there.column_names().map(str::to_owned).collect();
    let mut here = here.query([])?;
    let mut there = there.query([])?;
    here.advance()?;
    there.advance()?;
    loop {
        let order = match (here.get(), there.get()) {
            (None, None) => return Ok(()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(found), Some(wanted)) => by_key(found, wanted, &key)?,
        };
        match (order, here.get(), there.get()) {
            (Ordering::Less, Some(found), _) => {
                let place = place(table, found, &key)?;
                findings.add(FindingCode::RowExtra, place, "the log does not tell of it");
            }
            (Ordering::Greater, _, Some(wanted)) => {
                let place = place(table, wanted, &key)?;
                findings.add(FindingCode::RowMissing, place, "the log tells of it");
            }
            (_, Some(found), Some(wanted)) => {
                for (at, column) in columns.iter().enumerate() {
                    if found.get_ref(at)? != wanted.get_ref(at)? {
                        let message = format!("{column} is not what the log says");
                        let place = place(table, wanted, &key)?;
                        findings.add(FindingCode::RowDifferent, place, message);
                    }
                }
            }
            _ => {}
        }
        if order != Ordering::Greater {
            here.advance()?;
        }
        if order != Ordering::Less {
            there.advance()?;
        }
    }
}

/// The order that the engine sorts keys in: numbers, then texts by their bytes.
fn by_key(one: &Row<'_>, other: &Row<'_>, key: &[(usize, String)]) -> Result<Ordering> {
    for (at, _) in key {
        let order = match (one.get_ref(*at)?, other.get_ref(*at)?) {
            (ValueRef::Integer(one), ValueRef::Integer(other)) => one.cmp(&other),
            (ValueRef::Text(one), ValueRef::Text(other)) => one.cmp(other),
            (ValueRef::Integer(_), _) => Ordering::Less,
            (_, ValueRef::Integer(_)) => Ordering::Greater,
            _ => Ordering::Equal,
        };
        if order != Ordering::Equal {
            return Ok(order);
        }
    }
    Ok(Ordering::Equal)
}

fn place(table: &str, row: &Row<'_>, key: &[(usize, String)]) -> Result<String> {
    let mut place = table.to_owned();
    for (at, _) in key {
        place.push(' ');
        match Value::try_from(row.get_ref(*at)?) {
            Ok(Value::Integer(number)) => place.push_str(&number.to_string()),
            Ok(Value::Text(text)) => place.push_str(&text),
            _ => place.push('?'),
        }
    }
    Ok(place)
}
