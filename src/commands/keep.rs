//! `mpn ledger`: the file as a whole — copied, put back, computed anew, saved from damage.

use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use chrono::NaiveDate;

use super::seal::{next_data_key, vouch};
use super::{Context, absolute, authorize, handed_out};
use crate::config::{self, Place};
use crate::domain::answer::{
    Answer, Body, Copied, Rebuilt, Replaced, Restored, Salvaged, Verified,
};
use crate::domain::call::Keep;
use crate::domain::event::LedgerEvent;
use crate::domain::moment::Clock;
use crate::domain::operation::{Receipt, clock_warning};
use crate::domain::role::Permission;
use crate::domain::user::Email;
use crate::failure::{Exit, Failure, Result, count, unwritable};
use crate::seal;
use crate::store::{self, Change, Facts, Head, Intent, Lost, Reader, Reading, Restoring};

/// Does what is to be done with the file.
pub(super) fn keep(context: &Context<'_>, keep: &Keep) -> Result<Answer> {
    match keep {
        Keep::Backup { file } => backup(context, file).map_err(store::with_way_out),
        Keep::Restore { file } => restore(context, file),
        Keep::Archive { file } => archive(context, file.as_deref()).map_err(store::with_way_out),
        Keep::Rebuild => rebuild(context).map_err(store::with_way_out),
        Keep::Salvage { file } => salvage(context, file),
    }
}

/// A copy that was checked before it got its name.
fn backup(context: &Context<'_>, file: &Path) -> Result<Answer> {
    let ledger = context.settings.ledger()?;
    let reader = context.reader()?;
    may_copy(context, &reader)?;
    let ledger_id = reader.head()?.ledger;
    drop(reader);
    let made = store::backup(ledger, file, context.wait)?;
    Ok(copied(file, made_at(context, file, ledger_id, made)))
}

/// Whether whoever is named may have all that a ledger says. Where nobody is, it is a copy of a file
/// that can be read.
fn may_copy(context: &Context<'_>, facts: &Facts) -> Result<()> {
    if context.settings.actor_if_any().is_some() {
        authorize(facts, &context.actor()?, Permission::Read)?;
    }
    Ok(())
}

/// A ledger was made at a place: what was seen there before counts no more. Its head.
fn made_at(context: &Context<'_>, file: &Path, ledger: String, made: Verified) -> Head {
    let is_told = made.head.is_some();
    let head = Head { ledger, seq: made.operations, hash: made.head.unwrap_or_default() };
    if is_told {
        context.last_seen.made(file, &head);
    }
    head
}

fn copied(file: &Path, head: Head) -> Answer {
    let file = file.display().to_string();
    let Head { ledger: ledger_id, seq: operations, hash: head } = head;
    Body::Copied(Copied { file, ledger_id, operations, head }).into()
}

/// The ledger as text: into a file, or as the answer.
fn archive(context: &Context<'_>, file: Option<&Path>) -> Result<Answer> {
    let reader = context.reader()?;
    may_copy(context, &reader)?;
    let Some(file) = file else {
        let mut text = Vec::new();
        reader.archive(&mut text)?;
        return Ok(Body::Text(String::from_utf8_lossy(&text).into_owned()).into());
    };
    super::out::may_write(context, file)?;
    match config::place_of(file)? {
        Place::File(place, permissions) => reader.archive_to(&place, permissions)?,
        Place::Stream => {
            let failed = |error| unwritable(file, error);
            let opened = fs::File::options().write(true).open(file).map_err(failed)?;
            let mut opened = BufWriter::new(opened);
            reader.archive(&mut opened)?;
            opened.flush().map_err(failed)?;
        }
    }
    Ok(copied(file, reader.head()?))
}

