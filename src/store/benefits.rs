//! Benefits and Go-To-Market offers.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{
    Facts, advisory, azure, day, day_if_any, json, number, software, support, tally, to_json, vs,
    word,
};
use crate::domain::benefit::{Benefit, BenefitStatus, Category, Details, Terms};
use crate::domain::event::Event;
use crate::domain::gtm::{Contact, GtmOffer};
use crate::domain::id::{BenefitId, GtmId, Id, KeyId, MembershipId, SeatId};
use crate::domain::name;
use crate::domain::program::{BenefitType, Quantity};
use crate::domain::refusal::Refusal;
use crate::failure::Result;

pub(super) fn project(conn: &Connection, event: &Event) -> Result<()> {
    match event {
        Event::BenefitGranted { benefit, terms, seats } => {
            write(conn, *benefit, terms)?;
            tally::count(conn, *benefit)?;
            vs::add(conn, *benefit, terms, seats)?;
        }
        Event::BenefitChanged { benefit, terms, seats_added, seats_ended } => {
            write(conn, *benefit, terms)?;
            vs::add(conn, *benefit, terms, seats_added)?;
            vs::end(conn, seats_ended)?;
        }
        Event::BenefitEnded { benefit, why } => {
            vs::end_all(conn, *benefit)?;
            software::end_all(conn, *benefit)?;
            azure::end_all(conn, *benefit)?;
            support::begin_anew(conn, *benefit)?;
            advisory::begin_anew(conn, *benefit)?;
            conn.prepare_cached(
                "UPDATE benefit SET ended = ?2, used = 0, keys_free = 0, keys_revealed = 0
                 WHERE id = ?1",
            )?
            .execute(params![benefit.number(), why.word()])?;
        }
        Event::BenefitRenewed { benefit, ends_on } => {
            conn.prepare_cached(
                "UPDATE benefit SET ends_on = ?2,
                        used = CASE WHEN category IN ('support', 'advisory') THEN 0 ELSE used END
                 WHERE id = ?1",
            )?
            .execute(params![benefit.number(), ends_on.to_string()])?;
            support::begin_anew(conn, *benefit)?;
            advisory::begin_anew(conn, *benefit)?;
        }
        Event::BenefitRemoved { benefit, seats } => {
            vs::remove(conn, seats)?;
            conn.prepare_cached("DELETE FROM benefit WHERE id = ?1")?
                .execute([benefit.number()])?;
        }
        _ => project_offers(conn, event)?,
    }
    Ok(())
}

/// Go-To-Market offers and the marketing contact.
fn project_offers(conn: &Connection, event: &Event) -> Result<()> {
    match event {
        Event::ContactSet { user, contact_email, phone, language } => {
            conn.prepare_cached(
                "INSERT INTO marketing_contact (one, email, contact_email, phone, language)
                 VALUES (1, ?1, ?2, ?3, ?4)
                 ON CONFLICT (one) DO UPDATE SET email = excluded.email,
                        contact_email = excluded.contact_email, phone = excluded.phone,
                        language = excluded.language",
            )?
            .execute([user.as_str(), contact_email.as_str(), phone, language])?;
        }
        Event::GtmActivated { gtm, on } => {
            conn.prepare_cached("UPDATE gtm_offer SET requested_on = ?2 WHERE id = ?1")?
                .execute(params![gtm.number(), on.to_string()])?;
        }
        Event::GtmConfirmed { gtm, expires, .. } => {
            conn.prepare_cached("UPDATE gtm_offer SET expires = ?2 WHERE id = ?1")?
                .execute(params![gtm.number(), expires.to_string()])?;
        }
        Event::GtmGranted { gtm, name, sources, offer, ends_on } => {
            conn.prepare_cached(
                "INSERT INTO gtm_offer (id, name, sources, offer, ends_on, ended)
                 VALUES (?1, ?2, ?3, ?4, ?5, 0)",
            )?
            .execute(params![
                gtm.number(),
                name,
                to_json(sources)?,
                offer,
                ends_on.to_string()
            ])?;
            tally::count(conn, *gtm)?;
        }
        Event::GtmChanged { gtm, sources, offer, ends_on } => {
            conn.prepare_cached(
                "UPDATE gtm_offer SET sources = ?2, offer = ?3, ends_on = ?4, ended = 0,
                        requested_on = CASE ended WHEN 1 THEN NULL ELSE requested_on END,
                        expires = CASE ended WHEN 1 THEN NULL ELSE expires END
                 WHERE id = ?1",
            )?
            .execute(params![
                gtm.number(),
                to_json(sources)?,
                offer,
                ends_on.to_string()
            ])?;
        }
        Event::GtmEnded { gtm } => {
            conn.prepare_cached("UPDATE gtm_offer SET ended = 1 WHERE id = ?1")?
                .execute([gtm.number()])?;
        }
        Event::GtmRestored { gtm, requested_on, expires } => {
            conn.prepare_cached(
                "UPDATE gtm_offer SET requested_on = ?2, expires = ?3 WHERE id = ?1",
            )?
            .execute(params![
                gtm.number(),
                requested_on.map(|day| day.to_string()),
                expires.map(|day| day.to_string())
            ])?;
        }
        Event::ContactRemoved { .. } => {
            conn.prepare_cached("DELETE FROM marketing_contact")?.execute([])?;
        }
        _ => {}
    }
    Ok(())
}

