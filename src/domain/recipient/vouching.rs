//! What must follow from what in the log, of recipients and data keys: who can open the ledger is
//! read from here before anything is sealed, never from a table that somebody else may have written.

use std::collections::BTreeSet;

use crate::domain::event::{Event, LedgerEvent, RecipientEvent};

/// How many hexadecimal digits a commitment and a vouch have.
const DIGITS: usize = 64;

/// Who can open the ledger, as the log tells so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vouching {
    recipients: BTreeSet<String>,
    /// What the log binds itself to of each data key, from epoch 1 on.
    data_keys: Vec<String>,
    /// Epochs whose data key was lost.
    lost: BTreeSet<u32>,
    /// Whether this operation changed who can open the ledger, and has not vouched for it.
    is_due: bool,
    /// Whether this operation has vouched: nothing may be changed after that.
    is_vouched: bool,
}

impl Vouching {
    /// Who can open the ledger, in order.
    #[must_use]
    pub fn recipients(&self) -> Vec<String> {
        self.recipients.iter().cloned().collect()
    }

    /// The newest epoch; 0 where there is none.
    #[must_use]
    pub fn newest(&self) -> u32 {
        u32::try_from(self.data_keys.len()).unwrap_or(u32::MAX)
    }

    /// What the log binds itself to of the data key of an epoch; nothing where it has none, or that
    /// was lost.
    #[must_use]
    pub fn data_key(&self, epoch: u32) -> Option<&str> {
        let at = usize::try_from(epoch).ok()?.checked_sub(1)?;
        let told = self.data_keys.get(at).map(String::as_str);
        told.filter(|_| !self.lost.contains(&epoch))
    }

    /// The epochs whose data key must be there.
    pub fn epochs(&self) -> impl Iterator<Item = u32> {
        (1..=self.newest()).filter(|epoch| !self.lost.contains(epoch))
    }

    /// What the log tells of the first epoch that the newest one goes back to without a gap; the
    /// key of an epoch that was lost vouches for nothing any more.
    #[must_use]
    pub fn root(&self) -> Option<&str> {
        let first = self.lost.iter().max().map_or(1, |lost| lost + 1);
        self.data_key(first)
    }

    /// Who can open the ledger after an operation with these events.
    ///
    /// # Errors
    /// Why it cannot have happened.
    pub fn after<'e>(&self, events: impl IntoIterator<Item = &'e Event>) -> Result<Self, String> {
        let mut after = self.clone();
        events.into_iter().try_for_each(|event| after.follow(event))?;
        after.end().map(|()| after)
    }

    /// Goes on with the next event.
    ///
    /// # Errors
    /// Why it cannot have happened.
    pub fn follow(&mut self, event: &Event) -> Result<(), String> {
        match event {
            Event::Recipient(said) => self.follow_said(said),
            Event::Ledger(LedgerEvent::SecretsLost { epochs, .. }) => {
                self.lost.extend(epochs);
                Ok(())
            }
            Event::Ledger(_)
            | Event::Organization(_)
            | Event::User(_)
            | Event::Membership(_)
            | Event::Benefit(_)
            | Event::Gtm(_)
            | Event::Key(_)
            | Event::License(_)
            | Event::Support(_)
            | Event::Advisory(_)
            | Event::Credit(_)
            | Event::Seat(_)
            | Event::Operation(_) => Ok(()),
        }
    }

    fn follow_said(&mut self, said: &RecipientEvent) -> Result<(), String> {
        match said {
            RecipientEvent::RecipientNamed { recipient, .. } => {
                if self.recipients.contains(recipient) {
                    return Ok(());
                }
                Err(format!("{recipient} is no recipient and is said to be somebody's"))
            }
            RecipientEvent::RecipientAdded { recipient, .. } => {
                self.change()?;
                if self.recipients.insert(recipient.clone()) {
                    return Ok(());
                }
                Err(format!("{recipient} is added, and is a recipient already"))
            }
            RecipientEvent::RecipientRemoved { recipient, .. } => {
                self.change()?;
                if self.recipients.remove(recipient) {
                    return Ok(());
                }
                Err(format!("{recipient} is removed, and is no recipient"))
            }
            RecipientEvent::EpochBegun { epoch, recipients, data_key } => {
                self.change()?;
                self.begin(*epoch, recipients, data_key)
            }
            RecipientEvent::RecipientsVouched { epoch, recipients, vouch, by_before } => {
                self.vouch(*epoch, recipients, vouch, by_before.as_deref())
            }
        }
    }

    /// Notes that another is to be vouched for.
    fn change(&mut self) -> Result<(), String> {
        self.is_due = true;
        if self.is_vouched {
            return Err("who can open the ledger is changed after it was vouched for".to_owned());
        }
        Ok(())
    }

    fn begin(&mut self, epoch: u32, recipients: &[String], data_key: &str) -> Result<(), String> {
        if self.newest().checked_add(1) != Some(epoch) {
            return Err(format!("epoch {epoch} does not follow epoch {}", self.newest()));
        }
        if recipients.iter().cloned().collect::<BTreeSet<_>>() != self.recipients {
            return Err(format!("epoch {epoch} begins for others than the recipients"));
        }
        if !is_digest(data_key) {
            return Err(format!("epoch {epoch} begins without a data key"));
        }
        self.data_keys.push(data_key.to_owned());
        Ok(())
    }

    fn vouch(
        &mut self,
        epoch: u32,
        recipients: &[String],
        vouch: &str,
        by_before: Option<&str>,
    ) -> Result<(), String> {
        if epoch != self.newest() || !recipients.iter().eq(&self.recipients) {
            return Err("others are vouched for than the recipients".to_owned());
        }
        let has_before = epoch > 1 && self.data_key(epoch - 1).is_some();
        if !is_digest(vouch) || by_before.map(is_digest) != has_before.then_some(true) {
            return Err("the recipients are not vouched for by both data keys".to_owned());
        }
        (self.is_due, self.is_vouched) = (false, true);
        Ok(())
    }

    /// The operation ends here.
    ///
    /// # Errors
    /// It changed who can open the ledger, and nobody vouched for that.
    pub fn end(&mut self) -> Result<(), String> {
        self.is_vouched = false;
        if std::mem::take(&mut self.is_due) {
            return Err("it changes who can open the ledger, and does not vouch for it".to_owned());
        }
        Ok(())
    }
}

