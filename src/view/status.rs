//! The status screen.

use super::{show, visible};
use crate::domain::answer::{Status, SupportLine, UsedInStatus};
use crate::domain::benefit::Quantity;
use crate::domain::output::Output;
use crate::failure::{Result, count};

/// How wide a bar is, in characters.
const BAR: u32 = 20;

/// One screen of everything.
pub(super) fn status(status: &Status, output: &Output) -> Result<String> {
    show::words_or_fields(status, output, || in_words(status, output.quiet))
}

fn in_words(status: &Status, quiet: bool) -> String {
    if quiet {
        // What should be minded; nothing else fits on a line of a script.
        return status.warnings.iter().map(|one| format!("{}\n", visible(one))).collect();
    }
    let mut text = format!("{}, {} (UTC)\n", visible(&status.organization), status.today);
    part(
        &mut text,
        "memberships",
        status.memberships.iter().map(|held| {
            let name = match &held.competency {
                Some(competency) => format!("{} for {competency}", held.offer),
                None => held.offer.clone(),
            };
            let left = match held.days_left {
                _ if held.status.is_over() => String::new(),
                days if days >= 0 => format!("{} left", count(days.unsigned_abs(), "day")),
                days => format!("{} past its anniversary", count(days.unsigned_abs(), "day")),
            };
            format!("{:<4} {:<40} {:<10} {left}", held.id.to_string(), name, held.status)
        }),
    );
    part(&mut text, "seats", status.seats.iter().map(used));
    part(&mut text, "keys", status.keys.iter().map(used));
    part(&mut text, "support", status.support.iter().map(support));
    part(
        &mut text,
        "advisory hours",
        status.advisory.iter().map(|line| {
            let included = quantity(line.included);
            let set_aside = match line.reserved {
                0 => String::new(),
                hours => format!(", {hours} set aside"),
            };
            format!("{:<4} {} of {included} left{set_aside}", line.id.to_string(), line.remaining)
        }),
    );
    part(
        &mut text,
        "due",
        status
            .due
            .iter()
            .map(|line| format!("{} ({}) {}", line.date, in_days(line.days), line.what)),
    );
    part(&mut text, "warnings", status.warnings.iter().cloned());
    text
}

fn part(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return;
    }
    text.push_str(&format!("\n{title}\n"));
    for line in lines {
        text.push_str(format!("  {}", visible(&line)).trim_end());
        text.push('\n');
    }
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

fn support(line: &SupportLine) -> String {
    let left = match line.remaining {
        Some(Quantity::Unlimited) => "unlimited".to_owned(),
        left => format!("{} of {} left", quantity(left), quantity(line.included)),
    };
    let reason = line.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    format!("{:<4} {:<28} {:<16} {}{reason}", line.id.to_string(), line.name, left, line.status)
}

fn quantity(quantity: Option<Quantity>) -> String {
    match quantity {
        Some(Quantity::Count(count)) => count.to_string(),
        Some(Quantity::Unlimited) => "unlimited".to_owned(),
        None => "?".to_owned(),
    }
}
