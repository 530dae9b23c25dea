//! The words for refusals: the ledger as a whole.

use super::{did_you_mean, nearest_of, not_found};
use crate::domain::refusal::LedgerRefusal;
use crate::domain::shell;
use crate::failure::Told;

/// The words for it.
pub(super) fn told(refusal: &LedgerRefusal) -> Told {
    match refusal {
        LedgerRefusal::NoSuchProgram { program, known } => {
            not_found("no-such-program", format!("there is no program \"{program}\"")).hint(
                did_you_mean(
                    nearest_of(program, known).as_ref(),
                    &format!("mpn catalog list: there is {}", shell::list(known)),
                ),
            )
        }
    }
}
