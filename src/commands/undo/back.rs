//! How each fact is taken back: the facts of now and of before are fetched, and the rule of its
//! noun says what follows.

mod contracts;

use chrono::NaiveDate;

use super::since::Since;
use crate::commands::{user as users, vs as seats};
use crate::domain::advisory::Consultation;
use crate::domain::azure;
use crate::domain::benefit::{self, Benefit};
use crate::domain::event::{
    AdvisoryEvent, BenefitEvent, CreditEvent, Event, GtmEvent, KeyEvent, MembershipEvent,
    SeatEvent, SupportEvent, UserEvent,
};
use crate::domain::fact::{Final, Subject};
use crate::domain::gtm::{Contact, GtmOffer};
use crate::domain::id::{BenefitId, GtmId, SeatId};
use crate::domain::membership::cancel;
use crate::domain::refusal::{BenefitRefusal, GtmRefusal, MembershipRefusal, Refusal, UserRefusal};
use crate::domain::software::{self, Key, KeyState};
use crate::domain::support::Incident;
use crate::domain::user::{self, Email, User, UserStatus};
use crate::domain::vs::{self, Seat};
use crate::failure::Result;
use crate::store::{Change, Facts, Past};

/// What a fact found when it was recorded.
pub(super) enum Before {
    /// The fact tells it itself.
    Told,
    User(User),
    Seat(Seat),
    /// Since when somebody held credit.
    Credit(NaiveDate),
    Key(Key),
    Incident(Incident),
    Advisory(Consultation),
    Gtm(GtmOffer),
    Contact(Option<Contact>),
}

/// What a fact found in the ledger as it was then.
pub(super) fn before(past: &Past, event: &Event) -> Result<Before> {
    Ok(match event {
        Event::User(UserEvent::UserUpdated { user, .. })
        | Event::User(UserEvent::UserOffboarded { user, .. })
        | Event::User(UserEvent::UserRestored { user, .. }) => Before::User(past.user(user)?),
        Event::Seat(SeatEvent::SeatUnassigned { seat, .. })
        | Event::Seat(SeatEvent::SeatReassigned { seat, .. })
        | Event::Seat(SeatEvent::SeatRestored { seat, .. }) => Before::Seat(past.seat(*seat)?),
        Event::Credit(CreditEvent::CreditRemoved { benefit, user }) => {
            let holders = past.credit_holders(*benefit)?;
            let held = holders.into_iter().find(|(holder, _)| holder == user);
            held.map_or(Before::Told, |(_, since)| Before::Credit(since))
        }
        Event::Key(KeyEvent::KeyReturned { key, .. })
        | Event::Key(KeyEvent::KeyRetired { key, .. })
        | Event::Key(KeyEvent::KeyActivated { key, .. })
        | Event::Key(KeyEvent::KeyRestored { key, .. }) => Before::Key(past.key(*key)?),
        Event::Support(SupportEvent::IncidentClosed { incident, .. })
        | Event::Support(SupportEvent::IncidentRestored { incident, .. }) => {
            Before::Incident(past.incident(*incident)?)
        }
        Event::Advisory(AdvisoryEvent::HoursLogged { advisory, .. })
        | Event::Advisory(AdvisoryEvent::HoursRestored { advisory, .. }) => {
            Before::Advisory(past.advisory_request(*advisory)?)
        }
        Event::Gtm(GtmEvent::GtmActivated { gtm, .. })
        | Event::Gtm(GtmEvent::GtmConfirmed { gtm, .. })
        | Event::Gtm(GtmEvent::GtmRestored { gtm, .. }) => Before::Gtm(offer(past, *gtm)?),
        Event::Gtm(GtmEvent::ContactSet { .. }) => Before::Contact(past.marketing_contact()?),
        _ => Before::Told,
    })
}

