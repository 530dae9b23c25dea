//! `mpn export`: rows for a spreadsheet, and keys in clear for a file, which is a recorded reveal.

use super::vault::Vault;
use super::{Context, authorize, benefits, history, listed, membership, out, settled, user, vs};
use crate::config;
use crate::domain::answer::{
    Answer, AssignmentLine, BenefitExportLine, Body, Exported, HistoryLine, HoldingKind,
    KeyExportLine, Lines, SubscriberLine, UserExportLine,
};
use crate::domain::benefit::{self, Benefit, Category};
use crate::domain::event::{Event, KeyEvent};
use crate::domain::export::{Export, ExportKind};
use crate::domain::id::BenefitId;
use crate::domain::license;
use crate::domain::moment::AsOf;
use crate::domain::operation::Operation;
use crate::domain::query::HistoryFilter;
use crate::domain::request::{ExportKeys, KeyRequest, Request};
use crate::domain::role::Permission;
use crate::domain::secret::SecretOf;
use crate::domain::software::{self, Key, KeyState};
use crate::domain::user::{Email, User};
use crate::failure::Result;
use crate::store::{Change, Facts};

/// The rows that are asked for.
pub(super) fn export(context: &Context<'_>, export: &Export) -> Result<Answer> {
    let Some(reveal) = &export.reveal else {
        let reader = context.reader()?;
        authorize(&reader, &context.actor()?, Permission::Read)?;
        can_be_written(context, export)?;
        return settled(context, reader, |facts| exported(facts, export));
    };
    // What keeps the file from being written is known before the keys are recorded as shown.
    let answer =
        super::write_after(context, &Request::Key(KeyRequest::ExportKeys(reveal.clone())), || {
            can_be_written(context, export)
        })?;
    match answer.body {
        Body::Export(mut shown) => {
            shown.file.clone_from(&export.file);
            Ok(Answer { body: Body::Export(shown), ..answer })
        }
        // There was no key to show; the others are told as they are.
        Body::Receipt(receipt) if !receipt.changed => {
            super::read_with(context, |facts| exported(facts, export))
        }
        body => Ok(Answer { body, ..answer }),
    }
}

fn exported(facts: &Facts, export: &Export) -> Result<Answer> {
    let lines = match export.kind {
        ExportKind::Assignments => Lines::Assignments(assignments(facts)?),
        ExportKind::Keys if export.reveal.is_some() => Lines::KeysInClear(keys(facts)?),
        ExportKind::Keys => Lines::Keys(keys(facts)?),
        ExportKind::Users => Lines::Users(users(facts)?),
        ExportKind::History => Lines::History(history(facts)?),
        ExportKind::Benefits => Lines::Benefits(benefits(facts)?),
        ExportKind::VisualStudio => Lines::VisualStudio(subscribers(facts)?),
    };
    let body = Body::Export(Exported {
        kind: export.kind,
        file: export.file.clone(),
        lines,
        operation: None,
    });
    match export.kind {
        ExportKind::Users | ExportKind::History => Ok(body.into()),
        _ => listed(facts, body),
    }
}

/// Whether the file can be written, as far as can be told before there is anything to write.
fn can_be_written(context: &Context<'_>, export: &Export) -> Result<()> {
    let Some(file) = &export.file else { return Ok(()) };
    out::may_write(context, file)?;
    if export.kind == ExportKind::Keys && std::fs::symlink_metadata(file).is_ok() {
        return Err(out::is_there(file));
    }
    config::can_be_made(file)
}

/// Shows all keys that can be shown, for a file.
pub(super) fn export_keys(change: &mut Change, acting: &User, request: &ExportKeys) -> Result<()> {
    let forfeits = change.program()?.refund.viewed_key_forfeits;
    let today = change.moment().on;
    // A key that is shown is used from now on, whatever day is told.
    let days = [today, change.moment().recorded_on()];
    for one in benefits_with_keys(change)? {
        if days.iter().any(|day| benefit::rules::usable(&one, one.terms.category, *day).is_err()) {
            continue;
        }
        let events = software::rules::export(one.id, &change.keys(one.id)?, acting, today);
        if events.is_empty() {
            continue;
        }
        if forfeits {
            membership::forfeit_refund(change, &one, request.forfeit_refund)?;
        }
        change.record_all(events)?;
    }
    Ok(())
}

fn benefits_with_keys(facts: &Facts) -> Result<Vec<Benefit>> {
    let mut found = facts.benefits_of(Category::Software)?;
    found.extend(facts.benefits_of(Category::License)?);
    found.sort_by_key(|one| one.id);
    Ok(found)
}

