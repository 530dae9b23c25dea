//! `mpn due` and `mpn calendar`: every deadline, with what to do about it.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::benefits::{available, called, living, living_of};
use super::membership;
use crate::domain::advisory;
use crate::domain::answer::{Answer, Body, Calendar, DueLine};
use crate::domain::azure::CreditKind;
use crate::domain::benefit::{Benefit, BenefitStatus, Category, Origin, Quantity};
use crate::domain::gtm::GtmStatus;
use crate::domain::license::{self, LicenseKeyStatus};
use crate::domain::membership::{Membership, MembershipStatus};
use crate::domain::moment::{after, before};
use crate::domain::support::{self, SupportStatus};
use crate::failure::{Result, count};
use crate::seal;
use crate::store::Facts;

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
pub(super) fn calendar(facts: &Facts, file: Option<PathBuf>) -> Result<Answer> {
    let ledger = facts.head()?.ledger;
    // Named by what it is about and not by its date, a deadline that moves stays the same event.
    let named = |line: DueLine| (seal::event_uid(&ledger, line.kind, &line.subject), line);
    let lines = deadlines(facts)?.into_iter().map(named).collect();
    let organization = facts.organization()?.name;
    Ok(Body::Calendar(Calendar { organization, today: facts.today, lines, file }).into())
}

/// Gathers deadlines; what is past can no longer be acted on and is left out.
struct Deadlines {
    today: NaiveDate,
    lines: Vec<DueLine>,
}

impl Deadlines {
    fn add(
        &mut self,
        date: NaiveDate,
        kind: &'static str,
        subject: &dyn std::fmt::Display,
        what: String,
        hint: String,
    ) {
        let days = (date - self.today).num_days();
        if days >= 0 {
            let subject = subject.to_string();
            self.lines.push(DueLine { date, days, kind, what, hint, subject });
        }
    }
}

/// Every deadline that can still be acted on, the nearest first.
pub(super) fn deadlines(facts: &Facts) -> Result<Vec<DueLine>> {
    let mut all = Deadlines { today: facts.today, lines: Vec::new() };
    for held in facts.memberships()? {
        of_membership(facts, &held, &mut all)?;
    }
    of_seats(facts, &mut all)?;
    of_licenses(facts, &mut all)?;
    of_support(facts, &mut all)?;
    of_gtm(facts, &mut all)?;
    of_credit(facts, &mut all)?;
    of_grants(facts, &mut all)?;
    all.lines.sort_by(|one, other| {
        (one.date, one.kind, &one.what).cmp(&(other.date, other.kind, &other.what))
    });
    Ok(all.lines)
}

fn of_membership(facts: &Facts, held: &Membership, all: &mut Deadlines) -> Result<()> {
    let terms = &facts.program()?.membership;
    let (id, name) = (held.id, membership::called(held));
    match held.status(facts.today) {
        MembershipStatus::Cancelled | MembershipStatus::Lapsed => return Ok(()),
        MembershipStatus::CancelRequested => {
            // It was made in time, however long the answer takes.
            let date = held.refund_until.max(facts.today);
            let what = format!("the cancellation of {name} waits for an answer");
            let hint = format!("mpn cancel {id} --confirm, or --withdraw");
            all.add(date, "cancel-pending", &id, what, hint);
            return Ok(());
        }
        MembershipStatus::Active | MembershipStatus::Renewable => {}
    }
    let renew = format!("mpn membership renew {id}");
    if facts.today <= held.anniversary {
        let reminder = before(held.anniversary, terms.remind_before_days);
        let what = format!("{name} can be renewed from {}", after(held.anniversary, 1));
        all.add(reminder, "reminder", &id, what, renew.clone());
        let what = format!("the anniversary of {name}; it can be renewed from the day after");
        all.add(held.anniversary, "anniversary", &id, what, renew.clone());
    }
    let reminder = after(held.anniversary, terms.remind_after_days);
    let what = format!("{name} lapses after {}", held.renewable_until);
    all.add(reminder, "last-reminder", &id, what, renew.clone());
    let what = format!("the last day to renew {name}; its benefits end with it");
    all.add(held.renewable_until, "renewal", &id, what, renew);
    if held.refund_days_left(facts.today).is_some() {
        let what = format!("the last day to give {name} back for a refund");
        all.add(held.refund_until, "refund", &id, what, format!("mpn cancel {id}"));
    }
    Ok(())
}

