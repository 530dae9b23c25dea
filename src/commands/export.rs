//! `mpn export`: rows for a spreadsheet, and keys in clear for a file, which is a recorded reveal.

use std::collections::BTreeSet;

use super::vault::Vault;
use super::{Context, authorize, benefits, history, listed, membership, out, told_for, user, vs};
use crate::config;
use crate::domain::answer::{
    Answer, AssignmentLine, BenefitExportLine, BenefitLine, Body, Exported, HoldingKind,
    KeyExportLine, Lines, SubscriberLine, UserExportLine,
};
use crate::domain::benefit::{self, Benefit, Category, Credit, Seats, Terms, What};
use crate::domain::event::{Event, KeyEvent};
use crate::domain::export::{Export, ExportKind};
use crate::domain::id::BenefitId;
use crate::domain::license;
use crate::domain::moment::AsOf;
use crate::domain::operation::Operation;
use crate::domain::query::HistoryFilter;
use crate::domain::request::{ExportKeys, KeyRequest};
use crate::domain::role::Permission;
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
        return told_for(context, reader, |facts| exported(facts, export));
    };
    // What keeps the file from being written is known before the keys are recorded as shown.
    let request = KeyRequest::ExportKeys(reveal.clone()).into();
    let answer = super::write_after(context, &request, || can_be_written(context, export))?;
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
        ExportKind::History => Lines::History(history::lines(facts, &HistoryFilter::default())?),
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
    let now = change.moment().recorded_on();
    for benefit in benefits_with_keys(change)? {
        // A key that is shown is used from now on, whatever day is told.
        let as_it_is_now = change.asked_of(now, |change| change.benefit(benefit.id))?;
        if !benefit.is_live() || !as_it_is_now.is_live() {
            continue;
        }
        let events = software::rules::export(benefit.id, &change.keys(benefit.id)?, acting, today);
        if forfeits && !events.is_empty() {
            membership::forfeit_refund(change, &benefit, request.forfeit_refund)?;
        }
        change.record_all(events)?;
    }
    Ok(())
}

fn benefits_with_keys(facts: &Facts) -> Result<Vec<Benefit>> {
    let mut found = facts.benefits_of(Category::Software)?;
    found.extend(facts.benefits_of(Category::License)?);
    found.sort_by_key(|benefit| benefit.id);
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
    let mut lines = keys(&reader)?;
    let exported = operation.events.iter().flat_map(|event| match event {
        Event::Key(KeyEvent::KeysExported { keys, .. }) => keys.as_slice(),
        _ => &[],
    });
    let exported: BTreeSet<_> = exported.collect();
    for line in lines.iter_mut().filter(|line| exported.contains(&line.id)) {
        line.key = Some(vault.reveal_key(&reader, &reader.key(line.id)?)?);
    }
    let body = Body::Export(Exported {
        kind: ExportKind::Keys,
        file: None,
        lines: Lines::KeysInClear(lines),
        operation: Some(operation.seq),
    });
    Ok(Answer { warnings: operation.receipt().warnings, ..body.into() })
}

