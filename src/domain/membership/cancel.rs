//! Cancelling a membership for a refund (CAN-1 to CAN-4).

use chrono::NaiveDate;

use super::{Membership, MembershipStatus};
use crate::domain::basis::Basis;
use crate::domain::event::MembershipEvent;
use crate::domain::refusal::{MembershipRefusal, Refusal};

/// Why no refund can be had any more; empty while one can (CAN-1). What was requested was so in
/// time, however long the answer takes.
#[must_use]
pub fn reasons_against(membership: &Membership, today: NaiveDate) -> Vec<String> {
    let mut reasons = Vec::new();
    let status = membership.status(today);
    // Also on a day before that, for what is dated back.
    if membership.cancelled_on().is_some() {
        reasons.push("it is cancelled already".to_owned());
    }
    if status == MembershipStatus::Lapsed {
        reasons.push("it has lapsed".to_owned());
    }
    if today < membership.begins_on() {
        reasons.push(format!("it was purchased on {} only", membership.begins_on()));
    }
    let requested = status == MembershipStatus::CancelRequested;
    if today > membership.refund_until && !requested {
        reasons.push(format!(
            "day 30 after the purchase on {} was {}",
            membership.begins_on(),
            membership.refund_until
        ));
    }
    if let Some(day) = membership.refund_forfeited_on {
        reasons.push(format!("a key was seen, activated or redeemed on {day}"));
    }
    reasons
}

/// Requests the cancellation; nothing when that was done, be it for a later day, or was so on the
/// day, whatever came of it.
///
/// # Errors
/// [`MembershipRefusal::RefundClosed`] with every reason.
pub fn request(
    membership: &Membership,
    today: NaiveDate,
) -> Result<Option<MembershipEvent>, Refusal> {
    let is_requested = membership.status(today) == MembershipStatus::CancelRequested;
    if is_requested || membership.waiting().is_some() && membership.is_live(today) {
        return Ok(None);
    }
    let (reasons, membership) = (reasons_against(membership, today), membership.id);
    if !reasons.is_empty() {
        return Err(MembershipRefusal::RefundClosed { membership, reasons }.into());
    }
    Ok(Some(MembershipEvent::CancelRequested { membership, on: today }))
}

/// That a membership was not cancelled by then and is so later: what is told of the request on a
/// day before that comes too late (TIME-2).
fn not_cancelled_since(membership: &Membership, today: NaiveDate) -> Result<(), Refusal> {
    let id = membership.id;
    let since = membership.cancelled_on().filter(|ended_on| today < *ended_on);
    since.map_or(Ok(()), |ended_on| {
        Err(MembershipRefusal::CancelledSince { membership: id, ended_on, today }.into())
    })
}

/// Takes the request back; nothing when there is none.
///
/// # Errors
/// `BeforeItsBasis` on a day before it was requested, [`MembershipRefusal::CancelledSince`].
pub fn withdraw(
    membership: &Membership,
    today: NaiveDate,
) -> Result<Option<MembershipEvent>, Refusal> {
    not_cancelled_since(membership, today)?;
    let Some(waiting) = membership.waiting() else { return Ok(None) };
    Basis::CancelRequest(membership.id).is_there(waiting.requested_on, today)?;
    let waits = membership.status(today) == MembershipStatus::CancelRequested;
    let membership = membership.id;
    Ok(waits.then_some(MembershipEvent::CancelWithdrawn { membership, on: today }))
}

