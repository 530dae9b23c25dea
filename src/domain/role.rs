//! Who may do what (ROLE-1 to ROLE-13).

use std::fmt;

use serde::Serialize;

use super::program::Program;
use super::refusal::Refusal;
use super::user::{Associated, Email, User, UserStatus};
use super::words::words;

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

    /// The roles that have it; none means that any MPN-associated user does.
    #[must_use]
    pub fn roles(self, program: &Program) -> Vec<Role> {
        match self {
            Permission::Read => Vec::new(),
            Permission::Purchase => vec![
                Role::GlobalAdmin,
                Role::UserManagementAdmin,
                Role::AdminAgent,
                Role::MpnPartnerAdmin,
                Role::AccountAdmin,
            ],
            Permission::Assign => program.roles.assign.clone(),
            Permission::Activate => vec![Role::GlobalAdmin, Role::MpnPartnerAdmin],
            Permission::ManageUsers => {
                vec![Role::GlobalAdmin, Role::UserManagementAdmin, Role::AccountAdmin]
            }
            Permission::ActForCustomers => vec![Role::AdminAgent],
            Permission::Cancel => {
                vec![Role::MpnPartnerAdmin, Role::AccountAdmin, Role::GlobalAdmin]
            }
            // Those that may both by themselves; what two roles may together, `pairs` tells.
            Permission::Offboard => {
                let manage = Permission::ManageUsers.roles(program);
                let mut both = Permission::Assign.roles(program);
                both.retain(|role| manage.contains(role));
                both
            }
        }
    }

    /// Two roles that have it together, where neither has it alone.
    #[must_use]
    pub fn pairs(self, program: &Program) -> Vec<RolePair> {
        if self != Permission::Offboard {
            return Vec::new();
        }
        let alone = self.roles(program);
        let others = |permission: Permission| {
            let mut roles = permission.roles(program);
            roles.retain(|role| !alone.contains(role));
            roles
        };
        let manage = others(Permission::ManageUsers);
        let of_one = |assigns| manage.iter().map(move |manages| RolePair(assigns, *manages));
        others(Permission::Assign).into_iter().flat_map(of_one).collect()
    }

    /// Whether a user with these roles has it.
    #[must_use]
    pub fn is_held_by(self, roles: &[Role], program: &Program) -> bool {
        if self == Permission::Offboard {
            return Permission::Assign.is_held_by(roles, program)
                && Permission::ManageUsers.is_held_by(roles, program);
        }
        let may = self.roles(program);
        may.is_empty() || may.iter().any(|role| roles.contains(role))
    }
}

/// Whether this user may act at all: on the MPN side (ROLE-10), and still with the organization.
///
/// # Errors
/// [`Refusal::OnlyCsp`] or [`Refusal::ActorGone`].
pub fn acts(actor: &User) -> Result<(), Refusal> {
    if actor.status != UserStatus::Active {
        return Err(Refusal::ActorGone { email: actor.email.clone(), status: actor.status });
    }
    if actor.associated == Associated::Csp {
        return Err(Refusal::OnlyCsp { email: actor.email.clone() });
    }
    Ok(())
}

