//! `mpn ledger`.

use clap::{Args, Subcommand};

use crate::domain::query::Query;
use crate::domain::request::Call;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Tell what ledger this is
    #[command(after_help = "Example:\n  mpn ledger info")]
    Info,
    /// Print the end of the log, to be kept elsewhere
    #[command(after_help = "Example:\n  mpn ledger head")]
    Head,
    Verify(Verify),
}

/// Tell whether the ledger holds together
///
/// Checks the file, the chain of the log, every table against a replay of the log, and every
/// sealed key. Exit 7 when it does not.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn ledger verify")]
pub struct Verify {
    /// A head that was noted elsewhere, which the log must hold.
    #[arg(long, value_name = "HEAD", value_parser = head)]
    against: Option<String>,
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
            Verb::Verify(verify) => Call::Verify { against: verify.against },
        }
    }
}
