//! `mpn` keeps the membership benefits of a Microsoft partner organization in a ledger with rules.
//!
//! Nothing is edited: a command is decided by a pure rule, becomes events, and the tables are the
//! sum of the events. Five lines are the whole of it:
//!
//! 1. [`cli`] turns what was typed into a request. It knows clap, and nothing else does.
//! 2. [`commands`] is the flow: open a change, fetch the facts, ask the rule, record the events,
//!    commit. One file a noun.
//! 3. [`domain`] holds the values, the events, the refusals and the rules: pure functions.
//! 4. [`store`] appends the events to a hash-chained log and projects them into tables, in one
//!    transaction. Only it knows SQL.
//! 5. [`view`] turns answers into tables, JSON and CSV. What it renders is written here, once.
//!
//! Beside them: [`catalog`] reads programs, [`exchange`] reads other systems' files, [`seal`] seals
//! secrets, [`config`] finds out where things are, [`failure`] tells what went wrong.
//!
//! Who may know whom: `lib → { cli, config, commands, view }`, `cli → domain`,
//! `commands → { store, catalog, exchange, seal, config } → domain`, `view → domain`, `store → seal`
//! for its digests alone, and everybody but `domain` knows `failure`. A test reads the sources and
//! holds them to it.

#![forbid(unsafe_code)]

pub mod catalog;
pub mod cli;
pub mod commands;
pub mod config;
pub mod domain;
pub mod exchange;
pub mod failure;
pub mod seal;
pub mod store;
pub mod view;

use std::ffi::OsString;
use std::io::{self, ErrorKind, IsTerminal as _, Read, Write};
use std::time::Duration;

use commands::Context;
use config::{Given, Options, Settings};
use domain::answer::{Answer, Body};
use domain::output::{Color, Output};
use domain::request::Call;
use failure::{Exit, Failure, Result};
use store::Reading;

/// Where input comes from and output goes to.
pub struct Streams {
    pub stdin: Box<dyn Read>,
    pub stdout: Box<dyn Write>,
    pub stderr: Box<dyn Write>,
    /// Whether stdout and stderr are terminals.
    pub stdout_is_terminal: bool,
    pub stderr_is_terminal: bool,
}

impl Streams {
    /// The streams of this process.
    #[must_use]
    pub fn of_process() -> Self {
        Streams {
            stdin: Box::new(io::stdin()),
            stdout: Box::new(io::stdout()),
            stderr: Box::new(io::stderr()),
            stdout_is_terminal: io::stdout().is_terminal(),
            stderr_is_terminal: io::stderr().is_terminal(),
        }
    }
}

/// Runs one command and returns the process's status (cli.md).
pub fn run(args: impl IntoIterator<Item = OsString>, streams: &mut Streams) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    match obey(&args, streams) {
        Ok(exit) => exit.code(),
        Err(failure) => {
            let text = if cli::wants_json(&args) {
                failure.json()
            } else {
                failure_text(&failure, is_colored(streams.stderr_is_terminal, Color::Auto))
            };
            // With stderr gone, too, there is nobody left to tell.
            let _ = streams.stderr.write_all(text.as_bytes());
            failure.told().exit.code()
        }
    }
}

fn obey(args: &[OsString], streams: &mut Streams) -> Result<Exit> {
    let typed = match cli::parse(args.iter().cloned())? {
        cli::Parsed::Typed(typed) => typed,
        cli::Parsed::Help(help) => {
            let colored = is_colored(streams.stdout_is_terminal, Color::Auto);
            let text = if colored { help.ansi().to_string() } else { help.to_string() };
            return deliver(&text, false, streams);
        }
        cli::Parsed::Version(global) => {
            let output = output(&global, streams);
            return deliver(&version(&output), false, streams);
        }
    };
    let output = output(&typed.global, streams);
    let settings = settings(&typed)?;
    let (os_user, host) = config::machine();
    let fixed = typed.global.now;
    let clock = move || Reading { now: fixed.unwrap_or_else(cli::now), fixed: fixed.is_some() };
    let context = Context {
        settings: &settings,
        clock: &clock,
        wait: Duration::from_secs(u64::from(typed.global.wait)),
        on: typed.global.on,
        as_of: typed.global.as_of.map(|as_of| match as_of {
            cli::AsOf::Day(day) => store::AsOf::Day(day),
            cli::AsOf::Operation(seq) => store::AsOf::Operation(seq),
        }),
        reason: typed.global.reason.clone(),
        request_id: typed.global.request_id.clone(),
        dry_run: typed.global.dry_run,
        os_user,
        host,
    };
    let answer = commands::run(&context, typed.call, &mut streams.stdin)?;
    let exit = exit_of(&answer);
    let seen = view::render(&answer, &output)?;
    // What is said beside the answer must not be lost if the answer cannot be delivered.
    let _ = streams.stderr.write_all(seen.stderr.as_bytes());
    let secret = matches!(answer.body, Body::Keys(_));
    deliver(&seen.stdout, secret, streams)?;
    Ok(exit)
}

