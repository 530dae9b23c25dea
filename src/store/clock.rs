//! The clock: one reading of it, and whether it is to be trusted.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::Facts;
use super::log::instant;
use crate::domain::moment::{Clock, Moment};
use crate::failure::{Failure, Result};

/// How far behind the newest operation a clock may be without being flagged, in seconds.
const CLOCK_TOLERANCE: i64 = 60;

/// How far ahead of it one may be, in days: whoever is idle for longer is warned once.
const DAYS_AHEAD: i64 = 45;

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
    let ahead = newest.is_some_and(|newest| recorded_at - newest > TimeDelta::days(DAYS_AHEAD));
    let clock = match (reading.fixed, behind, ahead) {
        (true, ..) => Clock::Fixed,
        (false, true, _) => Clock::Behind,
        (false, false, true) => Clock::Ahead,
        (false, false, false) => Clock::System,
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

impl Facts {
    /// When the newest operation was recorded whose clock is trusted. One that was flagged is
    /// trusted once a later clock that nobody set reads its instant or later, `now` among them: else
    /// whoever was idle for long would be warned for ever.
    pub fn last_trusted_at(&self, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
        let mut latest = now;
        let (mut below, mut trusted) = (i64::MAX, None);
        let sql = "SELECT seq, clock, recorded_at FROM operation WHERE seq < ?1
                   ORDER BY seq DESC LIMIT 1";
        while let Some((seq, clock, at)) = self.tables.row::<(i64, String, String)>(sql, [below])? {
            let at = instant(&at)?;
            if clock == Clock::System.word() || at <= latest {
                trusted = Some(at);
                break;
            }
            if clock != Clock::Fixed.word() {
                latest = at;
            }
            below = seq;
        }
        Ok(trusted)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::store::tables::insert;
    use crate::store::{log, open};

    #[test]
    fn a_clock_is_ahead_after_more_days_than_anybody_is_idle() {
        let now: DateTime<Utc> = "2026-06-01T12:00:00Z".parse().unwrap();
        for (idle, wanted) in [
            (TimeDelta::days(DAYS_AHEAD), Clock::System),
            (TimeDelta::days(DAYS_AHEAD) + TimeDelta::seconds(1), Clock::Ahead),
        ] {
            let clock =
                |fixed| moment(Reading { now, fixed }, Some(now - idle), None).unwrap().clock;
            assert_eq!(clock(false), wanted, "{idle}");
            assert_eq!(clock(true), Clock::Fixed);
        }
        let first = moment(Reading { now, fixed: false }, None, None).unwrap();
        assert_eq!(first.clock, Clock::System);
    }

    /// What is trusted at noon of June 1 in a ledger of operations with these clocks, at these days
    /// from then.
    fn trusted(operations: &[(Clock, i64)]) -> Option<i64> {
        let now: DateTime<Utc> = "2026-06-01T12:00:00Z".parse().unwrap();
        let tables = open::scratch().unwrap();
        for (seq, (clock, days)) in (1..).zip(operations) {
            let at = log::written(now + TimeDelta::days(*days));
            let text = || format!("{seq}");
            insert!(tables, "operation" {
                seq, op_id = text(), recorded_at = at, clock = clock.word(), on = "", actor = "",
                os_user = "", host = "", command = "", request = "", program = "",
                mpn_version = "", prev = text(), hash = text(),
            })
            .unwrap();
        }
        let facts = Facts::new(tables, std::path::Path::new(""), now.date_naive());
        facts.last_trusted_at(now).unwrap().map(|at| (at - now).num_days())
    }

    #[test]
    fn one_clock_that_was_ahead_counts_for_nothing_until_others_agree() {
        use Clock::{Ahead, Behind, Fixed, System};
        for (operations, wanted) in [
            (&[][..], None),
            (&[(System, -3)], Some(-3)),
            // Set or ahead, and now it is later: it counts.
            (&[(System, -60), (Ahead, -3)], Some(-3)),
            (&[(System, -60), (Fixed, -3)], Some(-3)),
            // It is still to come: what was before it counts.
            (&[(System, -60), (Ahead, 400)], Some(-60)),
            (&[(System, -60), (Fixed, 400)], Some(-60)),
            // A later clock that nobody set agrees, and one that somebody set does not.
            (&[(System, -60), (Ahead, 400), (Ahead, 401)], Some(400)),
            (&[(System, -60), (Ahead, 400), (Fixed, 401)], Some(-60)),
            (&[(System, -60), (Ahead, 400), (Behind, 399)], Some(-60)),
            (&[(Fixed, 400)], None),
        ] {
            assert_eq!(trusted(operations), wanted, "{operations:?}");
        }
    }

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
