//! What stands apart from the log: people and free texts. The log names them by number and binds
//! itself to them by commitments, so that they can be forgotten and every proof stays (PERS-1).

mod body;
mod forget;
mod keep;
mod replayed;
pub(super) mod saved;
mod told;

pub(super) use body::kind_of;
pub(super) use replayed::Names;

use super::row::columns;
use super::tables::{Tables, insert};
use super::{impossible, tally};
use crate::domain::event::{Event, LedgerEvent, UserEvent};
use crate::domain::fact::Part;
use crate::domain::id::{Id as _, TextId, UserId};
use crate::failure::Result;
use crate::seal::{self, PersonSaid};

/// An event as the log has it: people by their ids, texts by their numbers. What a version of a
/// person says is empty in it.
#[derive(Clone, Debug)]
pub(super) struct Logged {
    pub(super) event: Event,
    /// The version of a person that the event tells of.
    pub(super) version: Option<Version>,
    /// Addresses that are told of for the first time, and are no user's.
    pub(super) noted: Vec<Version>,
    pub(super) texts: Vec<TextRef>,
}

/// One version of a person, and what binds the log to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) user: UserId,
    /// Which it is, from 1.
    pub(super) number: u32,
    pub(super) commitment: String,
}

/// A text by its number, and what binds the log to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextRef {
    pub(super) id: TextId,
    pub(super) commitment: String,
}

impl TextRef {
    /// As the log writes it.
    fn written(&self) -> String {
        format!("{} {}", self.id, self.commitment)
    }

    pub(super) fn read(text: &str) -> Result<Self> {
        let parts = text.split_once(' ').and_then(|(id, commitment)| {
            Some(TextRef { id: id.parse().ok()?, commitment: commitment.to_owned() })
        });
        parts.ok_or_else(|| impossible(&format!("`{text}` stands where a text's number should")))
    }
}

/// The number of a text, as the tables keep it.
pub(super) fn text_id(text: &str) -> Result<TextId> {
    Ok(TextRef::read(text)?.id)
}

impl Logged {
    fn new(mut event: Event, version: Option<Version>) -> Self {
        let (mut noted, mut texts) = (Vec::new(), Vec::new());
        for part in event.apart() {
            match part {
                Part::Person(person) => noted.extend(person.noted().map(|(user, commitment)| {
                    Version { user, number: 1, commitment: commitment.to_owned() }
                })),
                // What is none is found where it is read.
                Part::Text(text) => texts.extend(TextRef::read(text)),
            }
        }
        Logged { event, version, noted, texts }
    }

    /// Counts what it names, and notes whom it tells of for the first time.
    pub(super) fn count(&self, tables: &Tables) -> Result<()> {
        for Version { user, number, .. } in &self.noted {
            insert!(tables, "\"user\"" {
                id = user, version = number, kind = "member", associated = "mpn", status = "outside",
                offers_held = "[]",
            })?;
        }
        for user in self.noted.iter().chain(&self.version).map(|version| version.user) {
            tally::count(tables, user)?;
        }
        self.texts.iter().try_for_each(|text| tally::count(tables, text.id))
    }
}

/// A version of a person, as it lies apart from the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) user: UserId,
    pub(super) version: u32,
    pub(super) current: bool,
    pub(super) salt: Vec<u8>,
    pub(super) email: String,
    pub(super) name: String,
    pub(super) country: Option<String>,
}

columns! {
    Person in "person" { user, version, current, salt, email, name, country }
}

impl Person {
    pub(super) fn commitment(&self, ledger: &str) -> String {
        let said = PersonSaid {
            user: self.user.number(),
            version: self.version,
            email: &self.email,
            name: &self.name,
            country: self.country.as_deref(),
        };
        seal::person_commitment(ledger, &self.salt, said)
    }

    pub(super) fn keep(&self, tables: &Tables) -> Result<()> {
        let Person { user, version, current, salt, email, name, country } = self;
        insert!(tables, "person" { user, version, current, salt, email, name, country })
    }
}

/// A free text, as it lies apart from the log.
#[expect(clippy::struct_field_names, reason = "its column is called so")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) id: TextId,
    /// Whether it tells where operations were done: such a text is kept once.
    pub(super) is_place: bool,
    pub(super) salt: Vec<u8>,
    pub(super) text: String,
}

columns! {
    Text in "\"text\"" { id, is_place, salt, text }
}

impl Text {
    pub(super) fn commitment(&self, ledger: &str) -> String {
        seal::text_commitment(ledger, self.id.number(), &self.salt, &self.text)
    }

    pub(super) fn keep(&self, tables: &Tables) -> Result<()> {
        let Text { id, is_place, salt, text } = self;
        insert!(tables, "\"text\"" { id, is_place, salt, text })
    }
}

/// What digests of requests are keyed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pepper {
    /// The operation that it was made in.
    pub(super) since: u64,
    pub(super) pepper: Vec<u8>,
}

columns! {
    Pepper in "pepper" { since, pepper }
}

impl Pepper {
    pub(super) fn new(since: u64) -> Result<Self> {
        Ok(Pepper { since, pepper: seal::salt()? })
    }

    pub(super) fn commitment(&self, ledger: &str) -> String {
        seal::pepper_commitment(ledger, self.since, &self.pepper)
    }

    /// Keeps it in place of the one that was there.
    pub(super) fn keep(&self, tables: &Tables) -> Result<()> {
        tables.run(
            "INSERT INTO pepper (one, since, pepper) VALUES (1, ?1, ?2)
             ON CONFLICT (one) DO UPDATE SET since = excluded.since, pepper = excluded.pepper",
            (self.since, &self.pepper),
        )
    }
}

/// What an event binds the log to as the pepper, if it tells of one.
pub(super) fn pepper_of(event: &Event) -> Option<String> {
    if let Event::Ledger(LedgerEvent::LedgerFounded { pepper, .. }) = event {
        Some(pepper.clone())
    } else if let Event::Ledger(LedgerEvent::SecretsLost { pepper, .. })
    | Event::User(UserEvent::UserForgotten { pepper, .. }) = event
    {
        pepper.clone()
    } else {
        None
    }
}
