//! Tables for people: plain columns, wrapped to the terminal; ids and keys are never wrapped.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};

use super::visible;
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

/// A table with a header.
pub(super) fn table(
    columns: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
    output: &Output,
) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(columns.iter().map(|column| column.replace('_', " ")));
    for row in rows {
        table.add_row(row.iter().map(|cell| visible(cell)));
    }
    if let Some(width) = output.width.filter(|_| output.terminal) {
        table.set_width(width);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        for (index, name) in columns.iter().enumerate() {
            if let Some(column) = table.column_mut(index)
                && !WRAPPED.contains(name)
            {
                column.set_constraint(ColumnConstraint::ContentWidth);
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
