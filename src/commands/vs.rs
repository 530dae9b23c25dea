//! `mpn vs`: Visual Studio seats.

use chrono::NaiveDate;

use super::{benefits, import};
use crate::domain::answer::{Answer, Body, SeatLine, SeatsFree, SeatsFreeOf, SeatsShown};
use crate::domain::benefit::{Benefit, BenefitStatus, Category};
use crate::domain::id::BenefitId;
use crate::domain::request::SeatRequest;
use crate::domain::user::Email;
use crate::domain::vs::{self, Seat, SeatStatus};
use crate::failure::{Failure, Result};
use crate::store::{Change, Facts, Unit};

/// Decides a request and records what follows from it.
pub(super) fn decide(change: &mut Change, asked: &SeatRequest) -> Result<()> {
    match asked {
        SeatRequest::ImportSeats(seats) => import::seats(change, seats),
        SeatRequest::AssignSeats { benefit, users } => assign(change, benefit, users),
        SeatRequest::UnassignSeat { benefit, user } => unassign(change, benefit, user),
        SeatRequest::ReassignSeat { benefit, from, to } => reassign(change, benefit, from, to),
    }
}

/// Gives each user a seat; all or none.
fn assign(change: &mut Change, name: &str, users: &[Email]) -> Result<()> {
    for email in users {
        // Fetched anew for each: the one before took a seat.
        let (benefit, unit) = seats_named(change, name)?;
        let to = change.user(email)?;
        let named = match unit {
            Unit::Seat(id) => Some(change.seat(id)?),
            _ => None,
        };
        let places = change.places(&benefit, &to, named)?;
        let program = &change.program()?;
        let event = vs::rules::assign(&benefit, &to, &places, program, change.moment().on)?;
        change.record_all(event)?;
    }
    Ok(())
}

/// Takes a seat from its holder.
fn unassign(change: &mut Change, name: &str, email: &Email) -> Result<()> {
    let (benefit, unit) = seats_named(change, name)?;
    let from = change.user(email)?;
    let days = change.program()?.visual_studio.reassign_after_days;
    let seat = held_seat(change, benefit.id, &unit, &from.email)?;
    let event =
        seat.and_then(|seat| vs::rules::unassign(&seat, days, change.moment().recorded_on()));
    change.record_all(event)
}

/// Moves a seat from one person to another.
fn reassign(change: &mut Change, name: &str, from: &Email, to: &Email) -> Result<()> {
    let (benefit, unit) = seats_named(change, name)?;
    let (from, to) = (change.user(from)?, change.user(to)?);
    let seat = held_seat(change, benefit.id, &unit, &from.email)?;
    let (seat, from_email) = (seat.as_ref(), &from.email);
    let places = change.places(&benefit, &to, None)?.moved(&from, &to);
    let (program, today) = (&change.program()?, change.moment().on);
    let event = vs::rules::reassign(&benefit, seat, from_email, &to, &places, program, today)?;
    change.record(event)
}

/// The benefit with seats that a name stands for, and which seat of it.
fn seats_named(facts: &Facts, name: &str) -> Result<(Benefit, Unit)> {
    benefits::named_of(facts, name, Category::VisualStudio)
}

/// The seat that a user holds: the one that is named, or the one of the benefit.
fn held_seat(
    facts: &Facts,
    benefit: BenefitId,
    unit: &Unit,
    email: &Email,
) -> Result<Option<Seat>> {
    let is_meant = |seat: &Seat| !matches!(unit, Unit::Seat(id) if seat.id != *id);
    Ok(facts.seat_held_by(benefit, email)?.filter(is_meant))
}

/// All seats.
pub(super) fn list(facts: &Facts) -> Result<Answer> {
    let lines = benefits::lines_of(facts, Category::VisualStudio, seat_lines)?;
    super::listed(facts, Body::Seats(lines.concat()))
}

/// The seats of one benefit.
pub(super) fn show(facts: &Facts, name: &str) -> Result<Answer> {
    let (found, unit) = seats_named(facts, name)?;
    let mut seats = seat_lines(facts, &found)?;
    if let Unit::Seat(id) = unit
        && let Some(at) = seats.iter().position(|line| line.id == id)
    {
        return Ok(Body::Seat(seats.swap_remove(at)).into());
    }
    let level = found.terms.details.level.clone().unwrap_or_default();
    let levels = &facts.program()?.visual_studio.levels;
    let daily_key_claims =
        levels.iter().find(|known| known.level == level).map(|known| known.daily_key_claims);
    let line = benefits::line(facts, &found)?;
    Ok(Body::SeatBenefit(Box::new(SeatsShown { line, level, daily_key_claims, seats })).into())
}

