//! The status screen.

use chrono::NaiveDate;

use super::show::{labelled, part};
use super::{quantity, visible};
use crate::domain::answer::{Status, SupportLine, UsedInStatus};
use crate::domain::benefit::Quantity;
use crate::failure::{count, for_competency};

/// How wide a bar is, in characters.
const BAR: u32 = 20;

/// One screen of everything.
pub(super) fn status(status: &Status, quiet: bool) -> String {
    if quiet {
        // What should be minded; nothing else fits on a line of a script.
        return labelled("", &status.warnings);
    }
    let memberships = status.memberships.iter().map(|held| {
        let name = for_competency(&held.offer, held.competency.as_ref());
        let left = match held.days_left {
            _ if held.status.is_over() => String::new(),
            days if days >= 0 => format!("{} left", count(days.unsigned_abs(), "day")),
            days => format!("{} past its anniversary", count(days.unsigned_abs(), "day")),
        };
        let line = format!("{:<4} {name:<40} {:<10} {left}", held.id.to_string(), held.status);
        line.trim_end().to_owned()
    });
    let advisory = status.advisory.iter().map(|line| {
        let included = quantity(line.included, "?");
        let set_aside = match line.reserved {
            0 => String::new(),
            hours => format!(", {hours} set aside"),
        };
        let rate = at_rate(line.used_up_by);
        format!("{:<4} {} of {included} left{set_aside}{rate}", line.id.to_string(), line.remaining)
    });
    let due = status.due.iter();
    let due = due.map(|line| format!("{} ({}) {}", line.date, in_days(line.days), line.what));
    let parts = [
        format!("{}, {} (UTC)\n", visible(&status.organization), status.today),
        part("\nmemberships", memberships),
        part("\nseats", status.seats.iter().map(used)),
        part("\nkeys", status.keys.iter().map(used)),
        part("\nsupport", status.support.iter().map(support)),
        part("\nadvisory hours", advisory),
        part("\ndue", due),
        part("\nwarnings", status.warnings.iter().cloned()),
    ];
    parts.concat()
}

fn in_days(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    }
}

fn used(line: &UsedInStatus) -> String {
    let cooling = match line.cooling {
        0 => String::new(),
        seats => format!(", {seats} cooling"),
    };
    format!(
        "{:<4} {:<46} {} {}/{}{cooling}",
        line.id.to_string(),
        line.name,
        bar(line.used, line.total),
        line.used,
        line.total
    )
}

/// A bar of `used` among `total`; whatever is used shows at least one stroke.
fn bar(used: u32, total: u32) -> String {
    let full = if total == 0 { 0 } else { (used.min(total) * BAR).div_ceil(total) };
    (0..BAR).map(|at| if at < full { '█' } else { '░' }).collect()
}

/// When it is used up at the rate of this year.
fn at_rate(used_up_by: Option<NaiveDate>) -> String {
    used_up_by.map(|day| format!(", used up by {day} at this rate")).unwrap_or_default()
}

fn support(line: &SupportLine) -> String {
    let left = match line.remaining {
        Some(Quantity::Unlimited) => "unlimited".to_owned(),
        left => format!("{} of {} left", quantity(left, "?"), quantity(line.included, "?")),
    };
    let reason = line.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    let rate = at_rate(line.used_up_by);
    format!(
        "{:<4} {:<28} {:<16} {}{reason}{rate}",
        line.id.to_string(),
        line.name,
        left,
        line.status
    )
}
