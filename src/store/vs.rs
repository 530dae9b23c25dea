//! Visual Studio seats.

use chrono::NaiveDate;

use super::row::{Read, Row, columns};
use super::tables::Tables;
use super::{Facts, impossible, tally};
use crate::domain::benefit::{Benefit, Terms};
use crate::domain::event::SeatEvent;
use crate::domain::id::{BenefitId, SeatId};
use crate::domain::moment::{after, before};
use crate::domain::refusal::SeatRefusal;
use crate::domain::user::{Email, User};
use crate::domain::vs::{CapInUse, Holding, Places, Seat};
use crate::failure::Result;

pub(super) fn project(tables: &Tables, event: &SeatEvent) -> Result<()> {
    match event {
        SeatEvent::SeatAssigned { seat, benefit, user, on } => {
            tables.run(
                "UPDATE seat SET email = ?2, assigned_on = ?3 WHERE id = ?1",
                (seat, user, on),
            )?;
            tally::used(tables, *benefit, 1)
        }
        SeatEvent::SeatUnassigned { seat, benefit, user: _, reassignable_from } => {
            if reassignable_from.is_some() {
                tables.run(
                    "UPDATE seat SET last_email = email, last_assigned_on = assigned_on,
                            email = NULL, assigned_on = NULL
                     WHERE id = ?1",
                    [seat],
                )?;
            } else {
                tables.run(
                    "UPDATE seat SET email = NULL, assigned_on = NULL WHERE id = ?1",
                    [seat],
                )?;
            }
            tally::used(tables, *benefit, -1)
        }
        SeatEvent::SeatRestored { seat, benefit, user, assigned_on } => {
            let was_free: bool =
                tables.one("SELECT email IS NULL FROM seat WHERE id = ?1", [seat])?;
            tables.run(
                "UPDATE seat SET email = ?2, assigned_on = ?3 WHERE id = ?1",
                (seat, user, assigned_on),
            )?;
            tally::used(tables, *benefit, i32::from(was_free))
        }
        SeatEvent::SeatReassigned { seat, benefit: _, from: _, to, on } => tables.run(
            "UPDATE seat SET last_email = email, last_assigned_on = assigned_on,
                    email = ?2, assigned_on = ?3
             WHERE id = ?1",
            (seat, to, on),
        ),
    }
}

/// Makes seats, or brings ended ones back.
pub(super) fn add(
    tables: &Tables,
    benefit: BenefitId,
    terms: &Terms,
    seats: &[SeatId],
) -> Result<()> {
    let level = terms.details.level.as_deref().unwrap_or_default();
    let there_already = tables.unchanged_by(
        "INSERT INTO seat (id, benefit, level, ended) VALUES (?1, ?2, ?3, 0)
         ON CONFLICT (id) DO UPDATE SET ended = 0
         WHERE seat.ended = 1 AND seat.benefit = excluded.benefit",
        seats.iter().map(|seat| (seat, benefit, level)),
    )?;
    if let Some(seat) = there_already.first().and_then(|at| seats.get(*at)) {
        return Err(impossible(&format!("{seat} is there already")));
    }
    seats.iter().try_for_each(|seat| tally::count(tables, *seat))
}

/// Takes seats out of the tables that nobody ever held.
pub(super) fn remove(tables: &Tables, seats: &[SeatId]) -> Result<()> {
    tables.run_each("DELETE FROM seat WHERE id = ?1", seats.iter().map(|seat| [seat]))
}

/// Ends free seats.
pub(super) fn end(tables: &Tables, seats: &[SeatId]) -> Result<()> {
    tables.run_each("UPDATE seat SET ended = 1 WHERE id = ?1", seats.iter().map(|seat| [seat]))
}

/// Ends all seats of a benefit; who held one held it last.
pub(super) fn end_all(tables: &Tables, benefit: BenefitId) -> Result<()> {
    tables.run(
        "UPDATE seat SET last_email = coalesce(email, last_email),
                last_assigned_on = coalesce(assigned_on, last_assigned_on),
                email = NULL, assigned_on = NULL, ended = 1
         WHERE benefit = ?1",
        [benefit],
    )
}

columns! {
    Seat in "seat" {
        id, benefit, user = "email, assigned_on", last = "last_email, last_assigned_on", ended,
    }
}

impl Read for Option<Holding> {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        let found: Option<(Email, NaiveDate)> = row.next()?;
        Ok(found.map(|(user, assigned_on)| Holding { user, assigned_on }))
    }
}