fn assignments(facts: &Facts) -> Result<Vec<AssignmentLine>> {
    let mut lines = Vec::new();
    for benefit in &facts.benefits()? {
        match &benefit.terms.what {
            What::VisualStudio(_) => seats(facts, benefit, &mut lines)?,
            What::Azure(of) => credit(facts, benefit, of, &mut lines)?,
            What::Software(_) => held_keys(facts, benefit, &mut lines)?,
            What::License(_) => redemptions(facts, benefit, &mut lines)?,
            What::Support(_) | What::Advisory(_) | What::GoToMarket(_) => {}
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

fn credit(
    facts: &Facts,
    benefit: &Benefit,
    credit: &Credit,
    lines: &mut Vec<AssignmentLine>,
) -> Result<()> {
    for (email, since) in facts.credit_holders(benefit.id)? {
        let status = benefit.status();
        let line = held_by(facts, of(HoldingKind::Credit, benefit, &status), &email)?;
        let amount = credit.amount.clone();
        lines.push(AssignmentLine { amount, since: Some(since), ..line });
    }
    Ok(())
}

fn held_keys(facts: &Facts, benefit: &Benefit, lines: &mut Vec<AssignmentLine>) -> Result<()> {
    for key in facts.keys(benefit.id)? {
        if let Some(holder) = key.holder.filter(|_| key.state == KeyState::Held) {
            let status = key.state.status(benefit.is_live());
            let line = held_by(facts, of(HoldingKind::Key, benefit, &status), &holder)?;
            let unit = Some(key.id.to_string());
            lines.push(AssignmentLine { unit, since: key.revealed_on, ..line });
        }
    }
    Ok(())
}

fn redemptions(facts: &Facts, benefit: &Benefit, lines: &mut Vec<AssignmentLine>) -> Result<()> {
    for key in facts.keys(benefit.id)? {
        let redemption = facts.redemption(key.id)?;
        let Some(done) = redemption.filter(|_| key.state == KeyState::Redeemed) else { continue };
        let mut line =
            of(HoldingKind::Redemption, benefit, &license::rules::status(&key, benefit.is_live()));
        if let Some(holder) = &key.holder {
            line = held_by(facts, line, holder)?;
        }
        lines.push(AssignmentLine {
            unit: Some(key.id.to_string()),
            tenant: Some(done.tenant),
            seats: key.seats.or(benefit.terms.seats_per_key()),
            since: Some(done.redeemed_on),
            ends_on: done.then.ends_on,
            ..line
        });
    }
    Ok(())
}

fn keys(facts: &Facts) -> Result<Vec<KeyExportLine>> {
    let mut lines = Vec::new();
    for benefit in benefits_with_keys(facts)? {
        let terms = &benefit.terms;
        let license = terms.category() == Category::License;
        let reveals = facts.reveals(benefit.id)?;
        for (line, key) in facts.key_lines(&benefit)?.into_iter().zip(facts.keys(benefit.id)?) {
            let redemption = if license { facts.redemption(key.id)? } else { None };
            let reveals = reveals.get(&key.id).map_or(&[][..], Vec::as_slice);
            // Nobody holds a license key, and the first who was shown it redeemed it.
            let first = reveals.first().filter(|_| license);
            let mut shown_to: Vec<Email> =
                reveals.iter().filter_map(|reveal| reveal.to.clone()).collect();
            folded_once(&mut shown_to);
            lines.push(KeyExportLine {
                id: line.id,
                key: None,
                category: terms.category(),
                benefit: benefit.id,
                product: terms.product.clone(),
                tail: line.tail,
                key_type: line.key_type,
                status: status(&key, license, benefit.is_live()),
                holder: line.holder,
                revealed_on: line.revealed_on.or(first.map(|reveal| reveal.on)),
                revealed_by: line.revealed_by.or_else(|| first.map(|reveal| reveal.by.clone())),
                reason: line.reason.or_else(|| first.and_then(|reveal| reveal.reason.clone())),
                language: line.language,
                os: line.os,
                activations: line.activations,
                activations_used: line.activations_used,
                seats: key.seats.or(terms.seats_per_key()).filter(|_| license),
                tenant: redemption.as_ref().map(|done| done.tenant.clone()),
                redeemed_on: redemption.as_ref().map(|done| done.redeemed_on),
                activate_by: terms.activate_by,
                ends_on: redemption.map_or(terms.ends_on, |done| done.then.ends_on),
                shown_to,
                times_shown: u32::try_from(reveals.len()).unwrap_or(u32::MAX),
            });
        }
    }
    lines.sort_by_key(|line| line.id);
    Ok(lines)
}

/// Each once, in the order of the first time.
fn folded_once(people: &mut Vec<Email>) {
    let mut seen = BTreeSet::new();
    people.retain(|person| seen.insert(person.clone()));
}

/// In the words of the list the key stands in.
fn status(key: &Key, license: bool, benefit_lives: bool) -> String {
    if license {
        license::rules::status(key, benefit_lives).to_string()
    } else {
        key.state.status(benefit_lives).to_string()
    }
}

fn users(facts: &Facts) -> Result<Vec<UserExportLine>> {
    let held = facts.holdings()?;
    let line = |user: User| {
        let [seats, credits, keys] = held.get(&user.id).copied().unwrap_or_default();
        let offers_held = user.offers_held.clone();
        UserExportLine { line: user::line(user), offers_held, seats, credits, keys }
    };
    Ok(facts.users()?.into_iter().map(line).collect())
}

fn benefits(facts: &Facts) -> Result<Vec<BenefitExportLine>> {
    let row = |line: BenefitLine| {
        let id = line.id.parse::<BenefitId>().ok();
        let terms = id.map(|id| facts.benefit(id)).transpose()?.map(|benefit| benefit.terms);
        let credit = terms.as_ref().and_then(Terms::of::<Credit>);
        let amount = credit.and_then(|credit| credit.amount.clone());
        let membership = terms.and_then(|terms| terms.membership);
        let stock = id.map(|id| facts.stock(id)).transpose()?.filter(|stock| stock.total > 0);
        let (keys_total, keys_free) = stock.map(|stock| (stock.total, stock.free)).unzip();
        Ok(BenefitExportLine { line, membership, amount, keys_total, keys_free })
    };
    benefits::lines(facts)?.into_iter().map(row).collect()
}

fn subscribers(facts: &Facts) -> Result<Vec<SubscriberLine>> {
    let levels = facts.program()?.visual_studio.levels.clone();
    let mut lines = Vec::new();
    for benefit in facts.benefits_of(Category::VisualStudio)? {
        let Ok(Seats { level }) = benefit::rules::usable(&benefit) else { continue };
        let name = levels.iter().find(|known| known.level == *level).map(|known| &known.name);
        let level = name.unwrap_or(level);
        for seat in facts.seats(benefit.id)? {
            let Some(held) = seat.holder(facts.today) else { continue };
            let holder = facts.user(&held.user)?;
            let country = holder.country.map(|country| country.to_string()).unwrap_or_default();
            lines.push(SubscriberLine::new(seat.id, level, &holder.email, &holder.name, &country));
        }
    }
    Ok(lines)
}
