//! Events as sentences: what a receipt says and what history tells.

use crate::domain::benefit::Quantity;
use crate::domain::event::{
    AdvisoryEvent, BenefitEvent, CreditEvent, Event, GtmEvent, KeyEvent, LedgerEvent, LicenseEvent,
    MembershipEvent, OperationEvent, RecipientEvent, SeatEvent, SupportEvent, UserEvent,
};
use crate::domain::id::{ContractId, Id, KeyId, SeatId};
use crate::failure::count;

/// What happened, one sentence each. Many of the same kind are told as one.
pub(super) fn sentences<'e>(events: impl IntoIterator<Item = &'e Event>) -> Vec<String> {
    let events: Vec<&Event> = events.into_iter().collect();
    let of = |crowd: Crowd| events.iter().filter(move |event| crowd_of(event) == Some(crowd));
    let crowds = [
        Crowd::Added,
        Crowd::Updated,
        Crowd::Removed,
        Crowd::Restored,
        Crowd::Granted,
        Crowd::Stocked,
        Crowd::Shown,
    ];
    let crowded: Vec<Crowd> =
        crowds.into_iter().filter(|crowd| of(*crowd).count() > CROWD).collect();
    let apart = |event: &&&Event| crowd_of(event).is_none_or(|crowd| !crowded.contains(&crowd));
    let mut told: Vec<String> = events.iter().filter(apart).map(|event| sentence(event)).collect();
    for crowd in crowded {
        let number = of(crowd).count() as u64;
        told.push(match crowd {
            Crowd::Added => format!("{} added", count(number, "user")),
            Crowd::Updated => format!("{} brought up to date", count(number, "user")),
            Crowd::Removed => format!("{} removed", count(number, "user")),
            Crowd::Restored => format!("{} as before", count(number, "user")),
            Crowd::Granted => format!("{} granted", count(number, "software benefit")),
            Crowd::Stocked => {
                let keys = of(crowd).map(|event| match event {
                    Event::Key(KeyEvent::KeysAdded { keys, .. }) => keys.len() as u64,
                    _ => 0,
                });
                format!("{} added", count(keys.sum(), "key"))
            }
            Crowd::Shown => format!("{} shown and held", count(number, "key")),
        });
    }
    told
}

/// How many of a kind are still told one by one.
const CROWD: usize = 5;

/// Kinds of events that files bring by the thousand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Crowd {
    Added,
    Updated,
    Removed,
    Restored,
    Granted,
    Stocked,
    Shown,
}

fn crowd_of(event: &Event) -> Option<Crowd> {
    match event {
        Event::User(UserEvent::UserAdded { .. }) => Some(Crowd::Added),
        Event::User(UserEvent::UserUpdated { .. }) => Some(Crowd::Updated),
        Event::User(UserEvent::UserRemoved { .. }) => Some(Crowd::Removed),
        Event::User(UserEvent::UserRestored { .. }) => Some(Crowd::Restored),
        // What a membership grants is told one by one.
        Event::Benefit(BenefitEvent::BenefitGranted { terms, .. })
            if terms.membership.is_none() =>
        {
            Some(Crowd::Granted)
        }
        Event::Key(KeyEvent::KeysAdded { .. }) => Some(Crowd::Stocked),
        Event::Key(KeyEvent::KeyRevealed { .. }) => Some(Crowd::Shown),
        _ => None,
    }
}

/// An operation in one line.
pub(super) fn summary(events: &[Event]) -> String {
    match events {
        [Event::Ledger(LedgerEvent::LedgerFounded { organization, .. }), ..] => {
            format!("the ledger of {} begins with {}", organization.name, inventory(events))
        }
        [] => "nothing".to_owned(),
        [one] => sentence(one),
        [first, rest @ ..] => {
            let told = sentences(events);
            if told.len() == 1 {
                told.into_iter().next().unwrap_or_default()
            } else {
                format!("{}; and {} more", sentence(first), rest.len())
            }
        }
    }
}

