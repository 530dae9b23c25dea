//! Sentences: Visual Studio seats.

use crate::domain::event::SeatEvent;

/// One event.
pub(super) fn sentence(event: &SeatEvent) -> String {
    match event {
        SeatEvent::SeatAssigned { seat, benefit, user, .. } => {
            format!("{seat} of {benefit} is assigned to {user}")
        }
        SeatEvent::SeatUnassigned { seat, benefit, user, reassignable_from: None, .. } => {
            format!("{seat} of {benefit} was never assigned to {user}")
        }
        SeatEvent::SeatUnassigned { seat, benefit, user, reassignable_from: Some(day), .. } => {
            format!(
                "{seat} of {benefit} is taken from {user}; another person can have it from {day}"
            )
        }
        SeatEvent::SeatReassigned { seat, benefit, from, to, .. } => {
            format!("{seat} of {benefit} goes from {from} to {to}")
        }
        SeatEvent::SeatRestored { seat, benefit, user, assigned_on, .. } => {
            format!("{seat} of {benefit} is held by {user} again, since {assigned_on}")
        }
    }
}
