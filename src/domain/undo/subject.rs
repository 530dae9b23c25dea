//! What a fact is about, and which other facts touch the same.

use crate::domain::event::Event;
use crate::domain::id::{
    AdvisoryId, BenefitId, ContractId, GtmId, IncidentId, KeyId, MembershipId, SeatId,
};
use crate::domain::role::Role;
use crate::domain::user::Email;

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
