//! Visual Studio seats: assign, unassign, reassign, and when a seat is free again (VS-1 to VS-7).

use chrono::NaiveDate;

use super::{CapInUse, Holding, Places, Seat};
use crate::domain::benefit::{self, Benefit, Category};
use crate::domain::event::SeatEvent;
use crate::domain::id::SeatId;
use crate::domain::moment::{Moment, after};
use crate::domain::program::Program;
use crate::domain::refusal::{Refusal, SeatRefusal};
use crate::domain::refuse::refuse_if;
use crate::domain::user::{self, Email, User};

/// Gives a seat of `benefit` to `to`; nothing when they hold it already.
///
/// # Errors
/// [`SeatRefusal::SeatOfLevelHeld`] (VS-4), [`SeatRefusal::NoFreeSeat`] (VS-2),
/// [`SeatRefusal::SeatsCooling`] (VS-7), [`SeatRefusal::SeatAssignedLater`] (VS-3),
/// [`SeatRefusal::SeatCapReached`] (VS-5), and those of [`benefit::rules::usable`] and
/// [`user::rules::may_receive`].
pub fn assign(
    benefit: &Benefit,
    to: &User,
    places: &Places,
    program: &Program,
    today: NaiveDate,
) -> Result<Option<SeatEvent>, Refusal> {
    benefit::rules::usable(benefit, Category::VisualStudio, today)?;
    user::rules::may_receive(to)?;
    if let Some(held) = &places.held {
        let same =
            places.named.as_ref().map_or(held.benefit == benefit.id, |named| named.id == held.id);
        if same {
            return Ok(None);
        }
    }
    holds_none(benefit, to, places)?;
    let days = program.visual_studio.reassign_after_days;
    let next = places.own.as_ref().or(places.free.as_ref());
    let seat = match &places.named {
        Some(named) => free_for(benefit, named, to, days, today)?,
        None => next.ok_or_else(|| none_left(benefit, places))?,
    };
    refuse_if(!is_below_bound(benefit), || none_left(benefit, places))?;
    within_cap(places, to)?;
    Ok(Some(SeatEvent::SeatAssigned {
        seat: seat.id,
        benefit: benefit.id,
        user: to.email.clone(),
        on: today,
    }))
}

/// Whether the seat that is named can go to `to`: to its last holder at any time, to another
/// when its days have passed (VS-7).
fn free_for<'s>(
    benefit: &Benefit,
    seat: &'s Seat,
    to: &User,
    days: u32,
    today: NaiveDate,
) -> Result<&'s Seat, Refusal> {
    let id = seat.id;
    if let Some(held) = &seat.user {
        return Err(SeatRefusal::SeatHeld { seat: id, email: held.user.clone() }.into());
    }
    refuse_if(seat.ended, || SeatRefusal::SeatEnded { seat: id })?;
    let own = seat.last.as_ref().is_some_and(|last| last.user == to.email);
    if let Some(earliest) = seat.reassignable_from(days, today).filter(|_| !own) {
        return Err(cooling(benefit, Some(id), earliest).into());
    }
    if let Some(assigned_on) = seat.assigned_later(today) {
        return Err(SeatRefusal::SeatAssignedLater { seat: id, today, assigned_on }.into());
    }
    Ok(seat)
}

fn cooling(benefit: &Benefit, seat: Option<SeatId>, earliest: NaiveDate) -> SeatRefusal {
    let ends_first = benefit.ends_before(earliest);
    SeatRefusal::SeatsCooling { benefit: benefit.id, seat, earliest, ends_first }
}

fn is_below_bound(benefit: &Benefit) -> bool {
    benefit.bound().is_none_or(|bound| benefit.used < bound)
}

fn none_left(benefit: &Benefit, places: &Places) -> SeatRefusal {
    match places.first_cooled {
        Some(earliest) if is_below_bound(benefit) => cooling(benefit, None, earliest),
        _ => SeatRefusal::NoFreeSeat {
            benefit: benefit.id,
            product: benefit.terms.product.clone(),
            used: benefit.used,
            quantity: benefit.bound().unwrap_or(0),
        },
    }
}

