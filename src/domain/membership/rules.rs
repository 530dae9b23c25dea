//! Memberships: purchased, renewed, their refund given up (MEM-1, MEM-5, MEM-8).

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::{Membership, MembershipStatus};
use crate::domain::event::MembershipEvent;
use crate::domain::id::Counters;
use crate::domain::moment::after;
use crate::domain::money::Money;
use crate::domain::organization::{AdministeredIn, Organization};
use crate::domain::program::{Competency, Offer, PageId, Program};
use crate::domain::refusal::{MembershipRefusal, Refusal};
use crate::domain::refuse::refuse_if;

/// The offer that is named, and the competency it is bought for, by its present name.
///
/// # Errors
/// [`MembershipRefusal::NoSuchOffer`], [`MembershipRefusal::NoSuchCompetency`],
/// [`MembershipRefusal::CompetencyMissing`] and [`MembershipRefusal::CompetencyNotTaken`].
pub fn offer_for<'p>(
    program: &'p Program,
    offer: &str,
    competency: Option<&str>,
) -> Result<(&'p Offer, Option<&'p Competency>), Refusal> {
    let found = offer_named(program, offer)?;
    let offer = found.offer.clone();
    match competency {
        None if found.competency => Err(MembershipRefusal::CompetencyMissing { offer }.into()),
        None => Ok((found, None)),
        Some(_) if !found.competency => Err(MembershipRefusal::CompetencyNotTaken { offer }.into()),
        Some(name) => Ok((found, Some(competency_named(program, name)?))),
    }
}

/// The offer with that id or name.
///
/// # Errors
/// [`MembershipRefusal::NoSuchOffer`].
pub fn offer_named<'p>(program: &'p Program, name: &str) -> Result<&'p Offer, MembershipRefusal> {
    program.offer(name).ok_or_else(|| {
        let known = program.offers.iter().map(|offer| offer.offer.clone()).collect();
        MembershipRefusal::NoSuchOffer { offer: name.to_owned(), known }
    })
}

/// The competency of that name, or that once had it (MEM-8).
///
/// # Errors
/// [`MembershipRefusal::NoSuchCompetency`] with the nearest name.
pub fn competency_named<'p>(program: &'p Program, name: &str) -> Result<&'p Competency, Refusal> {
    program.competency(name).ok_or_else(|| {
        let names = program.competencies.iter().map(|competency| competency.name.as_str());
        let nearest = crate::domain::name::nearest(name, names);
        MembershipRefusal::NoSuchCompetency { competency: name.to_owned(), nearest }.into()
    })
}

/// What is bought, and since when it is held.
#[derive(Clone, Copy, Debug)]
pub struct Purchase<'p> {
    pub offer: &'p Offer,
    pub competency: Option<&'p Competency>,
    pub price: Option<&'p Money>,
    /// The first day of its first term, where that is not the day of the purchase (MEM-11).
    pub first_purchased_on: Option<NaiveDate>,
}

/// Buys an offer on `today`.
///
/// # Errors
/// [`MembershipRefusal::AlreadyMember`] for a second Action Pack, or the same competency twice, on
/// any day on which both would be held (MEM-1); [`MembershipRefusal::FirstPurchasedLater`].
pub fn purchase(
    program: &Program,
    bought: Purchase<'_>,
    held: &[Membership],
    today: NaiveDate,
    counters: &mut Counters,
) -> Result<MembershipEvent, Refusal> {
    let Purchase { offer, competency, price, first_purchased_on } = bought;
    let competency = competency.map(|competency| competency.name.clone());
    let terms = &program.membership;
    let first = first_purchased_on.unwrap_or(today);
    refuse_if(first > today, || MembershipRefusal::FirstPurchasedLater {
        first_purchased_on: first,
        purchased_on: today,
    })?;
    let anniversary = after(today, terms.term_days);
    let renewable_until = after(anniversary, terms.renewal_window_days);
    let same = same_within(held, &offer.offer, competency.as_ref(), first..=renewable_until);
    if let Some(&Membership { id: membership, .. }) = same {
        let offer = offer.name.clone();
        return Err(MembershipRefusal::AlreadyMember { membership, offer, competency }.into());
    }
    Ok(MembershipEvent::MembershipPurchased {
        membership: counters.give(),
        offer: offer.offer.clone(),
        competency,
        purchased_on: today,
        anniversary,
        renewable_until,
        refund_until: after(first, program.refund.days),
        price: price.cloned(),
        program: program.program.clone(),
        earlier_terms: earlier_terms(first, today, terms.term_days),
    })
}

