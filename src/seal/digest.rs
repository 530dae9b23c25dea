//! Digests: what a row, a request or a name must be, if nobody changed it.

use sha2::{Digest, Sha256};

use crate::domain::secret::Sealed;

/// The digest that a sealed row must carry.
#[must_use]
pub fn sealed_digest(ledger: &str, value: &Sealed) -> Vec<u8> {
    sha256([
        b"mpn.sealed-value.v1".as_slice(),
        ledger.as_bytes(),
        value.commitment.as_bytes(),
        &value.epoch.to_be_bytes(),
        &value.nonce,
        &value.sealed,
        // Absent is told from empty.
        &[u8::from(value.tail.is_some()), u8::from(value.fingerprint.is_some())],
        value.tail.as_deref().unwrap_or_default().as_bytes(),
        value.fingerprint.as_deref().unwrap_or_default(),
    ])
    .to_vec()
}

/// The digest that a wrapped data key must carry.
#[must_use]
pub fn wrapped_digest(ledger: &str, epoch: u32, wrapped: &[u8]) -> String {
    let epoch = epoch.to_be_bytes();
    digest([b"mpn.data-key.v1".as_slice(), ledger.as_bytes(), &epoch, wrapped])
}

/// The digest that a recovery identity, locked with its passphrase, must have.
#[must_use]
pub fn recovery_digest(ledger: &str, recipient: &str, locked: &[u8]) -> String {
    digest([b"mpn.recovery.v1".as_slice(), ledger.as_bytes(), recipient.as_bytes(), locked])
}

/// By which a ledger's seal is known again: its id, and what its log binds itself to of the first
/// data key.
#[must_use]
pub fn seal_print(ledger: &str, data_key: &str) -> String {
    digest([b"mpn.seal-print.v1".as_slice(), ledger.as_bytes(), data_key.as_bytes()])
}

/// The name under which something about a path is kept.
#[must_use]
pub fn path_digest(path: &[u8]) -> String {
    digest([b"mpn.path.v1".as_slice(), path])[..32].to_owned()
}

/// The id under which calendars know a deadline.
#[must_use]
pub fn event_uid(ledger: &str, kind: &str, subject: &str) -> String {
    let digest = digest([
        b"mpn.deadline.v1".as_slice(),
        ledger.as_bytes(),
        kind.as_bytes(),
        subject.as_bytes(),
    ]);
    format!("{}@mpn", &digest[..32])
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// The bytes that lower-case hexadecimal digits stand for; what is no such text stands for none.
#[must_use]
pub fn bytes_of(hex: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let mut bytes = Vec::with_capacity(hex.len() / 2);
    for pair in hex.as_bytes().chunks_exact(2) {
        let (Some(high), Some(low)) = (digit(pair[0]), digit(pair[1])) else { return Vec::new() };
        bytes.push(high << 4 | low);
    }
    bytes
}

/// Hands each part over with its length before it, so that no two lists of parts look alike.
pub(super) fn framed<'p>(parts: impl IntoIterator<Item = &'p [u8]>, take: impl FnMut(&[u8])) {
    framed_with_absent(parts.into_iter().map(Some), take);
}

/// The same where a part may be absent, which is told from an empty one: no part has that length.
pub(super) fn framed_with_absent<'p>(
    parts: impl IntoIterator<Item = Option<&'p [u8]>>,
    mut take: impl FnMut(&[u8]),
) {
    for part in parts {
        take(&part.map_or(u64::MAX, |part| part.len() as u64).to_be_bytes());
        part.into_iter().for_each(&mut take);
    }
}

fn sha256<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> [u8; 32] {
    let mut digest = Sha256::new();
    framed(parts, |bytes| digest.update(bytes));
    digest.finalize().into()
}

/// The same parts, and no others, have this digest. Hexadecimal.
pub(super) fn digest<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> String {
    hex(&sha256(parts))
}
