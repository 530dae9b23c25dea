//! `mpn software`: product keys, from the file they came in to the user who holds them.

use super::vault::Vault;
use super::{benefits, export, import, membership, stock};
use crate::domain::answer::{Answer, Body, RevealedKey, SoftwareLine, SoftwareShown};
use crate::domain::benefit::{self, Benefit, Category};
use crate::domain::event::{Event, KeyEvent};
use crate::domain::id::{BenefitId, KeyId};
use crate::domain::name::Ambiguous;
use crate::domain::operation::Operation;
use crate::domain::refusal::KeyRefusal;
use crate::domain::request::{AddKeys, GetKeys, HandOutKey, KeyRequest, RecordActivation};
use crate::domain::secret::{Sealed, SecretOf};
use crate::domain::software::{self, Edition, Key};
use crate::domain::user::User;
use crate::failure::Result;
use crate::store::{Change, Facts, Unit};

/// Decides a request and records what follows from it.
pub(super) fn decide(
    change: &mut Change,
    acting: &User,
    asked: &KeyRequest,
    vault: &Vault,
) -> Result<()> {
    match asked {
        KeyRequest::ImportKeys(keys) => import::keys(change, acting, keys, vault),
        KeyRequest::AddKeys(add) => add_keys(change, add, vault),
        KeyRequest::GetKeys(get) => get_keys(change, acting, get),
        KeyRequest::ExportKeys(wanted) => export::export_keys(change, acting, wanted),
        KeyRequest::RecordActivation(record) => activation(change, record),
        KeyRequest::ReturnKey { key } => take_back(change, key),
        KeyRequest::RetireKey { key } => retire(change, key),
        KeyRequest::HandOutKey(wanted) => hand_out(change, wanted),
    }
}

/// Adds keys to the stock of a benefit.
fn add_keys(change: &mut Change, request: &AddKeys, vault: &Vault) -> Result<()> {
    let benefit = change.benefit_named(&request.benefit)?;
    benefit::rules::usable(&benefit, request.category, change.moment().on)?;
    let sealed: Vec<&Sealed> = vault.sealed()?.iter().collect();
    let seats = match request.category {
        Category::License => request.seats.or(benefit.terms.details.seats_per_key),
        _ => None,
    };
    let AddKeys { key_type, activations, lines, .. } = request;
    stock::add(change, benefit.id, &sealed, *key_type, *activations, seats, lines)?;
    stock::warn(change, &benefit)
}

/// Hands out free keys, or shows one that is named again.
fn get_keys(change: &mut Change, acting: &User, request: &GetKeys) -> Result<()> {
    let (benefit, unit) = change.benefit_or_unit(&request.name)?;
    benefit::rules::usable(&benefit, Category::Software, change.moment().on)?;
    // A key that is shown is used from now on, whatever day is told.
    benefit::rules::usable(&benefit, Category::Software, change.moment().recorded_on())?;
    let edition = software::rules::edition(&benefit, &request.edition)?;
    // Whether a key that was only looked at forfeits the refund is the program's word (CAN-1).
    if change.program()?.refund.viewed_key_forfeits {
        membership::forfeit_refund(change, &benefit, request.forfeit_refund)?;
    }
    match unit {
        Unit::Key(id) => show_again(change, acting, request, id, &edition),
        _ => take_free(change, acting, request, &benefit, &edition),
    }
}

fn show_again(
    change: &mut Change,
    acting: &User,
    request: &GetKeys,
    id: KeyId,
    edition: &Edition,
) -> Result<()> {
    if request.count.is_some_and(|count| count > 1) || request.users.len() > 1 {
        return Err(KeyRefusal::OneKeyNamed { key: id }.into());
    }
    let key = change.key(id)?;
    let to = request.users.first().map(|email| change.user(email)).transpose()?;
    let event =
        software::rules::show_again(&key, to.as_ref(), acting, edition, change.moment().on)?;
    // What was lost cannot be shown, and a look that was not had must not be recorded.
    change.sealed(SecretOf::Key(id), &key.commitment)?;
    change.record(event)
}

fn take_free(
    change: &mut Change,
    acting: &User,
    request: &GetKeys,
    benefit: &Benefit,
    edition: &Edition,
) -> Result<()> {
    let count = request.count.unwrap_or(1) as usize;
    let users = request.users.iter().map(|email| change.user(email));
    let mut holders = users.collect::<Result<Vec<_>>>()?;
    // One holder gets as many keys as are asked for; of several, each gets one.
    if holders.len() <= 1 {
        let holder = holders.pop().unwrap_or_else(|| acting.clone());
        holders = vec![holder; count];
    }
    let free = change.free_keys(benefit.id, holders.len())?;
    let returned = if free.len() < holders.len() { change.keys_returned(benefit.id)? } else { 0 };
    let today = change.moment().on;
    let events = software::rules::hand_out(benefit, &free, &holders, edition, returned, today)?;
    change.record_all(events)
}

