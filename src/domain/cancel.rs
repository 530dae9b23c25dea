//! Cancelling a membership for a refund (CAN-1 to CAN-4).

use chrono::NaiveDate;

use super::event::Event;
use super::membership::{Membership, MembershipState};
use super::refusal::Refusal;

/// Why no refund can be had any more; empty while one can (CAN-1).
#[must_use]
pub fn reasons_against(membership: &Membership, today: NaiveDate) -> Vec<String> {
    let mut reasons = Vec::new();
    if membership.state == MembershipState::Cancelled {
        reasons.push("it is cancelled already".to_owned());
    }
    if membership.state == MembershipState::Lapsed {
        reasons.push("it has lapsed".to_owned());
    }
    if today > membership.refund_until {
        reasons.push(format!(
            "day 30 after the purchase on {} was {}",
            membership.purchased_on, membership.refund_until
        ));
    }
    if let Some(day) = membership.refund_forfeited_on {
        reasons.push(format!("a key was seen, activated or redeemed on {day}"));
    }
    reasons
}

/// Requests the cancellation; nothing when that was done.
///
/// # Errors
/// [`Refusal::RefundClosed`] with every reason.
pub fn request(membership: &Membership, today: NaiveDate) -> Result<Option<Event>, Refusal> {
    if membership.state == MembershipState::CancelRequested {
        return Ok(None);
    }
    let reasons = reasons_against(membership, today);
    if !reasons.is_empty() {
        return Err(Refusal::RefundClosed { membership: membership.id, reasons });
    }
    Ok(Some(Event::CancelRequested { membership: membership.id, on: today }))
}

/// Takes the request back; nothing when there is none.
#[must_use]
pub fn withdraw(membership: &Membership) -> Option<Event> {
    (membership.state == MembershipState::CancelRequested)
        .then_some(Event::CancelWithdrawn { membership: membership.id })
}

/// Ends the membership, as the service request was granted; nothing when it is ended so.
///
/// # Errors
/// [`Refusal::CancelNotRequested`].
pub fn confirm(membership: &Membership, today: NaiveDate) -> Result<Option<Event>, Refusal> {
    match membership.state {
        MembershipState::Cancelled => Ok(None),
        MembershipState::Held | MembershipState::Lapsed => {
            Err(Refusal::CancelNotRequested { membership: membership.id })
        }
        MembershipState::CancelRequested => {
            Ok(Some(Event::MembershipCancelled { membership: membership.id, on: today }))
        }
    }
}
