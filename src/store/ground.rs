//! The ground of a ledger — the log and what stands apart from it — put into a new file: every table
//! is computed from it as it comes.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::apart::{Pepper, Person, Text};
use super::log::{self, Entry, GENESIS};
use super::row::columns;
use super::tables::{Tables, insert};
use super::{impossible, projection};
use crate::domain::id::{TextId, UserId};
use crate::domain::recipient::vouching::Vouching;
use crate::domain::secret::WrappedKey;
use crate::failure::{Failure, Result};
use crate::seal;

/// A ledger that is built up from its first operation on.
pub(super) struct Builder {
    tables: Tables,
    ledger: String,
    seq: i64,
    prev: String,
    vouching: Vouching,
}

impl Builder {
    /// Begins with an empty ledger that is in a transaction.
    pub(super) fn on(tables: Tables, ledger: &str) -> Self {
        Builder {
            tables,
            ledger: ledger.to_owned(),
            seq: 0,
            prev: GENESIS.to_owned(),
            vouching: Vouching::default(),
        }
    }

    /// Adds the next operation: the chain must hold, and its events must have been possible.
    /// One that is refused leaves no trace.
    pub(super) fn add(&mut self, entry: &Entry) -> Result<()> {
        let broken = |why: &str| {
            Failure::unsound("log-broken", format!("operation {}: {why}", self.seq + 1))
        };
        if entry.seq != self.seq + 1 {
            return Err(broken("it is not in the log"));
        }
        if entry.prev != self.prev {
            return Err(broken("it does not follow the operation before it"));
        }
        if entry.hashed(&self.ledger) != entry.hash {
            return Err(broken("its hash is not that of its content"));
        }
        let vouching = {
            let logged = entry.logged()?;
            self.vouching.after(logged.iter().map(|logged| &logged.event))
        };
        let vouching =
            vouching.map_err(|why| impossible(&format!("operation {}: {why}", entry.seq)))?;
        self.tables.batch("SAVEPOINT operation")?;
        let added = projection::project_entry(&self.tables, entry)
            .and_then(|()| log::append(&self.tables, &self.ledger, entry));
        if added.is_err() {
            self.tables.batch("ROLLBACK TO operation")?;
        }
        self.tables.batch("RELEASE operation")?;
        added?;
        self.seq = entry.seq;
        self.vouching = vouching;
        self.prev.clone_from(&entry.hash);
        Ok(())
    }

    /// How many operations there are.
    pub(super) fn operations(&self) -> u64 {
        self.seq.unsigned_abs()
    }

    /// The ledger in the making.
    pub(super) fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The ledger, still in its transaction.
    pub(super) fn built(self) -> Tables {
        self.tables
    }
}

/// A wrapped data key as an archive writes it.
#[derive(Serialize, Deserialize)]
#[serde(remote = "WrappedKey")]
pub(super) struct DataKeyRow {
    epoch: u32,
    #[serde(with = "hexadecimal")]
    wrapped: Vec<u8>,
    digest: String,
}

/// A recovery identity as its row stands in the file, locked with its passphrase.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RecoveryRow {
    pub recipient: String,
    #[serde(with = "hexadecimal")]
    pub locked: Vec<u8>,
}

columns! {
    RecoveryRow in "recovery" { recipient, locked }
}

/// A version of a person as an archive writes it.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Person")]
pub(super) struct PersonRow {
    user: UserId,
    version: u32,
    current: bool,
    #[serde(with = "hexadecimal")]
    salt: Vec<u8>,
    email: String,
    name: String,
    country: Option<String>,
}

/// A text as an archive writes it.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Text")]
pub(super) struct TextRow {
    id: TextId,
    is_place: bool,
    #[serde(with = "hexadecimal")]
    salt: Vec<u8>,
    text: String,
}

/// What digests of requests are keyed with, as an archive writes it.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Pepper")]
pub(super) struct PepperRow {
    since: u64,
    #[serde(with = "hexadecimal")]
    pepper: Vec<u8>,
}

/// A sealed value as its row stands in the file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SealedRow {
    pub kind: String,
    pub number: u32,
    pub epoch: u32,
    #[serde(with = "hexadecimal")]
    pub nonce: Vec<u8>,
    #[serde(with = "hexadecimal")]
    pub sealed: Vec<u8>,
    pub tail: Option<String>,
    #[serde(with = "hexadecimal_if_any")]
    pub fingerprint: Option<Vec<u8>>,
    #[serde(with = "hexadecimal")]
    pub digest: Vec<u8>,
}

columns! {
    SealedRow in "sealed_value" {
        kind, number, epoch, nonce, sealed, tail, fingerprint, digest,
    }
}

impl SealedRow {
    pub(super) fn keep(&self, tables: &Tables) -> Result<()> {
        let SealedRow { kind, number, epoch, nonce, sealed, tail, fingerprint, digest } = self;
        insert!(tables, "sealed_value" {
            kind, number, epoch, nonce, sealed, tail, fingerprint, digest,
        })
    }
}

/// Bytes as hexadecimal digits; what are none is no bytes, and found by its digest.
mod hexadecimal {
    use super::{Deserialize, Deserializer, Serializer, seal};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&seal::hex(bytes))
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Vec<u8>, D::Error> {
        String::deserialize(from).map(|text| seal::bytes_of(&text))
    }
}

mod hexadecimal_if_any {
    use super::{Deserialize, Deserializer, Serialize, Serializer, seal};

    #[expect(clippy::ref_option, reason = "the form that serde wants")]
    pub(super) fn serialize<S: Serializer>(
        bytes: &Option<Vec<u8>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        bytes.as_ref().map(|bytes| seal::hex(bytes)).serialize(to)
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<Option<Vec<u8>>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        Ok(text.map(|text| seal::bytes_of(&text)))
    }
}