/// Whether `to` holds no seat of the level yet (VS-4).
fn holds_none(benefit: &Benefit, to: &User, places: &Places) -> Result<(), Refusal> {
    let Some(held) = &places.held else { return Ok(()) };
    Err(SeatRefusal::SeatOfLevelHeld {
        email: to.email.clone(),
        level: benefit.terms.details.level.clone().unwrap_or_default(),
        seat: held.id,
        benefit: held.benefit,
    }
    .into())
}

/// Whether `to` can get one seat more under the cap (VS-5).
fn within_cap(places: &Places, to: &User) -> Result<(), Refusal> {
    let Some(CapInUse { cap, in_country, in_all }) = &places.cap else { return Ok(()) };
    let reached = |place: String, cap| SeatRefusal::SeatCapReached { place, cap };
    refuse_if(*in_all >= cap.worldwide, || reached("worldwide".to_owned(), cap.worldwide))?;
    match &to.country {
        Some(country) if *in_country >= cap.per_country => {
            Err(reached(format!("in {country}"), cap.per_country).into())
        }
        _ => Ok(()),
    }
}

/// Takes a seat away from its holder. It waits for the days since its assignment before another
/// person can have it, unless that assignment is of today: `today` is the day it is recorded, for
/// else a day in the past would be a way around the wait (VS-7).
#[must_use]
pub fn unassign(seat: &Seat, days: u32, today: NaiveDate) -> Option<SeatEvent> {
    let held = seat.user.as_ref()?;
    let undone_within_the_day = held.assigned_on == today;
    Some(SeatEvent::SeatUnassigned {
        seat: seat.id,
        benefit: seat.benefit,
        user: held.user.clone(),
        reassignable_from: (!undone_within_the_day).then(|| after(held.assigned_on, days)),
    })
}

/// Moves a seat from its holder to another person at once, when 90 days have passed since its
/// latest assignment (VS-3). `places` are those of `to`, once the seat has moved.
///
/// # Errors
/// [`SeatRefusal::SeatNotHeld`], [`SeatRefusal::ReassignTooEarly`] with the first day it is
/// allowed, and those of [`assign`].
pub fn reassign(
    benefit: &Benefit,
    seat: Option<&Seat>,
    from: &Email,
    to: &User,
    places: &Places,
    program: &Program,
    today: NaiveDate,
) -> Result<SeatEvent, Refusal> {
    benefit::rules::usable(benefit, Category::VisualStudio, today)?;
    let Some((seat, held)) = seat.and_then(|seat| Some((seat, seat.user.as_ref()?))) else {
        return Err(SeatRefusal::SeatNotHeld { benefit: benefit.id, email: from.clone() }.into());
    };
    user::rules::may_receive(to)?;
    holds_none(benefit, to, places)?;
    let earliest = after(held.assigned_on, program.visual_studio.reassign_after_days);
    refuse_if(today < earliest, || SeatRefusal::ReassignTooEarly {
        seat: seat.id,
        from: held.user.clone(),
        assigned_on: held.assigned_on,
        earliest,
        ends_first: benefit.ends_before(earliest),
    })?;
    within_cap(places, to)?;
    Ok(SeatEvent::SeatReassigned {
        seat: seat.id,
        benefit: benefit.id,
        from: held.user.clone(),
        to: to.email.clone(),
        on: today,
    })
}

