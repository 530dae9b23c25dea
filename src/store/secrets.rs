//! Sealed values, as opaque bytes.

use super::row::columns;
use super::tables::Tables;
use super::{Change, Facts, impossible, recipient, tally};
use crate::domain::id::{BenefitId, ContractId, Id, KeyId};
use crate::domain::secret::{Sealed, SecretOf};
use crate::domain::software::KeyState;
use crate::failure::{Exit, Failure, Result};

/// Takes down that sealed values were lost: a key that nobody held can be handed out no more, and a
/// contract is to be confirmed again. An epoch keeps its place without what binds to its data key.
pub(super) fn lose(
    tables: &Tables,
    keys: &[KeyId],
    contracts: &[ContractId],
    epochs: &[u32],
) -> Result<()> {
    for key in keys {
        let found: Option<(BenefitId, KeyState)> =
            tables.row("SELECT benefit, state FROM \"key\" WHERE id = ?1", [key])?;
        let Some((benefit, state)) = found else { continue };
        tables.run(
            "UPDATE \"key\" SET commitment = x'',
                    state = CASE state WHEN 'free' THEN 'retired' ELSE state END
             WHERE id = ?1",
            [key],
        )?;
        if state == KeyState::Free {
            tally::stock(tables, benefit, [0, -1, 0])?;
        }
    }
    for contract in contracts {
        // It is to be confirmed again.
        tables.run("DELETE FROM confirmation WHERE contract = ?1", [contract])?;
        tables.run(
            "UPDATE contract SET access_id = NULL, contract_id = NULL WHERE id = ?1",
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

// The commitment comes from what it belongs to.
columns! {
    Sealed in "sealed_value" {
        epoch, nonce, sealed, tail, fingerprint, digest,
        .. commitment: String::new()
    }
}

/// The sealed value of something, with the commitment that it must keep to.
pub(super) fn sealed(tables: &Tables, of: SecretOf, commitment: String) -> Result<Option<Sealed>> {
    let found: Option<Sealed> = tables.any("WHERE kind = ?1 AND number = ?2", of.place())?;
    Ok(found.map(|value| Sealed { commitment, ..value }))
}

/// Keeps a sealed value with what it belongs to; returns whether it could be kept.
pub(super) fn keep_one(tables: &Tables, of: SecretOf, value: &Sealed) -> bool {
    keep(tables, [(of, value)]).is_ok_and(|twice| twice.is_empty())
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

const FORGET: &str = "DELETE FROM sealed_value WHERE kind = ?1 AND number = ?2";

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
        self.tables.run(FORGET, of.place())?;
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
        self.tables.run_each(FORGET, places)
    }
}

/// Where a sealed value lies, the commitments of what it may belong to, and the value.
type OfSealed = (String, u32, String, String, String, Sealed);

impl Facts {
    /// The sealed value of something, which must keep to the commitment of the log.
    ///
    /// # Errors
    /// `secret-lost` (exit 3) when the log tells that it was lost.
    pub fn sealed(&self, of: SecretOf, commitment: &str) -> Result<Sealed> {
        if commitment.is_empty() {
            return Err(lost(of));
        }
        let found = sealed(&self.tables, of, commitment.to_owned())?;
        let (kind, number) = of.place();
        found.ok_or_else(|| impossible(&format!("{kind} {number} without its sealed value")))
    }

    /// Everything that the log says is sealed, with its commitment.
    pub(super) fn secrets_told_of(&self) -> Result<Vec<(SecretOf, String)>> {
        let keys: Vec<(KeyId, String)> = self.tables.rows(
            "SELECT id, lower(hex(commitment)) FROM \"key\" WHERE length(commitment) > 0
             ORDER BY id",
            [],
        )?;
        let mut told: Vec<_> =
            keys.into_iter().map(|(key, commitment)| (SecretOf::Key(key), commitment)).collect();
        told.extend(self.ids_told_of()?);
        Ok(told)
    }

    /// The same of what is no key.
    fn ids_told_of(&self) -> Result<Vec<(SecretOf, String)>> {
        let mut told = Vec::new();
        self.tables.each(
            "SELECT id, access_id, contract_id FROM contract WHERE access_id IS NOT NULL
             ORDER BY id",
            [],
            |(id, access_id, contract_id)| {
                told.push((SecretOf::AccessId(id), access_id));
                told.push((SecretOf::ContractId(id), contract_id));
                Ok(())
            },
        )?;
        Ok(told)
    }

    /// The last five characters of a key's text; none of a short one, and none of a key that was
    /// removed since.
    pub fn tail_of(&self, key: KeyId) -> Result<Option<String>> {
        let sql = "SELECT tail FROM sealed_value WHERE kind = ?1 AND number = ?2";
        Ok(self.tables.row(sql, SecretOf::Key(key).place())?.flatten())
    }

    /// Goes through all sealed values; one that belongs to nothing the log tells of comes with an
    /// empty commitment.
    pub fn each_sealed(&self, mut with: impl FnMut(SecretOf, Sealed) -> Result<()>) -> Result<()> {
        self.tables.each(
            "SELECT v.kind, v.number, lower(hex(k.commitment)), coalesce(c.access_id, ''),
                    coalesce(c.contract_id, ''), epoch, nonce, sealed, tail, fingerprint, digest
             FROM sealed_value v
             LEFT JOIN \"key\" k ON v.kind = 'key' AND k.id = v.number
             LEFT JOIN contract c ON v.kind <> 'key' AND c.id = v.number
             ORDER BY v.kind, v.number",
            [],
            |(kind, number, of_key, access_id, contract_id, value): OfSealed| {
                let (of, commitment) = match kind.as_str() {
                    "key" => (SecretOf::Key(Id::new(number)), of_key),
                    "access-id" => (SecretOf::AccessId(Id::new(number)), access_id),
                    _ => (SecretOf::ContractId(Id::new(number)), contract_id),
                };
                with(of, Sealed { commitment, ..value })
            },
        )
    }

    /// The sealed values that are no keys: they have no fingerprint, and are few.
    pub fn sealed_ids(&self) -> Result<Vec<Sealed>> {
        let mut ids = Vec::new();
        for (of, commitment) in self.ids_told_of()? {
            ids.push(self.sealed(of, &commitment)?);
        }
        Ok(ids)
    }

    /// How many values are sealed.
    pub fn sealed_count(&self) -> Result<u32> {
        self.tables.one("SELECT count(*) FROM sealed_value", [])
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
