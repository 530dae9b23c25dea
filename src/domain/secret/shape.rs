//! The shapes by which secrets are told from every other text, wherever they were typed or read:
//! product keys, identities, recovery passphrases.

use std::ops::Range;

use zeroize::Zeroizing;

use super::{KEY_LENGTH, product_key};

/// What stands where a secret was taken out of a text.
const TAKEN_OUT: &str = "[secret]";

/// The word that a recovery passphrase begins with.
const RECOVERY: &str = "recovery";

/// The digits of a recovery passphrase, hexadecimal.
pub const PASSPHRASE_DIGITS: usize = 32;

/// The groups that an identity begins with.
const IDENTITY: [&str; 3] = ["AGE", "SECRET", "KEY"];

/// More groups than the longest secret has.
const MOST_GROUPS: usize = 12;

/// A text without what has the shape of a secret: what was read from the wrong file, or typed where
/// a name belongs, is not to be repeated.
#[must_use]
pub fn without_secrets(text: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut told = 0;
    for found in found(text, |groups| secret(groups).or_else(|| nearly(groups))) {
        left.push_str(&text[told..found.start]);
        left.push_str(TAKEN_OUT);
        told = found.end;
    }
    left.push_str(&text[told..]);
    left
}

/// Whether a text holds a product key as it is printed on a card, an identity or a recovery
/// passphrase: all of them are told from every other text.
#[must_use]
pub fn holds_a_secret(text: &str) -> bool {
    !found(text, secret).is_empty()
}

/// Whether a text begins as what opens sealed keys does: an identity or a recovery passphrase.
#[must_use]
pub fn is_way_in(text: &str) -> bool {
    let groups = groups(text);
    begins_as_passphrase(text) || identity(&groups).is_some()
}

/// Whether a text begins with the word of a recovery passphrase.
#[must_use]
pub fn begins_as_passphrase(text: &str) -> bool {
    groups(text).first().is_some_and(|first| digits_behind_the_word(first.text).is_some())
}

/// The recovery passphrase that these digits make, as it is told and written down.
#[must_use]
pub fn passphrase_of(digits: &str) -> Zeroizing<String> {
    let mut passphrase = Zeroizing::new(String::with_capacity(RECOVERY.len() + 2 * digits.len()));
    passphrase.push_str(RECOVERY);
    for (at, digit) in digits.chars().enumerate() {
        if at % 4 == 0 {
            passphrase.push('-');
        }
        passphrase.push(digit);
    }
    passphrase
}

/// Letters and digits without anything between them.
struct Group<'t> {
    text: &'t str,
    at: usize,
    /// How it follows the group before it.
    after: Joint,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Hyphen,
    /// Blanks, or blanks and hyphens.
    Blank,
    /// Something else: it begins anew.
    Nothing,
}

impl Group<'_> {
    fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The groups of a text, in their order.
fn groups(text: &str) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut end = 0;
    while let Some(at) = text[end..].find(|c: char| c.is_ascii_alphanumeric()) {
        let (between, at) = (&text[end..end + at], end + at);
        let is_over = |c: char| !c.is_ascii_alphanumeric();
        end = text[at..].find(is_over).map_or(text.len(), |length| at + length);
        let after = match between {
            _ if groups.is_empty() => Joint::Nothing,
            "-" => Joint::Hyphen,
            _ if between.chars().all(|c| c == '-' || c.is_whitespace()) => Joint::Blank,
            _ => Joint::Nothing,
        };
        groups.push(Group { text: &text[at..end], at, after });
    }
    groups
}

/// Where secrets stand in a text. `taken` tells how many groups from the first on are one.
fn found(text: &str, taken: impl Fn(&[Group<'_>]) -> Option<usize>) -> Vec<Range<usize>> {
    let groups = groups(text);
    let mut found = Vec::new();
    let mut first = 0;
    while first < groups.len() {
        let behind = groups[first + 1..].iter().take(MOST_GROUPS - 1);
        let run = 1 + behind.take_while(|group| group.after != Joint::Nothing).count();
        match taken(&groups[first..first + run]) {
            Some(taken) => {
                found.push(groups[first].at..groups[first + taken - 1].end());
                first += taken;
            }
            None => first += 1,
        }
    }
    found
}

/// How many groups are a secret, and can be nothing else.
fn secret(groups: &[Group<'_>]) -> Option<usize> {
    key(groups).or_else(|| identity(groups)).or_else(|| passphrase(groups))
}

/// How many groups are nearly a secret: typed with a slip, or in a form that other texts have, too.
fn nearly(groups: &[Group<'_>]) -> Option<usize> {
    let hyphens = groups[1..].iter().take_while(|group| group.after == Joint::Hyphen);
    let word = &groups[..=hyphens.count()];
    let whole: Zeroizing<String> = Zeroizing::new(word.iter().map(|group| group.text).collect());
    // A slip of the hand in one group leaves the others.
    let fives = word.iter().filter(|group| group.text.len() == 5).count();
    (fives >= 4 || product_key(&whole).is_ok()).then_some(word.len())
}

/// A product key as it is printed on a card.
fn key(groups: &[Group<'_>]) -> Option<usize> {
    let card = groups.get(..KEY_LENGTH / 5)?;
    let is_card = card.iter().all(|group| group.text.len() == 5)
        && card[1..].iter().all(|group| group.after == Joint::Hyphen);
    let bare = || Zeroizing::new(card.iter().map(|group| group.text).collect::<String>());
    (is_card && product_key(&bare()).is_ok()).then_some(card.len())
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
    for (at, group) in (1..).zip(&groups[1..]) {
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

    const PASSPHRASE: &str = "recovery-8fee-970b-0081-4311-83c3-533e-1085-65de";

    #[test]
    fn what_has_the_shape_of_a_secret_is_taken_out_of_a_text() {
        for secret in [
            "BCDFG-HJKMP-QRTVW-XY234-6789B",
            "bcdfghjkmpqrtvwxy2346789b",
            "BCDFG-HJKMP-QRTVW-XY234-6789OO",
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
            "AGE-SECRET-KEY-",
            "--help",
            "…",
            "",
        ] {
            assert_eq!(without_secrets(text), text);
        }
    }

    #[test]
    fn only_what_can_be_nothing_else_is_held_for_a_secret() {
        for text in [
            "--reason=BCDFG-HJKMP-QRTVW-XY234-6789B",
            "x age-secret-key-1qqq",
            &format!("in the safe: {PASSPHRASE}"),
            &PASSPHRASE.to_uppercase(),
        ] {
            assert!(holds_a_secret(text), "{text}");
        }
        for text in [
            "BCDFGHJKMPQRTVWXY2346789B",
            "…6789B",
            "three-month-trial-bonus-extra",
            "a recovery passphrase was made",
            "recovery-plan-of-the-datacenter-in-amsterdam",
            "where the age-secret-key is kept",
        ] {
            assert!(!holds_a_secret(text), "{text}");
        }
    }

    #[test]
    fn a_passphrase_is_told_in_groups_of_four_digits() {
        let digits = PASSPHRASE[RECOVERY.len()..].replace('-', "");
        assert_eq!(*passphrase_of(&digits), PASSPHRASE);
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
