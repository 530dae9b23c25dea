//! Sealed values and wrapped data keys, as opaque bytes.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{Change, Facts, impossible, json, number};
use crate::domain::id::{ContractId, Id, KeyId};
use crate::domain::secret::{Sealed, SecretOf, WrappedKey};
use crate::failure::Result;
use crate::seal::hex;

const SEALED: &str = "epoch, nonce, sealed, tail, fingerprint, digest";

/// A sealed value, whose columns begin at `at`; the commitment comes from what it belongs to.
fn sealed(row: &Row<'_>, at: usize, commitment: String) -> rusqlite::Result<Sealed> {
    Ok(Sealed {
        commitment,
        epoch: row.get(at)?,
        nonce: row.get(at + 1)?,
        sealed: row.get(at + 2)?,
        tail: row.get(at + 3)?,
        fingerprint: row.get(at + 4)?,
        digest: row.get(at + 5)?,
    })
}

/// Keeps sealed values with what they belong to; returns the places of those whose secret is
/// there already.
fn keep<'v>(
    conn: &Connection,
    values: impl IntoIterator<Item = (SecretOf, &'v Sealed)>,
) -> Result<Vec<usize>> {
    let mut statement = conn.prepare_cached(
        "INSERT INTO sealed_value (kind, number, epoch, nonce, sealed, tail, fingerprint, digest)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (fingerprint) DO NOTHING",
    )?;
    let mut twice = Vec::new();
    for (at, (of, value)) in values.into_iter().enumerate() {
        let (kind, number) = of.place();
        let kept = statement.execute(params![
            kind,
            number,
            value.epoch,
            value.nonce,
            value.sealed,
            value.tail,
            value.fingerprint,
            value.digest,
        ])?;
        if kept == 0 {
            twice.push(at);
        }
    }
    Ok(twice)
}

fn keep_wrapped(conn: &Connection, key: &WrappedKey) -> Result<()> {
    conn.execute(
        "INSERT INTO data_key (epoch, wrapped, digest) VALUES (?1, ?2, ?3)",
        params![key.epoch, key.wrapped, key.digest],
    )?;
    Ok(())
}

impl Change {
    /// Keeps sealed values with what they belong to; returns the places of those whose secret is
    /// there already.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn keep_sealed<'v>(
        &mut self,
        values: impl IntoIterator<Item = (SecretOf, &'v Sealed)>,
    ) -> Result<Vec<usize>> {
        keep(&self.conn, values)
    }

    /// Keeps a sealed value in place of the one that was there.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn replace_sealed(&mut self, of: SecretOf, value: &Sealed) -> Result<()> {
        let (kind, number) = of.place();
        self.conn
            .prepare_cached("DELETE FROM sealed_value WHERE kind = ?1 AND number = ?2")?
            .execute(params![kind, number])?;
        keep(&self.conn, [(of, value)]).map(|_| ())
    }

    /// Forgets sealed values, of keys that are removed.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn forget_sealed(&mut self, keys: &[KeyId]) -> Result<()> {
        let mut statement =
            self.conn.prepare_cached("DELETE FROM sealed_value WHERE kind = ?1 AND number = ?2")?;
        for key in keys {
            let (kind, number) = SecretOf::Key(*key).place();
            statement.execute(params![kind, number])?;
        }
        Ok(())
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
    /// The sealed value of something, which must keep to the commitment of the log.
    pub fn sealed(&self, of: SecretOf, commitment: &str) -> Result<Sealed> {
        let (kind, number) = of.place();
        let sql = format!("SELECT {SEALED} FROM sealed_value WHERE kind = ?1 AND number = ?2");
        let found = self
            .conn
            .prepare_cached(&sql)?
            .query_row(params![kind, number], |row| sealed(row, 0, commitment.to_owned()))
            .optional()?;
        found.ok_or_else(|| impossible(&format!("{kind} {number} without its sealed value")))
    }

    /// The last five characters of a key's text; none of a short one, and none of a key that was
    /// removed since.
    pub fn tail_of(&self, key: KeyId) -> Result<Option<String>> {
        let (kind, number) = SecretOf::Key(key).place();
        let found = self
            .conn
            .prepare_cached("SELECT tail FROM sealed_value WHERE kind = ?1 AND number = ?2")?
            .query_row(params![kind, number], |row| row.get(0))
            .optional()?;
        Ok(found.flatten())
    }

    /// Goes through all sealed values; one that belongs to nothing the log tells of comes with an
    /// empty commitment.
    pub fn each_sealed(&self, mut with: impl FnMut(SecretOf, Sealed) -> Result<()>) -> Result<()> {
        let sql = format!(
            "SELECT v.kind, v.number, k.commitment, c.access_id, c.contract_id, {SEALED}
             FROM sealed_value v
             LEFT JOIN \"key\" k ON v.kind = 'key' AND k.id = v.number
             LEFT JOIN contract c ON v.kind <> 'key' AND c.id = v.number
             ORDER BY v.kind, v.number"
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let number = number(row.get(1)?)?;
            let (of, commitment) = match row.get::<_, String>(0)?.as_str() {
                "key" => {
                    let commitment: Option<Vec<u8>> = row.get(2)?;
                    (SecretOf::Key(KeyId::new(number)), commitment.map(|bytes| hex(&bytes)))
                }
                "access-id" => (SecretOf::AccessId(ContractId::new(number)), row.get(3)?),
                _ => (SecretOf::ContractId(ContractId::new(number)), row.get(4)?),
            };
            with(of, sealed(row, 5, commitment.unwrap_or_default())?)?;
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
        self.each_sealed(|of, value| keep(other, [(of, &value)]).map(|_| ()))
    }
}
