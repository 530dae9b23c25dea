//! `mpn history`.

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::{date, word};
use crate::domain::query::{HistoryFilter, Query};
use crate::domain::request::Call;
use crate::domain::user::Email;

#[derive(Debug, Subcommand)]
pub enum Verb {
    List(List),
    Show(Show),
}

/// List what happened, the oldest first
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn history list --user bo@contoso.com")]
pub struct List {
    /// Only what concerned this user.
    #[arg(long, value_name = "E", value_parser = word::<Email>)]
    user: Option<Email>,
    /// Only what concerned this benefit, or this seat or key.
    #[arg(long, value_name = "ID")]
    benefit: Option<String>,
    /// Only what was recorded from that day on.
    #[arg(long, value_name = "D", value_parser = date)]
    since: Option<NaiveDate>,
    /// Only one command, or one noun: "vs assign", vs.
    #[arg(long, value_name = "C")]
    command: Option<String>,
}

/// Show one operation, whole
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn history show 1")]
pub struct Show {
    /// Its number, or its request id.
    op: String,
}

impl Verb {
    pub(super) fn call(self) -> Call {
        Call::Read(match self {
            Verb::List(list) => Query::History(HistoryFilter {
                user: list.user,
                benefit: list.benefit,
                since: list.since,
                command: list.command,
            }),
            Verb::Show(show) => Query::HistoryOperation { operation: show.op },
        })
    }
}
