//! Seal prints in the config file: by which a ledger's seal is known again at its place. One is put
//! into a file that somebody wrote by hand without anything else in it being changed.

use std::collections::BTreeMap;
use std::path::Path;

use super::{ConfigFile, write_over};
use crate::domain::shell;
use crate::failure::{Failure, Result, unreadable};

const HEADER: &str = "[seal_prints]";

/// Names the seal print of the ledger at a path in a config file that is there; one that was named
/// for it before is replaced.
///
/// # Errors
/// A file that cannot be read, understood or written.
pub fn name_print(config: &Path, ledger: &Path, print: &str) -> Result<()> {
    let shown = config.display().to_string();
    let text = std::fs::read_to_string(config).map_err(|error| unreadable(&shown, &error))?;
    let by_hand = || {
        let message = format!("{shown}: a seal print cannot be added without changing more");
        Failure::failed("malformed-config", message).hint(format!(
            "write it there: {HEADER}, a line, then {}",
            shell::quoted(format!("\"{}\" = \"{print}\"", ledger.display()))
        ))
    };
    let ledger = ledger.to_str().ok_or_else(by_hand)?;
    let named = with_print(&text, ledger, print).ok_or_else(by_hand)?;
    if named == text {
        return Ok(());
    }
    write_over(config, named.as_bytes())
}

/// The text of a config file with a seal print more, and nothing else changed; nothing where that
/// cannot be done.
fn with_print(text: &str, ledger: &str, print: &str) -> Option<String> {
    let mut wanted: ConfigFile = toml::from_str(text).ok()?;
    let named = wanted.seal_prints.insert(ledger.to_owned(), print.to_owned());
    let line = toml::to_string(&BTreeMap::from([(ledger, print)])).ok()?;
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let header = lines.iter().position(|line| line.trim() == HEADER);
    if let (Some(_), Some(header)) = (&named, header) {
        let is_it = |line: &String| {
            let line: Result<BTreeMap<String, String>, _> = toml::from_str(line);
            line.is_ok_and(|line| line.contains_key(ledger))
        };
        let at = header + 1 + lines.get(header + 1..)?.iter().position(is_it)?;
        *lines.get_mut(at)? = line;
    } else if let Some(header) = header {
        if !lines[header].ends_with('\n') {
            lines[header].push('\n');
        }
        lines.insert(header + 1, line);
    } else {
        let gap = if text.is_empty() || text.ends_with('\n') { "\n" } else { "\n\n" };
        lines.push(format!("{gap}{HEADER}\n{line}"));
    }
    let text = lines.concat();
    let is_as_wanted = toml::from_str::<ConfigFile>(&text).ok()? == wanted;
    is_as_wanted.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_print_is_added_and_nothing_else_is_changed() {
        let by_hand = "# ours\nas = 'ann@contoso.com'   # for now\n";
        let once = with_print(by_hand, "/a b/l.mpn", "11").unwrap();
        assert_eq!(once, format!("{by_hand}\n[seal_prints]\n\"/a b/l.mpn\" = \"11\"\n"));
        let twice = with_print(&once, "/other.mpn", "22").unwrap();
        assert_eq!(
            twice,
            format!("{by_hand}\n[seal_prints]\n\"/other.mpn\" = \"22\"\n\"/a b/l.mpn\" = \"11\"\n")
        );
        let again = with_print(&twice, "/a b/l.mpn", "33").unwrap();
        assert_eq!(again, twice.replace("11", "33"));
        assert_eq!(with_print(&again, "/a b/l.mpn", "33"), Some(again.clone()));
    }

    #[test]
    fn a_file_without_an_end_of_line_or_of_nothing_takes_a_print() {
        for text in ["", "as = 'ann@contoso.com'", "[seal_prints]", "\n# nothing\n"] {
            let named = with_print(text, "/l.mpn", "11").unwrap();
            assert!(named.starts_with(text), "{text}");
            assert!(named.ends_with("\"/l.mpn\" = \"11\"\n"), "{named}");
        }
    }

    #[test]
    fn a_file_that_would_be_changed_otherwise_is_left_alone() {
        for text in ["seal_prints = {}", "colour = 'red'", "as = "] {
            assert_eq!(with_print(text, "/l.mpn", "11"), None, "{text}");
        }
    }
}
