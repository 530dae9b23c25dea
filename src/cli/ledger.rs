//! `mpn ledger`.

use std::path::PathBuf;

use clap::Subcommand;

use super::value::path;
use super::write;
use crate::domain::call::{Call, Keep};
use crate::domain::ledger::LedgerRequest;
use crate::domain::query::Query;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Tell what ledger this is
    #[command(after_help = "Example:\n  mpn ledger info")]
    Info,
    /// Print the end of the log, as a note to be kept elsewhere
    ///
    /// Keep it where others see it and you cannot change it, as in a ticket or the minutes. The
    /// last line is the command that tells whether the log still holds it.
    #[command(after_help = "Example:\n  mpn ledger head > head-of-june.txt")]
    Head,
    /// Tell whether the ledger holds together
    ///
    /// Checks the file, the chain of the log, every table against a replay of the log, and every
    /// sealed key. Exit 7 when it does not.
    #[command(after_help = "Example:\n  mpn ledger verify")]
    Verify {
        /// A head that was noted elsewhere, which the log must hold.
        #[arg(long, value_name = "HEAD", value_parser = head)]
        against: Option<String>,
    },
    /// Copy the ledger to a new file
    ///
    /// While others write; the copy is checked before it gets its name, and never overwrites.
    /// Product keys stay sealed in it.
    #[command(after_help = "Example:\n  mpn ledger backup /media/stick/contoso.mpn")]
    Backup {
        /// The new file.
        #[arg(value_parser = path())]
        file: PathBuf,
    },
    /// Put a backup or an archive at the ledger's place
    ///
    /// It is checked first. What is there is kept aside under another name, never lost. Takes a
    /// role in both ledgers.
    #[command(after_help = "Example:\n  mpn ledger restore /media/stick/contoso.mpn --yes")]
    Restore {
        /// A backup or an archive.
        #[arg(value_parser = path())]
        file: PathBuf,
    },
    /// Write the ledger as text, one JSON object a line
    ///
    /// The same each time, so that two archives can be compared; restore reads it back. Product
    /// keys stay sealed in it.
    #[command(after_help = "Example:\n  mpn ledger archive --out contoso.jsonl")]
    Archive {
        /// The file; without one, standard output.
        #[arg(long, value_name = "FILE", value_parser = path())]
        out: Option<PathBuf>,
    },
    /// Compute every table anew from the log
    ///
    /// The log is left alone, and so is its head. The ledger as it was is kept beside it first.
    #[command(after_help = "Example:\n  mpn ledger rebuild")]
    Rebuild,
    /// Save what still holds together of a damaged ledger into a new one
    ///
    /// That is the longest beginning of the log that does, and every sealed key that is as it was
    /// written. The damaged file is left alone.
    #[command(after_help = "Example:\n  mpn ledger salvage saved.mpn")]
    Salvage {
        /// The new ledger.
        #[arg(value_parser = path())]
        file: PathBuf,
    },
    /// Accept a ledger that is older than you have seen it, or another one
    ///
    /// That is recorded. Before, a ledger whose log does not hold what was seen last, another one
    /// at its place, or one with another seal print than the config file names can be read, but
    /// not written to.
    #[command(after_help = "Example:\n  mpn ledger accept-rollback --yes")]
    AcceptRollback,
    /// Look at everything around the ledger that can be wrong
    ///
    /// The file, its folder and permissions, the file system, the config, the identity, the clock.
    /// It only looks, and goes on where other commands stop. Exit 7 when something is wrong.
    #[command(after_help = "Example:\n  mpn ledger doctor")]
    Doctor,
}

/// Reads a head: 64 hexadecimal digits, in either case.
fn head(text: &str) -> Result<String, String> {
    let digits = text.trim().to_lowercase();
    if digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        Ok(digits)
    } else {
        Err(format!("`{text}` is not a head, which has 64 hexadecimal digits"))
    }
}

impl Verb {
    pub(super) fn call(self) -> Call {
        match self {
            Verb::Info => Call::Read(Query::LedgerInfo),
            Verb::Head => Call::Read(Query::LedgerHead),
            Verb::Verify { against } => Call::Verify { against },
            Verb::Backup { file } => Call::Keep(Keep::Backup { file }),
            Verb::Restore { file } => Call::Keep(Keep::Restore { file }),
            Verb::Archive { out } => Call::Keep(Keep::Archive { file: out }),
            Verb::Rebuild => Call::Keep(Keep::Rebuild),
            Verb::Salvage { file } => Call::Keep(Keep::Salvage { file }),
            Verb::Doctor => Call::Doctor,
            Verb::AcceptRollback => write(LedgerRequest::AcceptRollback),
        }
    }
}
