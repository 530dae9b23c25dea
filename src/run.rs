//! One command, from its arguments to its status: what was typed, the circumstances it is done in,
//! and whom it is handed to.

mod asking;
mod completing;
mod filing;
mod telling;

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Read, Write};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

use chrono::SecondsFormat;

use crate::commands::{self, Context, LastSeen};
use crate::config::{self, Given, Options, Settings};
use crate::domain::call::Call;
use crate::failure::{Exit, Failure, Result};
use crate::store::{self, Reading};
use crate::{cli, view};

use asking::{Asked, asked, organization_asked, secrets_asked};
use filing::filed;
use telling::{alarm, deliver, filter, filtered, output, tell};

/// Where input comes from and output goes to, and where a memory is kept between commands.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about a stream")]
pub struct Streams {
    pub stdin: Box<dyn Read>,
    pub stdout: Box<dyn Write>,
    pub stderr: Box<dyn Write>,
    /// Which of them are terminals.
    pub stdin_is_terminal: bool,
    pub stdout_is_terminal: bool,
    pub stderr_is_terminal: bool,
    /// Whether there is nowhere that an answer could be written to.
    pub stdout_is_closed: bool,
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
            stdout_is_closed: stdout_is_closed(),
            state: config::state_folder(),
        }
    }
}

/// Whether this process began without standard output. The standard library then opens the null
/// device in its place, for reading and writing; whoever throws an answer away opens it for
/// writing alone.
#[cfg(unix)]
fn stdout_is_closed() -> bool {
    use rustix::fs::{OFlags, fcntl_getfl, fstat};
    use std::os::unix::fs::MetadataExt as _;
    let stdout = io::stdout();
    let (Ok(flags), Ok(found)) = (fcntl_getfl(&stdout), fstat(&stdout)) else { return true };
    let null = std::fs::metadata("/dev/null");
    let is_null = null.is_ok_and(|null| (null.dev(), null.ino()) == (found.st_dev, found.st_ino));
    is_null && flags & OFlags::RWMODE == OFlags::RDWR
}

#[cfg(not(unix))]
fn stdout_is_closed() -> bool {
    false
}

/// The status of a process that broke on its way.
pub const BROKEN: u8 = Exit::Failed as u8;

/// Tells on standard error that this process broke, and where.
pub fn tell_broken(what: &str) {
    let failure = Failure::failed("broken", format!("mpn broke: {}", what.replace('\n', " ")));
    let text = telling::failure_text(&failure, false);
    // With stderr gone, too, there is nobody left to tell.
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Runs one command and returns the process's status (cli.md).
pub fn run(args: impl IntoIterator<Item = OsString>, streams: &mut Streams) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    if let Some(unfinished) = cli::unfinished(&args) {
        return completing::complete(unfinished, streams);
    }
    match obey(&args, streams) {
        Ok(status) => status,
        Err(failure) => {
            let text = if cli::wants_json(&args) {
                view::json_error(&failure)
            } else {
                let wanted = cli::wanted_color(&args);
                telling::failure_text(
                    &failure,
                    telling::is_colored(streams.stderr_is_terminal, wanted),
                )
            };
            // With stderr gone, too, there is nobody left to tell.
            let _ = streams.stderr.write_all(text.as_bytes());
            failure.told().exit.code()
        }
    }
}

fn obey(args: &[OsString], streams: &mut Streams) -> Result<u8> {
    let text = match cli::parse(args)? {
        cli::Parsed::Typed(typed) => return act(*typed, streams),
        cli::Parsed::Help(help) => {
            let colored = telling::is_colored(streams.stdout_is_terminal, cli::wanted_color(args));
            if colored { help.ansi().to_string() } else { help.to_string() }
        }
        cli::Parsed::Version(global) => {
            let filter = filter(&global)?;
            let output = output(&global, streams);
            filtered(telling::version(&output), filter.as_ref(), false, &output)?
        }
    };
    deliver(&text, None, false, streams)?;
    Ok(Exit::Done.code())
}

fn act(typed: cli::Typed, streams: &mut Streams) -> Result<u8> {
    // What cannot be told must not be done.
    let filter = filter(&typed.global)?;
    let output = output(&typed.global, streams);
    view::can_tell(&typed.call, &output)?;
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
        as_of: typed.global.as_of,
        at: typed.global.at,
        reason: typed.global.reason.clone(),
        request_id: typed.global.request_id.clone(),
        dry_run: typed.global.dry_run,
        verbose: typed.global.verbose,
        os_user,
        host,
        progress: progress(streams.stderr_is_terminal && !typed.global.quiet),
        last_seen: LastSeen::kept_in(streams.state.clone()),
        noticed: RefCell::default(),
    };
    let can_ask = streams.stdin_is_terminal && streams.stderr_is_terminal && !typed.global.no_input;
    let call = if streams.stdin_is_terminal {
        secrets_asked(&mut context, typed.call, can_ask)?
    } else {
        typed.call
    };
    let call = match call {
        Call::Init(init) if can_ask => organization_asked(&mut context, init)?,
        call => call,
    };
    let (mut call, notes) = commands::load(call, &mut streams.stdin)?;
    if !context.dry_run
        && !typed.global.yes
        && let Some(question) = call.asked_about()
    {
        match asked(&mut context, question, &output, can_ask, streams)? {
            Asked::Answered(answer) => {
                alarm(&context, &answer, &output, streams);
                return tell(&answer, &output, filter.as_ref(), streams);
            }
            Asked::Consented(shown) => {
                if let Call::Write(request) = &mut call {
                    request.keep_to(&shown);
                }
            }
        }
    }
    view::can_file(&call)?;
    can_hand_out(&call, &context, streams)?;
    let mut answer = commands::run(&context, call)?;
    alarm(&context, &answer, &output, streams);
    answer.notes.extend(notes);
    let answer = filed(answer, &output, (context.clock)().now)?;
    tell(&answer, &output, filter.as_ref(), streams)
}

/// A secret that nobody would be shown is not recorded as shown.
fn can_hand_out(call: &Call, context: &Context<'_>, streams: &Streams) -> Result<()> {
    let hands_out = matches!(call, Call::Write(request) if request.hands_out_secrets());
    if hands_out && streams.stdout_is_closed && !context.dry_run {
        let message = "standard output is closed, and a secret would be shown to nobody";
        return Err(Failure::failed("stdout-closed", message)
            .hint("again, with standard output open; nothing was done"));
    }
    Ok(())
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
