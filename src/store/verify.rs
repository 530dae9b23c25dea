//! Whether a ledger holds together: the file, the chain of the log, and every table against a
//! replay of the log. What is found is told with a stable code, never mended.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::log::{self, GENESIS};
use super::open::{self, Purpose};
use super::{Facts, projection};
use crate::domain::answer::{Finding, Verified};
use crate::domain::event::Event;
use crate::failure::Result;
use crate::seal;

/// No more findings of one kind are told: the first says where to look.
const TOLD_AT_MOST: usize = 20;

/// Checks the ledger at `path`; with `against`, also that its log holds that head.
///
/// # Errors
/// Whatever keeps the ledger from being opened at all, and a disk that fails.
pub fn verify(path: &Path, wait: Duration, against: Option<&str>) -> Result<Verified> {
    let (conn, path) = open::open(path, Purpose::Read, wait)?;
    let today = chrono::NaiveDate::default();
    let facts = Facts::new(conn, &path, today);
    let mut findings = Findings::default();
    check_file(&facts.conn, &mut findings)?;
    let replayed = open::in_memory()?;
    // With foreign keys on, as when it was recorded: a new email goes along to what it holds.
    replayed.execute_batch("BEGIN")?;
    let (operations, head) = check_log(&facts, &replayed, &mut findings)?;
    if let Some(against) = against {
        check_against(&facts.conn, against, &mut findings)?;
    }
    compare_tables(&facts.conn, &replayed, &mut findings)?;
    check_sealed(&facts, &mut findings)?;
    let findings = findings.0;
    Ok(Verified { sound: findings.is_empty(), operations, head, findings })
}

#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, code: &'static str, place: impl Into<String>, message: impl Into<String>) {
        if self.0.iter().filter(|finding| finding.code == code).count() < TOLD_AT_MOST {
            self.0.push(Finding { code, place: place.into(), message: message.into() });
        }
    }
}

fn check_file(conn: &Connection, findings: &mut Findings) -> Result<()> {
    for (pragma, code) in
        [("PRAGMA integrity_check(20)", "file-damaged"), ("PRAGMA foreign_key_check", "row-astray")]
    {
        let mut statement = conn.prepare(pragma)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let told: String = row.get(0)?;
            if told != "ok" {
                findings.add(code, "file", told);
            }
        }
    }
    Ok(())
}

/// Follows the chain and replays every event; returns how many operations there are, and the
/// hash of the last.
fn check_log(
    facts: &Facts,
    replayed: &Connection,
    findings: &mut Findings,
) -> Result<(u64, Option<String>)> {
    let head = facts.head();
    let ledger = head.as_ref().map(|head| head.ledger.clone()).unwrap_or_default();
    let mut prev = GENESIS.to_owned();
    let mut seq = 0;
    log::each(&facts.conn, None, |entry| {
        seq += 1;
        let place = format!("operation {}", entry.seq);
        if entry.seq != seq {
            findings.add("operation-missing", format!("operation {seq}"), "it is not in the log");
            seq = entry.seq;
        }
        if entry.prev != prev {
            findings.add("chain-broken", &place, "it does not follow the operation before it");
        }
        if entry.hashed(&ledger) != entry.hash {
            findings.add("operation-changed", &place, "its hash is not that of its content");
        }
        prev.clone_from(&entry.hash);
        match entry.events() {
            Ok(events) => {
                if let Some(Event::LedgerFounded { ledger: founded, .. }) = events.first()
                    && *founded != ledger
                {
                    findings.add(
                        "ledger-id-changed",
                        "head",
                        "it is not the id it was founded with",
                    );
                }
                for event in &events {
                    let done = projection::project(replayed, entry.seq.unsigned_abs(), event);
                    if let Err(failure) = done {
                        findings.add("event-impossible", &place, failure.to_string());
                    }
                }
            }
            Err(failure) => findings.add("event-unreadable", &place, failure.to_string()),
        }
        Ok(())
    })?;
    let operations = seq.unsigned_abs();
    match head {
        Ok(head) if head.seq == operations && head.hash == prev => {}
        Ok(head) => findings.add(
            "head-mismatch",
            "head",
            format!("it names operation {}, and the log ends with {operations}", head.seq),
        ),
        Err(failure) => findings.add("head-mismatch", "head", failure.to_string()),
    }
    if operations == 0 {
        findings.add("log-empty", "operation", "there is no operation, not even the first");
    }
    let strays: i64 = facts.conn.query_row(
        "SELECT count(*) FROM event WHERE seq NOT IN (SELECT seq FROM operation)",
        [],
        |row| row.get(0),
    )?;
    if strays > 0 {
        findings.add("event-astray", "event", format!("{strays} events belong to no operation"));
    }
    let gaps: i64 = facts.conn.query_row(
        "SELECT count(*) FROM (SELECT max(position) AS last, count(*) AS there FROM event
                               GROUP BY seq) AS of_operation WHERE last <> there - 1",
        [],
        |row| row.get(0),
    )?;
    if gaps > 0 {
        findings.add("event-astray", "event", format!("{gaps} operations lack an event's place"));
    }
    Ok((operations, (operations > 0).then_some(prev)))
}