/// A membership of that offer and competency that is held on one of these days.
fn same_within<'m>(
    held: &'m [Membership],
    offer: &str,
    competency: Option<&String>,
    days: RangeInclusive<NaiveDate>,
) -> Option<&'m Membership> {
    held.iter().find(|held| {
        held.offer == offer
            && held.competency.as_ref() == competency
            && held.begins_on() <= *days.end()
            && *days.start() <= held.lives_until()
    })
}

/// The first days of the terms before the present one, which nobody recorded: one a year since the
/// first purchase. What is left before the present term belongs to the last of them (MEM-11).
fn earlier_terms(first: NaiveDate, present: NaiveDate, term_days: u32) -> Vec<NaiveDate> {
    let begins = std::iter::successors(Some(first), |day| Some(after(*day, term_days)));
    let is_whole = |day: &NaiveDate| *day == first || after(*day, term_days / 2) <= present;
    begins.take_while(|day| *day < present && is_whole(day)).collect()
}

/// Whether using up the refund is meant (CAN-3): refuses while a refund of `membership` is open, or
/// was requested and waits for its answer, unless `forfeit` says so; then the event that records
/// the loss. What would use it up can be done until `last_day`.
///
/// # Errors
/// [`MembershipRefusal::RefundOpen`], [`MembershipRefusal::RefundRequested`].
pub fn forfeit_refund(
    membership: Option<&Membership>,
    forfeit: bool,
    last_day: NaiveDate,
    today: NaiveDate,
) -> Result<Option<MembershipEvent>, Refusal> {
    let Some(membership) = membership else { return Ok(None) };
    let days_left = membership.refund_days_left(today);
    let requested = membership.refund_is_requested(today);
    if days_left.is_none() && !requested {
        return Ok(None);
    }
    let &Membership { id: membership, refund_until, .. } = membership;
    if forfeit {
        return Ok(Some(MembershipEvent::RefundForfeited { membership, on: today }));
    }
    let refusal = match days_left.filter(|_| !requested) {
        Some(days_left) => {
            let earliest = Some(after(refund_until, 1)).filter(|day| *day <= last_day);
            MembershipRefusal::RefundOpen { membership, refund_until, days_left, earliest }
        }
        None => MembershipRefusal::RefundRequested { membership },
    };
    Err(refusal.into())
}

/// Begins the next term: only after the anniversary, within the window (MEM-5).
///
/// # Errors
/// [`MembershipRefusal::RenewTooEarly`] with the first day, [`MembershipRefusal::RenewedSince`],
/// [`MembershipRefusal::PurchasedSince`] where another of those `held` would be held beside the new
/// term (MEM-1), [`MembershipRefusal::MembershipOver`].
pub fn renew(
    program: &Program,
    membership: &Membership,
    held: &[Membership],
    today: NaiveDate,
) -> Result<MembershipEvent, Refusal> {
    let (status, id) = (membership.status(today), membership.id);
    let (term, offer) = (membership.term(today), membership.offer.clone());
    if let Some(later) = membership.terms.iter().find(|later| later.begins_on > today) {
        let (membership, begins_on) = (id, later.begins_on);
        return Err(MembershipRefusal::RenewedSince { membership, begins_on, today }.into());
    }
    let refusal = match status {
        MembershipStatus::Active => MembershipRefusal::RenewTooEarly {
            membership: id,
            anniversary: term.anniversary,
            earliest: after(term.anniversary, 1),
        },
        MembershipStatus::CancelRequested => MembershipRefusal::CancelPending { membership: id },
        MembershipStatus::Cancelled | MembershipStatus::Lapsed => {
            MembershipRefusal::MembershipOver { membership: id, status, offer }
        }
        MembershipStatus::Renewable => {
            let anniversary = after(term.anniversary, program.membership.term_days);
            let renewable_until = after(anniversary, program.membership.renewal_window_days);
            let new = after(membership.lives_until(), 1)..=renewable_until;
            let Some(other) = same_within(held, &offer, membership.competency.as_ref(), new) else {
                return Ok(MembershipEvent::MembershipRenewed {
                    membership: id,
                    anniversary_before: term.anniversary,
                    anniversary,
                    renewable_until,
                    on: today,
                });
            };
            let (other, purchased_on) = (other.id, other.purchased_on);
            MembershipRefusal::PurchasedSince {
                membership: id,
                other,
                purchased_on,
                renewable_until,
            }
        }
    };
    Err(refusal.into())
}

