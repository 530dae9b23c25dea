//! Benefits: the lines that are known, and what they are on a day.

use std::rc::Rc;

use chrono::NaiveDate;
use rusqlite::Params;

use super::row::columns;
use super::tables::{Tables, insert};
use super::{Facts, impossible, json, tally, to_json};
use crate::domain::benefit::{
    self, Benefit, Category, Course, Granted, InForce, Line, Own, Quantity, Segment, Standing,
};
use crate::domain::event::BenefitEvent;
use crate::domain::id::{BenefitId, KeyId, SeatId};
use crate::domain::name::{self, Ambiguous};
use crate::domain::refusal::BenefitRefusal;
use crate::failure::Result;

pub(super) fn project(tables: &Tables, event: &BenefitEvent) -> Result<()> {
    match event {
        BenefitEvent::BenefitGranted { benefit, line, own } => {
            let Line { category, product, benefit_type, competency, offer, program } = line;
            let own = own.as_ref().map(to_json).transpose()?;
            insert!(tables, "benefit" {
                id = benefit, category, product, benefit_type, competency, offer, program, own,
                held = 0, seats = 0, keys_total = 0, keys_free = 0, keys_revealed = 0,
            })?;
            tally::count(tables, *benefit)
        }
        BenefitEvent::BenefitChanged { benefit, own } => {
            tables.run("UPDATE benefit SET own = ?2 WHERE id = ?1", (benefit, to_json(own)?))
        }
        BenefitEvent::BenefitRemoved { benefit } => {
            tables.run("DELETE FROM seat WHERE benefit = ?1", [benefit])?;
            tables.run("DELETE FROM benefit WHERE id = ?1", [benefit])
        }
    }
}

/// A benefit as the tables know it: its line, and what is counted of it.
struct Known {
    id: BenefitId,
    line: Line,
    own: Option<String>,
    keys_revealed: u32,
}

columns! {
    Known in "benefit" {
        id, line = "category, product, benefit_type, competency, offer, program", own,
        keys_revealed,
    }
}

columns! {
    Line { category, product, benefit_type, competency, offer, program }
}

