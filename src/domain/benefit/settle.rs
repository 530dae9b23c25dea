//! Benefits brought in line with the memberships that are held: granted, changed, ended.

use chrono::NaiveDate;

use super::{Benefit, Category, EndedBy, Origin, Terms, entitlements};
use crate::domain::benefit::{BenefitType, Quantity};
use crate::domain::event::{BenefitEvent, Event};
use crate::domain::gtm::{self, GtmOffer};
use crate::domain::id::{Counters, MembershipId, SeatId};
use crate::domain::membership::{Membership, MembershipState};
use crate::domain::moment::before;
use crate::domain::program::Program;
use crate::domain::vs::Seat;

/// Brings the benefits in line with the memberships that are held: new ones are granted, those
/// that stay keep their ids and seats, and those that are superseded end — but never while a unit
/// of them is in use (MEM-2). What came with a membership that is over ends with it, used or not
/// (MEM-7), but for the core that another membership grants as well: it goes on with that, and
/// begins anew where that was renewed meanwhile (MEM-9).
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
    let of = |id: Option<MembershipId>| held.iter().find(|held| Some(held.id) == id);
    let over = |benefit: &Benefit| {
        let carrier = of(benefit.terms.membership)?;
        let why = match carrier.state {
            MembershipState::Cancelled => EndedBy::Cancelled,
            MembershipState::Lapsed => EndedBy::Lapsed,
            MembershipState::Held | MembershipState::CancelRequested => return None,
        };
        Some((carrier, why))
    };
    let anew = |benefit: &Benefit, terms: &Terms| {
        let ((from, _), to) = (over(benefit)?, of(terms.membership)?);
        let (benefit, ends_on) = (benefit.id, terms.ends_on);
        begins_anew(program, from, to).then_some(BenefitEvent::BenefitRenewed { benefit, ends_on })
    };
    let mut events = Vec::new();
    for (benefit, seats) in benefits.iter().filter(|(benefit, _)| benefit.ended.is_none()) {
        let stays = benefit.terms.origin == Origin::Program
            && entitled.iter().any(|entitled| stands_for(&entitled.terms, &benefit.terms));
        match over(benefit) {
            _ if stays => {}
            Some((carrier, why)) => match carried_on(benefit, carrier, held, today) {
                Some(terms) => {
                    events.extend(changed(benefit, seats, &terms, counters));
                    events.extend(anew(benefit, &terms));
                }
                None => events.push(BenefitEvent::BenefitEnded { benefit: benefit.id, why }),
            },
            None if benefit.terms.origin == Origin::Grant => {}
            None => events.extend(superseded(benefit, seats)),
        }
    }
    let terms = entitled.iter().map(|entitled| &entitled.terms);
    for terms in terms.filter(|terms| terms.category != Category::GoToMarket) {
        let kept = benefits.iter().find(|(kept, _)| {
            kept.terms.origin == Origin::Program && stands_for(terms, &kept.terms)
        });
        match kept {
            Some((benefit, seats)) => {
                events.extend(changed(benefit, seats, terms, counters));
                events.extend(anew(benefit, terms).filter(|_| benefit.ended.is_none()));
            }
            None => events.push(granted(terms.clone(), counters)),
        }
    }
    let of_marketing = gtm::rules::settle(&entitled, offers, counters).into_iter();
    events.into_iter().map(Event::from).chain(of_marketing.map(Event::from)).collect()
}

/// The terms of core software that an administrator recorded, when the membership it came with is
/// over and another of the same offer lives: like all of the core it belongs to the organization.
/// What was recorded for a competency stands and falls with that; so do credit and license keys
/// with the year they were granted for. An end of its own stays.
fn carried_on(
    benefit: &Benefit,
    carrier: &Membership,
    held: &[Membership],
    today: NaiveDate,
) -> Option<Terms> {
    let terms = &benefit.terms;
    let is_core = terms.benefit_type == Some(BenefitType::Core) && terms.competency.is_none();
    let goes_on = terms.category == Category::Software && is_core;
    if terms.origin != Origin::Grant || !goes_on {
        return None;
    }
    let same = held.iter().filter(|held| held.offer == terms.offer && held.is_live(today));
    let next = same.min_by_key(|held| (held.purchased_on, held.id))?;
    let own_end = terms.ends_on != carrier.renewable_until;
    let ends_on = if own_end { terms.ends_on } else { next.renewable_until };
    Some(Terms { membership: Some(next.id), ends_on, ..terms.clone() })
}

