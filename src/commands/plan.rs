//! `mpn plan` and `mpn apply`: many wishes, each decided on the ledger as it would be after those
//! before it, and done in one operation.

use std::path::PathBuf;

use super::prepared::with_people_called;
use super::vault::Vault;
use super::{
    Context, admit, authorize, authorize_for, decide, is_refusal, out, reading_of, software,
    stepped_back,
};
use crate::domain::answer::{Answer, Applied, Body, PlanKept, PlannedRow, RevealedKey, RowRefusal};
use crate::domain::benefit::{Benefit, Category};
use crate::domain::call::Call;
use crate::domain::event::{Event, OperationEvent, RefusedRow};
use crate::domain::id::BenefitId;
use crate::domain::operation::{Apart, Operation, Receipt};
use crate::domain::refusal::OperationRefusal;
use crate::domain::request::{ApplyPlan, OperationRequest, Request};
use crate::domain::role::Permission;
use crate::domain::user::{Email, User};
use crate::domain::wish::{Action, PlannedOn, RowStatus, SeatWish, Wish, WishRow};
use crate::failure::{Exit, Failure, Result, Told, count};
use crate::store::{Change, Facts};

/// How many refused rows an error tells; `plan` tells them all.
const ROWS_TOLD: usize = 50;

/// Says what would become of each row, and keeps the plan where that is wanted.
pub(super) fn plan(
    context: &Context<'_>,
    call: Call,
    out: Option<PathBuf>,
    exit_code: bool,
) -> Result<Answer> {
    let Call::Write(request) = call else {
        return Err(Failure::failed("failed", "only wishes can be planned"));
    };
    let Request::Operation(OperationRequest::ApplyPlan(wishes)) =
        with_people_called(context, request)?
    else {
        return Err(Failure::failed("failed", "only wishes can be planned"));
    };
    let actor = context.actor()?;
    if let Some(file) = &out {
        out::may_write(context, file)?;
    }
    let reader = context.reader()?;
    authorize(&reader, &actor, Permission::Read)?;
    let mut reader = stepped_back(context, reader)?;
    let head = reader.head()?;
    let rows = reader.imagine(reading_of(context, &reader), None, |change| {
        change.watched_by(context.progress.clone());
        decided(change, &actor, &wishes)
    })?;
    let mut notes = Vec::new();
    let kept = out.map(|file| {
        notes.push(format!("kept in {}; mpn apply takes it", file.display()));
        let planned_on = PlannedOn { ledger_id: head.ledger, operation: head.seq, head: head.hash };
        PlanKept { file, planned_on }
    });
    notes.push(counted(&rows));
    Ok(Answer { notes, ..Body::Plan { rows, exit_code, kept }.into() })
}

/// How many rows there are of each kind.
fn counted(rows: &[PlannedRow]) -> String {
    let of = |status| rows.iter().filter(|row| row.status == status).count();
    let counts = RowStatus::ALL.iter().map(|status| format!("{} {status}", of(*status)));
    format!("{}: {}", count(rows.len() as u64, "row"), counts.collect::<Vec<_>>().join(", "))
}

/// Does the wishes; all or nothing, unless only a part was asked for.
pub(super) fn apply(change: &mut Change, acting: &User, wishes: &ApplyPlan) -> Result<()> {
    if let Some(planned_on) = &wishes.planned_on {
        not_moved(change, planned_on)?;
    }
    let rows = decided(change, &acting.email, wishes)?;
    if wishes.partial { Ok(()) } else { all_allowed(&rows, wishes) }
}

fn not_moved(change: &Change, planned_on: &PlannedOn) -> Result<()> {
    let head = change.head()?;
    if head.hash == planned_on.head {
        return Ok(());
    }
    let passed = change.operation(planned_on.operation)?;
    if passed.is_some_and(|operation| operation.hash == planned_on.head) {
        let planned_on = planned_on.operation;
        return Err(OperationRefusal::PlanStale { planned_on, newest: head.seq }.into());
    }
    Err(OperationRefusal::PlanOfAnotherLedger { ledger: planned_on.ledger_id.clone() }.into())
}

