//! Files that are written for the user: whole, or not at all.

use std::fs::{self, Permissions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::failure::{Failure, Result, unwritable};

/// What a path leads to, for one who writes there.
#[derive(Debug)]
pub enum Place {
    /// A file, or the place of one, which is replaced by rename; who may read the one that is there.
    File(PathBuf, Option<Permissions>),
    /// A pipe or a device, which is written through.
    Stream,
}

/// How many links are followed, one after another.
const MOST_LINKS: usize = 40;

/// What a path leads to. Links are followed: a rename would put a file in the place of the link.
///
/// # Errors
/// A directory, links in a circle, and an open file of some process: it cannot be replaced by
/// rename, and whoever has it open would write over what is written.
pub fn place_of(path: &Path) -> Result<Place> {
    let failed = |kind: ErrorKind| unwritable(path, kind.into());
    let mut place = path.to_owned();
    let mut links = 0;
    let mut is_open_elsewhere = is_of_a_process(&place);
    while let Ok(to) = fs::read_link(&place) {
        links += 1;
        if links > MOST_LINKS {
            return Err(failed(ErrorKind::InvalidInput));
        }
        place = folder_of(&place).join(to);
        is_open_elsewhere |= is_of_a_process(&place);
    }
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(failed(ErrorKind::IsADirectory)),
        Ok(found) if !found.is_file() => Ok(Place::Stream),
        Ok(_) if is_open_elsewhere => Err(Failure::usage(
            "open-elsewhere",
            format!("{} is a file that is open already", path.display()),
        )
        .hint("name the file itself")),
        Ok(found) => Ok(Place::File(place, Some(found.permissions()))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Place::File(place, None)),
        Err(error) => Err(unwritable(path, error)),
    }
}

/// Whether a path names what a process has open.
fn is_of_a_process(path: &Path) -> bool {
    let folder = folder_of(path);
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let is_below = |of: &str| folder.starts_with(of);
    is_below("/proc") || is_below("/dev/fd")
}

/// Writes a file for its owner alone where there is none, with its folder; tells whether it did.
///
/// # Errors
/// A folder or a file that cannot be written.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<bool> {
    let failed = |error| unwritable(path, error);
    if fs::symlink_metadata(path).is_ok() {
        return Ok(false);
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder_of(path)).map_err(failed)?;
    let made = drafted(path, bytes, &mut tempfile::Builder::new()).map_err(failed)?;
    match made.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(failed(error.error)),
    }
}

/// Whether a file can be written where `path` leads, so that what must be recorded first is not
/// recorded in vain.
///
/// # Errors
/// Those of [`place_of`]; a folder that is not there, or cannot be written to.
pub fn can_be_made(path: &Path) -> Result<()> {
    match place_of(path)? {
        Place::File(place, _) => takes_a_file(folder_of(&place), path),
        Place::Stream => Ok(()),
    }
}

/// The same of a file whose folder is made along with it: whether it can be, leaving no trace.
///
/// # Errors
/// A folder that cannot be made or written to.
pub fn can_be_made_with_folder(path: &Path) -> Result<()> {
    if path.is_dir() {
        return Err(unwritable(path, ErrorKind::IsADirectory.into()));
    }
    let there = |folder: &&Path| fs::symlink_metadata(folder).is_ok();
    let nearest = path.ancestors().skip(1).find(there);
    takes_a_file(nearest.unwrap_or(Path::new(".")), path)
}

fn takes_a_file(folder: &Path, path: &Path) -> Result<()> {
    let taken = tempfile::Builder::new().prefix(".mpn-").tempfile_in(folder).map(drop);
    taken.map_err(|error| unwritable(path, error))
}

/// Writes a file for its owner alone, over one that may be there and keeps its mode.
///
/// # Errors
/// Those of [`place_of`]; a folder or a file that cannot be written.
pub fn write_over(path: &Path, bytes: &[u8]) -> Result<()> {
    write(path, bytes, &mut tempfile::Builder::new())
}

/// Writes a file that everybody may read, as far as this process makes such files, over one that
/// may be there and keeps its mode.
///
/// # Errors
/// Those of [`place_of`]; a folder or a file that cannot be written.
pub fn write_for_all(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    write(path, bytes, &mut builder)
}

fn write(path: &Path, bytes: &[u8], builder: &mut tempfile::Builder) -> Result<()> {
    let written = match place_of(path)? {
        Place::File(place, permissions) => replace(&place, bytes, builder, permissions),
        Place::Stream => {
            fs::File::options().write(true).open(path).and_then(|mut open| open.write_all(bytes))
        }
    };
    written.map_err(|error| unwritable(path, error))
}

fn replace(
    place: &Path,
    bytes: &[u8],
    builder: &mut tempfile::Builder,
    permissions: Option<Permissions>,
) -> io::Result<()> {
    let made = drafted(place, bytes, builder)?;
    if let Some(permissions) = permissions {
        made.as_file().set_permissions(permissions)?;
    }
    made.persist(place).map(drop).map_err(|error| error.error)
}

/// A file beside its place, which is then renamed, so that no half of it is ever found. 0600 from
/// birth, unless the builder says otherwise.
fn drafted(
    place: &Path,
    bytes: &[u8],
    builder: &mut tempfile::Builder,
) -> io::Result<NamedTempFile> {
    let mut file = builder.prefix(".mpn-").tempfile_in(folder_of(place))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// The folder that a file lies in.
fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}
