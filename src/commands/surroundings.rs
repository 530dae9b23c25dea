//! Where a ledger lies: the file, its folder and the file system, as far as the system tells of
//! them without opening the file.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::answer::Check;
use crate::domain::shell;
use crate::failure::count;
use crate::store;

/// File systems whose locks cannot be relied on between machines.
const OF_A_NETWORK: &str = "nfs nfs4 cifs smb3 smbfs 9p afs ceph glusterfs lustre ncpfs virtiofs";

/// Looks around a file that is there. This comes before the ledger is opened: to try whether a file
/// can be opened, and to close it, would drop the engine's locks.
pub(super) fn look(ledger: &Path, found: &Metadata, now: DateTime<Utc>) -> Vec<Check> {
    let folder = ledger.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    vec![
        private("permissions", ledger, found),
        access(ledger, found),
        this_folder(folder),
        file_system(folder),
        journal(ledger, found),
        drafts(folder, now),
    ]
}

/// That others can read or write a file that is for its owner alone, and the command that mends it.
pub(super) fn of_others(file: &Path) -> Option<String> {
    // What is no file has no permissions that would have to be mended.
    let found = fs::metadata(file).ok().filter(Metadata::is_file)?;
    let Check { message, hint, .. } = private("", file, &found);
    Some(format!("{message}: {}", hint?))
}

/// Whether a file is for its owner alone.
pub(super) fn private(check: &'static str, file: &Path, found: &Metadata) -> Check {
    let Some(mode) = mode(found) else {
        return Check::ok(check, "not looked at on this system");
    };
    let shown = file.display();
    let (read, write) = (mode & 0o044 != 0, mode & 0o022 != 0);
    if !read && !write {
        let owner = stranger(found).map(|uid| format!(", who is user {uid}")).unwrap_or_default();
        return Check::ok(check, format!("{mode:04o}, for its owner alone{owner}"));
    }
    let whom = if write { "write" } else { "read" };
    Check::warning(check, format!("{mode:04o}: others can {whom} {shown}"))
        .hint(format!("chmod 600 {}", shell::path(file)))
}

/// Whether whoever runs this can read the file and write to it.
fn access(ledger: &Path, found: &Metadata) -> Check {
    let shown = ledger.display();
    let typed = shell::path(ledger);
    let hint = match stranger(found) {
        Some(uid) => format!("run mpn as user {uid}, to whom {typed} belongs"),
        None => format!("chmod u+rw {typed}"),
    };
    if let Err(error) = File::open(ledger) {
        return Check::error("access", format!("{shown} cannot be read: {error}")).hint(hint);
    }
    match File::options().append(true).open(ledger) {
        Ok(_) => Check::ok("access", "it can be read and written to"),
        Err(error) => {
            Check::warning("access", format!("{shown} cannot be written to: {error}")).hint(hint)
        }
    }
}

/// The owner of a file, if that is somebody else than whoever runs this.
#[cfg(unix)]
fn stranger(found: &Metadata) -> Option<u32> {
    use std::os::unix::fs::MetadataExt as _;
    // Whoever runs this owns what they make.
    let made = tempfile::tempfile().and_then(|made| made.metadata()).ok()?;
    (made.uid() != found.uid()).then(|| found.uid())
}

#[cfg(not(unix))]
fn stranger(_: &Metadata) -> Option<u32> {
    None
}

