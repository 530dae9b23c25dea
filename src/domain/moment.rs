//! When a command happens: the instant it is recorded, and the day its rules count from.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::words::words;

/// Which state of the log is asked about (`--as-of`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// What was recorded by the end of that day.
    Day(NaiveDate),
    /// What was recorded up to and including that operation.
    Operation(u64),
}

words! {
    /// Where the instant of an operation came from.
    Clock, "a clock" {
        /// The machine's clock, in step with the log.
        System = "system",
        /// The machine's clock, more than a minute behind the newest operation that is trusted.
        Behind = "behind",
        /// The machine's clock, more than 45 days ahead of it.
        Ahead = "ahead",
        /// An instant the caller gave (`--now`).
        Fixed = "fixed",
    }
}

/// One reading of the clock, in UTC. Every date of a decision is computed from `on`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// When it is recorded, to the second.
    pub recorded_at: DateTime<Utc>,
    /// The day it took effect (`--on`), else the day of `recorded_at`.
    pub on: NaiveDate,
    /// Whose clock said so.
    pub clock: Clock,
}

impl Moment {
    /// The day it is recorded, whatever day it took effect.
    #[must_use]
    pub fn recorded_on(self) -> NaiveDate {
        self.recorded_at.date_naive()
    }
}

/// The day `days` after `day`; "within N days" therefore ends on `after(day, N)` (MEM-9).
/// Saturates at the last day the calendar can name.
#[must_use]
pub fn after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX)
}

/// The day `days` before `day`. Saturates at the first day the calendar can name.
#[must_use]
pub fn before(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MIN)
}
