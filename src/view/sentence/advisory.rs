//! Sentences: advisory hours.

use crate::domain::event::AdvisoryEvent;
use crate::failure::count;

/// One event.
pub(super) fn sentence(event: &AdvisoryEvent) -> String {
    match event {
        AdvisoryEvent::AdvisoryRequested { advisory, scenario, hours, title, deducts, .. } => {
            let deducts = if *deducts { "set aside" } else { "not deducted" };
            format!(
                "{advisory} is requested ({scenario}): {title}, {} {deducts}",
                count(u64::from(*hours), "hour")
            )
        }
        AdvisoryEvent::HoursLogged { advisory, hours, .. } => {
            format!("{advisory} took {}", count(u64::from(*hours), "hour"))
        }
        AdvisoryEvent::AdvisoryRemoved { advisory, .. } => format!("{advisory} is removed"),
        AdvisoryEvent::HoursRestored { advisory, hours: Some(hours), .. } => {
            format!("{advisory} took {} again", count(u64::from(*hours), "hour"))
        }
        AdvisoryEvent::HoursRestored { advisory, .. } => {
            format!("the hours of {advisory} are not logged, and its estimate is set aside again")
        }
        AdvisoryEvent::HoursCounted { benefit, used, .. } => {
            format!("{benefit} has {} used", count(u64::from(*used), "hour"))
        }
    }
}
