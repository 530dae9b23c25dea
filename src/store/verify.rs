//! Whether a ledger holds together: the file, the chain of the log, and every table against a
//! replay of the log. What is found is told with a stable code, never mended.

mod apart;
pub(super) mod chain;
mod sealed;
mod tables;

use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::thread::ScopedJoinHandle;
use std::time::Duration;

use super::apart::Logged;
use super::open::{self, Purpose};
use super::tables::Tables;
use super::vouched::Told;
use super::{Facts, projection, schema, tally};
use crate::domain::answer::{Finding, Verified};
use crate::domain::finding::FindingCode;
use crate::failure::{Exit, Failure, Result};
use chain::End;

/// No more findings of one kind are told: the first says where to look.
const TOLD_AT_MOST: usize = 20;
/// How many events go to the replay at once, and how many such lots may wait for it.
const LOT: usize = 512;
const LOTS_WAITING: usize = 8;

/// Checks the ledger at `path`; with `against`, also that its log holds that head. Who can open it
/// is told along, as far as the log could be read.
///
/// The file's structure, the chain and the replay are checked at the same time, each by a thread
/// of its own.
///
/// # Errors
/// Whatever keeps the ledger from being opened at all, and a disk that fails.
pub fn verify(path: &Path, wait: Duration, against: Option<&str>) -> Result<(Verified, Told)> {
    let (tables, path) = open::open(path, Purpose::Read, wait)?;
    let facts = Facts::new(tables, &path, chrono::NaiveDate::default());
    std::thread::scope(|scope| {
        // On a connection of its own, without waiting: whoever waits to write holds it off, and
        // waits for the one that we have open.
        // Where no thread can be had, it is checked later.
        let beside = std::thread::Builder::new().spawn_scoped(scope, || {
            let conn = Tables::on(open::connect(&path, Purpose::Read, Duration::ZERO)?);
            // It goes through the file once; what it has seen need not be kept.
            conn.batch("PRAGMA cache_size = -16384")?;
            check_file(&conn)
        });
        checked(&facts, against, || match beside.map(ScopedJoinHandle::join) {
            Ok(Ok(Ok(found))) => Ok(found),
            _ => check_file(&facts.tables),
        })
    })
}

/// Checks a ledger that is open, with what was changed in its transaction so far.
///
/// # Errors
/// Those of [`verify`].
pub(super) fn verify_open(facts: &Facts) -> Result<Verified> {
    schema::as_made(facts.tables.engine())?;
    checked(facts, None, || check_file(&facts.tables)).map(|(verified, _)| verified)
}

/// Checks a ledger that is open; `file` tells what is wrong with the file's structure. Where
/// something cannot be read, that is found, and what does not follow from it is checked as well.
fn checked(
    facts: &Facts,
    against: Option<&str>,
    file: impl FnOnce() -> Result<Vec<Finding>>,
) -> Result<(Verified, Told)> {
    let mut findings = Findings::default();
    let replayed = replay(facts, &mut findings);
    findings.0.splice(0..0, file()?);
    let (end, replayed) = replayed?;
    if let Some(against) = against {
        let checked = check_against(&facts.tables, against, &mut findings);
        findings.unless_damaged("operation", checked)?;
    }
    // What the tables should hold is not known where the log could not be read to its end.
    if end.is_reached {
        tally::count_texts_of(&facts.tables, &replayed)?;
        tables::compare_all(&facts.tables, &replayed, &mut findings)?;
    }
    sealed::check(facts, &mut findings)?;
    let findings = findings.0;
    let End { operations, hash: head, told, .. } = end;
    Ok((Verified { sound: findings.is_empty(), operations, head, findings }, told))
}

/// What was found so far.
#[derive(Default)]
pub(super) struct Findings(pub Vec<Finding>);

impl Findings {
    fn add(&mut self, code: FindingCode, place: impl Into<String>, message: impl Into<String>) {
        if self.0.iter().filter(|finding| finding.code == code).count() < TOLD_AT_MOST {
            self.0.push(Finding { code, place: place.into(), message: message.into() });
        }
    }