/// The exit code of an answer that was given: only what does not hold together is not 0.
fn exit_of(answer: &Answer) -> Exit {
    match &answer.body {
        Body::Verified(verified) if !verified.sound => Exit::Unsound,
        _ => Exit::Done,
    }
}

/// Writes the answer, whole, once. A reader that has gone away ends it quietly, but for a secret,
/// which somebody is still waiting for.
fn deliver(text: &str, secret: bool, streams: &mut Streams) -> Result<Exit> {
    let written = streams.stdout.write_all(text.as_bytes()).and_then(|()| streams.stdout.flush());
    match written {
        Ok(()) => Ok(Exit::Done),
        Err(error) if error.kind() == ErrorKind::BrokenPipe && !secret => Ok(Exit::Done),
        Err(error) => {
            let failure = Failure::failed(
                "not-delivered",
                format!("the answer could not be written: {error}"),
            );
            Err(if secret {
                failure
                    .hint("it is recorded; the same --request-id gives it again, or name the key")
            } else {
                failure
            })
        }
    }
}

fn settings(typed: &cli::Typed) -> Result<Settings> {
    let global = &typed.global;
    let path = |id: &str, value: &Option<std::path::PathBuf>| {
        value.clone().map(|value| Given { value, origin: typed.origins.of(id) })
    };
    let options = Options {
        ledger: path("ledger", &global.ledger),
        actor: global.actor.clone().map(|value| Given { value, origin: typed.origins.of("as") }),
        identity: path("identity", &global.identity),
        config: path("config", &global.config),
    };
    Settings::find(options, matches!(typed.call, Call::Init(_)))
}

fn output(global: &cli::Global, streams: &Streams) -> Output {
    let terminal = streams.stdout_is_terminal;
    Output {
        format: global.output,
        columns: global.columns.clone(),
        quiet: global.quiet,
        terminal,
        color: is_colored(terminal, global.color),
        width: width(terminal),
    }
}

/// `COLUMNS`, else the terminal, else unlimited.
fn width(terminal: bool) -> Option<u16> {
    if !terminal {
        return None;
    }
    let told = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    told.or_else(|| terminal_size::terminal_size().map(|(width, _)| width.0))
}

/// The one place that decides on color.
fn is_colored(terminal: bool, wanted: Color) -> bool {
    let switched_on = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match wanted {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if switched_on("NO_COLOR") => false,
        Color::Auto => {
            terminal
                || std::env::var("CLICOLOR_FORCE")
                    .is_ok_and(|value| !matches!(value.as_str(), "" | "0"))
        }
    }
}

fn failure_text(failure: &Failure, color: bool) -> String {
    let text: Vec<String> = failure
        .text()
        .lines()
        .map(|line| {
            let line = view::visible(line);
            match line.split_once(": ") {
                Some((label @ "error", rest)) if color => {
                    format!("\u{1b}[1;31m{label}:\u{1b}[0m {rest}\n")
                }
                Some((label @ ("hint" | "rule"), rest)) if color => {
                    format!("\u{1b}[1m{label}:\u{1b}[0m {rest}\n")
                }
                _ => format!("{line}\n"),
            }
        })
        .collect();
    text.concat()
}

fn version(output: &Output) -> String {
    let version = env!("CARGO_PKG_VERSION");
    if output.is_json() {
        format!("{}\n", serde_json::json!({ "name": "mpn", "version": version }))
    } else {
        format!("mpn {version}\n")
    }
}
