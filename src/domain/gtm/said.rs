//! What is said of Go-To-Market offers and the marketing contact: requests, events and refusals,
//! with all that must be known of each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use super::Contact;
use crate::domain::fact::{CountsFrom, Fact, Part, Subject, Undoing, noted};
use crate::domain::folded;
use crate::domain::id::GtmId;
use crate::domain::role::Permission;
use crate::domain::user::{Email, UserStatus};
use crate::domain::verb::{Asked, Verb};

/// What is asked of Go-To-Market offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum GtmRequest {
    SetContact(Contact),
    ActivateGtm { gtm: String },
    ConfirmGtm { gtm: String, expires: NaiveDate },
}

impl Asked for GtmRequest {
    fn verb(&self) -> Verb {
        use Permission::Activate;
        match self {
            GtmRequest::SetContact(_) => Verb::new("gtm contact set", Activate, &["GTM-2"]),
            GtmRequest::ActivateGtm { .. } => {
                Verb::new("gtm activate", Activate, &["GTM-2", "GTM-3", "GTM-4"])
            }
            GtmRequest::ConfirmGtm { .. } => {
                Verb::new("gtm confirm", Activate, &["GTM-2", "GTM-3"])
            }
        }
    }

    fn fold(&mut self, _: &Email) {
        match self {
            GtmRequest::ActivateGtm { gtm } | GtmRequest::ConfirmGtm { gtm, .. } => {
                folded::name(gtm);
            }
            GtmRequest::SetContact(_) => {}
        }
    }

    fn people(&mut self) -> Vec<&mut Email> {
        match self {
            GtmRequest::SetContact(contact) => {
                vec![&mut contact.user, &mut contact.contact_email]
            }
            GtmRequest::ActivateGtm { .. } | GtmRequest::ConfirmGtm { .. } => Vec::new(),
        }
    }
}

/// What became of Go-To-Market offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum GtmEvent {
    /// An offer that a membership brings now, or could bring: when it lives is computed (TIME-1).
    GtmGranted {
        gtm: GtmId,
        name: String,
        program: String,
    },
    ContactSet {
        user: Email,
        contact_email: Email,
        phone: String,
        language: String,
    },
    /// There is no marketing contact any more.
    ContactRemoved {
        user: Email,
    },
    GtmActivated {
        gtm: GtmId,
        on: NaiveDate,
    },
    GtmConfirmed {
        gtm: GtmId,
        expires: NaiveDate,
        on: NaiveDate,
    },
    GtmRestored {
        gtm: GtmId,
        requested_on: Option<NaiveDate>,
        expires: Option<NaiveDate>,
    },
}

impl Fact for GtmEvent {
    fn kind(&self) -> &'static str {
        self.into()
    }

    fn touches(&self) -> Vec<String> {
        match self {
            GtmEvent::GtmGranted { gtm, .. }
            | GtmEvent::GtmActivated { gtm, .. }
            | GtmEvent::GtmConfirmed { gtm, .. }
            | GtmEvent::GtmRestored { gtm, .. } => noted(&[gtm]),
            GtmEvent::ContactSet { user, .. } | GtmEvent::ContactRemoved { user } => noted(&[user]),
        }
    }

    fn apart(&mut self) -> Vec<Part<'_>> {
        match self {
            GtmEvent::ContactSet { user, contact_email, phone, .. } => {
                let mut parts = Part::people([user, contact_email]);
                parts.extend(Part::texts([phone]));
                parts
            }
            GtmEvent::ContactRemoved { user } => Part::people([user]),
            GtmEvent::GtmGranted { .. }
            | GtmEvent::GtmActivated { .. }
            | GtmEvent::GtmConfirmed { .. }
            | GtmEvent::GtmRestored { .. } => Vec::new(),
        }
    }

    fn counts_from(&self) -> CountsFrom {
        match self {
            GtmEvent::GtmGranted { .. } => CountsFrom::Ever,
            GtmEvent::GtmActivated { on, .. } | GtmEvent::GtmConfirmed { on, .. } => {
                CountsFrom::Day(*on)
            }
            GtmEvent::ContactSet { .. }
            | GtmEvent::ContactRemoved { .. }
            | GtmEvent::GtmRestored { .. } => CountsFrom::Operation,
        }
    }

    fn undoing(&self) -> Undoing {
        use Permission::Activate;
        match self {
            GtmEvent::GtmGranted { .. } => Undoing::told(Activate, []),
            GtmEvent::GtmActivated { gtm, .. }
            | GtmEvent::GtmConfirmed { gtm, .. }
            | GtmEvent::GtmRestored { gtm, .. } => Undoing::hidden(Activate, [Subject::Gtm(*gtm)]),
            GtmEvent::ContactSet { user, .. } => {
                Undoing::hidden(Activate, [Subject::Contact(user.clone())])
            }
            GtmEvent::ContactRemoved { user } => {
                Undoing::told(Activate, [Subject::Contact(user.clone())])
            }
        }
    }
}

/// Why a Go-To-Market offer is not activated, or a contact not set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GtmRefusal {
    NoSuchGtm { name: String, nearest: Option<String> },
    NoContact,
    ContactGone { user: Email, status: UserStatus },
    ContactIsAccount { email: Email },
    ContactWithoutPhone { phone: String },
    ContactWithoutLanguage { language: String },
    GtmNotRequested { gtm: GtmId },
    GtmNotBegun { gtm: GtmId, starts_on: NaiveDate },
    GtmExpired { gtm: GtmId, on: Option<NaiveDate> },
    ExpiresInThePast { gtm: GtmId, expires: NaiveDate },
}
