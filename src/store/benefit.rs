//! Benefits.

use rusqlite::Params;

use super::row::{Read, Row, columns};
use super::tables::Tables;
use super::{Facts, advisory, azure, impossible, software, support, tally, to_json, vs};
use crate::domain::benefit::{Benefit, BenefitStatus, Category, Quantity, Terms};
use crate::domain::event::BenefitEvent;
use crate::domain::id::{BenefitId, KeyId, SeatId};
use crate::domain::name::{self, Ambiguous};
use crate::domain::refusal::BenefitRefusal;
use crate::failure::Result;

pub(super) fn project(tables: &Tables, event: &BenefitEvent) -> Result<()> {
    match event {
        BenefitEvent::BenefitGranted { benefit, terms, seats } => {
            tables.run(INSERT, row(*benefit, terms, &to_json(&terms.details)?))?;
            tally::count(tables, *benefit)?;
            vs::add(tables, *benefit, terms, seats)
        }
        BenefitEvent::BenefitChanged { benefit, terms, seats_added, seats_ended } => {
            change(tables, *benefit, terms)?;
            vs::add(tables, *benefit, terms, seats_added)?;
            vs::end(tables, seats_ended)
        }
        BenefitEvent::BenefitEnded { benefit, why } => {
            vs::end_all(tables, *benefit)?;
            software::end_all(tables, *benefit)?;
            azure::end_all(tables, *benefit)?;
            support::begin_anew(tables, *benefit)?;
            advisory::begin_anew(tables, *benefit)?;
            tables.run(
                "UPDATE benefit SET ended = ?2, used = 0, keys_free = 0, keys_revealed = 0
                 WHERE id = ?1",
                (benefit, why),
            )
        }
        BenefitEvent::BenefitRenewed { benefit, ends_on } => {
            tables.run(
                "UPDATE benefit SET ends_on = ?2,
                        used = CASE WHEN category IN ('support', 'advisory') THEN 0 ELSE used END
                 WHERE id = ?1",
                (benefit, ends_on),
            )?;
            support::begin_anew(tables, *benefit)?;
            advisory::begin_anew(tables, *benefit)
        }
        BenefitEvent::BenefitRemoved { benefit, seats } => {
            vs::remove(tables, seats)?;
            tables.run("DELETE FROM benefit WHERE id = ?1", [benefit])
        }
    }
}

const INSERT: &str = "
    INSERT INTO benefit (id, category, product, offer, competency, membership, benefit_type, origin,
           quantity, unlimited, starts_on, activate_by, ends_on, details, ended, used, keys_total,
           keys_free, keys_revealed)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, NULL, 0, 0, 0, 0)";

/// Changes the terms of a benefit that is there; what was used of it stays.
fn change(tables: &Tables, benefit: BenefitId, terms: &Terms) -> Result<()> {
    let details = to_json(&terms.details)?;
    let unchanged = tables.unchanged_by(
        "UPDATE benefit SET category = ?2, product = ?3, offer = ?4, competency = ?5,
                membership = ?6, benefit_type = ?7, origin = ?8, quantity = ?9, unlimited = ?10,
                starts_on = ?11, activate_by = ?12, ends_on = ?13, details = ?14, ended = NULL
         WHERE id = ?1",
        [row(benefit, terms, &details)],
    )?;
    if unchanged.is_empty() { Ok(()) } else { Err(impossible(&format!("{benefit} is not there"))) }
}

/// The terms of a benefit, as its row has them.
fn row<'t>(benefit: BenefitId, terms: &'t Terms, details: &'t str) -> impl Params + 't {
    (
        benefit,
        terms.category,
        &terms.product,
        &terms.offer,
        &terms.competency,
        terms.membership,
        terms.benefit_type,
        terms.origin,
        terms.quantity.and_then(Quantity::count),
        terms.quantity == Some(Quantity::Unlimited),
        terms.starts_on,
        terms.activate_by,
        terms.ends_on,
        details,
    )
}

/// Superseded benefits are not listed (MEM-2).
const LISTED: &str = "(ended IS NULL OR ended <> 'superseded')";

columns! {
    Benefit in "benefit" {
        id,
        terms = "category, product, offer, competency, membership, benefit_type, origin,
                 quantity, unlimited, starts_on, activate_by, ends_on, details",
        ended, used,
    }
}

columns! {
    Terms {
        category, product, offer, competency, membership, benefit_type, origin, quantity,
        starts_on, activate_by, ends_on, details json "details of a benefit",
    }
}

impl Read for Option<Quantity> {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        let (count, is_unlimited): (Option<u32>, bool) = row.next()?;
        Ok(if is_unlimited { Some(Quantity::Unlimited) } else { count.map(Quantity::Count) })
    }
}

