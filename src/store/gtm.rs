//! Go-To-Market offers and the marketing contact.

use chrono::NaiveDate;

use super::apart::text_id;
use super::row::columns;
use super::tables::{Tables, insert};
use super::{Facts, tally};
use crate::domain::benefit::{BenefitType, Category, Line};
use crate::domain::event::GtmEvent;
use crate::domain::gtm::{Contact, GtmOffer};
use crate::domain::id::GtmId;
use crate::failure::Result;

pub(super) fn project(tables: &Tables, event: &GtmEvent) -> Result<()> {
    match event {
        GtmEvent::ContactSet { user, contact_email, phone, language } => tables.run(
            "INSERT INTO marketing_contact (one, user, contact, phone, language)
             VALUES (1, ?1, ?2, ?3, ?4)
             ON CONFLICT (one) DO UPDATE SET user = excluded.user, contact = excluded.contact,
                    phone = excluded.phone, language = excluded.language",
            (user, contact_email, text_id(phone)?, language),
        ),
        GtmEvent::GtmActivated { gtm, on } => {
            // What expired before is available anew, and asked for anew (GTM-4).
            tables.run(
                "UPDATE gtm_offer SET requested_on = ?2, expires = NULL WHERE id = ?1",
                (gtm, on),
            )
        }
        GtmEvent::GtmConfirmed { gtm, expires, .. } => {
            tables.run("UPDATE gtm_offer SET expires = ?2 WHERE id = ?1", (gtm, expires))
        }
        GtmEvent::GtmGranted { gtm, name, program } => {
            insert!(tables, "gtm_offer" { id = gtm, name, program })?;
            tally::count(tables, *gtm)
        }
        GtmEvent::GtmRestored { gtm, requested_on, expires } => tables.run(
            "UPDATE gtm_offer SET requested_on = ?2, expires = ?3 WHERE id = ?1",
            (gtm, requested_on, expires),
        ),
        GtmEvent::ContactRemoved { .. } => tables.run("DELETE FROM marketing_contact", []),
    }
}

/// An offer as the tables know it: its line, and what was asked for.
struct Known {
    id: GtmId,
    name: String,
    program: String,
    requested_on: Option<NaiveDate>,
    expires: Option<NaiveDate>,
}

columns! {
    Known in "gtm_offer" { id, name, program, requested_on, expires }
}

/// The line of an offer, whatever brings it (GTM-1).
fn line(name: &str, program: &str) -> Line {
    Line {
        category: Category::GoToMarket,
        product: name.to_owned(),
        benefit_type: Some(BenefitType::Core),
        competency: None,
        offer: None,
        program: Some(program.to_owned()),
    }
}

columns! {
    Contact in "marketing_contact" {
        user person "user", contact_email person "contact", phone text "phone", language,
    }
}

impl Facts {
    /// All Go-To-Market offers as they are today, those that no membership brings yet among them.
    pub fn gtm_offers(&self) -> Result<Vec<GtmOffer>> {
        let known: Vec<Known> = self.tables.all("ORDER BY id", [])?;
        let today_of = |known: Known| {
            let segment = self.segment_on(&line(&known.name, &known.program), self.today)?;
            Ok(GtmOffer {
                id: known.id,
                sources: segment.sources,
                offer: segment.terms.offer,
                standing: segment.standing,
                year_from: segment.year_from,
                starts_on: segment.terms.starts_on,
                ends_on: segment.terms.ends_on,
                name: known.name,
                requested_on: known.requested_on,
                expires: known.expires,
            })
        };
        known.into_iter().map(today_of).collect()
    }

    /// Whether an offer of a program has its id already.
    pub fn knows_gtm(&self, name: &str, program: &str) -> Result<bool> {
        self.tables.one(
            "SELECT EXISTS (SELECT 1 FROM gtm_offer WHERE name = ?1 AND program = ?2)",
            (name, program),
        )
    }

    /// The marketing contact, if one is set.
    pub fn marketing_contact(&self) -> Result<Option<Contact>> {
        self.tables.any("", [])
    }
}
