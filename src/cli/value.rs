//! The values of options, read: days, instants, ids.

use std::path::PathBuf;

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use clap::builder::{PathBufValueParser, TypedValueParser};

use crate::domain::moment::AsOf;
use crate::domain::shell::at_home;

/// A path; one that begins with `~/` lies in the home folder, whoever was to expand it.
pub(super) fn path() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().map(|path| at_home(path, std::env::home_dir()))
}

/// Spaces beside a comma are no part of a name.
#[expect(clippy::unnecessary_wraps, reason = "the form that clap wants of a value parser")]
pub(super) fn trimmed(text: &str) -> Result<String, String> {
    Ok(text.trim().to_owned())
}

/// Reads a day.
pub(super) fn date(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map_err(|_| format!("`{text}` is not a day, like 2026-06-01"))
}

/// Reads a day on which something can have happened, or that can be asked about: no slip of the
/// finger into another century.
pub(super) fn day_in_range(text: &str) -> Result<NaiveDate, String> {
    let day = date(text)?;
    if (1980..=2200).contains(&day.year()) {
        Ok(day)
    } else {
        Err(format!("{day} is out of range: days are from 1980-01-01 to 2200-12-31"))
    }
}

/// Reads an instant; a day stands for its beginning.
pub(super) fn instant(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(day) = date(text) {
        return Ok(day.and_time(chrono::NaiveTime::MIN).and_utc());
    }
    DateTime::parse_from_rfc3339(text)
        .map(|instant| instant.with_timezone(&Utc))
        .map_err(|_| format!("`{text}` is not an instant, like 2026-06-01T09:00:00Z"))
}

pub(super) fn as_of(text: &str) -> Result<AsOf, String> {
    match text.parse() {
        Ok(operation) => Ok(AsOf::Operation(operation)),
        Err(_) => date(text)
            .map(AsOf::Day)
            .map_err(|_| format!("`{text}` is neither a day, like 2026-06-01, nor an operation")),
    }
}

pub(super) fn request_id(text: &str) -> Result<String, String> {
    if text.is_empty() || text.len() > 200 || text.chars().any(char::is_control) {
        return Err("a request id is 1 to 200 characters of text".to_owned());
    }
    Ok(text.to_owned())
}

/// Any value but empty, 0, false and no switches it on.
#[expect(clippy::unnecessary_wraps, reason = "the form that clap wants of a value parser")]
pub(super) fn switched_on(text: &str) -> Result<bool, String> {
    Ok(!matches!(text.to_lowercase().as_str(), "" | "0" | "false" | "no"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_may_be_a_day() {
        assert_eq!(instant("2026-06-01").unwrap(), instant("2026-06-01T00:00:00Z").unwrap());
        assert!(instant("June").is_err());
        assert_eq!(as_of("42"), Ok(AsOf::Operation(42)));
    }
}