/// The failure that tells every refused row.
fn all_allowed(rows: &[PlannedRow], wishes: &ApplyPlan) -> Result<()> {
    let shown = &wishes.shown;
    let refused: Vec<(&PlannedRow, &RowRefusal)> =
        rows.iter().filter_map(|row| Some((row, row.refusal.as_ref()?))).collect();
    let Some((_, first)) = refused.first() else { return Ok(()) };
    let details = refused.iter().take(ROWS_TOLD).map(|(row, refusal)| {
        let place = match row.wish.line {
            // The lines of a plan are those of the file it was made of.
            Some(line) if wishes.planned_on.is_none() => format!("{shown}:{line}"),
            _ => format!("{shown}: row {}", row.wish.row),
        };
        let rule = refusal.rule.map(|rule| format!(" ({rule})")).unwrap_or_default();
        format!("{place}: {}: {}{rule}", row.wish.wish.action, refusal.message)
    });
    let mut details: Vec<String> = details.collect();
    if let Some(more) = refused.len().checked_sub(ROWS_TOLD).filter(|more| *more > 0) {
        details.push(format!("… and {more} more"));
    }
    // Together they are allowed when the last of them is, if all will ever be.
    let days: Option<Vec<_>> = refused.iter().map(|(_, refusal)| refusal.earliest).collect();
    let of = if rows.len() == 1 { "one row is" } else { &format!("{} rows are", rows.len()) };
    let message = format!("{} of {of} refused; nothing was recorded", refused.len());
    Err(Failure::new(Exit::Refused, "rows-refused", message)
        .details(details)
        .hint("mpn plan FILE tells what would become of each; --partial does those that are ok")
        .rule(first.rule)
        .earliest(days.and_then(|days| days.into_iter().max())))
}

/// Decides row after row. What a row records stays for the rows after it; a row that is refused,
/// or has nothing to do, leaves nothing but, at most, its refusal.
fn decided(change: &mut Change, actor: &Email, wishes: &ApplyPlan) -> Result<Vec<PlannedRow>> {
    let wanted = expanded(change, wishes)?;
    let mut rows = Vec::with_capacity(wanted.len());
    let all = wanted.len();
    for (done, wish) in wanted.into_iter().enumerate() {
        change.tell_progress(done, all);
        rows.push(row(change, actor, wish)?);
    }
    change.tell_progress(all, all);
    Ok(rows)
}

fn row(change: &mut Change, actor: &Email, wish: WishRow) -> Result<PlannedRow> {
    let before = change.events().len();
    let asked = &wish.wish;
    let command = asked.action.word().to_owned();
    let tried = change.attempt(|change| {
        let request = asked.request().map_err(|why| Failure::usage("malformed-row", why))?;
        change.record(OperationEvent::RowApplied {
            row: wish.row,
            command: command.clone(),
            reason: asked.reason.clone(),
        })?;
        // No row of a plan brings secrets along, so none needs the vault to be decided.
        let acting = authorize_for(change, actor, &request)?;
        admit(change, &request)?;
        decide(change, &acting, &request, &Vault::Closed)?;
        Ok(change.events()[before..].iter().any(Event::is_change))
    });
    let (status, refusal) = match tried {
        Ok(true) => (RowStatus::Ok, None),
        Ok(false) => (RowStatus::NoOp, None),
        Err(failure) if is_refusal(&failure) => (RowStatus::Refused, Some(refusal(&failure))),
        Err(failure) => return Err(failure),
    };
    let Apart { warnings, mut events, .. } = Apart::of(change.events()[before..].iter().cloned());
    events.retain(Event::is_change);
    if let Some(refusal) = &refusal {
        change.record(OperationEvent::RowRefused(RefusedRow {
            row: wish.row,
            command,
            code: refusal.code.to_owned(),
            message: refusal.message.clone(),
            rule: refusal.rule.map(str::to_owned),
            earliest: refusal.earliest,
        }))?;
    }
    Ok(PlannedRow { wish, status, events, warnings, refusal })
}

fn refusal(failure: &Failure) -> RowRefusal {
    let Told { code, message, hint, rule, earliest, .. } = failure.told();
    RowRefusal { code, message, hint, rule, earliest }
}