/// Puts a seat back to who held it `before`, by the rules of taking and giving: taken from its
/// holder within the day of the assignment it leaves no lock, later it cools (VS-7); its last
/// holder has it again since the old day; between two people it goes back within the day, and
/// afterwards only as a reassignment (VS-3). `to` is who held it before, if anybody did; `places`
/// are theirs.
///
/// # Errors
/// Those of [`assign`] and [`reassign`].
pub fn put_back(
    benefit: &Benefit,
    now: &Seat,
    before: &Seat,
    to: Option<(&User, &Places)>,
    program: &Program,
    moment: Moment,
) -> Result<Option<SeatEvent>, Refusal> {
    benefit::rules::usable(benefit, Category::VisualStudio, moment.on)?;
    let days = program.visual_studio.reassign_after_days;
    let (Some(held_before), Some((to, places))) = (&before.user, to) else {
        return Ok(unassign(now, days, moment.recorded_on()));
    };
    // Nobody held it in between whom the program would have to know of.
    let goes_on = now.last.as_ref() == Some(held_before);
    match &now.user {
        Some(held) if held.user == to.email => Ok(None),
        Some(held) if goes_on && held.assigned_on == moment.recorded_on() => {
            user::rules::may_receive(to)?;
            holds_none(benefit, to, places)?;
            within_cap(places, to)?;
            Ok(Some(restored(before, held_before)))
        }
        Some(held) => {
            let on = moment.on;
            reassign(benefit, Some(now), &held.user, to, places, program, on).map(Some)
        }
        None => {
            let given = assign(benefit, to, places, program, moment.on)?;
            Ok(if goes_on { Some(restored(before, held_before)) } else { given })
        }
    }
}

fn restored(before: &Seat, held: &Holding) -> SeatEvent {
    SeatEvent::SeatRestored {
        seat: before.id,
        benefit: before.benefit,
        user: held.user.clone(),
        assigned_on: held.assigned_on,
    }
}

#[cfg(test)]
pub(in crate::domain) mod tests {
    use super::*;
    use crate::domain::benefit::rules::tests::benefit;
    use crate::domain::id::{BenefitId, Id as _, SeatId};
    use crate::domain::membership::rules::tests::{day, program};
    use crate::domain::program::SeatCap;
    use crate::domain::refusal::UserRefusal;
    use crate::domain::user::UserStatus;
    use crate::domain::user::rules::tests::{disabled, user};
    use crate::domain::vs::SeatStatus;

    /// A seat that nobody ever held.
    pub(in crate::domain) fn never_used(number: u32) -> Seat {
        let benefit = BenefitId::new(1);
        Seat { id: SeatId::new(number), benefit, user: None, last: None, ended: false }
    }

    fn holding(email: &str, on: &str) -> Holding {
        Holding { user: email.parse().unwrap(), assigned_on: day(on) }
    }

    pub(in crate::domain) fn held(number: u32, email: &str, on: &str) -> Seat {
        Seat { user: Some(holding(email, on)), ..never_used(number) }
    }

    fn last_held(number: u32, email: &str, on: &str) -> Seat {
        Seat { last: Some(holding(email, on)), ..never_used(number) }
    }

    const BO: &str = "bo@contoso.com";
    const CY: &str = "cy@contoso.com";
    /// The first of June, and the day that is 90 days later (VS-3).
    const FIRST: &str = "2026-06-01";
    const DAY_89: &str = "2026-08-29";
    const DAY_90: &str = "2026-08-30";

    fn seats(used: u32) -> Benefit {
        let mut one = benefit(Category::VisualStudio, Some(5));
        one.terms.details.level = Some("enterprise".to_owned());
        one.used = used;
        one
    }

    fn places() -> Places {
        Places { named: None, own: None, free: None, first_cooled: None, held: None, cap: None }
    }

    fn given(used: u32, to: &str, places: &Places, on: &str) -> Result<Option<SeatEvent>, Refusal> {
        assign(&seats(used), &user(to), places, &program(), day(on))
    }

    fn assigned(seat: u32, to: &str, on: &str) -> SeatEvent {
        SeatEvent::SeatAssigned {
            seat: SeatId::new(seat),
            benefit: BenefitId::new(1),
            user: to.parse().unwrap(),
            on: day(on),
        }
    }

    fn none_free(used: u32) -> Refusal {
        Refusal::Seat(SeatRefusal::NoFreeSeat {
            benefit: BenefitId::new(1),
            product: "Product".to_owned(),
            used,
            quantity: 5,
        })
    }

    #[test]
    fn a_free_seat_is_given_and_ones_own_cooling_seat_before_it() {
        let free = Places { free: Some(never_used(3)), ..places() };
        assert_eq!(given(0, BO, &free, FIRST), Ok(Some(assigned(3, BO, FIRST))));
        let own = Places { own: Some(last_held(2, BO, "2026-05-31")), ..free };
        assert_eq!(given(0, BO, &own, FIRST), Ok(Some(assigned(2, BO, FIRST))));
    }

