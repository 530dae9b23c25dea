//! Benefits that an administrator records, as the program's data does not know them.

use super::{Benefit, Category, CreditKind, Grant, Line, Own};
use crate::domain::benefit::Quantity;
use crate::domain::event::BenefitEvent;
use crate::domain::id::Counters;
use crate::domain::program::{Offer, Program};
use crate::domain::refusal::{BenefitRefusal, Refusal};

/// What a grant of credit cannot do without.
const CREDIT_WANTS: &str = "--kind monthly|bulk and --amount A CUR";

fn unclear(category: Category, wants: &'static str) -> Refusal {
    BenefitRefusal::GrantUnclear { category, wants }.into()
}

/// How a grant is called that names no product: Azure credit after its kind; anything else must
/// be named.
///
/// # Errors
/// [`BenefitRefusal::GrantUnclear`].
pub fn unnamed(category: Category, kind: Option<CreditKind>) -> Result<String, Refusal> {
    match (category, kind) {
        (Category::Azure, Some(CreditKind::Monthly)) => Ok("Azure monthly credit".to_owned()),
        (Category::Azure, Some(CreditKind::Bulk)) => Ok("Azure bulk credit".to_owned()),
        (Category::Azure, None) => Err(unclear(category, CREDIT_WANTS)),
        _ => Err(unclear(category, "--product NAME")),
    }
}

/// Records a benefit that lives with an offer; `same` is one of that line that is there.
///
/// # Errors
/// [`BenefitRefusal::BenefitExists`], [`BenefitRefusal::GrantTooMuch`],
/// [`BenefitRefusal::GrantUnclear`] for what the category needs and the grant does not say.
pub fn grant(
    grant: &Grant,
    offer: &Offer,
    same: Option<&Benefit>,
    program: &Program,
    counters: &mut Counters,
) -> Result<BenefitEvent, Refusal> {
    says_what_it_must(grant)?;
    if let Some(same) = same {
        let (benefit, product) = (same.id, same.terms.product.clone());
        return Err(BenefitRefusal::BenefitExists { benefit, product }.into());
    }
    let mut details = grant.details.clone();
    if grant.category == Category::VisualStudio {
        details.level = Some(level_named(program, &grant.product));
    }
    let quantity = if is_bulk(grant) { Some(1) } else { grant.quantity };
    let own = Own {
        quantity: quantity.map(Quantity::Count),
        activate_by: grant.activate_by,
        ends_on: grant.ends_on,
        stands_alone_from: None,
        details,
    };
    let (benefit, line) = (counters.give(), granted_line(grant, offer));
    Ok(BenefitEvent::BenefitGranted { benefit, line, own: Some(Box::new(own)) })
}

/// The line of a grant: it lives with its offer, and with a qualification where it names one
/// (MEM-7).
#[must_use]
pub fn granted_line(grant: &Grant, offer: &Offer) -> Line {
    Line {
        category: grant.category,
        product: grant.product.clone(),
        benefit_type: Some(grant.benefit_type),
        competency: grant.competency.clone(),
        offer: Some(offer.offer.clone()),
        program: None,
    }
}

fn is_bulk(grant: &Grant) -> bool {
    grant.details.credit_kind == Some(CreditKind::Bulk)
}

/// Whether a grant says all that its category needs, and nothing that has no place in it.
fn says_what_it_must(grant: &Grant) -> Result<(), Refusal> {
    let (category, details) = (grant.category, &grant.details);
    let has_place = [
        ("--kind", details.credit_kind.is_some(), Category::Azure),
        ("--amount", details.amount.is_some(), Category::Azure),
        ("--seats-per-key", details.seats_per_key.is_some(), Category::License),
        ("--redeem-url", details.redeem_url.is_some(), Category::License),
        ("--languages", !details.languages.is_empty(), Category::Software),
        ("--os", !details.os.is_empty(), Category::Software),
        ("--download-url", details.download_url.is_some(), Category::Software),
    ];
    let misplaced = has_place.into_iter().find(|(_, given, of)| *given && *of != category);
    let many = is_bulk(grant) && grant.quantity.is_some_and(|quantity| quantity != 1);
    if let Some(what) = misplaced.map(|(what, ..)| what).or(many.then_some("--quantity")) {
        return Err(BenefitRefusal::GrantTooMuch { category, what }.into());
    }
    let wants = match category {
        Category::Software => None,
        Category::Azure => {
            (details.credit_kind.is_none() || details.amount.is_none()).then_some(CREDIT_WANTS)
        }
        Category::License => details.seats_per_key.is_none().then_some("--seats-per-key N"),
        Category::VisualStudio | Category::Support | Category::Advisory => {
            grant.quantity.is_none().then_some("--quantity N")
        }
        Category::GoToMarket => Some("another category: its offers come of the program"),
    };
    match wants {
        Some(wants) => Err(unclear(category, wants)),
        None => Ok(()),
    }
}

