//! How facts about memberships are taken back.

use super::{Way, events, none};
use crate::domain::event::MembershipEvent;
use crate::domain::membership::cancel;

/// The way back of a fact.
pub(super) fn way(event: &MembershipEvent) -> Way<'_> {
    match event {
        MembershipEvent::CancelRequested { membership, .. } => Box::new(|taking| {
            let held = taking.change.membership(*membership)?;
            Ok(events(cancel::withdraw(&held, taking.change.moment().on)?))
        }),
        MembershipEvent::CancelWithdrawn { membership, .. } => Box::new(|taking| {
            let held = taking.change.membership(*membership)?;
            Ok(events(cancel::request(&held, taking.change.moment().on)?))
        }),
        MembershipEvent::MembershipPurchased { .. }
        | MembershipEvent::RefundForfeited { .. }
        | MembershipEvent::MembershipRenewed { .. }
        | MembershipEvent::MembershipCancelled { .. } => none(event),
    }
}
