//! `mpn membership`: what was purchased.

use chrono::NaiveDate;

use super::benefits;
use crate::domain::answer::{Answer, Body, MembershipLine};
use crate::domain::benefit::Benefit;
use crate::domain::event::MembershipEvent;
use crate::domain::membership::rules::Purchase;
use crate::domain::membership::{self, Membership};
use crate::domain::moment::before;
use crate::domain::refusal::Refusal;
use crate::domain::request::PurchaseMembership;
use crate::failure::Result;
use crate::store::{Change, Facts, Taken};

/// Buys an offer; its benefits follow.
pub(super) fn purchase(change: &mut Change, request: &PurchaseMembership) -> Result<()> {
    let program = change.program()?;
    let (offer, competency) =
        membership::rules::offer_for(&program, &request.offer, request.competency.as_deref())?;
    let bought = Purchase {
        offer,
        competency,
        price: request.price.as_ref(),
        first_purchased_on: request.first_purchased_on,
    };
    let (today, held) = (change.moment().on, change.all_memberships()?);
    let purchased =
        membership::rules::purchase(&program, bought, &held, today, &mut change.counters)?;
    // A higher level may take the place of what was taken of a lower one since (MEM-2).
    benefits::fitting_since(change, |change| {
        change.record(purchased)?;
        benefits::grant_lines(change)
    })?;
    benefits::warn_of_excess(change)
}

/// Begins the next term of a membership; what is counted by the year begins anew (MEM-9).
pub(super) fn renew(change: &mut Change, name: &str) -> Result<()> {
    let held = change.membership_named(name)?;
    let all = change.all_memberships()?;
    let renewed = membership::rules::renew(&*change.program()?, &held, &all, change.moment().on)?;
    change.record(renewed)?;
    tell_taken_since(change)?;
    benefits::warn_of_excess(change)
}

/// Tells what was taken since the day of a renewal that is recorded late: it counts in the new year.
fn tell_taken_since(change: &mut Change) -> Result<()> {
    let on = change.moment().on;
    let taken = change.taken_since(before(on, 1))?;
    let counted: Vec<String> =
        taken.into_iter().filter(Taken::is_counted).map(|taken| taken.what).collect();
    if !counted.is_empty() {
        let counted = counted.join(", ");
        change.notes.push(format!("{counted}: taken since {on}, so counted in the new year"));
    }
    Ok(())
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
        anniversary: held.anniversary(facts.today),
        renewable_until: held.renewable_until(facts.today),
        price: held.price.clone(),
        refund_until: held.refund_days_left(facts.today).map(|_| held.refund_until),
    }
}
