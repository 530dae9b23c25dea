//! What this user saw last of each ledger: a pin, by which an older copy that was put back in its
//! place is noticed. It is a memory, not a fact: where it cannot be read or written, nothing fails.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::amiss::Amiss;
use crate::failure::Result;
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
    /// What was remembered before the ledger was opened, for each name of its place.
    pins: Vec<Pin>,
    newest: Option<Head>,
    /// What is amiss for one who remembers.
    amiss: Vec<Amiss>,
    /// What was remembered and could not be written anew, and why.
    kept: Option<String>,
}

/// A file of the memory: what was seen last of each ledger that lay at one path.
struct Pin {
    file: PathBuf,
    heads: Vec<Head>,
    /// Whether the log itself says that what was seen last was given up.
    given_up: bool,
}

impl Pin {
    fn at(file: PathBuf) -> Self {
        let heads = read(&file);
        Pin { file, heads, given_up: false }
    }

    /// What was seen last of a ledger.
    fn head_of(&self, ledger: &str) -> Option<&Head> {
        self.heads.iter().find(|head| head.ledger == ledger)
    }

    /// Whether another command has written it since.
    fn has_changed(&self) -> bool {
        read(&self.file) != self.heads
    }
}

impl LastSeen {
    /// Kept in this folder; in none, nothing is remembered.
    #[must_use]
    pub fn kept_in(folder: Option<PathBuf>) -> Self {
        let folder = folder.map(|folder| folder.join("last-seen"));
        LastSeen { folder, state: RefCell::default() }
    }

    /// Reads the pins. This comes before the ledger is opened, so that the log is at least as new.
    pub(super) fn look(&self, ledger: &Path) {
        let mut state = self.state.borrow_mut();
        if state.pins.is_empty() {
            state.pins = self.pins_of(ledger);
        }
    }

    /// Compares what was seen last with the ledger: its log must hold that, or say that it was
    /// given up. `sealed` is what is amiss with its seal.
    pub(super) fn compare(&self, facts: &Facts, sealed: Option<Amiss>) -> Vec<Amiss> {
        // A ledger that cannot tell its own head has other troubles.
        let Ok(now) = facts.head() else { return Vec::new() };
        let mut state = self.state.borrow_mut();
        let (mut missing, mut another): (Option<Head>, Option<Head>) = (None, None);
        for pin in &mut state.pins {
            let Some(pinned) = pin.head_of(&now.ledger).cloned() else {
                if let Some(other) = pin.heads.first()
                    && !facts.has_given_up(other).unwrap_or(false)
                    && !pin.has_changed()
                {
                    another = Some(other.clone());
                }
                continue;
            };
            if facts.holds(&pinned).unwrap_or(true) {
                continue;
            }
            pin.given_up = facts.has_given_up(&pinned).unwrap_or(false);
            // One that changed meanwhile was set anew for the ledger that is there now.
            let counts = !pin.given_up && !pin.has_changed();
            if counts && missing.as_ref().is_none_or(|other| other.seq < pinned.seq) {
                missing = Some(pinned);
            }
        }
        let remembered = [another.map(Amiss::Another), missing.map(Amiss::Older)];
        state.amiss = remembered.into_iter().flatten().chain(sealed).collect();
        state.newest = Some(now);
        state.amiss.clone()
    }

    /// The log goes on: what was just recorded was seen.
    pub(super) fn saw(&self, head: Head) {
        self.state.borrow_mut().newest = Some(head);
    }

    /// What is amiss, as far as this command found out.
    pub(super) fn amiss(&self) -> Vec<Amiss> {
        self.state.borrow().amiss.clone()
    }

    /// The warning of what is amiss, if anything is.
    pub(crate) fn warning(&self) -> Option<String> {
        let first = self.amiss().into_iter().next()?;
        Some(format!("{}; mpn ledger accept-rollback accepts it", first.sentence()))
    }

    /// What was remembered and could not be written anew, and why.
    pub(super) fn kept(&self) -> Option<String> {
        self.state.borrow().kept.clone()
    }

    /// Remembers what was seen, where that is newer than what is remembered. Nothing is synced:
    /// what is lost is only an older memory.
    pub(super) fn remember(&self) {
        let mut state = self.state.borrow_mut();
        let State { pins, newest: Some(newest), amiss, kept } = &mut *state else { return };
        if !amiss.is_empty() {
            return;
        }
        let is_news = |pin: &&mut Pin| {
            let known = pin.head_of(&newest.ledger);
            pin.given_up || known.is_none_or(|known| known.seq < newest.seq)
        };
        let mut news = pins.iter_mut().filter(is_news).peekable();
        if news.peek().is_none() {
            return;
        }
        // Another may have remembered more, or the ledger may have been replaced. Whoever holds
        // the lock is about to say so; then this is not worth a wait.
        let lock = match self.lock(false) {
            Ok(Some(lock)) => Ok(lock),
            Ok(None) => return,
            Err(error) => Err(error),
        };
        for pin in news {
            if pin.has_changed() {
                continue;
            }
            let heads = with(&pin.heads, newest.clone());
            let written = match &lock {
                Ok(_) => write(&pin.file, &heads),
                Err(error) => Err(error.kind().into()),
            };
            match written {
                Ok(()) => *pin = Pin { file: pin.file.clone(), heads, given_up: false },
                Err(error) => not_written(pin, &error, kept),
            }
        }
    }

