//! The model: what the rules say, written from the rules and not from the code. A file a noun.

mod advisory;
mod benefit;
mod course;
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
pub use self::benefit::{Benefit, ENTERPRISE, Kind, lines_of};
pub use self::gtm::{OFFERS, Offer};
pub use self::license::{License, Redemption, Running, outcome};
pub use self::membership::{Membership, Term};
pub use self::software::{Key, SQL_SERVER};
pub use self::support::{Activation, Contract, Incident, Reading};
pub use self::user::{
    MAY_ACTIVATE, MAY_ASSIGN, MAY_CANCEL, MAY_GRANT_ALL, MAY_MANAGE_USERS, MAY_PURCHASE,
    OF_AZURE_AD, ROLES, User,
};
pub use self::vs::{Figures, Holding};

#[derive(Clone, Default)]
pub struct Model {
    /// The day it is.
    pub today: NaiveDate,
    /// The day that rules count from: today, but for `--on`.
    pub day: NaiveDate,
    pub users: BTreeMap<String, User>,
    pub memberships: Vec<Membership>,
    pub benefits: BTreeMap<String, Benefit>,
    /// The seats that were ever assigned, and the benefit of each.
    pub seats: BTreeMap<String, String>,
    /// Who holds and held seats and credit.
    pub holdings: Vec<Holding>,
    pub keys: BTreeMap<String, Key>,
    /// The license keys that were redeemed, in that order.
    pub redeemed: Vec<u32>,
    /// Every product key that was added, by its text.
    pub texts: BTreeSet<String>,
    /// The catalogs that the ledger goes by, in the order in which they were adopted.
    pub catalogs: Vec<Figures>,
    pub licenses: BTreeMap<u32, License>,
    /// What runs of a product on a tenant, and the key it was last redeemed with.
    pub running: BTreeMap<(String, String), (Running, u32)>,
    pub contracts: BTreeMap<String, Contract>,
    /// What was said of them, in the order in which it was recorded.
    pub activations: Vec<Activation>,
    pub incidents: BTreeMap<u32, Incident>,
    pub readings: Vec<(String, Reading)>,
    pub hours: BTreeMap<u32, Hours>,
    pub offers: BTreeMap<String, Offer>,
    /// Counts what was recorded.
    pub seq: u64,
    /// User, email, phone and language.
    pub contact: Option<[String; 4]>,
}

/// What stands in the way of a request: the exit codes that any of it would have.
#[derive(Debug, Default)]
pub struct Against(pub BTreeSet<u8>, pub BTreeSet<u8>);

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

impl Model {
    /// The next place in the order of what is recorded.
    pub fn next(&mut self) -> u64 {
        self.seq += 1;
        self.seq
    }
}