/// Whether memberships and benefits can be acted on here at all.
///
/// # Errors
/// [`MembershipRefusal::AdministeredInPmc`] naming the contact and where to sign in (MEM-4).
pub fn administered_here(organization: &Organization, program: &Program) -> Result<(), Refusal> {
    let elsewhere = organization.administered_in == AdministeredIn::Pmc;
    let region = organization.region;
    refuse_if(elsewhere, || {
        let sign_in = program.page(PageId::PartnerMembershipCenter).map(|page| page.url.clone());
        MembershipRefusal::AdministeredInPmc { region, sign_in }
    })
}

#[cfg(test)]
pub(in crate::domain) mod tests {
    use super::*;
    use crate::domain::id::{Id as _, MembershipId};
    use crate::domain::membership::{Cancellation, Term};

    /// The program whose figures the sources give.
    pub(in crate::domain) fn program() -> Program {
        crate::catalog::named("mpn-2021").unwrap().program
    }

    pub(in crate::domain) fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A membership bought on 15 January 2026, whose anniversary is 15 January 2027.
    pub(in crate::domain) fn membership(number: u32, offer: &str, competency: &str) -> Membership {
        bought(number, offer, competency, "2026-01-15")
    }

    /// A membership bought on a day.
    pub(in crate::domain) fn bought(
        number: u32,
        offer: &str,
        competency: &str,
        on: &str,
    ) -> Membership {
        let purchased_on = day(on);
        let anniversary = after(purchased_on, 365);
        Membership {
            id: MembershipId::new(number),
            offer: offer.to_owned(),
            competency: (!competency.is_empty()).then(|| competency.to_owned()),
            program: "mpn-2021".to_owned(),
            purchased_on,
            terms: vec![Term {
                begins_on: purchased_on,
                anniversary,
                renewable_until: after(anniversary, 30),
                purchased: true,
            }],
            refund_until: after(purchased_on, 30),
            price: None,
            cancellations: Vec::new(),
            refund_forfeited_on: None,
        }
    }

    /// The same, renewed on a day within its window.
    pub(in crate::domain) fn renewed(mut held: Membership, on: &str) -> Membership {
        let Ok(MembershipEvent::MembershipRenewed { anniversary, renewable_until, .. }) =
            renew(&program(), &held, &[], day(on))
        else {
            panic!("it cannot be renewed on {on}")
        };
        let begins_on = day(on);
        held.terms.push(Term { begins_on, anniversary, renewable_until, purchased: false });
        held
    }

    /// The same, whose cancellation was requested on a day, and is ended on another or not yet.
    pub(in crate::domain) fn cancelled(
        mut held: Membership,
        requested_on: &str,
        ended_on: Option<&str>,
    ) -> Membership {
        let (requested_on, ended_on) = (day(requested_on), ended_on.map(day));
        held.cancellations.push(Cancellation { requested_on, withdrawn_on: None, ended_on });
        held
    }

    fn buy(
        offer: &str,
        competency: Option<&str>,
        held: &[Membership],
    ) -> Result<MembershipEvent, Refusal> {
        let program = program();
        let (offer, competency) = offer_for(&program, offer, competency)?;
        let mut counters = Counters::after([('M', 7)]);
        let bought = Purchase { offer, competency, price: None, first_purchased_on: None };
        purchase(&program, bought, held, day("2026-01-15"), &mut counters)
    }

    #[test]
    fn a_purchase_carries_every_date_it_decides() {
        assert_eq!(
            buy("Gold", Some("cloud platform"), &[]),
            Ok(MembershipEvent::MembershipPurchased {
                membership: MembershipId::new(8),
                offer: "gold".to_owned(),
                competency: Some("Cloud Platform".to_owned()),
                purchased_on: day("2026-01-15"),
                anniversary: day("2027-01-15"),
                renewable_until: day("2027-02-14"),
                refund_until: day("2026-02-14"),
                price: None,
                program: "mpn-2021".to_owned(),
                earlier_terms: Vec::new(),
            })
        );
    }

