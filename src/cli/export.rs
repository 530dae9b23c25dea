//! `mpn export`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::value::path;
use crate::domain::call::Call;
use crate::domain::export::{Export, ExportKind};
use crate::domain::request::ExportKeys;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Export who holds what: seats, credit, keys, redemptions
    #[command(after_help = "Example:\n  mpn export assignments --out who-holds-what.xlsx")]
    Assignments(Out),
    Keys(Keys),
    /// Export the users, and how much each holds
    #[command(after_help = "Example:\n  mpn export users --out users.csv")]
    Users(Out),
    /// Export the history, an operation a row
    #[command(after_help = "Example:\n  mpn export history --out history.xlsx")]
    History(Out),
    /// Export everything the memberships grant
    #[command(after_help = "Example:\n  mpn export benefits --columns id,name,quantity,used")]
    Benefits(Out),
    /// Export assigned seats as the bulk-add template of the Visual Studio portal
    #[command(after_help = "Example:\n  mpn export visual-studio --out seats.csv")]
    VisualStudio(Out),
}

#[derive(Debug, Args)]
pub struct Out {
    /// The file, whose ending says how; else CSV on standard output.
    #[arg(long, value_name = "FILE.csv|.xlsx", value_parser = path())]
    out: Option<PathBuf>,
}

/// Export keys: what became of each, and their text only if that is meant
///
/// With --reveal the text of every key that is not redeemed, retired or ended is written into the
/// file. That is recorded as a reveal before the file is written, who holds a key stays as it is,
/// and a file that is there is never written over.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn export keys --reveal --out keys.csv --reason \"vault\"")]
pub struct Keys {
    #[command(flatten)]
    out: Out,
    /// Write the keys in clear.
    #[arg(long, requires = "out")]
    reveal: bool,
    /// Give up a refund that is still open.
    #[arg(long, requires = "reveal")]
    forfeit_refund: bool,
}

impl Verb {
    pub(super) fn call(self) -> Call {
        let (kind, Out { out: file }) = match self {
            Verb::Keys(Keys { out: Out { out: file }, reveal, forfeit_refund }) => {
                let reveal = reveal.then_some(ExportKeys { forfeit_refund });
                return Call::Export(Export { kind: ExportKind::Keys, file, reveal });
            }
            Verb::Assignments(out) => (ExportKind::Assignments, out),
            Verb::Users(out) => (ExportKind::Users, out),
            Verb::History(out) => (ExportKind::History, out),
            Verb::Benefits(out) => (ExportKind::Benefits, out),
            Verb::VisualStudio(out) => (ExportKind::VisualStudio, out),
        };
        Call::Export(Export { kind, file, reveal: None })
    }
}
