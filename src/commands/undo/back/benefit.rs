//! How facts about benefits are taken back.

use super::{Taking, Way, events, none};
use crate::domain::benefit::{Benefit, Terms};
use crate::domain::event::{BenefitEvent, Event};
use crate::domain::id::{BenefitId, SeatId};
use crate::domain::refusal::{BenefitRefusal, MembershipRefusal};
use crate::domain::vs::Seat;
use crate::failure::Result;

/// The way back of a fact.
pub(super) fn way(event: &BenefitEvent) -> Way<'_> {
    match event {
        BenefitEvent::BenefitGranted { benefit, seats, .. } => {
            Box::new(|taking| taken_out(taking, *benefit, seats))
        }
        BenefitEvent::BenefitRemoved { .. } => Box::new(move |taking| {
            let granted = taking.original("benefit-granted", event)?;
            if let Event::Benefit(BenefitEvent::BenefitGranted { terms, .. }) = &granted {
                grantable(taking, terms)?;
            }
            Ok(vec![granted])
        }),
        BenefitEvent::BenefitChanged { .. }
        | BenefitEvent::BenefitEnded { .. }
        | BenefitEvent::BenefitRenewed { .. } => none(event),
    }
}

/// A benefit is taken out again if nothing of it was used.
fn taken_out(taking: &Taking<'_>, benefit: BenefitId, seats: &[SeatId]) -> Result<Vec<Event>> {
    let held_ever = |seat: &Seat| seat.user.is_some() || seat.last.is_some();
    if let Some(seat) = taking.change.seats(benefit)?.into_iter().find(held_ever) {
        return Err(taking.differs(&seat.id)?.into());
    }
    if taking.change.stock(benefit)?.total > 0 {
        return Err(taking.differs(&benefit)?.into());
    }
    Ok(events([BenefitEvent::BenefitRemoved { benefit, seats: seats.to_vec() }]))
}

/// Whether a grant that was taken out can be there again.
fn grantable(taking: &Taking<'_>, terms: &Terms) -> Result<()> {
    let same = |one: &&Benefit| {
        one.terms.category == terms.category && one.terms.membership == terms.membership
    };
    let named = taking.change.benefits_named(&terms.product)?;
    if let Some(same) = named.iter().find(same) {
        let product = same.terms.product.clone();
        return Err(BenefitRefusal::BenefitExists { benefit: same.id, product }.into());
    }
    let held = taking.change.membership_of(terms)?;
    if !held.is_some_and(|held| held.is_live(taking.change.today)) {
        let (offer, competency) = (terms.offer.clone(), terms.competency.clone());
        return Err(MembershipRefusal::OfferNotHeld { offer, competency }.into());
    }
    Ok(())
}
