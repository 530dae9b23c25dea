//! How each fact is taken back: the facts of now and of before are fetched, and the rule of its
//! noun says what follows. Those of each noun stand in a file of its name.

mod advisory;
mod azure;
mod benefit;
mod gtm;
mod membership;
mod organization;
mod software;
mod support;
mod user;
mod vs;

use super::since::Since;
use crate::domain::benefit::Benefit;
use crate::domain::event::Event;
use crate::domain::fact::{Fact, Final, Subject};
use crate::domain::id::BenefitId;
use crate::domain::refusal::Refusal;
use crate::domain::user::{Email, User, UserStatus};
use crate::failure::Result;
use crate::store::{Change, Past};

/// The way back of one fact. What was before it is learned when it is found, going forward through
/// the operation; the facts that take it back follow when it is gone, going backward.
pub(super) type Way<'e> = Box<dyn FnOnce(&mut Taking<'_>) -> Result<Vec<Event>> + 'e>;

/// An operation that is being taken back.
pub(super) struct Taking<'t> {
    pub change: &'t mut Change,
    pub acting: &'t User,
    pub since: &'t mut Since,
}

/// The ledger as the operation found it, where one of its facts hides what was before it.
pub(super) struct Then(pub Option<Past>);

impl Then {
    fn past(&self) -> Result<&Past> {
        self.0.as_ref().ok_or_else(|| {
            crate::failure::Failure::unsound(
                "event-impossible",
                "a fact hides what was before it, and says that it does not",
            )
        })
    }
}

/// The way back of a fact.
pub(super) fn way<'e>(then: &Then, event: &'e Event) -> Result<Way<'e>> {
    match event {
        Event::Organization(said) => Ok(organization::way(said)),
        Event::User(said) => user::way(then, said),
        Event::Membership(said) => Ok(membership::way(said)),
        Event::Benefit(said) => Ok(benefit::way(said)),
        Event::Gtm(said) => gtm::way(then, said),
        Event::Key(said) => software::way(then, said),
        Event::Support(said) => support::way(then, said),
        Event::Advisory(said) => advisory::way(then, said),
        Event::Credit(said) => azure::way(then, said),
        Event::Seat(said) => vs::way(then, said),
        Event::Ledger(_) | Event::Recipient(_) | Event::License(_) | Event::Operation(_) => {
            Ok(none(event.fact()))
        }
    }
}

/// That there is none.
fn none(event: &dyn Fact) -> Way<'_> {
    Box::new(move |taking| Err(taking.no_way_back(event).into()))
}

impl Taking<'_> {
    /// The benefit that something is put back into, which must be usable now.
    fn usable(&self, id: BenefitId) -> Result<Benefit> {
        let benefit = self.change.benefit(id)?;
        crate::domain::benefit::rules::in_force(&benefit)?;
        Ok(benefit)
    }

    /// The user whom the operation knew under that email, if they still are.
    fn user(&mut self, email: &Email) -> Result<User> {
        self.since.user(self.change, email)
    }

    /// The same, to be given something. Somebody who is disabled is given nothing new, but gets
    /// back what they had.
    fn returning(&mut self, email: &Email) -> Result<User> {
        let user = self.user(email)?;
        Ok(match user.status {
            UserStatus::Disabled => User { status: UserStatus::Active, ..user },
            UserStatus::Active
            | UserStatus::Offboarded
            | UserStatus::Outside
            | UserStatus::Forgotten => user,
        })
    }

    /// That something is not as the operation left it.
    fn differs(&self, what: &dyn ToString) -> Result<Refusal> {
        self.since.differs(self.change, &what.to_string())
    }

    /// The same, told of what is narrower where a later operation touched that.
    fn touched(&mut self, subject: &Subject) -> Result<Refusal> {
        match self.since.touched(self.change, subject)? {
            Some(touched) => Ok(touched),
            None => self.differs(&subject.noted()),
        }
    }

    /// The fact that an undo took back by `removal`; it is recorded again as it was.
    fn original(&self, kind: &'static str, removal: &dyn Fact) -> Result<Event> {
        match self.since.original(kind, removal) {
            Some(event) => Ok(event.clone()),
            None => Err(self.no_way_back(removal).into()),
        }
    }

    fn no_way_back(&self, event: &dyn Fact) -> Refusal {
        let operation = &self.since.operation;
        super::not_undoable(
            operation,
            Final {
                why: format!("what it did ({}) has no way back", event.kind()),
                instead: format!("mpn history show {}", operation.seq),
                rule: None,
            },
        )
    }
}

/// What a rule decided, as the events of an operation.
fn events<E: Into<Event>>(decided: impl IntoIterator<Item = E>) -> Vec<Event> {
    decided.into_iter().map(Into::into).collect()
}
