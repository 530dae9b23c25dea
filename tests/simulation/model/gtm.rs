//! Go-To-Market offers.

use chrono::NaiveDate;
use serde_json::Value;

use super::{Membership, Model, text};

/// Each Go-To-Market offer and what brings it (GTM-1).
pub const OFFERS: [(&str, &[&str]); 6] = [
    ("Marketing assets", &["action-pack", "silver", "gold", "isv-co-sell"]),
    ("Sales enablement platform", &["action-pack", "silver", "gold", "isv-co-sell"]),
    ("On-demand digital marketing", &["action-pack", "silver", "gold", "isv-co-sell"]),
    ("Business profile optimization and referral management", &["silver", "gold", "isv-co-sell"]),
    ("How to market with Microsoft", &["silver", "gold", "isv-co-sell"]),
    ("Partner Go-To-Market Toolbox", &["gold"]),
];

#[derive(Clone, Debug)]
pub struct Offer {
    pub name: String,
    pub requested_on: Option<NaiveDate>,
    /// When it was confirmed, and until when.
    pub confirmed: Option<(NaiveDate, NaiveDate)>,
}

impl Model {
    /// Takes down an offer that a membership could bring.
    pub fn follow_offer(&mut self, event: &Value) {
        let (id, name) = (text(event, "gtm"), text(event, "name"));
        assert!(self.offers.values().all(|one| one.name != name), "{event}: there is one already");
        let offer = Offer { name, requested_on: None, confirmed: None };
        assert!(self.offers.insert(id.clone(), offer).is_none(), "{id} was given twice");
    }

    pub fn brings_offer(&self, held: &Membership, name: &str, day: NaiveDate) -> bool {
        let (_, brought_by) = OFFERS.iter().find(|(other, _)| *other == name).unwrap();
        let counts = held.rank() == 0 || held.rank() == self.highest_rank(day);
        counts && brought_by.contains(&held.offer.as_str())
    }

    /// What brings an offer on a day, the oldest first.
    pub fn sources(&self, name: &str, day: NaiveDate) -> Vec<&'static str> {
        let mut live: Vec<&Membership> =
            self.live_on(day).filter(|held| self.brings_offer(held, name, day)).collect();
        live.sort_by_key(|held| held.purchased_on);
        let mut sources = Vec::new();
        for held in live {
            let source = match held.offer.as_str() {
                "action-pack" => "Action Pack Core",
                "silver" => "Silver Core",
                "gold" => "Gold Core",
                _ => "ISV Co-sell ready",
            };
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources
    }

    /// What an offer is called on a day: a confirmation counts until it expires, a request within
    /// its year, and what expired is available anew with the next year (GTM-3, GTM-4).
    pub fn offer_status(&self, id: &str, day: NaiveDate) -> &'static str {
        let offer = &self.offers[id];
        let Some(stretch) = self.stretch_of_offer(&offer.name, day) else { return "expired" };
        let confirmed = offer.confirmed.filter(|(on, _)| *on <= day);
        let requested = offer.requested_on.filter(|on| *on <= day && *on >= stretch.year_from);
        // A request that is newer than what was confirmed waits for its own answer.
        let newer = requested.is_some_and(|on| confirmed.is_none_or(|(_, expires)| on > expires));
        match confirmed {
            Some((_, expires)) if expires >= day => "active",
            _ if newer => "pending",
            Some((on, _)) if on >= stretch.year_from => "expired",
            _ => "available",
        }
    }
}
