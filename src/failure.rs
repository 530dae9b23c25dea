//! How a failure is told: message, hint, rule and exit code, as two or three lines or as one JSON
//! object (cli.md). The words for refusals stand in `failure::refused`.

mod refused;

use std::path::Path;
use std::{fmt, io};

use chrono::NaiveDate;
use serde_json::json;

use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::domain::secret::without_secrets;
use crate::domain::shell;

/// The exit codes of cli.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done = 0,
    Failed = 1,
    Usage = 2,
    NotFound = 3,
    NotAuthorized = 4,
    Refused = 5,
    Conflict = 6,
    Unsound = 7,
    Unknown = 8,
    Differences = 10,
    Due = 11,
    Interrupted = 130,
}

impl Exit {
    /// The process's status.
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }
}

/// Why a command was not done, in the words it is told with.
#[derive(Clone, Debug)]
pub struct Told {
    /// Stable kebab-case.
    pub code: &'static str,
    pub exit: Exit,
    pub message: String,
    /// Further lines, such as every bad row of a file.
    pub details: Vec<String>,
    pub hint: Option<String>,
    pub rule: Option<&'static str>,
    /// The first day it would be allowed.
    pub earliest: Option<NaiveDate>,
    /// The roles that may, when the exit code is 4.
    pub roles: Option<Vec<Role>>,
    /// Whether the same command may succeed a moment later.
    pub retryable: bool,
}

impl Told {
    fn new(exit: Exit, code: &'static str, message: impl Into<String>) -> Self {
        Told {
            code,
            exit,
            message: message.into(),
            details: Vec::new(),
            hint: None,
            rule: None,
            earliest: None,
            roles: None,
            retryable: false,
        }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    fn rule(mut self, rule: &'static str) -> Self {
        self.rule = Some(rule);
        self
    }

    fn earliest(mut self, day: NaiveDate) -> Self {
        self.earliest = Some(day);
        self
    }

    fn roles(mut self, roles: &[Role]) -> Self {
        self.roles = Some(roles.to_vec());
        self
    }
}

/// A failure: a refusal of the domain, or anything else that stood in the way.
#[derive(Debug)]
pub enum Failure {
    Refused(Box<Refusal>),
    Other(Box<Told>),
    /// What was typed is no command, in clap's own words.
    Typed(Box<clap::Error>),
}

/// What every fallible step returns.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

impl Failure {
    /// A failure of any kind.
    pub fn new(exit: Exit, code: &'static str, message: impl Into<String>) -> Self {
        Told::new(exit, code, message).into()
    }

    /// What was typed, or a file that was named, cannot be understood.
    pub fn usage(code: &'static str, message: impl Into<String>) -> Self {
        Failure::new(Exit::Usage, code, message)
    }

    /// A file, a disk or the engine failed.
    pub fn failed(code: &'static str, message: impl Into<String>) -> Self {
        Failure::new(Exit::Failed, code, message)
    }

    /// The ledger does not hold together, or is not one of ours.
    pub fn unsound(code: &'static str, message: impl Into<String>) -> Self {
        Failure::new(Exit::Unsound, code, message)
    }

    /// With a command that can be typed.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        self.amended(|told| told.hint = Some(hint.into()))
    }

    /// Said of a file: its path stands before what is the case.
    #[must_use]
    pub fn about(self, place: &str) -> Self {
        let told = self.told();
        Told { message: format!("{place}: {}", told.message), ..told }.into()
    }

    /// With further lines, such as every bad row of a file.
    #[must_use]
    pub fn details(self, details: Vec<String>) -> Self {
        self.amended(|told| told.details = details)
    }

    /// With the rule that says so, where one does.
    #[must_use]
    pub fn rule(self, rule: Option<&'static str>) -> Self {
        self.amended(|told| told.rule = rule)
    }

    /// With the first day it would be allowed, where there is one.
    #[must_use]
    pub fn earliest(self, day: Option<NaiveDate>) -> Self {
        self.amended(|told| told.earliest = day)
    }

    /// Marked as one that may pass by itself.
    #[must_use]
    pub fn retryable(self) -> Self {
        self.amended(|told| told.retryable = true)
    }

    fn amended(self, amend: impl FnOnce(&mut Told)) -> Self {
        match self {
            Failure::Other(mut told) => {
                amend(&mut told);
                Failure::Other(told)
            }
            unchanged => unchanged,
        }
    }

    /// The words for it. A failure repeats what it was given, which may be anything: what has the
    /// shape of a secret is left out.
    #[must_use]
    pub fn told(&self) -> Told {
        let told = match self {
            Failure::Refused(refusal) => refused::told(refusal),
            Failure::Other(told) => (**told).clone(),
            Failure::Typed(error) => told_by_clap(error),
        };
        Told {
            message: without_secrets(&told.message),
            details: told.details.iter().map(|detail| without_secrets(detail)).collect(),
            hint: told.hint.as_deref().map(without_secrets),
            ..told
        }
    }

    /// The lines for a person. What is repeated keeps to its line: it might begin like a hint.
    #[must_use]
    pub fn text(&self) -> String {
        let told = self.told();
        let line = |text: &str| text.replace('\n', "\\n");
        let mut text = format!("error: {}\n", line(&told.message));
        for detail in &told.details {
            text.push_str(&format!("  {}\n", line(detail)));
        }
        if let Some(hint) = &told.hint {
            text.push_str(&format!("hint: {}\n", line(hint)));
        }
        if let Some(rule) = told.rule {
            text.push_str(&format!("rule: {}\n", refused::cited(rule)));
        }
        text
    }

