//! The words for refusals: support and its incidents.

use super::{conflict, did_you_mean, nearest_of, not_found, refused, unclear, utc};
use crate::domain::refusal::SupportRefusal;
use crate::domain::shell;
use crate::failure::Told;

/// The words for it.
pub(super) fn told(refusal: &SupportRefusal) -> Told {
    match refusal {
        SupportRefusal::NoSuchContract { contract, nearest } => {
            not_found("no-such-contract", format!("there is no contract {contract}"))
                .hint(did_you_mean(nearest.as_ref(), "mpn support status"))
        }
        SupportRefusal::NoSuchIncident { incident, nearest } => {
            not_found("no-such-incident", format!("there is no incident \"{incident}\""))
                .hint(did_you_mean(nearest.as_ref(), "mpn support list"))
        }
        SupportRefusal::NoSuchProduct { product, known } => refused(
            "no-such-product",
            "SUP-8",
            format!("\"{product}\" is no product that is supported on premises"),
        )
        .hint(did_you_mean(
            nearest_of(product, known).as_ref(),
            &format!("--cloud for a cloud product; on premises: {}", shell::list(known)),
        )),
        SupportRefusal::TermBackwards { starts_on, ends_on } => unclear(
            "term-backwards",
            format!("the contract would end on {ends_on}, before it starts on {starts_on}"),
        )
        .hint("--starts-on D --ends-on D"),
        SupportRefusal::SupportNotBegun { contract, starts_on } => refused(
            "support-not-begun",
            "SUP-7",
            format!("{contract} starts on {}", utc(*starts_on)),
        )
        .hint("mpn support status")
        .earliest(*starts_on),
        SupportRefusal::SupportInactive { benefit } => {
            refused("support-inactive", "SUP-4", format!("{benefit} has not been activated"))
                .hint(format!("mpn support activate {benefit}"))
        }
        SupportRefusal::SupportPending { benefit, since } => refused(
            "support-pending",
            "SUP-4",
            format!(
                "the activation of {benefit} is pending since {since}: its IDs are not there yet"
            ),
        )
        .hint(format!("mpn support confirm {benefit}")),
        SupportRefusal::SupportExpired { contract, starts_on, ends_on } => refused(
            "support-expired",
            "SUP-7",
            format!("{contract} ran from {starts_on} to {}", utc(*ends_on)),
        )
        .hint("mpn support status"),
        SupportRefusal::NoIncidentLeft { benefit, included, day } => refused(
            "no-incident-left",
            "SUP-9",
            format!(
                "all {included} incidents of {benefit} are used{}",
                day.map(|day| format!(" on {day}")).unwrap_or_default()
            ),
        )
        .hint(format!("mpn support count {benefit} --remaining N corrects the count")),
        SupportRefusal::ProductOnPremises { plan, product } => refused(
            "product-on-premises",
            "SUP-13",
            format!("{product} runs on premises, and {plan} covers cloud products alone"),
        )
        .hint("mpn support open product-support --product P --version V --title T"),
        SupportRefusal::CountUnlimited { benefit } => {
            refused("count-unlimited", "SUP-2", format!("the incidents of {benefit} are unlimited"))
                .hint("mpn support status")
        }
        SupportRefusal::CountTooHigh { benefit, included, remaining } => refused(
            "count-too-high",
            "SUP-7",
            format!("{benefit} includes {included} incidents; {remaining} cannot be left"),
        )
        .hint("mpn support status"),
        SupportRefusal::VersionTooOld { product, version, current, previous, mainstream_until } => {
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
        SupportRefusal::IncidentClosed { incident, was } => {
            conflict("incident-closed", format!("{incident} was closed as {was} already"))
                .hint("mpn support list")
                .rule("SUP-9")
        }
    }
}
