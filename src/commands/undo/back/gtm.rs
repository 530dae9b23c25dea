//! How facts about Go-To-Market offers and the marketing contact are taken back.

use super::{Taking, Then, Way, events, none};
use crate::domain::event::{Event, GtmEvent};
use crate::domain::fact::Subject;
use crate::domain::gtm::{Contact, GtmOffer, rules};
use crate::domain::id::GtmId;
use crate::domain::refusal::GtmRefusal;
use crate::domain::user::Email;
use crate::failure::Result;
use crate::store::Facts;

/// The way back of a fact.
pub(super) fn way<'e>(then: &Then, event: &'e GtmEvent) -> Result<Way<'e>> {
    Ok(match event {
        GtmEvent::GtmActivated { gtm, .. }
        | GtmEvent::GtmConfirmed { gtm, .. }
        | GtmEvent::GtmRestored { gtm, .. } => {
            let before = offer(then.past()?, *gtm)?;
            Box::new(move |taking| {
                Ok(events(rules::put_back(&offer(taking.change, before.id)?, &before)))
            })
        }
        GtmEvent::ContactSet { user, .. } => {
            let before = then.past()?.marketing_contact()?;
            Box::new(move |taking| contact_back(taking, user, before))
        }
        GtmEvent::ContactRemoved { .. } => Box::new(move |taking| {
            if let Some(now) = taking.change.marketing_contact()? {
                return Err(taking.differs(&now.user)?.into());
            }
            let set = taking.original("contact-set", event)?;
            if let Event::Gtm(GtmEvent::ContactSet { user, .. }) = &set {
                taking.user(user)?;
            }
            Ok(vec![set])
        }),
        GtmEvent::GtmGranted { .. } => none(event),
    })
}

/// The contact is again who it was before, or nobody.
fn contact_back(
    taking: &mut Taking<'_>,
    user: &Email,
    before: Option<Contact>,
) -> Result<Vec<Event>> {
    let now = taking.change.marketing_contact()?;
    if let Some(now) = now.as_ref().filter(|now| now.user != *user) {
        return Err(taking.touched(&Subject::Contact(now.user.clone()))?.into());
    }
    if let Some(before) = before {
        taking.user(&before.user)?;
        let same = now.as_ref() == Some(&before);
        let Contact { user, contact_email, phone, language } = before;
        let set = GtmEvent::ContactSet { user, contact_email, phone, language };
        return Ok(events((!same).then_some(set)));
    }
    // Nothing can be activated without a contact (GTM-2), so what was stands in the way.
    let offers = taking.change.gtm_offers()?;
    for offer in offers.iter().filter(|offer| offer.requested_on.is_some()) {
        if let Some(touched) = taking.since.touched(taking.change, &Subject::Gtm(offer.id))? {
            return Err(touched.into());
        }
    }
    Ok(events([GtmEvent::ContactRemoved { user: user.clone() }]))
}

fn offer(facts: &Facts, id: GtmId) -> Result<GtmOffer> {
    let found = facts.gtm_offers()?.into_iter().find(|offer| offer.id == id);
    found.ok_or_else(|| GtmRefusal::NoSuchGtm { name: id.to_string(), nearest: None }.into())
}
