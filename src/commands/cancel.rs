//! `mpn cancel`: a membership given back for a refund.

use super::benefits;
use super::to_send::ToSend;
use crate::domain::answer::{Answer, Body, CancelCheck};
use crate::domain::benefit::{Benefit, Category};
use crate::domain::event::MembershipEvent;
use crate::domain::id::{BenefitId, MembershipId};
use crate::domain::membership::rules::administered_here;
use crate::domain::membership::{MembershipStatus, cancel};
use crate::domain::software::KeyState;
use crate::failure::{Failure, Result};
use crate::store::{Change, Facts};

/// Requests the cancellation.
pub(super) fn request(change: &mut Change, name: &str) -> Result<()> {
    let held = change.membership_named(name)?;
    let event = cancel::request(&held, change.moment().on)?;
    change.record_all(event)
}

/// Takes the request back.
pub(super) fn withdraw(change: &mut Change, name: &str) -> Result<()> {
    let held = change.membership_named(name)?;
    change.record_all(cancel::withdraw(&held, change.moment().on)?)
}

/// Ends the membership; its benefits end with it, and nothing is deleted.
pub(super) fn confirm(change: &mut Change, name: &str) -> Result<()> {
    let held = change.membership_named(name)?;
    if let Some(event) = cancel::confirm(&held, change.moment().on)? {
        let was = benefits::living(change)?;
        let held_by = who_loses(change, &was)?;
        benefits::fitting_since(change, |change| change.record(event))?;
        let is = benefits::living(change)?;
        let ends = |(id, _): &&(BenefitId, String)| !is.iter().any(|benefit| benefit.id == *id);
        let ended: Vec<String> =
            held_by.iter().filter(ends).map(|(_, what)| format!("ends: {what}")).collect();
        // It is the question that is asked; what was done is told by the receipt alone, so that it
        // can be told again.
        if change.is_dry_run() {
            change.notes.extend(ended);
        }
        benefits::warn_of_excess(change)?;
    }
    Ok(())
}

/// What is held of benefits, and by whom: it ends with them (MEM-7).
fn who_loses(facts: &Facts, benefits: &[Benefit]) -> Result<Vec<(BenefitId, String)>> {
    let mut held = Vec::new();
    for benefit in benefits {
        let id = benefit.id;
        let of_it = match benefit.terms.category() {
            Category::VisualStudio => {
                let seats = facts.seats(id)?.into_iter().filter_map(|seat| {
                    let user = seat.holder(facts.today)?.user.clone();
                    Some(format!("{} of {id}, held by {user}", seat.id))
                });
                seats.collect()
            }
            Category::Azure => {
                let holders = facts.credit_holders(id)?.into_iter();
                holders.map(|(user, _)| format!("credit of {id}, held by {user}")).collect()
            }
            Category::Software => {
                let keys = facts.keys(id)?.into_iter().filter(|key| key.state == KeyState::Held);
                let uninstalled = keys.filter_map(|key| {
                    Some(format!("{} of {id}, to be uninstalled by {}", key.id, key.holder?))
                });
                uninstalled.collect()
            }
            Category::Support => {
                let contract = facts.contract_of(benefit)?.into_iter();
                let of = &benefit.terms.product;
                contract.map(|contract| format!("{} of {id} ({of})", contract.id)).collect()
            }
            Category::License | Category::Advisory | Category::GoToMarket => Vec::new(),
        };
        held.extend(of_it.into_iter().map(|what| (id, what)));
    }
    Ok(held)
}

/// Whether a refund is still open, and why not (CAN-4).
pub(super) fn check(facts: &Facts, name: &str) -> Result<Answer> {
    let held = facts.membership_named(name)?;
    let mut reasons = cancel::reasons_against(&held, facts.today);
    if let Err(elsewhere) = administered_here(&facts.organization()?, &*facts.program()?) {
        let failure = Failure::from(elsewhere);
        let told = failure.told();
        reasons.push(match &told.hint {
            Some(contact) => format!("{}: {contact}", told.message),
            None => told.message.clone(),
        });
    }
    Ok(Body::CancelCheck(CancelCheck {
        membership: held.id,
        open: reasons.is_empty(),
        refund_until: held.refund_until,
        days_left: held.refund_days_left(facts.today),
        requested: held.status(facts.today) == MembershipStatus::CancelRequested,
        reasons,
    })
    .into())
}

/// The service request that a fact wants to be sent (CAN-2).
pub(super) fn to_send(facts: &Facts, event: &MembershipEvent) -> Option<Result<ToSend>> {
    match event {
        MembershipEvent::CancelRequested { membership, .. } => {
            Some(request_text(facts, *membership).map(ToSend::service_request))
        }
        MembershipEvent::MembershipPurchased { .. }
        | MembershipEvent::RefundForfeited { .. }
        | MembershipEvent::MembershipRenewed { .. }
        | MembershipEvent::CancelWithdrawn { .. }
        | MembershipEvent::MembershipCancelled { .. } => None,
    }
}

fn request_text(facts: &Facts, id: MembershipId) -> Result<String> {
    let organization = facts.organization()?;
    let held = facts.membership(id)?;
    let price = held.price.map(|price| format!("Price: {price}\n")).unwrap_or_default();
    let competency = held.competency.map(|name| format!(" for {name}")).unwrap_or_default();
    Ok(format!(
        "Subject: cancellation and refund of a membership\n\n\
         Organization: {}\n{}Membership: {}{competency}\nPurchased on: {}\n\
         {price}\n\
         Please cancel this membership and refund its price. The request is made within 30 days \
         of the purchase, and no software benefit has been activated.\n",
        organization.name,
        organization.account_email.map(|email| format!("Account: {email}\n")).unwrap_or_default(),
        held.offer,
        held.purchased_on,
    ))
}