/// The keys that an operation exported, opened, among all others as they were then.
pub(super) fn handed_out(
    context: &Context<'_>,
    operation: Operation,
    vault: &Vault,
) -> Result<Answer> {
    let mut reader = context.reader()?;
    if reader.head()?.seq != operation.seq {
        reader = reader.as_of(AsOf::Operation(operation.seq))?;
    }
    let opener = vault.key()?;
    let mut lines = keys(&reader)?;
    let shown: std::collections::BTreeSet<_> = operation
        .events
        .iter()
        .flat_map(|event| match event {
            Event::Key(KeyEvent::KeysExported { keys, .. }) => keys.as_slice(),
            _ => &[],
        })
        .collect();
    for line in lines.iter_mut().filter(|line| shown.contains(&line.id)) {
        let commitment = reader.key(line.id)?.commitment;
        let text = opener.open(&reader.sealed(SecretOf::Key(line.id), &commitment)?)?;
        line.key = Some(text.reveal().to_owned());
    }
    let seq = operation.seq;
    Ok(Answer {
        body: Body::Export(Exported {
            kind: ExportKind::Keys,
            file: None,
            lines: Lines::KeysInClear(lines),
            operation: Some(seq),
        }),
        notes: Vec::new(),
        warnings: operation.receipt().warnings,
    })
}

fn assignments(facts: &Facts) -> Result<Vec<AssignmentLine>> {
    let mut lines = Vec::new();
    for one in facts.benefits()? {
        match one.terms.category {
            Category::VisualStudio => seats(facts, &one, &mut lines)?,
            Category::Azure => credit(facts, &one, &mut lines)?,
            Category::Software => held_keys(facts, &one, &mut lines)?,
            Category::License => redemptions(facts, &one, &mut lines)?,
            _ => {}
        }
    }
    Ok(lines)
}

/// A line of a benefit that nobody is named in yet.
fn of(kind: HoldingKind, benefit: &Benefit, status: &dyn ToString) -> AssignmentLine {
    AssignmentLine {
        kind,
        benefit: benefit.id,
        name: benefit.terms.product.clone(),
        offer: benefit.terms.offer.clone(),
        unit: None,
        email: None,
        user_name: None,
        country: None,
        tenant: None,
        seats: None,
        amount: None,
        since: None,
        reassignable_from: None,
        ends_on: benefit.terms.ends_on,
        status: status.to_string(),
    }
}

fn held_by(facts: &Facts, line: AssignmentLine, email: &Email) -> Result<AssignmentLine> {
    let holder = facts.user_if_any(email)?;
    Ok(AssignmentLine {
        email: Some(email.clone()),
        user_name: holder.as_ref().map(|holder| holder.name.clone()),
        country: holder.and_then(|holder| holder.country),
        ..line
    })
}

fn seats(facts: &Facts, benefit: &Benefit, lines: &mut Vec<AssignmentLine>) -> Result<()> {
    for seat in vs::seat_lines(facts, benefit)? {
        let Some(email) = &seat.email else { continue };
        let line = held_by(facts, of(HoldingKind::Seat, benefit, &seat.status), email)?;
        lines.push(AssignmentLine {
            unit: Some(seat.id.to_string()),
            since: seat.assigned_on,
            reassignable_from: seat.reassignable_from,
            ..line
        });
    }
    Ok(())
}

fn credit(facts: &Facts, benefit: &Benefit, lines: &mut Vec<AssignmentLine>) -> Result<()> {
    for (email, since) in facts.credit_holders(benefit.id)? {
        let status = benefit.status(facts.today);
        let line = held_by(facts, of(HoldingKind::Credit, benefit, &status), &email)?;
        let amount = benefit.terms.details.amount.clone();
        lines.push(AssignmentLine { amount, since: Some(since), ..line });
    }
    Ok(())
}

fn held_keys(facts: &Facts, benefit: &Benefit, lines: &mut Vec<AssignmentLine>) -> Result<()> {
    for key in facts.keys(benefit.id)? {
        let Some(holder) = key.holder.as_ref().filter(|_| key.state == KeyState::Held) else {
            continue;
        };
        let line = held_by(facts, of(HoldingKind::Key, benefit, &key.state), holder)?;
        let unit = Some(key.id.to_string());
        lines.push(AssignmentLine { unit, since: key.revealed_on, ..line });
    }
    Ok(())
}

