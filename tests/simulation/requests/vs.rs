//! Seats of Visual Studio.

use chrono::{Days, NaiveDate};

use super::Step;
use crate::Simulation;
use crate::model::{Against, Benefit, Holding, Kind, MAY_ASSIGN};

impl Simulation {
    /// Who holds a seat, more often than not; else anybody.
    fn holder(&mut self, benefit: &str) -> String {
        let open = self.model.holdings.iter().filter(|one| one.to.is_none());
        let of_it = open.filter(|one| self.model.benefit_of(&one.thing) == benefit);
        let holders: Vec<String> = of_it.map(|one| one.user.clone()).collect();
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
            return (seat.clone(), self.model.seats[&seat].clone(), Some(seat));
        }
        let id = self.benefit(&[Kind::Seats]);
        (id.clone(), id, None)
    }

    fn level(&self, benefit: &str) -> &'static str {
        self.model.benefits.get(benefit).map_or("", Benefit::level)
    }

    /// What stands in the way of a user having one seat more on the day, tested on `first`.
    fn against_one_more(&self, against: &mut Against, benefit: &str, to: &str, first: NaiveDate) {
        let level = self.level(benefit);
        let model = self.model.on(first);
        against.when(model.later_of_level(to, level, self.model.day), 5);
        against.when(model.is_full(benefit, first) || model.is_capped(level, 0), 5);
    }

    pub fn assign_seat(&mut self, actor: &str) -> Step {
        let (typed, id, named) = self.seats();
        let to = self.someone();
        let (model, day) = (&self.model, self.model.day);
        let first = model.tested_on(&id, day);
        let mut against = model.against_actor(actor, &MAY_ASSIGN, first == day);
        model.on(first).against_benefit(&mut against, &id, &[Kind::Seats]);
        model.against_receiver(&mut against, &to);
        let mut has = false;
        if model.benefits.get(&id).is_some_and(|one| one.kind == Kind::Seats) {
            let mine = model.seat_of_level(&to, self.level(&id), day, first);
            let holder =
                named.as_ref().and_then(|seat| model.of_thing(seat).find(|it| it.holds(day)));
            match (mine, &named) {
                (Some(mine), Some(named)) if mine.thing == *named => has = true,
                (Some(mine), None) if model.benefit_of(&mine.thing) == id => has = true,
                (Some(_), _) => against.when(true, 5),
                (None, Some(_)) if holder.is_some() => against.when(true, 6),
                (None, Some(named)) => against.when(!model.is_free_for(named, &to, day), 5),
                (None, None) => {
                    let mut seats = model.seats.iter().filter(|(_, of)| **of == id);
                    let free = seats.any(|(seat, _)| model.is_free_for(seat, &to, day));
                    against.when(!free && !model.has_new_place(&id, first), 5);
                }
            }
            if !has {
                self.against_one_more(&mut against, &id, &to, first);
            }
        }
        let line = format!("vs assign {typed} {to}");
        Step::new(line, against).no_op_if(has).then(move |model, receipt| {
            // What slept of the level is given back by it.
            let (last, back) = receipt["events"].as_array().unwrap().split_last().unwrap();
            model.follow_sleeping(back, model.benefits[&id].level(), &to, first);
            let given = last["seat"].as_str().unwrap().to_owned();
            assert!(named.is_none_or(|named| named == given));
            if let Some(of) = model.seats.get(&given) {
                let free = model.is_free_for(&given, &to, model.day);
                assert!(*of == id && free, "{given} is not free");
            } else {
                assert!(model.has_new_place(&id, first), "{given} is one too many");
                model.seats.insert(given.clone(), id);
            }
            model.give(given, to);
        })
    }

    pub fn unassign_seat(&mut self, actor: &str) -> Step {
        let (typed, id, named) = self.seats();
        let from = self.holder(&id);
        let mut against = self.model.against_actor(actor, &MAY_ASSIGN, true);
        let kind = self.model.benefits.get(&id).map(|one| one.kind);
        against.when(kind != Some(Kind::Seats) || !self.model.users.contains_key(&from), 3);
        let held = self.held_of(&id, named.as_ref(), &from);
        // It is taken back on no day before it was given.
        against.when(held.as_ref().is_some_and(|held| self.model.day < held.from), 5);
        let line = format!("vs unassign {typed} {from}");
        Step::new(line, against).no_op_if(held.is_none()).then(move |model, receipt| {
            let until = model.end_seat(&held.unwrap().thing, &from);
            assert_eq!(receipt["events"][0]["reassignable_from"], until.to_string());
        })
    }

    fn held_of(&self, benefit: &str, named: Option<&String>, email: &str) -> Option<Holding> {
        let open = self.model.holdings.iter().filter(|one| one.to.is_none() && one.user == email);
        let mut of_it = open.filter(|one| {
            let of = self.model.benefit_of(&one.thing) == benefit;
            of && named.is_none_or(|named| *named == one.thing)
        });
        of_it.next().cloned()
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
        let (level, day) = (self.level(&id), self.model.day);
        match &held {
            None => against.when(true, 5),
            Some(held) => {
                let wait = Days::new(self.model.figures(day).reassign_days);
                against.when(day < held.from + wait || self.model.is_capped(level, 1), 5);
            }
        }
        let has = self.model.seat_of_level(&to, level, day, day).is_some();
        against.when(has || self.model.later_of_level(&to, level, day), 5);
        let line = format!("vs reassign {typed} {from} {to}");
        Step::new(line, against).then(move |model, receipt| {
            let (_, back) = receipt["events"].as_array().unwrap().split_last().unwrap();
            model.follow_sleeping(back, level, &to, day);
            let seat = held.unwrap().thing;
            model.end_holding(&seat, &from);
            model.give(seat, to);
        })
    }
}
