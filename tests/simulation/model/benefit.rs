//! Benefits: the lines that memberships bring, and what is used of them on a day.

use chrono::NaiveDate;
use serde_json::Value;

use super::{Against, Membership, Model, text};

const WITH_SEATS: [&str; 2] = ["Cloud Platform", "DevOps"];
const CLOUD: [&str; 2] = ["Cloud Platform", "Security"];
pub const PROFESSIONAL: &str = "Visual Studio Professional (MPN)";
pub const ENTERPRISE: &str = "Visual Studio Enterprise";
const PRODUCT_SUPPORT: &str = "Microsoft Product Support";
const CLOUD_SUPPORT: &str = "Signature Cloud Support";
const HOURS: &str = "Partner Advisory Hours";

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

/// What the program does not know of a benefit: who granted it says so.
#[derive(Clone, Debug)]
pub struct Own {
    pub offer: String,
    pub quantity: Option<u32>,
    pub activate_by: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
}

#[derive(Clone, Debug)]
pub struct Benefit {
    pub kind: Kind,
    pub product: String,
    /// Of a competency that brings more.
    pub competency: Option<String>,
    pub own: Option<Own>,
}

/// The lines that a membership could ever bring, outranked or not (format "Days", 3).
pub fn lines_of(held: &Membership) -> Vec<String> {
    let mut lines: Vec<String> = match held.offer.as_str() {
        "action-pack" => vec![PROFESSIONAL, PRODUCT_SUPPORT, HOURS],
        "silver" | "gold" => vec![ENTERPRISE, PRODUCT_SUPPORT, CLOUD_SUPPORT, HOURS],
        _ => Vec::new(),
    }
    .into_iter()
    .map(str::to_owned)
    .collect();
    let more = held.competency.iter().filter(|name| WITH_SEATS.contains(&name.as_str()));
    lines.extend(more.map(|name| format!("{ENTERPRISE} ({name})")));
    lines
}

impl Benefit {
    /// The level of seats, the plan of support.
    pub fn level(&self) -> &'static str {
        match self.product.as_str() {
            PROFESSIONAL => "professional",
            PRODUCT_SUPPORT => "product-support",
            CLOUD_SUPPORT => "signature-cloud",
            _ if self.kind == Kind::Seats => "enterprise",
            _ => "",
        }
    }

    fn of_event(event: &Value) -> Benefit {
        let own = &event["own"];
        let kind = match (event["category"].as_str().unwrap(), own["credit_kind"].as_str()) {
            ("visual-studio", _) => Kind::Seats,
            ("software", _) => Kind::Software,
            ("azure", Some("bulk")) => Kind::Bulk,
            ("azure", _) => Kind::Monthly,
            ("license", _) => Kind::License,
            ("support", _) => Kind::Support,
            ("advisory", _) => Kind::Advisory,
            (other, _) => panic!("a benefit of {other}"),
        };
        let date = |name: &str| own[name].as_str().map(|text| text.parse().unwrap());
        let own = own.is_object().then(|| Own {
            offer: text(event, "offer"),
            quantity: own["quantity"].as_u64().map(|number| number.try_into().unwrap()),
            activate_by: date("activate_by"),
            ends_on: date("ends_on"),
        });
        let competency = event["competency"].as_str().map(str::to_owned);
        Benefit { kind, product: text(event, "product"), competency, own }
    }
}

impl Model {
    /// Takes down a line that was granted; it has no id yet.
    pub fn follow_grant(&mut self, event: &Value) -> String {
        let id = text(event, "benefit");
        let benefit = Benefit::of_event(event);
        let known = self.benefits.values().any(|one| {
            let offer = |one: &Benefit| one.own.as_ref().map(|own| own.offer.clone());
            one.product == benefit.product && offer(one) == offer(&benefit)
        });
        assert!(!known, "{event}: there is such a line already");
        assert!(self.benefits.insert(id.clone(), benefit).is_none(), "{id} was given twice");
        id
    }

    /// Whether a membership that lives on a day brings a benefit: of core packages that of the
    /// highest level alone, and more of a competency at its highest level (MEM-2).
    pub fn brings(&self, held: &Membership, benefit: &Benefit, day: NaiveDate) -> bool {
        if !Self::could_bring(held, benefit) {
            return false;
        }
        if benefit.own.is_some() {
            return true;
        }
        let rivals = self
            .live_on(day)
            .filter(|other| benefit.competency.is_none() || other.competency == benefit.competency);
        rivals.map(Membership::rank).max() == Some(held.rank())
    }

    fn could_bring(held: &Membership, benefit: &Benefit) -> bool {
        match &benefit.own {
            Some(own) => held.offer == own.offer,
            None => lines_of(held).contains(&benefit.product),
        }
    }

    /// Whether it does not live because a higher level does (MEM-2).
    pub fn is_superseded(&self, id: &str, day: NaiveDate) -> bool {
        let benefit = &self.benefits[id];
        !self.is_live(id, day) && self.live_on(day).any(|held| Self::could_bring(held, benefit))
    }

