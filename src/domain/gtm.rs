//! Go-To-Market offers: which there are and from which packages, the marketing contact, and
//! activation (GTM-1 to GTM-3).

use chrono::NaiveDate;
use serde::Serialize;

use super::benefit::{Category, Entitlement};
use super::event::Event;
use super::id::{Counters, GtmId};
use super::organization::Organization;
use super::refusal::Refusal;
use super::user::{self, Email, User};
use super::words::words;

/// A Go-To-Market offer as the ledger knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GtmOffer {
    pub id: GtmId,
    pub name: String,
    /// The packages that bring it: `Gold Core`, `ISV Co-sell ready`.
    pub sources: Vec<String>,
    /// The oldest offer that brings it.
    pub offer: String,
    /// The last day it can be activated.
    pub ends_on: NaiveDate,
    pub ended: bool,
    pub requested_on: Option<NaiveDate>,
    /// The last day it can be used, once it is active.
    pub expires: Option<NaiveDate>,
}

words! {
    /// What can be done with a Go-To-Market offer today.
    GtmStatus, "a status of a Go-To-Market offer" {
        Available = "available",
        Pending = "pending",
        Active = "active",
        Expired = "expired",
    }
}

impl GtmOffer {
    /// Its status on `today`.
    #[must_use]
    pub fn status(&self, today: NaiveDate) -> GtmStatus {
        match (self.requested_on, self.expires) {
            (_, Some(expires)) if expires < today => GtmStatus::Expired,
            (_, Some(_)) => GtmStatus::Active,
            _ if self.ended || self.ends_on < today => GtmStatus::Expired,
            (Some(_), None) => GtmStatus::Pending,
            (None, None) => GtmStatus::Available,
        }
    }
}

/// The marketing contact (GTM-2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contact {
    pub user: Email,
    pub contact_email: Email,
    pub phone: String,
    pub language: String,
}

/// Sets the marketing contact: a user from the list, an email other than the company's account,
/// a phone, a language (GTM-2). Nothing when it is so already.
///
/// # Errors
/// [`Refusal::ContactIsAccount`], [`Refusal::ContactWithoutPhone`],
/// [`Refusal::ContactWithoutLanguage`], and those of [`user::may_receive`].
pub fn set_contact(
    user: &User,
    contact: &Contact,
    known: Option<&Contact>,
    organization: &Organization,
) -> Result<Option<Event>, Refusal> {
    user::may_receive(user)?;
    if organization.account_email.as_ref() == Some(&contact.contact_email) {
        return Err(Refusal::ContactIsAccount { email: contact.contact_email.clone() });
    }
    if contact.phone.chars().filter(char::is_ascii_digit).count() < 5 {
        return Err(Refusal::ContactWithoutPhone { phone: contact.phone.clone() });
    }
    let mut parts = contact.language.split('-');
    let primary = parts.next().unwrap_or_default();
    let is_word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let primary_fits =
        (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !primary_fits || !parts.all(is_word) {
        return Err(Refusal::ContactWithoutLanguage { language: contact.language.clone() });
    }
    if known == Some(contact) {
        return Ok(None);
    }
    Ok(Some(Event::ContactSet {
        user: contact.user.clone(),
        contact_email: contact.contact_email.clone(),
        phone: contact.phone.clone(),
        language: contact.language.clone(),
    }))
}

/// Asks for activation; nothing when that was done (GTM-3).
///
/// # Errors
/// [`Refusal::NoContact`] (GTM-2), [`Refusal::GtmExpired`].
pub fn activate(
    offer: &GtmOffer,
    contact: Option<&Contact>,
    today: NaiveDate,
) -> Result<Option<Event>, Refusal> {
    match offer.status(today) {
        GtmStatus::Expired => {
            Err(Refusal::GtmExpired { gtm: offer.id, on: offer.expires.unwrap_or(offer.ends_on) })
        }
        GtmStatus::Pending | GtmStatus::Active => Ok(None),
        GtmStatus::Available if contact.is_none() => Err(Refusal::NoContact),
        GtmStatus::Available => Ok(Some(Event::GtmActivated { gtm: offer.id, on: today })),
    }
}

/// Takes down that an offer is active, and until when; nothing when it is so already (GTM-3).
///
/// # Errors
/// [`Refusal::GtmNotRequested`], [`Refusal::ExpiresInThePast`].
pub fn confirm(
    offer: &GtmOffer,
    expires: NaiveDate,
    today: NaiveDate,
) -> Result<Option<Event>, Refusal> {
    if offer.requested_on.is_none() {
        return Err(Refusal::GtmNotRequested { gtm: offer.id });
    }
    if expires < today {
        return Err(Refusal::ExpiresInThePast { gtm: offer.id, expires });
    }
    let changed = offer.expires != Some(expires);
    Ok(changed.then_some(Event::GtmConfirmed { gtm: offer.id, expires, on: today }))
}

/// Brings the Go-To-Market offers in line with what is now entitled.
#[must_use]
pub fn settle(
    entitled: &[Entitlement],
    offers: &[GtmOffer],
    counters: &mut Counters,
) -> Vec<Event> {
    let entitled = entitled.iter().filter(|one| one.terms.category == Category::GoToMarket);
    let mut events = Vec::new();
    let mut stays = Vec::new();
    for one in entitled {
        let terms = &one.terms;
        let kept = offers.iter().find(|offer| offer.name == terms.product);
        stays.extend(kept.map(|offer| offer.id));
        let same = kept.is_some_and(|offer| {
            !offer.ended
                && offer.sources == one.sources
                && offer.ends_on == terms.ends_on
                && offer.offer == terms.offer
        });
        match kept {
            _ if same => {}
            Some(offer) => events.push(Event::GtmChanged {
                gtm: offer.id,
                sources: one.sources.clone(),
                offer: terms.offer.clone(),
                ends_on: terms.ends_on,
            }),
            None => events.push(Event::GtmGranted {
                gtm: counters.give(),
                name: terms.product.clone(),
                sources: one.sources.clone(),
                offer: terms.offer.clone(),
                ends_on: terms.ends_on,
            }),
        }
    }
    let gone = offers.iter().filter(|offer| !offer.ended && !stays.contains(&offer.id));
    events.extend(gone.map(|offer| Event::GtmEnded { gtm: offer.id }));
    events
}
