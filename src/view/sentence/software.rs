//! Sentences: product keys.

use super::{Bare, Crowd, range};
use crate::domain::event::KeyEvent;
use crate::domain::id::KeyId;
use crate::failure::count;

/// One event.
pub(super) fn sentence(event: &KeyEvent) -> String {
    match event {
        KeyEvent::KeysAdded { benefit, keys, .. } => {
            let ids: Vec<KeyId> = keys.iter().map(|added| added.key).collect();
            format!("{} of {benefit} added ({})", count(keys.len() as u64, "key"), range(&ids))
        }
        KeyEvent::KeyRevealed { key, benefit, user, again: true, .. } => {
            format!("{key} of {benefit} is shown again to {user}, who holds it")
        }
        KeyEvent::KeyRevealed { key, benefit, user, .. } => {
            format!("{key} of {benefit} is shown and held by {user}")
        }
        KeyEvent::KeysExported { benefit, user, keys, .. } => format!(
            "{} of {benefit} exported in clear by {user} ({})",
            count(keys.len() as u64, "key"),
            range(keys)
        ),
        KeyEvent::KeyActivated { key, machine, counted, .. } => {
            let on = machine.as_ref().map(|name| format!(" on {name}")).unwrap_or_default();
            let counted = if *counted { "" } else { ", not counted" };
            format!("{key} is activated{on}{counted}")
        }
        KeyEvent::KeyReturned { key, user, .. } => format!("{key} is returned by {user}"),
        KeyEvent::KeyRetired { key, .. } => format!("{key} is retired"),
        KeyEvent::KeysRemoved { benefit, keys } => {
            format!("{} of {benefit} removed ({})", count(keys.len() as u64, "key"), range(keys))
        }
        KeyEvent::KeyRestored { key, state, user, .. } => {
            let by = user.as_ref().map(|user| format!(" by {user}")).unwrap_or_default();
            format!("{key} is {state}{by} again")
        }
    }
}

/// With which others it is told as one.
pub(super) fn crowd(event: &KeyEvent) -> Option<Crowd> {
    match event {
        KeyEvent::KeysAdded { .. } => Some(Crowd::Stocked),
        KeyEvent::KeyRevealed { again: true, .. } => Some(Crowd::ShownAgain),
        KeyEvent::KeyRevealed { .. } => Some(Crowd::Shown),
        KeyEvent::KeysExported { .. }
        | KeyEvent::KeyActivated { .. }
        | KeyEvent::KeyReturned { .. }
        | KeyEvent::KeyRetired { .. }
        | KeyEvent::KeysRemoved { .. }
        | KeyEvent::KeyRestored { .. } => None,
    }
}

/// What a script is given of it.
pub(super) fn bare(event: &KeyEvent) -> Bare {
    match event {
        KeyEvent::KeysAdded { keys, .. } => {
            Bare::Beside(keys.iter().map(|added| added.key.to_string()).collect())
        }
        KeyEvent::KeyRevealed { .. }
        | KeyEvent::KeysExported { .. }
        | KeyEvent::KeyActivated { .. }
        | KeyEvent::KeyReturned { .. }
        | KeyEvent::KeyRetired { .. }
        | KeyEvent::KeysRemoved { .. }
        | KeyEvent::KeyRestored { .. } => Bare::first(event),
    }
}
