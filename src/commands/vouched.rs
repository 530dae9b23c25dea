//! Before anything is sealed, or wrapped to others: who can open the ledger is what the log tells,
//! and each change of it was vouched for by one who could open it before. Whoever can write the
//! file can write every table and a log of their own, but no vouch.

use super::data_key::{another_key, identity, no_data_key};
use super::{Amiss, Context};
use crate::domain::answer::Finding;
use crate::domain::finding::FindingCode;
use crate::failure::{Failure, Result};
use crate::seal::{DataKey, Listed, seal_print};
use crate::store::{Facts, Told, Vouch};

/// What was found vouched for; what was recorded since is looked at before anything is.
pub(super) struct Vouched(Told);

/// The data keys, the newest last, of a ledger whose recipients are vouched for.
///
/// # Errors
/// An identity that is not there, or does not open them all; exit 7 where the log, a data key or a
/// vouch is not what it should be.
pub(super) fn open(context: &Context<'_>, facts: &Facts) -> Result<(Vec<DataKey>, Vouched)> {
    let told = facts.recipients_told()?;
    let identity = identity(context, facts)?;
    let ledger = &told.end.ledger;
    let wrapped = facts.data_keys()?;
    let mut keys = Vec::new();
    for epoch in told.vouching.epochs() {
        let wrapped = wrapped.iter().find(|wrapped| wrapped.epoch == epoch);
        let key = DataKey::unwrap(ledger, wrapped.ok_or_else(no_data_key)?, &identity)?;
        if told.vouching.data_key(epoch) != Some(key.commitment().as_str()) {
            return Err(another_key(epoch));
        }
        keys.push(key);
    }
    let newest = keys.last().map(|key| key.epoch);
    let kept = wrapped.last().map(|wrapped| wrapped.epoch);
    if newest != Some(told.vouching.newest()) || newest != kept {
        return Err(no_data_key());
    }
    if let Some(vouch) = unvouched(&told, &keys)?.first() {
        let message = format!("operation {}: {UNVOUCHED}", vouch.seq);
        return Err(Failure::unsound("recipients-unvouched", message)
            .hint("mpn ledger restore FILE, of a backup; nothing must be sealed for them"));
    }
    let print = told.vouching.root().map(|first| seal_print(ledger, first));
    if let Some(named) = context.named_print().filter(|named| print.as_deref() != Some(named)) {
        // The tables, by which this is seen as well, may be made to look as if it were not so.
        return Err(Amiss::Sealed { named: named.to_owned() }.failure());
    }
    let vouched = Vouched(told);
    vouched.agrees(facts)?;
    Ok((keys, vouched))
}

const UNVOUCHED: &str = "nobody who could open the ledger vouched for who can open it since";

impl Vouched {
    /// Whether nothing that was recorded since has to do with it. What is in the tables must be
    /// what was vouched for.
    ///
    /// # Errors
    /// Exit 7 where the log, or a table, is not what it should be.
    pub(super) fn is_still_so(&self, facts: &Facts) -> Result<bool> {
        let Vouched(told) = self;
        if !facts.holds(&told.end)? || facts.head()?.ledger != told.end.ledger {
            // Another ledger was put there meanwhile.
            return Ok(false);
        }
        let mut now = told.clone();
        facts.follow_recipients(&mut now)?;
        if now.vouching != told.vouching || now.vouches.len() != told.vouches.len() {
            return Ok(false);
        }
        self.agrees(facts).map(|()| true)
    }

    /// What a command is decided on are the tables.
    fn agrees(&self, facts: &Facts) -> Result<()> {
        let vouching = &self.0.vouching;
        let mut listed: Vec<String> =
            facts.recipients()?.into_iter().map(|known| known.recipient).collect();
        listed.sort_unstable();
        if listed == vouching.recipients() && facts.newest_epoch()? == vouching.newest() {
            return Ok(());
        }
        let message = "the list of those who can open the ledger is not the one that the log tells";
        Err(Failure::unsound("recipients-changed", message)
            .hint("mpn ledger rebuild makes it anew from the log"))
    }
}

/// The vouches that the data keys did not make.
fn unvouched<'t>(told: &'t Told, keys: &[DataKey]) -> Result<Vec<&'t Vouch>> {
    let mut unvouched = Vec::new();
    for vouch in &told.vouches {
        let Vouch { seq, prev, epoch, data_key, recipients, .. } = vouch;
        let (ledger, seq, epoch) = (told.end.ledger.as_str(), *seq, *epoch);
        let listed = Listed { ledger, seq, prev, epoch, data_key, recipients };
        let is_by = |epoch: u32, told: &str| match keys.iter().find(|key| key.epoch == epoch) {
            Some(key) => key.vouched(listed, told),
            // Of a data key that was lost nothing can be said, and its successor is another seal.
            None => Ok(true),
        };
        let by_before = vouch.by_before.as_deref();
        let is_by_before = by_before.map_or(Ok(true), |told| is_by(epoch - 1, told))?;
        if !is_by(epoch, &vouch.vouch)? || !is_by_before {
            unvouched.push(vouch);
        }
    }
    Ok(unvouched)
}

/// The same, as findings, of what the log told when it was followed before, and tells since.
pub(super) fn findings(facts: &Facts, mut told: Told, keys: &[DataKey]) -> Result<Vec<Finding>> {
    facts.follow_recipients(&mut told)?;
    let found = unvouched(&told, keys)?.into_iter().map(|vouch| Finding {
        code: FindingCode::RecipientsUnvouched,
        place: format!("operation {}", vouch.seq),
        message: UNVOUCHED.to_owned(),
    });
    Ok(found.collect())
}