/// The facts that take one back.
pub(super) fn events(
    change: &mut Change,
    acting: &User,
    since: &mut Since,
    event: &Event,
    before: Before,
) -> Result<Vec<Event>> {
    match (event, before) {
        (
            Event::User(UserEvent::UserAdded { .. })
            | Event::User(UserEvent::UserRemoved { .. })
            | Event::User(UserEvent::UserRenamed { .. })
            | Event::User(UserEvent::RoleGranted { .. })
            | Event::User(UserEvent::RoleRevoked { .. }),
            _,
        ) => of_user(change, acting, since, event),
        (_, Before::User(before)) => {
            let now = change.user(&before.email)?;
            let others = users::other_grantors(change, &before.email)?;
            Ok(user::rules::restore(&now, &before, others)?.into_iter().collect())
        }
        (Event::Seat(SeatEvent::SeatAssigned { seat, .. }), _) => {
            of_seat(change, since, *seat, None)
        }
        (_, Before::Seat(before)) => of_seat(change, since, before.id, Some(before)),
        (Event::Key(KeyEvent::KeysAdded { .. }), _) => of_keys(change, since, event),
        (_, Before::Key(before)) => {
            if let Some(holder) = &before.holder {
                since.user(change, holder)?;
            }
            let benefit = benefit_of(change, before.benefit)?;
            Ok(vec![software::rules::put_back(&benefit, &before, change.moment().on)?])
        }
        (
            Event::Benefit(BenefitEvent::BenefitGranted { .. })
            | Event::Benefit(BenefitEvent::BenefitRemoved { .. }),
            _,
        ) => of_grant(change, since, event),
        (
            Event::Credit(CreditEvent::CreditAssigned { .. })
            | Event::Credit(CreditEvent::CreditRemoved { .. })
            | Event::Credit(CreditEvent::CreditTransferred { .. }),
            before,
        ) => of_credit(change, since, event, &before),
        (Event::Membership(MembershipEvent::CancelRequested { membership, .. }), _) => {
            let held = change.membership(*membership)?;
            Ok(cancel::withdraw(&held).into_iter().collect())
        }
        (Event::Membership(MembershipEvent::CancelWithdrawn { membership }), _) => {
            let held = change.membership(*membership)?;
            Ok(cancel::request(&held, change.moment().on)?.into_iter().collect())
        }
        (_, Before::Gtm(before)) => {
            let now = offer(change, before.id)?;
            let same = (now.requested_on, now.expires) == (before.requested_on, before.expires);
            let restored = Event::Gtm(GtmEvent::GtmRestored {
                gtm: before.id,
                requested_on: before.requested_on,
                expires: before.expires,
            });
            Ok(if same { Vec::new() } else { vec![restored] })
        }
        (Event::Gtm(GtmEvent::ContactSet { user, .. }), Before::Contact(before)) => {
            of_contact(change, since, user, before)
        }
        (Event::Gtm(GtmEvent::ContactRemoved { .. }), _) => {
            if let Some(now) = change.marketing_contact()? {
                return Err(since.differs(change, now.user.as_str())?.into());
            }
            let set = original(since, "contact-set", event)?;
            if let Event::Gtm(GtmEvent::ContactSet { user, .. }) = &set {
                since.user(change, user)?;
            }
            Ok(vec![set])
        }
        (event, before) => contracts::events(change, since, event, before),
    }
}

fn of_user(
    change: &mut Change,
    acting: &User,
    since: &mut Since,
    event: &Event,
) -> Result<Vec<Event>> {
    Ok(match event {
        Event::User(UserEvent::UserAdded { user, .. }) => {
            if change.is_told_of(user)? {
                return Err(since.differs(change, user.as_str())?.into());
            }
            vec![Event::User(UserEvent::UserRemoved { user: user.clone() })]
        }
        Event::User(UserEvent::UserRemoved { user }) => {
            if change.user_if_any(user)?.is_some() {
                return Err(UserRefusal::UserExists { email: user.clone() }.into());
            }
            vec![original(since, "user-added", event)?]
        }
        Event::User(UserEvent::UserRenamed { user, to }) => {
            if change.user_if_any(user)?.is_some() {
                return Err(since.differs(change, user.as_str())?.into());
            }
            if acting.email == *to {
                change.warn(format!(
                    "act as {user} from now on: --as, MPN_AS or `as` in the config file"
                ));
            }
            vec![Event::User(UserEvent::UserRenamed { user: to.clone(), to: user.clone() })]
        }
        Event::User(UserEvent::RoleGranted { user, role }) => {
            users::may_give(change, acting, *role)?;
            let others = users::other_grantors(change, user)?;
            user::rules::revoke(&change.user(user)?, *role, others)?.into_iter().collect()
        }
        Event::User(UserEvent::RoleRevoked { user, role }) => {
            users::may_give(change, acting, *role)?;
            user::rules::grant(&change.user(user)?, *role)?.into_iter().collect()
        }
        _ => Vec::new(),
    })
}

