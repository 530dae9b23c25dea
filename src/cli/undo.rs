//! `mpn undo`.

use clap::Args;

use super::write;
use crate::domain::call::Call;
use crate::domain::request::{OperationRequest, UndoOperation};

/// Take an operation back, by another operation
///
/// Nothing is edited: what the operation did is made good by new facts, which history tells. What
/// nothing later has touched can be undone; otherwise the later operation is named. An undo can be
/// undone, too. Rules bind as ever: a seat that is undone on a later day than it was assigned cools
/// (VS-7), and bulk credit can only be transferred (AZ-4).
///
/// What founded the ledger, a purchase or a renewal, a key or an ID that was shown, a redemption
/// and a refund that was given up cannot be undone; the refusal names what can be done instead.
///
/// What things were before is learned by a replay of the log, whose cost grows with it. It is asked
/// about at a terminal, and wants --yes elsewhere; the role wanted is that of the operation.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn undo --dry-run\n  mpn undo 42 --yes")]
pub struct Undo {
    /// The operation, by its number or its request id; the newest if none is named.
    op: Option<String>,
}

impl Undo {
    pub(super) fn call(self) -> Call {
        let undo = UndoOperation { operation: self.op, consented: None };
        write(OperationRequest::UndoOperation(undo))
    }
}
