//! `mpn seal`: who can open the keys. Removing somebody begins a new epoch, in which everything is
//! sealed anew.

use std::rc::Rc;

use super::vault::Vault;
use crate::domain::answer::{Answer, Body, RecipientLine, RecoveryMade};
use crate::domain::event::{Event, RecipientEvent};
use crate::domain::operation::Receipt;
use crate::domain::recipient::{self, Recipient};
use crate::domain::request::RecipientRequest;
use crate::domain::secret::WrappedKey;
use crate::domain::user::Email;
use crate::failure::{Exit, Failure, Result};
use crate::seal::{self, DataKey, Listed};
use crate::store::{Change, Facts};

/// Decides a request and records what follows from it.
pub(super) fn decide(change: &mut Change, asked: &RecipientRequest, vault: &Vault) -> Result<()> {
    match asked {
        RecipientRequest::AddRecipient { recipient, user } => {
            add(change, recipient, user.as_ref(), vault)
        }
        RecipientRequest::RemoveRecipient { recipient } => remove(change, recipient, vault),
        RecipientRequest::RotateKey => begin_epoch(change, vault),
        RecipientRequest::MakeRecovery => recovery(change, vault),
    }
}

/// Lets a recipient open the keys.
fn add(change: &mut Change, recipient: &str, user: Option<&Email>, vault: &Vault) -> Result<()> {
    let recipient = &seal::recipient(recipient)?;
    let user = user.map(|email| change.user(email)).transpose()?.map(|user| user.email);
    let known = change.recipients()?;
    let today = change.moment().on;
    let Some(event) = recipient::rules::add(&known, recipient, user.as_ref(), None, today) else {
        return Ok(());
    };
    let is_new = matches!(event, RecipientEvent::RecipientAdded { .. });
    change.record(event)?;
    if is_new { let_in(change, vault.keys()?) } else { Ok(()) }
}

/// Takes a recipient away: whoever is left seals anew, and is told what the leaver has seen.
fn remove(change: &mut Change, name: &str, vault: &Vault) -> Result<()> {
    let known = change.recipients()?;
    // An SSH key may have been typed with its comment.
    let name = seal::recipient(name).unwrap_or_else(|_| name.to_owned());
    let leaver = recipient::rules::named(&known, &name)?;
    leave(change, &known, leaver)?;
    begin_epoch(change, vault)
}

fn leave(change: &mut Change, known: &[Recipient], leaver: &Recipient) -> Result<()> {
    let seen = leaver.user.as_ref().map(|user| change.seen_by(user)).transpose()?;
    let keys = change.sealed_count()?;
    let (seen, today) = (seen.unwrap_or_default(), change.moment().on);
    let event = recipient::rules::remove(known, leaver, seen, keys, today)?;
    change.record(event)?;
    if leaver.recovery.is_some() {
        change.drop_recovery(&leaver.recipient)?;
    }
    Ok(())
}

/// Makes a way in that a passphrase opens; it takes the place of the one before it.
fn recovery(change: &mut Change, vault: &Vault) -> Result<()> {
    let made = vault.recovery()?;
    let digest = change.keep_recovery(&made.recipient, &made.locked)?;
    let known = change.recipients()?;
    let today = change.moment().on;
    change.record_all(recipient::rules::add(&known, &made.recipient, None, Some(digest), today))?;
    let known = change.recipients()?;
    let before = known.iter().find(|one| one.recovery.is_some() && one.recipient != made.recipient);
    match before {
        Some(before) => {
            leave(change, &known, before)?;
            begin_epoch(change, vault)
        }
        None => let_in(change, vault.keys()?),
    }
}

/// Begins an epoch: a new data key for the recipients that are left, and everything sealed with it.
/// The older data keys are wrapped anew as well, so that a request that was made under one of them
/// is still known when it is repeated.
fn begin_epoch(change: &mut Change, vault: &Vault) -> Result<()> {
    let keys = vault.keys()?;
    let newest = next_data_key(change)?;
    let missing = || Failure::unsound("data-key-missing", "a data key is missing");
    change.seal_anew(|value| {
        let key = keys.iter().find(|key| key.epoch == value.epoch).ok_or_else(missing)?;
        newest.sealed_anew(value, key)
    })?;
    wrap_anew(change, keys)?;
    vouch(change, &newest, keys.last().map(Rc::as_ref))
}

