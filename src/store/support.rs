//! Support contracts, the accounts they are linked to, and incidents.

use rusqlite::{Connection, Row, params};

use super::{Facts, day, day_if_any, number, tally, word};
use crate::domain::event::Event;
use crate::domain::id::{BenefitId, ContractId, Id, IncidentId};
use crate::domain::name;
use crate::domain::refusal::Refusal;
use crate::domain::support::{Contract, Incident};
use crate::domain::user::Email;
use crate::failure::Result;

pub(super) fn project(conn: &Connection, event: &Event) -> Result<()> {
    match event {
        Event::SupportActivated { contract, benefit, on } => {
            conn.prepare_cached(
                "INSERT INTO contract (id, benefit, requested_on) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![contract.number(), benefit.number(), on.to_string()])?;
            tally::count(conn, *contract)
        }
        Event::SupportConfirmed {
            contract, access_id, contract_id, starts_on, ends_on, ..
        } => {
            conn.prepare_cached(
                "UPDATE contract SET access_id = ?2, contract_id = ?3, starts_on = ?4, ends_on = ?5
                 WHERE id = ?1",
            )?
            .execute(params![
                contract.number(),
                access_id,
                contract_id,
                starts_on.to_string(),
                ends_on.to_string()
            ])?;
            Ok(())
        }
        Event::AccountLinked { contract, account, .. } => {
            conn.prepare_cached("INSERT INTO account_link (contract, account) VALUES (?1, ?2)")?
                .execute(params![contract.number(), account.as_str()])?;
            Ok(())
        }
        Event::ContractRemoved { contract, .. } => {
            conn.prepare_cached("DELETE FROM contract WHERE id = ?1")?
                .execute([contract.number()])?;
            Ok(())
        }
        Event::AccountUnlinked { contract, account, .. } => {
            conn.prepare_cached("DELETE FROM account_link WHERE contract = ?1 AND account = ?2")?
                .execute(params![contract.number(), account.as_str()])?;
            Ok(())
        }
        Event::IncidentOpened { .. } => open(conn, event),
        Event::IncidentRemoved { incident, benefit, returned, .. } => {
            conn.prepare_cached("DELETE FROM incident WHERE id = ?1")?
                .execute([incident.number()])?;
            if *returned { tally::used(conn, *benefit, -1) } else { Ok(()) }
        }
        Event::IncidentRestored { incident, benefit, closed_on, closed_as, counted, .. } => {
            let counted_before: bool = conn
                .prepare_cached("SELECT counted FROM incident WHERE id = ?1")?
                .query_row([incident.number()], |row| row.get(0))?;
            conn.prepare_cached(
                "UPDATE incident SET closed_on = ?2, closed_as = ?3, counted = ?4 WHERE id = ?1",
            )?
            .execute(params![
                incident.number(),
                closed_on.map(|day| day.to_string()),
                closed_as.map(super::super::domain::support::ClosedAs::word),
                counted
            ])?;
            tally::used(conn, *benefit, i32::from(*counted) - i32::from(counted_before))
        }
        Event::IncidentClosed { incident, benefit, closed_as, returned, on, .. } => {
            conn.prepare_cached(
                "UPDATE incident SET closed_on = ?2, closed_as = ?3,
                        counted = CASE WHEN ?4 THEN 0 ELSE counted END
                 WHERE id = ?1",
            )?
            .execute(params![
                incident.number(),
                on.to_string(),
                closed_as.word(),
                returned
            ])?;
            if *returned { tally::used(conn, *benefit, -1) } else { Ok(()) }
        }
        Event::IncidentsCounted { benefit, used, .. } => {
            conn.prepare_cached("UPDATE benefit SET used = ?2 WHERE id = ?1")?
                .execute(params![benefit.number(), used])?;
            Ok(())
        }
        _ => Ok(()),
    }
}

fn open(conn: &Connection, event: &Event) -> Result<()> {
    let Event::IncidentOpened {
        incident,
        contract,
        benefit,
        plan,
        title,
        account,
        customer,
        product,
        version,
        on,
    } = event
    else {
        return Ok(());
    };
    conn.prepare_cached(
        "INSERT INTO incident (id, contract, benefit, plan, title, account, customer, product,
                version, opened_on, counted)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1)",
    )?
    .execute(params![
        incident.number(),
        contract.number(),
        benefit.number(),
        plan,
        title,
        account.as_ref().map(Email::as_str),
        customer,
        product,
        version,
        on.to_string(),
    ])?;
    tally::count(conn, *incident)?;
    tally::used(conn, *benefit, 1)
}