    #[test]
    fn a_seat_goes_to_nobody_on_a_day_before_its_latest_assignment() {
        let again = last_held(2, BO, FIRST);
        let before = "2026-05-31";
        let named = Places { named: Some(again.clone()), ..places() };
        let refused = Refusal::Seat(SeatRefusal::SeatAssignedLater {
            seat: again.id,
            today: day(before),
            assigned_on: day(FIRST),
        });
        assert_eq!(given(0, BO, &named, before), Err(refused));
        assert_eq!(given(0, BO, &named, FIRST), Ok(Some(assigned(2, BO, FIRST))));
    }

    #[test]
    fn there_are_never_more_seats_than_granted() {
        let free = Places { free: Some(never_used(6)), ..places() };
        assert!(given(4, BO, &free, FIRST).is_ok());
        assert_eq!(given(5, BO, &free, FIRST), Err(none_free(5)));
        let named = Places { named: Some(never_used(6)), ..places() };
        assert_eq!(given(7, BO, &named, FIRST), Err(none_free(7)));
    }

    #[test]
    fn when_all_free_seats_cool_the_first_day_is_told() {
        let cooling = Places { first_cooled: Some(day(DAY_90)), ..places() };
        let refused = Refusal::Seat(SeatRefusal::SeatsCooling {
            benefit: BenefitId::new(1),
            seat: None,
            earliest: day(DAY_90),
            ends_first: None,
        });
        assert_eq!(given(4, BO, &cooling, DAY_89), Err(refused));
        assert_eq!(given(5, BO, &cooling, DAY_89), Err(none_free(5)));
    }

    #[test]
    fn a_user_holds_one_seat_of_a_level() {
        let same = Places { held: Some(held(1, BO, FIRST)), ..places() };
        assert_eq!(given(1, BO, &same, FIRST), Ok(None));
        let refused = |benefit| {
            Refusal::Seat(SeatRefusal::SeatOfLevelHeld {
                email: BO.parse().unwrap(),
                level: "enterprise".to_owned(),
                seat: SeatId::new(1),
                benefit: BenefitId::new(benefit),
            })
        };
        let mut other = held(1, BO, FIRST);
        other.benefit = BenefitId::new(2);
        let elsewhere = Places { held: Some(other), free: Some(never_used(3)), ..places() };
        assert_eq!(given(1, BO, &elsewhere, FIRST), Err(refused(2)));
        let named = Places { named: Some(never_used(3)), ..same };
        assert_eq!(given(1, BO, &named, FIRST), Err(refused(1)));
    }

    #[test]
    fn a_seat_goes_to_another_on_day_ninety_and_not_on_day_eighty_nine() {
        let named = Places { named: Some(last_held(1, BO, FIRST)), ..places() };
        let refused = Refusal::Seat(SeatRefusal::SeatsCooling {
            benefit: BenefitId::new(1),
            seat: Some(SeatId::new(1)),
            earliest: day(DAY_90),
            ends_first: None,
        });
        assert_eq!(given(0, CY, &named, DAY_89), Err(refused));
        assert_eq!(given(0, CY, &named, DAY_90), Ok(Some(assigned(1, CY, DAY_90))));
        assert_eq!(given(0, BO, &named, FIRST), Ok(Some(assigned(1, BO, FIRST))));
    }

