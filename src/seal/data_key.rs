//! The data key of an epoch: made, wrapped to recipients, and opened again.

use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::KeyInit;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::access::{self, Identity};
use super::digest::{digest, framed, hex, wrapped_digest};
use super::{KEY_BYTES, damaged, random};
use crate::domain::secret::{Secret, WrappedKey};
use crate::failure::Result;

const FINGERPRINT_BYTES: usize = 16;

/// The data key of an epoch, in clear: it seals and opens the secrets of one ledger.
pub struct DataKey {
    pub epoch: u32,
    bytes: Zeroizing<[u8; KEY_BYTES]>,
    pub(super) ledger: String,
    pub(super) cipher: XChaCha20Poly1305,
    /// Keyed once: the schedule costs as much as the rest of a fingerprint.
    fingerprints: Hmac<Sha256>,
    requests: Zeroizing<[u8; KEY_BYTES]>,
}

impl DataKey {
    pub(super) fn from_bytes(epoch: u32, ledger: &str, bytes: &[u8]) -> Result<Self> {
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

    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.as_slice()
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

    /// What tells equal product keys, within this epoch; in their order.
    #[must_use]
    pub fn fingerprints(&self, secrets: &[Secret]) -> Vec<Vec<u8>> {
        secrets.iter().map(|secret| self.fingerprint(secret)).collect()
    }

    /// What tells equal product keys, within this epoch.
    pub(super) fn fingerprint(&self, secret: &Secret) -> Vec<u8> {
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
}

pub(super) fn keyed(key: &[u8]) -> Result<Hmac<Sha256>> {
    <Hmac<Sha256> as KeyInit>::new_from_slice(key).map_err(|_| damaged())
}

pub(super) fn derived(key: &[u8], purpose: &[u8]) -> Result<Zeroizing<[u8; KEY_BYTES]>> {
    let mut mac = keyed(key)?;
    mac.update(purpose);
    Ok(Zeroizing::new(mac.finalize().into_bytes().into()))
}

#[cfg(test)]
mod tests {
    use super::super::{make_identity, recipients_of};
    use super::*;

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
        let value = key.seal(&[Secret::new("text")], true).unwrap().remove(0);
        let again = DataKey::unwrap("ledger", &wrapped, &ours).unwrap();
        assert_eq!(again.open(&value).unwrap().reveal(), "text");
        let refused = DataKey::unwrap("ledger", &wrapped, &theirs).err().unwrap();
        assert_eq!(refused.told().code, "identity-does-not-open");
    }
}
