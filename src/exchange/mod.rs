//! Files of other systems, and our own, read into plain values: every bad row is told as
//! `file:line: reason`, all of them at once.

mod cell;
pub mod csv;
pub mod directory;
mod encoding;
pub mod entra;
pub mod entra_bulk;
mod key_text;
pub mod keys;
pub mod keys_export;
pub mod m365;
pub mod opening;
pub mod visual_studio;
pub mod wishes;
#[cfg(feature = "xlsx")]
mod workbook;

use std::io::Read;
use std::path::{Path, PathBuf};

pub use encoding::text_of;

use crate::domain::secret::holds_a_secret;
use crate::failure::{Failure, Result, read_file, read_whole};

/// No file of another system is larger, in bytes: the largest are lists of users, and this is a
/// million of them.
const LARGEST: u64 = 256 << 20;

/// Where a text comes from: a file, or standard input (`-`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    File(PathBuf),
    Stdin,
}

impl Place {
    /// What was typed: a path, or `-`.
    #[must_use]
    pub fn typed(text: &Path) -> Self {
        if text == Path::new("-") { Place::Stdin } else { Place::File(text.to_owned()) }
    }

    /// How messages call it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Place::File(path) => path.display().to_string(),
            Place::Stdin => "standard input".to_owned(),
        }
    }

    /// All of its bytes.
    ///
    /// # Errors
    /// A file that cannot be read; `too-large` (exit 2) for one that says more than any would.
    pub fn bytes(&self, stdin: &mut dyn Read) -> Result<Vec<u8>> {
        match self {
            Place::File(path) => read_file(path, &self.shown(), LARGEST),
            Place::Stdin => read_whole(&self.shown(), stdin, LARGEST),
        }
    }

    /// All of it as text.
    ///
    /// # Errors
    /// A file that cannot be read, or is no text.
    pub fn text(&self, stdin: &mut dyn Read) -> Result<String> {
        text_of(self.bytes(stdin)?, &self.shown())
    }

    /// A table as text; of a workbook its first sheet.
    ///
    /// # Errors
    /// A file that cannot be read, or is neither.
    pub fn table(&self, stdin: &mut dyn Read) -> Result<String> {
        let bytes = self.bytes(stdin)?;
        #[cfg(feature = "xlsx")]
        if bytes.starts_with(workbook::BEGINNING) {
            return workbook::as_csv(&bytes, &self.shown());
        }
        text_of(bytes, &self.shown())
    }
}

/// The lines of a text that say something, without the space around them, and their numbers: no
/// empty ones and no `#` comments.
pub fn lines_said(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let lines = (1..).zip(text.lines().map(str::trim));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// Holds a file whose texts are kept as they are to having no secret among them.
///
/// # Errors
/// `malformed-file` (exit 2) with every line that holds one, never with its text.
pub fn holds_no_secret(text: &str, shown: &str) -> Result<()> {
    let held = (1..).zip(text.lines()).filter(|(_, line)| holds_a_secret(line));
    let faults: Vec<String> =
        held.map(|(line, _)| format!("{shown}:{line}: a secret stands in the open here")).collect();
    if faults.is_empty() {
        return Ok(());
    }
    Err(malformed(shown, faults).hint("product keys stand in files of their own, one a line"))
}

/// How many lines a note names one by one.
const LINES_NAMED: usize = 10;

/// What is said of rows that were left out.
#[must_use]
pub fn skipped(shown: &str, lines: &[u64], why: &str) -> String {
    noted(shown, "row", lines, &format!("skipped, {why}"))
}

/// What is said of what stands on some lines, with their numbers.
fn noted(shown: &str, noun: &str, lines: &[u64], said: &str) -> String {
    let things = crate::failure::count(lines.len() as u64, noun);
    let named: Vec<String> = lines.iter().take(LINES_NAMED).map(ToString::to_string).collect();
    let more = match lines.len().saturating_sub(LINES_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let on = if lines.len() == 1 { "line" } else { "lines" };
    format!("{shown}: {things} {said} ({on} {}{more})", named.join(", "))
}

/// What is said of columns that nobody asked for.
fn left_alone(shown: &str, columns: usize) -> Option<String> {
    let told = crate::failure::count(columns as u64, "unknown column");
    (columns > 0).then(|| format!("{shown}: {told} left alone"))
}

/// The failure of a file in which nothing stands that is looked for: an export that came out empty
/// is no reason to do anything.
#[must_use]
pub fn empty(shown: &str, what: &str) -> Failure {
    Failure::usage("empty-file", format!("{shown} holds no {what}"))
        .hint("export it again; mpn reconcile compares it all the same with --empty")
}

/// The failure that tells every bad row of a file.
#[must_use]
pub fn malformed(shown: &str, faults: Vec<String>) -> Failure {
    let lines = crate::failure::count(faults.len() as u64, "line");
    Failure::usage(
        "malformed-file",
        format!("{shown}: {lines} cannot be read; nothing was recorded"),
    )
    .details(faults)
    .hint("mend those lines, or take them out")
}