/// How much there is of what an opening statement brought.
pub(super) fn inventory(events: &[Event]) -> String {
    let number = |kind: &str| events.iter().filter(|event| event.kind() == kind).count() as u64;
    let keys: usize = events
        .iter()
        .map(|event| match event {
            Event::Key(KeyEvent::KeysAdded { keys, .. }) => keys.len(),
            _ => 0,
        })
        .sum();
    let parts = [
        (number("user-added"), "user"),
        (number("membership-purchased"), "membership"),
        (number("benefit-granted") + number("gtm-granted"), "benefit"),
        (keys as u64, "key"),
        (number("seat-assigned"), "assigned seat"),
    ];
    let told = parts.into_iter().filter(|(number, _)| *number > 0);
    told.map(|(number, noun)| count(number, noun)).collect::<Vec<_>>().join(", ")
}

/// How many runs of ids are told one by one.
const RUNS: usize = 5;

/// Ids in their order, those that follow each other as one run.
fn range<I: Id>(ids: &[I]) -> String {
    let mut ids: Vec<&I> = ids.iter().collect();
    ids.sort_by_key(|id| id.number());
    let runs: Vec<&[&I]> = ids.chunk_by(|one, next| one.number() + 1 == next.number()).collect();
    let told = runs.iter().take(RUNS).map(|run| match run {
        [first, .., last] => format!("{first} to {last}"),
        one => one.iter().map(ToString::to_string).collect(),
    });
    let told = told.collect::<Vec<_>>().join(", ");
    match runs.iter().skip(RUNS).map(|run| run.len()).sum::<usize>() {
        0 => told,
        more => format!("{told} and {more} more"),
    }
}

fn seats(seats: &[SeatId], what: &str) -> String {
    if seats.is_empty() {
        return String::new();
    }
    format!(", {} {what} ({})", count(seats.len() as u64, "seat"), range(seats))
}

/// `one seat`, `3 seats`, of a unit that is named in the plural.
fn units(number: u32, unit: &str) -> String {
    count(u64::from(number), unit.strip_suffix('s').unwrap_or(unit))
}

fn competency(competency: Option<&String>) -> String {
    competency.map(|name| format!(" for {name}")).unwrap_or_default()
}

/// One event.
pub(super) fn sentence(event: &Event) -> String {
    match event {
        Event::Ledger(LedgerEvent::LedgerFounded { organization, .. }) => {
            format!("the ledger of {} is founded", organization.name)
        }
        Event::Ledger(LedgerEvent::ProgramAdopted { program, terms }) => {
            format!("the ledger goes by program {program}, {}", terms.title)
        }
        Event::Recipient(RecipientEvent::EpochBegun { epoch, recipients, .. }) => {
            let who = count(recipients.len() as u64, "recipient");
            format!("keys are sealed in epoch {epoch}, for {who}")
        }
        Event::Recipient(RecipientEvent::RecipientAdded {
            recipient, recovery: Some(_), ..
        }) => {
            format!("a recovery passphrase opens the keys, too ({recipient})")
        }
        Event::Recipient(RecipientEvent::RecipientAdded {
            recipient, user: Some(user), ..
        }) => {
            format!("{recipient} of {user} can open the keys")
        }
        Event::Recipient(RecipientEvent::RecipientAdded { recipient, .. }) => {
            format!("{recipient} can open the keys")
        }
        Event::Recipient(RecipientEvent::RecipientNamed { recipient, user }) => {
            format!("{recipient} is of {user}")
        }
        Event::Recipient(RecipientEvent::RecipientRemoved {
            recipient,
            user,
            keys_seen,
            contracts_seen,
            keys,
            ..
        }) => {
            let whose = user.as_ref().map(|user| format!(" of {user}")).unwrap_or_default();
            let seen = match user {
                Some(user) => format!("{user} saw {}", seen(keys_seen, contracts_seen)),
                None => "whose it was is not known".to_owned(),
            };
            format!(
                "{recipient}{whose} opens nothing any more; it could have opened {}, and {seen}",
                count(u64::from(*keys), "sealed value")
            )
        }
        Event::User(UserEvent::UserAdded { user, name, user_kind, .. }) => {
            format!("{user_kind} {user} ({name}) is added")
        }
        Event::User(UserEvent::UserUpdated { user, status: Some(status), .. }) => {
            format!("user {user} is brought up to date, and is {status}")
        }
        Event::User(UserEvent::UserUpdated { user, .. }) => {
            format!("user {user} is brought up to date")
        }
        Event::User(UserEvent::UserRenamed { user, to }) => format!("user {user} is now {to}"),
        Event::Operation(OperationEvent::OperationUndone { operation, command }) => {
            format!("operation {operation} ({command}) is undone")
        }
        Event::User(UserEvent::UserRemoved { user }) => format!("user {user} is removed"),
        Event::User(UserEvent::UserRestored { user, name, status, .. }) => {
            format!("user {user} ({name}) is restored, and is {status}")
        }
        Event::User(UserEvent::RoleGranted { user, role }) => format!("{user} is now {role}"),
        Event::User(UserEvent::RoleRevoked { user, role }) => format!("{user} is no longer {role}"),
        _ => sentence_of_benefits(event),
    }
}

