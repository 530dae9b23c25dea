//! `mpn license`: keys that are redeemed once, and what runs of them.

use chrono::NaiveDate;

use super::to_send::ToSend;
use super::vault::Vault;
use super::{benefits, membership};
use crate::domain::answer::{
    Answer, Body, LicenseLine, LicenseShown, PlannedOutcome, RedeemPlan, RedeemedKey,
    SubscriptionLine,
};
use crate::domain::benefit::{self, Benefit, Category, Licenses};
use crate::domain::event::{Event, LicenseEvent};
use crate::domain::id::KeyId;
use crate::domain::license::rules::{Beside, Circumstances, Neighbors};
use crate::domain::license::{self, Outcome, RedeemMode, Redemption, Subscription};
use crate::domain::moment::after;
use crate::domain::operation::Operation;
use crate::domain::query::PlannedRedemption;
use crate::domain::refusal::{KeyRefusal, LicenseRefusal, Refusal};
use crate::domain::request::{LicenseRequest, RecordRedemption, RedeemKey};
use crate::domain::shell;
use crate::domain::software::{Key, KeyState};
use crate::domain::user::User;
use crate::failure::{Failure, Result};
use crate::store::{Change, Facts, Unit};

/// Decides a request and records what follows from it.
pub(super) fn decide(change: &mut Change, acting: &User, asked: &LicenseRequest) -> Result<()> {
    match asked {
        LicenseRequest::RedeemKey(wanted) => redeem(change, acting, wanted),
        LicenseRequest::RecordRedemption(wanted) => record(change, wanted),
        LicenseRequest::ReplaceKey { key } => replace(change, key),
    }
}

/// Redeems a key: records it, and hands the key out unless that was done in the portal.
fn redeem(change: &mut Change, acting: &User, request: &RedeemKey) -> Result<()> {
    let (benefit, unit) = change.benefit_or_unit(&request.name)?;
    benefit::rules::usable::<Licenses>(&benefit)?;
    let key = redeemable(change, &benefit, &unit)?;
    let organization = change.organization()?;
    let tenant =
        license::rules::tenant(&organization, &request.tenant, request.confirm_tenant.as_deref())?;
    let known = change.subscription(&benefit.terms.product, &tenant)?;
    let named = request.running.as_ref();
    let passed_over = license::rules::passed_over(known.as_ref(), named, change.moment().on);
    let running = license::rules::running(known, named, change.moment().on)?;
    let latest = match named {
        // What is named is built upon, whatever the ledger knows of.
        Some(_) => None,
        None => change.latest_redemption(&benefit.terms.product, &tenant)?,
    };
    let circumstances = Circumstances {
        mode: request.mode,
        tenant,
        running,
        latest,
        seats: seats_of(&benefit, &key),
        terms: &change.program()?.license,
        shown_to: (!request.already_done).then(|| acting.email.clone()),
        today: change.moment().on,
    };
    let (event, outcome) = license::rules::redeem(&benefit, &key, &circumstances)?;
    if !request.already_done {
        // A key that is handed out is redeemed from now on, whatever day is told.
        let now = change.moment().recorded_on();
        let benefit = change.asked_of(now, |change| change.benefit(benefit.id))?;
        license::rules::in_time(&benefit, now)?;
    }
    membership::forfeit_refund(change, &benefit, request.forfeit_refund)?;
    if let Some(passed_over) = passed_over {
        change.warn(passed_over);
    }
    warn_of_lost_months(change, request.mode, &outcome);
    change.record(event)
}

/// Seats that are added take months away: less than a year is worth a warning (LIC-4).
fn warn_of_lost_months(change: &mut Change, mode: RedeemMode, outcome: &Outcome) {
    if mode == RedeemMode::AddSeats && outcome.months.is_less_than(12) {
        change.warn(format!(
            "{} seats will run for {} months, until {}; --mode extend keeps the seats and moves \
             the end (LIC-4)",
            outcome.then.seats, outcome.months, outcome.then.ends_on
        ));
    }
}

