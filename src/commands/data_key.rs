//! The data key of a ledger, opened with the identity that is named: it must be the one that the
//! log binds itself to.

use std::path::Path;

use super::{Context, surroundings};
use crate::domain::secret::WrappedKey;
use crate::failure::{Failure, Result};
use crate::seal::{DataKey, Identity};
use crate::store::Facts;

/// A data key that the log tells of is not there, or one is that it does not tell of.
pub(super) fn no_data_key() -> Failure {
    Failure::unsound("data-key-missing", "the ledger has no data key").hint("mpn ledger verify")
}

/// The identity that is named, with the ledger's recovery identities at hand for a passphrase.
///
/// # Errors
/// An identity that is not there, or a passphrase that unlocks nothing.
pub(super) fn identity(context: &Context<'_>, facts: &Facts) -> Result<Identity> {
    let path = context.settings.identity()?;
    let identity = Identity::read(path)?;
    warn_of_others(context, path);
    let recoveries = facts.recoveries()?;
    identity.with_recoveries(recoveries.iter().map(|(_, locked)| locked.as_slice()))
}

/// Warns of an identity that others can read, each time it is used.
pub(super) fn warn_of_others(context: &Context<'_>, identity: &Path) {
    let Some(warning) = surroundings::of_others(identity) else { return };
    let mut noticed = context.noticed.borrow_mut();
    if !noticed.contains(&warning) {
        noticed.push(warning);
    }
}

/// The newest data key of a ledger, to open what is sealed with it.
///
/// # Errors
/// An identity that is not there, or does not open it.
pub(super) fn newest(context: &Context<'_>, facts: &Facts) -> Result<DataKey> {
    let identity = identity(context, facts)?;
    let newest = facts.data_keys()?.pop().ok_or_else(no_data_key)?;
    if newest.epoch != facts.newest_epoch()? {
        return Err(no_data_key());
    }
    unwrap(facts, &facts.head()?.ledger, &newest, &identity)
}

/// A data key, which must be the one that the log binds itself to.
///
/// # Errors
/// Those of [`DataKey::unwrap`], and `data-key-changed` (exit 7).
pub(super) fn unwrap(
    facts: &Facts,
    ledger: &str,
    wrapped: &WrappedKey,
    identity: &Identity,
) -> Result<DataKey> {
    let key = DataKey::unwrap(ledger, wrapped, identity)?;
    match facts.data_key_commitment(key.epoch)? {
        Some(told) if told == key.commitment() => Ok(key),
        _ => Err(another_key(key.epoch)),
    }
}

/// There is another data key than the one that the log tells of.
pub(super) fn another_key(epoch: u32) -> Failure {
    Failure::unsound(
        "data-key-changed",
        format!("the data key of epoch {epoch} is not the one that the log tells of"),
    )
    .hint("mpn ledger verify; whatever is sealed with it can be read by whoever put it there")
}
