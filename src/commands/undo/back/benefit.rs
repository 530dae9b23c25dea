//! How facts about benefits are taken back.

use super::{Taking, Way, events, none};
use crate::domain::benefit::Line;
use crate::domain::event::{BenefitEvent, Event};
use crate::domain::id::BenefitId;
use crate::domain::membership::Membership;
use crate::domain::refusal::{BenefitRefusal, MembershipRefusal};
use crate::domain::vs::Seat;
use crate::failure::Result;

/// The way back of a fact.
pub(super) fn way(event: &BenefitEvent) -> Way<'_> {
    match event {
        BenefitEvent::BenefitGranted { benefit, own: Some(_), .. } => {
            Box::new(|taking| taken_out(taking, *benefit))
        }
        BenefitEvent::BenefitRemoved { .. } => Box::new(move |taking| {
            let granted = taking.original("benefit-granted", event)?;
            if let Event::Benefit(BenefitEvent::BenefitGranted { line, .. }) = &granted {
                grantable(taking, line)?;
            }
            Ok(vec![granted])
        }),
        BenefitEvent::BenefitGranted { own: None, .. } | BenefitEvent::BenefitChanged { .. } => {
            none(event)
        }
    }
}

/// A benefit is taken out again if nothing of it was used.
fn taken_out(taking: &Taking<'_>, benefit: BenefitId) -> Result<Vec<Event>> {
    let held_ever = |seat: &Seat| !seat.holdings.is_empty();
    if let Some(seat) = taking.change.seats(benefit)?.into_iter().find(held_ever) {
        return Err(taking.differs(&seat.id)?.into());
    }
    if taking.change.stock(benefit)?.total > 0 {
        return Err(taking.differs(&benefit)?.into());
    }
    Ok(events([BenefitEvent::BenefitRemoved { benefit }]))
}

/// Whether a grant that was taken out can be there again.
fn grantable(taking: &Taking<'_>, line: &Line) -> Result<()> {
    if let Some(same) = taking.change.granted_like(line)? {
        let product = same.terms.product.clone();
        return Err(BenefitRefusal::BenefitExists { benefit: same.id, product }.into());
    }
    let carries = |held: &Membership| {
        held.is_live(taking.change.today)
            && Some(&held.offer) == line.offer.as_ref()
            && (line.competency.is_none() || held.competency == line.competency)
    };
    if taking.change.memberships()?.iter().any(carries) {
        return Ok(());
    }
    let (offer, competency) = (line.offer.clone().unwrap_or_default(), line.competency.clone());
    Err(MembershipRefusal::OfferNotHeld { offer, competency }.into())
}
