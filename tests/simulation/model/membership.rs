//! Memberships and their terms, and the refunds that are open.

use chrono::{Days, NaiveDate};
use serde_json::Value;

use super::{Benefit, Model, OFFERS, day, lines_of, text};

/// A year that was paid: from its first day to its anniversary, and the window after it (MEM-5).
#[derive(Clone, Copy, Debug)]
pub struct Term {
    pub begins_on: NaiveDate,
    pub anniversary: NaiveDate,
}

impl Term {
    pub fn lives_until(self) -> NaiveDate {
        self.anniversary + Days::new(30)
    }
}

#[derive(Clone, Debug)]
pub struct Membership {
    pub id: String,
    pub offer: String,
    pub competency: Option<String>,
    pub purchased_on: NaiveDate,
    pub terms: Vec<Term>,
    pub requested_on: Option<NaiveDate>,
    /// The requests that were taken back: from which day on they waited, and until which.
    pub withdrawn: Vec<[NaiveDate; 2]>,
    /// The first day without it, once it was given back.
    pub ended_on: Option<NaiveDate>,
    pub forfeited: bool,
}

impl Membership {
    /// The newest term that has begun by a day, and its place among the terms.
    pub fn term(&self, day: NaiveDate) -> (usize, Term) {
        let begun = self.terms.iter().rposition(|term| term.begins_on <= day).unwrap_or(0);
        (begun, self.terms[begun])
    }

    /// The last day that it lives, by what is known.
    pub fn last_day(&self) -> NaiveDate {
        let until = self.terms.last().unwrap().lives_until();
        self.ended_on.map_or(until, |ended| until.min(ended - Days::new(1)))
    }

    /// What it is called on a day (MEM-5, CAN-2).
    pub fn status(&self, day: NaiveDate) -> &'static str {
        let (_, term) = self.term(day);
        if self.ended_on.is_some_and(|ended| ended <= day) {
            "cancelled"
        } else if day > term.lives_until() {
            "lapsed"
        } else if self.requested_on.is_some_and(|requested| requested <= day)
            || self.withdrawn.iter().any(|[from, until]| *from <= day && day < *until)
        {
            "cancel-requested"
        } else if day > term.anniversary {
            "renewable"
        } else {
            "active"
        }
    }

    pub fn is_live(&self, day: NaiveDate) -> bool {
        self.purchased_on <= day && !["cancelled", "lapsed"].contains(&self.status(day))
    }

    pub fn rank(&self) -> u32 {
        ["action-pack", "silver", "gold"]
            .iter()
            .position(|offer| self.offer == *offer)
            .map_or(0, |place| u32::try_from(place).unwrap() + 1)
    }

    /// Whether a refund can be asked for on a day, or was asked for in time (CAN-1, CAN-2).
    pub fn refund_is_open(&self, day: NaiveDate) -> bool {
        // What was asked for in time waits for its answer, however long that takes.
        let asked = self.status(day) == "cancel-requested";
        let young = day <= self.purchased_on + Days::new(30);
        !self.forfeited && self.purchased_on <= day && (asked || young)
    }
}

impl Model {
    pub fn live_on(&self, day: NaiveDate) -> impl Iterator<Item = &Membership> {
        self.memberships.iter().filter(move |held| held.is_live(day))
    }

    pub fn live(&self) -> impl Iterator<Item = &Membership> {
        self.live_on(self.day)
    }

    pub fn highest_rank(&self, day: NaiveDate) -> u32 {
        self.live_on(day).map(Membership::rank).max().unwrap_or(0)
    }

    fn membership_of(&mut self, event: &Value) -> &mut Membership {
        let id = text(event, "membership");
        self.memberships.iter_mut().find(|held| held.id == id).unwrap()
    }

    /// Takes down what an event says of memberships.
    pub fn follow_membership(&mut self, event: &Value) {
        match event["kind"].as_str().unwrap() {
            "membership-cancelled" => {
                let ended_on = day(event, "on");
                assert_eq!(ended_on, self.day);
                self.membership_of(event).ended_on = Some(ended_on);
            }
            "membership-renewed" => {
                let begins_on = self.day;
                let held = self.membership_of(event);
                let before = held.terms.last().unwrap().anniversary;
                assert_eq!(event["anniversary_before"], before.to_string());
                let term = Term { begins_on, anniversary: before + Days::new(365) };
                held.terms.push(term);
                assert_eq!(event["anniversary"], term.anniversary.to_string());
                assert_eq!(event["renewable_until"], term.lives_until().to_string());
            }
            other => panic!("{other} is nothing that becomes of memberships"),
        }
    }

    /// Whether the refund of what brings a benefit on this day is open.
    pub fn refund_is_open(&self, benefit: &str) -> bool {
        let carrier = self.carrier(benefit, self.day);
        carrier.is_some_and(|place| self.memberships[place].refund_is_open(self.day))
    }

    /// A refund that was open is given up by what was just done.
    pub fn forfeit(&mut self, benefit: &str) {
        if self.refund_is_open(benefit) {
            let carrier = self.carrier(benefit, self.day).unwrap();
            self.memberships[carrier].forfeited = true;
        }
    }

    /// The model with one membership more.
    pub fn with(&self, bought: Membership) -> Model {
        let mut then = self.clone();
        then.memberships.push(bought);
        then
    }

    /// A purchase grants an id to every line that the membership could ever bring and that has
    /// none yet, and nothing else.
    pub fn follow_lines(&mut self, events: &[Value]) {
        let held = self.memberships.last().unwrap().clone();
        let mut lines = lines_of(&held);
        lines.retain(|line| {
            let of_program = |one: &Benefit| one.own.is_none() && one.product == *line;
            !self.benefits.values().any(of_program)
        });
        let brought = OFFERS.iter().filter(|(_, by)| by.contains(&held.offer.as_str()));
        let mut offers: Vec<&str> = brought.map(|(name, _)| *name).collect();
        offers.retain(|name| self.offers.values().all(|one| one.name != *name));
        for event in events {
            if event["kind"] == "gtm-granted" {
                self.follow_offer(event);
                let known = offers.iter().position(|name| event["name"] == *name);
                offers.remove(known.unwrap_or_else(|| panic!("{event}")));
            } else {
                let id = self.follow_grant(event);
                let product = &self.benefits[&id].product;
                let known = lines.iter().position(|line| line == product);
                lines.remove(known.unwrap_or_else(|| panic!("{event}")));
            }
        }
        assert!(lines.is_empty() && offers.is_empty(), "{lines:?}, {offers:?} have no id");
    }
}
