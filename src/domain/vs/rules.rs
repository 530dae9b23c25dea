//! Visual Studio seats: assign, unassign, reassign, and when a seat is free again (VS-1 to VS-7).

use chrono::NaiveDate;

use super::{CapInUse, Places, Seat, SeatStatus};
use crate::domain::basis::{Basis, BeforeItsBasis};
use crate::domain::benefit::{self, Benefit, Seats};
use crate::domain::event::SeatEvent;
use crate::domain::holding::{Bound, Holding};
use crate::domain::id::{Counters, SeatId};
use crate::domain::moment::{Moment, after};
use crate::domain::program::Program;
use crate::domain::refusal::{Refusal, SeatRefusal};
use crate::domain::refuse::refuse_if;
use crate::domain::user::{self, Email, User};

/// Gives a seat of `benefit` to `to`; nothing when they hold it already. Seats that they hold of
/// benefits that live no more are given back with it (VS-4).
///
/// # Errors
/// [`SeatRefusal::SeatOfLevelHeld`] (VS-4), [`SeatRefusal::NoFreeSeat`] and
/// [`SeatRefusal::SeatTakenLater`] (VS-2), [`SeatRefusal::SeatsCooling`] (VS-7),
/// [`SeatRefusal::SeatAssignedLater`] (VS-3), [`SeatRefusal::SeatCapReached`] (VS-5), and those of
/// [`benefit::rules::usable`] and [`user::rules::may_receive`].
pub fn assign(
    benefit: &Benefit,
    to: &User,
    places: &Places,
    program: &Program,
    today: NaiveDate,
    counters: &mut Counters,
) -> Result<Vec<SeatEvent>, Refusal> {
    let seats: &Seats = benefit::rules::usable(benefit)?;
    user::rules::may_receive(to)?;
    if let Some(held) = &places.held {
        let same =
            places.named.as_ref().map_or(held.benefit == benefit.id, |named| named.id == held.id);
        if same && held.holder(today).is_some_and(|held| held.user == to.email) {
            return Ok(Vec::new());
        }
        if let Some(named) = places.named.as_ref().filter(|_| same) {
            free_for(benefit, named, to, program.visual_studio.reassign_after_days, today)?;
        }
    }
    holds_none(seats, to, places)?;
    let days = program.visual_studio.reassign_after_days;
    let named = places.named.as_ref();
    let named = named.map(|named| free_for(benefit, named, to, days, today)).transpose()?;
    within_grant(benefit, places, today)?;
    let seat = if let Some(named) = named { Some(named.id) } else { next_seat(benefit, places)? };
    within_cap(places, to)?;
    let mut events = woken(places, days, today);
    events.push(assigned(benefit, seats, seat.unwrap_or_else(|| counters.give()), to, today));
    Ok(events)
}

fn assigned(
    benefit: &Benefit,
    seats: &Seats,
    seat: SeatId,
    to: &User,
    today: NaiveDate,
) -> SeatEvent {
    SeatEvent::SeatAssigned {
        seat,
        benefit: benefit.id,
        level: seats.level.clone(),
        user: to.email.clone(),
        on: today,
    }
}

/// The seat to take: the person's own that is cooling, one that was never used, one whose days have
/// passed; none for a seat that is yet to be made.
fn next_seat(benefit: &Benefit, places: &Places) -> Result<Option<SeatId>, Refusal> {
    if let Some(own) = &places.own {
        return Ok(Some(own.id));
    }
    let granted = benefit.bound().unwrap_or(u32::MAX);
    // Those that are cooling are nobody's, and none of them is there for another (VS-7).
    let is_untouched = benefit.used.saturating_add(places.cooling) < granted;
    if let Some(unused) = places.unused.as_ref().filter(|_| is_untouched) {
        return Ok(Some(unused.id));
    }
    if is_untouched && places.made < benefit.peak {
        return Ok(None);
    }
    let passed = places.passed.as_ref().map(|seat| Some(seat.id));
    passed.ok_or_else(|| none_left(benefit, places).into())
}

