//! `mpn history`.

use std::ffi::OsString;

use chrono::NaiveDate;
use clap::{Command, Subcommand};

use super::reading::whole_grammar;
use super::{date, mistake};
use crate::domain::call::Call;
use crate::domain::query::{HistoryFilter, Query};
use crate::domain::user::Email;
use crate::failure::{Failure, Result};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List what happened, the oldest first
    #[command(after_help = "Example:\n  mpn history list --user bo@contoso.com")]
    List {
        /// Only what concerned this user.
        #[arg(long, value_name = "E")]
        user: Option<Email>,
        /// Only what concerned this benefit, or this seat, key or other thing by its id.
        #[arg(long, value_name = "ID")]
        benefit: Option<String>,
        /// Only what was recorded from that day on.
        #[arg(long, value_name = "D", value_parser = date)]
        since: Option<NaiveDate>,
        /// Only one command, or one noun: "vs assign", vs.
        #[arg(long, value_name = "C")]
        command: Option<String>,
    },
    /// Show one operation, whole
    #[command(after_help = "Example:\n  mpn history show 1")]
    Show {
        /// Its number, or its request id.
        op: String,
    },
}

impl Verb {
    pub(super) fn call(self) -> Result<Call> {
        Ok(Call::Read(match self {
            Verb::List { user, benefit, since, command } => {
                let command = command.as_deref().map(self::command).transpose()?;
                Query::History(HistoryFilter { user, benefit, since, command })
            }
            Verb::Show { op } => Query::HistoryOperation { operation: op },
        }))
    }
}

/// The words of a command or a noun, as the log has them: `vs assign`, `vs`, `cancel --confirm`.
fn command(typed: &str) -> Result<String> {
    let words: Vec<String> = typed.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let grammar = whole_grammar();
    let mut reached = &grammar;
    for word in &words {
        let below = reached.find_subcommand(word);
        let is_switch = word.strip_prefix("--").is_some_and(|long| {
            reached.get_arguments().any(|arg| arg.get_long() == Some(long) && !arg.is_global_set())
        });
        match below {
            Some(below) => reached = below,
            None if is_switch => {}
            None => return Err(no_command(&grammar, typed, &words)),
        }
    }
    Ok(words.join(" "))
}

fn no_command(grammar: &Command, typed: &str, words: &[String]) -> Failure {
    let args = std::iter::once("mpn".to_owned()).chain(words.iter().cloned());
    let args: Vec<OsString> = args.map(OsString::from).collect();
    let hint = mistake::hint(grammar, &args);
    Failure::usage("unknown-command", format!("`{typed}` is no command"))
        .hint(hint.unwrap_or_else(|| "mpn --help lists the nouns".to_owned()))
}
