//! Benefits: what the memberships entitle to, and what is used of it.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::{Against, Membership, Model};

const WITH_SEATS: [&str; 2] = ["Cloud Platform", "DevOps"];
const CLOUD: [&str; 2] = ["Cloud Platform", "Security"];
const PROFESSIONAL: &str = "Visual Studio Professional (MPN)";
pub const ENTERPRISE: &str = "Visual Studio Enterprise";
const PRODUCT_SUPPORT: &str = "Microsoft Product Support";
const CLOUD_SUPPORT: &str = "Signature Cloud Support";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Software,
    Monthly,
    Bulk,
    Seats,
    License,
    Support,
    Advisory,
}

#[derive(Clone, Debug)]
pub struct Benefit {
    pub kind: Kind,
    pub product: String,
    pub offer: String,
    pub membership: String,
    pub of_program: bool,
    /// None where nobody says, or where there is no bound.
    pub quantity: Option<u32>,
    pub starts_on: NaiveDate,
    pub activate_by: Option<NaiveDate>,
    pub ends_on: NaiveDate,
    /// Why it ended: `superseded`, `lapsed` or `cancelled`; empty while it has not.
    pub ended: String,
    /// The level of seats, the plan of support, what presales cost of advisory hours.
    pub level: String,
    /// Incidents or hours.
    pub used: u32,
}

impl Model {
    /// The benefits of a kind that lists tell of.
    pub fn listed(&self, kind: Kind) -> impl Iterator<Item = (&String, &Benefit)> {
        let of_kind = self.benefits.iter().filter(move |(_, one)| one.kind == kind);
        of_kind.filter(|(_, one)| one.ended != "superseded")
    }

    pub fn is_over(&self, benefit: &Benefit) -> bool {
        !benefit.ended.is_empty() || benefit.ends_on < self.day
    }

    /// A benefit of the wrong kind, or one that has ended.
    pub fn against_benefit(&self, against: &mut Against, id: &str, kinds: &[Kind]) {
        match self.benefits.get(id) {
            None => against.when(true, 3),
            Some(benefit) => {
                against.when(!kinds.contains(&benefit.kind), 3);
                against.when(self.is_over(benefit) || self.day < benefit.starts_on, 5);
            }
        }
    }

    /// What a key is handed out of must not have ended today, whatever day is told (SW-5, LIC-8).
    pub fn against_handing_out(&self, against: &mut Against, id: &str) {
        if let Some(benefit) = self.benefits.get(id) {
            let by = benefit.activate_by.unwrap_or(benefit.ends_on).min(benefit.ends_on);
            against.when(!benefit.ended.is_empty() || by < self.today, 5);
        }
    }

    /// How many units of it are in use.
    pub fn used(&self, benefit: &str) -> usize {
        if self.benefits[benefit].kind != Kind::Seats {
            return self.benefits[benefit].used as usize;
        }
        self.seats.values().filter(|seat| seat.benefit == benefit && seat.holder.is_some()).count()
    }

    pub fn remaining(&self, benefit: &str) -> Option<u32> {
        let one = &self.benefits[benefit];
        one.quantity.map(|quantity| quantity.saturating_sub(one.used))
    }

    pub fn is_full(&self, benefit: &str) -> bool {
        let quantity = self.benefits[benefit].quantity;
        quantity.is_some_and(|quantity| self.used(benefit) >= quantity as usize)
    }

