//! Plans: what would become of each row, and what was done of them.

use super::line::PlannedLine;
use super::show::labelled;
use super::{key, listing, receipt, sentence, show, to_value};
use crate::domain::answer::{Applied, PlannedRow};
use crate::domain::output::Output;
use crate::domain::wish::{PLAN_FORM, PlanFile, PlanFileRow, PlannedOn, RowStatus};
use crate::failure::Result;

/// The rows of a plan.
pub(super) fn rows(rows: &[PlannedRow], output: &Output) -> Result<String> {
    let rows: Vec<PlannedLine> = rows.iter().map(row).collect();
    listing::list(&rows, output)
}

fn row(row: &PlannedRow) -> PlannedLine {
    let wish = row.wish.wish.clone();
    let refusal = row.refusal.as_ref();
    let message = match (row.status, refusal) {
        (_, Some(refusal)) => refusal.message.clone(),
        (RowStatus::NoOp, _) => "it is so already".to_owned(),
        _ => sentence::sentences(&row.events).join("; "),
    };
    PlannedLine {
        row: row.wish.row,
        action: wish.action,
        benefit: wish.benefit,
        user: wish.user,
        to: wish.to,
        status: row.status,
        message,
        rule: refusal.and_then(|refusal| refusal.rule),
        earliest: refusal.and_then(|refusal| refusal.earliest),
        code: refusal.map(|refusal| refusal.code),
        hint: refusal.and_then(|refusal| refusal.hint.clone()),
        language: wish.language,
        os: wish.os,
        role: wish.role,
        account: wish.account,
        reason: wish.reason,
        line: row.wish.line,
        warnings: row.warnings.clone(),
    }
}

/// A plan as it is kept.
pub(super) fn file(planned_on: &PlannedOn, rows: &[PlannedRow]) -> Result<String> {
    let rows = rows.iter().map(|row| PlanFileRow {
        wish: row.wish.clone(),
        status: row.status,
        message: row.refusal.as_ref().map(|refusal| refusal.message.clone()),
    });
    let plan = PlanFile { plan: PLAN_FORM, planned_on: planned_on.clone(), rows: rows.collect() };
    Ok(format!("{:#}\n", to_value(&plan)?))
}

/// What was done, with the keys that were handed out.
pub(super) fn applied(applied: &Applied, output: &Output) -> Result<String> {
    let keys = match applied.keys.as_slice() {
        [] => None,
        keys => Some(key::render(keys, &Output { columns: None, ..output.clone() })?),
    };
    show::in_words(applied, output, |applied, quiet| {
        let done = receipt::receipt(&applied.receipt, quiet);
        match keys {
            None => done,
            Some(keys) if quiet => keys,
            Some(keys) => format!("{done}\n{keys}"),
        }
    })
}

/// The rows that were not done, for stderr.
pub(super) fn refused(applied: &Applied) -> String {
    let rows = applied.refused.iter().map(|row| {
        let rule = row.rule.as_ref().map(|rule| format!(" ({rule})")).unwrap_or_default();
        format!("row {}: {}: {}{rule}", row.row, row.command, row.message)
    });
    labelled("refused: ", rows)
}
