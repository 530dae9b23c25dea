//! Benefits: what a membership grants, and how grants follow from the memberships that are held
//! (MEM-2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::gtm::{self, GtmOffer};
use super::id::{BenefitId, Counters, MembershipId, SeatId};
use super::membership::{Membership, MembershipState};
use super::money::Money;
use super::program::{BenefitType, Presales, Program, ProgramBenefit, Quantity};
use super::refusal::Refusal;
use super::vs::Seat;
use super::words::words;

words! {
    /// What kind of thing a benefit is.
    Category, "a category" {
        Software = "software",
        Azure = "azure",
        License = "license",
        VisualStudio = "visual-studio",
        Support = "support",
        Advisory = "advisory",
        GoToMarket = "go-to-market",
    }
}

impl Category {
    /// What its quantity counts.
    #[must_use]
    pub fn unit(self) -> Option<&'static str> {
        match self {
            Category::Software | Category::License => Some("keys"),
            Category::Azure => Some("users"),
            Category::VisualStudio => Some("seats"),
            Category::Support => Some("incidents"),
            Category::Advisory => Some("hours"),
            Category::GoToMarket => None,
        }
    }
}

words! {
    /// How Azure credit is paid out (AZ-1).
    CreditKind, "a kind of Azure credit" {
        Monthly = "monthly",
        Bulk = "bulk",
    }
}

words! {
    /// Who said that a benefit is there.
    Origin, "an origin" {
        /// The program's data, from the memberships held.
        Program = "program",
        /// An administrator, with `benefits grant`.
        Grant = "grant",
    }
}

words! {
    /// What can be done with a benefit today.
    BenefitStatus, "a status of a benefit" {
        Available = "available",
        Pending = "pending",
        Active = "active",
        Ended = "ended",
    }
}

words! {
    /// Why a benefit ended before its time.
    EndedBy, "a reason to end" {
        /// Another core package took its place; such a benefit is not listed (MEM-2).
        Superseded = "superseded",
        Lapsed = "lapsed",
        Cancelled = "cancelled",
    }
}

/// What only benefits of some categories have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Visual Studio: the subscription level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Support: the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// Advisory: what a presales consultation costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presales: Option<Presales>,
    /// Azure: how the credit is paid out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_kind: Option<CreditKind>,
    /// Azure: the credit a month or a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// License: the seats of one key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats_per_key: Option<u32>,
    /// Software: the languages it can be had in, as tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Software: the operating systems it runs on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub os: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub download_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redeem_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instructions: Option<String>,
}

/// The terms of a grant: everything about a benefit but its id and what has been used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub category: Category,
    pub product: String,
    pub offer: String,
    pub competency: Option<String>,
    /// The membership it comes with; `None` for what comes with a Visual Studio subscription.
    pub membership: Option<MembershipId>,
    pub benefit_type: Option<BenefitType>,
    pub origin: Origin,
    /// In the category's unit; `None` where nobody says.
    pub quantity: Option<Quantity>,
    /// The first day it can be used.
    pub starts_on: NaiveDate,
    /// The last day to activate or redeem.
    pub activate_by: Option<NaiveDate>,
    /// The last day it can be used, or [`NEVER`].
    pub ends_on: NaiveDate,
    #[serde(flatten)]
    pub details: Details,
}

/// The end of what has none: what comes with Visual Studio subscriptions, which no membership ends.
/// The tables compare days, so it is one, later than any other.
pub const NEVER: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

impl Terms {
    /// The last day it can be used; `None` for what does not end.
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        (self.ends_on != NEVER).then_some(self.ends_on)
    }
}

/// A benefit as the ledger knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Benefit {
    pub id: BenefitId,
    pub terms: Terms,
    /// How many units are in use, in the category's unit.
    pub used: u32,
    /// Why it was ended before its time, if it was.
    pub ended: Option<EndedBy>,
}

impl Benefit {
    /// Its status on `today`.
    #[must_use]
    pub fn status(&self, today: NaiveDate) -> BenefitStatus {
        if self.ended.is_some() || self.terms.ends_on < today {
            BenefitStatus::Ended
        } else if self.used > 0 {
            BenefitStatus::Active
        } else {
            BenefitStatus::Available
        }
    }

