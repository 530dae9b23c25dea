//! Undo: which facts can be taken back and which cannot, who may, and what must not have been
//! touched since. How a thing is put back stands with the other rules of its noun.

use super::benefit::Origin;
use super::event::{Event, touched_operation};
use super::id::{
    AdvisoryId, BenefitId, ContractId, GtmId, IncidentId, KeyId, MembershipId, SeatId,
};
use super::operation::Operation;
use super::role::{Permission, Role};
use super::user::Email;

/// The facts that an operation's own command recorded: without what was due in any case and came
/// along with it, and without what only tells of the operation itself.
#[must_use]
pub fn own_events(operation: &Operation) -> &[Event] {
    let events = operation.events.as_slice();
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

/// Why a fact cannot be taken back, and what can be done instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Final {
    pub why: String,
    /// A command that can be typed, or what comes nearest to one.
    pub instead: String,
    pub rule: Option<&'static str>,
}

/// Why a fact cannot be taken back; `None` when it can, as far as the fact itself goes.
#[must_use]
pub fn finality(event: &Event) -> Option<Final> {
    of_the_ledger(event).or_else(|| of_memberships(event)).or_else(|| of_secrets(event)).or_else(
        || {
            // Nobody has said yet how another fact is taken back.
            (!has_a_way_back(event)).then(|| Final {
                why: format!("what it did ({}) has no way back", event.kind()),
                instead: "mpn history list".to_owned(),
                rule: None,
            })
        },
    )
}

fn of_the_ledger(event: &Event) -> Option<Final> {
    let (why, instead) = match event {
        Event::LedgerFounded { .. } => (
            "it founded the ledger".to_owned(),
            "mpn init --ledger PATH begins another ledger".to_owned(),
        ),
        Event::ProgramAdopted { program, .. } => (
            format!("the rules of {program} were in force since"),
            "mpn catalog use FILE takes the earlier rules into use again".to_owned(),
        ),
        Event::EpochBegun { epoch, .. } => (
            format!("keys are sealed in epoch {epoch} since"),
            "mpn ledger info tells of the ledger as it is".to_owned(),
        ),
        Event::KeysRemoved { benefit, .. } => (
            format!("the text of the keys of {benefit} is gone"),
            format!("mpn software add-keys {benefit} FILE, or mpn license add-keys"),
        ),
        Event::HoursCounted { benefit, .. } => (
            format!("it took down what was used of {benefit} before there was a ledger"),
            "mpn advisory log REQUEST --hours N".to_owned(),
        ),
        _ => return None,
    };
    Some(Final { why, instead, rule: None })
}

fn of_memberships(event: &Event) -> Option<Final> {
    let (why, instead, rule) = match event {
        Event::MembershipPurchased { membership, .. } => (
            format!("{membership} was purchased, which only a refund takes back"),
            format!("mpn cancel {membership}"),
            "CAN-1",
        ),
        Event::MembershipRenewed { membership, .. } => (
            format!("{membership} was renewed, and its new term stands beside the old"),
            format!("mpn membership show {membership}"),
            "MEM-6",
        ),
        Event::MembershipCancelled { membership, .. } => (
            format!("{membership} was given back"),
            "mpn membership purchase OFFER".to_owned(),
            "CAN-2",
        ),
        Event::MembershipLapsed { membership, .. } => {
            (format!("{membership} lapsed"), "mpn membership purchase OFFER".to_owned(), "MEM-5")
        }
        Event::RefundForfeited { membership, .. } => (
            format!("the refund of {membership} was given up, and stays so"),
            format!("mpn cancel {membership} --check"),
            "CAN-1",
        ),
        _ => return None,
    };
    Some(Final { why, instead, rule: Some(rule) })
}

