//! The days that matter of a Go-To-Market offer: what waits for its confirmation, and when it
//! expires (GTM-3).

use chrono::NaiveDate;

use super::{GtmOffer, GtmStatus};
use crate::domain::deadline::Deadline;

/// The deadline of an offer, as it stands on `today`.
#[must_use]
pub fn deadlines(offer: &GtmOffer, today: NaiveDate) -> Option<Deadline> {
    let (id, name) = (offer.id, &offer.name);
    match (offer.status(today), offer.expires) {
        (GtmStatus::Pending, _) => {
            let what = format!("{id} ({name}) waits for its confirmation");
            let hint = format!("mpn gtm confirm {id} --expires DATE");
            Some(Deadline::new(today, "gtm-pending", id, what, hint))
        }
        (GtmStatus::Active, Some(expires)) => {
            let what = format!("the last day of {id} ({name})");
            Some(Deadline::new(expires, "gtm-expires", id, what, format!("mpn gtm show {id}")))
        }
        (GtmStatus::Active, None) | (GtmStatus::Available | GtmStatus::Expired, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::benefit::Standing;
    use crate::domain::id::{GtmId, Id as _};
    use crate::domain::membership::rules::tests::day;

    #[test]
    fn an_offer_is_due_while_it_waits_and_on_its_last_day() {
        let offer = |requested_on: Option<&str>, expires: Option<&str>| GtmOffer {
            id: GtmId::new(1),
            name: "Marketing assets".to_owned(),
            sources: Vec::new(),
            offer: "gold".to_owned(),
            standing: Standing::Live,
            year_from: day("2026-01-15"),
            starts_on: day("2026-01-15"),
            ends_on: day("2027-02-14"),
            requested_on: requested_on.map(day),
            expires: expires.map(day),
        };
        for (requested_on, expires, due) in [
            (None, None, None),
            (Some("2026-05-01"), None, Some(("gtm-pending", "2026-06-01"))),
            (Some("2026-05-01"), Some("2026-09-01"), Some(("gtm-expires", "2026-09-01"))),
            (Some("2026-03-01"), Some("2026-05-31"), None),
        ] {
            let told = deadlines(&offer(requested_on, expires), day("2026-06-01"));
            let told = told.map(|one| (one.kind, one.date.to_string()));
            assert_eq!(told, due.map(|(kind, day)| (kind, day.to_owned())));
        }
    }
}
