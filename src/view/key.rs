//! Keys that are handed out: with what to do with them, or bare for a script.

use super::show::labelled;
use super::{listing, show};
use crate::domain::answer::{RevealedKey, SupportIds};
use crate::domain::output::Output;
use crate::failure::Result;

/// The keys.
pub(super) fn render(keys: &[RevealedKey], output: &Output) -> Result<String> {
    if output.is_bare() {
        return Ok(keys.iter().map(|key| format!("{}\n", key.key)).collect());
    }
    let mut text = listing::list(keys, output)?;
    if is_for_people(output) {
        text.push_str(&instructions(keys));
    }
    Ok(text)
}

/// The IDs of a support contract; bare, two lines that `support confirm` reads.
pub(super) fn support_ids(ids: &SupportIds, output: &Output) -> Result<String> {
    if output.is_bare() {
        return Ok(labelled("", [&ids.access_id, &ids.contract_id]));
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
    labelled("instructions: ", &key.instructions) + &labelled("download: ", &key.download_url)
}
