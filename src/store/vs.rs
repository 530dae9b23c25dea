//! Visual Studio seats.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{Facts, day, day_if_any, number, tally, word};
use crate::domain::benefit::{Benefit, Terms};
use crate::domain::event::Event;
use crate::domain::id::{BenefitId, Id, SeatId};
use crate::domain::moment::before;
use crate::domain::refusal::Refusal;
use crate::domain::user::{Email, User};
use crate::domain::vs::{Holding, Places, Seat};
use crate::failure::Result;

pub(super) fn project(conn: &Connection, event: &Event) -> Result<()> {
    match event {
        Event::SeatAssigned { seat, benefit, user, on } => {
            conn.prepare_cached("UPDATE seat SET email = ?2, assigned_on = ?3 WHERE id = ?1")?
                .execute(params![seat.number(), user.as_str(), on.to_string()])?;
            tally::used(conn, *benefit, 1)
        }
        Event::SeatUnassigned { seat, benefit, user: _, reassignable_from } => {
            if reassignable_from.is_some() {
                conn.prepare_cached(
                    "UPDATE seat SET last_email = email, last_assigned_on = assigned_on,
                            email = NULL, assigned_on = NULL
                     WHERE id = ?1",
                )?
                .execute([seat.number()])?;
            } else {
                conn.prepare_cached(
                    "UPDATE seat SET email = NULL, assigned_on = NULL WHERE id = ?1",
                )?
                .execute([seat.number()])?;
            }
            tally::used(conn, *benefit, -1)
        }
        Event::SeatRestored { seat, benefit, user, assigned_on } => {
            let was_free: bool = conn
                .prepare_cached("SELECT email IS NULL FROM seat WHERE id = ?1")?
                .query_row([seat.number()], |row| row.get(0))?;
            conn.prepare_cached("UPDATE seat SET email = ?2, assigned_on = ?3 WHERE id = ?1")?
                .execute(params![seat.number(), user.as_str(), assigned_on.to_string()])?;
            tally::used(conn, *benefit, i32::from(was_free))
        }
        Event::SeatReassigned { seat, benefit: _, from: _, to, on } => {
            conn.prepare_cached(
                "UPDATE seat SET last_email = email, last_assigned_on = assigned_on,
                        email = ?2, assigned_on = ?3
                 WHERE id = ?1",
            )?
            .execute(params![seat.number(), to.as_str(), on.to_string()])?;
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Makes seats, or brings ended ones back.
pub(super) fn add(
    conn: &Connection,
    benefit: BenefitId,
    terms: &Terms,
    seats: &[SeatId],
) -> Result<()> {
    let mut statement = conn.prepare_cached(
        "INSERT INTO seat (id, benefit, level, ended) VALUES (?1, ?2, ?3, 0)
         ON CONFLICT (id) DO UPDATE SET ended = 0",
    )?;
    let level = terms.details.level.as_deref().unwrap_or_default();
    for seat in seats {
        statement.execute(params![seat.number(), benefit.number(), level])?;
        tally::count(conn, *seat)?;
    }
    Ok(())
}

/// Takes seats out of the tables that nobody ever held.
pub(super) fn remove(conn: &Connection, seats: &[SeatId]) -> Result<()> {
    let mut statement = conn.prepare_cached("DELETE FROM seat WHERE id = ?1")?;
    for seat in seats {
        statement.execute([seat.number()])?;
    }
    Ok(())
}

/// Ends free seats.
pub(super) fn end(conn: &Connection, seats: &[SeatId]) -> Result<()> {
    let mut statement = conn.prepare_cached("UPDATE seat SET ended = 1 WHERE id = ?1")?;
    for seat in seats {
        statement.execute([seat.number()])?;
    }
    Ok(())
}

/// Ends all seats of a benefit; who held one held it last.
pub(super) fn end_all(conn: &Connection, benefit: BenefitId) -> Result<()> {
    conn.prepare_cached(
        "UPDATE seat SET last_email = coalesce(email, last_email),
                last_assigned_on = coalesce(assigned_on, last_assigned_on),
                email = NULL, assigned_on = NULL, ended = 1
         WHERE benefit = ?1",
    )?
    .execute([benefit.number()])?;
    Ok(())
}

const COLUMNS: &str = "id, benefit, email, assigned_on, last_email, last_assigned_on, ended";

fn seat(row: &Row<'_>) -> Result<Seat> {
    let holding = |email: usize, on: usize| -> Result<Option<Holding>> {
        match (row.get::<_, Option<String>>(email)?, row.get::<_, Option<String>>(on)?) {
            (Some(email), Some(on)) => {
                Ok(Some(Holding { user: word(&email, "an email")?, assigned_on: day(&on)? }))
            }
            _ => Ok(None),
        }
    };
    Ok(Seat {
        id: SeatId::new(number(row.get(0)?)?),
        benefit: BenefitId::new(number(row.get(1)?)?),
        user: holding(2, 3)?,
        last: holding(4, 5)?,
        ended: row.get(6)?,
    })
}

impl Facts {
    fn seats_where(&self, rest: &str, bound: &[&dyn rusqlite::ToSql]) -> Result<Vec<Seat>> {
        let sql = format!("SELECT {COLUMNS} FROM seat WHERE {rest}");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(bound)?;
        let mut seats = Vec::new();
        while let Some(row) = rows.next()? {
            seats.push(seat(row)?);
        }
        Ok(seats)
    }

    /// The seat with that id.
    ///
    /// # Errors
    /// [`Refusal::NoSuchSeat`].
    pub fn seat(&self, id: SeatId) -> Result<Seat> {
        if let Some(found) = self.seats_where("id = ?1", &[&id.number()])?.pop() {
            return Ok(found);
        }
        Err(Refusal::NoSuchSeat { seat: id, nearest: self.nearest_id("seat", id)? }.into())
    }

    /// All seats of a benefit, ended ones too.
    pub fn seats(&self, benefit: BenefitId) -> Result<Vec<Seat>> {
        self.seats_where("benefit = ?1 ORDER BY id", &[&benefit.number()])
    }

    /// The seats a user holds.
    pub fn seats_held_by(&self, user: &Email) -> Result<Vec<Seat>> {
        self.seats_where("email = ?1 ORDER BY id", &[&user.as_str()])
    }

    /// The seat of this benefit that a user holds.
    pub fn seat_held_by(&self, benefit: BenefitId, user: &Email) -> Result<Option<Seat>> {
        let held = self.seats_held_by(user)?;
        Ok(held.into_iter().find(|seat| seat.benefit == benefit))
    }

    /// How many free seats of a benefit still wait out their days after an assignment since
    /// `since`.
    pub fn seats_cooling(&self, benefit: BenefitId, days: u32) -> Result<u32> {
        let since = before(self.today, days).to_string();
        let count: i64 = self
            .conn
            .prepare_cached(
                "SELECT count(*) FROM seat
                 WHERE benefit = ?1 AND email IS NULL AND ended = 0 AND last_assigned_on > ?2",
            )?
            .query_row(params![benefit.number(), since], |row| row.get(0))?;
        tally::counted(count)
    }

    /// What an assignment of `benefit` to `to` is decided on; each by index, and none of it
    /// depends on how many seats there are.
    pub fn places(&self, benefit: &Benefit, to: &User, named: Option<Seat>) -> Result<Places> {
        let level = benefit.terms.details.level.clone().unwrap_or_default();
        let program = self.program()?;
        let days = program.visual_studio.reassign_after_days;
        let cooled = before(self.today, days).to_string();
        let free = "benefit = ?1 AND email IS NULL AND ended = 0";
        let own = self
            .seats_where(
                &format!(
                    "{free} AND last_email = ?2 AND last_assigned_on <= ?3 ORDER BY id LIMIT 1"
                ),
                &[&benefit.id.number(), &to.email.as_str(), &self.today.to_string()],
            )?
            .pop();
        // Seats that were never used come before those whose days have passed.
        let never = format!("{free} AND last_assigned_on IS NULL ORDER BY id LIMIT 1");
        let passed =
            format!("{free} AND last_assigned_on <= ?2 ORDER BY last_assigned_on, id LIMIT 1");
        let number = benefit.id.number();
        let mut found = self.seats_where(&never, &[&number])?;
        if found.is_empty() {
            found = self.seats_where(&passed, &[&number, &cooled])?;
        }
        let held =
            self.seats_where("email = ?1 AND level = ?2", &[&to.email.as_str(), &level])?.pop();
        let cap = match self.highest_offer()?.and_then(|offer| program.seat_cap(&offer, &level)) {
            Some(cap) => {
                let (in_country, in_all) = self.seats_in_use(&level, to)?;
                Some((cap.clone(), in_country, in_all))
            }
            None => None,
        };
        Ok(Places {
            named,
            own,
            free: found.pop(),
            first_cooled: self.first_cooled(benefit.id, days)?,
            held,
            cap,
        })
    }

    fn first_cooled(&self, benefit: BenefitId, days: u32) -> Result<Option<NaiveDate>> {
        let first: Option<Option<String>> = self
            .conn
            .prepare_cached(
                "SELECT min(last_assigned_on) FROM seat
                 WHERE benefit = ?1 AND email IS NULL AND ended = 0",
            )?
            .query_row([benefit.number()], |row| row.get(0))
            .optional()?;
        let first = day_if_any(first.flatten())?;
        Ok(first.map(|day| crate::domain::moment::after(day, days)))
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
        let in_all: i64 = self
            .conn
            .prepare_cached("SELECT count(*) FROM seat WHERE level = ?1 AND email IS NOT NULL")?
            .query_row([level], |row| row.get(0))?;
        let in_country: i64 = match &user.country {
            Some(country) => self
                .conn
                .prepare_cached(
                    "SELECT count(*) FROM seat JOIN \"user\" u ON u.email = seat.email
                     WHERE seat.level = ?1 AND u.country = ?2",
                )?
                .query_row([level, country.as_str()], |row| row.get(0))?,
            None => 0,
        };
        Ok((tally::counted(in_country)?, tally::counted(in_all)?))
    }
}
