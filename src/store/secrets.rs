//! Sealed values and wrapped data keys, as opaque bytes.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{Change, Facts, day, impossible, number, tally, word};
use crate::domain::id::{BenefitId, ContractId, Id, KeyId};
use crate::domain::recipient::Recipient;
use crate::domain::secret::{Sealed, SecretOf, WrappedKey};
use crate::failure::{Exit, Failure, Result};
use crate::seal::{self, hex};

/// Takes down that sealed values were lost: a key that nobody held can be handed out no more, and
/// a contract is to be confirmed again. An epoch keeps its place without what binds to its data key.
pub(super) fn lose(
    conn: &Connection,
    keys: &[KeyId],
    contracts: &[ContractId],
    epochs: &[u32],
) -> Result<()> {
    for key in keys {
        let found: Option<(u32, String)> = conn
            .prepare_cached("SELECT benefit, state FROM \"key\" WHERE id = ?1")?
            .query_row([key.number()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((benefit, state)) = found else { continue };
        conn.prepare_cached(
            "UPDATE \"key\" SET commitment = x'',
                    state = CASE state WHEN 'free' THEN 'retired' ELSE state END
             WHERE id = ?1",
        )?
        .execute([key.number()])?;
        if state == "free" {
            tally::stock(conn, BenefitId::new(benefit), [0, -1, 0])?;
        }
    }
    for contract in contracts {
        conn.prepare_cached(
            "UPDATE contract SET access_id = NULL, contract_id = NULL, starts_on = NULL,
                    ends_on = NULL
             WHERE id = ?1",
        )?
        .execute([contract.number()])?;
    }
    for epoch in epochs {
        conn.prepare_cached("UPDATE epoch SET data_key = '' WHERE epoch = ?1")?.execute([epoch])?;
    }
    Ok(())
}

/// A text that was lost when the ledger was salvaged.
fn lost(of: SecretOf) -> Failure {
    let what = match of {
        SecretOf::Key(key) => key.to_string(),
        SecretOf::AccessId(contract) | SecretOf::ContractId(contract) => contract.to_string(),
    };
    Failure::new(
        Exit::NotFound,
        "secret-lost",
        format!("the text of {what} was lost when the ledger was salvaged"),
    )
    .hint("the portal of the program shows it; mpn history list tells when it was lost")
}

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

fn keep_recovery(conn: &Connection, recipient: &str, locked: &[u8]) -> Result<()> {
    conn.execute(
        "INSERT INTO recovery (recipient, locked) VALUES (?1, ?2)",
        params![recipient, locked],
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

    /// Keeps a data key that was wrapped anew.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn replace_data_key(&mut self, key: &WrappedKey) -> Result<()> {
        self.conn.execute(
            "UPDATE data_key SET wrapped = ?2, digest = ?3 WHERE epoch = ?1",
            params![key.epoch, key.wrapped, key.digest],
        )?;
        Ok(())
    }

    /// Keeps a recovery identity, locked with its passphrase; returns the digest that the log
    /// names it by.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn keep_recovery(&mut self, recipient: &str, locked: &[u8]) -> Result<String> {
        keep_recovery(&self.conn, recipient, locked)?;
        Ok(seal::recovery_digest(self.ledger_id(), recipient, locked))
    }

    /// Forgets a recovery identity.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn drop_recovery(&mut self, recipient: &str) -> Result<()> {
        self.conn.execute("DELETE FROM recovery WHERE recipient = ?1", [recipient])?;
        Ok(())
    }

    /// Puts in place of every sealed value what `with` makes of it.
    ///
    /// # Errors
    /// Those of `with`, and those of the engine.
    pub fn seal_anew(&mut self, with: impl Fn(&Sealed) -> Result<Sealed>) -> Result<()> {
        let mut values = Vec::new();
        self.each_sealed(|of, value| {
            values.push((of, value));
            Ok(())
        })?;
        let mut statement = self.conn.prepare_cached(
            "UPDATE sealed_value
             SET epoch = ?3, nonce = ?4, sealed = ?5, fingerprint = ?6, digest = ?7
             WHERE kind = ?1 AND number = ?2",
        )?;
        for (of, value) in values {
            let (kind, number) = of.place();
            let anew = with(&value)?;
            statement.execute(params![
                kind,
                number,
                anew.epoch,
                anew.nonce,
                anew.sealed,
                anew.fingerprint,
                anew.digest,
            ])?;
        }
        Ok(())
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
    ///
    /// # Errors
    /// `secret-lost` (exit 3) when the log tells that it was lost.
    pub fn sealed(&self, of: SecretOf, commitment: &str) -> Result<Sealed> {
        let (kind, number) = of.place();
        if commitment.is_empty() {
            return Err(lost(of));
        }
        let sql = format!("SELECT {SEALED} FROM sealed_value WHERE kind = ?1 AND number = ?2");
        let found = self
            .conn
            .prepare_cached(&sql)?
            .query_row(params![kind, number], |row| sealed(row, 0, commitment.to_owned()))
            .optional()?;
        found.ok_or_else(|| impossible(&format!("{kind} {number} without its sealed value")))
    }

    /// Everything that the log says is sealed, with its commitment.
    pub(super) fn secrets_told_of(&self) -> Result<Vec<(SecretOf, String)>> {
        let mut told = Vec::new();
        let mut keys = self.conn.prepare(
            "SELECT id, commitment FROM \"key\" WHERE length(commitment) > 0 ORDER BY id",
        )?;
        let mut rows = keys.query([])?;
        while let Some(row) = rows.next()? {
            let id = KeyId::new(number(row.get(0)?)?);
            told.push((SecretOf::Key(id), hex(&row.get::<_, Vec<u8>>(1)?)));
        }
        let mut contracts = self.conn.prepare(
            "SELECT id, access_id, contract_id FROM contract WHERE access_id IS NOT NULL
             ORDER BY id",
        )?;
        let mut rows = contracts.query([])?;
        while let Some(row) = rows.next()? {
            let id = ContractId::new(number(row.get(0)?)?);
            told.push((SecretOf::AccessId(id), row.get(1)?));
            told.push((SecretOf::ContractId(id), row.get(2)?));
        }
        Ok(told)
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

    /// Who can open the newest epoch, the longest first.
    pub fn recipients(&self) -> Result<Vec<Recipient>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT recipient, email, recovery, since FROM recipient
             ORDER BY since, recovery IS NOT NULL, recipient",
        )?;
        let mut rows = statement.query([])?;
        let mut recipients = Vec::new();
        while let Some(row) = rows.next()? {
            let email: Option<String> = row.get(1)?;
            recipients.push(Recipient {
                recipient: row.get(0)?,
                user: email.map(|email| word(&email, "an email")).transpose()?,
                recovery: row.get(2)?,
                since: day(&row.get::<_, String>(3)?)?,
            });
        }
        Ok(recipients)
    }

    /// The recovery identities, locked: each with its recipient.
    pub fn recoveries(&self) -> Result<Vec<(String, Vec<u8>)>> {
        let mut statement =
            self.conn.prepare("SELECT recipient, locked FROM recovery ORDER BY recipient")?;
        let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// How many values are sealed.
    pub fn sealed_count(&self) -> Result<u32> {
        let count = self
            .conn
            .query_row("SELECT count(*) FROM sealed_value", [], |row| row.get::<_, i64>(0))?;
        number(count)
    }

    /// The newest epoch.
    pub fn newest_epoch(&self) -> Result<u32> {
        let newest: Option<i64> = self
            .conn
            .prepare_cached("SELECT max(epoch) FROM epoch")?
            .query_row([], |row| row.get(0))?;
        number(newest.ok_or_else(|| impossible("it has no data key"))?)
    }

    /// The epochs whose data key must be there: all but those of which the log tells that it was
    /// lost.
    pub(super) fn epochs_with_key(&self) -> Result<Vec<u32>> {
        let mut statement = self.conn.prepare(
            "SELECT epoch FROM epoch WHERE data_key IS NULL OR data_key <> '' ORDER BY epoch",
        )?;
        let epochs = statement.query_map([], |row| row.get(0))?;
        Ok(epochs.collect::<rusqlite::Result<_>>()?)
    }

    /// What binds the ledger to the data key of an epoch.
    pub fn data_key_commitment(&self, epoch: u32) -> Result<Option<String>> {
        let found = self
            .conn
            .prepare_cached("SELECT data_key FROM epoch WHERE epoch = ?1")?
            .query_row([epoch], |row| row.get::<_, Option<String>>(0))
            .optional()?;
        Ok(found.flatten())
    }

    /// Copies what is sealed, which is ground and not replayed, into a ledger in memory.
    pub(super) fn copy_secrets_into(&self, other: &Connection) -> Result<()> {
        for key in self.data_keys()? {
            keep_wrapped(other, &key)?;
        }
        for (recipient, locked) in self.recoveries()? {
            keep_recovery(other, &recipient, &locked)?;
        }
        self.each_sealed(|of, value| keep(other, [(of, &value)]).map(|_| ()))
    }
}