/// Writes the terms of a benefit; what was used of it stays.
fn write(conn: &Connection, benefit: BenefitId, terms: &Terms) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO benefit (id, category, product, offer, competency, membership, benefit_type,
                origin, quantity, unlimited, starts_on, activate_by, ends_on, details, ended, used,
                keys_total, keys_free, keys_revealed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, NULL, 0, 0, 0, 0)
         ON CONFLICT (id) DO UPDATE SET category = excluded.category, product = excluded.product,
                offer = excluded.offer, competency = excluded.competency,
                membership = excluded.membership, benefit_type = excluded.benefit_type,
                origin = excluded.origin, quantity = excluded.quantity,
                unlimited = excluded.unlimited, starts_on = excluded.starts_on, activate_by = excluded.activate_by,
                ends_on = excluded.ends_on, details = excluded.details, ended = NULL",
    )?
    .execute(params![
        benefit.number(),
        terms.category.word(),
        terms.product,
        terms.offer,
        terms.competency,
        terms.membership.map(Id::number),
        terms.benefit_type.map(BenefitType::word),
        terms.origin.word(),
        terms.quantity.and_then(Quantity::count),
        terms.quantity == Some(Quantity::Unlimited),
        terms.starts_on.to_string(),
        terms.activate_by.map(|day| day.to_string()),
        terms.ends_on.to_string(),
        to_json(&terms.details)?,
    ])?;
    Ok(())
}

/// Superseded benefits are not listed (MEM-2).
const LISTED: &str = "(ended IS NULL OR ended <> 'superseded')";

const COLUMNS: &str = "id, category, product, offer, competency, membership, benefit_type, origin, \
                       quantity, unlimited, activate_by, ends_on, details, ended, used, starts_on";

fn benefit(row: &Row<'_>) -> Result<Benefit> {
    let text = |column: usize| row.get::<_, String>(column);
    let membership: Option<i64> = row.get(5)?;
    let benefit_type: Option<String> = row.get(6)?;
    let quantity = match (row.get::<_, Option<i64>>(8)?, row.get::<_, bool>(9)?) {
        (_, true) => Some(Quantity::Unlimited),
        (Some(count), false) => Some(Quantity::Count(number(count)?)),
        (None, false) => None,
    };
    let ended: Option<String> = row.get(13)?;
    let details: Details = json(&text(12)?, "details of a benefit")?;
    Ok(Benefit {
        id: BenefitId::new(number(row.get(0)?)?),
        terms: Terms {
            category: word(&text(1)?, "a category")?,
            product: text(2)?,
            offer: text(3)?,
            competency: row.get(4)?,
            membership: membership.map(|id| number(id).map(MembershipId::new)).transpose()?,
            benefit_type: benefit_type.map(|kind| word(&kind, "a benefit type")).transpose()?,
            origin: word(&text(7)?, "an origin")?,
            quantity,
            starts_on: day(&text(15)?)?,
            activate_by: day_if_any(row.get(10)?)?,
            ends_on: day(&text(11)?)?,
            details,
        },
        ended: ended.map(|why| word(&why, "a reason to end")).transpose()?,
        used: tally::counted(row.get(14)?)?,
    })
}

/// The stock of keys of a benefit, as counts that are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    pub total: u32,
    pub free: u32,
    pub revealed: u32,
}

/// What a name can stand for where a benefit, or one unit of it, is wanted.
#[derive(Clone, Debug)]
pub enum Unit {
    Whole,
    Seat(SeatId),
    Key(KeyId),
}

impl Facts {
    fn benefits_where(
        &self,
        condition: &str,
        bound: &[&dyn rusqlite::ToSql],
    ) -> Result<Vec<Benefit>> {
        let sql = format!("SELECT {COLUMNS} FROM benefit WHERE {condition} ORDER BY id");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(bound)?;
        let mut benefits = Vec::new();
        while let Some(row) = rows.next()? {
            benefits.push(benefit(row)?);
        }
        Ok(benefits)
    }

    /// All benefits that are listed: superseded ones are not (MEM-2).
    pub fn benefits(&self) -> Result<Vec<Benefit>> {
        self.benefits_where(LISTED, &[])
    }

    /// The listed benefits of a category.
    pub fn benefits_of(&self, category: Category) -> Result<Vec<Benefit>> {
        self.benefits_where(&format!("{LISTED} AND category = ?1"), &[&category.word()])
    }

    /// All benefits there ever were, superseded ones too.
    pub fn all_benefits(&self) -> Result<Vec<Benefit>> {
        self.benefits_where("1 = 1", &[])
    }

    /// The benefit with that id, if there is one.
    pub fn benefit_by_id(&self, id: BenefitId) -> Result<Option<Benefit>> {
        Ok(self.benefits_where("id = ?1", &[&id.number()])?.pop())
    }