/// A new term: the contract is to be confirmed again, and what was opened before counts no more
/// (MEM-9).
pub(super) fn begin_anew(conn: &Connection, benefit: BenefitId) -> Result<()> {
    conn.prepare_cached("UPDATE contract SET starts_on = NULL, ends_on = NULL WHERE benefit = ?1")?
        .execute([benefit.number()])?;
    conn.prepare_cached("UPDATE incident SET counted = 0 WHERE benefit = ?1")?
        .execute([benefit.number()])?;
    Ok(())
}

fn contract(row: &Row<'_>) -> Result<Contract> {
    let term = match (day_if_any(row.get(3)?)?, day_if_any(row.get(4)?)?) {
        (Some(starts_on), Some(ends_on)) => Some((starts_on, ends_on)),
        _ => None,
    };
    let ids = match (row.get(5)?, row.get(6)?) {
        (Some(access_id), Some(contract_id)) => Some((access_id, contract_id)),
        _ => None,
    };
    Ok(Contract {
        id: ContractId::new(number(row.get(0)?)?),
        benefit: BenefitId::new(number(row.get(1)?)?),
        requested_on: day(&row.get::<_, String>(2)?)?,
        term,
        ids,
    })
}

fn incident(row: &Row<'_>) -> Result<Incident> {
    let account: Option<String> = row.get(5)?;
    let closed_as: Option<String> = row.get(8)?;
    Ok(Incident {
        id: IncidentId::new(number(row.get(0)?)?),
        contract: ContractId::new(number(row.get(1)?)?),
        benefit: BenefitId::new(number(row.get(2)?)?),
        plan: row.get(3)?,
        title: row.get(4)?,
        account: account.map(|email| word(&email, "an email")).transpose()?,
        opened_on: day(&row.get::<_, String>(6)?)?,
        closed_on: day_if_any(row.get(7)?)?,
        closed_as: closed_as.map(|how| word(&how, "a way to close")).transpose()?,
        counted: row.get(9)?,
    })
}

const CONTRACT: &str = "id, benefit, requested_on, starts_on, ends_on, access_id, contract_id";
const INCIDENT: &str =
    "id, contract, benefit, plan, title, account, opened_on, closed_on, closed_as, counted";

impl Facts {
    /// The contract of a support benefit, if it was activated.
    pub fn contract_of(&self, benefit: BenefitId) -> Result<Option<Contract>> {
        let sql = format!("SELECT {CONTRACT} FROM contract WHERE benefit = ?1");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([benefit.number()])?;
        rows.next()?.map(contract).transpose()
    }

    /// The benefit of a contract.
    ///
    /// # Errors
    /// [`Refusal::NoSuchContract`] with the nearest.
    pub fn benefit_of_contract(&self, id: ContractId) -> Result<BenefitId> {
        let sql = format!("SELECT {CONTRACT} FROM contract WHERE id = ?1");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([id.number()])?;
        if let Some(row) = rows.next()? {
            return Ok(contract(row)?.benefit);
        }
        let nearest = self.nearest_id("contract", id)?;
        Err(Refusal::NoSuchContract { contract: id, nearest }.into())
    }

    /// Whether a contract is linked to an account.
    pub fn is_linked(&self, contract: ContractId, account: &Email) -> Result<bool> {
        let count: i64 = self
            .conn
            .prepare_cached(
                "SELECT count(*) FROM account_link WHERE contract = ?1 AND account = ?2",
            )?
            .query_row(params![contract.number(), account.as_str()], |row| row.get(0))?;
        Ok(count > 0)
    }

    /// All incidents, the oldest first.
    pub fn incidents(&self) -> Result<Vec<Incident>> {
        let sql = format!("SELECT {INCIDENT} FROM incident ORDER BY id");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let mut incidents = Vec::new();
        while let Some(row) = rows.next()? {
            incidents.push(incident(row)?);
        }
        Ok(incidents)
    }

    /// The incident with that id or title.
    ///
    /// # Errors
    /// [`Refusal::NoSuchIncident`] with the nearest, [`Refusal::Ambiguous`].
    pub fn incident(&self, name: &str) -> Result<Incident> {
        let missing = |nearest| Refusal::NoSuchIncident { incident: name.to_owned(), nearest };
        let Ok(id) = name.parse::<IncidentId>() else {
            let all = self.incidents()?;
            let is_open = |one: &Incident| one.closed_on.is_none();
            let id = |one: &Incident| one.id.to_string();
            return Ok(name::only(name, &all, |one| &one.title, is_open, id, missing)?);
        };
        let sql = format!("SELECT {INCIDENT} FROM incident WHERE id = ?1");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([id.number()])?;
        match rows.next()? {
            Some(row) => incident(row),
            None => Err(missing(self.nearest_id("incident", id)?).into()),
        }
    }
}