    /// How many units the program grants, if it says and they are bounded.
    #[must_use]
    pub fn bound(&self) -> Option<u32> {
        self.terms.quantity.and_then(Quantity::count)
    }

    /// Units in use beyond what is granted, after the core level went down (MEM-2).
    #[must_use]
    pub fn over(&self) -> u32 {
        self.bound().map_or(0, |bound| self.used.saturating_sub(bound))
    }
}

/// Whether anything may be done with it today.
///
/// # Errors
/// [`Refusal::BenefitNotBegun`], [`Refusal::BenefitEnded`], or [`Refusal::WrongCategory`] for another category's verb.
pub fn usable(benefit: &Benefit, category: Category, today: NaiveDate) -> Result<(), Refusal> {
    of_category(benefit, category)?;
    if today < benefit.terms.starts_on {
        return Err(Refusal::BenefitNotBegun {
            benefit: benefit.id,
            product: benefit.terms.product.clone(),
            starts_on: benefit.terms.starts_on,
        });
    }
    if benefit.status(today) == BenefitStatus::Ended {
        return Err(Refusal::BenefitEnded {
            benefit: benefit.id,
            product: benefit.terms.product.clone(),
            ended_on: benefit.terms.ends_on,
        });
    }
    Ok(())
}

/// Whether it is of the category that the verb is for.
///
/// # Errors
/// [`Refusal::WrongCategory`].
pub fn of_category(benefit: &Benefit, category: Category) -> Result<(), Refusal> {
    if benefit.terms.category == category {
        return Ok(());
    }
    Err(Refusal::WrongCategory {
        benefit: benefit.id,
        product: benefit.terms.product.clone(),
        category: benefit.terms.category,
        wanted: category,
    })
}

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
    let rank = |held: &Membership| program.offer(&held.offer).and_then(|offer| offer.rank);
    let highest = live.iter().filter_map(|held| rank(held)).max();
    let core: Vec<&Membership> =
        live.iter().copied().filter(|held| rank(held).is_none() || rank(held) == highest).collect();
    let cloud = live.iter().any(|held| {
        let competency = held.competency.as_deref().and_then(|name| program.competency(name));
        competency.is_some_and(|competency| competency.cloud)
    });
    let mut entitlements = Vec::new();
    for benefit in &program.benefits {
        match benefit.benefit_type {
            BenefitType::Core => {
                let from: Vec<&Membership> = core
                    .iter()
                    .copied()
                    .filter(|held| benefit.offers.contains(&held.offer))
                    .collect();
                entitlements.extend(core_entitlement(program, benefit, &from, cloud));
            }
            BenefitType::Incremental => {
                entitlements.extend(incremental(program, benefit, &live));
            }
        }
    }
    entitlements
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
    live: &[&Membership],
) -> Vec<Entitlement> {
    let rank = |held: &Membership| program.offer(&held.offer).and_then(|offer| offer.rank);
    let granted = live.iter().filter(|held| {
        let competency = held.competency.as_ref();
        benefit.offers.contains(&held.offer)
            && competency.is_some_and(|name| benefit.competencies.contains(name))
            && !live.iter().any(|other| {
                other.competency == held.competency
                    && (rank(other), std::cmp::Reverse(other.id))
                        > (rank(held), std::cmp::Reverse(held.id))
            })
    });
    granted
        .map(|held| {
            let mut terms = terms_of(benefit, held, held.renewable_until);
            terms.competency.clone_from(&held.competency);
            if let Some(competency) = &held.competency {
                // The name must tell it from the core benefit of the same product.
                terms.product = format!("{} ({competency})", benefit.product);
            }
            Entitlement { terms, sources: Vec::new() }
        })
        .collect()
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

/// Brings the benefits in line with the memberships that are held: new ones are granted, those
/// that stay keep their ids and seats, and those that are superseded end — but never while a unit
/// of them is in use (MEM-2). What came with a membership that is over ends with it, used or not
/// (MEM-7).
#[must_use]
pub fn settle(
    program: &Program,
    held: &[Membership],
    benefits: &[(Benefit, Vec<Seat>)],
    offers: &[GtmOffer],
    counters: &mut Counters,
    today: NaiveDate,
) -> Vec<Event> {
    let entitled = entitlements(program, held, today);
    let over = |benefit: &Benefit| {
        let of = held.iter().find(|held| Some(held.id) == benefit.terms.membership)?;
        match of.state {
            MembershipState::Cancelled => Some(EndedBy::Cancelled),
            MembershipState::Lapsed => Some(EndedBy::Lapsed),
            MembershipState::Held | MembershipState::CancelRequested => None,
        }
    };
    let mut events = Vec::new();
    for (benefit, seats) in benefits.iter().filter(|(benefit, _)| benefit.ended.is_none()) {
        let stays = benefit.terms.origin == Origin::Program
            && entitled.iter().any(|one| stands_for(&one.terms, &benefit.terms));
        match over(benefit) {
            _ if stays => {}
            Some(why) => events.push(Event::BenefitEnded { benefit: benefit.id, why }),
            None if benefit.terms.origin == Origin::Grant => {}
            None => events.extend(superseded(benefit, seats)),
        }
    }
    for one in entitled.iter().filter(|one| one.terms.category != Category::GoToMarket) {
        let kept = benefits.iter().find(|(kept, _)| {
            kept.terms.origin == Origin::Program && stands_for(&one.terms, &kept.terms)
        });
        match kept {
            Some((benefit, seats)) => {
                events.extend(changed(benefit, seats, &one.terms, counters));
            }
            None => events.push(granted(one.terms.clone(), counters)),
        }
    }
    events.extend(gtm::settle(&entitled, offers, counters));
    events
}

/// Whether the grant is the same benefit, be it of another offer's package.
fn stands_for(entitled: &Terms, kept: &Terms) -> bool {
    entitled.category == kept.category
        && entitled.benefit_type == kept.benefit_type
        && entitled.product == kept.product
}

/// The event of a new grant; a Visual Studio benefit gets a seat for each unit.
#[must_use]
pub fn granted(terms: Terms, counters: &mut Counters) -> Event {
    let benefit = counters.give();
    let seats = match (terms.category, terms.quantity) {
        (Category::VisualStudio, Some(Quantity::Count(count))) => {
            (0..count).map(|_| counters.give()).collect()
        }
        _ => Vec::new(),
    };
    Event::BenefitGranted { benefit, terms: Box::new(terms), seats }
}

fn changed(
    benefit: &Benefit,
    seats: &[Seat],
    terms: &Terms,
    counters: &mut Counters,
) -> Option<Event> {
    if benefit.terms == *terms && benefit.ended.is_none() {
        return None;
    }
    let (seats_added, seats_ended) = match (terms.category, terms.quantity) {
        (Category::VisualStudio, Some(Quantity::Count(count))) => resize(seats, count, counters),
        _ => (Vec::new(), Vec::new()),
    };
    Some(Event::BenefitChanged {
        benefit: benefit.id,
        terms: Box::new(terms.clone()),
        seats_added,
        seats_ended,
    })
}

fn superseded(benefit: &Benefit, seats: &[Seat]) -> Option<Event> {
    if benefit.used == 0 {
        Some(Event::BenefitEnded { benefit: benefit.id, why: EndedBy::Superseded })
    } else if benefit.terms.quantity == Some(Quantity::Count(0)) {
        None
    } else {
        let mut terms = benefit.terms.clone();
        terms.quantity = Some(Quantity::Count(0));
        let seats_ended =
            seats.iter().filter(|seat| seat.user.is_none() && !seat.ended).map(|s| s.id).collect();
        Some(Event::BenefitChanged {
            benefit: benefit.id,
            terms: Box::new(terms),
            seats_added: Vec::new(),
            seats_ended,
        })
    }
}

/// The seats to add and to end so that `count` are there: ended ones come back before new ones
/// are made, and only free ones end, the newest first, those that are cooling before the others.
fn resize(seats: &[Seat], count: u32, counters: &mut Counters) -> (Vec<SeatId>, Vec<SeatId>) {
    let count = count as usize;
    let (ended, there): (Vec<&Seat>, Vec<&Seat>) = seats.iter().partition(|seat| seat.ended);
    if there.len() <= count {
        let missing = count - there.len();
        let mut added: Vec<SeatId> = ended.iter().take(missing).map(|seat| seat.id).collect();
        added.extend((added.len()..missing).map(|_| counters.give::<SeatId>()));
        return (added, Vec::new());
    }
    let mut free: Vec<&Seat> = there.iter().copied().filter(|seat| seat.user.is_none()).collect();
    free.sort_by_key(|seat| (seat.last.is_none(), std::cmp::Reverse(seat.id)));
    (Vec::new(), free.iter().take(there.len() - count).map(|seat| seat.id).collect())
}

/// What `benefits grant` says of a benefit that the program's data does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Grant {
    pub category: Category,
    pub product: String,
    pub offer: String,
    pub competency: Option<String>,
    pub benefit_type: BenefitType,
    pub quantity: Option<u32>,
    pub activate_by: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub details: Details,
}

