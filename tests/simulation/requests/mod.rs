//! The requests, each with what the model says of it. A file a noun.

mod advisory;
mod azure;
mod benefit;
mod gtm;
mod license;
mod membership;
mod software;
mod support;
mod user;
mod vs;

use serde_json::Value;

use crate::model::{Against, Kind, Membership, Model};
use crate::{Simulation, world};

/// How the model follows the answer.
pub type Follow = Box<dyn FnOnce(&mut Model, &Value)>;

/// A request, what the model says of it, and how the model follows when it is done.
pub struct Step {
    pub line: String,
    pub stdin: String,
    pub against: Against,
    /// Nothing stands in the way, and there is nothing to do.
    pub no_op: bool,
    pub follow: Follow,
    /// Whether it may be asked for once more: who loses their own role may not.
    pub repeatable: bool,
    /// Whether consent is asked for it.
    pub asked: bool,
}

impl Step {
    pub fn new(line: String, against: Against) -> Self {
        Step {
            line,
            stdin: String::new(),
            against,
            no_op: false,
            follow: Box::new(|_, _| ()),
            repeatable: true,
            asked: false,
        }
    }

    pub fn no_op_if(mut self, so: bool) -> Self {
        self.no_op = so;
        self
    }

    pub fn then(mut self, follow: impl FnOnce(&mut Model, &Value) + 'static) -> Self {
        self.follow = Box::new(follow);
        self
    }
}

impl Simulation {
    pub fn step(&mut self, actor: &str) -> Step {
        // Without these nothing else is possible for long.
        if self.model.live().next().is_none() && !self.chance.one_in(4) {
            return self.purchase(actor);
        }
        if self.model.users.len() < 7 && self.chance.one_in(2) {
            return self.add_user(actor);
        }
        let granted = |kind: Kind| {
            let live = self.model.benefits.iter().filter(|(_, one)| one.kind == kind);
            live.filter(|(id, _)| self.model.is_live(id, self.model.day)).count()
        };
        // Of each kind there should be something to do something with.
        let wanted = [Kind::Software, Kind::Monthly, Kind::Bulk, Kind::License];
        if wanted.iter().any(|kind| granted(*kind) == 0) && self.chance.one_in(6) {
            return self.grant_benefit(actor);
        }
        // Only what takes effect today can be asked for so.
        if self.widely && self.model.day == self.model.today && self.chance.one_in(12) {
            return self.step_of_cases(actor);
        }
        if self.chance.one_in(2) {
            return self.other_step(actor);
        }
        match self.chance.below(100) {
            0..=5 => self.purchase(actor),
            6..=13 => self.add_user(actor),
            14..=19 => self.grant_role(actor),
            20..=23 => self.revoke_role(actor),
            24..=26 => self.update_user(actor),
            27 => self.rename_user(actor),
            28..=30 => self.import_user(actor),
            31..=35 => self.grant_benefit(actor),
            36..=39 => self.add_keys(actor),
            40..=49 => self.get_keys(actor),
            50..=53 => self.show_key(actor),
            54..=59 => self.activation(actor),
            60..=61 => self.set_key_aside(actor, "return"),
            62..=63 => self.set_key_aside(actor, "retire"),
            64..=68 => self.assign_credit(actor),
            69..=71 => self.remove_credit(actor),
            72..=74 => self.transfer_credit(actor),
            75..=85 => self.assign_seat(actor),
            86..=91 => self.unassign_seat(actor),
            92..=97 => self.reassign_seat(actor),
            _ => self.use_catalog(actor),
        }
    }

    /// What is asked for half of the time: licenses, support, hours, offers, and what becomes of
    /// memberships and users.
    fn other_step(&mut self, actor: &str) -> Step {
        let renewable = |held: &Membership| held.status(self.model.today) == "renewable";
        if self.model.memberships.iter().any(renewable) && self.chance.one_in(9) {
            return self.renew(actor);
        }
        let unredeemed = self.model.licenses.values().any(|key| key.state == "unredeemed");
        if !unredeemed && self.chance.one_in(4) {
            return self.add_license_keys(actor);
        }
        if self.model.contact.is_none() && self.chance.one_in(12) {
            return self.set_contact(actor);
        }
        match self.chance.below(100) {
            0..=1 => self.renew(actor),
            2..=7 => self.add_license_keys(actor),
            8..=27 => self.redeem(actor),
            28..=34 => self.replace(actor),
            35..=38 => self.activate_support(actor),
            39..=45 => self.confirm_support(actor),
            46..=48 => self.show_ids(actor),
            49..=52 => self.link(actor),
            53..=61 => self.open_incident(actor),
            62..=66 => self.close_incident(actor),
            67..=70 => self.count_incidents(actor),
            71..=76 => self.request_hours(actor),
            77..=82 => self.log_hours(actor),
            83..=85 => self.set_contact(actor),
            86..=89 => self.activate_offer(actor),
            90..=92 => self.confirm_offer(actor),
            93..=98 => self.cancel(actor),
            _ => self.offboard(actor),
        }
    }

    fn one_of(&mut self, ids: &[String], otherwise: &str) -> String {
        if ids.is_empty() || self.chance.one_in(30) {
            return otherwise.to_owned();
        }
        let place = usize::try_from(self.chance.below(ids.len() as u64)).unwrap();
        ids[place].clone()
    }

    /// A product key that is made up, and never twice.
    fn made_up(&mut self) -> String {
        self.serial += 1;
        world::key(usize::try_from(self.serial).unwrap())
    }
}
