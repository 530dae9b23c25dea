//! What the memberships that are live on a day entitle to, from the program's data (MEM-2, MEM-10).

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::{BenefitType, Details, Line, Quantity};
use crate::domain::id::MembershipId;
use crate::domain::membership::Membership;
use crate::domain::program::{Program, ProgramBenefit};

/// A line that the organization is entitled to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entitlement<'m> {
    pub line: Line,
    pub quantity: Option<Quantity>,
    pub details: Details,
    /// The oldest membership of the highest rank that grants it; in its years is counted.
    pub carrier: &'m Membership,
    /// The packages it comes from, by name; Go-To-Market offers show them (GTM-1).
    pub sources: Vec<String>,
}

/// Everything that `live` memberships of a program entitle to, in the program's order: one core
/// package, that of the highest rank, what unranked offers add to it, and the incremental benefits
/// of each competency.
#[must_use]
pub fn entitlements<'m>(program: &Program, live: &[&'m Membership]) -> Vec<Entitlement<'m>> {
    let mut by_age = live.to_vec();
    by_age.sort_by_key(|held| age(held));
    let cloud = live.iter().any(|held| {
        let competency = held.competency.as_deref().and_then(|name| program.competency(name));
        competency.is_some_and(|competency| competency.cloud)
    });
    let mut entitlements: Vec<Entitlement<'m>> = Vec::new();
    for row in &program.benefits {
        for &held in by_age.iter().filter(|held| !is_outranked(program, row, held, live)) {
            let Some(of_row) = Line::of(program, row, held) else { continue };
            let entitled = Entitlement {
                line: of_row,
                quantity: quantity(row, cloud),
                details: details(row),
                carrier: held,
                sources: vec![source(program, held)],
            };
            match entitlements.iter_mut().find(|known| known.line == entitled.line) {
                Some(known) => known.join(entitled),
                None => entitlements.push(entitled),
            }
        }
    }
    entitlements
}

impl Entitlement<'_> {
    /// Takes in that another membership brings it, too. It comes with the oldest, and from all.
    fn join(&mut self, other: Self) {
        let Entitlement { line: _, quantity, details, carrier, mut sources } = other;
        if age(carrier) < age(self.carrier) {
            (self.quantity, self.details, self.carrier) = (quantity, details, carrier);
        }
        sources.retain(|source| !self.sources.contains(source));
        self.sources.extend(sources);
    }
}

/// By which the oldest is told: the first day, then the order of recording.
fn age(held: &Membership) -> (NaiveDate, MembershipId) {
    (held.begins_on(), held.id)
}

/// Whether another membership takes the place of this one: for the core any of a higher rank, for
/// what a competency adds one of the same competency, and of two of a rank the older.
fn is_outranked(
    program: &Program,
    row: &ProgramBenefit,
    held: &Membership,
    live: &[&Membership],
) -> bool {
    let rank = |held: &Membership| program.offer(&held.offer).and_then(|offer| offer.rank);
    let precedence = |held: &Membership| (rank(held), Reverse(age(held)));
    match row.benefit_type {
        BenefitType::Core => {
            rank(held).is_some() && live.iter().any(|other| rank(other) > rank(held))
        }
        BenefitType::Incremental => live.iter().any(|other| {
            other.competency == held.competency && precedence(other) > precedence(held)
        }),
    }
}

fn source(program: &Program, held: &Membership) -> String {
    match program.offer(&held.offer) {
        Some(offer) if offer.rank.is_some() => format!("{} Core", offer.name),
        Some(offer) => offer.name.clone(),
        None => held.offer.clone(),
    }
}

fn quantity(row: &ProgramBenefit, cloud: bool) -> Option<Quantity> {
    if cloud && row.unlimited_with_cloud_competency {
        Some(Quantity::Unlimited)
    } else {
        row.quantity
    }
}

fn details(row: &ProgramBenefit) -> Details {
    Details {
        level: row.level.clone(),
        plan: row.plan.clone(),
        presales: row.presales,
        ..Details::default()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::benefit::{Category, Presales};
    use crate::domain::membership::rules::tests::{bought, membership, program, renewed};

    const PRODUCT_SUPPORT: &str = "Microsoft Product Support";

    const CLOUD_SUPPORT: &str = "Signature Cloud Support";

    fn held(memberships: &[(&str, &str)]) -> Vec<Membership> {
        let numbered = (1..).zip(memberships);
        numbered.map(|(number, (offer, name))| membership(number, offer, name)).collect()
    }

    /// What is looked at of each entitlement.
    fn entitled<T>(
        memberships: &[(&str, &str)],
        looked_at: impl Fn(&Entitlement<'_>) -> Option<T>,
    ) -> Vec<T> {
        let held = held(memberships);
        let held: Vec<&Membership> = held.iter().collect();
        entitlements(&program(), &held).iter().filter_map(looked_at).collect()
    }

    /// The quantities of a product, in the program's order.
    fn quantities(memberships: &[(&str, &str)], product: &str) -> Vec<(String, Option<Quantity>)> {
        entitled(memberships, |Entitlement { line, quantity, .. }| {
            line.product.starts_with(product).then(|| (line.product.clone(), *quantity))
        })
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
            let found = entitled(held, |one| {
                let is_advisory = one.line.category == Category::Advisory;
                is_advisory.then(|| Some((one.quantity?.count()?, one.details.presales?)))
            });
            found.into_iter().next()?
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
        let held = [("gold", "DevOps"), ("isv-co-sell", ""), ("action-pack", "")];
        let sources = |product: &str| {
            entitled(&held, |one| (one.line.product == product).then(|| one.sources.clone()))
        };
        let both = ["Gold Core".to_owned(), "ISV Co-sell ready".to_owned()].to_vec();
        assert_eq!(sources("Marketing assets"), std::slice::from_ref(&both));
        assert_eq!(sources("How to market with Microsoft"), [both]);
        assert_eq!(sources("Partner Go-To-Market Toolbox"), [["Gold Core".to_owned()]]);
    }

    #[test]
    fn the_oldest_of_the_highest_rank_carries_the_core() {
        let silver = bought(1, "silver", "Security", "2025-06-01");
        let younger = bought(2, "gold", "DevOps", "2026-05-01");
        // The oldest by its day, not by when it was recorded; a renewal makes it no younger.
        let older = renewed(bought(3, "gold", "Messaging", "2025-04-01"), "2026-04-10");
        let carrier = |live: &[&Membership], product: &str| {
            let entitled = entitlements(&program(), live);
            let found = entitled.iter().find(|one| one.line.product == product).unwrap();
            found.carrier.id
        };
        let live = [&silver, &younger, &older];
        assert_eq!(carrier(&live, PRODUCT_SUPPORT), older.id);
        assert_eq!(carrier(&live[..2], PRODUCT_SUPPORT), younger.id);
        assert_eq!(carrier(&live[..1], PRODUCT_SUPPORT), silver.id);
        // What a competency adds comes with the membership of that competency.
        assert_eq!(carrier(&live, "Visual Studio Enterprise (DevOps)"), younger.id);
    }
}
