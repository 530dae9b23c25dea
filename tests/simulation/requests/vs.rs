//! Seats of Visual Studio.

use chrono::Days;
use serde_json::json;

use super::Step;
use crate::Simulation;
use crate::model::{Kind, MAY_ASSIGN};

impl Simulation {
    /// Who holds a seat, more often than not; else anybody.
    fn holder(&mut self, benefit: &str) -> String {
        let seats = self.model.seats.values().filter(|seat| seat.benefit == benefit);
        let holders: Vec<String> =
            seats.filter_map(|seat| Some(seat.holder.as_ref()?.0.clone())).collect();
        if holders.is_empty() || self.chance.one_in(4) {
            return self.someone();
        }
        self.one_of(&holders, "ann@contoso.com")
    }

    /// A Visual Studio benefit, or a seat of one: what is typed, and both.
    fn seats(&mut self) -> (String, String, Option<String>) {
        if self.chance.one_in(3) && !self.model.seats.is_empty() {
            let ids: Vec<String> = self.model.seats.keys().cloned().collect();
            let seat = self.one_of(&ids, &ids[0]);
            return (seat.clone(), self.model.seats[&seat].benefit.clone(), Some(seat));
        }
        let id = self.benefit(&[Kind::Seats]);
        (id.clone(), id, None)
    }

    fn level(&self, benefit: &str) -> String {
        self.model.benefits.get(benefit).map(|one| one.level.clone()).unwrap_or_default()
    }

    pub fn assign_seat(&mut self, actor: &str) -> Step {
        let (typed, id, named) = self.seats();
        let to = self.someone();
        let mut against = self.model.against_actor(actor, &MAY_ASSIGN, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Seats]);
        self.model.against_receiver(&mut against, &to);
        let level = self.level(&id);
        let mut has = false;
        if self.model.benefits.get(&id).is_some_and(|one| one.kind == Kind::Seats) {
            match (self.model.seat_of_level(&to, &level), &named) {
                (Some((held, _)), Some(named)) if held == named => has = true,
                (Some((_, seat)), None) if seat.benefit == id => has = true,
                (Some(_), _) => against.when(true, 5),
                (None, Some(named)) => {
                    let seat = &self.model.seats[named];
                    against.when(seat.holder.is_some(), 6);
                    against.when(seat.holder.is_none() && !self.model.is_free_for(seat, &to), 5);
                }
                (None, None) => {
                    let mut seats = self.model.seats.values();
                    let free =
                        seats.any(|seat| seat.benefit == id && self.model.is_free_for(seat, &to));
                    against.when(!free, 5);
                }
            }
            if !has {
                against.when(self.model.is_full(&id) || self.model.is_capped(&level, 0), 5);
            }
        }
        let line = format!("vs assign {typed} {to}");
        Step::new(line, against).no_op_if(has).then(move |model, receipt| {
            let given = receipt["events"][0]["seat"].as_str().unwrap().to_owned();
            assert!(named.is_none_or(|named| named == given));
            let seat = &model.seats[&given];
            assert!(seat.benefit == id && model.is_free_for(seat, &to), "{given} is not free");
            let day = model.day;
            model.seats.get_mut(&given).unwrap().holder = Some((to, day));
        })
    }

    pub fn unassign_seat(&mut self, actor: &str) -> Step {
        let (typed, id, named) = self.seats();
        let from = self.holder(&id);
        let mut against = self.model.against_actor(actor, &MAY_ASSIGN, true);
        let kind = self.model.benefits.get(&id).map(|one| one.kind);
        against.when(kind != Some(Kind::Seats) || !self.model.users.contains_key(&from), 3);
        let held = self.held_of(&id, named.as_ref(), &from);
        let line = format!("vs unassign {typed} {from}");
        Step::new(line, against).no_op_if(held.is_none()).then(move |model, receipt| {
            let held = held.unwrap();
            let (today, days) = (model.today, model.reassign_days);
            let seat = model.seats.get_mut(&held).unwrap();
            let (holder, on) = seat.holder.take().unwrap();
            // Undone on the day it was given; a day in the past is no way around the wait.
            let until = (on != today).then(|| (on + Days::new(days)).to_string());
            assert_eq!(receipt["events"][0]["reassignable_from"], json!(until));
            if on != today {
                seat.last = Some((holder, on));
            }
        })
    }

    fn held_of(&self, benefit: &str, named: Option<&String>, email: &str) -> Option<String> {
        let held = self.model.seats.iter().find(|(_, seat)| {
            seat.benefit == benefit
                && seat.holder.as_ref().is_some_and(|(holder, _)| holder == email)
        });
        let held = held.map(|(id, _)| id.clone());
        held.filter(|held| named.is_none_or(|named| named == held))
    }

    pub fn reassign_seat(&mut self, actor: &str) -> Step {
        let (typed, id, named) = self.seats();
        let from = self.holder(&id);
        let to = self.someone();
        let mut against = self.model.against_actor(actor, &MAY_ASSIGN, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Seats]);
        against.when(!self.model.users.contains_key(&from), 3);
        self.model.against_receiver(&mut against, &to);
        let held = self.held_of(&id, named.as_ref(), &from);
        let level = self.level(&id);
        match &held {
            None => against.when(true, 5),
            Some(seat) => {
                let (_, on) = self.model.seats[seat].holder.clone().unwrap();
                let early = self.model.day < on + Days::new(self.model.reassign_days);
                against.when(early || self.model.is_capped(&level, 1), 5);
            }
        }
        against.when(self.model.seat_of_level(&to, &level).is_some(), 5);
        Step::new(format!("vs reassign {typed} {from} {to}"), against).then(move |model, _| {
            let day = model.day;
            let seat = model.seats.get_mut(&held.unwrap()).unwrap();
            seat.last = seat.holder.replace((to, day));
        })
    }
}
