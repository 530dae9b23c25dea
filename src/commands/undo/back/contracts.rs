//! How facts of support and of advisory hours are taken back.

use super::{Before, benefit_of, no_way_back, original};
use crate::commands::undo::since::Since;
use crate::domain::event::{AdvisoryEvent, Event, SupportEvent};
use crate::domain::id::BenefitId;
use crate::domain::refusal::AdvisoryRefusal;
use crate::domain::{advisory, benefit, support};
use crate::failure::Result;
use crate::store::Change;

/// The facts that take one back.
pub(super) fn events(
    change: &Change,
    since: &mut Since,
    event: &Event,
    before: Before,
) -> Result<Vec<Event>> {
    let today = change.moment().on;
    Ok(match (event, before) {
        (Event::Support(SupportEvent::SupportActivated { contract, benefit, .. }), _) => {
            vec![Event::Support(SupportEvent::ContractRemoved {
                contract: *contract,
                benefit: *benefit,
            })]
        }
        (Event::Support(SupportEvent::ContractRemoved { benefit, .. }), _) => {
            let of_benefit = benefit_of(change, *benefit)?;
            benefit::rules::usable(&of_benefit, of_benefit.terms.category, today)?;
            if let Some(now) = change.contract_of(*benefit)? {
                return Err(since.differs(change, &now.id.to_string())?.into());
            }
            vec![original(since, "support-activated", event)?]
        }
        (Event::Support(SupportEvent::AccountLinked { contract, benefit, account, .. }), _) => {
            let (contract, benefit, account) = (*contract, *benefit, account.clone());
            vec![Event::Support(SupportEvent::AccountUnlinked { contract, benefit, account })]
        }
        (Event::Support(SupportEvent::AccountUnlinked { benefit, .. }), _) => {
            let contract = change.contract_of(*benefit)?;
            let of_benefit = benefit_of(change, *benefit)?;
            support::rules::usable(&of_benefit, contract.as_ref(), false, today)?;
            vec![original(since, "account-linked", event)?]
        }
        (Event::Support(SupportEvent::IncidentOpened { incident, benefit, .. }), _) => {
            let incident = change.incident(*incident)?;
            vec![support::rules::remove(&benefit_of(change, *benefit)?, &incident)]
        }
        (Event::Support(SupportEvent::IncidentRemoved { benefit, .. }), _) => {
            let contract = change.contract_of(*benefit)?;
            let of_benefit = benefit_of(change, *benefit)?;
            support::rules::usable(&of_benefit, contract.as_ref(), true, today)?;
            in_its_year(change, since, of_benefit.id)?;
            vec![original(since, "incident-opened", event)?]
        }
        (event, Before::Incident(mut before)) => {
            let now = change.incident(before.id)?;
            if matches!(event, Event::Support(SupportEvent::IncidentClosed { returned: false, .. }))
            {
                // A year that began since has taken it out of the count, whatever became of it.
                before.counted = now.counted;
            }
            let benefit = benefit_of(change, before.benefit)?;
            benefit::rules::usable(&benefit, benefit.terms.category, today)?;
            support::rules::put_back(&benefit, &now, &before)?.into_iter().collect()
        }
        (
            Event::Support(SupportEvent::IncidentsCounted {
                contract, benefit, used_before, ..
            }),
            _,
        ) => {
            let benefit = benefit_of(change, *benefit)?;
            support::rules::recount(&benefit, *contract, *used_before, today)?.into_iter().collect()
        }
        (Event::Advisory(AdvisoryEvent::AdvisoryRequested { advisory, benefit, .. }), _) => {
            vec![Event::Advisory(AdvisoryEvent::AdvisoryRemoved {
                advisory: *advisory,
                benefit: *benefit,
            })]
        }
        (Event::Advisory(AdvisoryEvent::AdvisoryRemoved { benefit, .. }), _) => {
            in_its_year(change, since, *benefit)?;
            let requested = original(since, "advisory-requested", event)?;
            requestable(change, since, &requested)?;
            vec![requested]
        }
        (_, Before::Advisory(before)) => {
            let now = change.advisory_request(before.id)?;
            let benefit = benefit_of(change, before.benefit)?;
            benefit::rules::usable(&benefit, benefit.terms.category, today)?;
            let reserved = change.hours_reserved(benefit.id)?;
            advisory::rules::put_back(&benefit, &now, &before, reserved)?.into_iter().collect()
        }
        (event, _) => return Err(no_way_back(since, event).into()),
    })
}

/// What was taken out can only be there again in the year in which it was.
fn in_its_year(change: &Change, since: &Since, benefit: BenefitId) -> Result<()> {
    since.renewed(change, benefit)?.map_or(Ok(()), |renewed| Err(renewed.into()))
}

/// Whether a request of hours that was taken out can be there again.
fn requestable(change: &Change, since: &mut Since, event: &Event) -> Result<()> {
    let Event::Advisory(AdvisoryEvent::AdvisoryRequested { benefit, user, hours, deducts, .. }) =
        event
    else {
        return Ok(());
    };
    since.user(change, user)?;
    let benefit = benefit_of(change, *benefit)?;
    benefit::rules::usable(&benefit, benefit.terms.category, change.moment().on)?;
    let left = advisory::rules::remaining(&benefit, change.hours_reserved(benefit.id)?);
    if *deducts && *hours > left {
        return Err(
            AdvisoryRefusal::NoHoursLeft { benefit: benefit.id, hours: *hours, left }.into()
        );
    }
    Ok(())
}
