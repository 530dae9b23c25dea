//! Cancelling a membership for a refund (CAN-1 to CAN-4).

use chrono::NaiveDate;

use super::{Membership, MembershipState};
use crate::domain::event::MembershipEvent;
use crate::domain::refusal::{MembershipRefusal, Refusal};

/// Why no refund can be had any more; empty while one can (CAN-1). What was requested was so in
/// time, however long the answer takes.
#[must_use]
pub fn reasons_against(membership: &Membership, today: NaiveDate) -> Vec<String> {
    let mut reasons = Vec::new();
    if membership.state == MembershipState::Cancelled {
        reasons.push("it is cancelled already".to_owned());
    }
    if membership.state == MembershipState::Lapsed {
        reasons.push("it has lapsed".to_owned());
    }
    if today < membership.purchased_on {
        reasons.push(format!("it was purchased on {} only", membership.purchased_on));
    }
    let requested = membership.state == MembershipState::CancelRequested;
    if today > membership.refund_until && !requested {
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
/// [`MembershipRefusal::RefundClosed`] with every reason.
pub fn request(
    membership: &Membership,
    today: NaiveDate,
) -> Result<Option<MembershipEvent>, Refusal> {
    if membership.state == MembershipState::CancelRequested {
        return Ok(None);
    }
    let (reasons, membership) = (reasons_against(membership, today), membership.id);
    if !reasons.is_empty() {
        return Err(MembershipRefusal::RefundClosed { membership, reasons }.into());
    }
    Ok(Some(MembershipEvent::CancelRequested { membership, on: today }))
}

/// Takes the request back; nothing when there is none.
#[must_use]
pub fn withdraw(membership: &Membership) -> Option<MembershipEvent> {
    (membership.state == MembershipState::CancelRequested)
        .then_some(MembershipEvent::CancelWithdrawn { membership: membership.id })
}

/// Ends the membership, as the service request was granted; nothing when it is ended so.
///
/// # Errors
/// [`MembershipRefusal::CancelNotRequested`].
pub fn confirm(
    membership: &Membership,
    today: NaiveDate,
) -> Result<Option<MembershipEvent>, Refusal> {
    let &Membership { id: membership, state, .. } = membership;
    match state {
        MembershipState::Cancelled => Ok(None),
        MembershipState::Held | MembershipState::Lapsed => {
            Err(MembershipRefusal::CancelNotRequested { membership }.into())
        }
        MembershipState::CancelRequested => {
            Ok(Some(MembershipEvent::MembershipCancelled { membership, on: today }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::membership::rules::tests::{day, membership};

    /// Bought on 15 January 2026; day 30 is 14 February.
    fn held(state: MembershipState) -> Membership {
        Membership { state, ..membership(1, "gold", "DevOps") }
    }

    #[test]
    fn a_refund_is_requested_on_day_thirty_and_no_longer_on_day_thirty_one() {
        let fresh = held(MembershipState::Held);
        for (on, open) in [
            ("2026-01-15", true),
            ("2026-02-13", true),
            ("2026-02-14", true),
            ("2026-02-15", false),
            ("2027-01-15", false),
        ] {
            assert_eq!(reasons_against(&fresh, day(on)).is_empty(), open, "{on}");
            assert_eq!(request(&fresh, day(on)).is_ok(), open, "{on}");
        }
        let event =
            MembershipEvent::CancelRequested { membership: fresh.id, on: day("2026-02-14") };
        assert_eq!(request(&fresh, day("2026-02-14")), Ok(Some(event)));
        let late = "day 30 after the purchase on 2026-01-15 was 2026-02-14";
        assert_eq!(reasons_against(&fresh, day("2026-02-15")), [late]);
    }

    #[test]
    fn day_thirty_is_counted_over_a_leap_day() {
        let leap = Membership {
            purchased_on: day("2028-02-01"),
            refund_until: crate::domain::moment::after(day("2028-02-01"), 30),
            ..held(MembershipState::Held)
        };
        assert!(request(&leap, day("2028-03-02")).is_ok());
        assert!(request(&leap, day("2028-03-03")).is_err());
    }

    #[test]
    fn a_key_that_was_seen_forfeits_the_refund_and_every_reason_is_told() {
        let on = day("2026-01-20");
        let forfeited = Membership { refund_forfeited_on: Some(on), ..held(MembershipState::Held) };
        let seen = "a key was seen, activated or redeemed on 2026-01-20".to_owned();
        let reasons = vec![seen.clone()];
        let refused = Refusal::Membership(MembershipRefusal::RefundClosed {
            membership: forfeited.id,
            reasons,
        });
        assert_eq!(request(&forfeited, on), Err(refused));
        assert_eq!(reasons_against(&forfeited, day("2026-02-15")).len(), 2);
        let lapsed = Membership { state: MembershipState::Lapsed, ..forfeited };
        assert_eq!(reasons_against(&lapsed, on), ["it has lapsed".to_owned(), seen]);
    }

    #[test]
    fn a_request_is_made_once_and_can_be_taken_back() {
        let requested = held(MembershipState::CancelRequested);
        let on = day("2026-02-01");
        assert_eq!(request(&requested, on), Ok(None));
        // It was made in time, however long the answer takes.
        assert_eq!(request(&requested, day("2026-06-01")), Ok(None));
        assert!(reasons_against(&requested, day("2026-06-01")).is_empty());
        let seen = Membership { refund_forfeited_on: Some(on), ..requested.clone() };
        assert_eq!(reasons_against(&seen, on).len(), 1);
        let event = MembershipEvent::CancelWithdrawn { membership: requested.id };
        assert_eq!(withdraw(&requested), Some(event));
        for state in [MembershipState::Held, MembershipState::Cancelled, MembershipState::Lapsed] {
            assert_eq!(withdraw(&held(state)), None, "{state}");
        }
    }

    #[test]
    fn only_what_was_requested_is_confirmed_and_once() {
        let on = day("2026-06-01");
        let requested = held(MembershipState::CancelRequested);
        let event = MembershipEvent::MembershipCancelled { membership: requested.id, on };
        assert_eq!(confirm(&requested, on), Ok(Some(event)));
        assert_eq!(confirm(&held(MembershipState::Cancelled), on), Ok(None));
        for state in [MembershipState::Held, MembershipState::Lapsed] {
            let refused = Refusal::Membership(MembershipRefusal::CancelNotRequested {
                membership: requested.id,
            });
            assert_eq!(confirm(&held(state), on), Err(refused), "{state}");
        }
        let cancelled = held(MembershipState::Cancelled);
        assert_eq!(reasons_against(&cancelled, day("2026-02-01")), ["it is cancelled already"]);
    }
}
