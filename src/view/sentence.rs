//! Events as sentences: what a receipt says and what history tells. Those of each noun stand in a
//! file of its name.

// What is forgotten does not compile.
#![cfg_attr(not(test), deny(clippy::wildcard_enum_match_arm))]

mod advisory;
mod azure;
mod benefit;
mod gtm;
mod ledger;
mod license;
mod membership;
mod operation;
mod organization;
mod recipient;
mod software;
mod support;
mod user;
mod vs;

use std::collections::BTreeMap;

use crate::domain::event::{Event, LedgerEvent};
use crate::domain::fact::Fact;
use crate::domain::id::{ContractId, Id, KeyId};
use crate::failure::count;

pub(super) use benefit::units;

/// One event.
pub(super) fn sentence(event: &Event) -> String {
    match event {
        Event::Ledger(said) => ledger::sentence(said),
        Event::Organization(said) => organization::sentence(said),
        Event::Recipient(said) => recipient::sentence(said),
        Event::User(said) => user::sentence(said),
        Event::Membership(said) => membership::sentence(said),
        Event::Benefit(said) => benefit::sentence(said),
        Event::Gtm(said) => gtm::sentence(said),
        Event::Key(said) => software::sentence(said),
        Event::License(said) => license::sentence(said),
        Event::Support(said) => support::sentence(said),
        Event::Advisory(said) => advisory::sentence(said),
        Event::Credit(said) => azure::sentence(said),
        Event::Seat(said) => vs::sentence(said),
        Event::Operation(said) => operation::sentence(said),
    }
}

/// What happened, one sentence each. Many of the same kind are told as one.
pub(super) fn sentences<'e>(events: impl IntoIterator<Item = &'e Event>) -> Vec<String> {
    let events: Vec<&Event> = events.into_iter().collect();
    let mut crowds: BTreeMap<Crowd, Vec<&Event>> = BTreeMap::new();
    for event in &events {
        if let Some(crowd) = crowd_of(event) {
            crowds.entry(crowd).or_default().push(event);
        }
    }
    crowds.retain(|_, crowded| crowded.len() > CROWD);
    let is_apart =
        |event: &&&Event| crowd_of(event).is_none_or(|crowd| !crowds.contains_key(&crowd));
    let apart = events.iter().filter(is_apart).map(|event| sentence(event));
    apart.chain(crowds.iter().map(|(crowd, events)| crowd.sentence(events))).collect()
}

/// How many of a kind are still told one by one.
const CROWD: usize = 5;

/// Kinds of events that files bring by the thousand, in the order they are told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Crowd {
    Added,
    Updated,
    Removed,
    Restored,
    Granted,
    Stocked,
    Shown,
    ShownAgain,
}

impl Crowd {
    /// All of a kind as one sentence.
    fn sentence(self, events: &[&Event]) -> String {
        let (noun, what) = match self {
            Crowd::Added => ("user", "added"),
            Crowd::Updated => ("user", "brought up to date"),
            Crowd::Removed => ("user", "removed"),
            Crowd::Restored => ("user", "as before"),
            Crowd::Granted => ("software benefit", "granted"),
            Crowd::Stocked => ("key", "added"),
            Crowd::Shown => ("key", "shown and held"),
            Crowd::ShownAgain => ("key", "shown again to those who hold them"),
        };
        let number = if self == Crowd::Stocked {
            events.iter().map(|event| keys_added(event)).sum()
        } else {
            events.len()
        };
        format!("{} {what}", count(number as u64, noun))
    }
}

fn crowd_of(event: &Event) -> Option<Crowd> {
    match event {
        Event::User(said) => user::crowd(said),
        Event::Benefit(said) => benefit::crowd(said),
        Event::Key(said) => software::crowd(said),
        Event::Ledger(_)
        | Event::Organization(_)
        | Event::Recipient(_)
        | Event::Membership(_)
        | Event::Gtm(_)
        | Event::License(_)
        | Event::Support(_)
        | Event::Advisory(_)
        | Event::Credit(_)
        | Event::Seat(_)
        | Event::Operation(_) => None,
    }
}

/// What a script is given of an event.
pub(super) enum Bare {
    /// The command was about this, whatever else followed from it.
    Main(String),
    /// These, where nothing is the main thing.
    Beside(Vec<String>),
}

