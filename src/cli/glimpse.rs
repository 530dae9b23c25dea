//! What can be seen of arguments that may not parse: how an error about them is wanted.

use std::ffi::OsString;

use crate::domain::output::Color;

/// Whether JSON was asked for, as far as can be told of arguments that may not parse.
#[must_use]
pub fn wants_json(args: &[OsString]) -> bool {
    let is_json = |text: &str| matches!(text, "json" | "jsonl");
    let texts = options(args);
    let typed = texts.iter().enumerate().rev().find_map(|(index, text)| {
        let value = output_in(text)?;
        match value {
            "" => texts.get(index + 1).map(|value| is_json(value)),
            value => Some(is_json(value)),
        }
    });
    let filters = |text: &String| text == "--jq" || text.starts_with("--jq=");
    typed.unwrap_or_else(|| {
        texts.iter().any(filters) || std::env::var("MPN_OUTPUT").is_ok_and(|value| is_json(&value))
    })
}

/// The choice of color, as far as can be told of arguments that may not parse.
#[must_use]
pub fn wanted_color(args: &[OsString]) -> Color {
    let texts = options(args);
    let typed = texts.iter().enumerate().rev().find_map(|(index, text)| {
        match text.strip_prefix("--color")? {
            "" => texts.get(index + 1)?.parse().ok(),
            rest => rest.strip_prefix('=')?.parse().ok(),
        }
    });
    typed.unwrap_or(Color::Auto)
}

/// The arguments among which options may stand: what follows `--` is none.
fn options(args: &[OsString]) -> Vec<String> {
    let texts = args.iter().map(|arg| arg.to_string_lossy().into_owned());
    texts.take_while(|text| text != "--").collect()
}

/// The format that an argument names, empty where the next one does: `-o`, `-ojson`, `-qo=json`,
/// `--output`, `--output=json`.
fn output_in(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix("--output") {
        return if rest.is_empty() { Some("") } else { rest.strip_prefix('=') };
    }
    let letters = text.strip_prefix('-')?.trim_start_matches(['y', 'n', 'q', 'v']);
    let value = letters.strip_prefix('o')?;
    Some(value.strip_prefix('=').unwrap_or(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(words: &[&str]) -> Vec<OsString> {
        words.iter().map(OsString::from).collect()
    }

    #[test]
    fn json_is_recognized_even_where_the_rest_does_not_parse() {
        let asks = |words: &[&str]| wants_json(&args(words));
        assert!(asks(&["mpn", "nonsense", "-o", "json"]));
        assert!(asks(&["mpn", "--output=jsonl", "nonsense"]));
        assert!(asks(&["mpn", "-ojson"]));
        assert!(asks(&["mpn", "-qo", "json"]));
        assert!(asks(&["mpn", "-yqo=jsonl"]));
        assert!(!asks(&["mpn", "support", "explain", "--", "-o", "json"]));
        assert!(!asks(&["mpn", "-o", "json", "-o", "table"]));
        assert!(!asks(&["mpn", "json"]));
        assert!(asks(&["mpn", "nonsense", "--jq", ".id"]));
        assert!(asks(&["mpn", "--jq=.id", "nonsense"]));
        assert!(!asks(&["mpn", "--jq", ".id", "-o", "csv"]));
    }

    #[test]
    fn the_choice_of_color_is_recognized_even_where_the_rest_does_not_parse() {
        let color = |words: &[&str]| wanted_color(&args(words));
        assert_eq!(color(&["mpn", "nonsense"]), Color::Auto);
        assert_eq!(color(&["mpn", "nonsense", "--color", "never"]), Color::Never);
        assert_eq!(color(&["mpn", "--color=always", "nonsense"]), Color::Always);
        assert_eq!(color(&["mpn", "--color=always", "--color", "never"]), Color::Never);
        assert_eq!(color(&["mpn", "--color", "mauve"]), Color::Auto);
        assert_eq!(color(&["mpn", "support", "explain", "--", "--color=never"]), Color::Auto);
    }
}
