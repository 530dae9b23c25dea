//! What is said of users and their roles: requests, events and refusals, with all that must be
//! known of each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use super::{Associated, Country, DirectoryUser, Email, NewUser, UserChange, UserKind, UserStatus};
use crate::domain::fact::{CountsFrom, Fact, Part, Subject, Undoing, noted};
use crate::domain::folded;
use crate::domain::id::{BenefitId, ContractId, KeyId, TextId};
use crate::domain::import::DirectoryFile;
use crate::domain::role::{Permission, Role};
use crate::domain::shell;
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
    ForgetUser { user: Email, texts: bool },
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
            UserRequest::ForgetUser { .. } => {
                Verb::new("user forget", Offboard, &["PERS-2", "PERS-3"]).asking()
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
            | UserRequest::OffboardUser { .. }
            | UserRequest::ForgetUser { .. } => {}
        }
    }

    fn people(&mut self) -> Vec<&mut Email> {
        match self {
            UserRequest::UpdateUser { user, .. }
            | UserRequest::GrantRole { user, .. }
            | UserRequest::RevokeRole { user, .. }
            | UserRequest::OffboardUser { user }
            | UserRequest::ForgetUser { user, .. } => vec![user],
            // They tell addresses.
            UserRequest::AddUser(_) | UserRequest::ImportUsers { .. } => Vec::new(),
        }
    }
}

/// All that is known of a user but their roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Described {
    pub user: Email,
    pub name: String,
    pub user_kind: UserKind,
    pub associated: Associated,
    pub country: Option<Country>,
    pub offers_held: Vec<String>,
    pub status: UserStatus,
}

/// What became of users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum UserEvent {
    UserAdded(Described),
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
    UserRestored(Described),
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
    /// Nothing is known any more of who this is, nor are these texts, which told of them (PERS-2).
    UserForgotten {
        user: Email,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        texts: Vec<TextId>,
        /// What binds the log to that which digests of requests are keyed with from now on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pepper: Option<String>,
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
            UserEvent::UserAdded(Described { user, .. })
            | UserEvent::UserUpdated { user, .. }
            | UserEvent::UserRemoved { user }
            | UserEvent::UserRestored(Described { user, .. })
            | UserEvent::UserOffboarded { user, .. }
            | UserEvent::UserForgotten { user, .. }
            | UserEvent::RoleGranted { user, .. }
            | UserEvent::RoleRevoked { user, .. } => noted(&[user]),
            UserEvent::UserRenamed { user, to } => noted(&[user, to]),
        }
    }

    fn apart(&mut self) -> Vec<Part<'_>> {
        match self {
            UserEvent::UserAdded(Described { user, .. })
            | UserEvent::UserUpdated { user, .. }
            | UserEvent::UserRemoved { user }
            | UserEvent::UserRestored(Described { user, .. })
            | UserEvent::UserOffboarded { user, .. }
            | UserEvent::UserForgotten { user, .. }
            | UserEvent::RoleGranted { user, .. }
            | UserEvent::RoleRevoked { user, .. } => Part::people([user]),
            UserEvent::UserRenamed { user, to } => Part::people([user, to]),
        }
    }

    fn counts_from(&self) -> CountsFrom {
        match self {
            UserEvent::UserOffboarded { on, .. } => CountsFrom::Day(*on),
            UserEvent::RoleGranted { .. } | UserEvent::RoleRevoked { .. } => CountsFrom::Operation,
            // Names, emails and countries have no history.
            UserEvent::UserForgotten { .. }
            | UserEvent::UserAdded(_)
            | UserEvent::UserUpdated { .. }
            | UserEvent::UserRenamed { .. }
            | UserEvent::UserRemoved { .. }
            | UserEvent::UserRestored(_) => CountsFrom::Ever,
        }
    }

    fn undoing(&self) -> Undoing {
        use Permission::{ManageUsers, Offboard};
        let profile = |user: &Email| Subject::Profile(user.clone());
        let person = |user: &Email| Subject::Person(user.clone());
        match self {
            UserEvent::UserForgotten { user, .. } => Undoing::never(
                Offboard,
                "nothing is known of who it was",
                format!(
                    "mpn user add EMAIL adds who returns, as another than {}",
                    shell::word(user)
                ),
                Some("PERS-2"),
            ),
            UserEvent::UserAdded(Described { user, .. }) => {
                Undoing::told(ManageUsers, [Subject::User(user.clone())])
            }
            UserEvent::UserUpdated { user, .. }
            | UserEvent::UserRestored(Described { user, .. }) => {
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
    NoSuchUser {
        email: Email,
        nearest: Option<String>,
    },
    UserExists {
        email: Email,
    },
    UserGone {
        email: Email,
        status: UserStatus,
    },
    /// Nobody is forgotten who still acts, holds or stands for something (PERS-2).
    NotForgettable {
        email: Email,
        held_by: HeldBy,
    },
    /// Forgetting wants a reason, and one that tells nothing of whom it forgets.
    ForgettingWithoutReason,
    ForgettingTold {
        email: Email,
        by: &'static str,
    },
}

/// What keeps somebody from being forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeldBy {
    /// They did not leave.
    Status(UserStatus),
    /// They hold this, or have this role.
    Holding(String),
    /// They can open the ledger.
    Recipient(String),
    /// They are the marketing contact.
    Contact,
    /// The organization's account goes by this email.
    Account,
}