    #[test]
    fn a_term_is_365_days_in_a_leap_year_too() {
        let program = program();
        let offer = program.offer("action-pack").unwrap();
        let bought = Purchase { offer, competency: None, price: None, first_purchased_on: None };
        let bought = purchase(&program, bought, &[], day("2028-01-15"), &mut Counters::default());
        let Ok(MembershipEvent::MembershipPurchased { anniversary, .. }) = bought else { panic!() };
        assert_eq!(anniversary, day("2029-01-14"));
    }

    #[test]
    fn there_is_one_action_pack_and_it_stands_beside_a_competency() {
        let pack = membership(1, "action-pack", "");
        let refused = Refusal::Membership(MembershipRefusal::AlreadyMember {
            membership: pack.id,
            offer: "Action Pack".to_owned(),
            competency: None,
        });
        assert_eq!(buy("action-pack", None, std::slice::from_ref(&pack)), Err(refused));
        assert!(buy("silver", Some("DevOps"), &[pack]).is_ok());
        assert!(buy("action-pack", None, &[membership(1, "gold", "DevOps")]).is_ok());
    }

    #[test]
    fn a_competency_is_bought_once_a_level() {
        let held = [membership(3, "gold", "DevOps")];
        let refused = Refusal::Membership(MembershipRefusal::AlreadyMember {
            membership: held[0].id,
            offer: "Gold".to_owned(),
            competency: Some("DevOps".to_owned()),
        });
        assert_eq!(buy("gold", Some("DevOps"), &held), Err(refused));
        assert!(buy("silver", Some("DevOps"), &held).is_ok());
        assert!(buy("gold", Some("Security"), &held).is_ok());
    }

    #[test]
    fn what_lapsed_or_was_cancelled_can_be_bought_again() {
        let mut lapsed = bought(1, "action-pack", "", "2024-12-15");
        lapsed.terms[0].renewable_until = day("2026-01-14");
        assert!(buy("action-pack", None, &[lapsed.clone()]).is_ok());
        lapsed.terms[0].renewable_until = day("2026-01-15");
        assert!(buy("action-pack", None, &[lapsed]).is_err());
        let given_back = |on: &str| {
            cancelled(bought(1, "action-pack", "", "2025-12-20"), "2025-12-20", Some(on))
        };
        assert!(buy("action-pack", None, &[given_back("2026-01-15")]).is_ok());
        assert!(buy("action-pack", None, &[given_back("2026-01-16")]).is_err());
    }

    #[test]
    fn an_offer_says_whether_it_wants_a_competency() {
        let missing =
            Refusal::Membership(MembershipRefusal::CompetencyMissing { offer: "gold".to_owned() });
        assert_eq!(buy("gold", None, &[]), Err(missing));
        let not_taken = Refusal::Membership(MembershipRefusal::CompetencyNotTaken {
            offer: "action-pack".to_owned(),
        });
        assert_eq!(buy("action-pack", Some("DevOps"), &[]), Err(not_taken));
        let known = ["action-pack", "silver", "gold", "isv-co-sell"].map(str::to_owned).to_vec();
        let unknown = Refusal::Membership(MembershipRefusal::NoSuchOffer {
            offer: "platinum".to_owned(),
            known,
        });
        assert_eq!(buy("platinum", None, &[]), Err(unknown));
    }

    #[test]
    fn a_competency_is_known_by_its_older_name_and_an_unknown_one_by_the_nearest() {
        let program = program();
        let named = |name| competency_named(&program, name).map(|found| found.name.as_str());
        assert_eq!(named("cloud crm"), Ok("Cloud Business Applications"));
        assert_eq!(named("DEVOPS"), Ok("DevOps"));
        let refused = |competency: &str, nearest: Option<&str>| {
            Refusal::Membership(MembershipRefusal::NoSuchCompetency {
                competency: competency.to_owned(),
                nearest: nearest.map(str::to_owned),
            })
        };
        assert_eq!(named("Dev Ops"), Err(refused("Dev Ops", Some("DevOps"))));
        assert_eq!(named("Zzyx"), Err(refused("Zzyx", None)));
        assert_eq!(program.competencies.len(), 18);
    }

