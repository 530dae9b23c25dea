//! What a command goes on from, and can therefore not be dated before.

use chrono::NaiveDate;

use super::id::{AdvisoryId, ContractId, GtmId, IncidentId, KeyId};
use super::refusal::Refusal;

/// Something that was done, and that something else is done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The redemption that made what runs, for the next one.
    Running(KeyId),
    /// The redemption of a key, for its replacement.
    Redemption(KeyId),
    SupportActivation(ContractId),
    Incident(IncidentId),
    AdvisoryRequest(AdvisoryId),
    GtmActivation(GtmId),
}

impl Subject {
    /// Whether something can be done to it on `today`: it was there `since` a day.
    ///
    /// # Errors
    /// [`Refusal::BeforeItsSubject`].
    pub fn is_there(self, since: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
        if today < since {
            return Err(Refusal::BeforeItsSubject { subject: self, today, since });
        }
        Ok(())
    }
}
