//! The words for refusals: product keys.

use super::{conflict, did_you_mean, list, not_found, refused, unclear};
use crate::domain::refusal::KeyRefusal;
use crate::domain::shell;
use crate::failure::{Told, count};

/// The words for it.
pub(super) fn told(refusal: &KeyRefusal) -> Told {
    match refusal {
        KeyRefusal::NoSuchKey { key, nearest } => {
            not_found("no-such-key", format!("there is no key {key}"))
                .hint(did_you_mean(nearest.as_ref(), "mpn software show ID or mpn license list"))
        }
        KeyRefusal::NotAKeyId { name } => {
            unclear("not-a-key-id", format!("\"{name}\" is not the id of a key, like K1"))
                .hint("mpn software show ID lists the keys of a benefit")
        }
        KeyRefusal::OneKeyNamed { key } => {
            unclear("one-key-named", format!("{key} is one key; it goes to one user, once"))
                .hint("leave --count and --another out, and name one user")
        }
        KeyRefusal::NoSuchEdition { product, what, wanted, known } => unclear(
            "no-such-edition",
            if known.is_empty() {
                format!("{product} does not say which {what} it comes in; \"{wanted}\" was asked")
            } else {
                format!("{product} does not come in {what} \"{wanted}\"")
            },
        )
        .hint(if known.is_empty() {
            format!("leave --{what} out")
        } else {
            format!("--{what} is one of {}", shell::list(known))
        }),
        KeyRefusal::NoFreeKey { benefit, product, wanted, free, returned } => refused(
            "no-free-key",
            "SW-2",
            format!(
                "{benefit} ({product}) has {} left, and {wanted} {} asked",
                match free {
                    0 => "no free key".to_owned(),
                    free => count(*free as u64, "free key"),
                },
                if *wanted == 1 { "is" } else { "are" }
            ),
        )
        .hint(if *returned > 0 {
            format!(
                "{} can be handed out by id: mpn software show {benefit}",
                count(u64::from(*returned), "returned key")
            )
        } else {
            format!("mpn software add-keys {benefit} FILE")
        }),
        KeyRefusal::KeyNotHeld { key } => {
            refused("key-not-held", "SW-3", format!("nobody holds {key}"))
                .hint(format!("mpn software get-keys {key}"))
        }
        KeyRefusal::KeyGone { key, state } => {
            refused("key-gone", "SW-3", format!("{key} is {state}"))
                .hint("mpn software show ID lists the others")
        }
        KeyRefusal::ActivationsUsedUp { key, activations } => refused(
            "activations-used-up",
            "SW-4",
            format!(
                "{key} was activated {}, as often as it can be; it is never topped up",
                if *activations == 1 { "once".to_owned() } else { format!("{activations} times") }
            ),
        )
        .hint("mpn software get-keys ID --another takes another key"),
        KeyRefusal::KeyHeld { key, holder } => {
            conflict("key-held", format!("{key} is held by {holder} and is not handed to another"))
                .hint("mpn software get-keys ID --for EMAIL takes a free key")
                .rule("SW-2")
        }
        KeyRefusal::DuplicateKeys { lines } => conflict(
            "duplicate-keys",
            match lines.as_slice() {
                [line] => format!("the key on line {line} is in the ledger or the file already"),
                lines => {
                    format!(
                        "the keys on lines {} are in the ledger or the file already",
                        list(lines)
                    )
                }
            },
        )
        .hint("take those lines out; nothing was added"),
    }
}
