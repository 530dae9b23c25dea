//! Tables of other systems: read by the names of their columns, in whatever order, old names and
//! new ones, one row at a time.

use std::io::{Chain, Read as _};

use crate::domain::character::is_unseen;
use crate::domain::import::FileKind;
use crate::failure::{Failure, Result};

/// What stands after the last row: a quote that nobody closed swallows it.
const AFTER: &str = "\n\u{1}end of the file\n";
const END: &str = AFTER.trim_ascii();
const NEVER_CLOSED: &str = "a quote begins here and is not closed; no row below it can be read";

/// A table whose header was understood.
pub struct Table<'t> {
    headers: Vec<String>,
    reader: csv::Reader<Chain<&'t [u8], &'static [u8]>>,
    lines: Lines<'t>,
}

/// The lines of a text, counted as its rows are read: the reader's own count is one short where a
/// line ends with a carriage return and a line feed.
struct Lines<'t> {
    text: &'t [u8],
    counted_to: usize,
    line: u64,
    separator: u8,
}

impl Lines<'_> {
    /// The line of the row that begins at or, after what ends the row before it, behind `byte`.
    fn line(&mut self, byte: u64) -> u64 {
        let begin = self.begin(byte);
        let passed = self.text.get(self.counted_to..begin).unwrap_or_default();
        self.line += passed.split(|byte| *byte == b'\n').skip(1).count() as u64;
        self.counted_to = self.counted_to.max(begin);
        self.line
    }

    fn begin(&self, byte: u64) -> usize {
        let rest = usize::try_from(byte).ok().and_then(|at| self.text.get(at..));
        let ends = rest.unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        self.text.len() - rest.unwrap_or_default().len() + ends.count()
    }

    /// Whether the row that was counted last, which ends at or before `end`, has quotes where none
    /// can begin or end: then it may hold rows that nobody meant to be one cell.
    fn has_stray_quotes(&self, end: u64) -> bool {
        let end = usize::try_from(end).unwrap_or(self.text.len()).min(self.text.len());
        let row = self.text.get(self.counted_to..end).unwrap_or_default().trim_ascii_end();
        let parts: Vec<&[u8]> = row.split(|byte| *byte == b'"').collect();
        // What stands outside of quotes begins and ends with a separator, or is nothing between
        // two quotes that stand for one.
        let is_separator = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == self.separator);
        let outside = parts.iter().enumerate().step_by(2);
        !outside.clone().all(|(at, part)| {
            let (begins, ends) = (at == 0, at + 1 == parts.len());
            (begins || is_separator(part.first())) && (ends || is_separator(part.last()))
        })
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
        Table::named_by(text, shown, str::to_owned)
    }

    /// The same; `named` tells which part of a header is the name of its column.
    ///
    /// # Errors
    /// A text that has none.
    pub fn named_by(text: &'t str, shown: &str, named: impl Fn(&str) -> String) -> Result<Self> {
        let (lines_before, separator, text) = below_the_preamble(text, shown)?;
        let separator = separator.unwrap_or_else(|| separator_of(text));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .from_reader(text.as_bytes().chain(AFTER.as_bytes()));
        let headers = reader.headers().map_err(|error| {
            Failure::usage("malformed-file", format!("{shown} is no CSV file: {error}"))
        })?;
        if headers.iter().any(|header| header.contains(END)) {
            let (code, message) = if text.trim().is_empty() {
                ("empty-file", format!("{shown} is empty"))
            } else {
                ("malformed-file", format!("{shown}:{}: {NEVER_CLOSED}", lines_before + 1))
            };
            return Err(Failure::usage(code, message).hint(EXPORTED_AGAIN));
        }
        let headers = headers.iter().map(|header| plain(&named(header))).collect();
        let line = lines_before + 1;
        let lines = Lines { text: text.as_bytes(), counted_to: 0, line, separator };
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
        let is_known = |header: &str| {
            header.is_empty() || known.iter().any(|name| name.to_lowercase() == header)
        };
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
            return Err(Failure::usage(
                "missing-column",
                format!("{shown} has no column {}", missing.join(", ")),
            )
            .hint(kind_of(&self.headers).unwrap_or_else(|| EXPORTED_AGAIN.to_owned())));
        }
        Ok(wanted.map(|names| self.column(names).unwrap_or(Column(0))))
    }

    /// The rows; those whose cells are all empty are none. What a short row does not reach is
    /// empty: spreadsheets leave such cells out.
    pub fn rows(self) -> impl Iterator<Item = Result<TableRow, BadRow>> + use<'t> {
        let (width, mut lines) = (self.headers.len(), self.lines);
        let mut records = self.reader.into_records();
        std::iter::from_fn(move || {
            let record = records.next()?;
            let end = records.reader().position().byte();
            Some(read_row(record, end, width, &mut lines))
        })
        .flatten()
    }
}

