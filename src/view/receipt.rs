//! The answer to a write: what happened, in sentences; or the receipt, in JSON.

use serde_json::Value;

use super::show::{labelled, object};
use super::{export, listing, sentence, to_row, visible};
use crate::domain::answer::{
    Applied, Founded, Rebuilt, RecoveryMade, RedeemedKey, Requested, Restored, RevealedKey,
    SupportIds,
};
use crate::domain::call::{Call, Keep, Load};
use crate::domain::event::{Event, RecipientEvent};
use crate::domain::operation::Receipt;
use crate::domain::output::Output;
use crate::domain::request::{
    AdvisoryRequest, KeyRequest, LicenseRequest, MembershipRequest, OperationRequest,
    RecipientRequest, Request, SupportRequest,
};
use crate::failure::Result;
use crate::view::sentence::Bare;

/// Whether a write's answer has the columns that are wanted: what cannot be told must not be done.
/// A dry run has those of the real run.
///
/// # Errors
/// `unknown-column` (exit 2).
pub(super) fn has_columns(call: &Call, output: &Output) -> Result<()> {
    let exported;
    let known: &[&str] = match call {
        Call::Init(_) | Call::Sample(_) => Founded::COLUMNS,
        Call::Export(wanted) => {
            exported = export::columns(wanted.kind, wanted.reveal.is_some());
            &exported
        }
        Call::Keep(Keep::Restore { .. }) => Restored::COLUMNS,
        Call::Keep(Keep::Rebuild) => Rebuilt::COLUMNS,
        Call::Write(Request::Operation(OperationRequest::ApplyPlan(_)))
        | Call::Load(Load::Wishes { .. }) => Applied::COLUMNS,
        Call::Write(Request::Recipient(RecipientRequest::MakeRecovery)) => RecoveryMade::COLUMNS,
        Call::Write(Request::Key(KeyRequest::GetKeys(_))) | Call::Load(Load::KeyUsers(_)) => {
            RevealedKey::COLUMNS
        }
        Call::Write(Request::License(LicenseRequest::RedeemKey(redeem)))
            if !redeem.already_done =>
        {
            RedeemedKey::COLUMNS
        }
        Call::Write(Request::Support(SupportRequest::ShowIds { .. })) => SupportIds::COLUMNS,
        // Each must be followed by a request that somebody sends.
        Call::Write(
            Request::Membership(MembershipRequest::CancelMembership { .. })
            | Request::License(LicenseRequest::ReplaceKey { .. })
            | Request::Advisory(AdvisoryRequest::RequestAdvisory { .. }),
        ) => Requested::COLUMNS,
        Call::Write(_) | Call::Load(_) => Receipt::COLUMNS,
        // What changes nothing can be refused when it is told.
        _ => return Ok(()),
    };
    listing::has_all(known, output.columns.as_deref().unwrap_or_default())
}

/// A receipt. What only the answer of a real run that changes something tells is null in it, and
/// its columns were looked at before.
pub(super) fn shown(receipt: &Receipt, output: &Output) -> Result<String> {
    if output.is_worded() {
        return Ok(self::receipt(receipt, output.quiet));
    }
    let mut row = to_row(receipt)?;
    for column in output.columns.iter().flatten() {
        row.entry(column).or_insert(Value::Null);
    }
    object(&row, "", output)
}

/// What a write answers.
pub(super) fn receipt(receipt: &Receipt, quiet: bool) -> String {
    if quiet {
        return bare(&receipt.events);
    }
    if !receipt.changed {
        return match receipt.command.as_str() {
            // In the portals' own word, which is no error (SUP-6).
            "support link" => "already linked\n".to_owned(),
            _ => "nothing to do: it is so already\n".to_owned(),
        };
    }
    let changes = receipt.events.iter().filter(|event| event.is_change());
    let changes = labelled("", sentence::sentences(changes));
    if receipt.dry_run {
        return format!("dry run, nothing is recorded; this would happen:\n{changes}");
    }
    changes
}

/// The ids that a script wants: of what the command was about, not of all that followed from it.
fn bare(events: &[Event]) -> String {
    let (mut main, mut beside) = (Vec::new(), Vec::new());
    for event in events {
        match sentence::bare(event) {
            Bare::Main(id) => main.push(id),
            Bare::Beside(ids) => beside.extend(ids),
        }
    }
    let mut ids = if main.is_empty() { beside } else { main };
    ids.dedup();
    labelled("", ids)
}

/// What a write answers that must be followed by a request that somebody sends.
pub(super) fn requested(requested: &Requested, quiet: bool) -> String {
    let mut text = receipt(&requested.receipt, quiet);
    if !quiet {
        let url = requested.url.as_ref().map(|url| format!(" ({url})")).unwrap_or_default();
        text.push_str(&format!("send this as a {}{url}:\n\n", requested.sent_as));
        text.push_str(&labelled("", requested.text.lines()));
    }
    text
}

/// What `init` answers.
pub(super) fn founded(founded: &Founded, quiet: bool) -> String {
    if quiet {
        return labelled("", [&founded.ledger]);
    }
    let mut text = String::new();
    if founded.receipt.dry_run {
        text.push_str("dry run, nothing is made; this would be:\n");
    }
    let made = if founded.identity_made {
        "made; keep a copy: no key can be read without it"
    } else {
        "kept"
    };
    text.push_str(&labelled("ledger:   ", [&founded.ledger]));
    text.push_str(&format!("admin:    {}\n", founded.admin));
    text.push_str(&format!("identity: {} ({made})\n", visible(&founded.identity)));
    text.push_str(&labelled("config:   ", &founded.config));
    text.push_str(&format!("holds:    {}\n", sentence::inventory(&founded.receipt.events)));
    text
}

/// A recovery passphrase, and what to do with it.
pub(super) fn recovery(made: &RecoveryMade, quiet: bool) -> String {
    if quiet {
        return format!("{}\n", made.passphrase);
    }
    let is_another =
        made.receipt.events.iter().any(|event| {
            matches!(event, Event::Recipient(RecipientEvent::RecipientRemoved { .. }))
        });
    let another = if is_another { "the passphrase before it opens nothing any more\n" } else { "" };
    format!(
        "passphrase: {}\n\
         write it down; it is told once and kept nowhere\n\
         to use it, put it into a file and name that with --identity\n{another}",
        made.passphrase
    )
}