fn of_secrets(event: &Event) -> Option<Final> {
    let (why, instead, rule) = match event {
        Event::KeyRevealed { key, user, .. } => (
            format!("{key} was shown, and {user} knows it since"),
            format!("mpn software return {key}"),
            "SW-3",
        ),
        Event::KeyRedeemed { key, .. } => (
            format!("{key} was redeemed, which is done once"),
            format!("mpn license replace {key}"),
            "LIC-2",
        ),
        Event::KeyReplaced { key, .. } => (
            format!("{key} was given back for a replacement, which is done once"),
            "mpn license list".to_owned(),
            "LIC-7",
        ),
        Event::IdsRevealed { contract, user, .. } => (
            format!("the IDs of {contract} were shown, and {user} knows them since"),
            format!("mpn support confirm {contract} FILE, once there are new ones"),
            "SUP-12",
        ),
        Event::SupportConfirmed { contract, .. } => (
            format!("the IDs of {contract} took the place of what was there"),
            format!("mpn support confirm {contract} FILE, with the right IDs"),
            "SUP-4",
        ),
        _ => return None,
    };
    Some(Final { why, instead, rule: Some(rule) })
}

/// Whether it is known how the fact is taken back. What follows of memberships by itself is told
/// by the purchase or renewal beside it.
fn has_a_way_back(event: &Event) -> bool {
    matches!(
        event,
        Event::UserAdded { .. }
            | Event::UserUpdated { .. }
            | Event::UserRenamed { .. }
            | Event::UserRemoved { .. }
            | Event::UserRestored { .. }
            | Event::UserOffboarded { .. }
            | Event::RoleGranted { .. }
            | Event::RoleRevoked { .. }
            | Event::CancelRequested { .. }
            | Event::CancelWithdrawn { .. }
            | Event::BenefitGranted { .. }
            | Event::BenefitChanged { .. }
            | Event::BenefitEnded { .. }
            | Event::BenefitRenewed { .. }
            | Event::BenefitRemoved { .. }
            | Event::GtmGranted { .. }
            | Event::GtmChanged { .. }
            | Event::GtmEnded { .. }
            | Event::GtmActivated { .. }
            | Event::GtmConfirmed { .. }
            | Event::GtmRestored { .. }
            | Event::ContactSet { .. }
            | Event::ContactRemoved { .. }
            | Event::KeysAdded { .. }
            | Event::KeyActivated { .. }
            | Event::KeyReturned { .. }
            | Event::KeyRetired { .. }
            | Event::KeyRestored { .. }
            | Event::SupportActivated { .. }
            | Event::ContractRemoved { .. }
            | Event::AccountLinked { .. }
            | Event::AccountUnlinked { .. }
            | Event::IncidentOpened { .. }
            | Event::IncidentClosed { .. }
            | Event::IncidentRemoved { .. }
            | Event::IncidentRestored { .. }
            | Event::IncidentsCounted { .. }
            | Event::AdvisoryRequested { .. }
            | Event::AdvisoryRemoved { .. }
            | Event::HoursLogged { .. }
            | Event::HoursRestored { .. }
            | Event::CreditAssigned { .. }
            | Event::CreditRemoved { .. }
            | Event::CreditTransferred { .. }
            | Event::SeatAssigned { .. }
            | Event::SeatUnassigned { .. }
            | Event::SeatReassigned { .. }
            | Event::SeatRestored { .. }
    )
}

/// What a fact is about, as narrowly as it can be said: nothing else that is touched later stands
/// in the way of taking it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A user and all that is told of them.
    User(Email),
    /// What is known of a user: name, country, side, offers, status.
    Profile(Email),
    Role(Email, Role),
    Seat(SeatId),
    Key(KeyId),
    /// The credit of one user.
    Credit(BenefitId, Email),
    /// The link of a contract to an account.
    Account(ContractId, Email),
    Contract(ContractId),
    Incident(IncidentId),
    /// How many incidents are used, as a number that was told.
    Count(BenefitId),
    /// How many incidents are used, whoever changed it.
    Balance(BenefitId),
    /// The year in which incidents and hours are counted.
    Term(BenefitId),
    Advisory(AdvisoryId),
    Gtm(GtmId),
    /// The marketing contact, who is this user.
    Contact(Email),
    /// The cancellation of a membership.
    Cancellation(MembershipId),
    Benefit(BenefitId),
}

