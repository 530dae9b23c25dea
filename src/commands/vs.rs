//! `mpn vs`: Visual Studio seats.

use super::{benefits, import};
use crate::domain::answer::{Answer, Body, SeatLine, SeatsFree, SeatsFreeOf, SeatsShown};
use crate::domain::benefit::{self, Benefit, Category, Seats};
use crate::domain::id::BenefitId;
use crate::domain::query::SeatFilter;
use crate::domain::request::SeatRequest;
use crate::domain::user::Email;
use crate::domain::vs::{self, Seat, SeatStatus};
use crate::failure::Result;
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
        let on = change.moment().on;
        let events = benefits::tested(change, &benefit, |change, benefit| {
            let places = change.places(benefit, &to, named, on)?;
            let (program, counters) = (change.program()?, &mut change.counters);
            Ok(vs::rules::assign(benefit, &to, &places, &program, on, counters)?)
        })?;
        change.record_all(events)?;
    }
    Ok(())
}

/// Takes a seat from its holder.
fn unassign(change: &mut Change, name: &str, email: &Email) -> Result<()> {
    let (benefit, unit) = seats_named(change, name)?;
    let from = change.user(email)?;
    let days = change.program()?.visual_studio.reassign_after_days;
    let seat = held_seat(change, benefit.id, &unit, &from.email)?;
    let Some(seat) = seat else { return Ok(()) };
    change.record_all(vs::rules::unassign(&seat, days, change.moment().on)?)
}

/// Moves a seat from one person to another.
fn reassign(change: &mut Change, name: &str, from: &Email, to: &Email) -> Result<()> {
    let (benefit, unit) = seats_named(change, name)?;
    let (from, to) = (change.user(from)?, change.user(to)?);
    let seat = held_seat(change, benefit.id, &unit, &from.email)?;
    let (seat, from_email) = (seat.as_ref(), &from.email);
    let today = change.moment().on;
    let places = change.places(&benefit, &to, None, today)?.moved(&from, &to);
    let program = &change.program()?;
    let events = vs::rules::reassign(&benefit, seat, from_email, &to, &places, program, today)?;
    change.record_all(events)
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

/// The seats that are held or cooling; all that somebody ever held, where they are asked for.
pub(super) fn list(facts: &Facts, wanted: &SeatFilter) -> Result<Answer> {
    let mut lines = benefits::lines_of(facts, Category::VisualStudio, seat_lines)?.concat();
    let is_kept = |line: &SeatLine| match wanted.status {
        Some(status) => line.status == status,
        None => wanted.all || matches!(line.status, SeatStatus::Assigned | SeatStatus::Cooling),
    };
    let user = match &wanted.user {
        // Who is named by an id is known by an email, too.
        Some(user) => facts.person_if_any(user)?.map(|known| known.email).or(wanted.user.clone()),
        None => None,
    };
    let of_user = |line: &SeatLine| user.is_none() || line.email == user;
    lines.retain(|line| is_kept(line) && of_user(line));
    super::listed(facts, Body::Seats(lines))
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
    let Seats { level } = benefit::rules::of::<Seats>(&found)?.clone();
    let levels = &facts.program()?.visual_studio.levels;
    let daily_key_claims =
        levels.iter().find(|known| known.level == level).map(|known| known.daily_key_claims);
    let line = benefits::line(facts, &found)?;
    Ok(Body::SeatBenefit(Box::new(SeatsShown { line, level, daily_key_claims, seats })).into())
}

pub(super) fn seat_lines(facts: &Facts, benefit: &Benefit) -> Result<Vec<SeatLine>> {
    let Seats { level } = benefit::rules::of(benefit)?;
    let days = facts.program()?.visual_studio.reassign_after_days;
    let line = |seat: Seat| {
        let reassignable_from = seat.reassignable_from(days, facts.today);
        let status = seat.status(benefit.is_live(), days, facts.today);
        let held = seat.holder(facts.today);
        let (email, assigned_on) = held.map(|held| (held.user.clone(), held.assigned_on)).unzip();
        let holder = email.as_ref().map(|email| facts.user(email)).transpose()?;
        Ok(SeatLine {
            id: seat.id,
            benefit: benefit.id,
            level: level.clone(),
            email,
            name: holder.map(|holder| holder.name),
            assigned_on,
            reassignable_from,
            status,
        })
    };
    facts.seats(benefit.id)?.into_iter().map(line).collect()
}

/// The seats that anybody can be given, and the first day on which so many are free.
pub(super) fn free(facts: &Facts, need: Option<u32>) -> Result<Answer> {
    let days = facts.program()?.visual_studio.reassign_after_days;
    let (mut benefits, mut freed, mut never) = (Vec::new(), Vec::new(), 0);
    for benefit in facts.benefits_of(Category::VisualStudio)? {
        let seats = facts.seats(benefit.id)?;
        let Some(free) = vs::rules::free(&benefit, &seats, days, facts.today) else { continue };
        freed.extend(free.freed);
        never += free.never;
        benefits.push(SeatsFreeOf {
            benefit: benefit.id,
            level: benefit::rules::of::<Seats>(&benefit)?.level.clone(),
            name: benefit.terms.product,
            free: free.free,
            cooling: free.cooling,
            assigned: free.assigned,
        });
    }

    freed.sort();
    let enough_from = need.and_then(|need| freed.get((need as usize).checked_sub(1)?).copied());
    let mut answer = Answer::from(Body::SeatsFree(SeatsFree {
        at: facts.today,
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
