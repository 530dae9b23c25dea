//! The text of an event in the log, and what is read from it.

use serde::{Deserialize, Serialize};
use strum::VariantNames;

use super::{Logged, Version};
use crate::domain::event::{Event, UserEvent};
use crate::domain::id::UserId;
use crate::domain::user::said::Described;
use crate::domain::user::{Associated, Email, UserKind, UserStatus};
use crate::failure::Result;
use crate::store::to_json;

/// How the log says what tells of a version of a person: by that, and not what it says.
#[derive(Serialize, Deserialize, VariantNames)]
#[expect(clippy::enum_variant_names, reason = "they are kinds of events")]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
enum Versioned {
    UserAdded(Whole),
    UserRestored(Whole),
    UserUpdated(Changed),
    UserRenamed { user: UserId, version: u32, person: String },
}

/// All that is known of a user beside who they are.
#[derive(Serialize, Deserialize)]
struct Whole {
    user: UserId,
    version: u32,
    person: String,
    user_kind: UserKind,
    associated: Associated,
    offers_held: Vec<String>,
    status: UserStatus,
}

/// The same of one who is known already; `null` is what stays as it was.
#[derive(Serialize, Deserialize)]
struct Changed {
    user: UserId,
    version: Option<u32>,
    person: Option<String>,
    user_kind: Option<UserKind>,
    associated: Option<Associated>,
    offers_held: Option<Vec<String>>,
    status: Option<UserStatus>,
}

/// The word in `kind`, which stands first.
pub(in crate::store) fn kind_of(body: &str) -> Option<&str> {
    body.strip_prefix("{\"kind\":\"").and_then(|rest| rest.split('"').next())
}

impl Logged {
    /// Reads an event of the log.
    ///
    /// # Errors
    /// What is no event that this `mpn` knows.
    pub(in crate::store) fn read(body: &str) -> Result<Self, serde_json::Error> {
        if kind_of(body).is_some_and(|kind| Versioned::VARIANTS.contains(&kind)) {
            let (event, version) = serde_json::from_str::<Versioned>(body)?.parts();
            return Ok(Logged::new(event.into(), version));
        }
        Ok(Logged::new(serde_json::from_str(body)?, None))
    }

    /// Its text in the log.
    pub(in crate::store) fn body(&self) -> Result<String> {
        let versioned = if let Event::User(said) = &self.event {
            Versioned::of(said.clone(), self.version.as_ref())
        } else {
            None
        };
        versioned.map_or_else(|| to_json(&self.event), |versioned| to_json(&versioned))
    }
}

impl Versioned {
    /// Of an event whose people are named by their ids; none where it says nothing of who they are.
    fn of(said: UserEvent, told: Option<&Version>) -> Option<Self> {
        let version = told.map(|told| told.number);
        let person = told.map(|told| told.commitment.clone());
        match said {
            UserEvent::UserAdded(said) => Whole::of(said, told?).map(Versioned::UserAdded),
            UserEvent::UserRestored(said) => Whole::of(said, told?).map(Versioned::UserRestored),
            UserEvent::UserUpdated { user, user_kind, associated, offers_held, status, .. } => {
                let user = user.id()?;
                Some(Versioned::UserUpdated(Changed {
                    user,
                    version,
                    person,
                    user_kind,
                    associated,
                    offers_held,
                    status,
                }))
            }
            UserEvent::UserRenamed { user, .. } => {
                let (user, version, person) = (user.id()?, version?, person?);
                Some(Versioned::UserRenamed { user, version, person })
            }
            UserEvent::UserRemoved { .. }
            | UserEvent::UserOffboarded { .. }
            | UserEvent::UserForgotten { .. }
            | UserEvent::RoleGranted { .. }
            | UserEvent::RoleRevoked { .. } => None,
        }
    }

    /// The event, with nothing in it of who somebody is, and the version that says it.
    fn parts(self) -> (UserEvent, Option<Version>) {
        match self {
            Versioned::UserAdded(whole) => {
                let (said, version) = whole.parts();
                (UserEvent::UserAdded(said), Some(version))
            }
            Versioned::UserRestored(whole) => {
                let (said, version) = whole.parts();
                (UserEvent::UserRestored(said), Some(version))
            }
            Versioned::UserUpdated(changed) => {
                let Changed { user, user_kind, associated, offers_held, status, .. } = changed;
                let event = UserEvent::UserUpdated {
                    user: Email::of_id(user),
                    name: None,
                    country: None,
                    user_kind,
                    associated,
                    offers_held,
                    status,
                };
                let version = changed.version.zip(changed.person);
                (event, version.map(|(number, commitment)| Version { user, number, commitment }))
            }
            Versioned::UserRenamed { user, version: number, person: commitment } => {
                let is_user = Email::of_id(user);
                let event = UserEvent::UserRenamed { user: is_user.clone(), to: is_user };
                (event, Some(Version { user, number, commitment }))
            }
        }
    }
}

impl Whole {
    fn of(said: Described, told: &Version) -> Option<Self> {
        Some(Whole {
            user: said.user.id()?,
            version: told.number,
            person: told.commitment.clone(),
            user_kind: said.user_kind,
            associated: said.associated,
            offers_held: said.offers_held,
            status: said.status,
        })
    }

    fn parts(self) -> (Described, Version) {
        let said = Described {
            user: Email::of_id(self.user),
            name: String::new(),
            user_kind: self.user_kind,
            associated: self.associated,
            country: None,
            offers_held: self.offers_held,
            status: self.status,
        };
        let Whole { user, version: number, person: commitment, .. } = self;
        (said, Version { user, number, commitment })
    }
}
