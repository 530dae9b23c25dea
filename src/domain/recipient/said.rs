//! What is said of recipients and of what is sealed to them: requests, events and refusals, with
//! all that must be known of each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use crate::domain::fact::{CountsFrom, Fact, Part, Undoing, noted, noted_with};
use crate::domain::id::{ContractId, KeyId};
use crate::domain::role::Permission;
use crate::domain::shell;
use crate::domain::user::Email;
use crate::domain::verb::{ActsOn, Answers, Asked, Verb};

/// What is asked of recipients and data keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum RecipientRequest {
    AddRecipient { recipient: String, user: Option<Email> },
    RemoveRecipient { recipient: String },
    RotateKey,
    MakeRecovery,
}

impl Asked for RecipientRequest {
    fn verb(&self) -> Verb {
        use Permission::Activate;
        match self {
            RecipientRequest::AddRecipient { .. } => Verb::new("seal add", Activate, &[]),
            RecipientRequest::RemoveRecipient { .. } => {
                Verb::new("seal remove", Activate, &[]).asking()
            }
            RecipientRequest::RotateKey => Verb::new("seal rotate", Activate, &[]),
            RecipientRequest::MakeRecovery => {
                Verb::new("seal recovery", Activate, &[]).answering(Answers::Recovery)
            }
        }
        .on(ActsOn::Ledger)
    }

    fn fold(&mut self, _: &Email) {
        match self {
            RecipientRequest::RemoveRecipient { recipient } => {
                // A public key has one spelling, an email has many.
                if let Ok(user) = recipient.parse::<Email>() {
                    *recipient = user.to_string();
                }
            }
            RecipientRequest::AddRecipient { .. }
            | RecipientRequest::RotateKey
            | RecipientRequest::MakeRecovery => {}
        }
    }

    fn people(&mut self) -> Vec<&mut Email> {
        match self {
            RecipientRequest::AddRecipient { user, .. } => user.iter_mut().collect(),
            RecipientRequest::RemoveRecipient { .. }
            | RecipientRequest::RotateKey
            | RecipientRequest::MakeRecovery => Vec::new(),
        }
    }
}

/// What became of recipients and data keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum RecipientEvent {
    /// A data key for sealing, and who can unwrap it.
    EpochBegun {
        epoch: u32,
        recipients: Vec<String>,
        /// Binds the ledger to the data key and tells nothing of it.
        data_key: String,
    },
    /// Somebody can open the keys from here on.
    RecipientAdded {
        recipient: String,
        user: Option<Email>,
        /// The digest of the identity that a passphrase unlocks, of a recovery.
        recovery: Option<String>,
        on: NaiveDate,
    },
    /// Somebody cannot open what is sealed from here on; what they were shown before, they know.
    RecipientRemoved {
        recipient: String,
        user: Option<Email>,
        keys_seen: Vec<KeyId>,
        /// Those whose IDs the user was shown.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        contracts_seen: Vec<ContractId>,
        /// How many sealed values the recipient could open.
        keys: u32,
        on: NaiveDate,
    },
    /// It is said whose a way in is that is there already.
    RecipientNamed { recipient: String, user: Email },
    /// One who can open the ledger vouches for all who can: the last fact of every operation that
    /// changes them or begins an epoch. Whoever cannot open it cannot say so.
    RecipientsVouched {
        epoch: u32,
        /// In order.
        recipients: Vec<String>,
        /// Under the data key of that epoch.
        vouch: String,
        /// Under that of the epoch before, so that nobody's own epoch vouches for itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by_before: Option<String>,
    },
}

impl Fact for RecipientEvent {
    fn kind(&self) -> &'static str {
        self.into()
    }

    fn touches(&self) -> Vec<String> {
        match self {
            RecipientEvent::EpochBegun { .. } | RecipientEvent::RecipientsVouched { .. } => {
                Vec::new()
            }
            RecipientEvent::RecipientAdded { user, .. }
            | RecipientEvent::RecipientRemoved { user, .. } => noted_with(&[], user),
            RecipientEvent::RecipientNamed { user, .. } => noted(&[user]),
        }
    }

    fn apart(&mut self) -> Vec<Part<'_>> {
        match self {
            RecipientEvent::RecipientAdded { user, .. }
            | RecipientEvent::RecipientRemoved { user, .. } => Part::people(user),
            RecipientEvent::RecipientNamed { user, .. } => Part::people([user]),
            RecipientEvent::EpochBegun { .. } | RecipientEvent::RecipientsVouched { .. } => {
                Vec::new()
            }
        }
    }

    fn counts_from(&self) -> CountsFrom {
        match self {
            RecipientEvent::EpochBegun { .. }
            | RecipientEvent::RecipientAdded { .. }
            | RecipientEvent::RecipientRemoved { .. }
            | RecipientEvent::RecipientNamed { .. }
            | RecipientEvent::RecipientsVouched { .. } => CountsFrom::Ever,
        }
    }

    fn undoing(&self) -> Undoing {
        use Permission::Activate;
        match self {
            RecipientEvent::EpochBegun { epoch, .. } => Undoing::never(
                Activate,
                format!("keys are sealed in epoch {epoch} since"),
                "mpn seal rotate begins another",
                None,
            ),
            RecipientEvent::RecipientAdded { recipient, .. } => Undoing::never(
                Activate,
                format!("{recipient} could open the keys since"),
                format!("mpn seal remove {}", shell::word(recipient)),
                None,
            ),
            RecipientEvent::RecipientRemoved { recipient, .. } => Undoing::never(
                Activate,
                format!("everything is sealed anew without {recipient}"),
                format!("mpn seal add {}", shell::word(recipient)),
                None,
            ),
            RecipientEvent::RecipientNamed { recipient, user } => Undoing::never(
                Activate,
                format!("{recipient} was said to be of {user}"),
                format!("mpn seal add {} --user EMAIL says whose it is", shell::word(recipient)),
                None,
            ),
            RecipientEvent::RecipientsVouched { .. } => Undoing::beside(),
        }
    }
}

/// Why a recipient is not added or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecipientRefusal {
    NoSuchRecipient { recipient: String },
    LastRecipient { recipient: String },
}
