//! Words as they are typed into a shell. What comes from outside stands in a hint so that a shell
//! takes it for one word and runs nothing of it: names, emails, titles, paths.

use std::fmt::Display;
use std::path::{Path, PathBuf};

/// A word of a command that can be typed, in quotes where it wants them.
#[must_use]
pub fn word(word: impl Display) -> String {
    let word = word.to_string();
    let plain =
        |c: char| c.is_alphanumeric() || matches!(c, '.' | '@' | '_' | '-' | '/' | ':' | '+');
    // PowerShell would take another beginning for a variable's.
    let is_plain = !word.is_empty() && word.chars().all(plain) && !word.starts_with('@');
    if is_plain { word } else { quoted(word) }
}

/// The same, in quotes whatever it is.
#[must_use]
pub fn quoted(word: impl Display) -> String {
    let word = word.to_string();
    if cfg!(windows) {
        // PowerShell takes typographic quotes for quotes, too.
        let mut inside = String::new();
        for c in word.chars() {
            let is_quote = matches!(c, '\'' | '\u{2018}'..='\u{201B}');
            inside.extend(std::iter::repeat_n(c, if is_quote { 2 } else { 1 }));
        }
        return format!("'{inside}'");
    }
    // No backslash: TSV would double it.
    format!("'{}'", word.replace('\'', r#"'"'"'"#))
}

/// A path, which is none of the command's options whatever it begins with.
#[must_use]
pub fn path(path: impl AsRef<Path>) -> String {
    let shown = path.as_ref().display();
    let is_like_an_option = path.as_ref().as_os_str().to_string_lossy().starts_with('-');
    if is_like_an_option { word(format!("./{shown}")) } else { word(shown) }
}

/// An option with its value, which is no option itself whatever it begins with.
#[must_use]
pub fn option(name: &str, value: impl Display) -> String {
    let value = value.to_string();
    let between = if value.starts_with('-') { '=' } else { ' ' };
    format!("{name}{between}{}", word(value))
}

/// A path in the home folder that no shell has expanded: that of an option with `=`, of a variable
/// or of a file. Another folder of that name is written `./~`.
#[must_use]
pub fn at_home(path: PathBuf, home: Option<PathBuf>) -> PathBuf {
    match (path.strip_prefix("~"), home) {
        (Ok(rest), Some(home)) if rest.as_os_str().is_empty() => home,
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path,
    }
}

/// Several words, separated by commas.
#[must_use]
pub fn list<T: Display>(words: &[T]) -> String {
    words.iter().map(word).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_no_quotes_has_none() {
        for plain in ["bo@contoso.com", "B1", "/home/ann/a.csv", "2026-06-01", "Zoë"] {
            assert_eq!(word(plain), plain);
        }
        for odd in ["", "a b", "@a", "~/a", "a=b", "U7 (forgotten)", "a\nb", "é;"] {
            assert!(word(odd).starts_with('\''), "{odd}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_quote_takes_no_backslash() {
        assert_eq!(word("o'brien"), r#"'o'"'"'brien'"#);
    }

    #[test]
    fn a_tilde_is_the_home_folder_and_no_other_name() {
        let at_home = |path: &str| at_home(path.into(), Some("/home/ann".into()));
        assert_eq!(at_home("~/a.csv"), Path::new("/home/ann/a.csv"));
        assert_eq!(at_home("~"), Path::new("/home/ann"));
        for other in ["~ann/a.csv", "./~/a.csv", "a/~/b", "~$a.xlsx", "/~"] {
            assert_eq!(at_home(other), Path::new(other));
        }
    }

    #[test]
    fn what_begins_like_an_option_is_none() {
        assert_eq!(option("--name", "-x"), "--name=-x");
        assert_eq!(option("--name", "Bo Jensen"), "--name 'Bo Jensen'");
        assert_eq!(path("-x.csv"), "./-x.csv");
        assert_eq!(path("a/-x.csv"), "a/-x.csv");
    }

    #[cfg(unix)]
    mod shell {
        use std::process::Command;

        use proptest::prelude::*;

        use super::super::*;

        /// The words that a shell sees on a line.
        fn seen(line: &str) -> Vec<String> {
            let script = format!("printf '%s\\0' {line}");
            let told = Command::new("sh").args(["-c", &script]).output().unwrap();
            assert!(told.status.success() && told.stderr.is_empty(), "{line}: {told:?}");
            let text = String::from_utf8(told.stdout).unwrap();
            text.strip_suffix('\0').unwrap().split('\0').map(str::to_owned).collect()
        }

        proptest! {
            #![proptest_config(ProptestConfig::with_cases(200))]
            #[test]
            fn a_shell_sees_the_word_that_was_meant(
                words in prop::collection::vec(
                    r#"[a-z '"`$();&|<>*?~#!=\\\n\t\[\]{}%^,é-]{0,12}|\$\(id\)|-x|\PC{0,8}"#,
                    1..5,
                ),
            ) {
                let line: Vec<String> = words.iter().map(word).collect();
                prop_assert_eq!(seen(&line.join(" ")), words.clone());
                let line: Vec<String> = words.iter().map(quoted).collect();
                prop_assert_eq!(seen(&line.join(" ")), words);
            }
        }
    }
}
