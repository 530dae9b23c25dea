//! `mpn due` and `mpn calendar`: every deadline, with what to do about it.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::domain::answer::{Answer, Body, Calendar, DueLine};
use crate::domain::azure::CreditKind;
use crate::domain::benefit::Quantity;
use crate::domain::benefit::{BenefitStatus, Category, Origin};
use crate::domain::gtm::GtmStatus;
use crate::domain::license;
use crate::domain::license::LicenseKeyStatus;
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
    let id = held.id;
    let name = match &held.competency {
        Some(competency) => format!("{id} ({} for {competency})", held.offer),
        None => format!("{id} ({})", held.offer),
    };
    match held.status(facts.today) {
        MembershipStatus::Cancelled | MembershipStatus::Lapsed => return Ok(()),
        MembershipStatus::CancelRequested => {
            // It was made in time, however long the answer takes.
            all.add(
                held.refund_until.max(facts.today),
                "cancel-pending",
                &id,
                format!("the cancellation of {name} waits for an answer"),
                format!("mpn cancel {id} --confirm, or --withdraw"),
            );
            return Ok(());
        }
        MembershipStatus::Active | MembershipStatus::Renewable => {}
    }
    let renew = format!("mpn membership renew {id}");
    if facts.today <= held.anniversary {
        all.add(
            before(held.anniversary, terms.remind_before_days),
            "reminder",
            &id,
            format!("{name} can be renewed from {}", after(held.anniversary, 1)),
            renew.clone(),
        );
        all.add(
            held.anniversary,
            "anniversary",
            &id,
            format!("the anniversary of {name}; it can be renewed from the day after"),
            renew.clone(),
        );
    }
    all.add(
        after(held.anniversary, terms.remind_after_days),
        "last-reminder",
        &id,
        format!("{name} lapses after {}", held.renewable_until),
        renew.clone(),
    );
    all.add(
        held.renewable_until,
        "renewal",
        &id,
        format!("the last day to renew {name}; its benefits end with it"),
        renew,
    );
    if held.refund_days_left(facts.today).is_some() {
        all.add(
            held.refund_until,
            "refund",
            &id,
            format!("the last day to give {name} back for a refund"),
            format!("mpn cancel {id}"),
        );
    }
    Ok(())
}

fn of_seats(facts: &Facts, all: &mut Deadlines) -> Result<()> {
    let days = facts.program()?.visual_studio.reassign_after_days;
    for one in facts.benefits_of(Category::VisualStudio)? {
        if one.status(facts.today) == BenefitStatus::Ended {
            continue;
        }
        for seat in facts.seats(one.id)? {
            let Some(from) = seat.reassignable_from(days, facts.today) else { continue };
            if from <= facts.today || seat.ended || one.ends_before(from).is_some() {
                continue;
            }
            let (what, hint) = match &seat.user {
                Some(held) => (
                    format!("{} of {} can move on from {}", seat.id, one.id, held.user),
                    format!("mpn vs reassign {} {} TO", seat.id, held.user),
                ),
                None => (
                    format!("{} of {} can be given to anybody", seat.id, one.id),
                    format!("mpn vs assign {} EMAIL", one.id),
                ),
            };
            all.add(from, "seat-reassignable", &seat.id, what, hint);
        }
    }
    Ok(())
}

fn of_licenses(facts: &Facts, all: &mut Deadlines) -> Result<()> {
    let replacement = facts.program()?.license.replacement_days;
    for one in facts.benefits_of(Category::License)? {
        let keys = facts.keys(one.id)?;
        let unredeemed = keys
            .iter()
            .filter(|key| license::rules::status(key) == LicenseKeyStatus::Unredeemed)
            .count();
        if unredeemed > 0 && one.status(facts.today) != BenefitStatus::Ended {
            all.add(
                one.terms.activate_until(),
                "activate-by",
                &one.id,
                format!(
                    "the last day to redeem {} of {} ({})",
                    count(unredeemed as u64, "key"),
                    one.id,
                    one.terms.product
                ),
                format!("mpn license redeem {} --plan", one.id),
            );
        }
        for key in
            keys.iter().filter(|key| license::rules::status(key) == LicenseKeyStatus::Redeemed)
        {
            let Some(done) = facts.redemption(key.id)? else { continue };
            all.add(
                after(done.redeemed_on, replacement),
                "replacement",
                &key.id,
                format!("the last day to have {} replaced, redeemed on {}", key.id, done.tenant),
                format!("mpn license replace {}", key.id),
            );
        }
    }
    for (product, tenant, running) in facts.subscriptions()? {
        // On the day that it ends nothing runs there any more that could be extended (LIC-10).
        let last = before(running.ends_on, 1);
        if last < facts.today {
            continue;
        }
        all.add(
            last,
            "subscription-ends",
            &format!("{product}@{tenant}"),
            format!("the last day of {} seats of {product} on {tenant}", running.seats),
            super::license::way_on(facts, &product, &tenant, &running, last)?,
        );
    }
    Ok(())
}

