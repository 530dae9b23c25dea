//! The words for refusals: recipients.

use super::not_found;
use crate::domain::refusal::RecipientRefusal;
use crate::failure::{Exit, Told};

/// The words for it.
pub(super) fn told(refusal: &RecipientRefusal) -> Told {
    match refusal {
        RecipientRefusal::NoSuchRecipient { recipient } => {
            not_found("no-such-recipient", format!("no recipient is called \"{recipient}\""))
                .hint("mpn seal list")
        }
        RecipientRefusal::LastRecipient { recipient } => Told::new(
            Exit::Refused,
            "last-recipient",
            format!("{recipient} is the last that opens the keys; without it nobody could"),
        )
        .hint("mpn seal add RECIPIENT first"),
    }
}
