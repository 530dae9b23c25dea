//! The keys of an export and those of the ledger, told by their ids or last characters.

use std::collections::HashSet;

use super::difference;
use crate::commands::import::ByName;
use crate::commands::listed;
use crate::domain::answer::{Answer, Body, Compared, DifferenceLine};
use crate::domain::benefit::{Benefit, Category};
use crate::domain::id::KeyId;
use crate::domain::import::{self, ExportedKey, ImportKeys};
use crate::domain::secret::Secret;
use crate::domain::software::{Key, KeyState};
use crate::failure::{Result, count};
use crate::store::Facts;

/// Compares keys by their fingerprints, which are in the order of the keys; `mending` is the
/// import of them.
pub(super) fn compare(
    facts: &Facts,
    import: &ImportKeys,
    fingerprints: Vec<Vec<u8>>,
    mending: &str,
) -> Result<Answer> {
    let mut texts = import.keys.iter().zip(fingerprints);
    let mut lines = Vec::new();
    let mut found: HashSet<KeyId> = HashSet::new();
    let mut seen = HashSet::new();
    for product in &import.products {
        for (exported, (text, fingerprint)) in product.keys.iter().zip(texts.by_ref()) {
            let known = facts.key_with_fingerprint(&fingerprint)?;
            found.extend(known);
            // One key may stand under several products.
            if !seen.insert(fingerprint) {
                continue;
            }
            let claimed = exported.claimed.on().map(|day| format!(", claimed on {day}"));
            let there = format!("{}{}", product.product, claimed.unwrap_or_default());
            lines.extend(if let Some(id) = known {
                claimed_there(facts, id, exported, there)?
            } else {
                let subject = subject(text, exported, &import.shown);
                Some(difference(Compared::Key, &subject, None, Some(there), mending.to_owned()))
            });
        }
    }
    missing_there(facts, &found, &mut lines)?;
    let mut answer = listed(facts, Body::Differences(lines))?;
    let here = ByName::of(facts)?;
    let without = import.products.iter().filter(|product| product.keys.is_empty());
    let without = without.filter(|product| here.benefit(product).is_none()).count();
    if without > 0 {
        let products = count(without as u64, "product");
        answer.notes.push(format!("{}: {products} without a key not known here", import.shown));
    }
    Ok(answer)
}

/// How a key is called that has no id here.
fn subject(text: &Secret, exported: &ExportedKey, shown: &str) -> String {
    match text.tail() {
        Some(tail) => format!("…{tail}"),
        None => format!("{shown}:{}", exported.line),
    }
}

/// A key that was claimed in the portal, and here is nobody's.
fn claimed_there(
    facts: &Facts,
    id: KeyId,
    exported: &ExportedKey,
    there: String,
) -> Result<Option<DifferenceLine>> {
    let Some(day) = exported.claimed.on() else { return Ok(None) };
    let known = facts.key(id)?;
    let benefit = facts.benefit(known.benefit)?;
    // A key of a license benefit is redeemed, not handed out; and nothing is handed out on a day
    // before its benefit was there.
    if known.state != KeyState::Free || benefit.terms.category() != Category::Software {
        return Ok(None);
    }
    let on = if day < benefit.terms.starts_on { String::new() } else { format!(" --on {day}") };
    let (here, hint) = (known.state.to_string(), format!("mpn software get-keys {id}{on}"));
    Ok(Some(difference(Compared::Key, &id, Some(here), Some(there), hint)))
}

/// The keys of the subscriptions that an export of all of them does not have.
fn missing_there(
    facts: &Facts,
    found: &HashSet<KeyId>,
    lines: &mut Vec<DifferenceLine>,
) -> Result<()> {
    let subscriptions = facts.benefits_of(Category::Software)?.into_iter();
    let is_theirs = |benefit: &Benefit| benefit.terms.offer == import::SUBSCRIPTION_OFFER;
    for benefit in subscriptions.filter(is_theirs) {
        for Key { id, state, holder, .. } in facts.keys(benefit.id)? {
            if state == KeyState::Retired || found.contains(&id) {
                continue;
            }
            let holder = holder.map(|holder| format!(" by {holder}")).unwrap_or_default();
            let here = format!("{}, {state}{holder}", benefit.terms.product);
            let hint = format!("mpn software retire {id}");
            lines.push(difference(Compared::Key, &id, Some(here), None, hint));
        }
    }
    Ok(())
}
