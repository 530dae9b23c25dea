//! Plans: what would become of each row, and what was done of them.

use chrono::NaiveDate;
use serde::Serialize;

use super::listing::{self, PLAN};
use super::{keys, receipt, sentence, show, visible};
use crate::domain::answer::{Applied, PlannedRow};
use crate::domain::output::Output;
use crate::domain::role::Role;
use crate::domain::user::Email;
use crate::domain::wish::RowStatus;
use crate::failure::Result;

/// A row of `plan`.
#[derive(Serialize)]
struct Planned<'r> {
    row: u32,
    action: &'r str,
    benefit: Option<&'r str>,
    user: Option<&'r str>,
    to: Option<&'r str>,
    status: RowStatus,
    message: String,
    rule: Option<&'r str>,
    earliest: Option<NaiveDate>,
    code: Option<&'r str>,
    hint: Option<&'r str>,
    language: Option<&'r str>,
    os: Option<&'r str>,
    role: Option<&'r str>,
    account: Option<&'r str>,
    reason: Option<&'r str>,
    line: Option<u32>,
    warnings: &'r [String],
}

/// The rows of a plan.
pub(super) fn rows(rows: &[PlannedRow], output: &Output) -> Result<String> {
    let rows: Vec<Planned<'_>> = rows.iter().map(row).collect();
    listing::list(&PLAN, &rows, output)
}

fn row(row: &PlannedRow) -> Planned<'_> {
    let wish = &row.wish.wish;
    let refusal = row.refusal.as_ref();
    let message = match (row.status, refusal) {
        (_, Some(refusal)) => refusal.message.clone(),
        (RowStatus::NoOp, _) => "it is so already".to_owned(),
        _ => sentence::sentences(&row.events).join("; "),
    };
    Planned {
        row: row.wish.row,
        action: wish.action.word(),
        benefit: wish.benefit.as_deref(),
        user: wish.user.as_ref().map(Email::as_str),
        to: wish.to.as_ref().map(Email::as_str),
        status: row.status,
        message,
        rule: refusal.and_then(|refusal| refusal.rule),
        earliest: refusal.and_then(|refusal| refusal.earliest),
        code: refusal.map(|refusal| refusal.code),
        hint: refusal.and_then(|refusal| refusal.hint.as_deref()),
        language: wish.language.as_deref(),
        os: wish.os.as_deref(),
        role: wish.role.map(Role::word),
        account: wish.account.as_ref().map(Email::as_str),
        reason: wish.reason.as_deref(),
        line: row.wish.line,
        warnings: &row.warnings,
    }
}

/// What was done, with the keys that were handed out.
pub(super) fn applied(applied: &Applied, output: &Output) -> Result<String> {
    let told = receipt::in_words(&applied.receipt, output.quiet);
    let keys = match applied.keys.as_slice() {
        [] => None,
        keys => Some(keys::render(keys, &Output { columns: None, ..output.clone() })?),
    };
    show::told(applied, output, || match keys {
        None => told,
        Some(keys) if output.quiet => keys,
        Some(keys) => format!("{told}\n{keys}"),
    })
}

/// The rows that were not done, for stderr.
pub(super) fn refused(applied: &Applied) -> String {
    let lines = applied.refused.iter().map(|row| {
        let rule = row.rule.as_ref().map(|rule| format!(" ({rule})")).unwrap_or_default();
        let told = format!("row {}: {}: {}{rule}", row.row, row.command, row.message);
        format!("refused: {}\n", visible(&told))
    });
    lines.collect()
}