/// Wraps the data keys to one more, too, and vouches for all.
fn let_in(change: &mut Change, keys: &[Rc<DataKey>]) -> Result<()> {
    wrap_anew(change, keys)?;
    let Some((newest, older)) = keys.split_last() else { return Ok(()) };
    vouch(change, newest, older.last().map(Rc::as_ref))
}

/// Vouches for whoever is a recipient now, under the newest data key and, where that is not lost,
/// the one of the epoch before it. It ends the operation: the log refuses one without it.
pub(super) fn vouch(change: &mut Change, newest: &DataKey, before: Option<&DataKey>) -> Result<()> {
    let mut recipients = names(&change.recipients()?);
    recipients.sort_unstable();
    let (seq, prev) = change.place();
    let (epoch, data_key) = (newest.epoch, newest.commitment());
    let listed = Listed {
        ledger: change.ledger_id(),
        seq,
        prev,
        epoch,
        data_key: &data_key,
        recipients: &recipients,
    };
    let before = before.filter(|before| before.epoch + 1 == epoch);
    let vouch = newest.vouch(listed)?;
    let by_before = before.map(|before| before.vouch(listed)).transpose()?;
    change.record(RecipientEvent::RecipientsVouched { epoch, recipients, vouch, by_before })
}

/// Makes the data key of another epoch, for whoever is a recipient now.
pub(super) fn next_data_key(change: &mut Change) -> Result<DataKey> {
    let recipients = names(&change.recipients()?);
    let epoch = change.newest_epoch()? + 1;
    let (key, wrapped) = DataKey::make(epoch, change.ledger_id(), &recipients)?;
    adopt(change, &key, &wrapped, recipients)?;
    Ok(key)
}

/// Begins the epoch of a data key that was wrapped to these recipients.
pub(super) fn adopt(
    change: &mut Change,
    key: &DataKey,
    wrapped: &WrappedKey,
    recipients: Vec<String>,
) -> Result<()> {
    let (epoch, data_key) = (key.epoch, key.commitment());
    change.record(RecipientEvent::EpochBegun { epoch, recipients, data_key })?;
    change.keep_data_key(wrapped)
}

/// Wraps data keys to whoever is a recipient now.
fn wrap_anew(change: &mut Change, keys: &[Rc<DataKey>]) -> Result<()> {
    let recipients = change.recipients()?;
    let named = names(&recipients);
    for key in keys {
        change.replace_data_key(&key.wrapped_to(&named)?)?;
    }
    if let Some(warning) = recipient::rules::warning(recipients.len()) {
        change.warn(warning);
    }
    Ok(())
}

fn names(recipients: &[Recipient]) -> Vec<String> {
    recipients.iter().map(|known| known.recipient.clone()).collect()
}

/// Everybody who can open the keys.
pub(super) fn list(facts: &Facts) -> Result<Answer> {
    let recipients = facts.recipients()?;
    let warnings = recipient::rules::warning(recipients.len()).into_iter().collect();
    let lines = recipients.into_iter().map(|known| RecipientLine {
        kind: known.kind(),
        recipient: known.recipient,
        user: known.user,
        since: known.since,
    });
    Ok(Answer { warnings, ..Body::Recipients(lines.collect()).into() })
}

/// The answer to a recovery that was made: the passphrase, which nothing else tells.
pub(super) fn recovery_made(receipt: Receipt, vault: &Vault) -> Result<Answer> {
    let made = vault.recovery()?;
    let adds_it = |event: &Event| match event {
        Event::Recipient(RecipientEvent::RecipientAdded { recipient, .. }) => {
            *recipient == made.recipient
        }
        _ => false,
    };
    if !receipt.events.iter().any(adds_it) {
        return Err(Failure::new(
            Exit::Conflict,
            "passphrase-told-once",
            "that request made a recovery passphrase already, which is told once and kept nowhere",
        )
        .hint("mpn seal recovery, without the request id, makes another in its place"));
    }
    let passphrase = made.passphrase.to_string();
    Ok(Body::Recovery(Box::new(RecoveryMade { receipt, passphrase })).into())
}
