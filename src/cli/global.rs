//! The options of every command: what they may be, and which commands take them.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use clap::parser::ValueSource;
use clap::{ArgMatches, Args};

use super::value::{as_of, day_in_range, instant, path, request_id, switched_on, trimmed};
use crate::domain::call::Call;
use crate::domain::moment::AsOf;
use crate::domain::output::{Color, Format};
use crate::failure::{Failure, Result};

/// What every command can be told.
#[derive(Clone, Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own on the command line"
)]
#[command(next_help_heading = "Global options", mut_args(|arg| arg.hide_env_values(true)))]
pub struct Global {
    /// The ledger.
    #[arg(long, global = true, value_name = "PATH", env = "MPN_LEDGER", value_parser = path())]
    pub ledger: Option<PathBuf>,
    /// The acting user.
    #[arg(long = "as", id = "as", global = true, value_name = "EMAIL", env = "MPN_AS")]
    pub(super) actors: Vec<String>,
    /// The secret that opens sealed keys.
    #[arg(long, global = true, value_name = "FILE", env = "MPN_IDENTITY", value_parser = path())]
    pub identity: Option<PathBuf>,
    /// Another config file.
    #[arg(long, global = true, value_name = "FILE", env = "MPN_CONFIG", value_parser = path())]
    pub config: Option<PathBuf>,
    /// How data is written: table, tsv, json, jsonl, csv or markdown.
    #[arg(short, long, global = true, value_name = "FORMAT", env = "MPN_OUTPUT")]
    pub output: Option<Format>,
    /// Which columns, in this order.
    #[arg(long, global = true, value_name = "A,B", value_delimiter = ',', value_parser = trimmed)]
    pub columns: Option<Vec<String>>,
    /// Filter the JSON of the answer, as jq would; texts come out raw.
    #[arg(long, global = true, value_name = "EXPR")]
    pub jq: Option<String>,
    /// Consent to what would be asked.
    #[arg(short, long, global = true)]
    pub yes: bool,
    /// Never ask; it is never consent.
    #[arg(
        long,
        global = true,
        env = "MPN_NO_INPUT",
        value_parser = switched_on,
        num_args = 0,
        default_missing_value = "1",
        default_value = "0"
    )]
    pub no_input: bool,
    /// Decide and show a write without recording it.
    #[arg(short = 'n', long, global = true)]
    pub dry_run: bool,
    /// Why; kept with the operation.
    #[arg(long, global = true, value_name = "TEXT")]
    pub reason: Option<String>,
    /// The day a write took effect, when it is recorded later.
    #[arg(long, global = true, value_name = "DATE", value_parser = day_in_range)]
    pub on: Option<NaiveDate>,
    /// The same id with the same request is answered again and done once.
    #[arg(long, global = true, value_name = "ID", value_parser = request_id)]
    pub request_id: Option<String>,
    /// A read: as it stands on that day, past or coming, by what is known now.
    #[arg(long, global = true, value_name = "DATE", value_parser = day_in_range)]
    pub at: Option<NaiveDate>,
    /// The ledger as the log stood at the end of a day, or after an operation.
    #[arg(long, global = true, value_name = "DATE|OP", value_parser = as_of)]
    pub as_of: Option<AsOf>,
    /// How long to wait for a busy ledger, in seconds.
    #[arg(long, global = true, value_name = "SECONDS", env = "MPN_WAIT", default_value_t = 30)]
    pub wait: u32,
    /// A fixed clock, for tests and rehearsals.
    #[arg(long, global = true, value_name = "INSTANT", env = "MPN_NOW", value_parser = instant)]
    pub now: Option<DateTime<Utc>>,
    /// Only what a script wants.
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Tell on stderr with what it is done: ledger, acting user, their origins, the wait.
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Whether text is colored.
    #[arg(long, global = true, value_name = "auto|always|never", default_value = "auto")]
    pub color: Color,
}

/// Where the values of the options that have a place to fall back to came from.
#[derive(Debug)]
pub struct Origins(pub(super) ArgMatches);

impl Origins {
    /// `--ledger` or `MPN_LEDGER`.
    #[must_use]
    pub fn of(&self, id: &str) -> String {
        match self.0.value_source(id) {
            Some(ValueSource::EnvVariable) => {
                format!("MPN_{}", id.to_uppercase().replace('-', "_"))
            }
            Some(ValueSource::CommandLine) => format!("--{id}"),
            _ => "default".to_owned(),
        }
    }
}

/// A filter is about JSON, whatever the environment says; an option that says otherwise is not
/// what is meant.
pub(super) fn filtered(mut global: Global, origins: &Origins) -> Result<Global> {
    let format = global.output;
    if global.jq.is_none() || matches!(format, Some(Format::Json | Format::Jsonl)) {
        return Ok(global);
    }
    if let Some(format) = format.filter(|_| origins.of("output") == "--output") {
        return Err(Failure::usage(
            "options-conflict",
            format!("--jq filters JSON, and --output asks for {format}"),
        )
        .hint("leave one of them out"));
    }
    global.output = Some(Format::Json);
    Ok(global)
}

/// Some options are for writes alone, and one for reads alone; silence about them would mislead.
/// What is explained is not done: it may be a write, and asked about in the past.
pub(super) fn fits(call: &Call, global: &Global, explained: bool) -> Result<()> {
    let makes = matches!(call, Call::Init(_) | Call::Sample(_));
    let reveals = matches!(call, Call::Export(export) if export.reveal.is_some());
    let records = reveals || makes || matches!(call, Call::Write(_) | Call::Load(_));
    let writes = records || matches!(call, Call::Keep(keep) if keep.writes());
    let looks_back = match call {
        Call::Export(_) => !reveals,
        // A plan that is kept is one to be applied, and that is done today.
        Call::Plan { out, .. } => out.is_none(),
        Call::Read(_)
        | Call::CancelCheck { .. }
        | Call::CalendarFile { .. }
        | Call::CatalogList
        | Call::Reconcile { .. }
        | Call::WhatIf(_) => true,
        _ => false,
    };
    let given = [
        ("--dry-run", global.dry_run, writes),
        ("--reason", global.reason.is_some(), records),
        // A sample tells of a year, and of no one day.
        ("--on", global.on.is_some(), records && !matches!(call, Call::Sample(_))),
        ("--request-id", global.request_id.is_some(), writes),
        ("--as-of", global.as_of.is_some(), explained || looks_back),
        ("--at", global.at.is_some(), looks_back),
    ];
    let Some((option, ..)) = given.into_iter().find(|(_, given, taken)| *given && !*taken) else {
        return Ok(());
    };
    let kind = match call {
        Call::Sample(_) => "makes up a whole year",
        _ if records => "writes",
        _ if writes => "records nothing in the log",
        _ if matches!(option, "--as-of" | "--at") => "tells of the present alone",
        _ => "only reads, or only tells",
    };
    Err(Failure::usage(
        "option-not-taken",
        format!("{option} has no place here: this command {kind}"),
    )
    .hint(format!("leave {option} out")))
}
