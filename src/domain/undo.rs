//! Undo: what of an operation is taken back, and who may do so. What an undo has to know of each
//! fact, its noun says; how a thing is put back stands with the other rules of its noun.

use super::event::Event;
use super::fact::{Subject, WayBack};
use super::operation::Operation;
use super::role::Permission;
use super::user::Email;

/// The operation that an operation undid, if that is what it did.
#[must_use]
pub fn undone_by_it(operation: &Operation) -> Option<u64> {
    operation.events.iter().find_map(Event::undoes)
}

/// What one must be allowed to take an operation back: what its own commands wanted (ROLE-13).
#[must_use]
pub fn permissions(operation: &Operation) -> Vec<Permission> {
    let mut permissions = vec![Permission::Read];
    let imported =
        operation.command.starts_with("user import") || operation.command.starts_with("import ");
    for event in &operation.events {
        let mut permission = event.fact().undoing().permission;
        // An import of the directory is no managing of single users.
        if imported && permission == Permission::ManageUsers {
            permission = Permission::Activate;
        }
        if !permissions.contains(&permission) {
            permissions.push(permission);
        }
    }
    permissions
}

/// Whether there is anything to take back of it, or to say why it cannot be.
#[must_use]
pub fn is_taken_back(event: &Event) -> bool {
    event.fact().undoing().way_back != WayBack::Beside
}

/// Whether it is about benefits, which Partner Membership Center forbids to act on (MEM-4): not
/// what is said of users, or of the organization.
#[must_use]
pub fn acts_on_benefits(event: &Event) -> bool {
    let undoing = event.fact().undoing();
    undoing.way_back != WayBack::Beside
        && !matches!(event, Event::Organization(_))
        && !matches!(undoing.permission, Permission::ManageUsers | Permission::Offboard)
}

/// Whether what it was before must be learned from the log before it; the fact itself does not
/// tell.
#[must_use]
pub fn hides_what_was_before(event: &Event) -> bool {
    event.fact().undoing().way_back == WayBack::Hidden
}

