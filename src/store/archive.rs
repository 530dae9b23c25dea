//! A ledger as text: one JSON object a line, the same each time, so that two archives can be
//! compared line by line. It holds the ground, from which everything else is computed.

use std::fs::Permissions;
use std::io::{BufRead, BufReader, BufWriter, Read as _, Write};
use std::path::Path;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::apart::{Pepper, Person, Text};
use super::draft::Draft;
use super::ground::{Builder, DataKeyRow, PepperRow, PersonRow, RecoveryRow, SealedRow, TextRow};
use super::log::{self, Entry, GENESIS, Head};
use super::row::Stored as _;
use super::tables::Tables;
use super::{Facts, SCHEMA_VERSION, recipient};
use crate::domain::secret::WrappedKey;
use crate::failure::{Failure, Result};

/// The version of this format.
const FORMAT: u32 = 1;
/// How every archive begins.
const BEGINNING: &[u8] = b"{\"archive\":";
/// No line is longer: the engine keeps no longer text either, and escapes may double it.
const LONGEST_LINE: u64 = 256 << 20;

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
struct Contents {
    format: u32,
    schema: i32,
    ledger_id: String,
    operations: u64,
    head: String,
    data_keys: u64,
    recoveries: u64,
    people: u64,
    texts: u64,
    sealed_values: u64,
}

