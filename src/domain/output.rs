//! How an answer is wanted: its format, its columns, how much beside it.

use super::words::words;

words! {
    /// How data is written.
    Format, "an output format" {
        Table = "table",
        Tsv = "tsv",
        Json = "json",
        Jsonl = "jsonl",
        Csv = "csv",
        Markdown = "markdown",
    }

    /// Whether text is colored.
    Color, "a choice of color" {
        Auto = "auto",
        Always = "always",
        Never = "never",
    }
}

/// Everything that decides how an answer looks.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The format that was asked for; without one a terminal gets a table, a pipe gets TSV.
    pub format: Option<Format>,
    pub columns: Option<Vec<String>>,
    pub quiet: bool,
    /// Whether stdout is a terminal.
    pub terminal: bool,
    /// Whether stdout is colored.
    pub color: bool,
    /// The width of the terminal, in characters; unlimited where there is none.
    pub width: Option<u16>,
}

impl Output {
    /// The format in force.
    #[must_use]
    pub fn format_of_list(&self) -> Format {
        self.format.unwrap_or(if self.terminal { Format::Table } else { Format::Tsv })
    }

    /// Whether JSON was asked for.
    #[must_use]
    pub fn is_json(&self) -> bool {
        matches!(self.format, Some(Format::Json | Format::Jsonl))
    }

    /// Whether only what a script wants is asked for, in no format and of no field.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.quiet && self.format.is_none() && self.columns.is_none()
    }

    /// Whether an answer is wanted in words, as at a terminal: neither rows nor some of its fields.
    #[must_use]
    pub fn is_worded(&self) -> bool {
        matches!(self.format, None | Some(Format::Table)) && self.columns.is_none()
    }
}
