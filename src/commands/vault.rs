//! The secrets of one command: opened, or sealed, before its transaction begins; told to be
//! missing only where they turn out to be needed, so that a rule's refusal comes first.

use super::Context;
use crate::domain::request::Request;
use crate::domain::secret::Sealed;
use crate::failure::{Failure, Result};
use crate::seal::{self, DataKey, Identity};
use crate::store::Facts;

/// The newest data key of a ledger, which the identity opens.
pub(super) fn data_key(context: &Context<'_>, facts: &Facts) -> Result<DataKey> {
    let identity = Identity::read(context.settings.identity()?)?;
    let ledger = facts.head()?.ledger;
    let wrapped = facts.data_keys()?;
    let newest = wrapped.last().ok_or_else(|| {
        Failure::unsound("data-key-missing", "the ledger has no data key").hint("mpn ledger verify")
    })?;
    DataKey::unwrap(&ledger, newest, &identity)
}

/// What a command has to do with secrets.
pub(super) enum Vault {
    /// Nothing.
    Closed,
    /// The data key, and the request's own secrets sealed with it.
    Open { key: Box<DataKey>, sealed: Vec<Sealed> },
    /// It could not be opened.
    Missing(Failure),
}

impl Vault {
    /// Opens the ledger's data key if the request needs it.
    pub(super) fn open(context: &Context<'_>, request: &Request) -> Result<Self> {
        let secrets = request.secrets();
        if secrets.is_empty() && !request.reveals() {
            return Ok(Vault::Closed);
        }
        // The ledger must be there before anybody asks for its identity.
        let reader = context.reader()?;
        let opened = data_key(context, &reader);
        drop(reader);
        match opened {
            Ok(key) => Vault::of(key, request),
            Err(failure) => Ok(Vault::Missing(failure)),
        }
    }

    /// A vault with this data key, the request's secrets sealed.
    pub(super) fn of(key: DataKey, request: &Request) -> Result<Self> {
        let sealed = key.seal(request.secrets(), request.secrets_are_unique())?;
        Ok(Vault::Open { key: Box::new(key), sealed })
    }

    /// The data key.
    pub(super) fn key(&self) -> Result<&DataKey> {
        match self {
            Vault::Open { key, .. } => Ok(key),
            Vault::Missing(failure) => Err(failure.told().into()),
            Vault::Closed => {
                Err(Failure::failed("no-identity", "the ledger's data key was not opened"))
            }
        }
    }

    /// The data key, for the next request.
    pub(super) fn into_key(self) -> Option<DataKey> {
        match self {
            Vault::Open { key, .. } => Some(*key),
            _ => None,
        }
    }

    /// Whether the data key is at hand.
    pub(super) fn must_open(&self) -> Result<()> {
        self.key().map(|_| ())
    }

    /// The request's secrets, sealed.
    pub(super) fn sealed(&self) -> Result<&[Sealed]> {
        self.must_open()?;
        match self {
            Vault::Open { sealed, .. } => Ok(sealed),
            _ => Ok(&[]),
        }
    }

    /// The digest of a request, by which a repeated one is known.
    pub(super) fn digest(&self, ledger: &str, request: &Request) -> Result<String> {
        let text = serde_json::to_string(request)
            .map_err(|error| Failure::failed("failed", format!("cannot write JSON: {error}")))?;
        if request.secrets().is_empty() {
            return Ok(seal::request_digest(ledger, &text));
        }
        self.key()?.request_digest(&text, request.secrets())
    }
}