fn sentence_of_benefits(event: &Event) -> String {
    match event {
        Event::Membership(MembershipEvent::MembershipPurchased {
            membership,
            offer,
            competency: name,
            anniversary,
            ..
        }) => {
            format!(
                "{membership} is {offer}{}, until its anniversary {anniversary}",
                competency(name.as_ref())
            )
        }
        Event::Membership(MembershipEvent::RefundForfeited { membership, .. }) => {
            format!("the refund of {membership} is given up")
        }
        Event::Benefit(BenefitEvent::BenefitGranted { benefit, terms, seats: made }) => {
            let unit = terms.category.unit().unwrap_or("units");
            let quantity = match terms.quantity {
                Some(Quantity::Count(number)) => format!(", {}", units(number, unit)),
                Some(Quantity::Unlimited) => format!(", unlimited {unit}"),
                None => String::new(),
            };
            let made = if made.is_empty() { String::new() } else { format!(" ({})", range(made)) };
            format!("{benefit} is {} ({}){quantity}{made}", terms.product, terms.category)
        }
        Event::Benefit(BenefitEvent::BenefitChanged {
            benefit,
            terms,
            seats_added,
            seats_ended,
        }) => {
            let unit = terms.category.unit().unwrap_or("units");
            let quantity = match terms.quantity {
                Some(Quantity::Count(number)) => units(number, unit),
                Some(Quantity::Unlimited) => format!("unlimited {unit}"),
                None => format!("no stated number of {unit}"),
            };
            let until = terms.last_day().map(|day| format!(" until {day}")).unwrap_or_default();
            format!(
                "{benefit} ({}) is now {quantity}{until}{}{}",
                terms.product,
                seats(seats_added, "more"),
                seats(seats_ended, "ended"),
            )
        }
        Event::Benefit(BenefitEvent::BenefitEnded { benefit, why }) => {
            format!("{benefit} ends: {why}")
        }
        Event::Benefit(BenefitEvent::BenefitRenewed { benefit, ends_on }) => {
            format!("{benefit} goes on until {ends_on}; what is counted by the year begins anew")
        }
        Event::Membership(MembershipEvent::MembershipRenewed {
            membership, anniversary, ..
        }) => {
            format!("{membership} is renewed, until its anniversary {anniversary}")
        }
        Event::Membership(MembershipEvent::MembershipLapsed { membership, on }) => {
            format!("{membership} lapsed on {on}")
        }
        Event::Membership(MembershipEvent::CancelRequested { membership, .. }) => {
            format!("the cancellation of {membership} is requested")
        }
        Event::Membership(MembershipEvent::CancelWithdrawn { membership }) => {
            format!("the cancellation of {membership} is withdrawn")
        }
        Event::Membership(MembershipEvent::MembershipCancelled { membership, .. }) => {
            format!("{membership} is cancelled")
        }
        Event::Gtm(GtmEvent::ContactSet { user, contact_email, .. }) => {
            format!("{user} is the marketing contact, at {contact_email}")
        }
        Event::Gtm(GtmEvent::GtmActivated { gtm, .. }) => {
            format!("the activation of {gtm} is requested")
        }
        Event::Gtm(GtmEvent::GtmConfirmed { gtm, expires, .. }) => {
            format!("{gtm} is active until {expires}")
        }
        Event::Gtm(GtmEvent::GtmGranted { gtm, name, sources, .. }) => {
            format!("{gtm} is {name} (go-to-market), from {}", sources.join(", "))
        }
        Event::Gtm(GtmEvent::GtmChanged { gtm, sources, ends_on, .. }) => {
            format!("{gtm} comes from {} until {ends_on}", sources.join(", "))
        }
        Event::Gtm(GtmEvent::GtmEnded { gtm }) => format!("{gtm} ends"),
        Event::Benefit(BenefitEvent::BenefitRemoved { benefit, seats: removed }) => {
            format!("{benefit} is removed{}", seats(removed, "with it"))
        }
        Event::Gtm(GtmEvent::GtmRestored { gtm, expires: Some(expires), .. }) => {
            format!("{gtm} is active until {expires} again")
        }
        Event::Gtm(GtmEvent::GtmRestored { gtm, requested_on: Some(day), .. }) => {
            format!("{gtm} waits again for the activation that was requested on {day}")
        }
        Event::Gtm(GtmEvent::GtmRestored { gtm, .. }) => {
            format!("the activation of {gtm} is not requested")
        }
        Event::Gtm(GtmEvent::ContactRemoved { user }) => {
            format!("{user} is no longer the marketing contact")
        }
        _ => sentence_of_units(event),
    }
}

