//! Users and their roles.

use serde_json::json;

use super::Step;
use crate::model::{
    Against, Holding, Kind, MAY_ACTIVATE, MAY_ASSIGN, MAY_GRANT_ALL, MAY_MANAGE_USERS, OF_AZURE_AD,
    ROLES, User, number,
};
use crate::{Simulation, USERS};

const COUNTRIES: [&str; 3] = ["NL", "DE", "US"];

impl Simulation {
    /// One of the users, most of whom are known.
    pub fn someone(&mut self) -> String {
        if !self.chance.one_in(6) {
            let any = self.chance.one_in(8);
            let there = self.model.users.iter().filter(|(_, user)| any || user.acts());
            let known: Vec<String> = there.map(|(email, _)| email.clone()).collect();
            return self.one_of(&known, "ann@contoso.com");
        }
        format!("u{}@contoso.com", self.chance.below(USERS))
    }

    /// Who acts: mostly one who may do much.
    pub fn actor(&mut self) -> String {
        let admins: Vec<String> = self
            .model
            .users
            .iter()
            .filter(|(_, user)| user.acts() && user.has(&["global-admin"]))
            .map(|(email, _)| email.clone())
            .collect();
        match admins.as_slice() {
            [] => self.someone(),
            _ if self.chance.one_in(10) => self.someone(),
            admins => {
                let options: Vec<&str> = admins.iter().map(String::as_str).collect();
                self.chance.of(&options).to_owned()
            }
        }
    }

    /// Whether this user may not give or take that role (ROLE-6).
    fn may_not_give(&self, actor: &str, role: &str) -> bool {
        let user = self.model.users.get(actor);
        OF_AZURE_AD.contains(&role) && !user.is_some_and(|user| user.has(&MAY_GRANT_ALL))
    }

    /// What stands in the way of what any user of the MPN side may do.
    pub fn against_member(&self, actor: &str) -> Against {
        self.model.against_actor(actor, &[], true)
    }

    pub fn add_user(&mut self, actor: &str) -> Step {
        let email = format!("u{}@contoso.com", self.chance.below(USERS));
        let mut against = self.model.against_actor(actor, &MAY_MANAGE_USERS, false);
        // Who was offboarded comes back, with nothing of what they were.
        against.when(self.model.users.get(&email).is_some_and(|user| !user.offboarded), 6);
        let mut user = User::default();
        let mut line = format!("user add {email} --name Someone");
        if self.chance.one_in(3) {
            let role = self.chance.of(&ROLES);
            against.when(self.may_not_give(actor, role), 4);
            user.roles.insert(role.to_owned());
            line += &format!(" --role {role}");
        }
        if self.chance.one_in(8) {
            user.csp = true;
            line += " --csp-only";
        }
        if self.chance.one_in(5) {
            user.offers_held.insert("enterprise-agreement".to_owned());
            line += " --offer-held enterprise-agreement";
        }
        if self.chance.one_in(2) {
            let country = self.chance.of(&COUNTRIES);
            user.country = Some(country.to_owned());
            line += &format!(" --country {country}");
        }
        Step::new(line, against).then(move |model, _| {
            model.users.insert(email, user);
        })
    }

    pub fn grant_role(&mut self, actor: &str) -> Step {
        let (email, role) = (self.someone(), self.chance.of(&ROLES));
        let mut against = self.model.against_actor(actor, &MAY_MANAGE_USERS, false);
        against.when(self.may_not_give(actor, role), 4);
        let known = self.model.users.get(&email);
        against.when(known.is_none(), 3);
        against.when(known.is_some_and(|user| user.offboarded), 5);
        let has = known.is_some_and(|user| user.has(&[role]));
        let line = format!("user grant {email} {role}");
        Step::new(line, against).no_op_if(has).then(move |model, _| {
            model.users.get_mut(&email).unwrap().roles.insert(role.to_owned());
        })
    }

    pub fn revoke_role(&mut self, actor: &str) -> Step {
        let (email, role) = (self.someone(), self.chance.of(&ROLES));
        let mut against = self.model.against_actor(actor, &MAY_MANAGE_USERS, false);
        against.when(self.may_not_give(actor, role), 4);
        let known = self.model.users.get(&email);
        against.when(known.is_none(), 3);
        let has = known.is_some_and(|user| user.has(&[role]));
        let keeps = known.is_some_and(|user| {
            MAY_GRANT_ALL.iter().any(|other| *other != role && user.has(&[other]))
        });
        let loses = has && MAY_GRANT_ALL.contains(&role) && !keeps;
        against.when(loses && self.model.is_last_grantor(&email), 5);
        let line = format!("user revoke {email} {role}");
        let mut step = Step::new(line, against).no_op_if(!has).then(move |model, _| {
            model.users.get_mut(&email).unwrap().roles.remove(role);
        });
        step.repeatable = false;
        step
    }

