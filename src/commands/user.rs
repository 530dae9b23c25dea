//! `mpn user` and `mpn whoami`: who is there, and what they may do.

use crate::domain::answer::{Answer, Body, UserLine, UserShown, WhoAmI};
use crate::domain::azure::{self, CreditKind};
use crate::domain::id::SeatId;
use crate::domain::membership::rules::administered_here;
use crate::domain::request::UserRequest;
use crate::domain::role::rules::GRANTS_EVERY_ROLE;
use crate::domain::role::{self, Role};
use crate::domain::user::{self, DirectoryUser, Email, NewUser, User, UserChange, UserStatus};
use crate::domain::vs;
use crate::failure::{Failure, Result, count};
use crate::store::{Change, Facts};

/// Decides a request and records what follows from it.
pub(super) fn decide(change: &mut Change, acting: &User, asked: &UserRequest) -> Result<()> {
    match asked {
        UserRequest::AddUser(new) => add(change, acting, new),
        UserRequest::UpdateUser { user, change: wanted } => update(change, acting, user, wanted),
        UserRequest::GrantRole { user, role } => grant(change, acting, user, *role),
        UserRequest::RevokeRole { user, role } => revoke(change, acting, user, *role),
        UserRequest::ImportUsers { users, .. } => import(change, users),
        UserRequest::OffboardUser { user } => offboard(change, acting, user),
    }
}

/// Adds a user with their roles.
fn add(change: &mut Change, acting: &User, new: &NewUser) -> Result<()> {
    for role in &new.roles {
        may_give(change, acting, *role)?;
    }
    let known = change.user_if_any(&new.email)?;
    let events = user::rules::add(new, known.as_ref())?;
    change.record_all(events)
}

/// Changes what is known of a user.
fn update(change: &mut Change, acting: &User, email: &Email, wanted: &UserChange) -> Result<()> {
    let known = change.user(email)?;
    let taken = match &wanted.email {
        Some(email) => change.user_if_any(email)?.is_some(),
        None => false,
    };
    let events = user::rules::update(&known, wanted, taken, other_grantors(change, email)?)?;
    if let Some(to) = wanted.email.as_ref().filter(|to| *to != email && acting.email == *email) {
        change.warn(format!("act as {to} from now on: --as, MPN_AS or `as` in the config file"));
    }
    change.record_all(events)
}

/// Gives a role.
fn grant(change: &mut Change, acting: &User, email: &Email, role: Role) -> Result<()> {
    may_give(change, acting, role)?;
    let known = change.user(email)?;
    change.record_all(user::rules::grant(&known, role)?)
}

/// Takes a role.
fn revoke(change: &mut Change, acting: &User, email: &Email, role: Role) -> Result<()> {
    may_give(change, acting, role)?;
    let known = change.user(email)?;
    let event = user::rules::revoke(&known, role, other_grantors(change, email)?)?;
    change.record_all(event)
}

/// Brings the users in line with a directory; who is not in it is left alone.
fn import(change: &mut Change, rows: &[DirectoryUser]) -> Result<()> {
    let mut gone = 0;
    for row in rows {
        let known = change.user_if_any(&row.email)?;
        gone += u64::from(known.as_ref().is_some_and(|user| user.status == UserStatus::Offboarded));
        let others = match &known {
            // Only who may grant roles can be the last who may.
            Some(user) if !user.roles.is_empty() => other_grantors(change, &row.email)?,
            _ => 1,
        };
        let event = user::rules::import(row, known.as_ref(), others)?;
        change.record_all(event)?;
    }
    if gone > 0 {
        change.notes.push(format!("{} offboarded here stay so", count(gone, "user")));
    }
    Ok(())
}

