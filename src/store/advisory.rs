//! Requests of advisory hours.

use chrono::NaiveDate;

use super::row::columns;
use super::tables::{Tables, insert};
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
            insert!(tables, "advisory_request" {
                id = advisory, benefit, scenario, title, hours_reserved = hours, deducts,
                requested_by = user, requested_on = on, of_earlier_term = false,
            })?;
            tally::count(tables, *advisory)
        }
        AdvisoryEvent::HoursLogged { advisory, benefit, hours, hours_before, on } => {
            log(tables, *advisory, Some(*hours), Some(*on))?;
            count(
                tables,
                *advisory,
                *benefit,
                i64::from(*hours) - i64::from(hours_before.unwrap_or(0)),
            )
        }
        AdvisoryEvent::AdvisoryRemoved { advisory, .. } => {
            tables.run("DELETE FROM advisory_request WHERE id = ?1", [advisory])
        }
        AdvisoryEvent::HoursRestored { advisory, benefit, hours, logged_on } => {
            let logged: Option<i64> = tables
                .one("SELECT hours_logged FROM advisory_request WHERE id = ?1", [advisory])?;
            log(tables, *advisory, *hours, *logged_on)?;
            let more = i64::from(hours.unwrap_or(0)) - logged.unwrap_or(0);
            count(tables, *advisory, *benefit, more)
        }
        AdvisoryEvent::HoursCounted { benefit, used, .. } => {
            tables.run("UPDATE benefit SET used = ?2 WHERE id = ?1", (benefit, used))
        }
    }
}

fn log(
    tables: &Tables,
    advisory: AdvisoryId,
    hours: Option<u32>,
    on: Option<NaiveDate>,
) -> Result<()> {
    tables.run(
        "UPDATE advisory_request SET hours_logged = ?2, logged_on = ?3 WHERE id = ?1",
        (advisory, hours, on),
    )
}

/// Keeps the count of hours, unless those of this request are not counted.
fn count(tables: &Tables, advisory: AdvisoryId, benefit: BenefitId, more: i64) -> Result<()> {
    let counts: bool = tables.one(
        "SELECT deducts = 1 AND of_earlier_term = 0 FROM advisory_request WHERE id = ?1",
        [advisory],
    )?;
    let by = i32::try_from(more).unwrap_or(i32::MAX);
    if counts { tally::used(tables, benefit, by) } else { Ok(()) }
}

/// A new term: what was requested before counts no more (MEM-9).
pub(super) fn begin_anew(tables: &Tables, benefit: BenefitId) -> Result<()> {
    tables.run("UPDATE advisory_request SET of_earlier_term = 1 WHERE benefit = ?1", [benefit])
}

columns! {
    Consultation in "advisory_request" {
        id, benefit, scenario, title, hours_reserved, hours_logged, deducts, requested_by,
        requested_on, logged_on, of_earlier_term,
    }
}

impl Facts {
    /// The hours that open requests set aside.
    pub fn hours_reserved(&self, benefit: BenefitId) -> Result<u32> {
        self.tables.one(
            "SELECT coalesce(sum(hours_reserved), 0) FROM advisory_request
             WHERE benefit = ?1 AND hours_logged IS NULL AND deducts = 1
               AND of_earlier_term = 0",
            [benefit],
        )
    }

    /// All requests, the oldest first.
    pub fn advisory_requests(&self) -> Result<Vec<Consultation>> {
        self.tables.all("ORDER BY id", [])
    }

    fn advisory_request_if_any(&self, id: AdvisoryId) -> Result<Option<Consultation>> {
        self.tables.any("WHERE id = ?1", [id])
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
    /// [`AdvisoryRefusal::NoSuchAdvisory`] with the nearest, `Ambiguous`.
    pub fn advisory_request_named(&self, name: &str) -> Result<Consultation> {
        let missing = |nearest| {
            Refusal::Advisory(AdvisoryRefusal::NoSuchAdvisory {
                advisory: name.to_owned(),
                nearest,
            })
        };
        let Ok(id) = name.parse::<AdvisoryId>() else {
            let all = self.advisory_requests()?;
            let is_open = |request: &Consultation| request.hours_logged.is_none();
            let id = |request: &Consultation| request.id.to_string();
            return Ok(name::only(name, &all, |request| &request.title, is_open, id, missing)?);
        };
        match self.advisory_request_if_any(id)? {
            Some(found) => Ok(found),
            None => Err(missing(self.nearest_id("advisory_request", id)?).into()),
        }
    }
}
