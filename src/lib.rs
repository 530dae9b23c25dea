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
//! Beside them: [`catalog`] reads programs, [`exchange`] reads and writes other systems' files,
//! [`seal`] seals secrets, [`config`] finds out where things are, [`failure`] tells what went wrong.
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
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

use chrono::SecondsFormat;

use commands::{Context, LastSeen};
use config::{Given, Options, Settings};
use domain::answer::{Answer, Body};
use domain::completion::{Candidate, Wanted};
use domain::event::Event;
use domain::output::{Color, Output};
use domain::request::{Call, Load, Request};
use domain::wish::RowStatus;
use failure::{Exit, Failure, Result};
use store::Reading;

/// Where input comes from and output goes to, and where a memory is kept between commands.
pub struct Streams {
    pub stdin: Box<dyn Read>,
    pub stdout: Box<dyn Write>,
    pub stderr: Box<dyn Write>,
    /// Which of them are terminals.
    pub stdin_is_terminal: bool,
    pub stdout_is_terminal: bool,
    pub stderr_is_terminal: bool,
    /// The folder for what was seen last of each ledger; without one, nothing is remembered.
    pub state: Option<PathBuf>,
}

impl Streams {
    /// The streams of this process.
    #[must_use]
    pub fn of_process() -> Self {
        Streams {
            stdin: Box::new(io::stdin()),
            stdout: Box::new(io::stdout()),
            stderr: Box::new(io::stderr()),
            stdin_is_terminal: io::stdin().is_terminal(),
            stdout_is_terminal: io::stdout().is_terminal(),
            stderr_is_terminal: io::stderr().is_terminal(),
            state: config::state_folder(),
        }
    }
}

/// Runs one command and returns the process's status (cli.md).
pub fn run(args: impl IntoIterator<Item = OsString>, streams: &mut Streams) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    if let Some(unfinished) = cli::unfinished(&args) {
        return complete(unfinished, streams);
    }
    match obey(&args, streams) {
        Ok(status) => status,
        Err(failure) => {
            let text = if cli::wants_json(&args) {
                view::json_error(&failure)
            } else {
                let wanted = cli::wanted_color(&args);
                failure_text(&failure, is_colored(streams.stderr_is_terminal, wanted))
            };
            // With stderr gone, too, there is nobody left to tell.
            let _ = streams.stderr.write_all(text.as_bytes());
            failure.told().exit.code()
        }
    }
}

/// Tells a shell how a line may end. Somebody is typing: whatever goes wrong, nothing is said.
fn complete(unfinished: cli::Unfinished, streams: &mut Streams) -> u8 {
    let found = unfinished.wanted.map(|wanted| known(&unfinished, wanted));
    let found = found.and_then(Result::ok).unwrap_or_default();
    // A shell would put on the line what a terminal obeys.
    let found = found.into_iter().filter(|one| view::visible(&one.value) == one.value);
    let found = found.map(|one| Candidate { about: view::visible(&one.about), ..one }).collect();
    let _ = deliver(&unfinished.answer(found), None, false, streams);
    Exit::Done.code()
}

/// What the ledger knows of the end of a line.
fn known(unfinished: &cli::Unfinished, wanted: Wanted) -> Result<Vec<Candidate>> {
    fn given<T>(value: Option<T>) -> Option<Given<T>> {
        value.map(|value| Given { value, origin: "the line".to_owned() })
    }
    let path = |typed: &Option<PathBuf>, variable: &str| {
        given(typed.clone().or_else(|| cli::variable(variable).map(PathBuf::from)))
    };
    let actor = unfinished.actor.clone().or_else(|| cli::variable("MPN_AS")?.into_string().ok());
    let settings = Settings::find(
        Options {
            ledger: path(&unfinished.ledger, "MPN_LEDGER"),
            actor: given(actor),
            identity: None,
            config: path(&unfinished.config, "MPN_CONFIG"),
        },
        false,
    )?;
    let clock = || Reading { now: cli::now(), fixed: false };
    let context = Context {
        settings: &settings,
        clock: &clock,
        wait: PATIENCE,
        on: None,
        as_of: None,
        reason: None,
        request_id: None,
        dry_run: true,
        verbose: false,
        os_user: String::new(),
        host: String::new(),
        progress: progress(false),
        // Whoever is only typing has seen nothing.
        last_seen: LastSeen::kept_in(None),
    };
    commands::complete(&context, wanted, &unfinished.typed)
}

