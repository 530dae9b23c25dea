//! Requests of advisory hours.

use super::tables::{Row, Tables};
use super::{Facts, impossible, tally};
use crate::domain::advisory::Consultation;
use crate::domain::event::AdvisoryEvent;
use crate::domain::id::{AdvisoryId, BenefitId};
use crate::domain::name;
use crate::domain::refusal::{AdvisoryRefusal, Refusal};
use crate::failure::Result;

pub(super) fn project(tables: &Tables, event: &AdvisoryEvent) -> Result<()> {
    match event {
        AdvisoryEvent::AdvisoryRequested {
            advisory,
            benefit,
            user,
            scenario,
            title,
            hours,
            deducts,
            on,
        } => {
            tables.run(
                "INSERT INTO advisory_request (id, benefit, scenario, title, hours_reserved,
                        deducts, requested_by, requested_on, of_earlier_term)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)",
                (advisory, benefit, scenario, title, hours, deducts, user, on.to_string()),
            )?;
            tally::count(tables, *advisory)
        }
        AdvisoryEvent::HoursLogged { advisory, benefit, hours, hours_before, on } => {
            let counts: bool = tables.one(
                "SELECT deducts = 1 AND of_earlier_term = 0 FROM advisory_request WHERE id = ?1",
                [advisory],
                |row| row.get(0),
            )?;
            tables.run(
                "UPDATE advisory_request SET hours_logged = ?2, logged_on = ?3 WHERE id = ?1",
                (advisory, hours, on.to_string()),
            )?;
            if counts {
                let (hours, before) = (i64::from(*hours), i64::from(hours_before.unwrap_or(0)));
                let by = i32::try_from(hours - before).unwrap_or(i32::MAX);
                tally::used(tables, *benefit, by)?;
            }
            Ok(())
        }
        AdvisoryEvent::AdvisoryRemoved { advisory, .. } => {
            tables.run("DELETE FROM advisory_request WHERE id = ?1", [advisory])
        }
        AdvisoryEvent::HoursRestored { advisory, benefit, hours, logged_on } => {
            let (counts, logged): (bool, Option<i64>) = tables.one(
                "SELECT deducts = 1 AND of_earlier_term = 0, hours_logged
                 FROM advisory_request WHERE id = ?1",
                [advisory],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            tables.run(
                "UPDATE advisory_request SET hours_logged = ?2, logged_on = ?3 WHERE id = ?1",
                (advisory, hours, logged_on.map(|day| day.to_string())),
            )?;
            if counts {
                let by = i64::from(hours.unwrap_or(0)) - logged.unwrap_or(0);
                tally::used(tables, *benefit, i32::try_from(by).unwrap_or(i32::MAX))?;
            }
            Ok(())
        }
        AdvisoryEvent::HoursCounted { benefit, used, .. } => {
            tables.run("UPDATE benefit SET used = ?2 WHERE id = ?1", (benefit, used))
        }
    }
}

/// A new term: what was requested before counts no more (MEM-9).
pub(super) fn begin_anew(tables: &Tables, benefit: BenefitId) -> Result<()> {
    tables.run("UPDATE advisory_request SET of_earlier_term = 1 WHERE benefit = ?1", [benefit])
}

const COLUMNS: &str = "id, benefit, scenario, title, hours_reserved, hours_logged, deducts, \
                       requested_by, requested_on, logged_on, of_earlier_term";

fn request(row: &Row<'_>) -> Result<Consultation> {
    Ok(Consultation {
        id: row.id(0)?,
        benefit: row.id(1)?,
        scenario: row.word(2, "a scenario")?,
        title: row.get(3)?,
        hours_reserved: row.number(4)?,
        hours_logged: row.number_if_any(5)?,
        deducts: row.get(6)?,
        requested_by: row.word(7, "an email")?,
        requested_on: row.day(8)?,
        logged_on: row.day_if_any(9)?,
        of_earlier_term: row.get(10)?,
    })
}

impl Facts {
    /// The hours that open requests set aside.
    pub fn hours_reserved(&self, benefit: BenefitId) -> Result<u32> {
        self.tables.one(
            "SELECT coalesce(sum(hours_reserved), 0) FROM advisory_request
             WHERE benefit = ?1 AND hours_logged IS NULL AND deducts = 1
               AND of_earlier_term = 0",
            [benefit],
            |row| row.number(0),
        )
    }

    /// All requests, the oldest first.
    pub fn advisory_requests(&self) -> Result<Vec<Consultation>> {
        let sql = format!("SELECT {COLUMNS} FROM advisory_request ORDER BY id");
        self.tables.rows(&sql, [], request)
    }

    fn advisory_request_if_any(&self, id: AdvisoryId) -> Result<Option<Consultation>> {
        let sql = format!("SELECT {COLUMNS} FROM advisory_request WHERE id = ?1");
        self.tables.row(&sql, [id], request)
    }

    /// The request with that id, of which something else tells.
    ///
    /// # Errors
    /// `ledger-damaged` (exit 7): nothing tells of one that is not there.
    pub fn advisory_request(&self, id: AdvisoryId) -> Result<Consultation> {
        self.advisory_request_if_any(id)?
            .ok_or_else(|| impossible(&format!("it has no advisory request {id}")))
    }

    /// The request with that id or title.
    ///
    /// # Errors
    /// [`AdvisoryRefusal::NoSuchAdvisory`] with the nearest, [`Ambiguous`].
    pub fn advisory_request_named(&self, name: &str) -> Result<Consultation> {
        let missing = |nearest| {
            Refusal::Advisory(AdvisoryRefusal::NoSuchAdvisory {
                advisory: name.to_owned(),
                nearest,
            })
        };
        let Ok(id) = name.parse::<AdvisoryId>() else {
            let all = self.advisory_requests()?;
            let is_open = |one: &Consultation| one.hours_logged.is_none();
            let id = |one: &Consultation| one.id.to_string();
            return Ok(name::only(name, &all, |one| &one.title, is_open, id, missing)?);
        };
        match self.advisory_request_if_any(id)? {
            Some(found) => Ok(found),
            None => Err(missing(self.nearest_id("advisory_request", id)?).into()),
        }
    }
}
