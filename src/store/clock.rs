//! The clock: one reading of it, and whether it is to be trusted.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::moment::{Clock, Moment};
use crate::failure::{Failure, Result};

/// How far behind the newest operation a clock may be without being flagged, in seconds.
const CLOCK_TOLERANCE: i64 = 60;

/// One reading of a clock.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    pub now: DateTime<Utc>,
    /// Whether the caller gave it.
    pub fixed: bool,
}

/// What the clock says, and whether it is to be trusted.
pub(super) fn moment(
    reading: Reading,
    newest: Option<DateTime<Utc>>,
    on: Option<NaiveDate>,
) -> Result<Moment> {
    let recorded_at = DateTime::from_timestamp(reading.now.timestamp(), 0).unwrap_or(reading.now);
    let today = recorded_at.date_naive();
    let behind =
        newest.is_some_and(|newest| (newest - recorded_at).num_seconds() > CLOCK_TOLERANCE);
    let clock = match (reading.fixed, behind) {
        (true, _) => Clock::Fixed,
        (false, true) => Clock::Behind,
        (false, false) => Clock::System,
    };
    let on = on.unwrap_or(today);
    if on > today {
        return Err(Failure::usage(
            "on-in-the-future",
            format!("--on {on} is in the future; today is {today} (UTC)"),
        )
        .hint("leave --on out, or give the day it took effect"));
    }
    Ok(Moment { recorded_at, on, clock })
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn a_clock_is_behind_when_what_was_recorded_is_later_than_clocks_differ() {
        let now: DateTime<Utc> = "2026-06-01T12:00:00Z".parse().unwrap();
        let clock = |fixed, later| {
            let newest = Some(now + TimeDelta::seconds(later));
            moment(Reading { now, fixed }, newest, None).unwrap().clock
        };
        for (later, wanted) in [
            (-1, Clock::System),
            (CLOCK_TOLERANCE, Clock::System),
            (CLOCK_TOLERANCE + 1, Clock::Behind),
        ] {
            assert_eq!(clock(false, later), wanted, "{later} seconds later");
            assert_eq!(clock(true, later), Clock::Fixed, "whoever set it knows");
        }
    }
}
