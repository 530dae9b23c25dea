//! `mpn status`: one screen that an administrator would leave open.

use super::benefits::{living, living_of, over_granted};
use super::{advisory, due, gtm, software, support};
use crate::domain::answer::{Answer, Body, MembershipInStatus, Status, UsedInStatus};
use crate::domain::benefit::{Benefit, Category, Credit};
use crate::domain::gtm::GtmStatus;
use crate::domain::membership::{Membership, MembershipStatus};
use crate::domain::recipient;
use crate::domain::role::rules::GRANTS_EVERY_ROLE;
use crate::domain::shell;
use crate::domain::support::SupportStatus;
use crate::domain::user::{Email, UserStatus};
use crate::failure::{Result, count};
use crate::store::Facts;

/// How far ahead the screen looks, in days.
const WITHIN: i64 = 30;

/// Everything at a glance.
pub(super) fn status(facts: &Facts) -> Result<Answer> {
    let mut due = due::deadlines(facts)?;
    due.retain(|line| line.days <= WITHIN);
    let status = Status {
        organization: facts.organization()?.name,
        today: facts.today,
        memberships: memberships(facts)?,
        seats: used(facts, Category::VisualStudio)?,
        keys: used(facts, Category::Software)?,
        support: support::lines(facts)?,
        advisory: advisory::lines(facts)?,
        due,
        warnings: warnings(facts)?,
    };
    super::listed(facts, Body::Status(Box::new(status)))
}

fn memberships(facts: &Facts) -> Result<Vec<MembershipInStatus>> {
    let line = |held: Membership| MembershipInStatus {
        id: held.id,
        anniversary: held.anniversary(facts.today),
        status: held.status(facts.today),
        days_left: (held.anniversary(facts.today) - facts.today).num_days(),
        offer: held.offer,
        competency: held.competency,
    };
    Ok(facts.memberships()?.into_iter().map(line).collect())
}

fn used(facts: &Facts, category: Category) -> Result<Vec<UsedInStatus>> {
    let mut lines = Vec::new();
    for benefit in living_of(facts, category)? {
        let Benefit { id, used, .. } = benefit;
        // What comes with Visual Studio subscriptions comes by the hundred, and nobody renews it:
        // one screen has no room for it, and `software list` has.
        if benefit.terms.last_day().is_none() {
            continue;
        }
        let (total, cooling) = match category {
            Category::Software => (facts.stock(id)?.total, 0),
            _ => (benefit.bound().unwrap_or(0), facts.seats_cooling(id)?),
        };
        if total > 0 || used > 0 {
            let name = benefit.terms.product;
            lines.push(UsedInStatus { id, name, used, total, cooling });
        }
    }
    Ok(lines)
}

fn warnings(facts: &Facts) -> Result<Vec<String>> {
    let mut told = Vec::new();
    let admins = facts.holders_of(&GRANTS_EVERY_ROLE)?;
    if let [sole] = admins.as_slice() {
        told.push(format!("{sole} is the only user who may grant every role (ROLE-12)"));
    }
    told.extend(recipient::rules::warning(facts.recipients()?.len()));
    for held in facts.memberships()? {
        if held.status(facts.today) == MembershipStatus::CancelRequested {
            told.push(format!("the cancellation of {} is requested and not confirmed", held.id));
        }
    }
    for line in support::lines(facts)? {
        if line.status == SupportStatus::Pending {
            told.push(format!("{} ({}) is activated and not confirmed", line.id, line.name));
        }
    }
    told.extend(support::few_left(facts)?.into_iter().map(|(_, few)| few));
    told.extend(software::few_activations_left(facts)?);
    told.extend(gtm::contact_gone(facts)?);
    for offer in facts.gtm_offers()? {
        if offer.status(facts.today) == GtmStatus::Pending {
            told.push(format!("{} ({}) is activated and not confirmed", offer.id, offer.name));
        }
    }
    told.extend(living(facts)?.iter().filter_map(over_granted));
    told.extend(of_those_who_left(facts)?);
    if facts.is_sample()? {
        told.push("this ledger is a sample; everything in it is made up".to_owned());
    }
    Ok(told)
}

/// What is held by users who cannot use it any more, and what they can still open.
fn of_those_who_left(facts: &Facts) -> Result<Vec<String>> {
    let mut told = Vec::new();
    let left = |email: &Email| -> Result<Option<UserStatus>> {
        Ok(Some(facts.user(email)?.status).filter(|status| *status != UserStatus::Active))
    };
    for email in facts.recipients()?.into_iter().filter_map(|recipient| recipient.user) {
        if let Some(status) = left(&email)? {
            told.push(format!(
                "{email}, who is {status}, can open the keys: mpn seal remove {}",
                shell::word(&email)
            ));
        }
    }
    for Benefit { id, terms, .. } in facts.benefits_of(Category::Azure)? {
        let is_bulk = terms.of().is_some_and(Credit::is_bulk);
        let mend = if is_bulk { "transfer" } else { "remove" };
        for (email, _) in facts.credit_holders(id)? {
            if let Some(status) = left(&email)? {
                let holder = format!("{email}, who is {status}");
                told.push(format!("{id} is held by {holder}: mpn azure {mend} {id} …"));
            }
        }
    }
    for Benefit { id, .. } in facts.benefits_of(Category::VisualStudio)? {
        let mut held = 0;
        for holding in facts.seats(id)?.iter().filter_map(|seat| seat.holder(facts.today)) {
            held += u64::from(left(&holding.user)?.is_some());
        }
        if held > 0 {
            let seats = count(held, "seat");
            told.push(format!("{seats} of {id} held by users who are not active"));
        }
    }
    Ok(told)
}