fn redemptions(facts: &Facts, benefit: &Benefit, lines: &mut Vec<AssignmentLine>) -> Result<()> {
    for key in facts.keys(benefit.id)? {
        let Some(done) = facts.redemption(key.id)?.filter(|_| key.state == KeyState::Redeemed)
        else {
            continue;
        };
        let line = of(HoldingKind::Redemption, benefit, &license::rules::status(&key));
        let line = match &key.holder {
            Some(holder) => held_by(facts, line, holder)?,
            None => line,
        };
        lines.push(AssignmentLine {
            unit: Some(key.id.to_string()),
            tenant: Some(done.tenant),
            seats: key.seats.or(benefit.terms.details.seats_per_key),
            since: Some(done.redeemed_on),
            ends_on: done.then.ends_on,
            ..line
        });
    }
    Ok(())
}

fn keys(facts: &Facts) -> Result<Vec<KeyExportLine>> {
    let mut lines = Vec::new();
    for one in benefits_with_keys(facts)? {
        let license = one.terms.category == Category::License;
        for (line, key) in facts.key_lines(one.id)?.into_iter().zip(facts.keys(one.id)?) {
            let redemption = if license { facts.redemption(key.id)? } else { None };
            lines.push(KeyExportLine {
                id: line.id,
                key: None,
                category: one.terms.category,
                benefit: one.id,
                product: one.terms.product.clone(),
                tail: line.tail,
                key_type: line.key_type,
                status: status(&key, license),
                holder: line.holder,
                revealed_on: line.revealed_on,
                revealed_by: line.revealed_by,
                reason: line.reason,
                language: line.language,
                os: line.os,
                activations: line.activations,
                activations_used: line.activations_used,
                seats: if license { key.seats.or(one.terms.details.seats_per_key) } else { None },
                tenant: redemption.as_ref().map(|done| done.tenant.clone()),
                redeemed_on: redemption.as_ref().map(|done| done.redeemed_on),
                activate_by: one.terms.activate_by,
                ends_on: redemption.map_or(one.terms.ends_on, |done| done.then.ends_on),
            });
        }
    }
    lines.sort_by_key(|line| line.id);
    Ok(lines)
}

/// In the words of the list the key stands in.
fn status(key: &Key, license: bool) -> String {
    if license { license::rules::status(key).to_string() } else { key.state.to_string() }
}

fn users(facts: &Facts) -> Result<Vec<UserExportLine>> {
    let held = facts.holdings()?;
    let line = |one: User| {
        let [seats, credits, keys] = held.get(one.email.as_str()).copied().unwrap_or_default();
        let offers_held = one.offers_held.clone();
        UserExportLine { line: user::line(one), offers_held, seats, credits, keys }
    };
    Ok(facts.users()?.into_iter().map(line).collect())
}

fn history(facts: &Facts) -> Result<Vec<HistoryLine>> {
    match history::list(facts, &HistoryFilter::default())?.body {
        Body::History(lines) => Ok(lines),
        _ => Ok(Vec::new()),
    }
}

fn benefits(facts: &Facts) -> Result<Vec<BenefitExportLine>> {
    let Body::Benefits(lines) = benefits::list(facts, None, None, None)?.body else {
        return Ok(Vec::new());
    };
    let mut rows = Vec::new();
    for line in lines {
        let id = line.id.parse::<BenefitId>().ok();
        let found = id.map(|id| facts.benefit(id)).transpose()?;
        let stock = match &found {
            Some(one) => Some(facts.stock(one.id)?).filter(|stock| stock.total > 0),
            None => None,
        };
        rows.push(BenefitExportLine {
            membership: found.as_ref().and_then(|one| one.terms.membership),
            amount: found.and_then(|one| one.terms.details.amount),
            keys_total: stock.map(|stock| stock.total),
            keys_free: stock.map(|stock| stock.free),
            line,
        });
    }
    Ok(rows)
}

fn subscribers(facts: &Facts) -> Result<Vec<SubscriberLine>> {
    let levels = facts.program()?.visual_studio.levels.clone();
    let mut lines = Vec::new();
    for one in facts.benefits_of(Category::VisualStudio)? {
        if benefit::rules::usable(&one, Category::VisualStudio, facts.today).is_err() {
            continue;
        }
        let level = one.terms.details.level.clone().unwrap_or_default();
        let name = levels.iter().find(|known| known.level == level).map(|known| &known.name);
        for seat in facts.seats(one.id)? {
            let Some(held) = &seat.user else { continue };
            let holder = facts.user(&held.user)?;
            let country = holder.country.map(|country| country.to_string()).unwrap_or_default();
            let level = name.unwrap_or(&level);
            lines.push(SubscriberLine::new(seat.id, level, &holder.email, &holder.name, &country));
        }
    }
    Ok(lines)
}
