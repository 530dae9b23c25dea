//! Sentences: Azure credit.

use crate::domain::event::CreditEvent;

/// One event.
pub(super) fn sentence(event: &CreditEvent) -> String {
    match event {
        CreditEvent::CreditAssigned { benefit, user, .. } => {
            format!("{benefit} is assigned to {user}")
        }
        CreditEvent::CreditRemoved { benefit, user, .. } => {
            format!("{benefit} is taken from {user}")
        }
        CreditEvent::CreditTransferred { benefit, from, to, .. } => {
            format!("{benefit} goes from {from} to {to}")
        }
    }
}
