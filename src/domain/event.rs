//! Facts, as the log keeps them for ever: a new kind or a new optional field may come, never a
//! new meaning. An event carries what was decided, so that no later catalog changes the past.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::benefit::Terms;
use super::id::{BenefitId, GtmId, KeyId, MembershipId, SeatId};
use super::money::Money;
use super::organization::Organization;
use super::program::Program;
use super::role::Role;
use super::software::KeyType;
use super::user::{Associated, Country, Email, UserKind, UserStatus};

/// A key and the commitment that names its sealed text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedKey {
    pub key: KeyId,
    pub commitment: String,
}

/// One fact. In JSON an object with its `kind` and what it touches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Event {
    LedgerFounded {
        ledger: String,
        organization: Organization,
        /// Whether its content is made up (`mpn sample`).
        #[serde(default)]
        sample: bool,
    },
    /// The program whose rules are in force from here on, whole.
    ProgramAdopted {
        program: String,
        terms: Box<Program>,
    },
    /// A data key for sealing, and who can unwrap it.
    EpochBegun {
        epoch: u32,
        recipients: Vec<String>,
    },
    UserAdded {
        user: Email,
        name: String,
        user_kind: UserKind,
        associated: Associated,
        country: Option<Country>,
        offers_held: Vec<String>,
        status: UserStatus,
    },
    /// What is `null` stays as it was.
    UserUpdated {
        user: Email,
        name: Option<String>,
        country: Option<Country>,
        associated: Option<Associated>,
        offers_held: Option<Vec<String>>,
        status: Option<UserStatus>,
        user_kind: Option<UserKind>,
    },
    UserRenamed {
        user: Email,
        to: Email,
    },
    RoleGranted {
        user: Email,
        role: Role,
    },
    RoleRevoked {
        user: Email,
        role: Role,
    },
    MembershipPurchased {
        membership: MembershipId,
        offer: String,
        competency: Option<String>,
        purchased_on: NaiveDate,
        anniversary: NaiveDate,
        renewable_until: NaiveDate,
        refund_until: NaiveDate,
        price: Option<Money>,
        program: String,
    },
    RefundForfeited {
        membership: MembershipId,
        on: NaiveDate,
    },
    BenefitGranted {
        benefit: BenefitId,
        #[serde(flatten)]
        terms: Box<Terms>,
        seats: Vec<SeatId>,
    },
    /// The core level, its end or the program changed; the id and the seats stay (MEM-2).
    BenefitChanged {
        benefit: BenefitId,
        #[serde(flatten)]
        terms: Box<Terms>,
        seats_added: Vec<SeatId>,
        seats_ended: Vec<SeatId>,
    },
    BenefitEnded {
        benefit: BenefitId,
    },
    /// A Go-To-Market offer is there, or its sources or its end changed.
    GtmGranted {
        gtm: GtmId,
        name: String,
        sources: Vec<String>,
        offer: String,
        ends_on: NaiveDate,
    },
    GtmEnded {
        gtm: GtmId,
    },
    KeysAdded {
        benefit: BenefitId,
        key_type: Option<KeyType>,
        activations: Option<u32>,
        keys: Vec<AddedKey>,
    },
    /// A key was shown; from the first time on `user` holds it.
    KeyRevealed {
        key: KeyId,
        benefit: BenefitId,
        user: Email,
        language: Option<String>,
        os: Option<String>,
        on: NaiveDate,
    },
    KeyActivated {
        key: KeyId,
        benefit: BenefitId,
        machine: Option<String>,
        reimage: bool,
        counted: bool,
        on: NaiveDate,
    },
    KeyReturned {
        key: KeyId,
        benefit: BenefitId,
        user: Email,
    },
    KeyRetired {
        key: KeyId,
        benefit: BenefitId,
    },
    CreditAssigned {
        benefit: BenefitId,
        user: Email,
        on: NaiveDate,
    },
    CreditRemoved {
        benefit: BenefitId,
        user: Email,
    },
    CreditTransferred {
        benefit: BenefitId,
        from: Email,
        to: Email,
        on: NaiveDate,
    },
    SeatAssigned {
        seat: SeatId,
        benefit: BenefitId,
        user: Email,
        on: NaiveDate,
    },
    SeatUnassigned {
        seat: SeatId,
        benefit: BenefitId,
        user: Email,
        /// The first day it can go to another; `null` when the assignment was undone on its day.
        reassignable_from: Option<NaiveDate>,
    },
    SeatReassigned {
        seat: SeatId,
        benefit: BenefitId,
        from: Email,
        to: Email,
        on: NaiveDate,
    },
    /// What the actor was told beside the answer, so that a repeated request is answered alike.
    Warned {
        warning: String,
    },
}

