//! `mpn config` and `mpn completions`.

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};

use super::completion::SCRIPTS;
use crate::domain::call::Call;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Tell every setting, and where its value came from
    #[command(after_help = "Example:\n  mpn config show")]
    Show,
}

/// Print a completion script for a shell
///
/// With it a shell completes commands, options and what the ledger knows: benefits, users, keys by
/// their ids. For bash: mpn completions bash > ~/.local/share/bash-completion/completions/mpn; for
/// fish: mpn completions fish > ~/.config/fish/completions/mpn.fish; for zsh a file _mpn in a
/// folder of fpath. PowerShell and elvish read it from their profile.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn completions bash")]
pub struct Completions {
    #[arg(value_parser = PossibleValuesParser::new(SCRIPTS.map(|(shell, _)| shell)))]
    shell: String,
}

impl Verb {
    pub(super) fn call(self) -> Call {
        match self {
            Verb::Show => Call::ConfigShow,
        }
    }
}

impl Completions {
    pub(super) fn call(&self) -> Call {
        let script = SCRIPTS.into_iter().find(|(shell, _)| *shell == self.shell);
        Call::Print(script.map(|(_, script)| script.to_owned()).unwrap_or_default())
    }
}