fn sentence_of_units(event: &Event) -> String {
    match event {
        Event::Key(KeyEvent::KeysAdded { benefit, keys, .. }) => {
            let ids: Vec<KeyId> = keys.iter().map(|added| added.key).collect();
            format!("{} of {benefit} added ({})", count(keys.len() as u64, "key"), range(&ids))
        }
        Event::Key(KeyEvent::KeyRevealed { key, benefit, user, .. }) => {
            format!("{key} of {benefit} is shown and held by {user}")
        }
        Event::Key(KeyEvent::KeysExported { benefit, user, keys, .. }) => format!(
            "{} of {benefit} exported in clear by {user} ({})",
            count(keys.len() as u64, "key"),
            range(keys)
        ),
        Event::Key(KeyEvent::KeyActivated { key, machine, counted, .. }) => {
            let on = machine.as_ref().map(|name| format!(" on {name}")).unwrap_or_default();
            let counted = if *counted { "" } else { ", not counted" };
            format!("{key} is activated{on}{counted}")
        }
        Event::Key(KeyEvent::KeyReturned { key, user, .. }) => {
            format!("{key} is returned by {user}")
        }
        Event::Key(KeyEvent::KeyRetired { key, .. }) => format!("{key} is retired"),
        Event::Credit(CreditEvent::CreditAssigned { benefit, user, .. }) => {
            format!("{benefit} is assigned to {user}")
        }
        Event::Credit(CreditEvent::CreditRemoved { benefit, user }) => {
            format!("{benefit} is taken from {user}")
        }
        Event::Credit(CreditEvent::CreditTransferred { benefit, from, to, .. }) => {
            format!("{benefit} goes from {from} to {to}")
        }
        Event::Seat(SeatEvent::SeatAssigned { seat, benefit, user, .. }) => {
            format!("{seat} of {benefit} is assigned to {user}")
        }
        Event::Seat(SeatEvent::SeatUnassigned { seat, benefit, user, reassignable_from }) => {
            let from = reassignable_from
                .map(|day| format!("; another person can have it from {day}"))
                .unwrap_or_default();
            format!("{seat} of {benefit} is taken from {user}{from}")
        }
        Event::Seat(SeatEvent::SeatReassigned { seat, benefit, from, to, .. }) => {
            format!("{seat} of {benefit} goes from {from} to {to}")
        }
        Event::User(UserEvent::UserOffboarded { user, keys_seen, contracts_seen, .. }) => {
            format!("{user} is offboarded; they saw {}", seen(keys_seen, contracts_seen))
        }
        Event::Key(KeyEvent::KeysRemoved { benefit, keys }) => {
            format!("{} of {benefit} removed ({})", count(keys.len() as u64, "key"), range(keys))
        }
        Event::Key(KeyEvent::KeyRestored { key, state, user, .. }) => {
            let by = user.as_ref().map(|user| format!(" by {user}")).unwrap_or_default();
            format!("{key} is {state}{by} again")
        }
        Event::Seat(SeatEvent::SeatRestored { seat, benefit, user, assigned_on, .. }) => {
            format!("{seat} of {benefit} is held by {user} again, since {assigned_on}")
        }
        Event::Operation(OperationEvent::RowApplied { row, command, reason: None }) => {
            format!("row {row}, {command}:")
        }
        Event::Operation(OperationEvent::RowApplied { row, command, reason: Some(reason) }) => {
            format!("row {row}, {command}, because of: {reason}")
        }
        Event::Operation(OperationEvent::RowRefused(row)) => {
            format!("row {}, {}, is refused: {}", row.row, row.command, row.message)
        }
        Event::Ledger(LedgerEvent::SecretsLost { keys, contracts, epochs }) => {
            let ids = keys.iter().map(ToString::to_string);
            let ids: Vec<String> = ids.chain(contracts.iter().map(ToString::to_string)).collect();
            let mut lost = Vec::new();
            if !ids.is_empty() {
                lost.push(format!("the sealed texts of {} were lost", ids.join(", ")));
            }
            lost.extend(
                epochs.iter().map(|epoch| format!("the data key of epoch {epoch} was lost")),
            );
            lost.join("; ")
        }
        Event::Ledger(LedgerEvent::RollbackAccepted { operation, head }) => {
            format!("the ledger lacks operation {operation} ({head}), and is accepted so")
        }
        Event::Operation(OperationEvent::Warned { warning }) => format!("warned: {warning}"),
        other => sentence_of_contracts(other),
    }
}

