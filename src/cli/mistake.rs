//! What was typed and is no command: what is wrong with it, and what may have been meant by it:
//! `mpn assign vs`, `mpn list benefits`, `mpn keys`.

use std::ffi::OsString;

use clap::Command;
use clap::error::{ContextKind, ContextValue};

use super::reading::{Reading, shown, whole_grammar};
use super::{deaf, grammar};
use crate::domain::name;
use crate::failure::{Failure, Told};

/// What people call a noun.
const CALLED: [(&str, &str); 17] = [
    ("contract", "support"),
    ("contracts", "support"),
    ("credit", "azure"),
    ("credits", "azure"),
    ("hours", "advisory"),
    ("incident", "support"),
    ("incidents", "support"),
    ("key", "software"),
    ("keys", "software"),
    ("log", "history"),
    ("marketing", "gtm"),
    ("offer", "membership"),
    ("people", "user"),
    ("rules", "why"),
    ("seat", "vs"),
    ("seats", "vs"),
    ("visual-studio", "vs"),
];

/// What people call a verb, where it is not there itself.
const MEANT: [(&str, &[&str]); 6] = [
    ("add", &["purchase", "assign", "add-keys", "grant", "open", "request"]),
    ("create", &["add", "purchase", "grant", "open", "request"]),
    ("delete", &["offboard", "remove", "unassign", "retire"]),
    ("get", &["show", "get-keys"]),
    ("ls", &["list", "status"]),
    ("remove", &["unassign", "offboard", "retire"]),
];

/// What was typed is no command; the hint is a guess at what was meant.
pub(super) fn failure(error: clap::Error, args: &[OsString]) -> Failure {
    let is_command = error.kind() == clap::error::ErrorKind::InvalidSubcommand;
    let is_version = wrong(&error).is_some_and(|arg| arg == "--version");
    let blamed = blamed(&error, args);
    let told = Failure::Typed(Box::new(error)).told();
    if let Some((option, variable)) = blamed {
        return Told { message: told.message.replace(&option, &variable), ..told }.into();
    }
    let hint = match told.code {
        // No option of a command is like it, but it is one of mpn itself.
        "unknown-option" if is_version => Some("mpn --version".to_owned()),
        _ if is_command => hint(&whole_grammar(), args),
        _ => None,
    };
    Told { hint: hint.or(told.hint), ..told }.into()
}

/// The argument that is wrong.
fn wrong(error: &clap::Error) -> Option<&str> {
    match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(option)) => Some(option),
        _ => None,
    }
}

/// The option whose value is wrong, and the variable of the environment that it came from, if it
/// did: then the arguments alone are not wrong there.
fn blamed(error: &clap::Error, args: &[OsString]) -> Option<(String, String)> {
    let option = wrong(error)?;
    // Only what is built has a name that can be shown.
    let mut built = grammar();
    built.build();
    let arg = built.get_arguments().find(|arg| arg.to_string() == option)?;
    let (id, name) = (arg.get_id().clone(), arg.get_env()?.to_string_lossy().into_owned());
    let alone = grammar().mut_arg(id, deaf).try_get_matches_from(args).err();
    let is_typed = alone.as_ref().and_then(wrong) == Some(option);
    (!is_typed).then(|| (option.to_owned(), name))
}

/// A hint at the command that was meant, if one can be guessed.
pub(super) fn hint(grammar: &Command, args: &[OsString]) -> Option<String> {
    let texts: Vec<String> = args.iter().map(|arg| arg.to_string_lossy().into_owned()).collect();
    let mut reading = Reading::of(grammar);
    let mut words = texts.iter().skip(1);
    // As far as the words are commands.
    let wrong = words.by_ref().find(|word| {
        reading.word(word);
        reading.is_lost()
    })?;
    let next = words.find(|word| !word.starts_with('-'));
    let meant = if reading.path.is_empty() {
        of_nouns(grammar, wrong, next.map(String::as_str))
    } else {
        let path = reading.path.join(" ");
        of_verbs(reading.command, wrong).map(|verb| vec![format!("{path} {verb}")])
    };
    match meant {
        Some(meant) if !meant.is_empty() => {
            let meant: Vec<String> = meant.iter().map(|words| format!("'mpn {words}'")).collect();
            Some(format!("did you mean {}?", meant.join(" or ")))
        }
        _ if reading.path.is_empty() => None,
        _ => {
            let verbs: Vec<&str> = shown(reading.command).map(Command::get_name).collect();
            Some(format!("verbs of {} are {}", reading.path.join(" "), verbs.join(", ")))
        }
    }
}