/// Puts a backup or an archive at the ledger's place.
fn restore(context: &Context<'_>, file: &Path) -> Result<Answer> {
    let actor = context.actor()?;
    let place = absolute(context.settings.ledger()?);
    let reading = (context.clock)();
    let today = reading.now.date_naive();
    let restoring = store::restoring(file, &place, context.wait, context.dry_run)?;
    let restored = {
        let reader = restoring.reader(today)?;
        authorize(&reader, &actor, Permission::Activate)?;
        seen(&reader)?
    };
    let head = Head { ledger: restored.ledger_id, seq: restored.operations, hash: restored.head };
    let mut answer = Restored {
        receipt: receipt("ledger restore", actor.as_str(), reading, &head, context.dry_run),
        ledger: place.display().to_string(),
        ledger_id: head.ledger.clone(),
        organization: restored.organization,
        operations: head.seq,
        last_at: restored.last_at,
        replaces: None,
        kept_aside: None,
    };
    let (mut notes, mut warnings) = (Vec::new(), Vec::new());
    context.last_seen.look(&place);
    match present(context, &place, &actor, &restoring, today) {
        Ok((present, handed_out)) => {
            let is_same = present.ledger_id == head.ledger && present.head == head.hash;
            // The same log may still have tables that do not agree with it.
            if is_same && is_sound(context, &place)? {
                // To put back the very copy that is there says that it is the one.
                let is_older = !context.last_seen.amiss().is_empty();
                answer.receipt.changed = is_older;
                if is_older && !context.dry_run {
                    context.last_seen.anew(&place, || Ok(((), head)))?;
                }
                return Ok(Body::Restored(answer).into());
            }
            answer.replaces = Some(present);
            warnings = handed_out;
        }
        Err(failure) if failure.told().exit == Exit::NotFound => {}
        Err(failure) if stands_in_the_way(&failure) => return Err(failure),
        // A damaged ledger is what a backup is for.
        Err(failure) => notes.push(format!("what is there cannot be read: {failure}")),
    }
    if !context.dry_run {
        let stamp = stamp("before-restore", reading);
        let aside =
            context.last_seen.anew(&place, || Ok((restoring.put(&stamp, context.wait)?, head)))?;
        answer.kept_aside = aside.map(|path| path.display().to_string());
    }
    Ok(Answer { body: Body::Restored(answer), notes, warnings })
}

/// The ledger that is to be replaced, for one who may do that, and what it has handed out that the
/// one in its place would hand out again.
fn present(
    context: &Context<'_>,
    place: &Path,
    actor: &Email,
    restoring: &Restoring,
    today: NaiveDate,
) -> Result<(Replaced, Vec<String>)> {
    let present = Reader::open(place, context.wait, today)?;
    authorize(&present, actor, Permission::Activate)?;
    context.compare(&present);
    let backup = restoring.reader(today)?;
    let handed_out = handed_out::since(&backup, &present);
    let handed_out = handed_out.unwrap_or_else(|failure| {
        vec![format!("what was handed out since that backup cannot be read: {failure}")]
    });
    Ok((seen(&present)?, handed_out))
}

/// What is told of a ledger that is put in place, or replaced.
fn seen(facts: &Facts) -> Result<Replaced> {
    let head = facts.head()?;
    Ok(Replaced {
        ledger_id: head.ledger,
        organization: facts.organization()?.name,
        operations: head.seq,
        last_at: facts.last_recorded_at()?,
        head: head.hash,
    })
}

fn is_sound(context: &Context<'_>, place: &Path) -> Result<bool> {
    match store::verify(place, context.wait, None) {
        Err(failure) if stands_in_the_way(&failure) => Err(failure),
        verified => Ok(verified.is_ok_and(|(verified, _)| verified.sound)),
    }
}

/// Whether what came of looking at a ledger keeps it from being replaced; damage does not.
fn stands_in_the_way(failure: &Failure) -> bool {
    let told = failure.told();
    told.exit == Exit::NotAuthorized || told.code == "ledger-busy"
}

/// Computes every table anew from the log.
fn rebuild(context: &Context<'_>) -> Result<Answer> {
    let actor = context.actor()?;
    let ledger = context.settings.ledger()?;
    let reading = (context.clock)();
    context.last_seen.look(ledger);
    let stamp = stamp("before-rebuild", reading);
    let stamp = (!context.dry_run).then_some(stamp.as_str());
    let made = store::rebuild(ledger, context.wait, stamp, |facts: &Facts| {
        if let Some(first) = context.compare(facts).first() {
            return Err(first.failure());
        }
        authorize(facts, &actor, Permission::Activate).map(|_| ())
    })?;
    Ok(Body::Rebuilt(Rebuilt {
        receipt: receipt("ledger rebuild", actor.as_str(), reading, &made.head, context.dry_run),
        operations: made.head.seq,
        tables: made.tables,
        rows: made.rows,
        backup: made.backup.map(|path| path.display().to_string()),
    })
    .into())
}

