//! What may be typed: turns arguments and environment into a call and its circumstances. Only
//! here is clap known, and only here is the clock read.

mod advisory;
mod azure;
mod benefits;
mod catalog;
mod completion;
mod config;
mod consent;
mod exchange;
mod export;
mod glimpse;
mod gtm;
mod history;
mod init;
mod ledger;
mod license;
mod man;
mod membership;
mod mistake;
mod outlook;
mod plan;
mod sample;
mod seal;
mod software;
mod support;
mod undo;
mod user;
mod vs;

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use clap::error::{ContextKind, ContextValue};
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::domain::output::{Color, Format};
use crate::domain::query::Query;
use crate::domain::request::Call;
use crate::domain::secret::holds_a_secret;
use crate::failure::{Failure, Result, Told};

pub use completion::{Unfinished, unfinished};
pub use consent::{consent, support_ids};
pub use glimpse::{wanted_color, wants_json};

/// Keeps and uses the membership benefits of a Microsoft partner organization.
///
/// Answers at once, offline, from a local ledger; refuses what would cost money, says why and from
/// when, and can prove its history.
#[derive(Debug, Parser)]
#[command(
    name = "mpn",
    disable_version_flag = true,
    disable_help_subcommand = true,
    propagate_version = false,
    after_help = "Begin with:\n  mpn init --org \"Contoso B.V.\" --admin ann@contoso.com\n  \
                  mpn membership purchase gold --competency \"Cloud Platform\"\n  \
                  mpn benefits list"
)]
struct Mpn {
    /// Print the version.
    #[arg(short = 'V', long)]
    version: bool,
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    noun: Option<Noun>,
}

/// What every command can be told.
#[derive(Clone, Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own on the command line"
)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// The ledger.
    #[arg(long, global = true, value_name = "PATH", env = "MPN_LEDGER", hide_env_values = true)]
    pub ledger: Option<PathBuf>,
    /// The acting user.
    #[arg(
        long = "as",
        id = "as",
        global = true,
        value_name = "EMAIL",
        env = "MPN_AS",
        hide_env_values = true
    )]
    actors: Vec<String>,
    /// The secret that opens sealed keys.
    #[arg(long, global = true, value_name = "FILE", env = "MPN_IDENTITY", hide_env_values = true)]
    pub identity: Option<PathBuf>,
    /// Another config file.
    #[arg(long, global = true, value_name = "FILE", env = "MPN_CONFIG", hide_env_values = true)]
    pub config: Option<PathBuf>,
    /// How data is written: table, tsv, json, jsonl, csv or markdown.
    #[arg(
        short,
        long,
        global = true,
        value_name = "FORMAT",
        env = "MPN_OUTPUT",
        hide_env_values = true,
        value_parser = word::<Format>
    )]
    pub output: Option<Format>,
    /// Which columns, in this order.
    #[arg(
        long,
        global = true,
        value_name = "A,B",
        value_delimiter = ',',
        value_parser = trimmed
    )]
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
        hide_env_values = true,
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
    #[arg(long, global = true, value_name = "DATE", value_parser = date)]
    pub on: Option<NaiveDate>,
    /// The same id with the same request is answered again and done once.
    #[arg(long, global = true, value_name = "ID", value_parser = request_id)]
    pub request_id: Option<String>,
    /// The ledger as the log stood at the end of a day, or after an operation.
    #[arg(long, global = true, value_name = "DATE|OP", value_parser = as_of)]
    pub as_of: Option<AsOf>,
    /// How long to wait for a busy ledger, in seconds.
    #[arg(
        long,
        global = true,
        value_name = "SECONDS",
        env = "MPN_WAIT",
        hide_env_values = true,
        default_value_t = 30
    )]
    pub wait: u32,
    /// A fixed clock, for tests and rehearsals.
    #[arg(
        long,
        global = true,
        value_name = "INSTANT",
        env = "MPN_NOW",
        hide_env_values = true,
        value_parser = instant
    )]
    pub now: Option<DateTime<Utc>>,
    /// Only what a script wants.
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Tell on stderr with what it is done: ledger, acting user, their origins, the wait.
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Whether text is colored.
    #[arg(
        long,
        global = true,
        value_name = "auto|always|never",
        default_value = "auto",
        value_parser = word::<Color>
    )]
    pub color: Color,
}

/// Which state of the log is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    Day(NaiveDate),
    Operation(u64),
}

