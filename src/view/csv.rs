//! Lines for other programs: TSV, CSV and Markdown.

use anyhow::Context as _;

use super::visible;
use crate::failure::Result;

/// Tab-separated, without a header; tab and newline escaped, and what escapes them.
pub(super) fn tsv(rows: impl Iterator<Item = Vec<String>>) -> String {
    let escape = |cell: &String| {
        let cell = cell.replace('\\', "\\\\");
        cell.replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
    };
    rows.map(|row| {
        let cells: Vec<String> = row.iter().map(|cell| visible(&escape(cell))).collect();
        format!("{}\n", cells.join("\t"))
    })
    .collect()
}

/// RFC 4180, with the JSON keys as its header; formulas neutralized.
pub(super) fn csv(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<String> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let failed = "cannot write CSV";
    writer.write_record(columns).context(failed)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| neutralized_in_parts(cell))).context(failed)?;
    }
    let bytes = writer.into_inner().context(failed)?;
    Ok(String::from_utf8(bytes).context(failed)?)
}

/// A text that a spreadsheet would take for a formula gets an apostrophe before it (formats.md).
pub(super) fn neutralized(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The same of each part of a text that a spreadsheet which separates cells otherwise would take for
/// a cell: half of Europe does by semicolons.
fn neutralized_in_parts(text: &str) -> String {
    let parts = text.split_inclusive([';', '\t', '\n', '\r']);
    // A beginning that separates is one itself.
    let first = if text.starts_with(['\t', '\r']) { "'" } else { "" };
    let parts =
        parts.map(|part| if is_separator(part) { part.to_owned() } else { neutralized(part) });
    format!("{first}{}", parts.collect::<String>())
}

fn is_separator(part: &str) -> bool {
    matches!(part, ";" | "\t" | "\n" | "\r")
}

/// A Markdown table.
pub(super) fn markdown(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let escape = |cell: &String| visible(&cell.replace('|', "\\|").replace('\n', "<br>"));
    let mut text = line(columns.iter().map(ToString::to_string).collect());
    text.push_str(&line(columns.iter().map(|_| "---".to_owned()).collect()));
    for row in rows {
        text.push_str(&line(row.iter().map(escape).collect()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_neutralized() {
        for text in ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"] {
            assert_eq!(neutralized(text), format!("'{text}"));
        }
        for (text, safe) in [
            ("=1+1", "'=1+1"),
            ("Al;=1+1;x", "Al;'=1+1;x"),
            ("Al\n=1+3;x", "Al\n'=1+3;x"),
            ("a\t@x\r\n-1", "a\t'@x\r\n'-1"),
            ("\tx", "'\tx"),
            ("a;b", "a;b"),
            ("a=1;b-2", "a=1;b-2"),
            (";;", ";;"),
            ("", ""),
        ] {
            assert_eq!(neutralized_in_parts(text), safe);
        }
        assert_eq!(neutralized("a=1"), "a=1");
        assert_eq!(neutralized(""), "");
    }

    #[test]
    fn a_formula_is_neutralized_in_csv_and_kept_in_tsv() {
        let rows = || [vec!["=1+1".to_owned(), "a,\"b\"".to_owned()]].into_iter();
        assert_eq!(csv(&["a", "b"], rows()).unwrap(), "a,b\r\n'=1+1,\"a,\"\"b\"\"\"\r\n");
        assert_eq!(tsv(rows()), "=1+1\ta,\"b\"\n");
    }

    #[test]
    fn a_line_of_tsv_is_one_line() {
        assert_eq!(tsv([vec!["a\tb\nc".to_owned()]].into_iter()), "a\\tb\\nc\n");
    }

    #[test]
    fn what_looks_like_an_escape_is_told_from_one() {
        assert_eq!(tsv([vec!["a\\nb".to_owned()]].into_iter()), "a\\\\nb\n");
    }
}
