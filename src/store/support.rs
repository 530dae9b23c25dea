//! Support contracts, the accounts they are linked to, and incidents.

use super::row::columns;
use super::tables::{Tables, insert};
use super::{Facts, impossible, tally};
use crate::domain::event::SupportEvent;
use crate::domain::id::{BenefitId, ContractId, IncidentId};
use crate::domain::name;
use crate::domain::refusal::{Refusal, SupportRefusal};
use crate::domain::support::{Contract, Incident};
use crate::domain::user::Email;
use crate::failure::Result;

pub(super) fn project(tables: &Tables, event: &SupportEvent) -> Result<()> {
    match event {
        SupportEvent::SupportActivated { contract, benefit, on } => {
            insert!(tables, "contract" { id = contract, benefit, requested_on = on })?;
            tally::count(tables, *contract)
        }
        SupportEvent::SupportConfirmed {
            contract,
            access_id,
            contract_id,
            starts_on,
            ends_on,
            ..
        } => tables.run(
            "UPDATE contract SET access_id = ?2, contract_id = ?3, starts_on = ?4, ends_on = ?5
             WHERE id = ?1",
            (contract, access_id, contract_id, starts_on, ends_on),
        ),
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
            insert!(tables, "incident" {
                id = incident, contract, benefit, plan, title, account, customer, product, version,
                opened_on = on, counted = true,
            })?;
            tally::count(tables, *incident)?;
            tally::used(tables, *benefit, 1)
        }
        SupportEvent::IncidentRemoved { incident, benefit, returned, .. } => {
            tables.run("DELETE FROM incident WHERE id = ?1", [incident])?;
            if *returned { tally::used(tables, *benefit, -1) } else { Ok(()) }
        }
        SupportEvent::IncidentRestored {
            incident, benefit, closed_on, closed_as, counted, ..
        } => {
            let counted_before: bool =
                tables.one("SELECT counted FROM incident WHERE id = ?1", [incident])?;
            tables.run(
                "UPDATE incident SET closed_on = ?2, closed_as = ?3, counted = ?4 WHERE id = ?1",
                (incident, closed_on, closed_as, counted),
            )?;
            tally::used(tables, *benefit, i32::from(*counted) - i32::from(counted_before))
        }
        SupportEvent::IncidentClosed { incident, benefit, closed_as, returned, on, .. } => {
            tables.run(
                "UPDATE incident SET closed_on = ?2, closed_as = ?3,
                        counted = CASE WHEN ?4 THEN 0 ELSE counted END
                 WHERE id = ?1",
                (incident, on, closed_as, returned),
            )?;
            if *returned { tally::used(tables, *benefit, -1) } else { Ok(()) }
        }
        SupportEvent::IncidentsCounted { benefit, used, .. } => {
            tables.run("UPDATE benefit SET used = ?2 WHERE id = ?1", (benefit, used))
        }
        // Who saw the IDs is asked of the log.
        SupportEvent::IdsRevealed { .. } => Ok(()),
    }
}

/// A new term: the contract is to be confirmed again, and what was opened before counts no more
/// (MEM-9).
pub(super) fn begin_anew(tables: &Tables, benefit: BenefitId) -> Result<()> {
    tables.run(
        "UPDATE contract SET starts_on = NULL, ends_on = NULL WHERE benefit = ?1",
        [benefit],
    )?;
    tables.run("UPDATE incident SET counted = 0 WHERE benefit = ?1", [benefit])
}

columns! {
    Contract in "contract" {
        id, benefit, requested_on, term = "starts_on, ends_on", ids = "access_id, contract_id",
    }
}

columns! {
    Incident in "incident" {
        id, contract, benefit, plan, title, account, opened_on, closed_on, closed_as, counted,
    }
}

impl Facts {
    /// The contract of a support benefit, if it was activated.
    pub fn contract_of(&self, benefit: BenefitId) -> Result<Option<Contract>> {
        self.tables.any("WHERE benefit = ?1", [benefit])
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
