//! The short, typed, never reused ids of things: `B1`, `M1`, `S1`, `K1` and their kind.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// What every id can do: the store keeps the number, people see letter and number.
pub trait Id: Copy + fmt::Display + FromStr {
    /// The capital that stands before the number.
    const LETTER: char;
    /// The id with this number; numbers begin at 1.
    fn new(number: u32) -> Self;
    /// The number alone, as the tables keep it.
    fn number(self) -> u32;
}

/// Text that is not an id of the wanted kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

fn number_after(letter: char, text: &str) -> Result<u32, NotAnId> {
    let mut rest = text.chars();
    if rest.next().map(|first| first.to_ascii_uppercase()) != Some(letter) {
        return Err(NotAnId);
    }
    let digits = rest.as_str();
    // `parse` alone would take "+1", and "01" would be a second spelling of one id.
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.starts_with('0') {
        return Err(NotAnId);
    }
    digits.parse().map_err(|_| NotAnId)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $letter:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl Id for $name {
            const LETTER: char = $letter;
            fn new(number: u32) -> Self {
                Self(number)
            }
            fn number(self) -> u32 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", Self::LETTER, self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                number_after(Self::LETTER, text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(|_| {
                    de::Error::custom(format!("{text} is not an id like {}1", $letter))
                })
            }
        }
    )*};
}

ids! {
    /// A benefit.
    BenefitId = 'B';
    /// A membership.
    MembershipId = 'M';
    /// One unit of a Visual Studio benefit.
    SeatId = 'S';
    /// A product key, of a software or a license benefit.
    KeyId = 'K';
    /// A Go-To-Market offer.
    GtmId = 'G';
    /// An activated support benefit.
    ContractId = 'C';
    /// A support incident.
    IncidentId = 'I';
    /// An advisory request.
    AdvisoryId = 'A';
    /// A person: a user, or whoever an address that was told of is.
    UserId = 'U';
    /// A free text.
    TextId = 'T';
}

/// The next free number of each kind of id. A rule that makes something takes its id from here;
/// the event carries it, and the store keeps the highest it has seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counters(std::collections::BTreeMap<char, u32>);

impl Counters {
    /// Counters that go on after these highest numbers.
    #[must_use]
    pub fn after(highest: impl IntoIterator<Item = (char, u32)>) -> Self {
        Counters(highest.into_iter().collect())
    }

    /// The highest number that was given.
    #[must_use]
    pub fn highest(&self, letter: char) -> u32 {
        self.0.get(&letter).copied().unwrap_or_default()
    }

    /// An id that was never given before.
    pub fn give<I: Id>(&mut self) -> I {
        let highest = self.0.entry(I::LETTER).or_insert(0);
        // Where there is none any more, the ledger refuses one that was given before.
        *highest = highest.saturating_add(1);
        I::new(*highest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_it_is_shown_in_either_case() {
        assert_eq!("S12".parse(), Ok(SeatId::new(12)));
        assert_eq!("s12".parse(), Ok(SeatId::new(12)));
        assert_eq!(SeatId::new(12).to_string(), "S12");
    }

    #[test]
    fn an_id_has_one_spelling() {
        for text in ["S", "S0", "S01", "S+1", "S-1", "B1", "1", "S1 ", "S99999999999"] {
            assert_eq!(text.parse::<SeatId>(), Err(NotAnId), "{text}");
        }
    }
}
