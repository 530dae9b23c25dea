//! `mpn azure`: credit, monthly and bulk.

use super::at_page;
use super::benefits::lines_of;
use crate::domain::answer::{Answer, Body, CreditHolder, CreditLine, CreditShown};
use crate::domain::azure::{self, CreditKind};
use crate::domain::benefit::{self, Benefit, Category, Credit};
use crate::domain::event::CreditEvent;
use crate::domain::moment::before;
use crate::domain::program::PageId;
use crate::domain::request::{CreditRequest, TransferCredit};
use crate::domain::user::Email;
use crate::failure::Result;
use crate::store::{Change, Facts};

/// Decides a request and records what follows from it.
pub(super) fn decide(change: &mut Change, asked: &CreditRequest) -> Result<()> {
    match asked {
        CreditRequest::AssignCredit { benefit, user } => assign(change, benefit, user),
        CreditRequest::RemoveCredit { benefit, user } => remove(change, benefit, user),
        CreditRequest::TransferCredit(wanted) => transfer(change, wanted),
    }
}

/// Lets a user have the credit.
fn assign(change: &mut Change, name: &str, email: &Email) -> Result<()> {
    let benefit = change.benefit_named(name)?;
    let to = change.user(email)?;
    let holders = change.credit_of(&benefit, email)?;
    let event = azure::rules::assign(&benefit, &holders, &to, change.moment().on)?;
    give(change, &benefit, event)
}

/// What is to be done in the portal, once credit is assigned here.
pub(super) fn what_to_do(facts: &Facts, event: &CreditEvent) -> Result<Vec<String>> {
    match event {
        CreditEvent::CreditAssigned { .. } => {
            let what = "in the portal: Benefits → Azure & Cloud Products, assign the user there";
            Ok(vec![at_page(facts, what, PageId::Benefits)?])
        }
        CreditEvent::CreditRemoved { .. } | CreditEvent::CreditTransferred { .. } => Ok(Vec::new()),
    }
}

/// Takes monthly credit from a user.
fn remove(change: &mut Change, name: &str, email: &Email) -> Result<()> {
    let benefit = change.benefit_named(name)?;
    let from = change.user(email)?;
    let holders = change.credit_of(&benefit, &from.email)?;
    let event = azure::rules::remove(&benefit, &holders, change.moment().on)?;
    change.record_all(event)
}

/// Moves bulk credit to another user.
fn transfer(change: &mut Change, transfer: &TransferCredit) -> Result<()> {
    let benefit = change.benefit_named(&transfer.benefit)?;
    let from = transfer.from.as_ref();
    let to = change.user(&transfer.user)?;
    let holders = change.credit_of(&benefit, &to.email)?;
    let membership = change.membership_of(&benefit.terms)?;
    let today = change.moment().on;
    let event = azure::rules::transfer(&benefit, &holders, from, &to, membership.as_ref(), today)?;
    give(change, &benefit, event)
}

/// Records that somebody got credit, and warns of what it is not combined with (AZ-5).
fn give(change: &mut Change, benefit: &Benefit, event: Option<CreditEvent>) -> Result<()> {
    if event.is_some() {
        let monthly = change.benefits_of(Category::Azure)?.iter().any(|other| {
            let says_so = |credit: &Credit| credit.kind == Some(CreditKind::Monthly);
            other.terms.of().is_some_and(says_so) && other.terms.ends_on >= change.today
        });
        let (held, program) = (change.memberships()?, &change.program()?);
        let today = change.today;
        for warning in azure::rules::combination_warnings(benefit, &held, monthly, program, today) {
            change.warn(warning);
        }
    }
    change.record_all(event)
}

/// All Azure credit.
pub(super) fn list(facts: &Facts) -> Result<Answer> {
    super::listed(facts, Body::Credits(lines_of(facts, Category::Azure, line)?))
}

/// One credit, and who has it.
pub(super) fn show(facts: &Facts, name: &str) -> Result<Answer> {
    let found = facts.benefit_named(name)?;
    let credit: &Credit = benefit::rules::of(&found)?;
    let holders = facts.credit_holders(found.id)?.into_iter();
    let holders = holders.map(|(email, assigned_on)| CreditHolder { email, assigned_on }).collect();
    let membership = facts.membership_of(&found.terms)?.filter(|_| credit.is_bulk());
    Ok(Body::Credit(CreditShown {
        line: line(facts, &found)?,
        quantity: found.terms.quantity,
        holders,
        transferable_until: membership.map(|held| before(held.anniversary(facts.today), 1)),
    })
    .into())
}

fn line(facts: &Facts, benefit: &Benefit) -> Result<CreditLine> {
    let (terms, credit) = (&benefit.terms, benefit::rules::of::<Credit>(benefit)?);
    Ok(CreditLine {
        id: benefit.id,
        kind: credit.kind(),
        amount: credit.amount.clone(),
        users: facts.credit_holders(benefit.id)?.into_iter().map(|(email, _)| email).collect(),
        ends_on: terms.ends_on,
        status: benefit.status(),
        name: terms.product.clone(),
        offer: terms.offer.clone(),
    })
}
