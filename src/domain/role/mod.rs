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

/// What a command needs its acting user to be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// See benefits (ROLE-2, ROLE-13).
    Read,
    /// Purchase and renew (ROLE-3).
    Purchase,
    /// Assign Azure credit and Visual Studio seats (ROLE-4).
    Assign,
    /// Activate benefits, get keys, and all other writing (ROLE-5, ROLE-13).
    Activate,
    /// Add and change users, give roles (ROLE-6).
    ManageUsers,
    /// Open a cloud support request on behalf of a customer (ROLE-7).
    ActForCustomers,
    /// Cancel and refund (ROLE-9).
    Cancel,
    /// Take everything from somebody who leaves (ROLE-4 and ROLE-6).
    Offboard,
}

impl Permission {
    /// Every permission, as `whoami` lists them.
    pub const ALL: [Permission; 8] = [
        Permission::Read,
        Permission::Purchase,
        Permission::Assign,
        Permission::Activate,
        Permission::ManageUsers,
        Permission::ActForCustomers,
        Permission::Cancel,
        Permission::Offboard,
    ];

    /// The rule that gives it.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Permission::Read => "ROLE-2",
            Permission::Purchase => "ROLE-3",
            Permission::Assign => "ROLE-4",
            Permission::Activate => "ROLE-5",
            Permission::ManageUsers => "ROLE-6",
            Permission::ActForCustomers => "ROLE-7",
            Permission::Cancel => "ROLE-9",
            Permission::Offboard => "ROLE-13",
        }
    }

    /// What it lets one do, to complete "may …".
    #[must_use]
    pub fn may(self) -> &'static str {
        match self {
            Permission::Read => "see benefits and history",
            Permission::Purchase => "purchase and renew memberships",
            Permission::Assign => "assign Azure credit and Visual Studio seats",
            Permission::Activate => "activate benefits, get keys and record grants",
            Permission::ManageUsers => "add and change users and give roles",
            Permission::ActForCustomers => "open cloud support requests for customers",
            Permission::Cancel => "cancel memberships for a refund",
            Permission::Offboard => "offboard users",
        }
    }
}