/// Keys are taken out again if nobody was shown one of them.
fn of_keys(change: &mut Change, since: &mut Since, event: &Event) -> Result<Vec<Event>> {
    let Event::Key(KeyEvent::KeysAdded { benefit, keys, .. }) = event else {
        return Ok(Vec::new());
    };
    let keys: Vec<_> = keys.iter().map(|added| added.key).collect();
    let benefit = benefit_of(change, *benefit)?;
    benefit::rules::usable(&benefit, benefit.terms.category, change.moment().on)?;
    for id in &keys {
        let key = change.key(*id)?;
        if key.state != KeyState::Free || key.activations_used > 0 || change.was_shown(*id)? {
            let touched = since.touched(change, &Subject::Key(*id))?;
            let differs = || since.differs(change, &id.to_string());
            return Err(touched.map_or_else(differs, Ok)?.into());
        }
    }
    change.forget_sealed(&keys)?;
    Ok(vec![Event::Key(KeyEvent::KeysRemoved { benefit: benefit.id, keys })])
}

/// A seat goes back to who held it before; without `before`, to nobody.
fn of_seat(
    change: &Change,
    since: &mut Since,
    seat: SeatId,
    before: Option<Seat>,
) -> Result<Vec<Event>> {
    let now = change.seat(seat)?;
    let benefit = benefit_of(change, now.benefit)?;
    let before = before.unwrap_or_else(|| Seat { user: None, ..now.clone() });
    let to = match &before.user {
        Some(held) => Some(returning(since.user(change, &held.user)?)),
        None => None,
    };
    let places = match (&to, &now.user) {
        (Some(to), Some(held)) => {
            let from = change.user(&held.user)?;
            Some(seats::places_after(change, &benefit, &from, to)?)
        }
        (Some(to), None) => Some(change.places(&benefit, to, Some(now.clone()))?),
        (None, _) => None,
    };
    let to = to.as_ref().zip(places.as_ref());
    let event =
        vs::rules::put_back(&benefit, &now, &before, to, &*change.program()?, change.moment())?;
    Ok(event.into_iter().collect())
}

/// Somebody who is disabled is given nothing new, but gets back what they had.
fn returning(user: User) -> User {
    match user.status {
        UserStatus::Disabled => User { status: UserStatus::Active, ..user },
        _ => user,
    }
}

fn of_credit(
    change: &Change,
    since: &mut Since,
    event: &Event,
    before: &Before,
) -> Result<Vec<Event>> {
    let today = change.moment().on;
    let found = match event {
        Event::Credit(CreditEvent::CreditAssigned { benefit, user, .. }) => {
            let holder = change.credit_holder(*benefit, user)?;
            azure::rules::remove(&benefit_of(change, *benefit)?, holder.as_ref(), user, today)?
        }
        Event::Credit(CreditEvent::CreditRemoved { benefit, user }) => {
            let to = returning(since.user(change, user)?);
            let holder = change.credit_holder(*benefit, user)?;
            let given =
                azure::rules::assign(&benefit_of(change, *benefit)?, holder.as_ref(), &to, today)?;
            match (given, before) {
                (
                    Some(Event::Credit(CreditEvent::CreditAssigned { benefit, user, .. })),
                    Before::Credit(day),
                ) => Some(Event::Credit(CreditEvent::CreditAssigned { benefit, user, on: *day })),
                (given, _) => given,
            }
        }
        Event::Credit(CreditEvent::CreditTransferred { benefit, from, to, .. }) => {
            let benefit = benefit_of(change, *benefit)?;
            let back_to = since.user(change, from)?;
            let holder = change.credit_holder(benefit.id, to)?;
            let membership = change.membership_of(&benefit.terms)?;
            let held = membership.as_ref();
            azure::rules::transfer(&benefit, holder.as_ref(), Some(to), &back_to, held, today)?
        }
        _ => None,
    };
    Ok(found.into_iter().collect())
}

