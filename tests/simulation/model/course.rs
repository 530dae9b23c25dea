//! What a day means for a line: who carries it, since when, and how long (format "Days", 7 and 8).
//! Computed anew each time, from the days on which anything begins or ends.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::{Membership, Model};

/// A line as it lives from one day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The place of the membership that carries it.
    pub carrier: usize,
    /// The first day of the year in which it is counted.
    pub year_from: NaiveDate,
    /// The first day that it lives without a gap.
    pub lives_from: NaiveDate,
}

impl Model {
    /// The days on which something may begin or end.
    fn days(&self) -> BTreeSet<NaiveDate> {
        let mut days = BTreeSet::new();
        for held in &self.memberships {
            days.extend(held.terms.iter().map(|term| term.begins_on));
            days.insert(held.last_day() + Days::new(1));
        }
        days
    }

    /// How a line goes on from each of these days; None where it does not live.
    fn course(
        &self,
        brings: impl Fn(&Membership, NaiveDate) -> bool,
    ) -> Vec<(NaiveDate, Option<Stretch>)> {
        let mut course: Vec<(NaiveDate, Option<Stretch>)> = Vec::new();
        let mut term_before = NaiveDate::MIN;
        for day in self.days() {
            // The oldest carries it; those of a day in the order in which they were recorded.
            let carrier = (0..self.memberships.len())
                .filter(|place| {
                    let held = &self.memberships[*place];
                    held.is_live(day) && brings(held, day)
                })
                .min_by_key(|place| (self.memberships[*place].purchased_on, *place));
            let Some(carrier) = carrier else {
                course.push((day, None));
                continue;
            };
            let (place, term) = self.memberships[carrier].term(day);
            let new = Stretch { carrier, year_from: day, lives_from: day };
            let stretch = match course.last().and_then(|(_, before)| *before) {
                None => new,
                Some(before) => {
                    let renewed = place > 0 && term.begins_on > term_before;
                    let late = before.carrier != carrier
                        && term.begins_on >= before.year_from + Days::new(365);
                    let year_from = if renewed || late { day } else { before.year_from };
                    Stretch { carrier, year_from, ..before }
                }
            };
            term_before = term.begins_on;
            course.push((day, Some(stretch)));
        }
        course
    }

    fn course_of(&self, benefit: &str) -> Vec<(NaiveDate, Option<Stretch>)> {
        let benefit = &self.benefits[benefit];
        let until = benefit.own.as_ref().and_then(|own| own.ends_on);
        self.course(|held, day| self.brings(held, benefit, day) && until.is_none_or(|u| day <= u))
    }

    /// How a benefit lives on a day.
    pub fn stretch(&self, benefit: &str, day: NaiveDate) -> Option<Stretch> {
        on(&self.course_of(benefit), day)
    }

    pub fn stretch_of_offer(&self, name: &str, day: NaiveDate) -> Option<Stretch> {
        on(&self.course(|held, day| self.brings_offer(held, name, day)), day)
    }

    pub fn carrier(&self, benefit: &str, day: NaiveDate) -> Option<usize> {
        Some(self.stretch(benefit, day)?.carrier)
    }

    pub fn is_live(&self, benefit: &str, day: NaiveDate) -> bool {
        self.stretch(benefit, day).is_some()
    }

    /// The last day up to this one on which it lived.
    pub fn last_lived(&self, benefit: &str, day: NaiveDate) -> Option<NaiveDate> {
        let course = self.course_of(benefit);
        if on(&course, day).is_some() {
            return Some(day);
        }
        let passed = course.iter().filter(|(from, _)| *from <= day);
        let lived = passed.clone().zip(passed.skip(1));
        lived.filter(|(one, _)| one.1.is_some()).map(|(_, next)| next.0 - Days::new(1)).last()
    }

    /// The last day that it goes on living from a day on which it lives, by what is known.
    pub fn lives_until(&self, benefit: &str, day: NaiveDate) -> NaiveDate {
        let course = self.course_of(benefit);
        let ends = course.iter().find(|(from, stretch)| *from > day && stretch.is_none());
        ends.unwrap().0 - Days::new(1)
    }
}

fn on(course: &[(NaiveDate, Option<Stretch>)], day: NaiveDate) -> Option<Stretch> {
    course.iter().rfind(|(from, _)| *from <= day)?.1
}