/// The commands that a wrong noun, with the word after it, may have been meant for.
fn of_nouns(grammar: &Command, wrong: &str, next: Option<&str>) -> Option<Vec<String>> {
    let only = |noun: &Command, verb: &str| vec![format!("{} {verb}", noun.get_name())];
    // `mpn vs-assign`
    let joined = wrong.match_indices(['-', ':', '.', '/']).find_map(|(at, mark)| {
        let noun = grammar.find_subcommand(&wrong[..at])?;
        Some(only(noun, &of_verbs(noun, &wrong[at + mark.len()..])?))
    });
    // `mpn assign vs`
    let swapped = || {
        let noun = noun_called(grammar, next?)?;
        Some(only(noun, &of_verbs(noun, wrong)?))
    };
    // `mpn users list`
    let plural = || {
        let noun = noun_called(grammar, wrong)?;
        Some(only(noun, noun.find_subcommand(next?)?.get_name()))
    };
    // `mpn list`
    let nounless = || {
        let is_noun = CALLED.iter().any(|(name, _)| *name == wrong.to_lowercase());
        let having = shown(grammar).filter(|noun| noun.find_subcommand(wrong).is_some());
        let having: Vec<String> = having.flat_map(|noun| only(noun, wrong)).collect();
        (!is_noun && !having.is_empty()).then_some(having)
    };
    // `mpn benefit list`
    let misspelt = || {
        let noun = noun_called(grammar, wrong)?;
        let verb = next.and_then(|next| of_verbs(noun, next));
        Some(verb.map_or_else(|| vec![noun.get_name().to_owned()], |verb| only(noun, &verb)))
    };
    joined.or_else(swapped).or_else(plural).or_else(nounless).or_else(misspelt)
}

/// The noun of that name, or of one that is nearly so.
fn noun_called<'g>(grammar: &'g Command, word: &str) -> Option<&'g Command> {
    let word = word.to_lowercase();
    let called = CALLED.iter().find(|(name, _)| *name == word).map(|(_, noun)| *noun);
    let near = || name::nearest(&word, shown(grammar).map(Command::get_name));
    grammar
        .find_subcommand(&word)
        .or_else(|| grammar.find_subcommand(called?))
        .or_else(|| grammar.find_subcommand(near()?))
}

/// The verb of that name below a noun, or one that is nearly so, or means it.
fn of_verbs(noun: &Command, word: &str) -> Option<String> {
    let word = word.to_lowercase();
    if let Some(found) = noun.find_subcommand(&word) {
        return Some(found.get_name().to_owned());
    }
    let meant = MEANT.iter().find(|(name, _)| *name == word);
    let meant =
        meant.and_then(|(_, verbs)| verbs.iter().find(|verb| noun.find_subcommand(verb).is_some()));
    match meant {
        Some(verb) => Some((*verb).to_owned()),
        None => name::nearest(&word, shown(noun).map(Command::get_name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hinted(line: &str) -> Option<String> {
        let grammar = whole_grammar();
        hint(&grammar, &line.split(' ').map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn what_was_meant_is_guessed() {
        for (typed, meant) in [
            ("mpn assign vs B1 bo@contoso.com", "did you mean 'mpn vs assign'?"),
            ("mpn list benefits", "did you mean 'mpn benefits list'?"),
            ("mpn benefit list", "did you mean 'mpn benefits list'?"),
            ("mpn users list", "did you mean 'mpn user list'?"),
            ("mpn user lst", "did you mean 'mpn user list'?"),
            ("mpn --as ann@contoso.com usr ad", "did you mean 'mpn user add'?"),
            ("mpn vs-assign B1", "did you mean 'mpn vs assign'?"),
            ("mpn seats list", "did you mean 'mpn vs list'?"),
            ("mpn keys", "did you mean 'mpn software'?"),
            ("mpn grant user", "did you mean 'mpn user grant'?"),
            ("mpn redeem", "did you mean 'mpn license redeem'?"),
            ("mpn assign", "did you mean 'mpn azure assign' or 'mpn vs assign'?"),
            ("mpn user delete bo@contoso.com", "did you mean 'mpn user offboard'?"),
            ("mpn vs ls", "did you mean 'mpn vs list'?"),
            ("mpn -o json vs remove", "did you mean 'mpn vs unassign'?"),
            ("mpn vs qqq", "verbs of vs are list, show, assign, unassign, reassign, free"),
            ("mpn gtm contact sett", "did you mean 'mpn gtm contact set'?"),
            ("mpn why vs asign", "did you mean 'mpn vs assign'?"),
        ] {
            assert_eq!(hinted(typed).as_deref(), Some(meant), "{typed}");
        }
        assert_eq!(hinted("mpn xyzzy"), None);
        assert_eq!(hinted("mpn vs list"), None);
    }
}
