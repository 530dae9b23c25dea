//! Support contracts, the accounts they are linked to, and incidents.

use chrono::NaiveDate;

use super::apart::text_id;
use super::row::columns;
use super::tables::{Tables, insert};
use super::{Facts, impossible, tally};
use crate::domain::benefit::{Benefit, Quantity};
use crate::domain::event::SupportEvent;
use crate::domain::holding::Bound;
use crate::domain::id::{BenefitId, ContractId, IncidentId};
use crate::domain::name;
use crate::domain::refusal::{Refusal, SupportRefusal};
use crate::domain::support::rules::contract_on;
use crate::domain::support::{Confirmation, Contract, Incident, KnownContract};
use crate::domain::user::Email;
use crate::failure::Result;

pub(super) fn project(tables: &Tables, seq: u64, event: &SupportEvent) -> Result<()> {
    match event {
        SupportEvent::SupportActivated { contract, benefit, on } => {
            insert!(tables, "contract" { id = contract, benefit, requested_on = on })?;
            tally::count(tables, *contract)
        }
        SupportEvent::SupportConfirmed {
            contract,
            benefit,
            access_id,
            contract_id,
            starts_on,
            ends_on,
            on,
        } => {
            make_another(tables, *contract, *benefit)?;
            tables.run(
                "UPDATE contract SET access_id = ?2, contract_id = ?3 WHERE id = ?1",
                (contract, access_id, contract_id),
            )?;
            insert!(tables, "confirmation" { contract, on, starts_on, ends_on })
        }
        SupportEvent::AccountLinked { contract, account, .. } => {
            insert!(tables, "account_link" { contract, account })
        }
        SupportEvent::ContractRemoved { contract, .. } => {
            tables.run("DELETE FROM contract WHERE id = ?1", [contract])
        }
        SupportEvent::AccountUnlinked { contract, account, .. } => tables.run(
            "DELETE FROM account_link WHERE contract = ?1 AND account = ?2",
            (contract, account),
        ),
        SupportEvent::IncidentOpened {
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
        } => {
            let customer = customer.as_deref().map(text_id).transpose()?;
            insert!(tables, "incident" {
                id = incident, contract, benefit, plan, title = text_id(title)?, account, customer,
                product, version, opened_on = on, opened_by = seq, returned = false,
            })?;
            tally::count(tables, *incident)
        }
        SupportEvent::IncidentRemoved { incident, .. } => {
            tables.run("DELETE FROM incident WHERE id = ?1", [incident])
        }
        SupportEvent::IncidentRestored { incident, closed_on, closed_as, returned, .. } => tables
            .run(
                "UPDATE incident SET closed_on = ?2, closed_as = ?3, returned = ?4, closed_by = ?5
                 WHERE id = ?1",
                (incident, closed_on, closed_as, returned, closed_on.map(|_| seq)),
            ),
        SupportEvent::IncidentClosed { incident, closed_as, returned, on, .. } => tables.run(
            "UPDATE incident SET closed_on = ?2, closed_as = ?3, returned = ?4, closed_by = ?5
             WHERE id = ?1",
            (incident, on, closed_as, returned, seq),
        ),
        SupportEvent::IncidentsCounted { benefit, used, on, .. } => {
            insert!(tables, "reading" { benefit, on, seq, used })
        }
        SupportEvent::CountRemoved { benefit, .. } => tables.run(
            "DELETE FROM reading WHERE number =
                (SELECT max(number) FROM reading WHERE benefit = ?1)",
            [benefit],
        ),
        // Who saw the IDs is asked of the log.
        SupportEvent::IdsRevealed { .. } => Ok(()),
    }
}

/// Makes the contract of other IDs; it goes back to the same activation (SUP-13). One that is there
/// is a contract of that very benefit.
fn make_another(tables: &Tables, contract: ContractId, benefit: BenefitId) -> Result<()> {
    let known: Option<BenefitId> =
        tables.row("SELECT benefit FROM contract WHERE id = ?1", [contract])?;
    match known {
        Some(known) if known == benefit => Ok(()),
        Some(known) => Err(impossible(&format!("{contract} of {benefit} is one of {known}"))),
        None => {
            tables.run(
                "INSERT INTO contract (id, benefit, requested_on)
                 SELECT ?1, ?2, requested_on FROM contract WHERE benefit = ?2
                 ORDER BY id DESC LIMIT 1",
                (contract, benefit),
            )?;
            tally::count(tables, contract)
        }
    }
}

