//! Partner Advisory Hours, as values.

pub mod rules;
pub mod said;

use chrono::NaiveDate;

use crate::domain::id::{AdvisoryId, BenefitId};
use crate::domain::user::Email;
use crate::domain::words::words;

words! {
    /// What a consultation is for.
    Scenario, "a scenario" {
        Presales = "presales",
        Deployment = "deployment",
        Marketplace = "marketplace",
    }
}

/// A request as the ledger knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consultation {
    pub id: AdvisoryId,
    pub benefit: BenefitId,
    pub scenario: Scenario,
    pub title: String,
    /// The estimate that is set aside until the true hours are logged.
    pub hours_reserved: u32,
    pub hours_logged: Option<u32>,
    /// Whether its hours are deducted.
    pub deducts: bool,
    pub requested_by: Email,
    pub requested_on: NaiveDate,
    pub logged_on: Option<NaiveDate>,
}

impl Consultation {
    /// What it takes of the hours: those that were logged, else its estimate.
    #[must_use]
    pub fn hours_taken(&self) -> u32 {
        self.hours_logged.unwrap_or(self.hours_reserved)
    }
}