/// That what the person holds of benefits that live no more is given back: their new seat is of the
/// same level.
fn woken(places: &Places, days: u32, today: NaiveDate) -> Vec<SeatEvent> {
    let given_back = |seat: &Seat| unassigned(seat, seat.open()?, days, today);
    places.sleeping.iter().filter_map(given_back).collect()
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
    if let Some(held) = seat.holder(today) {
        return Err(SeatRefusal::SeatHeld { seat: id, email: held.user.clone() }.into());
    }
    let own = seat.latest(today).is_some_and(|latest| latest.user == to.email);
    if let Some(earliest) = seat.reassignable_from(days, today).filter(|_| !own) {
        return Err(cooling(benefit, Some(id), earliest).into());
    }
    // To give it then would put the earlier day in place of the later, and shorten the wait (VS-3).
    if let Some(assigned_on) = seat.changes_after(today) {
        return Err(SeatRefusal::SeatAssignedLater { seat: id, today, assigned_on }.into());
    }
    Ok(seat)
}

fn cooling(benefit: &Benefit, seat: Option<SeatId>, earliest: NaiveDate) -> SeatRefusal {
    let ends_first = benefit.ends_before(earliest);
    SeatRefusal::SeatsCooling { benefit: benefit.id, seat, earliest, ends_first }
}

/// Whether one seat more is granted: on its own day, and on each later one on which a seat of the
/// benefit was taken (TIME-3).
fn within_grant(benefit: &Benefit, places: &Places, today: NaiveDate) -> Result<(), Refusal> {
    let Some(full) = Bound::first_full(&places.bounds) else { return Ok(()) };
    if full.day == today {
        return Err(none_left(benefit, places).into());
    }
    let &Bound { day, held, granted } = full;
    let product = benefit.terms.product.clone();
    let (benefit, granted) = (benefit.id, granted.unwrap_or(0));
    Err(SeatRefusal::SeatTakenLater { benefit, product, today, day, held, granted }.into())
}

fn none_left(benefit: &Benefit, places: &Places) -> SeatRefusal {
    match places.first_cooled {
        Some(earliest) if benefit.bound().is_none_or(|bound| benefit.used < bound) => {
            cooling(benefit, None, earliest)
        }
        _ => SeatRefusal::NoFreeSeat {
            benefit: benefit.id,
            product: benefit.terms.product.clone(),
            used: benefit.used,
            quantity: benefit.bound().unwrap_or(0),
        },
    }
}

