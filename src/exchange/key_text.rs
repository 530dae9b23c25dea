//! What stands where an export has its keys, told apart: keys, and words about them (formats.md).
//! What may be a key is taken for one: it is not lost when it is sealed, and told for ever when it
//! stands among the words.

use std::ops::Range;

use crate::domain::secret::{Secret, folded_text, product_key, product_keys_in, text_key};

/// What stands where a key was taken out of a text.
const TAKEN_OUT: &str = "[key]";

/// Letters and digits that are a key among words. The shortest keys known have ten; days, years and
/// versions have fewer.
const LEAST_OF_A_KEY: usize = 10;

/// The longest text of several words that is one key; in bytes.
const LONGEST_OF_WORDS: usize = 64;

/// The longest single word that is sealed as it stands; in bytes. Nothing longer is a key.
const LONGEST_WORD: usize = 2_000;

/// A longer group of small letters and digits is a name, like `windows10`.
const LONGEST_SMALL_GROUP: usize = 8;

/// The words of a text that are no keys, and its keys. Blanks are folded; a key that they divide
/// has hyphens in their place, as `mpn` takes no key with blanks.
pub(super) fn told_apart(text: &str) -> (String, Vec<Secret>) {
    let text = &*with_plain_codes(text);
    if let Some(key) = product_key(text).ok().or_else(|| text_of(text)) {
        return (String::new(), vec![key]);
    }
    let (words, mut keys) = without_product_keys(text);
    let found = if is_of_groups(text) { of_words(&words) } else { among_words(&words) };
    let texts = found.into_iter().filter_map(|range| {
        let text = zeroize::Zeroizing::new(words[range.clone()].replace(' ', "-"));
        text_of(&text).map(|key| (range, key))
    });
    let (words, texts) = taken_out(&words, texts.collect());
    keys.extend(texts);
    (words, keys)
}

/// A text whose words that may be keys have hyphens and letters as they are typed, whatever a word
/// processor made of them; other words stay.
fn with_plain_codes(text: &str) -> zeroize::Zeroizing<String> {
    let plain = |word: &str| {
        let folded = folded_text(word);
        let may_be_a_key = folded.is_ascii() && has_digit(&folded);
        if may_be_a_key { folded } else { zeroize::Zeroizing::new(word.to_owned()) }
    };
    let mut plainly = zeroize::Zeroizing::new(String::with_capacity(2 * text.len()));
    for word in text.split_inclusive(char::is_whitespace) {
        plainly.push_str(&plain(word));
    }
    plainly
}

/// A text without its product keys, and those keys.
pub(super) fn without_product_keys(text: &str) -> (String, Vec<Secret>) {
    taken_out(text, product_keys_in(text))
}

/// A text without what was found in it; nothing, if nothing else is said.
fn taken_out(text: &str, found: Vec<(Range<usize>, Secret)>) -> (String, Vec<Secret>) {
    let mut left = String::with_capacity(text.len());
    let mut told = 0;
    let mut keys = Vec::with_capacity(found.len());
    for (range, key) in found {
        left.push_str(&text[told..range.start]);
        left.push_str(TAKEN_OUT);
        told = range.end;
        keys.push(key);
    }
    left.push_str(&text[told..]);
    let says_more = left.replace(TAKEN_OUT, "").chars().any(char::is_alphanumeric);
    (if says_more { left } else { String::new() }, keys)
}

/// A word as a key that is not 5×5. One that is longer than what may be typed is sealed, too: such
/// a text is no word of a sentence.
fn text_of(text: &str) -> Option<Secret> {
    let is_long = || {
        (LONGEST_OF_WORDS..=LONGEST_WORD).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_graphic())
            && has_digit(text)
            && !text.contains("://")
    };
    text_key(text).ok().or_else(|| is_long().then(|| Secret::new(text)))
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// How many letters and digits a text has.
fn length(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_alphanumeric).count()
}

/// Whether a text is nothing but groups of digits and capital letters: no sentence.
fn is_of_groups(text: &str) -> bool {
    let is_one = |byte: u8| byte == b' ' || byte.is_ascii_graphic() && !byte.is_ascii_lowercase();
    text.bytes().all(is_one) && has_digit(text)
}

