//! What the rules make of files of other systems: seats of the Visual Studio portal, and product
//! keys that come with its subscriptions.

use chrono::NaiveDate;

use super::{ExportedProduct, SUBSCRIPTION_OFFER};
use crate::domain::benefit::{Benefit, Category, Details, Keys, Line, Own};
use crate::domain::event::{BenefitEvent, KeyEvent};
use crate::domain::id::{BenefitId, Counters, KeyId};
use crate::domain::program::Program;
use crate::domain::user::User;

/// The level of this ledger's benefits that a level of the portal is; `None` when there is none.
#[must_use]
pub fn level_here(program: &Program, benefits: &[Benefit], portal: &str) -> Option<String> {
    let wanted = portal.to_lowercase();
    let level_of = |benefit: &Benefit| benefit.terms.level().map(str::to_owned);
    let is_named = |benefit: &&Benefit| {
        benefit.terms.product.to_lowercase() == wanted
            || level_of(benefit).as_ref() == Some(&wanted)
    };
    // A benefit's own name says most; then the program's levels, whose names the portal decorates:
    // "Visual Studio Enterprise (MPN)". A "Test Professional" is none of them.
    let by_name = benefits.iter().find(is_named).and_then(level_of);
    by_name.or_else(|| {
        let levels = program.visual_studio.levels.iter();
        let called = |level: &str| wanted.contains(&format!("visual studio {level}"));
        let known = levels.map(|known| &known.level).find(|level| called(level))?;
        benefits.iter().filter_map(level_of).find(|level| level == known)
    })
}

/// The benefit that a product of the export is, among those of its name: one that still lives;
/// that of the subscriptions, else the oldest.
#[must_use]
pub fn benefit_here(named: &[Benefit]) -> Option<&Benefit> {
    let living = named.iter().filter(|benefit| benefit.is_live());
    living.min_by_key(|benefit| (benefit.terms.offer != SUBSCRIPTION_OFFER, benefit.id))
}

/// A software benefit that comes with Visual Studio subscriptions. No membership grants it, so
/// none ends it.
#[must_use]
pub fn with_subscriptions(
    product: &ExportedProduct,
    today: NaiveDate,
    counters: &mut Counters,
) -> BenefitEvent {
    // What was claimed earlier could be used earlier.
    let claimed = product.keys.iter().filter_map(|key| key.claimed.on()).min();
    let line = Line {
        category: Category::Software,
        product: product.product.clone(),
        benefit_type: None,
        competency: None,
        offer: Some(SUBSCRIPTION_OFFER.to_owned()),
        program: None,
    };
    let own = Own {
        stands_alone_from: Some(claimed.map_or(today, |claimed| claimed.min(today))),
        details: Details { instructions: product.instructions.clone(), ..Details::default() },
        ..Own::default()
    };
    BenefitEvent::BenefitGranted { benefit: counters.give(), line, own: Some(Box::new(own)) }
}

/// A key that was shown in the portal: who takes it down here holds it since that day.
#[must_use]
pub fn claimed(key: KeyId, benefit: BenefitId, by: &User, on: NaiveDate) -> KeyEvent {
    let user = by.email.clone();
    KeyEvent::KeyRevealed { key, benefit, user, language: None, os: None, on, again: false }
}

