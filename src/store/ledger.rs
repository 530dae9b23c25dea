//! The organization, the program in force, and the counters of ids.

use std::rc::Rc;

use super::tables::{Tables, insert};
use super::{Facts, impossible, json, recipient, secrets, to_json};
use crate::domain::event::LedgerEvent;
use crate::domain::id::{Counters, Id};
use crate::domain::organization::Organization;
use crate::domain::program::Program;
use crate::failure::Result;

pub(super) fn project(tables: &Tables, seq: u64, event: &LedgerEvent) -> Result<()> {
    match event {
        LedgerEvent::LedgerFounded { organization, sample, .. } => {
            let Organization { name, tenant, account_email, administered_in, region } =
                organization;
            insert!(tables, "organization" {
                one = 1, name, tenant, account_email, administered_in, region, sample,
            })
        }
        LedgerEvent::ProgramAdopted { program, terms } => {
            insert!(tables, "program" { program, terms = to_json(terms)?, adopted_by = seq })
        }
        LedgerEvent::SecretsLost { keys, contracts, epochs, recoveries } => {
            secrets::lose(tables, keys, contracts, epochs)?;
            recipient::lose(tables, recoveries)
        }
        LedgerEvent::RollbackAccepted { .. } | LedgerEvent::SealAccepted { .. } => Ok(()),
    }
}

impl Facts {
    /// The program in force, whole.
    pub fn program(&self) -> Result<Rc<Program>> {
        if let Some(program) = self.program.get() {
            return Ok(Rc::clone(program));
        }
        let newest = "SELECT terms FROM program ORDER BY adopted_by DESC LIMIT 1";
        let found: Option<String> = self.tables.row(newest, [])?;
        let terms = found.ok_or_else(|| impossible("it goes by no program"))?;
        let program = Rc::new(json(&terms, "the program")?);
        Ok(Rc::clone(self.program.get_or_init(|| program)))
    }

    /// Whether the ledger's content is made up.
    pub fn is_sample(&self) -> Result<bool> {
        self.tables.one("SELECT sample FROM organization", [])
    }

    /// The id nearest to one that nothing has: of the last thing before it, else of the first.
    pub fn nearest_id<I: Id>(&self, table: &str, id: I) -> Result<Option<String>> {
        let sql = format!(
            "SELECT coalesce((SELECT max(id) FROM \"{table}\" WHERE id < ?1),
             (SELECT min(id) FROM \"{table}\"))"
        );
        let nearest: Option<u32> = self.tables.one(&sql, [id.number()])?;
        Ok(nearest.map(|nearest| I::new(nearest).to_string()))
    }

    /// The highest id given so far, of each kind.
    pub(super) fn counters(&self) -> Result<Counters> {
        let highest: Vec<(String, u32)> =
            self.tables.rows("SELECT letter, highest FROM counter", [])?;
        let by_letter = highest.into_iter().map(|(letter, highest)| {
            let letter = letter.chars().next();
            Ok((letter.ok_or_else(|| impossible("a nameless counter"))?, highest))
        });
        Ok(Counters::after(by_letter.collect::<Result<Vec<_>>>()?))
    }
}