/// The answer that hands out the keys of an operation.
pub(super) fn handed_out(facts: &Facts, operation: Operation, vault: &Vault) -> Result<Answer> {
    let body = Body::Keys(revealed(facts, &operation.events, vault)?);
    Ok(Answer { warnings: operation.receipt().warnings, ..body.into() })
}

/// The keys that events handed out, opened.
pub(super) fn revealed(facts: &Facts, events: &[Event], vault: &Vault) -> Result<Vec<RevealedKey>> {
    let mut keys = Vec::new();
    for event in events {
        let Event::Key(KeyEvent::KeyRevealed { key: id, user, language, os, .. }) = event else {
            continue;
        };
        let key = facts.key(*id)?;
        let benefit = facts.benefit(key.benefit)?;
        let details = benefit.terms.details;
        keys.push(RevealedKey {
            id: *id,
            key: vault.reveal_key(facts, &key)?,
            product: benefit.terms.product,
            language: language.clone(),
            os: os.clone(),
            download_url: details.download_url,
            instructions: details.instructions,
            holder: user.clone(),
        });
    }
    Ok(keys)
}

/// Records that a machine was activated with a key.
fn activation(change: &mut Change, request: &RecordActivation) -> Result<()> {
    let (key, benefit) = key_named(change, &request.key)?;
    let program = &change.program()?;
    let today = change.moment().on;
    let event = software::rules::activate(&benefit, &key, &request.activation, program, today)?;
    membership::forfeit_refund(change, &benefit, request.forfeit_refund)?;
    change.record(event)
}

/// Takes a key back.
fn take_back(change: &mut Change, name: &str) -> Result<()> {
    let (key, _) = key_named(change, name)?;
    change.record_all(software::rules::take_back(&key))
}

/// Puts a key out of use.
fn retire(change: &mut Change, name: &str) -> Result<()> {
    let (key, _) = key_named(change, name)?;
    change.record_all(software::rules::retire(&key))
}

/// Records that a key was handed out before there was a ledger.
fn hand_out(change: &mut Change, request: &HandOutKey) -> Result<()> {
    let benefit = change.benefit_named(&request.product)?;
    let key = key_with_tail(change, benefit.id, &request.tail)?;
    let to = change.user(&request.user)?;
    benefit::rules::usable(&benefit, Category::Software, change.moment().on)?;
    // It was looked at already, so no refund is left to protect.
    membership::forfeit_refund(change, &benefit, true)?;
    let edition = Edition::default();
    let event = software::rules::show_again(&key, Some(&to), &to, &edition, change.moment().on)?;
    change.record(event)
}

/// The key of a benefit whose text ends so; an opening statement names keys like that.
pub(super) fn key_with_tail(facts: &Facts, benefit: BenefitId, tail: &str) -> Result<Key> {
    let wanted = tail.trim_start_matches(['…', '.', '-']).to_uppercase();
    let mut keys = facts.keys_with_tail(benefit, &wanted)?;
    match (keys.pop(), keys.is_empty()) {
        (Some(key), true) => Ok(key),
        (Some(key), false) => {
            let candidates = keys.iter().chain([&key]).map(|key| key.id.to_string()).collect();
            Err(Ambiguous { name: tail.to_owned(), candidates }.into())
        }
        (None, _) => Err(KeyRefusal::NoSuchKey { key: tail.to_owned(), nearest: None }.into()),
    }
}

/// The software key of that id, and its benefit.
fn key_named(facts: &Facts, name: &str) -> Result<(Key, Benefit)> {
    let id: KeyId = name.parse().map_err(|_| KeyRefusal::NotAKeyId { name: name.to_owned() })?;
    let key = facts.key(id)?;
    let benefit = facts.benefit(key.benefit)?;
    // A license key is redeemed and replaced, not returned or retired.
    benefit::rules::of_category(&benefit, Category::Software)?;
    Ok((key, benefit))
}

/// All software benefits.
pub(super) fn list(facts: &Facts) -> Result<Answer> {
    super::listed(facts, Body::Software(benefits::lines_of(facts, Category::Software, line)?))
}

/// One software benefit, with its keys.
pub(super) fn show(facts: &Facts, name: &str) -> Result<Answer> {
    let (found, unit) = benefits::named_of(facts, name, Category::Software)?;
    let mut keys = facts.key_lines(found.id)?;
    if let Unit::Key(id) = unit {
        keys.retain(|line| line.id == id);
    }
    Ok(Body::SoftwareBenefit(Box::new(SoftwareShown {
        line: line(facts, &found)?,
        download_url: found.terms.details.download_url,
        instructions: found.terms.details.instructions,
        keys,
    }))
    .into())
}

fn line(facts: &Facts, benefit: &Benefit) -> Result<SoftwareLine> {
    let stock = facts.stock(benefit.id)?;
    Ok(SoftwareLine {
        line: benefits::line(facts, benefit)?,
        keys_total: stock.total,
        keys_free: stock.free,
        keys_revealed: stock.revealed,
        languages: benefit.terms.details.languages.clone(),
        os: benefit.terms.details.os.clone(),
    })
}