#[derive(Debug, Subcommand)]
enum Noun {
    Init(init::Init),
    Sample(sample::Sample),
    /// Tell who is acting, and what they may do
    #[command(after_help = "Example:\n  mpn whoami")]
    Whoami,
    /// Memberships: what was purchased
    #[command(subcommand)]
    Membership(membership::Verb),
    /// Users and their roles
    #[command(subcommand)]
    User(user::Verb),
    /// Everything the memberships grant
    #[command(subcommand)]
    Benefits(benefits::Verb),
    /// Software and its product keys
    #[command(subcommand)]
    Software(software::Verb),
    /// Azure credit, monthly and bulk
    #[command(subcommand)]
    Azure(azure::Verb),
    /// Visual Studio seats
    #[command(subcommand)]
    Vs(vs::Verb),
    /// License keys, redeemed once
    #[command(subcommand)]
    License(license::Verb),
    /// Technical support: contracts and incidents
    #[command(subcommand)]
    Support(support::Verb),
    /// Advisory hours for presales and deployment
    #[command(subcommand)]
    Advisory(advisory::Verb),
    /// Go-To-Market offers
    #[command(subcommand)]
    Gtm(gtm::Verb),
    Cancel(outlook::Cancel),
    /// Show everything on one screen
    #[command(after_help = "Example:\n  mpn status")]
    Status,
    Due(outlook::Due),
    Calendar(outlook::Calendar),
    /// Export rows for a spreadsheet or another system
    #[command(subcommand)]
    Export(export::Verb),
    /// Tell what a change would do, without doing it
    #[command(subcommand)]
    WhatIf(outlook::Wish),
    Why(outlook::Why),
    Plan(plan::Plan),
    Apply(plan::Apply),
    /// Take over a file of another system, all of it or nothing
    #[command(subcommand)]
    Import(exchange::Import),
    /// Tell what a file of another system has otherwise; exit 10 if anything
    ///
    /// Nothing is changed. Each difference comes with the command that would mend it.
    #[command(subcommand)]
    Reconcile(exchange::Reconcile),
    /// What happened, and why
    #[command(subcommand)]
    History(history::Verb),
    Undo(undo::Undo),
    /// The ledger itself
    #[command(subcommand)]
    Ledger(ledger::Verb),
    /// Who can open the keys
    #[command(subcommand)]
    Seal(seal::Verb),
    /// The programs: offers, benefits and figures, as data
    #[command(subcommand)]
    Catalog(catalog::Verb),
    /// Where things are, and why
    #[command(subcommand)]
    Config(config::Verb),
    Completions(config::Completions),
    Man(man::Man),
}

impl Noun {
    fn call(self) -> Result<Call> {
        match self {
            Noun::Init(init) => Ok(init.call()),
            Noun::Sample(sample) => Ok(sample.call()),
            Noun::Whoami => Ok(Call::Read(Query::WhoAmI)),
            Noun::Membership(verb) => verb.call(),
            Noun::User(verb) => verb.call(),
            Noun::Benefits(verb) => verb.call(),
            Noun::Software(verb) => verb.call(),
            Noun::Azure(verb) => Ok(verb.call()),
            Noun::Vs(verb) => Ok(verb.call()),
            Noun::License(verb) => verb.call(),
            Noun::Support(verb) => verb.call(),
            Noun::Advisory(verb) => Ok(verb.call()),
            Noun::Gtm(verb) => Ok(verb.call()),
            Noun::Cancel(cancel) => Ok(cancel.call()),
            Noun::Status => Ok(Call::Read(Query::Status)),
            Noun::Due(due) => Ok(due.call()),
            Noun::Calendar(calendar) => Ok(calendar.call()),
            Noun::Export(verb) => Ok(verb.call()),
            Noun::WhatIf(wish) => wish.call(),
            // `parse` has taken it apart before.
            Noun::Why(_) => Err(Failure::usage("nothing-to-explain", "why of what?")),
            Noun::Plan(plan) => Ok(plan.call()),
            Noun::Apply(apply) => Ok(apply.call()),
            Noun::Import(import) => Ok(import.call()),
            Noun::Reconcile(reconcile) => Ok(reconcile.call()),
            Noun::History(verb) => verb.call(),
            Noun::Undo(undo) => Ok(undo.call()),
            Noun::Ledger(verb) => Ok(verb.call()),
            Noun::Seal(verb) => Ok(verb.call()),
            Noun::Catalog(verb) => Ok(verb.call()),
            Noun::Config(verb) => Ok(verb.call()),
            Noun::Completions(completions) => Ok(completions.call(Mpn::command())),
            Noun::Man(man) => Ok(man.call(Mpn::command())),
        }
    }
}

/// What was typed.
#[derive(Debug)]
pub struct Typed {
    pub call: Call,
    /// Who acts, and how that was said.
    pub actor: Option<(String, String)>,
    pub global: Global,
    /// How each global option was given: `--ledger`, `MPN_LEDGER` or not at all.
    pub origins: Origins,
}

/// Where the values of the options that have a place to fall back to came from.
#[derive(Debug)]
pub struct Origins(ArgMatches);

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

