//! Who held a seat or credit, from when until when; how many hold one on a day; and at which rate
//! what is counted is used.

use chrono::{Days, NaiveDate};

use super::user::Email;

/// Who held something, from when until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    pub user: Email,
    pub assigned_on: NaiveDate,
    /// The first day on which they did not hold it any more.
    pub until: Option<NaiveDate>,
}

impl Holding {
    /// Whether they hold it on a day.
    #[must_use]
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.assigned_on <= day && self.until.is_none_or(|until| until > day)
    }
}

/// How many units of a benefit are held on a day, and how many are granted. One more is asked of
/// the day on which it is taken, and of each later one on which another was (TIME-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    pub day: NaiveDate,
    pub held: u32,
    /// None where nobody says.
    pub granted: Option<u32>,
}

impl Bound {
    /// The first day on which no unit more is granted.
    #[must_use]
    pub fn first_full(bounds: &[Bound]) -> Option<&Bound> {
        bounds.iter().find(|bound| bound.granted.is_some_and(|granted| bound.held >= granted))
    }
}

/// The day by which what is left of a year is used up, if it goes on as it did since the first day
/// of that year (SUP-14); none where nothing was used, nothing is left, or it lasts the year.
#[must_use]
pub fn used_up_by(
    used: u32,
    left: u32,
    (from, until): (NaiveDate, NaiveDate),
    today: NaiveDate,
) -> Option<NaiveDate> {
    let days = u64::try_from((today - from).num_days() + 1).ok()?;
    let ahead = (u64::from(left) * days).checked_div(u64::from(used)).filter(|_| left > 0)?;
    let day = today.checked_add_days(Days::new(ahead))?;
    Some(day).filter(|day| *day <= until)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_evenly_is_used_up_by_a_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let year = (day("2026-01-01"), day("2026-12-31"));
        let by = |used, left| used_up_by(used, left, year, day("2026-03-01"));
        // Sixty days have passed.
        assert_eq!(by(12, 3), Some(day("2026-03-16")));
        assert_eq!(by(7, 1), Some(day("2026-03-09")));
        assert_eq!((by(0, 3), by(15, 0)), (None, None));
        // What lasts the year is not used up in it.
        assert_eq!((by(60, 305), by(60, 306)), (Some(day("2026-12-31")), None));
    }
}
