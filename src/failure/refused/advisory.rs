//! The words for refusals: advisory hours.

use super::{did_you_mean, not_found, refused};
use crate::domain::refusal::AdvisoryRefusal;
use crate::failure::Told;

/// The words for it.
pub(super) fn told(refusal: &AdvisoryRefusal) -> Told {
    match refusal {
        AdvisoryRefusal::NoSuchAdvisory { advisory, nearest } => not_found(
            "no-such-advisory-request",
            format!("there is no advisory request \"{advisory}\""),
        )
        .hint(did_you_mean(nearest.as_ref(), "mpn advisory list")),
        AdvisoryRefusal::EngagementTooLong { hours, most } => refused(
            "engagement-too-long",
            "ADV-2",
            format!("{hours} hours are more than the {most} of an engagement"),
        )
        .hint("split it into several requests"),
        AdvisoryRefusal::NoHoursLeft { benefit, hours, left } => refused(
            "no-hours-left",
            "ADV-3",
            format!(
                "{} asked, and {benefit} has {left} left",
                if *hours == 1 { "one hour is".to_owned() } else { format!("{hours} hours are") }
            ),
        )
        .hint("mpn advisory status"),
    }
}
