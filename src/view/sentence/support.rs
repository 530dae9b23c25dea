//! Sentences: contracts and incidents.

use crate::domain::event::SupportEvent;
use crate::failure::count;

/// One event.
pub(super) fn sentence(event: &SupportEvent) -> String {
    match event {
        SupportEvent::SupportActivated { contract, benefit, .. } => {
            format!(
                "the activation of {benefit} is requested ({contract}); its IDs come in some days"
            )
        }
        SupportEvent::SupportConfirmed { contract, benefit, starts_on, ends_on, .. } => {
            let until = match ends_on {
                Some(ends_on) => format!("to {ends_on}"),
                None => format!("as long as {benefit} lives"),
            };
            format!("{contract} of {benefit} is confirmed, from {starts_on} {until}")
        }
        SupportEvent::IdsRevealed { contract, user, .. } => {
            format!("the IDs of {contract} are shown to {user}")
        }
        SupportEvent::AccountLinked { contract, account, .. } => {
            format!("{contract} is linked to {account}")
        }
        SupportEvent::IncidentOpened { incident, benefit, title, customer, .. } => {
            let customer = customer.as_ref().map(|name| format!(" for {name}")).unwrap_or_default();
            format!("{incident} is opened on {benefit}{customer}: {title}")
        }
        SupportEvent::IncidentClosed { incident, closed_as, returned, .. } => {
            let returned = if *returned { ", and given back to the contract" } else { "" };
            format!("{incident} is closed as {closed_as}{returned}")
        }
        SupportEvent::IncidentsCounted { benefit, remaining, .. } => {
            format!("{benefit} has {} left", count(u64::from(*remaining), "incident"))
        }
        SupportEvent::ContractRemoved { contract, benefit } => {
            format!("the activation of {benefit} is not requested ({contract})")
        }
        SupportEvent::AccountUnlinked { contract, account, .. } => {
            format!("{contract} is not linked to {account}")
        }
        SupportEvent::CountRemoved { benefit, .. } => {
            format!("the count of {benefit} is as if it had not been told")
        }
        SupportEvent::IncidentRemoved { incident, .. } => {
            format!("{incident} is removed, and given back to the contract")
        }
        SupportEvent::IncidentRestored { incident, closed_as: Some(how), .. } => {
            format!("{incident} is closed as {how} again")
        }
        SupportEvent::IncidentRestored { incident, .. } => format!("{incident} is open again"),
    }
}
