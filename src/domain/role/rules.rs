//! Who may do what (ROLE-2 to ROLE-13).

use super::{Permission, Role, RolePair};
use crate::domain::program::Program;
use crate::domain::refusal::{Refusal, RoleRefusal};
use crate::domain::refuse::refuse_if;
use crate::domain::user::{Associated, Email, User, UserStatus};

impl Permission {
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
/// [`RoleRefusal::OnlyCsp`] or [`RoleRefusal::ActorGone`].
pub fn acts(actor: &User) -> Result<(), Refusal> {
    let User { email, status, associated, .. } = actor;
    refuse_if(*status != UserStatus::Active, || RoleRefusal::ActorGone {
        email: email.clone(),
        status: *status,
    })?;
    refuse_if(*associated == Associated::Csp, || RoleRefusal::OnlyCsp { email: email.clone() })
}

/// The roles that may give every role, Azure AD's among them (ROLE-6).
pub const GRANTS_EVERY_ROLE: [Role; 2] = [Role::GlobalAdmin, Role::UserManagementAdmin];

/// Whether `actor` may give or take `role`: an account-admin alone may not give the roles of
/// Azure AD (ROLE-6). `holders` are the users who may, for the refusal (ROLE-11).
///
/// # Errors
/// [`RoleRefusal::RoleOfAzureAd`].
pub fn may_give(actor: &User, role: Role, holders: Vec<Email>) -> Result<(), Refusal> {
    let gives_all = actor.roles.iter().any(|held| GRANTS_EVERY_ROLE.contains(held));
    let actor = &actor.email;
    refuse_if(role.is_of_azure_ad() && !gives_all, || RoleRefusal::RoleOfAzureAd {
        actor: actor.clone(),
        role,
        holders,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::membership::rules::tests::program;
    use crate::domain::user::rules::tests::{disabled, user, with_roles};

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
            let refused = Refusal::Role(RoleRefusal::RoleOfAzureAd {
                actor: admin.email.clone(),
                role: *role,
                holders: holders.clone(),
            });
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
        assert_eq!(acts(&csp), Err(RoleRefusal::OnlyCsp { email: csp.email.clone() }.into()));
    }

    #[test]
    fn a_disabled_account_does_not_act() {
        let gone = disabled("bo@contoso.com");
        let refused = Refusal::Role(RoleRefusal::ActorGone {
            email: gone.email.clone(),
            status: UserStatus::Disabled,
        });
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
