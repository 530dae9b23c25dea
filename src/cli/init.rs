//! `mpn init`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::value::path;
use crate::domain::call::{self, Call};
use crate::domain::organization::tenant;
use crate::domain::user::Email;

/// Make a ledger, its first admin and its identity
///
/// Writes the ledger, the identity that opens its keys, and a config file that names both ledger
/// and acting user, so that the next command just works. Never overwrites any of them. The
/// organization and its tenant are asked for at a terminal, unless they are named here or in the
/// opening statement; elsewhere they must be.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn init --from examples/gold.toml")]
pub struct Init {
    /// The organization's name.
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    org: Option<String>,
    /// The tenant that license keys are redeemed on.
    #[arg(long, value_name = "DOMAIN", value_parser = tenant)]
    tenant: Option<String>,
    /// It has no tenant.
    #[arg(long, conflicts_with = "tenant")]
    no_tenant: bool,
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
    #[arg(long, value_name = "FILE.toml", value_parser = path())]
    from: Option<PathBuf>,
    /// Read the files that an opening statement names wherever they lie, not only beside it.
    #[arg(long, requires = "from")]
    allow_paths: bool,
}

impl Init {
    pub(super) fn call(self) -> Call {
        Call::Init(call::Init {
            org: self.org,
            tenant: self.tenant,
            no_tenant: self.no_tenant,
            account_email: self.account_email,
            admin: self.admin,
            program: self.program,
            from: self.from,
            allow_paths: self.allow_paths,
        })
    }
}
