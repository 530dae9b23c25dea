//! Holders of Azure credit.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Facts, day, number, tally, word};
use crate::domain::event::Event;
use crate::domain::id::{BenefitId, Id};
use crate::domain::user::Email;
use crate::failure::Result;

pub(super) fn project(conn: &Connection, event: &Event) -> Result<()> {
    match event {
        Event::CreditAssigned { benefit, user, on } => {
            conn.prepare_cached(
                "INSERT INTO credit (benefit, email, assigned_on) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![benefit.number(), user.as_str(), on.to_string()])?;
            tally::used(conn, *benefit, 1)
        }
        Event::CreditRemoved { benefit, user } => {
            conn.prepare_cached("DELETE FROM credit WHERE benefit = ?1 AND email = ?2")?
                .execute(params![benefit.number(), user.as_str()])?;
            tally::used(conn, *benefit, -1)
        }
        Event::CreditTransferred { benefit, from, to, on } => {
            conn.prepare_cached(
                "UPDATE credit SET email = ?3, assigned_on = ?4 WHERE benefit = ?1 AND email = ?2",
            )?
            .execute(params![
                benefit.number(),
                from.as_str(),
                to.as_str(),
                on.to_string()
            ])?;
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Takes all credit of a benefit away.
pub(super) fn end_all(conn: &Connection, benefit: BenefitId) -> Result<()> {
    conn.prepare_cached("DELETE FROM credit WHERE benefit = ?1")?.execute([benefit.number()])?;
    Ok(())
}

impl Facts {
    /// Who holds this credit, and since when, by email.
    pub fn credit_holders(&self, benefit: BenefitId) -> Result<Vec<(Email, NaiveDate)>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT email, assigned_on FROM credit WHERE benefit = ?1 ORDER BY email",
        )?;
        let mut rows = statement.query([benefit.number()])?;
        let mut holders = Vec::new();
        while let Some(row) = rows.next()? {
            let email: String = row.get(0)?;
            holders.push((word(&email, "an email")?, day(&row.get::<_, String>(1)?)?));
        }
        Ok(holders)
    }

    /// The user, if they hold this credit; else one who does, if anybody does.
    pub fn credit_holder(&self, benefit: BenefitId, user: &Email) -> Result<Option<Email>> {
        let found = self
            .conn
            .prepare_cached(
                "SELECT email FROM credit WHERE benefit = ?1 AND email = ?2
                 UNION ALL
                 SELECT * FROM (SELECT email FROM credit WHERE benefit = ?1 ORDER BY email LIMIT 1)
                 LIMIT 1",
            )?
            .query_row(params![benefit.number(), user.as_str()], |row| row.get::<_, String>(0))
            .optional()?;
        found.map(|email| word(&email, "an email")).transpose()
    }

    /// The credit a user holds.
    pub fn credits_held_by(&self, user: &Email) -> Result<Vec<BenefitId>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT benefit FROM credit WHERE email = ?1 ORDER BY benefit")?;
        let mut rows = statement.query([user.as_str()])?;
        let mut held = Vec::new();
        while let Some(row) = rows.next()? {
            held.push(BenefitId::new(number(row.get(0)?)?));
        }
        Ok(held)
    }
}