    #[test]
    fn renewal_opens_the_day_after_the_anniversary_for_thirty_days() {
        let held = membership(1, "gold", "DevOps");
        for (today, status, live) in [
            ("2027-01-14", MembershipStatus::Active, true),
            ("2027-01-15", MembershipStatus::Active, true),
            ("2027-01-16", MembershipStatus::Renewable, true),
            ("2027-02-14", MembershipStatus::Renewable, true),
            ("2027-02-15", MembershipStatus::Lapsed, false),
        ] {
            assert_eq!(held.status(day(today)), status, "{today}");
            assert_eq!(held.is_live(day(today)), live, "{today}");
        }
    }

    #[test]
    fn a_cancelled_membership_grants_nothing_and_a_requested_cancellation_lapses() {
        let held = || membership(1, "gold", "DevOps");
        let given_back = cancelled(held(), "2026-01-20", Some("2026-02-01"));
        for (on, status) in [
            ("2026-01-19", MembershipStatus::Active),
            ("2026-01-20", MembershipStatus::CancelRequested),
            ("2026-01-31", MembershipStatus::CancelRequested),
            ("2026-02-01", MembershipStatus::Cancelled),
        ] {
            assert_eq!(given_back.status(day(on)), status, "{on}");
        }
        assert!(given_back.is_live(day("2026-01-31")) && !given_back.is_live(day("2026-02-01")));
        assert_eq!(given_back.lives_until(), day("2026-01-31"));
        let requested = cancelled(held(), "2026-01-20", None);
        assert_eq!(requested.status(day("2026-02-01")), MembershipStatus::CancelRequested);
        assert_eq!(requested.status(day("2027-02-15")), MembershipStatus::Lapsed);
    }

    #[test]
    fn a_refund_is_open_on_day_thirty_and_no_longer_on_day_thirty_one() {
        let held = membership(1, "gold", "DevOps");
        for (today, left) in [
            ("2026-01-14", None),
            ("2026-01-15", Some(30)),
            ("2026-02-13", Some(1)),
            ("2026-02-14", Some(0)),
            ("2026-02-15", None),
        ] {
            assert_eq!(held.refund_days_left(day(today)), left, "{today}");
        }
    }

    /// Whether what can be done until the day after a refund's last is refused on `on`.
    fn given_up(
        held: Option<&Membership>,
        forfeit: bool,
        on: NaiveDate,
    ) -> Result<Option<MembershipEvent>, Refusal> {
        forfeit_refund(held, forfeit, day("2026-02-15"), on)
    }

    #[test]
    fn an_open_refund_is_given_up_only_when_that_is_meant() {
        let held = membership(1, "gold", "DevOps");
        let last = day("2026-02-14");
        let refused = |earliest| {
            Refusal::Membership(MembershipRefusal::RefundOpen {
                membership: held.id,
                refund_until: last,
                days_left: 0,
                earliest,
            })
        };
        let after_it = Some(day("2026-02-15"));
        assert_eq!(given_up(Some(&held), false, last), Err(refused(after_it)));
        // What cannot be done any more when the refund is over never becomes allowed.
        assert_eq!(forfeit_refund(Some(&held), false, last, last), Err(refused(None)));
        let forfeited = MembershipEvent::RefundForfeited { membership: held.id, on: last };
        assert_eq!(given_up(Some(&held), true, last), Ok(Some(forfeited)));
        assert_eq!(given_up(Some(&held), false, day("2026-02-15")), Ok(None));
        assert_eq!(given_up(None, false, last), Ok(None));
        let seen = Membership { refund_forfeited_on: Some(day("2026-01-20")), ..held };
        assert_eq!(given_up(Some(&seen), false, last), Ok(None));
    }

    #[test]
    fn a_refund_that_was_requested_is_given_up_only_when_that_is_meant_on_any_day() {
        let requested = cancelled(membership(1, "gold", "DevOps"), "2026-01-15", None);
        let refused =
            Refusal::Membership(MembershipRefusal::RefundRequested { membership: requested.id });
        for on in ["2026-01-15", "2026-02-15", "2026-06-01"].map(day) {
            assert_eq!(given_up(Some(&requested), false, on), Err(refused.clone()));
            let forfeited = MembershipEvent::RefundForfeited { membership: requested.id, on };
            assert_eq!(given_up(Some(&requested), true, on), Ok(Some(forfeited)));
        }
        let seen = Membership { refund_forfeited_on: Some(day("2026-01-20")), ..requested };
        assert_eq!(given_up(Some(&seen), false, day("2026-06-01")), Ok(None));
    }

