//! What stands in a row, and how it is read: from left to right, each value as one of the domain.
//! What is none is damage.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use serde::de::DeserializeOwned;

use super::{impossible, json, word};
use crate::domain::advisory::Scenario;
use crate::domain::benefit::{BenefitType, Category};
use crate::domain::id::{
    AdvisoryId, BenefitId, ContractId, GtmId, Id, IncidentId, KeyId, MembershipId, SeatId, TextId,
    UserId,
};
use crate::domain::license::RedeemMode;
use crate::domain::organization::{AdministeredIn, Region};
use crate::domain::role::Role;
use crate::domain::software::{KeyState, KeyType};
use crate::domain::support::ClosedAs;
use crate::domain::user::{Associated, Country, Email, UserKind, UserStatus};
use crate::failure::Result;

/// A row that was found, and how far it was read.
pub(super) struct Row<'r> {
    found: &'r rusqlite::Row<'r>,
    at: usize,
}

impl<'r> Row<'r> {
    pub(super) fn of(found: &'r rusqlite::Row<'r>) -> Self {
        Row { found, at: 0 }
    }

    /// What stands next.
    pub(super) fn next<T: Read>(&mut self) -> Result<T> {
        T::read(self)
    }

    /// What stands next as JSON of the domain; `what` says which.
    pub(super) fn json<T: DeserializeOwned>(&mut self, what: &str) -> Result<T> {
        json(&self.next::<String>()?, what)
    }
}

/// What is read from the next columns of a row.
pub(super) trait Read: Sized {
    fn read(row: &mut Row<'_>) -> Result<Self>;
}

/// What has a table of its own: the query for it, up to which of them are wanted.
pub(super) trait Stored: Read {
    const SELECT: &str;
}

/// Declares that the fields of a value are read in this order, those of JSON with what they are
/// called where they are none; `..` is followed by one that no row has. Of what has a table the
/// columns are told along: each field's is that of its name, unless others are told, or a column
/// whose number is that of a `person` or of a `text` (PERS-1).
macro_rules! columns {
    (@ $field:ident) => { stringify!($field) };
    (@ $field:ident $columns:literal) => { $columns };
    (@ $field:ident person $column:literal) => {
        concat!("(SELECT email FROM called WHERE called.id = ", $column, ")")
    };
    (@ $field:ident text $column:literal) => {
        concat!(
            "coalesce((SELECT text FROM \"text\" WHERE \"text\".id = ", $column, "), '(forgotten)')"
        )
    };
    (@ next $row:ident) => { $row.next()? };
    (@ next $row:ident $what:literal) => { $row.json($what)? };
    ($kind:ident {
        $($field:ident $(json $what:literal)?),* $(,)? $(.. $more:ident: $value:expr)?
    }) => {
        impl crate::store::row::Read for $kind {
            fn read(row: &mut crate::store::row::Row<'_>) -> crate::failure::Result<Self> {
                Ok($kind {
                    $($field: columns!(@ next row $($what)?),)*
                    $($more: $value)?
                })
            }
        }
    };
    ($kind:ident in $table:literal {
        $first:ident $(= $columns_first:literal)? $(person $first_person:literal)?
        $(
            , $field:ident $(= $columns:literal)? $(person $person:literal)? $(text $text:literal)?
            $(json $what:literal)?
        )* $(,)?
        $(.. $more:ident: $value:expr)?
    }) => {
        columns! { $kind { $first $(, $field $(json $what)?)* $(, .. $more: $value)? } }

        impl crate::store::row::Stored for $kind {
            const SELECT: &str = concat!(
                "SELECT ", columns!(@ $first $($columns_first)? $(person $first_person)?),
                $(
                    ", ",
                    columns!(@ $field $($columns)? $(person $person)? $(text $text)?),
                )*
                " FROM ", $table
            );
        }
    };
}
pub(super) use columns;

/// What stands in one column.
pub(super) trait Cell: Sized {
    fn of(row: &rusqlite::Row<'_>, at: usize) -> Result<Self>;
}

impl<T: Cell> Read for T {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        row.at += 1;
        T::of(row.found, row.at - 1)
    }
}

impl<T: Cell> Cell for Option<T> {
    fn of(row: &rusqlite::Row<'_>, at: usize) -> Result<Self> {
        let is_there = row.get_ref(at)? != ValueRef::Null;
        is_there.then(|| T::of(row, at)).transpose()
    }
}

impl<A: Cell, B: Cell> Read for Option<(A, B)> {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        let (one, other): (Option<A>, Option<B>) = row.next()?;
        Ok(one.zip(other))
    }
}

impl Cell for u32 {
    fn of(row: &rusqlite::Row<'_>, at: usize) -> Result<Self> {
        let value: i64 = row.get(at)?;
        let number = u32::try_from(value);
        number.map_err(|_| impossible(&format!("{value} stands where a number should")))
    }
}

/// Values are read as the engine keeps them, ids are read and bound as their numbers, words and
/// texts of the domain as they are typed.
macro_rules! cells {
    (
        engine: $($kept:ty),*;
        number: $($id:ty),*;
        parsed: $($text:ty, $text_what:literal),*;
        $($typed:ident: $($word:ty, $what:literal),*;)*
    ) => {
        $(impl Cell for $kept {
            fn of(row: &rusqlite::Row<'_>, at: usize) -> Result<Self> {
                Ok(row.get(at)?)
            }
        })*
        $(impl Cell for $id {
            fn of(row: &rusqlite::Row<'_>, at: usize) -> Result<Self> {
                u32::of(row, at).map(Id::new)
            }
        }
        impl ToSql for $id {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.number().into())
            }
        })*
        $(impl Cell for $text {
            fn of(row: &rusqlite::Row<'_>, at: usize) -> Result<Self> {
                word(&String::of(row, at)?, $text_what)
            }
        })*
        $($(impl Cell for $word {
            fn of(row: &rusqlite::Row<'_>, at: usize) -> Result<Self> {
                word(&String::of(row, at)?, $what)
            }
        }
        impl ToSql for $word {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.$typed().into())
            }
        })*)*
    };
}

cells! {
    engine: bool, i64, u64, usize, String, Vec<u8>;
    number: AdvisoryId, BenefitId, ContractId, GtmId, IncidentId, KeyId, MembershipId, SeatId, TextId,
        UserId;
    parsed: NaiveDate, "a date", DateTime<Utc>, "an instant";
    as_str: Country, "a country";
    word: AdministeredIn, "a place of administration", Associated, "a program",
        BenefitType, "a benefit type", Category, "a category", ClosedAs, "a way to close",
        KeyState, "a state of a key", KeyType, "a type of key",
        RedeemMode, "a mode of redemption", Region, "a region", Role, "a role",
        Scenario, "a scenario", UserKind, "a kind of user", UserStatus, "a status of a user";
}

impl Cell for Email {
    fn of(row: &rusqlite::Row<'_>, at: usize) -> Result<Self> {
        word(&String::of(row, at)?, "an email")
    }
}

/// A person is bound by their id where they are named by it, as in the log, and else by the email.
impl ToSql for Email {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.id().map_or_else(|| self.as_str().into(), |id| id.number().into()))
    }
}

/// Several values are read one after another.
macro_rules! in_turn {
    ($($($kind:ident)*;)*) => {$(
        impl<$($kind: Read),*> Read for ($($kind),*) {
            fn read(row: &mut Row<'_>) -> Result<Self> {
                Ok(($(row.next::<$kind>()?),*))
            }
        }
    )*};
}

in_turn! { A B; A B C; A B C D; A B C D E; A B C D E F; }
