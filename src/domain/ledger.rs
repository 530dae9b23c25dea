//! What is said of the ledger as a whole: requests, events and refusals, with all that must be
//! known of each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use crate::domain::fact::{CountsFrom, Fact, Part, Undoing, noted_with};
use crate::domain::id::{ContractId, KeyId, TextId, UserId};
use crate::domain::organization::Organization;
use crate::domain::program::Program;
use crate::domain::role::Permission;
use crate::domain::user::Email;
use crate::domain::verb::{ActsOn, Asked, Verb};

/// What is asked of the ledger as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum LedgerRequest {
    UseCatalog { program: Box<Program> },
    AcceptRollback,
}

impl Asked for LedgerRequest {
    fn verb(&self) -> Verb {
        use Permission::Activate;
        match self {
            LedgerRequest::UseCatalog { .. } => Verb::new("catalog use", Activate, &["MEM-2"]),
            LedgerRequest::AcceptRollback => {
                Verb::new("ledger accept-rollback", Activate, &["ROLE-13"]).asking()
            }
        }
        .on(ActsOn::Ledger)
    }

    fn fold(&mut self, _: &Email) {
        match self {
            LedgerRequest::UseCatalog { .. } | LedgerRequest::AcceptRollback => {}
        }
    }

    fn people(&mut self) -> Vec<&mut Email> {
        match self {
            LedgerRequest::UseCatalog { .. } | LedgerRequest::AcceptRollback => Vec::new(),
        }
    }
}

/// What became of the ledger as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum LedgerEvent {
    LedgerFounded {
        ledger: String,
        organization: Organization,
        /// Whether its content is made up (`mpn sample`).
        #[serde(default)]
        sample: bool,
        /// What binds the log to that which digests of requests are keyed with.
        pepper: String,
    },
    /// The program whose rules are in force from here on, whole.
    /// Memberships of that program go by it from `on`.
    ProgramAdopted { program: String, terms: Box<Program>, on: NaiveDate },
    /// The ledger was salvaged from a damaged file, and these texts were not among what was saved.
    SecretsLost {
        keys: Vec<KeyId>,
        contracts: Vec<ContractId>,
        /// Whose data key was not saved either.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        epochs: Vec<u32>,
        /// Ways in that a passphrase unlocked, whose locked identity was not saved.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        recoveries: Vec<String>,
        /// Of whom it is not known any more who they are.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        people: Vec<UserId>,
        /// Texts that stood apart from the log.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        texts: Vec<TextId>,
        /// The same as at the founding, where another had to be made.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pepper: Option<String>,
    },
    /// The ledger is older than somebody had seen it, and is meant to be: what was seen last.
    RollbackAccepted { operation: u64, head: String },
    /// Others seal the ledger than somebody's config file named, and are meant to: that print.
    SealAccepted { instead_of: String },
}

impl LedgerEvent {
    /// Whether another program is in force since.
    #[must_use]
    pub fn adopts_program(&self) -> bool {
        match self {
            LedgerEvent::ProgramAdopted { .. } => true,
            LedgerEvent::LedgerFounded { .. }
            | LedgerEvent::SecretsLost { .. }
            | LedgerEvent::RollbackAccepted { .. }
            | LedgerEvent::SealAccepted { .. } => false,
        }
    }
}

impl Fact for LedgerEvent {
    fn kind(&self) -> &'static str {
        self.into()
    }

    fn touches(&self) -> Vec<String> {
        match self {
            LedgerEvent::LedgerFounded { .. }
            | LedgerEvent::ProgramAdopted { .. }
            | LedgerEvent::RollbackAccepted { .. }
            | LedgerEvent::SealAccepted { .. } => Vec::new(),
            LedgerEvent::SecretsLost { keys, contracts, people, .. } => {
                let mut lost = noted_with(&[], keys);
                lost.extend(noted_with(&[], contracts));
                lost.extend(noted_with(&[], people));
                lost
            }
        }
    }

    fn apart(&mut self) -> Vec<Part<'_>> {
        match self {
            LedgerEvent::LedgerFounded { organization, .. } => {
                Part::people(organization.account_email.as_mut())
            }
            LedgerEvent::ProgramAdopted { .. }
            | LedgerEvent::SecretsLost { .. }
            | LedgerEvent::RollbackAccepted { .. }
            | LedgerEvent::SealAccepted { .. } => Vec::new(),
        }
    }

    fn counts_from(&self) -> CountsFrom {
        match self {
            LedgerEvent::LedgerFounded { .. }
            | LedgerEvent::ProgramAdopted { .. }
            | LedgerEvent::SecretsLost { .. }
            | LedgerEvent::SealAccepted { .. }
            | LedgerEvent::RollbackAccepted { .. } => CountsFrom::Ever,
        }
    }

    fn undoing(&self) -> Undoing {
        use Permission::Activate;
        match self {
            LedgerEvent::LedgerFounded { .. } => Undoing::never(
                Activate,
                "it founded the ledger",
                "mpn init --ledger PATH begins another ledger",
                None,
            ),
            LedgerEvent::ProgramAdopted { program, .. } => Undoing::never(
                Activate,
                format!("the rules of {program} were in force since"),
                "mpn catalog use FILE takes the earlier rules into use again",
                None,
            ),
            LedgerEvent::SecretsLost { .. } => Undoing::never(
                Activate,
                "what was lost is not there to be put back",
                "mpn ledger restore FILE, of a backup",
                None,
            ),
            LedgerEvent::RollbackAccepted { operation, .. } => Undoing::never(
                Activate,
                format!("operation {operation} is not in the ledger, and was accepted so"),
                "mpn ledger restore FILE, of the newer one",
                None,
            ),
            LedgerEvent::SealAccepted { instead_of } => Undoing::never(
                Activate,
                format!("the seal print {instead_of} was given up"),
                "mpn ledger restore FILE, of the ledger that has it",
                None,
            ),
        }
    }
}

/// Why the ledger goes by no such program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LedgerRefusal {
    NoSuchProgram { program: String, known: Vec<String> },
}
