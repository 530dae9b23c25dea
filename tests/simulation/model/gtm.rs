//! Go-To-Market offers.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{Membership, Model, day, text};

/// Each Go-To-Market offer and what brings it (GTM-1).
const OFFERS: [(&str, &[&str]); 6] = [
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
    pub sources: Vec<String>,
    /// The oldest offer of the program that brings it.
    pub brought_by: String,
    pub ends_on: NaiveDate,
    pub ended: bool,
    pub requested_on: Option<NaiveDate>,
    pub expires: Option<NaiveDate>,
}

impl Offer {
    pub fn status(&self, day: NaiveDate) -> &'static str {
        match self.expires {
            _ if self.ended || self.ends_on < day => "expired",
            Some(expires) if expires < day => "expired",
            Some(_) => "active",
            None if self.requested_on.is_some() => "pending",
            None => "available",
        }
    }
}

impl Model {
    /// Takes down what an event says of Go-To-Market offers.
    pub fn follow_offer(&mut self, event: &Value) {
        match event["kind"].as_str().unwrap() {
            "gtm-granted" | "gtm-changed" => {
                let id = text(event, "gtm");
                let known = self.offers.remove(&id);
                let back = known.as_ref().is_none_or(|known| known.ended);
                let sources = event["sources"].as_array().unwrap().iter();
                let offer = Offer {
                    name: known.as_ref().map_or_else(|| text(event, "name"), |o| o.name.clone()),
                    sources: sources.map(|one| one.as_str().unwrap().to_owned()).collect(),
                    brought_by: text(event, "offer"),
                    ends_on: day(event, "ends_on"),
                    ended: false,
                    requested_on: known.as_ref().and_then(|one| one.requested_on),
                    expires: known.as_ref().and_then(|one| one.expires),
                };
                let anew = Offer { requested_on: None, expires: None, ..offer.clone() };
                self.offers.insert(id, if back { anew } else { offer });
            }
            "gtm-ended" => {
                self.offers.get_mut(&text(event, "gtm")).unwrap().ended = true;
            }
            _ => {}
        }
    }

    /// The Go-To-Market offers that are there must be those that the memberships bring (GTM-1).
    pub fn settled_offers(&self) {
        let mut live: Vec<&Membership> =
            self.memberships.iter().filter(|held| held.is_live(self.today)).collect();
        live.sort_by_key(|held| held.purchased_on);
        let highest = live.iter().map(|held| held.rank()).max().unwrap_or(0);
        let mut wanted = BTreeMap::new();
        for (name, brought_by) in OFFERS {
            let from: Vec<&&Membership> = live
                .iter()
                .filter(|held| held.rank() == 0 || held.rank() == highest)
                .filter(|held| brought_by.contains(&held.offer.as_str()))
                .collect();
            let Some(oldest) = from.first() else { continue };
            let mut sources = Vec::new();
            for held in &from {
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
            let until = from.iter().map(|held| held.lives_until()).max().unwrap();
            wanted.insert(name, json!([sources, oldest.offer, until.to_string()]));
        }
        let there = self.offers.values().filter(|offer| !offer.ended);
        let there: BTreeMap<&str, Value> = there
            .map(|one| {
                (one.name.as_str(), json!([one.sources, one.brought_by, one.ends_on.to_string()]))
            })
            .collect();
        assert_eq!(there, wanted);
    }
}