/// The key to redeem: the one that is named, or the next of the benefit (LIC-2).
fn redeemable(facts: &Facts, benefit: &Benefit, unit: &Unit) -> Result<Key> {
    let key = match unit {
        Unit::Key(id) => facts.key(*id)?,
        _ => match facts.free_keys(benefit.id, 1)?.pop() {
            Some(key) => key,
            None => facts.last_redeemed_key(benefit.id)?.ok_or_else(|| {
                let product = benefit.terms.product.clone();
                LicenseRefusal::NoUnredeemedKey { benefit: benefit.id, product }
            })?,
        },
    };
    if let Some(done) = facts.redemption(key.id)?.filter(|_| key.state == KeyState::Redeemed) {
        return Err(LicenseRefusal::KeyRedeemed {
            key: key.id,
            operation: done.operation,
            on: done.redeemed_on,
        }
        .into());
    }
    match key.state {
        KeyState::Free => Ok(key),
        KeyState::Replaced => Err(LicenseRefusal::KeyReplaced { key: key.id }.into()),
        state => Err(KeyRefusal::KeyGone { key: key.id, state }.into()),
    }
}

fn seats_of(benefit: &Benefit, key: &Key) -> u32 {
    key.seats.or(benefit.terms.seats_per_key()).unwrap_or(1)
}

/// Takes down a redemption that was made before there was a ledger.
fn record(change: &mut Change, request: &RecordRedemption) -> Result<()> {
    let benefit = change.benefit_named(&request.product)?;
    let key = super::software::key_with_tail(change, benefit.id, &request.tail)?;
    let key = redeemable(change, &benefit, &Unit::Key(key.id))?;
    let tenant = request.tenant.trim().to_lowercase();
    let running = change.subscription(&benefit.terms.product, &tenant)?;
    let today = change.moment().on;
    let runs = running.as_ref().is_some_and(|running| running.ends_on > today);
    let circumstances = Circumstances {
        mode: if runs { RedeemMode::AddSeats } else { RedeemMode::New },
        latest: change.latest_redemption(&benefit.terms.product, &tenant)?,
        tenant,
        running,
        seats: seats_of(&benefit, &key),
        terms: &change.program()?.license,
        shown_to: None,
        today,
    };
    let (mut event, _) = license::rules::redeem(&benefit, &key, &circumstances)?;
    if let (LicenseEvent::KeyRedeemed { then, .. }, Some(ends_on)) = (&mut event, request.ends_on) {
        // The portal's own date is the truth; ours would only be computed.
        then.ends_on = ends_on;
    }
    membership::forfeit_refund(change, &benefit, true)?;
    change.record(event)
}

/// Asks for a replacement key.
fn replace(change: &mut Change, name: &str) -> Result<()> {
    let (benefit, unit) = benefits::named_of(change, name, Category::License)?;
    let key = match unit {
        Unit::Key(id) => change.key(id)?,
        _ => change.last_redeemed_key(benefit.id)?.ok_or_else(|| {
            let product = benefit.terms.product.clone();
            LicenseRefusal::NoRedeemedKey { benefit: benefit.id, product }
        })?,
    };
    let redemption = change.redemption(key.id)?;
    let beside = redemption.as_ref().map(|redemption| neighbors(change, redemption)).transpose()?;
    let beside = beside.unwrap_or_default();
    let replaces = change.replaced_by(key.id)?;
    let (terms, today) = (&change.program()?.license, change.moment().on);
    let event =
        license::rules::replace(&key, redemption.as_ref(), replaces, &beside, terms, today)?;
    if let Some(warning) = license::rules::replacement_warning(&event) {
        change.warn(warning);
    }
    change.record(event)
}

/// What was redeemed onto the same subscription, before and after.
fn neighbors(facts: &Facts, redemption: &Redemption) -> Result<Neighbors> {
    let beside = |(made, key): (Redemption, Key)| {
        let benefit = facts.benefit(key.benefit)?;
        Ok(Beside { made, state: key.state, seats: seats_of(&benefit, &key) })
    };
    let earlier = facts.redemptions_before(redemption)?.into_iter().map(beside);
    let later = facts.redemptions_after(redemption)?.into_iter().map(beside);
    Ok(Neighbors {
        earlier: earlier.collect::<Result<_>>()?,
        later: later.collect::<Result<_>>()?,
        is_latest: facts.is_latest_redemption(redemption)?,
    })
}

