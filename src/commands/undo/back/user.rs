//! How facts about users and their roles are taken back.

use super::{Taking, Then, Way, events};
use crate::commands::user as users;
use crate::domain::event::{Event, UserEvent};
use crate::domain::refusal::UserRefusal;
use crate::domain::user::said::Described;
use crate::domain::user::{Email, rules};
use crate::failure::Result;

/// The way back of a fact.
pub(super) fn way<'e>(then: &Then, event: &'e UserEvent) -> Result<Way<'e>> {
    Ok(match event {
        UserEvent::UserAdded(Described { user, .. }) => Box::new(|taking| {
            if taking.change.is_told_of(user)? {
                return Err(taking.differs(user)?.into());
            }
            Ok(events([UserEvent::UserRemoved { user: user.clone() }]))
        }),
        UserEvent::UserRemoved { user } => Box::new(move |taking| {
            if taking.change.user_if_any(user)?.is_some() {
                return Err(UserRefusal::UserExists { email: user.clone() }.into());
            }
            Ok(vec![taking.original("user-added", event)?])
        }),
        UserEvent::UserRenamed { user, to } => Box::new(|taking| renamed_back(taking, user, to)),
        UserEvent::UserUpdated { user, .. }
        | UserEvent::UserOffboarded { user, .. }
        | UserEvent::UserRestored(Described { user, .. }) => {
            let before = then.past()?.user(user)?;
            Box::new(move |taking| {
                let now = taking.change.user(&before.email)?;
                let others = users::other_grantors(taking.change, &now.email)?;
                Ok(events(rules::restore(&now, &before, others)?))
            })
        }
        UserEvent::UserForgotten { .. } => super::none(event),
        UserEvent::RoleGranted { user, role } => Box::new(|taking| {
            users::may_give(taking.change, taking.acting, *role)?;
            let others = users::other_grantors(taking.change, user)?;
            Ok(events(rules::revoke(&taking.change.user(user)?, *role, others)?))
        }),
        UserEvent::RoleRevoked { user, role } => Box::new(|taking| {
            users::may_give(taking.change, taking.acting, *role)?;
            Ok(events(rules::grant(&taking.change.user(user)?, *role)?))
        }),
    })
}

fn renamed_back(taking: &mut Taking<'_>, user: &Email, to: &Email) -> Result<Vec<Event>> {
    if taking.change.user_if_any(user)?.is_some() {
        return Err(taking.differs(user)?.into());
    }
    if taking.acting.email == *to {
        taking
            .change
            .warn(format!("act as {user} from now on: --as, MPN_AS or `as` in the config file"));
    }
    Ok(events([UserEvent::UserRenamed { user: to.clone(), to: user.clone() }]))
}