/// Takes everything from somebody who leaves, in one operation: roles, seats and monthly credit at
/// once; bulk credit is named, for it can only be transferred. Who may not take one of them by
/// itself may not take it so either.
fn offboard(change: &mut Change, acting: &User, email: &Email) -> Result<()> {
    let leaver = change.user(email)?;
    for role in &leaver.roles {
        may_give(change, acting, *role)?;
    }
    let today = change.moment().on;
    let days = change.program()?.visual_studio.reassign_after_days;
    let seats = change.seats_held_by(email)?;
    let (mut to_transfer, mut to_remove) = (Vec::new(), Vec::new());
    for id in change.credits_open_of(email)? {
        let kind = change.benefit(id)?.terms.details.credit_kind;
        let put = if kind == Some(CreditKind::Bulk) { &mut to_transfer } else { &mut to_remove };
        put.push(id);
    }
    if !seats.is_empty() || !to_remove.is_empty() {
        administered_here(&change.organization()?)?;
    }
    for seat in seats {
        change.record_all(vs::rules::unassign(&seat, days, today)?)?;
    }
    for id in to_remove {
        let benefit = change.benefit(id)?;
        let holders = change.credit_of(&benefit, email)?;
        change.record_all(azure::rules::remove(&benefit, &holders, today)?)?;
    }
    for id in &to_transfer {
        change.warn(format!("{id} stays with {email} until: mpn azure transfer {id} EMAIL (AZ-4)"));
    }
    if change.marketing_contact()?.is_some_and(|contact| contact.user == *email) {
        change.warn(format!(
            "{email} is the marketing contact; mpn gtm contact set EMAIL … names another (GTM-2)"
        ));
    }
    if change.recipients()?.iter().any(|known| known.user.as_ref() == Some(email)) {
        change.warn(format!("{email} can open the keys until: mpn seal remove {email}"));
    }
    let seen = change.seen_by(email)?;
    let others = other_grantors(change, email)?;
    let events = user::rules::offboard(&leaver, seen, to_transfer, others, today)?;
    change.record_all(events)
}

pub(super) fn may_give(change: &Change, acting: &User, role: Role) -> Result<()> {
    let holders = change.holders_of(&GRANTS_EVERY_ROLE)?;
    Ok(role::rules::may_give(acting, role, holders)?)
}

/// How many others may grant every role (ROLE-12).
pub(super) fn other_grantors(change: &Change, email: &Email) -> Result<u32> {
    let holders = change.holders_of(&GRANTS_EVERY_ROLE)?;
    let others = holders.iter().filter(|holder| *holder != email).count();
    Ok(u32::try_from(others).unwrap_or(u32::MAX))
}

/// The acting user, and what they may do.
pub(super) fn whoami(facts: &Facts, acting: Option<&User>) -> Result<Answer> {
    let acting = acting.ok_or_else(|| Failure::usage("no-actor", "nobody is named who acts"))?;
    let may = user::rules::permissions(acting, &*facts.program()?).into_iter();
    let User { email, name, associated, roles, status, .. } = acting.clone();
    let may = may.map(|permission| permission.may().to_owned()).collect();
    Ok(Body::WhoAmI(WhoAmI { email, name, associated, roles, status, may }).into())
}

/// All users.
pub(super) fn list(facts: &Facts) -> Result<Answer> {
    Ok(Body::Users(facts.users()?.into_iter().map(line).collect()).into())
}

/// One user, and what they hold.
pub(super) fn show(facts: &Facts, email: &Email) -> Result<Answer> {
    let known = facts.user(email)?;
    let offers_held = known.offers_held.clone();
    let seen = facts.seen_by(email)?;
    Ok(Body::User(UserShown {
        seats: seats(facts, email)?,
        credits: facts.credits_held_by(email)?,
        keys: facts.keys_held_by(email)?,
        keys_seen: seen.keys,
        contracts_seen: seen.contracts,
        line: line(known),
        offers_held,
    })
    .into())
}

/// The seats that a user holds today.
fn seats(facts: &Facts, email: &Email) -> Result<Vec<SeatId>> {
    let held = facts.seats_held_by(email)?.into_iter();
    let today = held.filter(|seat| seat.holder(facts.today).is_some());
    Ok(today.map(|seat| seat.id).collect())
}

pub(super) fn line(user: User) -> UserLine {
    let User { email, name, kind, associated, roles, country, status, .. } = user;
    UserLine { email, name, kind, associated, roles, country, status }
}
