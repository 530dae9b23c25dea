//! How a ledger is founded: an identity that opens it, its first data key and its first facts.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use zeroize::Zeroizing;

use super::seal::{adopt, vouch};
use super::{Context, catalog, data_key};
use crate::config;
use crate::domain::answer::Founded;
use crate::domain::event::{LedgerEvent, RecipientEvent};
use crate::domain::operation::Receipt;
use crate::domain::organization::Organization;
use crate::domain::program::Program;
use crate::domain::secret::WrappedKey;
use crate::domain::user::Email;
use crate::failure::{Exit, Failure, Result};
use crate::seal::{self, DataKey};
use crate::store::Change;

/// A ledger that is to be, before it is a file.
pub(super) struct Founding {
    pub(super) ledger: String,
    pub(super) key: Rc<DataKey>,
    wrapped: WrappedKey,
    recipients: Vec<String>,
    identity: PathBuf,
    /// What the identity's file is to say, unless it is there already.
    to_write: Option<Zeroizing<String>>,
}

impl Founding {
    /// Makes a data key for the identity that is there, or for a new one.
    pub(super) fn with(context: &Context<'_>, identity: &Path) -> Result<Self> {
        let ledger = seal::random_id()?;
        let (recipients, to_write) = if identity.exists() {
            data_key::warn_of_others(context, identity);
            (seal::recipients_of(identity)?, None)
        } else {
            let (text, recipient) = seal::make_identity();
            (vec![recipient], Some(text))
        };
        let (key, wrapped) = DataKey::make(1, &ledger, &recipients)?;
        let (key, identity) = (Rc::new(key), identity.to_owned());
        Ok(Founding { ledger, key, wrapped, recipients, identity, to_write })
    }

    /// The first facts of every ledger: whose it is, by which rules it goes, who opens its keys.
    pub(super) fn record(
        &self,
        change: &mut Change,
        organization: Organization,
        program: &Program,
        admin: &Email,
        sample: bool,
    ) -> Result<()> {
        let ledger = self.ledger.clone();
        let pepper = change.pepper_commitment(&ledger)?;
        change.record(LedgerEvent::LedgerFounded { ledger, organization, sample, pepper })?;
        catalog::record(change, program)?;
        for recipient in &self.recipients {
            change.record(RecipientEvent::RecipientAdded {
                recipient: recipient.clone(),
                user: Some(admin.clone()),
                recovery: None,
                on: change.moment().on,
            })?;
        }
        adopt(change, &self.key, &self.wrapped, self.recipients.clone())
    }

    /// Vouches for the first recipients: the last fact of the founding.
    pub(super) fn vouch(&self, change: &mut Change) -> Result<()> {
        vouch(change, &self.key, None)
    }

    /// Writes the identity, if it is not there already; on a dry run, finds out whether it could be
    /// written. To be done before the ledger gets its name: a ledger that nobody can open must
    /// never be.
    ///
    /// # Errors
    /// `identity-exists` (exit 6) when something else has come to its place, or a link that leads
    /// nowhere is there.
    pub(super) fn keep_identity(&self, context: &Context<'_>) -> Result<()> {
        match &self.to_write {
            Some(_) if context.dry_run => rehearse(context, &self.identity),
            Some(text) if config::write_new(&self.identity, text.as_bytes())? => Ok(()),
            Some(_) => Err(taken(&self.identity)),
            None => Ok(()),
        }
    }

    /// What was founded, without a config file.
    pub(super) fn founded(&self, receipt: Receipt, ledger: &Path, admin: Email) -> Founded {
        let identity_made = self.to_write.is_some();
        Founded { identity_made, ..founded(receipt, ledger, &self.identity, admin) }
    }
}

/// Something is at the place of a new identity that is none.
fn taken(identity: &Path) -> Failure {
    Failure::new(
        Exit::Conflict,
        "identity-exists",
        format!(
            "an identity was to be made at {}, and something else is there",
            identity.display()
        ),
    )
    .hint("--identity FILE names another place")
}

/// What was founded, with an identity that was there and without a config file.
pub(super) fn founded(receipt: Receipt, ledger: &Path, identity: &Path, admin: Email) -> Founded {
    Founded {
        receipt,
        ledger: ledger.display().to_string(),
        identity: identity.display().to_string(),
        identity_made: false,
        config: None,
        admin,
    }
}

/// On a dry run, finds out whether a file could be made that is not; a real one will see.
pub(super) fn rehearse(context: &Context<'_>, path: &Path) -> Result<()> {
    if context.dry_run { config::can_be_made_with_folder(path) } else { Ok(()) }
}