/// Whether the user of that email is called otherwise since, or is somebody else.
#[must_use]
pub fn is_another_now(email: &Email, event: &Event) -> bool {
    event.fact().undoing().moves.contains(&Subject::Person(email.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::benefit::rules::tests::benefit;
    use crate::domain::benefit::{Category, Own};
    use crate::domain::event::{
        AdvisoryEvent, BenefitEvent, CreditEvent, GtmEvent, KeyEvent, LedgerEvent, MembershipEvent,
        OperationEvent, RecipientEvent, SeatEvent, SupportEvent, UserEvent,
    };
    use crate::domain::fact::{CountsFrom, Final};
    use crate::domain::id::{
        BenefitId, ContractId, GtmId, Id as _, IncidentId, KeyId, MembershipId, SeatId,
    };
    use crate::domain::membership::rules::tests::day;
    use crate::domain::moment::Clock;
    use crate::domain::role::Role;
    use crate::domain::support::ClosedAs;
    use crate::domain::support::{PRODUCT_SUPPORT, SIGNATURE_CLOUD};
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
        Event::Seat(SeatEvent::SeatAssigned {
            seat: SeatId::new(seat),
            benefit,
            level: "enterprise".to_owned(),
            user: email(user),
            on: day(ON),
        })
    }

    fn granted(user: &str, role: Role) -> Event {
        Event::User(UserEvent::RoleGranted { user: email(user), role })
    }

    #[test]
    fn what_was_shown_paid_or_founded_has_no_way_back_and_says_what_to_do() {
        let (key, benefit, on) = (KeyId::new(3), BenefitId::new(1), day(ON));
        let user = email("bo");
        let shown = Event::Key(KeyEvent::KeyRevealed {
            key,
            benefit,
            user,
            language: None,
            os: None,
            on,
            again: false,
        });
        assert_eq!(finality(&shown).unwrap().instead, "mpn software return K3");
        let forfeited = Event::Membership(MembershipEvent::RefundForfeited {
            membership: MembershipId::new(2),
            on,
        });
        assert_eq!(finality(&forfeited).unwrap().rule, Some("CAN-1"));
        let removed = Event::Key(KeyEvent::KeysRemoved { benefit, keys: vec![key] });
        assert!(finality(&removed).unwrap().why.contains("gone"));
        assert_eq!(finality(&assigned(1, "bo")), None);
    }

    fn touches(subject: &Subject, event: &Event) -> bool {
        subject.is_touched_by(event.fact())
    }

    fn finality(event: &Event) -> Option<Final> {
        match event.fact().undoing().way_back {
            WayBack::Never(fact) => Some(fact),
            _ => None,
        }
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
        let renamed = Event::User(UserEvent::UserRenamed { user: email("bo"), to: email("bob") });
        for subject in [profile, role, Subject::Credit(BenefitId::new(1), email("bo"))] {
            assert!(touches(&subject, &renamed), "{subject:?}");
        }
        assert!(!touches(&seat, &renamed), "a seat knows its holder by any name");
    }

    #[test]
    fn a_count_is_touched_by_another_count_and_by_what_it_counts() {
        let (incident, contract) = (IncidentId::new(1), ContractId::new(1));
        let benefit = BenefitId::new(1);
        let on = day(ON);
        let closed = |closed_as, returned| {
            Event::Support(SupportEvent::IncidentClosed {
                incident,
                contract,
                benefit,
                closed_as,
                returned,
                on,
            })
        };
        assert!(touches(&Subject::Balance(benefit), &closed(ClosedAs::Bug, true)));
        assert!(!touches(&Subject::Balance(benefit), &closed(ClosedAs::Solved, false)));
        assert!(!touches(&Subject::Count(benefit), &closed(ClosedAs::Bug, true)));
        let counted = Event::Support(SupportEvent::IncidentsCounted {
            contract,
            benefit,
            remaining: 1,
            used: 4,
            used_before: 0,
            on,
        });
        assert!(touches(&Subject::Count(benefit), &counted));
        assert!(!touches(&Subject::Count(BenefitId::new(2)), &counted));
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
        let gone = Event::User(UserEvent::UserRemoved { user: email("bo") });
        assert_eq!(wanted("user add", vec![gone.clone()]), [read, Permission::ManageUsers]);
        assert_eq!(wanted("user import entra", vec![gone]), [read, Permission::Activate]);
        let told = Event::Operation(OperationEvent::Warned { warning: String::new() });
        assert_eq!(wanted("vs assign", vec![told]), [read]);
    }

    #[test]
    fn it_takes_the_role_of_each_kind_of_fact() {
        let (benefit, contract) = (BenefitId::new(1), ContractId::new(1));
        let (membership, on) = (MembershipId::new(1), day(ON));
        let opened = |plan: &str, customer: Option<&str>| {
            Event::Support(SupportEvent::IncidentOpened {
                incident: IncidentId::new(1),
                contract,
                benefit,
                plan: plan.to_owned(),
                title: String::new(),
                account: None,
                customer: customer.map(str::to_owned),
                product: None,
                version: None,
                on,
            })
        };
        let left = Event::User(UserEvent::UserOffboarded {
            user: email("bo"),
            keys_seen: Vec::new(),
            contracts_seen: Vec::new(),
            to_transfer: Vec::new(),
            on,
        });
        for (event, wanted) in [
            (left, Permission::Offboard),
            (opened(SIGNATURE_CLOUD, Some("Fabrikam")), Permission::ActForCustomers),
            (opened(PRODUCT_SUPPORT, Some("Fabrikam")), Permission::Read),
            (opened(SIGNATURE_CLOUD, None), Permission::Read),
            (
                Event::Membership(MembershipEvent::CancelWithdrawn { membership, on }),
                Permission::Cancel,
            ),
            (
                Event::Gtm(GtmEvent::GtmRestored {
                    gtm: GtmId::new(1),
                    requested_on: None,
                    expires: None,
                }),
                Permission::Activate,
            ),
        ] {
            assert_eq!(event.fact().undoing().permission, wanted, "{event:?}");
        }
    }

    #[test]
    fn what_somebody_grants_stands_in_the_way_and_what_a_program_brings_does_not() {
        let id = BenefitId::new(1);
        let granted = |own: Option<Own>| {
            let line = benefit(Category::Software, None).line;
            Event::Benefit(BenefitEvent::BenefitGranted {
                benefit: id,
                line,
                own: own.map(Box::new),
            })
        };
        let moved = |event: &Event| event.fact().undoing().moves;
        assert_eq!(moved(&granted(Some(Own::default()))), [Subject::Benefit(id)]);
        // No date makes a benefit, and no date of a benefit is taken back with its purchase.
        assert_eq!(moved(&granted(None)), []);
        assert_eq!(granted(None).fact().counts_from(), CountsFrom::Ever);
    }

    #[test]
    fn people_are_managed_where_benefits_are_not() {
        let gone = Event::User(UserEvent::UserRemoved { user: email("bo") });
        assert!(!acts_on_benefits(&gone));
        assert!(!acts_on_benefits(&granted("bo", Role::AdminAgent)));
        assert!(!acts_on_benefits(&Event::Operation(OperationEvent::Warned {
            warning: String::new()
        })));
        let undone = Event::Operation(OperationEvent::OperationUndone {
            operation: 2,
            command: String::new(),
        });
        assert!(!acts_on_benefits(&undone));
        assert!(acts_on_benefits(&assigned(1, "bo")));
    }

    #[test]
    fn credit_accounts_and_the_contact_are_touched_by_what_moves_them() {
        let (one, other, on) = (BenefitId::new(1), BenefitId::new(2), day(ON));
        let moved = |benefit| {
            Event::Credit(CreditEvent::CreditTransferred {
                benefit,
                from: email("bo"),
                to: email("cy"),
                on,
            })
        };
        for holder in ["bo", "cy"] {
            assert!(touches(&Subject::Credit(one, email(holder)), &moved(one)), "{holder}");
            assert!(!touches(&Subject::Credit(one, email(holder)), &moved(other)), "{holder}");
        }
        assert!(!touches(&Subject::Credit(one, email("ann")), &moved(one)));
        let taken = |benefit, user: &str| {
            Event::Credit(CreditEvent::CreditRemoved { benefit, user: email(user), on })
        };
        assert!(touches(&Subject::Credit(one, email("bo")), &taken(one, "bo")));
        assert!(!touches(&Subject::Credit(one, email("bo")), &taken(other, "bo")));
        assert!(!touches(&Subject::Credit(one, email("bo")), &taken(one, "cy")));
        let (first, second) = (ContractId::new(1), ContractId::new(2));
        let unlinked = |contract, account: &str| {
            Event::Support(SupportEvent::AccountUnlinked {
                contract,
                benefit: one,
                account: email(account),
            })
        };
        let account = Subject::Account(first, email("bo"));
        assert!(touches(&account, &unlinked(first, "bo")));
        assert!(!touches(&account, &unlinked(second, "bo")));
        assert!(!touches(&account, &unlinked(first, "cy")));
        let contact = Subject::Contact(email("bo"));
        assert!(touches(&contact, &Event::Gtm(GtmEvent::ContactRemoved { user: email("cy") })));
        assert!(!touches(&contact, &assigned(1, "bo")));
    }

    #[test]
    fn a_person_is_another_when_renamed_or_removed() {
        let renamed = |from: &str, to: &str| {
            Event::User(UserEvent::UserRenamed { user: email(from), to: email(to) })
        };
        assert!(is_another_now(&email("bo"), &renamed("bo", "bob")));
        assert!(is_another_now(&email("bo"), &renamed("robert", "bo")));
        assert!(!is_another_now(&email("bo"), &renamed("cy", "cyril")));
        assert!(is_another_now(
            &email("bo"),
            &Event::User(UserEvent::UserRemoved { user: email("bo") })
        ));
        assert!(!is_another_now(
            &email("bo"),
            &Event::User(UserEvent::UserRemoved { user: email("cy") })
        ));
    }

    #[test]
    fn each_fact_without_a_way_back_says_its_own_instead() {
        let (benefit, on) = (BenefitId::new(1), day(ON));
        let recipient = "age1qq".to_owned();
        let epoch = Event::Recipient(RecipientEvent::EpochBegun {
            epoch: 2,
            recipients: Vec::new(),
            data_key: String::new(),
        });
        let (user, recovery) = (None, None);
        let added = Event::Recipient(RecipientEvent::RecipientAdded {
            recipient: recipient.clone(),
            user,
            recovery,
            on,
        });
        let removed = Event::Recipient(RecipientEvent::RecipientRemoved {
            recipient: recipient.clone(),
            user: None,
            keys_seen: Vec::new(),
            contracts_seen: Vec::new(),
            keys: 0,
            on,
        });
        let named =
            Event::Recipient(RecipientEvent::RecipientNamed { recipient, user: email("bo") });
        let lost = Event::Ledger(LedgerEvent::SecretsLost {
            keys: Vec::new(),
            contracts: Vec::new(),
            epochs: Vec::new(),
            recoveries: Vec::new(),
            people: Vec::new(),
            texts: Vec::new(),
            pepper: None,
        });
        let hours =
            Event::Advisory(AdvisoryEvent::HoursCounted { benefit, used: 8, used_before: 0, on });
        let renewed = Event::Membership(MembershipEvent::MembershipRenewed {
            membership: MembershipId::new(1),
            anniversary_before: on,
            anniversary: on,
            renewable_until: on,
            on,
        });
        let exported = Event::Key(KeyEvent::KeysExported {
            benefit,
            user: email("bo"),
            keys: vec![KeyId::new(1)],
            on,
        });
        for (event, instead) in [
            (epoch, "mpn seal rotate"),
            (added, "mpn seal remove age1qq"),
            (removed, "mpn seal add age1qq"),
            (named, "mpn seal add age1qq --user EMAIL"),
            (lost, "mpn ledger restore FILE"),
            (hours, "mpn advisory log"),
            (renewed, "mpn membership show M1"),
            (exported, "mpn "),
        ] {
            let told = finality(&event).unwrap();
            assert!(told.instead.starts_with(instead), "{}: {}", event.kind(), told.instead);
            assert!(!told.why.contains("has no way back"), "{}: {}", event.kind(), told.why);
        }
        let told = Event::Operation(OperationEvent::Warned { warning: String::new() });
        assert_eq!(told.fact().undoing().way_back, WayBack::Beside);
    }
}
