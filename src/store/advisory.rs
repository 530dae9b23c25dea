//! Requests of advisory hours.

use chrono::NaiveDate;

use super::apart::text_id;
use super::row::columns;
use super::tables::{Tables, insert};
use super::{Facts, impossible, tally};
use crate::domain::advisory::Consultation;
use crate::domain::benefit::Benefit;
use crate::domain::event::AdvisoryEvent;
use crate::domain::holding::Bound;
use crate::domain::id::AdvisoryId;
use crate::domain::name;
use crate::domain::refusal::{AdvisoryRefusal, Refusal};
use crate::failure::Result;

pub(super) fn project(tables: &Tables, seq: u64, event: &AdvisoryEvent) -> Result<()> {
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
                id = advisory, benefit, scenario, title = text_id(title)?, hours_reserved = hours,
                deducts, requested_by = user, requested_on = on, requested_in = seq,
            })?;
            tally::count(tables, *advisory)
        }
        AdvisoryEvent::HoursLogged { advisory, hours, on, .. } => {
            log(tables, *advisory, Some(*hours), Some(*on))
        }
        AdvisoryEvent::AdvisoryRemoved { advisory, .. } => {
            tables.run("DELETE FROM advisory_request WHERE id = ?1", [advisory])
        }
        AdvisoryEvent::HoursRestored { advisory, hours, logged_on, .. } => {
            log(tables, *advisory, *hours, *logged_on)
        }
        AdvisoryEvent::HoursCounted { benefit, used, on, .. } => {
            insert!(tables, "reading" { benefit, on, seq, used })
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

columns! {
    Consultation in "advisory_request" {
        id, benefit, scenario, title text "title", hours_reserved, hours_logged, deducts,
        requested_by person "requested_by", requested_on, logged_on,
    }
}

/// The hours of a year: those that were logged, and those that open requests set aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HoursUsed {
    pub logged: u32,
    pub reserved: u32,
}

columns! {
    HoursUsed { logged, reserved }
}

impl Facts {
    /// The hours of the year of a benefit that are taken by a day. Hours count on the day of their
    /// request; a number that was told stands for everything before it.
    pub(super) fn hours_used(&self, benefit: &Benefit, day: NaiveDate) -> Result<HoursUsed> {
        let told = self.reading(benefit, day)?;
        let (on, seq) = told.as_ref().map_or((NaiveDate::MIN, 0), |told| (told.on, told.seq));
        let since: HoursUsed = self.tables.one(
            "SELECT coalesce(sum(hours_logged), 0),
                    coalesce(sum(hours_reserved) FILTER (WHERE hours_logged IS NULL), 0)
             FROM advisory_request
             WHERE benefit = ?1 AND requested_on BETWEEN ?2 AND ?3 AND deducts = 1
               AND (requested_on, requested_in) > (?4, ?5)",
            (benefit.id, benefit.year_from, day, on, seq),
        )?;
        Ok(HoursUsed { logged: since.logged + told.map_or(0, |told| told.used), ..since })
    }

    /// The hours that open requests set aside today.
    pub fn hours_reserved(&self, benefit: &Benefit) -> Result<u32> {
        Ok(self.hours_used(benefit, self.today)?.reserved)
    }

    /// How many hours are taken today, and on each later day of the year on which some were asked
    /// for.
    pub fn hours_bounds(&self, benefit: &Benefit) -> Result<Vec<Bound>> {
        let later: Vec<NaiveDate> = self.tables.rows(
            "SELECT DISTINCT requested_on FROM advisory_request
             WHERE benefit = ?1 AND requested_on > ?2 AND deducts = 1 ORDER BY requested_on",
            (benefit.id, self.today),
        )?;
        self.bounds(benefit, later, |facts, day| {
            let HoursUsed { logged, reserved } = facts.hours_used(benefit, day)?;
            Ok(logged + reserved)
        })
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
