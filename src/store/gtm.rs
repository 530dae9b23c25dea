//! Go-To-Market offers and the marketing contact.

use super::row::columns;
use super::tables::{Tables, insert};
use super::{Facts, tally, to_json};
use crate::domain::event::GtmEvent;
use crate::domain::gtm::{Contact, GtmOffer};
use crate::failure::Result;

pub(super) fn project(tables: &Tables, event: &GtmEvent) -> Result<()> {
    match event {
        GtmEvent::ContactSet { user, contact_email, phone, language } => tables.run(
            "INSERT INTO marketing_contact (one, email, contact_email, phone, language)
             VALUES (1, ?1, ?2, ?3, ?4)
             ON CONFLICT (one) DO UPDATE SET email = excluded.email,
                    contact_email = excluded.contact_email, phone = excluded.phone,
                    language = excluded.language",
            (user, contact_email, phone, language),
        ),
        GtmEvent::GtmActivated { gtm, on } => {
            tables.run("UPDATE gtm_offer SET requested_on = ?2 WHERE id = ?1", (gtm, on))
        }
        GtmEvent::GtmConfirmed { gtm, expires, .. } => {
            tables.run("UPDATE gtm_offer SET expires = ?2 WHERE id = ?1", (gtm, expires))
        }
        GtmEvent::GtmGranted { gtm, name, sources, offer, ends_on } => {
            insert!(tables, "gtm_offer" {
                id = gtm, name, sources = to_json(sources)?, offer, ends_on, ended = false,
            })?;
            tally::count(tables, *gtm)
        }
        GtmEvent::GtmChanged { gtm, sources, offer, ends_on } => tables.run(
            "UPDATE gtm_offer SET sources = ?2, offer = ?3, ends_on = ?4, ended = 0,
                    requested_on = CASE ended WHEN 1 THEN NULL ELSE requested_on END,
                    expires = CASE ended WHEN 1 THEN NULL ELSE expires END
             WHERE id = ?1",
            (gtm, to_json(sources)?, offer, ends_on),
        ),
        GtmEvent::GtmEnded { gtm } => {
            tables.run("UPDATE gtm_offer SET ended = 1 WHERE id = ?1", [gtm])
        }
        GtmEvent::GtmRestored { gtm, requested_on, expires } => tables.run(
            "UPDATE gtm_offer SET requested_on = ?2, expires = ?3 WHERE id = ?1",
            (gtm, requested_on, expires),
        ),
        GtmEvent::ContactRemoved { .. } => tables.run("DELETE FROM marketing_contact", []),
    }
}

columns! {
    GtmOffer in "gtm_offer" {
        id, name, sources json "sources", offer, ends_on, ended, requested_on, expires,
    }
}

columns! {
    Contact in "marketing_contact" { user = "email", contact_email, phone, language }
}

impl Facts {
    /// All Go-To-Market offers, ended ones too.
    pub fn gtm_offers(&self) -> Result<Vec<GtmOffer>> {
        self.tables.all("ORDER BY id", [])
    }

    /// The marketing contact, if one is set.
    pub fn marketing_contact(&self) -> Result<Option<Contact>> {
        self.tables.any("", [])
    }
}
