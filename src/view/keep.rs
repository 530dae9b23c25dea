//! What was done with a ledger's file as a whole.

use chrono::{DateTime, Utc};

use super::{listing, show, visible};
use crate::domain::answer::{Check, CheckStatus, Copied, Rebuilt, Restored, Salvaged};
use crate::domain::output::{Format, Output};
use crate::failure::{Result, count};

/// A backup or an archive.
pub(super) fn copied(copied: &Copied, output: &Output) -> Result<String> {
    show::words_or_fields(copied, output, || {
        if output.quiet {
            return format!("{}\n", visible(&copied.file));
        }
        format!(
            "written: {}\nholds:   {}, head {}\n",
            visible(&copied.file),
            count(copied.operations, "operation"),
            copied.head
        )
    })
}

/// What was put in place.
pub(super) fn restored(restored: &Restored, output: &Output) -> Result<String> {
    show::words_or_fields(restored, output, || {
        if output.quiet {
            return format!("{}\n", visible(&restored.ledger));
        }
        if !restored.receipt.changed {
            return "nothing to do: it is so already\n".to_owned();
        }
        let mut text = String::new();
        if restored.receipt.dry_run {
            text.push_str("dry run, nothing is put in place; this would happen:\n");
        }
        let told = |operations: u64, last_at: DateTime<Utc>, organization: &str, head: &str| {
            let operations = count(operations, "operation");
            let (last, organization) = (last_at.date_naive(), visible(organization));
            format!("{operations} of {organization}, the last on {last}, head {head}")
        };
        let holds = told(
            restored.operations,
            restored.last_at,
            &restored.organization,
            &restored.receipt.head,
        );
        text.push_str(&format!("ledger:     {}\nholds:      {holds}\n", visible(&restored.ledger)));
        if let Some(there) = &restored.replaces {
            let of = told(there.operations, there.last_at, &there.organization, &there.head);
            text.push_str(&format!("replaces:   {of}\n"));
            if there.ledger_id != restored.ledger_id {
                let (one, other) = (&restored.ledger_id, &there.ledger_id);
                text.push_str(&format!("ids differ: {one} in place of {other}\n"));
            }
        }
        if let Some(aside) = &restored.kept_aside {
            text.push_str(&format!("kept aside: {}\n", visible(aside)));
        }
        text
    })
}

/// What was computed anew.
pub(super) fn rebuilt(rebuilt: &Rebuilt, output: &Output) -> Result<String> {
    show::words_or_fields(rebuilt, output, || {
        if output.quiet {
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
        if let Some(backup) = &rebuilt.backup {
            text.push_str(&format!("as it was:     {}\n", visible(backup)));
        }
        text
    })
}

/// What was saved, and what was not.
pub(super) fn salvaged(salvaged: &Salvaged, output: &Output) -> Result<String> {
    show::words_or_fields(salvaged, output, || {
        if output.quiet {
            return format!("{}\n", visible(&salvaged.file));
        }
        let saved = count(salvaged.operations, "operation");
        let of = match salvaged.operations_there {
            Some(there) if there == salvaged.operations => format!("{saved}, all there were"),
            Some(there) => format!("{saved} of {there}"),
            None => format!("{saved}; how many there were cannot be told"),
        };
        let mut text = format!(
            "written: {}\nsaved:   {of}\nsealed:  {}\nhead:    {}\n",
            visible(&salvaged.file),
            count(salvaged.sealed_values, "text"),
            salvaged.head,
        );
        if let Some(stopped) = &salvaged.stopped_by {
            text.push_str(&format!("ends at: {}\n", visible(stopped)));
        }
        if !salvaged.lost.is_empty() {
            text.push_str(&format!("lost:    the texts of {}\n", salvaged.lost.join(", ")));
        }
        text
    })
}

/// What was looked at: a line each, and what to do about what is not as it should be. With
/// `--quiet` only that.
pub(super) fn checked(checks: &[Check], output: &Output) -> Result<String> {
    if !matches!(output.format, None | Some(Format::Table)) || output.columns.is_some() {
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
        if let Some(hint) = check.hint.as_ref().filter(|_| !is_fine) {
            text.push_str(&format!("{:8} {:<width$}  hint: {}\n", "", "", visible(hint)));
        }
    }
    Ok(text)
}
