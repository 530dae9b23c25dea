//! How facts about contracts and incidents are taken back.

use super::{Taking, Then, Way, events, none};
use crate::domain::event::SupportEvent;
use crate::domain::id::{BenefitId, IncidentId};
use crate::domain::support::{Incident, rules};
use crate::failure::Result;

/// The way back of a fact.
pub(super) fn way<'e>(then: &Then, event: &'e SupportEvent) -> Result<Way<'e>> {
    Ok(match event {
        SupportEvent::SupportActivated { contract, benefit, .. } => Box::new(|_| {
            let (contract, benefit) = (*contract, *benefit);
            Ok(events([SupportEvent::ContractRemoved { contract, benefit }]))
        }),
        SupportEvent::ContractRemoved { benefit, .. } => Box::new(move |taking| {
            taking.usable(*benefit)?;
            if let Some(now) = taking.change.contract_of(*benefit)? {
                return Err(taking.differs(&now.id)?.into());
            }
            Ok(vec![taking.original("support-activated", event)?])
        }),
        SupportEvent::AccountLinked { contract, benefit, account, .. } => Box::new(|_| {
            let (contract, benefit, account) = (*contract, *benefit, account.clone());
            Ok(events([SupportEvent::AccountUnlinked { contract, benefit, account }]))
        }),
        SupportEvent::AccountUnlinked { benefit, .. } => Box::new(move |taking| {
            contract_usable(taking, *benefit, false)?;
            Ok(vec![taking.original("account-linked", event)?])
        }),
        SupportEvent::IncidentOpened { incident, benefit, .. } => Box::new(|taking| {
            let incident = taking.change.incident(*incident)?;
            Ok(events([rules::remove(&taking.change.benefit(*benefit)?, &incident)]))
        }),
        SupportEvent::IncidentRemoved { benefit, .. } => Box::new(move |taking| {
            contract_usable(taking, *benefit, true)?;
            taking.in_its_year(*benefit)?;
            Ok(vec![taking.original("incident-opened", event)?])
        }),
        SupportEvent::IncidentClosed { incident, returned, .. } => {
            incident_back(then, *incident, *returned)?
        }
        SupportEvent::IncidentRestored { incident, .. } => incident_back(then, *incident, true)?,
        SupportEvent::IncidentsCounted { contract, benefit, used_before, .. } => {
            Box::new(|taking| {
                let benefit = taking.change.benefit(*benefit)?;
                let today = taking.change.moment().on;
                Ok(events(rules::recount(&benefit, *contract, *used_before, today)?))
            })
        }
        SupportEvent::SupportConfirmed { .. } | SupportEvent::IdsRevealed { .. } => none(event),
    })
}

/// An incident is again what it was; one that was closed without being returned counts as it does
/// now: a year that began since has taken it out of the count, whatever became of it.
fn incident_back<'e>(then: &Then, incident: IncidentId, returned: bool) -> Result<Way<'e>> {
    let before = then.past()?.incident(incident)?;
    Ok(Box::new(move |taking| {
        let now = taking.change.incident(before.id)?;
        let counted = if returned { before.counted } else { now.counted };
        let benefit = taking.usable(before.benefit)?;
        Ok(events(rules::put_back(&benefit, &now, &Incident { counted, ..before })?))
    }))
}

fn contract_usable(taking: &Taking<'_>, benefit: BenefitId, for_incident: bool) -> Result<()> {
    let contract = taking.change.contract_of(benefit)?;
    let of = taking.change.benefit(benefit)?;
    let today = taking.change.moment().on;
    rules::usable(&of, contract.as_ref(), for_incident, today)?;
    Ok(())
}
