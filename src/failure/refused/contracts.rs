//! The words for refusals: licenses and support.

use super::{did_you_mean, nearest_of, refused, utc};
use crate::domain::refusal::Refusal;
use crate::domain::subject::Subject;
use crate::failure::Told;

/// The rule by which a command goes on from something, how that began, and what else can be typed.
fn begun(subject: Subject) -> (&'static str, String, &'static str) {
    let (rule, what) = match subject {
        Subject::Running(key) => {
            let otherwise = "; --seats-now A --ends-on D says what ran then";
            return ("LIC-10", format!("{key} was redeemed there"), otherwise);
        }
        Subject::Redemption(key) => ("LIC-7", format!("{key} was redeemed")),
        Subject::SupportActivation(contract) => ("SUP-4", format!("{contract} was activated")),
        Subject::Incident(incident) => ("SUP-9", format!("{incident} was opened")),
        Subject::AdvisoryRequest(advisory) => ("ADV-3", format!("{advisory} was requested")),
        Subject::GtmActivation(gtm) => ("GTM-3", format!("the activation of {gtm} was requested")),
    };
    (rule, what, "")
}

pub(super) fn of_licenses(refusal: &Refusal) -> Option<Told> {
    Some(match refusal {
        Refusal::NoRedeemedKey { benefit, product } => refused(
            "key-not-redeemed",
            "LIC-7",
            format!("no key of {benefit} ({product}) was redeemed"),
        )
        .hint("mpn license list"),
        Refusal::NoUnredeemedKey { benefit, product } => {
            refused("no-unredeemed-key", "LIC-2", format!("{benefit} ({product}) has no key"))
                .hint(format!("mpn license add-keys {benefit} FILE --seats N"))
        }
        Refusal::OtherTenant { named, ours } => refused(
            "other-tenant",
            "LIC-3",
            match ours {
                Some(ours) => format!("{named} is not our tenant, which is {ours}"),
                None => format!("the ledger names no tenant that {named} could be compared with"),
            },
        )
        .hint(format!("--confirm-tenant {named} says it is meant")),
        Refusal::SubscriptionRuns { seats, ends_on } => refused(
            "subscription-runs",
            "LIC-10",
            format!(
                "{seats} seats run there until {ends_on}; a new subscription cannot stand beside"
            ),
        )
        .hint("--mode add-seats or extend; --plan shows both"),
        Refusal::NothingRuns { mode } => refused(
            "nothing-runs",
            "LIC-10",
            format!("nothing runs there that {mode} could be done to"),
        )
        .hint("--mode new, or --seats-now A --ends-on D for what was bought elsewhere"),
        Refusal::TooManySeats { running, seats } => refused(
            "too-many-seats",
            "LIC-4",
            format!("{running} and {seats} seats are more than any subscription has"),
        )
        .hint("--seats-now A is how many seats run now"),
        Refusal::EndsTooFar { year } => refused(
            "ends-too-far",
            "LIC-10",
            format!("the subscription would end after the year {year}"),
        )
        .hint("--ends-on is the day on which what runs now ends"),
        Refusal::EndedElsewhere { ends_on } => refused(
            "ended-elsewhere",
            "LIC-10",
            format!("what ended on {} runs no more", utc(*ends_on)),
        )
        .hint("leave --seats-now and --ends-on out"),
        Refusal::ExtendsTooFar { seats, running, times } => refused(
            "extends-too-far",
            "LIC-5",
            format!(
                "a key of {seats} seats would extend {running} seats by more than {times} years"
            ),
        )
        .hint("--mode add-seats; --plan shows what it comes to"),
        Refusal::ActivateByOver { benefit, activate_by } => refused(
            "activate-by-over",
            "LIC-8",
            format!("the last day to redeem a key of {benefit} was {}", utc(*activate_by)),
        )
        .hint(format!("mpn license show {benefit}")),
        Refusal::BeforeItsSubject { subject, today, since } => {
            let (rule, what, otherwise) = begun(*subject);
            refused("before-its-subject", rule, format!("{what} on {since}, after {today}"))
                .hint(format!("--on {since}, or a later day{otherwise}"))
                .earliest(*since)
        }
        Refusal::KeyNotRedeemed { key } => {
            refused("key-not-redeemed", "LIC-7", format!("{key} was not redeemed"))
                .hint("mpn license list")
        }
        Refusal::ReplacementTooLate { key, until } => refused(
            "replacement-too-late",
            "LIC-7",
            format!("the last day to have {key} replaced was {}", utc(*until)),
        )
        .hint("mpn license list"),
        _ => return None,
    })
}

pub(super) fn of_support(refusal: &Refusal) -> Option<Told> {
    Some(match refusal {
        Refusal::SupportInactive { benefit } => {
            refused("support-inactive", "SUP-4", format!("{benefit} has not been activated"))
                .hint(format!("mpn support activate {benefit}"))
        }
        Refusal::SupportPending { benefit, since } => refused(
            "support-pending",
            "SUP-4",
            format!(
                "the activation of {benefit} is pending since {since}: its IDs are not there yet"
            ),
        )
        .hint(format!("mpn support confirm {benefit}")),
        Refusal::SupportNotBegun { contract, starts_on } => refused(
            "support-not-begun",
            "SUP-7",
            format!("{contract} starts on {}", utc(*starts_on)),
        )
        .hint("mpn support status")
        .earliest(*starts_on),
        Refusal::SupportExpired { contract, starts_on, ends_on } => refused(
            "support-expired",
            "SUP-7",
            format!("{contract} ran from {starts_on} to {}", utc(*ends_on)),
        )
        .hint("mpn support status"),
        Refusal::NoIncidentLeft { benefit, included } => refused(
            "no-incident-left",
            "SUP-9",
            format!("all {included} incidents of {benefit} are used"),
        )
        .hint(format!("mpn support count {benefit} --remaining N corrects the count")),
        Refusal::CustomerOnPremises { plan } => refused(
            "customer-on-premises",
            "ROLE-7",
            format!("{plan} is not for customers; only cloud support is"),
        )
        .hint("mpn support open signature-cloud --customer NAME --title T"),
        Refusal::CountUnlimited { benefit } => {
            refused("count-unlimited", "SUP-2", format!("the incidents of {benefit} are unlimited"))
                .hint("mpn support status")
        }
        Refusal::CountTooHigh { benefit, included, remaining } => refused(
            "count-too-high",
            "SUP-7",
            format!("{benefit} includes {included} incidents; {remaining} cannot be left"),
        )
        .hint("mpn support status"),
        Refusal::NoSuchProduct { product, known } => refused(
            "no-such-product",
            "SUP-8",
            format!("\"{product}\" is no product that is supported on premises"),
        )
        .hint(did_you_mean(
            nearest_of(product, known).as_ref(),
            &format!("--cloud for a cloud product; on premises: {}", known.join(", ")),
        )),
        Refusal::VersionTooOld { product, version, current, previous, mainstream_until } => {
            refused(
                "version-too-old",
                "SUP-8",
                match mainstream_until {
                    Some(until) => format!(
                        "the mainstream support of {product} {version} ended on {until}; \
                         {current} is supported"
                    ),
                    None => format!(
                        "{product} {version} is neither {current} nor {previous}, the versions \
                         that are supported"
                    ),
                },
            )
            .hint("a paid plan: Premier Support for Partners")
        }
        _ => return None,
    })
}
