//! Free texts stay where they are written: none may hold what the ledger keeps sealed. Secrets that
//! have a shape are known by it before anything is read; those that have none are compared here,
//! where an identity is at hand.

use super::{Context, data_key};
use crate::domain::event::{Event, UserEvent};
use crate::domain::fact::Part;
use crate::domain::secret::Secret;
use crate::domain::user::said::Described;
use crate::failure::{Failure, Result};
use crate::store::Change;

/// The shortest key has so many characters.
const SHORTEST: usize = 4;
/// More texts than anybody types at once: a directory brings names by the hundred thousand.
const MOST_TEXTS: usize = 1_000;

/// Holds what is about to be recorded to having no sealed secret in its texts.
///
/// # Errors
/// `secret-in-the-open` (exit 2).
pub(super) fn holds_no_sealed(context: &Context<'_>, change: &Change) -> Result<()> {
    let words = words(change);
    if words.is_empty() || change.sealed_count()? == 0 {
        return Ok(());
    }
    // Whoever cannot open the ledger cannot compare; they are hardly those who know its secrets.
    let Ok(key) = data_key::newest(context, change) else { return Ok(()) };
    for fingerprint in key.fingerprints(&words) {
        if change.key_with_fingerprint(&fingerprint)?.is_some() {
            return Err(in_the_open());
        }
    }
    for id in change.sealed_ids()? {
        let id = key.open(&id)?;
        if words.iter().any(|word| word.compared() == id.compared()) {
            return Err(in_the_open());
        }
    }
    Ok(())
}

fn in_the_open() -> Failure {
    Failure::usage("secret-in-the-open", "a text holds a secret that this ledger keeps sealed")
        .hint("say it without the secret, by its id or last characters; nothing was recorded")
}

/// The words of what is to be recorded that may be secrets.
fn words(change: &Change) -> Vec<Secret> {
    let mut texts: Vec<String> = change.reason().map(str::to_owned).into_iter().collect();
    for event in change.events() {
        match event {
            Event::User(
                UserEvent::UserAdded(Described { name, .. })
                | UserEvent::UserRestored(Described { name, .. }),
            ) => texts.push(name.clone()),
            Event::User(UserEvent::UserUpdated { name, .. }) => texts.extend(name.clone()),
            event => {
                let mut event = event.clone();
                texts.extend(event.apart().into_iter().filter_map(|part| match part {
                    Part::Text(text) => Some(text.clone()),
                    Part::Person(_) => None,
                }));
            }
        }
        if texts.len() > MOST_TEXTS {
            break;
        }
    }
    let is_around = |c: char| !c.is_alphanumeric();
    let words = texts.iter().flat_map(|text| text.split_whitespace());
    let both = words.flat_map(|word| [word, word.trim_matches(is_around)]);
    let mut words: Vec<&str> = both.filter(|word| word.chars().count() >= SHORTEST).collect();
    words.sort_unstable();
    words.dedup();
    words.into_iter().map(Secret::new).collect()
}
