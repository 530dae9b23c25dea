//! Recovery passphrases, as they are told, written down and read again.

use zeroize::Zeroizing;

use super::folded::folded;
use super::{grouped, joins};

/// The word that a recovery passphrase begins with.
pub(super) const RECOVERY: &str = "recovery";

/// The digits of a recovery passphrase, hexadecimal.
pub const PASSPHRASE_DIGITS: usize = 32;

/// The recovery passphrase that these digits make, as it is told and written down.
#[must_use]
pub fn passphrase_of(digits: &str) -> Zeroizing<String> {
    let mut passphrase = Zeroizing::new(String::with_capacity(RECOVERY.len() + 2 * digits.len()));
    passphrase.extend([RECOVERY, "-", &grouped(digits, 4)]);
    passphrase
}

/// Reads a recovery passphrase as it was written down, in whatever case and grouping, and writes it
/// as it was told.
///
/// # Errors
/// A sentence that says what is wrong, without the text itself.
pub fn recovery_passphrase(text: &str) -> Result<Zeroizing<String>, String> {
    let mut written = Zeroizing::new(String::with_capacity(text.len()));
    let kept = text.chars().flat_map(folded).filter(|c| !joins(*c));
    written.extend(kept.map(|c| c.to_ascii_lowercase()));
    let digits = written.strip_prefix(RECOVERY);
    let digits = digits.ok_or_else(|| format!("it does not begin with `{RECOVERY}`"))?;
    let length = digits.chars().count();
    if length != PASSPHRASE_DIGITS {
        return Err(format!("{length} digits where a recovery passphrase has {PASSPHRASE_DIGITS}"));
    }
    if let Some(at) = digits.chars().position(|c| !c.is_ascii_hexdigit()) {
        return Err(format!("digit {} of the recovery passphrase is none from 0 to f", at + 1));
    }
    Ok(passphrase_of(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSPHRASE: &str = "recovery-8fee-970b-0081-4311-83c3-533e-1085-65de";

    #[test]
    fn a_passphrase_is_told_in_groups_of_four_digits() {
        let digits = PASSPHRASE[RECOVERY.len()..].replace('-', "");
        assert_eq!(*passphrase_of(&digits), PASSPHRASE);
        for written in [PASSPHRASE, &PASSPHRASE.to_uppercase(), &format!("recovery {digits} ")] {
            assert_eq!(recovery_passphrase(written).as_deref(), Ok(&PASSPHRASE.to_owned()));
        }
        for text in ["", "recovery", "AGE-SECRET-KEY-1QQQ", &PASSPHRASE[..47]] {
            assert!(recovery_passphrase(text).is_err(), "{text}");
        }
    }
}
