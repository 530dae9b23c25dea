//! Telling: how an answer or a failure gets out, and what status it comes to.

use std::io::{ErrorKind, Write as _};

use crate::commands::Context;
use crate::domain::answer::{Answer, Body};
use crate::domain::output::{Color, Output};
use crate::domain::wish::RowStatus;
use crate::failure::{Exit, Failure, Result};
use crate::{cli, view};

use super::Streams;

/// Says of an older ledger that it is one even where a script wants nothing said: a script may run
/// for years without anybody looking.
pub(super) fn alarm(
    context: &Context<'_>,
    answer: &Answer,
    output: &Output,
    streams: &mut Streams,
) {
    let warning = context.last_seen.warning();
    if let Some(warning) = warning.filter(|told| output.quiet && answer.warnings.contains(told)) {
        let _ = streams.stderr.write_all(view::warning(&warning).as_bytes());
    }
}

/// Tells an answer, and returns the process's status.
pub(super) fn tell(
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
pub(super) fn filter(global: &cli::Global) -> Result<Option<view::Filter>> {
    global.jq.as_deref().map(view::Filter::compile).transpose()
}

/// What a filter leaves of an answer's JSON.
pub(super) fn filtered(
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
        Body::Plan { rows, exit_code, .. } => {
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
pub(super) fn deliver(
    text: &str,
    again: Option<&str>,
    secret: bool,
    streams: &mut Streams,
) -> Result<()> {
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

pub(super) fn output(global: &cli::Global, streams: &Streams) -> Output {
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
pub(super) fn is_colored(terminal: bool, wanted: Color) -> bool {
    match wanted {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if cli::variable("NO_COLOR").is_some() => false,
        Color::Auto => {
            terminal || cli::variable("CLICOLOR_FORCE").is_some_and(|value| value != "0")
        }
    }
}

pub(super) fn failure_text(failure: &Failure, color: bool) -> String {
    let colored = |line: &str| {
        let (label, rest) = line.split_once(": ").filter(|_| color)?;
        let style = match label {
            "error" => "1;31",
            "hint" | "rule" => "1",
            _ => return None,
        };
        Some(format!("\u{1b}[{style}m{label}:\u{1b}[0m {rest}"))
    };
    let text = failure.text();
    text.lines().map(view::visible).map(|line| colored(&line).unwrap_or(line) + "\n").collect()
}

pub(super) fn version(output: &Output) -> String {
    let version = env!("CARGO_PKG_VERSION");
    if output.is_json() {
        format!("{}\n", serde_json::json!({ "name": "mpn", "version": version }))
    } else {
        format!("mpn {version}\n")
    }
}
