//! The shapes by which secrets are told from every other text, wherever they were typed or read:
//! product keys, identities, recovery passphrases.

use std::ops::Range;

use zeroize::Zeroizing;

use super::folded::{Folded, folded_text};
use super::passphrase::{PASSPHRASE_DIGITS, RECOVERY};
use super::{KEY_LENGTH, Secret, is_in_keys, joins, product_key};

/// What stands where a secret was taken out of a text.
const TAKEN_OUT: &str = "[secret]";

/// The groups that an identity begins with.
const IDENTITY: [&str; 3] = ["AGE", "SECRET", "KEY"];

/// More groups than the longest secret has.
const MOST_GROUPS: usize = 12;

/// A text without what has the shape of a secret: what was read from the wrong file, or typed where
/// a name belongs, is not to be repeated.
#[must_use]
pub fn without_secrets(text: &str) -> String {
    // What is one for certain comes first: what is nearly one might begin a word too early.
    taken_out(text, secret, |rest| taken_out(rest, nearly, str::to_owned))
}

/// A text with its secrets taken out, and something done to the `rest` between them.
fn taken_out(
    text: &str,
    taken: impl Fn(&[Group<'_>]) -> Option<usize>,
    rest: impl Fn(&str) -> String,
) -> String {
    let mut left = String::with_capacity(text.len());
    let mut told = 0;
    for found in found(text, taken) {
        left.push_str(&rest(&text[told..found.start]));
        left.push_str(TAKEN_OUT);
        told = found.end;
    }
    left.push_str(&rest(&text[told..]));
    left
}

/// Whether a text holds a product key, an identity or a recovery passphrase: all of them are told
/// from every other text.
#[must_use]
pub fn holds_a_secret(text: &str) -> bool {
    !found(text, secret).is_empty()
}

/// Where product keys stand in a text, and those keys: in whatever grouping and case that no words
/// look like, and in any that makes a whole word one.
#[must_use]
pub fn product_keys_in(text: &str) -> Vec<(Range<usize>, Secret)> {
    let found = found(text, |groups| key(groups).or_else(|| key_of_a_word(groups)));
    let read = |range: Range<usize>| {
        let kept = folded_text(&text[range.clone()]);
        let kept: Zeroizing<String> =
            Zeroizing::new(kept.chars().filter(char::is_ascii_alphanumeric).collect());
        product_key(&kept).ok().map(|key| (range, key))
    };
    found.into_iter().filter_map(read).collect()
}

/// Whether a text begins as what opens sealed keys does: an identity or a recovery passphrase.
#[must_use]
pub fn is_way_in(text: &str) -> bool {
    let folded = Folded::of(text);
    begins_as_passphrase(text) || identity(&groups(&folded.text)).is_some()
}

/// Whether a text begins with the word of a recovery passphrase.
#[must_use]
pub fn begins_as_passphrase(text: &str) -> bool {
    let folded = Folded::of(text);
    let groups = groups(&folded.text);
    groups.first().is_some_and(|first| digits_behind_the_word(first.text).is_some())
}

/// Letters and digits without anything between them.
struct Group<'t> {
    text: &'t str,
    at: usize,
    /// How it follows the group before it.
    after: Joint,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Joint {
    Hyphen,
    /// Blanks, or blanks and hyphens.
    Blank,
    /// A mark that people put between groups, as `.` or `/`.
    Mark,
    /// The same with blanks beside it, as in a list.
    MarkAndBlank,
    /// Something else: it begins anew.
    Nothing,
}

/// Whether a character is put between the groups of a key where no hyphen is to be had.
fn is_mark(c: char) -> bool {
    matches!(c, '.' | '_' | '/' | ',' | ':' | ';' | '+' | '*' | '~' | '|' | '=' | '\\')
}

impl Group<'_> {
    fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The groups of a text, in their order.
fn groups(text: &str) -> Vec<Group<'_>> {
    // In UTF-8 a byte of a letter or digit stands for nothing else.
    let bytes = text.as_bytes();
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut end = 0;
    while let Some(gap) = bytes[end..].iter().position(u8::is_ascii_alphanumeric) {
        let (between, at) = (&text[end..end + gap], end + gap);
        let length = bytes[at..].iter().position(|byte| !byte.is_ascii_alphanumeric());
        end = length.map_or(text.len(), |length| at + length);
        let after = match between {
            _ if groups.is_empty() => Joint::Nothing,
            "-" => Joint::Hyphen,
            _ if between.chars().all(joins) => Joint::Blank,
            _ => {
                let mut marks = between.chars().filter(|c| !joins(*c));
                let is_one = marks.next().is_some_and(is_mark) && marks.next().is_none();
                match is_one {
                    true if between.chars().all(is_mark) => Joint::Mark,
                    true => Joint::MarkAndBlank,
                    false => Joint::Nothing,
                }
            }
        };
        groups.push(Group { text: &text[at..end], at, after });
    }
    groups
}

/// Where secrets stand in a text. `taken` tells how many groups from the first on are one.
fn found(text: &str, taken: impl Fn(&[Group<'_>]) -> Option<usize>) -> Vec<Range<usize>> {
    let folded = Folded::of(text);
    let groups = groups(&folded.text);
    let mut found = Vec::new();
    let mut first = 0;
    while first < groups.len() {
        let behind = groups[first + 1..].iter().take(MOST_GROUPS - 1);
        let run = 1 + behind.take_while(|group| group.after != Joint::Nothing).count();
        match taken(&groups[first..first + run]) {
            Some(taken) => {
                found.push(folded.range(groups[first].at..groups[first + taken - 1].end()));
                first += taken;
            }
            None => first += 1,
        }
    }
    found
}

/// How many groups are a secret, and can be nothing else.
fn secret(groups: &[Group<'_>]) -> Option<usize> {
    let of_a_word =
        || key_of_a_word(groups).filter(|taken| is_like_a_key(&whole(&groups[..*taken])));
    key(groups).or_else(of_a_word).or_else(|| identity(groups)).or_else(|| passphrase(groups))
}

/// How many groups are nearly a secret: typed with a slip, or in a form that other texts have, too.
fn nearly(groups: &[Group<'_>]) -> Option<usize> {
    // A slip of the hand in one group leaves the others.
    let word = word(groups);
    let fives = word.iter().filter(|group| group.text.len() == FIVE).count();
    let is_nearly_one = (fives >= GROUPS - 1).then_some(word.len());
    key_of_a_word(groups)
        .or(is_nearly_one)
        .or_else(|| nearly_card(groups, GROUPS))
        .or_else(|| nearly_card(groups, GROUPS - 1))
}

/// The groups that one kind of joint joins to the first one.
fn joined<'g, 't>(groups: &'g [Group<'t>], by: &[Joint]) -> &'g [Group<'t>] {
    let behind = groups[1..].iter().take_while(|group| by.contains(&group.after));
    &groups[..=behind.count()]
}

/// The groups that hyphens alone join to the first one.
fn word<'g, 't>(groups: &'g [Group<'t>]) -> &'g [Group<'t>] {
    joined(groups, &[Joint::Hyphen])
}

/// A word that reads as a product key, however it is grouped.
fn key_of_a_word(groups: &[Group<'_>]) -> Option<usize> {
    let words = [word(groups), joined(groups, &[Joint::Mark])];
    let is_key = |word: &&[Group<'_>]| product_key(&whole(word)).is_ok();
    words.into_iter().find(is_key).map(<[_]>::len)
}

/// Groups of a product key of which one is mistyped, or missing.
fn nearly_card(groups: &[Group<'_>], of: usize) -> Option<usize> {
    let card = joined(groups, &[Joint::Hyphen, Joint::Blank]).get(..of)?;
    let whole = card.iter().filter(|group| group.text.len() == FIVE && is_of_keys(group)).count();
    let in_groups = card.iter().all(|group| group.text.len().abs_diff(FIVE) <= 1);
    (in_groups && whole >= GROUPS - 1).then_some(of)
}

/// Characters of a group of a product key, and its groups.
const FIVE: usize = 5;
const GROUPS: usize = KEY_LENGTH / FIVE;

/// A product key in groups of five, whatever joins them: no words look like that. Where none is
/// set apart from the next, it must look like a key by itself.
fn key(groups: &[Group<'_>]) -> Option<usize> {
    let mut length = 0;
    let in_fives = |group: &&Group<'_>| group.text.len().is_multiple_of(FIVE) && is_of_keys(group);
    for (at, group) in groups.iter().take_while(in_fives).enumerate() {
        length += group.text.len();
        if length >= KEY_LENGTH {
            let card = &groups[..=at];
            let whole = whole(card);
            let is_listed = card[1..].iter().any(|group| group.after >= Joint::Mark);
            // A list of numbers is no key.
            let may_be_more = at == 0 || is_listed;
            let is_one = product_key(&whole).is_ok() && (!may_be_more || is_like_a_key(&whole));
            return is_one.then_some(card.len());
        }
    }
    None
}

/// Whether a text of as many characters as a product key is not to be taken for anything else. A
/// word of so many letters, no vowel among them, is not to be expected, but a number is; and what
/// is made up at random has capitals and small letters.
fn is_like_a_key(bare: &str) -> bool {
    let has = |kind: fn(&u8) -> bool| bare.as_bytes().iter().any(kind);
    has(u8::is_ascii_digit) && has(u8::is_ascii_uppercase) != has(u8::is_ascii_lowercase)
}

fn is_of_keys(group: &Group<'_>) -> bool {
    group.text.chars().map(|c| c.to_ascii_uppercase()).all(|c| c == 'N' || is_in_keys(c))
}

/// Groups without what stands between them.
fn whole(groups: &[Group<'_>]) -> Zeroizing<String> {
    let mut whole =
        Zeroizing::new(String::with_capacity(groups.iter().map(|g| g.text.len()).sum()));
    for group in groups {
        whole.push_str(group.text);
    }
    whole
}

/// An identity of age, in its one word.
fn identity(groups: &[Group<'_>]) -> Option<usize> {
    let word = groups.get(..=IDENTITY.len())?;
    let begins =
        IDENTITY.iter().zip(word).all(|(begin, group)| group.text.eq_ignore_ascii_case(begin));
    let is_word = word[1..].iter().all(|group| group.after == Joint::Hyphen);
    (begins && is_word).then_some(word.len())
}

/// A recovery passphrase in whatever grouping, or so much of it that the rest can be tried out:
/// more than half of its digits, one group among them mistyped.
fn passphrase(groups: &[Group<'_>]) -> Option<usize> {
    let mut digits = digits_behind_the_word(groups[0].text)?.len();
    let (mut taken, mut slips) = (1, 0);
    let behind = &joined(groups, &[Joint::Hyphen, Joint::Blank, Joint::Mark])[1..];
    for (at, group) in (1..).zip(behind) {
        match group.text.len() {
            _ if digits >= PASSPHRASE_DIGITS => break,
            length if is_hexadecimal(group.text) => {
                digits += length;
                taken = at + 1;
            }
            3..=5 if slips == 0 => slips += 1,
            _ => break,
        }
    }
    (digits > PASSPHRASE_DIGITS / 2).then_some(taken)
}

/// What follows the word that a passphrase begins with, in the same group, if it does.
fn digits_behind_the_word(group: &str) -> Option<&str> {
    let (word, digits) = group.split_at_checked(RECOVERY.len())?;
    (word.eq_ignore_ascii_case(RECOVERY) && is_hexadecimal(digits)).then_some(digits)
}

fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "BCDFG-HJKMP-QRTVW-XY234-6789B";
    const PASSPHRASE: &str = "recovery-8fee-970b-0081-4311-83c3-533e-1085-65de";

    #[test]
    fn what_has_the_shape_of_a_secret_is_taken_out_of_a_text() {
        for secret in [
            "BCDFG-HJKMP-QRTVW-XY234-6789B",
            "bcdfghjkmpqrtvwxy2346789b",
            "BCDFG-HJKMP-QRTVW-XY234-6789OO",
            "BCDFG HJKMP QRTVW XY234 6789B",
            "bcdfg hjkmp-qrtvw  xy234 - 6789b",
            "BCDFG\u{a0}HJKMP\u{2013}QRTVW\tXY234 6789B",
            "BCDFGHJKMP QRTVW XY2346789B",
            "BcdfgHjkmpQrtvwXy2346789b",
            "BCDFG HJKMP QRTVO XY234 6789B",
            "BCDFG HJKMP QRTV XY234 6789B",
            "HJKMP QRTVW XY234 6789B",
            "AGE-SECRET-KEY-1QQQ",
            PASSPHRASE,
            &PASSPHRASE.to_uppercase(),
            &PASSPHRASE.replace('-', " "),
            "Recovery 8fee970b008143 1183c3533e1085 65de",
            "recovery-8fee-970b-0081-4311-83c3-533e-1085",
            "recovery-8fee-970b-oo81-4311-83c3-533e-1085-65de",
        ] {
            let told = without_secrets(&format!("a.csv:1: `{secret}` is é nothing"));
            assert_eq!(told, "a.csv:1: `[secret]` is é nothing");
        }
        for text in [
            "a short-lived name",
            "87828504-ffaa-51bb-8298-e9a9f188e27a",
            "recovery of 2026-06-01",
            "recovery-20260601-20260701",
            "Their first seats were given there",
            "AGE-SECRET-KEY-",
            "…",
            "",
        ] {
            assert_eq!(without_secrets(text), text);
        }
    }

    #[test]
    fn a_secret_is_taken_out_and_the_words_beside_it_stay() {
        for (text, told) in [
            (format!("Then {KEY} broke"), "Then [secret] broke"),
            (format!("Their {} broke", KEY.replace('-', " ")), "Their [secret] broke"),
            (format!("{KEY} {KEY}"), "[secret] [secret]"),
            (format!("x-{KEY}-y"), "x-[secret]-y"),
            (format!("see {PASSPHRASE} also"), "see [secret] also"),
        ] {
            assert_eq!(without_secrets(&text), told);
        }
    }

    #[test]
    fn product_keys_are_found_among_words() {
        let text = format!("{KEY}, bcdfg hjkmp qrtvw xy234 6789c and BcdfgHjkmpQrtvwXy2346789d!");
        let found = product_keys_in(&text);
        let keys: Vec<&str> = found.iter().map(|(_, key)| key.reveal()).collect();
        let tails = ["6789B", "6789C", "6789D"];
        assert_eq!(keys, tails.map(|tail| KEY.replace("6789B", tail)));
        let read = found.into_iter().map(|(range, _)| range);
        let places: Vec<&str> = read.map(|range| &text[range]).collect();
        assert_eq!(places.join("|").len(), KEY.len() + 29 + 25 + 2);
        assert!(product_keys_in("no key required").is_empty());
    }

    #[test]
    fn only_what_can_be_nothing_else_is_held_for_a_secret() {
        for text in [
            &format!("--reason={KEY}"),
            &format!("x-{KEY}-y"),
            &KEY.replace('-', " "),
            &KEY.replace('-', "\u{a0}").to_lowercase(),
            "printed: bcdfg-hjkmp qrtvw xy234-6789b",
            "BCDFG HJKMPQRTVW XY234 6789B",
            "BCDFGHJKMPQRTVWXY2346789B",
            "bcdfghjkmpqrtvwxy2346789b",
            "NCDFGHJKMPQRTVWXY2346789B",
            // As people get around what looks for keys (A12).
            &KEY.replace('-', "."),
            &KEY.replace('-', "_"),
            &KEY.replace('-', "/"),
            &KEY.replace('-', ":").to_lowercase(),
            &KEY.replace('-', "+"),
            &KEY.replace('-', ", "),
            &KEY.replace('-', "\u{2011}"),
            &KEY.replace('-', "\u{2212}"),
            &KEY.replace('-', "\u{ad}-"),
            &KEY.replace('-', "\u{200b}"),
            &KEY.replace('-', "-\n  "),
            "BCDFGHJK-MPQRTVWX-Y2346789B",
            "BCDFGHJK.MPQRTVWX.Y2346789B",
            "ＢＣＤＦＧ-ＨＪＫＭＰ-ＱＲＴＶＷ-ＸＹ２３４-６７８９Ｂ",
            "x age-secret-key-1qqq",
            &format!("in the safe: {PASSPHRASE}"),
            &PASSPHRASE.to_uppercase(),
        ] {
            assert!(holds_a_secret(text), "{text}");
        }
        for text in [
            // Small and capital letters, no digit, no letter, a character too many or too few.
            "BCDFGHJKMPQRTVWXY2346789b",
            "BCDFGHJKMPQRTVWXYBCDFGHJK",
            "2346789234678923467892346",
            "BCDFGHJKMPQRTVWXY2346789BC",
            "BCDFGHJKMPQRTVWXY2346789",
            "…6789B",
            "three-month-trial-bonus-extra",
            "BCDFG HJKMP QRTVW XY234",
            "23467, 89234, 34678, 42367, 98734",
            "BCDFG (HJKMP) QRTVW XY234 6789B",
            "a recovery passphrase was made",
            "recovery-plan-of-the-datacenter-in-amsterdam",
            "where the age-secret-key is kept",
        ] {
            assert!(!holds_a_secret(text), "{text}");
        }
    }

    #[test]
    fn what_is_made_of_digits_and_letters_for_other_ends_is_no_secret() {
        for text in [
            // Heads and digests, request ids, UUIDs and ULIDs.
            "7:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "8d969eef6ecad3c29a3a629280e686cf",
            "BB8F7B6DD2C94F3CB2F6D9C8B7F4D3C2",
            "87828504-ffaa-51bb-8298-e9a9f188e27a",
            "{B7C8D9F2-B4C6-48D2-9F3B-C2D4F6B8D9C7}",
            "01ARZ3NDEKTSV4RRFFQ69G5FAV",
            // Recipients, emails, tenants, product names.
            "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kudcyhd0s7xq2gt",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN",
            "bjorn.k.mcgrath.2346789.bcdfg@contoso.onmicrosoft.com",
            "b.mrt.3#EXT#@fabrikam23467892346.onmicrosoft.com",
            "98734 23467 89234, 34678 and 42367",
        ] {
            assert!(!holds_a_secret(text), "{text}");
            assert_eq!(without_secrets(text), text);
        }
    }

    #[test]
    fn a_way_in_is_told_from_a_recipient() {
        for text in ["AGE-SECRET-KEY-1QQQ", PASSPHRASE, &PASSPHRASE.to_uppercase()] {
            assert!(is_way_in(text), "{text}");
        }
        for text in ["age1qqq", "ssh-ed25519 AAAA", ""] {
            assert!(!is_way_in(text), "{text}");
        }
    }
}
