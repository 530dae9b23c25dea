//! How facts about the organization are taken back.

use super::{Way, events};
use crate::domain::event::OrganizationEvent;
use crate::domain::organization::rules;

/// The way back of a fact.
pub(super) fn way(event: &OrganizationEvent) -> Way<'_> {
    match event {
        OrganizationEvent::OrganizationSet { before, .. } => Box::new(move |taking| {
            let (now, contact) =
                (taking.change.organization()?, taking.change.marketing_contact()?);
            Ok(events(rules::put_back(&now, before, contact.as_ref())?))
        }),
    }
}
