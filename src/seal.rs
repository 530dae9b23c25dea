//! Seals and opens secrets. A secret is sealed with XChaCha20-Poly1305 under the data key of an
//! epoch; the data key is wrapped with age to the recipients who may open it. The log holds only
//! a commitment that hides the secret and binds the ledger to it.

use std::io::Read as _;
use std::path::Path;

use age::secrecy::ExposeSecret;
use anyhow::Context as _;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::domain::secret::{Sealed, Secret, WrappedKey};
use crate::failure::{Failure, Result};

const SALT_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;
const KEY_BYTES: usize = 32;
const FINGERPRINT_BYTES: usize = 16;
/// Sealed texts are padded to a multiple of this, so that their length tells little.
const PADDED_TO: usize = 64;

/// The data key of an epoch, in clear: it seals and opens the secrets of one ledger.
pub struct DataKey {
    pub epoch: u32,
    ledger: String,
    cipher: XChaCha20Poly1305,
    /// Keyed once: the schedule costs as much as the rest of a fingerprint.
    fingerprints: Hmac<Sha256>,
    requests: Zeroizing<[u8; KEY_BYTES]>,
}

impl DataKey {
    fn from_bytes(epoch: u32, ledger: &str, bytes: &[u8]) -> Result<Self> {
        let cipher = XChaCha20Poly1305::new_from_slice(bytes).map_err(|_| damaged())?;
        Ok(DataKey {
            epoch,
            ledger: ledger.to_owned(),
            cipher,
            fingerprints: keyed(derived(bytes, b"mpn.fingerprint.v1")?.as_slice())?,
            requests: derived(bytes, b"mpn.request.v1")?,
        })
    }

    /// Makes the data key of a new epoch and wraps it to `recipients` (age public keys).
    ///
    /// # Errors
    /// A malformed recipient, or no randomness from the system.
    pub fn make(epoch: u32, ledger: &str, recipients: &[String]) -> Result<(Self, WrappedKey)> {
        let bytes = Zeroizing::new(random::<KEY_BYTES>()?);
        let key = DataKey::from_bytes(epoch, ledger, bytes.as_slice())?;
        let parsed: Vec<age::x25519::Recipient> = recipients
            .iter()
            .map(|recipient| {
                recipient.parse().map_err(|why: &str| {
                    Failure::usage(
                        "malformed-recipient",
                        format!("`{recipient}` is not an age public key: {why}"),
                    )
                })
            })
            .collect::<Result<_>>()?;
        let wrapped = wrap(&parsed, bytes.as_slice()).context("cannot wrap the data key")?;
        let digest = wrapped_digest(ledger, epoch, &wrapped);
        Ok((key, WrappedKey { epoch, wrapped, digest }))
    }

    /// Unwraps the data key with the identity in a file.
    ///
    /// # Errors
    /// `identity-does-not-open` when the identity is not one of the recipients.
    pub fn unwrap(ledger: &str, wrapped: &WrappedKey, identity: &Identity) -> Result<Self> {
        if wrapped_digest(ledger, wrapped.epoch, &wrapped.wrapped) != wrapped.digest {
            return Err(damaged());
        }
        // The words of the age crate come from files of its own, which need not be there.
        let opened = open_age(&wrapped.wrapped, identity).ok_or_else(|| {
            Failure::failed(
                "identity-does-not-open",
                format!(
                    "the identity {} is none of those that open this ledger's keys",
                    identity.path
                ),
            )
            .hint("--identity FILE names another")
        })?;
        DataKey::from_bytes(wrapped.epoch, ledger, &opened)
    }

    /// Seals secrets, in order. `fingerprinted` is for product keys, which must not stand twice;
    /// the low-entropy support IDs get no fingerprint.
    ///
    /// # Errors
    /// No randomness from the system.
    pub fn seal(&self, secrets: &[Secret], fingerprinted: bool) -> Result<Vec<Sealed>> {
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        // A thread costs more than it gains for a handful of keys.
        let share = secrets.len().div_ceil(workers).max(256);
        let shares: Vec<Result<Vec<Sealed>>> = std::thread::scope(|scope| {
            let running: Vec<_> = secrets
                .chunks(share)
                .map(|chunk| scope.spawn(move || self.seal_share(chunk, fingerprinted)))
                .collect();
            running.into_iter().map(|worker| worker.join().unwrap_or(Err(damaged()))).collect()
        });
        let mut sealed = Vec::with_capacity(secrets.len());
        for share in shares {
            sealed.extend(share?);
        }
        Ok(sealed)
    }