/// How long somebody who is typing waits for a busy ledger.
const PATIENCE: Duration = Duration::from_millis(200);

fn obey(args: &[OsString], streams: &mut Streams) -> Result<u8> {
    let typed = match cli::parse(args)? {
        cli::Parsed::Typed(typed) => typed,
        cli::Parsed::Help(help) => {
            let colored = is_colored(streams.stdout_is_terminal, cli::wanted_color(args));
            let text = if colored { help.ansi().to_string() } else { help.to_string() };
            return deliver(&text, None, false, streams).map(|()| Exit::Done.code());
        }
        cli::Parsed::Version(global) => {
            let filter = filter(&global)?;
            let output = output(&global, streams);
            let text = filtered(version(&output), filter.as_ref(), false, &output)?;
            return deliver(&text, None, false, streams).map(|()| Exit::Done.code());
        }
    };
    // What cannot be told must not be done.
    let filter = filter(&typed.global)?;
    let output = output(&typed.global, streams);
    view::can_tell(&typed.call, typed.global.dry_run, &output)?;
    let settings = settings(&typed)?;
    if typed.global.verbose && !output.quiet {
        let _ = streams.stderr.write_all(circumstances(&settings, &typed.global).as_bytes());
    }
    let (os_user, host) = config::machine();
    let fixed = typed.global.now;
    let clock = move || Reading { now: fixed.unwrap_or_else(cli::now), fixed: fixed.is_some() };
    let mut context = Context {
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
        verbose: typed.global.verbose,
        os_user,
        host,
        progress: progress(streams.stderr_is_terminal && !typed.global.quiet),
        last_seen: LastSeen::kept_in(streams.state.clone()),
    };
    let can_ask = streams.stdin_is_terminal && streams.stderr_is_terminal && !typed.global.no_input;
    let call = if streams.stdin_is_terminal {
        secrets_asked(&mut context, typed.call, can_ask)?
    } else {
        typed.call
    };
    let (mut call, notes) = commands::load(call, &mut streams.stdin)?;
    if !context.dry_run
        && !typed.global.yes
        && let Some(question) = call.asked_about()
    {
        match asked(&mut context, question, &output, can_ask, streams)? {
            Asked::Answered(answer) => {
                alarm(&context, &answer, &output, streams);
                return told(&answer, &output, filter.as_ref(), streams);
            }
            Asked::Consented(shown) => {
                if let Call::Write(request) = &mut call {
                    request.keep_to(&shown);
                }
            }
        }
    }
    let mut answer = commands::run(&context, call)?;
    alarm(&context, &answer, &output, streams);
    answer.notes.extend(notes);
    let answer = filed(&context, answer, &output)?;
    told(&answer, &output, filter.as_ref(), streams)
}

/// With what a command is done, and where each came from (`--verbose`); no secret is among it.
fn circumstances(settings: &Settings, global: &cli::Global) -> String {
    let mut lines = vec![format!("mpn {}", env!("CARGO_PKG_VERSION"))];
    for line in settings.lines(Vec::new()) {
        let value = line.value.as_deref().unwrap_or("none");
        lines.push(format!("{} {value} ({})", line.name, line.origin));
    }
    if let Some(now) = global.now {
        lines.push(format!("clock {} (fixed)", now.to_rfc3339_opts(SecondsFormat::Secs, true)));
    }
    lines.iter().map(|line| format!("note: {}\n", view::visible(line))).collect()
}

/// A bar on the terminal, for what takes long.
fn progress(shown: bool) -> store::Progress {
    if !shown {
        return Rc::new(|_, _| ());
    }
    let bar = view::Progress::begin();
    Rc::new(move |done, all| bar.tell(done, all))
}

