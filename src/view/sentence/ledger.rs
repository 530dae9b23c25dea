//! Sentences: the ledger as a whole.

use super::Bare;
use crate::domain::event::LedgerEvent;
use crate::failure::count;

/// One event.
pub(super) fn sentence(event: &LedgerEvent) -> String {
    match event {
        LedgerEvent::LedgerFounded { organization, .. } => {
            format!("the ledger of {} is founded", organization.name)
        }
        LedgerEvent::ProgramAdopted { program, terms, on: _ } => {
            format!("the ledger goes by program {program}, {}", terms.title)
        }
        LedgerEvent::SecretsLost { keys, contracts, epochs, recoveries, people, texts, pepper } => {
            let ids = keys.iter().map(ToString::to_string);
            let ids: Vec<String> = ids.chain(contracts.iter().map(ToString::to_string)).collect();
            let mut lost = Vec::new();
            if !ids.is_empty() {
                lost.push(format!("the sealed texts of {} were lost", ids.join(", ")));
            }
            lost.extend(
                epochs.iter().map(|epoch| format!("the data key of epoch {epoch} was lost")),
            );
            let lost_too = recoveries.iter();
            lost.extend(lost_too.map(|way| format!("what a passphrase unlocked was lost ({way})")));
            if !people.is_empty() {
                let people: Vec<String> = people.iter().map(ToString::to_string).collect();
                lost.push(format!("the names and addresses of {} were lost", people.join(", ")));
            }
            if !texts.is_empty() {
                let were = if texts.len() == 1 { "was" } else { "were" };
                lost.push(format!("{} {were} lost", count(texts.len() as u64, "text")));
            }
            if pepper.is_some() {
                lost.push("earlier requests are not known again by their ids".to_owned());
            }
            lost.join("; ")
        }
        LedgerEvent::RollbackAccepted { operation, head } => {
            format!("the ledger lacks operation {operation} ({head}), and is accepted so")
        }
        LedgerEvent::SealAccepted { instead_of } => {
            format!("the seal of the ledger is accepted, instead of {instead_of}")
        }
    }
}

/// What a script is given of it.
pub(super) fn bare(event: &LedgerEvent) -> Bare {
    match event {
        LedgerEvent::ProgramAdopted { program, .. } => Bare::Main(program.clone()),
        LedgerEvent::LedgerFounded { .. }
        | LedgerEvent::SecretsLost { .. }
        | LedgerEvent::RollbackAccepted { .. }
        | LedgerEvent::SealAccepted { .. } => Bare::first(event),
    }
}
