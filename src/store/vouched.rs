//! Who can open the ledger, as the log itself tells: read through whole, since a table, an index or
//! a log with a hole in it may be another's work.

use strum::VariantNames as _;

use super::apart::kind_of;
use super::log::{self, GENESIS, Head};
use super::{Facts, impossible, json};
use crate::domain::event::{Event, RecipientEvent};
use crate::domain::recipient::vouching::Vouching;
use crate::failure::Result;

/// What the log tells up to its end.
#[derive(Clone)]
pub struct Told {
    pub end: Head,
    pub vouching: Vouching,
    pub vouches: Vec<Vouch>,
}

/// A vouch, and all that it vouches for.
#[derive(Clone)]
pub struct Vouch {
    pub seq: u64,
    pub prev: String,
    pub epoch: u32,
    pub data_key: String,
    pub recipients: Vec<String>,
    pub vouch: String,
    pub by_before: Option<String>,
}

impl Facts {
    /// Follows the log to its end. The cost grows with it; it is asked before something is sealed.
    ///
    /// # Errors
    /// A log that does not hold together (exit 7).
    pub fn recipients_told(&self) -> Result<Told> {
        let mut told = Told::nothing(&self.head()?.ledger);
        self.follow_recipients(&mut told)?;
        Ok(told)
    }

    /// Follows the log from where it ended when it was followed before.
    ///
    /// # Errors
    /// A log that does not hold together (exit 7).
    pub fn follow_recipients(&self, told: &mut Told) -> Result<()> {
        let mut end = told.end.clone();
        log::each_after(&self.tables, &mut end, |entry| {
            let of_recipients = entry.bodies.iter().filter(|body| is_of_recipients(body));
            for body in of_recipients {
                let event = json(body, "what it tells of recipients")?;
                told.take(&entry, &event).map_err(|why| impossible_in(entry.seq, &why))?;
            }
            told.vouching.end().map_err(|why| impossible_in(entry.seq, &why))
        })?;
        told.end = end;
        if self.head()? == told.end {
            return Ok(());
        }
        Err(impossible("its log does not end where its head says"))
    }
}

impl Told {
    /// What a log of no operation tells.
    pub(super) fn nothing(ledger: &str) -> Self {
        let end = Head { ledger: ledger.to_owned(), seq: 0, hash: GENESIS.to_owned() };
        Told { end, vouching: Vouching::default(), vouches: Vec::new() }
    }

    /// Goes on with an event of an operation.
    ///
    /// # Errors
    /// Why it cannot have happened.
    pub(super) fn take(&mut self, entry: &log::Entry, event: &Event) -> Result<(), String> {
        self.vouching.follow(event)?;
        let Event::Recipient(RecipientEvent::RecipientsVouched {
            epoch,
            recipients,
            vouch,
            by_before,
        }) = event
        else {
            return Ok(());
        };
        self.vouches.push(Vouch {
            seq: entry.seq.unsigned_abs(),
            prev: entry.prev.clone(),
            epoch: *epoch,
            data_key: self.vouching.data_key(*epoch).unwrap_or_default().to_owned(),
            recipients: recipients.clone(),
            vouch: vouch.clone(),
            by_before: by_before.clone(),
        });
        Ok(())
    }
}

fn impossible_in(seq: i64, why: &str) -> crate::failure::Failure {
    impossible(&format!("operation {seq}: {why}"))
}

/// Whether an event has to do with recipients, by its kind, which stands first.
fn is_of_recipients(body: &str) -> bool {
    kind_of(body)
        .is_some_and(|kind| kind == "secrets-lost" || RecipientEvent::VARIANTS.contains(&kind))
}
