//! The past: the ledger as it stood before an operation, which can be gone through event by event.

use std::collections::VecDeque;
use std::ops::Deref;

use super::apart::{Logged, Names};
use super::{Facts, log, open, projection};
use crate::failure::Result;

/// The ledger as it stood at some place of the log; without the log and the secrets. People have the
/// emails that they have now.
pub struct Past {
    facts: Facts,
    /// What comes next.
    next: VecDeque<Logged>,
}

impl Deref for Past {
    type Target = Facts;
    fn deref(&self) -> &Facts {
        &self.facts
    }
}

impl Facts {
    /// The ledger as it stood before operation `seq`: a replay of what comes before it, whose cost
    /// grows with the log.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn before(&self, seq: u64) -> Result<Past> {
        let tables = open::scratch()?;
        log::each(&self.tables, Some(seq.saturating_sub(1)), |entry| {
            projection::project_entry(&tables, &entry)
        })?;
        self.copy_people_into(&tables, Names::OfNow)?;
        let next = log::entry_where(&self.tables, "seq", seq)?;
        let next = next.map(|entry| entry.logged()).transpose()?.unwrap_or_default().into();
        Ok(Past { facts: Facts::new(tables, &self.path, self.today), next })
    }
}

impl Past {
    /// Goes one event further into operation `seq`.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn pass(&mut self, seq: u64) -> Result<()> {
        let Some(next) = self.next.pop_front() else { return Ok(()) };
        projection::project(&self.facts.tables, seq, &next)?;
        self.facts.forget_computed(&next.event);
        Ok(())
    }
}
