//! Who can open the ledger, and the wrapped data keys of its epochs, as opaque bytes.

use super::row::columns;
use super::tables::{Tables, insert};
use super::{Change, Facts, impossible, to_json};
use crate::domain::event::RecipientEvent;
use crate::domain::recipient::Recipient;
use crate::domain::secret::WrappedKey;
use crate::failure::Result;
use crate::seal;

pub(super) fn project(tables: &Tables, event: &RecipientEvent) -> Result<()> {
    match event {
        // It is checked against the log, and nothing follows from it.
        RecipientEvent::RecipientsVouched { .. } => Ok(()),
        RecipientEvent::EpochBegun { epoch, recipients, data_key } => {
            insert!(tables, "epoch" { epoch, recipients = to_json(recipients)?, data_key })
        }
        RecipientEvent::RecipientAdded { recipient, user, recovery, on } => {
            insert!(tables, "recipient" { recipient, user, recovery, since = on })
        }
        RecipientEvent::RecipientNamed { recipient, user } => {
            tables.run("UPDATE recipient SET user = ?2 WHERE recipient = ?1", (recipient, user))
        }
        RecipientEvent::RecipientRemoved { recipient, .. } => {
            tables.run("DELETE FROM recipient WHERE recipient = ?1", [recipient])
        }
    }
}

/// Takes down that the identities that a passphrase unlocked were lost: such a recipient is still
/// one, and nobody can use it.
pub(super) fn lose(tables: &Tables, recoveries: &[String]) -> Result<()> {
    let sql = "UPDATE recipient SET recovery = '' WHERE recipient = ?1";
    tables.run_each(sql, recoveries.iter().map(|recipient| [recipient]))
}

pub(super) fn keep_wrapped(tables: &Tables, key: &WrappedKey) -> Result<()> {
    let WrappedKey { epoch, wrapped, digest } = key;
    insert!(tables, "data_key" { epoch, wrapped, digest })
}

pub(super) fn keep_recovery(tables: &Tables, recipient: &str, locked: &[u8]) -> Result<()> {
    insert!(tables, "recovery" { recipient, locked })
}

columns! {
    WrappedKey in "data_key" { epoch, wrapped, digest }
}

columns! {
    Recipient in "recipient" {
        recipient, user person "user", recovery, since,
    }
}

impl Change {
    /// Keeps the wrapped data key of a new epoch.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn keep_data_key(&mut self, key: &WrappedKey) -> Result<()> {
        keep_wrapped(&self.tables, key)
    }

    /// Keeps a data key that was wrapped anew.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn replace_data_key(&mut self, key: &WrappedKey) -> Result<()> {
        self.tables.run(
            "UPDATE data_key SET wrapped = ?2, digest = ?3 WHERE epoch = ?1",
            (key.epoch, &key.wrapped, &key.digest),
        )
    }

    /// Keeps a recovery identity, locked with its passphrase; returns the digest that the log
    /// names it by.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn keep_recovery(&mut self, recipient: &str, locked: &[u8]) -> Result<String> {
        keep_recovery(&self.tables, recipient, locked)?;
        Ok(seal::recovery_digest(self.ledger_id(), recipient, locked))
    }

    /// Forgets a recovery identity.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn drop_recovery(&mut self, recipient: &str) -> Result<()> {
        self.tables.run("DELETE FROM recovery WHERE recipient = ?1", [recipient])
    }
}

impl Facts {
    /// All wrapped data keys, the newest epoch last.
    pub fn data_keys(&self) -> Result<Vec<WrappedKey>> {
        self.tables.all("ORDER BY epoch", [])
    }

    /// Who can open the newest epoch, the longest first.
    pub fn recipients(&self) -> Result<Vec<Recipient>> {
        self.tables.all("ORDER BY since, recovery IS NOT NULL, recipient", [])
    }

    /// The recovery identities, locked: each with its recipient.
    pub fn recoveries(&self) -> Result<Vec<(String, Vec<u8>)>> {
        self.tables.rows("SELECT recipient, locked FROM recovery ORDER BY recipient", [])
    }

    /// The newest epoch.
    pub fn newest_epoch(&self) -> Result<u32> {
        let newest: Option<u32> = self.tables.one("SELECT max(epoch) FROM epoch", [])?;
        newest.ok_or_else(|| impossible("it has no data key"))
    }

    /// What binds the ledger to the first data key of those that the newest goes back to without
    /// a gap: to the first of all, unless one was lost.
    pub fn first_data_key(&self) -> Result<Option<String>> {
        self.tables.row(
            "SELECT data_key FROM epoch
             WHERE epoch = (SELECT 1 + coalesce(max(epoch), 0) FROM epoch WHERE data_key = '')",
            [],
        )
    }

    /// The epochs whose data key must be there: all but those of which the log tells that it was
    /// lost.
    pub(super) fn epochs_with_key(&self) -> Result<Vec<u32>> {
        self.tables.rows("SELECT epoch FROM epoch WHERE data_key <> '' ORDER BY epoch", [])
    }

    /// What binds the ledger to the data key of an epoch.
    pub fn data_key_commitment(&self, epoch: u32) -> Result<Option<String>> {
        self.tables.row("SELECT data_key FROM epoch WHERE epoch = ?1", [epoch])
    }
}