    fn seal_share(&self, secrets: &[Secret], fingerprinted: bool) -> Result<Vec<Sealed>> {
        let each = SALT_BYTES + NONCE_BYTES;
        let mut chance = Zeroizing::new(vec![0; secrets.len() * each]);
        getrandom::fill(&mut chance).map_err(no_randomness)?;
        let pairs = secrets.iter().zip(chance.chunks_exact(each));
        pairs.map(|(secret, chance)| self.seal_one(secret, chance, fingerprinted)).collect()
    }

    fn seal_one(&self, secret: &Secret, chance: &[u8], fingerprinted: bool) -> Result<Sealed> {
        let (salt, nonce) = chance.split_at(SALT_BYTES);
        let commitment = commitment(&self.ledger, salt, secret);
        let plain = padded(salt, secret);
        let associated = self.associated(&commitment);
        let payload = Payload { msg: &plain, aad: &associated };
        let sealed = self.cipher.encrypt(&nonce_of(nonce)?, payload).map_err(|_| damaged())?;
        let mut value = Sealed {
            commitment,
            epoch: self.epoch,
            nonce: nonce.to_vec(),
            sealed,
            tail: secret.tail(),
            fingerprint: fingerprinted.then(|| self.fingerprint(secret)),
            digest: Vec::new(),
        };
        value.digest = sealed_digest(&self.ledger, &value);
        Ok(value)
    }

    /// Opens a sealed secret and checks it against its commitment, and what lies beside it.
    ///
    /// # Errors
    /// `sealed-value-damaged` when it was changed, or belongs elsewhere.
    pub fn open(&self, value: &Sealed) -> Result<Secret> {
        let associated = self.associated(&value.commitment);
        let payload = Payload { msg: &value.sealed, aad: &associated };
        let nonce = nonce_of(&value.nonce)?;
        let plain = Zeroizing::new(self.cipher.decrypt(&nonce, payload).map_err(|_| damaged())?);
        let (salt, rest) = plain.split_at_checked(SALT_BYTES).ok_or_else(damaged)?;
        let (length, text) = rest.split_at_checked(2).ok_or_else(damaged)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        let text = text.get(..length).ok_or_else(damaged)?;
        let secret = Secret::new(std::str::from_utf8(text).map_err(|_| damaged())?);
        // What lies beside it in clear can be changed, digest and all, by whoever has no key.
        let is_as_told = value.tail == secret.tail()
            && value.fingerprint.as_ref().is_none_or(|told| *told == self.fingerprint(&secret));
        if !is_as_told || commitment(&self.ledger, salt, &secret) != value.commitment {
            return Err(damaged());
        }
        Ok(secret)
    }

    /// What tells equal product keys, within this epoch.
    fn fingerprint(&self, secret: &Secret) -> Vec<u8> {
        let mut mac = self.fingerprints.clone();
        framed([self.ledger.as_bytes(), secret.compared().as_bytes()], |bytes| mac.update(bytes));
        mac.finalize().into_bytes()[..FINGERPRINT_BYTES].to_vec()
    }

    /// The digest of a request that brings secrets along, keyed so that it tells nothing of them.
    ///
    /// # Errors
    /// None in practice: the key has the length the cipher wants.
    pub fn request_digest(&self, request: &str, secrets: &[Secret]) -> Result<String> {
        let mut mac = keyed(self.requests.as_slice())?;
        let secrets = secrets.iter().map(|secret| secret.reveal().as_bytes());
        let parts = [self.ledger.as_bytes(), request.as_bytes()].into_iter().chain(secrets);
        framed(parts, |bytes| mac.update(bytes));
        Ok(hex(&mac.finalize().into_bytes()))
    }

    fn associated(&self, commitment: &str) -> Vec<u8> {
        let parts = [
            b"mpn.sealed.v1".as_slice(),
            self.ledger.as_bytes(),
            &self.epoch.to_be_bytes(),
            b"sealed_value",
            commitment.as_bytes(),
            b"sealed",
        ];
        let mut associated = Vec::with_capacity(256);
        framed(parts, |bytes| associated.extend_from_slice(bytes));
        associated
    }
}

/// The digest of a request without secrets.
#[must_use]
pub fn request_digest(ledger: &str, request: &str) -> String {
    digest([b"mpn.request.v1".as_slice(), ledger.as_bytes(), request.as_bytes()])
}

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

