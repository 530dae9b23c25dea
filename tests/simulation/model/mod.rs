//! The model: what the rules say, written from the rules and not from the code. A file a noun.

mod advisory;
mod benefit;
mod gtm;
mod license;
mod membership;
mod software;
mod support;
mod user;
mod vs;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde_json::Value;

pub use self::advisory::Hours;
pub use self::benefit::{Benefit, ENTERPRISE, Kind};
pub use self::gtm::Offer;
pub use self::license::{License, Redemption, Running, outcome};
pub use self::membership::Membership;
pub use self::software::{Key, SQL_SERVER};
pub use self::support::{Contract, Incident};
pub use self::user::{
    MAY_ACTIVATE, MAY_ASSIGN, MAY_CANCEL, MAY_GRANT_ALL, MAY_MANAGE_USERS, MAY_PURCHASE,
    OF_AZURE_AD, ROLES, User,
};
pub use self::vs::Seat;

#[derive(Clone, Default)]
pub struct Model {
    /// The day it is.
    pub today: NaiveDate,
    /// The day that rules count from: today, but for `--on`.
    pub day: NaiveDate,
    pub users: BTreeMap<String, User>,
    pub memberships: Vec<Membership>,
    pub benefits: BTreeMap<String, Benefit>,
    pub seats: BTreeMap<String, Seat>,
    pub keys: BTreeMap<String, Key>,
    pub credits: BTreeMap<String, BTreeSet<String>>,
    /// Since when bulk credit is held by who holds it.
    pub credit_since: BTreeMap<String, NaiveDate>,
    /// The license keys that were redeemed, in that order.
    pub redeemed: Vec<u32>,
    /// Every product key that was added, by its text.
    pub texts: BTreeSet<String>,
    pub core_seats: BTreeMap<&'static str, u32>,
    pub worldwide: u32,
    pub reassign_days: u64,
    pub licenses: BTreeMap<u32, License>,
    /// What runs of a product on a tenant, and the key it was last redeemed with.
    pub running: BTreeMap<(String, String), (Running, u32)>,
    /// The contract of each support benefit that was activated.
    pub contracts: BTreeMap<String, Contract>,
    pub incidents: BTreeMap<u32, Incident>,
    pub hours: BTreeMap<u32, Hours>,
    pub offers: BTreeMap<String, Offer>,
    /// User, email, phone and language.
    pub contact: Option<[String; 4]>,
}

/// What stands in the way of a request: the exit codes that any of it would have.
#[derive(Debug, Default)]
pub struct Against(pub BTreeSet<u8>);

impl Against {
    pub fn when(&mut self, so: bool, exit: u8) {
        if so {
            self.0.insert(exit);
        }
    }
}

impl Model {
    /// What stands in the way of whoever acts, whatever they do.
    pub fn against_actor(&self, actor: &str, roles: &[&str], wants_offer: bool) -> Against {
        let mut against = Against::default();
        let user = self.users.get(actor);
        let may = |user: &User| user.acts() && (roles.is_empty() || user.has(roles));
        against.when(!user.is_some_and(may), 4);
        against.when(wants_offer && self.live().next().is_none(), 5);
        against
    }

    /// A user who is unknown, or who may not receive anything.
    pub fn against_receiver(&self, against: &mut Against, email: &str) {
        match self.users.get(email) {
            None => against.when(true, 3),
            Some(user) => against.when(user.is_gone(), 5),
        }
    }
}

pub fn number(id: &str) -> u32 {
    id[1..].parse().unwrap()
}

pub fn text(event: &Value, name: &str) -> String {
    event[name].as_str().unwrap_or_else(|| panic!("{event} has no {name}")).to_owned()
}

pub fn day(event: &Value, name: &str) -> NaiveDate {
    text(event, name).parse().unwrap()
}