impl Facts {
    /// The seat with that id.
    ///
    /// # Errors
    /// [`SeatRefusal::NoSuchSeat`].
    pub fn seat(&self, id: SeatId) -> Result<Seat> {
        if let Some(found) = self.tables.any("WHERE id = ?1", [id])? {
            return Ok(found);
        }
        Err(SeatRefusal::NoSuchSeat { seat: id, nearest: self.nearest_id("seat", id)? }.into())
    }

    /// All seats of a benefit, ended ones too.
    pub fn seats(&self, benefit: BenefitId) -> Result<Vec<Seat>> {
        self.tables.all("WHERE benefit = ?1 ORDER BY id", [benefit])
    }

    /// The seats a user holds.
    pub fn seats_held_by(&self, user: &Email) -> Result<Vec<Seat>> {
        self.tables.all("WHERE email = ?1 ORDER BY id", [user])
    }

    /// The seat of this benefit that a user holds.
    pub fn seat_held_by(&self, benefit: BenefitId, user: &Email) -> Result<Option<Seat>> {
        let held = self.seats_held_by(user)?;
        Ok(held.into_iter().find(|seat| seat.benefit == benefit))
    }

    /// How many free seats of a benefit still wait out their days after an assignment since
    /// `since`.
    pub fn seats_cooling(&self, benefit: BenefitId) -> Result<u32> {
        let days = self.program()?.visual_studio.reassign_after_days;
        self.tables.one(
            "SELECT count(*) FROM seat
             WHERE benefit = ?1 AND email IS NULL AND ended = 0 AND last_assigned_on > ?2",
            (benefit, before(self.today, days)),
        )
    }

    /// What an assignment of `benefit` to `to` is decided on; each by index, and none of it
    /// depends on how many seats there are.
    pub fn places(&self, benefit: &Benefit, to: &User, named: Option<Seat>) -> Result<Places> {
        let level = benefit.terms.details.level.clone().unwrap_or_default();
        let program = self.program()?;
        let days = program.visual_studio.reassign_after_days;
        let free = "WHERE benefit = ?1 AND email IS NULL AND ended = 0";
        let own = self.tables.any(
            &format!("{free} AND last_email = ?2 AND last_assigned_on <= ?3 ORDER BY id LIMIT 1"),
            (benefit.id, &to.email, self.today),
        )?;
        // Seats that were never used come before those whose days have passed.
        let never = format!("{free} AND last_assigned_on IS NULL ORDER BY id LIMIT 1");
        let passed =
            format!("{free} AND last_assigned_on <= ?2 ORDER BY last_assigned_on, id LIMIT 1");
        let found = match self.tables.any(&never, [benefit.id])? {
            None => self.tables.any(&passed, (benefit.id, before(self.today, days)))?,
            found => found,
        };
        let held = self.tables.any("WHERE email = ?1 AND level = ?2", (&to.email, &level))?;
        let cap = match self.highest_offer()?.and_then(|offer| program.seat_cap(&offer, &level)) {
            Some(cap) => {
                let (in_country, in_all) = self.seats_in_use(&level, to)?;
                Some(CapInUse { cap: cap.clone(), in_country, in_all })
            }
            None => None,
        };
        Ok(Places {
            named,
            own,
            free: found,
            first_cooled: self.first_cooled(benefit.id, days)?,
            held,
            cap,
        })
    }

    fn first_cooled(&self, benefit: BenefitId, days: u32) -> Result<Option<NaiveDate>> {
        let first: Option<NaiveDate> = self.tables.one(
            "SELECT min(last_assigned_on) FROM seat
             WHERE benefit = ?1 AND email IS NULL AND ended = 0",
            [benefit],
        )?;
        Ok(first.map(|day| after(day, days)))
    }

    /// The offer of the highest rank that is held today.
    fn highest_offer(&self) -> Result<Option<String>> {
        let program = self.program()?;
        let rank = |offer: &str| program.offer(offer).and_then(|offer| offer.rank);
        let held = self.memberships()?;
        let live = held.into_iter().filter(|held| held.is_live(self.today));
        Ok(live.max_by_key(|held| rank(&held.offer)).map(|held| held.offer))
    }

    /// The seats of a level that are in use in the country of `user`, and in all.
    fn seats_in_use(&self, level: &str, user: &User) -> Result<(u32, u32)> {
        let in_all = self
            .tables
            .one("SELECT count(*) FROM seat WHERE level = ?1 AND email IS NOT NULL", [level])?;
        let Some(country) = &user.country else { return Ok((0, in_all)) };
        let in_country = self.tables.one(
            "SELECT count(*) FROM seat JOIN \"user\" u ON u.email = seat.email
             WHERE seat.level = ?1 AND u.country = ?2",
            (level, country),
        )?;
        Ok((in_country, in_all))
    }
}