fn is_digest(text: &str) -> bool {
    text.len() == DIGITS && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(recipient: &str) -> Event {
        let on = "2026-06-01".parse().unwrap();
        let (recipient, user, recovery) = (recipient.to_owned(), None, None);
        RecipientEvent::RecipientAdded { recipient, user, recovery, on }.into()
    }

    fn removed(recipient: &str) -> Event {
        RecipientEvent::RecipientRemoved {
            recipient: recipient.to_owned(),
            user: None,
            keys_seen: Vec::new(),
            contracts_seen: Vec::new(),
            keys: 0,
            on: "2026-06-01".parse().unwrap(),
        }
        .into()
    }

    fn named(recipient: &str) -> Event {
        let (recipient, user) = (recipient.to_owned(), "bo@contoso.com".parse().unwrap());
        RecipientEvent::RecipientNamed { recipient, user }.into()
    }

    fn begun(epoch: u32, recipients: &[&str]) -> Event {
        let recipients = recipients.iter().map(ToString::to_string).collect();
        RecipientEvent::EpochBegun { epoch, recipients, data_key: digest(epoch) }.into()
    }

    fn vouched(epoch: u32, recipients: &[&str]) -> Event {
        vouched_by(epoch, recipients, (epoch > 1).then(|| digest(epoch)))
    }

    fn vouched_by(epoch: u32, recipients: &[&str], by_before: Option<String>) -> Event {
        let recipients = recipients.iter().map(ToString::to_string).collect();
        let vouch = digest(epoch);
        RecipientEvent::RecipientsVouched { epoch, recipients, vouch, by_before }.into()
    }

    fn lost(epoch: u32) -> Event {
        LedgerEvent::SecretsLost {
            keys: Vec::new(),
            contracts: Vec::new(),
            epochs: vec![epoch],
            recoveries: Vec::new(),
            people: Vec::new(),
            texts: Vec::new(),
            pepper: None,
        }
        .into()
    }

    fn digest(epoch: u32) -> String {
        format!("{epoch:064}")
    }

    /// A ledger that one can open, and the operation that follows.
    fn then(operation: &[Event]) -> Result<Vouching, String> {
        let founding = [added("ann"), begun(1, &["ann"]), vouched(1, &["ann"])];
        Vouching::default().after(&founding)?.after(operation)
    }

    #[test]
    fn who_can_open_the_ledger_follows_from_the_log() {
        let bo = then(&[added("bo"), vouched(1, &["ann", "bo"])]).unwrap();
        assert_eq!(bo.recipients(), ["ann", "bo"]);
        let rotated = then(&[begun(2, &["ann"]), vouched(2, &["ann"])]).unwrap();
        assert_eq!((rotated.newest(), rotated.data_key(2)), (2, Some(digest(2).as_str())));
        assert_eq!(rotated.root(), Some(digest(1).as_str()));
        assert!(then(&[named("ann")]).is_ok(), "nobody is let in");
    }

    #[test]
    fn a_data_key_that_was_lost_vouches_for_nothing_any_more() {
        let anew = [begun(2, &["ann"]), lost(1), vouched_by(2, &["ann"], None)];
        let salvaged = then(&anew).unwrap();
        assert_eq!(salvaged.epochs().collect::<Vec<_>>(), [2]);
        assert_eq!(salvaged.root(), Some(digest(2).as_str()), "it is another seal");
        assert_eq!(then(&[lost(1)]).unwrap().root(), None);
    }

    #[test]
    fn what_does_not_follow_is_impossible() {
        let twice = [added("bo"), vouched(1, &["ann", "bo"]), added("cy")];
        for (operation, why) in [
            (vec![added("bo")], "does not vouch for it"),
            (vec![begun(2, &["ann"])], "does not vouch for it"),
            (vec![removed("ann")], "does not vouch for it"),
            (twice.to_vec(), "after it was vouched for"),
            (vec![added("ann")], "is a recipient already"),
            (vec![removed("bo")], "is no recipient"),
            (vec![named("bo")], "is no recipient"),
            (vec![begun(3, &["ann"])], "does not follow epoch 1"),
            (vec![begun(1, &["ann"])], "does not follow epoch 1"),
            (vec![begun(2, &["ann", "eve"])], "for others than the recipients"),
            (vec![added("eve"), vouched(1, &["ann"])], "others are vouched for"),
            (vec![added("eve"), vouched(2, &["ann", "eve"])], "others are vouched for"),
            (vec![begun(2, &["ann"]), vouched_by(2, &["ann"], None)], "by both data keys"),
            (vec![vouched_by(1, &["ann"], Some(digest(1)))], "by both data keys"),
        ] {
            let told = then(&operation).unwrap_err();
            assert!(told.contains(why), "{told}: {operation:?}");
        }
    }
}