/// A row of so many columns that ends at a byte; none where nothing stands in it.
fn read_row(
    record: csv::Result<csv::StringRecord>,
    end: u64,
    width: usize,
    lines: &mut Lines<'_>,
) -> Option<Result<TableRow, BadRow>> {
    let place = match &record {
        Ok(record) => record.position().map(csv::Position::byte),
        Err(error) => error.position().map(csv::Position::byte),
    };
    let line = lines.line(place.unwrap_or(0));
    let bad = |why: &str| Some(Err(BadRow { line, why: why.to_owned() }));
    let Ok(record) = record else { return bad("this is no CSV") };
    if record.iter().any(|cell| cell.contains(END)) {
        return if record.len() == 1 && record[0] == *END { None } else { bad(NEVER_CLOSED) };
    }
    if record.iter().any(|cell| cell.contains('\n')) && lines.has_stray_quotes(end) {
        return bad("a quote begins here and ends in another row");
    }
    if record.iter().all(|cell| cell.trim().is_empty()) {
        return None;
    }
    if record.iter().skip(width).any(|cell| !cell.trim().is_empty()) {
        return bad(&format!("{} fields where the header has {width}", record.len()));
    }
    Some(Ok(TableRow { line, record }))
}

const EXPORTED_AGAIN: &str = "export it again with all columns, header included";

/// How Windows PowerShell and Excel say, above a table, what it is made of and by what it is
/// divided.
const TYPE: &str = "#type ";
const SEPARATOR: &str = "sep=";
/// The version of the templates of Entra ID, as their first line says it.
const VERSION: &str = "version:";
const VERSION_READ: &str = "version:v1.0";

/// What stands below the lines that are no table yet: how many those were, the separator that they
/// name, and the rest.
fn below_the_preamble<'t>(text: &'t str, shown: &str) -> Result<(u64, Option<u8>, &'t str)> {
    let (mut lines, mut separator, mut rest) = (0, None, text);
    loop {
        let (first, below) = rest.split_once('\n').unwrap_or((rest, ""));
        // A spreadsheet pads such a line to the width of the table.
        let padding = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"');
        let said = plain(first);
        let bare = said.trim_matches(padding);
        if let Some(named) = said.trim_matches('"').strip_prefix(SEPARATOR) {
            // A tab is no more to be seen in what was folded.
            separator = Some(named.bytes().next().unwrap_or(b'\t'));
        } else if bare.starts_with(VERSION) && bare != VERSION_READ {
            let bare = super::cell::quoted(bare);
            return Err(Failure::usage(
                "malformed-file",
                format!("{shown}:{}: {bare} is another template than {VERSION_READ}", lines + 1),
            )
            .hint("download the template anew and fill it in"));
        } else if bare != VERSION_READ && !bare.starts_with(TYPE) {
            return Ok((lines, separator, rest));
        }
        lines += 1;
        rest = below;
        if below.is_empty() {
            return Ok((lines, separator, below));
        }
    }
}

