//! The words for refusals: users.

use super::{conflict, did_you_mean, not_found};
use crate::domain::refusal::UserRefusal;
use crate::domain::user::UserStatus;
use crate::failure::{Exit, Told};

/// The words for it.
pub(super) fn told(refusal: &UserRefusal) -> Told {
    match refusal {
        UserRefusal::NoSuchUser { email, nearest } => {
            not_found("no-such-user", format!("user {email} is not in the ledger"))
                .hint(did_you_mean(nearest.as_ref(), &format!("mpn user add {email} --name NAME")))
        }
        UserRefusal::UserExists { email } => {
            conflict("user-exists", format!("user {email} is in the ledger already"))
                .hint(format!("mpn user update {email}"))
        }
        UserRefusal::UserGone { email, status } => {
            Told::new(Exit::Refused, "user-gone", format!("user {email} is {status}")).hint(
                match status {
                    UserStatus::Offboarded => {
                        format!("mpn user add {email} --name NAME brings them back")
                    }
                    UserStatus::Active | UserStatus::Disabled => format!("mpn user show {email}"),
                },
            )
        }
    }
}
