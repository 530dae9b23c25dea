//! `mpn catalog`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::domain::call::{Call, Load};
use crate::domain::query::Query;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List the programs
    #[command(after_help = "Example:\n  mpn catalog list")]
    List,
    Show(Show),
    Check(Check),
    Use(Use),
}

/// Print a program as TOML: the ledger's own unless another is named
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn catalog show mpn-2021")]
pub struct Show {
    program: Option<String>,
}

/// Tell whether a file is a catalog that one could go by
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn catalog check mine.toml")]
pub struct Check {
    file: PathBuf,
}

/// Go by a changed catalog from now on
///
/// It is recorded in the ledger, whole; the file is not looked at again.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn catalog use mine.toml --reason \"new VS quantities\"")]
pub struct Use {
    file: PathBuf,
}

impl Verb {
    pub(super) fn call(self) -> Call {
        match self {
            Verb::List => Call::CatalogList,
            Verb::Show(show) => Call::Read(Query::CatalogShow { program: show.program }),
            Verb::Check(check) => Call::CatalogCheck { file: check.file },
            Verb::Use(adopt) => Call::Load(Load::Catalog { file: adopt.file }),
        }
    }
}
