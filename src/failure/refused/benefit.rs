//! The words for refusals: benefits.

use super::{conflict, did_you_mean, not_found, refused, unclear, utc};
use crate::domain::benefit::Traits;
use crate::domain::refusal::BenefitRefusal;
use crate::failure::Told;

/// The words for it.
pub(super) fn told(refusal: &BenefitRefusal) -> Told {
    match refusal {
        BenefitRefusal::NoSuchBenefit { name, nearest } => {
            not_found("no-such-benefit", format!("there is no benefit \"{name}\""))
                .hint(did_you_mean(nearest.as_ref(), "mpn benefits list"))
        }
        BenefitRefusal::WrongCategory { benefit, product, category, wanted } => not_found(
            "wrong-category",
            format!("{benefit} ({product}) is of category {category}, not {wanted}"),
        )
        .hint({
            let Traits { noun, by_year, .. } = wanted.traits();
            // Of what is counted by the year the balance is looked at.
            format!("mpn {noun} {}", if by_year { "status" } else { "list" })
        }),
        BenefitRefusal::NotGranted { what, rule } => {
            refused("not-granted", rule, format!("no active membership grants {what}"))
                .hint("mpn what-if purchase OFFER --competency NAME")
        }
        BenefitRefusal::GrantTooMuch { category, what } => unclear(
            "grant-too-much",
            format!("{what} has no place in a grant of category {category}"),
        )
        .hint("mpn benefits grant --help"),
        BenefitRefusal::GrantUnclear { category, wants } => {
            unclear("grant-unclear", format!("a grant of category {category} wants {wants}"))
                .hint("mpn benefits grant --help")
        }
        BenefitRefusal::BenefitExists { benefit, product } => {
            conflict("benefit-exists", format!("{benefit} is \"{product}\" already"))
                .hint(format!("mpn benefits show {benefit}"))
        }
        BenefitRefusal::BenefitNotBegun { benefit, product, starts_on } => refused(
            "benefit-not-begun",
            "MEM-3",
            format!("{benefit} ({product}) is there from {}", utc(*starts_on)),
        )
        .hint("mpn membership list")
        .earliest(*starts_on),
        BenefitRefusal::BenefitEnded { benefit, product, ended_on } => refused(
            "benefit-ended",
            "MEM-5",
            format!("{benefit} ({product}) has ended; its last day is {}", utc(*ended_on)),
        )
        .hint("mpn membership list"),
        BenefitRefusal::BenefitSuperseded { benefit, product } => refused(
            "benefit-superseded",
            "MEM-2",
            format!("{benefit} ({product}) gives way to the core package of a higher level"),
        )
        .hint("mpn benefits list"),
    }
}
