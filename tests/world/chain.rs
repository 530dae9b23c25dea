//! The chain of a ledger, made anew from the words of its format and nothing of `mpn`: what somebody
//! does who can write the file and knows how it is made.

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

/// The hash of an operation of the log, computed from the words of the format and nothing of `mpn`.
pub fn hash_of(conn: &Connection, ledger: &str, seq: i64) -> rusqlite::Result<String> {
    let mut digest = Sha256::new();
    let mut add = |part: Option<&[u8]>| match part {
        Some(bytes) => {
            digest.update((bytes.len() as u64).to_be_bytes());
            digest.update(bytes);
        }
        None => digest.update(u64::MAX.to_be_bytes()),
    };
    add(Some(b"mpn.operation.v1"));
    add(Some(ledger.as_bytes()));
    add(Some(&seq.to_be_bytes()));
    let fields = "SELECT prev, op_id, recorded_at, clock, \"on\", actor, os_user, host, command,
                         request, reason, program, mpn_version FROM operation WHERE seq = ?1";
    let fields: Vec<Option<String>> =
        conn.query_row(fields, [seq], |row| (0..13).map(|column| row.get(column)).collect())?;
    for field in &fields {
        add(field.as_deref().map(str::as_bytes));
    }
    let bodies: Vec<String> = conn
        .prepare("SELECT body FROM event WHERE seq = ?1 ORDER BY position")?
        .query_map([seq], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    add(Some(&(bodies.len() as u64).to_be_bytes()));
    for body in &bodies {
        add(Some(body.as_bytes()));
    }
    Ok(mpn::seal::hex(&digest.finalize()))
}

pub fn ledger_id(conn: &Connection) -> rusqlite::Result<String> {
    conn.query_row("SELECT ledger_id FROM head", [], |row| row.get(0))
}

/// Makes the whole chain anew, and the head with it.
pub fn rechain(conn: &Connection) -> rusqlite::Result<()> {
    let ledger = ledger_id(conn)?;
    let all: Vec<i64> = conn
        .prepare("SELECT seq FROM operation ORDER BY seq")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    // Where links changed places none may stand twice, even for a moment.
    conn.execute_batch("UPDATE operation SET prev = seq, hash = 'h' || seq")?;
    let mut prev = "0".repeat(64);
    for seq in all {
        conn.execute("UPDATE operation SET prev = ?2 WHERE seq = ?1", params![seq, prev])?;
        prev = hash_of(conn, &ledger, seq)?;
        conn.execute("UPDATE operation SET hash = ?2 WHERE seq = ?1", params![seq, prev])?;
    }
    conn.execute_batch("UPDATE head SET seq = (SELECT max(seq) FROM operation)")?;
    conn.execute("UPDATE head SET hash = ?1", [prev]).map(|_| ())
}
