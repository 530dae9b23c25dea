//! Sentences: memberships.

use super::Bare;
use crate::domain::event::MembershipEvent;
use crate::failure::for_competency;

/// One event.
pub(super) fn sentence(event: &MembershipEvent) -> String {
    match event {
        MembershipEvent::MembershipPurchased {
            membership, offer, competency, anniversary, ..
        } => {
            let offer = for_competency(offer, competency.as_ref());
            format!("{membership} is {offer}, until its anniversary {anniversary}")
        }
        MembershipEvent::RefundForfeited { membership, .. } => {
            format!("the refund of {membership} is given up")
        }
        MembershipEvent::MembershipRenewed { membership, anniversary, .. } => {
            format!("{membership} is renewed, until its anniversary {anniversary}")
        }
        MembershipEvent::CancelRequested { membership, .. } => {
            format!("the cancellation of {membership} is requested")
        }
        MembershipEvent::CancelWithdrawn { membership, .. } => {
            format!("the cancellation of {membership} is withdrawn")
        }
        MembershipEvent::MembershipCancelled { membership, .. } => {
            format!("{membership} is cancelled")
        }
    }
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
        MembershipEvent::CancelRequested { .. } | MembershipEvent::CancelWithdrawn { .. } => {
            Bare::first(event)
        }
    }
}