/// The level that a Visual Studio product's name tells, else the name itself as a level of its
/// own: one seat of a level a user holds either way (VS-4).
fn level_named(program: &Program, product: &str) -> String {
    let product = product.to_lowercase();
    let known = program.visual_studio.levels.iter().find(|level| product.contains(&level.level));
    known.map_or(product.clone(), |level| level.level.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::benefit::rules::tests::benefit;
    use crate::domain::benefit::{BenefitType, Details, Grant};
    use crate::domain::event::BenefitEvent;
    use crate::domain::membership::rules::tests::{day, program};

    fn asked(category: Category) -> Grant {
        Grant {
            category,
            product: "Visual Studio Enterprise extra".to_owned(),
            offer: "gold".to_owned(),
            competency: None,
            benefit_type: BenefitType::Core,
            quantity: None,
            activate_by: None,
            ends_on: None,
            details: Details::default(),
        }
    }

    fn grant_of(asked: &Grant) -> Result<BenefitEvent, Refusal> {
        let program = program();
        let gold = program.offer("gold").unwrap();
        grant(asked, gold, None, &program, &mut Counters::default())
    }

    #[test]
    fn a_grant_says_what_its_category_needs() {
        let unclear =
            |category, wants| Err(BenefitRefusal::GrantUnclear { category, wants }.into());
        let credit = "--kind monthly|bulk and --amount A CUR";
        for (category, wants) in [
            (Category::Azure, credit),
            (Category::License, "--seats-per-key N"),
            (Category::VisualStudio, "--quantity N"),
            (Category::Support, "--quantity N"),
            (Category::Advisory, "--quantity N"),
            (Category::GoToMarket, "another category: its offers come of the program"),
        ] {
            assert_eq!(grant_of(&asked(category)), unclear(category, wants));
        }
        assert!(grant_of(&asked(Category::Software)).is_ok());
        assert_eq!(
            unnamed(Category::Software, None),
            Err(BenefitRefusal::GrantUnclear {
                category: Category::Software,
                wants: "--product NAME"
            }
            .into())
        );
    }

    #[test]
    fn granted_seats_are_of_the_level_that_their_name_tells() {
        let granted = grant_of(&Grant { quantity: Some(2), ..asked(Category::VisualStudio) });
        let Ok(BenefitEvent::BenefitGranted { own: Some(own), .. }) = granted else { panic!() };
        assert_eq!(own.details.level.as_deref(), Some("enterprise"));
        assert_eq!(own.quantity, Some(Quantity::Count(2)));
    }

    #[test]
    fn a_grant_lives_with_its_offer_and_names_no_membership() {
        let competency = Some("DevOps".to_owned());
        let ends_on = Some(day("2026-12-31"));
        let wanted = Grant { competency, ends_on, ..asked(Category::Software) };
        let Ok(BenefitEvent::BenefitGranted { line, own: Some(own), .. }) = grant_of(&wanted)
        else {
            panic!()
        };
        assert_eq!(line.offer.as_deref(), Some("gold"));
        assert_eq!((line.competency.as_deref(), line.program), (Some("DevOps"), None));
        assert_eq!((own.ends_on, own.stands_alone_from), (Some(day("2026-12-31")), None));
    }

    #[test]
    fn a_grant_of_the_same_name_is_made_once() {
        let same = benefit(Category::Software, None);
        let program = program();
        let gold = program.offer("gold").unwrap();
        let wanted = asked(Category::Software);
        let refused = Refusal::Benefit(BenefitRefusal::BenefitExists {
            benefit: same.id,
            product: "Product".to_owned(),
        });
        assert_eq!(
            grant(&wanted, gold, Some(&same), &program, &mut Counters::default()),
            Err(refused)
        );
    }

    #[test]
    fn bulk_credit_is_one_whatever_it_amounts_to() {
        let amount = serde_json::json!({ "amount": "6000.00", "currency": "USD" });
        let bulk = |quantity| {
            let mut one = Grant { quantity, ..asked(Category::Azure) };
            one.details.credit_kind = Some(CreditKind::Bulk);
            one.details.amount = Some(serde_json::from_value(amount.clone()).unwrap());
            grant_of(&one)
        };
        let category = Category::Azure;
        assert_eq!(
            bulk(Some(5)),
            Err(BenefitRefusal::GrantTooMuch { category, what: "--quantity" }.into())
        );
        assert!(bulk(Some(1)).is_ok() && bulk(None).is_ok());
    }
}
