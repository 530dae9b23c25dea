//! Who held seats and credit, from when until when, and how many hold one on a day.

use chrono::NaiveDate;

use super::Facts;
use super::row::columns;
use super::tables::{Tables, insert};
use crate::domain::benefit::Benefit;
use crate::domain::holding::{Bound, Holding};
use crate::domain::id::{BenefitId, SeatId};
use crate::domain::user::Email;
use crate::failure::Result;

/// What a user gets: a seat, which has a level, or credit.
pub(super) struct Unit<'u> {
    pub(super) benefit: BenefitId,
    pub(super) seat: Option<(SeatId, &'u str)>,
}

/// Somebody holds a unit from a day on.
pub(super) fn begin(tables: &Tables, unit: &Unit<'_>, user: &Email, on: NaiveDate) -> Result<()> {
    let (benefit, (seat, level)) = (unit.benefit, unit.seat.unzip());
    insert!(tables, "holding" { benefit, seat, level, user, from_day = on })?;
    count(tables, benefit, 1)
}

/// They hold it no more.
pub(super) fn end(tables: &Tables, number: i64, benefit: BenefitId, on: NaiveDate) -> Result<()> {
    tables.run("UPDATE holding SET to_day = ?2 WHERE number = ?1", (number, on))?;
    count(tables, benefit, -1)
}

/// They never held it.
pub(super) fn forget(tables: &Tables, number: i64, benefit: BenefitId) -> Result<()> {
    tables.run("DELETE FROM holding WHERE number = ?1", [number])?;
    count(tables, benefit, -1)
}

/// They hold it again, as if it had never ended.
pub(super) fn reopen(tables: &Tables, number: i64, benefit: BenefitId) -> Result<()> {
    tables.run("UPDATE holding SET to_day = NULL WHERE number = ?1", [number])?;
    count(tables, benefit, 1)
}

/// Keeps the count of what is held by the newest that is known.
fn count(tables: &Tables, benefit: BenefitId, by: i32) -> Result<()> {
    tables.run("UPDATE benefit SET held = held + ?2 WHERE id = ?1", (benefit, by))
}

columns! {
    Holding in "holding" {
        user person "holding.user", assigned_on = "from_day", until = "to_day",
    }
}

/// Something that was taken of a benefit: a seat, credit, an incident or hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub benefit: BenefitId,
    /// Its id; of credit the email of who got it.
    pub what: String,
    pub on: NaiveDate,
}

impl Taken {
    /// Whether it is counted by the year.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.what.starts_with(['I', 'A'])
    }
}

columns! {
    Taken { benefit, what, on }
}

impl Facts {
    /// Everything that was taken after a day, in order.
    pub fn taken_since(&self, day: NaiveDate) -> Result<Vec<Taken>> {
        self.tables.rows(
            "SELECT benefit, coalesce('S' || seat, (SELECT email FROM called WHERE id = user)),
                    from_day FROM holding
             WHERE from_day > ?1
             UNION ALL SELECT benefit, 'I' || id, opened_on FROM incident WHERE opened_on > ?1
             UNION ALL SELECT benefit, 'A' || id, requested_on FROM advisory_request
             WHERE requested_on > ?1 AND deducts = 1
             ORDER BY 3, 2",
            [day],
        )
    }

    /// How many units of a benefit are held on a day: those that are held by the newest that is
    /// known, corrected by what begins or ends after it.
    pub(super) fn held_on(&self, benefit: BenefitId, day: NaiveDate) -> Result<u32> {
        self.tables.one(
            "SELECT max(0, held
                - (SELECT count(*) FROM holding WHERE benefit = ?1 AND from_day > ?2
                     AND to_day IS NULL)
                + (SELECT count(*) FROM holding WHERE benefit = ?1 AND to_day > ?2
                     AND from_day <= ?2))
             FROM benefit WHERE id = ?1",
            (benefit, day),
        )
    }

    /// How many units are held today and on each later day on which one was taken, and how many
    /// are granted then (TIME-3).
    pub(super) fn holding_bounds(&self, benefit: &Benefit) -> Result<Vec<Bound>> {
        let later: Vec<NaiveDate> = self.tables.rows(
            "SELECT DISTINCT from_day FROM holding WHERE benefit = ?1 AND from_day > ?2
             ORDER BY from_day",
            (benefit.id, self.today),
        )?;
        let mut bounds = Vec::new();
        for day in std::iter::once(self.today).chain(later) {
            let granted = self.granted_on(benefit, day)?;
            bounds.push(Bound { day, held: self.held_on(benefit.id, day)?, granted });
        }
        Ok(bounds)
    }

    /// What somebody holds of a benefit today, or is known to hold later.
    pub(super) fn holding_of(&self, benefit: BenefitId, user: &Email) -> Result<Option<Holding>> {
        let Some(user) = self.user_id(user)? else { return Ok(None) };
        self.tables.any(
            "WHERE user = ?2 AND benefit = ?1 AND (to_day IS NULL OR to_day > ?3)
             ORDER BY from_day, number LIMIT 1",
            (benefit, user, self.today),
        )
    }
}
