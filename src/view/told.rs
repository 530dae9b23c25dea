//! Answers that are told rather than listed: outcomes, coverage, explanations, rules.

use super::sentence::units;
use super::show::{labelled, part};
use super::{quantity, sentence, visible};
use crate::domain::answer::{
    BenefitInWhatIf, CancelCheck, Coverage, Explained, ManualWritten, PlannedOutcome, RedeemPlan,
    WhatIfShown, Why,
};
use crate::domain::benefit::Quantity;
use crate::failure::count;

/// Both outcomes of a redemption, side by side (LIC-6).
pub(super) fn plan(plan: &RedeemPlan, quiet: bool) -> String {
    let modes = [("add-seats", &plan.add_seats), ("extend", &plan.extend), ("new", &plan.new)];
    if quiet {
        let allowed = modes.iter().filter(|(_, outcome)| outcome.allowed);
        return allowed.map(|(mode, _)| format!("{mode}\n")).collect();
    }
    let column = |outcome: &PlannedOutcome| {
        let or_none = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        [
            or_none(outcome.seats.map(|seats| seats.to_string())),
            or_none(outcome.months.map(|months| months.to_string())),
            or_none(outcome.ends_on.map(|day| day.to_string())),
            if outcome.allowed { "yes" } else { "no" }.to_owned(),
        ]
    };
    let columns = [column(&plan.add_seats), column(&plan.extend), column(&plan.new)];
    let mut text = format!("{:<10}{:<14}{:<14}{:<14}\n", "", "add-seats", "extend", "new");
    for (row, label) in ["seats", "months", "ends on", "allowed"].into_iter().enumerate() {
        let cells: String = columns.iter().map(|column| format!("{:<14}", column[row])).collect();
        text.push_str(format!("{label:<10}{cells}").trim_end());
        text.push('\n');
    }
    for (mode, outcome) in modes {
        text.push_str(&labelled(&format!("{mode}: "), &outcome.reason));
    }
    text.push_str("months are those left, and with extend those gained\n");
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Whether a case is covered.
pub(super) fn coverage(coverage: &Coverage, quiet: bool) -> String {
    if quiet {
        return format!("{}\n", if coverage.covered { "covered" } else { "not-covered" });
    }
    let version = coverage.version.as_ref().map(|v| format!(" {v}")).unwrap_or_default();
    let what = visible(&format!("{}{version}", coverage.product));
    if let (true, Some(id), Some(plan)) = (coverage.covered, coverage.id, &coverage.plan) {
        let left = match coverage.remaining {
            Some(Quantity::Unlimited) => "unlimited incidents".to_owned(),
            Some(Quantity::Count(count)) => format!("{count} incidents left"),
            None => "incidents".to_owned(),
        };
        let mut text = format!("covered: {what} by {id} ({plan}), {left}\n");
        // Where none was named, none was looked at.
        if coverage.version.is_none() && !coverage.versions.is_empty() {
            text.push_str(&format!("versions: {} (SUP-8)\n", coverage.versions.join(", ")));
        }
        return text;
    }
    let mut text = format!("not covered: {what}\n");
    if let Some(reason) = &coverage.reason {
        let rule = coverage.rule.map(|rule| format!(" ({rule})")).unwrap_or_default();
        text.push_str(&format!("reason: {}{rule}\n", visible(reason)));
    }
    text.push_str(&labelled("next: ", &coverage.hint));
    if !coverage.paid_plans.is_empty() {
        text.push_str(&format!("paid plans: {} (SUP-11)\n", coverage.paid_plans.join(", ")));
    }
    text
}

/// How many manual pages there are now.
pub(super) fn manual(manual: &ManualWritten, quiet: bool) -> String {
    if quiet {
        return format!("{}\n", manual.pages);
    }
    let pages = count(manual.pages as u64, "page");
    format!("written: {pages} in {}\n", visible(&manual.directory))
}

/// What a portal's message means.
pub(super) fn explained(explained: &Explained, quiet: bool) -> String {
    if quiet {
        return format!("{}\n", explained.next_step);
    }
    let mut text = format!("message: {}\n", explained.message);
    text.push_str(&labelled("cause:   ", &explained.causes));
    text.push_str(&format!("ignore:  {}\n", if explained.ignore { "yes" } else { "no" }));
    text.push_str(&format!("next:    {}\n", explained.next_step));
    text.push_str(&labelled("here:    ", &explained.here));
    text
}

/// Whether a refund is still open.
pub(super) fn cancel_check(check: &CancelCheck, quiet: bool) -> String {
    if quiet {
        return format!("{}\n", if check.open { "open" } else { "closed" });
    }
    if check.open && check.requested {
        return format!(
            "requested: the cancellation of {} waits for its answer; no key must be seen until \
             then\n",
            check.membership
        );
    }
    if let (true, Some(days)) = (check.open, check.days_left) {
        return format!(
            "open: {} can be given back until {} (UTC), {}\n",
            check.membership,
            check.refund_until,
            match days {
                0 => "the last day".to_owned(),
                days => format!("{} left", count(days.unsigned_abs(), "day")),
            }
        );
    }
    let mut text = format!("closed: no refund can be had for {}\n", check.membership);
    text.push_str(&labelled("reason: ", &check.reasons));
    text
}

/// What the rules say of a command.
pub(super) fn why(why: &Why, quiet: bool) -> String {
    if quiet {
        return format!("{}\n", if why.allowed { "allowed" } else { "refused" });
    }
    let mut text = if let (true, Some(nothing)) = (why.allowed, &why.message) {
        format!("{}: {nothing}\n", why.command)
    } else if why.allowed {
        format!("{}: allowed\n", why.command)
    } else {
        let code = why.code.as_deref().unwrap_or("refused");
        format!("{}: not allowed, exit {} ({code})\n", why.command, why.exit)
    };
    text.push_str(&labelled("because:  ", why.message.as_ref().filter(|_| !why.allowed)));
    text.push_str(&labelled("hint:     ", &why.hint));
    if let Some(earliest) = why.earliest {
        text.push_str(&format!("allowed from: {earliest} (UTC)\n"));
    }
    text.push_str(&labelled("would be: ", sentence::sentences(&why.events)));
    text.push_str(&labelled("warning:  ", &why.warnings));
    let words = |words: Vec<String>| words.join(", ");
    if why.roles.is_empty() {
        text.push_str("who may:  any MPN-associated user\n");
    } else {
        let pairs = why.role_pairs.iter().map(ToString::to_string);
        let roles = words(why.roles.iter().map(ToString::to_string).chain(pairs).collect());
        let holders = match why.holders.as_slice() {
            [] => "nobody in this ledger".to_owned(),
            holders => words(holders.iter().map(ToString::to_string).collect()),
        };
        text.push_str(&format!("who may:  {roles}; here {holders}\n"));
    }
    text.push_str("rules:\n");
    for rule in &why.rules {
        text.push_str(&format!("  {:<8} {} [{}]\n", rule.id, rule.text, rule.source));
    }
    text
}

/// What an imagined change would do.
pub(super) fn what_if(shown: &WhatIfShown, quiet: bool) -> String {
    if quiet {
        let touched = shown.gained.iter().chain(&shown.lost).chain(&shown.changed);
        return labelled("", touched.map(|benefit| &benefit.id));
    }
    let about = match shown.memberships.as_slice() {
        [] => "no membership".to_owned(),
        memberships => memberships.join(", "),
    };
    let changed = shown.changed.iter().map(|benefit| {
        format!("{}, {} before", named(benefit), quantity(benefit.quantity_before, "no number"))
    });
    let over = shown.over_allocated.iter();
    let over = over.map(|benefit| format!("{}, {} in use", named(benefit), benefit.used));
    let seats = shown.seats_ended.iter();
    let seats =
        seats.map(|seat| format!("{} of {}, held by {}", seat.id, seat.benefit, seat.email));
    let keys = shown.to_uninstall.iter();
    let keys = keys.map(|key| format!("{} ({}), held by {}", key.product, key.id, key.holder));
    let is_alike = shown.gained.is_empty() && shown.lost.is_empty() && shown.changed.is_empty();
    let parts = [
        format!("on {} (UTC): {about}\n", shown.at),
        part("gained:", shown.gained.iter().map(named)),
        part("lost:", shown.lost.iter().map(named)),
        part("changed:", changed),
        part("over-allocated:", over),
        part("seats that end:", seats),
        part("contracts that end:", shown.contracts_ended.iter().map(ToString::to_string)),
        part("to uninstall, or to buy:", keys),
        labelled("", is_alike.then_some("no benefit is gained, lost or changed in quantity")),
        "this is only imagined: nothing is recorded\n".to_owned(),
    ];
    parts.concat()
}

/// A benefit by its id and name, and how much of it there is.
fn named(benefit: &BenefitInWhatIf) -> String {
    let BenefitInWhatIf { id, name, category, .. } = benefit;
    match benefit.quantity {
        Some(quantity) => format!("{id} {name}, {}", units(quantity, *category)),
        None => format!("{id} {name} ({category})"),
    }
}