fn check_against(conn: &Connection, against: &str, findings: &mut Findings) -> Result<()> {
    let known: i64 =
        conn.query_row("SELECT count(*) FROM operation WHERE hash = ?1", [against], |row| {
            row.get(0)
        })?;
    if known == 0 {
        findings.add(
            "head-not-in-log",
            "operation",
            format!("no operation has the hash {against}: this is an older or another history"),
        );
    }
    Ok(())
}

/// Tables that are ground, and so are not in a replay.
const GROUND: [&str; 6] = ["operation", "event", "head", "sealed_value", "data_key", "recovery"];

fn compare_tables(conn: &Connection, replayed: &Connection, findings: &mut Findings) -> Result<()> {
    for table in tables(replayed)? {
        if !GROUND.contains(&table.as_str()) {
            compare(conn, replayed, &table, findings)?;
        }
    }
    Ok(())
}

fn tables(conn: &Connection) -> Result<Vec<String>> {
    let mut statement =
        conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    let names = statement.query_map([], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// Goes through both versions of a table side by side, in the order of the primary key.
fn compare(
    conn: &Connection,
    replayed: &Connection,
    table: &str,
    findings: &mut Findings,
) -> Result<()> {
    let keys = primary_key(replayed, table)?;
    let order: Vec<String> = keys.iter().map(|(_, name)| format!("\"{name}\"")).collect();
    let sql = format!("SELECT * FROM \"{table}\" ORDER BY {}", order.join(", "));
    let mut here = conn.prepare(&sql)?;
    let mut there = replayed.prepare(&sql)?;
    let columns: Vec<String> = there.column_names().map(str::to_owned).collect();
    let mut here = here.query([])?;
    let mut there = there.query([])?;
    let mut found = values(&mut here, columns.len())?;
    let mut wanted = values(&mut there, columns.len())?;
    loop {
        let key =
            |row: &Vec<Value>| keys.iter().map(|(at, _)| row[*at].clone()).collect::<Vec<_>>();
        let order = match (&found, &wanted) {
            (None, None) => return Ok(()),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(found), Some(wanted)) => ordered(&key(found), &key(wanted)),
        };
        match order {
            std::cmp::Ordering::Less => {
                let place = found.as_ref().map(|row| place(table, &key(row)));
                findings.add("row-extra", place.unwrap_or_default(), "the log does not tell of it");
                found = values(&mut here, columns.len())?;
            }
            std::cmp::Ordering::Greater => {
                let place = wanted.as_ref().map(|row| place(table, &key(row)));
                findings.add("row-missing", place.unwrap_or_default(), "the log tells of it");
                wanted = values(&mut there, columns.len())?;
            }
            std::cmp::Ordering::Equal => {
                if let (Some(found), Some(wanted)) = (&found, &wanted) {
                    let differing = columns.iter().zip(found.iter().zip(wanted));
                    for (column, _) in differing.filter(|(_, (found, wanted))| found != wanted) {
                        let place = place(table, &key(wanted));
                        let message = format!("{column} is not what the log says");
                        findings.add("row-different", place, message);
                    }
                }
                found = values(&mut here, columns.len())?;
                wanted = values(&mut there, columns.len())?;
            }
        }
    }
}

fn primary_key(conn: &Connection, table: &str) -> Result<Vec<(usize, String)>> {
    let mut statement =
        conn.prepare("SELECT cid, name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk")?;
    let keys = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(keys.collect::<rusqlite::Result<_>>()?)
}

fn values(rows: &mut rusqlite::Rows<'_>, columns: usize) -> Result<Option<Vec<Value>>> {
    let Some(row) = rows.next()? else { return Ok(None) };
    let values = (0..columns).map(|column| row.get(column)).collect::<rusqlite::Result<_>>()?;
    Ok(Some(values))
}

/// The order that the engine sorts keys in: numbers, then texts by their bytes.
fn ordered(one: &[Value], other: &[Value]) -> std::cmp::Ordering {
    let pairs = one.iter().zip(other).map(|(one, other)| match (one, other) {
        (Value::Integer(one), Value::Integer(other)) => one.cmp(other),
        (Value::Text(one), Value::Text(other)) => one.as_bytes().cmp(other.as_bytes()),
        (Value::Integer(_), _) => std::cmp::Ordering::Less,
        (_, Value::Integer(_)) => std::cmp::Ordering::Greater,
        _ => std::cmp::Ordering::Equal,
    });
    pairs.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
}

fn place(table: &str, key: &[Value]) -> String {
    let key: Vec<String> = key
        .iter()
        .map(|value| match value {
            Value::Integer(number) => number.to_string(),
            Value::Text(text) => text.clone(),
            _ => "?".to_owned(),
        })
        .collect();
    format!("{table} {}", key.join(" "))
}

/// Every sealed value and data key must be as it was written, and every key must have its own.
fn check_sealed(facts: &Facts, findings: &mut Findings) -> Result<()> {
    let ledger = facts.head().map(|head| head.ledger).unwrap_or_default();
    let (newest, _) = facts.newest_epoch().unwrap_or_default();
    let data_keys = facts.data_keys()?;
    for key in &data_keys {
        if seal::wrapped_digest(&ledger, key.epoch, &key.wrapped) != key.digest {
            findings.add(
                "data-key-damaged",
                format!("data_key {}", key.epoch),
                "its digest is not that of its content",
            );
        }
    }
    if !data_keys.iter().any(|key| key.epoch == newest) {
        findings.add("data-key-missing", format!("data_key {newest}"), "the log tells of it");
    }
    check_recoveries(facts, &ledger, findings)?;
    facts.each_sealed(|of, value| {
        let (kind, number) = of.place();
        let place = format!("sealed_value {kind} {number}");
        if value.commitment.is_empty() {
            findings.add("sealed-value-astray", place, "the log does not tell of it");
        } else if seal::sealed_digest(&ledger, &value) != value.digest {
            let message = "its digest is not that of its content";
            findings.add("sealed-value-damaged", place, message);
        }
        Ok(())
    })?;
    for sql in [
        "SELECT 'key ' || k.id FROM \"key\" k
         WHERE NOT EXISTS (SELECT 1 FROM sealed_value v WHERE v.kind = 'key' AND v.number = k.id)",
        "SELECT 'access-id ' || c.id FROM contract c WHERE c.access_id IS NOT NULL AND NOT EXISTS
         (SELECT 1 FROM sealed_value v WHERE v.kind = 'access-id' AND v.number = c.id)",
        "SELECT 'contract-id ' || c.id FROM contract c WHERE c.contract_id IS NOT NULL AND NOT EXISTS
         (SELECT 1 FROM sealed_value v WHERE v.kind = 'contract-id' AND v.number = c.id)",
    ] {
        let mut statement = facts.conn.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let place = format!("sealed_value {}", row.get::<_, String>(0)?);
            findings.add("sealed-value-missing", place, "the log tells of it");
        }
    }
    Ok(())
}

/// Every recovery identity must be the one that the log names, and none may be missing.
fn check_recoveries(facts: &Facts, ledger: &str, findings: &mut Findings) -> Result<()> {
    let mut wanted: Vec<(String, String)> = Vec::new();
    for recipient in facts.recipients().unwrap_or_default() {
        wanted.extend(recipient.recovery.map(|digest| (recipient.recipient, digest)));
    }
    for (recipient, locked) in facts.recoveries()? {
        let place = format!("recovery {recipient}");
        match wanted.iter().position(|(known, _)| *known == recipient) {
            None => findings.add("sealed-value-astray", place, "the log does not tell of it"),
            Some(at) => {
                let (_, digest) = wanted.remove(at);
                if seal::recovery_digest(ledger, &recipient, &locked) != digest {
                    let message = "its digest is not that of its content";
                    findings.add("sealed-value-damaged", place, message);
                }
            }
        }
    }
    for (recipient, _) in wanted {
        let place = format!("recovery {recipient}");
        findings.add("sealed-value-missing", place, "the log tells of it");
    }
    Ok(())
}
