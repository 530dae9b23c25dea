//! What binds the log to people and texts that stand apart from it and can be forgotten (PERS-1).

use hmac::Mac as _;
use sha2::{Digest as _, Sha256};

use super::data_key::keyed;
use super::digest::{digest, framed, framed_with_absent};
use super::{KEY_BYTES, hex, random};
use crate::failure::Result;

/// Who somebody is, as one version of them says.
#[derive(Clone, Copy, Debug)]
pub struct PersonSaid<'p> {
    pub user: u32,
    pub version: u32,
    pub email: &'p str,
    pub name: &'p str,
    pub country: Option<&'p str>,
}

/// Bytes that nobody can guess: without them a commitment confirms no guess of what it binds to.
///
/// # Errors
/// No randomness from the system.
pub fn salt() -> Result<Vec<u8>> {
    Ok(random::<KEY_BYTES>()?.to_vec())
}

/// Binds the log to one version of a person; tells nothing of them without the salt.
#[must_use]
pub fn person_commitment(ledger: &str, salt: &[u8], said: PersonSaid<'_>) -> String {
    let PersonSaid { user, version, email, name, country } = said;
    let (user, version) = (user.to_be_bytes(), version.to_be_bytes());
    let mut digest = Sha256::new();
    let said = [email.as_bytes(), name.as_bytes()];
    let parts = [b"mpn.person.v1".as_slice(), ledger.as_bytes(), &user, &version, salt];
    let parts = parts.into_iter().chain(said).map(Some).chain([country.map(str::as_bytes)]);
    framed_with_absent(parts, |bytes| digest.update(bytes));
    hex(&digest.finalize())
}

/// Binds the log to a text; tells nothing of it without the salt.
#[must_use]
pub fn text_commitment(ledger: &str, number: u32, salt: &[u8], text: &str) -> String {
    let number = number.to_be_bytes();
    digest([b"mpn.text.v1".as_slice(), ledger.as_bytes(), &number, salt, text.as_bytes()])
}

/// Binds the log to what digests of requests are keyed with from an operation on. It needs no salt:
/// nobody can guess a pepper.
#[must_use]
pub fn pepper_commitment(ledger: &str, since: u64, pepper: &[u8]) -> String {
    digest([b"mpn.pepper.v1".as_slice(), ledger.as_bytes(), &since.to_be_bytes(), pepper])
}

/// The digest of a request without secrets, keyed so that it confirms no guess of whom it named
/// once the pepper is gone.
///
/// # Errors
/// None in practice: a key may have any length.
pub fn request_digest(pepper: &[u8], ledger: &str, request: &str) -> Result<String> {
    let mut mac = keyed(pepper)?;
    let parts = [b"mpn.request.v1".as_slice(), ledger.as_bytes(), request.as_bytes()];
    framed(parts, |bytes| mac.update(bytes));
    Ok(hex(&mac.finalize().into_bytes()))
}
