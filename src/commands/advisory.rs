//! `mpn advisory`: hours for presales and deployment.

use super::benefits::lines_of;
use super::to_send::ToSend;
use crate::domain::advisory::rules::Asking;
use crate::domain::advisory::{self, Consultation, Scenario};
use crate::domain::answer::{AdvisoryLine, AdvisoryRequestLine, Answer, Body};
use crate::domain::benefit::{self, Benefit, Category, Hours};
use crate::domain::event::AdvisoryEvent;
use crate::domain::holding::{Bound, used_up_by};
use crate::domain::organization::Organization;
use crate::domain::program::PageId;
use crate::domain::refusal::{BenefitRefusal, Refusal};
use crate::domain::request::AdvisoryRequest;
use crate::domain::user::{Email, User};
use crate::failure::{self, Result};
use crate::store::{Change, Facts};

/// Decides a request and records what follows from it.
pub(super) fn decide(change: &mut Change, acting: &User, asked: &AdvisoryRequest) -> Result<()> {
    match asked {
        AdvisoryRequest::RequestAdvisory { scenario, hours, title } => {
            request(change, acting, *scenario, *hours, title)
        }
        AdvisoryRequest::LogHours { advisory, hours } => log(change, advisory, *hours),
        AdvisoryRequest::UseHours { hours } => count(change, *hours),
    }
}

/// The hours that live, in the order in which they end; what ends first is used first. Where none
/// live, what there was.
fn hours_benefits(facts: &Facts) -> Result<Vec<Benefit>> {
    let mut all = facts.benefits_of(Category::Advisory)?;
    if all.iter().any(Benefit::is_live) {
        all.retain(Benefit::is_live);
    }
    all.sort_by_key(|benefit| (benefit.terms.ends_on, benefit.id));
    let not_granted = BenefitRefusal::NotGranted { what: "Partner Advisory Hours", rule: "ADV-1" };
    if all.is_empty() { Err(not_granted.into()) } else { Ok(all) }
}

/// Requests a consultation, of the first benefit that has hours enough.
fn request(
    change: &mut Change,
    acting: &User,
    scenario: Scenario,
    hours: u32,
    title: &str,
) -> Result<()> {
    let (program, today) = (change.program()?, change.moment().on);
    let asking = Asking { scenario, hours, title, by: &acting.email };
    let mut refused: Option<Refusal> = None;
    for benefit in hours_benefits(change)? {
        let bounds = change.hours_bounds(&benefit)?;
        let counters = &mut change.counters;
        match advisory::rules::request(&benefit, asking, &bounds, &program, counters, today) {
            Ok(event) => return change.record(event),
            Err(refusal) => refused = refused.or(Some(refusal)),
        }
    }
    refused.map_or(Ok(()), |refusal| Err(refusal.into()))
}

/// The text for the form that a request is submitted with (ADV-1).
pub(super) fn to_send(facts: &Facts, event: &AdvisoryEvent) -> Option<Result<ToSend>> {
    match event {
        AdvisoryEvent::AdvisoryRequested { user, scenario, title, hours, .. } => {
            let text = request_text(facts, user, *scenario, title, *hours);
            let sent_as = "technical presales and deployment request";
            Some(text.map(|text| ToSend { text, sent_as, page: PageId::AdvisoryRequest }))
        }
        AdvisoryEvent::AdvisoryRemoved { .. }
        | AdvisoryEvent::HoursLogged { .. }
        | AdvisoryEvent::HoursRestored { .. }
        | AdvisoryEvent::HoursCounted { .. } => None,
    }
}

fn request_text(
    facts: &Facts,
    user: &Email,
    scenario: Scenario,
    title: &str,
    hours: u32,
) -> Result<String> {
    let Organization { name, account_email, .. } = facts.organization()?;
    let account = account_email.map(|email| format!("Account: {email}\n")).unwrap_or_default();
    let hours = failure::count(u64::from(hours), "hour");
    Ok(format!(
        "Subject: {title}\n\nOrganization: {name}\n{account}Contact: {user}\n\
         Scenario: {scenario}\nEstimate: {hours}\n"
    ))
}

/// Records the true hours of a consultation, in the year in which it was requested.
fn log(change: &mut Change, name: &str, hours: u32) -> Result<()> {
    let request = change.advisory_request_named(name)?;
    let (benefit, bounds) = of_request(change, &request)?;
    let (program, today) = (&change.program()?, change.moment().on);
    let event = advisory::rules::log(&benefit, &request, hours, &bounds, program, today)?;
    change.record_all(event)
}

/// The benefit of a request as it was on its day, and what is taken of its year since.
pub(super) fn of_request(
    change: &mut Change,
    request: &Consultation,
) -> Result<(Benefit, Vec<Bound>)> {
    change.asked_of(request.requested_on, |change| {
        let benefit = change.benefit(request.benefit)?;
        let bounds = change.hours_bounds(&benefit)?;
        Ok((benefit, bounds))
    })
}

/// Records what was used before there was a ledger.
fn count(change: &mut Change, hours: u32) -> Result<()> {
    let today = change.moment().on;
    let mut refused: Option<Refusal> = None;
    for benefit in hours_benefits(change)? {
        match advisory::rules::count(&benefit, hours, today) {
            Ok(event) => return change.record_all(event),
            Err(refusal) => refused = refused.or(Some(refusal)),
        }
    }
    refused.map_or(Ok(()), |refusal| Err(refusal.into()))
}

/// The balance.
pub(super) fn status(facts: &Facts) -> Result<Answer> {
    super::listed(facts, Body::AdvisoryStatus(lines(facts)?))
}

/// The balance of every benefit of hours.
pub(super) fn lines(facts: &Facts) -> Result<Vec<AdvisoryLine>> {
    lines_of(facts, Category::Advisory, |facts, benefit| {
        let reserved = facts.hours_reserved(benefit)?;
        let Hours { presales } = benefit::rules::of(benefit)?;
        let remaining = advisory::rules::remaining(benefit, reserved);
        let year = (benefit.year_from, benefit.terms.ends_on);
        Ok(AdvisoryLine {
            offer: benefit.terms.offer.clone(),
            included: benefit.terms.quantity,
            used: benefit.used,
            reserved,
            remaining,
            presales: *presales,
            ends_on: benefit.terms.ends_on,
            id: benefit.id,
            used_up_by: used_up_by(benefit.used, remaining, year, facts.today)
                .filter(|_| benefit.is_live()),
        })
    })
}

/// All requests.
pub(super) fn list(facts: &Facts) -> Result<Answer> {
    let lines = facts.advisory_requests()?.into_iter().map(|request| AdvisoryRequestLine {
        id: request.id,
        scenario: request.scenario,
        title: request.title,
        hours_reserved: request.hours_reserved,
        hours_logged: request.hours_logged,
        deducted: request.deducts,
        requested_by: request.requested_by,
        requested_on: request.requested_on,
        logged_on: request.logged_on,
    });
    super::listed(facts, Body::AdvisoryRequests(lines.collect()))
}
