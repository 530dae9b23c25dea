//! Saves from a damaged file what still holds together: the longest beginning of the log that
//! does, and the sealed values that are as they were written. The file itself is left alone.

use std::fs::File;
use std::io;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;

use super::apart::saved;
use super::change::{Change, Committed, Intent};
use super::clock::Reading;
use super::draft::Draft;
use super::ground::Builder;
use super::log::{self, Entry};
use super::place::{journal_of, look};
use super::tables::Tables;
use super::{Facts, backup, mended, recipient, secrets, verify};
use crate::domain::answer::Verified;
use crate::domain::event::{Event, LedgerEvent};
use crate::domain::id::{ContractId, KeyId, TextId, UserId};
use crate::domain::secret::{Sealed, SecretOf, WrappedKey};
use crate::failure::{Failure, Result};
use crate::seal;

/// What was saved, and what was not.
pub struct Salvaged {
    pub ledger: String,
    /// Operations of the damaged log that are in the new one.
    pub operations: u64,
    /// How many the damaged log has, as far as that can still be told.
    pub operations_there: Option<u64>,
    /// Why the next operation could not be saved, if there was one.
    pub stopped_by: Option<String>,
    pub sealed_values: u64,
    pub lost: Lost,
    /// What the new ledger is.
    pub verified: Verified,
}

/// What is sealed, and could not be saved.
#[derive(Clone, Debug, Default)]
pub struct Lost {
    pub keys: Vec<KeyId>,
    pub contracts: Vec<ContractId>,
    /// Ways in that a passphrase opened, whose identity is gone.
    pub recoveries: Vec<String>,
    /// Epochs whose data key is gone.
    pub epochs: Vec<u32>,
    /// Of whom it is not known any more who they are.
    pub people: Vec<UserId>,
    pub texts: Vec<TextId>,
    /// What binds the log to the pepper that was made in place of the one that was lost.
    pub pepper: Option<String>,
    /// The newest is among them: nothing can be sealed before there is another.
    pub data_key: bool,
}

impl Lost {
    /// Whether nothing was lost.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
            && self.contracts.is_empty()
            && self.recoveries.is_empty()
            && self.epochs.is_empty()
            && self.people.is_empty()
            && self.texts.is_empty()
            && self.pepper.is_none()
    }
}

/// Saves what can be saved of the ledger at `from` into a new one at `to`. Where something that
/// was sealed is lost, `record` records it, as one operation.
///
/// # Errors
/// `file-exists` (exit 6); `nothing-to-salvage` (exit 7) when not even the first operation holds.
pub fn salvage(
    from: &Path,
    to: &Path,
    intent: Intent,
    reading: Reading,
    record: impl FnOnce(&mut Change, &Lost) -> Result<String>,
) -> Result<Salvaged> {
    backup::free(to)?;
    let from = look(from)?;
    let draft = Draft::beside(to)?;
    let damaged = Damaged::copy_of(&from)?;
    let Some((ledger, first)) = damaged.beginning() else {
        let shown = from.display();
        return Err(Failure::unsound(
            "nothing-to-salvage",
            format!("{shown}: not even the first operation can be read"),
        )
        .hint("mpn ledger restore FILE, of a backup or an archive"));
    };
    let operations_there = damaged.operations();
    let mut builder = Builder::on(draft.connect()?, &ledger);
    builder.add(&first)?;
    let stopped_by = damaged.add_rest(&mut builder);
    // That there is no further operation is the end, not damage.
    let stopped_by =
        stopped_by.filter(|_| operations_there.is_none_or(|there| there > builder.operations()));
    let operations = builder.operations();
    let facts = Facts::new(builder.built(), to, reading.now.date_naive());
    let (sealed_values, lost) = damaged.keep_sealed(&facts)?;
    if lost.is_empty() {
        facts.tables.batch("COMMIT")?;
        drop(facts);
    } else {
        let mut change = Change::on(facts, intent, reading, Duration::ZERO)?;
        let request = record(&mut change, &lost)?;
        let Committed::Done(_) = change.commit("ledger salvage", &request)? else {
            return Err(Failure::failed("failed", "what was lost could not be recorded"));
        };
    }
    let (verified, _) = verify::verify(draft.path(), Duration::ZERO, None)?;
    if !verified.sound {
        return Err(backup::unsound(&from, &verified));
    }
    draft.keep(backup::taken)?;
    Ok(Salvaged { ledger, operations, operations_there, stopped_by, sealed_values, lost, verified })
}

/// Copies a file's content, and not who may read or write it: a copy can be mended even where the
/// file is for reading only.
fn copy_private(from: &Path, to: &Path) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    io::copy(&mut File::open(from)?, &mut options.open(to)?).map(|_| ())
}

/// A copy of a damaged ledger, read as far as it goes.
struct Damaged {
    tables: Tables,
    _folder: tempfile::TempDir,
}