/// The key that an operation redeemed, opened.
pub(super) fn handed_out(facts: &Facts, operation: Operation, vault: &Vault) -> Result<Answer> {
    let redeemed = operation.events.iter().find_map(|event| match event {
        Event::License(LicenseEvent::KeyRedeemed { key, benefit, mode, tenant, then, .. }) => {
            Some((*key, *benefit, *mode, tenant.clone(), then.clone()))
        }
        _ => None,
    });
    let Some((id, benefit, mode, tenant, then)) = redeemed else {
        return Err(Failure::failed("failed", "the operation redeemed no key"));
    };
    let of = facts.benefit(benefit)?;
    let Licenses { redeem_url, .. } = benefit::rules::of(&of)?;
    let redeemed = RedeemedKey {
        id,
        key: vault.reveal_key(facts, &facts.key(id)?)?,
        redeem_url: redeem_url.clone(),
        product: of.terms.product,
        mode,
        tenant,
        seats: then.seats,
        ends_on: then.ends_on,
        instructions: of.terms.instructions,
        operation: operation.seq,
    };
    Ok(Answer { warnings: operation.receipt().warnings, ..Body::Redeemed(redeemed).into() })
}

/// What a redemption would come to, each way (LIC-6).
pub(super) fn plan(facts: &Facts, wanted: &PlannedRedemption) -> Result<Answer> {
    let (benefit, unit) = facts.benefit_or_unit(&wanted.name)?;
    benefit::rules::usable::<Licenses>(&benefit)?;
    let key = redeemable(facts, &benefit, &unit)?;
    let ours = facts.organization()?.tenant;
    let tenant = wanted.tenant.clone().or(ours).unwrap_or_default().trim().to_lowercase();
    let known = facts.subscription(&benefit.terms.product, &tenant)?;
    let running = license::rules::running(known, wanted.running.as_ref(), facts.today)?;
    let terms = &facts.program()?.license;
    let seats = seats_of(&benefit, &key);
    let refund = membership::refund_given_up(facts, &benefit, wanted.forfeit_refund, facts.today)?;
    let planned = |mode| {
        let outcome = license::rules::in_time(&benefit, facts.today).and_then(|()| {
            license::rules::outcome(mode, running.as_ref(), seats, terms, facts.today)
        });
        match outcome {
            // What it comes to is told although a refund still stands in the way (CAN-3).
            Ok(outcome) => planned(mode, &outcome, refund.as_ref().err()),
            Err(refusal) => {
                let reason = Some(Failure::from(refusal).told().message);
                PlannedOutcome { reason, ..PlannedOutcome::default() }
            }
        }
    };
    Ok(Body::RedeemPlan(RedeemPlan {
        add_seats: planned(RedeemMode::AddSeats),
        extend: planned(RedeemMode::Extend),
        new: planned(RedeemMode::New),
    })
    .into())
}

fn planned(mode: RedeemMode, outcome: &Outcome, refusal: Option<&Refusal>) -> PlannedOutcome {
    let short = mode == RedeemMode::AddSeats && outcome.months.is_less_than(12);
    let warning = || format!("all seats will run for {} months, less than twelve", outcome.months);
    PlannedOutcome {
        seats: Some(outcome.then.seats),
        months: Some(outcome.months),
        ends_on: Some(outcome.then.ends_on),
        allowed: refusal.is_none(),
        reason: match refusal {
            Some(refusal) => Some(Failure::from(refusal.clone()).told().message),
            None => short.then(warning),
        },
    }
}

/// What can be done so that a subscription goes on after its `last` day: the command that extends
/// it with a key that can be redeemed, or what else there is to do.
pub(super) fn way_on(
    facts: &Facts,
    product: &str,
    tenant: &str,
    running: &Subscription,
    last: NaiveDate,
) -> Result<String> {
    let typed = shell::word(tenant);
    let terms = &facts.program()?.license;
    let mut benefits = facts.benefits_of(Category::License)?;
    benefits.retain(|benefit| {
        benefit.terms.product == product && license::rules::in_time(benefit, facts.today).is_ok()
    });
    // The keys that can be redeemed longest come first.
    benefits.sort_by_key(|benefit| std::cmp::Reverse(benefit.terms.activate_until()));
    for benefit in &benefits {
        let Some(key) = facts.free_keys(benefit.id, 1)?.pop() else { continue };
        let (mode, seats) = (RedeemMode::Extend, seats_of(benefit, &key));
        if license::rules::outcome(mode, Some(running), seats, terms, facts.today).is_err() {
            return Ok(format!("mpn license redeem {} --plan --tenant {typed}", key.id));
        }
        let ours = license::rules::tenant(&facts.organization()?, tenant, None).is_ok();
        let confirmed = if ours { String::new() } else { format!(" --confirm-tenant {typed}") };
        let until = benefit.terms.activate_until();
        let by = if until < last { format!(", by {until}") } else { String::new() };
        let id = key.id;
        return Ok(format!(
            "mpn license redeem {id} --mode {mode} --tenant {typed}{confirmed}{by}"
        ));
    }
    Ok(match benefits.first() {
        Some(benefit) => format!("mpn license add-keys {} FILE --seats N", benefit.id),
        None => "buy the seats: no key here can be redeemed any more".to_owned(),
    })
}