    pub fn update_user(&mut self, actor: &str) -> Step {
        let email = self.someone();
        let mut against = self.model.against_actor(actor, &MAY_MANAGE_USERS, false);
        let Some(known) = self.model.users.get(&email).cloned() else {
            against.when(true, 3);
            return Step::new(format!("user update {email} --country NL"), against);
        };
        let mut user = known.clone();
        let change = match self.chance.below(4) {
            0 => {
                user.csp = true;
                against.when(!known.csp && self.model.is_last_grantor(&email), 5);
                "--associated csp".to_owned()
            }
            1 => {
                user.csp = false;
                "--associated mpn".to_owned()
            }
            2 => {
                let country = self.chance.of(&COUNTRIES);
                user.country = Some(country.to_owned());
                format!("--country {country}")
            }
            _ => {
                let offer = self.chance.of(&["none", "azure-pass"]);
                user.offers_held.clear();
                if offer != "none" {
                    user.offers_held.insert(offer.to_owned());
                }
                format!("--offer-held {offer}")
            }
        };
        let same = user.csp == known.csp
            && user.country == known.country
            && user.offers_held == known.offers_held;
        let step = Step::new(format!("user update {email} {change}"), against).no_op_if(same);
        let mut step = step.then(move |model, _| {
            model.users.insert(email, user);
        });
        step.repeatable = false;
        step
    }

    /// Another email: everything that is held goes along.
    pub fn rename_user(&mut self, actor: &str) -> Step {
        let (from, to) = (self.someone(), format!("u{}@contoso.com", self.chance.below(USERS)));
        let mut against = self.model.against_actor(actor, &MAY_MANAGE_USERS, false);
        against.when(!self.model.users.contains_key(&from), 3);
        let same = from == to;
        against.when(!same && self.model.users.contains_key(&to), 6);
        let line = format!("user update {from} --email {to}");
        let mut step = Step::new(line, against).no_op_if(same).then(move |model, _| {
            let user = model.users.remove(&from).unwrap();
            model.users.insert(to.clone(), user);
            let now = |email: &mut String| {
                if *email == from {
                    email.clone_from(&to);
                }
            };
            model.holdings.iter_mut().for_each(|one| now(&mut one.user));
            model.keys.values_mut().for_each(|key| key.holder.iter_mut().for_each(now));
            model.contact.iter_mut().for_each(|contact| now(&mut contact[0]));
        });
        step.repeatable = false;
        step
    }

    pub fn import_user(&mut self, actor: &str) -> Step {
        let (email, enabled) = (self.someone(), !self.chance.one_in(3));
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, false);
        let known = self.model.users.get(&email);
        let disables = known.is_some_and(|user| !user.is_gone() && !enabled);
        against.when(disables && self.model.is_last_grantor(&email), 5);
        let same = known.is_some_and(|user| user.offboarded || user.disabled != enabled);
        let mut step = Step::new("user import entra -".to_owned(), against).no_op_if(same).then({
            let email = email.clone();
            move |model, _| model.users.entry(email).or_default().disabled = !enabled
        });
        step.stdin =
            format!("userPrincipalName,displayName,accountEnabled\n{email},Someone,{enabled}\n");
        step.repeatable = false;
        step
    }

    /// Everything is taken from somebody who leaves, but what can only be transferred (ROLE-13).
    pub fn offboard(&mut self, actor: &str) -> Step {
        let email = self.someone();
        let mut against = self.model.against_actor(actor, &MAY_ASSIGN, false);
        let manages = self.model.users.get(actor).is_some_and(|user| user.has(&MAY_MANAGE_USERS));
        against.when(!manages, 4);
        let known = self.model.users.get(&email).cloned();
        against.when(known.is_none(), 3);
        let gone = known.as_ref().is_some_and(|user| user.offboarded);
        let gives = self.model.users.get(actor).is_some_and(|user| user.has(&MAY_GRANT_ALL));
        let loses = known.as_ref().is_some_and(|user| user.has(&OF_AZURE_AD));
        against.when(loses && !gives, 4);
        against.when(known.is_some() && !gone && self.model.is_last_grantor(&email), 5);
        // What is taken from them is taken on no day before they had it.
        let held = self.model.holdings.iter().filter(|one| one.user == email && one.to.is_none());
        let (stay, taken): (Vec<&Holding>, Vec<&Holding>) = held.partition(|one| {
            self.model.benefits.get(&one.thing).is_some_and(|it| it.kind == Kind::Bulk)
        });
        let mut stays: Vec<String> = stay.iter().map(|one| one.thing.clone()).collect();
        stays.sort_by_key(|id| number(id));
        let taken: Vec<String> = taken.iter().map(|one| one.thing.clone()).collect();
        let mut held = self.model.holdings.iter().filter(|one| one.user == email);
        let early = held.any(|one| one.to.is_none() && self.model.day < one.from);
        against.when(early && !gone, 5);
        let line = format!("user offboard {email}");
        let mut step = Step::new(line, against).no_op_if(gone).then(move |model, receipt| {
            let user = model.users.get_mut(&email).unwrap();
            user.offboarded = true;
            user.roles.clear();
            for thing in &taken {
                model.end_seat(thing, &email);
            }
            let last = receipt["events"].as_array().unwrap().last().unwrap();
            assert_eq!(last["kind"], "user-offboarded");
            assert_eq!(last["to_transfer"], json!(stays));
        });
        step.asked = true;
        step.repeatable = false;
        step
    }
}
