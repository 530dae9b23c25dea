//! Visual Studio seats.

use chrono::NaiveDate;

use super::holding::{self, Unit};
use super::row::columns;
use super::tables::{Tables, insert};
use super::{Facts, impossible, tally};
use crate::domain::benefit::{self, Benefit, Category, Seats};
use crate::domain::event::SeatEvent;
use crate::domain::holding::Holding;
use crate::domain::id::{BenefitId, SeatId, UserId};
use crate::domain::moment::{after, before};
use crate::domain::refusal::SeatRefusal;
use crate::domain::user::{Email, User};
use crate::domain::vs::{CapInUse, Places, Seat};
use crate::failure::Result;

pub(super) fn project(tables: &Tables, event: &SeatEvent) -> Result<()> {
    match event {
        SeatEvent::SeatAssigned { seat, benefit, level, user, on } => {
            make(tables, *seat, *benefit, level)?;
            begin(tables, *seat, *benefit, user, *on)
        }
        SeatEvent::SeatUnassigned { seat, benefit, reassignable_from, on, .. } => {
            let held = newest(tables, *seat)?.filter(|held| held.until.is_none());
            let held = held.ok_or_else(|| impossible(&format!("nobody holds {seat}")))?;
            if reassignable_from.is_some() {
                holding::end(tables, held.number, *benefit, *on)?;
            } else {
                holding::forget(tables, held.number, *benefit)?;
            }
            show_newest(tables, *seat)
        }
        SeatEvent::SeatReassigned { seat, benefit, from: _, to, on } => {
            let held = newest(tables, *seat)?;
            let held = held.ok_or_else(|| impossible(&format!("nobody holds {seat}")))?;
            holding::end(tables, held.number, *benefit, *on)?;
            begin(tables, *seat, *benefit, to, *on)
        }
        SeatEvent::SeatRestored { seat, benefit, user, assigned_on } => {
            // Who has held it since never did.
            let since = newest(tables, *seat)?.filter(|held| held.until.is_none());
            if let Some(since) = since {
                holding::forget(tables, since.number, *benefit)?;
            }
            let same =
                |held: &Newest| Some(held.user) == user.id() && held.assigned_on == *assigned_on;
            let held = newest(tables, *seat)?.filter(same);
            let held = held.ok_or_else(|| impossible(&format!("{user} never held {seat}")))?;
            holding::reopen(tables, held.number, *benefit)?;
            show_newest(tables, *seat)
        }
    }
}

/// Makes a seat with its first assignment; one that is there is a seat of that very benefit.
fn make(tables: &Tables, seat: SeatId, benefit: BenefitId, level: &str) -> Result<()> {
    let known: Option<BenefitId> = tables.row("SELECT benefit FROM seat WHERE id = ?1", [seat])?;
    match known {
        Some(known) if known == benefit => Ok(()),
        Some(known) => Err(impossible(&format!("{seat} of {benefit} is one of {known}"))),
        None => {
            insert!(tables, "seat" { id = seat, benefit, level })?;
            tables.run("UPDATE benefit SET seats = seats + 1 WHERE id = ?1", [benefit])?;
            tally::count(tables, seat)
        }
    }
}

fn begin(
    tables: &Tables,
    seat: SeatId,
    benefit: BenefitId,
    user: &Email,
    on: NaiveDate,
) -> Result<()> {
    let level: String = tables.one("SELECT level FROM seat WHERE id = ?1", [seat])?;
    holding::begin(tables, &Unit { benefit, seat: Some((seat, &level)) }, user, on)?;
    show_newest(tables, seat)
}

/// The newest holding of a seat.
struct Newest {
    number: i64,
    user: UserId,
    assigned_on: NaiveDate,
    until: Option<NaiveDate>,
}

columns! {
    Newest in "holding" { number, user, assigned_on = "from_day", until = "to_day" }
}

/// The newest holding of a seat; none where its only assignment never was.
fn newest(tables: &Tables, seat: SeatId) -> Result<Option<Newest>> {
    tables.any("WHERE seat = ?1 ORDER BY number DESC LIMIT 1", [seat])
}

