//! The words of SQL: what is run, and what is read.

use rusqlite::{Connection, Params};

use super::row::{Read, Row, Stored};
use crate::failure::Result;

/// How many statements are kept prepared.
const PREPARED: usize = 64;

/// Puts a row into a table: into each column what is called like it, unless a value is told.
macro_rules! insert {
    (@ place $column:ident) => { ", ?" };
    (@ value $column:ident) => { $column };
    (@ value $column:ident $value:expr) => { $value };
    ($tables:expr, $table:literal {
        $first:ident $(= $value_first:expr)? $(, $column:ident $(= $value:expr)?)* $(,)?
    }) => {
        $tables.run(
            concat!(
                "INSERT INTO ", $table, " (\"", stringify!($first),
                $("\", \"", stringify!($column),)*
                "\") VALUES (?", $(insert!(@ place $column),)* ")"
            ),
            rusqlite::params![
                insert!(@ value $first $($value_first)?),
                $(insert!(@ value $column $($value)?)),*
            ],
        )
    };
}
pub(super) use insert;

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
    pub(super) fn rows<T: Read>(&self, sql: &str, bound: impl Params) -> Result<Vec<T>> {
        let mut found = Vec::new();
        self.each(sql, bound, |read| {
            found.push(read);
            Ok(())
        })?;
        Ok(found)
    }

    /// Goes through all rows that a statement finds, and keeps none.
    pub(super) fn each<T: Read>(
        &self,
        sql: &str,
        bound: impl Params,
        mut with: impl FnMut(T) -> Result<()>,
    ) -> Result<()> {
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query(bound)?;
        while let Some(row) = rows.next()? {
            with(T::read(&mut Row::of(row))?)?;
        }
        Ok(())
    }

    /// Reads the first row that a statement finds, if it finds any.
    pub(super) fn row<T: Read>(&self, sql: &str, bound: impl Params) -> Result<Option<T>> {
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query(bound)?;
        rows.next()?.map(|row| T::read(&mut Row::of(row))).transpose()
    }

    /// Reads a row that must be there: whatever is wrong where it is not, the engine tells.
    pub(super) fn one<T: Read>(&self, sql: &str, bound: impl Params) -> Result<T> {
        self.row(sql, bound)?.ok_or_else(|| rusqlite::Error::QueryReturnedNoRows.into())
    }

    /// How many rows a table has.
    pub(super) fn count(&self, table: &str) -> Result<u64> {
        self.one(&format!("SELECT count(*) FROM \"{table}\""), [])
    }

    /// Reads all that are `wanted` of what has a table of its own.
    pub(super) fn all<T: Stored>(&self, wanted: &str, bound: impl Params) -> Result<Vec<T>> {
        self.rows(&format!("{} {wanted}", T::SELECT), bound)
    }

    /// Reads the first of them, if there is any.
    pub(super) fn any<T: Stored>(&self, wanted: &str, bound: impl Params) -> Result<Option<T>> {
        self.row(&format!("{} {wanted}", T::SELECT), bound)
    }
}
