//! `mpn plan` and `mpn apply`.

use std::path::PathBuf;

use clap::Args;

use super::value::path;
use crate::domain::call::{Call, Load};

/// Tell what would become of each row of a file of wishes
///
/// Every row is decided on the ledger as it would be after the rows before it: ok, no-op, or
/// refused, with the rule, the reason and the first day it would be allowed. Nothing is recorded.
/// Exit 5 if a row is refused.
///
/// The file is a CSV with the columns action, benefit, user and, where the action wants them, to,
/// language, os, role, account, name, country, machine, `forfeit_refund` and reason; or TOML with
/// [[want]] tables of the same keys, or [[seat]] tables of who should hold what.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn plan examples/new-team-plan.csv")]
pub struct Plan {
    /// The file of wishes, or - for standard input.
    #[arg(value_parser = path())]
    file: PathBuf,
    /// Keep the plan for `mpn apply`, with the ledger's head. It holds no key.
    #[arg(long, value_name = "PLAN.json", value_parser = path())]
    out: Option<PathBuf>,
    /// Exit 10 if there is something to do.
    #[arg(long)]
    exit_code: bool,
    /// Whoever a [[seat]] table does not name loses the seat.
    #[arg(long)]
    prune: bool,
}

/// Do what a plan or a file of wishes says, in one operation
///
/// All or nothing, unless --partial is given. A plan is refused when the ledger has moved since it
/// was made (exit 6).
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn apply examples/seats.toml")]
pub struct Apply {
    /// A plan, a file of wishes, or - for standard input.
    #[arg(value_parser = path())]
    file: PathBuf,
    /// Do the rows that are ok, and report the rest; exit 5 if there is any.
    #[arg(long)]
    partial: bool,
    /// Whoever a [[seat]] table does not name loses the seat.
    #[arg(long)]
    prune: bool,
}

impl Plan {
    pub(super) fn call(self) -> Call {
        let load = Load::Wishes { file: self.file, prune: self.prune, partial: false };
        Call::Plan { plan: Box::new(Call::Load(load)), out: self.out, exit_code: self.exit_code }
    }
}

impl Apply {
    pub(super) fn call(self) -> Call {
        Call::Load(Load::Wishes { file: self.file, prune: self.prune, partial: self.partial })
    }
}
