//! What the memberships that are held entitle to, from the program's data (MEM-2).

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::{Details, Origin, Terms};
use crate::domain::benefit::{BenefitType, Quantity};
use crate::domain::membership::Membership;
use crate::domain::program::{Program, ProgramBenefit};

/// What the memberships held on a day entitle the organization to, in the program's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entitlement {
    pub terms: Terms,
    /// The packages it comes from, by name; Go-To-Market offers show them (GTM-1).
    pub sources: Vec<String>,
}

/// Everything that `held` entitle to on `today`: one core package, that of the highest rank,
/// what unranked offers add to it, and the incremental benefits of each competency (MEM-2).
#[must_use]
pub fn entitlements(program: &Program, held: &[Membership], today: NaiveDate) -> Vec<Entitlement> {
    let mut live: Vec<&Membership> = held.iter().filter(|held| held.is_live(today)).collect();
    live.sort_by_key(|held| (held.purchased_on, held.id));
    let highest = live.iter().filter_map(|held| rank(program, held)).max();
    let is_core = |held: &&Membership| rank(program, held).is_none_or(|rank| Some(rank) == highest);
    let cloud = live.iter().any(|held| {
        let competency = held.competency.as_deref().and_then(|name| program.competency(name));
        competency.is_some_and(|competency| competency.cloud)
    });
    let mut entitlements = Vec::new();
    for benefit in &program.benefits {
        let mut from = live.clone();
        from.retain(|held| benefit.offers.contains(&held.offer));
        match benefit.benefit_type {
            BenefitType::Core => {
                from.retain(is_core);
                entitlements.extend(core_entitlement(program, benefit, &from, cloud));
            }
            BenefitType::Incremental => {
                entitlements.extend(incremental(program, benefit, &from, &live));
            }
        }
    }
    entitlements
}

fn rank(program: &Program, held: &Membership) -> Option<u32> {
    program.offer(&held.offer)?.rank
}

