//! What may be typed: turns arguments and environment into a call and its circumstances. Only
//! here is clap known, and only here is the clock read.

mod advisory;
mod azure;
mod benefit;
mod catalog;
mod completion;
mod config;
mod consent;
mod exchange;
mod export;
mod glimpse;
mod global;
mod gtm;
mod history;
mod init;
mod ledger;
mod license;
mod man;
mod membership;
mod mistake;
mod organization;
mod outlook;
mod plan;
mod reading;
mod sample;
mod seal;
mod software;
mod support;
mod undo;
mod user;
mod value;
mod vs;

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::domain::call::Call;
use crate::domain::query::Query;
use crate::domain::request::Request;
use crate::domain::secret::holds_a_secret;
use crate::domain::shell::at_home;
use crate::failure::{Failure, Result};

use global::{Origins, filtered, fits};
use value::date;

pub use completion::{Unfinished, unfinished};
pub use consent::{consent, organization, support_ids};
pub use glimpse::{wanted_color, wants_json};
pub use global::Global;

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
    after_help = "Begin with:\n  mpn init --org \"Contoso B.V.\" --tenant contoso.onmicrosoft.com --admin \
                  ann@contoso.com\n  \
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

#[derive(Debug, Subcommand)]
enum Noun {
    Init(init::Init),
    Sample(sample::Sample),
    /// Tell who is acting, and what they may do
    #[command(after_help = "Example:\n  mpn whoami")]
    Whoami,
    /// The organization whose ledger it is
    #[command(subcommand)]
    Organization(organization::Verb),
    /// Memberships: what was purchased
    #[command(subcommand)]
    Membership(membership::Verb),
    /// Users and their roles
    #[command(subcommand)]
    User(user::Verb),
    /// Everything the memberships grant
    #[command(subcommand)]
    Benefits(benefit::Verb),
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
            Noun::Organization(verb) => Ok(verb.call()),
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
            Noun::Completions(completions) => Ok(completions.call()),
            Noun::Man(man) => Ok(man.call()),
        }
    }
}

/// The call that asks for a change.
fn write(request: impl Into<Request>) -> Call {
    Call::Write(request.into())
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
    unspoilt(&grammar())?;
    let matches = match grammar().try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) if !error.use_stderr() => return Ok(Parsed::Help(error.render())),
        Err(error) => return Err(mistake::failure(error, args)),
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
    if let Noun::Support(verb) = &mut noun
        && let Some(others) = verb.take_closed_as(args)
    {
        actors = others;
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

/// The path in a variable of the environment.
#[must_use]
pub fn path_in(name: &str) -> Option<PathBuf> {
    variable(name).map(|path| at_home(path.into(), std::env::home_dir()))
}

/// Refuses a variable that a file with the line ends of Windows has set.
fn unspoilt(grammar: &clap::Command) -> Result<()> {
    for name in grammar.get_arguments().filter_map(clap::Arg::get_env) {
        let value = std::env::var_os(name).unwrap_or_default();
        if value.as_encoded_bytes().ends_with(b"\r") {
            let name = name.to_string_lossy();
            return Err(Failure::usage(
                "malformed-value",
                format!("{name} ends with a carriage return (U+000D)"),
            )
            .hint("save the file that sets it with the line ends of Unix"));
        }
    }
    Ok(())
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

/// `mpn why NOUN VERB …` is the command without its `why`, not done but explained. The command is
/// the last `words` of the arguments; options may stand on either side of the `why`.
fn explain(args: &[OsString], words: usize) -> Result<Parsed> {
    let (before, command) = args.split_at(args.len() - words);
    let before = reading::without_why(before);
    let args: Vec<OsString> = before.into_iter().chain(command.iter().cloned()).collect();
    match read(&args, true)? {
        Parsed::Typed(mut typed) => {
            typed.call = Call::Why { call: Box::new(typed.call) };
            Ok(Parsed::Typed(typed))
        }
        other => Ok(other),
    }
}

/// The machine's clock; the one place where it is read.
#[must_use]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_holds_together() {
        Mpn::command().debug_assert();
    }
}
