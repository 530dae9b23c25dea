//! Seats of Visual Studio.

use chrono::{Days, NaiveDate};

use super::{Membership, Model};

type Held = (String, NaiveDate);

#[derive(Clone, Debug, Default)]
pub struct Seat {
    pub benefit: String,
    pub holder: Option<Held>,
    pub last: Option<Held>,
    pub ended: bool,
}

impl Model {
    pub fn seat_of_level(&self, email: &str, level: &str) -> Option<(&String, &Seat)> {
        self.seats.iter().find(|(_, seat)| {
            let held = seat.holder.as_ref().is_some_and(|(holder, _)| holder == email);
            held && self.benefits[&seat.benefit].level == level
        })
    }

    pub fn cools_until(&self, seat: &Seat) -> Option<NaiveDate> {
        let (_, on) = seat.last.as_ref()?;
        let until = *on + Days::new(self.reassign_days);
        (until > self.day).then_some(until)
    }

    pub fn is_free_for(&self, seat: &Seat, email: &str) -> bool {
        // Their own at any time, but on no day before they had it last.
        let own = seat.last.as_ref().is_some_and(|(last, on)| last == email && *on <= self.day);
        seat.holder.is_none() && !seat.ended && (own || self.cools_until(seat).is_none())
    }

    /// Whether one more seat of a level would be more than the program allows in all (VS-5).
    pub fn is_capped(&self, level: &str, moving: usize) -> bool {
        let highest = self.live().map(Membership::rank).max().unwrap_or(0);
        let in_use = self
            .seats
            .values()
            .filter(|seat| seat.holder.is_some() && self.benefits[&seat.benefit].level == level);
        highest >= 2 && level == "enterprise" && in_use.count() - moving >= self.worldwide as usize
    }
}