/// A core benefit comes once, from the oldest membership that grants it, until the last of them
/// ends.
fn core_entitlement(
    program: &Program,
    benefit: &ProgramBenefit,
    from: &[&Membership],
    cloud: bool,
) -> Option<Entitlement> {
    let oldest = from.first()?;
    let ends_on = from.iter().map(|held| held.renewable_until).max()?;
    let mut terms = terms_of(benefit, oldest, ends_on);
    if cloud && benefit.unlimited_with_cloud_competency {
        terms.quantity = Some(Quantity::Unlimited);
    }
    let mut sources: Vec<String> = Vec::new();
    for offer in from.iter().filter_map(|held| program.offer(&held.offer)) {
        let source =
            if offer.rank.is_some() { format!("{} Core", offer.name) } else { offer.name.clone() };
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    Some(Entitlement { terms, sources })
}

/// An incremental benefit comes once a competency, from its highest-ranked membership.
fn incremental(
    program: &Program,
    benefit: &ProgramBenefit,
    from: &[&Membership],
    live: &[&Membership],
) -> Vec<Entitlement> {
    let precedence = |held: &Membership| (rank(program, held), Reverse(held.id));
    let granted = from.iter().filter_map(|held| {
        let competency = held.competency.as_ref();
        let competency = competency.filter(|name| benefit.competencies.contains(name))?;
        let is_above = |other: &&Membership| {
            other.competency == held.competency && precedence(other) > precedence(held)
        };
        (!live.iter().any(is_above)).then(|| Terms {
            competency: Some(competency.clone()),
            // The name must tell it from the core benefit of the same product.
            product: format!("{} ({competency})", benefit.product),
            ..terms_of(benefit, held, held.renewable_until)
        })
    });
    granted.map(|terms| Entitlement { terms, sources: Vec::new() }).collect()
}

fn terms_of(benefit: &ProgramBenefit, from: &Membership, ends_on: NaiveDate) -> Terms {
    Terms {
        category: benefit.category,
        product: benefit.product.clone(),
        offer: from.offer.clone(),
        competency: None,
        membership: Some(from.id),
        benefit_type: Some(benefit.benefit_type),
        origin: Origin::Program,
        quantity: benefit.quantity,
        starts_on: from.purchased_on,
        activate_by: None,
        ends_on,
        details: Details {
            level: benefit.level.clone(),
            plan: benefit.plan.clone(),
            presales: benefit.presales,
            ..Details::default()
        },
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::benefit::Category;
    use crate::domain::benefit::Presales;
    use crate::domain::membership::rules::tests::{day, membership, program};

    pub(in crate::domain::benefit) const PRODUCT_SUPPORT: &str = "Microsoft Product Support";

    const CLOUD_SUPPORT: &str = "Signature Cloud Support";

    pub(in crate::domain::benefit) const ON: &str = "2026-03-01";

    pub(in crate::domain::benefit) fn entitled(memberships: &[(&str, &str)]) -> Vec<Entitlement> {
        let held: Vec<Membership> = (1..)
            .zip(memberships)
            .map(|(number, (offer, competency))| membership(number, offer, competency))
            .collect();
        entitlements(&program(), &held, day(ON))
    }

    /// The quantities of a product, in the program's order.
    fn quantities(memberships: &[(&str, &str)], product: &str) -> Vec<(String, Option<Quantity>)> {
        let found = entitled(memberships).into_iter().map(|one| one.terms);
        found
            .filter(|terms| terms.product.starts_with(product))
            .map(|terms| (terms.product, terms.quantity))
            .collect()
    }

    /// The one quantity of a product; `None` where it is not granted.
    fn quantity(memberships: &[(&str, &str)], product: &str) -> Option<Quantity> {
        let found = quantities(memberships, product);
        assert!(found.len() <= 1, "{found:?}");
        found.first().and_then(|(_, quantity)| *quantity)
    }

    #[test]
    fn core_incidents_are_those_of_the_highest_level_and_do_not_add_up() {
        let count = |held: &[(&str, &str)]| quantity(held, PRODUCT_SUPPORT);
        assert_eq!(count(&[("action-pack", "")]), Some(Quantity::Count(10)));
        assert_eq!(count(&[("silver", "DevOps")]), Some(Quantity::Count(15)));
        let both = [("silver", "DevOps"), ("gold", "Security"), ("gold", "DevOps")];
        assert_eq!(count(&both), Some(Quantity::Count(20)));
        assert_eq!(count(&[("isv-co-sell", "")]), None);
        assert_eq!(count(&[]), None);
    }

    #[test]
    fn cloud_support_is_bounded_until_there_is_a_cloud_competency_at_either_level() {
        let count = |held: &[(&str, &str)]| quantity(held, CLOUD_SUPPORT);
        assert_eq!(count(&[("action-pack", "")]), None);
        assert_eq!(count(&[("silver", "DevOps")]), Some(Quantity::Count(5)));
        assert_eq!(count(&[("gold", "DevOps")]), Some(Quantity::Count(10)));
        assert_eq!(count(&[("silver", "Security")]), Some(Quantity::Unlimited));
        let mixed = [("gold", "DevOps"), ("silver", "Security")];
        assert_eq!(count(&mixed), Some(Quantity::Unlimited));
    }

    #[test]
    fn advisory_hours_are_those_of_the_highest_level_and_presales_cost_an_action_pack_alone() {
        let hours = |held: &[(&str, &str)]| {
            let mut found = entitled(held).into_iter().map(|one| one.terms);
            let terms = found.find(|terms| terms.category == Category::Advisory)?;
            Some((terms.quantity?.count()?, terms.details.presales?))
        };
        assert_eq!(hours(&[("action-pack", "")]), Some((5, Presales::Deducts)));
        assert_eq!(hours(&[("silver", "DevOps")]), Some((20, Presales::Unlimited)));
        let both = [("silver", "DevOps"), ("gold", "Security"), ("action-pack", "")];
        assert_eq!(hours(&both), Some((50, Presales::Unlimited)));
        assert_eq!(hours(&[("isv-co-sell", "")]), None);
    }

    #[test]
    fn six_competencies_are_cloud_competencies() {
        let program = program();
        let cloud = program.competencies.iter().filter(|one| one.cloud);
        assert_eq!(
            cloud.map(|one| one.name.as_str()).collect::<Vec<_>>(),
            [
                "Cloud Platform",
                "Cloud Business Applications",
                "Cloud Productivity",
                "Enterprise Mobility Management",
                "Security",
                "Small and Midmarket Cloud Solutions",
            ]
        );
    }

    #[test]
    fn seats_are_one_core_package_and_more_for_five_competencies() {
        let seats = |held: &[(&str, &str)]| quantities(held, "Visual Studio");
        let counted = |name: &str, count| (name.to_owned(), Some(Quantity::Count(count)));
        let core = "Visual Studio Enterprise";
        assert_eq!(seats(&[("action-pack", "")]), [counted("Visual Studio Professional (MPN)", 3)]);
        assert_eq!(seats(&[("silver", "Security")]), [counted(core, 5)]);
        assert_eq!(
            seats(&[("gold", "DevOps"), ("silver", "Cloud Platform"), ("gold", "Security")]),
            [
                counted(core, 10),
                counted("Visual Studio Enterprise (Cloud Platform)", 5),
                counted("Visual Studio Enterprise (DevOps)", 25),
            ]
        );
        let adding: Vec<String> = program()
            .competencies
            .iter()
            .filter(|one| seats(&[("gold", &one.name)]).len() == 2)
            .map(|one| one.name.clone())
            .collect();
        assert_eq!(
            adding,
            [
                "Application Development",
                "Cloud Platform",
                "DevOps",
                "Cloud Business Applications",
                "Cloud Productivity",
            ]
        );
    }

    #[test]
    fn a_competency_held_at_both_levels_adds_once_at_the_higher() {
        let seats = quantities(&[("silver", "DevOps"), ("gold", "DevOps")], "Visual Studio");
        let counts: Vec<_> = seats.iter().map(|(_, quantity)| *quantity).collect();
        assert_eq!(counts, [Some(Quantity::Count(10)), Some(Quantity::Count(25))]);
    }

    #[test]
    fn an_action_pack_beside_a_competency_adds_no_core_benefit() {
        let beside = quantities(&[("action-pack", ""), ("silver", "Security")], "Visual Studio");
        assert_eq!(beside.len(), 1);
        let hours = "Partner Advisory Hours";
        let both = [("action-pack", ""), ("silver", "Security")];
        assert_eq!(quantity(&both, hours), Some(Quantity::Count(20)));
        assert_eq!(quantity(&[("action-pack", "")], hours), Some(Quantity::Count(5)));
        assert_eq!(quantity(&[("gold", "DevOps")], hours), Some(Quantity::Count(50)));
    }

    #[test]
    fn a_go_to_market_offer_shows_every_package_it_comes_from() {
        let found = entitled(&[("gold", "DevOps"), ("isv-co-sell", ""), ("action-pack", "")]);
        let sources = |product: &str| {
            let one = found.iter().find(|one| one.terms.product == product);
            one.map(|one| one.sources.clone())
        };
        let both = ["Gold Core".to_owned(), "ISV Co-sell ready".to_owned()].to_vec();
        assert_eq!(sources("Marketing assets"), Some(both.clone()));
        assert_eq!(sources("How to market with Microsoft"), Some(both));
        let gold = vec!["Gold Core".to_owned()];
        assert_eq!(sources("Partner Go-To-Market Toolbox"), Some(gold));
    }

    #[test]
    fn benefits_live_through_the_renewal_window() {
        let held = [membership(1, "gold", "DevOps")];
        assert!(!entitlements(&program(), &held, day("2027-02-14")).is_empty());
        assert!(entitlements(&program(), &held, day("2027-02-15")).is_empty());
    }
}
