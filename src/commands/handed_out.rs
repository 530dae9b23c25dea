//! What a ledger has handed out since a backup of it was made, which would hand it out again.

use std::collections::HashMap;

use crate::domain::benefit::Category;
use crate::domain::id::KeyId;
use crate::domain::shell;
use crate::domain::software::{Key, KeyState};
use crate::failure::Result;
use crate::store::Facts;

/// How many keys are told one by one.
const TOLD: usize = 20;

/// Each key that is free in the backup, and shown or redeemed in the ledger that it replaces, with the
/// command that keeps it from others.
pub(super) fn since(backup: &Facts, newer: &Facts) -> Result<Vec<String>> {
    if backup.head()?.ledger != newer.head()?.ledger {
        return Ok(Vec::new());
    }
    let mut told = Vec::new();
    for category in [Category::Software, Category::License] {
        for benefit in backup.benefits_of(category)? {
            let known: HashMap<KeyId, Key> =
                newer.keys(benefit.id)?.into_iter().map(|key| (key.id, key)).collect();
            for key in backup.keys(benefit.id)? {
                let Some(since) = known.get(&key.id) else { continue };
                let is_free = key.state == KeyState::Free && !backup.was_shown(key.id)?;
                if is_free && (since.state != KeyState::Free || newer.was_shown(key.id)?) {
                    told.push(warning(newer, since)?);
                }
            }
        }
    }
    let more = told.len().saturating_sub(TOLD);
    if more > 0 {
        told.truncate(TOLD);
        told.push(format!("… and {more} more keys were handed out since that backup"));
    }
    Ok(told)
}

fn warning(newer: &Facts, key: &Key) -> Result<String> {
    let id = key.id;
    if let Some(done) = newer.redemption(id)? {
        let tenant = shell::word(&done.tenant);
        return Ok(format!(
            "{id} was redeemed since that backup: mpn license redeem {id} --mode {} --tenant \
             {tenant} --on {} --already-done records it again",
            done.mode, done.redeemed_on
        ));
    }
    let whom = key.holder.as_ref().map(|holder| format!(" to {holder}")).unwrap_or_default();
    Ok(format!(
        "{id} was handed out{whom} since that backup: mpn software retire {id} keeps it from others"
    ))
}
