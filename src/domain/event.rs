//! Facts, as the log keeps them for ever: a new kind or a new optional field may come, never a
//! new meaning. An event carries what was decided, so that no later catalog changes the past.
//!
//! Each noun says its own, in its `said.rs`; here is their sum.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, StringDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use strum::VariantNames as _;

use super::fact::{Fact, Part};
use super::sum::sum;

pub use super::advisory::said::AdvisoryEvent;
pub use super::azure::said::CreditEvent;
pub use super::benefit::said::BenefitEvent;
pub use super::gtm::said::GtmEvent;
pub use super::ledger::LedgerEvent;
pub use super::license::said::LicenseEvent;
pub use super::membership::said::MembershipEvent;
pub use super::operation::said::{OperationEvent, RefusedRow};
pub use super::organization::said::OrganizationEvent;
pub use super::recipient::said::RecipientEvent;
pub use super::software::said::{AddedKey, KeyEvent};
pub use super::support::said::SupportEvent;
pub use super::user::said::UserEvent;
pub use super::vs::said::SeatEvent;

/// Declares the sum, and the two places that ask each noun in turn.
macro_rules! events {
    ($(#[$meta:meta])* $name:ident { $($noun:ident($said:ty),)* }) => {
        sum! { $(#[$meta])* $name { $($noun($said),)* } }

        impl $name {
            /// What its noun says of it.
            #[must_use]
            pub fn fact(&self) -> &dyn Fact {
                match self {
                    $($name::$noun(said) => said,)*
                }
            }

            /// What it says of people and in free text: the log keeps that apart (PERS-1).
            pub fn apart(&mut self) -> Vec<Part<'_>> {
                match self {
                    $($name::$noun(said) => said.apart(),)*
                }
            }

            /// Reads the event of a kind, by the noun whose kind it is.
            fn of_kind<'de, D: Deserializer<'de>>(kind: &str, fields: D) -> Result<Self, D::Error> {
                $(if <$said>::VARIANTS.contains(&kind) {
                    return <$said>::deserialize(fields).map($name::$noun);
                })*
                Err(D::Error::custom(format!("`{kind}` is no kind of event")))
            }
        }
    };
}

events! {
    /// One fact. In JSON an object with its `kind` and what it touches.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[serde(untagged)]
    Event {
        Ledger(LedgerEvent),
        Organization(OrganizationEvent),
        Recipient(RecipientEvent),
        User(UserEvent),
        Membership(MembershipEvent),
        Benefit(BenefitEvent),
        Gtm(GtmEvent),
        Key(KeyEvent),
        License(LicenseEvent),
        Support(SupportEvent),
        Advisory(AdvisoryEvent),
        Credit(CreditEvent),
        Seat(SeatEvent),
        Operation(OperationEvent),
    }
}

impl Event {
    /// Whether the ledger is another for it; the rest only tells of the operation itself.
    #[must_use]
    pub fn is_change(&self) -> bool {
        self.operation().is_none_or(OperationEvent::is_change)
    }

    /// The operation that it tells the undo of.
    #[must_use]
    pub fn undoes(&self) -> Option<u64> {
        self.operation().and_then(OperationEvent::undoes)
    }

    /// What an operation tells of itself, if it is that.
    fn operation(&self) -> Option<&OperationEvent> {
        // Whatever any other noun says changes the ledger.
        if let Event::Operation(said) = self { Some(said) } else { None }
    }

    /// The word in `kind`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.fact().kind()
    }

    /// What it touches, as the log notes it.
    #[must_use]
    pub fn touches(&self) -> Vec<String> {
        self.fact().touches()
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ByKind)
    }
}

/// Reads an event by its kind, which stands first, and then by its noun.
struct ByKind;

impl<'de> Visitor<'de> for ByKind {
    type Value = Event;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event, which begins with its kind")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Event, A::Error> {
        if fields.next_key::<String>()?.as_deref() != Some(KIND) {
            while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Err(A::Error::custom("an event does not begin with its kind"));
        }
        let kind: String = fields.next_value()?;
        let again = Again { kind: Some(kind.clone()), key_is_told: false, rest: fields };
        Event::of_kind(&kind, MapAccessDeserializer::new(again))
    }
}

const KIND: &str = "kind";

/// The fields of an event, its kind told once more for the noun that reads them.
struct Again<A> {
    kind: Option<String>,
    key_is_told: bool,
    rest: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Again<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        if self.key_is_told {
            return self.rest.next_key_seed(seed);
        }
        self.key_is_told = true;
        seed.deserialize(StringDeserializer::new(KIND.to_owned())).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match self.kind.take() {
            Some(kind) => seed.deserialize(StringDeserializer::new(kind)),
            None => self.rest.next_value_seed(seed),
        }
    }
}