/// What the arguments amount to.
#[derive(Debug)]
pub enum Parsed {
    Typed(Box<Typed>),
    /// A help text, as it is to be printed.
    Help(clap::builder::StyledStr),
    /// The version was asked for.
    Version(Box<Global>),
}

/// Reads the arguments and the environment.
///
/// # Errors
/// Anything that is no command, exit 2.
pub fn parse(args: &[OsString]) -> Result<Parsed> {
    read(args, false)
}

/// Reads the arguments; `explained` is whether they are those of a command that `why` is about.
fn read(args: &[OsString], explained: bool) -> Result<Parsed> {
    // Whatever is typed, the shell remembers and every process of this machine can see.
    // What stands in groups may be so many arguments.
    let line: Vec<_> = args.iter().map(|arg| arg.to_string_lossy()).collect();
    if holds_a_secret(&line.join(" ")) {
        return Err(Failure::usage(
            "secret-typed",
            "a product key, an identity or a recovery passphrase stands on the command line, \
             where it is no secret",
        )
        .hint("secrets come from a file, or from standard input as -"));
    }
    let matches = match grammar().try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) if !error.use_stderr() => return Ok(Parsed::Help(error.render())),
        Err(error) => return Err(mistyped(error, args)),
    };
    let typed = Mpn::from_arg_matches(&matches).map_err(|error| Failure::Typed(Box::new(error)))?;
    let origins = Origins(matches);
    if typed.version {
        return Ok(Parsed::Version(Box::new(filtered(typed.global, &origins)?)));
    }
    let Some(mut noun) = typed.noun else {
        return Ok(Parsed::Help(Mpn::command().render_help()));
    };
    if let Noun::Why(why) = &noun {
        return explain(args, why.words.len());
    }
    let mut actors = typed.global.actors.clone();
    if let Noun::Support(verb) = &mut noun {
        verb.take_closed_as(&mut actors);
    }
    let actor = match actors.pop() {
        Some(email) => Some((email, origins.of("as"))),
        // An `--as` that was not about the actor has hidden the environment's from clap.
        None => variable("MPN_AS")
            .and_then(|email| email.into_string().ok())
            .map(|email| (email, "MPN_AS".to_owned())),
    };
    let call = noun.call()?;
    fits(&call, &typed.global, explained)?;
    let global = filtered(typed.global, &origins)?;
    Ok(Parsed::Typed(Box::new(Typed { call, actor, global, origins })))
}

/// The value of a variable of the environment; one that is empty counts as not set.
#[must_use]
pub fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// The grammar, deaf to variables that are empty.
fn grammar() -> clap::Command {
    Mpn::command().mut_args(|arg| {
        let set = arg.get_env().and_then(std::env::var_os);
        if set.is_some_and(|value| value.is_empty()) { deaf(arg) } else { arg }
    })
}

fn deaf(arg: clap::Arg) -> clap::Arg {
    arg.env(clap::builder::Resettable::Reset)
}

/// The option whose value is wrong, and the variable of the environment that it came from, if it
/// did: then the arguments alone are not wrong there.
fn blamed(error: &clap::Error, args: &[OsString]) -> Option<(String, String)> {
    let wrong = |error: &clap::Error| match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(option)) => Some(option.clone()),
        _ => None,
    };
    let option = wrong(error)?;
    // Only what is built has a name that can be shown.
    let mut built = grammar();
    built.build();
    let arg = built.get_arguments().find(|arg| arg.to_string() == option)?;
    let (id, name) = (arg.get_id().clone(), arg.get_env()?.to_string_lossy().into_owned());
    let alone = grammar().mut_arg(id, deaf).try_get_matches_from(args);
    let typed = alone.err().and_then(|error| wrong(&error));
    (typed.as_ref() != Some(&option)).then_some((option, name))
}

/// What was typed is no command; the hint is a guess at what was meant.
fn mistyped(error: clap::Error, args: &[OsString]) -> Failure {
    let is_command = error.kind() == clap::error::ErrorKind::InvalidSubcommand;
    if let Some((option, variable)) = blamed(&error, args) {
        let told = Failure::Typed(Box::new(error)).told();
        return Failure::from(Told { message: told.message.replace(&option, &variable), ..told });
    }
    let wrong = error.get(ContextKind::InvalidArg);
    let is_version = matches!(wrong, Some(ContextValue::String(arg)) if arg == "--version");
    let failure = Failure::Typed(Box::new(error));
    if is_version && failure.told().code == "unknown-option" {
        // No option of a command is like it, but it is one of mpn itself.
        let hint = Some("mpn --version".to_owned());
        return Failure::from(Told { hint, ..failure.told() });
    }
    let mut grammar = Mpn::command();
    grammar.build();
    match mistake::hint(&grammar, args).filter(|_| is_command) {
        Some(hint) => Failure::from(Told { hint: Some(hint), ..failure.told() }),
        None => failure,
    }
}