    #[test]
    fn a_day_after_the_last_of_the_benefit_is_none_to_wait_for() {
        // The benefit ends on 14 February 2027; 90 days before are 16 November 2026.
        for (assigned_on, earliest, ends_first) in
            [("2026-11-16", "2027-02-14", None), ("2026-11-17", "2027-02-15", Some("2027-02-14"))]
        {
            let (earliest, ends_first) = (day(earliest), ends_first.map(day));
            let cooling = |seat| {
                Refusal::Seat(SeatRefusal::SeatsCooling {
                    benefit: BenefitId::new(1),
                    seat,
                    earliest,
                    ends_first,
                })
            };
            let last = last_held(1, BO, assigned_on);
            let named = Places { named: Some(last.clone()), ..places() };
            assert_eq!(given(0, CY, &named, "2026-12-01"), Err(cooling(Some(last.id))));
            let all = Places { first_cooled: Some(earliest), ..places() };
            assert_eq!(given(0, CY, &all, "2026-12-01"), Err(cooling(None)));
            let refused = Refusal::Seat(SeatRefusal::ReassignTooEarly {
                seat: last.id,
                from: BO.parse().unwrap(),
                assigned_on: day(assigned_on),
                earliest,
                ends_first,
            });
            let held = held(1, BO, assigned_on);
            assert_eq!(moved(Some(&held), &places(), "2026-12-01"), Err(refused));
        }
    }

    #[test]
    fn a_seat_that_is_held_or_ended_is_not_given() {
        let named = |seat| Places { named: Some(seat), ..places() };
        assert_eq!(
            given(1, CY, &named(held(1, BO, FIRST)), DAY_90),
            Err(SeatRefusal::SeatHeld { seat: SeatId::new(1), email: BO.parse().unwrap() }.into())
        );
        let ended = Seat { ended: true, ..never_used(1) };
        let refused = Refusal::Seat(SeatRefusal::SeatEnded { seat: SeatId::new(1) });
        assert_eq!(given(1, CY, &named(ended), DAY_90), Err(refused));
    }

    fn cap() -> SeatCap {
        program().seat_cap("gold", "enterprise").unwrap().clone()
    }

    #[test]
    fn caps_hold_per_country_and_worldwide() {
        let to = User { country: Some("NL".parse().unwrap()), ..user(BO) };
        let given = |to: &User, in_country, in_all| {
            let places = Places {
                free: Some(never_used(1)),
                cap: Some(CapInUse { cap: cap(), in_country, in_all }),
                ..places()
            };
            assign(&seats(0), to, &places, &program(), day(FIRST)).map(|_| ())
        };
        let reached = |place: &str, cap| {
            Refusal::Seat(SeatRefusal::SeatCapReached { place: place.to_owned(), cap })
        };
        assert_eq!(given(&to, 49, 149), Ok(()));
        assert_eq!(given(&to, 50, 60), Err(reached("in NL", 50)));
        assert_eq!(given(&to, 0, 150), Err(reached("worldwide", 150)));
        assert_eq!(given(&user(BO), 50, 149), Ok(()));
    }

    #[test]
    fn silver_and_gold_have_their_own_caps() {
        let silver = program().seat_cap("silver", "enterprise").unwrap().clone();
        assert_eq!((silver.per_country, silver.worldwide), (25, 75));
        assert_eq!((cap().per_country, cap().worldwide), (50, 150));
        let program = program();
        let claims = program.visual_studio.levels.iter();
        let claims: Vec<_> = claims.map(|one| (one.level.as_str(), one.daily_key_claims)).collect();
        assert_eq!(claims, [("professional", 7), ("enterprise", 10)]);
    }

    #[test]
    fn a_disabled_user_gets_no_seat() {
        let gone = disabled(CY);
        let refused = Refusal::User(UserRefusal::UserGone {
            email: gone.email.clone(),
            status: UserStatus::Disabled,
        });
        let free = Places { free: Some(never_used(1)), ..places() };
        let given = assign(&seats(0), &gone, &free, &program(), day(FIRST));
        assert_eq!(given, Err(refused.clone()));
        let seat = held(1, BO, FIRST);
        let from = BO.parse().unwrap();
        let moved = reassign(&seats(1), Some(&seat), &from, &gone, &free, &program(), day(DAY_90));
        assert_eq!(moved, Err(refused));
    }

    fn moved(seat: Option<&Seat>, places: &Places, on: &str) -> Result<SeatEvent, Refusal> {
        let from = BO.parse().unwrap();
        reassign(&seats(1), seat, &from, &user(CY), places, &program(), day(on))
    }