    /// The benefits that the memberships entitle to today: product, quantity, offer, membership
    /// and last day (MEM-2, VS-5, SUP-1, SUP-2, ADV-1).
    fn entitled(&self) -> Vec<Benefit> {
        let mut live: Vec<&Membership> =
            self.memberships.iter().filter(|held| held.is_live(self.today)).collect();
        live.sort_by_key(|held| held.purchased_on);
        let mut entitled = Vec::new();
        let mut add = |kind, product: String, quantity, level: &str, held: &Membership, until| {
            entitled.push(Benefit {
                kind,
                product,
                offer: held.offer.clone(),
                membership: held.id.clone(),
                of_program: true,
                quantity,
                starts_on: held.purchased_on,
                activate_by: None,
                ends_on: until,
                ended: String::new(),
                level: level.to_owned(),
                used: 0,
            });
        };
        let highest = live.iter().map(|held| held.rank()).max().unwrap_or(0);
        if highest > 0 {
            let core: Vec<&&Membership> =
                live.iter().filter(|held| held.rank() == highest).collect();
            let until = core.iter().map(|held| held.lives_until()).max().unwrap();
            let place = highest as usize - 1;
            let (product, level) = match highest {
                1 => (PROFESSIONAL, "professional"),
                _ => (ENTERPRISE, "enterprise"),
            };
            let seats = self.core_seats[core[0].offer.as_str()];
            add(Kind::Seats, product.to_owned(), Some(seats), level, core[0], until);
            let incidents = [10, 15, 20][place];
            let product = PRODUCT_SUPPORT.to_owned();
            add(Kind::Support, product, Some(incidents), "product-support", core[0], until);
            if highest > 1 {
                // One cloud competency at whatever level makes it unlimited.
                let cloud = live.iter().any(|held| {
                    held.competency.as_ref().is_some_and(|name| CLOUD.contains(&name.as_str()))
                });
                let incidents = (!cloud).then_some([0, 5, 10][place]);
                let product = CLOUD_SUPPORT.to_owned();
                add(Kind::Support, product, incidents, "signature-cloud", core[0], until);
            }
            let hours = [5, 20, 50][place];
            let presales = if highest > 1 { "unlimited" } else { "deducts" };
            let product = "Partner Advisory Hours".to_owned();
            add(Kind::Advisory, product, Some(hours), presales, core[0], until);
        }
        for competency in WITH_SEATS {
            let of_it = live.iter().filter(|held| held.competency.as_deref() == Some(competency));
            if let Some(held) = of_it.max_by_key(|held| held.rank()) {
                let seats = if held.rank() == 3 { 25 } else { 5 };
                let product = format!("{ENTERPRISE} ({competency})");
                let until = held.lives_until();
                add(Kind::Seats, product, Some(seats), "enterprise", held, until);
            }
        }
        entitled
    }

    /// Follows what a purchase, a lapse, a cancellation or a catalog settled, and what begins anew by
    /// it: that, and nothing else, is told.
    pub fn settle(&mut self, events: &Value) {
        let (renewed, settled): (Vec<&Value>, Vec<&Value>) =
            events.as_array().unwrap().iter().partition(|event| event["kind"] == "benefit-renewed");
        let anew = self.settled(&json!(settled));
        let told: BTreeSet<String> =
            renewed.iter().map(|event| event["benefit"].as_str().unwrap().to_owned()).collect();
        assert_eq!((told.len(), &told), (renewed.len(), &anew));
        for event in renewed {
            let id = event["benefit"].as_str().unwrap();
            assert_eq!(event["ends_on"], self.benefits[id].ends_on.to_string(), "{id}");
            self.begin_year(id);
        }
    }

    /// Follows what was settled: what the events say must be what the memberships entitle to; what
    /// came with a membership that is over has ended, and nothing else has but what nobody uses.
    /// Returns what begins anew by it: what goes on with a membership that was renewed for a later
    /// term than that of the one that is over (MEM-9).
    pub fn settled(&mut self, events: &Value) -> BTreeSet<String> {
        let before = self.benefits.clone();
        for event in events.as_array().unwrap() {
            self.follow(event);
        }
        let entitled = self.entitled();
        for wanted in &entitled {
            let found = self.benefits.values().find(|one| {
                one.of_program && one.product == wanted.product && one.ended.is_empty()
            });
            let found = found.unwrap_or_else(|| panic!("{wanted:?} was not granted"));
            assert_eq!(
                (found.quantity, found.ends_on, &found.offer, &found.membership, &found.level),
                (wanted.quantity, wanted.ends_on, &wanted.offer, &wanted.membership, &wanted.level),
                "{}",
                wanted.product
            );
        }
        for (id, one) in &self.benefits {
            let held = self.memberships.iter().find(|held| held.id == one.membership).unwrap();
            let stays =
                one.of_program && entitled.iter().any(|wanted| wanted.product == one.product);
            let ended_now =
                before.get(id).is_some_and(|was| was.ended.is_empty() && !one.ended.is_empty());
            if ended_now {
                assert!(!stays, "{id} ended, and the memberships entitle to it");
                let why = if held.is_over() { held.state } else { "superseded" };
                assert_eq!(one.ended, why, "{id}");
                assert!(one.of_program || held.is_over(), "{id} was granted, and ended");
            } else if one.ended.is_empty() && !stays {
                assert!(!held.is_over(), "{id} came with {} and lives on", held.id);
                let left = !one.of_program || (self.used(id) > 0 && one.quantity == Some(0));
                assert!(left, "{id} is not superseded");
            }
        }
        self.settled_offers();
        let of = |id: &str| self.memberships.iter().find(|held| held.id == id).unwrap();
        let anew = self.benefits.iter().filter(|(id, one)| {
            let Some(was) = before.get(*id).filter(|was| was.ended.is_empty()) else {
                return false;
            };
            let (from, to) = (of(&was.membership), of(&one.membership));
            let term = |held: &Membership| held.anniversary - Days::new(365);
            let was_renewed = term(to) > to.purchased_on;
            one.ended.is_empty() && from.is_over() && was_renewed && term(to) > term(from)
        });
        anew.map(|(id, _)| id.clone()).collect()
    }

