//! What must be known of every fact beside its values; each noun's events say it, one by one.

use chrono::NaiveDate;

use super::id::{
    AdvisoryId, BenefitId, ContractId, GtmId, IncidentId, KeyId, MembershipId, SeatId,
};
use super::role::{Permission, Role};
use super::user::Email;

/// What the events of a noun say of themselves.
pub trait Fact {
    /// The word in `kind`.
    fn kind(&self) -> &'static str;

    /// What it touches: users by email, anything else by its id, an operation that is undone by its
    /// number. Keys that come by the thousand are told by their benefit alone.
    fn touches(&self) -> Vec<String>;

    /// What it says of people and in free text: the log keeps that apart (PERS-1).
    fn apart(&mut self) -> Vec<Part<'_>>;

    /// From which day on it counts.
    fn counts_from(&self) -> CountsFrom;

    /// What an undo has to know of it.
    fn undoing(&self) -> Undoing;
}

/// What a fact says that can be forgotten.
#[derive(Debug)]
pub enum Part<'f> {
    Person(&'f mut Email),
    Text(&'f mut String),
}

impl<'f> Part<'f> {
    /// These people.
    pub(super) fn people(people: impl IntoIterator<Item = &'f mut Email>) -> Vec<Self> {
        people.into_iter().map(Part::Person).collect()
    }

    /// These texts.
    pub(super) fn texts(texts: impl IntoIterator<Item = &'f mut String>) -> Vec<Self> {
        texts.into_iter().map(Part::Text).collect()
    }
}

/// From which day on a fact counts (TIME-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountsFrom {
    /// It says itself on which day it took effect.
    Day(NaiveDate),
    /// It took effect with its operation.
    Operation,
    /// It is known of every day: a name, a stock of keys, a line that lives when it is computed to.
    Ever,
}

/// Ids as they are noted.
pub(super) fn noted(touched: &[&dyn std::fmt::Display]) -> Vec<String> {
    touched.iter().map(ToString::to_string).collect()
}

/// The same, and what is only there at times.
pub(super) fn noted_with<T: ToString>(
    touched: &[&dyn std::fmt::Display],
    more: impl IntoIterator<Item = T>,
) -> Vec<String> {
    let mut noted = noted(touched);
    noted.extend(more.into_iter().map(|one| one.to_string()));
    noted
}

/// What an undo has to know of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undoing {
    /// What one must be allowed to take it back (ROLE-13).
    pub permission: Permission,
    pub way_back: WayBack,
    /// What it is about, as narrowly as it can be said: nothing else that is touched later stands
    /// in the way of taking it back.
    pub about: Vec<Subject>,
    /// Which narrow subjects it moves, and so stands in the way of facts about them.
    pub moves: Vec<Subject>,
}

/// How a fact is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WayBack {
    /// It tells itself what was before it.
    Told,
    /// What was before it must be learned from the log.
    Hidden,
    /// It only tells of the operation itself: there is nothing to take back.
    Beside,
    /// It cannot be taken back.
    Never(Final),
}

/// Why a fact cannot be taken back, and what can be done instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Final {
    pub why: String,
    /// A command that can be typed, or what comes nearest to one.
    pub instead: String,
    pub rule: Option<&'static str>,
}

impl Undoing {
    fn new(permission: Permission, way_back: WayBack, about: Vec<Subject>) -> Self {
        Undoing { permission, way_back, moves: about.clone(), about }
    }

    /// Of a fact that tells itself what was before it. What it is about it moves, unless
    /// [`Undoing::moving`] says otherwise.
    pub(super) fn told(permission: Permission, about: impl Into<Vec<Subject>>) -> Self {
        Undoing::new(permission, WayBack::Told, about.into())
    }

    /// Of a fact that hides what was before it.
    pub(super) fn hidden(permission: Permission, about: impl Into<Vec<Subject>>) -> Self {
        Undoing::new(permission, WayBack::Hidden, about.into())
    }

    /// Of a fact that only tells of the operation itself.
    pub(super) fn beside() -> Self {
        Undoing::new(Permission::Read, WayBack::Beside, Vec::new())
    }

    /// Of a fact that cannot be taken back: why, what can be done instead, and the rule that says
    /// so, where one does.
    pub(super) fn never(
        permission: Permission,
        why: impl Into<String>,
        instead: impl Into<String>,
        rule: Option<&'static str>,
    ) -> Self {
        let fact = Final { why: why.into(), instead: instead.into(), rule };
        Undoing::new(permission, WayBack::Never(fact), Vec::new())
    }

    pub(super) fn moving(self, moves: impl Into<Vec<Subject>>) -> Self {
        Undoing { moves: moves.into(), ..self }
    }
}

/// What a fact is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A user and all that is told of them.
    User(Email),
    /// Who has that email: they are called otherwise since, or somebody else is called so.
    Person(Email),
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
    Advisory(AdvisoryId),
    Gtm(GtmId),
    /// The marketing contact, who is this user.
    Contact(Email),
    /// The cancellation of a membership.
    Cancellation(MembershipId),
    Benefit(BenefitId),
    /// What is said of the organization.
    Organization,
}

impl Subject {
    /// What it is called, and where the log notes what touched it.
    #[must_use]
    pub fn noted(&self) -> String {
        match self {
            Subject::User(user)
            | Subject::Person(user)
            | Subject::Profile(user)
            | Subject::Role(user, _)
            | Subject::Credit(_, user)
            | Subject::Account(_, user)
            | Subject::Contact(user) => user.to_string(),
            Subject::Seat(id) => id.to_string(),
            Subject::Key(id) => id.to_string(),
            Subject::Contract(id) => id.to_string(),
            Subject::Incident(id) => id.to_string(),
            Subject::Count(id) | Subject::Balance(id) | Subject::Benefit(id) => id.to_string(),
            Subject::Advisory(id) => id.to_string(),
            Subject::Gtm(id) => id.to_string(),
            Subject::Cancellation(id) => id.to_string(),
            Subject::Organization => "the organization".to_owned(),
        }
    }

    /// Whether a fact touches it; `fact` is one that the log notes under [`Subject::noted`].
    #[must_use]
    pub fn is_touched_by(&self, fact: &dyn Fact) -> bool {
        match self {
            Subject::User(_)
            | Subject::Seat(_)
            | Subject::Key(_)
            | Subject::Contract(_)
            | Subject::Incident(_)
            | Subject::Advisory(_)
            | Subject::Gtm(_)
            | Subject::Benefit(_)
            | Subject::Organization => fact.touches().contains(&self.noted()),
            Subject::Person(_)
            | Subject::Profile(_)
            | Subject::Role(..)
            | Subject::Credit(..)
            | Subject::Account(..)
            | Subject::Count(_)
            | Subject::Balance(_)
            | Subject::Contact(_)
            | Subject::Cancellation(_) => {
                fact.undoing().moves.iter().any(|moved| self.is_moved_with(moved))
            }
        }
    }

    /// Whether it is another when `moved` is.
    fn is_moved_with(&self, moved: &Subject) -> bool {
        match (self, moved) {
            // There is one contact, whoever it is.
            (Subject::Contact(_), Subject::Contact(_)) => true,
            (
                Subject::Profile(user)
                | Subject::Role(user, _)
                | Subject::Credit(_, user)
                | Subject::Contact(user),
                Subject::Person(other),
            ) => user == other,
            _ => self == moved,
        }
    }
}
