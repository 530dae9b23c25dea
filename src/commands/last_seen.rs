//! What this user saw last of each ledger: a pin, by which an older copy that was put back in its
//! place is noticed. It is a memory, not a fact: where it cannot be read or written, nothing fails.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::seal;
use crate::store::{Facts, Head};

/// No more ledgers are remembered for one path: one replaced the other there.
const LEDGERS_AT_A_PATH: usize = 8;

/// What is remembered, and what was seen by this command.
pub struct LastSeen {
    folder: Option<PathBuf>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    /// The file that this ledger's pin stands in, and what it held before the ledger was opened.
    pin: Option<(PathBuf, Vec<Head>)>,
    newest: Option<Head>,
    /// What was seen last, and is not in the log.
    missing: Option<Head>,
}

impl LastSeen {
    /// Kept in this folder; in none, nothing is remembered.
    #[must_use]
    pub fn kept_in(folder: Option<PathBuf>) -> Self {
        LastSeen { folder, state: RefCell::default() }
    }

    /// Reads the pin. This comes before the ledger is opened, so that the log is at least as new.
    pub(super) fn look(&self, ledger: &Path) {
        let mut state = self.state.borrow_mut();
        if state.pin.is_none()
            && let Some(file) = self.file_of(ledger)
        {
            let heads = read(&file);
            state.pin = Some((file, heads));
        }
    }

    /// Compares what was seen last with the log; returns it when the log does not hold it.
    pub(super) fn compare(&self, facts: &Facts) -> Option<Head> {
        // A ledger that cannot tell its own head has other troubles.
        let now = facts.head().ok()?;
        let mut state = self.state.borrow_mut();
        let (file, heads) = state.pin.as_ref()?;
        let pinned = heads.iter().find(|head| head.ledger == now.ledger).cloned();
        let missing = match pinned {
            // One that changed meanwhile was set anew for the ledger that is there now.
            Some(pinned) if !facts.holds(&pinned).unwrap_or(true) && read(file) == *heads => {
                Some(pinned)
            }
            _ => None,
        };
        state.missing.clone_from(&missing);
        state.newest = Some(now);
        missing
    }

    /// The log goes on: what was just recorded was seen.
    pub(super) fn saw(&self, head: Head) {
        self.state.borrow_mut().newest = Some(head);
    }

    /// What was seen last and is not in the log, as far as this command found out.
    pub(super) fn missing(&self) -> Option<Head> {
        self.state.borrow().missing.clone()
    }

    /// Remembers what was seen, if that is newer than what is remembered. Nothing is synced: what
    /// is lost is only an older memory.
    pub(super) fn remember(&self) {
        let mut state = self.state.borrow_mut();
        let State { pin: Some((file, heads)), newest: Some(newest), missing: None } = &*state
        else {
            return;
        };
        let known = heads.iter().find(|head| head.ledger == newest.ledger);
        if known.is_some_and(|known| known.seq >= newest.seq) {
            return;
        }
        // Another may have remembered more, or the ledger may have been replaced. Whoever holds
        // the lock is about to say so; then this is not worth a wait.
        let Some(lock) = lock(file, false) else { return };
        if read(file) == *heads {
            let heads = with(heads, newest.clone());
            write(file, &heads);
            let file = file.clone();
            state.pin = Some((file, heads));
        }
        drop(lock);
    }

    /// Forgets what was seen of the ledgers at a path while `replace` puts another one there, and
    /// remembers what that is.
    pub(super) fn anew<T>(
        &self,
        ledger: &Path,
        replace: impl FnOnce() -> Result<(T, Head)>,
    ) -> Result<T> {
        // The place may be empty before.
        let before = self.file_of(ledger);
        let lock = before.as_deref().and_then(|file| lock(file, true));
        let heads = before.as_deref().map(read).unwrap_or_default();
        if let Some(file) = &before {
            let _ = fs::remove_file(file);
        }
        let replaced = replace();
        if let Some(file) = before.or_else(|| self.file_of(ledger)) {
            match &replaced {
                Ok((_, head)) => write(&file, &with(&heads, head.clone())),
                Err(_) if !heads.is_empty() => write(&file, &heads),
                Err(_) => {}
            }
        }
        drop(lock);
        // This command has seen what it replaced.
        *self.state.borrow_mut() = State::default();
        replaced.map(|(value, _)| value)
    }

    /// The file for a ledger, named after its path as the system resolves it.
    fn file_of(&self, ledger: &Path) -> Option<PathBuf> {
        let resolved = fs::canonicalize(ledger).ok()?;
        let name = seal::path_digest(resolved.as_os_str().as_encoded_bytes());
        Some(self.folder.as_ref()?.join("last-seen").join(name))
    }
}

/// The ledger is older than was seen: it is not written to.
pub(super) fn older(missing: &Head) -> Failure {
    Failure::unsound("older-than-last-seen", told(missing)).hint(
        "put the newer ledger back (mpn ledger restore FILE), or accept this one: \
         mpn ledger accept-rollback",
    )
}

/// What is told of it.
pub(super) fn told(missing: &Head) -> String {
    format!(
        "the ledger is older than last seen: its log does not hold operation {} ({})",
        missing.seq, missing.hash
    )
}

/// What a pin holds; nothing, if it is not there or not whole.
fn read(file: &Path) -> Vec<Head> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let heads: Option<Vec<Head>> = text.lines().map(head).collect();
    heads.unwrap_or_default()
}

/// A line of a pin: the ledger's id, the place in the log, the hash.
fn head(line: &str) -> Option<Head> {
    let mut words = line.split(' ');
    let (ledger, seq, hash) = (words.next()?, words.next()?, words.next()?);
    let is_whole = words.next().is_none() && hash.len() == 64;
    let (ledger, hash) = (ledger.to_owned(), hash.to_owned());
    let seq = u64::try_from(seq.parse::<i64>().ok()?).ok()?;
    is_whole.then_some(Head { ledger, seq, hash })
}

/// The same heads, the one of its ledger replaced by this one, which comes first.
fn with(heads: &[Head], head: Head) -> Vec<Head> {
    let others = heads.iter().filter(|other| other.ledger != head.ledger).cloned();
    let others: Vec<Head> = others.take(LEDGERS_AT_A_PATH - 1).collect();
    std::iter::once(head).chain(others).collect()
}

fn write(file: &Path, heads: &[Head]) {
    let lines = heads.iter().map(|head| format!("{} {} {}\n", head.ledger, head.seq, head.hash));
    let text: String = lines.collect();
    let _ = file.parent().map(|folder| -> std::io::Result<()> {
        let mut made = tempfile::Builder::new().prefix(".mpn-").tempfile_in(folder)?;
        made.write_all(text.as_bytes())?;
        made.persist(file).map_err(|error| error.error)?;
        Ok(())
    });
}

/// Holds off others who write pins; without `wait`, only if nobody else does.
fn lock(file: &Path, wait: bool) -> Option<File> {
    let folder = file.parent()?;
    if !folder.is_dir() {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).ok()?;
    }
    let lock = File::options().create(true).append(true).open(folder.join("lock")).ok()?;
    let held = if wait { lock.lock().is_ok() } else { lock.try_lock().is_ok() };
    held.then_some(lock)
}