/// Random bytes as text, for ids that nothing depends on but their being different.
///
/// # Errors
/// No randomness from the system.
pub fn random_id() -> Result<String> {
    Ok(hex(&random::<16>()?))
}

fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(no_randomness)?;
    Ok(bytes)
}

fn commitment(ledger: &str, salt: &[u8], secret: &Secret) -> String {
    digest([b"mpn.commitment.v1".as_slice(), ledger.as_bytes(), salt, secret.reveal().as_bytes()])
}

fn padded(salt: &[u8], secret: &Secret) -> Zeroizing<Vec<u8>> {
    let text = secret.reveal().as_bytes();
    let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
    let full = (salt.len() + 2 + text.len()).next_multiple_of(PADDED_TO);
    // Reserved at once, so that no copy of the secret is left behind by a growing buffer.
    let mut plain = Zeroizing::new(Vec::with_capacity(full));
    plain.extend_from_slice(salt);
    plain.extend_from_slice(&length.to_be_bytes());
    plain.extend_from_slice(text);
    plain.resize(full, 0);
    plain
}

/// Hands each part over with its length before it, so that no two lists of parts look alike.
fn framed<'p>(parts: impl IntoIterator<Item = &'p [u8]>, mut take: impl FnMut(&[u8])) {
    for part in parts {
        take(&(part.len() as u64).to_be_bytes());
        take(part);
    }
}

fn sha256<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> [u8; 32] {
    let mut digest = Sha256::new();
    framed(parts, |bytes| digest.update(bytes));
    digest.finalize().into()
}

fn digest<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> String {
    hex(&sha256(parts))
}

fn keyed(key: &[u8]) -> Result<Hmac<Sha256>> {
    <Hmac<Sha256> as KeyInit>::new_from_slice(key).map_err(|_| damaged())
}

fn derived(key: &[u8], purpose: &[u8]) -> Result<Zeroizing<[u8; KEY_BYTES]>> {
    let mut mac = keyed(key)?;
    mac.update(purpose);
    Ok(Zeroizing::new(mac.finalize().into_bytes().into()))
}

fn nonce_of(bytes: &[u8]) -> Result<XNonce> {
    XNonce::try_from(bytes).map_err(|_| damaged())
}

fn damaged() -> Failure {
    Failure::unsound("sealed-value-damaged", "a sealed value of the ledger was changed or damaged")
        .hint("mpn ledger verify")
}

fn no_randomness(error: getrandom::Error) -> Failure {
    Failure::failed("no-randomness", format!("the system gave no random bytes: {error}"))
}

fn wrap(recipients: &[age::x25519::Recipient], bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    use std::io::Write as _;
    let listed = recipients.iter().map(|recipient| recipient as &dyn age::Recipient);
    let mut wrapped = Vec::new();
    let mut writer = age::Encryptor::with_recipients(listed)?.wrap_output(&mut wrapped)?;
    writer.write_all(bytes)?;
    writer.finish()?;
    Ok(wrapped)
}

fn open_age(wrapped: &[u8], identity: &Identity) -> Option<Zeroizing<Vec<u8>>> {
    let decryptor = age::Decryptor::new_buffered(wrapped).ok()?;
    let identities = identity.identities.iter().map(|one| one.as_ref() as &dyn age::Identity);
    let mut opened = Zeroizing::new(Vec::with_capacity(KEY_BYTES));
    decryptor.decrypt(identities).ok()?.read_to_end(&mut opened).ok()?;
    Some(opened)
}

/// The secret that opens sealed keys, read from a file of age identities.
pub struct Identity {
    path: String,
    identities: Vec<Box<dyn age::Identity + Send + Sync>>,
}

impl Identity {
    /// Reads a file of age identities.
    ///
    /// # Errors
    /// `no-identity` when there is none at `path`, or it holds none.
    pub fn read(path: &Path) -> Result<Self> {
        let shown = path.display().to_string();
        let missing = |why: String| {
            Failure::failed("no-identity", format!("no identity at {shown}: {why}"))
                .hint("--identity FILE names the one that `mpn init` wrote")
        };
        let text = std::fs::read(path).map(Zeroizing::new).map_err(|e| missing(e.to_string()))?;
        let file = age::IdentityFile::from_buffer(text.as_slice())
            .map_err(|_| missing("the file holds no age identity".to_owned()))?;
        let identities = file
            .into_identities()
            .map_err(|_| missing("its identities cannot be used".to_owned()))?;
        if identities.is_empty() {
            return Err(missing("the file holds no age identity".to_owned()));
        }
        Ok(Identity { path: shown, identities })
    }
}

