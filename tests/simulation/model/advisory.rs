//! Advisory hours, and what is left of what is counted by the year.

use chrono::NaiveDate;

use super::{Kind, Model};

#[derive(Clone, Debug)]
pub struct Hours {
    pub benefit: String,
    pub reserved: u32,
    pub requested_on: NaiveDate,
    pub logged: Option<u32>,
    pub deducts: bool,
}

impl Model {
    /// The hours of requests of the year that a day is in: those that were logged, and those that
    /// are set aside. Both count on the day of their request.
    pub fn hours_used(&self, benefit: &str, day: NaiveDate) -> (u32, u32) {
        let Some(stretch) = self.stretch(benefit, day) else { return (0, 0) };
        let year = stretch.year_from..=day;
        let of_it = self.hours.values().filter(|one| one.benefit == benefit && one.deducts);
        let of_year: Vec<_> = of_it.filter(|one| year.contains(&one.requested_on)).collect();
        let open = of_year.iter().filter(|one| one.logged.is_none());
        (of_year.iter().filter_map(|one| one.logged).sum(), open.map(|one| one.reserved).sum())
    }

    /// The model with a request that is new or another.
    pub fn with_hours(&self, number: u32, hours: Hours) -> Model {
        let mut then = self.clone();
        then.hours.insert(number, hours);
        then
    }

    /// The model as rules see it on another day.
    pub fn on(&self, day: NaiveDate) -> Model {
        Model { day, ..self.clone() }
    }

    pub fn spent(&self, benefit: &str, day: NaiveDate) -> u32 {
        if self.benefits[benefit].kind == Kind::Support {
            return self.incidents_used(benefit, day);
        }
        let (used, reserved) = self.hours_used(benefit, day);
        used + reserved
    }

    /// What is left of incidents or hours on a day; None where there is no bound.
    pub fn remaining(&self, benefit: &str, day: NaiveDate) -> Option<u32> {
        let quantity = self.quantity(benefit, day)?;
        Some(quantity.saturating_sub(self.spent(benefit, day)))
    }

    /// Whether more is spent than there is by what a request would make of the model: on its own
    /// day, and on each later day on which something was taken (TIME-3).
    pub fn overspends(&self, benefit: &str, then: &Model) -> bool {
        let incidents = self.incidents.values().filter(|one| one.benefit == benefit);
        let hours = self.hours.values().filter(|one| one.benefit == benefit && one.deducts);
        let takings = incidents.map(|one| one.opened_on).chain(hours.map(|one| one.requested_on));
        let mut days: Vec<NaiveDate> = takings.filter(|on| *on > self.day).collect();
        days.push(self.day);
        days.into_iter().any(|day| {
            let spent = then.spent(benefit, day);
            let most = then.quantity(benefit, day);
            spent > self.spent(benefit, day) && most.is_some_and(|most| spent > most)
        })
    }
}
