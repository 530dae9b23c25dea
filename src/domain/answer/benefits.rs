//! Answers: what is told of benefits and of what they grant.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::advisory::Scenario;
use crate::domain::azure::CreditKind;
use crate::domain::benefit::{BenefitStatus, Category};
use crate::domain::benefit::{BenefitType, Presales, Quantity};
use crate::domain::columns::columns;
use crate::domain::gtm::{Contact, GtmStatus};
use crate::domain::id::{
    AdvisoryId, BenefitId, ContractId, GtmId, IncidentId, KeyId, MembershipId, SeatId,
};
use crate::domain::license::{LicenseKeyStatus, Months, RedeemMode};
use crate::domain::money::Money;
use crate::domain::operation::Receipt;
use crate::domain::software::{KeyStatus, KeyType};
use crate::domain::support::{ClosedAs, SupportStatus};
use crate::domain::user::Email;
use crate::domain::vs::SeatStatus;

columns! {
    #[derive(Clone, Debug)]
    pub struct BenefitLine {
        /// `B1`, or `G1` for a Go-To-Market offer.
        pub id: String,
        pub category: Category,
        pub name: String,
        pub offer: String,
        pub competency: Option<String>,
        pub benefit_type: Option<BenefitType>,
        pub quantity: Option<Quantity>,
        pub unit: Option<&'static str>,
        pub used: u32,
        pub available: Option<Quantity>,
        pub status: BenefitStatus,
        pub activate_by: Option<NaiveDate>,
        /// `None` for what does not end.
        pub ends_on: Option<NaiveDate>,
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct BenefitShown {
    #[serde(flatten)]
    pub line: BenefitLine,
    pub membership: Option<MembershipId>,
    pub level: Option<String>,
    pub plan: Option<String>,
    pub presales: Option<Presales>,
    pub kind: Option<CreditKind>,
    pub amount: Option<Money>,
    pub seats_per_key: Option<u32>,
    pub languages: Vec<String>,
    pub os: Vec<String>,
    pub download_url: Option<String>,
    pub redeem_url: Option<String>,
    pub instructions: Option<String>,
    pub sources: Vec<String>,
}

impl BenefitShown {
    /// A line of which nothing else is known.
    #[must_use]
    pub fn of(line: BenefitLine) -> Self {
        BenefitShown {
            line,
            membership: None,
            level: None,
            plan: None,
            presales: None,
            kind: None,
            amount: None,
            seats_per_key: None,
            languages: Vec::new(),
            os: Vec::new(),
            download_url: None,
            redeem_url: None,
            instructions: None,
            sources: Vec::new(),
        }
    }
}

columns! {
    #[derive(Clone, Debug)]
    pub struct SoftwareLine {
        pub line: BenefitLine => flatten,
        pub keys_total: u32,
        pub keys_free: u32,
        pub keys_revealed: u32,
        pub languages: Vec<String>,
        pub os: Vec<String>,
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct SoftwareShown {
    #[serde(flatten)]
    pub line: SoftwareLine,
    pub download_url: Option<String>,
    pub instructions: Option<String>,
    pub keys: Vec<KeyLine>,
}

/// A key without its text (SW-3).
#[derive(Clone, Debug, Serialize)]
pub struct KeyLine {
    pub id: KeyId,
    /// The last five characters.
    pub tail: Option<String>,
    #[serde(rename = "type")]
    pub key_type: Option<KeyType>,
    pub status: KeyStatus,
    pub holder: Option<Email>,
    pub revealed_on: Option<NaiveDate>,
    pub revealed_by: Option<String>,
    pub reason: Option<String>,
    pub language: Option<String>,
    pub os: Option<String>,
    pub activations: Option<u32>,
    pub activations_used: u32,
}

columns! {
    #[derive(Clone, Debug)]
    pub struct CreditLine {
        pub id: BenefitId,
        pub kind: CreditKind,
        pub amount: Option<Money>,
        pub users: Vec<Email>,
        pub ends_on: NaiveDate,
        pub status: BenefitStatus,
        pub name: String,
        pub offer: String,
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct CreditShown {
    #[serde(flatten)]
    pub line: CreditLine,
    pub quantity: Option<Quantity>,
    pub holders: Vec<CreditHolder>,
    /// The last day bulk credit can be transferred.
    pub transferable_until: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize)]
pub struct CreditHolder {
    pub email: Email,
    pub assigned_on: NaiveDate,
}

columns! {
    #[derive(Clone, Debug)]
    pub struct SeatLine {
        pub id: SeatId,
        pub benefit: BenefitId,
        pub level: String,
        pub email: Option<Email>,
        pub name: Option<String>,
        pub assigned_on: Option<NaiveDate>,
        pub reassignable_from: Option<NaiveDate>,
        pub status: SeatStatus,
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct SeatsShown {
    #[serde(flatten)]
    pub line: BenefitLine,
    pub level: String,
    /// How many keys a subscriber of this level may claim a day (VS-6).
    pub daily_key_claims: Option<u32>,
    pub seats: Vec<SeatLine>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SeatsFree {
    pub at: NaiveDate,
    /// Seats that anybody can be given on that day.
    pub free: u32,
    pub benefits: Vec<SeatsFreeOf>,
    pub need: Option<u32>,
    /// The first day on which so many are free, as things stand; `None` when no day is.
    pub enough_from: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SeatsFreeOf {
    pub benefit: BenefitId,
    pub name: String,
    pub level: String,
    pub free: u32,
    pub cooling: u32,
    pub assigned: u32,
}

columns! {
    /// A key in clear, handed to whoever asked.
    #[derive(Clone)]
    pub struct RevealedKey {
        pub id: KeyId,
        pub key: String,
        pub product: String,
        pub language: Option<String>,
        pub os: Option<String>,
        pub download_url: Option<String>,
        pub instructions: Option<String>,
        pub holder: Email,
    }

    /// A license key.
    #[derive(Clone, Debug)]
    pub struct LicenseLine {
        pub id: KeyId,
        pub benefit: BenefitId,
        pub product: String,
        pub seats: Option<u32>,
        pub status: LicenseKeyStatus,
        pub tenant: Option<String>,
        pub redeemed_on: Option<NaiveDate>,
        /// The last day to redeem it.
        pub activate_by: Option<NaiveDate>,
        /// The last day of the subscription it was redeemed for.
        pub ends_on: Option<NaiveDate>,
        /// The last five characters.
        pub tail: Option<String>,
        /// The last day to ask for a replacement.
        pub replaceable_until: Option<NaiveDate>,
        /// The key that took its place.
        pub replaced_by: Option<KeyId>,
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct LicenseShown {
    #[serde(flatten)]
    pub line: BenefitLine,
    pub seats_per_key: Option<u32>,
    pub redeem_url: Option<String>,
    pub instructions: Option<String>,
    pub keys: Vec<LicenseLine>,
    pub subscriptions: Vec<SubscriptionLine>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SubscriptionLine {
    pub product: String,
    pub tenant: String,
    pub seats: u32,
    pub ends_on: NaiveDate,
}

/// Both outcomes side by side (LIC-6).
#[derive(Clone, Debug, Serialize)]
pub struct RedeemPlan {
    pub add_seats: PlannedOutcome,
    pub extend: PlannedOutcome,
    pub new: PlannedOutcome,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct PlannedOutcome {
    pub seats: Option<u32>,
    /// Months left for `new` and `add_seats`; months gained for `extend`.
    pub months: Option<Months>,
    pub ends_on: Option<NaiveDate>,
    pub allowed: bool,
    pub reason: Option<String>,
}

columns! {
    /// A license key in clear, handed out to be redeemed (LIC-9).
    #[derive(Clone)]
    pub struct RedeemedKey {
        pub id: KeyId,
        pub key: String,
        pub product: String,
        pub mode: RedeemMode,
        pub tenant: String,
        pub seats: u32,
        pub ends_on: NaiveDate,
        pub redeem_url: Option<String>,
        pub instructions: Option<String>,
        pub operation: u64,
    }

    #[derive(Clone, Debug)]
    pub struct SupportLine {
        pub id: BenefitId,
        /// `None` for what an administrator recorded.
        pub plan: Option<String>,
        pub included: Option<Quantity>,
        pub used: u32,
        pub remaining: Option<Quantity>,
        pub starts_on: Option<NaiveDate>,
        pub ends_on: Option<NaiveDate>,
        pub status: SupportStatus,
        pub available: bool,
        pub reason: Option<String>,
        pub contract: Option<ContractId>,
        pub name: String,
        /// When they are used up at the rate of this year (SUP-14).
        pub used_up_by: Option<NaiveDate>,
    }

    #[derive(Clone, Debug)]
    pub struct IncidentLine {
        pub id: IncidentId,
        pub plan: Option<String>,
        pub title: String,
        pub account: Option<Email>,
        pub opened_on: NaiveDate,
        pub closed_on: Option<NaiveDate>,
        pub closed_as: Option<ClosedAs>,
        pub counted: bool,
        pub contract: ContractId,
        pub customer: Option<String>,
    }

    /// Access ID and Contract ID in clear (ROLE-2).
    #[derive(Clone)]
    pub struct SupportIds {
        pub id: ContractId,
        pub benefit: BenefitId,
        pub plan: String,
        pub access_id: String,
        pub contract_id: String,
        pub starts_on: Option<NaiveDate>,
        pub ends_on: Option<NaiveDate>,
    }
}

/// Whether a case is covered, and by what.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Coverage {
    pub product: String,
    pub version: Option<String>,
    pub cloud: bool,
    pub covered: bool,
    pub plan: Option<String>,
    pub id: Option<BenefitId>,
    pub remaining: Option<Quantity>,
    pub reason: Option<String>,
    pub rule: Option<&'static str>,
    /// Paid plans that would cover it (SUP-11); none where the benefit would, if it were active.
    pub paid_plans: Vec<String>,
    /// The versions that are covered: the one that was named, or all (SUP-8).
    pub versions: Vec<String>,
    /// What makes it covered.
    pub hint: Option<String>,
}

/// What a portal's message means, here.
#[derive(Clone, Debug, Serialize)]
pub struct Explained {
    pub message: String,
    pub causes: Vec<String>,
    /// Whether the message may be ignored.
    pub ignore: bool,
    pub next_step: String,
    /// What this ledger knows of it.
    pub here: Vec<String>,
}

columns! {
    #[derive(Clone, Debug)]
    pub struct AdvisoryLine {
        pub offer: String,
        pub included: Option<Quantity>,
        pub used: u32,
        pub reserved: u32,
        pub remaining: u32,
        pub presales: Option<Presales>,
        pub ends_on: NaiveDate,
        pub id: BenefitId,
        /// When they are used up at the rate of this year.
        pub used_up_by: Option<NaiveDate>,
    }

    #[derive(Clone, Debug)]
    pub struct AdvisoryRequestLine {
        pub id: AdvisoryId,
        pub scenario: Scenario,
        pub title: String,
        pub hours_reserved: u32,
        pub hours_logged: Option<u32>,
        pub deducted: bool,
        pub requested_by: Email,
        pub requested_on: NaiveDate,
        pub logged_on: Option<NaiveDate>,
    }

    #[derive(Clone, Debug)]
    pub struct GtmLine {
        pub id: GtmId,
        pub name: String,
        pub sources: Vec<String>,
        pub status: GtmStatus,
        pub requested_on: Option<NaiveDate>,
        pub expires: Option<NaiveDate>,
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct GtmShown {
    #[serde(flatten)]
    pub line: GtmLine,
    /// The last day to activate it.
    pub activate_by: NaiveDate,
    pub contact: Option<Contact>,
}

columns! {
    /// A receipt, and the text of the request that must be sent.
    #[derive(Clone, Debug)]
    pub struct Requested {
        pub receipt: Receipt => flatten,
        pub text: String,
        /// What it is sent as.
        pub sent_as: &'static str,
        /// Where, if the program names the page.
        pub url: Option<String>,
    }
}
