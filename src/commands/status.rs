//! `mpn status`: one screen that an administrator would leave open.

use super::{advisory, due, support};
use crate::domain::answer::{Answer, Body, MembershipInStatus, Status, UsedInStatus};
use crate::domain::azure::CreditKind;
use crate::domain::benefit::{BenefitStatus, Category};
use crate::domain::gtm::GtmStatus;
use crate::domain::membership::MembershipStatus;
use crate::domain::recipient;
use crate::domain::role::rules::GRANTS_EVERY_ROLE;
use crate::domain::support::SupportStatus;
use crate::domain::user::UserStatus;
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
    let held = facts.memberships()?.into_iter();
    let line = |one: crate::domain::membership::Membership| MembershipInStatus {
        id: one.id,
        status: one.status(facts.today),
        days_left: (one.anniversary - facts.today).num_days(),
        offer: one.offer,
        competency: one.competency,
        anniversary: one.anniversary,
    };
    Ok(held.map(line).collect())
}

fn used(facts: &Facts, category: Category) -> Result<Vec<UsedInStatus>> {
    let days = facts.program()?.visual_studio.reassign_after_days;
    let mut lines = Vec::new();
    for one in facts.benefits_of(category)? {
        // What comes with Visual Studio subscriptions comes by the hundred, and nobody renews it:
        // one screen has no room for it, and `software list` has.
        if one.status(facts.today) == BenefitStatus::Ended || one.terms.last_day().is_none() {
            continue;
        }
        let total = match category {
            Category::Software => facts.stock(one.id)?.total,
            _ => one.bound().unwrap_or(0),
        };
        if total == 0 && one.used == 0 {
            continue;
        }
        let cooling = match category {
            Category::VisualStudio => facts.seats_cooling(one.id, days)?,
            _ => 0,
        };
        lines.push(UsedInStatus {
            id: one.id,
            used: one.used,
            total,
            cooling,
            name: one.terms.product,
        });
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
    for offer in facts.gtm_offers()? {
        if !offer.ended && offer.status(facts.today) == GtmStatus::Pending {
            told.push(format!("{} ({}) is activated and not confirmed", offer.id, offer.name));
        }
    }
    for one in facts.benefits()? {
        let bounded = one.terms.category != Category::Software;
        if bounded && one.over() > 0 && one.status(facts.today) != BenefitStatus::Ended {
            let unit = one.terms.category.unit().unwrap_or("units");
            told.push(format!(
                "{} ({}) has {} {unit} in use and {} granted",
                one.id,
                one.terms.product,
                one.used,
                one.bound().unwrap_or(0)
            ));
        }
    }
    told.extend(of_those_who_left(facts)?);
    if facts.is_sample()? {
        told.push("this ledger is a sample; everything in it is made up".to_owned());
    }
    Ok(told)
}

/// What is held by users who cannot use it any more, and what they can still open.
fn of_those_who_left(facts: &Facts) -> Result<Vec<String>> {
    let mut told = Vec::new();
    for email in facts.recipients()?.into_iter().filter_map(|one| one.user) {
        let status = facts.user(&email)?.status;
        if status != UserStatus::Active {
            told.push(format!(
                "{email}, who is {status}, can open the keys: mpn seal remove {email}"
            ));
        }
    }
    for one in facts.benefits_of(Category::Azure)? {
        for (email, _) in facts.credit_holders(one.id)? {
            let holder = facts.user(&email)?;
            if holder.status != UserStatus::Active {
                let mend = match one.terms.details.credit_kind {
                    Some(CreditKind::Bulk) => "transfer",
                    _ => "remove",
                };
                told.push(format!(
                    "{} is held by {email}, who is {}: mpn azure {mend} {} …",
                    one.id, holder.status, one.id
                ));
            }
        }
    }
    for one in facts.benefits_of(Category::VisualStudio)? {
        let mut held = 0;
        for seat in facts.seats(one.id)? {
            let Some(holding) = seat.user else { continue };
            held += u64::from(facts.user(&holding.user)?.status != UserStatus::Active);
        }
        if held > 0 {
            told.push(format!(
                "{} of {} held by users who are not active",
                count(held, "seat"),
                one.id
            ));
        }
    }
    Ok(told)
}