/// Secrets that were to come from standard input, which is a terminal, are asked for: after the
/// rules, and never for what is only foretold.
fn secrets_asked(context: &mut Context<'_>, call: Call, can_ask: bool) -> Result<Call> {
    let mut confirm = match call {
        Call::Load(Load::SupportIds { confirm, file: None }) => confirm,
        Call::Why { call } => {
            let call = match *call {
                Call::Load(Load::SupportIds { confirm, file: None }) => {
                    Call::Write(Request::ConfirmSupport(confirm))
                }
                call => call,
            };
            return Ok(Call::Why { call: Box::new(call) });
        }
        call => return Ok(call),
    };
    if !context.dry_run {
        // What was done before under the same id is known by its IDs alone.
        if context.request_id.is_none() {
            foretold(context, Call::Write(Request::ConfirmSupport(confirm.clone())))?;
        }
        if !can_ask {
            return Err(Failure::usage(
                "ids-missing",
                "support confirm wants two IDs, and nobody can be asked here",
            )
            .hint(format!("mpn support confirm {} FILE", confirm.benefit)));
        }
        confirm.ids = cli::support_ids()?;
    }
    Ok(Call::Write(Request::ConfirmSupport(confirm)))
}

/// What a call would do, by a dry run.
fn foretold(context: &mut Context<'_>, call: Call) -> Result<Answer> {
    context.dry_run = true;
    let answer = commands::run(context, call);
    context.dry_run = false;
    answer
}

/// What came of asking.
enum Asked {
    /// There was nothing to ask: this is the answer.
    Answered(Box<Answer>),
    /// Yes, to what was shown.
    Consented(Vec<Event>),
}

/// Asks for consent to what cannot be taken back: the question is a dry run of it, told. What
/// would change nothing, or was done before under the same request id, is the answer already.
fn asked(
    context: &mut Context<'_>,
    question: Call,
    output: &Output,
    can_ask: bool,
    streams: &mut Streams,
) -> Result<Asked> {
    let preview = foretold(context, question)?;
    let receipt = preview.body.receipt();
    let Some(receipt) = receipt.filter(|one| one.operation.is_none() && one.changed) else {
        return Ok(Asked::Answered(Box::new(without_dry_run(preview))));
    };
    let command = receipt.command.clone();
    let shown = receipt.events.clone();
    let missing = |why: &str| {
        Failure::usage("consent-missing", format!("{command} wants consent, and {why}"))
            .hint("--yes consents; --dry-run shows what it would do")
    };
    if !can_ask {
        return Err(missing("nobody can be asked here"));
    }
    let plain = Output { format: None, quiet: false, columns: None, ..output.clone() };
    let seen = view::render(&preview, &plain)?;
    let _ = streams.stderr.write_all(seen.stdout.as_bytes());
    let _ = streams.stderr.write_all(seen.stderr.as_bytes());
    if cli::consent("do this?")? {
        Ok(Asked::Consented(shown))
    } else {
        Err(missing("you said no"))
    }
}

/// A preview that turned out to be the answer was none.
fn without_dry_run(mut answer: Answer) -> Answer {
    if let Some(receipt) = answer.body.receipt_mut() {
        receipt.dry_run = false;
    }
    answer
}

/// An export that goes into a file is laid out like a list and written by its command; the answer
/// is then what was written.
fn filed(context: &Context<'_>, answer: Answer, output: &Output) -> Result<Answer> {
    let Body::Export(exported) = &answer.body else { return Ok(answer) };
    let Some(file) = &exported.file else { return Ok(answer) };
    let sheet = view::sheet(exported, output)?;
    let written = commands::write_sheet(context, exported, file, &sheet)?;
    Ok(Answer { body: written.body, ..answer })
}

/// Says of an older ledger that it is one even where a script wants nothing said: a script may run
/// for years without anybody looking.
fn alarm(context: &Context<'_>, answer: &Answer, output: &Output, streams: &mut Streams) {
    let warning = context.last_seen.warning();
    if let Some(warning) = warning.filter(|one| output.quiet && answer.warnings.contains(one)) {
        let _ = streams.stderr.write_all(view::warning(&warning).as_bytes());
    }
}

/// Tells an answer, and returns the process's status.
fn told(
    answer: &Answer,
    output: &Output,
    filter: Option<&view::Filter>,
    streams: &mut Streams,
) -> Result<u8> {
    let status = status_of(answer);
    let secret = secret(&answer.body);
    let seen = view::render(answer, output).and_then(|seen| {
        // What is said beside the answer must not be lost if the answer cannot be delivered.
        let _ = streams.stderr.write_all(seen.stderr.as_bytes());
        filtered(seen.stdout, filter, secret.is_some(), output)
    });
    let again = recorded(answer);
    let text = seen.map_err(|failure| match &again {
        Some(again) => {
            Failure::failed("not-delivered", format!("it is recorded, but {failure}")).hint(again)
        }
        None => failure,
    })?;
    deliver(&text, again.as_deref(), secret.is_some(), streams)?;
    Ok(status)
}

