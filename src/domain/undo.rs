//! Undo: which facts can be taken back and which cannot, who may, and what must not have been
//! touched since. How a thing is put back stands with the other rules of its noun.

mod finality;
mod subject;

use super::benefit::Origin;
use super::event::{Event, touched_operation};
use super::operation::Operation;
use super::role::Permission;

pub use finality::{Final, finality};
pub use subject::{Subject, is_another_now, subjects};

/// The facts that an operation's own command recorded: without what was due in any case and came
/// along with it, and without what only tells of the operation itself.
#[must_use]
pub fn own_events(operation: &Operation) -> &[Event] {
    own(&operation.events)
}

/// The same, of the events of an operation.
#[must_use]
pub fn own(events: &[Event]) -> &[Event] {
    if !matches!(events.first(), Some(Event::MembershipLapsed { .. })) {
        return events;
    }
    let own = events.iter().position(|event| !comes_with_a_lapse(event));
    own.map_or(&[], |at| &events[at..])
}

fn comes_with_a_lapse(event: &Event) -> bool {
    matches!(event, Event::MembershipLapsed { .. } | Event::Warned { .. })
        || follows_of_memberships(event)
}

/// Whether it follows by itself when memberships change (MEM-2, MEM-7).
fn follows_of_memberships(event: &Event) -> bool {
    match event {
        Event::BenefitGranted { terms, .. } => terms.origin == Origin::Program,
        Event::BenefitChanged { .. }
        | Event::BenefitEnded { .. }
        | Event::BenefitRenewed { .. }
        | Event::GtmGranted { .. }
        | Event::GtmChanged { .. }
        | Event::GtmEnded { .. } => true,
        _ => false,
    }
}

/// The operation that an operation undid, if that is what it did.
#[must_use]
pub fn undone_by_it(operation: &Operation) -> Option<u64> {
    operation.events.iter().find_map(Event::undoes)
}

/// What one must be allowed to take an operation back: what its own commands wanted (ROLE-13).
#[must_use]
pub fn permissions(operation: &Operation) -> Vec<Permission> {
    let mut permissions = vec![Permission::Read];
    let mut add = |permission| {
        if !permissions.contains(&permission) {
            permissions.push(permission);
        }
    };
    let imported =
        operation.command.starts_with("user import") || operation.command.starts_with("import ");
    for event in own_events(operation) {
        match permission(event) {
            // An import of the directory is no managing of single users.
            Permission::ManageUsers if imported => add(Permission::Activate),
            permission => add(permission),
        }
    }
    permissions
}

fn permission(event: &Event) -> Permission {
    match event {
        Event::UserAdded { .. }
        | Event::UserUpdated { .. }
        | Event::UserRenamed { .. }
        | Event::UserRemoved { .. }
        | Event::UserRestored { .. }
        | Event::RoleGranted { .. }
        | Event::RoleRevoked { .. } => Permission::ManageUsers,
        Event::UserOffboarded { .. } => Permission::Offboard,
        Event::SeatAssigned { .. }
        | Event::SeatUnassigned { .. }
        | Event::SeatReassigned { .. }
        | Event::SeatRestored { .. }
        | Event::CreditAssigned { .. }
        | Event::CreditRemoved { .. }
        | Event::CreditTransferred { .. } => Permission::Assign,
        Event::IncidentOpened { customer: Some(_), .. } => Permission::ActForCustomers,
        Event::IncidentOpened { .. }
        | Event::IncidentClosed { .. }
        | Event::IncidentRemoved { .. }
        | Event::IncidentRestored { .. }
        | Event::AccountLinked { .. }
        | Event::AccountUnlinked { .. }
        | Event::IdsRevealed { .. }
        | Event::AdvisoryRequested { .. }
        | Event::AdvisoryRemoved { .. }
        | Event::HoursLogged { .. }
        | Event::HoursRestored { .. }
        | Event::OperationUndone { .. }
        | Event::RowApplied { .. }
        | Event::RowRefused(_)
        | Event::Warned { .. } => Permission::Read,
        Event::CancelRequested { .. }
        | Event::CancelWithdrawn { .. }
        | Event::MembershipCancelled { .. } => Permission::Cancel,
        Event::MembershipPurchased { .. } | Event::MembershipRenewed { .. } => Permission::Purchase,
        _ => Permission::Activate,
    }
}

/// Whether it is about benefits, which Partner Membership Center forbids to act on (MEM-4).
#[must_use]
pub fn acts_on_benefits(event: &Event) -> bool {
    let told_only = !event.is_change() || matches!(event, Event::OperationUndone { .. });
    !told_only && !matches!(permission(event), Permission::ManageUsers | Permission::Offboard)
}

