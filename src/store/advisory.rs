//! Requests of advisory hours.

use rusqlite::{Connection, Row, params};

use super::{Facts, day, day_if_any, number, tally, word};
use crate::domain::advisory::AdvisoryRequest;
use crate::domain::event::Event;
use crate::domain::id::{AdvisoryId, BenefitId, Id};
use crate::domain::name;
use crate::domain::refusal::Refusal;
use crate::failure::Result;

pub(super) fn project(conn: &Connection, event: &Event) -> Result<()> {
    match event {
        Event::AdvisoryRequested {
            advisory,
            benefit,
            user,
            scenario,
            title,
            hours,
            deducts,
            on,
        } => {
            conn.prepare_cached(
                "INSERT INTO advisory_request (id, benefit, scenario, title, hours_reserved,
                        deducts, requested_by, requested_on, of_earlier_term)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)",
            )?
            .execute(params![
                advisory.number(),
                benefit.number(),
                scenario.word(),
                title,
                hours,
                deducts,
                user.as_str(),
                on.to_string(),
            ])?;
            tally::count(conn, *advisory)
        }
        Event::HoursLogged { advisory, benefit, hours, hours_before, on } => {
            let counts: bool = conn
                .prepare_cached(
                    "SELECT deducts = 1 AND of_earlier_term = 0 FROM advisory_request WHERE id = ?1",
                )?
                .query_row([advisory.number()], |row| row.get(0))?;
            conn.prepare_cached(
                "UPDATE advisory_request SET hours_logged = ?2, logged_on = ?3 WHERE id = ?1",
            )?
            .execute(params![advisory.number(), hours, on.to_string()])?;
            if counts {
                let (hours, before) = (i64::from(*hours), i64::from(hours_before.unwrap_or(0)));
                let by = i32::try_from(hours - before).unwrap_or(i32::MAX);
                tally::used(conn, *benefit, by)?;
            }
            Ok(())
        }
        Event::AdvisoryRemoved { advisory, .. } => {
            conn.prepare_cached("DELETE FROM advisory_request WHERE id = ?1")?
                .execute([advisory.number()])?;
            Ok(())
        }
        Event::HoursRestored { advisory, benefit, hours, logged_on } => {
            let (counts, logged): (bool, Option<i64>) = conn
                .prepare_cached(
                    "SELECT deducts = 1 AND of_earlier_term = 0, hours_logged
                     FROM advisory_request WHERE id = ?1",
                )?
                .query_row([advisory.number()], |row| Ok((row.get(0)?, row.get(1)?)))?;
            conn.prepare_cached(
                "UPDATE advisory_request SET hours_logged = ?2, logged_on = ?3 WHERE id = ?1",
            )?
            .execute(params![
                advisory.number(),
                hours,
                logged_on.map(|day| day.to_string())
            ])?;
            if counts {
                let by = i64::from(hours.unwrap_or(0)) - logged.unwrap_or(0);
                tally::used(conn, *benefit, i32::try_from(by).unwrap_or(i32::MAX))?;
            }
            Ok(())
        }
        Event::HoursCounted { benefit, used, .. } => {
            conn.prepare_cached("UPDATE benefit SET used = ?2 WHERE id = ?1")?
                .execute(params![benefit.number(), used])?;
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A new term: what was requested before counts no more (MEM-9).
pub(super) fn begin_anew(conn: &Connection, benefit: BenefitId) -> Result<()> {
    conn.prepare_cached("UPDATE advisory_request SET of_earlier_term = 1 WHERE benefit = ?1")?
        .execute([benefit.number()])?;
    Ok(())
}

const COLUMNS: &str = "id, benefit, scenario, title, hours_reserved, hours_logged, deducts, \
                       requested_by, requested_on, logged_on, of_earlier_term";

fn request(row: &Row<'_>) -> Result<AdvisoryRequest> {
    let hours_logged: Option<i64> = row.get(5)?;
    Ok(AdvisoryRequest {
        id: AdvisoryId::new(number(row.get(0)?)?),
        benefit: BenefitId::new(number(row.get(1)?)?),
        scenario: word(&row.get::<_, String>(2)?, "a scenario")?,
        title: row.get(3)?,
        hours_reserved: number(row.get(4)?)?,
        hours_logged: hours_logged.map(number).transpose()?,
        deducts: row.get(6)?,
        requested_by: word(&row.get::<_, String>(7)?, "an email")?,
        requested_on: day(&row.get::<_, String>(8)?)?,
        logged_on: day_if_any(row.get(9)?)?,
        of_earlier_term: row.get(10)?,
    })
}

impl Facts {
    /// The hours that open requests set aside.
    pub fn hours_reserved(&self, benefit: BenefitId) -> Result<u32> {
        let sum: i64 = self
            .conn
            .prepare_cached(
                "SELECT coalesce(sum(hours_reserved), 0) FROM advisory_request
                 WHERE benefit = ?1 AND hours_logged IS NULL AND deducts = 1
                   AND of_earlier_term = 0",
            )?
            .query_row([benefit.number()], |row| row.get(0))?;
        tally::counted(sum)
    }

    /// All requests, the oldest first.
    pub fn advisory_requests(&self) -> Result<Vec<AdvisoryRequest>> {
        let sql = format!("SELECT {COLUMNS} FROM advisory_request ORDER BY id");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let mut requests = Vec::new();
        while let Some(row) = rows.next()? {
            requests.push(request(row)?);
        }
        Ok(requests)
    }

    /// The request with that id or title.
    ///
    /// # Errors
    /// [`Refusal::NoSuchAdvisory`] with the nearest, [`Refusal::Ambiguous`].
    pub fn advisory_request(&self, name: &str) -> Result<AdvisoryRequest> {
        let missing = |nearest| Refusal::NoSuchAdvisory { advisory: name.to_owned(), nearest };
        let Ok(id) = name.parse::<AdvisoryId>() else {
            let all = self.advisory_requests()?;
            let is_open = |one: &AdvisoryRequest| one.hours_logged.is_none();
            let id = |one: &AdvisoryRequest| one.id.to_string();
            return Ok(name::only(name, &all, |one| &one.title, is_open, id, missing)?);
        };
        let sql = format!("SELECT {COLUMNS} FROM advisory_request WHERE id = ?1");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([id.number()])?;
        match rows.next()? {
            Some(row) => request(row),
            None => Err(missing(self.nearest_id("advisory_request", id)?).into()),
        }
    }
}
