//! Tables for people: plain columns, wrapped to the terminal; ids and keys are never wrapped.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};

use super::{Row, joined, visible};
use crate::domain::output::Output;

/// Columns that may be wrapped; everything else keeps its width.
const WRAPPED: [&str; 15] = [
    "what",
    "hint",
    "sources",
    "name",
    "competency",
    "summary",
    "roles",
    "reason",
    "title",
    "message",
    "value",
    "users",
    "languages",
    "instructions",
    "product",
];

/// The narrowest a column that may be wrapped is squeezed to, in characters.
const SQUEEZED: usize = 24;

/// The columns that fit into a terminal: of those that can be done without, the first go until the
/// others have room. `--columns` brings any of them back.
pub(super) fn fitting<'c>(
    mut columns: Vec<&'c str>,
    optional: impl IntoIterator<Item = &'c str>,
    rows: &[Row],
    width: usize,
) -> Vec<&'c str> {
    let needed = |column: &&str| {
        let cells = rows.iter().filter_map(|row| row.get(*column));
        let widest = cells.map(|value| joined(value, ", ").chars().count()).max().unwrap_or(0);
        let widest = widest.max(column.len());
        // Two characters stand between columns.
        2 + if WRAPPED.contains(column) { widest.min(SQUEEZED) } else { widest }
    };
    for column in optional {
        if columns.iter().map(needed).sum::<usize>() <= width {
            break;
        }
        columns.retain(|kept| *kept != column);
    }
    columns
}

/// A table with a header.
pub(super) fn table(
    columns: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
    output: &Output,
) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(columns.iter().map(|column| column.replace('_', " ")));
    // A word is broken only where it is longer than a column is squeezed to.
    let longest = |text: &str| {
        text.split(' ').map(|word| word.chars().count()).max().unwrap_or(0).min(SQUEEZED)
    };
    let mut words: Vec<usize> = columns.iter().map(|column| longest(column)).collect();
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| visible(cell)).collect();
        for (widest, cell) in words.iter_mut().zip(&cells) {
            *widest = longest(cell).max(*widest);
        }
        table.add_row(cells);
    }
    if let Some(width) = output.width.filter(|_| output.terminal) {
        table.set_width(width);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        for (index, (name, word)) in columns.iter().zip(words).enumerate() {
            if let Some(column) = table.column_mut(index) {
                column.set_constraint(if WRAPPED.contains(name) {
                    // With a space on either side.
                    let width = u16::try_from(word + 2).unwrap_or(u16::MAX);
                    ColumnConstraint::LowerBoundary(Width::Fixed(width))
                } else {
                    ColumnConstraint::ContentWidth
                });
            }
        }
    }
    let mut lines = table.lines().map(|line| line.trim_end().to_owned());
    let header = lines.next().unwrap_or_default();
    let header = header.strip_prefix(' ').unwrap_or(&header).to_owned();
    let header = if output.color { format!("\u{1b}[1m{header}\u{1b}[0m") } else { header };
    let mut text = format!("{header}\n");
    for line in lines {
        text.push_str(line.strip_prefix(' ').unwrap_or(&line));
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_not_broken_however_narrow_a_terminal_is() {
        let output = Output { terminal: true, width: Some(20), ..Output::default() };
        let cells = ["M1", "2026-01-15", "Cloud Platform"].map(str::to_owned).to_vec();
        let told = table(&["id", "purchased_on", "competency"], [cells].into_iter(), &output);
        for word in ["competency", "Cloud", "Platform", "2026-01-15"] {
            assert!(told.contains(word), "{told}");
        }
    }

    #[test]
    fn a_narrow_terminal_does_without_what_matters_least() {
        let row = |text: &str| -> Row {
            let cells = [("id", "B1"), ("name", text), ("offer", "action-pack")];
            cells.iter().map(|(key, cell)| ((*key).to_owned(), (*cell).into())).collect()
        };
        let rows = [row("a name that is so long that it will be wrapped")];
        let fitting = |width| fitting(vec!["id", "name", "offer"], ["offer"], &rows, width);
        assert_eq!(fitting(60), ["id", "name", "offer"]);
        assert_eq!(fitting(40), ["id", "name"]);
        assert_eq!(fitting(10), ["id", "name"]);
    }
}