/// What somebody was shown, who leaves.
fn seen(keys: &[KeyId], contracts: &[ContractId]) -> String {
    let keys = match keys {
        [] => "no key".to_owned(),
        keys => format!("{} ({})", count(keys.len() as u64, "key"), listed(keys)),
    };
    match contracts {
        [] => keys,
        contracts => format!("{keys}, and the IDs of {}", listed(contracts)),
    }
}

fn listed<I: Id>(ids: &[I]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn sentence_of_contracts(event: &Event) -> String {
    match event {
        Event::License(LicenseEvent::KeyRedeemed { key, benefit, tenant, mode, then, .. }) => {
            format!(
                "{key} of {benefit} is redeemed on {tenant} ({mode}): {} seats until {}",
                then.seats, then.ends_on
            )
        }
        Event::License(LicenseEvent::KeyReplaced { key, benefit, restored, .. }) => {
            let restored = if *restored { ", what it did is taken back" } else { "" };
            format!("{key} of {benefit} is given back for a replacement{restored}")
        }
        Event::Support(SupportEvent::SupportActivated { contract, benefit, .. }) => {
            format!(
                "the activation of {benefit} is requested ({contract}); its IDs come in some days"
            )
        }
        Event::Support(SupportEvent::SupportConfirmed {
            contract,
            benefit,
            starts_on,
            ends_on,
            ..
        }) => {
            format!("{contract} of {benefit} is confirmed, from {starts_on} to {ends_on}")
        }
        Event::Support(SupportEvent::IdsRevealed { contract, user, .. }) => {
            format!("the IDs of {contract} are shown to {user}")
        }
        Event::Support(SupportEvent::AccountLinked { contract, account, .. }) => {
            format!("{contract} is linked to {account}")
        }
        Event::Support(SupportEvent::IncidentOpened { incident, benefit, title, .. }) => {
            format!("{incident} is opened on {benefit}: {title}")
        }
        Event::Support(SupportEvent::IncidentClosed { incident, closed_as, returned, .. }) => {
            let returned = if *returned { ", and given back to the contract" } else { "" };
            format!("{incident} is closed as {closed_as}{returned}")
        }
        Event::Support(SupportEvent::IncidentsCounted { benefit, remaining, .. }) => {
            format!("{benefit} has {} left", count(u64::from(*remaining), "incident"))
        }
        Event::Advisory(AdvisoryEvent::AdvisoryRequested {
            advisory,
            scenario,
            hours,
            title,
            deducts,
            ..
        }) => {
            let deducts = if *deducts { "set aside" } else { "not deducted" };
            format!(
                "{advisory} is requested ({scenario}): {title}, {} {deducts}",
                count(u64::from(*hours), "hour")
            )
        }
        Event::Advisory(AdvisoryEvent::HoursLogged { advisory, hours, .. }) => {
            format!("{advisory} took {}", count(u64::from(*hours), "hour"))
        }
        Event::Support(SupportEvent::ContractRemoved { contract, benefit }) => {
            format!("the activation of {benefit} is not requested ({contract})")
        }
        Event::Support(SupportEvent::AccountUnlinked { contract, account, .. }) => {
            format!("{contract} is not linked to {account}")
        }
        Event::Support(SupportEvent::IncidentRemoved { incident, returned, .. }) => {
            let returned = if *returned { ", and given back to the contract" } else { "" };
            format!("{incident} is removed{returned}")
        }
        Event::Support(SupportEvent::IncidentRestored {
            incident, closed_as: Some(how), ..
        }) => {
            format!("{incident} is closed as {how} again")
        }
        Event::Support(SupportEvent::IncidentRestored { incident, .. }) => {
            format!("{incident} is open again")
        }
        Event::Advisory(AdvisoryEvent::AdvisoryRemoved { advisory, .. }) => {
            format!("{advisory} is removed")
        }
        Event::Advisory(AdvisoryEvent::HoursRestored { advisory, hours: Some(hours), .. }) => {
            format!("{advisory} took {} again", count(u64::from(*hours), "hour"))
        }
        Event::Advisory(AdvisoryEvent::HoursRestored { advisory, .. }) => {
            format!("the hours of {advisory} are not logged, and its estimate is set aside again")
        }
        Event::Advisory(AdvisoryEvent::HoursCounted { benefit, used, .. }) => {
            format!("{benefit} has {} used", count(u64::from(*used), "hour"))
        }
        other => other.kind().replace('-', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_in_runs_without_those_between() {
        let told = |numbers: &[u32]| {
            let ids: Vec<KeyId> = numbers.iter().map(|number| KeyId::new(*number)).collect();
            range(&ids)
        };
        assert_eq!(told(&[]), "");
        assert_eq!(told(&[7]), "K7");
        assert_eq!(told(&[22, 24]), "K22, K24");
        assert_eq!(told(&[9, 1, 2, 3, 5, 4]), "K1 to K5, K9");
        assert_eq!(told(&[1, 3, 5, 7, 9, 11, 12]), "K1, K3, K5, K7, K9 and 2 more");
    }
}