impl Damaged {
    /// Works on a copy: whatever the engine wants to mend, such as an interrupted write, it mends
    /// there.
    fn copy_of(from: &Path) -> Result<Self> {
        let failed = || format!("cannot copy {}", from.display());
        let folder =
            tempfile::Builder::new().prefix(".mpn-").tempdir().context("cannot make a folder")?;
        let copy = folder.path().join("damaged.mpn");
        copy_private(from, &copy).with_context(failed)?;
        let journal = journal_of(from);
        if journal.is_file() {
            copy_private(&journal, &journal_of(&copy)).with_context(failed)?;
        }
        mended::mend_beginning(&copy).with_context(failed)?;
        Ok(Damaged { tables: Tables::on(mended::open(&copy)?), _folder: folder })
    }

    /// The first operation, and the id of the ledger that it makes sense with.
    fn beginning(&self) -> Option<(String, Entry)> {
        let first = log::entry_where(&self.tables, "seq", 1).ok()??;
        let beginning = first.logged().ok()?.into_iter().next()?.event;
        let Event::Ledger(LedgerEvent::LedgerFounded { ledger: founded, .. }) = beginning else {
            return None;
        };
        (first.hashed(&founded) == first.hash).then_some((founded, first))
    }

    /// How many operations there are, as far as that can be told.
    fn operations(&self) -> Option<u64> {
        let told = ["SELECT seq FROM head", "SELECT max(seq) FROM operation"]
            .map(|sql| self.tables.one::<Option<u64>>(sql, []).ok().flatten());
        told.into_iter().flatten().max()
    }

    /// Adds operations as long as each follows from those before; returns what the next one lacks.
    fn add_rest(&self, builder: &mut Builder) -> Option<String> {
        loop {
            let seq = builder.operations() + 1;
            let added = match log::entry_where(&self.tables, "seq", seq) {
                Ok(Some(entry)) => builder.add(&entry),
                Ok(None) => return Some(format!("operation {seq}: it is not in the log")),
                Err(failure) => Err(failure.about(&format!("operation {seq}"))),
            };
            if let Err(failure) = added {
                return Some(failure.to_string());
            }
        }
    }

    /// Keeps the data keys and the sealed values that the saved log tells of and that are as they
    /// were written; returns how many values these are, and what is lost.
    fn keep_sealed(&self, facts: &Facts) -> Result<(u64, Lost)> {
        let ledger = facts.head()?.ledger;
        let apart = saved::save(&self.tables, facts)?;
        let (people, texts) = (apart.people.into_iter(), apart.texts.into_iter());
        let mut lost = Lost {
            people: people.collect(),
            texts: texts.collect(),
            pepper: apart.pepper,
            ..Lost::default()
        };
        let newest = facts.newest_epoch()?;
        for epoch in facts.epochs_with_key()? {
            match self.data_key(&ledger, epoch) {
                Some(key) => recipient::keep_wrapped(&facts.tables, &key)?,
                None => lost.epochs.push(epoch),
            }
        }
        lost.data_key = lost.epochs.contains(&newest);
        for recipient in facts.recipients()? {
            let Some(digest) = recipient.recovery.filter(|digest| !digest.is_empty()) else {
                continue;
            };
            let name = recipient.recipient;
            let locked = self.recovery(&name);
            match locked.filter(|locked| seal::recovery_digest(&ledger, &name, locked) == digest) {
                Some(locked) => recipient::keep_recovery(&facts.tables, &name, &locked)?,
                None => lost.recoveries.push(name),
            }
        }
        let mut kept = 0;
        for (of, commitment) in facts.secrets_told_of()? {
            let value = self.sealed(&ledger, of, commitment);
            if value.is_some_and(|value| secrets::keep_one(&facts.tables, of, &value)) {
                kept += 1;
                continue;
            }
            match of {
                SecretOf::Key(key) => lost.keys.push(key),
                SecretOf::AccessId(contract) | SecretOf::ContractId(contract) => {
                    if lost.contracts.last() != Some(&contract) {
                        lost.contracts.push(contract);
                    }
                }
            }
        }
        for contract in &lost.contracts {
            // One of the two IDs alone is of no use, and would belong to nothing.
            let sql = "DELETE FROM sealed_value WHERE kind <> 'key' AND number = ?1";
            facts.tables.run(sql, [contract])?;
            kept -= facts.tables.engine().changes();
        }
        Ok((kept, lost))
    }

    fn data_key(&self, ledger: &str, epoch: u32) -> Option<WrappedKey> {
        let key: WrappedKey = self.tables.any("WHERE epoch = ?1", [epoch]).ok()??;
        (seal::wrapped_digest(ledger, key.epoch, &key.wrapped) == key.digest).then_some(key)
    }

    fn recovery(&self, recipient: &str) -> Option<Vec<u8>> {
        self.tables.row("SELECT locked FROM recovery WHERE recipient = ?1", [recipient]).ok()?
    }

    fn sealed(&self, ledger: &str, of: SecretOf, commitment: String) -> Option<Sealed> {
        let value = secrets::sealed(&self.tables, of, commitment).ok()??;
        (seal::sealed_digest(ledger, &value) == value.digest).then_some(value)
    }
}
