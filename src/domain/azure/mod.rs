//! Azure credit, as values (AZ-1).

pub mod rules;
pub mod said;

use crate::domain::words::words;

words! {
    /// How Azure credit is paid out (AZ-1).
    CreditKind, "a kind of Azure credit" {
        Monthly = "monthly",
        Bulk = "bulk",
    }
}