/// What a fact is about.
#[must_use]
pub fn subjects(event: &Event) -> Vec<Subject> {
    match event {
        Event::UserAdded { user, .. } => vec![Subject::User(user.clone())],
        Event::UserUpdated { user, .. }
        | Event::UserOffboarded { user, .. }
        | Event::UserRestored { user, .. }
        | Event::UserRemoved { user } => vec![Subject::Profile(user.clone())],
        Event::UserRenamed { user, to } => {
            vec![Subject::Profile(user.clone()), Subject::Profile(to.clone())]
        }
        Event::RoleGranted { user, role } | Event::RoleRevoked { user, role } => {
            vec![Subject::Role(user.clone(), *role)]
        }
        Event::SeatAssigned { seat, .. }
        | Event::SeatUnassigned { seat, .. }
        | Event::SeatReassigned { seat, .. }
        | Event::SeatRestored { seat, .. } => vec![Subject::Seat(*seat)],
        Event::KeyActivated { key, .. }
        | Event::KeyReturned { key, .. }
        | Event::KeyRetired { key, .. }
        | Event::KeyRestored { key, .. } => vec![Subject::Key(*key)],
        Event::CreditAssigned { benefit, user, .. } | Event::CreditRemoved { benefit, user } => {
            vec![Subject::Credit(*benefit, user.clone())]
        }
        Event::CreditTransferred { benefit, from, to, .. } => {
            vec![Subject::Credit(*benefit, from.clone()), Subject::Credit(*benefit, to.clone())]
        }
        Event::GtmActivated { gtm, .. }
        | Event::GtmConfirmed { gtm, .. }
        | Event::GtmRestored { gtm, .. } => vec![Subject::Gtm(*gtm)],
        Event::ContactSet { user, .. } | Event::ContactRemoved { user } => {
            vec![Subject::Contact(user.clone())]
        }
        Event::CancelRequested { membership, .. } | Event::CancelWithdrawn { membership } => {
            vec![Subject::Cancellation(*membership)]
        }
        Event::BenefitGranted { benefit, .. } | Event::BenefitRemoved { benefit, .. } => {
            vec![Subject::Benefit(*benefit)]
        }
        other => subjects_of_contracts(other),
    }
}

fn subjects_of_contracts(event: &Event) -> Vec<Subject> {
    match event {
        Event::SupportActivated { contract, .. } | Event::ContractRemoved { contract, .. } => {
            vec![Subject::Contract(*contract)]
        }
        Event::AccountLinked { contract, account, .. }
        | Event::AccountUnlinked { contract, account, .. } => {
            vec![Subject::Account(*contract, account.clone())]
        }
        Event::IncidentOpened { incident, benefit, .. } => {
            vec![Subject::Incident(*incident), Subject::Count(*benefit)]
        }
        Event::IncidentClosed { incident, returned: false, .. } => {
            vec![Subject::Incident(*incident)]
        }
        Event::IncidentClosed { incident, benefit, .. }
        | Event::IncidentRemoved { incident, benefit, .. }
        | Event::IncidentRestored { incident, benefit, .. } => {
            let (incident, benefit) = (*incident, *benefit);
            vec![Subject::Incident(incident), Subject::Count(benefit), Subject::Term(benefit)]
        }
        Event::IncidentsCounted { benefit, .. } => {
            vec![Subject::Balance(*benefit), Subject::Term(*benefit)]
        }
        Event::AdvisoryRequested { advisory, .. } => vec![Subject::Advisory(*advisory)],
        Event::AdvisoryRemoved { advisory, benefit }
        | Event::HoursLogged { advisory, benefit, .. }
        | Event::HoursRestored { advisory, benefit, .. } => {
            vec![Subject::Advisory(*advisory), Subject::Term(*benefit)]
        }
        // Keys by the thousand are looked at themselves: none may have been shown.
        _ => Vec::new(),
    }
}

