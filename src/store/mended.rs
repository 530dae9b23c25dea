//! The beginning of a damaged ledger: where the schema cannot be read any more, it is taken from
//! a new ledger, as every ledger has the same in the same places.

use std::fs::{self, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use super::schema;

const PAGE: usize = 4_096;
/// Where the header of the first page's own tree stands, behind the header of the file.
const TREE: usize = 100;
/// The mark of a page that has others below it.
const INTERIOR: usize = 5;

/// Mends the schema of a copy of a damaged ledger, where it cannot be read.
pub(super) fn mend_beginning(copy: &Path) -> io::Result<()> {
    if has_log(copy) {
        return Ok(());
    }
    let folder = tempfile::Builder::new().prefix(".mpn-").tempdir()?;
    let model = folder.path().join("model.mpn");
    let made = Connection::open(&model).map_err(crate::failure::Failure::from);
    made.and_then(|conn| schema::make(&conn)).map_err(io::Error::other)?;
    let mut pages = Vec::new();
    fs::File::open(&model)?.read_to_end(&mut pages)?;
    let mut damaged = OpenOptions::new().write(true).open(copy)?;
    for page in schema_pages(&pages) {
        let at = page * PAGE;
        let Some(mut content) = pages.get(at..at + PAGE).map(<[u8]>::to_vec) else { continue };
        if page == 0 {
            // It is as long as it is, which the engine sees for itself, and no page of it is free.
            content[28..40].fill(0);
        }
        damaged.seek(SeekFrom::Start(at as u64))?;
        damaged.write_all(&content)?;
    }
    damaged.sync_all()
}

/// Opens a damaged ledger, of which the engine would refuse to look at anything: one that is
/// shorter than it says, or whose schema can be read in part.
pub(super) fn open(copy: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(copy, flags)?;
    for (config, value) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
    ] {
        conn.set_db_config(config, value)?;
    }
    conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, 64 << 20)?;
    conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    // It must come first: whatever reads the schema before it fails.
    conn.execute_batch("PRAGMA writable_schema = ON")?;
    // The first statement fails where the schema is damaged; those after it see what was read.
    let _ = conn.prepare("SELECT 1 FROM operation");
    conn.execute_batch("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0")?;
    Ok(conn)
}

/// Whether the engine finds the log in a file.
fn has_log(file: &Path) -> bool {
    let found = || -> rusqlite::Result<()> {
        let conn = open(file)?;
        conn.prepare("SELECT seq, hash FROM operation")?;
        conn.prepare("SELECT seq, position, body FROM event").map(|_| ())
    };
    found().is_ok()
}

/// The pages, from 0, that the schema of a new ledger stands on: the first, and those below it.
fn schema_pages(pages: &[u8]) -> Vec<usize> {
    let number = |place: usize, bytes: usize| {
        let digits = pages.get(place..place + bytes).unwrap_or_default();
        digits.iter().fold(0, |number, digit| number * 256 + usize::from(*digit))
    };
    let two = |place| number(place, 2);
    let four = |place| number(place, 4);
    let mut found = vec![0];
    if number(TREE, 1) == INTERIOR {
        let cells = two(TREE + 3);
        let below = (0..cells).map(|cell| four(two(TREE + 12 + 2 * cell)));
        found.extend(below.chain([four(TREE + 8)]).filter_map(|page| page.checked_sub(1)));
    }
    found
}
