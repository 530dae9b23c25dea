//! The last day of a benefit that was granted until a day of its own.

use chrono::NaiveDate;

use super::{Benefit, Category, Origin};
use crate::domain::deadline::Deadline;
use crate::domain::membership::Membership;

/// The deadline of a grant that does not live as long as its membership. The last day of license
/// keys is told as that to redeem them.
#[must_use]
pub fn deadlines(
    benefit: &Benefit,
    membership: Option<&Membership>,
    today: NaiveDate,
) -> Option<Deadline> {
    let terms = &benefit.terms;
    if !benefit.is_live() || terms.origin != Origin::Grant || terms.category() == Category::License
    {
        return None;
    }
    let last = terms.last_day()?;
    membership.filter(|held| last < held.renewable_until(today))?;
    Some(Deadline::new(
        last,
        "benefit-ends",
        benefit.id,
        format!("the last day of {}", benefit.called()),
        format!("mpn benefits show {}", benefit.id),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::benefit::rules::tests::{benefit, over};
    use crate::domain::membership::rules::tests::{day, membership};

    #[test]
    fn a_grant_is_due_on_an_end_of_its_own() {
        let held = membership(1, "gold", "DevOps");
        let ending = |category, on: &str| {
            let mut one = benefit(category, None);
            one.terms.ends_on = day(on);
            one
        };
        let software = ending(Category::Software, "2026-09-01");
        for (one, due) in [
            (software.clone(), Some("2026-09-01")),
            // As long as its membership.
            (ending(Category::Software, "2027-02-14"), None),
            // Told as the last day to redeem its keys.
            (ending(Category::License, "2026-09-01"), None),
            (over(software), None),
        ] {
            let told = deadlines(&one, Some(&held), day("2026-06-01"));
            assert_eq!(told.map(|one| one.date), due.map(day));
        }
    }
}
