//! Seals and opens secrets. A secret is sealed with XChaCha20-Poly1305 under the data key of an
//! epoch; the data key is wrapped with age to the recipients who may open it. The log holds only
//! a commitment that hides the secret and binds the ledger to it.

mod access;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::domain::secret::{Sealed, Secret, WrappedKey};
use crate::failure::{Failure, Result};

pub use access::{Identity, MadeRecovery, make_identity, make_recovery, recipient, recipients_of};

const SALT_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;
const KEY_BYTES: usize = 32;
const FINGERPRINT_BYTES: usize = 16;
/// Sealed texts are padded to a multiple of this, so that their length tells little.
const PADDED_TO: usize = 64;

/// The data key of an epoch, in clear: it seals and opens the secrets of one ledger.
pub struct DataKey {
    pub epoch: u32,
    bytes: Zeroizing<[u8; KEY_BYTES]>,
    ledger: String,
    cipher: XChaCha20Poly1305,
    /// Keyed once: the schedule costs as much as the rest of a fingerprint.
    fingerprints: Hmac<Sha256>,
    requests: Zeroizing<[u8; KEY_BYTES]>,
}

impl DataKey {
    fn from_bytes(epoch: u32, ledger: &str, bytes: &[u8]) -> Result<Self> {
        let bytes: [u8; KEY_BYTES] = bytes.try_into().map_err(|_| damaged())?;
        let bytes = Zeroizing::new(bytes);
        let cipher = XChaCha20Poly1305::new_from_slice(bytes.as_slice()).map_err(|_| damaged())?;
        Ok(DataKey {
            epoch,
            ledger: ledger.to_owned(),
            cipher,
            fingerprints: keyed(derived(bytes.as_slice(), b"mpn.fingerprint.v1")?.as_slice())?,
            requests: derived(bytes.as_slice(), b"mpn.request.v1")?,
            bytes,
        })
    }

    /// Makes the data key of a new epoch and wraps it to `recipients`.
    ///
    /// # Errors
    /// A malformed recipient, or no randomness from the system.
    pub fn make(epoch: u32, ledger: &str, recipients: &[String]) -> Result<(Self, WrappedKey)> {
        let bytes = Zeroizing::new(random::<KEY_BYTES>()?);
        let key = DataKey::from_bytes(epoch, ledger, bytes.as_slice())?;
        let wrapped = key.wrapped_to(recipients)?;
        Ok((key, wrapped))
    }

    /// The data key wrapped to `recipients`: age or SSH public keys.
    ///
    /// # Errors
    /// A malformed recipient.
    pub fn wrapped_to(&self, recipients: &[String]) -> Result<WrappedKey> {
        let wrapped = access::wrap(recipients, self.bytes.as_slice())?;
        let digest = wrapped_digest(&self.ledger, self.epoch, &wrapped);
        Ok(WrappedKey { epoch: self.epoch, wrapped, digest })
    }

    /// What the log binds itself to: it tells this data key from every other, and nothing of it.
    #[must_use]
    pub fn commitment(&self) -> String {
        digest([
            b"mpn.data-key-commitment.v1".as_slice(),
            self.ledger.as_bytes(),
            &self.epoch.to_be_bytes(),
            self.bytes.as_slice(),
        ])
    }

    /// Unwraps the data key with an identity.
    ///
    /// # Errors
    /// `identity-does-not-open` when the identity is not one of the recipients.
    pub fn unwrap(ledger: &str, wrapped: &WrappedKey, identity: &Identity) -> Result<Self> {
        if wrapped_digest(ledger, wrapped.epoch, &wrapped.wrapped) != wrapped.digest {
            return Err(damaged());
        }
        DataKey::from_bytes(wrapped.epoch, ledger, &identity.unwrap(&wrapped.wrapped)?)
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
        self.seal_with(secret, salt, nonce, fingerprinted)
    }

    fn seal_with(
        &self,
        secret: &Secret,
        salt: &[u8],
        nonce: &[u8],
        fingerprinted: bool,
    ) -> Result<Sealed> {
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
        self.open_salted(value).map(|(_, secret)| secret)
    }

    /// What another data key sealed, sealed with this one: the commitment stays, so that the log
    /// does; nonce, fingerprint and digest are new.
    ///
    /// # Errors
    /// Those of [`DataKey::open`]; no randomness from the system.
    pub fn sealed_anew(&self, value: &Sealed, by: &DataKey) -> Result<Sealed> {
        let (salt, secret) = by.open_salted(value)?;
        let nonce = random::<NONCE_BYTES>()?;
        let anew = self.seal_with(&secret, &salt, &nonce, value.fingerprint.is_some())?;
        // The tail is what was decided to be shown of it, not what would be today.
        let mut anew = Sealed { tail: value.tail.clone(), ..anew };
        anew.digest = sealed_digest(&self.ledger, &anew);
        Ok(anew)
    }

    fn open_salted(&self, value: &Sealed) -> Result<(Zeroizing<Vec<u8>>, Secret)> {
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
        Ok((Zeroizing::new(salt.to_vec()), secret))
    }

    /// What tells equal product keys, within this epoch; in their order.
    #[must_use]
    pub fn fingerprints(&self, secrets: &[Secret]) -> Vec<Vec<u8>> {
        secrets.iter().map(|secret| self.fingerprint(secret)).collect()
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

/// The digest that a recovery identity, locked with its passphrase, must have.
#[must_use]
pub fn recovery_digest(ledger: &str, recipient: &str, locked: &[u8]) -> String {
    digest([b"mpn.recovery.v1".as_slice(), ledger.as_bytes(), recipient.as_bytes(), locked])
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
    fn of_how_long_a_secret_is_little_is_told() {
        let key = data_key("ledger");
        for length in 1..=200 {
            let text = "x".repeat(length);
            let value = sealed(&key, &text);
            assert_eq!(key.open(&value).unwrap().reveal(), text);
            // The tag is no part of the text.
            let plain = value.sealed.len() - 16;
            let needed = SALT_BYTES + 2 + length;
            assert!(plain.is_multiple_of(PADDED_TO));
            assert!((needed..needed + PADDED_TO).contains(&plain));
        }
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

    #[test]
    fn what_is_sealed_anew_keeps_its_commitment_and_opens_with_the_new_key_alone() {
        let old = data_key("ledger");
        let (new, _) = DataKey::make(2, "ledger", &[make_identity().1]).unwrap();
        let value = sealed(&old, "BCDFG-HJKMP-QRTVW-XY234-6789B");
        let anew = new.sealed_anew(&value, &old).unwrap();
        assert_eq!(anew.commitment, value.commitment);
        assert_eq!((anew.epoch, &anew.tail), (2, &value.tail));
        assert_ne!(anew.fingerprint, value.fingerprint);
        assert_eq!(new.open(&anew).unwrap().reveal(), "BCDFG-HJKMP-QRTVW-XY234-6789B");
        assert!(old.open(&anew).is_err());
        assert_eq!(anew.digest, sealed_digest("ledger", &anew));
    }
}