/// Whether what goes on with another membership begins a new year with it: one that was renewed,
/// for a term that began later than the term of the one that is over (MEM-9). One that was only
/// purchased meanwhile brings no new year.
fn begins_anew(program: &Program, from: &Membership, to: &Membership) -> bool {
    let began = |held: &Membership| before(held.anniversary, program.membership.term_days);
    began(to) > to.purchased_on && began(to) > began(from)
}

/// Whether the grant is the same benefit, be it of another offer's package.
fn stands_for(entitled: &Terms, kept: &Terms) -> bool {
    entitled.category == kept.category
        && entitled.benefit_type == kept.benefit_type
        && entitled.product == kept.product
}

/// The event of a new grant; a Visual Studio benefit gets a seat for each unit.
#[must_use]
pub fn granted(terms: Terms, counters: &mut Counters) -> BenefitEvent {
    let benefit = counters.give();
    let seats = match (terms.category, terms.quantity) {
        (Category::VisualStudio, Some(Quantity::Count(count))) => {
            (0..count).map(|_| counters.give()).collect()
        }
        _ => Vec::new(),
    };
    BenefitEvent::BenefitGranted { benefit, terms: Box::new(terms), seats }
}

fn changed(
    benefit: &Benefit,
    seats: &[Seat],
    terms: &Terms,
    counters: &mut Counters,
) -> Option<BenefitEvent> {
    if benefit.terms == *terms && benefit.ended.is_none() {
        return None;
    }
    let (seats_added, seats_ended) = match (terms.category, terms.quantity) {
        (Category::VisualStudio, Some(Quantity::Count(count))) => resize(seats, count, counters),
        _ => (Vec::new(), Vec::new()),
    };
    let (benefit, terms) = (benefit.id, Box::new(terms.clone()));
    Some(BenefitEvent::BenefitChanged { benefit, terms, seats_added, seats_ended })
}