/// A contract without its confirmations.
struct Row {
    id: ContractId,
    requested_on: NaiveDate,
    ids: Option<(String, String)>,
}

columns! {
    Row in "contract" { id, requested_on, ids = "access_id, contract_id" }
}

columns! {
    Confirmation in "confirmation" { number, on = "\"on\"", starts_on, ends_on }
}

columns! {
    Incident in "incident" {
        id, contract, benefit, plan, title text "title", account person "account",
        customer = "CASE WHEN customer IS NOT NULL THEN
            coalesce((SELECT text FROM \"text\" WHERE \"text\".id = customer), '(forgotten)') END",
        opened_on, closed_on, closed_as, returned,
    }
}

/// A number that was told of what is used: on which day, by which operation.
pub(super) struct Reading {
    pub(super) on: NaiveDate,
    pub(super) seq: u64,
    pub(super) used: u32,
}

columns! {
    Reading in "reading" { on = "\"on\"", seq, used }
}

impl Facts {
    /// The newest number that was told of the year of a benefit, by a day.
    pub(super) fn reading(&self, benefit: &Benefit, day: NaiveDate) -> Result<Option<Reading>> {
        self.tables.any(
            "WHERE benefit = ?1 AND \"on\" BETWEEN ?2 AND ?3 ORDER BY \"on\" DESC, seq DESC LIMIT 1",
            (benefit.id, benefit.year_from, day),
        )
    }

    /// How many incidents of the year of a benefit are used on a day: those that were opened and
    /// not returned by then. A number that was told stands for everything before it (SUP-7).
    pub(super) fn incidents_used(&self, benefit: &Benefit, day: NaiveDate) -> Result<u32> {
        let told = self.reading(benefit, day)?;
        let (on, seq) = told.as_ref().map_or((NaiveDate::MIN, 0), |told| (told.on, told.seq));
        let opened: u32 = self.tables.one(
            "SELECT count(*) FROM incident WHERE benefit = ?1 AND opened_on BETWEEN ?2 AND ?3
               AND (opened_on, opened_by) > (?4, ?5)",
            (benefit.id, benefit.year_from, day, on, seq),
        )?;
        let returned: u32 = self.tables.one(
            "SELECT count(*) FROM incident WHERE benefit = ?1 AND opened_on BETWEEN ?2 AND ?3
               AND returned = 1 AND closed_on <= ?3 AND (closed_on, closed_by) > (?4, ?5)",
            (benefit.id, benefit.year_from, day, on, seq),
        )?;
        Ok((told.map_or(0, |told| told.used) + opened).saturating_sub(returned))
    }

    /// How many incidents are used today, and on each later day of the year on which one was
    /// opened; a number that was told later stands for everything before it.
    pub fn incident_bounds(&self, benefit: &Benefit) -> Result<Vec<Bound>> {
        let later: Vec<NaiveDate> = self.tables.rows(
            "SELECT DISTINCT opened_on FROM incident WHERE benefit = ?1 AND opened_on > ?2
             ORDER BY opened_on",
            (benefit.id, self.today),
        )?;
        self.bounds(benefit, later, |facts, day| facts.incidents_used(benefit, day))
    }

    /// What is used today and on later days of the same year, as far as no number was told since,
    /// and how much is granted then.
    pub(super) fn bounds(
        &self,
        benefit: &Benefit,
        later: Vec<NaiveDate>,
        used: impl Fn(&Facts, NaiveDate) -> Result<u32>,
    ) -> Result<Vec<Bound>> {
        let mut bounds = Vec::new();
        for day in std::iter::once(self.today).chain(later) {
            let segment = self.segment_on(&benefit.line, day)?;
            let is_told = self.reading(benefit, day)?.is_some_and(|told| told.on > self.today);
            if segment.year_from != benefit.year_from || is_told {
                break;
            }
            let granted = segment.terms.quantity.and_then(Quantity::count);
            bounds.push(Bound { day, held: used(self, day)?, granted });
        }
        Ok(bounds)
    }

    /// The contract of a support benefit today, if it was activated.
    pub fn contract_of(&self, benefit: &Benefit) -> Result<Option<Contract>> {
        Ok(contract_on(benefit, &self.known_contracts(benefit.id)?, self.today))
    }

    /// One contract of a benefit as it is today, be another in force or not.
    pub fn contract_itself(&self, benefit: &Benefit, id: ContractId) -> Result<Option<Contract>> {
        let mut known = self.known_contracts(benefit.id)?;
        known.retain(|known| known.id == id);
        Ok(contract_on(benefit, &known, self.today))
    }

    fn known_contracts(&self, benefit: BenefitId) -> Result<Vec<KnownContract>> {
        let rows: Vec<Row> = self.tables.all("WHERE benefit = ?1 ORDER BY id", [benefit])?;
        let known = |Row { id, requested_on, ids }: Row| {
            let confirmations = self.tables.all("WHERE contract = ?1 ORDER BY number", [id])?;
            Ok(KnownContract { id, benefit, requested_on, confirmations, ids })
        };
        rows.into_iter().map(known).collect()
    }

    /// The commitments of the two IDs of a contract, once they are known.
    pub fn contract_ids(&self, id: ContractId) -> Result<Option<(String, String)>> {
        let found: Option<Row> = self.tables.any("WHERE id = ?1", [id])?;
        Ok(found.and_then(|row| row.ids))
    }

    /// The benefit of a contract.
    ///
    /// # Errors
    /// [`SupportRefusal::NoSuchContract`] with the nearest.
    pub fn benefit_of_contract(&self, id: ContractId) -> Result<BenefitId> {
        let found = self.tables.row("SELECT benefit FROM contract WHERE id = ?1", [id])?;
        if let Some(benefit) = found {
            return Ok(benefit);
        }
        let nearest = self.nearest_id("contract", id)?;
        Err(SupportRefusal::NoSuchContract { contract: id, nearest }.into())
    }

    /// Whether a contract is linked to an account.
    pub fn is_linked(&self, contract: ContractId, account: &Email) -> Result<bool> {
        let account = self.id_of(account)?;
        self.tables.one(
            "SELECT count(*) > 0 FROM account_link WHERE contract = ?1 AND account = ?2",
            (contract, account),
        )
    }

    /// All incidents, the oldest first.
    pub fn incidents(&self) -> Result<Vec<Incident>> {
        self.tables.all("ORDER BY id", [])
    }

    fn incident_if_any(&self, id: IncidentId) -> Result<Option<Incident>> {
        self.tables.any("WHERE id = ?1", [id])
    }

    /// The incident with that id, of which something else tells.
    ///
    /// # Errors
    /// `ledger-damaged` (exit 7): nothing tells of one that is not there.
    pub fn incident(&self, id: IncidentId) -> Result<Incident> {
        self.incident_if_any(id)?.ok_or_else(|| impossible(&format!("it has no incident {id}")))
    }

    /// The incident with that id or title.
    ///
    /// # Errors
    /// [`SupportRefusal::NoSuchIncident`] with the nearest, `Ambiguous`.
    pub fn incident_named(&self, name: &str) -> Result<Incident> {
        let missing = |nearest| {
            Refusal::Support(SupportRefusal::NoSuchIncident { incident: name.to_owned(), nearest })
        };
        let Ok(id) = name.parse::<IncidentId>() else {
            let all = self.incidents()?;
            let is_open = |incident: &Incident| incident.closed_on.is_none();
            let id = |incident: &Incident| incident.id.to_string();
            return Ok(name::only(name, &all, |incident| &incident.title, is_open, id, missing)?);
        };
        match self.incident_if_any(id)? {
            Some(found) => Ok(found),
            None => Err(missing(self.nearest_id("incident", id)?).into()),
        }
    }
}
