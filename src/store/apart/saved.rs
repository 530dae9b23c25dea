//! Saves from a damaged file what stands apart from the log, as far as it is what was recorded.

use std::collections::BTreeSet;

use super::{Logged, Pepper, Person, Text, TextRef, Version, pepper_of};
use crate::domain::event::{Event, LedgerEvent, UserEvent};
use crate::domain::id::{TextId, UserId};
use crate::failure::Result;
use crate::store::tables::Tables;
use crate::store::{Facts, log};

/// What the saved log tells of and is not there.
#[derive(Debug, Default)]
pub(in crate::store) struct LostApart {
    pub(in crate::store) people: BTreeSet<UserId>,
    pub(in crate::store) texts: BTreeSet<TextId>,
    /// What binds the log to a pepper that had to be made.
    pub(in crate::store) pepper: Option<String>,
}

/// Brings people and texts from a damaged ledger into the one that its log was saved into.
pub(in crate::store) fn save(damaged: &Tables, facts: &Facts) -> Result<LostApart> {
    let ledger = facts.head()?.ledger;
    let (mut lost, mut forgotten) = (LostApart::default(), LostApart::default());
    let mut bound = None;
    log::each(&facts.tables, None, |entry| {
        for (text, is_place) in entry.texts() {
            save_text(damaged, facts, &ledger, (&text, is_place), &mut lost)?;
        }
        for Logged { event, version, noted, texts } in entry.logged()? {
            for version in noted.iter().chain(&version) {
                save_person(damaged, facts, &ledger, version, &mut lost)?;
            }
            for text in &texts {
                save_text(damaged, facts, &ledger, (text, false), &mut lost)?;
            }
            bound = pepper_of(&event).or(bound.take());
            if let Event::Ledger(LedgerEvent::SecretsLost { people, texts, .. }) = &event {
                // That is recorded already.
                lost.people.retain(|user| !people.contains(user));
                lost.texts.retain(|text| !texts.contains(text));
            }
            if let Event::User(UserEvent::UserForgotten { user, texts, .. }) = event {
                forgotten.people.extend(user.id());
                forgotten.texts.extend(texts);
            }
        }
        Ok(())
    })?;
    lost.people.retain(|user| !forgotten.people.contains(user));
    lost.texts.retain(|text| !forgotten.texts.contains(text));
    let pepper = damaged.any::<Pepper>("", []).ok().flatten();
    let found = pepper.filter(|pepper| Some(pepper.commitment(&ledger)) == bound);
    if found.is_none() {
        // Earlier requests cannot be compared any more.
        let anew = Pepper::new(facts.head()?.seq + 1)?;
        lost.pepper = Some(anew.commitment(&ledger));
        anew.keep(&facts.tables)?;
    }
    found.map_or(Ok(()), |pepper| pepper.keep(&facts.tables))?;
    Ok(lost)
}

fn save_person(
    damaged: &Tables,
    facts: &Facts,
    ledger: &str,
    told: &Version,
    lost: &mut LostApart,
) -> Result<()> {
    let bound = (told.user, told.number);
    let found = damaged.any::<Person>("WHERE user = ?1 AND version = ?2", bound).ok().flatten();
    let newest: Option<u32> =
        facts.tables.row("SELECT version FROM \"user\" WHERE id = ?1", [told.user])?;
    let Some(person) = found.filter(|person| person.commitment(ledger) == told.commitment) else {
        lost.people.insert(told.user);
        return Ok(());
    };
    Person { current: newest == Some(told.number), ..person }.keep(&facts.tables)
}

fn save_text(
    damaged: &Tables,
    facts: &Facts,
    ledger: &str,
    (told, is_place): (&TextRef, bool),
    lost: &mut LostApart,
) -> Result<()> {
    let is_saved: Option<bool> =
        facts.tables.row("SELECT 1 FROM \"text\" WHERE id = ?1", [told.id])?;
    let found = damaged.any::<Text>("WHERE id = ?1", [told.id]).ok().flatten();
    match found.filter(|text| text.commitment(ledger) == told.commitment) {
        _ if is_saved.is_some() => Ok(()),
        Some(text) => Text { is_place, ..text }.keep(&facts.tables),
        None => {
            lost.texts.insert(told.id);
            Ok(())
        }
    }
}