/// The stock of keys of a benefit, as counts that are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    pub total: u32,
    pub free: u32,
    pub revealed: u32,
}

columns! {
    Stock in "benefit" { total = "keys_total", free = "keys_free", revealed = "keys_revealed" }
}

/// What a name can stand for where a benefit, or one unit of it, is wanted.
#[derive(Clone, Debug)]
pub enum Unit {
    Whole,
    Seat(SeatId),
    Key(KeyId),
}

impl Facts {
    fn benefits_where(&self, condition: &str, bound: impl Params) -> Result<Vec<Benefit>> {
        self.tables.all(&format!("WHERE {condition} ORDER BY id"), bound)
    }

    /// All benefits that are listed: superseded ones are not (MEM-2).
    pub fn benefits(&self) -> Result<Vec<Benefit>> {
        self.benefits_where(LISTED, [])
    }

    /// The listed benefits of a category.
    pub fn benefits_of(&self, category: Category) -> Result<Vec<Benefit>> {
        self.benefits_where(&format!("{LISTED} AND category = ?1"), [category])
    }

    /// All benefits there ever were, superseded ones too.
    pub fn all_benefits(&self) -> Result<Vec<Benefit>> {
        self.benefits_where("1 = 1", [])
    }

    fn benefit_if_any(&self, id: BenefitId) -> Result<Option<Benefit>> {
        Ok(self.benefits_where("id = ?1", [id])?.pop())
    }

    /// The benefit with that id, of which something else tells.
    ///
    /// # Errors
    /// `ledger-damaged` (exit 7): nothing tells of a benefit that is not there.
    pub fn benefit(&self, id: BenefitId) -> Result<Benefit> {
        self.benefit_if_any(id)?.ok_or_else(|| impossible(&format!("it has no benefit {id}")))
    }

    /// The listed benefits with that product's name, in whatever case.
    pub fn benefits_named(&self, product: &str) -> Result<Vec<Benefit>> {
        // By index first: only a name in another case needs a look at all of them.
        let mut named = self.benefits_where(&format!("{LISTED} AND product = ?1"), [product])?;
        if named.is_empty() {
            let wanted = product.to_lowercase();
            named = self.benefits()?;
            named.retain(|Benefit { terms, .. }| {
                terms.product.to_lowercase() == wanted
                    || terms.details.plan.as_ref() == Some(&wanted)
            });
        }
        // One that has ended keeps its id, but gives its name to one that lives.
        let lives = |benefit: &Benefit| benefit.status(self.today) != BenefitStatus::Ended;
        if named.iter().any(lives) {
            named.retain(lives);
        }
        Ok(named)
    }

    /// The benefit with that id or name.
    ///
    /// # Errors
    /// [`BenefitRefusal::NoSuchBenefit`] with the nearest, [`Ambiguous`].
    pub fn benefit_named(&self, name: &str) -> Result<Benefit> {
        if let Ok(id) = name.parse::<BenefitId>()
            && let Some(found) = self.benefit_if_any(id)?
        {
            return Ok(found);
        }
        let mut named = self.benefits_named(name)?;
        match (named.pop(), named.is_empty()) {
            (Some(benefit), true) => Ok(benefit),
            (Some(last), false) => {
                let of = |named: &Benefit| format!("{} ({})", named.id, named.terms.offer);
                let candidates = named.iter().chain([&last]).map(of).collect();
                Err(Ambiguous { name: name.to_owned(), candidates }.into())
            }
            (None, _) => {
                let nearest = match name.parse::<BenefitId>() {
                    Ok(id) => self.nearest_id("benefit", id)?,
                    Err(_) => self.nearest_product(name)?,
                };
                Err(BenefitRefusal::NoSuchBenefit { name: name.to_owned(), nearest }.into())
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
    /// Those of [`Facts::benefit_named`], `SeatRefusal::NoSuchSeat`, `KeyRefusal::NoSuchKey`.
    pub fn benefit_or_unit(&self, name: &str) -> Result<(Benefit, Unit)> {
        let (id, unit) = if let Ok(id) = name.parse::<SeatId>() {
            (self.seat(id)?.benefit, Unit::Seat(id))
        } else if let Ok(id) = name.parse::<KeyId>() {
            (self.key(id)?.benefit, Unit::Key(id))
        } else {
            return Ok((self.benefit_named(name)?, Unit::Whole));
        };
        Ok((self.benefit(id)?, unit))
    }

    /// The stock of keys of a benefit.
    pub fn stock(&self, benefit: BenefitId) -> Result<Stock> {
        Ok(self.tables.any("WHERE id = ?1", [benefit])?.unwrap_or_default())
    }
}
