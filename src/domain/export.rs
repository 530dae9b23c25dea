//! Exports: what of the ledger can be asked for as rows, and where they go.

use std::path::PathBuf;

use super::request::ExportKeys;
use super::words::words;

words! {
    /// What can be exported.
    ExportKind, "an export" {
        Assignments = "assignments",
        Keys = "keys",
        Users = "users",
        History = "history",
        Benefits = "benefits",
        VisualStudio = "visual-studio",
    }
}

/// An export as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    pub kind: ExportKind,
    /// Where to; without it, standard output.
    pub file: Option<PathBuf>,
    /// Keys are written in clear, which is a reveal and recorded as one.
    pub reveal: Option<ExportKeys>,
}
