//! The ground of a ledger — log, sealed values, wrapped data keys — put into a new file: every
//! table is computed from it as it comes.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::log::{self, Entry, GENESIS};
use super::projection;
use super::tables::{Row, Tables};
use crate::failure::{Failure, Result};
use crate::seal;

/// A ledger that is built up from its first operation on.
pub(super) struct Builder {
    tables: Tables,
    ledger: String,
    seq: i64,
    prev: String,
}

impl Builder {
    /// Begins with an empty ledger that is in a transaction.
    pub(super) fn on(tables: Tables, ledger: &str) -> Self {
        Builder { tables, ledger: ledger.to_owned(), seq: 0, prev: GENESIS.to_owned() }
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
        let events = entry.events()?;
        self.tables.batch("SAVEPOINT operation")?;
        let added = events
            .iter()
            .try_for_each(|event| {
                projection::project(&self.tables, entry.seq.unsigned_abs(), event)
            })
            .and_then(|()| log::append(&self.tables, &self.ledger, entry));
        if added.is_err() {
            self.tables.batch("ROLLBACK TO operation")?;
        }
        self.tables.batch("RELEASE operation")?;
        added?;
        self.seq = entry.seq;
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

/// A wrapped data key as its row stands in the file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DataKeyRow {
    pub epoch: u32,
    #[serde(with = "hexadecimal")]
    pub wrapped: Vec<u8>,
    pub digest: String,
}

impl DataKeyRow {
    pub(super) const COLUMNS: &str = "epoch, wrapped, digest";

    pub(super) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(DataKeyRow { epoch: row.get(0)?, wrapped: row.get(1)?, digest: row.get(2)? })
    }

    pub(super) fn keep(&self, tables: &Tables) -> Result<()> {
        tables.run(
            "INSERT INTO data_key (epoch, wrapped, digest) VALUES (?1, ?2, ?3)",
            (self.epoch, &self.wrapped, &self.digest),
        )
    }
}

/// A recovery identity as its row stands in the file, locked with its passphrase.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RecoveryRow {
    pub recipient: String,
    #[serde(with = "hexadecimal")]
    pub locked: Vec<u8>,
}

impl RecoveryRow {
    pub(super) const COLUMNS: &str = "recipient, locked";

    pub(super) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(RecoveryRow { recipient: row.get(0)?, locked: row.get(1)? })
    }

    pub(super) fn keep(&self, tables: &Tables) -> Result<()> {
        tables.run(
            "INSERT INTO recovery (recipient, locked) VALUES (?1, ?2)",
            (&self.recipient, &self.locked),
        )
    }
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

impl SealedRow {
    pub(super) const COLUMNS: &str =
        "kind, number, epoch, nonce, sealed, tail, fingerprint, digest";

    pub(super) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(SealedRow {
            kind: row.get(0)?,
            number: row.get(1)?,
            epoch: row.get(2)?,
            nonce: row.get(3)?,
            sealed: row.get(4)?,
            tail: row.get(5)?,
            fingerprint: row.get(6)?,
            digest: row.get(7)?,
        })
    }

    pub(super) fn keep(&self, tables: &Tables) -> Result<()> {
        tables.run(
            "INSERT INTO sealed_value (kind, number, epoch, nonce, sealed, tail, fingerprint,
                                       digest)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            (
                &self.kind,
                self.number,
                self.epoch,
                &self.nonce,
                &self.sealed,
                &self.tail,
                &self.fingerprint,
                &self.digest,
            ),
        )
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
