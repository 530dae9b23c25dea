//! What is amiss with the ledger at a place, for one who remembers what lay there: an older copy,
//! another ledger, or one that others seal. Reads warn of it, and nothing is written until it is
//! accepted.

use crate::domain::event::{Event, LedgerEvent};
use crate::domain::finding::FindingCode;
use crate::failure::{Failure, Result};
use crate::seal;
use crate::store::{Facts, Head};

/// What is amiss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Amiss {
    /// The log does not hold what was seen last.
    Older(Head),
    /// It is none of the ledgers that were seen at this place; what was seen last there.
    Another(Head),
    /// The config file names another seal print for this place.
    Sealed { named: String },
}

impl Amiss {
    /// What it is, in a sentence.
    pub(super) fn sentence(&self) -> String {
        match self {
            Amiss::Older(Head { seq, hash, .. }) => format!(
                "the ledger is older than last seen: its log does not hold operation {seq} ({hash})"
            ),
            Amiss::Another(seen) => {
                format!("another ledger lay here when it was last seen: {}", seen.ledger)
            }
            Amiss::Sealed { named } => {
                format!(
                    "the ledger's seal print is not the one that the config file names: {named}"
                )
            }
        }
    }

    /// The failure of a write.
    pub(super) fn failure(&self) -> Failure {
        let code = match self {
            Amiss::Older(_) => "older-than-last-seen",
            Amiss::Another(_) => "another-than-last-seen",
            Amiss::Sealed { .. } => "another-seal",
        };
        let put_back = match self {
            Amiss::Older(_) => "put the newer ledger back with mpn ledger restore FILE",
            Amiss::Another(_) | Amiss::Sealed { .. } => "put the ledger back that belongs here",
        };
        Failure::unsound(code, self.sentence())
            .hint(format!("{put_back}, or accept this one: mpn ledger accept-rollback"))
    }

    /// What `ledger verify` finds.
    pub(super) fn finding(&self) -> (FindingCode, String) {
        match self {
            Amiss::Older(seen) => {
                (FindingCode::OlderThanLastSeen, format!("operation {}", seen.seq))
            }
            Amiss::Another(_) => (FindingCode::AnotherThanLastSeen, "head".to_owned()),
            Amiss::Sealed { .. } => (FindingCode::AnotherSeal, "epoch".to_owned()),
        }
    }

    /// That it is accepted, as the log keeps it.
    pub(super) fn accepted(&self) -> Event {
        match self.clone() {
            Amiss::Older(seen) | Amiss::Another(seen) => {
                LedgerEvent::RollbackAccepted { operation: seen.seq, head: seen.hash }
            }
            Amiss::Sealed { named } => LedgerEvent::SealAccepted { instead_of: named },
        }
        .into()
    }
}

/// By what a ledger's seal is known again, whoever may write the file: nobody can make another with
/// the same, or seal in this one, without the data keys from here on.
pub(super) fn seal_print(facts: &Facts) -> Result<Option<String>> {
    let ledger = facts.head()?.ledger;
    Ok(facts.first_data_key()?.map(|commitment| seal::seal_print(&ledger, &commitment)))
}