/// `mpn why NOUN VERB …` is the command without its `why`, not done but explained. The command is
/// the last `words` of the arguments; options may stand on either side of the `why`.
fn explain(args: &[OsString], words: usize) -> Result<Parsed> {
    let (before, command) = args.split_at(args.len() - words);
    let before = completion::without_why(before);
    let args: Vec<OsString> = before.into_iter().chain(command.iter().cloned()).collect();
    match read(&args, true)? {
        Parsed::Typed(mut typed) => {
            typed.call = Call::Why { call: Box::new(typed.call) };
            Ok(Parsed::Typed(typed))
        }
        other => Ok(other),
    }
}

/// A filter is about JSON, whatever the environment says; an option that says otherwise is not
/// what is meant.
fn filtered(mut global: Global, origins: &Origins) -> Result<Global> {
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
fn fits(call: &Call, global: &Global, explained: bool) -> Result<()> {
    let reveals = matches!(call, Call::Export(export) if export.reveal.is_some());
    let makes = matches!(call, Call::Init(_) | Call::Sample(_));
    let records = reveals || makes || matches!(call, Call::Write(_) | Call::Load(_));
    let writes = records || matches!(call, Call::Keep(keep) if keep.writes());
    let given = [
        ("--dry-run", global.dry_run, !writes),
        ("--reason", global.reason.is_some(), !records),
        // A sample tells of a year, and of no one day.
        ("--on", global.on.is_some(), !records || matches!(call, Call::Sample(_))),
        ("--request-id", global.request_id.is_some(), !writes),
        (
            "--as-of",
            global.as_of.is_some(),
            !explained
                && (reveals
                    || !matches!(
                        call,
                        Call::Read(_)
                        | Call::Export(_)
                        | Call::CancelCheck { .. }
                        | Call::CalendarFile { .. }
                        | Call::CatalogList
                        | Call::Reconcile { .. }
                        | Call::WhatIf(_)
                        // A plan that is kept is one to be applied, and that is done today.
                        | Call::Plan { out: None, .. }
                    )),
        ),
    ];
    match given.into_iter().find(|(_, given, misplaced)| *given && *misplaced) {
        None => Ok(()),
        Some((option, ..)) => {
            let kind = match call {
                Call::Sample(_) => "makes up a whole year",
                _ if records => "writes",
                _ if writes => "records nothing in the log",
                _ if option == "--as-of" => "tells of the present alone",
                _ => "only reads, or only tells",
            };
            Err(Failure::usage(
                "option-not-taken",
                format!("{option} has no place here: this command {kind}"),
            )
            .hint(format!("leave {option} out")))
        }
    }
}

/// The machine's clock; the one place where it is read.
#[must_use]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// Reads a word of the domain.
fn word<T: std::str::FromStr<Err = String>>(text: &str) -> Result<T, String> {
    text.parse()
}

/// Spaces beside a comma are no part of a name.
#[expect(clippy::unnecessary_wraps, reason = "the form that clap wants of a value parser")]
fn trimmed(text: &str) -> Result<String, String> {
    Ok(text.trim().to_owned())
}

/// Reads a day.
fn date(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map_err(|_| format!("`{text}` is not a day, like 2026-06-01"))
}

/// Reads an instant; a day stands for its beginning.
fn instant(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(day) = date(text) {
        return Ok(day.and_time(chrono::NaiveTime::MIN).and_utc());
    }
    DateTime::parse_from_rfc3339(text)
        .map(|instant| instant.with_timezone(&Utc))
        .map_err(|_| format!("`{text}` is not an instant, like 2026-06-01T09:00:00Z"))
}

fn as_of(text: &str) -> Result<AsOf, String> {
    match text.parse() {
        Ok(operation) => Ok(AsOf::Operation(operation)),
        Err(_) => date(text)
            .map(AsOf::Day)
            .map_err(|_| format!("`{text}` is neither a day, like 2026-06-01, nor an operation")),
    }
}

fn request_id(text: &str) -> Result<String, String> {
    if text.is_empty() || text.len() > 200 || text.chars().any(char::is_control) {
        return Err("a request id is 1 to 200 characters of text".to_owned());
    }
    Ok(text.to_owned())
}

/// Any value but empty, 0, false and no switches it on.
#[expect(clippy::unnecessary_wraps, reason = "the form that clap wants of a value parser")]
fn switched_on(text: &str) -> Result<bool, String> {
    Ok(!matches!(text.to_lowercase().as_str(), "" | "0" | "false" | "no"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_holds_together() {
        Mpn::command().debug_assert();
    }

    #[test]
    fn an_instant_may_be_a_day() {
        assert_eq!(instant("2026-06-01").unwrap(), instant("2026-06-01T00:00:00Z").unwrap());
        assert!(instant("June").is_err());
        assert_eq!(as_of("42"), Ok(AsOf::Operation(42)));
    }
}
