//! `mpn config` and `mpn completions`.

use clap::{Args, Command, Subcommand};
use clap_complete::Shell;

use crate::domain::request::Call;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Tell every setting, and where its value came from
    #[command(after_help = "Example:\n  mpn config show")]
    Show,
}

/// Print a completion script for a shell
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn completions bash")]
pub struct Completions {
    shell: Shell,
}

impl Verb {
    pub(super) fn call(self) -> Call {
        match self {
            Verb::Show => Call::ConfigShow,
        }
    }
}

impl Completions {
    pub(super) fn call(self, mut grammar: Command) -> Call {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut grammar, "mpn", &mut script);
        Call::Print(String::from_utf8_lossy(&script).into_owned())
    }
}
