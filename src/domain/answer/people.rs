//! Answers: what is told of users and memberships.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::columns::columns;
use crate::domain::id::{BenefitId, ContractId, KeyId, MembershipId, SeatId, UserId};
use crate::domain::membership::MembershipStatus;
use crate::domain::money::Money;
use crate::domain::role::Role;
use crate::domain::user::{Associated, Country, Email, UserKind, UserStatus};

#[derive(Clone, Debug, Serialize)]
pub struct WhoAmI {
    pub email: Email,
    pub name: String,
    pub associated: Associated,
    pub roles: Vec<Role>,
    pub status: UserStatus,
    pub may: Vec<String>,
}

columns! {
    #[derive(Clone, Debug)]
    pub struct MembershipLine {
        pub id: MembershipId,
        pub offer: String,
        pub competency: Option<String>,
        pub status: MembershipStatus,
        pub purchased_on: NaiveDate,
        pub anniversary: NaiveDate,
        pub renewable_until: NaiveDate,
        pub price: Option<Money>,
        /// The last day to request a refund; `None` when it is past or forfeited.
        pub refund_until: Option<NaiveDate>,
    }

    #[derive(Clone, Debug)]
    pub struct UserLine {
        pub email: Email,
        pub name: String,
        pub kind: UserKind,
        pub associated: Associated,
        pub roles: Vec<Role>,
        pub country: Option<Country>,
        pub status: UserStatus,
        /// By which the log names them, and which can be typed in place of the email.
        pub id: UserId,
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct UserShown {
    #[serde(flatten)]
    pub line: UserLine,
    pub offers_held: Vec<String>,
    pub seats: Vec<SeatId>,
    pub credits: Vec<BenefitId>,
    pub keys: Vec<KeyId>,
    /// Keys that were ever shown to them, held or not.
    pub keys_seen: Vec<KeyId>,
    /// Contracts whose IDs were ever shown to them.
    pub contracts_seen: Vec<ContractId>,
}

/// Whether a refund is still open, and why not (CAN-4).
#[derive(Clone, Debug, Serialize)]
pub struct CancelCheck {
    pub membership: MembershipId,
    pub open: bool,
    pub refund_until: NaiveDate,
    pub days_left: Option<i64>,
    pub reasons: Vec<String>,
    /// Whether it is requested, and waits for its answer.
    pub requested: bool,
}
