//! `mpn software`: product keys, from the file they came in to the user who holds them.

use super::vault::Vault;
use super::{benefits, export, import, membership, stock};
use crate::domain::answer::{Answer, Body, RevealedKey, SoftwareLine, SoftwareShown};
use crate::domain::benefit::{self, Benefit, Category, Keys, Licenses};
use crate::domain::event::{Event, KeyEvent};
use crate::domain::id::{BenefitId, KeyId};
use crate::domain::name::Ambiguous;
use crate::domain::operation::Operation;
use crate::domain::refusal::KeyRefusal;
use crate::domain::request::{AddKeys, GetKeys, HandOutKey, KeyRequest, RecordActivation};
use crate::domain::secret::{Sealed, SecretOf};
use crate::domain::software::{self, Batch, Edition, Key, KeyState, Receiver, WhenHeld};
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
    benefit::rules::of_category(&benefit, request.category)?;
    benefit::rules::in_force(&benefit)?;
    let sealed: Vec<&Sealed> = vault.sealed()?.iter().collect();
    let (key_type, activations) = (request.key_type, request.activations);
    let mut batch = Batch { key_type, activations, ..Batch::default() };
    if benefit.terms.of::<Licenses>().is_some() {
        let replaced = stock::in_place_of(change, &benefit, request, sealed.len())?;
        batch.replaces = replaced.as_ref().map(|key| key.id);
        let named = request.seats;
        batch.seats = Some(stock::seats_of_added(change, &benefit, named, replaced.as_ref())?);
    }
    stock::add(change, benefit.id, &sealed, batch, &request.lines)?;
    stock::warn(change, &benefit)
}

/// Lets users have the keys that they shall have, or shows one that is named.
fn get_keys(change: &mut Change, acting: &User, request: &GetKeys) -> Result<()> {
    let (benefit, unit) = change.benefit_or_unit(&request.name)?;
    benefit::rules::usable::<Keys>(&benefit)?;
    // A key that is shown is used from now on, whatever day is told.
    let now = change.moment().recorded_on();
    let as_it_is_now = change.asked_of(now, |change| change.benefit(benefit.id))?;
    benefit::rules::usable::<Keys>(&as_it_is_now)?;
    let edition = software::rules::edition(&benefit, &request.edition)?;
    match unit {
        Unit::Key(id) => show_named(change, acting, request, &benefit, id, &edition),
        _ => hand_out_of(change, acting, request, &benefit, &edition),
    }
}

/// Shows one key that is named.
fn show_named(
    change: &mut Change,
    acting: &User,
    request: &GetKeys,
    benefit: &Benefit,
    id: KeyId,
    edition: &Edition,
) -> Result<()> {
    let more = request.count.is_some_and(|count| count > 1) || request.users.len() > 1;
    if more || request.when_held == WhenHeld::TakeMore {
        return Err(KeyRefusal::OneKeyNamed { key: id }.into());
    }
    let key = change.key(id)?;
    let stays = request.when_held == WhenHeld::Leave && key.state == KeyState::Held;
    if !stays {
        forfeit_by_look(change, benefit, request)?;
    }
    let to = request.users.first().map(|email| change.user(email)).transpose()?;
    let today = change.moment().on;
    let event = software::rules::show_named(&key, to.as_ref(), acting, edition, today)?;
    if stays {
        return Ok(());
    }
    can_be_shown(change, &key)?;
    change.record(event)
}

/// Shows the keys of a benefit that users hold, and takes those that are missing.
fn hand_out_of(
    change: &mut Change,
    acting: &User,
    request: &GetKeys,
    benefit: &Benefit,
    edition: &Edition,
) -> Result<()> {
    let receivers = receivers(change, acting, request, benefit, edition)?;
    let missing = receivers.iter().map(|receiver| receiver.missing).sum();
    let when_held = request.when_held;
    if missing > 0 || when_held != WhenHeld::Leave {
        forfeit_by_look(change, benefit, request)?;
    }
    let free = change.free_keys(benefit.id, missing)?;
    let returned = if free.len() < missing { change.keys_returned(benefit.id)? } else { 0 };
    let today = change.moment().on;
    let events =
        software::rules::hand_out(benefit, &free, &receivers, edition, when_held, returned, today)?;
    if when_held == WhenHeld::Show {
        let mut held = receivers.iter().flat_map(|receiver| &receiver.held);
        held.try_for_each(|key| can_be_shown(change, key))?;
    }
    change.record_all(events)
}

/// Who is to have keys of a benefit, with what they hold of it.
fn receivers(
    facts: &Facts,
    acting: &User,
    request: &GetKeys,
    benefit: &Benefit,
    edition: &Edition,
) -> Result<Vec<Receiver>> {
    let users = request.users.iter().map(|email| facts.user(email));
    let mut users = users.collect::<Result<Vec<_>>>()?;
    if users.is_empty() {
        users.push(acting.clone());
    }
    // One user gets as many keys as are asked for; of several, each gets one.
    let count = if users.len() == 1 { request.count.unwrap_or(1) as usize } else { 1 };
    let with_held = |user: User| {
        let held = facts.keys_of_held_by(benefit.id, &user.email)?;
        Ok(software::rules::receiver(user, held, count, edition, request.when_held))
    };
    users.into_iter().map(with_held).collect()
}