fn of_seats(facts: &Facts, all: &mut Deadlines) -> Result<()> {
    let days = facts.program()?.visual_studio.reassign_after_days;
    for benefit in living_of(facts, Category::VisualStudio)? {
        for seat in facts.seats(benefit.id)? {
            let Some(from) = seat.reassignable_from(days, facts.today) else { continue };
            if from <= facts.today || seat.ended || benefit.ends_before(from).is_some() {
                continue;
            }
            let place = format!("{} of {}", seat.id, benefit.id);
            let (what, hint) = match &seat.user {
                Some(held) => (
                    format!("{place} can move on from {}", held.user),
                    format!("mpn vs reassign {} {} TO", seat.id, held.user),
                ),
                None => (
                    format!("{place} can be given to anybody"),
                    format!("mpn vs assign {} EMAIL", benefit.id),
                ),
            };
            all.add(from, "seat-reassignable", &seat.id, what, hint);
        }
    }
    Ok(())
}

fn of_licenses(facts: &Facts, all: &mut Deadlines) -> Result<()> {
    for benefit in facts.benefits_of(Category::License)? {
        of_keys(facts, &benefit, all)?;
    }
    for (product, tenant, running) in facts.subscriptions()? {
        // On the day that it ends nothing runs there any more that could be extended (LIC-10).
        let last = before(running.ends_on, 1);
        if last < facts.today {
            continue;
        }
        let subject = format!("{product}@{tenant}");
        let what = format!("the last day of {} seats of {product} on {tenant}", running.seats);
        let hint = super::license::way_on(facts, &product, &tenant, &running, last)?;
        all.add(last, "subscription-ends", &subject, what, hint);
    }
    Ok(())
}

fn of_keys(facts: &Facts, benefit: &Benefit, all: &mut Deadlines) -> Result<()> {
    let replacement = facts.program()?.license.replacement_days;
    let keys = facts.keys(benefit.id)?;
    let with = |status| keys.iter().filter(move |key| license::rules::status(key) == status);
    let unredeemed = with(LicenseKeyStatus::Unredeemed).count();
    if unredeemed > 0 && benefit.status(facts.today) != BenefitStatus::Ended {
        let unredeemed = count(unredeemed as u64, "key");
        let what = format!("the last day to redeem {unredeemed} of {}", called(benefit));
        let hint = format!("mpn license redeem {} --plan", benefit.id);
        all.add(benefit.terms.activate_until(), "activate-by", &benefit.id, what, hint);
    }
    for key in with(LicenseKeyStatus::Redeemed) {
        let Some(done) = facts.redemption(key.id)? else { continue };
        let last = after(done.redeemed_on, replacement);
        let what = format!("the last day to have {} replaced, redeemed on {}", key.id, done.tenant);
        let hint = format!("mpn license replace {}", key.id);
        all.add(last, "replacement", &key.id, what, hint);
    }
    Ok(())
}

fn of_support(facts: &Facts, all: &mut Deadlines) -> Result<()> {
    for benefit in facts.benefits_of(Category::Support)? {
        let Some(contract) = facts.contract_of(benefit.id)? else { continue };
        let id = contract.id;
        let name = format!("{id} ({})", benefit.terms.product);
        match (support::rules::status(&benefit, Some(&contract), facts.today).0, contract.term) {
            (SupportStatus::Pending, _) => {
                let what = format!("{name} waits for its IDs");
                let hint = format!("mpn support confirm {id}");
                all.add(facts.today, "support-pending", &id, what, hint);
            }
            (SupportStatus::Active, Some((starts_on, ends_on))) => {
                let hint = format!("mpn support open {id} --title TITLE");
                if starts_on > facts.today {
                    let what = format!("{name} starts");
                    all.add(starts_on, "contract-starts", &id, what, hint.clone());
                }
                let what = format!("the last day of {name}");
                all.add(ends_on, "contract-ends", &id, what, hint);
            }
            _ => {}
        }
    }
    Ok(())
}

