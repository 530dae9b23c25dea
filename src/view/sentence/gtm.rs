//! Sentences: Go-To-Market offers and the contact.

use crate::domain::event::GtmEvent;

/// One event.
pub(super) fn sentence(event: &GtmEvent) -> String {
    match event {
        GtmEvent::ContactSet { user, contact_email, .. } => {
            format!("{user} is the marketing contact, at {contact_email}")
        }
        GtmEvent::GtmActivated { gtm, .. } => format!("the activation of {gtm} is requested"),
        GtmEvent::GtmConfirmed { gtm, expires, .. } => format!("{gtm} is active until {expires}"),
        GtmEvent::GtmGranted { gtm, name, .. } => format!("{gtm} is {name} (go-to-market)"),
        GtmEvent::GtmRestored { gtm, expires: Some(expires), .. } => {
            format!("{gtm} is active until {expires} again")
        }
        GtmEvent::GtmRestored { gtm, requested_on: Some(day), .. } => {
            format!("{gtm} waits again for the activation that was requested on {day}")
        }
        GtmEvent::GtmRestored { gtm, .. } => format!("the activation of {gtm} is not requested"),
        GtmEvent::ContactRemoved { user } => format!("{user} is no longer the marketing contact"),
    }
}