/// Whether a key that is only looked at forfeits the refund is the program's word (CAN-1).
fn forfeit_by_look(change: &mut Change, benefit: &Benefit, request: &GetKeys) -> Result<()> {
    if change.program()?.refund.viewed_key_forfeits {
        membership::forfeit_refund(change, benefit, request.forfeit_refund)?;
    }
    Ok(())
}

/// What was lost cannot be shown, and a look that was not had must not be recorded.
fn can_be_shown(facts: &Facts, key: &Key) -> Result<()> {
    facts.sealed(SecretOf::Key(key.id), &key.commitment).map(drop)
}

/// The answer that hands out the keys of an operation.
pub(super) fn handed_out(facts: &Facts, operation: Operation, vault: &Vault) -> Result<Answer> {
    let body = Body::Keys(revealed(facts, &operation.events, vault)?);
    let notes = software::rules::held_already(&operation.events).into_iter().collect();
    Ok(Answer { warnings: operation.receipt().warnings, notes, ..body.into() })
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
        let Keys { download_url, .. } = benefit::rules::of(&benefit)?;
        keys.push(RevealedKey {
            id: *id,
            key: vault.reveal_key(facts, &key)?,
            download_url: download_url.clone(),
            product: benefit.terms.product,
            language: language.clone(),
            os: os.clone(),
            instructions: benefit.terms.instructions,
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
    change.record(event)?;
    let few = program.support.as_ref().and_then(|terms| {
        software::rules::few_activations_left(&benefit, &change.key(key.id).ok()?, terms)
    });
    if let Some(few) = few {
        change.warn(few);
    }
    Ok(())
}

/// Of which keys few activations are left (SW-4).
pub(super) fn few_activations_left(facts: &Facts) -> Result<Vec<String>> {
    let program = facts.program()?;
    let Some(terms) = &program.support else { return Ok(Vec::new()) };
    let mut told = Vec::new();
    for key in facts.keys_nearly_used_up(terms.few_left_at_most)? {
        let benefit = facts.benefit(key.benefit)?;
        told.extend(software::rules::few_activations_left(&benefit, &key, terms));
    }
    Ok(told)
}

/// Takes a key back.
fn take_back(change: &mut Change, name: &str) -> Result<()> {
    let (key, _) = key_named(change, name)?;
    change.record_all(software::rules::take_back(&key, change.moment().on)?)
}

/// Puts a key out of use.
fn retire(change: &mut Change, name: &str) -> Result<()> {
    let (key, _) = key_named(change, name)?;
    change.record_all(software::rules::retire(&key, change.moment().on)?)
}

/// Records that a key was handed out before there was a ledger.
fn hand_out(change: &mut Change, request: &HandOutKey) -> Result<()> {
    let benefit = change.benefit_named(&request.product)?;
    let key = key_with_tail(change, benefit.id, &request.tail)?;
    let to = change.user(&request.user)?;
    benefit::rules::usable::<Keys>(&benefit)?;
    // It was looked at already, so no refund is left to protect.
    membership::forfeit_refund(change, &benefit, true)?;
    let edition = Edition::default();
    let event = software::rules::show_named(&key, Some(&to), &to, &edition, change.moment().on)?;
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
    benefit::rules::of::<Keys>(&benefit)?;
    Ok((key, benefit))
}

/// All software benefits.
pub(super) fn list(facts: &Facts) -> Result<Answer> {
    super::listed(facts, Body::Software(benefits::lines_of(facts, Category::Software, line)?))
}

/// One software benefit, with its keys.
pub(super) fn show(facts: &Facts, name: &str) -> Result<Answer> {
    let (found, unit) = benefits::named_of(facts, name, Category::Software)?;
    let mut keys = facts.key_lines(&found)?;
    if let Unit::Key(id) = unit {
        keys.retain(|line| line.id == id);
    }
    Ok(Body::SoftwareBenefit(Box::new(SoftwareShown {
        line: line(facts, &found)?,
        download_url: benefit::rules::of::<Keys>(&found)?.download_url.clone(),
        instructions: found.terms.instructions,
        keys,
    }))
    .into())
}

fn line(facts: &Facts, benefit: &Benefit) -> Result<SoftwareLine> {
    let stock = facts.stock(benefit.id)?;
    let Keys { languages, os, .. } = benefit::rules::of(benefit)?;
    Ok(SoftwareLine {
        line: benefits::line(facts, benefit)?,
        keys_total: stock.total,
        keys_free: stock.free,
        // Who saw a key that is held by nobody any more knows it all the same.
        keys_revealed: stock.revealed + facts.keys_given_back(benefit.id)?,
        languages: languages.clone(),
        os: os.clone(),
    })
}