/// What divides the columns of a header: the one of the usual separators that stands in it most
/// often outside of quotes; a comma where none does.
fn separator_of(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let outside: Vec<&str> = header.split('"').step_by(2).collect();
    let often = |separator: &u8| {
        let is_one = |byte: &u8| byte == separator;
        outside.iter().map(|part| part.as_bytes().iter().filter(|byte| is_one(byte)).count()).sum()
    };
    // Of those that stand there equally often the last is taken.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|separator| -> usize { often(separator) })
        .unwrap_or(b',')
}

/// A header as it is compared: without what nobody sees, in small letters, with plain blanks.
fn plain(header: &str) -> String {
    let seen: String = header.chars().filter(|c| c.is_whitespace() || !is_unseen(*c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// For which import a table is that another one was given; nothing where nobody can say.
pub(super) fn of_another_kind(text: &str) -> Option<String> {
    kind_of(&Table::read(text, "").ok()?.headers)
}

/// The same by the header of a table.
fn kind_of(headers: &[String]) -> Option<String> {
    let has = |name: &str| headers.iter().any(|header| header == name);
    let names = |property: &str| headers.iter().any(|header| header.contains(property));
    let kind = if has("user principal name") && has("display name") {
        FileKind::M365
    } else if names("[userprincipalname]") || names("[inviteeemail]") {
        FileKind::EntraBulk
    } else if has("userprincipalname") && has("displayname") {
        FileKind::Entra
    } else if has("subscription level") {
        FileKind::VisualStudio
    } else {
        return None;
    };
    Some(looks_like(kind))
}

fn looks_like(kind: FileKind) -> String {
    format!("it looks like a file for: mpn import {kind} FILE")
}

/// Sees to it that a text can be a table: what is marked up, or JSON, is none.
///
/// # Errors
/// `malformed-file` (exit 2).
pub fn may_be_a_table(text: &str, shown: &str) -> Result<()> {
    let what = match text.trim_start().bytes().next() {
        Some(b'<') => "XML or HTML",
        Some(b'{' | b'[') => "JSON or TOML",
        _ => return Ok(()),
    };
    let failure = Failure::usage("malformed-file", format!("{shown} is {what}, and no table"));
    let is_of_keys = text.to_ascii_lowercase().contains("product_key");
    let hint = is_of_keys.then(|| looks_like(FileKind::KeysExport));
    Err(failure.hint(hint.unwrap_or_else(|| EXPORTED_AGAIN.to_owned())))
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

    fn rows(text: &str) -> Vec<Vec<String>> {
        let table = Table::read(text, "a.csv").unwrap();
        let columns = table.columns([&["mail"], &["name"]], "a.csv").unwrap();
        let row = |row: Result<TableRow, BadRow>| match row {
            Ok(row) => columns.map(|column| row.text(column).to_owned()).to_vec(),
            Err(bad) => vec![bad.line.to_string(), bad.why],
        };
        table.rows().map(row).collect()
    }

    #[test]
    fn a_table_is_read_however_people_and_their_spreadsheets_saved_it() {
        for text in [
            "mail,name\nx@y,Zoë\n",
            "mail;name\r\nx@y;Zoë\r\n",
            "mail\tname\nx@y\tZoë",
            "sep=;\nmail;name\nx@y;Zoë\n",
            "\r\n\r\nmail;name\r\nx@y;Zoë\r\n",
            "sep=\t\r\nmail\tname\r\nx@y\tZoë\r\n",
            "\"sep=,\"\nmail,name\nx@y,Zoë\n",
            "#TYPE Selected.User\nmail,name\nx@y,Zoë\n",
            "#TYPE System.Object\n\"mail\";\"name\"\n\"x@y\";\"Zoë\"\n",
            "\u{200b}mail\u{feff},na\u{ad}me\nx@y,Zoë\n",
            "Mail\u{a0},  NAME ,\n\u{a0}x@y, Zoë ,,,\n,,\n",
            "name,\"mail\"\nZoë,x@y\n",
        ] {
            assert_eq!(rows(text), [["x@y", "Zoë"]], "{text:?}");
        }
        assert_eq!(rows("mail,name,x\nx@y\nz@y,,\n"), [["x@y", ""], ["z@y", ""]]);
        assert_eq!(
            rows("mail,name\nx@y,\"Ann, of\n\"\"Ghent\"\"\"\n"),
            [["x@y", "Ann, of\n\"Ghent\""]]
        );
        assert_eq!(rows("mail,name\nx@y,5\" disk\n"), [["x@y", "5\" disk"]]);
        assert_eq!(rows("mail,name\na,b,c\n"), [["2", "3 fields where the header has 2"]]);
    }

    #[test]
    fn a_quote_that_is_not_closed_loses_no_row_in_silence() {
        assert_eq!(rows("mail,name\na@y,A\nb@y,\"B\nc@y,C\n"), [["a@y", "A"], ["3", NEVER_CLOSED]]);
        let stray = "a quote begins here and ends in another row";
        for text in [
            "mail,name\nb@y,\"B\nc@y,\"C\nd@y,D\n",
            "mail,name\nb@y,\"B\nc@y,\"C\"\nd@y,D\n",
            "mail,name\nb@y,\"B\r\nc@y,C\"\"\"x\r\nd@y,D\r\n",
        ] {
            assert_eq!(rows(text), [["2", stray], ["d@y", "D"]], "{text:?}");
        }
        let told = |text: &str| Table::read(text, "a.csv").err().unwrap().told().message;
        assert!(told("\"mail,name\na@y,A\n").starts_with("a.csv:1: a quote begins here"));
        assert_eq!(told(""), "a.csv is empty");
        assert_eq!(told("sep=;\n"), "a.csv is empty");
    }

    #[test]
    fn a_file_of_another_kind_is_told_by_its_header() {
        let hint = |text: &str| {
            let missing = Table::read(text, "a.csv").unwrap().columns([&["mail"]], "a.csv");
            missing.unwrap_err().told().hint.unwrap()
        };
        for (header, kind) in [
            ("Display name,User principal name", "m365"),
            ("userPrincipalName;displayName", "entra"),
            ("Name [displayName] Required,User name [userPrincipalName] Required", "entra-bulk"),
            ("Email,Subscription Level,Assigned", "visual-studio"),
        ] {
            assert_eq!(hint(header), format!("it looks like a file for: mpn import {kind} FILE"));
        }
        assert_eq!(hint("name"), EXPORTED_AGAIN);
        let told = |text: &str| may_be_a_table(text, "a.csv").unwrap_err().told();
        let keys = told("<?xml version=\"1.0\"?><root><Product_Key/></root>");
        assert_eq!(keys.hint.unwrap(), looks_like(FileKind::KeysExport));
        assert_eq!(told("<html>").hint.unwrap(), EXPORTED_AGAIN);
        assert_eq!(told("[{}]").message, "a.csv is JSON or TOML, and no table");
    }

    #[test]
    fn a_row_keeps_its_line_whatever_ends_the_lines_before_it() {
        let lines = |text: &str| -> Vec<u64> {
            let rows = Table::read(text, "a.csv").unwrap().rows();
            rows.map(|row| row.map_or_else(|bad| bad.line, |row| row.line)).collect()
        };
        assert_eq!(lines("a,b\r\n1,2\r\n\"3\r\n\",4\r\n5\r\n7,8"), [2, 3, 5, 6]);
        assert_eq!(lines("sep=,\r\n#TYPE X\r\na,b\r\n1,2\r\n"), [4]);
        assert_eq!(lines("a,b\n1,2\n\"3\n\",4\n,\n5\n7,8\n"), [2, 3, 6, 7]);
    }
}
