//! Sentences: benefits.

use super::Crowd;
use crate::domain::benefit::{Category, Quantity};
use crate::domain::event::BenefitEvent;
use crate::failure::count;

/// One event.
pub(super) fn sentence(event: &BenefitEvent) -> String {
    match event {
        BenefitEvent::BenefitGranted { benefit, line, own } => {
            let quantity = own.as_ref().and_then(|own| own.quantity);
            let quantity = quantity.map(|quantity| units(quantity, line.category));
            let quantity = quantity.map(|units| format!(", {units}")).unwrap_or_default();
            format!("{benefit} is {} ({}){quantity}", line.product, line.category)
        }
        BenefitEvent::BenefitChanged { benefit, .. } => {
            format!("what is recorded of {benefit} is changed")
        }
        BenefitEvent::BenefitRemoved { benefit } => format!("{benefit} is removed"),
    }
}

/// `one seat`, `3 seats`, `unlimited seats`.
pub(in crate::view) fn units(quantity: Quantity, category: Category) -> String {
    let unit = category.units();
    match quantity {
        Quantity::Count(number) => count(u64::from(number), unit.strip_suffix('s').unwrap_or(unit)),
        Quantity::Unlimited => format!("unlimited {unit}"),
    }
}

/// With which others it is told as one; what a membership grants is told one by one.
pub(super) fn crowd(event: &BenefitEvent) -> Option<Crowd> {
    match event {
        BenefitEvent::BenefitGranted { own: Some(own), .. } if own.stands_alone_from.is_some() => {
            Some(Crowd::Granted)
        }
        BenefitEvent::BenefitGranted { .. }
        | BenefitEvent::BenefitChanged { .. }
        | BenefitEvent::BenefitRemoved { .. } => None,
    }
}
