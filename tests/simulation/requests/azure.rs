//! Azure credit.

use std::collections::BTreeSet;

use super::Step;
use crate::Simulation;
use crate::model::{Against, Kind, MAY_ASSIGN};

impl Simulation {
    /// What stands in the way of anything with Azure credit, and who holds it.
    fn credit(&mut self, actor: &str, mostly: &[Kind]) -> (String, Against, BTreeSet<String>) {
        let id = self.benefit(mostly);
        let mut against = self.model.against_actor(actor, &MAY_ASSIGN, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Monthly, Kind::Bulk]);
        let holders = self.model.credits.get(&id).cloned().unwrap_or_default();
        (id, against, holders)
    }

    fn is_bulk(&self, id: &str) -> bool {
        self.model.benefits.get(id).is_some_and(|one| one.kind == Kind::Bulk)
    }

    fn holds_offers(&self, email: &str) -> bool {
        self.model.users.get(email).is_some_and(|user| !user.offers_held.is_empty())
    }

    pub fn assign_credit(&mut self, actor: &str) -> Step {
        let (id, mut against, holders) = self.credit(actor, &[Kind::Monthly, Kind::Bulk]);
        let to = self.someone();
        self.model.against_receiver(&mut against, &to);
        let has = holders.contains(&to);
        if !has && self.is_bulk(&id) {
            against.when(!holders.is_empty() || self.holds_offers(&to), 5);
        } else if !has {
            let quantity = self.model.benefits.get(&id).and_then(|one| one.quantity);
            let full = quantity.is_some_and(|quantity| holders.len() >= quantity as usize);
            against.when(full, 5);
        }
        let line = format!("azure assign {id} {to}");
        Step::new(line, against).no_op_if(has).then(move |model, _| {
            model.credit_since.insert(id.clone(), model.day);
            model.credits.entry(id).or_default().insert(to);
        })
    }

    pub fn remove_credit(&mut self, actor: &str) -> Step {
        let (id, mut against, holders) = self.credit(actor, &[Kind::Monthly]);
        let held: Vec<String> = holders.iter().cloned().collect();
        let from = match held.first() {
            Some(_) if self.chance.one_in(2) => self.one_of(&held, "ann@contoso.com"),
            _ => self.someone(),
        };
        against.when(!self.model.users.contains_key(&from), 3);
        let has = holders.contains(&from);
        against.when(has && self.is_bulk(&id), 5);
        let line = format!("azure remove {id} {from}");
        Step::new(line, against).no_op_if(!has).then(move |model, _| {
            model.credits.get_mut(&id).unwrap().remove(&from);
        })
    }

    pub fn transfer_credit(&mut self, actor: &str) -> Step {
        let (id, mut against, holders) = self.credit(actor, &[Kind::Bulk]);
        let to = self.someone();
        self.model.against_receiver(&mut against, &to);
        let has = holders.contains(&to);
        against.when(!self.is_bulk(&id) || holders.is_empty(), 5);
        if let Some(benefit) = self.model.benefits.get(&id)
            && !has
        {
            let held = self.model.memberships.iter().find(|held| held.id == benefit.membership);
            let over = held.is_some_and(|held| self.model.day >= held.anniversary);
            against.when(over || self.holds_offers(&to), 5);
            // It leaves nobody on a day before they got it.
            let since = self.model.credit_since.get(&id);
            against.when(since.is_some_and(|since| self.model.day < *since), 5);
        }
        let line = format!("azure transfer {id} {to}");
        Step::new(line, against).no_op_if(has).then(move |model, _| {
            model.credit_since.insert(id.clone(), model.day);
            let holders = model.credits.get_mut(&id).unwrap();
            holders.clear();
            holders.insert(to);
        })
    }
}
