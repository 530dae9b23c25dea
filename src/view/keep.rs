//! What was done with a ledger's file as a whole.

use chrono::{DateTime, Utc};

use super::show::labelled;
use super::{listing, visible};
use crate::domain::answer::{Check, CheckStatus, Copied, Rebuilt, Restored, Salvaged};
use crate::domain::output::Output;
use crate::failure::{Result, count};

/// A backup or an archive.
pub(super) fn copied(copied: &Copied, quiet: bool) -> String {
    if quiet {
        return labelled("", [&copied.file]);
    }
    let operations = count(copied.operations, "operation");
    let mut text = labelled("written: ", [&copied.file]);
    text.push_str(&format!("holds:   {operations}, head {}\n", copied.head));
    text
}

/// What was put in place.
pub(super) fn restored(restored: &Restored, quiet: bool) -> String {
    if quiet {
        return labelled("", [&restored.ledger]);
    }
    if !restored.receipt.changed {
        return "nothing to do: it is so already\n".to_owned();
    }
    let mut text = String::new();
    if restored.receipt.dry_run {
        text.push_str("dry run, nothing is put in place; this would happen:\n");
    }
    let held = |operations: u64, last_at: DateTime<Utc>, organization: &str, head: &str| {
        let (operations, last) = (count(operations, "operation"), last_at.date_naive());
        [format!("{operations} of {organization}, the last on {last}, head {head}")]
    };
    let Restored { operations, last_at, organization, receipt, .. } = restored;
    text.push_str(&labelled("ledger:     ", [&restored.ledger]));
    text.push_str(&labelled(
        "holds:      ",
        held(*operations, *last_at, organization, &receipt.head),
    ));
    if let Some(there) = &restored.replaces {
        let held = held(there.operations, there.last_at, &there.organization, &there.head);
        text.push_str(&labelled("replaces:   ", held));
        if there.ledger_id != restored.ledger_id {
            let (one, other) = (&restored.ledger_id, &there.ledger_id);
            text.push_str(&format!("ids differ: {one} in place of {other}\n"));
        }
    }
    text.push_str(&labelled("kept aside: ", &restored.kept_aside));
    text
}

/// What was computed anew.
pub(super) fn rebuilt(rebuilt: &Rebuilt, quiet: bool) -> String {
    if quiet {
        return String::new();
    }
    let mut text = String::new();
    if rebuilt.receipt.dry_run {
        text.push_str("dry run, nothing is kept; this would happen:\n");
    }
    text.push_str(&format!(
        "computed anew: {} with {}, from {}\n",
        count(rebuilt.tables, "table"),
        count(rebuilt.rows, "row"),
        count(rebuilt.operations, "operation"),
    ));
    text.push_str(&labelled("as it was:     ", &rebuilt.backup));
    text
}

/// What was saved, and what was not.
pub(super) fn salvaged(salvaged: &Salvaged, quiet: bool) -> String {
    if quiet {
        return labelled("", [&salvaged.file]);
    }
    let saved = count(salvaged.operations, "operation");
    let of = match salvaged.operations_there {
        Some(there) if there == salvaged.operations => format!("{saved}, all there were"),
        Some(there) => format!("{saved} of {there}"),
        None => format!("{saved}; how many there were cannot be told"),
    };
    let mut text = labelled("written: ", [&salvaged.file]);
    text.push_str(&format!(
        "saved:   {of}\nsealed:  {}\nhead:    {}\n",
        count(salvaged.sealed_values, "text"),
        salvaged.head,
    ));
    text.push_str(&labelled("ends at: ", &salvaged.stopped_by));
    if !salvaged.lost.is_empty() {
        text.push_str(&format!("lost:    what belongs to {}\n", salvaged.lost.join(", ")));
    }
    text
}

/// What was looked at: a line each, and what to do about what is not as it should be. With
/// `--quiet` only that.
pub(super) fn checked(checks: &[Check], output: &Output) -> Result<String> {
    if !output.is_worded() {
        return listing::list(checks, output);
    }
    let width = checks.iter().map(|check| check.check.len()).max().unwrap_or(0);
    let mut text = String::new();
    for check in checks {
        let is_fine = check.status == CheckStatus::Ok;
        if output.quiet && is_fine {
            continue;
        }
        let (status, message) = (check.status.word(), visible(&check.message));
        text.push_str(&format!("{status:<8} {:<width$}  {message}\n", check.check));
        let hint = check.hint.as_ref().filter(|_| !is_fine);
        text.push_str(&labelled(&format!("{:8} {:<width$}  hint: ", "", ""), hint));
    }
    Ok(text)
}
