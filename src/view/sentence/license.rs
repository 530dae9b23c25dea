//! Sentences: license keys.

use crate::domain::event::LicenseEvent;
use crate::domain::license::Subscription;

/// One event.
pub(super) fn sentence(event: &LicenseEvent) -> String {
    match event {
        LicenseEvent::KeyRedeemed { key, benefit, tenant, mode, then, .. } => format!(
            "{key} of {benefit} is redeemed on {tenant} ({mode}): {} seats until {}",
            then.seats, then.ends_on
        ),
        LicenseEvent::KeyReplaced { key, benefit, restored, before, tenant, .. } => {
            let runs = match before {
                Some(Subscription { seats, ends_on }) => {
                    format!("{seats} seats run until {ends_on} on {tenant}")
                }
                None => format!("nothing runs on {tenant}"),
            };
            let restored = if *restored {
                format!(", what it did is taken back: {runs}")
            } else {
                String::new()
            };
            format!("{key} of {benefit} is given back for a replacement{restored}")
        }
    }
}
