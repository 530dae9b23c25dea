//! Tables of other systems: read by the names of their columns, in whatever order, old names and
//! new ones, one row at a time.

use crate::failure::{Failure, Result};

/// A table whose header was understood.
pub struct Table<'t> {
    headers: Vec<String>,
    reader: csv::Reader<&'t [u8]>,
    lines: Lines<'t>,
}

/// The lines of a text, counted as its rows are read: the reader's own count is one short where a
/// line ends with a carriage return and a line feed.
struct Lines<'t> {
    text: &'t [u8],
    counted_to: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the row that begins at or, after what ends the row before it, behind `byte`.
    fn line(&mut self, byte: u64) -> u64 {
        let rest = usize::try_from(byte).ok().and_then(|at| self.text.get(at..));
        let ends = rest.unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let begin = self.text.len() - rest.unwrap_or_default().len() + ends.count();
        let passed = self.text.get(self.counted_to..begin).unwrap_or_default();
        self.line += passed.split(|byte| *byte == b'\n').skip(1).count() as u64;
        self.counted_to = self.counted_to.max(begin);
        self.line
    }
}

/// One row, and the line it begins on.
pub struct TableRow {
    pub line: u64,
    record: csv::StringRecord,
}

/// A row that is none, and the line it begins on.
#[derive(Debug)]
pub struct BadRow {
    pub line: u64,
    pub why: String,
}

/// A column that was found.
#[derive(Clone, Copy, Debug)]
pub struct Column(usize);

impl<'t> Table<'t> {
    /// Reads the header of a table.
    ///
    /// # Errors
    /// A text that has none.
    pub fn read(text: &'t str, shown: &str) -> Result<Self> {
        Table::after(0, text, shown, str::to_owned)
    }

    /// Reads the header of a table that begins after so many lines of its file; `named` tells
    /// which part of a header is the name of its column.
    ///
    /// # Errors
    /// A text that has none.
    pub fn after(
        lines_before: u64,
        text: &'t str,
        shown: &str,
        named: impl Fn(&str) -> String,
    ) -> Result<Self> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let headers = reader.headers().map_err(|error| {
            Failure::usage("malformed-file", format!("{shown} is no CSV file: {error}"))
        })?;
        let headers = headers.iter().map(|header| named(header).trim().to_lowercase()).collect();
        let lines = Lines { text: text.as_bytes(), counted_to: 0, line: lines_before + 1 };
        Ok(Table { headers, reader, lines })
    }

    /// The column that has one of these names.
    #[must_use]
    pub fn column(&self, names: &[&str]) -> Option<Column> {
        let found = |name: &&str| self.headers.iter().position(|h| *h == name.to_lowercase());
        names.iter().find_map(found).map(Column)
    }

    /// How many columns there are beside those of a header.
    #[must_use]
    pub fn columns_beside(&self, header: &str) -> usize {
        let known: Vec<&str> = header.split(',').collect();
        self.unknown_columns(&known).count()
    }

    /// The columns that are none of these.
    pub fn unknown_columns(&self, known: &[&str]) -> impl Iterator<Item = &str> {
        let is_known = |header: &str| known.iter().any(|name| name.to_lowercase() == header);
        self.headers.iter().map(String::as_str).filter(move |header| !is_known(header))
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
            // What some spreadsheets take for a comma.
            let otherwise = self.headers.iter().any(|header| header.contains([';', '\t']));
            return Err(Failure::usage(
                "missing-column",
                format!("{shown} has no column {}", missing.join(", ")),
            )
            .hint(if otherwise {
                "save it with commas between the fields"
            } else {
                "export it again with all columns, header included"
            }));
        }
        Ok(wanted.map(|names| self.column(names).unwrap_or(Column(0))))
    }

    /// The rows; those whose cells are all empty are none.
    pub fn rows(self) -> impl Iterator<Item = Result<TableRow, BadRow>> + use<'t> {
        let (width, mut lines) = (self.headers.len(), self.lines);
        self.reader.into_records().filter_map(move |record| match record {
            Ok(record) if record.iter().all(|cell| cell.trim().is_empty()) => None,
            Ok(record) => {
                let line = lines.line(record.position().map_or(0, csv::Position::byte));
                if record.len() == width {
                    return Some(Ok(TableRow { line, record }));
                }
                let why = format!("{} fields where the header has {width}", record.len());
                Some(Err(BadRow { line, why }))
            }
            Err(error) => {
                let line = lines.line(error.position().map_or(0, csv::Position::byte));
                Some(Err(BadRow { line, why: "this is no CSV".to_owned() }))
            }
        })
    }
}

impl TableRow {
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

    /// The text in the first column, whatever its name.
    #[must_use]
    pub fn first(&self) -> &str {
        self.text(Column(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_without_commas_says_what_is_wrong_with_it() {
        let hint = |text: &str| {
            let missing = Table::read(text, "a.csv").unwrap().columns([&["mail"]], "a.csv");
            missing.unwrap_err().told().hint.unwrap()
        };
        assert_eq!(hint("mail;name\nx;y\n"), "save it with commas between the fields");
        assert!(hint("name\n").starts_with("export it again"));
    }

    #[test]
    fn a_row_keeps_its_line_whatever_ends_the_lines_before_it() {
        let lines = |text: &str| -> Vec<u64> {
            let rows = Table::read(text, "a.csv").unwrap().rows();
            rows.map(|row| row.map_or_else(|bad| bad.line, |row| row.line)).collect()
        };
        assert_eq!(lines("a,b\r\n1,2\r\n\"3\r\n\",4\r\n5\r\n7,8"), [2, 3, 5, 6]);
        assert_eq!(lines("a,b\n1,2\n\"3\n\",4\n,\n5\n7,8\n"), [2, 3, 6, 7]);
    }
}
