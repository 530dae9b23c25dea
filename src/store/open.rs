//! Opens ledgers: looks before it leaps, sets every guard of the engine, and waits fairly.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use super::place::look;
use super::tables::Tables;
use super::{APPLICATION_ID, MENDED, SCHEMA_VERSION, schema};
use crate::failure::{Failure, Result};

/// How every database begins, a ledger or any other.
pub const DATABASE_BEGINNING: &[u8] = b"SQLite format 3\0";

/// What the connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Read,
    Write,
    /// To make the tables anew, whatever they are now.
    Rebuild,
}

/// Opens the ledger at `path` and checks that it is one of ours. The connection is in a
/// transaction: deferred for reading, immediate for writing.
pub(super) fn open(path: &Path, purpose: Purpose, wait: Duration) -> Result<(Tables, PathBuf)> {
    let path = look(path)?;
    wait_for_others(&path, wait)?;
    // A connection that failed is dropped, and thereby closed, before the file is looked into.
    match connect(&path, purpose, wait) {
        Ok(conn) => Ok((Tables::on(conn), path)),
        Err(failure) => Err(explained(&path, failure).about(&path.display().to_string())),
    }
}

/// Waits while another program, such as a virus scanner, has the file for itself.
fn wait_for_others(path: &Path, wait: Duration) -> Result<()> {
    const PAUSE: Duration = Duration::from_millis(20);
    let begun = Instant::now();
    while is_held(path) {
        if begun.elapsed() >= wait {
            return Err(super::busy("the ledger is busy: another program has it for itself"));
        }
        std::thread::sleep(PAUSE);
    }
    Ok(())
}

/// Whether another program keeps everybody else from a file, as Windows lets it (its errors 32 and
/// 33). Elsewhere none does, and the file must not be opened here: closing it drops the engine's
/// locks.
fn is_held(path: &Path) -> bool {
    let error = || fs::File::open(path).err()?.raw_os_error();
    cfg!(windows) && matches!(error(), Some(32 | 33))
}

/// Opens a ledger whose path is resolved, and begins a transaction.
pub(super) fn connect(path: &Path, purpose: Purpose, wait: Duration) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let mut conn = Connection::open_with_flags(path, flags)?;
    // Before anything else: already the guards may have to look at the file.
    wait_fairly(&mut conn, wait)?;
    guard(&conn)?;
    match purpose {
        Purpose::Read => conn.execute_batch("BEGIN")?,
        Purpose::Write | Purpose::Rebuild => {
            durable(&conn)?;
            conn.execute_batch("BEGIN IMMEDIATE")?;
        }
    }
    recognize(&conn)?;
    if purpose != Purpose::Rebuild {
        schema::as_made(&conn)?;
    }
    Ok(conn)
}

/// A ledger that is thrown away, for replays, in a transaction: in memory while it is small, and
/// then in a file of the system's temporary folder that nobody else can open, as it has no name.
pub(super) fn scratch() -> Result<Tables> {
    // A database without a name is such a one. What it is told before it is opened decides.
    let conn = Connection::open("")?;
    guard(&conn)?;
    schema::make(&conn)?;
    conn.execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; BEGIN")?;
    Ok(Tables::on(conn))
}

/// What a person is called now; of whom nothing is known their id, and why. Views of the file are
/// not trusted, so every connection brings its own.
const CALLED: &str = "
    CREATE TEMP VIEW called AS
    SELECT u.id AS id,
           coalesce(p.email, 'U' || u.id || CASE u.status WHEN 'forgotten' THEN ' (forgotten)'
                                             ELSE ' (lost)' END) AS email,
           coalesce(p.name, '') AS name, p.country AS country
    FROM main.\"user\" u LEFT JOIN main.person p ON p.user = u.id AND p.current = 1";

/// Sets the guards that need no look at the file.
pub(super) fn guard(conn: &Connection) -> Result<()> {
    if rusqlite::version_number() < 3_051_003 {
        return Err(Failure::failed(
            "engine-too-old",
            format!("SQLite {} has a corruption bug; 3.51.3 is needed", rusqlite::version()),
        ));
    }
    for (config, value) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        // Else a statement is planned anew whenever a value that might matter to a partial index
        // is bound to it.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
    ] {
        conn.set_db_config(config, value)?;
    }
    for (limit, value) in [
        (Limit::SQLITE_LIMIT_LENGTH, 64 << 20),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 64 << 10),
        (Limit::SQLITE_LIMIT_ATTACHED, 1),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 64),
        (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 64),
        (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 8),
    ] {
        conn.set_limit(limit, value)?;
    }
    conn.execute_batch(
        "PRAGMA recursive_triggers = ON;
         PRAGMA cell_size_check = ON;
         PRAGMA cache_size = -65536;
         PRAGMA mmap_size = 0;
         PRAGMA temp_store = MEMORY;",
    )?;
    // Last: where temporary things are kept decides what becomes of those that are there.
    conn.execute_batch(CALLED)?;
    Ok(())
}