fn this_folder(folder: &Path) -> Check {
    let shown = folder.display();
    let warning = |message: String| Check::warning("folder", message);
    let found = match fs::metadata(folder) {
        Ok(found) => found,
        Err(error) => return warning(format!("{shown} cannot be looked at: {error}")),
    };
    // A file without a name: nobody sees it.
    if let Err(error) = tempfile::tempfile_in(folder) {
        // The name that it was to have is of no interest to anybody.
        let error = io::Error::from(error.kind());
        return warning(format!("{shown} cannot be written to: {error}"))
            .hint("what is there can be read, and nothing recorded");
    }
    match mode(&found) {
        // Where a folder is sticky, others cannot take away what is not theirs, but they can put a
        // journal beside a ledger. Such a folder is there for everybody.
        Some(mode) if mode & 0o022 != 0 => {
            let message = format!("{mode:04o}: others can put another file into {shown}");
            let is_for_all = mode & 0o1000 != 0;
            Check::warning("folder", message).hint(if is_for_all {
                "mpn ledger backup FILE copies the ledger into a folder of your own".to_owned()
            } else {
                format!("chmod go-w {}", shell::path(folder))
            })
        }
        Some(mode) => Check::ok("folder", format!("{shown}, {mode:04o}")),
        None => Check::ok("folder", shown.to_string()),
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere there is none")]
fn mode(found: &Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(found.permissions().mode() & 0o7777)
}

#[cfg(not(unix))]
fn mode(_: &Metadata) -> Option<u32> {
    None
}

fn file_system(folder: &Path) -> Check {
    let mounts = fs::read_to_string("/proc/mounts").unwrap_or_default();
    let resolved = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let Some(kind) = kind_at(&mounts, &resolved) else {
        return Check::ok("file-system", "not looked at on this system");
    };
    if OF_A_NETWORK.split(' ').any(|known| known == kind) || kind.starts_with("fuse.") {
        let message =
            format!("{kind}: over a network or a bridge, on which locks between machines may fail");
        return Check::warning("file-system", message)
            .hint("keep the ledger on a disk of one machine, and run mpn there");
    }
    Check::ok("file-system", kind)
}

/// The kind of the file system that a path lies on, as a table of mounts tells.
fn kind_at(mounts: &str, path: &Path) -> Option<String> {
    let rows = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        let place = words.next()?.replace("\\040", " ").replace("\\011", "\t");
        let kind = words.next()?;
        path.starts_with(&place).then(|| (place.len(), kind.to_owned()))
    });
    // Of several at one place the last one covers the others.
    rows.max_by_key(|(length, _)| *length).map(|(_, kind)| kind)
}

/// Whether others can do more with one file than with another.
fn allows_more(one: &Metadata, other: &Metadata) -> bool {
    let (Some(one), Some(other)) = (mode(one), mode(other)) else { return false };
    one & !other != 0
}

/// What an interrupted write left behind, and whether others could have.
fn journal(ledger: &Path, of_ledger: &Metadata) -> Check {
    let place = store::journal_of(ledger);
    match fs::metadata(&place) {
        Ok(found) if allows_more(&found, of_ledger) => {
            let [ours, its] = [&found, of_ledger].map(|found| mode(found).unwrap_or_default());
            let shown = place.display();
            let message =
                format!("{shown} has the permissions {ours:04o}, and its ledger {its:04o}");
            Check::warning("journal", message)
                .hint(format!("chmod {its:04o} {}", shell::path(&place)))
        }
        Ok(found) if found.len() > 0 => {
            Check::warning("journal", "a write is going on, or was interrupted").hint(
                "the next command takes an interrupted write back; keep the two files together",
            )
        }
        _ => Check::ok("journal", "no write was interrupted"),
    }
}

/// What commands that were interrupted left half made. One that is at work is done within a day.
fn drafts(folder: &Path, now: DateTime<Utc>) -> Check {
    let is_left = |entry: &fs::DirEntry| {
        let found = entry.metadata().ok().filter(Metadata::is_file)?;
        let age = now - DateTime::<Utc>::from(found.modified().ok()?);
        let is_draft = entry.file_name().to_string_lossy().starts_with(".mpn-");
        (is_draft && age > TimeDelta::days(1)).then_some(())
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let left = entries.filter(|entry| is_left(entry).is_some()).map(|entry| entry.path());
    let mut left: Vec<String> = left.map(shell::path).collect();
    if left.is_empty() {
        return Check::ok("drafts", "no command left a file half made");
    }
    left.sort();
    let many = count(left.len() as u64, "file");
    Check::warning("drafts", format!("{many} half made by commands that were interrupted"))
        .hint(format!("rm {}", left.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_and_newest_mount_tells_the_file_system() {
        let mounts = "/dev/a / ext4 rw 0 0\nsrv:/x /srv/the\\040share nfs4 rw 0 0\n\
                      tmpfs /srv tmpfs rw 0 0\nremote /home fuse.sshfs rw 0 0\n\
                      /dev/b / btrfs rw 0 0\n";
        let kind = |path: &str| kind_at(mounts, Path::new(path)).unwrap();
        assert_eq!(kind("/etc"), "btrfs");
        assert_eq!(kind("/srv/the share/ledgers"), "nfs4");
        assert_eq!(kind("/srv/the"), "tmpfs");
        assert_eq!(kind("/home/ann"), "fuse.sshfs");
        assert_eq!(kind("/homely"), "btrfs");
        assert_eq!(kind_at("", Path::new("/")), None);
    }
}