/// How a grant is called that names no product: Azure credit after its kind; anything else must
/// be named.
///
/// # Errors
/// [`Refusal::GrantUnclear`].
pub fn unnamed(category: Category, kind: Option<CreditKind>) -> Result<String, Refusal> {
    match (category, kind) {
        (Category::Azure, Some(CreditKind::Monthly)) => Ok("Azure monthly credit".to_owned()),
        (Category::Azure, Some(CreditKind::Bulk)) => Ok("Azure bulk credit".to_owned()),
        (Category::Azure, None) => {
            Err(Refusal::GrantUnclear { category, wants: "--kind monthly|bulk and --amount A CUR" })
        }
        _ => Err(Refusal::GrantUnclear { category, wants: "--product NAME" }),
    }
}

/// Records a benefit that came with `membership`; `same` is one of that name that is there.
///
/// # Errors
/// [`Refusal::BenefitExists`], [`Refusal::GrantTooMuch`], [`Refusal::GrantUnclear`] for what the category needs and the
/// grant does not say.
pub fn grant(
    grant: &Grant,
    membership: &Membership,
    same: Option<&Benefit>,
    program: &Program,
    counters: &mut Counters,
) -> Result<Event, Refusal> {
    let unclear =
        |wants: &'static str| Err(Refusal::GrantUnclear { category: grant.category, wants });
    let details = &grant.details;
    let too_much = [
        ("--kind", details.credit_kind.is_some(), grant.category == Category::Azure),
        ("--amount", details.amount.is_some(), grant.category == Category::Azure),
        ("--seats-per-key", details.seats_per_key.is_some(), grant.category == Category::License),
        ("--redeem-url", details.redeem_url.is_some(), grant.category == Category::License),
        ("--languages", !details.languages.is_empty(), grant.category == Category::Software),
        ("--os", !details.os.is_empty(), grant.category == Category::Software),
        ("--download-url", details.download_url.is_some(), grant.category == Category::Software),
        (
            "--quantity",
            grant.quantity.is_some_and(|quantity| quantity != 1),
            details.credit_kind != Some(CreditKind::Bulk),
        ),
    ];
    if let Some((what, ..)) = too_much.into_iter().find(|(_, given, fits)| *given && !fits) {
        return Err(Refusal::GrantTooMuch { category: grant.category, what });
    }
    match grant.category {
        Category::Azure if details.credit_kind.is_none() || details.amount.is_none() => {
            return unclear("--kind monthly|bulk and --amount A CUR");
        }
        Category::License if details.seats_per_key.is_none() => {
            return unclear("--seats-per-key N");
        }
        Category::VisualStudio if grant.quantity.is_none() => return unclear("--quantity N"),
        Category::Support | Category::Advisory if grant.quantity.is_none() => {
            return unclear("--quantity N");
        }
        Category::GoToMarket => return unclear("another category: its offers come of the program"),
        _ => {}
    }
    if let Some(same) = same {
        return Err(Refusal::BenefitExists {
            benefit: same.id,
            product: same.terms.product.clone(),
        });
    }
    let mut details = details.clone();
    if grant.category == Category::VisualStudio {
        details.level = Some(level_named(program, &grant.product));
    }
    let bulk = details.credit_kind == Some(CreditKind::Bulk);
    let quantity = if bulk { Some(1) } else { grant.quantity };
    let terms = Terms {
        category: grant.category,
        product: grant.product.clone(),
        offer: membership.offer.clone(),
        competency: grant.competency.clone(),
        membership: Some(membership.id),
        benefit_type: Some(grant.benefit_type),
        origin: Origin::Grant,
        quantity: quantity.map(Quantity::Count),
        starts_on: membership.purchased_on,
        activate_by: grant.activate_by,
        ends_on: grant.ends_on.unwrap_or(membership.renewable_until),
        details,
    };
    Ok(granted(terms, counters))
}

