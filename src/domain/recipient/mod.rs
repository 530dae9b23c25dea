//! Recipients, as values: to whom the ledger's data keys are wrapped.

pub mod rules;
pub mod said;
pub mod vouching;

use chrono::NaiveDate;

use crate::domain::user::Email;
use crate::domain::words::words;

/// The shortest beginning of a recipient that stands for it.
const SHORTEST: usize = 8;

/// One way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// A public key of age or SSH, without a comment.
    pub recipient: String,
    /// Whose it is, where that was said.
    pub user: Option<Email>,
    /// The digest of the recovery identity that is locked with a passphrase, if it is one.
    pub recovery: Option<String>,
    pub since: NaiveDate,
}

words! {
    /// What opens what was sealed to a recipient.
    RecipientKind, "a kind of recipient" {
        Age = "age",
        Ssh = "ssh",
        Recovery = "recovery",
    }
}

impl Recipient {
    /// What opens what was sealed to it.
    #[must_use]
    pub fn kind(&self) -> RecipientKind {
        match self.recovery {
            Some(_) => RecipientKind::Recovery,
            None if self.recipient.starts_with("ssh-") => RecipientKind::Ssh,
            None => RecipientKind::Age,
        }
    }
}