/// Sets what makes a commit durable, and reads it back: a pragma that is not understood is silent.
fn durable(conn: &Connection) -> Result<()> {
    // Setting a journal mode reads the file, so a foreign file must be told from a broken pragma.
    conn.execute_batch("PRAGMA secure_delete = ON; PRAGMA synchronous = EXTRA;")?;
    let mode: String = conn.query_row("PRAGMA journal_mode = TRUNCATE", [], |row| row.get(0))?;
    let synchronous: i64 = conn.query_row("PRAGMA synchronous", [], |row| row.get(0))?;
    if mode != "truncate" || synchronous != 3 {
        return Err(Failure::failed(
            "not-durable",
            format!(
                "the engine would not write durably (journal {mode}, synchronous {synchronous})"
            ),
        ));
    }
    Ok(())
}

/// The built-in busy handler sleeps ever longer and starves; this one tries again after a short,
/// uneven while until the deadline.
fn wait_fairly(conn: &mut Connection, wait: Duration) -> Result<()> {
    let mut deadline: Option<Instant> = None;
    let mut uneven = u64::from(std::process::id()) | 1;
    conn.busy_handler(Some(move |tries: i32| {
        if tries == 0 {
            deadline = Some(Instant::now() + wait);
        }
        if deadline.is_none_or(|deadline| Instant::now() >= deadline) {
            return false;
        }
        // An xorshift is random enough to keep processes out of step.
        uneven ^= uneven << 13;
        uneven ^= uneven >> 7;
        uneven ^= uneven << 17;
        std::thread::sleep(Duration::from_micros(300 + uneven % 2_700));
        true
    }))?;
    Ok(())
}

/// Checks whose database it is, before anything else is asked of it.
fn recognize(conn: &Connection) -> Result<()> {
    let application: i32 = conn.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(foreign());
    }
    let version: i32 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version > SCHEMA_VERSION {
        return Err(Failure::unsound(
            "ledger-newer",
            format!("the ledger has schema {version}; this mpn knows {SCHEMA_VERSION}"),
        )
        .hint("install a newer mpn"));
    }
    if version < SCHEMA_VERSION {
        return Err(Failure::unsound(
            "ledger-damaged",
            format!("the ledger has schema {version}, which no mpn ever wrote"),
        )
        .hint(MENDED));
    }
    whole(conn)
}

fn foreign() -> Failure {
    Failure::unsound("not-a-ledger", "the file is another program's database")
        .hint("--ledger PATH names another")
}

/// Checks that the file is as long as its header says: the engine would read a page that is cut
/// short as if it ended in zeros.
fn whole(conn: &Connection) -> Result<()> {
    let Some(path) = conn.path().filter(|path| !path.is_empty()) else { return Ok(()) };
    let pages: u64 = conn.query_row("PRAGMA page_count", [], |row| row.get(0))?;
    let page_size: u64 = conn.query_row("PRAGMA page_size", [], |row| row.get(0))?;
    let full = pages * page_size;
    match fs::metadata(path) {
        Ok(found) if found.len() < full => Err(truncated(found.len(), full)),
        _ => Ok(()),
    }
}

fn truncated(length: u64, full: u64) -> Failure {
    Failure::unsound(
        "truncated",
        format!("the ledger is cut short: {length} of {full} bytes are there"),
    )
    .hint(MENDED)
}

/// Tells a file that was cut short, and one of another program, from a ledger that is damaged
/// otherwise. The connection must be closed by now: the file is read here as a plain file.
fn explained(path: &Path, failure: Failure) -> Failure {
    if !matches!(failure.told().code, "ledger-damaged" | "not-a-ledger") {
        return failure;
    }
    let mut header = [0_u8; 100];
    let read = fs::File::open(path).and_then(|mut file| {
        file.read_exact(&mut header)?;
        Ok(file.metadata()?.len())
    });
    let Ok(length) = read else { return failure };
    if !header.starts_with(DATABASE_BEGINNING) {
        return failure;
    }
    if header[68..72] != APPLICATION_ID.to_be_bytes() {
        return foreign();
    }
    let page_size = match u64::from(u16::from_be_bytes([header[16], header[17]])) {
        1 => 65_536,
        size => size,
    };
    let pages = u32::from_be_bytes([header[28], header[29], header[30], header[31]]);
    let full = u64::from(pages) * page_size;
    if length < full { truncated(length, full) } else { failure }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_guard_is_set_and_what_is_written_is_durable() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.mpn");
        schema::make(&Connection::open(&path).unwrap()).unwrap();
        let conn = connect(&path, Purpose::Write, Duration::ZERO).unwrap();
        for (config, value) in [
            (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
            (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
            (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
            (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        ] {
            assert_eq!(conn.db_config(config).unwrap(), value, "{config:?}");
        }
        assert_eq!(conn.limit(Limit::SQLITE_LIMIT_ATTACHED).unwrap(), 1);
        assert_eq!(conn.limit(Limit::SQLITE_LIMIT_LENGTH).unwrap(), 64 << 20);
        let told = |pragma: &str| -> i64 {
            conn.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0)).unwrap()
        };
        // 3 is EXTRA: the folder is synced as well.
        for (pragma, value) in
            [("cell_size_check", 1), ("mmap_size", 0), ("secure_delete", 1), ("synchronous", 3)]
        {
            assert_eq!(told(pragma), value, "{pragma}");
        }
        let mode: String = conn.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
        assert_eq!(mode, "truncate");
    }
}
