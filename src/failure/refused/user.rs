//! The words for refusals: users.

use super::{conflict, did_you_mean, not_found};
use crate::domain::refusal::UserRefusal;
use crate::domain::shell;
use crate::domain::user::said::HeldBy;
use crate::domain::user::{Email, UserStatus};
use crate::failure::{Exit, Told};

/// The words for it.
pub(super) fn told(refusal: &UserRefusal) -> Told {
    match refusal {
        UserRefusal::NoSuchUser { email, nearest } => {
            let otherwise = match email.id() {
                Some(_) => "mpn user list --all".to_owned(),
                None => format!("mpn user add {} --name NAME", shell::word(email)),
            };
            not_found("no-such-user", format!("user {email} is not in the ledger"))
                .hint(did_you_mean(nearest.as_ref(), &otherwise))
        }
        UserRefusal::UserExists { email } => {
            conflict("user-exists", format!("user {email} is in the ledger already"))
                .hint(format!("mpn user update {}", shell::word(email)))
        }
        UserRefusal::NotForgettable { email, held_by } => not_forgettable(email, held_by),
        UserRefusal::ForgettingWithoutReason => Told::new(
            Exit::Usage,
            "reason-missing",
            "nobody is forgotten without a reason, which stays in the history",
        )
        .hint("--reason \"asked to be forgotten\"")
        .rule("PERS-2"),
        UserRefusal::ForgettingTold { email, by } => Told::new(
            Exit::Usage,
            "reason-names-person",
            format!("{by} holds the name or the email of {email}, and would be kept"),
        )
        .hint("again, without them")
        .rule("PERS-2"),
        UserRefusal::UserGone { email, status } => {
            Told::new(Exit::Refused, "user-gone", format!("user {email} is {status}")).hint(
                match status {
                    UserStatus::Offboarded => {
                        format!("mpn user add {} --name NAME brings them back", shell::word(email))
                    }
                    UserStatus::Active | UserStatus::Disabled | UserStatus::Outside => {
                        format!("mpn user show {}", shell::word(email))
                    }
                    UserStatus::Forgotten => {
                        "mpn user add EMAIL --name NAME adds who returns, as another".to_owned()
                    }
                },
            )
        }
    }
}

fn not_forgettable(email: &Email, held_by: &HeldBy) -> Told {
    let (why, instead) = match held_by {
        HeldBy::Status(status) => (
            format!("{email} is {status}"),
            format!("first mpn user offboard {}", shell::word(email)),
        ),
        HeldBy::Holding(what) => {
            (format!("{email} still has {what}"), format!("mpn user show {}", shell::word(email)))
        }
        HeldBy::Recipient(recipient) => (
            format!("{email} can open the ledger"),
            format!("first mpn seal remove {}", shell::word(recipient)),
        ),
        HeldBy::Contact => (
            format!("{email} is the marketing contact"),
            "mpn gtm contact set EMAIL … names another".to_owned(),
        ),
        HeldBy::Account => (
            format!("the organization's account goes by {email}"),
            "mpn organization set --account-email EMAIL names another".to_owned(),
        ),
    };
    Told::new(Exit::Refused, "not-forgettable", format!("{why}, and cannot be forgotten"))
        .hint(instead)
        .rule("PERS-2")
}
