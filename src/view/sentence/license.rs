//! Sentences: license keys.

use crate::domain::event::LicenseEvent;

/// One event.
pub(super) fn sentence(event: &LicenseEvent) -> String {
    match event {
        LicenseEvent::KeyRedeemed { key, benefit, tenant, mode, then, .. } => format!(
            "{key} of {benefit} is redeemed on {tenant} ({mode}): {} seats until {}",
            then.seats, then.ends_on
        ),
        LicenseEvent::KeyReplaced { key, benefit, restored, .. } => {
            let restored = if *restored { ", what it did is taken back" } else { "" };
            format!("{key} of {benefit} is given back for a replacement{restored}")
        }
    }
}
