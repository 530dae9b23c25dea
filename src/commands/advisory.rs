//! `mpn advisory`: hours for presales and deployment.

use super::benefits::lines_of;
use crate::domain::advisory::{self, Scenario};
use crate::domain::answer::{AdvisoryLine, AdvisoryRequestLine, Answer, Body};
use crate::domain::benefit::{Benefit, Category};
use crate::domain::refusal::BenefitRefusal;
use crate::domain::request::AdvisoryRequest;
use crate::domain::user::User;
use crate::failure::Result;
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

/// The hours there are: one core benefit of the organization (MEM-2).
fn hours_benefit(facts: &Facts) -> Result<Benefit> {
    let mut all = facts.benefits_of(Category::Advisory)?;
    all.retain(|benefit| benefit.ended.is_none());
    let not_granted = BenefitRefusal::NotGranted { what: "Partner Advisory Hours", rule: "ADV-1" };
    let found = all.into_iter().max_by_key(|benefit| benefit.terms.ends_on);
    found.ok_or_else(|| not_granted.into())
}

/// Requests a consultation.
fn request(
    change: &mut Change,
    acting: &User,
    scenario: Scenario,
    hours: u32,
    title: &str,
) -> Result<()> {
    let benefit = hours_benefit(change)?;
    let reserved = change.hours_reserved(benefit.id)?;
    let program = change.program()?;
    let today = change.moment().on;
    let event = advisory::rules::request(
        &benefit,
        scenario,
        hours,
        title,
        reserved,
        &acting.email,
        &program,
        &mut change.counters,
        today,
    )?;
    change.record(event)
}

/// Records the true hours of a consultation.
fn log(change: &mut Change, name: &str, hours: u32) -> Result<()> {
    let request = change.advisory_request_named(name)?;
    let benefit = change.benefit(request.benefit)?;
    let reserved = change.hours_reserved(benefit.id)?;
    let program = &change.program()?;
    let event =
        advisory::rules::log(&benefit, &request, hours, reserved, program, change.moment().on)?;
    change.record_all(event)
}

/// Takes down what was used before there was a ledger.
fn count(change: &mut Change, hours: u32) -> Result<()> {
    let benefit = hours_benefit(change)?;
    let event = advisory::rules::count(&benefit, hours, change.moment().on)?;
    change.record_all(event)
}

/// The balance.
pub(super) fn status(facts: &Facts) -> Result<Answer> {
    super::listed(facts, Body::AdvisoryStatus(lines(facts)?))
}

/// The balance of every benefit of hours.
pub(super) fn lines(facts: &Facts) -> Result<Vec<AdvisoryLine>> {
    lines_of(facts, Category::Advisory, |facts, benefit| {
        let reserved = facts.hours_reserved(benefit.id)?;
        Ok(AdvisoryLine {
            offer: benefit.terms.offer.clone(),
            included: benefit.terms.quantity,
            used: benefit.used,
            reserved,
            remaining: advisory::rules::remaining(benefit, reserved),
            presales: benefit.terms.details.presales,
            ends_on: benefit.terms.ends_on,
            id: benefit.id,
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
