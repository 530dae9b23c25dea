//! `mpn catalog`.

use std::path::PathBuf;

use clap::Subcommand;

use super::value::path;
use crate::domain::call::{Call, Load};
use crate::domain::query::Query;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List the programs
    #[command(after_help = "Example:\n  mpn catalog list")]
    List,
    /// Print a program as TOML: the ledger's own unless another is named
    #[command(after_help = "Example:\n  mpn catalog show mpn-2021")]
    Show { program: Option<String> },
    /// Tell whether a file is a catalog that one could go by
    #[command(after_help = "Example:\n  mpn catalog check mine.toml")]
    Check {
        #[arg(value_parser = path())]
        file: PathBuf,
    },
    /// Go by a changed catalog from now on
    ///
    /// It is recorded in the ledger, whole; the file is not looked at again.
    #[command(after_help = "Example:\n  mpn catalog use mine.toml --reason \"new VS quantities\"")]
    Use {
        #[arg(value_parser = path())]
        file: PathBuf,
    },
}

impl Verb {
    pub(super) fn call(self) -> Call {
        match self {
            Verb::List => Call::CatalogList,
            Verb::Show { program } => Call::Read(Query::CatalogShow { program }),
            Verb::Check { file } => Call::CatalogCheck { file },
            Verb::Use { file } => Call::Load(Load::Catalog { file }),
        }
    }
}