pub(super) fn seat_lines(facts: &Facts, benefit: &Benefit) -> Result<Vec<SeatLine>> {
    let days = facts.program()?.visual_studio.reassign_after_days;
    let over = benefit.status(facts.today) == BenefitStatus::Ended;
    let line = |seat: Seat| {
        let reassignable_from = seat.reassignable_from(days, facts.today);
        let status = if over { SeatStatus::Ended } else { seat.status(days, facts.today) };
        let (email, assigned_on) = seat.user.map(|held| (held.user, held.assigned_on)).unzip();
        let holder = email.as_ref().map(|email| facts.user(email)).transpose()?;
        Ok(SeatLine {
            id: seat.id,
            benefit: benefit.id,
            level: benefit.terms.details.level.clone().unwrap_or_default(),
            email,
            name: holder.map(|holder| holder.name),
            assigned_on,
            reassignable_from,
            status,
        })
    };
    facts.seats(benefit.id)?.into_iter().map(line).collect()
}

/// The day that is asked about; today unless another is named.
fn day_to_come(at: Option<NaiveDate>, today: NaiveDate) -> Result<NaiveDate> {
    let at = at.unwrap_or(today);
    if at < today {
        let message = format!("--at {at} is past; today is {today}");
        let failure = Failure::usage("at-in-the-past", message);
        return Err(failure.hint("--as-of tells how things stood"));
    }
    Ok(at)
}

/// The seats that anybody can be given by a day, and the first day on which so many are free.
pub(super) fn free(facts: &Facts, at: Option<NaiveDate>, need: Option<u32>) -> Result<Answer> {
    let at = day_to_come(at, facts.today)?;
    let days = facts.program()?.visual_studio.reassign_after_days;
    let mut benefits = Vec::new();
    // The days on which one more seat can be given to anybody.
    let mut freed: Vec<NaiveDate> = Vec::new();
    let mut never = 0;
    for benefit in facts.benefits_of(Category::VisualStudio)? {
        if benefit.status(at) == BenefitStatus::Ended {
            continue;
        }
        let seats = facts.seats(benefit.id)?;
        let count = |status| {
            let some = seats.iter().filter(|seat| seat.status(days, at) == status).count();
            u32::try_from(some).unwrap_or(u32::MAX)
        };
        // Where fewer are granted than there were, some that nobody holds cannot be given (VS-2).
        let left = benefit.bound().map_or(u32::MAX, |bound| bound.saturating_sub(benefit.used));
        let open = seats.iter().filter(|seat| seat.user.is_none() && !seat.ended);
        let mut of_it: Vec<NaiveDate> =
            open.map(|seat| seat.reassignable_from(days, at).unwrap_or(at)).collect();
        of_it.sort();
        of_it.truncate(left as usize);
        let waiting = of_it.len();
        of_it.retain(|from| benefit.ends_before(*from).is_none());
        never += waiting - of_it.len();
        freed.extend(of_it);
        benefits.push(SeatsFreeOf {
            benefit: benefit.id,
            name: benefit.terms.product,
            level: benefit.terms.details.level.unwrap_or_default(),
            free: count(SeatStatus::Free).min(left),
            cooling: count(SeatStatus::Cooling),
            assigned: count(SeatStatus::Assigned),
        });
    }
    freed.sort();
    let enough_from = need.and_then(|need| freed.get((need as usize).checked_sub(1)?).copied());
    let mut answer = Answer::from(Body::SeatsFree(SeatsFree {
        at,
        free: benefits.iter().map(|of_it| of_it.free).sum(),
        benefits,
        need,
        enough_from,
    }));
    if let (Some(need), None) = (need, enough_from) {
        let others =
            if never == 0 { "assigned" } else { "assigned, or wait until their benefit has ended" };
        answer.notes.push(format!(
            "{need} will not be free on any day: the others are {others}; mpn due tells from when \
             each can be reassigned"
        ));
    }
    Ok(answer)
}
