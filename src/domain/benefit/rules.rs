//! Whether a benefit can be used.

use chrono::NaiveDate;

use super::{Benefit, BenefitStatus, Category};
use crate::domain::refusal::{BenefitRefusal, Refusal};
use crate::domain::refuse::refuse_if;

/// Whether anything may be done with it today.
///
/// # Errors
/// [`BenefitRefusal::BenefitNotBegun`], [`BenefitRefusal::BenefitEnded`], or
/// [`BenefitRefusal::WrongCategory`] for another category's verb.
pub fn usable(benefit: &Benefit, category: Category, today: NaiveDate) -> Result<(), Refusal> {
    of_category(benefit, category)?;
    refuse_if(today < benefit.terms.starts_on, || BenefitRefusal::BenefitNotBegun {
        benefit: benefit.id,
        product: benefit.terms.product.clone(),
        starts_on: benefit.terms.starts_on,
    })?;
    refuse_if(benefit.status(today) == BenefitStatus::Ended, || BenefitRefusal::BenefitEnded {
        benefit: benefit.id,
        product: benefit.terms.product.clone(),
        ended_on: benefit.terms.ends_on,
    })
}

/// Whether it is of the category that the verb is for.
///
/// # Errors
/// [`BenefitRefusal::WrongCategory`].
pub fn of_category(benefit: &Benefit, category: Category) -> Result<(), Refusal> {
    refuse_if(benefit.terms.category != category, || BenefitRefusal::WrongCategory {
        benefit: benefit.id,
        product: benefit.terms.product.clone(),
        category: benefit.terms.category,
        wanted: category,
    })
}

#[cfg(test)]
pub(in crate::domain) mod tests {
    use super::*;
    use crate::domain::benefit::{BenefitType, Details, EndedBy, Origin, Quantity, Terms};
    use crate::domain::id::{BenefitId, Id as _, MembershipId};
    use crate::domain::membership::rules::tests::day;

    /// A gold benefit of a category, in force until 14 February 2027.
    pub(in crate::domain) fn benefit(category: Category, quantity: Option<u32>) -> Benefit {
        Benefit {
            id: BenefitId::new(1),
            terms: Terms {
                category,
                product: "Product".to_owned(),
                offer: "gold".to_owned(),
                competency: None,
                membership: Some(MembershipId::new(1)),
                benefit_type: Some(BenefitType::Core),
                origin: Origin::Grant,
                quantity: quantity.map(Quantity::Count),
                starts_on: day("2026-01-15"),
                activate_by: None,
                ends_on: day("2027-02-14"),
                details: Details::default(),
            },
            used: 0,
            ended: None,
        }
    }

    #[test]
    fn units_beyond_the_grant_are_counted() {
        let used = |used| Benefit { used, ..benefit(Category::VisualStudio, Some(5)) }.over();
        assert_eq!((used(4), used(5), used(7)), (0, 0, 2));
        assert_eq!(Benefit { used: 9, ..benefit(Category::Support, None) }.over(), 0);
    }

    #[test]
    fn a_benefit_is_usable_on_its_last_day_and_not_after() {
        let one = benefit(Category::Azure, None);
        assert_eq!(usable(&one, Category::Azure, day("2027-02-14")), Ok(()));
        let refused = Refusal::Benefit(BenefitRefusal::BenefitEnded {
            benefit: one.id,
            product: "Product".to_owned(),
            ended_on: day("2027-02-14"),
        });
        assert_eq!(usable(&one, Category::Azure, day("2027-02-15")), Err(refused.clone()));
        let ended = Benefit { ended: Some(EndedBy::Cancelled), ..one };
        assert_eq!(usable(&ended, Category::Azure, day("2026-03-01")), Err(refused));
    }

    #[test]
    fn the_last_day_to_activate_is_never_after_the_end() {
        let mut one = benefit(Category::License, None);
        for (activate_by, until) in [
            (None, "2027-02-14"),
            (Some("2026-12-31"), "2026-12-31"),
            (Some("2027-02-14"), "2027-02-14"),
            (Some("2027-06-01"), "2027-02-14"),
        ] {
            one.terms.activate_by = activate_by.map(day);
            assert_eq!(one.terms.activate_until(), day(until), "{activate_by:?}");
        }
    }

    #[test]
    fn a_verb_takes_benefits_of_its_category_alone() {
        let one = benefit(Category::Azure, None);
        let refused = Refusal::Benefit(BenefitRefusal::WrongCategory {
            benefit: one.id,
            product: "Product".to_owned(),
            category: Category::Azure,
            wanted: Category::Software,
        });
        assert_eq!(usable(&one, Category::Software, day("2026-03-01")), Err(refused));
    }
}
