//! `mpn membership`: what was purchased.

use crate::domain::answer::{Answer, Body, MembershipLine};
use crate::domain::benefit;
use crate::domain::membership::{self, Membership};
use crate::domain::request::PurchaseMembership;
use crate::failure::Result;
use crate::store::{Change, Facts};

/// Buys an offer; its benefits follow.
pub(super) fn purchase(change: &mut Change, request: &PurchaseMembership) -> Result<()> {
    let program = change.program()?.clone();
    let (offer, competency) =
        membership::offer_for(&program, &request.offer, request.competency.as_deref())?;
    let held = change.memberships()?;
    let today = change.moment().on;
    let price = request.price.as_ref();
    let purchased = membership::purchase(
        &program,
        offer,
        competency,
        price,
        &held,
        today,
        &mut change.counters,
    )?;
    change.record(purchased)?;
    settle(change)
}

/// Brings the benefits in line with the memberships that are held (MEM-2).
pub(super) fn settle(change: &mut Change) -> Result<()> {
    let held = change.memberships()?;
    let entitled = benefit::entitlements(change.program()?, &held, change.today);
    let mut benefits = Vec::new();
    for one in change.benefits_of_program()? {
        let seats = change.seats(one.id)?;
        benefits.push((one, seats));
    }
    let offers = change.gtm_offers()?;
    let events = benefit::settle(&entitled, &benefits, &offers, &mut change.counters);
    change.record_all(events)?;
    for over in change.benefits_of_program()?.iter().filter(|one| !one.ended && one.over() > 0) {
        let unit = over.terms.category.unit().unwrap_or("units");
        change.warn(format!(
            "{} ({}) has {} {unit} in use and {} granted; none is taken away (MEM-2)",
            over.id,
            over.terms.product,
            over.used,
            over.bound().unwrap_or(0),
        ));
    }
    Ok(())
}

/// All memberships.
pub(super) fn list(facts: &Facts) -> Result<Answer> {
    let lines = facts.memberships()?.iter().map(|one| line(facts, one)).collect();
    super::listed(facts, Body::Memberships(lines))
}

/// One membership.
pub(super) fn show(facts: &Facts, name: &str) -> Result<Answer> {
    Ok(Body::Membership(line(facts, &facts.membership(name)?)).into())
}

fn line(facts: &Facts, held: &Membership) -> MembershipLine {
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
