//! Files of product keys: one a line, blank lines and `#` comments skipped (formats.md).

use crate::domain::secret::{Secret, product_key, text_key};
use crate::exchange::{lines_said, malformed};
use crate::failure::{Failure, Result};

/// Keys and the line each stood on.
#[derive(Debug)]
pub struct Keys {
    pub keys: Vec<Secret>,
    pub lines: Vec<u32>,
}

/// Reads keys; `any_text` allows what is not 5×5.
///
/// # Errors
/// Every malformed line at once (exit 2), never with its text; `no-keys` when there is none.
pub fn read(text: &str, shown: &str, any_text: bool) -> Result<Keys> {
    let mut read = Keys { keys: Vec::new(), lines: Vec::new() };
    let mut faults = Vec::new();
    for (at, (line, text)) in lines_said(text).enumerate() {
        if at == 0 && is_header(text) {
            faults.push(format!("{shown}:{line}: the header of a column, and no key"));
            continue;
        }
        let key = if any_text {
            product_key(text).or_else(|_| text_key(text))
        } else {
            product_key(text)
        };
        match key {
            Ok(key) => {
                read.keys.push(key);
                read.lines.push(line);
            }
            Err(why) => faults.push(format!("{shown}:{line}: {why}")),
        }
    }
    if !faults.is_empty() {
        let hint = if any_text { "one key a line" } else { "--text reads keys that are not 5×5" };
        return Err(malformed(shown, faults).hint(hint));
    }
    if read.keys.is_empty() {
        return Err(
            Failure::usage("no-keys", format!("{shown} holds no key")).hint("one key a line")
        );
    }
    Ok(read)
}

/// Whether a line is what spreadsheets have above their keys: words that say so.
fn is_header(text: &str) -> bool {
    let words = text.to_lowercase();
    let are_words = words.chars().all(|c| c.is_alphabetic() || " _-".contains(c));
    let says_so = ["key", "serial", "license", "licence", "code", "schlüssel", "clé", "clave"];
    are_words && says_so.iter().any(|said| words.contains(said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bad_line_is_told_at_once_and_no_key_with_it() {
        let text =
            "# keys\nBCDFG-HJKMP-QRTVW-XY234-6789B\n\nshort\nBCDFG-HJKMP-QRTVW-XY234-6789A\n";
        let told = read(text, "our.keys", false).unwrap_err().told();
        assert_eq!(told.exit.code(), 2);
        assert_eq!(
            told.details,
            [
                "our.keys:4: 5 characters where a product key has 25",
                "our.keys:5: character 25 is in no product key",
            ]
        );
    }

    #[test]
    fn what_stands_around_a_key_in_a_spreadsheet_is_no_part_of_it() {
        for text in [
            "\"FH8K8-376KW-CMQBQ-HYQ7R-4TTQ9\",\n",
            "\"1234567890\"\n",
            "1234567890,\n",
            "1234567890;\n",
            "Server 2022\tXKXKF-4WV2V-KKR8J-YTDPC-2JFVB\n",
            "Product Key\n1234567890\n",
            "Key\n1234567890\n",
        ] {
            let told = read(text, "our.keys", true).unwrap_err().told();
            assert_eq!((told.code, told.details.len()), ("malformed-file", 1), "{text}");
            assert!(told.details[0].starts_with("our.keys:1: "), "{:?}", told.details);
        }
    }

    #[test]
    fn a_line_keeps_its_number() {
        let text = "\u{23}one\n\nBCDFG-HJKMP-QRTVW-XY234-6789B\n1234567890\n";
        let keys = read(text, "our.keys", true).unwrap();
        assert_eq!(keys.lines, [3, 4]);
    }
}
