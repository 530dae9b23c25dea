//! Tables of other systems: read by the names of their columns, in whatever order, old names and
//! new ones.

use crate::exchange::malformed;
use crate::failure::{Failure, Result};

/// A table whose header was understood.
pub struct Table {
    headers: Vec<String>,
    rows: Vec<(u64, csv::StringRecord)>,
}

/// One row, and the line it begins on.
pub struct TableRow<'t> {
    pub line: u64,
    record: &'t csv::StringRecord,
}

/// A column that was found.
#[derive(Clone, Copy, Debug)]
pub struct Column(usize);

impl Table {
    /// Reads a table with a header.
    ///
    /// # Errors
    /// Rows of another length than the header, each with its line.
    pub fn read(text: &str, shown: &str) -> Result<Self> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let unreadable = |error: csv::Error| {
            Failure::usage("malformed-file", format!("{shown} is no CSV file: {error}"))
        };
        let headers: Vec<String> = reader
            .headers()
            .map_err(unreadable)?
            .iter()
            .map(|header| header.trim().to_lowercase())
            .collect();
        let mut rows = Vec::new();
        let mut faults = Vec::new();
        for record in reader.records() {
            let record = record.map_err(unreadable)?;
            let line = record.position().map_or(0, csv::Position::line);
            if record.len() == headers.len() {
                rows.push((line, record));
            } else {
                faults.push(format!(
                    "{shown}:{line}: {} fields where the header has {}",
                    record.len(),
                    headers.len()
                ));
            }
        }
        if faults.is_empty() { Ok(Table { headers, rows }) } else { Err(malformed(shown, faults)) }
    }

    /// The column that has one of these names.
    #[must_use]
    pub fn column(&self, names: &[&str]) -> Option<Column> {
        let found = |name: &&str| self.headers.iter().position(|h| *h == name.to_lowercase());
        names.iter().find_map(found).map(Column)
    }

    /// How many columns there are beside the known ones.
    #[must_use]
    pub fn columns_beside(&self, known: &[&str]) -> usize {
        let is_known = |header: &&String| known.iter().any(|name| name.to_lowercase() == **header);
        self.headers.iter().filter(|header| !is_known(header)).count()
    }

    /// A column that is none of these.
    #[must_use]
    pub fn unknown_column(&self, known: &[&str]) -> Option<&str> {
        let is_known = |header: &&String| known.iter().any(|name| name.to_lowercase() == **header);
        self.headers.iter().find(|header| !is_known(header)).map(String::as_str)
    }

    /// The columns that must be there, each under one of its names.
    ///
    /// # Errors
    /// `missing-column` naming each that is not there.
    pub fn columns<const N: usize>(
        &self,
        wanted: [&[&str]; N],
        shown: &str,
    ) -> Result<[Column; N]> {
        let missing: Vec<&str> = wanted
            .iter()
            .filter(|names| self.column(names).is_none())
            .map(|names| names[0])
            .collect();
        if !missing.is_empty() {
            return Err(Failure::usage(
                "missing-column",
                format!("{shown} has no column {}", missing.join(", ")),
            )
            .hint("export it again with all columns, header included"));
        }
        Ok(wanted.map(|names| self.column(names).unwrap_or(Column(0))))
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = TableRow<'_>> {
        self.rows.iter().map(|(line, record)| TableRow { line: *line, record })
    }
}

impl TableRow<'_> {
    /// The text in a column, without the space around it.
    #[must_use]
    pub fn text(&self, column: Column) -> &str {
        self.record.get(column.0).unwrap_or_default().trim()
    }

    /// The text in a column that may not be there.
    #[must_use]
    pub fn text_if_any(&self, column: Option<Column>) -> &str {
        column.map_or("", |column| self.text(column))
    }
}
