//! The words for refusals: Azure credit.

use super::{refused, utc};
use crate::domain::refusal::CreditRefusal;
use crate::domain::shell;
use crate::failure::{Told, count};

/// The words for it.
pub(super) fn told(refusal: &CreditRefusal) -> Told {
    match refusal {
        CreditRefusal::CreditHeld { benefit, holder } => refused(
            "credit-held",
            "AZ-4",
            format!("the bulk credit {benefit} is held by {holder}, and has one holder"),
        )
        .hint(format!("mpn azure transfer {benefit} EMAIL")),
        CreditRefusal::CreditAssignedLater { benefit, holder, today, assigned_on } => refused(
            "credit-assigned-later",
            "AZ-4",
            format!("{holder} got {benefit} on {assigned_on}, after {today}"),
        )
        .hint(format!("mpn azure show {benefit}"))
        .earliest(*assigned_on),
        CreditRefusal::CreditUsersFull { benefit, quantity, day } => refused(
            "credit-users-full",
            "AZ-3",
            format!(
                "{benefit} is for {}, and so many have it{}",
                count(u64::from(*quantity), "user"),
                day.map(|day| format!(" on {day}")).unwrap_or_default()
            ),
        )
        .hint(format!("mpn azure remove {benefit} EMAIL")),
        CreditRefusal::CreditNotHeld { benefit } => {
            refused("credit-not-held", "AZ-4", format!("nobody holds the bulk credit {benefit}"))
                .hint(format!("mpn azure assign {benefit} EMAIL"))
        }
        CreditRefusal::BulkNotRemovable { benefit, holder } => refused(
            "bulk-not-removable",
            "AZ-4",
            format!("the bulk credit {benefit} of {holder} can be transferred, not removed"),
        )
        .hint(format!("mpn azure transfer {benefit} EMAIL")),
        CreditRefusal::NotBulk { benefit } => refused(
            "not-bulk",
            "AZ-3",
            format!("{benefit} is monthly credit, which is assigned and removed, not transferred"),
        )
        .hint(format!("mpn azure assign {benefit} EMAIL")),
        CreditRefusal::EnrollmentYearOver { benefit, membership, anniversary } => refused(
            "enrollment-year-over",
            "AZ-4",
            format!("the enrollment year of {benefit} ended the day before {}", utc(*anniversary)),
        )
        .hint(format!("mpn membership renew {membership}")),
        CreditRefusal::OfferHeld { email, offers } => refused(
            "offer-held",
            "AZ-5",
            format!("bulk credit is not combined with what {email} holds: {}", offers.join(", ")),
        )
        .hint(format!("another user, or mpn user show {}", shell::word(email))),
    }
}