/// The keys of such a text: but for a number beside a word, everything that holds a digit.
fn of_words(text: &str) -> Vec<Range<usize>> {
    let words = parts(text, |c| c == ' ');
    let mut keys = pieces(text, &runs(text, words, |word| !word.contains(TAKEN_OUT)));
    keys.retain(|key| {
        let key = &text[key.clone()];
        let groups = key.split(' ').filter(|group| has_digit(group)).count();
        groups > 1 || groups == 1 && length(key) >= LEAST_OF_A_KEY
    });
    keys
}

/// The keys that stand among the words of a sentence.
fn among_words(text: &str) -> Vec<Range<usize>> {
    let is_end = |c: char| c.is_whitespace() || ",;:=!?()[]{}<>\"'“”‘’„`".contains(c);
    let words = parts(text, is_end).into_iter().map(|word| {
        let whole = text[word.clone()].trim_end_matches('.').len();
        word.start..word.start + whole
    });
    let mut runs = runs(text, words.collect(), |word| is_code(word) || is_capitals(word));
    for run in &mut runs {
        // What stands in capitals beside a key is a word.
        let is_word = |word: &Range<usize>| is_capitals(&text[word.clone()]);
        let begin = run.iter().take_while(|word| is_word(word)).count();
        run.drain(..begin);
        let end = run.iter().rev().take_while(|word| is_word(word)).count();
        run.truncate(run.len() - end);
    }
    let mut keys = pieces(text, &runs);
    keys.retain(|key| {
        has_digit(&text[key.clone()]) && length(&text[key.clone()]) >= LEAST_OF_A_KEY
    });
    keys
}

/// Where the parts of a text stand between such characters.
fn parts(text: &str, is_end: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut begin = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| is_end(*c)) {
        parts.push(begin..at);
        begin = at + c.len_utf8();
    }
    parts.push(begin..text.len());
    parts.retain(|part| !part.is_empty());
    parts
}

/// The parts that one blank each joins, where all of them are `wanted`.
fn runs(
    text: &str,
    parts: Vec<Range<usize>>,
    wanted: impl Fn(&str) -> bool,
) -> Vec<Vec<Range<usize>>> {
    let mut runs: Vec<Vec<Range<usize>>> = Vec::new();
    let mut end = 0;
    for part in parts.into_iter().filter(|part| wanted(&text[part.clone()])) {
        let goes_on = &text[end..part.start] == " ";
        end = part.end;
        match runs.last_mut() {
            Some(run) if goes_on => run.push(part),
            _ => runs.push(vec![part]),
        }
    }
    runs
}

/// The keys that runs of words are: a word as long as a key is one by itself, those between make
/// one together.
fn pieces(text: &str, runs: &[Vec<Range<usize>>]) -> Vec<Range<usize>> {
    let is_whole = |word: &Range<usize>| length(&text[word.clone()]) >= LEAST_OF_A_KEY;
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for run in runs {
        let mut goes_on = false;
        for word in run {
            match pieces.last_mut() {
                Some(last)
                    if goes_on && !is_whole(word) && word.end - last.start <= LONGEST_OF_WORDS =>
                {
                    last.end = word.end;
                }
                _ => pieces.push(word.clone()),
            }
            goes_on = !is_whole(word);
        }
    }
    pieces
}

/// Whether a word is made of groups as keys are: digits, capital letters, small ones only together
/// with digits.
fn is_code(word: &str) -> bool {
    let is_group = |group: &str| {
        let is_small = group.bytes().any(|byte| byte.is_ascii_lowercase());
        !group.is_empty()
            && group.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && (!is_small || has_digit(group) && group.len() <= LONGEST_SMALL_GROUP)
    };
    has_digit(word) && word.split('-').all(is_group)
}

