//! `mpn due` and `mpn calendar`: every deadline, with what to do about it.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};

use super::benefits::{available, living};
use crate::domain::answer::{Answer, Body, Calendar, DueLine};
use crate::domain::benefit::{self, Benefit, Category, Quantity};
use crate::domain::deadline::Deadline;
use crate::domain::gtm::{self, GtmStatus};
use crate::domain::moment::{after, before};
use crate::domain::software::KeyState;
use crate::domain::{advisory, azure, license, membership, support, vs};
use crate::failure::{Result, count};
use crate::seal;
use crate::store::{Facts, Head};

/// How far `mpn due` looks unless it is told, in days.
const WITHIN: u32 = 30;

/// What is due within so many days.
pub(super) fn due(facts: &Facts, within: Option<u32>, unused: bool, check: bool) -> Result<Answer> {
    let mut lines = if unused { not_used(facts)? } else { deadlines(facts)? };
    // What is paid for and not used is told whenever it ends, unless a span is given.
    let within = if unused { within } else { within.or(Some(WITHIN)) };
    if let Some(within) = within {
        let last = after(facts.today, within);
        lines.retain(|line| line.date <= last);
    }
    Ok(Body::Due { lines, check }.into())
}

/// All deadlines as a calendar.
pub(super) fn calendar(facts: &Facts, at: DateTime<Utc>, file: Option<PathBuf>) -> Result<Answer> {
    let Head { ledger, seq: operations, .. } = facts.head()?;
    // Named by what it is about and not by its date, a deadline that moves stays the same event.
    let named = |line: DueLine| (seal::event_uid(&ledger, line.kind, &line.subject), line);
    let lines = deadlines(facts)?.into_iter().map(named).collect();
    let organization = facts.organization()?.name;
    Ok(Body::Calendar(Calendar { organization, at, operations, lines, file }).into())
}

/// Every deadline that can still be acted on, the nearest first.
pub(super) fn deadlines(facts: &Facts) -> Result<Vec<DueLine>> {
    let (program, today) = (&facts.program()?, facts.today);
    let mut all: Vec<Deadline> = Vec::new();
    for held in facts.memberships()? {
        all.extend(membership::deadlines::deadlines(&held, &program.membership, today));
    }
    for benefit in facts.benefits()? {
        let membership = facts.membership_of(&benefit.terms)?;
        all.extend(benefit::deadlines::deadlines(&benefit, membership.as_ref(), today));
        match benefit.terms.category() {
            Category::VisualStudio => {
                let (seats, days) = (facts.seats(benefit.id)?, &program.visual_studio);
                let days = days.reassign_after_days;
                all.extend(vs::deadlines::deadlines(&benefit, &seats, days, today));
            }
            Category::Azure => {
                all.extend(azure::deadlines::deadlines(&benefit, membership.as_ref(), today));
            }
            Category::License => all.extend(of_keys(facts, &benefit)?),
            Category::Support => {
                let contract = facts.contract_of(&benefit)?;
                let of_it =
                    contract.map(|one| support::deadlines::deadlines(&benefit, &one, today));
                all.extend(of_it.unwrap_or_default());
            }
            Category::Software | Category::Advisory | Category::GoToMarket => {}
        }
    }
    all.extend(of_subscriptions(facts)?);
    for (benefit, few) in super::support::few_left(facts)? {
        let hint = format!("mpn support count {benefit} --remaining N");
        all.push(Deadline::new(today, "few-left", benefit, few, hint));
    }
    if let Some(gone) = super::gtm::contact_gone(facts)? {
        let hint = "mpn gtm contact set EMAIL --contact-email E --phone P --language TAG";
        all.push(Deadline::new(today, "contact-gone", "contact", gone, hint.to_owned()));
    }
    let offers = facts.gtm_offers()?;
    all.extend(offers.iter().filter_map(|offer| gtm::deadlines::deadlines(offer, today)));
    let mut lines = lines(all, today);
    lines.sort_by(|one, other| {
        (one.date, one.kind, &one.what).cmp(&(other.date, other.kind, &other.what))
    });
    Ok(lines)
}

/// The lines of deadlines; what is past can no longer be acted on and is left out.
fn lines(deadlines: impl IntoIterator<Item = Deadline>, today: NaiveDate) -> Vec<DueLine> {
    let line = |Deadline { date, kind, subject, what, hint }: Deadline| {
        let days = (date - today).num_days();
        (days >= 0).then_some(DueLine { date, days, kind, what, hint, subject })
    };
    deadlines.into_iter().filter_map(line).collect()
}

