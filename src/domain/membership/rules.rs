//! Memberships: purchased, renewed, lapsed, their refund given up (MEM-1, MEM-5, MEM-8).

use chrono::NaiveDate;

use super::{Membership, MembershipState, MembershipStatus};
use crate::domain::event::MembershipEvent;
use crate::domain::id::Counters;
use crate::domain::moment::after;
use crate::domain::money::Money;
use crate::domain::organization::{AdministeredIn, Organization};
use crate::domain::program::{Competency, Offer, Program};
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

/// Buys an offer on `today`.
///
/// # Errors
/// [`MembershipRefusal::AlreadyMember`] for a second Action Pack, or the same competency twice
/// (MEM-1).
pub fn purchase(
    program: &Program,
    offer: &Offer,
    competency: Option<&Competency>,
    price: Option<&Money>,
    held: &[Membership],
    today: NaiveDate,
    counters: &mut Counters,
) -> Result<MembershipEvent, Refusal> {
    let competency = competency.map(|competency| competency.name.clone());
    let same = held.iter().find(|held| {
        held.offer == offer.offer && held.competency == competency && held.is_live(today)
    });
    if let Some(&Membership { id: membership, .. }) = same {
        let offer = offer.name.clone();
        return Err(MembershipRefusal::AlreadyMember { membership, offer, competency }.into());
    }
    let terms = &program.membership;
    let anniversary = after(today, terms.term_days);
    Ok(MembershipEvent::MembershipPurchased {
        membership: counters.give(),
        offer: offer.offer.clone(),
        competency,
        purchased_on: today,
        anniversary,
        renewable_until: after(anniversary, terms.renewal_window_days),
        refund_until: after(today, program.refund.days),
        price: price.cloned(),
        program: program.program.clone(),
    })
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
/// [`MembershipRefusal::RenewTooEarly`] with the first day, [`MembershipRefusal::MembershipOver`].
pub fn renew(
    program: &Program,
    membership: &Membership,
    today: NaiveDate,
) -> Result<MembershipEvent, Refusal> {
    let status = membership.status(today);
    let offer = &membership.offer;
    let &Membership { id: membership, anniversary: anniversary_before, .. } = membership;
    let refusal = match status {
        MembershipStatus::Active => {
            let (anniversary, earliest) = (anniversary_before, after(anniversary_before, 1));
            MembershipRefusal::RenewTooEarly { membership, anniversary, earliest }
        }
        MembershipStatus::CancelRequested => MembershipRefusal::CancelPending { membership },
        MembershipStatus::Cancelled | MembershipStatus::Lapsed => {
            MembershipRefusal::MembershipOver { membership, status, offer: offer.clone() }
        }
        MembershipStatus::Renewable => {
            let anniversary = after(anniversary_before, program.membership.term_days);
            return Ok(MembershipEvent::MembershipRenewed {
                membership,
                anniversary_before,
                anniversary,
                renewable_until: after(anniversary, program.membership.renewal_window_days),
                on: today,
            });
        }
    };
    Err(refusal.into())
}

/// That a membership lapsed, if its window has passed and nobody has taken that down yet.
#[must_use]
pub fn lapse(membership: &Membership, today: NaiveDate) -> Option<MembershipEvent> {
    let recorded = matches!(membership.state, MembershipState::Cancelled | MembershipState::Lapsed);
    (!recorded && today > membership.renewable_until).then(|| MembershipEvent::MembershipLapsed {
        membership: membership.id,
        on: after(membership.renewable_until, 1),
    })
}

/// Whether memberships and benefits can be acted on here at all.
///
/// # Errors
/// [`MembershipRefusal::AdministeredInPmc`] naming the contact (MEM-4).
pub fn administered_here(organization: &Organization) -> Result<(), Refusal> {
    let elsewhere = organization.administered_in == AdministeredIn::Pmc;
    let region = organization.region;
    refuse_if(elsewhere, || MembershipRefusal::AdministeredInPmc { region })
}

#[cfg(test)]
pub(in crate::domain) mod tests {
    use super::*;
    use crate::domain::id::{Id as _, MembershipId};

    /// The program whose figures the sources give.
    pub(in crate::domain) fn program() -> Program {
        crate::catalog::named("mpn-2021").unwrap().program
    }

    pub(in crate::domain) fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A membership bought on 15 January 2026, whose anniversary is 15 January 2027.
    pub(in crate::domain) fn membership(number: u32, offer: &str, competency: &str) -> Membership {
        let purchased_on = day("2026-01-15");
        Membership {
            id: MembershipId::new(number),
            offer: offer.to_owned(),
            competency: (!competency.is_empty()).then(|| competency.to_owned()),
            purchased_on,
            anniversary: day("2027-01-15"),
            renewable_until: day("2027-02-14"),
            refund_until: day("2026-02-14"),
            price: None,
            state: MembershipState::Held,
            refund_forfeited_on: None,
        }
    }

    fn buy(
        offer: &str,
        competency: Option<&str>,
        held: &[Membership],
    ) -> Result<MembershipEvent, Refusal> {
        let program = program();
        let (offer, competency) = offer_for(&program, offer, competency)?;
        let mut counters = Counters::after([('M', 7)]);
        purchase(&program, offer, competency, None, held, day("2026-01-15"), &mut counters)
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
            })
        );
    }

    #[test]
    fn a_term_is_365_days_in_a_leap_year_too() {
        let program = program();
        let offer = program.offer("action-pack").unwrap();
        let on = day("2028-01-15");
        let bought = purchase(&program, offer, None, None, &[], on, &mut Counters::default());
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
        let mut lapsed = membership(1, "action-pack", "");
        lapsed.renewable_until = day("2026-01-14");
        assert!(buy("action-pack", None, &[lapsed.clone()]).is_ok());
        lapsed.renewable_until = day("2026-01-15");
        assert!(buy("action-pack", None, &[lapsed]).is_err());
        let cancelled =
            Membership { state: MembershipState::Cancelled, ..membership(1, "action-pack", "") };
        assert!(buy("action-pack", None, &[cancelled]).is_ok());
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
        let in_state = |state| Membership { state, ..membership(1, "gold", "DevOps") };
        let cancelled = in_state(MembershipState::Cancelled);
        assert!(!cancelled.is_live(day("2026-01-15")));
        let requested = in_state(MembershipState::CancelRequested);
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
        let state = MembershipState::CancelRequested;
        let requested = Membership { state, ..membership(1, "gold", "DevOps") };
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

    fn renewed(held: &Membership, on: &str) -> Result<MembershipEvent, Refusal> {
        renew(&program(), held, day(on))
    }

    #[test]
    fn a_renewal_is_recorded_after_the_anniversary_within_thirty_days() {
        let held = membership(1, "gold", "DevOps");
        let early = Refusal::Membership(MembershipRefusal::RenewTooEarly {
            membership: held.id,
            anniversary: day("2027-01-15"),
            earliest: day("2027-01-16"),
        });
        assert_eq!(renewed(&held, "2026-06-01"), Err(early.clone()));
        assert_eq!(renewed(&held, "2027-01-15"), Err(early));
        for on in ["2027-01-16", "2027-02-13", "2027-02-14"] {
            assert!(renewed(&held, on).is_ok(), "{on}");
        }
        let over = Refusal::Membership(MembershipRefusal::MembershipOver {
            membership: held.id,
            status: MembershipStatus::Lapsed,
            offer: "gold".to_owned(),
        });
        assert_eq!(renewed(&held, "2027-02-15"), Err(over));
    }

    #[test]
    fn the_next_term_counts_from_the_anniversary_and_not_from_the_day_of_renewal() {
        let held = membership(1, "gold", "DevOps");
        let term = |on: &str| match renewed(&held, on) {
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
        let next = Membership { anniversary: expected.1, renewable_until: expected.2, ..held };
        let Ok(MembershipEvent::MembershipRenewed { anniversary, renewable_until, .. }) =
            renewed(&next, "2028-01-16")
        else {
            panic!("it can be renewed")
        };
        // The leap day is one of the 365.
        assert_eq!((anniversary, renewable_until), (day("2029-01-14"), day("2029-02-13")));
    }

    #[test]
    fn what_is_cancelled_or_about_to_be_is_not_renewed() {
        let in_state = |state| Membership { state, ..membership(1, "gold", "DevOps") };
        let requested = in_state(MembershipState::CancelRequested);
        let refused =
            Refusal::Membership(MembershipRefusal::CancelPending { membership: requested.id });
        assert_eq!(renewed(&requested, "2027-01-20"), Err(refused));
        for (state, status) in [
            (MembershipState::Cancelled, MembershipStatus::Cancelled),
            (MembershipState::Lapsed, MembershipStatus::Lapsed),
        ] {
            let over = Refusal::Membership(MembershipRefusal::MembershipOver {
                membership: requested.id,
                status,
                offer: "gold".to_owned(),
            });
            assert_eq!(renewed(&in_state(state), "2027-01-20"), Err(over));
        }
    }

    #[test]
    fn a_membership_lapses_the_day_after_its_window_and_that_is_taken_down_once() {
        let held = membership(1, "gold", "DevOps");
        assert_eq!(lapse(&held, day("2027-02-14")), None);
        let event =
            MembershipEvent::MembershipLapsed { membership: held.id, on: day("2027-02-15") };
        // However late it is taken down, it lapsed on that day.
        for on in ["2027-02-15", "2027-12-01"] {
            assert_eq!(lapse(&held, day(on)), Some(event.clone()));
            let requested = Membership { state: MembershipState::CancelRequested, ..held.clone() };
            assert_eq!(lapse(&requested, day(on)), Some(event.clone()));
            for state in [MembershipState::Lapsed, MembershipState::Cancelled] {
                assert_eq!(lapse(&Membership { state, ..held.clone() }, day(on)), None);
            }
        }
    }
}
