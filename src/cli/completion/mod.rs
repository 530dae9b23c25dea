//! Completion: what a shell is told of an unfinished line, and the scripts that ask.
//!
//! The scripts call `mpn __complete`, which is no command of the grammar and stands in no help.
//! What `clap_complete` offers for this may change with any patch, its bash script lets a candidate
//! be run or expanded and ends an email at its `@`, and the one for PowerShell evaluates the line;
//! so the line is read here.

mod line;
mod values;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, Command};

use super::reading::{Reading, shown, whole_grammar};
use crate::domain::completion::{Candidate, Wanted};
use crate::domain::shell::at_home;
use line::Line;
use values::Values;

/// The scripts, by the shell's name.
pub(super) const SCRIPTS: [(&str, &str); 5] = [
    ("bash", include_str!("mpn.bash")),
    ("elvish", include_str!("mpn.elv")),
    ("fish", include_str!("mpn.fish")),
    ("powershell", include_str!("mpn.ps1")),
    ("zsh", include_str!("mpn.zsh")),
];

/// An unfinished line, read as far as the grammar goes.
#[derive(Debug, Default)]
pub struct Unfinished {
    /// What is typed of the last word.
    pub typed: String,
    /// What the ledger must be asked for.
    pub wanted: Option<Wanted>,
    /// What the line says of where things are and who acts.
    pub ledger: Option<PathBuf>,
    pub config: Option<PathBuf>,
    pub actor: Option<String>,
    /// What is known without a ledger.
    known: Vec<Candidate>,
    files: bool,
    /// What stands before the value in the same word: `--output=`.
    before: String,
    form: Form,
}

/// How a shell wants its answer.
#[derive(Debug, Default)]
enum Form {
    /// A value and what it is, with a tab between them.
    #[default]
    Lines,
    /// Bash: ready to be put on the line, in place of `text`; with what each is when they are
    /// only listed.
    Replies { line: Line, text: String, listed: bool },
}

/// The unfinished line that a shell asks about, if that is what the arguments are.
#[must_use]
pub fn unfinished(args: &[OsString]) -> Option<Unfinished> {
    let texts: Vec<String> = args.iter().map(|arg| arg.to_string_lossy().into_owned()).collect();
    let [_, verb, asked @ ..] = texts.as_slice() else { return None };
    if verb != "__complete" {
        return None;
    }
    let Some((shell, rest)) = asked.split_first() else { return Some(Unfinished::default()) };
    let (words, form) = match (shell.as_str(), rest) {
        ("bash", [kind, text, line]) => {
            let line = Line::read(line);
            let text = text.strip_prefix('=').unwrap_or(text).to_owned();
            (line.words.clone(), Form::Replies { line, text, listed: kind == LISTED })
        }
        ("bash", _) | (_, []) => return Some(Unfinished::default()),
        ("fish", [words @ .., current]) => {
            // Fish takes quotes off finished words alone.
            let current = Line::read(&current[1.min(current.len())..]).words.join(" ");
            ([words, &[current]].concat(), Form::Lines)
        }
        (_, [words @ .., current]) => {
            let current = current.strip_prefix('=').unwrap_or(current).to_owned();
            ([words, &[current]].concat(), Form::Lines)
        }
    };
    Some(Unfinished { form, ..read(&words) })
}

/// The kind of completion in which bash lists what there is, and puts nothing on the line.
const LISTED: &str = "63";

/// Reads the words; the last one is unfinished.
fn read(words: &[String]) -> Unfinished {
    let grammar = whole_grammar();
    let mut unfinished = Unfinished::default();
    let Some((current, before)) = words.split_last() else { return unfinished };
    // `MPN_LEDGER=other.mpn mpn …`
    let assigned = before.iter().take_while(|word| is_assignment(word)).count();
    for word in &before[..assigned] {
        if let Some((name, value)) = word.split_once('=') {
            unfinished.note(&name.trim_start_matches("MPN_").to_lowercase(), value);
        }
    }
    let mut reading = Reading::of(&grammar);
    for word in before.iter().skip(assigned + 1) {
        if let Some((id, value)) = reading.word(word) {
            unfinished.note(&id, &value);
        }
    }
    unfinished.end(&reading, current);
    unfinished
}

fn is_assignment(word: &str) -> bool {
    let name = word.split_once('=').map(|(name, _)| name);
    name.is_some_and(|name| {
        name.starts_with("MPN_") && name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
    })
}

fn option(arg: &Arg) -> Option<Candidate> {
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    Some(Candidate::new(format!("--{}", arg.get_long()?), help))
}

impl Unfinished {
    /// Reads the unfinished word: what can stand in its place.
    fn end(&mut self, reading: &Reading<'_>, current: &str) {
        current.clone_into(&mut self.typed);
        let Reading { command, path, .. } = reading;
        if let Some((arg, _)) = reading.open {
            return self.want(path, arg);
        }
        if !reading.plain
            && current.starts_with("--")
            && let Some((name, value)) = current[2..].split_once('=')
        {
            self.before = format!("--{name}=");
            value.clone_into(&mut self.typed);
            return reading.long(name).into_iter().for_each(|arg| self.want(path, arg));
        }
        if !reading.plain && current.starts_with('-') {
            let shown = command.get_arguments().filter(|arg| !arg.is_hide_set());
            self.known = shown.filter_map(option).collect();
        } else if command.has_subcommands() && !reading.is_lost() {
            let about = |below: &Command| below.get_about().map(ToString::to_string);
            self.known = shown(command)
                .map(|below| Candidate::new(below.get_name(), about(below).unwrap_or_default()))
                .collect();
        } else if let Some(arg) = command.get_positionals().nth(reading.positionals) {
            self.want(path, arg);
        }
    }

