//! `mpn membership`: what was purchased.

use chrono::NaiveDate;

use super::benefits;
use crate::domain::answer::{Answer, Body, MembershipLine};
use crate::domain::benefit::{self, Benefit, Category, Origin};
use crate::domain::event::{BenefitEvent, Event, MembershipEvent};
use crate::domain::id::BenefitId;
use crate::domain::membership::{self, Membership, MembershipStatus};
use crate::domain::refusal::Refusal;
use crate::domain::request::{MembershipRequest, PurchaseMembership, Request};
use crate::failure::Result;
use crate::store::{Change, Facts};

/// Buys an offer; its benefits follow.
pub(super) fn purchase(change: &mut Change, request: &PurchaseMembership) -> Result<()> {
    let program = change.program()?;
    let (offer, competency) =
        membership::rules::offer_for(&program, &request.offer, request.competency.as_deref())?;
    let (price, held) = (request.price.as_ref(), change.memberships()?);
    let (today, counters) = (change.moment().on, &mut change.counters);
    let purchased =
        membership::rules::purchase(&program, offer, competency, price, &held, today, counters)?;
    change.record(purchased)?;
    settle(change)
}

/// Brings the benefits in line with the memberships that are held (MEM-2, MEM-7). What is held is
/// a matter of today, not of the day a command is recorded for.
pub(super) fn settle(change: &mut Change) -> Result<()> {
    let today = change.moment().recorded_on();
    settle_on(change, today)?;
    Ok(())
}

/// The same as of a day; returns the benefits that began a new year by it.
fn settle_on(change: &mut Change, today: NaiveDate) -> Result<Vec<BenefitId>> {
    let held = change.memberships()?;
    let with_seats = |benefit: Benefit| match benefit.terms.category {
        Category::VisualStudio => change.seats(benefit.id).map(|seats| (benefit, seats)),
        _ => Ok((benefit, Vec::new())),
    };
    let benefits =
        change.all_benefits()?.into_iter().map(with_seats).collect::<Result<Vec<_>>>()?;
    let offers = change.gtm_offers()?;
    let program = change.program()?;
    let events = benefit::settle(&program, &held, &benefits, &offers, &mut change.counters, today);
    let renewed = |event: &Event| match event {
        Event::Benefit(BenefitEvent::BenefitRenewed { benefit, .. }) => Some(*benefit),
        _ => None,
    };
    let renewed = events.iter().filter_map(renewed).collect();
    change.record_all(events)?;
    for benefit in change.benefits()?.iter().filter(|benefit| benefit.ended.is_none()) {
        if let Some(over) = benefits::over_granted(benefit) {
            change.warn(format!("{over}; none is taken away (MEM-2)"));
        }
    }
    Ok(renewed)
}

/// Begins the next term of a membership; what is counted by the year begins anew (MEM-9).
pub(super) fn renew(change: &mut Change, name: &str) -> Result<()> {
    let held = change.membership_named(name)?;
    let renewed = membership::rules::renew(&*change.program()?, &held, change.moment().on)?;
    change.record(renewed)?;
    // Another that was renewed in time as well, and is recorded next, has not lapsed either.
    let on = change.moment().on;
    let renewed = settle_on(change, on)?;
    let until = change.membership(held.id)?.renewable_until;
    for Benefit { id, terms, ended, .. } in change.benefits()? {
        let is_its_own = ended.is_none() && terms.membership == Some(held.id);
        if !is_its_own || renewed.contains(&id) {
            continue;
        }
        // A grant with an end of its own keeps it.
        let own_end = terms.origin == Origin::Grant && terms.ends_on != held.renewable_until;
        let ends_on = if own_end { terms.ends_on } else { until.max(terms.ends_on) };
        change.record(BenefitEvent::BenefitRenewed { benefit: id, ends_on })?;
    }
    Ok(())
}

/// Takes down what lapsed since the last command; it is due whatever the command is (MEM-5).
pub(super) fn lapse_due(change: &mut Change, request: Option<&Request>) -> Result<()> {
    let held = change.memberships()?;
    let moment = change.moment();
    // Renewals that were made in time may be recorded later, one after the other: what could be
    // renewed on the day of this one did not lapse by it.
    let renewed_on =
        matches!(request, Some(Request::Membership(MembershipRequest::RenewMembership { .. })))
            .then_some(moment.on);
    let spared = |held: &Membership| {
        renewed_on.is_some_and(|day| held.status(day) == MembershipStatus::Renewable)
    };
    let lapsed: Vec<MembershipEvent> = held
        .iter()
        .filter(|held| !spared(held))
        .filter_map(|held| membership::rules::lapse(held, moment.recorded_on()))
        .collect();
    if lapsed.is_empty() {
        return Ok(());
    }
    change.record_all(lapsed)?;
    // The renewal settles what it spared along with the rest.
    if renewed_on.is_some() { Ok(()) } else { settle(change) }
}

/// What a membership is called in a sentence: its id and what was bought.
pub(super) fn called(held: &Membership) -> String {
    match &held.competency {
        Some(competency) => format!("{} ({} for {competency})", held.id, held.offer),
        None => format!("{} ({})", held.id, held.offer),
    }
}

/// A refund that is still open is given up only when that is meant (CAN-3).
pub(super) fn forfeit_refund(change: &mut Change, benefit: &Benefit, forfeit: bool) -> Result<()> {
    let event = refund_given_up(change, benefit, forfeit, change.moment().on)??;
    change.record_all(event)
}

/// What the rule says of a refund that would be given up on `today`.
pub(super) fn refund_given_up(
    facts: &Facts,
    benefit: &Benefit,
    forfeit: bool,
    today: NaiveDate,
) -> Result<Result<Option<MembershipEvent>, Refusal>> {
    let held = facts.membership_of(&benefit.terms)?;
    let until = benefit.terms.activate_until();
    Ok(membership::rules::forfeit_refund(held.as_ref(), forfeit, until, today))
}

/// Whether something lapsed that nobody has taken down yet.
pub(super) fn is_lapse_due(facts: &Facts) -> Result<bool> {
    let lapses = |held: &Membership| membership::rules::lapse(held, facts.today).is_some();
    Ok(facts.memberships()?.iter().any(lapses))
}

/// All memberships.
pub(super) fn list(facts: &Facts) -> Result<Answer> {
    let lines = facts.memberships()?.iter().map(|held| line(facts, held)).collect();
    super::listed(facts, Body::Memberships(lines))
}

/// One membership.
pub(super) fn show(facts: &Facts, name: &str) -> Result<Answer> {
    Ok(Body::Membership(line(facts, &facts.membership_named(name)?)).into())
}

pub(super) fn line(facts: &Facts, held: &Membership) -> MembershipLine {
    MembershipLine {
        id: held.id,
        offer: held.offer.clone(),
        competency: held.competency.clone(),
        status: held.status(facts.today),
        purchased_on: held.purchased_on,
        anniversary: held.anniversary,
        renewable_until: held.renewable_until,
        price: held.price.clone(),
        refund_until: held.refund_days_left(facts.today).map(|_| held.refund_until),
    }
}