impl Event {
    /// The word in `kind`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Event::LedgerFounded { .. } => "ledger-founded",
            Event::ProgramAdopted { .. } => "program-adopted",
            Event::EpochBegun { .. } => "epoch-begun",
            Event::UserAdded { .. } => "user-added",
            Event::UserUpdated { .. } => "user-updated",
            Event::UserRenamed { .. } => "user-renamed",
            Event::RoleGranted { .. } => "role-granted",
            Event::RoleRevoked { .. } => "role-revoked",
            Event::MembershipPurchased { .. } => "membership-purchased",
            Event::RefundForfeited { .. } => "refund-forfeited",
            Event::BenefitGranted { .. } => "benefit-granted",
            Event::BenefitChanged { .. } => "benefit-changed",
            Event::BenefitEnded { .. } => "benefit-ended",
            Event::GtmGranted { .. } => "gtm-granted",
            Event::GtmEnded { .. } => "gtm-ended",
            Event::KeysAdded { .. } => "keys-added",
            Event::KeyRevealed { .. } => "key-revealed",
            Event::KeyActivated { .. } => "key-activated",
            Event::KeyReturned { .. } => "key-returned",
            Event::KeyRetired { .. } => "key-retired",
            Event::CreditAssigned { .. } => "credit-assigned",
            Event::CreditRemoved { .. } => "credit-removed",
            Event::CreditTransferred { .. } => "credit-transferred",
            Event::SeatAssigned { .. } => "seat-assigned",
            Event::SeatUnassigned { .. } => "seat-unassigned",
            Event::SeatReassigned { .. } => "seat-reassigned",
            Event::Warned { .. } => "warned",
        }
    }

    /// What it touches: users by email, anything else by its id. Keys that come by the thousand
    /// are told by their benefit alone.
    #[must_use]
    pub fn touches(&self) -> Vec<String> {
        match self {
            Event::LedgerFounded { .. }
            | Event::ProgramAdopted { .. }
            | Event::EpochBegun { .. }
            | Event::Warned { .. } => Vec::new(),
            Event::UserAdded { user, .. }
            | Event::UserUpdated { user, .. }
            | Event::RoleGranted { user, .. }
            | Event::RoleRevoked { user, .. } => vec![user.to_string()],
            Event::UserRenamed { user, to } => vec![user.to_string(), to.to_string()],
            Event::MembershipPurchased { membership, .. }
            | Event::RefundForfeited { membership, .. } => vec![membership.to_string()],
            Event::BenefitGranted { benefit, .. }
            | Event::BenefitChanged { benefit, .. }
            | Event::BenefitEnded { benefit }
            | Event::KeysAdded { benefit, .. } => vec![benefit.to_string()],
            Event::GtmGranted { gtm, .. } | Event::GtmEnded { gtm } => vec![gtm.to_string()],
            Event::KeyRevealed { key, benefit, user, .. }
            | Event::KeyReturned { key, benefit, user } => {
                vec![key.to_string(), benefit.to_string(), user.to_string()]
            }
            Event::KeyActivated { key, benefit, .. } | Event::KeyRetired { key, benefit } => {
                vec![key.to_string(), benefit.to_string()]
            }
            Event::CreditAssigned { benefit, user, .. }
            | Event::CreditRemoved { benefit, user } => {
                vec![benefit.to_string(), user.to_string()]
            }
            Event::CreditTransferred { benefit, from, to, .. } => {
                vec![benefit.to_string(), from.to_string(), to.to_string()]
            }
            Event::SeatAssigned { seat, benefit, user, .. }
            | Event::SeatUnassigned { seat, benefit, user, .. } => {
                vec![seat.to_string(), benefit.to_string(), user.to_string()]
            }
            Event::SeatReassigned { seat, benefit, from, to, .. } => {
                vec![seat.to_string(), benefit.to_string(), from.to_string(), to.to_string()]
            }
        }
    }
}
