//! Memberships: bought, renewed and cancelled.

use chrono::Days;
use serde_json::{Value, json};

use super::Step;
use crate::Simulation;
use crate::model::{MAY_CANCEL, MAY_PURCHASE, Membership, Model, text};

const COMPETENCIES: [&str; 4] = ["DevOps", "Security", "Cloud Platform", "Data Analytics"];

impl Simulation {
    pub fn purchase(&mut self, actor: &str) -> Step {
        let mut against = self.model.against_actor(actor, &MAY_PURCHASE, false);
        let offer = self.chance.of(&["action-pack", "silver", "gold", "isv-co-sell", "platinum"]);
        let competency = self.chance.of(&COMPETENCIES);
        let named = self.chance.one_in(2) || ["silver", "gold"].contains(&offer);
        let named = named && !self.chance.one_in(20);
        let takes_one = ["silver", "gold"].contains(&offer);
        against.when(offer == "platinum", 3);
        against.when(offer != "platinum" && named != takes_one, 2);
        let competency = named.then(|| competency.to_owned());
        let same =
            self.model.live().any(|held| held.offer == offer && held.competency == competency);
        against.when(same, 5);
        let day = self.model.day;
        let more = competency.as_ref().map(|name| format!(" --competency '{name}'"));
        let line = format!("membership purchase {offer}{}", more.unwrap_or_default());
        Step::new(line, against).then(move |model, receipt| {
            let id = receipt["events"][0]["membership"].as_str().unwrap().to_owned();
            let offer = offer.to_owned();
            let anniversary = day + Days::new(365);
            let (state, forfeited) = ("held", false);
            let bought = Membership {
                id,
                offer,
                competency,
                purchased_on: day,
                anniversary,
                state,
                forfeited,
            };
            assert_eq!(receipt["events"][0]["anniversary"], anniversary.to_string());
            model.memberships.push(bought);
            model.settle(&receipt["events"]);
        })
    }

    /// A membership; mostly one for which there is something to do.
    fn membership(
        &mut self,
        fits: impl Fn(&Model, &Membership) -> bool,
    ) -> (String, Option<Membership>) {
        let any = self.chance.one_in(4);
        let model = &self.model;
        let ids = model.memberships.iter().filter(|held| any || fits(model, held));
        let ids: Vec<String> = ids.map(|held| held.id.clone()).collect();
        let id = self.one_of(&ids, "M9999");
        let known = self.model.memberships.iter().find(|held| held.id == id).cloned();
        (id, known)
    }

    pub fn renew(&mut self, actor: &str) -> Step {
        let (id, known) = self.membership(|model, held| held.status(model.day) == "renewable");
        let mut against = self.model.against_actor(actor, &MAY_PURCHASE, false);
        match &known {
            None => against.when(true, 3),
            Some(held) => against.when(held.status(self.model.day) != "renewable", 5),
        }
        let line = format!("membership renew {id}");
        let mut step = Step::new(line, against).then(move |model, receipt| {
            // Each listed benefit of it begins anew, but for one that lasts for a time of its own.
            let until = known.as_ref().unwrap().lives_until();
            let events = receipt["events"].as_array().unwrap();
            let (renewed, settled): (Vec<&Value>, Vec<&Value>) =
                events.iter().partition(|event| event["kind"] == "benefit-renewed");
            let mut anew = model.settled(&json!(settled));
            let now = model.memberships.iter().find(|held| held.id == id).unwrap().lives_until();
            let of_it = model.benefits.iter().filter(|(_, one)| one.membership == id);
            let of_it = of_it.filter(|(_, one)| one.ended.is_empty());
            anew.extend(of_it.map(|(id, _)| id.clone()));
            assert_eq!(renewed.len(), anew.len());
            for begun in anew {
                let event = renewed.iter().find(|event| event["benefit"] == begun).unwrap();
                let benefit = model.benefits.get_mut(&begun).unwrap();
                let lasts = benefit.of_program || benefit.ends_on == until;
                if benefit.membership == id && lasts {
                    benefit.ends_on = benefit.ends_on.max(now);
                }
                assert_eq!(event["ends_on"], benefit.ends_on.to_string(), "{begun}");
                model.begin_year(&begun);
            }
        });
        step.repeatable = false;
        step
    }

    pub fn cancel(&mut self, actor: &str) -> Step {
        let requested = self.model.memberships.iter().any(|held| held.state == "cancel-requested");
        let verb = self.chance.of(&["", " --confirm", " --withdraw"]);
        let verb = if requested || self.chance.one_in(3) { verb } else { "" };
        let (id, known) = self.membership(|model, held| {
            let young = model.day <= held.purchased_on + Days::new(30);
            held.state == "cancel-requested" || (young && !held.forfeited)
        });
        let mut against = self.model.against_actor(actor, &MAY_CANCEL, false);
        against.when(known.is_none(), 3);
        let state = known.as_ref().map_or("held", |held| held.state);
        let nothing = match verb {
            "" => state == "cancel-requested",
            " --confirm" => state == "cancelled",
            _ => state != "cancel-requested",
        };
        if let Some(held) = known.as_ref().filter(|_| !nothing) {
            let first = held.purchased_on;
            let open = first <= self.model.day && self.model.day <= first + Days::new(30);
            against.when(verb.is_empty() && (!open || held.forfeited || held.is_over()), 5);
            against.when(verb == " --confirm" && state != "cancel-requested", 5);
        }
        let line = format!("cancel {id}{verb}");
        let mut step = Step::new(line, against).no_op_if(nothing).then(move |model, receipt| {
            let held = model.memberships.iter_mut().find(|held| held.id == id).unwrap();
            match verb {
                "" => {
                    held.state = "cancel-requested";
                    assert!(text(receipt, "text").contains("refund"), "{receipt}");
                }
                " --confirm" => model.settle(&receipt["events"]),
                _ => held.state = "held",
            }
        });
        step.asked = verb != " --withdraw";
        step
    }
}
