//! Sentences: recipients and data keys.

use super::seen;
use crate::domain::event::RecipientEvent;
use crate::failure::count;

/// One event.
pub(super) fn sentence(event: &RecipientEvent) -> String {
    match event {
        RecipientEvent::EpochBegun { epoch, recipients, .. } => {
            let who = count(recipients.len() as u64, "recipient");
            format!("keys are sealed in epoch {epoch}, for {who}")
        }
        RecipientEvent::RecipientAdded { recipient, recovery: Some(_), .. } => {
            format!("a recovery passphrase opens the keys, too ({recipient})")
        }
        RecipientEvent::RecipientAdded { recipient, user: Some(user), .. } => {
            format!("{recipient} of {user} can open the keys")
        }
        RecipientEvent::RecipientAdded { recipient, .. } => {
            format!("{recipient} can open the keys")
        }
        RecipientEvent::RecipientsVouched { recipients, .. } => {
            let is = if recipients.len() == 1 { "is" } else { "are" };
            format!("{} {is} vouched for", count(recipients.len() as u64, "recipient"))
        }
        RecipientEvent::RecipientNamed { recipient, user } => format!("{recipient} is of {user}"),
        RecipientEvent::RecipientRemoved {
            recipient,
            user,
            keys_seen,
            contracts_seen,
            keys,
            ..
        } => {
            let whose = user.as_ref().map(|user| format!(" of {user}")).unwrap_or_default();
            let seen = match user {
                Some(user) => format!("{user} saw {}", seen(keys_seen, contracts_seen)),
                None => "whose it was is not known".to_owned(),
            };
            format!(
                "{recipient}{whose} opens nothing any more; it could have opened {}, and {seen}",
                count(u64::from(*keys), "sealed value")
            )
        }
    }
}