    /// The listed benefits with that product's name, in whatever case.
    pub fn benefits_named(&self, product: &str) -> Result<Vec<Benefit>> {
        // By index first: only a name in another case needs a look at all of them.
        let mut named = self.benefits_where(&format!("{LISTED} AND product = ?1"), &[&product])?;
        if named.is_empty() {
            let wanted = product.to_lowercase();
            named = self.benefits()?;
            named.retain(|one| {
                one.terms.product.to_lowercase() == wanted
                    || one.terms.details.plan.as_ref() == Some(&wanted)
            });
        }
        // One that has ended keeps its id, but gives its name to one that lives.
        let lives = |one: &Benefit| one.status(self.today) != BenefitStatus::Ended;
        if named.iter().any(lives) {
            named.retain(lives);
        }
        Ok(named)
    }

    /// The benefit with that id or name.
    ///
    /// # Errors
    /// [`Refusal::NoSuchBenefit`] with the nearest, [`Refusal::Ambiguous`].
    pub fn benefit(&self, name: &str) -> Result<Benefit> {
        if let Ok(id) = name.parse::<BenefitId>()
            && let Some(found) = self.benefit_by_id(id)?
        {
            return Ok(found);
        }
        let mut named = self.benefits_named(name)?;
        match (named.pop(), named.is_empty()) {
            (Some(one), true) => Ok(one),
            (Some(one), false) => {
                let of = |one: &Benefit| format!("{} ({})", one.id, one.terms.offer);
                let candidates = named.iter().chain([&one]).map(of).collect();
                Err(Refusal::Ambiguous { name: name.to_owned(), candidates }.into())
            }
            (None, _) => {
                let nearest = match name.parse::<BenefitId>() {
                    Ok(id) => self.nearest_id("benefit", id)?,
                    Err(_) => self.nearest_product(name)?,
                };
                Err(Refusal::NoSuchBenefit { name: name.to_owned(), nearest }.into())
            }
        }
    }

    fn nearest_product(&self, name: &str) -> Result<Option<String>> {
        let all = self.benefits()?;
        let plans = all.iter().filter_map(|one| one.terms.details.plan.as_deref());
        Ok(name::nearest(name, all.iter().map(|one| one.terms.product.as_str()).chain(plans)))
    }

    /// The benefit that a name stands for, and which unit of it: `S3` and `K7` name one seat or
    /// key, and with it its benefit.
    ///
    /// # Errors
    /// Those of [`Facts::benefit`], [`Refusal::NoSuchSeat`], [`Refusal::NoSuchKey`].
    pub fn benefit_or_unit(&self, name: &str) -> Result<(Benefit, Unit)> {
        let (id, unit) = if let Ok(id) = name.parse::<SeatId>() {
            (self.seat(id)?.benefit, Unit::Seat(id))
        } else if let Ok(id) = name.parse::<KeyId>() {
            (self.key(id)?.benefit, Unit::Key(id))
        } else {
            return Ok((self.benefit(name)?, Unit::Whole));
        };
        let found = self.benefit_by_id(id)?;
        let benefit = found.ok_or_else(|| super::impossible("a unit without its benefit"))?;
        Ok((benefit, unit))
    }

    /// The stock of keys of a benefit.
    pub fn stock(&self, benefit: BenefitId) -> Result<Stock> {
        let found = self
            .conn
            .prepare_cached(
                "SELECT keys_total, keys_free, keys_revealed FROM benefit WHERE id = ?1",
            )?
            .query_row([benefit.number()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let (total, free, revealed) = found.unwrap_or_default();
        Ok(Stock {
            total: tally::counted(total)?,
            free: tally::counted(free)?,
            revealed: tally::counted(revealed)?,
        })
    }

    /// All Go-To-Market offers, ended ones too.
    pub fn gtm_offers(&self) -> Result<Vec<GtmOffer>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id, name, sources, offer, ends_on, ended, requested_on, expires
             FROM gtm_offer ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        let mut offers = Vec::new();
        while let Some(row) = rows.next()? {
            offers.push(GtmOffer {
                id: GtmId::new(number(row.get(0)?)?),
                name: row.get(1)?,
                sources: json(&row.get::<_, String>(2)?, "sources")?,
                offer: row.get(3)?,
                ends_on: day(&row.get::<_, String>(4)?)?,
                ended: row.get(5)?,
                requested_on: day_if_any(row.get(6)?)?,
                expires: day_if_any(row.get(7)?)?,
            });
        }
        Ok(offers)
    }

    /// The marketing contact, if one is set.
    pub fn marketing_contact(&self) -> Result<Option<Contact>> {
        let found = self
            .conn
            .prepare_cached("SELECT email, contact_email, phone, language FROM marketing_contact")?
            .query_row([], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?))
            })
            .optional()?;
        let Some((user, contact_email, phone, language)) = found else { return Ok(None) };
        Ok(Some(Contact {
            user: word(&user, "an email")?,
            contact_email: word(&contact_email, "an email")?,
            phone,
            language,
        }))
    }
}