    /// Takes down what a finished word says of where things are.
    fn note(&mut self, id: &str, value: &str) {
        let path = || Some(in_home(value));
        match id {
            "ledger" => self.ledger = path(),
            "config" => self.config = path(),
            "as" => self.actor = Some(value.to_owned()),
            _ => {}
        }
    }

    fn want(&mut self, path: &[&str], arg: &Arg) {
        match values::of(path, arg.get_id().as_str()) {
            Values::Words(words) => {
                self.known = words.into_iter().map(|word| Candidate::new(word, "")).collect();
            }
            Values::Ledger(wanted) => self.wanted = Some(wanted),
            Values::Files => self.files = true,
            Values::Anything => {}
        }
    }

    /// The answer, with what the ledger knows.
    #[must_use]
    pub fn answer(self, found: Vec<Candidate>) -> String {
        let Unfinished { typed, known, before, form, files, .. } = self;
        let known = known.into_iter().filter(|candidate| candidate.begins_with(&typed));
        let lines = known.chain(found).filter_map(|Candidate { value, about }| {
            let value = format!("{before}{value}");
            match &form {
                Form::Lines => Some(format!("{value}\t{about}\n")),
                Form::Replies { line, text, listed: true } if !about.is_empty() => {
                    Some(format!("{}  ({about})\n", line.reply(&value, text)?))
                }
                Form::Replies { line, text, .. } => {
                    Some(format!("{}\n", line.reply(&value, text)?))
                }
            }
        });
        let mut text: String = lines.collect();
        if files {
            text.push_str(":files\n");
        }
        text
    }
}

/// A path that the shell has not expanded.
fn in_home(text: &str) -> PathBuf {
    at_home(text.into(), std::env::home_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(words: &[&str]) -> Unfinished {
        read(&words.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    fn known(words: &[&str]) -> Vec<String> {
        let unfinished = ends(words);
        let typed = unfinished.typed.clone();
        let known = unfinished.known.into_iter().filter(|one| one.begins_with(&typed));
        known.map(|one| one.value).collect()
    }

    #[test]
    fn nouns_verbs_and_options_come_from_the_grammar() {
        assert_eq!(known(&["mpn", "so"]), ["software"]);
        assert_eq!(known(&["mpn", "vs", "re"]), ["reassign"]);
        assert_eq!(known(&["mpn", "gtm", "contact", ""]), ["show", "set"]);
        assert_eq!(known(&["mpn", "vs", "free", "--ne"]), ["--need"]);
        assert_eq!(known(&["mpn", "-o", "j"]), ["json", "jsonl"]);
        assert_eq!(known(&["mpn", "vs", "list", "--color", "a"]), ["auto", "always"]);
        assert_eq!(
            known(&["mpn", "user", "grant", "bo@contoso.com", "mpn"]),
            ["mpn-partner-admin"]
        );
        assert_eq!(known(&["mpn", "why", "vs", "una"]), ["unassign"]);
        assert_eq!(known(&["mpn", "completions", "f"]), ["fish"]);
        assert_eq!(known(&["mpn", "__"]), [] as [&str; 0]);
    }

    #[test]
    fn what_the_ledger_knows_is_asked_of_it() {
        use crate::domain::benefit::Category;
        let wanted = |words: &[&str]| ends(words).wanted;
        assert_eq!(
            wanted(&["mpn", "vs", "assign", ""]),
            Some(Wanted::Units(Category::VisualStudio))
        );
        assert_eq!(
            wanted(&["mpn", "-q", "vs", "assign", "-o", "json", "B1", "b"]),
            Some(Wanted::Users { acting: false })
        );
        assert_eq!(wanted(&["mpn", "--as", ""]), Some(Wanted::Users { acting: true }));
        assert_eq!(wanted(&["mpn", "--as=b"]), Some(Wanted::Users { acting: true }));
        assert_eq!(wanted(&["mpn", "user", "add", "b"]), None);
        assert_eq!(wanted(&["mpn", "support", "close", "I"]), Some(Wanted::Incidents));
        assert_eq!(
            wanted(&["mpn", "membership", "purchase", "gold", "--competency", "C"]),
            Some(Wanted::Competencies)
        );
        assert_eq!(wanted(&["mpn", "membership", "purchase", "--price", "1", ""]), None);
        assert!(ends(&["mpn", "init", "--from", ""]).files);
    }

    #[test]
    fn the_line_says_which_ledger_and_who_acts() {
        let line = ["MPN_LEDGER=a.mpn", "mpn", "vs", "list", "--as=bo@contoso.com", ""];
        assert_eq!(ends(&line).ledger.unwrap(), PathBuf::from("a.mpn"));
        assert_eq!(ends(&line).actor.unwrap(), "bo@contoso.com");
        let line = ["mpn", "--ledger", "b.mpn", "vs", "show", "--config=c.toml", "B"];
        assert_eq!(ends(&line).ledger.unwrap(), PathBuf::from("b.mpn"));
        assert_eq!(ends(&line).config.unwrap(), PathBuf::from("c.toml"));
    }
}