    fn renewal(held: &Membership, on: &str) -> Result<MembershipEvent, Refusal> {
        renew(&program(), held, &[], day(on))
    }

    #[test]
    fn a_renewal_is_recorded_after_the_anniversary_within_thirty_days() {
        let held = membership(1, "gold", "DevOps");
        let early = Refusal::Membership(MembershipRefusal::RenewTooEarly {
            membership: held.id,
            anniversary: day("2027-01-15"),
            earliest: day("2027-01-16"),
        });
        assert_eq!(renewal(&held, "2026-06-01"), Err(early.clone()));
        assert_eq!(renewal(&held, "2027-01-15"), Err(early));
        for on in ["2027-01-16", "2027-02-13", "2027-02-14"] {
            assert!(renewal(&held, on).is_ok(), "{on}");
        }
        let over = Refusal::Membership(MembershipRefusal::MembershipOver {
            membership: held.id,
            status: MembershipStatus::Lapsed,
            offer: "gold".to_owned(),
        });
        assert_eq!(renewal(&held, "2027-02-15"), Err(over));
    }

    #[test]
    fn the_next_term_counts_from_the_anniversary_and_not_from_the_day_of_renewal() {
        let held = membership(1, "gold", "DevOps");
        let term = |on: &str| match renewal(&held, on) {
            Ok(MembershipEvent::MembershipRenewed {
                anniversary_before,
                anniversary,
                renewable_until,
                ..
            }) => (anniversary_before, anniversary, renewable_until),
            other => panic!("{other:?}"),
        };
        // 2028 is a leap year, but its 29 February is not within this term.
        let expected = (day("2027-01-15"), day("2028-01-15"), day("2028-02-14"));
        assert_eq!(term("2027-01-16"), expected);
        assert_eq!(term("2027-02-14"), expected);
        let next = renewed(held, "2027-02-14");
        let Ok(MembershipEvent::MembershipRenewed { anniversary, renewable_until, .. }) =
            renewal(&next, "2028-01-16")
        else {
            panic!("it can be renewed")
        };
        // The leap day is one of the 365.
        assert_eq!((anniversary, renewable_until), (day("2029-01-14"), day("2029-02-13")));
    }

    #[test]
    fn what_is_cancelled_or_about_to_be_is_not_renewed() {
        let held = || membership(1, "gold", "DevOps");
        let requested = cancelled(held(), "2026-02-01", None);
        let refused =
            Refusal::Membership(MembershipRefusal::CancelPending { membership: requested.id });
        assert_eq!(renewal(&requested, "2027-01-20"), Err(refused));
        let over = Refusal::Membership(MembershipRefusal::MembershipOver {
            membership: requested.id,
            status: MembershipStatus::Cancelled,
            offer: "gold".to_owned(),
        });
        let given_back = cancelled(held(), "2026-02-01", Some("2026-03-01"));
        assert_eq!(renewal(&given_back, "2027-01-20"), Err(over));
    }

    #[test]
    fn a_renewal_in_time_is_one_however_late_it_is_recorded() {
        let held = membership(1, "gold", "DevOps");
        // Nobody wrote down that it lapsed, so nothing stands against it (R1).
        assert_eq!(held.status(day("2027-03-01")), MembershipStatus::Lapsed);
        let carried_on = renewed(held, "2027-02-10");
        assert_eq!(carried_on.status(day("2027-03-01")), MembershipStatus::Active);
        for (on, anniversary) in [
            ("2027-02-09", "2027-01-15"),
            ("2027-02-10", "2028-01-15"),
            ("2028-06-01", "2028-01-15"),
        ] {
            assert_eq!(carried_on.anniversary(day(on)), day(anniversary), "{on}");
        }
    }

