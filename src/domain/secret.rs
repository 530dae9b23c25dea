//! Secrets as values: a text that shows itself nowhere, how product keys are read, and what a
//! sealed secret consists of. The sealing itself is in `crate::seal`.

mod folded;
mod passphrase;
mod shape;

use std::fmt;

use serde::{Serialize, Serializer};
use zeroize::Zeroizing;

use super::id::{ContractId, Id, KeyId};

pub use folded::folded_text;
pub use passphrase::{PASSPHRASE_DIGITS, passphrase_of, recovery_passphrase};
pub use shape::{
    begins_as_passphrase, holds_a_secret, is_way_in, product_keys_in, without_secrets,
};

/// A product key or a support ID. Neither `Debug` nor serde tells it; only [`Secret::reveal`] does.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a text into keeping.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Secret(Zeroizing::new(text.to_owned()))
    }

    /// The text itself. Who calls this hands it to somebody.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The last five characters of a full-length key, as lists show it; nothing of a shorter one.
    #[must_use]
    pub fn tail(&self) -> Option<String> {
        let length = self.0.chars().filter(|c| *c != '-').count();
        let tail = self.0.char_indices().nth_back(4).map(|(at, _)| &self.0[at..]);
        tail.filter(|_| length >= KEY_LENGTH).map(str::to_owned)
    }

    /// The form in which keys are compared: no case, spaces or hyphens.
    #[must_use]
    pub fn compared(&self) -> Zeroizing<String> {
        let kept = self.0.chars().filter(|c| !matches!(c, ' ' | '-'));
        Zeroizing::new(kept.map(|c| c.to_ascii_uppercase()).collect())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<secret>")
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("<secret>")
    }
}

/// Characters of a product key without its hyphens.
pub const KEY_LENGTH: usize = 25;

/// Whether the alphabet of product keys has this character.
fn is_in_keys(c: char) -> bool {
    matches!(c, 'B'..='D' | 'F'..='H' | 'J' | 'K' | 'M' | 'P'..='R' | 'T' | 'V'..='Y' | '2'..='4' | '6'..='9')
}

/// Whether a character, folded, stands between the groups of a secret: a blank or a hyphen.
fn joins(c: char) -> bool {
    c == '-' || c.is_whitespace()
}

/// Reads a product key of 5×5 characters (formats.md) in whatever case and grouping, and writes
/// it as it is printed on a card.
///
/// # Errors
/// A sentence that says what is wrong, without the text itself.
pub fn product_key(text: &str) -> Result<Secret, String> {
    let mut bare = Zeroizing::new(String::with_capacity(text.len()));
    let kept = text.chars().flat_map(folded::folded).filter(|c| !joins(*c));
    bare.extend(kept.map(|c| c.to_ascii_uppercase()));
    let length = bare.chars().count();
    if length != KEY_LENGTH {
        return Err(format!("{length} characters where a product key has {KEY_LENGTH}"));
    }
    if let Some(at) = bare.chars().position(|c| c != 'N' && !is_in_keys(c)) {
        return Err(format!("character {} is in no product key", at + 1));
    }
    if bare.bytes().filter(|c| *c == b'N').count() > 1 {
        return Err("more than one N, where a product key has one at most".to_owned());
    }
    Ok(Secret(grouped(&bare, 5)))
}

/// A text of ASCII in groups of so many characters, hyphens between them.
fn grouped(text: &str, of: usize) -> Zeroizing<String> {
    let mut grouped = Zeroizing::new(String::with_capacity(2 * text.len()));
    for (at, c) in text.chars().enumerate() {
        if at > 0 && at % of == 0 {
            grouped.push('-');
        }
        grouped.push(c);
    }
    grouped
}

/// Reads a key that is not 5×5 (`--text`): 4 to 64 printable ASCII characters without spaces.
///
/// # Errors
/// A sentence that says what is wrong, without the text itself.
pub fn text_key(text: &str) -> Result<Secret, String> {
    if !(4..=64).contains(&text.chars().count()) {
        return Err(format!("{} characters where a key has 4 to 64", text.chars().count()));
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("a space, or a character that is not printable ASCII".to_owned());
    }
    if text.contains(['"', '\'', ',', ';', '`']) {
        return Err("a quote or a separator, as of a CSV; a key stands on a line alone".to_owned());
    }
    Ok(Secret::new(text))
}

/// What a sealed secret belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SecretOf {
    Key(KeyId),
    AccessId(ContractId),
    ContractId(ContractId),
}

impl SecretOf {
    /// The word for its kind, and the number of what it belongs to.
    #[must_use]
    pub fn place(self) -> (&'static str, u32) {
        match self {
            SecretOf::Key(id) => ("key", id.number()),
            SecretOf::AccessId(id) => ("access-id", id.number()),
            SecretOf::ContractId(id) => ("contract-id", id.number()),
        }
    }
}

/// A sealed secret as it lies in the ledger; every part but the tail is opaque.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Hides and binds the plaintext; the log names the secret by it. Hexadecimal.
    pub commitment: String,
    /// The epoch of the data key it is sealed with.
    pub epoch: u32,
    pub nonce: Vec<u8>,
    pub sealed: Vec<u8>,
    /// The last five characters of a full-length key.
    pub tail: Option<String>,
    /// Tells equal product keys within an epoch; 16 bytes.
    pub fingerprint: Option<Vec<u8>>,
    /// Over all of the above, so that damage is seen without an identity; 32 bytes.
    pub digest: Vec<u8>,
}

/// The data key of an epoch, wrapped to recipients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedKey {
    pub epoch: u32,
    /// An age file.
    pub wrapped: Vec<u8>,
    /// Over the above. Hexadecimal.
    pub digest: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_key_is_read_in_any_case_and_grouping() {
        for text in [
            "BCDFG-HJKMP-QRTVW-XY234-6789B",
            "bcdfghjkmpqrtvwxy2346789b",
            " BCDFG HJKMP QRTVW XY234 6789B ",
            "BCDFG\u{2013}HJKMP\u{2011}QRTVW\u{a0}XY234\t6789B",
            "BCDFG\u{2212}HJKMP\u{ad}-QRTVW-\u{200b}XY234\u{fe63}6789B",
            "ＢＣＤＦＧ－ＨＪＫＭＰ－ＱＲＴＶＷ－ＸＹ２３４－６７８９Ｂ",
        ] {
            assert_eq!(product_key(text).unwrap().reveal(), "BCDFG-HJKMP-QRTVW-XY234-6789B");
        }
        assert!(product_key("NCDFG-HJKMP-QRTVW-XY234-6789B").is_ok());
    }

    #[test]
    fn what_is_no_product_key_is_told_without_saying_it() {
        for text in [
            "",
            "BCDFG-HJKMP-QRTVW-XY234",
            "ACDFG-HJKMP-QRTVW-XY234-6789B",
            "NNDFG-HJKMP-QRTVW-XY234-6789B",
            "BCDFG-HJKMP-QRTVW-XY234-6789é",
        ] {
            let why = product_key(text).unwrap_err();
            assert!(text.is_empty() || !why.contains(text), "{why}");
        }
    }

    #[test]
    fn a_secret_is_not_told_by_debug_or_serde() {
        let secret = Secret::new("BCDFG-HJKMP-QRTVW-XY234-6789B");
        assert_eq!(format!("{secret:?}"), "<secret>");
        assert_eq!(secret.tail().as_deref(), Some("6789B"));
        assert_eq!(Secret::new("1234567890").tail(), None);
    }
}