/// Whether `actor` may give or take `role`: an account-admin alone may not give the roles of
/// Azure AD (ROLE-6). `holders` are the users who may, for the refusal (ROLE-11).
///
/// # Errors
/// [`Refusal::RoleOfAzureAd`].
pub fn may_give(actor: &User, role: Role, holders: Vec<Email>) -> Result<(), Refusal> {
    let gives_all = actor
        .roles
        .iter()
        .any(|held| matches!(held, Role::GlobalAdmin | Role::UserManagementAdmin));
    if gives_all || !role.is_of_azure_ad() {
        Ok(())
    } else {
        Err(Refusal::RoleOfAzureAd { actor: actor.email.clone(), role, holders })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::membership::tests::program;
    use crate::domain::user::tests::{disabled, user, with_roles};

    fn check(permission: Permission, may: &[Role]) {
        for role in Role::ALL {
            let held = permission.is_held_by(&[*role], &program());
            assert_eq!(held, may.contains(role), "{role} {permission:?}");
        }
        assert!(!permission.is_held_by(&[], &program()));
    }

    #[test]
    fn five_roles_purchase() {
        check(
            Permission::Purchase,
            &[
                Role::GlobalAdmin,
                Role::UserManagementAdmin,
                Role::AdminAgent,
                Role::MpnPartnerAdmin,
                Role::AccountAdmin,
            ],
        );
    }

    #[test]
    fn two_roles_assign_unless_the_catalog_says_otherwise() {
        check(Permission::Assign, &[Role::GlobalAdmin, Role::MpnPartnerAdmin]);
        let mut strict = program();
        strict.roles.assign = vec![Role::GlobalAdmin];
        assert!(Permission::Assign.is_held_by(&[Role::GlobalAdmin], &strict));
        assert!(!Permission::Assign.is_held_by(&[Role::MpnPartnerAdmin], &strict));
        assert!(Permission::Activate.is_held_by(&[Role::MpnPartnerAdmin], &strict));
    }

    #[test]
    fn two_roles_activate() {
        check(Permission::Activate, &[Role::GlobalAdmin, Role::MpnPartnerAdmin]);
    }

    #[test]
    fn three_roles_manage_users() {
        check(
            Permission::ManageUsers,
            &[Role::GlobalAdmin, Role::UserManagementAdmin, Role::AccountAdmin],
        );
    }

    #[test]
    fn whoever_is_associated_to_mpn_reads() {
        assert!(Permission::Read.is_held_by(&[], &program()));
    }

    #[test]
    fn one_role_of_several_is_enough() {
        let roles = [Role::BillingAdmin, Role::MpnPartnerAdmin];
        assert!(Permission::Assign.is_held_by(&roles, &program()));
    }

    #[test]
    fn an_account_admin_does_not_give_roles_of_azure_ad() {
        let holders = vec![user("ann@contoso.com").email];
        let admin = with_roles("dana@contoso.com", &[Role::AccountAdmin]);
        for role in Role::ALL {
            let given = may_give(&admin, *role, holders.clone());
            let azure_ad =
                [Role::GlobalAdmin, Role::UserManagementAdmin, Role::BillingAdmin].contains(role);
            let refused = Refusal::RoleOfAzureAd {
                actor: admin.email.clone(),
                role: *role,
                holders: holders.clone(),
            };
            assert_eq!(given, if azure_ad { Err(refused) } else { Ok(()) }, "{role}");
        }
    }

    #[test]
    fn a_global_or_a_user_management_admin_gives_every_role() {
        for held in [Role::GlobalAdmin, Role::UserManagementAdmin] {
            let admin = with_roles("ann@contoso.com", &[Role::AccountAdmin, held]);
            for role in Role::ALL {
                assert_eq!(may_give(&admin, *role, Vec::new()), Ok(()));
            }
        }
    }

    #[test]
    fn an_account_of_csp_alone_does_not_act() {
        let admin = with_roles("eve@reseller.example", &[Role::GlobalAdmin]);
        let csp = User { associated: Associated::Csp, ..admin };
        assert_eq!(acts(&csp), Err(Refusal::OnlyCsp { email: csp.email.clone() }));
    }

    #[test]
    fn a_disabled_account_does_not_act() {
        let gone = disabled("bo@contoso.com");
        let refused =
            Refusal::ActorGone { email: gone.email.clone(), status: UserStatus::Disabled };
        assert_eq!(acts(&gone), Err(refused));
        assert_eq!(acts(&user("bo@contoso.com")), Ok(()));
    }

    #[test]
    fn one_role_acts_for_customers_and_three_cancel() {
        check(Permission::ActForCustomers, &[Role::AdminAgent]);
        check(Permission::Cancel, &[Role::MpnPartnerAdmin, Role::AccountAdmin, Role::GlobalAdmin]);
    }

    #[test]
    fn who_offboards_may_both_assign_and_manage_users() {
        let may = |roles: &[Role]| Permission::Offboard.is_held_by(roles, &program());
        assert!(may(&[Role::GlobalAdmin]));
        assert!(may(&[Role::MpnPartnerAdmin, Role::AccountAdmin]));
        assert!(may(&[Role::MpnPartnerAdmin, Role::UserManagementAdmin]));
        for alone in [Role::MpnPartnerAdmin, Role::AccountAdmin, Role::UserManagementAdmin] {
            assert!(!may(&[alone]), "{alone}");
        }
        let pairs = Permission::Offboard.pairs(&program());
        assert_eq!(
            pairs,
            [
                RolePair(Role::MpnPartnerAdmin, Role::UserManagementAdmin),
                RolePair(Role::MpnPartnerAdmin, Role::AccountAdmin),
            ]
        );
        assert_eq!(Permission::Offboard.roles(&program()), [Role::GlobalAdmin]);
        assert_eq!(Permission::Assign.pairs(&program()), []);
    }
}