/// Ends a benefit that nobody uses; of one that is in use, all that is not.
fn superseded(benefit: &Benefit, seats: &[Seat]) -> Option<BenefitEvent> {
    if benefit.used == 0 {
        let (benefit, why) = (benefit.id, EndedBy::Superseded);
        return Some(BenefitEvent::BenefitEnded { benefit, why });
    }
    let quantity = Some(Quantity::Count(0));
    let free = seats.iter().filter(|seat| seat.user.is_none() && !seat.ended);
    (benefit.terms.quantity != quantity).then(|| BenefitEvent::BenefitChanged {
        benefit: benefit.id,
        terms: Box::new(Terms { quantity, ..benefit.terms.clone() }),
        seats_added: Vec::new(),
        seats_ended: free.map(|seat| seat.id).collect(),
    })
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

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::benefit::BenefitType;
    use crate::domain::benefit::Entitlement;
    use crate::domain::benefit::entitlement::tests::{ON, PRODUCT_SUPPORT, entitled};
    use crate::domain::benefit::rules::tests::benefit;
    use crate::domain::id::{BenefitId, Id as _, MembershipId};
    use crate::domain::membership::rules::tests::{day, membership, program};
    use crate::domain::moment::after;
    use crate::domain::vs::rules::tests::{held, never_used};

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

    pub(in crate::domain::benefit) fn ids(numbers: impl IntoIterator<Item = u32>) -> Vec<SeatId> {
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
            [Event::Benefit(BenefitEvent::BenefitChanged {
                benefit: BenefitId::new(1),
                terms: Box::new(seats_entitled("gold").terms),
                seats_added: ids(11..=15),
                seats_ended: Vec::new(),
            })]
        );
    }

    #[test]
    fn no_seat_that_is_held_ends_when_the_core_level_falls() {
        let gold = with_seats("gold", 7);
        assert_eq!(
            settled("silver", &[gold]),
            [Event::Benefit(BenefitEvent::BenefitChanged {
                benefit: BenefitId::new(1),
                terms: Box::new(seats_entitled("silver").terms),
                seats_added: Vec::new(),
                seats_ended: ids([10, 9, 8]),
            })]
        );
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
            [Event::Benefit(BenefitEvent::BenefitEnded {
                benefit: BenefitId::new(9),
                why: EndedBy::Superseded
            })]
        );
        let mut terms = pack(1).0.terms;
        terms.quantity = Some(Quantity::Count(0));
        assert_eq!(
            settled("silver", &[pack(1), silver]),
            [Event::Benefit(BenefitEvent::BenefitChanged {
                benefit: BenefitId::new(9),
                terms: Box::new(terms),
                seats_added: Vec::new(),
                seats_ended: ids([2]),
            })]
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
        let [Event::Benefit(BenefitEvent::BenefitChanged { seats_added, .. })] = events.as_slice()
        else {
            panic!()
        };
        assert_eq!(*seats_added, ids(6..=10));
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
            let ended = |number| {
                Event::Benefit(BenefitEvent::BenefitEnded { benefit: BenefitId::new(number), why })
            };
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
            Event::Benefit(BenefitEvent::BenefitChanged { benefit, terms, .. }) => {
                Some((*benefit, terms.clone()))
            }
            _ => None,
        });
        let (id, terms) = changed.unwrap();
        assert_eq!((id, terms.quantity), (BenefitId::new(1), Some(Quantity::Count(15))));
        assert_eq!(
            (terms.membership, terms.ends_on),
            (Some(MembershipId::new(2)), day("2027-07-01"))
        );
        assert!(
            !events
                .iter()
                .any(|event| matches!(event, Event::Benefit(BenefitEvent::BenefitEnded { .. })))
        );
    }

    /// A gold membership that lapsed, and another of the same offer: purchased on this day, and
    /// renewed on its anniversary or not.
    fn two_golds(purchased: &str, renewed: bool) -> [Membership; 2] {
        let gone = Membership { state: MembershipState::Lapsed, ..membership(1, "gold", "DevOps") };
        let purchased_on = day(purchased);
        let anniversary = after(purchased_on, if renewed { 730 } else { 365 });
        let renewable_until = after(anniversary, 30);
        let other = membership(2, "gold", "Security");
        [gone, Membership { purchased_on, anniversary, renewable_until, ..other }]
    }

    #[test]
    fn a_core_year_begins_anew_where_the_membership_that_goes_on_with_it_was_renewed() {
        let program = program();
        let mut core = benefit(Category::Support, Some(20));
        core.terms.origin = Origin::Program;
        core.terms.product = PRODUCT_SUPPORT.to_owned();
        core.used = 20;
        for (purchased, renewed, anew) in [
            ("2026-02-01", true, true),
            // It began before the term that is over, and was renewed before it, too.
            ("2025-01-10", true, false),
            ("2026-02-01", false, false),
            ("2026-12-01", false, false),
        ] {
            let held = two_golds(purchased, renewed);
            let there = [(core.clone(), Vec::new())];
            let mut counters = Counters::after([('B', 1)]);
            let events = settle(&program, &held, &there, &[], &mut counters, day("2027-02-15"));
            let ends_on = held[1].renewable_until;
            let begun = Event::Benefit(BenefitEvent::BenefitRenewed {
                benefit: BenefitId::new(1),
                ends_on,
            });
            // It may have lapsed itself by then.
            let live = held[1].is_live(day("2027-02-15"));
            assert_eq!(events.contains(&begun), anew && live, "{purchased} {renewed}");
        }
    }

    #[test]
    fn core_software_that_was_recorded_goes_on_with_another_membership_of_its_offer() {
        let program = program();
        let granted = benefit(Category::Software, None);
        let settled = |granted: &Benefit, held: &[Membership]| {
            let there = [(granted.clone(), Vec::new())];
            let mut counters = Counters::after([('B', 1)]);
            let mut events = settle(&program, held, &there, &[], &mut counters, day("2027-02-15"));
            events.retain(|event| event.touches().contains(&granted.id.to_string()));
            events
        };
        let held = two_golds("2026-06-01", false);
        let changed = |granted: &Benefit| match settled(granted, &held).as_slice() {
            [Event::Benefit(BenefitEvent::BenefitChanged { terms, .. })] => {
                (terms.membership, terms.ends_on)
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(changed(&granted), (Some(held[1].id), held[1].renewable_until));
        let mut own_end = granted.clone();
        own_end.terms.ends_on = day("2027-12-31");
        assert_eq!(changed(&own_end), (Some(held[1].id), day("2027-12-31")));
        // What came with a competency, or with another offer, is not the organization's.
        let ended = [Event::Benefit(BenefitEvent::BenefitEnded {
            benefit: granted.id,
            why: EndedBy::Lapsed,
        })];
        let mut incremental = granted.clone();
        incremental.terms.benefit_type = Some(BenefitType::Incremental);
        assert_eq!(settled(&incremental, &held), ended);
        let credit = benefit(Category::Azure, Some(1));
        assert_eq!(settled(&credit, &held), ended);
        let mut of_one = granted.clone();
        of_one.terms.competency = Some("DevOps".to_owned());
        assert_eq!(settled(&of_one, &held), ended);
        let [gone, other] = held.clone();
        let silver = Membership { offer: "silver".to_owned(), ..other };
        assert_eq!(settled(&granted, &[gone, silver]), ended);
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
