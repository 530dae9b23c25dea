//! What is sealed, as far as it can be checked without an identity.

use super::Findings;
use crate::domain::finding::FindingCode;
use crate::failure::Result;
use crate::seal;
use crate::store::Facts;

const CHANGED: &str = "its digest is not that of its content";

/// Every sealed value and data key must be as it was written, and every key must have its own.
pub(super) fn check(facts: &Facts, findings: &mut Findings) -> Result<()> {
    let ledger = facts.head().map(|head| head.ledger).unwrap_or_default();
    let checked = check_data_keys(facts, &ledger, findings);
    findings.unless_damaged("data_key", checked)?;
    let checked = check_recoveries(facts, &ledger, findings);
    findings.unless_damaged("recovery", checked)?;
    let checked = check_values(facts, &ledger, findings);
    findings.unless_damaged("sealed_value", checked)?;
    let checked = check_missing(facts, findings);
    findings.unless_damaged("sealed_value", checked)?;
    Ok(())
}

fn check_data_keys(facts: &Facts, ledger: &str, findings: &mut Findings) -> Result<()> {
    let data_keys = facts.data_keys()?;
    for key in &data_keys {
        if seal::wrapped_digest(ledger, key.epoch, &key.wrapped) != key.digest {
            findings.add(FindingCode::DataKeyDamaged, format!("data_key {}", key.epoch), CHANGED);
        }
    }
    // An older one opens no sealed value any more, but tells a request that is repeated.
    for epoch in facts.epochs_with_key()? {
        if !data_keys.iter().any(|key| key.epoch == epoch) {
            let place = format!("data_key {epoch}");
            findings.add(FindingCode::DataKeyMissing, place, "the log tells of it");
        }
    }
    Ok(())
}

/// Every sealed value must belong to something, and be as it was written.
fn check_values(facts: &Facts, ledger: &str, findings: &mut Findings) -> Result<()> {
    facts.each_sealed(|of, value| {
        let (kind, number) = of.place();
        let place = format!("sealed_value {kind} {number}");
        if value.commitment.is_empty() {
            findings.add(FindingCode::SealedValueAstray, place, "the log does not tell of it");
        } else if seal::sealed_digest(ledger, &value) != value.digest {
            findings.add(FindingCode::SealedValueDamaged, place, CHANGED);
        }
        Ok(())
    })
}

/// Everything that the log says is sealed must have its value.
fn check_missing(facts: &Facts, findings: &mut Findings) -> Result<()> {
    for sql in [
        "SELECT 'key ' || k.id FROM \"key\" k
         WHERE length(k.commitment) > 0 AND NOT EXISTS
         (SELECT 1 FROM sealed_value v WHERE v.kind = 'key' AND v.number = k.id)",
        "SELECT 'access-id ' || c.id FROM contract c WHERE c.access_id IS NOT NULL AND NOT EXISTS
         (SELECT 1 FROM sealed_value v WHERE v.kind = 'access-id' AND v.number = c.id)",
        "SELECT 'contract-id ' || c.id FROM contract c WHERE c.contract_id IS NOT NULL AND NOT EXISTS
         (SELECT 1 FROM sealed_value v WHERE v.kind = 'contract-id' AND v.number = c.id)",
    ] {
        facts.tables.each(sql, [], |of: String| {
            let place = format!("sealed_value {of}");
            findings.add(FindingCode::SealedValueMissing, place, "the log tells of it");
            Ok(())
        })?;
    }
    Ok(())
}

/// Every recovery identity must be the one that the log names, and none may be missing.
fn check_recoveries(facts: &Facts, ledger: &str, findings: &mut Findings) -> Result<()> {
    let mut wanted: Vec<(String, String)> = Vec::new();
    for recipient in facts.recipients().unwrap_or_default() {
        // What the log says was lost is not missing.
        let digest = recipient.recovery.filter(|digest| !digest.is_empty());
        wanted.extend(digest.map(|digest| (recipient.recipient, digest)));
    }
    for (recipient, locked) in facts.recoveries()? {
        let place = format!("recovery {recipient}");
        match wanted.iter().position(|(known, _)| *known == recipient) {
            None => {
                findings.add(FindingCode::SealedValueAstray, place, "the log does not tell of it");
            }
            Some(at) => {
                let (_, digest) = wanted.remove(at);
                if seal::recovery_digest(ledger, &recipient, &locked) != digest {
                    findings.add(FindingCode::SealedValueDamaged, place, CHANGED);
                }
            }
        }
    }
    for (recipient, _) in wanted {
        let place = format!("recovery {recipient}");
        findings.add(FindingCode::SealedValueMissing, place, "the log tells of it");
    }
    Ok(())
}