    #[test]
    fn a_term_is_not_renewed_beneath_the_one_that_follows_it() {
        let held = renewed(membership(1, "gold", "DevOps"), "2027-02-10");
        let refused = |on: &str| {
            Err(Refusal::Membership(MembershipRefusal::RenewedSince {
                membership: held.id,
                begins_on: day("2027-02-10"),
                today: day(on),
            }))
        };
        for on in ["2026-06-01", "2027-01-20", "2027-02-09"] {
            assert_eq!(renewal(&held, on), refused(on));
        }
        let early = Refusal::Membership(MembershipRefusal::RenewTooEarly {
            membership: held.id,
            anniversary: day("2028-01-15"),
            earliest: day("2028-01-16"),
        });
        assert_eq!(renewal(&held, "2027-02-10"), Err(early));
    }

    #[test]
    fn a_term_is_not_renewed_into_the_days_of_another_of_the_same() {
        let held = membership(1, "gold", "DevOps");
        let mut other = membership(2, "gold", "DevOps");
        other.purchased_on = day("2027-03-01");
        other.terms[0].begins_on = day("2027-03-01");
        other.terms[0].renewable_until = day("2028-03-30");
        let refused = MembershipRefusal::PurchasedSince {
            membership: held.id,
            other: other.id,
            purchased_on: day("2027-03-01"),
            renewable_until: day("2028-02-14"),
        };
        let renewed_beside = |other: &Membership| {
            renew(&program(), &held, &[held.clone(), other.clone()], day("2027-02-10"))
        };
        assert_eq!(renewed_beside(&other), Err(refused.into()));
        let elsewhere = Membership { competency: Some("Security".to_owned()), ..other.clone() };
        assert!(renewed_beside(&elsewhere).is_ok());
        other.terms[0].begins_on = day("2028-02-15");
        assert!(renewed_beside(&other).is_ok());
    }

    #[test]
    fn two_that_would_be_held_on_one_day_are_refused_whichever_is_recorded_first() {
        let buy_on = |on: &str, held: &[Membership]| {
            let program = program();
            let offer = program.offer("action-pack").unwrap();
            let pack = Purchase { offer, competency: None, price: None, first_purchased_on: None };
            purchase(&program, pack, held, day(on), &mut Counters::default())
        };
        // From 15 January 2026 it is held until 14 February 2027 (R13).
        let pack = [membership(1, "action-pack", "")];
        for (on, allowed) in [
            // So long before that it would live on its last day yet: 365 and 30 days.
            ("2024-12-16", false),
            ("2024-12-15", true),
            ("2026-06-01", false),
            ("2027-02-14", false),
            ("2027-02-15", true),
        ] {
            assert_eq!(buy_on(on, &pack).is_ok(), allowed, "{on}");
        }
    }

    /// What is bought on 15 January 2026, and was first bought on that day.
    fn first_bought(on: &str) -> Result<MembershipEvent, Refusal> {
        let program = program();
        let (offer, competency) = offer_for(&program, "gold", Some("DevOps"))?;
        let first_purchased_on = Some(day(on));
        let bought = Purchase { offer, competency, price: None, first_purchased_on };
        purchase(&program, bought, &[], day("2026-01-15"), &mut Counters::default())
    }

    #[test]
    fn a_membership_that_was_first_purchased_earlier_had_a_term_a_year() {
        let terms = |on: &str| match first_bought(on) {
            Ok(MembershipEvent::MembershipPurchased { earlier_terms, refund_until, .. }) => {
                (earlier_terms, refund_until)
            }
            other => panic!("{other:?}"),
        };
        let days = |days: &[&str]| days.iter().map(|on| day(on)).collect::<Vec<_>>();
        assert_eq!(terms("2026-01-15"), (days(&[]), day("2026-02-14")));
        assert_eq!(terms("2025-01-15"), (days(&["2025-01-15"]), day("2025-02-14")));
        // 2024 is a leap year, and a term has 365 days: what is left belongs to the last of them.
        assert_eq!(terms("2024-01-15").0, days(&["2024-01-15", "2025-01-14"]));
        assert_eq!(terms("2024-02-10").0, days(&["2024-02-10", "2025-02-09"]));
        // Less than half a year is no term of its own.
        assert_eq!(terms("2024-09-01").0, days(&["2024-09-01"]));
        let later = Refusal::Membership(MembershipRefusal::FirstPurchasedLater {
            first_purchased_on: day("2026-01-16"),
            purchased_on: day("2026-01-15"),
        });
        assert_eq!(first_bought("2026-01-16"), Err(later));
    }
}