/// The filter that was asked for.
fn filter(global: &cli::Global) -> Result<Option<view::Filter>> {
    global.jq.as_deref().map(view::Filter::compile).transpose()
}

/// What a filter leaves of an answer's JSON.
fn filtered(
    text: String,
    filter: Option<&view::Filter>,
    secret: bool,
    output: &Output,
) -> Result<String> {
    match filter {
        Some(filter) => filter.apply(&text, secret, output),
        None => Ok(text),
    }
}

/// How to be told once more of what an answer tells, where that is in the ledger now.
fn recorded(answer: &Answer) -> Option<String> {
    if let Some(again) = secret(&answer.body) {
        return Some(again.to_owned());
    }
    let operation = match &answer.body {
        Body::ExportWritten(written) => written.operation?,
        body => body.receipt()?.operation?,
    };
    Some(format!("mpn history show {operation} tells of it"))
}

/// How to have a secret again that was lost on its way, if the answer holds one.
fn secret(body: &Body) -> Option<&'static str> {
    let again = "the same --request-id gives it again, or name the key";
    match body {
        Body::Keys(_) | Body::Redeemed(_) | Body::SupportIds(_) => Some(again),
        Body::Applied(applied) => (!applied.keys.is_empty()).then_some(again),
        Body::Recovery(_) => Some("mpn seal recovery makes another in its place"),
        _ => None,
    }
}

/// The status of an answer that was given: 0, but for those that are a verdict (cli.md).
fn status_of(answer: &Answer) -> u8 {
    let exit = match &answer.body {
        Body::Verified(verified) if !verified.sound => Exit::Unsound,
        Body::Coverage(coverage) if !coverage.covered => Exit::Refused,
        Body::CancelCheck(check) if !check.open => Exit::Refused,
        Body::Due { lines, check: true } if !lines.is_empty() => Exit::Due,
        Body::Differences(lines) if !lines.is_empty() => Exit::Differences,
        Body::Why(why) => return why.exit,
        Body::Applied(applied) if !applied.refused.is_empty() => Exit::Refused,
        Body::Plan { rows, exit_code } => {
            let any = |status| rows.iter().any(|row| row.status == status);
            if any(RowStatus::Refused) {
                Exit::Refused
            } else if *exit_code && any(RowStatus::Ok) {
                Exit::Differences
            } else {
                Exit::Done
            }
        }
        Body::Checked { exit, .. } => return *exit,
        _ => Exit::Done,
    };
    exit.code()
}

/// Writes the answer, whole, once. A reader that has gone away ends it quietly, but for a secret,
/// which somebody is still waiting for. Of what is recorded, `again` says how to be told once more.
fn deliver(text: &str, again: Option<&str>, secret: bool, streams: &mut Streams) -> Result<()> {
    let written = streams.stdout.write_all(text.as_bytes()).and_then(|()| streams.stdout.flush());
    match written {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe && !secret => Ok(()),
        Err(error) => {
            let failure = Failure::failed(
                "not-delivered",
                format!("the answer could not be written: {error}"),
            );
            Err(match again {
                Some(again) => failure.hint(format!("it is recorded; {again}")),
                None => failure,
            })
        }
    }
}

fn settings(typed: &cli::Typed) -> Result<Settings> {
    let global = &typed.global;
    let path = |id: &str, value: &Option<PathBuf>| {
        value.clone().map(|value| Given { value, origin: typed.origins.of(id) })
    };
    let options = Options {
        ledger: path("ledger", &global.ledger),
        actor: typed.actor.clone().map(|(value, origin)| Given { value, origin }),
        identity: path("identity", &global.identity),
        config: path("config", &global.config),
    };
    match typed.call {
        Call::Doctor => Ok(Settings::find_anyhow(options)),
        _ => Settings::find(options, matches!(typed.call, Call::Init(_) | Call::Sample(_))),
    }
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
