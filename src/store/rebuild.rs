//! Computes every table anew from the log, in one transaction and in the same file.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::draft::{self, Draft};
use super::log::Head;
use super::open::{self, Purpose};
use super::row::columns;
use super::tables::Tables;
use super::verify::{self, Findings, chain};
use super::{Facts, GROUND, backup, projection, tally};
use crate::domain::answer::Verified;
use crate::failure::{Failure, Result};

/// What was computed anew.
pub struct Rebuilt {
    pub head: Head,
    pub tables: u64,
    pub rows: u64,
    /// The ledger as it was before; none on a dry run.
    pub backup: Option<PathBuf>,
}

/// Drops every table that is the sum of the events and replays the log. `may` is asked on the new
/// tables, before anything is kept.
///
/// # Errors
/// `ledger-unsound` (exit 7) when the log itself does not hold together, or something that is no
/// sum of it; those of `may`. Then the ledger is as it was, and there is no copy of it.
pub fn rebuild(
    path: &Path,
    wait: Duration,
    stamp: Option<&str>,
    may: impl FnOnce(&Facts) -> Result<()>,
) -> Result<Rebuilt> {
    let (tables, path) = open::open(path, Purpose::Rebuild, wait)?;
    let facts = Facts::new(tables, &path, chrono::NaiveDate::default());
    let (tables, rows) = replay(&facts)?;
    may(&facts)?;
    let head = facts.head()?;
    let Some(stamp) = stamp else {
        return Ok(Rebuilt { head, tables, rows, backup: None });
    };
    // Only now is it known that it will be done. The copy is made of the ledger as it was.
    facts.tables.batch("ROLLBACK; BEGIN")?;
    let aside = draft::beside(&path, stamp);
    let draft = Draft::beside(&aside)?;
    backup::copy_into(facts.tables.engine(), &draft)?;
    facts.tables.batch("BEGIN IMMEDIATE")?;
    let (tables, rows) = replay(&facts)?;
    let verified = verify::verify_open(&facts)?;
    if !verified.sound {
        return Err(backup::unsound(&path, &verified).hint(
            "it is more than the tables: mpn ledger salvage FILE, or mpn ledger restore FILE",
        ));
    }
    let head = facts.head()?;
    draft.keep(backup::taken)?;
    draft::commit(facts.tables.engine(), &aside)?;
    Ok(Rebuilt { head, tables, rows, backup: Some(aside) })
}

/// Drops the tables, makes them anew and replays the log; returns how many tables and rows.
fn replay(facts: &Facts) -> Result<(u64, u64)> {
    // Tables that refer to each other can be dropped in any order; at the end it must fit.
    facts.tables.batch("PRAGMA defer_foreign_keys = ON")?;
    let wanted = objects(&open::scratch()?)?;
    drop_all(&facts.tables, &wanted)?;
    let anew = wanted.iter().filter(|object| !object.is_ground());
    anew.clone().try_for_each(|object| facts.tables.batch(&object.sql))?;
    let head = facts.head();
    let (mut findings, mut impossible) = (Findings::default(), Findings::default());
    let end = chain::follow(&facts.tables, &head, &mut findings, |seq, event| {
        impossible.unless_impossible(seq, projection::project(&facts.tables, seq, &event))
    })?;
    tally::count_texts_of(&facts.tables, &facts.tables)?;
    findings.0.append(&mut impossible.0);
    if !findings.0.is_empty() {
        let (operations, head, findings) = (end.operations, end.hash, findings.0);
        let verified = Verified { sound: false, operations, head, findings };
        return Err(backup::unsound(&facts.path, &verified)
            .hint("it is the log itself: mpn ledger salvage FILE, or mpn ledger restore FILE"));
    }
    let (mut tables, mut rows) = (0, 0);
    for table in anew.filter(|object| object.kind == "table") {
        tables += 1;
        rows += facts.tables.count(&table.name)?;
    }
    Ok((tables, rows))
}

/// Makes a ledger that is open in a transaction be what lies in another file, the log included.
pub(super) fn replace_all(tables: &Tables, other: &Path) -> Result<()> {
    let path = other.to_str().unwrap_or_default();
    tables.run("ATTACH ?1 AS other", [path])?;
    tables.batch("PRAGMA defer_foreign_keys = ON")?;
    drop_unless(tables, |_| false)?;
    let (triggers, others): (Vec<Object>, Vec<Object>) =
        objects(&open::scratch()?)?.into_iter().partition(|object| object.kind == "trigger");
    others.iter().try_for_each(|object| tables.batch(&object.sql))?;
    for Object { name, .. } in others.iter().filter(|object| object.kind == "table") {
        let sql = format!("INSERT INTO main.\"{name}\" SELECT * FROM other.\"{name}\"");
        tables.batch(&sql)?;
    }
    triggers.iter().try_for_each(|object| tables.batch(&object.sql))
}

/// A table, an index, a trigger or a view.
#[derive(Clone, PartialEq, Eq)]
struct Object {
    kind: String,
    name: String,
    /// The table that it is, or is of.
    table: String,
    sql: String,
}

impl Object {
    fn is_ground(&self) -> bool {
        GROUND.contains(&self.table.as_str())
    }
}

columns! {
    Object in "main.sqlite_schema" { kind = "type", name, table = "tbl_name", sql }
}

/// What a schema consists of, in the order in which it was made.
fn objects(tables: &Tables) -> Result<Vec<Object>> {
    tables.all("WHERE sql IS NOT NULL ORDER BY rowid", [])
}

/// Drops everything that is not ground. The ground must be as `mpn` made it.
fn drop_all(tables: &Tables, wanted: &[Object]) -> Result<()> {
    let found = objects(tables)?;
    for ground in wanted.iter().filter(|object| object.is_ground()) {
        if !found.contains(ground) {
            return Err(Failure::unsound(
                "schema-changed",
                format!("the {} {} of the log is not as mpn made it", ground.kind, ground.name),
            )
            .hint("mpn ledger salvage FILE"));
        }
    }
    drop_unless(tables, |object| object.is_ground() && wanted.contains(object))
}

/// Drops everything but what is to be kept.
fn drop_unless(tables: &Tables, keep: impl Fn(&Object) -> bool) -> Result<()> {
    let found = objects(tables)?;
    for kind in ["trigger", "view", "index", "table"] {
        for object in found.iter().rev().filter(|object| object.kind == kind && !keep(object)) {
            let name = object.name.replace('"', "\"\"");
            tables.batch(&format!("DROP {kind} main.\"{name}\""))?;
        }
    }
    Ok(())
}
