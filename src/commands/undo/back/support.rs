//! How facts about contracts and incidents are taken back.

use super::{Taking, Then, Way, events, none};
use crate::domain::event::SupportEvent;
use crate::domain::id::{BenefitId, IncidentId};
use crate::domain::support::rules;
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
            let of = taking.change.benefit(*benefit)?;
            if let Some(now) = taking.change.contract_of(&of)? {
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
        SupportEvent::IncidentOpened { incident, .. } => {
            Box::new(|taking| Ok(events([rules::remove(&taking.change.incident(*incident)?)])))
        }
        SupportEvent::IncidentRemoved { benefit, .. } => Box::new(move |taking| {
            contract_usable(taking, *benefit, true)?;
            Ok(vec![taking.original("incident-opened", event)?])
        }),
        SupportEvent::IncidentClosed { incident, .. }
        | SupportEvent::IncidentRestored { incident, .. } => incident_back(then, *incident)?,
        SupportEvent::IncidentsCounted { contract, benefit, .. } => Box::new(|taking| {
            taking.usable(*benefit)?;
            let (contract, benefit) = (*contract, *benefit);
            Ok(events([SupportEvent::CountRemoved { contract, benefit }]))
        }),
        SupportEvent::CountRemoved { benefit, .. } => Box::new(move |taking| {
            taking.usable(*benefit)?;
            Ok(vec![taking.original("incidents-counted", event)?])
        }),
        SupportEvent::SupportConfirmed { .. } | SupportEvent::IdsRevealed { .. } => none(event),
    })
}

/// An incident is again what it was.
fn incident_back<'e>(then: &Then, incident: IncidentId) -> Result<Way<'e>> {
    let before = then.past()?.incident(incident)?;
    Ok(Box::new(move |taking| {
        let now = taking.change.incident(before.id)?;
        let benefit = taking.usable(before.benefit)?;
        let bounds = taking.change.incident_bounds(&benefit)?;
        let today = taking.change.moment().on;
        Ok(events(rules::put_back(&benefit, &now, &before, &bounds, today)?))
    }))
}

fn contract_usable(taking: &Taking<'_>, benefit: BenefitId, for_incident: bool) -> Result<()> {
    let of = taking.change.benefit(benefit)?;
    let contract = taking.change.contract_of(&of)?;
    let today = taking.change.moment().on;
    rules::usable(&of, contract.as_ref(), for_incident, today)?;
    Ok(())
}
