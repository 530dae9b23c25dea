//! The days on which seats can go to another person (VS-3, VS-7).

use chrono::NaiveDate;

use super::Seat;
use crate::domain::benefit::Benefit;
use crate::domain::deadline::Deadline;
use crate::domain::shell;

/// The deadlines of the seats of a benefit, as they stand on `today`.
#[must_use]
pub fn deadlines(benefit: &Benefit, seats: &[Seat], days: u32, today: NaiveDate) -> Vec<Deadline> {
    if !benefit.is_live() {
        return Vec::new();
    }
    let waits = |seat: &Seat| {
        let from = seat.reassignable_from(days, today)?;
        if from <= today || benefit.ends_before(from).is_some() {
            return None;
        }
        let place = format!("{} of {}", seat.id, benefit.id);
        let (what, hint) = match seat.holder(today) {
            Some(held) => (
                format!("{place} can move on from {}", held.user),
                format!("mpn vs reassign {} {} TO", seat.id, shell::word(&held.user)),
            ),
            None => (
                format!("{place} can be given to anybody"),
                format!("mpn vs assign {} EMAIL", benefit.id),
            ),
        };
        Some(Deadline::new(from, "seat-reassignable", seat.id, what, hint))
    };
    seats.iter().filter_map(waits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::benefit::Category;
    use crate::domain::benefit::rules::tests::{benefit, over};
    use crate::domain::holding::Holding;
    use crate::domain::id::{Id as _, SeatId};
    use crate::domain::membership::rules::tests::day;

    #[test]
    fn a_seat_is_due_on_the_day_on_which_it_can_go_to_another_if_it_still_lives_then() {
        let of = benefit(Category::VisualStudio, Some(5));
        let seat = |assigned_on: &str, until: Option<&str>| Seat {
            id: SeatId::new(1),
            benefit: of.id,
            holdings: vec![Holding {
                user: "ann@contoso.com".parse().unwrap(),
                assigned_on: day(assigned_on),
                until: until.map(day),
            }],
        };
        let (held, cooling) = (seat("2026-06-01", None), seat("2026-06-01", Some("2026-06-20")));
        let late = seat("2026-12-01", None);
        for (of, seat, on, due) in [
            (&of, &held, "2026-07-01", Some("S1 of B1 can move on from ann@contoso.com")),
            (&of, &held, "2026-08-30", None),
            (&of, &cooling, "2026-07-01", Some("S1 of B1 can be given to anybody")),
            // Its days have not passed when its benefit ends.
            (&of, &late, "2026-12-02", None),
            (&over(of.clone()), &held, "2026-07-01", None),
        ] {
            let told = deadlines(of, std::slice::from_ref(seat), 90, day(on));
            let due = due.map(|what| (day("2026-08-30"), what.to_owned()));
            assert_eq!(told.into_iter().next().map(|one| (one.date, one.what)), due, "{on}");
        }
    }
}
