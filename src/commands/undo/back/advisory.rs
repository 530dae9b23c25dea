//! How facts about advisory hours are taken back.

use super::{Taking, Then, Way, events, none};
use crate::commands::advisory::of_request;
use crate::domain::advisory::rules;
use crate::domain::event::{AdvisoryEvent, Event};
use crate::failure::Result;

/// The way back of a fact.
pub(super) fn way<'e>(then: &Then, event: &'e AdvisoryEvent) -> Result<Way<'e>> {
    Ok(match event {
        AdvisoryEvent::AdvisoryRequested { advisory, benefit, .. } => Box::new(|_| {
            let (advisory, benefit) = (*advisory, *benefit);
            Ok(events([AdvisoryEvent::AdvisoryRemoved { advisory, benefit }]))
        }),
        AdvisoryEvent::AdvisoryRemoved { .. } => Box::new(move |taking| {
            let requested = taking.original("advisory-requested", event)?;
            requestable(taking, &requested)?;
            Ok(vec![requested])
        }),
        AdvisoryEvent::HoursLogged { advisory, .. }
        | AdvisoryEvent::HoursRestored { advisory, .. } => {
            let before = then.past()?.advisory_request(*advisory)?;
            Box::new(move |taking| {
                let now = taking.change.advisory_request(before.id)?;
                taking.usable(before.benefit)?;
                let (benefit, bounds) = of_request(taking.change, &before)?;
                Ok(events(rules::put_back(&benefit, &now, &before, &bounds)?))
            })
        }
        AdvisoryEvent::HoursCounted { .. } => none(event),
    })
}

/// Whether a request of hours that was taken out can be there again.
fn requestable(taking: &mut Taking<'_>, event: &Event) -> Result<()> {
    let Event::Advisory(AdvisoryEvent::AdvisoryRequested { benefit, user, hours, deducts, .. }) =
        event
    else {
        return Ok(());
    };
    taking.user(user)?;
    let benefit = taking.usable(*benefit)?;
    let hours = if *deducts { *hours } else { 0 };
    Ok(rules::enough(&benefit, hours, &taking.change.hours_bounds(&benefit)?)?)
}