impl Known {
    fn own(&self) -> Result<Option<Own>> {
        self.own.as_ref().map(|own| json(own, "the terms of a benefit")).transpose()
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
    /// What is entitled on each day (TIME-1); computed once, until what it is computed of changes.
    pub fn course(&self) -> Result<Rc<Course>> {
        if let Some(course) = self.course.borrow().as_ref() {
            return Ok(Rc::clone(course));
        }
        let programs = self.programs()?;
        let in_force: Vec<InForce<'_>> =
            programs.iter().map(|one| InForce { program: &one.program, from: one.from }).collect();
        let grants: Vec<Known> = self.tables.all("WHERE own IS NOT NULL ORDER BY id", [])?;
        let own = grants.iter().map(Known::own).collect::<Result<Vec<_>>>()?;
        let granted: Vec<Granted<'_>> = grants
            .iter()
            .zip(&own)
            .filter_map(|(known, own)| Some(Granted { line: &known.line, own: own.as_ref()? }))
            .collect();
        let course = Rc::new(benefit::course(&in_force, &self.all_memberships()?, &granted));
        *self.course.borrow_mut() = Some(Rc::clone(&course));
        Ok(course)
    }

    /// What a line is on a day; for a day before anything could bring it, what it will be at first.
    pub(super) fn segment_on(&self, line: &Line, day: NaiveDate) -> Result<Segment> {
        let course = self.course()?;
        if let Some(segment) = course.on(line, day) {
            return Ok(segment.clone());
        }
        let first = course.first_live(line).cloned();
        let coming = first.map(|first| Segment { standing: Standing::Coming, ..first });
        Ok(coming.unwrap_or_else(|| Segment::never_lived(line)))
    }

    /// The first day on which a membership could bring a benefit, outranked or not.
    pub fn first_brought(&self, benefit: &Benefit) -> Result<NaiveDate> {
        let course = self.course()?;
        let first = course.of(&benefit.line).first().map(|segment| segment.from);
        Ok(first.unwrap_or(benefit.terms.starts_on))
    }

    /// How much of a benefit is granted on a day, where that is bounded.
    pub(super) fn granted_on(&self, benefit: &Benefit, day: NaiveDate) -> Result<Option<u32>> {
        let segment = self.segment_on(&benefit.line, day)?;
        Ok(segment.terms.quantity.and_then(Quantity::count))
    }

    /// A benefit as it is today.
    fn today_of(&self, known: &Known) -> Result<Benefit> {
        let segment = self.segment_on(&known.line, self.today)?;
        let benefit = Benefit {
            id: known.id,
            line: known.line.clone(),
            standing: segment.standing,
            terms: segment.terms,
            used: 0,
            peak: segment.peak,
            year_from: segment.year_from,
        };
        let used = match benefit.terms.category() {
            Category::Software | Category::License => known.keys_revealed,
            Category::Azure | Category::VisualStudio => self.held_on(known.id, self.today)?,
            Category::Support => self.incidents_used(&benefit, self.today)?,
            Category::Advisory => self.hours_used(&benefit, self.today)?.logged,
            Category::GoToMarket => 0,
        };
        Ok(Benefit { used, ..benefit })
    }

    fn benefits_where(&self, condition: &str, bound: impl Params) -> Result<Vec<Benefit>> {
        let known: Vec<Known> =
            self.tables.all(&format!("WHERE {condition} ORDER BY id"), bound)?;
        known.iter().map(|known| self.today_of(known)).collect()
    }

    fn listed_where(&self, condition: &str, bound: impl Params) -> Result<Vec<Benefit>> {
        let mut benefits = self.benefits_where(condition, bound)?;
        benefits.retain(Benefit::is_listed);
        Ok(benefits)
    }

    /// Those that can be named: what is listed, and what is to come, for what is dated back.
    fn named_where(&self, condition: &str, bound: impl Params) -> Result<Vec<Benefit>> {
        let mut benefits = self.benefits_where(condition, bound)?;
        benefits.retain(|known| known.is_listed() || known.standing == Standing::Coming);
        Ok(benefits)
    }

    /// All benefits that are listed: superseded ones only while units of them are held (MEM-2).
    pub fn benefits(&self) -> Result<Vec<Benefit>> {
        self.listed_where("1 = 1", [])
    }

    /// The listed benefits of a category.
    pub fn benefits_of(&self, category: Category) -> Result<Vec<Benefit>> {
        self.listed_where("category = ?1", [category])
    }

    /// What was recorded under the name of a line, in whatever case, for the same offer and
    /// qualification.
    pub fn granted_like(&self, line: &Line) -> Result<Option<Benefit>> {
        let Line { category, competency, offer, .. } = line;
        let recorded = self.benefits_where(
            "own IS NOT NULL AND category = ?1 AND competency IS ?2 AND offer IS ?3",
            (category, competency, offer),
        )?;
        let name = line.product.to_lowercase();
        Ok(recorded.into_iter().find(|known| known.line.product.to_lowercase() == name))
    }

    /// Whether a line has its benefit already.
    pub fn knows_line(&self, line: &Line) -> Result<bool> {
        let Line { category, product, benefit_type, competency, offer, program } = line;
        self.tables.one(
            "SELECT EXISTS (SELECT 1 FROM benefit WHERE product = ?2 AND category = ?1
               AND benefit_type IS ?3 AND competency IS ?4 AND offer IS ?5 AND program IS ?6)",
            (category, product, benefit_type, competency, offer, program),
        )
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
        let mut named = self.named_where("product = ?1", [product])?;
        if named.is_empty() {
            let wanted = product.to_lowercase();
            named = self.named_where("1 = 1", [])?;
            named.retain(|Benefit { terms, .. }| {
                terms.product.to_lowercase() == wanted || terms.plan() == Some(&wanted)
            });
        }
        // One that has ended keeps its id, but gives its name to one that lives.
        if named.iter().any(Benefit::is_live) {
            named.retain(Benefit::is_live);
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
        let plans = all.iter().filter_map(|one| one.terms.plan());
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