/// A line. Events come as the log holds them, byte for byte, because that is what was hashed.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line<'l> {
    Archive(Contents),
    Operation(Box<Entry>),
    #[serde(borrow)]
    Event(&'l RawValue),
    DataKey(#[serde(with = "DataKeyRow")] WrappedKey),
    Recovery(RecoveryRow),
    Person(#[serde(with = "PersonRow")] Person),
    Text(#[serde(with = "TextRow")] Text),
    Pepper(#[serde(with = "PepperRow")] Pepper),
    SealedValue(SealedRow),
}

impl Facts {
    /// Writes the ledger as an archive.
    ///
    /// # Errors
    /// A log that does not hold together; those of the engine and of `out`.
    pub fn archive(&self, out: &mut dyn Write) -> Result<()> {
        let head = self.head()?;
        let line = Line::Archive(Contents {
            format: FORMAT,
            schema: SCHEMA_VERSION,
            ledger_id: head.ledger.clone(),
            operations: head.seq,
            head: head.hash.clone(),
            data_keys: self.tables.count("data_key")?,
            recoveries: self.tables.count("recovery")?,
            people: self.tables.count("person")?,
            texts: self.tables.count("text")?,
            sealed_values: self.tables.count("sealed_value")?,
        });
        write_line(out, &line)?;
        let mut end = Head { seq: 0, hash: GENESIS.to_owned(), ..head.clone() };
        log::each_after(&self.tables, &mut end, |mut entry| {
            let bodies = std::mem::take(&mut entry.bodies);
            write_line(out, &Line::Operation(Box::new(entry)))?;
            bodies.iter().try_for_each(|body| write_line(out, &Line::Event(raw(body)?)))
        })?;
        if end != head {
            return Err(super::impossible("its log does not end where its head says"));
        }
        let sql = format!("{} ORDER BY epoch", WrappedKey::SELECT);
        self.tables.each(&sql, [], |key| write_line(out, &Line::DataKey(key)))?;
        let sql = format!("{} ORDER BY recipient", RecoveryRow::SELECT);
        self.tables.each(&sql, [], |row| write_line(out, &Line::Recovery(row)))?;
        let sql = format!("{} ORDER BY user, version", Person::SELECT);
        self.tables.each(&sql, [], |row| write_line(out, &Line::Person(row)))?;
        let sql = format!("{} ORDER BY id", Text::SELECT);
        self.tables.each(&sql, [], |row| write_line(out, &Line::Text(row)))?;
        self.tables.each(Pepper::SELECT, [], |row| write_line(out, &Line::Pepper(row)))?;
        let sql = format!("{} ORDER BY kind, number", SealedRow::SELECT);
        self.tables.each(&sql, [], |row| write_line(out, &Line::SealedValue(row)))
    }

    /// Writes the ledger as an archive into a file, in place of one that may be there, whose
    /// permissions it then has.
    ///
    /// # Errors
    /// Those of [`Facts::archive`], and a file that cannot be written.
    pub fn archive_to(&self, place: &Path, permissions: Option<Permissions>) -> Result<()> {
        let mut draft = Draft::beside(place)?;
        let mut out = BufWriter::with_capacity(1 << 20, draft.file());
        self.archive(&mut out)?;
        out.flush().with_context(|| format!("cannot write {}", place.display()))?;
        drop(out);
        if let Some(permissions) = permissions {
            let failed = || format!("cannot write {}", place.display());
            draft.file().set_permissions(permissions).with_context(failed)?;
        }
        draft.keep_over()
    }
}

fn write_line(out: &mut dyn Write, line: &Line<'_>) -> Result<()> {
    let mut text = serde_json::to_vec(line).context("cannot write the archive")?;
    text.push(b'\n');
    Ok(out.write_all(&text).context("cannot write the archive")?)
}

/// An event's text as it is. One that would not come back byte for byte was not written by `mpn`.
fn raw(body: &str) -> Result<&RawValue> {
    let raw: Option<&RawValue> = serde_json::from_str(body).ok();
    raw.filter(|raw| raw.get() == body && !body.contains(['\n', '\r']))
        .ok_or_else(|| super::impossible("an event is no JSON on one line"))
}

/// Whether a file begins like an archive.
pub(super) fn is_one(beginning: &[u8]) -> bool {
    beginning.starts_with(BEGINNING)
}

/// How many bytes [`is_one`] wants to see.
pub(super) const BEGINNING_LENGTH: usize = BEGINNING.len();

/// Builds the ledger that an archive tells of.
pub(super) fn read_into(tables: Tables, file: &Path) -> Result<()> {
    let opened =
        std::fs::File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut lines =
        Lines { from: BufReader::with_capacity(1 << 20, opened), text: Vec::new(), at: 0 };
    let Some((_, Line::Archive(head))) = lines.next(file)? else {
        return Err(damaged(file, 1, "an archive begins with a line of its own"));
    };
    known(file, &head)?;
    let mut builder = Builder::on(tables, &head.ledger_id);
    let mut pending: Option<Box<Entry>> = None;
    let (mut data_keys, mut recoveries, mut sealed_values) = (0, 0, 0);
    let (mut people, mut texts) = (0, 0);
    while let Some((at, line)) = lines.next(file)? {
        if !matches!(line, Line::Event(_)) {
            add(&mut builder, pending.take(), file, at)?;
        }
        match line {
            Line::Event(body) => match &mut pending {
                Some(entry) => entry.bodies.push(body.get().to_owned()),
                None => return Err(damaged(file, at, "an event belongs to no operation")),
            },
            Line::Operation(entry) => pending = Some(entry),
            Line::DataKey(key) => {
                data_keys += 1;
                fits(recipient::keep_wrapped(builder.tables(), &key), file, at)?;
            }
            Line::Recovery(RecoveryRow { recipient, locked }) => {
                recoveries += 1;
                let kept = recipient::keep_recovery(builder.tables(), &recipient, &locked);
                fits(kept, file, at)?;
            }
            Line::Person(row) => {
                people += 1;
                fits(row.keep(builder.tables()), file, at)?;
            }
            Line::Text(row) => {
                texts += 1;
                fits(row.keep(builder.tables()), file, at)?;
            }
            Line::Pepper(row) => fits(row.keep(builder.tables()), file, at)?,
            Line::SealedValue(row) => {
                sealed_values += 1;
                fits(row.keep(builder.tables()), file, at)?;
            }
            Line::Archive(_) => return Err(damaged(file, at, "an archive begins once")),
        }
    }
    add(&mut builder, pending, file, lines.at)?;
    let found = [builder.operations(), data_keys, recoveries, people, texts, sealed_values];
    let Contents { operations, data_keys, recoveries, people, texts, sealed_values, .. } = head;
    if found != [operations, data_keys, recoveries, people, texts, sealed_values] {
        return Err(damaged(file, lines.at, "it is cut short: its first line tells of more"));
    }
    let tables = builder.built();
    let end: String = tables.one("SELECT hash FROM head", [])?;
    if end != head.head {
        return Err(damaged(file, 1, "its log ends with another head than it says"));
    }
    tables.batch("COMMIT")
}

/// Whether an archive is one of a form that this `mpn` knows.
fn known(file: &Path, head: &Contents) -> Result<()> {
    let told = format!("format {} and schema {}", head.format, head.schema);
    if head.format > FORMAT || head.schema > SCHEMA_VERSION {
        let shown = file.display();
        let message = format!("{shown} has {told}; this mpn knows {FORMAT} and {SCHEMA_VERSION}");
        return Err(Failure::unsound("archive-newer", message).hint("install a newer mpn"));
    }
    if head.format < 1 || head.schema < 1 {
        return Err(damaged(file, 1, &format!("it has {told}, which no mpn ever wrote")));
    }
    Ok(())
}

/// What a line tells of must fit what the lines before it told; the engine's own words for that
/// say nothing about the archive.
fn fits(kept: Result<()>, file: &Path, at: u64) -> Result<()> {
    kept.map_err(|failure| match failure.told().code {
        "engine" => {
            damaged(file, at, "it does not fit what stands before it, or stands there twice")
        }
        "ledger-damaged" => damaged(file, at, &failure.to_string()),
        _ => failure,
    })
}

fn add(builder: &mut Builder, entry: Option<Box<Entry>>, file: &Path, at: u64) -> Result<()> {
    let Some(entry) = entry else { return Ok(()) };
    let added = builder.add(&entry);
    added.map_err(|failure| match failure.told().code {
        "engine" => {
            let why =
                format!("operation {}: it cannot have happened after those before", entry.seq);
            damaged(file, at, &why)
        }
        "log-broken" | "ledger-damaged" => damaged(file, at, &failure.to_string()),
        _ => failure,
    })
}

fn damaged(file: &Path, line: u64, why: &str) -> Failure {
    let shown = file.display();
    Failure::unsound("archive-damaged", format!("{shown}:{line}: {why}"))
        .hint("another archive, or a backup")
}

/// What is wrong with a line, and in which column: the reader takes each for the first of a text.
fn fault(error: &serde_json::Error) -> String {
    let told = error.to_string();
    let what = told.rsplit_once(" at line ").map_or(told.as_str(), |(what, _)| what);
    match error.line() {
        1 => format!("{what}, at column {}", error.column()),
        _ => what.to_owned(),
    }
}

/// The lines of an archive, one at a time.
struct Lines {
    from: BufReader<std::fs::File>,
    text: Vec<u8>,
    at: u64,
}

impl Lines {
    /// The next line, and which it is.
    fn next(&mut self, file: &Path) -> Result<Option<(u64, Line<'_>)>> {
        self.text.clear();
        let read = (&mut self.from).take(LONGEST_LINE).read_until(b'\n', &mut self.text);
        if read.with_context(|| format!("cannot read {}", file.display()))? == 0 {
            return Ok(None);
        }
        self.at += 1;
        if self.text.last() != Some(&b'\n') {
            return Err(damaged(file, self.at, "the line is cut short"));
        }
        let line = serde_json::from_slice(&self.text);
        Ok(Some((self.at, line.map_err(|error| damaged(file, self.at, &fault(&error)))?)))
    }
}