/// A new identity: the text of its file, and the recipient others seal to.
#[must_use]
pub fn make_identity() -> (Zeroizing<String>, String) {
    let identity = age::x25519::Identity::generate();
    let recipient = identity.to_public().to_string();
    let secret = identity.to_string();
    let text = format!(
        "# The identity of mpn. Whoever has this file can open the keys of your ledgers.\n\
         # public key: {recipient}\n{}\n",
        secret.expose_secret()
    );
    (Zeroizing::new(text), recipient)
}

/// The recipients of the identities in a file's text.
///
/// # Errors
/// `no-identity` when the text holds no age identity.
pub fn recipients_of(path: &Path) -> Result<Vec<String>> {
    let none =
        || Failure::failed("no-identity", format!("{} holds no age identity", path.display()));
    let text = std::fs::read_to_string(path).map(Zeroizing::new).map_err(|_| none())?;
    let recipients: Vec<String> = text
        .lines()
        .map(str::trim)
        .filter_map(|line| line.parse::<age::x25519::Identity>().ok())
        .map(|identity| identity.to_public().to_string())
        .collect();
    if recipients.is_empty() { Err(none()) } else { Ok(recipients) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data_key(ledger: &str) -> DataKey {
        DataKey::from_bytes(1, ledger, &[7; 32]).unwrap()
    }

    fn sealed(key: &DataKey, text: &str) -> Sealed {
        key.seal(&[Secret::new(text)], true).unwrap().remove(0)
    }

    #[test]
    fn what_is_sealed_opens_again_and_only_as_it_was() {
        let key = data_key("ledger");
        let value = sealed(&key, "BCDFG-HJKMP-QRTVW-XY234-6789B");
        assert_eq!(key.open(&value).unwrap().reveal(), "BCDFG-HJKMP-QRTVW-XY234-6789B");
        assert_eq!(value.digest, sealed_digest("ledger", &value));
        let mut changed = value.clone();
        changed.sealed[0] ^= 1;
        assert!(key.open(&changed).is_err());
        let other = sealed(&key, "BCDFG-HJKMP-QRTVW-XY234-6789C");
        let swapped = Sealed { commitment: other.commitment, ..value.clone() };
        assert!(key.open(&swapped).is_err());
        assert!(data_key("another").open(&value).is_err());
        let mut another_tail = value.clone();
        another_tail.tail = other.tail;
        assert!(key.open(&another_tail).is_err());
        let another_fingerprint = Sealed { fingerprint: other.fingerprint, ..value.clone() };
        assert!(key.open(&another_fingerprint).is_err());
    }

    #[test]
    fn equal_keys_have_equal_fingerprints_and_nothing_else_in_common() {
        let key = data_key("ledger");
        let one = sealed(&key, "BCDFG-HJKMP-QRTVW-XY234-6789B");
        let two = sealed(&key, "bcdfghjkmpqrtvwxy2346789b");
        assert_eq!(one.fingerprint, two.fingerprint);
        assert_ne!(one.commitment, two.commitment);
        assert_ne!(one.sealed, two.sealed);
        assert_eq!(one.sealed.len(), sealed(&key, "1234").sealed.len());
    }

    #[test]
    fn a_data_key_is_unwrapped_by_its_identity_alone() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str| {
            let (text, recipient) = make_identity();
            let path = folder.path().join(name);
            std::fs::write(&path, text.as_bytes()).unwrap();
            (Identity::read(&path).unwrap(), recipient, path)
        };
        let (ours, recipient, path) = write("ours");
        let (theirs, _, _) = write("theirs");
        assert_eq!(recipients_of(&path).unwrap(), std::slice::from_ref(&recipient));
        let (key, wrapped) = DataKey::make(1, "ledger", &[recipient]).unwrap();
        let value = sealed(&key, "text");
        let again = DataKey::unwrap("ledger", &wrapped, &ours).unwrap();
        assert_eq!(again.open(&value).unwrap().reveal(), "text");
        let refused = DataKey::unwrap("ledger", &wrapped, &theirs).err().unwrap();
        assert_eq!(refused.told().code, "identity-does-not-open");
    }
}
