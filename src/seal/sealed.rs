//! A sealed secret: sealed under a data key, opened, and sealed anew under another.

use chacha20poly1305::XNonce;
use chacha20poly1305::aead::{Aead, Payload};
use zeroize::Zeroizing;

use super::data_key::DataKey;
use super::digest::{digest, framed, sealed_digest};
use super::{damaged, no_randomness, random};
use crate::domain::secret::{Sealed, Secret};
use crate::failure::Result;

const SALT_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;
/// Sealed texts are padded to a multiple of this, so that their length tells little.
const PADDED_TO: usize = 64;

impl DataKey {
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
                .map(|chunk| {
                    let seal = move || self.seal_share(chunk, fingerprinted);
                    (std::thread::Builder::new().spawn_scoped(scope, seal), chunk)
                })
                .collect();
            let sealed = running.into_iter().map(|(worker, chunk)| match worker {
                Ok(worker) => worker.join().unwrap_or(Err(damaged())),
                // Where no thread can be had.
                Err(_) => self.seal_share(chunk, fingerprinted),
            });
            sealed.collect()
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
        let sealed = pairs.map(|(secret, chance)| {
            let (salt, nonce) = chance.split_at(SALT_BYTES);
            self.seal_with(secret, salt, nonce, fingerprinted)
        });
        sealed.collect()
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

fn nonce_of(bytes: &[u8]) -> Result<XNonce> {
    XNonce::try_from(bytes).map_err(|_| damaged())
}

#[cfg(test)]
mod tests {
    use super::super::make_identity;
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
