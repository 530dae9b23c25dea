//! The words of SQL: what is run, what is read, and how what stands in a row is read.

use chrono::NaiveDate;
use rusqlite::types::{FromSql, ToSql, ToSqlOutput};
use rusqlite::{Connection, Params};
use serde::de::DeserializeOwned;

use super::{day, impossible, json, word};
use crate::domain::advisory::Scenario;
use crate::domain::benefit::BenefitType;
use crate::domain::benefit::{Category, EndedBy, Origin};
use crate::domain::id::{
    AdvisoryId, BenefitId, ContractId, GtmId, Id, IncidentId, KeyId, MembershipId, SeatId,
};
use crate::domain::license::RedeemMode;
use crate::domain::membership::MembershipState;
use crate::domain::organization::{AdministeredIn, Region};
use crate::domain::role::Role;
use crate::domain::software::{KeyState, KeyType};
use crate::domain::support::ClosedAs;
use crate::domain::user::{Associated, Country, Email, UserKind, UserStatus};
use crate::failure::Result;

/// How many statements are kept prepared.
const PREPARED: usize = 64;

/// The tables of a ledger that is open in a transaction. Every statement is prepared once and kept.
pub(super) struct Tables(Connection);

impl Tables {
    pub(super) fn on(conn: Connection) -> Self {
        conn.set_prepared_statement_cache_capacity(PREPARED);
        Tables(conn)
    }

    /// The engine itself: for transactions, pragmas, the schema, and copies of the whole file.
    pub(super) fn engine(&self) -> &Connection {
        &self.0
    }

    /// Runs statements of the engine's own, or that make tables.
    pub(super) fn batch(&self, sql: &str) -> Result<()> {
        Ok(self.0.execute_batch(sql)?)
    }

    /// Runs a statement that changes rows.
    pub(super) fn run(&self, sql: &str, bound: impl Params) -> Result<()> {
        self.0.prepare_cached(sql)?.execute(bound)?;
        Ok(())
    }

    /// Runs it once for each of `bound`.
    pub(super) fn run_each<P: Params>(
        &self,
        sql: &str,
        bound: impl IntoIterator<Item = P>,
    ) -> Result<()> {
        self.unchanged_by(sql, bound).map(drop)
    }

    /// The same; returns the places of those that changed no row.
    pub(super) fn unchanged_by<P: Params>(
        &self,
        sql: &str,
        bound: impl IntoIterator<Item = P>,
    ) -> Result<Vec<usize>> {
        let mut statement = self.0.prepare_cached(sql)?;
        let mut unchanged = Vec::new();
        for (at, bound) in bound.into_iter().enumerate() {
            if statement.execute(bound)? == 0 {
                unchanged.push(at);
            }
        }
        Ok(unchanged)
    }

    /// Reads all rows that a statement finds.
    pub(super) fn rows<T>(
        &self,
        sql: &str,
        bound: impl Params,
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut found = Vec::new();
        self.each(sql, bound, |row| {
            found.push(read(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Goes through all rows that a statement finds, and keeps none.
    pub(super) fn each(
        &self,
        sql: &str,
        bound: impl Params,
        mut with: impl FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query(bound)?;
        while let Some(row) = rows.next()? {
            with(&Row(row))?;
        }
        Ok(())
    }

    /// Reads the first row that a statement finds, if it finds any.
    pub(super) fn row<T>(
        &self,
        sql: &str,
        bound: impl Params,
        read: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query(bound)?;
        rows.next()?.map(|row| read(&Row(row))).transpose()
    }

    /// Reads a row that must be there: whatever is wrong where it is not, the engine tells.
    pub(super) fn one<T>(
        &self,
        sql: &str,
        bound: impl Params,
        read: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<T> {
        self.row(sql, bound, read)?.ok_or_else(|| rusqlite::Error::QueryReturnedNoRows.into())
    }
}

/// A row that was found. What stands in it and is no value of the domain is damage.
pub(super) struct Row<'r>(pub &'r rusqlite::Row<'r>);

impl Row<'_> {
    /// A value as the engine keeps it.
    pub(super) fn get<T: FromSql>(&self, at: usize) -> Result<T> {
        Ok(self.0.get(at)?)
    }

    fn if_any<V: FromSql, T>(
        &self,
        at: usize,
        read: impl FnOnce(V) -> Result<T>,
    ) -> Result<Option<T>> {
        self.get::<Option<V>>(at)?.map(read).transpose()
    }

    pub(super) fn number(&self, at: usize) -> Result<u32> {
        number(self.get(at)?)
    }

    pub(super) fn number_if_any(&self, at: usize) -> Result<Option<u32>> {
        self.if_any(at, number)
    }

    pub(super) fn id<I: Id>(&self, at: usize) -> Result<I> {
        self.number(at).map(I::new)
    }

    pub(super) fn id_if_any<I: Id>(&self, at: usize) -> Result<Option<I>> {
        Ok(self.number_if_any(at)?.map(I::new))
    }

    pub(super) fn day(&self, at: usize) -> Result<NaiveDate> {
        day(&self.get::<String>(at)?)
    }

    pub(super) fn day_if_any(&self, at: usize) -> Result<Option<NaiveDate>> {
        self.if_any(at, |text: String| day(&text))
    }

    /// A word of the domain; `what` says which.
    pub(super) fn word<T: std::str::FromStr>(&self, at: usize, what: &str) -> Result<T> {
        word(&self.get::<String>(at)?, what)
    }

    pub(super) fn word_if_any<T: std::str::FromStr>(
        &self,
        at: usize,
        what: &str,
    ) -> Result<Option<T>> {
        self.if_any(at, |text: String| word(&text, what))
    }

    pub(super) fn json<T: DeserializeOwned>(&self, at: usize, what: &str) -> Result<T> {
        json(&self.get::<String>(at)?, what)
    }
}

fn number(value: i64) -> Result<u32> {
    u32::try_from(value).map_err(|_| impossible(&format!("{value} stands where a number should")))
}

/// Ids are bound as their numbers, words and texts of the domain as they are typed.
macro_rules! bound {
    ($($value:ident: $($kind:ty),*;)*) => {$($(
        impl ToSql for $kind {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.$value().into())
            }
        }
    )*)*};
}

bound! {
    number: AdvisoryId, BenefitId, ContractId, GtmId, IncidentId, KeyId, MembershipId, SeatId;
    as_str: Country, Email;
    word: AdministeredIn, Associated, BenefitType, Category, ClosedAs, EndedBy, KeyState, KeyType,
        MembershipState, Origin, RedeemMode, Region, Role, Scenario, UserKind, UserStatus;
}
