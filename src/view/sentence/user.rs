//! Sentences: users and their roles.

use super::{Bare, Crowd, seen};
use crate::domain::event::UserEvent;

/// One event.
pub(super) fn sentence(event: &UserEvent) -> String {
    match event {
        UserEvent::UserAdded { user, name, user_kind, .. } => {
            format!("{user_kind} {user} ({name}) is added")
        }
        UserEvent::UserUpdated { user, status: Some(status), .. } => {
            format!("user {user} is brought up to date, and is {status}")
        }
        UserEvent::UserUpdated { user, .. } => format!("user {user} is brought up to date"),
        UserEvent::UserRenamed { user, to } => format!("user {user} is now {to}"),
        UserEvent::UserRemoved { user } => format!("user {user} is removed"),
        UserEvent::UserRestored { user, name, status, .. } => {
            format!("user {user} ({name}) is restored, and is {status}")
        }
        UserEvent::RoleGranted { user, role } => format!("{user} is now {role}"),
        UserEvent::RoleRevoked { user, role } => format!("{user} is no longer {role}"),
        UserEvent::UserOffboarded { user, keys_seen, contracts_seen, .. } => {
            format!("{user} is offboarded; they saw {}", seen(keys_seen, contracts_seen))
        }
    }
}

/// With which others it is told as one.
pub(super) fn crowd(event: &UserEvent) -> Option<Crowd> {
    match event {
        UserEvent::UserAdded { .. } => Some(Crowd::Added),
        UserEvent::UserUpdated { .. } => Some(Crowd::Updated),
        UserEvent::UserRemoved { .. } => Some(Crowd::Removed),
        UserEvent::UserRestored { .. } => Some(Crowd::Restored),
        UserEvent::UserRenamed { .. }
        | UserEvent::UserOffboarded { .. }
        | UserEvent::RoleGranted { .. }
        | UserEvent::RoleRevoked { .. } => None,
    }
}

/// What a script is given of it.
pub(super) fn bare(event: &UserEvent) -> Bare {
    match event {
        // A user goes by the new email from here on.
        UserEvent::UserOffboarded { user, .. } | UserEvent::UserRenamed { to: user, .. } => {
            Bare::Main(user.to_string())
        }
        UserEvent::UserAdded { .. }
        | UserEvent::UserUpdated { .. }
        | UserEvent::UserRemoved { .. }
        | UserEvent::UserRestored { .. }
        | UserEvent::RoleGranted { .. }
        | UserEvent::RoleRevoked { .. } => Bare::first(event),
    }
}
