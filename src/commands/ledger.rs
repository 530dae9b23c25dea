//! `mpn ledger`: the file itself, and whether it holds together.

use super::{Context, absolute, amiss, data_key, vouched};
use crate::domain::answer::{Answer, Body, Finding, LedgerHead, LedgerInfo};
use crate::domain::finding::FindingCode;
use crate::domain::secret::SecretOf;
use crate::failure::Result;
use crate::seal;
use crate::store::{self, Facts, SCHEMA_VERSION, Told};

/// What ledger this is.
pub(super) fn info(facts: &Facts) -> Result<Answer> {
    let head = facts.head()?;
    Ok(Body::LedgerInfo(LedgerInfo {
        ledger_id: head.ledger,
        path: absolute(facts.path()).display().to_string(),
        schema: SCHEMA_VERSION.unsigned_abs(),
        operations: head.seq,
        head: head.hash,
        last_at: facts.last_recorded_at()?,
        program: facts.program()?.program.clone(),
        organization: facts.organization()?.name,
        sample: facts.is_sample()?,
        seal_print: amiss::seal_print(facts)?,
    })
    .into())
}

/// The end of its log: a note that can be kept elsewhere, and says how it is checked.
pub(super) fn head(facts: &Facts) -> Result<Answer> {
    let head = facts.head()?;
    Ok(Body::LedgerHead(LedgerHead {
        organization: facts.organization()?.name,
        ledger_id: head.ledger,
        path: absolute(facts.path()).display().to_string(),
        operation: head.seq,
        last_at: facts.last_recorded_at()?,
        check: format!("mpn ledger verify --against {}", head.hash),
        head: head.hash,
    })
    .into())
}

/// Whether it holds together: file, chain, tables, and — with an identity at hand — every sealed
/// value against its commitment.
pub(super) fn verify(context: &Context<'_>, against: Option<&str>) -> Result<Answer> {
    let path = context.settings.ledger()?;
    context.last_seen.look(path);
    let verified = store::verify(path, context.wait, against);
    let (mut verified, told) = verified.map_err(store::with_way_out)?;
    let mut notes = Vec::new();
    // Opening it compares it with what was seen last.
    if context.reader().is_ok() {
        for amiss in context.last_seen.amiss() {
            let (code, place) = amiss.finding();
            verified.findings.push(Finding { code, place, message: amiss.sentence() });
        }
        verified.sound = verified.findings.is_empty();
    }
    if verified.sound {
        match open_all(context, told) {
            Ok(findings) => verified.findings.extend(findings),
            Err(failure) => {
                let why = failure.told().message;
                notes.push(format!("the sealed values were not opened: {why}"));
            }
        }
        verified.sound = verified.findings.is_empty();
    }
    Ok(Answer { body: Body::Verified(verified), notes, warnings: Vec::new() })
}

/// Opens every sealed value; what does not open, or is not what the log bound itself to, is a
/// finding. Without an identity nothing can be checked, which is a failure.
fn open_all(context: &Context<'_>, told: Told) -> Result<Vec<Finding>> {
    let reader = context.reader()?;
    let ledger = reader.head()?.ledger;
    let identity = data_key::identity(context, &reader)?;
    let ours = seal::recipients_of(context.settings.identity()?).unwrap_or_default();
    let named = reader.recipients()?;
    let is_named = named.iter().any(|known| ours.contains(&known.recipient));
    let mut findings = Vec::new();
    let mut keys = Vec::new();
    for wrapped in &reader.data_keys()? {
        let failure = match data_key::unwrap(&reader, &ledger, wrapped, &identity) {
            Ok(key) => {
                keys.push(key);
                continue;
            }
            Err(failure) => failure,
        };
        let told = failure.told();
        let message = if told.code == "data-key-changed" {
            told.message
        } else if is_named {
            "it does not open for one who can open it, as the log says".to_owned()
        } else {
            // One whom the log does not name need not be able to open it.
            return Err(failure);
        };
        let place = format!("data_key {}", wrapped.epoch);
        findings.push(Finding { code: FindingCode::DataKeyChanged, place, message });
    }
    findings.extend(vouched::findings(&reader, told, &keys)?);
    reader.each_sealed(|of, value| {
        let (kind, number) = of.place();
        let Some(key) = keys.iter().find(|key| key.epoch == value.epoch) else { return Ok(()) };
        let is_unknown = matches!(of, SecretOf::Key(_)) && value.fingerprint.is_none();
        if is_unknown || key.open(&value).is_err() {
            findings.push(Finding {
                code: FindingCode::SealedValueChanged,
                place: format!("sealed_value {kind} {number}"),
                message: "it does not open to what the log bound itself to".to_owned(),
            });
        }
        Ok(())
    })?;
    Ok(findings)
}