/// Whether `to` holds no seat of the level yet (VS-4).
fn holds_none(seats: &Seats, to: &User, places: &Places) -> Result<(), Refusal> {
    let Some(held) = &places.held else { return Ok(()) };
    Err(SeatRefusal::SeatOfLevelHeld {
        email: to.email.clone(),
        level: seats.level.clone(),
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
/// person can have it, be it given back on the very day (VS-7).
///
/// # Errors
/// `BeforeItsBasis` on a day before it was assigned.
pub fn unassign(
    seat: &Seat,
    days: u32,
    today: NaiveDate,
) -> Result<Option<SeatEvent>, BeforeItsBasis> {
    let Some(held) = seat.open() else { return Ok(None) };
    Basis::SeatAssignment(seat.id).is_there(held.assigned_on, today)?;
    Ok(unassigned(seat, held, days, today))
}

fn unassigned(seat: &Seat, held: &Holding, days: u32, today: NaiveDate) -> Option<SeatEvent> {
    (held.assigned_on <= today).then(|| SeatEvent::SeatUnassigned {
        seat: seat.id,
        benefit: seat.benefit,
        user: held.user.clone(),
        reassignable_from: Some(after(held.assigned_on, days)),
        on: today,
    })
}

/// Moves a seat from its holder to another person at once, when 90 days have passed since its
/// latest assignment (VS-3). `places` are those of `to`, once the seat has moved.
///
/// # Errors
/// [`SeatRefusal::SeatNotHeld`], [`SeatRefusal::ReassignTooEarly`] with the first day it is
/// allowed, `BeforeItsBasis`, and those of [`assign`].
pub fn reassign(
    benefit: &Benefit,
    seat: Option<&Seat>,
    from: &Email,
    to: &User,
    places: &Places,
    program: &Program,
    today: NaiveDate,
) -> Result<Vec<SeatEvent>, Refusal> {
    let seats: &Seats = benefit::rules::usable(benefit)?;
    let Some((seat, held)) = seat.and_then(|seat| Some((seat, seat.open()?))) else {
        return Err(SeatRefusal::SeatNotHeld { benefit: benefit.id, email: from.clone() }.into());
    };
    user::rules::may_receive(to)?;
    holds_none(seats, to, places)?;
    Basis::SeatAssignment(seat.id).is_there(held.assigned_on, today)?;
    let days = program.visual_studio.reassign_after_days;
    let earliest = after(held.assigned_on, days);
    refuse_if(today < earliest, || SeatRefusal::ReassignTooEarly {
        seat: seat.id,
        from: held.user.clone(),
        assigned_on: held.assigned_on,
        earliest,
        ends_first: benefit.ends_before(earliest),
    })?;
    within_cap(places, to)?;
    let mut events = woken(places, days, today);
    events.push(SeatEvent::SeatReassigned {
        seat: seat.id,
        benefit: benefit.id,
        from: held.user.clone(),
        to: to.email.clone(),
        on: today,
    });
    Ok(events)
}

/// Puts a seat back to who held it `before`, as if it had never gone to whoever holds it now: an
/// assignment that is undone leaves no lock (VS-7), and its last holder has it again since the old
/// day. Between two people it goes back so within the day, and afterwards only as a reassignment
/// (VS-3). `to` is who held it before, if anybody did; `places` are theirs.
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
) -> Result<Vec<SeatEvent>, Refusal> {
    let seats: &Seats = benefit::rules::usable(benefit)?;
    let (Some(held_before), Some((to, places))) = (before.open(), to) else {
        let days = program.visual_studio.reassign_after_days;
        return Ok(now
            .open()
            .map(|held| given_back(now, held, before, days, moment))
            .into_iter()
            .collect());
    };
    let restored = SeatEvent::SeatRestored {
        seat: before.id,
        benefit: before.benefit,
        user: held_before.user.clone(),
        assigned_on: held_before.assigned_on,
    };
    match now.open() {
        Some(held) if held.user == to.email => Ok(Vec::new()),
        Some(held) if held.assigned_on == moment.recorded_on() => {
            user::rules::may_receive(to)?;
            holds_none(seats, to, places)?;
            within_cap(places, to)?;
            Ok(vec![restored])
        }
        Some(held) => reassign(benefit, Some(now), &held.user, to, places, program, moment.on),
        None => {
            user::rules::may_receive(to)?;
            holds_none(seats, to, places)?;
            let days = program.visual_studio.reassign_after_days;
            free_for(benefit, now, to, days, moment.on)?;
            within_grant(benefit, places, moment.on)?;
            within_cap(places, to)?;
            // Nobody held it in between whom the program would have to know of.
            let is_theirs =
                |last: &Holding| Holding { until: None, ..last.clone() } == *held_before;
            let goes_on = now.holdings.last().is_some_and(is_theirs);
            Ok(vec![if goes_on {
                restored
            } else {
                assigned(benefit, seats, before.id, to, moment.on)
            }])
        }
    }
}

/// That nobody holds a seat, as before: since the day on which it was given back then, with its
/// lock; what was not held at all before never was.
fn given_back(seat: &Seat, held: &Holding, before: &Seat, days: u32, moment: Moment) -> SeatEvent {
    let is_same = |one: &&Holding| one.user == held.user && one.assigned_on == held.assigned_on;
    let until = before.holdings.iter().find(is_same).and_then(|one| one.until);
    SeatEvent::SeatUnassigned {
        seat: seat.id,
        benefit: seat.benefit,
        user: held.user.clone(),
        reassignable_from: until.map(|_| after(held.assigned_on, days)),
        on: until.unwrap_or(moment.on),
    }
}

/// How many seats of a benefit can be given to anybody, and on which days one more can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Free {
    pub free: u32,
    pub cooling: u32,
    pub assigned: u32,
    /// The days on which one more can be given, the soonest first.
    pub freed: Vec<NaiveDate>,
    /// How many will not be, for their benefit ends before their days have passed.
    pub never: usize,
}

/// The seats of a benefit that anybody can be given on a day; `None` where it does not live. Where
/// fewer are granted than there were, some that nobody holds cannot be given (VS-2).
#[must_use]
pub fn free(benefit: &Benefit, seats: &[Seat], days: u32, day: NaiveDate) -> Option<Free> {
    if !benefit.is_live() {
        return None;
    }
    let count = |status| {
        let some = seats.iter().filter(|seat| seat.status(true, days, day) == status).count();
        u32::try_from(some).unwrap_or(u32::MAX)
    };
    let (assigned, cooling) = (count(SeatStatus::Assigned), count(SeatStatus::Cooling));
    let left = benefit.bound().unwrap_or(u32::MAX).saturating_sub(assigned);
    let waiting = seats.iter().filter(|seat| seat.holder(day).is_none());
    let mut freed: Vec<NaiveDate> =
        waiting.filter_map(|seat| seat.reassignable_from(days, day)).collect();
    freed.sort_unstable();
    freed.truncate(left as usize);
    let free = left.saturating_sub(cooling);
    let now = (left as usize).saturating_sub(freed.len());
    let mut all: Vec<NaiveDate> = std::iter::repeat_n(day, now).collect();
    let soon = freed.len();
    freed.retain(|from| benefit.ends_before(*from).is_none());
    let never = soon - freed.len();
    all.append(&mut freed);
    Some(Free { free, cooling, assigned, freed: all, never })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::benefit::rules::tests::{benefit, over};
    use crate::domain::benefit::{Category, What};
    use crate::domain::id::{BenefitId, Id as _, SeatId};
    use crate::domain::membership::rules::tests::{day, program};
    use crate::domain::program::SeatCap;
    use crate::domain::refusal::{BenefitRefusal, UserRefusal};
    use crate::domain::user::UserStatus;
    use crate::domain::user::rules::tests::{disabled, user};
    use crate::domain::vs::SeatStatus;

    /// A seat that nobody ever held.
    fn never_used(number: u32) -> Seat {
        Seat { id: SeatId::new(number), benefit: BenefitId::new(1), holdings: Vec::new() }
    }

    fn holding(email: &str, on: &str, until: Option<&str>) -> Holding {
        let user = email.parse().unwrap();
        Holding { user, assigned_on: day(on), until: until.map(day) }
    }

    fn held(number: u32, email: &str, on: &str) -> Seat {
        Seat { holdings: vec![holding(email, on, None)], ..never_used(number) }
    }

    /// A seat that somebody had from a day on, and gave back on that day.
    fn last_held(number: u32, email: &str, on: &str) -> Seat {
        Seat { holdings: vec![holding(email, on, Some(on))], ..never_used(number) }
    }

    /// A seat that went from one to another on a day.
    fn moved_to(seat: &Seat, email: &str, on: &str) -> Seat {
        let mut seat = seat.clone();
        seat.holdings.last_mut().unwrap().until = Some(day(on));
        seat.holdings.push(holding(email, on, None));
        seat
    }

    const BO: &str = "bo@contoso.com";
    const CY: &str = "cy@contoso.com";
    /// The first of June, and the day that is 90 days later (VS-3).
    const FIRST: &str = "2026-06-01";
    const DAY_89: &str = "2026-08-29";
    const DAY_90: &str = "2026-08-30";

    fn seats(used: u32) -> Benefit {
        let mut one = benefit(Category::VisualStudio, Some(5));
        one.terms.what = What::VisualStudio(Seats { level: "enterprise".to_owned() });
        one.used = used;
        one
    }

    /// Of five seats that many are in use on a day, and none is made beside them.
    fn in_use(held: u32, on: &str) -> Places {
        Places {
            named: None,
            own: None,
            unused: None,
            passed: None,
            made: held,
            cooling: 0,
            first_cooled: None,
            held: None,
            sleeping: Vec::new(),
            bounds: vec![Bound { day: day(on), held, granted: Some(5) }],
            cap: None,
        }
    }

    fn places() -> Places {
        in_use(0, FIRST)
    }

    fn given(used: u32, to: &str, places: &Places, on: &str) -> Result<Vec<SeatEvent>, Refusal> {
        let bounds = vec![Bound { day: day(on), held: used, granted: Some(5) }];
        given_within(used, to, &Places { bounds, ..places.clone() }, on)
    }

    /// The same within the bounds that are told, of which later days may be.
    fn given_within(
        used: u32,
        to: &str,
        places: &Places,
        on: &str,
    ) -> Result<Vec<SeatEvent>, Refusal> {
        let mut counters = Counters::after([('S', 7)]);
        assign(&seats(used), &user(to), places, &program(), day(on), &mut counters)
    }

    fn assigned(seat: u32, to: &str, on: &str) -> SeatEvent {
        SeatEvent::SeatAssigned {
            seat: SeatId::new(seat),
            benefit: BenefitId::new(1),
            level: "enterprise".to_owned(),
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
    fn ones_own_cooling_seat_is_given_then_one_never_used_a_new_one_and_one_whose_days_passed() {
        let next = |places: &Places, used| match given(used, BO, places, DAY_90).as_deref() {
            Ok([SeatEvent::SeatAssigned { seat, .. }]) => *seat,
            other => panic!("{other:?}"),
        };
        let passed = Places { passed: Some(last_held(4, CY, FIRST)), made: 5, ..places() };
        assert_eq!(next(&passed, 4), SeatId::new(4));
        let new = Places { made: 4, ..passed };
        assert_eq!(next(&new, 3), SeatId::new(8));
        let unused = Places { unused: Some(never_used(3)), ..new };
        assert_eq!(next(&unused, 3), SeatId::new(3));
        let own = Places { own: Some(last_held(2, BO, DAY_89)), ..unused };
        assert_eq!(next(&own, 3), SeatId::new(2));
    }

    #[test]
    fn a_seat_that_cools_is_nobodys_and_no_other_takes_its_place() {
        // Of five seats three are held and two are cooling: none is left to be made (VS-7).
        let all_made = Places { made: 3, cooling: 2, ..places() };
        let cooling = Places { first_cooled: Some(day(DAY_90)), ..all_made };
        let refused = SeatRefusal::SeatsCooling {
            benefit: BenefitId::new(1),
            seat: None,
            earliest: day(DAY_90),
            ends_first: None,
        };
        assert_eq!(given(3, BO, &cooling, DAY_89), Err(refused.into()));
        let one = Places { cooling: 1, ..cooling };
        assert_eq!(given(3, BO, &one, DAY_89), Ok(vec![assigned(8, BO, DAY_89)]));
    }

    #[test]
    fn no_more_seats_are_made_than_there_have_ever_been() {
        // Ten were granted once, five are today: the five beyond them are made, and rest.
        let mut fewer = seats(0);
        fewer.peak = 10;
        let mut counters = Counters::after([('S', 10)]);
        let mut give = |made| {
            let places = Places { made, passed: Some(last_held(6, CY, FIRST)), ..places() };
            assign(&fewer, &user(BO), &places, &program(), day(FIRST), &mut counters)
        };
        assert_eq!(give(10), Ok(vec![assigned(6, BO, FIRST)]));
        assert_eq!(give(9), Ok(vec![assigned(11, BO, FIRST)]));
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
        assert_eq!(given(0, BO, &named, FIRST), Ok(vec![assigned(2, BO, FIRST)]));
    }

    #[test]
    fn there_are_never_more_seats_than_granted() {
        let free = Places { unused: Some(never_used(6)), ..places() };
        assert!(given(4, BO, &free, FIRST).is_ok());
        assert_eq!(given(5, BO, &free, FIRST), Err(none_free(5)));
        let named = Places { named: Some(never_used(6)), ..places() };
        assert_eq!(given(7, BO, &named, FIRST), Err(none_free(7)));
    }

    #[test]
    fn a_seat_that_is_dated_back_must_be_free_on_each_later_day_on_which_one_was_taken() {
        // Five of five were held on 1 August; one came back that day, and none is left before it
        // for another from 15 July on (R12).
        let on = "2026-07-15";
        let bound = |on: &str, held| Bound { day: day(on), held, granted: Some(5) };
        let with = |bounds| Places { unused: Some(never_used(6)), bounds, ..places() };
        let free = with(vec![bound(on, 3), bound("2026-07-20", 4), bound("2026-08-01", 4)]);
        assert_eq!(given_within(3, BO, &free, on), Ok(vec![assigned(6, BO, on)]));
        let full = with(vec![bound(on, 3), bound("2026-07-20", 5), bound("2026-08-01", 4)]);
        let refused = SeatRefusal::SeatTakenLater {
            benefit: BenefitId::new(1),
            product: "Product".to_owned(),
            today: day(on),
            day: day("2026-07-20"),
            held: 5,
            granted: 5,
        };
        assert_eq!(given_within(3, BO, &full, on), Err(refused.into()));
        // On the day itself it is simply none that is left.
        let none = with(vec![bound(on, 5), bound("2026-08-01", 4)]);
        assert_eq!(given_within(5, BO, &none, on), Err(none_free(5)));
    }

    #[test]
    fn a_seat_that_its_holder_gets_later_counts_whether_its_benefit_lives_on_the_day_or_not() {
        let seat = held(1, BO, FIRST);
        let (bo, cy): (Email, Email) = (BO.parse().unwrap(), CY.parse().unwrap());
        for (lives, on, counts) in [
            (true, FIRST, true),
            (false, FIRST, false),
            (false, DAY_90, false),
            (false, "2026-05-31", true),
        ] {
            assert_eq!(seat.counts_for(&bo, lives, day(on)), counts, "{lives} {on}");
        }
        assert!(!seat.counts_for(&cy, false, day("2026-05-31")));
    }

    #[test]
    fn seats_that_sleep_are_given_back_when_their_holder_gets_another_of_the_level() {
        let mut asleep = held(9, BO, "2026-02-01");
        asleep.benefit = BenefitId::new(2);
        let places = Places { unused: Some(never_used(3)), sleeping: vec![asleep], ..places() };
        let given_back = SeatEvent::SeatUnassigned {
            seat: SeatId::new(9),
            benefit: BenefitId::new(2),
            user: BO.parse().unwrap(),
            reassignable_from: Some(day("2026-05-02")),
            on: day(FIRST),
        };
        assert_eq!(given(0, BO, &places, FIRST), Ok(vec![given_back, assigned(3, BO, FIRST)]));
    }

    #[test]
    fn when_all_free_seats_cool_the_first_day_is_told() {
        let first_cooled = Some(day(DAY_90));
        let cooling = Places { first_cooled, cooling: 1, made: 5, ..places() };
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
        assert_eq!(given(1, BO, &same, FIRST), Ok(Vec::new()));
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
        let elsewhere = Places { held: Some(other), unused: Some(never_used(3)), ..places() };
        assert_eq!(given(1, BO, &elsewhere, FIRST), Err(refused(2)));
        let named = Places { named: Some(never_used(3)), ..same.clone() };
        assert_eq!(given(1, BO, &named, FIRST), Err(refused(1)));
        // One that they get later is theirs from that day on alone.
        assert_eq!(given(0, BO, &same, "2026-05-31"), Err(refused(1)));
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
        assert_eq!(given(0, CY, &named, DAY_90), Ok(vec![assigned(1, CY, DAY_90)]));
        assert_eq!(given(0, BO, &named, FIRST), Ok(vec![assigned(1, BO, FIRST)]));
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
            let all = Places { first_cooled: Some(earliest), made: 5, ..places() };
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
    fn a_seat_that_is_held_or_of_a_benefit_that_is_over_is_not_given() {
        let named = |seat| Places { named: Some(seat), ..places() };
        assert_eq!(
            given(1, CY, &named(held(1, BO, FIRST)), DAY_90),
            Err(SeatRefusal::SeatHeld { seat: SeatId::new(1), email: BO.parse().unwrap() }.into())
        );
        let mut counters = Counters::default();
        let (gone, to) = (over(seats(0)), user(CY));
        let on = day("2027-02-15");
        let refused = assign(&gone, &to, &named(never_used(1)), &program(), on, &mut counters);
        assert!(
            matches!(refused, Err(Refusal::Benefit(BenefitRefusal::BenefitEnded { .. }))),
            "{refused:?}"
        );
    }

    fn cap() -> SeatCap {
        program().seat_cap("gold", "enterprise").unwrap().clone()
    }

    #[test]
    fn caps_hold_per_country_and_worldwide() {
        let to = User { country: Some("NL".parse().unwrap()), ..user(BO) };
        let given = |to: &User, in_country, in_all| {
            let places = Places {
                unused: Some(never_used(1)),
                cap: Some(CapInUse { cap: cap(), in_country, in_all }),
                ..places()
            };
            let mut counters = Counters::default();
            assign(&seats(0), to, &places, &program(), day(FIRST), &mut counters).map(|_| ())
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
        let free = Places { unused: Some(never_used(1)), ..places() };
        let mut counters = Counters::default();
        let given = assign(&seats(0), &gone, &free, &program(), day(FIRST), &mut counters);
        assert_eq!(given, Err(refused.clone()));
        let seat = held(1, BO, FIRST);
        let from = BO.parse().unwrap();
        let moved = reassign(&seats(1), Some(&seat), &from, &gone, &free, &program(), day(DAY_90));
        assert_eq!(moved, Err(refused));
    }

    fn moved(seat: Option<&Seat>, places: &Places, on: &str) -> Result<Vec<SeatEvent>, Refusal> {
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
        assert_eq!(moved(Some(&seat), &places(), DAY_90), Ok(vec![event]));
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

    fn taken(seat: &Seat, on: &str) -> Result<Option<SeatEvent>, BeforeItsBasis> {
        unassign(seat, 90, day(on))
    }

    #[test]
    fn an_unassigned_seat_waits_from_its_assignment_be_that_on_the_very_day() {
        let event = |on: &str| {
            Ok(Some(SeatEvent::SeatUnassigned {
                seat: SeatId::new(1),
                benefit: BenefitId::new(1),
                user: BO.parse().unwrap(),
                reassignable_from: Some(day(DAY_90)),
                on: day(on),
            }))
        };
        let seat = held(1, BO, FIRST);
        // Only an undo of the assignment leaves no lock (R11).
        for on in [FIRST, "2026-06-02", "2027-01-01"] {
            assert_eq!(taken(&seat, on), event(on), "{on}");
        }
        assert_eq!(taken(&never_used(1), FIRST), Ok(None));
        assert_eq!(taken(&last_held(1, BO, FIRST), DAY_90), Ok(None));
    }

    #[test]
    fn a_seat_is_not_given_back_on_a_day_before_it_was_assigned() {
        let seat = held(1, BO, FIRST);
        let refused = BeforeItsBasis {
            basis: Basis::SeatAssignment(seat.id),
            today: day("2026-05-31"),
            since: day(FIRST),
        };
        assert_eq!(taken(&seat, "2026-05-31"), Err(refused.clone()));
        let moved = moved(Some(&seat), &places(), "2026-05-31");
        assert_eq!(moved, Err(Refusal::BeforeItsBasis(refused)));
    }

    #[test]
    fn a_seat_is_free_cooling_assigned_or_ended() {
        let status = |seat: &Seat, on: &str| seat.status(true, 90, day(on));
        assert_eq!(status(&never_used(1), FIRST), SeatStatus::Free);
        let last = last_held(1, BO, FIRST);
        assert_eq!(status(&last, DAY_89), SeatStatus::Cooling);
        assert_eq!(last.reassignable_from(90, day(DAY_89)), Some(day(DAY_90)));
        assert_eq!(status(&last, DAY_90), SeatStatus::Free);
        assert_eq!(last.reassignable_from(90, day(DAY_90)), None);
        let now = held(1, BO, FIRST);
        assert_eq!(status(&now, DAY_90), SeatStatus::Assigned);
        assert_eq!(now.reassignable_from(90, day("2027-01-01")), Some(day(DAY_90)));
        for seat in [&never_used(1), &last, &now] {
            assert_eq!(seat.status(false, 90, day(DAY_90)), SeatStatus::Ended);
        }
    }

    #[test]
    fn a_seat_tells_of_each_day_who_held_it() {
        let seat = moved_to(&held(1, BO, FIRST), CY, DAY_90);
        let holder = |on: &str| seat.holder(day(on)).map(|held| held.user.to_string());
        for (on, email) in [
            ("2026-05-31", None),
            (FIRST, Some(BO)),
            (DAY_89, Some(BO)),
            (DAY_90, Some(CY)),
            ("2027-01-01", Some(CY)),
        ] {
            assert_eq!(holder(on).as_deref(), email, "{on}");
        }
        assert_eq!(seat.open().map(|held| held.user.as_str()), Some(CY));
        assert_eq!(seat.changes_after(day(FIRST)), Some(day(DAY_90)));
        assert_eq!(seat.changes_after(day(DAY_90)), None);
    }

    #[test]
    fn what_can_be_given_is_what_is_granted_less_what_is_held_and_what_cools() {
        // Three are made: one is held, one cools until day 90, one has cooled.
        let three = [held(1, BO, FIRST), last_held(2, CY, FIRST), last_held(3, CY, "2026-02-01")];
        let told = |one: &Benefit, on: &str| {
            let free = free(one, &three, 90, day(on)).unwrap();
            (free.free, free.cooling, free.assigned)
        };
        assert_eq!(told(&seats(1), FIRST), (3, 1, 1));
        assert_eq!(told(&seats(1), DAY_90), (4, 0, 1));
        // Fewer are granted than there were: those that nobody holds are not there.
        let mut two = seats(1);
        two.terms.quantity = Some(crate::domain::benefit::Quantity::Count(2));
        assert_eq!(told(&two, FIRST), (0, 1, 1));
        two.terms.quantity = Some(crate::domain::benefit::Quantity::Count(0));
        assert_eq!(told(&two, DAY_90), (0, 0, 1));
        assert_eq!(free(&over(seats(1)), &three, 90, day("2027-02-15")), None);
    }

    fn at(on: &str) -> Moment {
        let recorded_at = day(on).and_hms_opt(12, 0, 0).unwrap().and_utc();
        Moment { recorded_at, on: day(on), clock: crate::domain::moment::Clock::System }
    }

    /// Puts a seat of one of five back to what it was, on a day.
    fn back(now: &Seat, before: &Seat, on: &str) -> Result<Vec<SeatEvent>, Refusal> {
        let to = before.open().map(|held| user(held.user.as_str()));
        let places = in_use(1, on);
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
    fn an_assignment_that_is_undone_leaves_no_lock_however_late() {
        for on in [FIRST, "2026-06-02", "2027-01-01"] {
            let never_was = SeatEvent::SeatUnassigned {
                seat: SeatId::new(1),
                benefit: BenefitId::new(1),
                user: BO.parse().unwrap(),
                reassignable_from: None,
                on: day(on),
            };
            let undone = back(&held(1, BO, FIRST), &never_used(1), on);
            assert_eq!(undone, Ok(vec![never_was]), "{on}");
        }
        assert_eq!(back(&never_used(1), &never_used(1), FIRST), Ok(Vec::new()));
    }

    #[test]
    fn a_seat_that_was_taken_goes_back_to_its_holder_since_the_old_day() {
        let (before, now) = (held(1, BO, FIRST), last_held(1, BO, FIRST));
        for on in ["2026-06-02", DAY_89, "2027-01-01"] {
            assert_eq!(back(&now, &before, on), Ok(vec![restored_to(BO, FIRST)]), "{on}");
        }
        assert_eq!(back(&before, &before, DAY_89), Ok(Vec::new()));
    }

    #[test]
    fn a_seat_that_went_back_to_its_holder_is_given_back_again_with_its_lock() {
        let (before, now) = (last_held(1, BO, FIRST), held(1, BO, FIRST));
        let given_back = SeatEvent::SeatUnassigned {
            seat: SeatId::new(1),
            benefit: BenefitId::new(1),
            user: BO.parse().unwrap(),
            reassignable_from: Some(day(DAY_90)),
            on: day(FIRST),
        };
        assert_eq!(back(&now, &before, "2026-07-01"), Ok(vec![given_back]));
    }

    #[test]
    fn a_seat_that_others_held_or_nobody_knows_was_held_is_assigned_anew() {
        let before = held(1, BO, FIRST);
        let anew = Ok(vec![assigned(1, BO, DAY_89)]);
        assert_eq!(back(&never_used(1), &before, DAY_89), anew);
        let others = |from| {
            let seat = moved_to(&before, CY, from);
            Seat { holdings: vec![seat.holdings[0].clone(), holding(CY, from, Some(from))], ..seat }
        };
        assert_eq!(back(&others("2026-02-01"), &before, DAY_89), anew);
        let cooling = back(&others("2026-08-01"), &before, DAY_89);
        assert!(
            matches!(cooling, Err(Refusal::Seat(SeatRefusal::SeatsCooling { .. }))),
            "{cooling:?}"
        );
    }

    #[test]
    fn a_seat_that_was_taken_does_not_go_back_where_none_is_left() {
        let (before, now) = (held(1, BO, FIRST), last_held(1, BO, FIRST));
        let (bo, full) = (user(BO), in_use(5, DAY_89));
        let refused =
            put_back(&seats(5), &now, &before, Some((&bo, &full)), &program(), at(DAY_89));
        assert_eq!(refused, Err(none_free(5)));
    }

    #[test]
    fn a_reassignment_is_put_back_within_its_day_and_is_a_reassignment_later() {
        let before = held(1, BO, FIRST);
        let now = moved_to(&before, CY, DAY_90);
        assert_eq!(back(&now, &before, DAY_90), Ok(vec![restored_to(BO, FIRST)]));
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
        assert!(matches!(moved.as_deref(), Ok([SeatEvent::SeatReassigned { .. }])), "{moved:?}");
    }

    #[test]
    fn a_seat_does_not_go_back_to_who_holds_another_of_the_level() {
        let before = held(1, BO, FIRST);
        let now = moved_to(&before, CY, DAY_90);
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
