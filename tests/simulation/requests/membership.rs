//! Memberships: bought, renewed and cancelled.

use chrono::Days;

use super::Step;
use crate::Simulation;
use crate::model::{MAY_CANCEL, MAY_PURCHASE, Membership, Model, Term, text};

const COMPETENCIES: [&str; 4] = ["DevOps", "Security", "Cloud Platform", "Data Analytics"];

impl Simulation {
    pub fn purchase(&mut self, actor: &str) -> Step {
        let mut against = self.model.against_actor(actor, &MAY_PURCHASE, false);
        let offers = ["action-pack", "silver", "silver", "gold", "gold", "isv-co-sell", "platinum"];
        // A Silver beneath a Gold is what a Gold that lapses leaves.
        let silver = self.model.live().any(|held| held.rank() == 2);
        let alone = self.model.highest_rank(self.model.day) == 3 && !silver;
        let offer = if alone && self.chance.one_in(2) { "silver" } else { self.chance.of(&offers) };
        let competency = self.chance.of(&COMPETENCIES);
        // What lapsed is bought again.
        let lapsed = self.lapsed();
        let (offer, competency) = match lapsed.last() {
            Some((offer, competency)) if self.chance.one_in(2) => {
                (offer.clone(), competency.clone().unwrap_or_else(|| COMPETENCIES[0].to_owned()))
            }
            _ => (offer.to_owned(), competency.to_owned()),
        };
        let offer = offer.as_str();
        let named = self.chance.one_in(2) || ["silver", "gold"].contains(&offer);
        let named = named && !self.chance.one_in(20);
        let takes_one = ["silver", "gold"].contains(&offer);
        against.when(offer == "platinum", 3);
        against.when(offer != "platinum" && named != takes_one, 2);
        let competency = named.then(|| competency.clone());
        let day = self.model.day;
        let anniversary = day + Days::new(365);
        let term = Term { begins_on: day, anniversary };
        // It overlaps no other of the same offer and competency.
        let same = self.model.memberships.iter().any(|held| {
            let alike = held.offer == offer && held.competency == competency;
            alike && held.purchased_on <= term.lives_until() && day <= held.last_day()
        });
        against.when(same, 5);
        let bought = Membership {
            id: String::new(),
            offer: offer.to_owned(),
            competency: competency.clone(),
            purchased_on: day,
            terms: vec![term],
            requested_on: None,
            withdrawn: Vec::new(),
            ended_on: None,
            forfeited: false,
        };
        let then = self.model.with(bought.clone());
        against.when(self.model.no_longer_fits(&then), 5);
        let more = competency.as_ref().map(|name| format!(" --competency '{name}'"));
        let line = format!("membership purchase {offer}{}", more.unwrap_or_default());
        Step::new(line, against).then(move |model, receipt| {
            let events = receipt["events"].as_array().unwrap();
            let (first, granted) = events.split_first().unwrap();
            assert_eq!(first["anniversary"], anniversary.to_string());
            model.memberships.push(Membership { id: text(first, "membership"), ..bought });
            model.follow_lines(granted);
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
        let day = self.model.day;
        match &known {
            None => against.when(true, 3),
            Some(held) => {
                let (place, term) = held.term(day);
                let since = place + 1 < held.terms.len() || held.ended_on.is_some();
                against.when(since || held.status(day) != "renewable", 5);
                // Another was purchased since, which it would overlap.
                let until = term.anniversary + Days::new(365 + 30);
                let overlaps = self.model.memberships.iter().any(|other| {
                    let alike = other.offer == held.offer && other.competency == held.competency;
                    let ahead = other.purchased_on <= until && held.last_day() < other.purchased_on;
                    other.id != held.id && alike && ahead
                });
                against.when(overlaps, 5);
            }
        }
        let line = format!("membership renew {id}");
        let mut step = Step::new(line, against).then(move |model, receipt| {
            // Nothing else is recorded: what begins anew by it is computed.
            let events = receipt["events"].as_array().unwrap();
            assert_eq!(events.len(), 1);
            model.follow_membership(&events[0]);
        });
        step.repeatable = false;
        step
    }

    pub fn cancel(&mut self, actor: &str) -> Step {
        let mut all = self.model.memberships.iter();
        let requested = all.any(|held| held.status(self.model.day) == "cancel-requested");
        let verb = self.chance.of(&["", " --confirm", " --withdraw"]);
        let verb = if requested || self.chance.one_in(3) { verb } else { "" };
        let (id, known) = self.membership(|model, held| {
            let requested = held.status(model.day) == "cancel-requested";
            requested || held.refund_is_open(model.day)
        });
        let mut against = self.model.against_actor(actor, &MAY_CANCEL, false);
        against.when(known.is_none(), 3);
        let day = self.model.day;
        let state = known.as_ref().map_or("active", |held| held.status(day));
        // What is requested later already is not requested anew.
        let later = known.as_ref().is_some_and(|held| {
            held.is_live(day) && held.ended_on.is_none() && held.requested_on > Some(day)
        });
        let waits = |held: &Membership| held.requested_on.is_some();
        let is_ahead = |held: &Membership| match held.ended_on {
            Some(ended) => day < ended,
            None => held.requested_on.is_some_and(|on| day < on),
        };
        let nothing = match verb {
            "" => later || state == "cancel-requested",
            " --confirm" => state == "cancelled",
            // One that was taken back later is taken back.
            _ => state != "cancel-requested" || !known.as_ref().is_some_and(waits),
        };
        // Its answer, and its end, are told of no day before them (TIME-2, TIME-3).
        let nothing = nothing && !(verb == " --withdraw" && known.as_ref().is_some_and(is_ahead));
        if let Some(held) = known.as_ref().filter(|_| !nothing) {
            let over = ["cancelled", "lapsed"].contains(&state);
            let since = held.requested_on.is_some_and(|on| day < on) || held.ended_on.is_some();
            against.when(verb.is_empty() && (over || since || !held.refund_is_open(day)), 5);
            let unasked = state != "cancel-requested" || !waits(held);
            against.when(verb == " --confirm" && (unasked || since), 5);
            against.when(verb == " --withdraw" && is_ahead(held), 5);
            let mut then = self.model.clone();
            let gone = then.memberships.iter_mut().find(|one| one.id == held.id);
            gone.unwrap().ended_on = Some(day);
            against.when(verb == " --confirm" && self.model.no_longer_fits(&then), 5);
        }
        let line = format!("cancel {id}{verb}");
        let mut step = Step::new(line, against).no_op_if(nothing).then(move |model, receipt| {
            if verb == " --confirm" {
                let events = receipt["events"].as_array().unwrap();
                assert_eq!(events.len(), 1);
                model.follow_membership(&events[0]);
                return;
            }
            let held = model.memberships.iter_mut().find(|held| held.id == id).unwrap();
            if let Some(requested) = held.requested_on.take() {
                held.withdrawn.push([requested, day]);
            }
            held.requested_on = verb.is_empty().then_some(day);
            if verb.is_empty() {
                assert!(text(receipt, "text").contains("refund"), "{receipt}");
            }
        });
        step.asked = verb != " --withdraw";
        step
    }
}
