//! The keys of an export and those of the ledger, told by their ids or last characters.

use std::collections::HashSet;

use crate::commands::import::ByName;
use crate::commands::listed;
use crate::domain::answer::{Answer, Body, Compared, DifferenceLine, What};
use crate::domain::benefit::Category;
use crate::domain::id::KeyId;
use crate::domain::import::{self, ExportedKey, ImportKeys};
use crate::domain::secret::Secret;
use crate::domain::software::KeyState;
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
            let claimed = exported.claimed_on.map(|day| format!(", claimed on {day}"));
            let there = format!("{}{}", product.product, claimed.unwrap_or_default());
            lines.extend(match known {
                Some(id) => claimed_there(facts, id, exported, there)?,
                None => Some(DifferenceLine {
                    what: What::MissingHere,
                    kind: Compared::Key,
                    subject: subject(text, exported, &import.shown),
                    here: None,
                    there: Some(there),
                    hint: mending.to_owned(),
                }),
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
    let Some(day) = exported.claimed_on else { return Ok(None) };
    let known = facts.key(id)?;
    if known.state != KeyState::Free {
        return Ok(None);
    }
    let benefit = facts.benefit(known.benefit)?;
    // A key of a license benefit is redeemed, not handed out; and nothing is handed out on a day
    // before its benefit was there.
    if benefit.terms.category != Category::Software {
        return Ok(None);
    }
    let on = if day < benefit.terms.starts_on { String::new() } else { format!(" --on {day}") };
    Ok(Some(DifferenceLine {
        what: What::Different,
        kind: Compared::Key,
        subject: id.to_string(),
        here: Some(known.state.to_string()),
        there: Some(there),
        hint: format!("mpn software get-keys {id}{on}"),
    }))
}

/// The keys of the subscriptions that an export of all of them does not have.
fn missing_there(
    facts: &Facts,
    found: &HashSet<KeyId>,
    lines: &mut Vec<DifferenceLine>,
) -> Result<()> {
    let subscriptions = facts.benefits_of(Category::Software)?.into_iter();
    for benefit in subscriptions.filter(|one| one.terms.offer == import::SUBSCRIPTION_OFFER) {
        for key in facts.keys(benefit.id)? {
            let gone = matches!(key.state, KeyState::Retired | KeyState::Ended);
            if gone || found.contains(&key.id) {
                continue;
            }
            let holder = key.holder.map(|holder| format!(" by {holder}")).unwrap_or_default();
            lines.push(DifferenceLine {
                what: What::MissingThere,
                kind: Compared::Key,
                subject: key.id.to_string(),
                here: Some(format!("{}, {}{holder}", benefit.terms.product, key.state)),
                there: None,
                hint: format!("mpn software retire {}", key.id),
            });
        }
    }
    Ok(())
}
