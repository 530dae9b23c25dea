//! Go-To-Market offers and the marketing contact.

use super::tables::Tables;
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
        GtmEvent::GtmActivated { gtm, on } => tables
            .run("UPDATE gtm_offer SET requested_on = ?2 WHERE id = ?1", (gtm, on.to_string())),
        GtmEvent::GtmConfirmed { gtm, expires, .. } => tables
            .run("UPDATE gtm_offer SET expires = ?2 WHERE id = ?1", (gtm, expires.to_string())),
        GtmEvent::GtmGranted { gtm, name, sources, offer, ends_on } => {
            tables.run(
                "INSERT INTO gtm_offer (id, name, sources, offer, ends_on, ended)
                 VALUES (?1, ?2, ?3, ?4, ?5, 0)",
                (gtm, name, to_json(sources)?, offer, ends_on.to_string()),
            )?;
            tally::count(tables, *gtm)
        }
        GtmEvent::GtmChanged { gtm, sources, offer, ends_on } => tables.run(
            "UPDATE gtm_offer SET sources = ?2, offer = ?3, ends_on = ?4, ended = 0,
                    requested_on = CASE ended WHEN 1 THEN NULL ELSE requested_on END,
                    expires = CASE ended WHEN 1 THEN NULL ELSE expires END
             WHERE id = ?1",
            (gtm, to_json(sources)?, offer, ends_on.to_string()),
        ),
        GtmEvent::GtmEnded { gtm } => {
            tables.run("UPDATE gtm_offer SET ended = 1 WHERE id = ?1", [gtm])
        }
        GtmEvent::GtmRestored { gtm, requested_on, expires } => tables.run(
            "UPDATE gtm_offer SET requested_on = ?2, expires = ?3 WHERE id = ?1",
            (gtm, requested_on.map(|day| day.to_string()), expires.map(|day| day.to_string())),
        ),
        GtmEvent::ContactRemoved { .. } => tables.run("DELETE FROM marketing_contact", []),
    }
}

impl Facts {
    /// All Go-To-Market offers, ended ones too.
    pub fn gtm_offers(&self) -> Result<Vec<GtmOffer>> {
        self.tables.rows(
            "SELECT id, name, sources, offer, ends_on, ended, requested_on, expires
             FROM gtm_offer ORDER BY id",
            [],
            |row| {
                Ok(GtmOffer {
                    id: row.id(0)?,
                    name: row.get(1)?,
                    sources: row.json(2, "sources")?,
                    offer: row.get(3)?,
                    ends_on: row.day(4)?,
                    ended: row.get(5)?,
                    requested_on: row.day_if_any(6)?,
                    expires: row.day_if_any(7)?,
                })
            },
        )
    }

    /// The marketing contact, if one is set.
    pub fn marketing_contact(&self) -> Result<Option<Contact>> {
        self.tables.row(
            "SELECT email, contact_email, phone, language FROM marketing_contact",
            [],
            |row| {
                Ok(Contact {
                    user: row.word(0, "an email")?,
                    contact_email: row.word(1, "an email")?,
                    phone: row.get(2)?,
                    language: row.get(3)?,
                })
            },
        )
    }
}