/// The level that a Visual Studio product's name tells, else the name itself as a level of its
/// own: one seat of a level a user holds either way (VS-4).
fn level_named(program: &Program, product: &str) -> String {
    let product = product.to_lowercase();
    let known = program.visual_studio.levels.iter().find(|level| product.contains(&level.level));
    known.map_or(product.clone(), |level| level.level.clone())
}

#[cfg(test)]
pub(in crate::domain) mod tests {
    use super::*;
    use crate::domain::id::Id as _;
    use crate::domain::membership::tests::{day, membership, program};
    use crate::domain::vs::tests::{held, never_used};

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

    const ON: &str = "2026-03-01";

    fn entitled(memberships: &[(&str, &str)]) -> Vec<Entitlement> {
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

    const PRODUCT_SUPPORT: &str = "Microsoft Product Support";
    const CLOUD_SUPPORT: &str = "Signature Cloud Support";

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

    fn seats_entitled(offer: &str) -> Entitlement {
        let found = entitled(&[(offer, "Security")]);
        found.into_iter().find(|one| one.terms.category == Category::VisualStudio).unwrap()
    }

    /// A core benefit of that offer with its seats, of which the first `used` are held.
    fn with_seats(offer: &str, used: u32) -> (Benefit, Vec<Seat>) {
        let terms = seats_entitled(offer).terms;
        let count = terms.quantity.and_then(Quantity::count).unwrap();
        let seats = (1..=count).map(|number| {
            if number <= used {
                held(number, &format!("user{number}@contoso.com"), ON)
            } else {
                never_used(number)
            }
        });
        let benefit = Benefit { id: BenefitId::new(1), terms, used, ended: None };
        (benefit, seats.collect())
    }

    fn ids(numbers: impl IntoIterator<Item = u32>) -> Vec<SeatId> {
        numbers.into_iter().map(SeatId::new).collect()
    }

    fn settled(offer: &str, benefits: &[(Benefit, Vec<Seat>)]) -> Vec<Event> {
        let mut counters = Counters::after([('S', 10), ('B', 1)]);
        let held = [membership(1, offer, "Security")];
        let mut events = settle(&program(), &held, benefits, &[], &mut counters, day(ON));
        // What the memberships grant beside the seats is not looked at here.
        events.retain(|event| matches!(event.kind(), "benefit-changed" | "benefit-ended"));
        events
    }

    #[test]
    fn ids_and_seats_stay_when_the_core_level_rises() {
        let silver = with_seats("silver", 5);
        assert_eq!(
            settled("gold", &[silver]),
            [Event::BenefitChanged {
                benefit: BenefitId::new(1),
                terms: Box::new(seats_entitled("gold").terms),
                seats_added: ids(11..=15),
                seats_ended: Vec::new(),
            }]
        );
    }

    #[test]
    fn no_seat_that_is_held_ends_when_the_core_level_falls() {
        let gold = with_seats("gold", 7);
        assert_eq!(
            settled("silver", &[gold]),
            [Event::BenefitChanged {
                benefit: BenefitId::new(1),
                terms: Box::new(seats_entitled("silver").terms),
                seats_added: Vec::new(),
                seats_ended: ids([10, 9, 8]),
            }]
        );
    }

    #[test]
    fn units_beyond_the_grant_are_counted() {
        let used = |used| Benefit { used, ..benefit(Category::VisualStudio, Some(5)) }.over();
        assert_eq!((used(4), used(5), used(7)), (0, 0, 2));
        assert_eq!(Benefit { used: 9, ..benefit(Category::Support, None) }.over(), 0);
    }

    #[test]
    fn a_superseded_benefit_ends_unless_a_unit_of_it_is_in_use() {
        let pack = |used| {
            let mut terms = seats_entitled("silver").terms;
            terms.product = "Visual Studio Professional (MPN)".to_owned();
            terms.quantity = Some(Quantity::Count(2));
            let seats = vec![held(1, "bo@contoso.com", ON), never_used(2)];
            (Benefit { id: BenefitId::new(9), terms, used, ended: None }, seats)
        };
        let silver = with_seats("silver", 0);
        let unused = (pack(0).0, vec![never_used(1), never_used(2)]);
        assert_eq!(
            settled("silver", &[unused, silver.clone()]),
            [Event::BenefitEnded { benefit: BenefitId::new(9), why: EndedBy::Superseded }]
        );
        let mut terms = pack(1).0.terms;
        terms.quantity = Some(Quantity::Count(0));
        assert_eq!(
            settled("silver", &[pack(1), silver]),
            [Event::BenefitChanged {
                benefit: BenefitId::new(9),
                terms: Box::new(terms),
                seats_added: Vec::new(),
                seats_ended: ids([2]),
            }]
        );
    }

    #[test]
    fn what_is_as_entitled_already_is_left_alone() {
        assert_eq!(settled("gold", &[with_seats("gold", 3)]), []);
    }

    #[test]
    fn ended_seats_come_back_before_new_ones_are_made() {
        let (mut benefit, mut seats) = with_seats("gold", 0);
        seats.iter_mut().skip(5).for_each(|seat| seat.ended = true);
        benefit.terms = seats_entitled("silver").terms;
        let events = settled("gold", &[(benefit, seats)]);
        let [Event::BenefitChanged { seats_added, .. }] = events.as_slice() else { panic!() };
        assert_eq!(*seats_added, ids(6..=10));
    }

    #[test]
    fn a_benefit_is_usable_on_its_last_day_and_not_after() {
        let one = benefit(Category::Azure, None);
        assert_eq!(usable(&one, Category::Azure, day("2027-02-14")), Ok(()));
        let refused = Refusal::BenefitEnded {
            benefit: one.id,
            product: "Product".to_owned(),
            ended_on: day("2027-02-14"),
        };
        assert_eq!(usable(&one, Category::Azure, day("2027-02-15")), Err(refused.clone()));
        let ended = Benefit { ended: Some(EndedBy::Cancelled), ..one };
        assert_eq!(usable(&ended, Category::Azure, day(ON)), Err(refused));
    }

    #[test]
    fn a_verb_takes_benefits_of_its_category_alone() {
        let one = benefit(Category::Azure, None);
        let refused = Refusal::WrongCategory {
            benefit: one.id,
            product: "Product".to_owned(),
            category: Category::Azure,
            wanted: Category::Software,
        };
        assert_eq!(usable(&one, Category::Software, day(ON)), Err(refused));
    }

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

    fn grant_of(asked: &Grant) -> Result<Event, Refusal> {
        let from = membership(1, "gold", "DevOps");
        grant(asked, &from, None, &program(), &mut Counters::default())
    }

    #[test]
    fn a_grant_says_what_its_category_needs() {
        let unclear = |category, wants| Err(Refusal::GrantUnclear { category, wants });
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
            Err(Refusal::GrantUnclear { category: Category::Software, wants: "--product NAME" })
        );
    }

