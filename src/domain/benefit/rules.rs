//! Whether a benefit can be used.

use super::{Benefit, Category, Kind, Standing};
use crate::domain::refusal::{BenefitRefusal, Refusal};

/// What a verb needs of a benefit of its category, if anything may be done with that on the day
/// that it is told for.
///
/// # Errors
/// Those of [`of`] and [`in_force`].
pub fn usable<K: Kind>(benefit: &Benefit) -> Result<&K, Refusal> {
    let kind = of(benefit)?;
    in_force(benefit)?;
    Ok(kind)
}

/// Whether it is in force on the day that it is told for.
///
/// # Errors
/// [`BenefitRefusal::BenefitNotBegun`], [`BenefitRefusal::BenefitEnded`],
/// [`BenefitRefusal::BenefitSuperseded`].
pub fn in_force(benefit: &Benefit) -> Result<(), Refusal> {
    let (id, product) = (benefit.id, benefit.terms.product.clone());
    let (starts_on, ended_on) = (benefit.terms.starts_on, benefit.terms.ends_on);
    Err(match benefit.standing {
        Standing::Live => return Ok(()),
        Standing::Coming => BenefitRefusal::BenefitNotBegun { benefit: id, product, starts_on },
        Standing::Over => BenefitRefusal::BenefitEnded { benefit: id, product, ended_on },
        Standing::Superseded => BenefitRefusal::BenefitSuperseded { benefit: id, product },
    }
    .into())
}

/// What a verb needs of a benefit of its category.
///
/// # Errors
/// [`BenefitRefusal::WrongCategory`] for another category's.
pub fn of<K: Kind>(benefit: &Benefit) -> Result<&K, Refusal> {
    benefit.terms.of().ok_or_else(|| wrong_category(benefit, K::CATEGORY))
}

/// Whether it is of a category.
///
/// # Errors
/// [`BenefitRefusal::WrongCategory`].
pub fn of_category(benefit: &Benefit, category: Category) -> Result<(), Refusal> {
    let is_of_it = benefit.terms.category() == category;
    if is_of_it { Ok(()) } else { Err(wrong_category(benefit, category)) }
}

fn wrong_category(benefit: &Benefit, wanted: Category) -> Refusal {
    let (product, category) = (benefit.terms.product.clone(), benefit.terms.category());
    BenefitRefusal::WrongCategory { benefit: benefit.id, product, category, wanted }.into()
}

#[cfg(test)]
pub(in crate::domain) mod tests {
    use super::*;
    use crate::domain::benefit::{
        BenefitStatus, BenefitType, Credit, Details, Keys, Line, Origin, Quantity, Terms, What,
    };
    use crate::domain::id::{BenefitId, Id as _, MembershipId};
    use crate::domain::membership::rules::tests::day;

    /// A gold benefit of a category, in force until 14 February 2027.
    pub(in crate::domain) fn benefit(category: Category, quantity: Option<u32>) -> Benefit {
        Benefit {
            id: BenefitId::new(1),
            line: Line {
                category,
                product: "Product".to_owned(),
                benefit_type: Some(BenefitType::Core),
                competency: None,
                offer: Some("gold".to_owned()),
                program: None,
            },
            standing: Standing::Live,
            terms: Terms {
                what: What::of(category, Details::default()),
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
                instructions: None,
            },
            used: 0,
            peak: quantity.unwrap_or(0),
            year_from: day("2026-01-15"),
        }
    }

    /// The same on a day after its last.
    pub(in crate::domain) fn over(benefit: Benefit) -> Benefit {
        Benefit { standing: Standing::Over, ..benefit }
    }

    #[test]
    fn units_beyond_the_grant_are_counted() {
        let used = |used| Benefit { used, ..benefit(Category::VisualStudio, Some(5)) }.over();
        assert_eq!((used(4), used(5), used(7)), (0, 0, 2));
        assert_eq!(Benefit { used: 9, ..benefit(Category::Support, None) }.over(), 0);
        // What sleeps counts for nothing.
        let seats = benefit(Category::VisualStudio, Some(5));
        assert_eq!(over(Benefit { used: 7, ..seats }).over(), 0);
    }

    #[test]
    fn what_another_package_supersedes_is_listed_only_while_units_of_it_are_held() {
        let superseded = |used| {
            let mut one = benefit(Category::VisualStudio, Some(0));
            (one.standing, one.used) = (Standing::Superseded, used);
            one
        };
        assert_eq!((superseded(0).is_listed(), superseded(2).is_listed()), (false, true));
        assert_eq!((superseded(2).over(), superseded(2).status()), (2, BenefitStatus::Superseded));
        assert!(over(benefit(Category::Azure, None)).is_listed());
        let coming = Benefit { standing: Standing::Coming, ..benefit(Category::Azure, None) };
        assert!(!coming.is_listed());
    }

    #[test]
    fn a_benefit_is_usable_while_it_lives_and_not_before_or_after() {
        let one = benefit(Category::Azure, None);
        let used = |one: &Benefit| usable::<Credit>(one).map(drop);
        assert_eq!(used(&one), Ok(()));
        let (id, product) = (one.id, "Product".to_owned());
        let not_begun = Refusal::Benefit(BenefitRefusal::BenefitNotBegun {
            benefit: id,
            product: product.clone(),
            starts_on: day("2026-01-15"),
        });
        let coming = Benefit { standing: Standing::Coming, ..one.clone() };
        assert_eq!(used(&coming), Err(not_begun));
        let ended_on = day("2027-02-14");
        let ended =
            BenefitRefusal::BenefitEnded { benefit: id, product: product.clone(), ended_on };
        assert_eq!(used(&over(one.clone())), Err(ended.into()));
        let superseded = BenefitRefusal::BenefitSuperseded { benefit: id, product };
        let beneath = Benefit { standing: Standing::Superseded, ..one };
        assert_eq!(used(&beneath), Err(superseded.into()));
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
        assert_eq!(usable::<Keys>(&one), Err(refused));
    }
}
