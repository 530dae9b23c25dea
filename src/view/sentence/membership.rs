//! Sentences: memberships.

use super::Bare;
use crate::domain::event::MembershipEvent;

/// One event.
pub(super) fn sentence(event: &MembershipEvent) -> String {
    match event {
        MembershipEvent::MembershipPurchased {
            membership,
            offer,
            competency: name,
            anniversary,
            ..
        } => {
            format!(
                "{membership} is {offer}{}, until its anniversary {anniversary}",
                competency(name.as_ref())
            )
        }
        MembershipEvent::RefundForfeited { membership, .. } => {
            format!("the refund of {membership} is given up")
        }
        MembershipEvent::MembershipRenewed { membership, anniversary, .. } => {
            format!("{membership} is renewed, until its anniversary {anniversary}")
        }
        MembershipEvent::MembershipLapsed { membership, on } => {
            format!("{membership} lapsed on {on}")
        }
        MembershipEvent::CancelRequested { membership, .. } => {
            format!("the cancellation of {membership} is requested")
        }
        MembershipEvent::CancelWithdrawn { membership } => {
            format!("the cancellation of {membership} is withdrawn")
        }
        MembershipEvent::MembershipCancelled { membership, .. } => {
            format!("{membership} is cancelled")
        }
    }
}

fn competency(competency: Option<&String>) -> String {
    competency.map(|name| format!(" for {name}")).unwrap_or_default()
}

/// What a script is given of it.
pub(super) fn bare(event: &MembershipEvent) -> Bare {
    match event {
        MembershipEvent::MembershipPurchased { membership, .. }
        | MembershipEvent::MembershipRenewed { membership, .. }
        | MembershipEvent::MembershipCancelled { membership, .. } => {
            Bare::Main(membership.to_string())
        }
        // Said along with what it was given up for.
        MembershipEvent::RefundForfeited { .. } => Bare::Beside(Vec::new()),
        MembershipEvent::MembershipLapsed { .. }
        | MembershipEvent::CancelRequested { .. }
        | MembershipEvent::CancelWithdrawn { .. } => Bare::first(event),
    }
}
