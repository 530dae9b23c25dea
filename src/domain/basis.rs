//! What a command goes on from, and can therefore not be dated before.

use chrono::NaiveDate;

use super::id::{
    AdvisoryId, BenefitId, ContractId, GtmId, IncidentId, KeyId, MembershipId, SeatId,
};

/// Something that was done, and that something else is done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The redemption that made what runs, for the next one.
    Running(KeyId),
    /// The redemption of a key, for its replacement.
    Redemption(KeyId),
    SupportActivation(ContractId),
    Incident(IncidentId),
    AdvisoryRequest(AdvisoryId),
    GtmActivation(GtmId),
    /// The assignment of a seat, for what ends or moves it.
    SeatAssignment(SeatId),
    /// The assignment of credit, for what ends or moves it.
    CreditAssignment(BenefitId),
    /// The key as it was handed out, for what is done with it.
    KeyRevealed(KeyId),
    /// The return of a key, for the next holder or for its end.
    KeyReturned(KeyId),
    /// The request to cancel a membership, for its answer.
    CancelRequest(MembershipId),
}

/// That a command is dated before what it goes on from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeforeItsBasis {
    pub basis: Basis,
    pub today: NaiveDate,
    pub since: NaiveDate,
}

impl Basis {
    /// Whether something can be done to it on `today`: it was there `since` a day.
    ///
    /// # Errors
    /// `BeforeItsBasis`.
    pub fn is_there(self, since: NaiveDate, today: NaiveDate) -> Result<(), BeforeItsBasis> {
        if today < since {
            return Err(BeforeItsBasis { basis: self, today, since });
        }
        Ok(())
    }
}
