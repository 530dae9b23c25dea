//! What happened: operations by what they touched, by day and by command.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::tables::Tables;
use super::{Facts, log};
use crate::domain::event::Event;
use crate::domain::name::Ambiguous;
use crate::domain::operation::Operation;
use crate::domain::operation::said::noted_as_undone;
use crate::domain::refusal::OperationRefusal;
use crate::domain::undo::undone_by_it;
use crate::domain::user::Email;
use crate::failure::Result;

/// How the log notes that an operation was undone.
const UNDONE: &str = "operation [0-9]*";

/// Notes what an event touched.
pub(super) fn touch(tables: &Tables, seq: u64, event: &Event) -> Result<()> {
    tables.run_each(
        "INSERT INTO touched (what, seq) VALUES (?1, ?2) ON CONFLICT (what, seq) DO NOTHING",
        event.touches().into_iter().map(|what| (what, seq)),
    )
}

impl Facts {
    /// How the log notes what touched a thing: people by their ids, and anything else as it is
    /// called.
    fn noted(&self, what: &str) -> Result<String> {
        let person = if what.contains('@') { Email::address(what).ok() } else { None };
        let id = person.map(|person| self.ever_called(&person)).transpose()?.flatten();
        // Of whom nothing is known any more the id stands first.
        let first = what.split(" (").next().unwrap_or(what);
        Ok(id.map_or_else(|| first.to_owned(), |id| id.to_string()))
    }

    /// The places in the log of the operations that touched a thing, the oldest first.
    pub fn operations_touching(&self, what: &str) -> Result<Vec<u64>> {
        let what = self.noted(what)?;
        self.tables.rows("SELECT seq FROM touched WHERE what = ?1 ORDER BY seq", [what])
    }

    /// The same, of those after operation `seq`, the newest first.
    pub fn operations_touching_since(&self, what: &str, seq: u64) -> Result<Vec<u64>> {
        let what = self.noted(what)?;
        self.tables.rows(
            "SELECT seq FROM touched WHERE what = ?1 AND seq > ?2 ORDER BY seq DESC",
            (what, seq),
        )
    }

    /// The undo of an operation that still stands, if there is one.
    pub fn undone_by(&self, operation: u64) -> Result<Option<u64>> {
        for undo in self.operations_touching_since(&noted_as_undone(operation), operation)? {
            if self.operation(undo)?.is_some() && self.undone_by(undo)?.is_none() {
                return Ok(Some(undo));
            }
        }
        Ok(None)
    }

    /// The operations that are undone, and the undos that stand: together they are as if they had
    /// never been.
    pub(super) fn undone_and_their_undos(&self) -> Result<HashSet<u64>> {
        let undone: Vec<u64> =
            self.tables.rows("SELECT DISTINCT seq FROM touched WHERE what GLOB ?1", [UNDONE])?;
        let mut both = HashSet::new();
        for undo in undone {
            let target = self.operation(undo)?.as_ref().and_then(undone_by_it);
            if let Some(target) = target.filter(|_| !both.contains(&undo))
                && self.undone_by(target)? == Some(undo)
            {
                both.extend([undo, target]);
            }
        }
        Ok(both)
    }

    /// The first day that anything is known of: of a membership, of somebody who held something, or
    /// of the first operation.
    pub(super) fn earliest_day(&self) -> Result<NaiveDate> {
        self.tables.one(
            "SELECT min(day) FROM (
                SELECT min(\"on\") day FROM operation
                UNION ALL SELECT min(begins_on) FROM term
                UNION ALL SELECT min(from_day) FROM holding
                UNION ALL SELECT min(revealed_on) FROM \"key\"
                UNION ALL SELECT min(redeemed_on) FROM redemption)",
            [],
        )
    }

    /// Goes through all operations in order.
    pub fn each_operation(&self, mut with: impl FnMut(Operation)) -> Result<()> {
        log::each(&self.tables, None, |entry| {
            with(self.operation_of(entry)?);
            Ok(())
        })
    }

    /// The operation of that number or request id; a request id may be a number, too.
    pub fn operation_named(&self, name: &str) -> Result<Operation> {
        let numbered = match number(name) {
            Some(seq) => self.operation(seq)?,
            None => None,
        };
        match (numbered, self.operation_by_id(name)?) {
            (Some(one), Some(other)) if one.seq != other.seq => {
                let candidates = vec![one.op_id, other.seq.to_string()];
                Err(Ambiguous { name: name.to_owned(), candidates }.into())
            }
            (Some(operation), _) | (None, Some(operation)) => Ok(operation),
            (None, None) => {
                let newest = self.head()?.seq;
                Err(OperationRefusal::NoSuchOperation { operation: name.to_owned(), newest }.into())
            }
        }
    }
}

/// The number of an operation, written as the history writes it: `02` and `+2` are request ids.
fn number(name: &str) -> Option<u64> {
    name.parse().ok().filter(|number: &u64| number.to_string() == name)
}
