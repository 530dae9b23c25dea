//! Sentences: benefits.

use super::{Crowd, range};
use crate::domain::benefit::{Category, Quantity};
use crate::domain::event::BenefitEvent;
use crate::domain::id::SeatId;
use crate::failure::count;

/// One event.
pub(super) fn sentence(event: &BenefitEvent) -> String {
    match event {
        BenefitEvent::BenefitGranted { benefit, terms, seats: made } => {
            let quantity = terms.quantity.map(|quantity| units(quantity, terms.category));
            let quantity = quantity.map(|units| format!(", {units}")).unwrap_or_default();
            let made = if made.is_empty() { String::new() } else { format!(" ({})", range(made)) };
            format!("{benefit} is {} ({}){quantity}{made}", terms.product, terms.category)
        }
        BenefitEvent::BenefitChanged { benefit, terms, seats_added, seats_ended } => {
            let quantity = match terms.quantity {
                Some(quantity) => units(quantity, terms.category),
                None => format!("no stated number of {}", unit(terms.category)),
            };
            let until = terms.last_day().map(|day| format!(" until {day}")).unwrap_or_default();
            format!(
                "{benefit} ({}) is now {quantity}{until}{}{}",
                terms.product,
                seats(seats_added, "more"),
                seats(seats_ended, "ended"),
            )
        }
        BenefitEvent::BenefitEnded { benefit, why } => format!("{benefit} ends: {why}"),
        BenefitEvent::BenefitRenewed { benefit, ends_on } => {
            format!("{benefit} goes on until {ends_on}; what is counted by the year begins anew")
        }
        BenefitEvent::BenefitRemoved { benefit, seats: removed } => {
            format!("{benefit} is removed{}", seats(removed, "with it"))
        }
    }
}

/// `one seat`, `3 seats`, `unlimited seats`.
pub(in crate::view) fn units(quantity: Quantity, category: Category) -> String {
    let unit = unit(category);
    match quantity {
        Quantity::Count(number) => count(u64::from(number), unit.strip_suffix('s').unwrap_or(unit)),
        Quantity::Unlimited => format!("unlimited {unit}"),
    }
}

/// What a benefit of a category is counted in, in the plural.
fn unit(category: Category) -> &'static str {
    category.unit().unwrap_or("units")
}

fn seats(seats: &[SeatId], what: &str) -> String {
    if seats.is_empty() {
        return String::new();
    }
    format!(", {} {what} ({})", count(seats.len() as u64, "seat"), range(seats))
}

/// With which others it is told as one; what a membership grants is told one by one.
pub(super) fn crowd(event: &BenefitEvent) -> Option<Crowd> {
    match event {
        BenefitEvent::BenefitGranted { terms, .. } if terms.membership.is_none() => {
            Some(Crowd::Granted)
        }
        BenefitEvent::BenefitGranted { .. }
        | BenefitEvent::BenefitChanged { .. }
        | BenefitEvent::BenefitEnded { .. }
        | BenefitEvent::BenefitRenewed { .. }
        | BenefitEvent::BenefitRemoved { .. } => None,
    }
}
