//! `mpn user` and `mpn whoami`: who is there, and what they may do.

use crate::domain::answer::{Answer, Body, UserLine, UserShown, WhoAmI};
use crate::domain::azure;
use crate::domain::benefit::Credit;
use crate::domain::event::{Event, UserEvent};
use crate::domain::id::{SeatId, TextId};
use crate::domain::membership::rules::administered_here;
use crate::domain::operation::Operation;
use crate::domain::refusal::UserRefusal;
use crate::domain::request::{Request, UserRequest};
use crate::domain::role::rules::GRANTS_EVERY_ROLE;
use crate::domain::role::{self, Role};
use crate::domain::shell;
use crate::domain::user::rules::ToForget;
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
        UserRequest::ForgetUser { user, texts } => forget(change, user, *texts),
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
        let is_bulk = change.benefit(id)?.terms.of().is_some_and(Credit::is_bulk);
        let put = if is_bulk { &mut to_transfer } else { &mut to_remove };
        put.push(id);
    }
    if !seats.is_empty() || !to_remove.is_empty() {
        administered_here(&change.organization()?, &*change.program()?)?;
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
        let typed = shell::word(email);
        change.warn(format!("{email} can open the keys until: mpn seal remove {typed}"));
    }
    let seen = change.seen_by(email)?;
    let others = other_grantors(change, email)?;
    let events = user::rules::offboard(&leaver, seen, to_transfer, others, today)?;
    change.record_all(events)
}

/// Takes away who somebody was, everywhere but in backups (PERS-2). With `with_texts` the texts go,
/// too, that hold their name or email; else they are told.
fn forget(change: &mut Change, person: &Email, with_texts: bool) -> Result<()> {
    let known = match change.person_if_any(person)? {
        Some(known) => known,
        None => change.user(person)?,
    };
    let mentions = change.mentions_of(known.id)?;
    let Some(reason) = change.reason() else {
        return Err(UserRefusal::ForgettingWithoutReason.into());
    };
    let told = [("the reason", reason), ("the request id", change.request_id())];
    if let Some((by, _)) = told.into_iter().find(|(_, text)| mentions.are_in(text)) {
        return Err(UserRefusal::ForgettingTold { email: known.email, by }.into());
    }
    let (removed, kept): (Vec<_>, Vec<_>) = mentions.texts.into_iter().partition(|_| with_texts);
    let mut texts: Vec<TextId> = removed.into_iter().map(|(id, _)| id).collect();
    texts.append(&mut change.places_of(known.id)?);
    // An address that was noted before its user was known is the same person.
    let mut people = change.others_called(&known)?;
    people.push(known);
    let mut forgotten = Vec::new();
    for person in people {
        texts.append(&mut change.phones_of(person.id)?);
        let holds = to_forget(change, &person)?;
        let texts = std::mem::take(&mut texts);
        let event = user::rules::forget(&person, holds, texts, change.moment().on)?;
        forgotten.extend(event.map(|event| (person.id, event)));
    }
    let Some((_, UserEvent::UserForgotten { pepper, .. })) = forgotten.last_mut() else {
        return Ok(());
    };
    // This very request named them, and so did earlier ones.
    *pepper = Some(change.renew_pepper()?);
    for (id, event) in forgotten {
        if let UserEvent::UserForgotten { texts, .. } = &event {
            change.forget(id, texts)?;
        }
        change.record(event)?;
    }
    for (id, text) in kept {
        change
            .notes
            .push(format!("{id} stays and tells of them: {text:?}; --texts removes such texts"));
    }
    for (seq, request_id) in mentions.request_ids {
        change.notes.push(format!("the request id of operation {seq} stays: {request_id:?}"));
    }
    change.notes.push("backups and archives made before still say who that was".to_owned());
    Ok(())
}

/// Whether an operation forgot whom this request is to forget. Its digest went with them, so that
/// it is told by who is not known any more.
pub(super) fn forgot(facts: &Facts, request: &Request, done: &Operation) -> Result<bool> {
    let Request::User(UserRequest::ForgetUser { user, .. }) = request else { return Ok(false) };
    let found = facts.person_if_any(user)?.map(|known| Email::forgotten(known.id));
    Ok(done.events.iter().any(|event| match event {
        Event::User(UserEvent::UserForgotten { user, .. }) => {
            found.as_ref().is_none_or(|found| found == user)
        }
        _ => false,
    }))
}

/// What keeps somebody from being forgotten, as far as it is known of them.
fn to_forget(change: &Change, known: &User) -> Result<ToForget> {
    let email = &known.email;
    let seats = change.seats_held_by(email)?;
    let credits = change.credits_open_of(email)?;
    let held = seats.first().map(|seat| seat.id.to_string());
    let held = held.or_else(|| credits.first().map(ToString::to_string));
    let role = known.roles.first().map(|role| format!("the role {role}"));
    let recipients = change.recipients()?.into_iter();
    let mut ways_in = recipients.filter(|known| known.user.as_ref() == Some(email));
    Ok(ToForget {
        holding: held.or(role),
        recipient: ways_in.next().map(|way_in| way_in.recipient),
        is_contact: change
            .marketing_contact()?
            .is_some_and(|contact| contact.user == *email || contact.contact_email == *email),
        is_account: change.organization()?.account_email.as_ref() == Some(email),
    })
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

/// All users; with `all`, those who were forgotten as well.
pub(super) fn list(facts: &Facts, all: bool) -> Result<Answer> {
    let users = if all { facts.users_and_forgotten()? } else { facts.users()? };
    Ok(Body::Users(users.into_iter().map(line).collect()).into())
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
    let User { id, email, name, kind, associated, roles, country, status, .. } = user;
    UserLine { email, name, kind, associated, roles, country, status, id }
}
