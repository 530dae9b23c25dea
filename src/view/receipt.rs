//! The answer to a write: what happened, in sentences; or the receipt, in JSON.

use super::{json, sentence, visible};
use crate::domain::answer::{Founded, Requested};
use crate::domain::event::Event;
use crate::domain::operation::Receipt;
use crate::domain::output::Output;
use crate::failure::Result;

/// What a write answers.
pub(super) fn receipt(receipt: &Receipt, output: &Output) -> Result<String> {
    if output.is_json() {
        return json::one(receipt, output);
    }
    if output.quiet {
        return Ok(bare(&receipt.events));
    }
    if !receipt.changed {
        return Ok(match receipt.command.as_str() {
            // In the portals' own word, which is no error (SUP-6).
            "support link" => "already linked\n".to_owned(),
            _ => "nothing to do: it is so already\n".to_owned(),
        });
    }
    let mut text = String::new();
    if receipt.dry_run {
        text.push_str("dry run, nothing is recorded; this would happen:\n");
    }
    for told in sentence::sentences(receipt.events.iter().filter(|event| event.is_change())) {
        text.push_str(&format!("{}\n", visible(&told)));
    }
    Ok(text)
}

/// The ids that a script wants: of what was made, or else of what was touched.
fn bare(events: &[Event]) -> String {
    let mut ids: Vec<String> = Vec::new();
    for event in events {
        match event {
            Event::KeysAdded { keys, .. } => {
                ids.extend(keys.iter().map(|added| added.key.to_string()));
            }
            Event::OperationUndone { .. } => {}
            other => ids.extend(other.touches().into_iter().next()),
        }
    }
    ids.dedup();
    ids.iter().map(|id| format!("{}\n", visible(id))).collect()
}

/// What a write answers that must be followed by a service request.
pub(super) fn requested(requested: &Requested, output: &Output) -> Result<String> {
    if output.is_json() {
        return json::one(requested, output);
    }
    let mut text = receipt(&requested.receipt, output)?;
    if !output.quiet {
        text.push_str("send this as a service request:\n\n");
        for line in requested.text.lines() {
            text.push_str(&format!("{}\n", visible(line)));
        }
    }
    Ok(text)
}

/// What `init` answers.
pub(super) fn founded(founded: &Founded, output: &Output) -> Result<String> {
    if output.is_json() {
        return json::one(founded, output);
    }
    if output.quiet {
        return Ok(format!("{}\n", founded.ledger));
    }
    let mut text = String::new();
    if founded.receipt.dry_run {
        text.push_str("dry run, nothing is made; this would be:\n");
    }
    text.push_str(&format!("ledger:   {}\n", visible(&founded.ledger)));
    text.push_str(&format!("admin:    {}\n", founded.admin));
    text.push_str(&format!(
        "identity: {} ({})\n",
        visible(&founded.identity),
        if founded.identity_made {
            "made; keep a copy: no key can be read without it"
        } else {
            "kept"
        }
    ));
    if let Some(config) = &founded.config {
        text.push_str(&format!("config:   {}\n", visible(config)));
    }
    text.push_str(&format!("holds:    {}\n", sentence::inventory(&founded.receipt.events)));
    Ok(text)
}