    /// The day on which an assignment of a day is tested: a seat may be older than every term that
    /// could bring it, and is then tested on the first day of these (MEM-11; format "Days", 9).
    pub fn tested_on(&self, id: &str, day: NaiveDate) -> NaiveDate {
        let Some(benefit) = self.benefits.get(id) else { return day };
        let bringing = self.memberships.iter().filter(|held| Self::could_bring(held, benefit));
        bringing.map(|held| held.purchased_on).min().map_or(day, |first| first.max(day))
    }

    /// How many units a benefit has on a day on which it lives; None where there is no bound.
    pub fn quantity(&self, id: &str, day: NaiveDate) -> Option<u32> {
        let benefit = &self.benefits[id];
        if let Some(own) = &benefit.own {
            return if benefit.kind == Kind::Bulk { Some(1) } else { own.quantity };
        }
        let Some(carrier) = self.carrier(id, day) else { return Some(0) };
        let carrier = &self.memberships[carrier];
        let level = carrier.rank() as usize - 1;
        match (benefit.product.as_str(), &benefit.competency) {
            (_, Some(_)) => Some([0, 5, 25][level]),
            (PROFESSIONAL | ENTERPRISE, _) => Some(self.figures(day).core_seats[level]),
            (PRODUCT_SUPPORT, _) => Some([10, 15, 20][level]),
            // One cloud competency at whatever level makes it unlimited (SUP-2).
            (CLOUD_SUPPORT, _) => {
                let cloud = self.live_on(day).filter_map(|held| held.competency.as_deref());
                let limited = !cloud.into_iter().any(|name| CLOUD.contains(&name));
                limited.then_some([0, 5, 10][level])
            }
            _ => Some([5, 20, 50][level]),
        }
    }

    /// The offer that brings a benefit on a day on which it lives.
    pub fn offer_of(&self, id: &str, day: NaiveDate) -> Option<&str> {
        let own = self.benefits[id].own.as_ref().map(|own| own.offer.as_str());
        let carrier = || Some(self.memberships[self.carrier(id, day)?].offer.as_str());
        own.or_else(carrier)
    }

    /// The benefits of a kind that lists tell of on a day, and the day on which they last lived.
    pub fn listed(&self, kind: Kind) -> Vec<(&String, &Benefit, NaiveDate)> {
        let of_kind = self.benefits.iter().filter(|(_, one)| one.kind == kind);
        of_kind
            .filter(|(id, _)| !self.is_superseded(id, self.day))
            .filter_map(|(id, one)| Some((id, one, self.last_lived(id, self.day)?)))
            .collect()
    }

    /// A benefit of the wrong kind, or one that does not live on this day.
    pub fn against_benefit(&self, against: &mut Against, id: &str, kinds: &[Kind]) {
        match self.benefits.get(id) {
            None => against.when(true, 3),
            Some(benefit) => {
                against.when(!kinds.contains(&benefit.kind), 3);
                against.when(!self.is_live(id, self.day), 5);
            }
        }
    }

    /// What a key is handed out of must not have ended today, whatever day is told (SW-5, LIC-8).
    pub fn against_handing_out(&self, against: &mut Against, id: &str) {
        if let Some(benefit) = self.benefits.get(id) {
            let by = benefit.own.as_ref().and_then(|own| own.activate_by);
            let over = by.is_some_and(|by| by < self.today);
            against.when(over || !self.is_live(id, self.today), 5);
        }
    }

    /// What was given or spent on later days: the benefit, and the day.
    fn taken_later(&self) -> Vec<(String, NaiveDate)> {
        let own = |benefit: &str, day: NaiveDate| (benefit.to_owned(), day);
        let held = self.holdings.iter().map(|one| own(self.benefit_of(&one.thing), one.from));
        let opened = self.incidents.values().map(|one| own(&one.benefit, one.opened_on));
        let asked = self.hours.values().map(|one| own(&one.benefit, one.requested_on));
        let keys = self.keys.values().filter(|one| one.state == "held");
        let keys = keys.map(|one| own(&one.benefit, one.since));
        let redeemed = self
            .licenses
            .values()
            .filter_map(|one| Some(own(&one.benefit, one.redemption.as_ref()?.on)));
        let all = held.chain(opened).chain(asked).chain(keys).chain(redeemed);
        all.filter(|(_, day)| *day > self.day).collect()
    }

    fn exceeds(&self, benefit: &str, day: NaiveDate) -> bool {
        let Some(quantity) = self.quantity(benefit, day) else { return false };
        let spent = match self.benefits[benefit].kind {
            Kind::Support | Kind::Advisory => self.spent(benefit, day) as usize,
            _ => self.held(benefit, day).len(),
        };
        spent > quantity as usize
    }

    /// Whether something was taken on a later day for which a model that entitles to less would
    /// leave no room (TIME-3).
    pub fn no_longer_fits(&self, then: &Model) -> bool {
        self.taken_later().into_iter().any(|(id, day)| {
            let dies = self.is_live(&id, day) && !then.is_live(&id, day);
            let full = then.exceeds(&id, day) && !self.exceeds(&id, day);
            let level = self.benefits[&id].level();
            let capped = self.benefits[&id].kind == Kind::Seats
                && then.is_over_cap(level, day)
                && !self.is_over_cap(level, day);
            dies || full || capped
        })
    }
}
