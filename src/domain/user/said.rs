//! What is said of users and their roles: requests, events and refusals, with all that must be
//! known of each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use super::{Associated, Country, DirectoryUser, Email, NewUser, UserChange, UserKind, UserStatus};
use crate::domain::fact::{CountsFrom, Fact, Subject, Undoing, noted};
use crate::domain::folded;
use crate::domain::id::{BenefitId, ContractId, KeyId};
use crate::domain::import::DirectoryFile;
use crate::domain::role::{Permission, Role};
use crate::domain::verb::{ActsOn, Asked, Verb};

/// What is asked of users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum UserRequest {
    AddUser(NewUser),
    UpdateUser { user: Email, change: UserChange },
    GrantRole { user: Email, role: Role },
    RevokeRole { user: Email, role: Role },
    ImportUsers { directory: DirectoryFile, users: Vec<DirectoryUser> },
    OffboardUser { user: Email },
}

impl Asked for UserRequest {
    fn verb(&self) -> Verb {
        use Permission::{Activate, ManageUsers, Offboard};
        match self {
            UserRequest::AddUser(_) => Verb::new("user add", ManageUsers, &["ROLE-6"]),
            UserRequest::UpdateUser { .. } => Verb::new("user update", ManageUsers, &["ROLE-12"]),
            UserRequest::GrantRole { .. } => Verb::new("user grant", ManageUsers, &["ROLE-12"]),
            UserRequest::RevokeRole { .. } => Verb::new("user revoke", ManageUsers, &["ROLE-12"]),
            UserRequest::ImportUsers { directory, .. } => {
                Verb::new(directory.command(), Activate, &["ROLE-12"])
            }
            UserRequest::OffboardUser { .. } => {
                Verb::new("user offboard", Offboard, &["ROLE-12"]).asking()
            }
        }
        .on(ActsOn::Ledger)
    }

    fn fold(&mut self, _: &Email) {
        match self {
            UserRequest::AddUser(new) => {
                folded::set(&mut new.roles);
                folded::set(&mut new.offers_held);
            }
            UserRequest::UpdateUser { change, .. } => {
                change.offers_held.iter_mut().for_each(folded::set);
            }
            UserRequest::GrantRole { .. }
            | UserRequest::RevokeRole { .. }
            | UserRequest::ImportUsers { .. }
            | UserRequest::OffboardUser { .. } => {}
        }
    }
}

/// What became of users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum UserEvent {
    UserAdded {
        user: Email,
        name: String,
        user_kind: UserKind,
        associated: Associated,
        country: Option<Country>,
        offers_held: Vec<String>,
        status: UserStatus,
    },
    /// What is `null` stays as it was.
    UserUpdated {
        user: Email,
        name: Option<String>,
        country: Option<Country>,
        associated: Option<Associated>,
        offers_held: Option<Vec<String>>,
        status: Option<UserStatus>,
        user_kind: Option<UserKind>,
    },
    UserRenamed {
        user: Email,
        to: Email,
    },
    /// A user who was added by mistake, and whom nothing tells of, is there no more.
    UserRemoved {
        user: Email,
    },
    /// A user is again all that is said here; `null` is no country.
    UserRestored {
        user: Email,
        name: String,
        user_kind: UserKind,
        associated: Associated,
        country: Option<Country>,
        offers_held: Vec<String>,
        status: UserStatus,
    },
    /// Somebody left: what was theirs is told by the events beside this one.
    UserOffboarded {
        user: Email,
        keys_seen: Vec<KeyId>,
        /// Those whose IDs they were shown.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        contracts_seen: Vec<ContractId>,
        /// Bulk credit that they still hold and that must be transferred.
        to_transfer: Vec<BenefitId>,
        on: NaiveDate,
    },
    RoleGranted {
        user: Email,
        role: Role,
    },
    RoleRevoked {
        user: Email,
        role: Role,
    },
}

impl Fact for UserEvent {
    fn kind(&self) -> &'static str {
        self.into()
    }

    fn touches(&self) -> Vec<String> {
        match self {
            UserEvent::UserAdded { user, .. }
            | UserEvent::UserUpdated { user, .. }
            | UserEvent::UserRemoved { user }
            | UserEvent::UserRestored { user, .. }
            | UserEvent::UserOffboarded { user, .. }
            | UserEvent::RoleGranted { user, .. }
            | UserEvent::RoleRevoked { user, .. } => noted(&[user]),
            UserEvent::UserRenamed { user, to } => noted(&[user, to]),
        }
    }

    fn counts_from(&self) -> CountsFrom {
        match self {
            UserEvent::UserOffboarded { on, .. } => CountsFrom::Day(*on),
            UserEvent::RoleGranted { .. } | UserEvent::RoleRevoked { .. } => CountsFrom::Operation,
            // Names, emails and countries have no history.
            UserEvent::UserAdded { .. }
            | UserEvent::UserUpdated { .. }
            | UserEvent::UserRenamed { .. }
            | UserEvent::UserRemoved { .. }
            | UserEvent::UserRestored { .. } => CountsFrom::Ever,
        }
    }

    fn undoing(&self) -> Undoing {
        use Permission::{ManageUsers, Offboard};
        let profile = |user: &Email| Subject::Profile(user.clone());
        let person = |user: &Email| Subject::Person(user.clone());
        match self {
            UserEvent::UserAdded { user, .. } => {
                Undoing::told(ManageUsers, [Subject::User(user.clone())])
            }
            UserEvent::UserUpdated { user, .. } | UserEvent::UserRestored { user, .. } => {
                Undoing::hidden(ManageUsers, [profile(user)])
            }
            UserEvent::UserOffboarded { user, .. } => Undoing::hidden(Offboard, [profile(user)]),
            UserEvent::UserRenamed { user, to } => {
                Undoing::told(ManageUsers, [profile(user), profile(to)])
                    .moving([person(user), person(to)])
            }
            UserEvent::UserRemoved { user } => {
                Undoing::told(ManageUsers, [profile(user)]).moving([person(user)])
            }
            UserEvent::RoleGranted { user, role } | UserEvent::RoleRevoked { user, role } => {
                Undoing::told(ManageUsers, [Subject::Role(user.clone(), *role)])
            }
        }
    }
}

/// Why a user is not added, or given nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserRefusal {
    NoSuchUser { email: Email, nearest: Option<String> },
    UserExists { email: Email },
    UserGone { email: Email, status: UserStatus },
}
