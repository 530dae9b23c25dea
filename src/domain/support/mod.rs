//! Technical support, as values: contracts and incidents.

pub mod coverage;
pub mod deadlines;
pub mod rules;
pub mod said;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::id::{BenefitId, ContractId, IncidentId};
use crate::domain::role::Permission;
use crate::domain::user::Email;
use crate::domain::words::words;

words! {
    /// What can be done with a support benefit today.
    SupportStatus, "a status of support" {
        Inactive = "inactive",
        Pending = "pending",
        Active = "active",
        Expired = "expired",
        UsedUp = "used-up",
    }

    /// Why an incident was closed (SUP-9).
    ClosedAs, "a way to close an incident" {
        Solved = "solved",
        Duplicate = "duplicate",
        Bug = "bug",
    }
}

/// The plan for products on premises, whose versions are checked (SUP-8).
pub const PRODUCT_SUPPORT: &str = "product-support";
/// The plan for cloud products, on which an admin-agent alone helps customers (ROLE-7).
pub const SIGNATURE_CLOUD: &str = "signature-cloud";

/// What it takes to open an incident of a plan, or to take one back: on premises any account may,
/// for a customer as well; in the cloud a customer wants an admin-agent (ROLE-7).
#[must_use]
pub fn may_open(plan: Option<&str>, customer: Option<&String>) -> Permission {
    match (plan, customer) {
        (Some(SIGNATURE_CLOUD), Some(_)) => Permission::ActForCustomers,
        _ => Permission::Read,
    }
}

/// The contract of a support benefit as it is on a day (SUP-4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    pub id: ContractId,
    pub benefit: BenefitId,
    pub requested_on: NaiveDate,
    /// From when to when it runs; `None` while it is pending.
    pub term: Option<(NaiveDate, NaiveDate)>,
    /// The commitments of Access ID and Contract ID.
    pub ids: Option<(String, String)>,
}

/// A contract as the ledger knows it, on every day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownContract {
    pub id: ContractId,
    pub benefit: BenefitId,
    /// When the activation was requested that it goes back to.
    pub requested_on: NaiveDate,
    /// The oldest first.
    pub confirmations: Vec<Confirmation>,
    pub ids: Option<(String, String)>,
}

/// That the IDs of a contract are good, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// Its place among all that were recorded.
    pub number: u32,
    pub on: NaiveDate,
    pub starts_on: NaiveDate,
    /// None for one that runs as long as its benefit lives.
    pub ends_on: Option<NaiveDate>,
}

/// An incident as the ledger knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    pub id: IncidentId,
    pub contract: ContractId,
    pub benefit: BenefitId,
    pub plan: String,
    pub title: String,
    pub account: Option<Email>,
    pub customer: Option<String>,
    pub opened_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub closed_as: Option<ClosedAs>,
    /// Whether it was given back to the contract when it was closed (SUP-9).
    pub returned: bool,
}

/// What an incident is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewIncident {
    pub title: String,
    pub account: Option<Email>,
    pub customer: Option<String>,
    pub product: Option<String>,
    pub version: Option<String>,
}