/// Whether what it was before must be learned from the log before it; the fact itself does not
/// tell.
#[must_use]
pub fn hides_what_was_before(event: &Event) -> bool {
    matches!(
        event,
        Event::UserUpdated { .. }
            | Event::UserOffboarded { .. }
            | Event::UserRestored { .. }
            | Event::SeatUnassigned { .. }
            | Event::SeatReassigned { .. }
            | Event::SeatRestored { .. }
            | Event::CreditRemoved { .. }
            | Event::KeyReturned { .. }
            | Event::KeyRetired { .. }
            | Event::KeyActivated { .. }
            | Event::KeyRestored { .. }
            | Event::IncidentClosed { .. }
            | Event::IncidentRestored { .. }
            | Event::HoursLogged { .. }
            | Event::HoursRestored { .. }
            | Event::GtmActivated { .. }
            | Event::GtmConfirmed { .. }
            | Event::GtmRestored { .. }
            | Event::ContactSet { .. }
    )
}

/// Where the log notes that an operation was undone.
#[must_use]
pub fn noted_as_undone(operation: u64) -> String {
    touched_operation(operation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::benefit::{Category, EndedBy, Origin};
    use crate::domain::id::{
        BenefitId, ContractId, GtmId, Id as _, IncidentId, KeyId, MembershipId, SeatId,
    };
    use crate::domain::membership::rules::tests::day;
    use crate::domain::moment::Clock;
    use crate::domain::role::Role;
    use crate::domain::user::Email;

    const ON: &str = "2026-06-01";

    fn email(local: &str) -> Email {
        format!("{local}@contoso.com").parse().unwrap()
    }

    fn operation(command: &str, events: Vec<Event>) -> Operation {
        Operation {
            seq: 7,
            op_id: String::new(),
            recorded_at: day(ON).and_hms_opt(12, 0, 0).unwrap().and_utc(),
            clock: Clock::System,
            on: day(ON),
            actor: String::new(),
            os_user: String::new(),
            host: String::new(),
            command: command.to_owned(),
            request: String::new(),
            reason: None,
            program: String::new(),
            mpn_version: String::new(),
            prev: String::new(),
            hash: String::new(),
            events,
        }
    }

    fn assigned(seat: u32, user: &str) -> Event {
        let benefit = BenefitId::new(1);
        Event::SeatAssigned { seat: SeatId::new(seat), benefit, user: email(user), on: day(ON) }
    }

    fn granted(user: &str, role: Role) -> Event {
        Event::RoleGranted { user: email(user), role }
    }

    #[test]
    fn what_lapsed_along_is_not_the_operations_own() {
        let membership = MembershipId::new(1);
        let benefit = BenefitId::new(1);
        let lapsed = Event::MembershipLapsed { membership, on: day(ON) };
        let ended = Event::BenefitEnded { benefit, why: EndedBy::Lapsed };
        let warned = Event::Warned { warning: "…".to_owned() };
        let own = [assigned(1, "bo"), ended.clone()];
        let along = [lapsed, ended, warned];
        let all = operation("vs assign", [along.as_slice(), own.as_slice()].concat());
        assert_eq!(own_events(&all), own);
        assert_eq!(own_events(&operation("vs assign", own.to_vec())), own);
        assert_eq!(own_events(&operation("vs assign", along.to_vec())), []);
    }

    #[test]
    fn what_was_shown_paid_or_founded_has_no_way_back_and_says_what_to_do() {
        let (key, benefit, on) = (KeyId::new(3), BenefitId::new(1), day(ON));
        let user = email("bo");
        let shown = Event::KeyRevealed { key, benefit, user, language: None, os: None, on };
        assert_eq!(finality(&shown).unwrap().instead, "mpn software return K3");
        let forfeited = Event::RefundForfeited { membership: MembershipId::new(2), on };
        assert_eq!(finality(&forfeited).unwrap().rule, Some("CAN-1"));
        let removed = Event::KeysRemoved { benefit, keys: vec![key] };
        assert!(finality(&removed).unwrap().why.contains("gone"));
        assert_eq!(finality(&assigned(1, "bo")), None);
    }

    fn touches(subject: &Subject, event: &Event) -> bool {
        subject.is_touched_by(event)
    }

    #[test]
    fn a_thing_is_touched_by_what_tells_of_it_and_by_nothing_beside_it() {
        let seat = Subject::Seat(SeatId::new(1));
        assert!(touches(&seat, &assigned(1, "bo")));
        assert!(!touches(&seat, &assigned(2, "bo")));
        assert!(touches(&Subject::User(email("bo")), &assigned(2, "bo")));
        let profile = Subject::Profile(email("bo"));
        assert!(!touches(&profile, &assigned(2, "bo")));
        let role = Subject::Role(email("bo"), Role::AdminAgent);
        assert!(touches(&role, &granted("bo", Role::AdminAgent)));
        assert!(!touches(&role, &granted("bo", Role::BillingAdmin)));
        let renamed = Event::UserRenamed { user: email("bo"), to: email("bob") };
        for subject in [profile, role, Subject::Credit(BenefitId::new(1), email("bo"))] {
            assert!(touches(&subject, &renamed), "{subject:?}");
        }
        assert!(!touches(&seat, &renamed), "a seat knows its holder by any name");
    }

    #[test]
    fn a_count_is_touched_by_another_count_and_by_what_it_counts() {
        let (incident, contract) = (IncidentId::new(1), ContractId::new(1));
        let benefit = BenefitId::new(1);
        let removed = |returned| Event::IncidentRemoved { incident, contract, benefit, returned };
        assert!(touches(&Subject::Balance(benefit), &removed(true)));
        assert!(!touches(&Subject::Balance(benefit), &removed(false)));
        assert!(!touches(&Subject::Count(benefit), &removed(true)));
        let on = day(ON);
        let counted = Event::IncidentsCounted {
            contract,
            benefit,
            remaining: 1,
            used: 4,
            used_before: 0,
            on,
        };
        assert!(touches(&Subject::Count(benefit), &counted));
        assert!(!touches(&Subject::Count(BenefitId::new(2)), &counted));
        let renewed = Event::BenefitRenewed { benefit, ends_on: on };
        assert!(touches(&Subject::Term(benefit), &renewed));
        assert!(!touches(&Subject::Count(benefit), &renewed));
    }

    #[test]
    fn it_takes_what_the_operation_took() {
        let wanted = |command: &str, events: Vec<Event>| permissions(&operation(command, events));
        let read = Permission::Read;
        assert_eq!(wanted("vs assign", vec![assigned(1, "bo")]), [read, Permission::Assign]);
        assert_eq!(
            wanted("apply", vec![assigned(1, "bo"), granted("bo", Role::AdminAgent)]),
            [read, Permission::Assign, Permission::ManageUsers]
        );
        let gone = Event::UserRemoved { user: email("bo") };
        assert_eq!(wanted("user add", vec![gone.clone()]), [read, Permission::ManageUsers]);
        assert_eq!(wanted("user import entra", vec![gone]), [read, Permission::Activate]);
        let told = Event::Warned { warning: String::new() };
        assert_eq!(wanted("vs assign", vec![told]), [read]);
    }

    #[test]
    fn it_takes_the_role_of_each_kind_of_fact() {
        let (benefit, contract) = (BenefitId::new(1), ContractId::new(1));
        let (membership, on) = (MembershipId::new(1), day(ON));
        let opened = |customer: Option<&str>| Event::IncidentOpened {
            incident: IncidentId::new(1),
            contract,
            benefit,
            plan: String::new(),
            title: String::new(),
            account: None,
            customer: customer.map(str::to_owned),
            product: None,
            version: None,
            on,
        };
        let left = Event::UserOffboarded {
            user: email("bo"),
            keys_seen: Vec::new(),
            contracts_seen: Vec::new(),
            to_transfer: Vec::new(),
            on,
        };
        for (event, wanted) in [
            (left, Permission::Offboard),
            (opened(Some("Fabrikam")), Permission::ActForCustomers),
            (opened(None), Permission::Read),
            (Event::CancelWithdrawn { membership }, Permission::Cancel),
            (
                Event::GtmRestored { gtm: GtmId::new(1), requested_on: None, expires: None },
                Permission::Activate,
            ),
        ] {
            assert_eq!(permission(&event), wanted, "{event:?}");
        }
    }

    #[test]
    fn what_a_lapse_grants_comes_along_and_what_somebody_grants_does_not() {
        let granted = |origin| {
            let mut terms =
                crate::domain::benefit::rules::tests::benefit(Category::Software, None).terms;
            terms.origin = origin;
            let (benefit, seats) = (BenefitId::new(1), Vec::new());
            Event::BenefitGranted { benefit, terms: Box::new(terms), seats }
        };
        let lapsed = Event::MembershipLapsed { membership: MembershipId::new(1), on: day(ON) };
        let own = granted(Origin::Grant);
        let all = vec![lapsed, granted(Origin::Program), own.clone(), granted(Origin::Program)];
        assert_eq!(own_events(&operation("benefits grant", all))[0], own);
    }

    #[test]
    fn people_are_managed_where_benefits_are_not() {
        let gone = Event::UserRemoved { user: email("bo") };
        assert!(!acts_on_benefits(&gone));
        assert!(!acts_on_benefits(&granted("bo", Role::AdminAgent)));
        assert!(!acts_on_benefits(&Event::Warned { warning: String::new() }));
        let undone = Event::OperationUndone { operation: 2, command: String::new() };
        assert!(!acts_on_benefits(&undone));
        assert!(acts_on_benefits(&assigned(1, "bo")));
    }

    #[test]
    fn credit_accounts_and_the_contact_are_touched_by_what_moves_them() {
        let (one, other, on) = (BenefitId::new(1), BenefitId::new(2), day(ON));
        let moved =
            |benefit| Event::CreditTransferred { benefit, from: email("bo"), to: email("cy"), on };
        for holder in ["bo", "cy"] {
            assert!(touches(&Subject::Credit(one, email(holder)), &moved(one)), "{holder}");
            assert!(!touches(&Subject::Credit(one, email(holder)), &moved(other)), "{holder}");
        }
        assert!(!touches(&Subject::Credit(one, email("ann")), &moved(one)));
        let taken = |benefit, user: &str| Event::CreditRemoved { benefit, user: email(user) };
        assert!(touches(&Subject::Credit(one, email("bo")), &taken(one, "bo")));
        assert!(!touches(&Subject::Credit(one, email("bo")), &taken(other, "bo")));
        assert!(!touches(&Subject::Credit(one, email("bo")), &taken(one, "cy")));
        let (first, second) = (ContractId::new(1), ContractId::new(2));
        let unlinked = |contract, account: &str| Event::AccountUnlinked {
            contract,
            benefit: one,
            account: email(account),
        };
        let account = Subject::Account(first, email("bo"));
        assert!(touches(&account, &unlinked(first, "bo")));
        assert!(!touches(&account, &unlinked(second, "bo")));
        assert!(!touches(&account, &unlinked(first, "cy")));
        let contact = Subject::Contact(email("bo"));
        assert!(touches(&contact, &Event::ContactRemoved { user: email("cy") }));
        assert!(!touches(&contact, &assigned(1, "bo")));
    }

    #[test]
    fn a_person_is_another_when_renamed_or_removed() {
        let renamed =
            |from: &str, to: &str| Event::UserRenamed { user: email(from), to: email(to) };
        assert!(is_another_now(&email("bo"), &renamed("bo", "bob")));
        assert!(is_another_now(&email("bo"), &renamed("robert", "bo")));
        assert!(!is_another_now(&email("bo"), &renamed("cy", "cyril")));
        assert!(is_another_now(&email("bo"), &Event::UserRemoved { user: email("bo") }));
        assert!(!is_another_now(&email("bo"), &Event::UserRemoved { user: email("cy") }));
    }

    #[test]
    fn each_fact_without_a_way_back_says_its_own_instead() {
        let (benefit, on) = (BenefitId::new(1), day(ON));
        let recipient = "age1qq".to_owned();
        let epoch = Event::EpochBegun { epoch: 2, recipients: Vec::new(), data_key: None };
        let (user, recovery) = (None, None);
        let added = Event::RecipientAdded { recipient: recipient.clone(), user, recovery, on };
        let removed = Event::RecipientRemoved {
            recipient: recipient.clone(),
            user: None,
            keys_seen: Vec::new(),
            contracts_seen: Vec::new(),
            keys: 0,
            on,
        };
        let named = Event::RecipientNamed { recipient, user: email("bo") };
        let lost =
            Event::SecretsLost { keys: Vec::new(), contracts: Vec::new(), epochs: Vec::new() };
        let hours = Event::HoursCounted { benefit, used: 8, used_before: 0, on };
        let lapsed = Event::MembershipLapsed { membership: MembershipId::new(1), on };
        let exported =
            Event::KeysExported { benefit, user: email("bo"), keys: vec![KeyId::new(1)], on };
        for (event, instead) in [
            (epoch, "mpn seal rotate"),
            (added, "mpn seal remove 'age1qq'"),
            (removed, "mpn seal add 'age1qq'"),
            (named, "mpn seal add 'age1qq' --user EMAIL"),
            (lost, "mpn ledger restore FILE"),
            (hours, "mpn advisory log"),
            (lapsed, "mpn membership purchase"),
            (exported, "mpn "),
        ] {
            let told = finality(&event).unwrap();
            assert!(told.instead.starts_with(instead), "{}: {}", event.kind(), told.instead);
            assert!(!told.why.contains("has no way back"), "{}: {}", event.kind(), told.why);
        }
        let forgotten = Event::Warned { warning: String::new() };
        assert!(finality(&forgotten).unwrap().why.contains("has no way back"));
    }
}
