//! Keys on their way into the stock of a benefit, with their sealed texts.

use crate::domain::benefit::Benefit;
use crate::domain::event::KeyEvent;
use crate::domain::id::{BenefitId, KeyId};
use crate::domain::refusal::KeyRefusal;
use crate::domain::secret::{Sealed, SecretOf};
use crate::domain::software::{self, Batch};
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
