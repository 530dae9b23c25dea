//! Sentences: users and their roles.

use super::{Bare, Crowd, seen};
use crate::domain::event::UserEvent;
use crate::domain::user::Email;
use crate::domain::user::said::Described;
use crate::failure::count;

/// One event.
pub(super) fn sentence(event: &UserEvent) -> String {
    match event {
        UserEvent::UserAdded(Described { user, name, user_kind, .. }) => {
            format!("{user_kind} {} is added", called(user, name))
        }
        UserEvent::UserUpdated { user, status: Some(status), .. } => {
            format!("user {user} is brought up to date, and is {status}")
        }
        UserEvent::UserUpdated { user, .. } => format!("user {user} is brought up to date"),
        UserEvent::UserRenamed { user, to } if user == to => {
            format!("user {user} has another email")
        }
        UserEvent::UserRenamed { user, to } => format!("user {user} is now {to}"),
        UserEvent::UserRemoved { user } => format!("user {user} is removed"),
        UserEvent::UserRestored(Described { user, name, status, .. }) => {
            format!("user {} is restored, and is {status}", called(user, name))
        }
        UserEvent::UserForgotten { user, texts, .. } => {
            let id = user.id().map_or_else(|| user.to_string(), |id| id.to_string());
            let with = match texts.len() {
                0 => String::new(),
                texts => format!(", with {}", count(texts as u64, "text")),
            };
            format!("{id} is forgotten{with}: this ledger no longer says who that was")
        }
        UserEvent::RoleGranted { user, role } => format!("{user} is now {role}"),
        UserEvent::RoleRevoked { user, role } => format!("{user} is no longer {role}"),
        UserEvent::UserOffboarded { user, keys_seen, contracts_seen, .. } => {
            format!("{user} is offboarded; they saw {}", seen(keys_seen, contracts_seen))
        }
    }
}

/// A user with their name, as far as it is known.
fn called(user: &Email, name: &str) -> String {
    if name.is_empty() { user.to_string() } else { format!("{user} ({name})") }
}

/// With which others it is told as one.
pub(super) fn crowd(event: &UserEvent) -> Option<Crowd> {
    match event {
        UserEvent::UserAdded(_) => Some(Crowd::Added),
        UserEvent::UserUpdated { .. } => Some(Crowd::Updated),
        UserEvent::UserRemoved { .. } => Some(Crowd::Removed),
        UserEvent::UserRestored(_) => Some(Crowd::Restored),
        UserEvent::UserRenamed { .. }
        | UserEvent::UserOffboarded { .. }
        | UserEvent::UserForgotten { .. }
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
        UserEvent::UserAdded(_)
        | UserEvent::UserUpdated { .. }
        | UserEvent::UserRemoved { .. }
        | UserEvent::UserRestored(_)
        | UserEvent::UserForgotten { .. }
        | UserEvent::RoleGranted { .. }
        | UserEvent::RoleRevoked { .. } => Bare::first(event),
    }
}