    /// That an event cannot have happened is found as well; that a disk is full says nothing of it.
    pub(super) fn unless_impossible(&mut self, seq: u64, projected: Result<()>) -> Result<()> {
        match projected {
            Err(failure)
                if matches!(failure.told().exit, Exit::Failed | Exit::Conflict)
                    && failure.told().code != "engine" =>
            {
                Err(failure)
            }
            Err(failure) => {
                let place = format!("operation {seq}");
                self.add(FindingCode::EventImpossible, place, failure.to_string());
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    /// That something cannot be read is found as well, and no reason to stop: then it is none.
    fn unless_damaged<T>(
        &mut self,
        place: impl Into<String>,
        done: Result<T>,
    ) -> Result<Option<T>> {
        match done {
            Err(failure) if failure.told().code == "ledger-damaged" => {
                self.add(FindingCode::FileDamaged, place, failure.to_string());
                Ok(None)
            }
            done => done.map(Some),
        }
    }
}

/// Asks the engine what it thinks of the file.
fn check_file(tables: &Tables) -> Result<Vec<Finding>> {
    let mut findings = Findings::default();
    for (pragma, code) in [
        ("PRAGMA integrity_check(20)", FindingCode::FileDamaged),
        ("PRAGMA foreign_key_check", FindingCode::RowAstray),
    ] {
        let asked = ask(tables, pragma, code, &mut findings);
        findings.unless_damaged("file", asked)?;
    }
    Ok(findings.0)
}

fn ask(tables: &Tables, pragma: &str, code: FindingCode, findings: &mut Findings) -> Result<()> {
    tables.each(pragma, [], |told: String| {
        if told != "ok" {
            // The engine breaks its lines; a finding is one.
            findings.add(code, "file", told.lines().collect::<Vec<_>>().join(" "));
        }
        Ok(())
    })
}

/// Follows the chain, and replays its events on another thread into a ledger that is thrown away;
/// after the chain, where no thread can be had.
fn replay(facts: &Facts, findings: &mut Findings) -> Result<(End, Tables)> {
    let head = facts.head();
    std::thread::scope(|scope| {
        let ledger = head.as_ref().map(|head| head.ledger.clone()).unwrap_or_default();
        let mut people = apart::people(&facts.tables)?;
        let mut apart = apart::Apart::new(&facts.tables, &mut people, ledger)?;
        let (lots, to_replay) = sync_channel(LOTS_WAITING);
        let replaying = std::thread::Builder::new()
            .spawn_scoped(scope, move || project_all(open::scratch()?, to_replay.iter().flatten()));
        let mut waiting = Vec::new();
        let mut hand_on = |lot| match &replaying {
            // Whoever takes nothing more has failed, and says so itself.
            Ok(_) => drop(lots.send(lot)),
            Err(_) => waiting.extend(lot),
        };
        let mut lot = Vec::with_capacity(LOT);
        let end = chain::follow(&facts.tables, &head, findings, |seq, logged| {
            apart.follow(&logged)?;
            lot.push((seq, logged));
            if lot.len() == LOT {
                hand_on(std::mem::replace(&mut lot, Vec::with_capacity(LOT)));
            }
            Ok(())
        });
        hand_on(lot);
        drop(lots);
        let (replayed, impossible) = match replaying {
            Ok(thread) => thread
                .join()
                .map_err(|_| Failure::failed("failed", "the log could not be replayed"))??,
            Err(_) => project_all(open::scratch()?, waiting)?,
        };
        findings.0.extend(impossible.0);
        let ended = findings.unless_damaged("person", apart.end())?;
        findings.0.extend(ended.unwrap_or_default().0);
        Ok((end?, replayed))
    })
}

/// Projects events as they come. What cannot be is a finding.
fn project_all(
    tables: Tables,
    events: impl IntoIterator<Item = (u64, Logged)>,
) -> Result<(Tables, Findings)> {
    let mut findings = Findings::default();
    for (seq, event) in events {
        let projected = projection::project(&tables, seq, &event);
        findings.unless_impossible(seq, projected)?;
    }
    Ok((tables, findings))
}

fn check_against(tables: &Tables, against: &str, findings: &mut Findings) -> Result<()> {
    let known: Option<i64> = tables.row("SELECT seq FROM operation WHERE hash = ?1", [against])?;
    if known.is_none() {
        findings.add(
            FindingCode::HeadNotInLog,
            "operation",
            format!("no operation has the hash {against}: this is an older or another history"),
        );
    }
    Ok(())
}
