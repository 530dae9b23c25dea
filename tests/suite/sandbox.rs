//! A place to run `mpn` in: a folder of its own, with the examples in it, a home of its own, a
//! fixed clock, and nothing of the environment outside.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The clock of every sandbox.
pub const NOW: &str = "2026-06-01T09:00:00Z";

pub struct Sandbox {
    _folder: TempDir,
    /// Where commands run.
    pub root: PathBuf,
}

impl Sandbox {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        // What a command says of a path is what the system says of it.
        let root = folder.path().canonicalize().unwrap();
        std::fs::create_dir(root.join("home")).unwrap();
        copy(&repository("examples"), &root.join("examples"));
        Sandbox { _folder: folder, root }
    }

    /// Forgets which heads were seen: what is put back as it was is not an older copy here.
    pub fn forget(&self) {
        let _ = std::fs::remove_dir_all(self.root.join("home/.local/state/mpn"));
    }

    /// A program that runs in here, and finds `mpn`.
    pub fn command(&self, program: &str) -> Command {
        let binary = Path::new(env!("CARGO_BIN_EXE_mpn"));
        let mut path = OsString::from(binary.parent().unwrap());
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_default());
        let mut command = Command::new(program);
        command
            .current_dir(&self.root)
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.root.join("home"))
            .env("TMPDIR", &self.root)
            .env("MPN_BIN", binary)
            .env("MPN_NOW", NOW)
            .env("NO_COLOR", "1");
        // What a tool that measures coverage wants to hear of every process.
        if let Some(profile) = std::env::var_os("LLVM_PROFILE_FILE") {
            command.env("LLVM_PROFILE_FILE", profile);
        }
        command
    }
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let there = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &there);
        } else {
            std::fs::copy(entry.path(), there).unwrap();
        }
    }
}

/// A file of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Whether what is generated is to be written instead of compared.
pub fn writes_generated() -> bool {
    std::env::var_os("MPN_WRITE_GENERATED").is_some()
}
