//! Go-To-Market offers: which there are, and from which packages (GTM-1).

use chrono::NaiveDate;

use super::benefit::{Category, Entitlement};
use super::event::Event;
use super::id::{Counters, GtmId};

/// A Go-To-Market offer as the ledger knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GtmOffer {
    pub id: GtmId,
    pub name: String,
    /// The packages that bring it: `Gold Core`, `ISV Co-sell ready`.
    pub sources: Vec<String>,
    /// The oldest offer that brings it.
    pub offer: String,
    /// The last day it can be activated.
    pub ends_on: NaiveDate,
    pub ended: bool,
}

/// Brings the Go-To-Market offers in line with what is now entitled.
#[must_use]
pub fn settle(
    entitled: &[Entitlement],
    offers: &[GtmOffer],
    counters: &mut Counters,
) -> Vec<Event> {
    let entitled = entitled.iter().filter(|one| one.terms.category == Category::GoToMarket);
    let mut events = Vec::new();
    let mut stays = Vec::new();
    for one in entitled {
        let terms = &one.terms;
        let kept = offers.iter().find(|offer| offer.name == terms.product);
        stays.extend(kept.map(|offer| offer.id));
        let same = kept.is_some_and(|offer| {
            !offer.ended
                && offer.sources == one.sources
                && offer.ends_on == terms.ends_on
                && offer.offer == terms.offer
        });
        if !same {
            events.push(Event::GtmGranted {
                gtm: kept.map_or_else(|| counters.give(), |offer| offer.id),
                name: terms.product.clone(),
                sources: one.sources.clone(),
                offer: terms.offer.clone(),
                ends_on: terms.ends_on,
            });
        }
    }
    let gone = offers.iter().filter(|offer| !offer.ended && !stays.contains(&offer.id));
    events.extend(gone.map(|offer| Event::GtmEnded { gtm: offer.id }));
    events
}
