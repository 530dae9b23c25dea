//! The past: the ledger as it stood before an operation, which can be gone through event by event.

use std::ops::Deref;

use super::{Facts, log, open, projection};
use crate::domain::event::Event;
use crate::failure::Result;

/// The ledger as it stood at some place of the log; without the log and the secrets.
pub struct Past(Facts);

impl Deref for Past {
    type Target = Facts;
    fn deref(&self) -> &Facts {
        &self.0
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
        Ok(Past(Facts::new(tables, &self.path, self.today)))
    }
}

impl Past {
    /// Goes one event further.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn pass(&mut self, seq: u64, event: &Event) -> Result<()> {
        projection::project(&self.0.tables, seq, event)?;
        self.0.forget_computed(event);
        Ok(())
    }
}
