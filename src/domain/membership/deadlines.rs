//! The days that matter of a membership: reminders, its anniversary, the last day to renew it or to
//! give it back (MEM-5, CAN-1).

use chrono::NaiveDate;

use super::{Membership, MembershipStatus};
use crate::domain::deadline::Deadline;
use crate::domain::moment::{after, before};
use crate::domain::program::MembershipTerms;

/// The deadlines of a membership, as they stand on `today`.
#[must_use]
pub fn deadlines(held: &Membership, terms: &MembershipTerms, today: NaiveDate) -> Vec<Deadline> {
    let (id, name) = (held.id, held.called());
    match held.status(today) {
        MembershipStatus::Cancelled | MembershipStatus::Lapsed => Vec::new(),
        MembershipStatus::CancelRequested => vec![Deadline::new(
            // It was made in time, however long the answer takes.
            held.refund_until.max(today),
            "cancel-pending",
            id,
            format!("the cancellation of {name} waits for an answer"),
            format!("mpn cancel {id} --confirm, or --withdraw"),
        )],
        MembershipStatus::Active | MembershipStatus::Renewable => renewal(held, terms, today),
    }
}

fn renewal(held: &Membership, terms: &MembershipTerms, today: NaiveDate) -> Vec<Deadline> {
    let (id, name, term) = (held.id, held.called(), held.term(today));
    let (anniversary, until) = (term.anniversary, term.renewable_until);
    let renew = |date, kind, what| {
        Deadline::new(date, kind, id, what, format!("mpn membership renew {id}"))
    };
    let mut all = Vec::new();
    if today <= anniversary {
        let first = after(anniversary, 1);
        let what = format!("{name} can be renewed from {first}");
        all.push(renew(before(anniversary, terms.remind_before_days), "reminder", what));
        let what = format!("the anniversary of {name}; it can be renewed from the day after");
        all.push(renew(anniversary, "anniversary", what));
    }
    let reminder = after(anniversary, terms.remind_after_days);
    all.push(renew(reminder, "last-reminder", format!("{name} lapses after {until}")));
    let what = format!("the last day to renew {name}; its benefits end with it");
    all.push(renew(until, "renewal", what));
    if held.refund_days_left(today).is_some() {
        let what = format!("the last day to give {name} back for a refund");
        let hint = format!("mpn cancel {id}");
        all.push(Deadline::new(held.refund_until, "refund", id, what, hint));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::membership::rules::tests::{cancelled, day, membership, program, renewed};

    fn told(held: &Membership, on: &str) -> Vec<(&'static str, String)> {
        let all = deadlines(held, &program().membership, day(on)).into_iter();
        all.map(|one| (one.kind, one.date.to_string())).collect()
    }

    #[test]
    fn a_membership_is_due_to_be_reminded_of_renewed_and_given_back() {
        let held = membership(1, "gold", "DevOps");
        let before = [
            ("reminder", "2026-12-31"),
            ("anniversary", "2027-01-15"),
            ("last-reminder", "2027-02-07"),
            ("renewal", "2027-02-14"),
        ];
        let refund = ("refund", "2026-02-14");
        let in_next_year = [
            ("reminder", "2027-12-31"),
            ("anniversary", "2028-01-15"),
            ("last-reminder", "2028-02-07"),
            ("renewal", "2028-02-14"),
        ];
        let over_again = renewed(held.clone(), "2027-02-01");
        for (held, on, due) in [
            (&held, "2026-02-14", [&before[..], &[refund]].concat()),
            (&held, "2026-02-15", before.to_vec()),
            (&held, "2027-01-15", before.to_vec()),
            (&held, "2027-01-16", before[2..].to_vec()),
            (&held, "2027-02-15", Vec::new()),
            (&over_again, "2027-02-10", in_next_year.to_vec()),
        ] {
            let due: Vec<_> = due.into_iter().map(|(kind, day)| (kind, day.to_owned())).collect();
            assert_eq!(told(held, on), due, "{on}");
        }
    }

    #[test]
    fn a_cancellation_waits_for_its_answer_however_long_that_takes() {
        let held = cancelled(membership(1, "gold", "DevOps"), "2026-01-20", Some("2026-05-01"));
        for (on, due) in [
            ("2026-01-20", vec![("cancel-pending", "2026-02-14".to_owned())]),
            ("2026-04-30", vec![("cancel-pending", "2026-04-30".to_owned())]),
            ("2026-05-01", Vec::new()),
        ] {
            assert_eq!(told(&held, on), due, "{on}");
        }
    }
}