    /// One JSON object on one line.
    #[must_use]
    pub fn json(&self) -> String {
        let told = self.told();
        let mut error = json!({
            "code": told.code,
            "exit": told.exit.code(),
            "message": told.message,
            "hint": told.hint,
            "rule": told.rule,
            "earliest": told.earliest,
            "roles": told.roles,
            "retryable": told.retryable,
        });
        if !told.details.is_empty() {
            error["details"] = json!(told.details);
        }
        format!("{}\n", json!({ "error": error }))
    }
}

fn told_by_clap(error: &clap::Error) -> Told {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    let rendered = error.render().to_string();
    let mut lines = rendered.lines();
    let first = lines.next().unwrap_or_default();
    let mut message = first.strip_prefix("error: ").unwrap_or(first).to_owned();
    if error.kind() == ErrorKind::MissingRequiredArgument {
        let missing = lines.by_ref().map(str::trim).take_while(|line| !line.is_empty());
        message = format!("{message} {}", missing.collect::<Vec<_>>().join(" "));
    }
    if let Some(ContextValue::Strings(known)) = error.get(ContextKind::ValidValue)
        && !known.is_empty()
    {
        message = format!("{message}; known are {}", known.join(", "));
    }
    let code = match error.kind() {
        ErrorKind::InvalidSubcommand => "unknown-command",
        ErrorKind::UnknownArgument => "unknown-option",
        ErrorKind::MissingRequiredArgument => "missing-argument",
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "missing-command"
        }
        ErrorKind::ArgumentConflict => "options-conflict",
        _ => "malformed-value",
    };
    let suggested =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
            .into_iter()
            .find_map(|kind| match error.get(kind) {
                Some(ContextValue::String(suggestion)) => Some(suggestion.clone()),
                // The likeliest stands last.
                Some(ContextValue::Strings(suggestions)) => suggestions.last().cloned(),
                _ => None,
            });
    let hint = match suggested {
        Some(suggestion) => format!("did you mean {}?", shell::quoted(suggestion)),
        None => format!("{} --help", command_of(&rendered)),
    };
    Told::new(Exit::Usage, code, message).hint(hint)
}

/// The command that a usage text is about: `mpn vs assign`.
fn command_of(rendered: &str) -> String {
    let usage = rendered.lines().find_map(|line| line.trim().strip_prefix("Usage: "));
    let words = usage.unwrap_or("mpn").split_whitespace();
    let words = words.take_while(|word| {
        !word.starts_with('-') && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A file that cannot be read.
#[must_use]
pub fn unreadable(shown: &str, error: &io::Error) -> Failure {
    Failure::failed("failed", format!("cannot read {shown}: {error}"))
        .hint("name a file that is there and may be read")
}

/// All that a file or a stream says, up to a bound: a device goes on for ever.
///
/// # Errors
/// What cannot be read; `too-large` (exit 2) for what says more.
pub fn read_whole(shown: &str, from: impl io::Read, most: u64) -> Result<Vec<u8>> {
    read_into(Vec::new(), shown, from, most)
}

/// The same of a file.
///
/// # Errors
/// Those of [`read_whole`].
pub fn read_file(path: &Path, shown: &str, most: u64) -> Result<Vec<u8>> {
    let file = std::fs::File::open(path).map_err(|error| unreadable(shown, &error))?;
    let length = file.metadata().map_or(0, |found| found.len()).min(most);
    // A file of secrets leaves no half of itself where it was while it grew.
    let bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    read_into(bytes, shown, file, most)
}

fn read_into(mut bytes: Vec<u8>, shown: &str, from: impl io::Read, most: u64) -> Result<Vec<u8>> {
    use io::Read as _;
    let read = from.take(most + 1).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(shown, &error))?;
    if bytes.len() as u64 > most {
        let most = most >> 10;
        return Err(Failure::usage("too-large", format!("{shown} says more than {most} KiB"))
            .hint("name another file"));
    }
    Ok(bytes)
}

/// A file that cannot be written. One that was made beside it first is of no interest to anybody,
/// and what makes such files tells where.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "the form that `map_err` wants")]
pub fn unwritable(path: &Path, error: io::Error) -> Failure {
    let words = error.to_string();
    let why = words.split_once(" at path ").map_or(words.as_str(), |(why, _)| why);
    Failure::failed("failed", format!("cannot write {}: {why}", path.display()))
        .hint("name a file in a folder that is there and may be written to")
}

/// A refusal of one noun fails a command as their sum does.
impl<R: Into<Refusal>> From<R> for Failure {
    fn from(refusal: R) -> Self {
        Failure::Refused(Box::new(refusal.into()))
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Failure::failed("failed", format!("{error:#}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told().message)
    }
}

impl std::error::Error for Failure {}

/// `one seat`, `3 seats`.
#[must_use]
pub fn count(number: u64, noun: &str) -> String {
    if number == 1 { format!("one {noun}") } else { format!("{number} {noun}s") }
}

/// `gold for Security`, or `gold`.
#[must_use]
pub fn for_competency(offer: &str, competency: Option<&String>) -> String {
    match competency {
        Some(competency) => format!("{offer} for {competency}"),
        None => offer.to_owned(),
    }
}

/// What a TOML reader found wrong, as `file:line: reason`.
#[must_use]
pub fn toml_fault(shown: &str, text: &str, error: &toml::de::Error) -> String {
    let line =
        error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
    // The reader repeats what it found, which may be anything.
    let reason = error.message().replace('\n', " ");
    let reason: String = reason
        .chars()
        .flat_map(|c| if c.is_control() { c.escape_unicode().collect() } else { vec![c] })
        .collect();
    match line {
        Some(line) => format!("{shown}:{line}: {reason}"),
        None => format!("{shown}: {reason}"),
    }
}

impl From<Told> for Failure {
    fn from(told: Told) -> Self {
        Failure::Other(Box::new(told))
    }
}
