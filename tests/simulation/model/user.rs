//! Users and their roles.

use std::collections::BTreeSet;

use super::Model;

pub const ROLES: [&str; 6] = [
    "global-admin",
    "user-management-admin",
    "admin-agent",
    "mpn-partner-admin",
    "account-admin",
    "billing-admin",
];
pub const MAY_PURCHASE: [&str; 5] =
    ["global-admin", "user-management-admin", "admin-agent", "mpn-partner-admin", "account-admin"];
pub const MAY_ASSIGN: [&str; 2] = ["global-admin", "mpn-partner-admin"];
pub const MAY_ACTIVATE: [&str; 2] = ["global-admin", "mpn-partner-admin"];
pub const MAY_MANAGE_USERS: [&str; 3] = ["global-admin", "user-management-admin", "account-admin"];
pub const MAY_GRANT_ALL: [&str; 2] = ["global-admin", "user-management-admin"];
pub const OF_AZURE_AD: [&str; 3] = ["global-admin", "user-management-admin", "billing-admin"];
pub const MAY_CANCEL: [&str; 3] = ["mpn-partner-admin", "account-admin", "global-admin"];

#[derive(Clone, Debug, Default)]
pub struct User {
    pub roles: BTreeSet<String>,
    pub csp: bool,
    pub disabled: bool,
    pub offboarded: bool,
    pub country: Option<String>,
    pub offers_held: BTreeSet<String>,
}

impl User {
    pub fn acts(&self) -> bool {
        !self.csp && !self.is_gone()
    }

    pub fn is_gone(&self) -> bool {
        self.disabled || self.offboarded
    }

    pub fn has(&self, roles: &[&str]) -> bool {
        roles.iter().any(|role| self.roles.contains(*role))
    }
}

impl Model {
    fn grantors_but(&self, email: &str) -> usize {
        let grants = |user: &User| user.acts() && user.has(&MAY_GRANT_ALL);
        self.users.iter().filter(|(other, user)| *other != email && grants(user)).count()
    }

    /// Whether losing this would leave nobody who may grant every role (ROLE-12).
    pub fn is_last_grantor(&self, email: &str) -> bool {
        self.users[email].has(&MAY_GRANT_ALL) && self.grantors_but(email) == 0
    }
}
