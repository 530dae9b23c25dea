//! The secrets of one command: opened, or sealed, before its transaction begins; told to be
//! missing only where they turn out to be needed, so that a rule's refusal comes first.

use std::rc::Rc;

use super::Context;
use super::data_key::{self, no_data_key};
use super::vouched::{self, Vouched};
use crate::domain::request::{RecipientRequest, Request};
use crate::domain::secret::{Sealed, SecretOf};
use crate::domain::software::Key;
use crate::failure::{Failure, Result};
use crate::seal::{self, DataKey, MadeRecovery};
use crate::store::Facts;

/// What a command has to do with secrets.
pub(super) enum Vault {
    /// Nothing.
    Closed,
    /// The data keys, and the request's own secrets sealed with the newest.
    Open(Box<Opened>),
    /// It could not be opened.
    Missing(Failure),
}

/// An open vault.
pub(super) struct Opened {
    /// The newest last; older ones, where the request has to do with them.
    keys: Vec<Rc<DataKey>>,
    sealed: Vec<Sealed>,
    /// The way in that the request is to make.
    recovery: Option<MadeRecovery>,
    /// Who can open the ledger, where something is to be sealed for them.
    vouched: Option<Vouched>,
}

impl Vault {
    /// Opens the ledger's data key if the request needs it.
    pub(super) fn open(context: &Context<'_>, request: &Request) -> Result<Self> {
        if request.secrets().is_empty() && !request.reveals() && !request.changes_seal() {
            return Ok(Vault::Closed);
        }
        // The ledger must be there before anybody asks for its identity.
        let reader = context.reader()?;
        let opened = if request.secrets().is_empty() && !request.changes_seal() {
            data_key::newest(context, &reader).map(|key| (vec![key], None))
        } else {
            vouched::open(context, &reader).map(|(keys, vouched)| (keys, Some(vouched)))
        };
        drop(reader);
        match opened {
            Ok((keys, vouched)) => {
                Vault::with(keys.into_iter().map(Rc::new).collect(), vouched, request)
            }
            Err(failure) => Ok(Vault::Missing(failure)),
        }
    }

    /// A vault with the data key of a ledger in the making.
    pub(super) fn of(key: &Rc<DataKey>, request: &Request) -> Result<Self> {
        Vault::with(vec![Rc::clone(key)], None, request)
    }

    /// A vault with these data keys, the request's secrets sealed with the last.
    fn with(keys: Vec<Rc<DataKey>>, vouched: Option<Vouched>, request: &Request) -> Result<Self> {
        let key = keys.last().ok_or_else(no_data_key)?;
        let sealed = key.seal(request.secrets(), request.secrets_are_unique())?;
        let recovery = match request {
            Request::Recipient(RecipientRequest::MakeRecovery) => Some(seal::make_recovery()?),
            _ => None,
        };
        Ok(Vault::Open(Box::new(Opened { keys, sealed, recovery, vouched })))
    }

    /// Whether the newest data key is still the one that was opened, and who can open it the same.
    pub(super) fn is_of(&self, facts: &Facts) -> Result<bool> {
        match self {
            Vault::Open(opened) => match &opened.vouched {
                Some(vouched) => vouched.is_still_so(facts),
                None => Ok(facts.newest_epoch()? == self.key()?.epoch),
            },
            Vault::Missing(_) | Vault::Closed => Ok(true),
        }
    }

    fn opened(&self) -> Result<&Opened> {
        match self {
            Vault::Open(opened) => Ok(opened),
            Vault::Missing(failure) => Err(failure.told().into()),
            Vault::Closed => {
                Err(Failure::failed("no-identity", "the ledger's data key was not opened"))
            }
        }
    }

    /// The newest data key.
    pub(super) fn key(&self) -> Result<&DataKey> {
        self.keys()?.last().map(Rc::as_ref).ok_or_else(no_data_key)
    }

    /// The data keys, the newest last: all of them, of a request that changes who can open them.
    pub(super) fn keys(&self) -> Result<&[Rc<DataKey>]> {
        self.opened().map(|opened| opened.keys.as_slice())
    }

    /// A secret of the ledger, which keeps to the commitment of the log, in clear.
    pub(super) fn reveal(&self, facts: &Facts, of: SecretOf, commitment: &str) -> Result<String> {
        let sealed = facts.sealed(of, commitment)?;
        Ok(self.key()?.open(&sealed)?.reveal().to_owned())
    }

    /// The text of a key of the ledger, in clear.
    pub(super) fn reveal_key(&self, facts: &Facts, key: &Key) -> Result<String> {
        self.reveal(facts, SecretOf::Key(key.id), &key.commitment)
    }

    /// The request's secrets, sealed.
    pub(super) fn sealed(&self) -> Result<&[Sealed]> {
        self.opened().map(|opened| opened.sealed.as_slice())
    }

    /// The way in that the request is to make.
    pub(super) fn recovery(&self) -> Result<&MadeRecovery> {
        let made = self.opened()?.recovery.as_ref();
        made.ok_or_else(|| Failure::failed("failed", "no recovery was made"))
    }
}