/// All license keys.
pub(super) fn list(facts: &Facts) -> Result<Answer> {
    let lines = benefits::lines_of(facts, Category::License, key_lines)?;
    super::listed(facts, Body::Licenses(lines.concat()))
}

/// One license benefit, with its keys and what runs of it.
pub(super) fn show(facts: &Facts, name: &str) -> Result<Answer> {
    let (found, unit) = benefits::named_of(facts, name, Category::License)?;
    let mut keys = key_lines(facts, &found)?;
    if let Unit::Key(id) = unit {
        keys.retain(|line| line.id == id);
    }
    let line = benefits::line(facts, &found)?;
    let Licenses { seats_per_key, redeem_url } = benefit::rules::of::<Licenses>(&found)?.clone();
    let running = facts.subscriptions()?.into_iter();
    let running = running.filter(|(product, ..)| *product == found.terms.product);
    let subscriptions = running.map(|(product, tenant, Subscription { seats, ends_on })| {
        SubscriptionLine { product, tenant, seats, ends_on }
    });
    Ok(Body::License(LicenseShown {
        line,
        seats_per_key,
        redeem_url,
        instructions: found.terms.instructions.clone(),
        keys,
        subscriptions: subscriptions.collect(),
    })
    .into())
}

fn key_lines(facts: &Facts, benefit: &Benefit) -> Result<Vec<LicenseLine>> {
    let replacement = facts.program()?.license.replacement_days;
    let mut lines = Vec::new();
    for key in facts.keys(benefit.id)? {
        let redemption = facts.redemption(key.id)?;
        let redeemed = redemption.as_ref();
        let replaceable = redeemed
            .filter(|_| key.state == KeyState::Redeemed)
            .map(|done| after(done.redeemed_on, replacement))
            .filter(|until| *until >= facts.today);
        lines.push(LicenseLine {
            id: key.id,
            benefit: benefit.id,
            product: benefit.terms.product.clone(),
            seats: Some(seats_of(benefit, &key)),
            status: license::rules::status(&key, benefit.is_live()),
            tenant: redeemed.map(|done| done.tenant.clone()),
            redeemed_on: redeemed.map(|done| done.redeemed_on),
            activate_by: benefit.terms.activate_by,
            ends_on: redeemed.map(|done| done.then.ends_on),
            tail: facts.tail_of(key.id)?,
            replaceable_until: replaceable,
            replaced_by: match key.state {
                KeyState::Replaced => facts.replacement_of(key.id)?,
                _ => None,
            },
        });
    }
    Ok(lines)
}

/// The service request that a fact wants to be sent (LIC-7).
pub(super) fn to_send(facts: &Facts, event: &LicenseEvent) -> Option<Result<ToSend>> {
    match event {
        LicenseEvent::KeyReplaced { key, product, .. } => {
            Some(replacement_text(facts, *key, product).map(ToSend::service_request))
        }
        LicenseEvent::KeyRedeemed { .. } => None,
    }
}

fn replacement_text(facts: &Facts, key: KeyId, product: &str) -> Result<String> {
    let organization = facts.organization()?;
    let redemption = facts.redemption(key)?;
    let on = redemption.as_ref().map(|done| done.redeemed_on.to_string()).unwrap_or_default();
    let tenant = redemption.map(|done| done.tenant).unwrap_or_default();
    let tail = facts.tail_of(key)?.unwrap_or_default();
    Ok(format!(
        "Subject: replacement of a product key redeemed by mistake\n\n\
         Organization: {}\nProduct: {product}\nKey ending in: {tail}\nRedeemed on: {on}\n\
         Tenant it was redeemed on: {tenant}\nOur tenant: {}\n\n\
         The key was redeemed on the wrong tenant, or seats were added where the end should have \
         been moved. Please send a replacement key; we know that this is done once only.\n",
        organization.name,
        organization.tenant.unwrap_or_default(),
    ))
}