    /// Forgets what was seen of the ledgers at a path while `replace` puts another one there, and
    /// remembers what that is.
    pub(super) fn anew<T>(
        &self,
        ledger: &Path,
        replace: impl FnOnce() -> Result<(T, Head)>,
    ) -> Result<T> {
        let lock = self.lock(true);
        let pins = self.pins_of(ledger);
        for pin in &pins {
            let _ = fs::remove_file(&pin.file);
        }
        let replaced = replace();
        // This command has seen what it replaced.
        let mut seen = State::default();
        for pin in &pins {
            let heads = match &replaced {
                Ok((_, head)) => with(&pin.heads, head.clone()),
                Err(_) => pin.heads.clone(),
            };
            if !heads.is_empty()
                && let Err(error) = write(&pin.file, &heads)
            {
                not_written(pin, &error, &mut seen.kept);
            }
        }
        drop(lock);
        *self.state.borrow_mut() = seen;
        replaced.map(|(value, _)| value)
    }

    /// A ledger was made where there was none: what lay there once, and was seen, is none that is
    /// missed.
    pub(super) fn made(&self, place: &Path, head: &Head) {
        let is_stale = |pin: &Pin| pin.heads.first().is_some_and(|seen| seen != head);
        if !self.pins_of(place).iter().any(is_stale) {
            return;
        }
        let lock = self.lock(true);
        for pin in self.pins_of(place).iter().filter(|pin| is_stale(pin)) {
            if let Err(error) = write(&pin.file, &with(&pin.heads, head.clone())) {
                not_written(pin, &error, &mut self.state.borrow_mut().kept);
            }
        }
        drop(lock);
    }

    /// The pins of a ledger: one for each name of its place. A link that is put in its place leads
    /// elsewhere, and so does a folder; under the path that was typed the ledger is known.
    fn pins_of(&self, ledger: &Path) -> Vec<Pin> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let digest = |name: &PathBuf| seal::path_digest(name.as_os_str().as_encoded_bytes());
        names_of(ledger).iter().map(|name| Pin::at(folder.join(digest(name)))).collect()
    }

    /// Holds off others who write pins; without `wait`, only if nobody else does.
    fn lock(&self, wait: bool) -> io::Result<Option<File>> {
        let Some(folder) = &self.folder else { return Ok(None) };
        if !folder.is_dir() {
            let mut builder = fs::DirBuilder::new();
            builder.recursive(true);
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(folder)?;
        }
        let mut options = File::options();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let lock = options.open(folder.join("lock"))?;
        let held = if wait { lock.lock().is_ok() } else { lock.try_lock().is_ok() };
        Ok(held.then_some(lock))
    }
}

/// The names of a ledger's place, as it is typed and as its links lead to it.
pub(super) fn names_of(ledger: &Path) -> Vec<PathBuf> {
    let typed = super::absolute(ledger);
    let in_its_folder = || Some(fs::canonicalize(typed.parent()?).ok()?.join(typed.file_name()?));
    let names = [fs::canonicalize(&typed).ok(), in_its_folder(), Some(typed.clone())];
    let mut names: Vec<PathBuf> = names.into_iter().flatten().collect();
    names.dedup();
    names
}

/// Takes down that a pin stays as it is. Where nothing was remembered, nothing is missed.
fn not_written(pin: &Pin, error: &io::Error, kept: &mut Option<String>) {
    if !pin.heads.is_empty() {
        // The name of a draft is of no interest to anybody.
        let error = io::Error::from(error.kind());
        *kept = Some(format!(
            "what was seen last of the ledger stays as it was: cannot write {}: {error}",
            pin.file.display()
        ));
    }
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

fn write(file: &Path, heads: &[Head]) -> io::Result<()> {
    let lines = heads.iter().map(|head| format!("{} {} {}\n", head.ledger, head.seq, head.hash));
    let text: String = lines.collect();
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut made = tempfile::Builder::new().prefix(".mpn-").tempfile_in(folder)?;
    made.write_all(text.as_bytes())?;
    made.persist(file).map_err(|error| error.error)?;
    Ok(())
}
