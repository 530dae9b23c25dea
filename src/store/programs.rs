//! The organization, the program in force, and the counters of ids.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Facts, impossible, json, number, to_json, word};
use crate::domain::id::{Counters, Id};
use crate::domain::organization::Organization;
use crate::domain::program::Program;
use crate::domain::user::Email;
use crate::failure::Result;

pub(super) fn found(conn: &Connection, organization: &Organization, sample: bool) -> Result<()> {
    conn.execute(
        "INSERT INTO organization (one, name, tenant, account_email, administered_in, region, sample)
         VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            organization.name,
            organization.tenant,
            organization.account_email.as_ref().map(Email::as_str),
            organization.administered_in.word(),
            organization.region.map(super::super::domain::organization::Region::word),
            sample,
        ],
    )?;
    Ok(())
}

pub(super) fn adopt(conn: &Connection, seq: u64, program: &str, terms: &Program) -> Result<()> {
    conn.execute(
        "INSERT INTO program (program, terms, adopted_by) VALUES (?1, ?2, ?3)",
        params![program, to_json(terms)?, seq],
    )?;
    Ok(())
}

impl Facts {
    /// The program in force, whole.
    pub fn program(&self) -> Result<&Program> {
        if let Some(program) = self.program.get() {
            return Ok(program);
        }
        let terms: Option<String> = self
            .conn
            .prepare_cached("SELECT terms FROM program ORDER BY adopted_by DESC LIMIT 1")?
            .query_row([], |row| row.get(0))
            .optional()?;
        let terms = terms.ok_or_else(|| impossible("it goes by no program"))?;
        let program = json(&terms, "the program")?;
        Ok(self.program.get_or_init(|| program))
    }

    /// The organization whose ledger it is.
    pub fn organization(&self) -> Result<Organization> {
        let row = self
            .conn
            .prepare_cached(
                "SELECT name, tenant, account_email, administered_in, region FROM organization",
            )?
            .query_row([], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, Option<String>>(1)?,
                    row.get::<_, Option<String>>(2)?,
                    row.get::<_, String>(3)?,
                    row.get::<_, Option<String>>(4)?,
                ))
            })
            .optional()?;
        let (name, tenant, account_email, administered_in, region) =
            row.ok_or_else(|| impossible("it has no organization"))?;
        Ok(Organization {
            name,
            tenant,
            account_email: account_email.map(|email| word(&email, "an email")).transpose()?,
            administered_in: word(&administered_in, "a place of administration")?,
            region: region.map(|region| word(&region, "a region")).transpose()?,
        })
    }

    /// Whether the ledger's content is made up.
    pub fn is_sample(&self) -> Result<bool> {
        Ok(self.conn.query_row("SELECT sample FROM organization", [], |row| row.get(0))?)
    }

    /// The id nearest to one that nothing has: of the last thing before it, else of the first.
    pub fn nearest_id<I: Id>(&self, table: &str, id: I) -> Result<Option<String>> {
        let sql = format!(
            "SELECT coalesce((SELECT max(id) FROM \"{table}\" WHERE id < ?1),
                             (SELECT min(id) FROM \"{table}\"))"
        );
        let nearest: Option<i64> =
            self.conn.prepare_cached(&sql)?.query_row([id.number()], |row| row.get(0))?;
        nearest.map(|nearest| Ok(I::new(number(nearest)?).to_string())).transpose()
    }

    /// The highest id given so far, of each kind.
    pub(super) fn counters(&self) -> Result<Counters> {
        let mut statement = self.conn.prepare_cached("SELECT letter, highest FROM counter")?;
        let mut rows = statement.query([])?;
        let mut highest = Vec::new();
        while let Some(row) = rows.next()? {
            let letter: String = row.get(0)?;
            let letter = letter.chars().next().ok_or_else(|| impossible("a nameless counter"))?;
            highest.push((letter, number(row.get(1)?)?));
        }
        Ok(Counters::after(highest))
    }
}
