//! Sealed values, as opaque bytes.

use super::tables::{Row, Tables};
use super::{Change, Facts, impossible, recipient, tally};
use crate::domain::id::{ContractId, KeyId};
use crate::domain::secret::{Sealed, SecretOf};
use crate::failure::{Exit, Failure, Result};
use crate::seal::hex;

/// Takes down that sealed values were lost: a key that nobody held can be handed out no more, and
/// a contract is to be confirmed again. An epoch keeps its place without what binds to its data key.
pub(super) fn lose(
    tables: &Tables,
    keys: &[KeyId],
    contracts: &[ContractId],
    epochs: &[u32],
) -> Result<()> {
    for key in keys {
        let found =
            tables.row("SELECT benefit, state FROM \"key\" WHERE id = ?1", [key], |row| {
                Ok((row.id(0)?, row.get::<String>(1)?))
            })?;
        let Some((benefit, state)) = found else { continue };
        tables.run(
            "UPDATE \"key\" SET commitment = x'',
                    state = CASE state WHEN 'free' THEN 'retired' ELSE state END
             WHERE id = ?1",
            [key],
        )?;
        if state == "free" {
            tally::stock(tables, benefit, [0, -1, 0])?;
        }
    }
    for contract in contracts {
        tables.run(
            "UPDATE contract SET access_id = NULL, contract_id = NULL, starts_on = NULL,
                    ends_on = NULL
             WHERE id = ?1",
            [contract],
        )?;
    }
    for epoch in epochs {
        tables.run("UPDATE epoch SET data_key = '' WHERE epoch = ?1", [epoch])?;
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
fn sealed(row: &Row<'_>, at: usize, commitment: String) -> Result<Sealed> {
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
    tables: &Tables,
    values: impl IntoIterator<Item = (SecretOf, &'v Sealed)>,
) -> Result<Vec<usize>> {
    let bound = values.into_iter().map(|(of, value)| {
        let (kind, number) = of.place();
        let Sealed { epoch, nonce, sealed, tail, fingerprint, digest, .. } = value;
        (kind, number, epoch, nonce, sealed, tail, fingerprint, digest)
    });
    tables.unchanged_by(
        "INSERT INTO sealed_value (kind, number, epoch, nonce, sealed, tail, fingerprint, digest)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (fingerprint) DO NOTHING",
        bound,
    )
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
        keep(&self.tables, values)
    }

    /// Keeps a sealed value in place of the one that was there.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn replace_sealed(&mut self, of: SecretOf, value: &Sealed) -> Result<()> {
        let (kind, number) = of.place();
        self.tables
            .run("DELETE FROM sealed_value WHERE kind = ?1 AND number = ?2", (kind, number))?;
        keep(&self.tables, [(of, value)]).map(drop)
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
        for (of, value) in values {
            let (kind, number) = of.place();
            let Sealed { epoch, nonce, sealed, fingerprint, digest, .. } = with(&value)?;
            self.tables.run(
                "UPDATE sealed_value
                 SET epoch = ?3, nonce = ?4, sealed = ?5, fingerprint = ?6, digest = ?7
                 WHERE kind = ?1 AND number = ?2",
                (kind, number, epoch, nonce, sealed, fingerprint, digest),
            )?;
        }
        Ok(())
    }

    /// Forgets sealed values, of keys that are removed.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn forget_sealed(&mut self, keys: &[KeyId]) -> Result<()> {
        let places = keys.iter().map(|key| SecretOf::Key(*key).place());
        let sql = "DELETE FROM sealed_value WHERE kind = ?1 AND number = ?2";
        self.tables.run_each(sql, places)
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
        let found =
            self.tables.row(&sql, (kind, number), |row| sealed(row, 0, commitment.to_owned()))?;
        found.ok_or_else(|| impossible(&format!("{kind} {number} without its sealed value")))
    }

    /// Everything that the log says is sealed, with its commitment.
    pub(super) fn secrets_told_of(&self) -> Result<Vec<(SecretOf, String)>> {
        let mut told = self.tables.rows(
            "SELECT id, commitment FROM \"key\" WHERE length(commitment) > 0 ORDER BY id",
            [],
            |row| Ok((SecretOf::Key(row.id(0)?), hex(&row.get::<Vec<u8>>(1)?))),
        )?;
        self.tables.each(
            "SELECT id, access_id, contract_id FROM contract WHERE access_id IS NOT NULL
             ORDER BY id",
            [],
            |row| {
                told.push((SecretOf::AccessId(row.id(0)?), row.get(1)?));
                told.push((SecretOf::ContractId(row.id(0)?), row.get(2)?));
                Ok(())
            },
        )?;
        Ok(told)
    }

    /// The last five characters of a key's text; none of a short one, and none of a key that was
    /// removed since.
    pub fn tail_of(&self, key: KeyId) -> Result<Option<String>> {
        let (kind, number) = SecretOf::Key(key).place();
        let found = self.tables.row(
            "SELECT tail FROM sealed_value WHERE kind = ?1 AND number = ?2",
            (kind, number),
            |row| row.get(0),
        )?;
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
        self.tables.each(&sql, [], |row| {
            let (of, commitment) = match row.get::<String>(0)?.as_str() {
                "key" => {
                    let commitment: Option<Vec<u8>> = row.get(2)?;
                    (SecretOf::Key(row.id(1)?), commitment.map(|bytes| hex(&bytes)))
                }
                "access-id" => (SecretOf::AccessId(row.id(1)?), row.get(3)?),
                _ => (SecretOf::ContractId(row.id(1)?), row.get(4)?),
            };
            with(of, sealed(row, 5, commitment.unwrap_or_default())?)
        })
    }

    /// How many values are sealed.
    pub fn sealed_count(&self) -> Result<u32> {
        self.tables.one("SELECT count(*) FROM sealed_value", [], |row| row.number(0))
    }

    /// Copies what is sealed, which is ground and not replayed, into a ledger in memory.
    pub(super) fn copy_secrets_into(&self, other: &Tables) -> Result<()> {
        for key in self.data_keys()? {
            recipient::keep_wrapped(other, &key)?;
        }
        for (recipient, locked) in self.recoveries()? {
            recipient::keep_recovery(other, &recipient, &locked)?;
        }
        self.each_sealed(|of, value| keep(other, [(of, &value)]).map(drop))
    }
}