fn is_capitals(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(text: &str) -> (String, Vec<String>) {
        let (words, keys) = told_apart(text);
        (words, keys.iter().map(|key| key.reveal().to_owned()).collect())
    }

    #[test]
    fn a_text_that_may_be_a_key_is_one() {
        for (text, keys) in [
            ("qbbb6 2bt7j v9byk wx2kr k7kwp", &["QBBB6-2BT7J-V9BYK-WX2KR-K7KWP"][..]),
            ("12345 67890", &["12345-67890"]),
            ("12345 OEM 1234567 12345", &["12345-OEM-1234567-12345"]),
            ("ABCDE 12345", &["ABCDE-12345"]),
            ("12 34", &["12-34"]),
            ("335\u{2011}2761177", &["335-2761177"]),
            ("１２３４５-６７８９０", &["12345-67890"]),
            ("abc12 def34", &["abc12-def34"]),
            ("(335-2761177)", &["(335-2761177)"]),
            ("335-2761177 335-2761178", &["335-2761177", "335-2761178"]),
            ("QBBB6 2BT7J V9BYK WX2KR K7KWO", &["QBBB6-2BT7J-V9BYK-WX2KR-K7KWO"]),
            (
                "QBBB6-2BT7J-V9BYK-WX2KR-K7KWP BCDFG HJKMP QRTVW XY234 6789B",
                &["QBBB6-2BT7J-V9BYK-WX2KR-K7KWP", "BCDFG-HJKMP-QRTVW-XY234-6789B"],
            ),
        ] {
            assert_eq!(
                apart(text),
                (String::new(), keys.iter().map(ToString::to_string).collect())
            );
        }
        let long = "4711".repeat(40);
        assert_eq!(apart(&long), (String::new(), vec![long.clone()]));
        let groups = ["12345"; 20].join(" ");
        let (words, keys) = apart(&groups);
        assert_eq!((words.as_str(), keys.join("-")), ("", groups.replace(' ', "-")));
    }

    #[test]
    fn a_key_among_words_is_taken_out_of_them() {
        for (text, words, keys) in [
            (
                "QBBB6 2BT7J V9BYK WX2KR K7KWP and",
                "[key] and",
                &["QBBB6-2BT7J-V9BYK-WX2KR-K7KWP"][..],
            ),
            (
                "x86: qbbb62bt7jv9bykwx2krk7kwp, x64: BCDFG-HJKMP QRTVW XY234 6789B.",
                "x86: [key], x64: [key].",
                &["QBBB6-2BT7J-V9BYK-WX2KR-K7KWP", "BCDFG-HJKMP-QRTVW-XY234-6789B"],
            ),
            ("Use 12345 67890 to install", "Use [key] to install", &["12345-67890"]),
            ("Serial:335-2761177 (one machine)", "Serial:[key] (one machine)", &["335-2761177"]),
            ("Use PID 12345 67890.", "Use PID [key].", &["12345-67890"]),
            ("the code is \"abc12-def34\"", "the code is \"[key]\"", &["abc12-def34"]),
            (
                "Call for 1234567890 or 0987654321",
                "Call for [key] or [key]",
                &["1234567890", "0987654321"],
            ),
            (
                "QBBB6-2BT7J-V9BYK-WX2KR-K7KWO (one O?)",
                "[key] (one O?)",
                &["QBBB6-2BT7J-V9BYK-WX2KR-K7KWO"],
            ),
            ("1234567890 FOR THE SERVER", "[key] FOR THE SERVER", &["1234567890"]),
        ] {
            let keys = keys.iter().map(ToString::to_string).collect();
            assert_eq!(apart(text), (words.to_owned(), keys));
        }
    }

    #[test]
    fn words_stay_words() {
        for text in [
            "No product key required",
            "NO PRODUCT KEY REQUIRED",
            "10 USERS",
            "No key required for Windows 10, version 1809",
            "Installs Office 2010 SP2 and Visio 2013 (x64)",
            "Works with 2003/2005/2008",
            "Version 11.0.2100.60 and later",
            "Since 2019-06-25 no key is wanted",
            "See https://go.microsoft.com/fwlink/?LinkId=123456 for keys",
            "Get the key of WindowsServer2012R2 on the portal",
            "Schlüssel nicht nötig: 10 Plätze",
        ] {
            assert_eq!(apart(text), (text.to_owned(), Vec::new()));
        }
    }
}
