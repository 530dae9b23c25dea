//! The schema of a ledger, as `mpn` makes it, and how it is known again.

use rusqlite::Connection;

use super::{APPLICATION_ID, SCHEMA_VERSION};
use crate::failure::{Failure, Result};
use crate::seal::hex;

/// Writes the schema and the marks of a ledger into an empty database.
pub(super) fn make(conn: &Connection) -> Result<()> {
    conn.execute_batch(&unix(include_str!("schema.sql")))?;
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    conn.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    Ok(())
}

/// A text with the line ends that it is kept with: a checkout may have given it those of Windows, and
/// the engine keeps every statement as it reads it.
fn unix(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// Checks that the tables are those that `mpn` made, and no others.
pub(super) fn as_made(conn: &Connection) -> Result<()> {
    if fingerprint(conn)? == FINGERPRINT.trim_end() {
        return Ok(());
    }
    Err(Failure::unsound("schema-changed", "the tables of the ledger are not those that mpn made")
        .hint("mpn ledger rebuild makes them anew"))
}

/// The fingerprint of `schema.sql` as `SQLite` keeps it; a test says what it is to be.
const FINGERPRINT: &str = include_str!("schema.fingerprint");

/// The fingerprint of the schema in a database.
fn fingerprint(conn: &Connection) -> Result<String> {
    use sha2::{Digest, Sha256};
    let mut statement =
        conn.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")?;
    let mut rows = statement.query([])?;
    let mut digest = Sha256::new();
    while let Some(row) = rows.next()? {
        for column in 0..4 {
            let text: Option<String> = row.get(column)?;
            let text = text.unwrap_or_default();
            digest.update((text.len() as u64).to_be_bytes());
            digest.update(text);
        }
    }
    Ok(hex(&digest.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_is_that_of_the_schema() {
        let conn = Connection::open_in_memory().unwrap();
        make(&conn).unwrap();
        let found = fingerprint(&conn).unwrap();
        if std::env::var_os("MPN_WRITE_GENERATED").is_some() {
            let place = concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/schema.fingerprint");
            std::fs::write(place, &found).unwrap();
        }
        assert_eq!(
            found,
            FINGERPRINT.trim_end(),
            "MPN_WRITE_GENERATED=1 cargo test writes it anew"
        );
    }

    #[test]
    fn a_checkout_with_the_line_ends_of_windows_makes_the_same_schema() {
        let windows = include_str!("schema.sql").replace('\n', "\r\n");
        assert_eq!(unix(&windows), include_str!("schema.sql"));
    }

    #[test]
    fn a_table_refers_to_earlier_ones_alone() {
        let conn = Connection::open_in_memory().unwrap();
        make(&conn).unwrap();
        let sql =
            "SELECT t.name, r.\"table\" FROM sqlite_schema t, pragma_foreign_key_list(t.name) r
                   JOIN sqlite_schema p ON p.name = r.\"table\" WHERE p.rowid > t.rowid";
        let mut statement = conn.prepare(sql).unwrap();
        let pairs = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let later: Vec<(String, String)> = pairs.map(Result::unwrap).collect();
        assert_eq!(later, []);
    }
}
