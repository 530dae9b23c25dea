//! Partner Advisory Hours: what pays for Technical Presales and Deployment (ADV-1 to ADV-3).

use chrono::NaiveDate;

use super::benefit::{self, Benefit, Category};
use super::event::Event;
use super::id::{AdvisoryId, BenefitId, Counters};
use super::program::{Presales, Program};
use super::refusal::Refusal;
use super::user::Email;
use super::words::words;

words! {
    /// What a consultation is for.
    Scenario, "a scenario" {
        Presales = "presales",
        Deployment = "deployment",
        Marketplace = "marketplace",
    }
}

/// A request as the ledger knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvisoryRequest {
    pub id: AdvisoryId,
    pub benefit: BenefitId,
    pub scenario: Scenario,
    pub title: String,
    /// The estimate that is set aside until the true hours are logged.
    pub hours_reserved: u32,
    pub hours_logged: Option<u32>,
    /// Whether its hours are deducted.
    pub deducts: bool,
    pub requested_by: Email,
    pub requested_on: NaiveDate,
    pub logged_on: Option<NaiveDate>,
    /// Whether it belongs to a term that was renewed since.
    pub of_earlier_term: bool,
}

fn deducts(benefit: &Benefit, scenario: Scenario) -> bool {
    let unlimited = benefit.terms.details.presales == Some(Presales::Unlimited);
    !(unlimited && scenario == Scenario::Presales)
}

/// The hours left when those of open requests are set aside.
#[must_use]
pub fn remaining(benefit: &Benefit, reserved: u32) -> u32 {
    benefit.bound().unwrap_or(0).saturating_sub(benefit.used + reserved)
}

/// Requests a consultation, and sets its estimate aside (ADV-3).
///
/// # Errors
/// [`Refusal::EngagementTooLong`] (ADV-2), [`Refusal::NoHoursLeft`], those of [`benefit::usable`].
#[expect(clippy::too_many_arguments, reason = "each is one of the facts the rule is about")]
pub fn request(
    benefit: &Benefit,
    scenario: Scenario,
    hours: u32,
    title: &str,
    reserved: u32,
    by: &Email,
    program: &Program,
    counters: &mut Counters,
    today: NaiveDate,
) -> Result<Event, Refusal> {
    benefit::usable(benefit, Category::Advisory, today)?;
    within_an_engagement(hours, program)?;
    let deducts = deducts(benefit, scenario);
    let left = remaining(benefit, reserved);
    if deducts && hours > left {
        return Err(Refusal::NoHoursLeft { benefit: benefit.id, hours, left });
    }
    Ok(Event::AdvisoryRequested {
        advisory: counters.give(),
        benefit: benefit.id,
        user: by.clone(),
        scenario,
        title: title.to_owned(),
        hours,
        deducts,
        on: today,
    })
}

/// Records the true hours; the balance follows (ADV-3). Nothing when they are recorded so.
///
/// # Errors
/// [`Refusal::EngagementTooLong`] (ADV-2), [`Refusal::NoHoursLeft`].
pub fn log(
    benefit: &Benefit,
    request: &AdvisoryRequest,
    hours: u32,
    reserved: u32,
    program: &Program,
    today: NaiveDate,
) -> Result<Option<Event>, Refusal> {
    if request.hours_logged == Some(hours) {
        return Ok(None);
    }
    within_an_engagement(hours, program)?;
    let own = request.hours_logged.unwrap_or(request.hours_reserved);
    let left = benefit.bound().unwrap_or(0).saturating_sub(benefit.used + reserved)
        + if request.deducts { own } else { 0 };
    if request.deducts && !request.of_earlier_term && hours > left {
        return Err(Refusal::NoHoursLeft { benefit: benefit.id, hours, left });
    }
    Ok(Some(Event::HoursLogged {
        advisory: request.id,
        benefit: request.benefit,
        hours,
        hours_before: request.hours_logged,
        on: today,
    }))
}

/// Takes down the hours that were used before there was a ledger; nothing when it is so already.
///
/// # Errors
/// [`Refusal::NoHoursLeft`].
pub fn count(benefit: &Benefit, hours: u32, today: NaiveDate) -> Result<Option<Event>, Refusal> {
    benefit::usable(benefit, Category::Advisory, today)?;
    let included = benefit.bound().unwrap_or(0);
    if hours > included {
        return Err(Refusal::NoHoursLeft { benefit: benefit.id, hours, left: included });
    }
    Ok((hours != benefit.used).then_some(Event::HoursCounted {
        benefit: benefit.id,
        used: hours,
        used_before: benefit.used,
        on: today,
    }))
}

fn within_an_engagement(hours: u32, program: &Program) -> Result<(), Refusal> {
    let most = program.advisory.hours_an_engagement;
    if hours > most { Err(Refusal::EngagementTooLong { hours, most }) } else { Ok(()) }
}
