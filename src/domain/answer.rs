//! Answers: what a command returns, for `view` to show. The fields of a line are the keys of its
//! JSON and the columns of its table, in this order; they are only ever added to (cli.md).

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::benefit::{BenefitStatus, Category, CreditKind};
use super::event::Event;
use super::id::{BenefitId, KeyId, MembershipId, SeatId};
use super::membership::MembershipStatus;
use super::moment::Clock;
use super::money::Money;
use super::operation::Receipt;
use super::program::{BenefitType, Presales, Program, Quantity};
use super::role::Role;
use super::software::{KeyState, KeyType};
use super::user::{Associated, Country, Email, UserKind, UserStatus};
use super::vs::SeatStatus;

/// What a command returns, and what is to be said beside it on stderr.
#[derive(Clone, Debug)]
pub struct Answer {
    pub body: Body,
    pub notes: Vec<String>,
}

impl From<Body> for Answer {
    fn from(body: Body) -> Self {
        Answer { body, notes: Vec::new() }
    }
}

/// The data of an answer.
#[derive(Clone, Debug)]
pub enum Body {
    WhoAmI(WhoAmI),
    Memberships(Vec<MembershipLine>),
    Membership(MembershipLine),
    Users(Vec<UserLine>),
    User(UserShown),
    Benefits(Vec<BenefitLine>),
    Benefit(Box<BenefitShown>),
    Software(Vec<SoftwareLine>),
    SoftwareBenefit(Box<SoftwareShown>),
    Credits(Vec<CreditLine>),
    Credit(CreditShown),
    Seats(Vec<SeatLine>),
    SeatBenefit(Box<SeatsShown>),
    Seat(SeatLine),
    SeatsFree(SeatsFree),
    Keys(Vec<RevealedKey>),
    History(Vec<HistoryLine>),
    HistoryOperation(Box<HistoryShown>),
    LedgerInfo(LedgerInfo),
    LedgerHead(LedgerHead),
    Verified(Verified),
    Programs(Vec<ProgramLine>),
    Program(Box<ProgramShown>),
    ProgramChecked(ProgramChecked),
    Founded(Founded),
    Receipt(Receipt),
    Config(Vec<ConfigLine>),
    /// A text that is the answer as it stands, such as a completion script.
    Text(String),
}

#[derive(Clone, Debug, Serialize)]
pub struct WhoAmI {
    pub email: Email,
    pub name: String,
    pub associated: Associated,
    pub roles: Vec<Role>,
    pub status: UserStatus,
    pub may: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
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

#[derive(Clone, Debug, Serialize)]
pub struct UserLine {
    pub email: Email,
    pub name: String,
    pub kind: UserKind,
    pub associated: Associated,
    pub roles: Vec<Role>,
    pub country: Option<Country>,
    pub status: UserStatus,
}

#[derive(Clone, Debug, Serialize)]
pub struct UserShown {
    #[serde(flatten)]
    pub line: UserLine,
    pub offers_held: Vec<String>,
    pub seats: Vec<SeatId>,
    pub credits: Vec<BenefitId>,
    pub keys: Vec<KeyId>,
}

#[derive(Clone, Debug, Serialize)]
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
    pub ends_on: NaiveDate,
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

#[derive(Clone, Debug, Serialize)]
pub struct SoftwareLine {
    #[serde(flatten)]
    pub line: BenefitLine,
    pub keys_total: u32,
    pub keys_free: u32,
    pub keys_revealed: u32,
    pub languages: Vec<String>,
    pub os: Vec<String>,
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
    pub status: KeyState,
    pub holder: Option<Email>,
    pub revealed_on: Option<NaiveDate>,
    pub revealed_by: Option<String>,
    pub reason: Option<String>,
    pub language: Option<String>,
    pub os: Option<String>,
    pub activations: Option<u32>,
    pub activations_used: u32,
}

#[derive(Clone, Debug, Serialize)]
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

#[derive(Clone, Debug, Serialize)]
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

/// A key in clear, handed to whoever asked.
#[derive(Clone, Serialize)]
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

impl std::fmt::Debug for RevealedKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RevealedKey({})", self.id)
    }
}

#[derive(Clone, Debug)]
pub struct HistoryLine {
    pub operation: u64,
    pub at: DateTime<Utc>,
    pub on: NaiveDate,
    pub actor: String,
    pub command: String,
    pub events: Vec<Event>,
    pub reason: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct HistoryShown {
    pub operation: u64,
    pub at: DateTime<Utc>,
    pub on: NaiveDate,
    pub actor: String,
    pub command: String,
    pub reason: Option<String>,
    pub request_id: String,
    pub clock: Clock,
    pub os_user: String,
    pub host: String,
    pub program: String,
    pub mpn_version: String,
    pub prev: String,
    pub hash: String,
    pub events: Vec<Event>,
}

#[derive(Clone, Debug, Serialize)]
pub struct LedgerInfo {
    pub ledger_id: String,
    pub path: String,
    pub schema: u32,
    pub operations: u64,
    pub head: String,
    pub last_at: DateTime<Utc>,
    pub program: String,
    pub organization: String,
    pub sample: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct LedgerHead {
    pub ledger_id: String,
    pub operation: u64,
    pub head: String,
}

/// What `ledger verify` found.
#[derive(Clone, Debug, Serialize)]
pub struct Verified {
    pub sound: bool,
    pub operations: u64,
    pub head: Option<String>,
    pub findings: Vec<Finding>,
}

/// One thing that does not hold together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable kebab-case.
    pub code: &'static str,
    /// The operation or the table and row that is wrong.
    pub place: String,
    pub message: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct ProgramLine {
    pub program: String,
    pub title: String,
    pub dated: NaiveDate,
    pub offers: usize,
    pub competencies: usize,
    pub benefits: usize,
    /// Whether this ledger goes by it.
    pub in_use: bool,
}

#[derive(Clone, Debug)]
pub struct ProgramShown {
    pub program: Program,
    /// The same as TOML, with its comments where it has any.
    pub text: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct ProgramChecked {
    pub program: String,
    pub offers: usize,
    pub competencies: usize,
    pub benefits: usize,
}

/// What `init` made.
#[derive(Clone, Debug, Serialize)]
pub struct Founded {
    #[serde(flatten)]
    pub receipt: Receipt,
    pub ledger: String,
    pub identity: String,
    pub identity_made: bool,
    pub config: Option<String>,
    pub admin: Email,
}

#[derive(Clone, Debug, Serialize)]
pub struct ConfigLine {
    pub name: String,
    pub value: Option<String>,
    pub origin: String,
}
