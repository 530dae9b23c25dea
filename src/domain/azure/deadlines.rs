//! The last day on which bulk credit can be transferred (AZ-4).

use chrono::NaiveDate;

use crate::domain::benefit::{Benefit, Credit};
use crate::domain::deadline::Deadline;
use crate::domain::membership::Membership;
use crate::domain::moment::before;

/// The deadline of credit that somebody holds, as it stands on `today`.
#[must_use]
pub fn deadlines(
    benefit: &Benefit,
    membership: Option<&Membership>,
    today: NaiveDate,
) -> Option<Deadline> {
    let is_bulk = benefit.terms.of().is_some_and(Credit::is_bulk);
    let held = membership.filter(|_| is_bulk && benefit.is_live() && benefit.used > 0)?;
    Some(Deadline::new(
        before(held.anniversary(today), 1),
        "transfer",
        benefit.id,
        format!("the last day to transfer {}", benefit.called()),
        format!("mpn azure transfer {} EMAIL", benefit.id),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::azure::CreditKind;
    use crate::domain::benefit::rules::tests::benefit;
    use crate::domain::benefit::{Category, What};
    use crate::domain::membership::rules::tests::{day, membership};

    #[test]
    fn bulk_credit_that_somebody_holds_is_due_to_be_transferred_before_the_anniversary() {
        let held = membership(1, "gold", "DevOps");
        let credit = |kind, used| {
            let mut one = benefit(Category::Azure, Some(1));
            one.terms.what = What::Azure(Credit { kind: Some(kind), amount: None });
            one.used = used;
            one
        };
        for (kind, used, due) in [
            (CreditKind::Bulk, 1, Some(day("2027-01-14"))),
            (CreditKind::Bulk, 0, None),
            (CreditKind::Monthly, 1, None),
        ] {
            let told = deadlines(&credit(kind, used), Some(&held), day("2026-06-01"));
            assert_eq!(told.map(|one| one.date), due, "{kind} {used}");
        }
    }
}
