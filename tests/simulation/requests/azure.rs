//! Azure credit.

use super::Step;
use crate::Simulation;
use crate::model::{Against, Holding, Kind, MAY_ASSIGN};

impl Simulation {
    /// What stands in the way of anything with Azure credit, and what is held of it on the day.
    fn credit(&mut self, actor: &str, mostly: &[Kind]) -> (String, Against, Vec<Holding>) {
        let id = self.benefit(mostly);
        let mut against = self.model.against_actor(actor, &MAY_ASSIGN, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Monthly, Kind::Bulk]);
        let held = self.model.held(&id, self.model.day).into_iter().cloned().collect();
        (id, against, held)
    }

    fn is_bulk(&self, id: &str) -> bool {
        self.model.benefits.get(id).is_some_and(|one| one.kind == Kind::Bulk)
    }

    fn holds_offers(&self, email: &str) -> bool {
        self.model.users.get(email).is_some_and(|user| !user.offers_held.is_empty())
    }

    /// Whether credit goes to somebody, or to this one, on a later day.
    fn is_given_later(&self, id: &str, to: Option<&str>) -> bool {
        let mut later = self.model.of_thing(id).filter(|one| one.from > self.model.day);
        later.any(|one| to.is_none_or(|to| one.user == to))
    }

    pub fn assign_credit(&mut self, actor: &str) -> Step {
        let (id, mut against, held) = self.credit(actor, &[Kind::Monthly, Kind::Bulk]);
        let to = self.someone();
        self.model.against_receiver(&mut against, &to);
        let has = held.iter().any(|one| one.user == to);
        if !has && self.is_bulk(&id) {
            let taken = !held.is_empty() || self.is_given_later(&id, None);
            against.when(taken || self.holds_offers(&to), 5);
        } else if !has && self.model.benefits.contains_key(&id) {
            against.when(self.model.is_full(&id, self.model.day), 5);
            against.when(self.is_given_later(&id, Some(&to)), 5);
        }
        let line = format!("azure assign {id} {to}");
        Step::new(line, against).no_op_if(has).then(move |model, _| {
            let from = model.day;
            model.holdings.push(Holding { thing: id, user: to, from, to: None });
        })
    }

    pub fn remove_credit(&mut self, actor: &str) -> Step {
        let id = self.benefit(&[Kind::Monthly]);
        let mut against = self.model.against_actor(actor, &MAY_ASSIGN, true);
        let kind = self.model.benefits.get(&id).map(|one| one.kind);
        against.when(!matches!(kind, Some(Kind::Monthly | Kind::Bulk)), 3);
        let now = |one: &&Holding| one.to.is_none();
        let held: Vec<Holding> = self.model.of_thing(&id).filter(now).cloned().collect();
        let users: Vec<String> = held.iter().map(|one| one.user.clone()).collect();
        let from = match users.first() {
            Some(_) if self.chance.one_in(2) => self.one_of(&users, "ann@contoso.com"),
            _ => self.someone(),
        };
        against.when(!self.model.users.contains_key(&from), 3);
        let mine = held.iter().find(|one| one.user == from).cloned();
        against.when(mine.is_some() && self.is_bulk(&id), 5);
        // It is taken back on no day before it was given.
        against.when(mine.as_ref().is_some_and(|one| self.model.day < one.from), 5);
        let line = format!("azure remove {id} {from}");
        Step::new(line, against).no_op_if(mine.is_none()).then(move |model, _| {
            model.end_holding(&id, &from);
        })
    }

    pub fn transfer_credit(&mut self, actor: &str) -> Step {
        let (id, mut against, held) = self.credit(actor, &[Kind::Bulk]);
        let to = self.someone();
        self.model.against_receiver(&mut against, &to);
        let has = held.iter().any(|one| one.user == to);
        against.when(!self.is_bulk(&id) || held.is_empty(), 5);
        if self.model.benefits.contains_key(&id) && !has {
            let carrier = self.model.carrier(&id, self.model.day);
            let over = carrier.is_some_and(|place| {
                let (_, term) = self.model.memberships[place].term(self.model.day);
                self.model.day >= term.anniversary
            });
            against.when(over || self.holds_offers(&to), 5);
            against.when(self.is_given_later(&id, None), 5);
        }
        let line = format!("azure transfer {id} {to}");
        Step::new(line, against).no_op_if(has).then(move |model, _| {
            let (from, user) = (model.day, held[0].user.clone());
            model.end_holding(&id, &user);
            model.holdings.push(Holding { thing: id, user: to, from, to: None });
        })
    }
}
