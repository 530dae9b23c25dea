//! Deadlines as an iCalendar file (RFC 5545), whose events keep their ids so that a calendar that
//! imports it again brings them up to date.

use chrono::Duration;
use icalendar::{Alarm, Component as _, Event, EventLike as _, Trigger};

use crate::domain::answer::Calendar;

/// How long before a deadline its alarm goes off.
const ALARM_DAYS: i64 = 7;

/// A calendar of deadlines, each under the id that calendars know it by.
pub(super) fn text(deadlines: &Calendar) -> String {
    let mut calendar = icalendar::Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.name(&format!("mpn: {}", deadlines.organization));
    calendar.append_property(("PRODID", "-//mpn//mpn//EN"));
    let stamp = deadlines.at;
    // Of two files the later one counts, and what is later is told by both.
    let revision = u32::try_from(deadlines.operations).unwrap_or(u32::MAX);
    for (uid, line) in &deadlines.lines {
        let mut event = Event::with_uid(uid);
        event
            .summary(&line.what)
            .description(&line.hint)
            .timestamp(stamp)
            .sequence(revision)
            // A deadline takes up nobody's day.
            .add_property("TRANSP", "TRANSPARENT")
            // A day without an end lasts that day.
            .starts(line.date);
        let mut alarm =
            Alarm::display(&line.what, Trigger::before_start(Duration::days(ALARM_DAYS)));
        // What the crate would make up must not differ from one export to the next.
        alarm.uid(&format!("alarm-{uid}")).timestamp(stamp);
        event.alarm(alarm);
        calendar.push(event.done());
    }
    calendar.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::answer::DueLine;

    fn deadline(date: &str) -> DueLine {
        DueLine {
            date: date.parse().unwrap(),
            days: 1,
            kind: "renewal",
            what: "the last day to renew M1".to_owned(),
            hint: "mpn membership renew M1".to_owned(),
            subject: "M1".to_owned(),
        }
    }

    #[test]
    fn an_event_lasts_a_day_and_has_an_alarm() {
        let text = text(&Calendar {
            organization: "Contoso".to_owned(),
            at: "2026-06-01T09:00:00Z".parse().unwrap(),
            operations: 42,
            lines: vec![("one@mpn".to_owned(), deadline("2027-02-14"))],
            file: None,
        });
        for wanted in [
            "DTSTART;VALUE=DATE:20270214",
            "DTSTAMP:20260601T090000Z",
            "SEQUENCE:42",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "TRIGGER;RELATED=START:-PT604800S",
            "\r\n",
        ] {
            assert!(text.contains(wanted), "{wanted} is not in {text}");
        }
    }
}
