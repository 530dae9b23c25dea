//! Roles and permissions, as values (ROLE-1).

pub mod rules;
pub mod said;

use std::fmt;

use serde::Serialize;

use crate::domain::words::words;

words! {
    /// The roles of the partner program (ROLE-1).
    Role, "a role" {
        GlobalAdmin = "global-admin",
        UserManagementAdmin = "user-management-admin",
        AdminAgent = "admin-agent",
        MpnPartnerAdmin = "mpn-partner-admin",
        AccountAdmin = "account-admin",
        BillingAdmin = "billing-admin",
    }
}

impl Role {
    /// Roles of Azure AD, which an account-admin may not give (ROLE-6).
    #[must_use]
    pub fn is_of_azure_ad(self) -> bool {
        matches!(self, Role::GlobalAdmin | Role::UserManagementAdmin | Role::BillingAdmin)
    }
}

/// Two roles that one user holds: `mpn-partner-admin with account-admin`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RolePair(pub Role, pub Role);

impl fmt::Display for RolePair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} with {}", self.0, self.1)
    }
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident $rule:literal $may:literal)*) => {
        /// What a command needs its acting user to be allowed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Permission { $($(#[$doc])* $name),* }

        impl Permission {
            /// Every permission, as `whoami` lists them.
            pub const ALL: [Permission; [$($rule),*].len()] = [$(Permission::$name),*];

            /// The rule that gives it.
            #[must_use]
            pub fn rule(self) -> &'static str {
                match self { $(Permission::$name => $rule),* }
            }

            /// What it lets one do, to complete "may …".
            #[must_use]
            pub fn may(self) -> &'static str {
                match self { $(Permission::$name => $may),* }
            }
        }
    };
}

permissions! {
    /// Of any MPN-associated user (ROLE-13 as well).
    Read "ROLE-2" "see benefits and history"
    Purchase "ROLE-3" "purchase and renew memberships"
    Assign "ROLE-4" "assign Azure credit and Visual Studio seats"
    /// And all other writing (ROLE-13).
    Activate "ROLE-5" "activate benefits, get keys and record grants"
    ManageUsers "ROLE-6" "add and change users and give roles"
    ActForCustomers "ROLE-7" "open cloud support requests for customers"
    Cancel "ROLE-9" "cancel memberships for a refund"
    /// Take everything from somebody who leaves (ROLE-4 and ROLE-6).
    Offboard "ROLE-13" "offboard users"
}
