//! How facts about Azure credit are taken back.

use chrono::NaiveDate;

use super::{Taking, Then, Way, events};
use crate::domain::azure::rules;
use crate::domain::event::{CreditEvent, Event};
use crate::domain::id::BenefitId;
use crate::domain::user::Email;
use crate::failure::Result;

/// The way back of a fact.
pub(super) fn way<'e>(then: &Then, event: &'e CreditEvent) -> Result<Way<'e>> {
    Ok(match event {
        CreditEvent::CreditAssigned { benefit, user, .. } => Box::new(|taking| {
            let of = taking.change.benefit(*benefit)?;
            let holders = taking.change.credit_of(&of, user)?;
            Ok(events(rules::remove(&of, &holders, taking.change.moment().on)?))
        }),
        CreditEvent::CreditRemoved { benefit, user, .. } => {
            let holders = then.past()?.credit_holders(*benefit)?;
            let since = holders.into_iter().find(|(holder, _)| holder == user);
            let since = since.map(|(_, since)| since);
            Box::new(move |taking| given_back(taking, *benefit, user, since))
        }
        CreditEvent::CreditTransferred { benefit, from, to, .. } => Box::new(|taking| {
            let of = taking.change.benefit(*benefit)?;
            let back_to = taking.user(from)?;
            let change = &*taking.change;
            let holders = change.credit_of(&of, from)?;
            let held = change.membership_of(&of.terms)?;
            let today = change.moment().on;
            Ok(events(rules::transfer(&of, &holders, Some(to), &back_to, held.as_ref(), today)?))
        }),
    })
}

/// Who had credit has it again, since the day on which they got it.
fn given_back(
    taking: &mut Taking<'_>,
    benefit: BenefitId,
    user: &Email,
    since: Option<NaiveDate>,
) -> Result<Vec<Event>> {
    let to = taking.returning(user)?;
    let change = &*taking.change;
    let of = change.benefit(benefit)?;
    let holders = change.credit_of(&of, user)?;
    let given = rules::assign(&of, &holders, &to, change.moment().on)?;
    let again = |event| match (event, since) {
        (CreditEvent::CreditAssigned { benefit, user, .. }, Some(on)) => {
            CreditEvent::CreditAssigned { benefit, user, on }
        }
        (event, _) => event,
    };
    Ok(events(given.map(again)))
}
