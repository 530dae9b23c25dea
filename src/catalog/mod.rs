//! Programs as TOML data: those that come with `mpn`, and those of a file.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::Context as _;

use crate::domain::program::Program;
use crate::domain::refusal::{LedgerRefusal, Refusal};
use crate::failure::{Failure, Result, read_file, toml_fault, unreadable};

/// No catalog is larger, in bytes.
const LARGEST: u64 = 16 << 20;

/// A program and the text it was read from.
pub struct Source {
    pub program: Program,
    pub text: String,
}

/// The texts of the programs that come with `mpn`.
const BUILT_IN: [&str; 1] = [include_str!("mpn-2021.toml")];

/// The program that a ledger goes by when none is named.
pub const DEFAULT: &str = "mpn-2021";

/// Every program that comes with `mpn`.
///
/// # Errors
/// None in practice: a test reads them all.
pub fn built_in() -> Result<Vec<Source>> {
    BUILT_IN.iter().map(|text| parse(text, "the built-in catalog")).collect()
}

/// The program with this id, in whatever case, that comes with `mpn`.
///
/// # Errors
/// [`LedgerRefusal::NoSuchProgram`] listing those there are.
pub fn named(program: &str) -> Result<Source> {
    let all = built_in()?;
    let known = all.iter().map(|source| source.program.program.clone()).collect();
    let found = all.into_iter().find(|source| source.program.program.eq_ignore_ascii_case(program));
    found.ok_or_else(|| {
        Refusal::Ledger(LedgerRefusal::NoSuchProgram { program: program.to_owned(), known }).into()
    })
}

/// Reads a program from a file.
///
/// # Errors
/// `malformed-catalog` (exit 2) with the line, or with everything that is not right within it.
pub fn read(path: &Path) -> Result<Source> {
    let shown = path.display().to_string();
    let text = String::from_utf8(read_file(path, &shown, LARGEST)?)
        .map_err(|_| unreadable(&shown, &ErrorKind::InvalidData.into()))?;
    parse(&text, &shown)
}

fn parse(text: &str, place: &str) -> Result<Source> {
    let program: Program = toml::from_str(text).map_err(|error| {
        Failure::usage("malformed-catalog", format!("{place} is no catalog"))
            .details(vec![toml_fault(place, text, &error)])
            .hint("mpn catalog show prints one that is")
    })?;
    let faults = program.faults();
    if !faults.is_empty() {
        let faults = faults.into_iter().map(|fault| format!("{place}: {fault}")).collect();
        return Err(Failure::usage("malformed-catalog", format!("{place} contradicts itself"))
            .details(faults)
            .hint("mpn catalog check FILE tells when it is right"));
    }
    Ok(Source { program, text: text.to_owned() })
}

/// A program as TOML, for one whose text is not at hand.
///
/// # Errors
/// None in practice: a program has no value that TOML cannot hold.
pub fn text_of(program: &Program) -> Result<String> {
    Ok(toml::to_string_pretty(program).context("cannot write the program as TOML")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_program_is_sound_and_survives_toml() {
        for source in built_in().unwrap() {
            let again = parse(&text_of(&source.program).unwrap(), "again").unwrap();
            assert_eq!(again.program, source.program);
        }
    }

    #[test]
    fn a_catalog_that_contradicts_itself_is_told_all_at_once() {
        let text = BUILT_IN[0]
            .replace("level = \"enterprise\"\nsource", "level = \"ultimate\"\nsource")
            .replace("plan = \"product-support\"\n", "");
        let told = parse(&text, "mine.toml").err().unwrap().told();
        assert_eq!(told.code, "malformed-catalog");
        assert!(told.details.len() > 3, "{:?}", told.details);
    }

    #[test]
    fn a_catalog_grants_what_is_sold_for_what_is_known_and_counts_it() {
        let told = |from: &str, to: &str| {
            let text = BUILT_IN[0].replacen(from, to, 1);
            assert!(text != BUILT_IN[0], "{from}");
            parse(&text, "mine.toml").err().unwrap().text()
        };
        let bronze = told("offers = [\"gold\"]", "offers = [\"bronze\"]");
        assert!(bronze.contains("offer \"bronze\" is not sold"), "{bronze}");
        let alchemy = told("\"Application Development\",", "\"Alchemy\",");
        assert!(alchemy.contains("competency \"Alchemy\" is not known"), "{alchemy}");
        let plenty = told("quantity = 3", "quantity = \"plenty\"");
        assert!(plenty.contains("a whole number or \"unlimited\""), "{plenty}");
    }
}
