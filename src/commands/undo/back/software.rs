//! How facts about product keys are taken back.

use super::{Taking, Then, Way, events, none};
use crate::domain::event::{Event, KeyEvent};
use crate::domain::fact::Subject;
use crate::domain::id::{BenefitId, KeyId};
use crate::domain::software::{KeyState, rules};
use crate::failure::Result;

/// The way back of a fact.
pub(super) fn way<'e>(then: &Then, event: &'e KeyEvent) -> Result<Way<'e>> {
    Ok(match event {
        KeyEvent::KeysAdded { benefit, keys, .. } => Box::new(|taking| {
            taken_out(taking, *benefit, keys.iter().map(|added| added.key).collect())
        }),
        KeyEvent::KeyActivated { key, .. }
        | KeyEvent::KeyReturned { key, .. }
        | KeyEvent::KeyRetired { key, .. }
        | KeyEvent::KeyRestored { key, .. } => {
            let before = then.past()?.key(*key)?;
            Box::new(move |taking| {
                if let Some(holder) = &before.holder {
                    taking.user(holder)?;
                }
                let benefit = taking.change.benefit(before.benefit)?;
                Ok(events([rules::put_back(&benefit, &before)?]))
            })
        }
        KeyEvent::KeyRevealed { .. }
        | KeyEvent::KeysExported { .. }
        | KeyEvent::KeysRemoved { .. } => none(event),
    })
}

/// Keys are taken out again if nobody was shown one of them.
fn taken_out(taking: &mut Taking<'_>, benefit: BenefitId, keys: Vec<KeyId>) -> Result<Vec<Event>> {
    taking.usable(benefit)?;
    for id in &keys {
        let key = taking.change.key(*id)?;
        let is_shown = taking.change.was_shown(*id)?;
        if key.state != KeyState::Free || key.activations_used > 0 || is_shown {
            return Err(taking.touched(&Subject::Key(*id))?.into());
        }
    }
    taking.change.forget_sealed(&keys)?;
    Ok(events([KeyEvent::KeysRemoved { benefit, keys }]))
}