    /// Takes down what an event says of benefits and their seats.
    pub fn follow(&mut self, event: &Value) {
        let text = |name: &str| event[name].as_str().unwrap_or_default().to_owned();
        let id = text("benefit");
        match event["kind"].as_str().unwrap() {
            "benefit-granted" | "benefit-changed" => {
                let kind = match (event["category"].as_str().unwrap(), text("credit_kind").as_str())
                {
                    ("visual-studio", _) => Kind::Seats,
                    ("software", _) => Kind::Software,
                    ("azure", "bulk") => Kind::Bulk,
                    ("azure", _) => Kind::Monthly,
                    ("license", _) => Kind::License,
                    ("support", _) => Kind::Support,
                    ("advisory", _) => Kind::Advisory,
                    (other, _) => panic!("a benefit of {other}"),
                };
                let quantity = event["quantity"].as_u64().map(|number| number.try_into().unwrap());
                let level = ["level", "plan", "presales"].map(text).concat();
                let benefit = Benefit {
                    kind,
                    product: text("product"),
                    offer: text("offer"),
                    membership: text("membership"),
                    of_program: text("origin") == "program",
                    quantity,
                    starts_on: text("starts_on").parse().unwrap(),
                    activate_by: text("activate_by").parse().ok(),
                    ends_on: text("ends_on").parse().unwrap(),
                    ended: String::new(),
                    level,
                    used: self.benefits.get(&id).map_or(0, |one| one.used),
                };
                self.benefits.insert(id.clone(), benefit);
                for name in ["seats", "seats_added"] {
                    for seat in event[name].as_array().unwrap_or(&Vec::new()) {
                        let seat = self.seats.entry(seat.as_str().unwrap().to_owned()).or_default();
                        seat.benefit.clone_from(&id);
                        seat.ended = false;
                    }
                }
                for seat in event["seats_ended"].as_array().unwrap_or(&Vec::new()) {
                    let seat = self.seats.get_mut(seat.as_str().unwrap()).unwrap();
                    assert_eq!(seat.holder, None, "a seat that is held was taken away");
                    seat.ended = true;
                }
                if kind == Kind::Seats && event["kind"] == "benefit-granted" {
                    let seats = self.seats.values().filter(|seat| seat.benefit == id);
                    assert_eq!(seats.count(), quantity.unwrap() as usize, "{id} has other seats");
                }
            }
            "benefit-ended" => {
                let why = text("why");
                assert!(why != "superseded" || self.used(&id) == 0, "{id} ended in use");
                self.end(&id, why);
            }
            kind if kind.starts_with("gtm-") => self.follow_offer(event),
            _ => self.follow_membership(event),
        }
    }

    /// Ends a benefit with everything that is in use of it (MEM-7); nothing is deleted.
    fn end(&mut self, id: &str, why: String) {
        for seat in self.seats.values_mut().filter(|seat| seat.benefit == id) {
            seat.ended = true;
            seat.last = seat.holder.take().or(seat.last.take());
        }
        for key in self.keys.values_mut().filter(|key| key.benefit == id) {
            if ["free", "held", "returned"].contains(&key.state.as_str()) {
                "ended".clone_into(&mut key.state);
                key.holder = None;
            }
        }
        for key in self.licenses.values_mut().filter(|key| key.benefit == id) {
            if key.state == "unredeemed" {
                "ended".clone_into(&mut key.state);
            }
        }
        self.credits.remove(id);
        self.begin_anew(id);
        self.benefits.get_mut(id).unwrap().ended = why;
    }

    /// Another year of a benefit begins (MEM-9): what is counted by the year begins anew.
    pub fn begin_year(&mut self, id: &str) {
        if [Kind::Support, Kind::Advisory].contains(&self.benefits[id].kind) {
            self.begin_anew(id);
        }
    }

    /// Incidents and hours begin anew, and the contract is to be confirmed again (MEM-9).
    fn begin_anew(&mut self, id: &str) {
        self.benefits.get_mut(id).unwrap().used = 0;
        if let Some(contract) = self.contracts.get_mut(id) {
            contract.term = None;
        }
        let incidents = self.incidents.values_mut();
        incidents.filter(|one| one.benefit == id).for_each(|one| one.counted = false);
        let hours = self.hours.values_mut();
        hours.filter(|one| one.benefit == id).for_each(|one| one.earlier = true);
    }
}