/// Brings the instructions of a benefit of the subscriptions up to date; those of another offer are
/// the administrator's own words, and stay.
#[must_use]
pub fn instructed(known: &Benefit, product: &ExportedProduct) -> Option<BenefitEvent> {
    let said = product.instructions.as_ref()?;
    let ours = known.terms.offer == SUBSCRIPTION_OFFER;
    if !ours || known.terms.instructions.as_ref() == Some(said) {
        return None;
    }
    let terms = &known.terms;
    let Keys { languages, os, download_url } = terms.of::<Keys>()?.clone();
    let own = Own {
        quantity: terms.quantity,
        activate_by: terms.activate_by,
        ends_on: None,
        stands_alone_from: Some(terms.starts_on),
        details: Details {
            languages,
            os,
            download_url,
            instructions: Some(said.clone()),
            ..Details::default()
        },
    };
    Some(BenefitEvent::BenefitChanged { benefit: known.id, own: Box::new(own) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::benefit::rules::tests::{benefit, over};
    use crate::domain::benefit::{Granted, Seats, What, course};
    use crate::domain::id::Id as _;
    use crate::domain::import::Claimed;
    use crate::domain::import::ExportedKey;
    use crate::domain::membership::rules::tests::{day, program};

    const TODAY: &str = "2026-06-01";

    fn seats(level: &str, product: &str) -> Benefit {
        let mut one = benefit(Category::VisualStudio, Some(5));
        one.terms.what = What::VisualStudio(Seats { level: level.to_owned() });
        one.terms.product = product.to_owned();
        one
    }

    #[test]
    fn a_level_of_the_portal_is_found_under_its_many_names() {
        let here = [
            seats("enterprise", "Visual Studio Enterprise"),
            seats("dev essentials plus", "Dev Essentials Plus"),
        ];
        let level = |portal: &str| level_here(&program(), &here, portal);
        for portal in [
            "Visual Studio Enterprise",
            "visual studio enterprise (MPN)",
            "Visual Studio Enterprise with MSDN",
            "Enterprise",
        ] {
            assert_eq!(level(portal).as_deref(), Some("enterprise"), "{portal}");
        }
        assert_eq!(level("Dev Essentials Plus").as_deref(), Some("dev essentials plus"));
        for portal in ["Visual Studio Professional", "Visual Studio Test Professional", "MSDN", ""]
        {
            assert_eq!(level(portal), None, "{portal}");
        }
        let here = [seats("professional", "Visual Studio Professional")];
        assert_eq!(level_here(&program(), &here, "Visual Studio Test Professional"), None);
    }

    #[test]
    fn of_benefits_with_one_name_that_of_the_subscriptions_is_meant_then_the_oldest_that_lives() {
        let of = |number: u32, offer: &str| {
            let mut one = benefit(Category::Software, None);
            one.id = BenefitId::new(number);
            one.terms.offer = offer.to_owned();
            one
        };
        let gone = over(of(1, "gold"));
        let (older, newer, theirs) = (of(2, "gold"), of(3, "silver"), of(4, SUBSCRIPTION_OFFER));
        let meant = |named: &[&Benefit]| {
            let named: Vec<Benefit> = named.iter().map(|one| (*one).clone()).collect();
            benefit_here(&named).map(|one| one.id)
        };
        assert_eq!(meant(&[&gone, &newer, &older, &theirs]), Some(theirs.id));
        assert_eq!(meant(&[&gone, &newer, &older]), Some(older.id));
        assert_eq!(meant(&[&gone]), None);
    }

    #[test]
    fn what_comes_with_subscriptions_begins_with_the_first_claim_and_never_ends() {
        let key = |claimed: &str| ExportedKey {
            key_type: None,
            claimed: Claimed::On(day(claimed)),
            line: 1,
        };
        let product = ExportedProduct {
            product: "Windows 10".to_owned(),
            instructions: Some("see the note".to_owned()),
            keys: vec![key("2020-03-01"), key("2019-06-25")],
        };
        let event = with_subscriptions(&product, day(TODAY), &mut Counters::default());
        let BenefitEvent::BenefitGranted { line, own: Some(own), .. } = event else {
            panic!("{event:?}")
        };
        assert_eq!(own.stands_alone_from, Some(day("2019-06-25")));
        assert_eq!((&line.benefit_type, &line.program), (&None, &None));
        let granted = [Granted { line: &line, own: &own }];
        let course = course(&[], &[], &granted);
        assert!(course.on(&line, day("2019-06-24")).is_none());
        let terms = course.on(&line, day("2525-01-01")).unwrap().terms.clone();
        assert_eq!((terms.starts_on, terms.last_day()), (day("2019-06-25"), None));
        assert_eq!(terms.membership, None);
        let mut known = Benefit { terms, ..benefit(Category::Software, None) };
        assert_eq!(instructed(&known, &product), None);
        let said = ExportedProduct { instructions: Some("anew".to_owned()), ..product };
        assert!(instructed(&known, &said).is_some());
        known.terms.offer = "gold".to_owned();
        assert_eq!(instructed(&known, &said), None);
    }
}
