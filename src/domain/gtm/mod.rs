//! Go-To-Market offers and the marketing contact, as values.

pub mod rules;
pub mod said;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::id::GtmId;
use crate::domain::user::Email;
use crate::domain::words::words;

/// A Go-To-Market offer as the ledger knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GtmOffer {
    pub id: GtmId,
    pub name: String,
    /// The packages that bring it: `Gold Core`, `ISV Co-sell ready`.
    pub sources: Vec<String>,
    /// The oldest offer that brings it.
    pub offer: String,
    /// The last day it can be activated.
    pub ends_on: NaiveDate,
    pub ended: bool,
    pub requested_on: Option<NaiveDate>,
    /// The last day it can be used, once it is active.
    pub expires: Option<NaiveDate>,
}

words! {
    /// What can be done with a Go-To-Market offer today.
    GtmStatus, "a status of a Go-To-Market offer" {
        Available = "available",
        Pending = "pending",
        Active = "active",
        Expired = "expired",
    }
}

impl GtmOffer {
    /// Its status on `today`; what no membership brings any more is over, active or not.
    #[must_use]
    pub fn status(&self, today: NaiveDate) -> GtmStatus {
        match (self.requested_on, self.expires) {
            _ if self.is_over(today) => GtmStatus::Expired,
            (_, Some(expires)) if expires < today => GtmStatus::Expired,
            (_, Some(_)) => GtmStatus::Active,
            (Some(_), None) => GtmStatus::Pending,
            (None, None) => GtmStatus::Available,
        }
    }

    /// Whether no membership brings it on `today`.
    #[must_use]
    pub fn is_over(&self, today: NaiveDate) -> bool {
        self.ended || self.ends_on < today
    }
}

/// The marketing contact (GTM-2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contact {
    pub user: Email,
    pub contact_email: Email,
    pub phone: String,
    pub language: String,
}
