//! Go-To-Market offers and the marketing contact, as values.

pub mod deadlines;
pub mod rules;
pub mod said;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::benefit::Standing;
use crate::domain::id::GtmId;
use crate::domain::user::Email;
use crate::domain::words::words;

/// A Go-To-Market offer as it is on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GtmOffer {
    pub id: GtmId,
    pub name: String,
    /// The packages that bring it: `Gold Core`, `ISV Co-sell ready`.
    pub sources: Vec<String>,
    /// The oldest offer that brings it.
    pub offer: String,
    pub standing: Standing,
    /// The first day of its year: what expired before it is available anew (GTM-4).
    pub year_from: NaiveDate,
    /// The first day it can be activated.
    pub starts_on: NaiveDate,
    /// The last day it can be activated.
    pub ends_on: NaiveDate,
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
    /// Its status on `today`; what no membership brings is over, active or not. A confirmation
    /// counts until it expires, a request within its year.
    #[must_use]
    pub fn status(&self, today: NaiveDate) -> GtmStatus {
        let of_this_year = self.requested_on.is_some_and(|day| day >= self.year_from);
        match self.expires {
            _ if !self.is_live() => GtmStatus::Expired,
            _ if self.is_requested_later(today) => GtmStatus::Available,
            Some(expires) if expires >= today => GtmStatus::Active,
            Some(_) if of_this_year => GtmStatus::Expired,
            None if of_this_year => GtmStatus::Pending,
            Some(_) | None => GtmStatus::Available,
        }
    }

    /// Whether it is asked for on a later day: on `today` that is not there yet.
    pub(super) fn is_requested_later(&self, today: NaiveDate) -> bool {
        self.requested_on.is_some_and(|day| day > today)
    }

    /// Whether a membership brings it on the day that it is told for.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.standing == Standing::Live
    }

    /// Whether it is listed: what gave way to another package is not (MEM-2).
    #[must_use]
    pub fn is_listed(&self) -> bool {
        matches!(self.standing, Standing::Live | Standing::Over)
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