    #[test]
    fn granted_seats_are_of_the_level_that_their_name_tells() {
        let granted = grant_of(&Grant { quantity: Some(2), ..asked(Category::VisualStudio) });
        let Ok(Event::BenefitGranted { terms, seats, .. }) = granted else { panic!() };
        assert_eq!(terms.details.level.as_deref(), Some("enterprise"));
        assert_eq!(terms.ends_on, day("2027-02-14"));
        assert_eq!(seats, ids([1, 2]));
    }

    #[test]
    fn a_grant_of_the_same_name_is_made_once() {
        let same = benefit(Category::Software, None);
        let from = membership(1, "gold", "DevOps");
        let wanted = asked(Category::Software);
        let refused = Refusal::BenefitExists { benefit: same.id, product: "Product".to_owned() };
        assert_eq!(
            grant(&wanted, &from, Some(&same), &program(), &mut Counters::default()),
            Err(refused)
        );
    }

    #[test]
    fn what_came_with_a_membership_that_is_over_ends_with_it_used_or_not() {
        let program = program();
        let on = day("2027-03-01");
        for (state, why) in [
            (MembershipState::Lapsed, EndedBy::Lapsed),
            (MembershipState::Cancelled, EndedBy::Cancelled),
        ] {
            let gone = Membership { state, ..membership(1, "gold", "DevOps") };
            let mut seats = benefit(Category::VisualStudio, Some(10));
            seats.terms.origin = Origin::Program;
            seats.used = 1;
            let mut granted = benefit(Category::Software, None);
            granted.id = BenefitId::new(2);
            let of_seats = vec![held(1, "bo@contoso.com", "2026-06-01"), never_used(2)];
            let there = [(seats, of_seats), (granted, Vec::new())];
            let mut counters = Counters::default();
            let events = settle(&program, &[gone], &there, &[], &mut counters, on);
            let ended = |number| Event::BenefitEnded { benefit: BenefitId::new(number), why };
            assert_eq!(events, [ended(1), ended(2)]);
        }
    }

