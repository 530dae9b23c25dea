//! Azure credit, as values (AZ-1).

pub mod deadlines;
pub mod rules;
pub mod said;

use crate::domain::holding::{Bound, Holding};
use crate::domain::words::words;

words! {
    /// How Azure credit is paid out (AZ-1).
    CreditKind, "a kind of Azure credit" {
        Monthly = "monthly",
        Bulk = "bulk",
    }
}

/// What is known of the holders of credit when somebody is to get it, or to lose it.
#[derive(Clone, Debug)]
pub struct Holders {
    /// Since when the user themselves has it, unless that ended by then.
    pub own: Option<Holding>,
    /// What the user has by the newest that is known: this is what is taken from them.
    pub open: Option<Holding>,
    /// Somebody else who has it, or gets it later.
    pub other: Option<Holding>,
    /// How many have it, on the day and on each later one on which somebody got it.
    pub bounds: Vec<Bound>,
}