impl Subject {
    /// What it is called, and where the log notes what touched it.
    #[must_use]
    pub fn noted(&self) -> String {
        match self {
            Subject::User(user)
            | Subject::Profile(user)
            | Subject::Role(user, _)
            | Subject::Credit(_, user)
            | Subject::Account(_, user)
            | Subject::Contact(user) => user.to_string(),
            Subject::Seat(id) => id.to_string(),
            Subject::Key(id) => id.to_string(),
            Subject::Contract(id) => id.to_string(),
            Subject::Incident(id) => id.to_string(),
            Subject::Count(id)
            | Subject::Balance(id)
            | Subject::Term(id)
            | Subject::Benefit(id) => id.to_string(),
            Subject::Advisory(id) => id.to_string(),
            Subject::Gtm(id) => id.to_string(),
            Subject::Cancellation(id) => id.to_string(),
        }
    }

    /// Whether a fact touches it; `event` is one that the log notes under [`Subject::noted`].
    #[must_use]
    pub fn is_touched_by(&self, event: &Event) -> bool {
        match self {
            Subject::User(_)
            | Subject::Seat(_)
            | Subject::Key(_)
            | Subject::Contract(_)
            | Subject::Incident(_)
            | Subject::Advisory(_)
            | Subject::Gtm(_)
            | Subject::Benefit(_) => event.touches().contains(&self.noted()),
            Subject::Profile(user) => match event {
                Event::UserUpdated { user: touched, .. }
                | Event::UserOffboarded { user: touched, .. }
                | Event::UserRestored { user: touched, .. } => touched == user,
                _ => is_another_now(user, event),
            },
            Subject::Role(user, role) => match event {
                Event::RoleGranted { user: touched, role: other }
                | Event::RoleRevoked { user: touched, role: other } => {
                    touched == user && other == role
                }
                _ => is_another_now(user, event),
            },
            Subject::Credit(benefit, user) => match event {
                Event::CreditAssigned { benefit: of, user: touched, .. }
                | Event::CreditRemoved { benefit: of, user: touched } => {
                    of == benefit && touched == user
                }
                Event::CreditTransferred { benefit: of, from, to, .. } => {
                    of == benefit && (from == user || to == user)
                }
                _ => is_another_now(user, event),
            },
            Subject::Account(contract, account) => match event {
                Event::AccountLinked { contract: of, account: touched, .. }
                | Event::AccountUnlinked { contract: of, account: touched, .. } => {
                    of == contract && touched == account
                }
                _ => false,
            },
            Subject::Contact(user) => match event {
                Event::ContactSet { .. } | Event::ContactRemoved { .. } => true,
                _ => is_another_now(user, event),
            },
            Subject::Count(_) | Subject::Balance(_) | Subject::Term(_) => self.is_counted_by(event),
            Subject::Cancellation(id) => match event {
                Event::CancelRequested { membership, .. }
                | Event::CancelWithdrawn { membership }
                | Event::MembershipCancelled { membership, .. }
                | Event::MembershipLapsed { membership, .. }
                | Event::MembershipRenewed { membership, .. } => membership == id,
                _ => false,
            },
        }
    }

    fn is_counted_by(&self, event: &Event) -> bool {
        if !event.touches().contains(&self.noted()) {
            return false;
        }
        match (self, event) {
            (Subject::Term(_), Event::BenefitRenewed { .. } | Event::BenefitEnded { .. })
            | (Subject::Count(_), Event::IncidentsCounted { .. })
            | (
                Subject::Balance(_),
                Event::IncidentsCounted { .. }
                | Event::IncidentOpened { .. }
                | Event::IncidentRestored { .. },
            ) => true,
            (
                Subject::Balance(_),
                Event::IncidentClosed { returned, .. } | Event::IncidentRemoved { returned, .. },
            ) => *returned,
            _ => false,
        }
    }
}

/// Whether the user of that email is called otherwise since, or is somebody else.
#[must_use]
pub fn is_another_now(email: &Email, event: &Event) -> bool {
    match event {
        Event::UserRenamed { user, to } => user == email || to == email,
        Event::UserRemoved { user } => user == email,
        _ => false,
    }
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
    use crate::domain::benefit::EndedBy;
    use crate::domain::id::Id as _;
    use crate::domain::membership::tests::day;
    use crate::domain::moment::Clock;

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
}