impl Bare {
    /// What an event touches first is what it is about.
    fn first(event: &dyn Fact) -> Self {
        Bare::Beside(event.touches().into_iter().take(1).collect())
    }
}

/// What a script is given of an event.
pub(super) fn bare(event: &Event) -> Bare {
    match event {
        Event::Ledger(said) => ledger::bare(said),
        Event::Organization(said) => organization::bare(said),
        Event::User(said) => user::bare(said),
        Event::Membership(said) => membership::bare(said),
        Event::Key(said) => software::bare(said),
        Event::Operation(said) => operation::bare(said),
        Event::Recipient(_)
        | Event::Benefit(_)
        | Event::Gtm(_)
        | Event::License(_)
        | Event::Support(_)
        | Event::Advisory(_)
        | Event::Credit(_)
        | Event::Seat(_) => Bare::first(event.fact()),
    }
}

fn keys_added(event: &Event) -> usize {
    if let Event::Key(said) = event { said.added().len() } else { 0 }
}

/// An operation in one line.
pub(super) fn summary(events: &[Event]) -> String {
    match events {
        [Event::Ledger(LedgerEvent::LedgerFounded { organization, .. }), ..] => {
            format!("the ledger of {} begins with {}", organization.name, inventory(events))
        }
        [] => "nothing".to_owned(),
        [one] => sentence(one),
        [first, rest @ ..] => {
            let told = sentences(events);
            if told.len() == 1 {
                told.into_iter().next().unwrap_or_default()
            } else {
                format!("{}; and {} more", sentence(first), rest.len())
            }
        }
    }
}

/// How much there is of what an opening statement brought.
pub(super) fn inventory(events: &[Event]) -> String {
    let number = |kind: &str| events.iter().filter(|event| event.kind() == kind).count() as u64;
    let keys: usize = events.iter().map(keys_added).sum();
    let parts = [
        (number("user-added"), "user"),
        (number("membership-purchased"), "membership"),
        (number("benefit-granted") + number("gtm-granted"), "benefit"),
        (keys as u64, "key"),
        (number("seat-assigned"), "assigned seat"),
    ];
    let told = parts.into_iter().filter(|(number, _)| *number > 0);
    told.map(|(number, noun)| count(number, noun)).collect::<Vec<_>>().join(", ")
}

/// How many runs of ids are told one by one.
const RUNS: usize = 5;

/// Ids in their order, those that follow each other as one run.
fn range<I: Id>(ids: &[I]) -> String {
    let mut ids: Vec<&I> = ids.iter().collect();
    ids.sort_by_key(|id| id.number());
    let runs: Vec<&[&I]> = ids.chunk_by(|one, next| one.number() + 1 == next.number()).collect();
    let told = runs.iter().take(RUNS).map(|run| match run {
        [first, .., last] => format!("{first} to {last}"),
        one => one.iter().map(ToString::to_string).collect(),
    });
    let told = told.collect::<Vec<_>>().join(", ");
    match runs.iter().skip(RUNS).map(|run| run.len()).sum::<usize>() {
        0 => told,
        more => format!("{told} and {more} more"),
    }
}

/// What somebody was shown, who leaves.
fn seen(keys: &[KeyId], contracts: &[ContractId]) -> String {
    let keys = match keys {
        [] => "no key".to_owned(),
        keys => format!("{} ({})", count(keys.len() as u64, "key"), listed(keys)),
    };
    match contracts {
        [] => keys,
        contracts => format!("{keys}, and the IDs of {}", listed(contracts)),
    }
}

fn listed<I: Id>(ids: &[I]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_in_runs_without_those_between() {
        let told = |numbers: &[u32]| {
            let ids: Vec<KeyId> = numbers.iter().map(|number| KeyId::new(*number)).collect();
            range(&ids)
        };
        assert_eq!(told(&[]), "");
        assert_eq!(told(&[7]), "K7");
        assert_eq!(told(&[22, 24]), "K22, K24");
        assert_eq!(told(&[9, 1, 2, 3, 5, 4]), "K1 to K5, K9");
        assert_eq!(told(&[1, 3, 5, 7, 9, 11, 12]), "K1, K3, K5, K7, K9 and 2 more");
    }
}