    #[test]
    fn a_core_benefit_goes_on_with_the_next_level_when_the_higher_one_lapses() {
        let program = program();
        let gold = Membership {
            state: MembershipState::Lapsed,
            ..membership(1, "gold", "Data Analytics")
        };
        let silver = Membership {
            purchased_on: day("2026-06-01"),
            anniversary: day("2027-06-01"),
            renewable_until: day("2027-07-01"),
            ..membership(2, "silver", "Data Platform")
        };
        let mut core = benefit(Category::Support, Some(20));
        core.terms.origin = Origin::Program;
        core.terms.product = PRODUCT_SUPPORT.to_owned();
        core.used = 18;
        let mut counters = Counters::after([('B', 1)]);
        let there = [(core, Vec::new())];
        let on = day("2027-02-15");
        let events = settle(&program, &[gold, silver], &there, &[], &mut counters, on);
        let changed = events.iter().find_map(|event| match event {
            Event::BenefitChanged { benefit, terms, .. } => Some((*benefit, terms.clone())),
            _ => None,
        });
        let (id, terms) = changed.unwrap();
        assert_eq!((id, terms.quantity), (BenefitId::new(1), Some(Quantity::Count(15))));
        assert_eq!(
            (terms.membership, terms.ends_on),
            (Some(MembershipId::new(2)), day("2027-07-01"))
        );
        assert!(!events.iter().any(|event| matches!(event, Event::BenefitEnded { .. })));
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
        assert_eq!(bulk(Some(5)), Err(Refusal::GrantTooMuch { category, what: "--quantity" }));
        assert!(bulk(Some(1)).is_ok() && bulk(None).is_ok());
    }

    #[test]
    fn a_benefit_stands_for_another_of_its_category_type_and_name_alone() {
        let one = benefit(Category::Software, None).terms;
        assert!(stands_for(&one, &Terms { offer: "silver".to_owned(), ..one.clone() }));
        for other in [
            Terms { category: Category::License, ..one.clone() },
            Terms { benefit_type: Some(BenefitType::Incremental), ..one.clone() },
            Terms { product: "Another".to_owned(), ..one.clone() },
        ] {
            assert!(!stands_for(&one, &other), "{other:?}");
        }
    }
}