/// Saves what holds together into a new ledger.
fn salvage(context: &Context<'_>, file: &Path) -> Result<Answer> {
    let ledger = context.settings.ledger()?;
    // Of a ledger that holds together it is a copy. Otherwise nobody is asked for a role: it is not
    // this ledger that is written to, and who holds roles may be what is lost. It is recorded in the
    // name of whoever is named, if anybody is.
    let may = context.reader().map(|reader| may_copy(context, &reader));
    if let Ok(Err(failure)) = may
        && failure.told().exit == Exit::NotAuthorized
        && is_sound(context, ledger)?
    {
        return Err(failure);
    }
    let intent = Intent {
        actor: context.settings.actor_if_any().unwrap_or(&context.os_user).to_owned(),
        os_user: context.os_user.clone(),
        host: context.host.clone(),
        on: None,
        reason: None,
        op_id: seal::random_id()?,
        dry_run: false,
    };
    let saved = store::salvage(ledger, file, intent, (context.clock)(), record_lost)?;
    let head = made_at(context, file, saved.ledger, saved.verified);
    let keys = saved.lost.keys.iter().map(ToString::to_string);
    let contracts = saved.lost.contracts.iter().map(ToString::to_string);
    let people = saved.lost.people.iter().map(ToString::to_string);
    let mut answer = Answer::from(Body::Salvaged(Salvaged {
        file: file.display().to_string(),
        ledger_id: head.ledger,
        operations: saved.operations,
        operations_there: saved.operations_there,
        stopped_by: saved.stopped_by,
        sealed_values: saved.sealed_values,
        lost: keys.chain(contracts).chain(people).collect(),
        head: head.hash,
    }));
    if !saved.lost.texts.is_empty() {
        let texts = count(saved.lost.texts.len() as u64, "text");
        let warning = format!("{texts} could not be saved: reasons, titles, or where it was done");
        answer.warnings.push(warning);
    }
    if saved.lost.data_key {
        answer.warnings.push(
            "the data key was lost, and with it all that was sealed; a new one was made for the \
             same recipients"
                .to_owned(),
        );
    } else if !saved.lost.epochs.is_empty() {
        answer.warnings.push(
            "a data key of before the newest was lost: a request that was recorded under it is not \
             known again by its --request-id"
                .to_owned(),
        );
    }
    if !saved.lost.recoveries.is_empty() {
        answer.warnings.push(
            "what the recovery passphrase unlocked was lost, and it opens nothing any more: \
             mpn seal recovery makes another"
                .to_owned(),
        );
    }
    Ok(answer)
}

/// Records which sealed texts were not saved, and makes a data key where there is none any more.
fn record_lost(change: &mut Change, lost: &Lost) -> Result<String> {
    let anew = if lost.data_key { Some(next_data_key(change)?) } else { None };
    let Lost { keys, contracts, recoveries, epochs, people, texts, pepper, data_key: _ } =
        lost.clone();
    change.record(LedgerEvent::SecretsLost {
        keys,
        contracts,
        epochs,
        recoveries,
        people,
        texts,
        pepper,
    })?;
    if let Some(key) = anew {
        // The key that could vouch for it is what was lost.
        vouch(change, &key, None)?;
    }
    change.request_digest(change.ledger_id(), "ledger salvage")
}

/// The receipt of what is done to the file and is no operation in its log.
fn receipt(command: &str, actor: &str, reading: Reading, head: &Head, dry_run: bool) -> Receipt {
    let clock = if reading.fixed { Clock::Fixed } else { Clock::System };
    Receipt {
        operation: None,
        command: command.to_owned(),
        actor: actor.to_owned(),
        at: reading.now,
        on: reading.now.date_naive(),
        changed: true,
        dry_run,
        events: Vec::new(),
        head: head.hash.clone(),
        warnings: clock_warning(clock).into_iter().collect(),
        refused: Vec::new(),
    }
}

/// What ends the name of a file that is kept aside.
fn stamp(why: &str, reading: Reading) -> String {
    format!("{why}-{}", reading.now.format("%Y%m%dT%H%M%SZ"))
}
