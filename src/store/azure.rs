//! Holders of Azure credit.

use chrono::NaiveDate;

use super::tables::{Tables, insert};
use super::{Facts, tally};
use crate::domain::event::CreditEvent;
use crate::domain::id::BenefitId;
use crate::domain::user::Email;
use crate::failure::Result;

pub(super) fn project(tables: &Tables, event: &CreditEvent) -> Result<()> {
    match event {
        CreditEvent::CreditAssigned { benefit, user, on } => {
            insert!(tables, "credit" { benefit, email = user, assigned_on = on })?;
            tally::used(tables, *benefit, 1)
        }
        CreditEvent::CreditRemoved { benefit, user } => {
            tables.run("DELETE FROM credit WHERE benefit = ?1 AND email = ?2", (benefit, user))?;
            tally::used(tables, *benefit, -1)
        }
        CreditEvent::CreditTransferred { benefit, from, to, on } => tables.run(
            "UPDATE credit SET email = ?3, assigned_on = ?4 WHERE benefit = ?1 AND email = ?2",
            (benefit, from, to, on),
        ),
    }
}

/// Takes all credit of a benefit away.
pub(super) fn end_all(tables: &Tables, benefit: BenefitId) -> Result<()> {
    tables.run("DELETE FROM credit WHERE benefit = ?1", [benefit])
}

impl Facts {
    /// Who holds this credit, and since when, by email.
    pub fn credit_holders(&self, benefit: BenefitId) -> Result<Vec<(Email, NaiveDate)>> {
        self.tables.rows(
            "SELECT email, assigned_on FROM credit WHERE benefit = ?1 ORDER BY email",
            [benefit],
        )
    }

    /// The user, if they hold this credit; else one who does, if anybody does.
    pub fn credit_holder(&self, benefit: BenefitId, user: &Email) -> Result<Option<Email>> {
        self.tables.row(
            "SELECT email FROM credit WHERE benefit = ?1 AND email = ?2
             UNION ALL
             SELECT * FROM (SELECT email FROM credit WHERE benefit = ?1 ORDER BY email LIMIT 1)
             LIMIT 1",
            (benefit, user),
        )
    }

    /// The credit a user holds.
    pub fn credits_held_by(&self, user: &Email) -> Result<Vec<BenefitId>> {
        self.tables.rows("SELECT benefit FROM credit WHERE email = ?1 ORDER BY benefit", [user])
    }
}