fn of_grant(change: &Change, since: &mut Since, event: &Event) -> Result<Vec<Event>> {
    match event {
        Event::Benefit(BenefitEvent::BenefitGranted { benefit, seats, .. }) => {
            let held_ever = |seat: &Seat| seat.user.is_some() || seat.last.is_some();
            if let Some(seat) = change.seats(*benefit)?.into_iter().find(held_ever) {
                return Err(since.differs(change, &seat.id.to_string())?.into());
            }
            if change.stock(*benefit)?.total > 0 {
                return Err(since.differs(change, &benefit.to_string())?.into());
            }
            Ok(vec![Event::Benefit(BenefitEvent::BenefitRemoved {
                benefit: *benefit,
                seats: seats.clone(),
            })])
        }
        Event::Benefit(BenefitEvent::BenefitRemoved { .. }) => {
            let granted = original(since, "benefit-granted", event)?;
            if let Event::Benefit(BenefitEvent::BenefitGranted { terms, .. }) = &granted {
                let same = |one: &&Benefit| {
                    one.terms.category == terms.category && one.terms.membership == terms.membership
                };
                let named = change.benefits_named(&terms.product)?;
                if let Some(same) = named.iter().find(same) {
                    let product = same.terms.product.clone();
                    return Err(BenefitRefusal::BenefitExists { benefit: same.id, product }.into());
                }
                let held = change.membership_of(terms)?;
                if !held.is_some_and(|held| held.is_live(change.today)) {
                    let (offer, competency) = (terms.offer.clone(), terms.competency.clone());
                    return Err(MembershipRefusal::OfferNotHeld { offer, competency }.into());
                }
            }
            Ok(vec![granted])
        }
        _ => Ok(Vec::new()),
    }
}

fn of_contact(
    change: &Change,
    since: &mut Since,
    user: &Email,
    before: Option<Contact>,
) -> Result<Vec<Event>> {
    let now = change.marketing_contact()?;
    if let Some(now) = now.as_ref().filter(|now| now.user != *user) {
        let touched = since.touched(change, &Subject::Contact(now.user.clone()))?;
        let differs = || since.differs(change, now.user.as_str());
        return Err(touched.map_or_else(differs, Ok)?.into());
    }
    if let Some(before) = before {
        since.user(change, &before.user)?;
        let same = now.as_ref() == Some(&before);
        let Contact { user, contact_email, phone, language } = before;
        let set = Event::Gtm(GtmEvent::ContactSet { user, contact_email, phone, language });
        return Ok(if same { Vec::new() } else { vec![set] });
    }
    // Nothing can be activated without a contact (GTM-2), so what was stands in the way.
    for offer in change.gtm_offers()?.iter().filter(|offer| offer.requested_on.is_some()) {
        if let Some(touched) = since.touched(change, &Subject::Gtm(offer.id))? {
            return Err(touched.into());
        }
    }
    Ok(vec![Event::Gtm(GtmEvent::ContactRemoved { user: user.clone() })])
}

/// The fact that an undo took back by `removal`; it is recorded again as it was.
fn original(since: &Since, kind: &'static str, removal: &Event) -> Result<Event> {
    match since.original(kind, removal) {
        Some(event) => Ok(event.clone()),
        None => Err(no_way_back(since, removal).into()),
    }
}

fn no_way_back(since: &Since, event: &Event) -> Refusal {
    let operation = &since.operation;
    super::not_undoable(
        operation,
        Final {
            why: format!("what it did ({}) has no way back", event.kind()),
            instead: format!("mpn history show {}", operation.seq),
            rule: None,
        },
    )
}

fn benefit_of(facts: &Facts, id: BenefitId) -> Result<Benefit> {
    facts.benefit(id)
}

fn offer(facts: &Facts, id: GtmId) -> Result<GtmOffer> {
    let found = facts.gtm_offers()?.into_iter().find(|offer| offer.id == id);
    found.ok_or_else(|| {
        Refusal::Gtm(GtmRefusal::NoSuchGtm { name: id.to_string(), nearest: None }).into()
    })
}
