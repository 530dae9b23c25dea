//! Vouches: what only who can open the ledger can write of who else can. A table, and the log with
//! its hashes, can be written by whoever can write the file; a vouch takes the data key.

use hmac::Mac;

use super::data_key::{DataKey, derived, keyed};
use super::digest::{bytes_of, framed, hex};
use crate::failure::Result;

/// All that is vouched for: the recipients, at their place in the log.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'l> {
    pub ledger: &'l str,
    /// The operation that vouches.
    pub seq: u64,
    /// The hash of the operation before it, and so of everything before it.
    pub prev: &'l str,
    pub epoch: u32,
    /// What the log binds itself to of that epoch's data key.
    pub data_key: &'l str,
    /// In order.
    pub recipients: &'l [String],
}

impl DataKey {
    /// Vouches for recipients under this data key. Hexadecimal.
    ///
    /// # Errors
    /// None in practice: the key has the length that is wanted.
    pub fn vouch(&self, listed: Listed<'_>) -> Result<String> {
        Ok(hex(&self.vouching(listed)?.finalize().into_bytes()))
    }

    /// Whether this data key vouched so for these recipients.
    ///
    /// # Errors
    /// None in practice: the key has the length that is wanted.
    pub fn vouched(&self, listed: Listed<'_>, vouch: &str) -> Result<bool> {
        Ok(self.vouching(listed)?.verify_slice(&bytes_of(vouch)).is_ok())
    }

    fn vouching(&self, listed: Listed<'_>) -> Result<hmac::Hmac<sha2::Sha256>> {
        let Listed { ledger, seq, prev, epoch, data_key, recipients } = listed;
        let mut mac = keyed(derived(self.bytes(), b"mpn.recipients.v1")?.as_slice())?;
        let (seq, epoch) = (seq.to_be_bytes(), epoch.to_be_bytes());
        let count = (recipients.len() as u64).to_be_bytes();
        let parts = [ledger.as_bytes(), &seq, prev.as_bytes(), &epoch, data_key.as_bytes(), &count];
        let recipients = recipients.iter().map(String::as_bytes);
        framed(parts.into_iter().chain(recipients), |bytes| mac.update(bytes));
        Ok(mac)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_golden_vouches_are_ours() {
        let text = include_str!("../../tests/golden/vouches.json");
        let vectors: serde_json::Value = serde_json::from_str(text).unwrap();
        let ledger = vectors["ledger_id"].as_str().unwrap();
        let key = |epoch: u32| {
            let bytes = bytes_of(vectors["data_keys"][epoch.to_string()].as_str().unwrap());
            DataKey::from_bytes(epoch, ledger, &bytes).unwrap()
        };
        let mut vouches = 0;
        for operation in vectors["operations"].as_array().unwrap() {
            let last = operation["events"].as_array().unwrap().last().unwrap().as_str().unwrap();
            let told: serde_json::Value = serde_json::from_str(last).unwrap();
            let epoch = u32::try_from(told["epoch"].as_u64().unwrap()).unwrap();
            let recipients: Vec<String> =
                serde_json::from_value(told["recipients"].clone()).unwrap();
            let listed = Listed {
                ledger,
                seq: operation["seq"].as_u64().unwrap(),
                prev: operation["prev"].as_str().unwrap(),
                epoch,
                data_key: &key(epoch).commitment(),
                recipients: &recipients,
            };
            assert_eq!(key(epoch).vouch(listed).unwrap(), told["vouch"]);
            if epoch > 1 {
                assert_eq!(key(epoch - 1).vouch(listed).unwrap(), told["by_before"]);
            }
            vouches += 1;
        }
        assert_eq!(vouches, 3);
    }

    #[test]
    fn a_vouch_holds_for_what_was_vouched_for_alone() {
        let key = |ledger, byte| DataKey::from_bytes(2, ledger, &[byte; 32]).unwrap();
        let (ours, other) = (key("ledger", 7), key("ledger", 8));
        let [ann, bo] = ["age1ann", "age1bo"].map(str::to_owned);
        let both = [ann.clone(), bo.clone()];
        let listed = Listed {
            ledger: "ledger",
            seq: 4,
            prev: "prev",
            epoch: 2,
            data_key: "commitment",
            recipients: &both,
        };
        let vouch = ours.vouch(listed).unwrap();
        assert!(ours.vouched(listed, &vouch).unwrap());
        assert!(!other.vouched(listed, &vouch).unwrap(), "by another key");
        let run_together = [format!("{ann}{bo}")];
        for changed in [
            Listed { ledger: "another", ..listed },
            Listed { seq: 5, ..listed },
            Listed { prev: "another", ..listed },
            Listed { epoch: 1, ..listed },
            Listed { data_key: "another", ..listed },
            Listed { recipients: &both[..1], ..listed },
            Listed { recipients: &run_together, ..listed },
        ] {
            assert!(!ours.vouched(changed, &vouch).unwrap(), "{changed:?}");
        }
        for vouch in ["", "00", &vouch[2..], &vouch.to_uppercase()] {
            assert!(!ours.vouched(listed, vouch).unwrap(), "{vouch}");
        }
    }
}