    #[test]
    fn a_seat_is_reassigned_on_day_ninety_and_not_on_day_eighty_nine() {
        let seat = held(1, BO, FIRST);
        let refused = Refusal::Seat(SeatRefusal::ReassignTooEarly {
            seat: seat.id,
            from: BO.parse().unwrap(),
            assigned_on: day(FIRST),
            earliest: day(DAY_90),
            ends_first: None,
        });
        assert_eq!(moved(Some(&seat), &places(), DAY_89), Err(refused));
        let event = SeatEvent::SeatReassigned {
            seat: seat.id,
            benefit: BenefitId::new(1),
            from: BO.parse().unwrap(),
            to: CY.parse().unwrap(),
            on: day(DAY_90),
        };
        assert_eq!(moved(Some(&seat), &places(), DAY_90), Ok(event));
    }

    #[test]
    fn what_is_not_held_is_not_reassigned() {
        let refused = Refusal::Seat(SeatRefusal::SeatNotHeld {
            benefit: BenefitId::new(1),
            email: BO.parse().unwrap(),
        });
        assert_eq!(moved(None, &places(), DAY_90), Err(refused.clone()));
        assert_eq!(moved(Some(&last_held(1, BO, FIRST)), &places(), DAY_90), Err(refused));
    }

    #[test]
    fn a_seat_is_not_reassigned_to_who_holds_one_of_its_level() {
        let seat = held(1, BO, FIRST);
        let has_one = Places { held: Some(held(2, CY, FIRST)), ..places() };
        let refused = Refusal::Seat(SeatRefusal::SeatOfLevelHeld {
            email: CY.parse().unwrap(),
            level: "enterprise".to_owned(),
            seat: SeatId::new(2),
            benefit: BenefitId::new(1),
        });
        assert_eq!(moved(Some(&seat), &has_one, DAY_90), Err(refused));
    }

    #[test]
    fn a_reassignment_at_the_worldwide_cap_adds_no_seat() {
        let full = |in_all| {
            let cap = Some(CapInUse { cap: cap(), in_country: 0, in_all });
            Places { cap, ..places() }.moved(&user(BO), &user(CY))
        };
        let seat = held(1, BO, FIRST);
        assert!(moved(Some(&seat), &full(150), DAY_90).is_ok());
        assert!(moved(Some(&seat), &full(151), DAY_90).is_err());
    }

    fn taken(seat: &Seat, on: &str) -> Option<SeatEvent> {
        unassign(seat, 90, day(on))
    }

    #[test]
    fn an_unassigned_seat_waits_from_its_assignment_unless_that_was_today() {
        let event = |from: Option<&str>| {
            Some(SeatEvent::SeatUnassigned {
                seat: SeatId::new(1),
                benefit: BenefitId::new(1),
                user: BO.parse().unwrap(),
                reassignable_from: from.map(day),
            })
        };
        let seat = held(1, BO, FIRST);
        assert_eq!(taken(&seat, FIRST), event(None));
        assert_eq!(taken(&seat, "2026-06-02"), event(Some(DAY_90)));
        assert_eq!(taken(&seat, "2027-01-01"), event(Some(DAY_90)));
        assert_eq!(taken(&never_used(1), FIRST), None);
    }

    #[test]
    fn a_seat_is_free_cooling_assigned_or_ended() {
        let status = |seat: &Seat, on: &str| seat.status(90, day(on));
        assert_eq!(status(&never_used(1), FIRST), SeatStatus::Free);
        let last = last_held(1, BO, FIRST);
        assert_eq!(status(&last, DAY_89), SeatStatus::Cooling);
        assert_eq!(last.reassignable_from(90, day(DAY_89)), Some(day(DAY_90)));
        assert_eq!(status(&last, DAY_90), SeatStatus::Free);
        assert_eq!(last.reassignable_from(90, day(DAY_90)), None);
        let now = held(1, BO, FIRST);
        assert_eq!(status(&now, DAY_90), SeatStatus::Assigned);
        assert_eq!(now.reassignable_from(90, day("2027-01-01")), Some(day(DAY_90)));
        let ended = Seat { ended: true, ..never_used(1) };
        assert_eq!(status(&ended, FIRST), SeatStatus::Ended);
    }

