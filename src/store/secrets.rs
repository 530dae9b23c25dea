//! Sealed values and wrapped data keys, as opaque bytes.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{Change, Facts, impossible, json, number};
use crate::domain::secret::{Sealed, WrappedKey};
use crate::failure::Result;

const SEALED: &str = "commitment, epoch, nonce, sealed, tail, fingerprint, digest";

fn sealed(row: &Row<'_>) -> rusqlite::Result<Sealed> {
    Ok(Sealed {
        commitment: row.get(0)?,
        epoch: row.get(1)?,
        nonce: row.get(2)?,
        sealed: row.get(3)?,
        tail: row.get(4)?,
        fingerprint: row.get(5)?,
        digest: row.get(6)?,
    })
}

fn keep(conn: &Connection, value: &Sealed) -> Result<bool> {
    let kept = conn
        .prepare_cached(&format!(
            "INSERT INTO sealed_value ({SEALED}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (fingerprint) DO NOTHING"
        ))?
        .execute(params![
            value.commitment,
            value.epoch,
            value.nonce,
            value.sealed,
            value.tail,
            value.fingerprint,
            value.digest,
        ])?;
    Ok(kept == 1)
}

fn keep_wrapped(conn: &Connection, key: &WrappedKey) -> Result<()> {
    conn.execute(
        "INSERT INTO data_key (epoch, wrapped, digest) VALUES (?1, ?2, ?3)",
        params![key.epoch, key.wrapped, key.digest],
    )?;
    Ok(())
}

impl Change {
    /// Keeps sealed values; returns the places of those whose secret is there already.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn keep_sealed(&mut self, values: &[Sealed]) -> Result<Vec<usize>> {
        let mut twice = Vec::new();
        for (place, value) in values.iter().enumerate() {
            if !keep(&self.conn, value)? {
                twice.push(place);
            }
        }
        Ok(twice)
    }

    /// Keeps the wrapped data key of a new epoch.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn keep_data_key(&mut self, key: &WrappedKey) -> Result<()> {
        keep_wrapped(&self.conn, key)
    }
}

impl Facts {
    /// The sealed value that a commitment names.
    pub fn sealed(&self, commitment: &str) -> Result<Sealed> {
        let sql = format!("SELECT {SEALED} FROM sealed_value WHERE commitment = ?1");
        let found = self.conn.prepare_cached(&sql)?.query_row([commitment], sealed).optional()?;
        found.ok_or_else(|| impossible("a key without its sealed value"))
    }

    /// Goes through all sealed values, by commitment.
    pub fn each_sealed(&self, mut with: impl FnMut(Sealed) -> Result<()>) -> Result<()> {
        let sql = format!("SELECT {SEALED} FROM sealed_value ORDER BY commitment");
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            with(sealed(row)?)?;
        }
        Ok(())
    }

    /// All wrapped data keys, the newest epoch last.
    pub fn data_keys(&self) -> Result<Vec<WrappedKey>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT epoch, wrapped, digest FROM data_key ORDER BY epoch")?;
        let keys = statement.query_map([], |row| {
            Ok(WrappedKey { epoch: row.get(0)?, wrapped: row.get(1)?, digest: row.get(2)? })
        })?;
        Ok(keys.collect::<rusqlite::Result<_>>()?)
    }

    /// The newest epoch, and who can open it.
    pub fn newest_epoch(&self) -> Result<(u32, Vec<String>)> {
        let found = self
            .conn
            .prepare_cached("SELECT epoch, recipients FROM epoch ORDER BY epoch DESC LIMIT 1")?
            .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))
            .optional()?;
        let (epoch, recipients) = found.ok_or_else(|| impossible("it has no data key"))?;
        Ok((number(epoch)?, json(&recipients, "recipients")?))
    }

    /// Copies what is sealed, which is ground and not replayed, into a ledger in memory.
    pub(super) fn copy_secrets_into(&self, other: &Connection) -> Result<()> {
        for key in self.data_keys()? {
            keep_wrapped(other, &key)?;
        }
        self.each_sealed(|value| keep(other, &value).map(|_| ()))
    }
}