/// The wishes one by one: those that were written down, then what it takes for the seats to be
/// held by whom they should be. Seats are taken before they are given, so that they suffice.
fn expanded(facts: &Facts, wishes: &ApplyPlan) -> Result<Vec<WishRow>> {
    let mut rows = wishes.rows.clone();
    let mut taken = Vec::new();
    let mut given = Vec::new();
    for seats in merged(facts, &wishes.seats)? {
        let (holders, assign, remove) = holders(facts, &seats)?;
        let wish = |action, user: &Email| Wish {
            benefit: Some(seats.benefit.clone()),
            user: Some(user.clone()),
            reason: seats.reason.clone(),
            ..Wish::new(action)
        };
        if wishes.prune {
            let others = holders.iter().filter(|holder| !seats.users.contains(holder));
            taken.extend(others.map(|holder| wish(remove, holder)));
        }
        let new = seats.users.iter().filter(|user| !holders.contains(user));
        given.extend(new.map(|user| wish(assign, user)));
    }
    for wish in taken.into_iter().chain(given) {
        let row = u32::try_from(rows.len() + 1).unwrap_or(u32::MAX);
        rows.push(WishRow { row, line: None, wish });
    }
    Ok(rows)
}

/// The `[[seat]]` tables, those of one benefit as one, each user once. A benefit that nobody is to
/// have must be one all the same: no row would tell that it is none.
fn merged(facts: &Facts, tables: &[SeatWish]) -> Result<Vec<SeatWish>> {
    let mut merged: Vec<(Option<BenefitId>, SeatWish)> = Vec::new();
    for table in tables {
        if table.users.is_empty() {
            facts.benefit_named(&table.benefit)?;
        }
        let id = named(facts, &table.benefit)?.map(|benefit| benefit.id);
        let same = merged.iter().position(|(known, _)| id.is_some() && *known == id);
        let at = same.unwrap_or(merged.len());
        if same.is_none() {
            merged.push((id, SeatWish { users: Vec::new(), ..table.clone() }));
        }
        let seats = &mut merged[at].1;
        for user in &table.users {
            if !seats.users.contains(user) {
                seats.users.push(user.clone());
            }
        }
    }
    Ok(merged.into_iter().map(|(_, seats)| seats).collect())
}

/// The benefit of that name; what has none is left to the rule to refuse, row by row.
fn named(facts: &Facts, name: &str) -> Result<Option<Benefit>> {
    match facts.benefit_named(name) {
        Ok(benefit) => Ok(Some(benefit)),
        Err(failure) if is_refusal(&failure) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Who holds a benefit now, and the verbs that give and take it.
fn holders(facts: &Facts, seats: &SeatWish) -> Result<(Vec<Email>, Action, Action)> {
    match named(facts, &seats.benefit)? {
        None => Ok((Vec::new(), Action::VsAssign, Action::VsUnassign)),
        Some(benefit) if benefit.terms.category() == Category::Azure => {
            let holders = facts.credit_holders(benefit.id)?.into_iter().map(|(user, _)| user);
            Ok((holders.collect(), Action::AzureAssign, Action::AzureRemove))
        }
        Some(benefit) => {
            let seats = facts.seats(benefit.id)?;
            let held = seats.iter().filter_map(|seat| Some(seat.open()?.user.clone()));
            Ok((held.collect(), Action::VsAssign, Action::VsUnassign))
        }
    }
}

/// The answer to an operation that did some wishes, with the keys that it handed out.
pub(super) fn applied(facts: &Facts, operation: Operation, vault: &Vault) -> Result<Answer> {
    let keys = software::revealed(facts, &operation.events, vault)?;
    Ok(answer(operation.receipt(), keys))
}

/// The answer when nothing was recorded.
pub(super) fn nothing_applied(receipt: Receipt) -> Answer {
    answer(receipt, Vec::new())
}

fn answer(mut receipt: Receipt, keys: Vec<RevealedKey>) -> Answer {
    let refused = std::mem::take(&mut receipt.refused);
    Body::Applied(Box::new(Applied { receipt, refused, keys })).into()
}
