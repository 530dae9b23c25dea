//! The last days of license keys: to redeem them, and to have them replaced (LIC-7, LIC-8).

use super::{LicenseKeyStatus, Redemption, rules};
use crate::domain::benefit::Benefit;
use crate::domain::deadline::Deadline;
use crate::domain::moment::after;
use crate::domain::software::Key;

/// The deadline of the keys of a benefit that were not redeemed.
#[must_use]
pub fn to_redeem(benefit: &Benefit, keys: &[Key]) -> Option<Deadline> {
    let is_unredeemed =
        |key: &&Key| rules::status(key, benefit.is_live()) == LicenseKeyStatus::Unredeemed;
    let keys = match keys.iter().filter(is_unredeemed).count() {
        0 => return None,
        1 => "one key".to_owned(),
        more => format!("{more} keys"),
    };
    Some(Deadline::new(
        benefit.terms.activate_until(),
        "activate-by",
        benefit.id,
        format!("the last day to redeem {keys} of {}", benefit.called()),
        format!("mpn license redeem {} --plan", benefit.id),
    ))
}

/// The deadline of a key that was redeemed, `days` after its redemption.
#[must_use]
pub fn to_replace(redemption: &Redemption, days: u32) -> Deadline {
    let Redemption { key, tenant, redeemed_on, .. } = redemption;
    Deadline::new(
        after(*redeemed_on, days),
        "replacement",
        key,
        format!("the last day to have {key} replaced, redeemed on {tenant}"),
        format!("mpn license replace {key}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::benefit::Category;
    use crate::domain::benefit::rules::tests::{benefit, over};
    use crate::domain::id::{Id as _, KeyId};
    use crate::domain::membership::rules::tests::day;
    use crate::domain::software::KeyState;

    #[test]
    fn keys_are_due_to_be_redeemed_while_their_benefit_lives() {
        let mut of = benefit(Category::License, None);
        of.terms.activate_by = Some(day("2026-12-31"));
        let key = |number, state| Key {
            id: KeyId::new(number),
            benefit: of.id,
            key_type: None,
            activations: None,
            activations_used: 0,
            state,
            holder: None,
            revealed_on: None,
            returned_on: None,
            language: None,
            os: None,
            seats: None,
            commitment: String::new(),
        };
        let keys = [KeyState::Free, KeyState::Redeemed, KeyState::Free];
        let keys: Vec<Key> = (1..).zip(keys).map(|(number, state)| key(number, state)).collect();
        let told = to_redeem(&of, &keys).map(|one| (one.date, one.what));
        let what = "the last day to redeem 2 keys of B1 (Product)".to_owned();
        assert_eq!(told, Some((day("2026-12-31"), what)));
        assert_eq!(to_redeem(&of, &keys[1..2]), None);
        assert_eq!(to_redeem(&over(of), &keys), None);
    }
}
