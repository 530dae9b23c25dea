//! Holders of Azure credit.

use chrono::NaiveDate;

use super::holding::{self, Unit};
use super::tables::Tables;
use super::{Facts, impossible};
use crate::domain::azure::Holders;
use crate::domain::benefit::Benefit;
use crate::domain::event::CreditEvent;
use crate::domain::id::BenefitId;
use crate::domain::user::Email;
use crate::failure::Result;

pub(super) fn project(tables: &Tables, event: &CreditEvent) -> Result<()> {
    match event {
        CreditEvent::CreditAssigned { benefit, user, on } => begin(tables, *benefit, user, *on),
        CreditEvent::CreditRemoved { benefit, user, on } => end(tables, *benefit, user, *on),
        CreditEvent::CreditTransferred { benefit, from, to, on } => {
            end(tables, *benefit, from, *on)?;
            begin(tables, *benefit, to, *on)
        }
    }
}

fn begin(tables: &Tables, benefit: BenefitId, user: &Email, on: NaiveDate) -> Result<()> {
    holding::begin(tables, &Unit { benefit, seat: None }, user, on)
}

fn end(tables: &Tables, benefit: BenefitId, user: &Email, on: NaiveDate) -> Result<()> {
    let open: Option<i64> = tables.row(
        "SELECT number FROM holding WHERE user = ?2 AND benefit = ?1 AND to_day IS NULL",
        (benefit, user),
    )?;
    let open = open.ok_or_else(|| impossible(&format!("{user} does not hold {benefit}")))?;
    holding::end(tables, open, benefit, on)
}

impl Facts {
    /// Who holds this credit, and since when, by email.
    pub fn credit_holders(&self, benefit: BenefitId) -> Result<Vec<(Email, NaiveDate)>> {
        self.tables.rows(
            "SELECT email, from_day FROM holding JOIN called ON called.id = user
             WHERE benefit = ?1 AND from_day <= ?2 AND (to_day IS NULL OR to_day > ?2)
             ORDER BY email",
            (benefit, self.today),
        )
    }

    /// What is known of the holders of credit when this user is to get it, or to lose it.
    pub fn credit_of(&self, benefit: &Benefit, user: &Email) -> Result<Holders> {
        let id = self.user_id(user)?;
        let other = self.tables.any(
            "WHERE benefit = ?1 AND user IS NOT ?2 AND (to_day IS NULL OR to_day > ?3)
             ORDER BY from_day, number LIMIT 1",
            (benefit.id, id, self.today),
        )?;
        let own = self.holding_of(benefit.id, user)?;
        let open = self
            .tables
            .any("WHERE user = ?2 AND benefit = ?1 AND to_day IS NULL", (benefit.id, id))?;
        Ok(Holders { own, open, other, bounds: self.holding_bounds(benefit)? })
    }

    /// The credit a user holds by the newest that is known.
    pub fn credits_open_of(&self, user: &Email) -> Result<Vec<BenefitId>> {
        let user = self.user_id(user)?;
        self.tables.rows(
            "SELECT benefit FROM holding
             WHERE user = ?1 AND seat IS NULL AND to_day IS NULL ORDER BY benefit",
            [user],
        )
    }

    /// The credit a user holds today.
    pub fn credits_held_by(&self, user: &Email) -> Result<Vec<BenefitId>> {
        let user = self.user_id(user)?;
        self.tables.rows(
            "SELECT benefit FROM holding
             WHERE user = ?1 AND seat IS NULL AND from_day <= ?2
               AND (to_day IS NULL OR to_day > ?2)
             ORDER BY benefit",
            (user, self.today),
        )
    }
}
