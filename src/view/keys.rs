//! Keys that are handed out: with what to do with them, or bare for a script.

use super::{listing, show, visible};
use crate::domain::answer::{RedeemedKey, RevealedKey, SupportIds};
use crate::domain::output::Output;
use crate::failure::Result;

/// The keys.
pub(super) fn render(keys: &[RevealedKey], output: &Output) -> Result<String> {
    if output.quiet && output.format.is_none() && output.columns.is_none() {
        return Ok(keys.iter().map(|key| format!("{}\n", key.key)).collect());
    }
    let mut text = listing::list(keys, output)?;
    if is_for_people(output) {
        text.push_str(&instructions(keys));
    }
    Ok(text)
}

/// A license key that was handed out to be redeemed.
pub(super) fn redeemed(redeemed: &RedeemedKey, output: &Output) -> Result<String> {
    show::object(redeemed, "key", output)
}

/// The IDs of a support contract; bare, two lines that `support confirm` reads.
pub(super) fn support_ids(ids: &SupportIds, output: &Output) -> Result<String> {
    if output.quiet && output.format.is_none() && output.columns.is_none() {
        return Ok(format!("{}\n{}\n", visible(&ids.access_id), visible(&ids.contract_id)));
    }
    show::object(ids, "access_id", output)
}

fn is_for_people(output: &Output) -> bool {
    output.format.is_none() && output.terminal
}

/// The instructions, for stderr, when the keys themselves go to a script (SW-2).
pub(super) fn instructions_aside(keys: &[RevealedKey], output: &Output) -> String {
    if output.quiet || output.is_json() || is_for_people(output) {
        String::new()
    } else {
        instructions(keys)
    }
}

fn instructions(keys: &[RevealedKey]) -> String {
    let Some(key) = keys.first() else { return String::new() };
    let mut text = String::new();
    if let Some(instructions) = &key.instructions {
        text.push_str(&format!("instructions: {}\n", visible(instructions)));
    }
    if let Some(url) = &key.download_url {
        text.push_str(&format!("download: {}\n", visible(url)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::answer::SupportIds;
    use crate::domain::id::{BenefitId, ContractId, Id as _, KeyId};
    use crate::domain::license::RedeemMode;
    use crate::view::to_value;

    fn keys_of<T: serde::Serialize>(value: &T) -> Vec<String> {
        to_value(value).unwrap().as_object().unwrap().keys().cloned().collect()
    }

    #[test]
    fn the_columns_that_are_checked_are_those_that_are_shown() {
        let redeemed = RedeemedKey {
            id: KeyId::new(1),
            key: String::new(),
            product: String::new(),
            mode: RedeemMode::New,
            tenant: String::new(),
            seats: 1,
            ends_on: chrono::NaiveDate::MIN,
            redeem_url: None,
            instructions: None,
            operation: 1,
        };
        assert_eq!(keys_of(&redeemed), RedeemedKey::COLUMNS);
        let ids = SupportIds {
            id: ContractId::new(1),
            benefit: BenefitId::new(1),
            plan: String::new(),
            access_id: String::new(),
            contract_id: String::new(),
            starts_on: None,
            ends_on: None,
        };
        assert_eq!(keys_of(&ids), SupportIds::COLUMNS);
    }
}