    fn at(on: &str) -> Moment {
        let recorded_at = day(on).and_hms_opt(12, 0, 0).unwrap().and_utc();
        Moment { recorded_at, on: day(on), clock: crate::domain::moment::Clock::System }
    }

    /// Puts a seat of one of five back to what it was, on a day.
    fn back(now: &Seat, before: &Seat, on: &str) -> Result<Option<SeatEvent>, Refusal> {
        let to = before.user.as_ref().map(|held| user(held.user.as_str()));
        let named = now.user.is_none().then(|| now.clone());
        let places = Places { named, ..places() };
        let to = to.as_ref().map(|to| (to, &places));
        put_back(&seats(1), now, before, to, &program(), at(on))
    }

    fn restored_to(email: &str, on: &str) -> SeatEvent {
        SeatEvent::SeatRestored {
            seat: SeatId::new(1),
            benefit: BenefitId::new(1),
            user: email.parse().unwrap(),
            assigned_on: day(on),
        }
    }

    #[test]
    fn an_assignment_is_put_back_without_a_lock_within_its_day_and_cools_later() {
        let lock = |on: &str| match back(&held(1, BO, FIRST), &never_used(1), on) {
            Ok(Some(SeatEvent::SeatUnassigned { reassignable_from, .. })) => reassignable_from,
            other => panic!("{other:?}"),
        };
        assert_eq!(lock(FIRST), None);
        assert_eq!(lock("2026-06-02"), Some(day(DAY_90)));
    }

    #[test]
    fn a_seat_that_was_taken_goes_back_to_its_holder_since_the_old_day() {
        let (before, now) = (held(1, BO, FIRST), last_held(1, BO, FIRST));
        for on in ["2026-06-02", DAY_89, "2027-01-01"] {
            assert_eq!(back(&now, &before, on), Ok(Some(restored_to(BO, FIRST))), "{on}");
        }
    }

    #[test]
    fn a_seat_that_nobody_knows_was_held_is_assigned_anew() {
        let (before, now) = (held(1, BO, FIRST), never_used(1));
        assert_eq!(back(&now, &before, DAY_89), Ok(Some(assigned(1, BO, DAY_89))));
        let cooling = last_held(1, CY, "2026-08-01");
        let refused = back(&cooling, &before, DAY_89);
        assert!(
            matches!(refused, Err(Refusal::Seat(SeatRefusal::SeatsCooling { .. }))),
            "{refused:?}"
        );
    }

    #[test]
    fn a_reassignment_is_put_back_within_its_day_and_is_a_reassignment_later() {
        let before = held(1, BO, FIRST);
        let now = Seat { last: before.user.clone(), ..held(1, CY, DAY_90) };
        assert_eq!(back(&now, &before, DAY_90), Ok(Some(restored_to(BO, FIRST))));
        let later = after(day(DAY_90), 90);
        let refused = Refusal::Seat(SeatRefusal::ReassignTooEarly {
            seat: SeatId::new(1),
            from: CY.parse().unwrap(),
            assigned_on: day(DAY_90),
            earliest: later,
            ends_first: None,
        });
        assert_eq!(back(&now, &before, "2026-09-01"), Err(refused));
        let moved = back(&now, &before, &later.to_string());
        assert!(matches!(moved, Ok(Some(SeatEvent::SeatReassigned { .. }))), "{moved:?}");
    }

    #[test]
    fn a_seat_does_not_go_back_to_who_holds_another_of_the_level() {
        let before = held(1, BO, FIRST);
        let now = Seat { last: before.user.clone(), ..held(1, CY, DAY_90) };
        let places = Places { held: Some(held(2, BO, DAY_90)), ..places() };
        let bo = user(BO);
        let refused =
            put_back(&seats(2), &now, &before, Some((&bo, &places)), &program(), at(DAY_90));
        assert!(
            matches!(refused, Err(Refusal::Seat(SeatRefusal::SeatOfLevelHeld { .. }))),
            "{refused:?}"
        );
    }
}
