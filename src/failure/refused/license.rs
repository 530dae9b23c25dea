//! The words for refusals: license keys.

use super::{conflict, refused, unclear, utc};
use crate::domain::refusal::LicenseRefusal;
use crate::domain::shell;
use crate::failure::Told;

/// The words for it.
pub(super) fn told(refusal: &LicenseRefusal) -> Told {
    match refusal {
        LicenseRefusal::NoRedeemedKey { benefit, product } => refused(
            "key-not-redeemed",
            "LIC-7",
            format!("no key of {benefit} ({product}) was redeemed"),
        )
        .hint("mpn license list"),
        LicenseRefusal::NoUnredeemedKey { benefit, product } => {
            refused("no-unredeemed-key", "LIC-2", format!("{benefit} ({product}) has no key"))
                .hint(format!("mpn license add-keys {benefit} FILE --seats N"))
        }
        LicenseRefusal::OtherTenant { named, ours } => refused(
            "other-tenant",
            "LIC-3",
            match ours {
                Some(ours) => format!("{named} is not our tenant, which is {ours}"),
                None => format!("the ledger names no tenant that {named} could be compared with"),
            },
        )
        .hint(format!("--confirm-tenant {} says it is meant", shell::word(named))),
        LicenseRefusal::SubscriptionRuns { seats, ends_on } => refused(
            "subscription-runs",
            "LIC-10",
            format!(
                "{seats} seats run there until {ends_on}; a new subscription cannot stand beside"
            ),
        )
        .hint("--mode add-seats or extend; --plan shows both"),
        LicenseRefusal::NothingRuns { mode } => refused(
            "nothing-runs",
            "LIC-10",
            format!("nothing runs there that {mode} could be done to"),
        )
        .hint("--mode new, or --seats-now A --ends-on D for what was bought elsewhere"),
        LicenseRefusal::TooManySeats { running, seats } => refused(
            "too-many-seats",
            "LIC-4",
            format!("{running} and {seats} seats are more than any subscription has"),
        )
        .hint("--seats-now A is how many seats run now"),
        LicenseRefusal::EndsTooFar { year } => refused(
            "ends-too-far",
            "LIC-10",
            format!("the subscription would end after the year {year}"),
        )
        .hint("--ends-on is the day on which what runs now ends"),
        LicenseRefusal::EndedElsewhere { ends_on } => refused(
            "ended-elsewhere",
            "LIC-10",
            format!("what ended on {} runs no more", utc(*ends_on)),
        )
        .hint("leave --seats-now and --ends-on out"),
        LicenseRefusal::ExtendsTooFar { seats, running, times } => refused(
            "extends-too-far",
            "LIC-5",
            format!(
                "a key of {seats} seats would extend {running} seats by more than {times} years"
            ),
        )
        .hint("--mode add-seats; --plan shows what it comes to"),
        LicenseRefusal::ActivateByOver { benefit, activate_by } => refused(
            "activate-by-over",
            "LIC-8",
            format!("the last day to redeem a key of {benefit} was {}", utc(*activate_by)),
        )
        .hint(format!("mpn license show {benefit}")),
        LicenseRefusal::KeyRedeemed { key, operation, on } => conflict(
            "key-redeemed",
            format!("{key} was redeemed on {on}, by operation {operation}; a key is redeemed once"),
        )
        .hint(format!("mpn history show {operation}"))
        .rule("LIC-2"),
        LicenseRefusal::SeatsMissing { benefit } => {
            unclear("seats-missing", format!("{benefit} does not say how many seats a key has"))
                .hint("--seats N says it")
        }
        LicenseRefusal::KeyNotRedeemed { .. }
        | LicenseRefusal::ReplacementTooLate { .. }
        | LicenseRefusal::KeyReplaced { .. }
        | LicenseRefusal::KeyIsReplacement { .. }
        | LicenseRefusal::KeyNotReplaced { .. }
        | LicenseRefusal::KeyReplacedBy { .. }
        | LicenseRefusal::KeyOfAnother { .. }
        | LicenseRefusal::OneReplacement { .. } => of_a_replacement(refusal),
    }
}

/// The words for what keeps a key from being replaced, or from taking another's place (LIC-7).
fn of_a_replacement(refusal: &LicenseRefusal) -> Told {
    match refusal {
        LicenseRefusal::KeyNotRedeemed { key } => {
            refused("key-not-redeemed", "LIC-7", format!("{key} was not redeemed"))
                .hint("mpn license list")
        }
        LicenseRefusal::ReplacementTooLate { key, until } => refused(
            "replacement-too-late",
            "LIC-7",
            format!("the last day to have {key} replaced was {}", utc(*until)),
        )
        .hint("mpn license list"),
        LicenseRefusal::KeyReplaced { key } => {
            conflict("key-replaced", format!("{key} was replaced already, which is done once only"))
                .hint("mpn license list")
                .rule("LIC-7")
        }
        LicenseRefusal::KeyIsReplacement { key, replaces } => refused(
            "key-is-replacement",
            "LIC-7",
            format!("{key} took the place of {replaces}, and a key is replaced once only"),
        )
        .hint("mpn license list"),
        LicenseRefusal::KeyNotReplaced { key } => {
            refused("key-not-replaced", "LIC-7", format!("{key} was not given back"))
                .hint(format!("mpn license replace {key}"))
        }
        LicenseRefusal::KeyReplacedBy { key, by } => {
            conflict("key-replaced-by", format!("{by} took the place of {key} already"))
                .hint("mpn license list")
                .rule("LIC-7")
        }
        LicenseRefusal::KeyOfAnother { key, benefit } => {
            refused("key-of-another", "LIC-7", format!("{key} is no key of {benefit}"))
                .hint(format!("mpn license show {benefit}"))
        }
        LicenseRefusal::OneReplacement { key, keys } => unclear(
            "one-replacement",
            format!("one key takes the place of {key}, and {keys} were given"),
        )
        .hint("add the others without --replaces"),
        LicenseRefusal::NoRedeemedKey { .. }
        | LicenseRefusal::NoUnredeemedKey { .. }
        | LicenseRefusal::OtherTenant { .. }
        | LicenseRefusal::SubscriptionRuns { .. }
        | LicenseRefusal::NothingRuns { .. }
        | LicenseRefusal::TooManySeats { .. }
        | LicenseRefusal::EndsTooFar { .. }
        | LicenseRefusal::EndedElsewhere { .. }
        | LicenseRefusal::ExtendsTooFar { .. }
        | LicenseRefusal::ActivateByOver { .. }
        | LicenseRefusal::KeyRedeemed { .. }
        | LicenseRefusal::SeatsMissing { .. } => told(refusal),
    }
}
