//! Who held a seat or credit, from when until when; and how many hold one on a day.

use chrono::NaiveDate;

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