fn of_support(facts: &Facts, all: &mut Deadlines) -> Result<()> {
    for one in facts.benefits_of(Category::Support)? {
        let contract = facts.contract_of(one.id)?;
        let (status, _) = support::rules::status(&one, contract.as_ref(), facts.today);
        match (status, contract) {
            (SupportStatus::Pending, Some(contract)) => all.add(
                facts.today,
                "support-pending",
                &contract.id,
                format!("{} ({}) waits for its IDs", contract.id, one.terms.product),
                format!("mpn support confirm {}", contract.id),
            ),
            (SupportStatus::Active, Some(contract)) => {
                if let Some((starts_on, ends_on)) = contract.term {
                    if starts_on > facts.today {
                        all.add(
                            starts_on,
                            "contract-starts",
                            &contract.id,
                            format!("{} ({}) starts", contract.id, one.terms.product),
                            format!("mpn support open {} --title TITLE", contract.id),
                        );
                    }
                    all.add(
                        ends_on,
                        "contract-ends",
                        &contract.id,
                        format!("the last day of {} ({})", contract.id, one.terms.product),
                        format!("mpn support open {} --title TITLE", contract.id),
                    );
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn of_gtm(facts: &Facts, all: &mut Deadlines) -> Result<()> {
    for offer in facts.gtm_offers()?.into_iter().filter(|offer| !offer.ended) {
        match (offer.status(facts.today), offer.expires) {
            (GtmStatus::Pending, _) => all.add(
                facts.today,
                "gtm-pending",
                &offer.id,
                format!("{} ({}) waits for its confirmation", offer.id, offer.name),
                format!("mpn gtm confirm {} --expires DATE", offer.id),
            ),
            (GtmStatus::Active, Some(expires)) => all.add(
                expires,
                "gtm-expires",
                &offer.id,
                format!("the last day of {} ({})", offer.id, offer.name),
                format!("mpn gtm show {}", offer.id),
            ),
            _ => {}
        }
    }
    Ok(())
}

fn of_credit(facts: &Facts, all: &mut Deadlines) -> Result<()> {
    for one in facts.benefits_of(Category::Azure)? {
        let bulk = one.terms.details.credit_kind == Some(CreditKind::Bulk);
        let held = facts.membership_of(&one.terms)?;
        if let Some(held) = held.filter(|_| bulk && one.used > 0) {
            all.add(
                before(held.anniversary, 1),
                "transfer",
                &one.id,
                format!("the last day to transfer {} ({})", one.id, one.terms.product),
                format!("mpn azure transfer {} EMAIL", one.id),
            );
        }
    }
    Ok(())
}

/// What was granted until a day of its own, and not as long as its membership. The last day of
/// license keys is told as that to redeem them.
fn of_grants(facts: &Facts, all: &mut Deadlines) -> Result<()> {
    for one in facts.benefits()? {
        let terms = &one.terms;
        if terms.origin != Origin::Grant
            || terms.category == Category::License
            || one.status(facts.today) == BenefitStatus::Ended
        {
            continue;
        }
        let Some(last) = terms.last_day() else { continue };
        let held = facts.membership_of(terms)?;
        if held.is_none_or(|held| held.renewable_until != last) {
            all.add(
                last,
                "benefit-ends",
                &one.id,
                format!("the last day of {} ({})", one.id, terms.product),
                format!("mpn benefits show {}", one.id),
            );
        }
    }
    Ok(())
}

/// What is paid for and not used, by the day it ends.
fn not_used(facts: &Facts) -> Result<Vec<DueLine>> {
    let mut all = Deadlines { today: facts.today, lines: Vec::new() };
    for one in facts.benefits()? {
        // What never ends can wait.
        if one.status(facts.today) == BenefitStatus::Ended || one.terms.last_day().is_none() {
            continue;
        }
        let id = one.id;
        let line = super::benefits::line(facts, &one)?;
        let (left, hint) = match one.terms.category {
            Category::Software => (line.available, format!("mpn software get-keys {id}")),
            Category::License => (line.available, format!("mpn license redeem {id} --plan")),
            Category::VisualStudio => (line.available, format!("mpn vs assign {id} EMAIL")),
            Category::Support => {
                let hint = match facts.contract_of(id)? {
                    Some(contract) if contract.term.is_some() => {
                        format!("mpn support open {id} --title TITLE")
                    }
                    Some(_) => format!("mpn support confirm {id}"),
                    None => format!("mpn support activate {id}"),
                };
                (support::rules::remaining(&one), hint)
            }
            Category::Advisory => {
                let reserved = facts.hours_reserved(id)?;
                let left = crate::domain::advisory::rules::remaining(&one, reserved);
                let hint = "mpn advisory request --scenario S --hours N --title T".to_owned();
                (Some(Quantity::Count(left)), hint)
            }
            Category::Azure => {
                let left = u32::from(one.used == 0);
                (Some(Quantity::Count(left)), format!("mpn azure assign {id} EMAIL"))
            }
            Category::GoToMarket => continue,
        };
        let unit = one.terms.category.unit().unwrap_or("units");
        let what = match left {
            Some(Quantity::Count(0)) | None => continue,
            Some(Quantity::Unlimited) if one.used > 0 => continue,
            Some(Quantity::Unlimited) => format!("{id} ({}): no {unit} used", one.terms.product),
            Some(Quantity::Count(_)) if one.terms.category == Category::Azure => {
                format!("{id} ({}): nobody has it", one.terms.product)
            }
            Some(Quantity::Count(left)) => {
                let left = count(u64::from(left), unit.strip_suffix('s').unwrap_or(unit));
                format!("{id} ({}): {left} not used", one.terms.product)
            }
        };
        let by = one.terms.activate_until();
        all.add(by, "unused", &id, what, hint);
    }
    for offer in facts.gtm_offers()?.into_iter().filter(|offer| !offer.ended) {
        if offer.status(facts.today) == GtmStatus::Available {
            all.add(
                offer.ends_on,
                "unused",
                &offer.id,
                format!("{} ({}): not activated", offer.id, offer.name),
                format!("mpn gtm activate {}", offer.id),
            );
        }
    }
    all.lines.sort_by_key(|one| one.date);
    Ok(all.lines)
}
