//! The words for refusals: roles: who may not act.

use super::{ask_one_who_may, list, not_authorized, refused};
use crate::domain::refusal::RoleRefusal;
use crate::domain::role::Role;
use crate::domain::shell;
use crate::failure::Told;

/// The words for it.
pub(super) fn told(refusal: &RoleRefusal) -> Told {
    match refusal {
        RoleRefusal::UnknownActor { email } => not_authorized(
            "unknown-actor",
            format!("the acting user {email} is not in this ledger"),
        )
        .hint("--as EMAIL names another; one who may types: mpn user add EMAIL --name NAME")
        .rule("ROLE-13"),
        RoleRefusal::ActorGone { email, status } => {
            not_authorized("actor-gone", format!("the acting user {email} is {status}"))
                .hint("--as EMAIL names another")
                .rule("ROLE-13")
        }
        RoleRefusal::OnlyCsp { email } => not_authorized(
            "only-csp",
            format!(
                "You are not authorized for this action: {email} is associated to CSP only, \
                 not to MPN"
            ),
        )
        .hint(format!(
            "act as an MPN account with --as EMAIL, or: mpn user update {} --associated mpn",
            shell::word(email)
        ))
        .rule("ROLE-10"),
        RoleRefusal::RoleMissing { actor, permission, roles, pairs, holders } => {
            let pairs = pairs.iter().map(ToString::to_string);
            let ways: Vec<String> = roles.iter().map(ToString::to_string).chain(pairs).collect();
            not_authorized(
                "role-missing",
                format!("{actor} may not {}; roles that may: {}", permission.may(), list(&ways)),
            )
            .hint(ask_one_who_may(roles, holders))
            .rule(permission.rule())
            .roles(roles)
        }
        RoleRefusal::RoleOfAzureAd { actor, role, holders } => {
            let roles = [Role::GlobalAdmin, Role::UserManagementAdmin];
            not_authorized(
                "role-of-azure-ad",
                format!("{actor} may not give or take {role}, a role of Azure AD"),
            )
            .hint(ask_one_who_may(&roles, holders))
            .rule("ROLE-6")
            .roles(&roles)
        }
        RoleRefusal::LastGrantor { email, role } => {
            let lost = role.map_or("be taken out".to_owned(), |role| format!("lose {role}"));
            refused(
                "last-grantor",
                "ROLE-12",
                format!("{email} is the last user who may grant every role and cannot {lost}"),
            )
            .hint("mpn user grant ANOTHER global-admin")
        }
    }
}
