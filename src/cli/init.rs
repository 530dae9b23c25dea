//! `mpn init`.

use std::path::PathBuf;

use clap::Args;

use crate::domain::call::{self, Call};
use crate::domain::user::Email;

/// Make a ledger, its first admin and its identity
///
/// Writes the ledger, the identity that opens its keys, and a config file that names both ledger
/// and acting user, so that the next command just works. Never overwrites any of them.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn init --from examples/gold.toml")]
pub struct Init {
    /// The organization's name.
    #[arg(long, value_name = "NAME")]
    org: Option<String>,
    /// The tenant that license keys are redeemed on.
    #[arg(long, value_name = "DOMAIN")]
    tenant: Option<String>,
    /// The email of the Partner Center account.
    #[arg(long, value_name = "EMAIL")]
    account_email: Option<Email>,
    /// The first admin, who becomes global-admin.
    #[arg(long, value_name = "EMAIL")]
    admin: Option<Email>,
    /// The program to go by.
    #[arg(long, value_name = "PROGRAM")]
    program: Option<String>,
    /// An opening statement: a TOML file that says what already is.
    #[arg(long, value_name = "FILE.toml")]
    from: Option<PathBuf>,
}

impl Init {
    pub(super) fn call(self) -> Call {
        Call::Init(call::Init {
            org: self.org,
            tenant: self.tenant,
            account_email: self.account_email,
            admin: self.admin,
            program: self.program,
            from: self.from,
        })
    }
}