/// Writes the newest holding of a seat into its row, where it is found by index.
fn show_newest(tables: &Tables, seat: SeatId) -> Result<()> {
    tables.run(
        "UPDATE seat SET (user, from_day, to_day) =
            (SELECT user, from_day, to_day FROM holding WHERE seat = ?1
             ORDER BY number DESC LIMIT 1)
         WHERE id = ?1",
        [seat],
    )
}

/// A seat without those who held it.
struct Place {
    id: SeatId,
    benefit: BenefitId,
}

columns! {
    Place in "seat" { id, benefit }
}

impl Facts {
    /// The seat with that id.
    ///
    /// # Errors
    /// [`SeatRefusal::NoSuchSeat`].
    pub fn seat(&self, id: SeatId) -> Result<Seat> {
        if let Some(found) = self.seat_where("id = ?1", [id])? {
            return Ok(found);
        }
        Err(SeatRefusal::NoSuchSeat { seat: id, nearest: self.nearest_id("seat", id)? }.into())
    }

    fn seat_where(&self, wanted: &str, bound: impl rusqlite::Params) -> Result<Option<Seat>> {
        let found: Option<Place> = self.tables.any(&format!("WHERE {wanted}"), bound)?;
        found.map(|place| self.with_holdings(place.id, place.benefit)).transpose()
    }

    fn with_holdings(&self, id: SeatId, benefit: BenefitId) -> Result<Seat> {
        let holdings = self.tables.all("WHERE seat = ?1 ORDER BY number", [id])?;
        Ok(Seat { id, benefit, holdings })
    }

    /// All seats of a benefit that somebody ever held.
    pub fn seats(&self, benefit: BenefitId) -> Result<Vec<Seat>> {
        let mut seats: Vec<Seat> = Vec::new();
        // In one go: a seat after the other would be a query each.
        let held: Vec<(SeatId, Holding)> = self.tables.rows(
            "SELECT seat, email, from_day, to_day FROM holding JOIN called ON called.id = user
             WHERE benefit = ?1 AND seat IS NOT NULL ORDER BY seat, number",
            [benefit],
        )?;
        for (id, holding) in held {
            match seats.last_mut() {
                Some(last) if last.id == id => last.holdings.push(holding),
                _ => seats.push(Seat { id, benefit, holdings: vec![holding] }),
            }
        }
        Ok(seats)
    }

    /// The seats that a user holds by the newest that is known, of benefits that live or do not.
    pub fn seats_held_by(&self, user: &Email) -> Result<Vec<Seat>> {
        let user = self.user_id(user)?;
        let held: Vec<SeatId> = self.tables.rows(
            "SELECT seat FROM holding WHERE user = ?1 AND seat IS NOT NULL AND to_day IS NULL
             ORDER BY seat",
            [user],
        )?;
        held.into_iter().map(|id| self.seat(id)).collect()
    }

    /// The seat of this benefit that a user holds by the newest that is known.
    pub fn seat_held_by(&self, benefit: BenefitId, user: &Email) -> Result<Option<Seat>> {
        let held = self.seats_held_by(user)?;
        Ok(held.into_iter().find(|seat| seat.benefit == benefit))
    }

    /// How many seats of a benefit that nobody holds still wait out their days.
    pub fn seats_cooling(&self, benefit: BenefitId) -> Result<u32> {
        let days = self.program()?.visual_studio.reassign_after_days;
        self.tables.one(
            "SELECT count(*) FROM seat WHERE benefit = ?1 AND to_day <= ?3 AND from_day > ?2",
            (benefit, before(self.today, days), self.today),
        )
    }

