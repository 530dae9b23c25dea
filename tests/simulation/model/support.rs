//! Support: contracts and incidents.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Against, Kind, Model};

#[derive(Clone, Debug, Default)]
pub struct Contract {
    pub ids: Option<(String, String)>,
    pub accounts: BTreeSet<String>,
}

/// The first day of a contract, and the last where it is not that of its benefit.
pub type Runs = (NaiveDate, Option<NaiveDate>);

/// That a support benefit was activated, or that its contract was confirmed.
#[derive(Clone, Debug)]
pub struct Activation {
    pub benefit: String,
    pub contract: String,
    pub on: NaiveDate,
    pub confirmed: Option<Runs>,
}

#[derive(Clone, Debug)]
pub struct Incident {
    pub benefit: String,
    pub title: String,
    pub account: Option<String>,
    pub opened_on: NaiveDate,
    /// The order in which it was recorded.
    pub seq: u64,
    pub closed_as: Option<String>,
    /// When it was given back.
    pub returned: Option<(NaiveDate, u64)>,
}

/// What the portal showed: it stands for everything before it.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    pub on: NaiveDate,
    pub seq: u64,
    pub used: u32,
}

impl Model {
    /// What was said of a support benefit by a day, the newest last.
    fn activations(&self, benefit: &str, day: NaiveDate) -> Vec<&Activation> {
        let said = self.activations.iter().filter(|one| one.benefit == benefit && one.on <= day);
        let mut said: Vec<&Activation> = said.collect();
        said.sort_by_key(|one| one.on);
        said
    }

    /// The contract of a day on which the benefit is activated: since it lives without a gap.
    pub fn activated(&self, benefit: &str, day: NaiveDate) -> Option<&Activation> {
        let stretch = self.stretch(benefit, day)?;
        let said = self.activations(benefit, day);
        let since = |one: &&Activation| one.confirmed.is_none() && one.on >= stretch.lives_from;
        if said.iter().any(since) { said.last().copied() } else { None }
    }

    /// The contract that was confirmed in the year of a day, and its first and last day.
    pub fn confirmed(&self, benefit: &str, day: NaiveDate) -> Option<(&str, NaiveDate, NaiveDate)> {
        let newest = self.activated(benefit, day)?;
        let stretch = self.stretch(benefit, day)?;
        let (from, until) = newest.confirmed.filter(|_| newest.on >= stretch.year_from)?;
        let until = until.unwrap_or_else(|| self.lives_until(benefit, day));
        Some((&newest.contract, from, until))
    }

    /// What stands in the way of working with a contract on this day (SUP-4, SUP-7).
    pub fn against_contract(&self, against: &mut Against, id: &str) {
        self.against_benefit(against, id, &[Kind::Support]);
        if self.benefits.get(id).is_some_and(|one| one.kind == Kind::Support) {
            let runs = |on: NaiveDate| {
                let runs = self.confirmed(id, on);
                runs.is_some_and(|(_, from, until)| from <= self.day && self.day <= until)
            };
            against.when(!runs(self.day), 5);
        }
    }

    /// The incidents used on a day, of the year that the day is in (SUP-9, MEM-9).
    pub fn incidents_used(&self, benefit: &str, day: NaiveDate) -> u32 {
        let Some(stretch) = self.stretch(benefit, day) else { return 0 };
        let year = stretch.year_from..=day;
        let of_it =
            self.readings.iter().filter(|(id, one)| id == benefit && year.contains(&one.on));
        let reading = of_it.map(|(_, one)| *one).max_by_key(|one| (one.on, one.seq));
        let after = |on: NaiveDate, seq: u64| {
            reading.is_none_or(|reading| (on, seq) > (reading.on, reading.seq))
        };
        let mut used = i64::from(reading.map_or(0, |reading| reading.used));
        for one in self.incidents.values().filter(|one| one.benefit == benefit) {
            if year.contains(&one.opened_on) {
                used += i64::from(after(one.opened_on, one.seq));
                let back = one.returned.is_some_and(|(on, seq)| on <= day && after(on, seq));
                used -= i64::from(back);
            }
        }
        u32::try_from(used.max(0)).unwrap()
    }

    /// What a support benefit is called, and whether it can be used.
    pub fn support_status(&self, id: &str) -> (&'static str, bool) {
        if !self.is_live(id, self.day) {
            return ("expired", false);
        }
        if self.activated(id, self.day).is_none() {
            return ("inactive", false);
        }
        match self.confirmed(id, self.day) {
            None => ("pending", false),
            Some((_, _, until)) if until < self.day => ("expired", false),
            Some((_, from, _)) if from > self.day => ("active", false),
            Some(_) if self.remaining(id, self.day) == Some(0) => ("used-up", false),
            Some(_) => ("active", true),
        }
    }
}