fn of_gtm(facts: &Facts, all: &mut Deadlines) -> Result<()> {
    for offer in facts.gtm_offers()?.into_iter().filter(|offer| !offer.ended) {
        let id = offer.id;
        match (offer.status(facts.today), offer.expires) {
            (GtmStatus::Pending, _) => {
                let what = format!("{id} ({}) waits for its confirmation", offer.name);
                let hint = format!("mpn gtm confirm {id} --expires DATE");
                all.add(facts.today, "gtm-pending", &id, what, hint);
            }
            (GtmStatus::Active, Some(expires)) => {
                let what = format!("the last day of {id} ({})", offer.name);
                all.add(expires, "gtm-expires", &id, what, format!("mpn gtm show {id}"));
            }
            _ => {}
        }
    }
    Ok(())
}

fn of_credit(facts: &Facts, all: &mut Deadlines) -> Result<()> {
    for benefit in facts.benefits_of(Category::Azure)? {
        let bulk = benefit.terms.details.credit_kind == Some(CreditKind::Bulk);
        let held = facts.membership_of(&benefit.terms)?;
        if let Some(held) = held.filter(|_| bulk && benefit.used > 0) {
            let what = format!("the last day to transfer {}", called(&benefit));
            let hint = format!("mpn azure transfer {} EMAIL", benefit.id);
            all.add(before(held.anniversary, 1), "transfer", &benefit.id, what, hint);
        }
    }
    Ok(())
}

/// What was granted until a day of its own, and not as long as its membership. The last day of
/// license keys is told as that to redeem them.
fn of_grants(facts: &Facts, all: &mut Deadlines) -> Result<()> {
    for benefit in living(facts)? {
        let terms = &benefit.terms;
        if terms.origin != Origin::Grant || terms.category == Category::License {
            continue;
        }
        let Some(last) = terms.last_day() else { continue };
        if facts.membership_of(terms)?.is_none_or(|held| held.renewable_until != last) {
            let what = format!("the last day of {}", called(&benefit));
            let hint = format!("mpn benefits show {}", benefit.id);
            all.add(last, "benefit-ends", &benefit.id, what, hint);
        }
    }
    Ok(())
}

/// What is paid for and not used, by the day it ends.
fn not_used(facts: &Facts) -> Result<Vec<DueLine>> {
    let mut all = Deadlines { today: facts.today, lines: Vec::new() };
    for benefit in living(facts)? {
        // What never ends can wait.
        if benefit.terms.last_day().is_none() {
            continue;
        }
        let Some((left, hint)) = left(facts, &benefit)? else { continue };
        let (name, category) = (called(&benefit), benefit.terms.category);
        let unit = category.unit().unwrap_or("units");
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
        all.add(benefit.terms.activate_until(), "unused", &benefit.id, what, hint);
    }
    for offer in facts.gtm_offers()?.into_iter().filter(|offer| !offer.ended) {
        if offer.status(facts.today) == GtmStatus::Available {
            let what = format!("{} ({}): not activated", offer.id, offer.name);
            let hint = format!("mpn gtm activate {}", offer.id);
            all.add(offer.ends_on, "unused", &offer.id, what, hint);
        }
    }
    all.lines.sort_by_key(|line| line.date);
    Ok(all.lines)
}

/// How much of a benefit is left to be used, where that is known, and the command that uses it.
fn left(facts: &Facts, benefit: &Benefit) -> Result<Option<(Quantity, String)>> {
    let id = benefit.id;
    let (left, hint) = match benefit.terms.category {
        Category::Software => (available(facts, benefit)?, format!("mpn software get-keys {id}")),
        Category::License => {
            (available(facts, benefit)?, format!("mpn license redeem {id} --plan"))
        }
        Category::VisualStudio => (available(facts, benefit)?, format!("mpn vs assign {id} EMAIL")),
        Category::Support => {
            let hint = match facts.contract_of(id)? {
                Some(contract) if contract.term.is_some() => {
                    format!("mpn support open {id} --title TITLE")
                }
                Some(_) => format!("mpn support confirm {id}"),
                None => format!("mpn support activate {id}"),
            };
            (support::rules::remaining(benefit), hint)
        }
        Category::Advisory => {
            let left = advisory::rules::remaining(benefit, facts.hours_reserved(id)?);
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
