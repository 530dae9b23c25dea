//! How far the words of a line lead into the grammar, and what its options are given.

use std::ffi::OsString;

use clap::{Arg, Command, CommandFactory as _};

use super::Mpn;

/// The grammar with all that clap adds to it.
pub(super) fn whole_grammar() -> Command {
    let mut grammar = Mpn::command();
    grammar.build();
    grammar
}

/// The commands below one, but for those that no help names.
pub(super) fn shown(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|below| !below.is_hide_set())
}

/// How far the words have led into the grammar.
pub(super) struct Reading<'g> {
    grammar: &'g Command,
    pub(super) command: &'g Command,
    pub(super) path: Vec<&'g str>,
    /// An option that waits for so many values.
    pub(super) open: Option<(&'g Arg, usize)>,
    pub(super) positionals: usize,
    /// Whether `--` has been said.
    pub(super) plain: bool,
}

impl<'g> Reading<'g> {
    pub(super) fn of(grammar: &'g Command) -> Self {
        Reading {
            grammar,
            command: grammar,
            path: Vec::new(),
            open: None,
            positionals: 0,
            plain: false,
        }
    }

    /// Reads a finished word; tells which option it is a value of.
    pub(super) fn word(&mut self, word: &str) -> Option<(String, String)> {
        if let Some((arg, left)) = self.open.take() {
            if left > 1 {
                self.open = Some((arg, left - 1));
            }
            return Some((arg.get_id().to_string(), word.to_owned()));
        }
        if !self.plain && word == "--" {
            self.plain = true;
            return None;
        }
        if !self.plain && word.len() > 1 && word.starts_with('-') {
            return self.option(word);
        }
        match self.command.find_subcommand(word).filter(|_| self.positionals == 0) {
            // `mpn why vs assign` goes on as `mpn vs assign` would.
            Some(why) if why.get_name() == "why" => *self = Reading::of(self.grammar),
            Some(below) => {
                self.command = below;
                self.path.push(below.get_name());
            }
            None => self.positionals += 1,
        }
        None
    }

    /// Whether a word that should be a command is none.
    pub(super) fn is_lost(&self) -> bool {
        self.command.has_subcommands() && self.positionals > 0
    }

    fn option(&mut self, word: &str) -> Option<(String, String)> {
        let (arg, value) = if let Some(long) = word.strip_prefix("--") {
            let (name, value) = long.split_once('=').map_or((long, None), |(n, v)| (n, Some(v)));
            (self.long(name)?, value)
        } else {
            let mut letters = word.char_indices().skip(1);
            let (at, arg) = letters.find_map(|(at, letter)| {
                let arg =
                    self.command.get_arguments().find(|arg| arg.get_short() == Some(letter))?;
                takes_value(arg).then_some((at + letter.len_utf8(), arg))
            })?;
            let rest = word[at..].trim_start_matches('=');
            (arg, (!rest.is_empty()).then_some(rest))
        };
        match value {
            Some(value) => return Some((arg.get_id().to_string(), value.to_owned())),
            None if takes_value(arg) => self.open = Some((arg, values_of(arg))),
            None => {}
        }
        None
    }

    pub(super) fn long(&self, name: &str) -> Option<&'g Arg> {
        self.command.get_arguments().find(|arg| arg.get_long() == Some(name))
    }
}

/// The arguments before what `why` is asked about, without the `why`: the word alone does not make
/// it that, for an option's value may be the same.
pub(super) fn without_why(args: &[OsString]) -> Vec<OsString> {
    let grammar = whole_grammar();
    let mut reading = Reading::of(&grammar);
    let mut found = false;
    let mut others = Vec::with_capacity(args.len());
    for (at, arg) in args.iter().enumerate() {
        let word = arg.to_string_lossy();
        let may_be = at > 0 && !found && reading.open.is_none();
        // What `--` would keep from being options are the words after `why`, which are a command.
        if may_be && word == "why" {
            found = true;
        } else if !(found && reading.open.is_none() && word == "--") {
            others.push(arg.clone());
        }
        if at > 0 {
            reading.word(&word);
        }
    }
    others
}

/// Every value that an option was given on the line, wherever it stands. Of a global option that is
/// given before its command and after it, clap keeps the last alone.
pub(super) fn values_given(args: &[OsString], id: &str) -> Vec<String> {
    let grammar = whole_grammar();
    let mut reading = Reading::of(&grammar);
    let words = args.iter().skip(1).filter_map(|arg| reading.word(&arg.to_string_lossy()));
    words.filter(|(given, _)| given == id).map(|(_, value)| value).collect()
}

fn takes_value(arg: &Arg) -> bool {
    arg.get_action().takes_values() && values_of(arg) > 0
}

fn values_of(arg: &Arg) -> usize {
    arg.get_num_args().map_or(1, |range| range.max_values())
}
