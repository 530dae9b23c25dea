//! What is said of roles: why somebody may not act.

use super::{Permission, Role, RolePair};
use crate::domain::user::{Email, UserStatus};

/// Why somebody may not act, or not give a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoleRefusal {
    UnknownActor {
        email: Email,
    },
    ActorGone {
        email: Email,
        status: UserStatus,
    },
    OnlyCsp {
        email: Email,
    },
    RoleMissing {
        actor: Email,
        permission: Permission,
        roles: Vec<Role>,
        /// Two roles that may together.
        pairs: Vec<RolePair>,
        holders: Vec<Email>,
    },
    RoleOfAzureAd {
        actor: Email,
        role: Role,
        holders: Vec<Email>,
    },
    LastGrantor {
        email: Email,
        role: Option<Role>,
    },
}
