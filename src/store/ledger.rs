//! The organization, the program in force, and the counters of ids.

use std::rc::Rc;

use chrono::NaiveDate;

use super::tables::{Tables, insert};
use super::{Adopted, Facts, impossible, json, recipient, secrets, to_json};
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
                one = 1, name, tenant, account = account_email, administered_in, region, sample,
            })
        }
        LedgerEvent::ProgramAdopted { program, terms, on } => {
            let terms = to_json(terms)?;
            insert!(tables, "program" { program, terms, from_day = on, adopted_by = seq })
        }
        LedgerEvent::SecretsLost { keys, contracts, epochs, recoveries, .. } => {
            secrets::lose(tables, keys, contracts, epochs)?;
            recipient::lose(tables, recoveries)
        }
        LedgerEvent::RollbackAccepted { .. } | LedgerEvent::SealAccepted { .. } => Ok(()),
    }
}

impl Facts {
    /// The program in force today, whole: the newest that was adopted by then, else the first.
    pub fn program(&self) -> Result<Rc<Program>> {
        let programs = self.programs()?;
        let adopted = programs.iter().rev().find(|one| one.from <= self.today);
        let found = adopted.or(programs.first()).map(|one| Rc::clone(&one.program));
        found.ok_or_else(|| impossible("it goes by no program"))
    }

    /// Every program that was adopted, and from which day on, in order. The one that the ledger was
    /// founded with comes first: it counts for every day before, too, and so gives way to one that
    /// is dated before the founding.
    pub fn programs(&self) -> Result<Rc<Vec<Adopted>>> {
        if let Some(programs) = self.programs.borrow().as_ref() {
            return Ok(Rc::clone(programs));
        }
        let kept: Vec<(String, NaiveDate)> = self.tables.rows(
            "SELECT terms, from_day FROM program
                 ORDER BY adopted_by > (SELECT min(adopted_by) FROM program), from_day, adopted_by",
            [],
        )?;
        let read = |(terms, from): (String, NaiveDate)| {
            Ok(Adopted { program: Rc::new(json(&terms, "the program")?), from })
        };
        let programs = Rc::new(kept.into_iter().map(read).collect::<Result<Vec<_>>>()?);
        *self.programs.borrow_mut() = Some(Rc::clone(&programs));
        Ok(programs)
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
