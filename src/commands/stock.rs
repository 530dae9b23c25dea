//! Keys on their way into the stock of a benefit, with their sealed texts.

use crate::domain::benefit::Benefit;
use crate::domain::event::KeyEvent;
use crate::domain::id::{BenefitId, KeyId};
use crate::domain::license;
use crate::domain::refusal::KeyRefusal;
use crate::domain::request::AddKeys;
use crate::domain::secret::{Sealed, SecretOf};
use crate::domain::software::{self, Batch, Key, KeyState};
use crate::failure::Result;
use crate::store::Change;

/// Adds keys of one type, and returns their ids in order. Those that are there already are told at
/// once, by their lines; where nobody says which lines those are, they are known to be new.
pub(super) fn add(
    change: &mut Change,
    benefit: BenefitId,
    sealed: &[&Sealed],
    batch: Batch,
    lines: &[u32],
) -> Result<Vec<KeyId>> {
    let commitments: Vec<String> = sealed.iter().map(|value| value.commitment.clone()).collect();
    let counters = &mut change.counters;
    let events = software::rules::add_keys(benefit, &commitments, batch, counters);
    let ids: Vec<KeyId> = events.iter().flat_map(KeyEvent::added).map(|added| added.key).collect();
    let values = ids.iter().zip(sealed).map(|(id, value)| (SecretOf::Key(*id), *value));
    let twice = change.keep_sealed(values)?;
    let twice: Vec<u32> = twice.iter().filter_map(|place| lines.get(*place).copied()).collect();
    if !twice.is_empty() {
        return Err(KeyRefusal::DuplicateKeys { lines: twice }.into());
    }
    change.record_all(events)?;
    Ok(ids)
}

/// Warns where there are more keys than were granted.
pub(super) fn warn(change: &mut Change, benefit: &Benefit) -> Result<()> {
    // A key that took the place of another is none more.
    let stock = change.stock(benefit.id)?.total - change.keys_replaced(benefit.id)?;
    if let Some(warning) = software::rules::stock_warning(benefit, stock) {
        change.warn(warning);
    }
    Ok(())
}

/// The key that was given back, whose place the one that is added takes; where none is named and
/// one waits for its replacement, that is warned of (LIC-7).
pub(super) fn in_place_of(
    change: &mut Change,
    benefit: &Benefit,
    request: &AddKeys,
    keys: usize,
) -> Result<Option<Key>> {
    if let Some(named) = &request.replaces {
        let id: KeyId =
            named.parse().map_err(|_| KeyRefusal::NotAKeyId { name: named.to_owned() })?;
        let replaced = change.key(id)?;
        let by = change.replacement_of(id)?;
        license::rules::takes_place_of(benefit, &replaced, by, keys)?;
        return Ok(Some(replaced));
    }
    let mut given_back = change.keys(benefit.id)?;
    given_back.retain(|key| key.state == KeyState::Replaced);
    for key in given_back {
        if change.replacement_of(key.id)?.is_none() {
            let id = key.id;
            change.warn(format!(
                "{id} was given back and waits for its replacement; --replaces {id} says that \
                 this is it (LIC-7)"
            ));
        }
    }
    Ok(None)
}

/// The seats of each key that is added; a warning where they are others than the benefit says.
pub(super) fn seats_of_added(
    change: &mut Change,
    benefit: &Benefit,
    named: Option<u32>,
    replaced: Option<&Key>,
) -> Result<u32> {
    let (seats, warning) = license::rules::seats_of_keys(benefit, named, replaced)?;
    if let Some(warning) = warning {
        change.warn(warning);
    }
    Ok(seats)
}
