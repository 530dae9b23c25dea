//! What stands in a cell of another system's file: read strictly, and told in a message without
//! obeying it.

use chrono::{Datelike as _, NaiveDate};

use crate::domain::user::{Country, Email};

/// How much of a cell a message shows, in characters.
const SHOWN_AT_MOST: usize = 60;

/// Longer than any name a directory takes (256), in characters.
const LONGEST_NAME: usize = 1_000;

/// A text in backquotes: its control characters made visible, a long one cut.
pub(super) fn quoted(text: &str) -> String {
    let mut shown = String::from("`");
    for c in text.chars().take(SHOWN_AT_MOST) {
        if c.is_control() { shown.extend(c.escape_unicode()) } else { shown.push(c) }
    }
    let more = text.chars().count().saturating_sub(SHOWN_AT_MOST);
    if more > 0 {
        shown.push_str(&format!("…` and {more} characters more"));
    } else {
        shown.push('`');
    }
    shown
}

/// An email.
pub(super) fn email(text: &str) -> Result<Email, String> {
    Email::address(text).map_err(|_| no_email(text))
}

/// An email, or the id of somebody who is known.
pub(super) fn person(text: &str) -> Result<Email, String> {
    text.parse().map_err(|_: String| no_email(text))
}

fn no_email(text: &str) -> String {
    format!("{} is not an email address, like bo@contoso.com", quoted(text))
}

/// A country; an empty cell says nothing.
pub(super) fn country(text: &str) -> Result<Option<Country>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let read = text.parse().map(Some);
    read.map_err(|_: String| {
        format!("{} is not a country code of two letters, like NL", quoted(text))
    })
}

/// A name to show, as it stands.
pub(super) fn name(text: &str) -> Result<String, String> {
    match text.chars().count() {
        length if length > LONGEST_NAME => {
            Err(format!("a name of {length} characters, where {LONGEST_NAME} are the most"))
        }
        _ => Ok(text.to_owned()),
    }
}

/// What says yes in a cell, in the languages that portals and spreadsheets speak.
const YES: [&str; 26] = [
    "true",
    "yes",
    "wahr",
    "ja",
    "vrai",
    "oui",
    "verdadero",
    "sí",
    "si",
    "vero",
    "sì",
    "verdadeiro",
    "sim",
    "waar",
    "prawda",
    "tak",
    "истина",
    "да",
    "sand",
    "sant",
    "tosi",
    "kyllä",
    "pravda",
    "ano",
    "doğru",
    "evet",
];
const NO: [&str; 26] = [
    "false", "no", "falsch", "nein", "faux", "non", "falso", "não", "nao", "onwaar", "nee",
    "fałsz", "nie", "ложь", "нет", "falsk", "falskt", "nej", "nei", "epätosi", "ei", "nepravda",
    "ne", "yanlış", "hayır", "hayir",
];

/// Yes or no; an empty cell says nothing.
pub(super) fn yes_or_no(text: &str) -> Result<Option<bool>, String> {
    let word = text.to_lowercase();
    match word.as_str() {
        "" => Ok(None),
        "1" => Ok(Some(true)),
        "0" => Ok(Some(false)),
        word if YES.contains(&word) => Ok(Some(true)),
        word if NO.contains(&word) => Ok(Some(false)),
        word => Err(format!("{} is neither yes nor no", quoted(word))),
    }
}

/// What a cell says that a row can be understood without: where it cannot be read, that is noted.
pub(super) fn or_without<T>(
    read: Result<Option<T>, String>,
    what: &'static str,
    without: &mut Vec<&'static str>,
) -> Option<T> {
    read.unwrap_or_else(|_| {
        without.push(what);
        None
    })
}

/// What a country is called that was left out.
pub(super) const NO_COUNTRY: &str = "usage location, which is no country code of two letters";

/// A day as the portals write it, `6/25/2019` or `2019-06-25`, with or without a time of day.
pub(super) fn date(text: &str) -> Result<NaiveDate, String> {
    let read = day_in(text, &["%m/%d/%Y", "%Y-%m-%d"]);
    // Years of two digits are garbled here, whatever a reader makes of them.
    let read = read.filter(|date| (1980..=9_999).contains(&date.year()));
    read.ok_or_else(|| format!("{} is not a day, like 06/25/2019", quoted(text)))
}

/// A day in the first of these forms that it has, with or without a time of day, and no signs.
pub(super) fn day_in(text: &str, forms: &[&str]) -> Option<NaiveDate> {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let day = Some(day).filter(|day| !day.contains('+'))?;
    forms.iter().find_map(|form| NaiveDate::parse_from_str(day, form).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_the_portals_is_month_day_year() {
        let read = |text: &str| date(text).map(|day| day.to_string());
        assert_eq!(read("6/25/2019").as_deref(), Ok("2019-06-25"));
        assert_eq!(read("06/05/2019").as_deref(), Ok("2019-06-05"));
        assert_eq!(read("2019-06-25T00:00:00").as_deref(), Ok("2019-06-25"));
        assert_eq!(read("6/25/2019 12:00:00 AM").as_deref(), Ok("2019-06-25"));
        for garbled in ["", "25/6/2019", "6/25/19", "6/25", "2/30/2020", "6/25/+2019", "soon"] {
            assert!(date(garbled).is_err(), "{garbled}");
        }
    }

    #[test]
    fn yes_and_no_are_read_in_the_languages_of_the_portals() {
        for yes in ["True", "WAHR", "oui", "Sí", "1", "да"] {
            assert_eq!(yes_or_no(yes), Ok(Some(true)), "{yes}");
        }
        for no in ["false", "FALSCH", "Non", "não", "0"] {
            assert_eq!(yes_or_no(no), Ok(Some(false)), "{no}");
        }
        assert_eq!(yes_or_no(""), Ok(None));
        assert_eq!(yes_or_no("perhaps").unwrap_err(), "`perhaps` is neither yes nor no");
        assert!(!YES.iter().any(|word| NO.contains(word)));
    }

    #[test]
    fn a_cell_is_told_cut_and_without_what_a_terminal_would_obey() {
        assert_eq!(quoted("a\u{1b}[31m\n\0b"), "`a\\u{1b}[31m\\u{a}\\u{0}b`");
        let told = email(&"x".repeat(1 << 20)).unwrap_err();
        assert!(told.len() < 200 && told.contains("1048516 characters more"), "{told}");
    }
}
