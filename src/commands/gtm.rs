//! `mpn gtm`: Go-To-Market offers and their marketing contact.

use chrono::NaiveDate;

use super::at_page;
use crate::domain::answer::{Answer, Body, GtmLine, GtmShown};
use crate::domain::event::GtmEvent;
use crate::domain::gtm::{self, Contact, GtmOffer, GtmStatus};
use crate::domain::id::GtmId;
use crate::domain::name;
use crate::domain::program::PageId;
use crate::domain::refusal::GtmRefusal;
use crate::domain::request::GtmRequest;
use crate::failure::{Exit, Failure, Result};
use crate::store::{Change, Facts};

/// Decides a request and records what follows from it.
pub(super) fn decide(change: &mut Change, asked: &GtmRequest) -> Result<()> {
    match asked {
        GtmRequest::SetContact(contact) => set_contact(change, contact),
        GtmRequest::ActivateGtm { gtm } => activate(change, gtm),
        GtmRequest::ConfirmGtm { gtm, expires } => confirm(change, gtm, *expires),
    }
}

/// The offer with that id or name, if there is one.
pub(super) fn offer_if_any(facts: &Facts, name: &str) -> Result<Option<GtmOffer>> {
    let id = name.parse::<GtmId>().ok();
    let wanted = name.to_lowercase();
    let mut offers = facts.gtm_offers()?.into_iter();
    Ok(offers.find(|offer| Some(offer.id) == id || offer.name.to_lowercase() == wanted))
}

/// The offer with that id or name.
pub(super) fn offer_named(facts: &Facts, name: &str) -> Result<GtmOffer> {
    if let Some(found) = offer_if_any(facts, name)? {
        return Ok(found);
    }
    let nearest = match name.parse::<GtmId>() {
        Ok(id) => facts.nearest_id("gtm_offer", id)?,
        Err(_) => name::nearest(name, facts.gtm_offers()?.iter().map(|offer| offer.name.as_str())),
    };
    Err(GtmRefusal::NoSuchGtm { name: name.to_owned(), nearest }.into())
}

/// Sets the marketing contact.
fn set_contact(change: &mut Change, contact: &Contact) -> Result<()> {
    let user = change.user(&contact.user)?;
    let known = change.marketing_contact()?;
    let organization = change.organization()?;
    let event = gtm::rules::set_contact(&user, contact, known.as_ref(), &organization)?;
    change.record_all(event)
}

/// Asks for activation.
fn activate(change: &mut Change, name: &str) -> Result<()> {
    let offer = offer_named(change, name)?;
    let contact = change.marketing_contact()?;
    let person = contact.as_ref().map(|contact| change.user(&contact.user)).transpose()?;
    let event = gtm::rules::activate(&offer, person.as_ref(), change.moment().on)?;
    change.record_all(event)
}

/// What is to be done in the portal once an offer is activated here, and who hears of it (GTM-4).
pub(super) fn what_to_do(facts: &Facts, event: &GtmEvent) -> Result<Vec<String>> {
    match event {
        GtmEvent::GtmActivated { .. } => {
            let what = "in the portal: Benefits → Go-To-Market → Activate";
            let mailed = facts.marketing_contact()?.map(|Contact { contact_email, .. }| {
                format!(
                    "the instructions are mailed to {contact_email}; that, and the activation, can \
                     take several days (GTM-4)"
                )
            });
            let page = at_page(facts, what, PageId::Benefits)?;
            Ok([page].into_iter().chain(mailed).collect())
        }
        GtmEvent::GtmGranted { .. }
        | GtmEvent::ContactSet { .. }
        | GtmEvent::ContactRemoved { .. }
        | GtmEvent::GtmConfirmed { .. }
        | GtmEvent::GtmRestored { .. } => Ok(Vec::new()),
    }
}

/// That the marketing contact has left, where there is any offer (GTM-4).
pub(super) fn contact_gone(facts: &Facts) -> Result<Option<String>> {
    let Some(contact) = facts.marketing_contact()? else { return Ok(None) };
    if !facts.gtm_offers()?.iter().any(GtmOffer::is_live) {
        return Ok(None);
    }
    Ok(gtm::rules::contact_gone(&facts.user(&contact.user)?))
}

/// Takes down that an offer is active, and until when.
fn confirm(change: &mut Change, name: &str, expires: NaiveDate) -> Result<()> {
    let offer = offer_named(change, name)?;
    let event = gtm::rules::confirm(&offer, expires, change.moment().on)?;
    change.record_all(event)
}

/// All offers.
pub(super) fn list(facts: &Facts) -> Result<Answer> {
    let offers = facts.gtm_offers()?;
    let lines = offers.iter().filter(|offer| offer.is_live()).map(|offer| line(facts, offer));
    super::listed(facts, Body::GtmOffers(lines.collect()))
}

/// One offer.
pub(super) fn show(facts: &Facts, name: &str) -> Result<Answer> {
    let offer = offer_named(facts, name)?;
    Ok(Body::GtmOffer(GtmShown {
        line: line(facts, &offer),
        activate_by: offer.ends_on,
        contact: facts.marketing_contact()?,
    })
    .into())
}

fn line(facts: &Facts, offer: &GtmOffer) -> GtmLine {
    // What was asked for in another year, and expired, is no matter of this one.
    let status = offer.status(facts.today);
    let asked = status != GtmStatus::Available;
    GtmLine {
        id: offer.id,
        name: offer.name.clone(),
        sources: offer.sources.clone(),
        status,
        requested_on: offer.requested_on.filter(|_| asked),
        expires: offer.expires.filter(|_| asked),
    }
}

/// The marketing contact.
pub(super) fn contact(facts: &Facts) -> Result<Answer> {
    match facts.marketing_contact()? {
        Some(contact) => Ok(Body::Contact(contact).into()),
        None => Err(Failure::new(Exit::NotFound, "contact-not-set", "no marketing contact is set")
            .hint("mpn gtm contact set EMAIL --contact-email E --phone P --language TAG")),
    }
}