/// Ends the membership, as the service request was granted; nothing when it is ended so.
///
/// # Errors
/// [`MembershipRefusal::CancelNotRequested`], [`MembershipRefusal::CancelledSince`],
/// `BeforeItsBasis`.
pub fn confirm(
    membership: &Membership,
    today: NaiveDate,
) -> Result<Option<MembershipEvent>, Refusal> {
    not_cancelled_since(membership, today)?;
    if membership.cancelled_on().is_some() {
        return Ok(None);
    }
    let (status, id) = (membership.status(today), membership.id);
    // One that was taken back later waits for no answer any more.
    let Some(waiting) = membership.waiting() else {
        return Err(MembershipRefusal::CancelNotRequested { membership: id }.into());
    };
    Basis::CancelRequest(id).is_there(waiting.requested_on, today)?;
    match status {
        MembershipStatus::Cancelled => Ok(None),
        MembershipStatus::Active | MembershipStatus::Renewable | MembershipStatus::Lapsed => {
            Err(MembershipRefusal::CancelNotRequested { membership: id }.into())
        }
        MembershipStatus::CancelRequested => {
            Ok(Some(MembershipEvent::MembershipCancelled { membership: id, on: today }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::basis::BeforeItsBasis;
    use crate::domain::membership::rules::tests::{bought, cancelled, day, membership};

    /// Bought on 15 January 2026; day 30 is 14 February.
    fn held() -> Membership {
        membership(1, "gold", "DevOps")
    }

    /// The same, whose cancellation was requested on its first day, and is ended on another or not
    /// yet.
    fn requested(ended_on: Option<&str>) -> Membership {
        cancelled(held(), "2026-01-15", ended_on)
    }

    #[test]
    fn a_refund_is_requested_on_day_thirty_and_no_longer_on_day_thirty_one() {
        let fresh = held();
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
        let leap = bought(1, "gold", "DevOps", "2028-02-01");
        assert!(request(&leap, day("2028-03-02")).is_ok());
        assert!(request(&leap, day("2028-03-03")).is_err());
    }

    #[test]
    fn a_key_that_was_seen_forfeits_the_refund_and_every_reason_is_told() {
        let on = day("2026-01-20");
        let forfeited = Membership { refund_forfeited_on: Some(on), ..held() };
        let seen = "a key was seen, activated or redeemed on 2026-01-20".to_owned();
        let reasons = vec![seen.clone()];
        let refused = Refusal::Membership(MembershipRefusal::RefundClosed {
            membership: forfeited.id,
            reasons,
        });
        assert_eq!(request(&forfeited, on), Err(refused));
        assert_eq!(reasons_against(&forfeited, day("2026-02-15")).len(), 2);
        let late = "day 30 after the purchase on 2026-01-15 was 2026-02-14".to_owned();
        let lapsed = reasons_against(&forfeited, day("2027-02-15"));
        assert_eq!(lapsed, ["it has lapsed".to_owned(), late, seen]);
    }

    #[test]
    fn a_request_is_made_once_and_can_be_taken_back() {
        let waiting = requested(None);
        let on = day("2026-02-01");
        assert_eq!(request(&waiting, on), Ok(None));
        // It was made in time, however long the answer takes.
        assert_eq!(request(&waiting, day("2026-06-01")), Ok(None));
        assert!(reasons_against(&waiting, day("2026-06-01")).is_empty());
        let seen = Membership { refund_forfeited_on: Some(on), ..waiting.clone() };
        assert_eq!(reasons_against(&seen, on).len(), 1);
        let event = MembershipEvent::CancelWithdrawn { membership: waiting.id, on };
        assert_eq!(withdraw(&waiting, on), Ok(Some(event)));
        assert_eq!(withdraw(&held(), on), Ok(None));
        assert_eq!(withdraw(&requested(Some("2026-02-01")), on), Ok(None));
        assert_eq!(withdraw(&waiting, day("2027-02-15")), Ok(None));
        let mut withdrawn = waiting;
        withdrawn.cancellations[0].withdrawn_on = Some(on);
        assert_eq!(withdraw(&withdrawn, on), Ok(None));
        assert!(request(&withdrawn, on).unwrap().is_some());
        // On the day before, it was requested yet: that is as it was, and takes no answer.
        let before = day("2026-01-31");
        assert_eq!(request(&withdrawn, before), Ok(None));
        let refused = MembershipRefusal::CancelNotRequested { membership: withdrawn.id };
        assert_eq!(confirm(&withdrawn, before), Err(refused.into()));
    }

    #[test]
    fn only_what_was_requested_is_confirmed_and_once() {
        let on = day("2026-06-01");
        let waiting = requested(None);
        let event = MembershipEvent::MembershipCancelled { membership: waiting.id, on };
        assert_eq!(confirm(&waiting, on), Ok(Some(event)));
        let given_back = requested(Some("2026-02-01"));
        assert_eq!(confirm(&given_back, on), Ok(None));
        assert_eq!(reasons_against(&given_back, day("2026-02-01")), ["it is cancelled already"]);
        let refused =
            Refusal::Membership(MembershipRefusal::CancelNotRequested { membership: waiting.id });
        assert_eq!(confirm(&held(), on), Err(refused.clone()));
        assert_eq!(confirm(&waiting, day("2027-02-15")), Err(refused));
    }

    #[test]
    fn a_request_is_made_once_and_answered_on_no_day_before_it() {
        let waiting = cancelled(held(), "2026-02-10", None);
        let earlier = day("2026-02-05");
        assert_eq!(request(&waiting, earlier), Ok(None));
        // Before the purchase there was nothing to cancel.
        let reasons = vec!["it was purchased on 2026-01-15 only".to_owned()];
        let refused = MembershipRefusal::RefundClosed { membership: waiting.id, reasons };
        assert_eq!(request(&waiting, day("2026-01-14")), Err(refused.into()));
        assert_eq!(request(&waiting, day("2026-01-15")), Ok(None));
        let refused = BeforeItsBasis {
            basis: Basis::CancelRequest(waiting.id),
            today: earlier,
            since: day("2026-02-10"),
        };
        let refused = Refusal::BeforeItsBasis(refused);
        assert_eq!(withdraw(&waiting, earlier), Err(refused.clone()));
        assert_eq!(confirm(&waiting, earlier), Err(refused));
        assert!(withdraw(&waiting, day("2026-02-10")).unwrap().is_some());
        assert!(confirm(&waiting, day("2026-02-10")).unwrap().is_some());
    }

    #[test]
    fn what_is_cancelled_is_so_whatever_is_dated_back() {
        let ended_on = day("2026-02-14");
        let given_back = cancelled(held(), "2026-02-05", Some("2026-02-14"));
        for on in ["2026-02-01", "2026-02-10", "2026-02-20"].map(day) {
            // On a day before that, nothing was done that could be so already (TIME-2).
            let refused = MembershipRefusal::CancelledSince {
                membership: given_back.id,
                ended_on,
                today: on,
            };
            let told = if on < ended_on { Err(refused.into()) } else { Ok(None) };
            assert_eq!(withdraw(&given_back, on), told, "{on}");
            assert_eq!(confirm(&given_back, on), told, "{on}");
            assert_eq!(reasons_against(&given_back, on)[0], "it is cancelled already", "{on}");
        }
        assert!(request(&given_back, day("2026-02-01")).is_err());
        assert_eq!(request(&given_back, day("2026-02-10")), Ok(None));
        assert!(request(&given_back, day("2026-02-20")).is_err());
    }
}