fn of_keys(facts: &Facts, benefit: &Benefit) -> Result<Vec<Deadline>> {
    let replacement = facts.program()?.license.replacement_days;
    let keys = facts.keys(benefit.id)?;
    let mut all: Vec<Deadline> =
        license::deadlines::to_redeem(benefit, &keys).into_iter().collect();
    for key in keys.iter().filter(|key| key.state == KeyState::Redeemed) {
        let redemption = facts.redemption(key.id)?;
        all.extend(redemption.map(|done| license::deadlines::to_replace(&done, replacement)));
    }
    Ok(all)
}

/// The last days of what runs on tenants, with the command that makes it go on.
fn of_subscriptions(facts: &Facts) -> Result<Vec<Deadline>> {
    let mut all = Vec::new();
    for (product, tenant, running) in facts.subscriptions()? {
        // On the day that it ends nothing runs there any more that could be extended (LIC-10).
        let last = before(running.ends_on, 1);
        if last < facts.today {
            continue;
        }
        let subject = format!("{product}@{tenant}");
        let what = format!("the last day of {} seats of {product} on {tenant}", running.seats);
        let hint = super::license::way_on(facts, &product, &tenant, &running, last)?;
        all.push(Deadline::new(last, "subscription-ends", subject, what, hint));
    }
    Ok(all)
}

/// What is paid for and not used, by the day it ends.
fn not_used(facts: &Facts) -> Result<Vec<DueLine>> {
    let mut all = Vec::new();
    for benefit in living(facts)? {
        // What never ends can wait.
        if benefit.terms.last_day().is_none() {
            continue;
        }
        let Some((left, hint)) = left(facts, &benefit)? else { continue };
        let (name, category) = (benefit.called(), benefit.terms.category());
        let unit = category.units();
        let what = match left {
            Quantity::Count(0) => continue,
            Quantity::Unlimited if benefit.used > 0 => continue,
            Quantity::Unlimited => format!("{name}: no {unit} used"),
            Quantity::Count(_) if category == Category::Azure => format!("{name}: nobody has it"),
            Quantity::Count(left) => {
                let left = count(u64::from(left), unit.strip_suffix('s').unwrap_or(unit));
                format!("{name}: {left} not used")
            }
        };
        let until = benefit.terms.activate_until();
        all.push(Deadline::new(until, "unused", benefit.id, what, hint));
    }
    for offer in facts.gtm_offers()? {
        if offer.status(facts.today) == GtmStatus::Available {
            let what = format!("{} ({}): not activated", offer.id, offer.name);
            let hint = format!("mpn gtm activate {}", offer.id);
            all.push(Deadline::new(offer.ends_on, "unused", offer.id, what, hint));
        }
    }
    let mut lines = lines(all, facts.today);
    lines.sort_by_key(|line| line.date);
    Ok(lines)
}

/// How much of a benefit is left to be used, where that is known, and the command that uses it.
fn left(facts: &Facts, benefit: &Benefit) -> Result<Option<(Quantity, String)>> {
    let id = benefit.id;
    let (left, hint) = match benefit.terms.category() {
        Category::Software => (available(facts, benefit)?, format!("mpn software get-keys {id}")),
        Category::License => {
            (available(facts, benefit)?, format!("mpn license redeem {id} --plan"))
        }
        Category::VisualStudio => (available(facts, benefit)?, format!("mpn vs assign {id} EMAIL")),
        Category::Support => {
            let hint = match facts.contract_of(benefit)? {
                Some(contract) if contract.term.is_some() => {
                    format!("mpn support open {id} --title TITLE")
                }
                Some(_) => format!("mpn support confirm {id}"),
                None => format!("mpn support activate {id}"),
            };
            (support::rules::remaining(benefit), hint)
        }
        Category::Advisory => {
            let left = advisory::rules::remaining(benefit, facts.hours_reserved(benefit)?);
            let hint = "mpn advisory request --scenario S --hours N --title T".to_owned();
            (Some(Quantity::Count(left)), hint)
        }
        Category::Azure => {
            let left = Quantity::Count(u32::from(benefit.used == 0));
            (Some(left), format!("mpn azure assign {id} EMAIL"))
        }
        Category::GoToMarket => return Ok(None),
    };
    Ok(left.map(|left| (left, hint)))
}
