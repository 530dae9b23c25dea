//! Memberships, and the refunds that are open.

use chrono::{Days, NaiveDate};
use serde_json::Value;

use super::{Benefit, Model, text};

#[derive(Clone, Debug)]
pub struct Membership {
    pub id: String,
    pub offer: String,
    pub competency: Option<String>,
    pub purchased_on: NaiveDate,
    pub anniversary: NaiveDate,
    /// `held`, `cancel-requested`, `cancelled` or `lapsed`.
    pub state: &'static str,
    pub forfeited: bool,
}

impl Membership {
    pub fn lives_until(&self) -> NaiveDate {
        self.anniversary + Days::new(30)
    }

    /// What it is called on a day (MEM-5, CAN-2).
    pub fn status(&self, day: NaiveDate) -> &'static str {
        match self.state {
            "cancelled" => "cancelled",
            "lapsed" => "lapsed",
            _ if day > self.lives_until() => "lapsed",
            "cancel-requested" => "cancel-requested",
            _ if day > self.anniversary => "renewable",
            _ => "active",
        }
    }

    pub fn is_live(&self, day: NaiveDate) -> bool {
        !["cancelled", "lapsed"].contains(&self.status(day))
    }

    /// Whether it ended and that was taken down: what came with it has ended, too (MEM-7).
    pub fn is_over(&self) -> bool {
        ["cancelled", "lapsed"].contains(&self.state)
    }

    pub fn rank(&self) -> u32 {
        ["action-pack", "silver", "gold"]
            .iter()
            .position(|offer| self.offer == *offer)
            .map_or(0, |place| u32::try_from(place).unwrap() + 1)
    }
}

impl Model {
    pub fn live(&self) -> impl Iterator<Item = &Membership> {
        self.memberships.iter().filter(|held| held.is_live(self.day))
    }

    fn held(&mut self, event: &Value) -> &mut Membership {
        let id = text(event, "membership");
        self.memberships.iter_mut().find(|held| held.id == id).unwrap()
    }

    /// Takes down what an event says of memberships.
    pub fn follow_membership(&mut self, event: &Value) {
        match event["kind"].as_str().unwrap() {
            "membership-lapsed" => self.held(event).state = "lapsed",
            "membership-cancelled" => self.held(event).state = "cancelled",
            "refund-forfeited" => self.held(event).forfeited = true,
            "membership-renewed" => {
                let held = self.held(event);
                assert_eq!(event["anniversary_before"], held.anniversary.to_string());
                held.anniversary = held.anniversary + Days::new(365);
                assert_eq!(event["anniversary"], held.anniversary.to_string());
                assert_eq!(event["renewable_until"], held.lives_until().to_string());
            }
            _ => {}
        }
    }

    pub fn refund_is_open(&self, benefit: &Benefit) -> bool {
        let held = self.memberships.iter().find(|held| held.id == benefit.membership).unwrap();
        // What was asked for in time waits for its answer, however long that takes.
        let asked = held.status(self.day) == "cancel-requested";
        !held.forfeited
            && held.purchased_on <= self.day
            && (asked || self.day <= held.purchased_on + Days::new(30))
    }

    /// A refund that was open is given up by what was just done.
    pub fn forfeit(&mut self, benefit: &str) {
        let benefit = &self.benefits[benefit];
        if self.refund_is_open(benefit) {
            let id = benefit.membership.clone();
            self.memberships.iter_mut().find(|held| held.id == id).unwrap().forfeited = true;
        }
    }
}