    /// What an assignment of `benefit` to `to` is decided on; each by index, and none of it
    /// depends on how many seats there are. One that is older than its benefit is bounded by what
    /// is granted today, and who holds what is asked of its own day, `on`.
    pub fn places(
        &self,
        benefit: &Benefit,
        to: &User,
        named: Option<Seat>,
        on: NaiveDate,
    ) -> Result<Places> {
        let Seats { level } = benefit::rules::of(benefit)?;
        let program = self.program()?;
        let days = program.visual_studio.reassign_after_days;
        let id = benefit.id;
        let given_back = "benefit = ?1 AND to_day <= ?3";
        let own = self.seat_where(
            &format!("{given_back} AND from_day <= ?3 AND user = ?2 ORDER BY id LIMIT 1"),
            (id, to.id, on),
        )?;
        let unused = self.seat_where("benefit = ?1 AND user IS NULL ORDER BY id LIMIT 1", [id])?;
        let passed = self.seat_where(
            &format!("{given_back} AND from_day <= ?2 ORDER BY from_day, id LIMIT 1"),
            (id, before(on, days), on),
        )?;
        let (held, sleeping) = self.held_of_level(to, level, on)?;
        let cap = match self.highest_offer()?.and_then(|offer| program.seat_cap(&offer, level)) {
            Some(cap) => {
                let (in_country, in_all) = self.seats_in_use(level, to)?;
                Some(CapInUse { cap: cap.clone(), in_country, in_all })
            }
            None => None,
        };
        Ok(Places {
            named,
            own,
            unused,
            passed,
            made: self.tables.one("SELECT seats FROM benefit WHERE id = ?1", [id])?,
            cooling: self.seats_cooling(id)?,
            first_cooled: self.first_cooled(id, days)?,
            held,
            sleeping,
            bounds: self.holding_bounds(benefit)?,
            cap,
        })
    }

    /// The seat of a level that somebody holds on a day or later, and those that sleep with their
    /// benefits.
    fn held_of_level(
        &self,
        user: &User,
        level: &str,
        on: NaiveDate,
    ) -> Result<(Option<Seat>, Vec<Seat>)> {
        let ids: Vec<SeatId> = self.tables.rows(
            "SELECT DISTINCT seat FROM holding
             WHERE user = ?1 AND level = ?2 AND (to_day IS NULL OR to_day > ?3) ORDER BY seat",
            (user.id, level, on),
        )?;
        let (mut held, mut sleeping) = (None, Vec::new());
        for id in ids {
            let seat = self.seat(id)?;
            let lives = self.benefit(seat.benefit)?.is_live();
            if seat.counts_for(&user.email, lives, on) {
                held = held.or(Some(seat));
            } else {
                sleeping.push(seat);
            }
        }
        Ok((held, sleeping))
    }

    fn first_cooled(&self, benefit: BenefitId, days: u32) -> Result<Option<NaiveDate>> {
        let first: Option<NaiveDate> = self.tables.one(
            "SELECT min(from_day) FROM seat
             WHERE benefit = ?1 AND to_day IS NOT NULL AND from_day <= ?2",
            (benefit, self.today),
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

    /// The seats of a level that are in use in the country of `user`, and in all; those of benefits
    /// that live no more are not. Countries are those of now.
    fn seats_in_use(&self, level: &str, user: &User) -> Result<(u32, u32)> {
        let (mut in_country, mut in_all) = (0, 0);
        for benefit in self.benefits_with_level(level)? {
            let of_it: u32 = self.held_on(benefit, self.today)?;
            in_all += of_it;
            if let Some(country) = &user.country {
                in_country += self.tables.one::<u32>(
                    "SELECT count(*) FROM holding h JOIN called ON called.id = h.user
                     WHERE h.benefit = ?1 AND called.country = ?2 AND h.from_day <= ?3
                       AND (h.to_day IS NULL OR h.to_day > ?3)",
                    (benefit, country, self.today),
                )?;
            }
        }
        Ok((in_country, in_all))
    }

    fn benefits_with_level(&self, level: &str) -> Result<Vec<BenefitId>> {
        let all = self.benefits_of(Category::VisualStudio)?.into_iter();
        let of_level =
            all.filter(|benefit| benefit.is_live() && benefit.terms.level() == Some(level));
        Ok(of_level.map(|benefit| benefit.id).collect())
    }
}
