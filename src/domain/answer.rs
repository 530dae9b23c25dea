//! Answers: what a command returns, for `view` to show. The fields of a line are the keys of its
//! JSON and the columns of its table, in this order; they are only ever added to (cli.md).

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::advisory::Scenario;
use super::benefit::{BenefitStatus, Category, CreditKind};
use super::event::{Event, RefusedRow};
use super::export::Exported;
use super::finding::FindingCode;
use super::gtm::{Contact, GtmStatus};
use super::id::{
    AdvisoryId, BenefitId, ContractId, GtmId, IncidentId, KeyId, MembershipId, SeatId,
};
use super::license::{LicenseKeyStatus, Months, RedeemMode};
use super::membership::MembershipStatus;
use super::moment::Clock;
use super::money::Money;
use super::operation::Receipt;
use super::program::{BenefitType, Presales, Program, Quantity};
use super::recipient::RecipientKind;
use super::role::Role;
use super::software::{KeyState, KeyType};
use super::support::{ClosedAs, SupportStatus};
use super::user::{Associated, Country, Email, UserKind, UserStatus};
use super::vs::SeatStatus;
use super::wish::{RowStatus, WishRow};
use super::words::words;

/// What a command returns, and what is to be said beside it on stderr.
#[derive(Clone, Debug)]
pub struct Answer {
    pub body: Body,
    pub notes: Vec<String>,
    /// What the actor should mind; receipts carry their own.
    pub warnings: Vec<String>,
}

impl From<Body> for Answer {
    fn from(body: Body) -> Self {
        Answer { body, notes: Vec::new(), warnings: Vec::new() }
    }
}

impl Body {
    /// The receipt, of an answer to a write that has one.
    #[must_use]
    pub fn receipt(&self) -> Option<&Receipt> {
        match self {
            Body::Receipt(receipt) => Some(receipt),
            Body::Requested(requested) => Some(&requested.receipt),
            Body::Founded(founded) => Some(&founded.receipt),
            Body::Applied(applied) => Some(&applied.receipt),
            Body::Recovery(made) => Some(&made.receipt),
            Body::Restored(restored) => Some(&restored.receipt),
            Body::Rebuilt(rebuilt) => Some(&rebuilt.receipt),
            _ => None,
        }
    }

    /// The same, to be amended.
    pub fn receipt_mut(&mut self) -> Option<&mut Receipt> {
        match self {
            Body::Receipt(receipt) => Some(receipt),
            Body::Applied(applied) => Some(&mut applied.receipt),
            Body::Restored(restored) => Some(&mut restored.receipt),
            _ => None,
        }
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
    Licenses(Vec<LicenseLine>),
    License(LicenseShown),
    RedeemPlan(RedeemPlan),
    Redeemed(RedeemedKey),
    SupportStatus(Vec<SupportLine>),
    Incidents(Vec<IncidentLine>),
    SupportIds(SupportIds),
    Coverage(Coverage),
    Explained(Explained),
    AdvisoryStatus(Vec<AdvisoryLine>),
    AdvisoryRequests(Vec<AdvisoryRequestLine>),
    GtmOffers(Vec<GtmLine>),
    GtmOffer(GtmShown),
    Contact(Contact),
    CancelCheck(CancelCheck),
    Requested(Requested),
    Due {
        lines: Vec<DueLine>,
        check: bool,
    },
    Status(Box<Status>),
    Differences(Vec<DifferenceLine>),
    Why(Box<Why>),
    WhatIf(Box<WhatIfShown>),
    Plan {
        rows: Vec<PlannedRow>,
        /// Whether something to do is to be told by the exit code.
        exit_code: bool,
    },
    Applied(Box<Applied>),
    Recipients(Vec<RecipientLine>),
    Recovery(Box<RecoveryMade>),
    LedgerInfo(LedgerInfo),
    LedgerHead(LedgerHead),
    Verified(Verified),
    Copied(Copied),
    Restored(Restored),
    Rebuilt(Rebuilt),
    Salvaged(Salvaged),
    /// What `ledger doctor` found, and the exit code that it comes to.
    Checked {
        checks: Vec<Check>,
        exit: u8,
    },
    Programs(Vec<ProgramLine>),
    Program(Box<ProgramShown>),
    ProgramChecked(ProgramChecked),
    Founded(Founded),
    Receipt(Receipt),
    Config(Vec<ConfigLine>),
    Manual(ManualWritten),
    /// A file that was written.
    Written(String),
    /// Rows, on their way to standard output or into a file.
    Export(Exported),
    /// A file of rows that was written.
    ExportWritten(ExportWritten),
    /// A text that is the answer as it stands, such as a completion script.
    Text(String),
}

/// A file that an export was written into.
#[derive(Clone, Debug, Serialize)]
pub struct ExportWritten {
    pub file: String,
    pub rows: usize,
    pub format: &'static str,
    /// The operation that recorded a reveal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<u64>,
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
    /// Keys that were ever shown to them, held or not.
    pub keys_seen: Vec<KeyId>,
    /// Contracts whose IDs were ever shown to them.
    pub contracts_seen: Vec<ContractId>,
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
    /// `None` for what does not end.
    pub ends_on: Option<NaiveDate>,
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
    pub request_id: String,
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
    /// The operation that took it back, if it is taken back.
    pub undone_by: Option<u64>,
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

/// The end of the log, as a note to be kept elsewhere.
#[derive(Clone, Debug, Serialize)]
pub struct LedgerHead {
    pub organization: String,
    pub ledger_id: String,
    /// Told to people; two copies of one ledger have the same head as JSON.
    #[serde(skip)]
    pub path: String,
    pub operation: u64,
    pub last_at: DateTime<Utc>,
    pub head: String,
    /// The command that tells whether the log still holds it.
    pub check: String,
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
    pub code: FindingCode,
    /// The operation or the table and row that is wrong.
    pub place: String,
    pub message: String,
}

/// A copy of the whole ledger: a backup or an archive.
#[derive(Clone, Debug, Serialize)]
pub struct Copied {
    pub file: String,
    pub ledger_id: String,
    pub operations: u64,
    pub head: String,
}

/// What `ledger restore` put in place.
#[derive(Clone, Debug, Serialize)]
pub struct Restored {
    #[serde(flatten)]
    pub receipt: Receipt,
    pub ledger: String,
    pub ledger_id: String,
    pub organization: String,
    pub operations: u64,
    pub last_at: DateTime<Utc>,
    /// The ledger that was there, as far as it can be read.
    pub replaces: Option<Replaced>,
    /// Where what was there lies now.
    pub kept_aside: Option<String>,
}

/// A ledger in whose place another is put.
#[derive(Clone, Debug, Serialize)]
pub struct Replaced {
    pub ledger_id: String,
    pub organization: String,
    pub operations: u64,
    pub last_at: DateTime<Utc>,
    pub head: String,
}

/// What `ledger rebuild` computed anew.
#[derive(Clone, Debug, Serialize)]
pub struct Rebuilt {
    #[serde(flatten)]
    pub receipt: Receipt,
    pub operations: u64,
    pub tables: u64,
    pub rows: u64,
    /// The ledger as it was before.
    pub backup: Option<String>,
}

/// What `ledger salvage` saved.
#[derive(Clone, Debug, Serialize)]
pub struct Salvaged {
    pub file: String,
    pub ledger_id: String,
    pub operations: u64,
    /// How many the damaged ledger has, as far as that can still be told.
    pub operations_there: Option<u64>,
    pub stopped_by: Option<String>,
    pub sealed_values: u64,
    /// The keys and contracts whose sealed texts could not be saved.
    pub lost: Vec<String>,
    pub head: String,
}

/// One thing that `ledger doctor` looked at.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    pub check: &'static str,
    pub status: CheckStatus,
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckStatus {
    Ok,
    Warning,
    Error,
}

impl CheckStatus {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            CheckStatus::Ok => "ok",
            CheckStatus::Warning => "warning",
            CheckStatus::Error => "error",
        }
    }
}

impl Check {
    /// Nothing is wrong there.
    #[must_use]
    pub fn ok(check: &'static str, message: impl Into<String>) -> Self {
        Check { check, status: CheckStatus::Ok, message: message.into(), hint: None }
    }

    /// Something to mind.
    #[must_use]
    pub fn warning(check: &'static str, message: impl Into<String>) -> Self {
        Check { status: CheckStatus::Warning, ..Check::ok(check, message) }
    }

    /// Something that keeps the ledger from being used.
    #[must_use]
    pub fn error(check: &'static str, message: impl Into<String>) -> Self {
        Check { status: CheckStatus::Error, ..Check::ok(check, message) }
    }

    /// With what to do about it.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Check { hint: Some(hint.into()), ..self }
    }
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

/// The manual pages that were written.
#[derive(Clone, Debug, Serialize)]
pub struct ManualWritten {
    pub directory: String,
    pub pages: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct ConfigLine {
    pub name: String,
    pub value: Option<String>,
    pub origin: String,
}

/// A license key.
#[derive(Clone, Debug, Serialize)]
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

#[derive(Clone, Debug, Serialize)]
pub struct PlannedOutcome {
    pub seats: Option<u32>,
    /// Months left for `new` and `add_seats`; months gained for `extend`.
    pub months: Option<Months>,
    pub ends_on: Option<NaiveDate>,
    pub allowed: bool,
    pub reason: Option<String>,
}

/// A license key in clear, handed out to be redeemed (LIC-9).
#[derive(Clone, Serialize)]
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

impl std::fmt::Debug for RedeemedKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RedeemedKey({})", self.id)
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct SupportLine {
    pub id: BenefitId,
    pub plan: String,
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
}

#[derive(Clone, Debug, Serialize)]
pub struct IncidentLine {
    pub id: IncidentId,
    pub plan: String,
    pub title: String,
    pub account: Option<Email>,
    pub opened_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub closed_as: Option<ClosedAs>,
    pub counted: bool,
    pub contract: ContractId,
}

/// Access ID and Contract ID in clear (ROLE-2).
#[derive(Clone, Serialize)]
pub struct SupportIds {
    pub id: ContractId,
    pub benefit: BenefitId,
    pub plan: String,
    pub access_id: String,
    pub contract_id: String,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
}

impl std::fmt::Debug for SupportIds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SupportIds({})", self.id)
    }
}

/// Whether a case is covered, and by what.
#[derive(Clone, Debug, Serialize)]
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
    /// Paid plans that would cover it (SUP-11).
    pub paid_plans: Vec<String>,
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

#[derive(Clone, Debug, Serialize)]
pub struct AdvisoryLine {
    pub offer: String,
    pub included: Option<Quantity>,
    pub used: u32,
    pub reserved: u32,
    pub remaining: u32,
    pub presales: Option<Presales>,
    pub ends_on: NaiveDate,
    pub id: BenefitId,
}

#[derive(Clone, Debug, Serialize)]
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

#[derive(Clone, Debug, Serialize)]
pub struct GtmLine {
    pub id: GtmId,
    pub name: String,
    pub sources: Vec<String>,
    pub status: GtmStatus,
    pub requested_on: Option<NaiveDate>,
    pub expires: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize)]
pub struct GtmShown {
    #[serde(flatten)]
    pub line: GtmLine,
    /// The last day to activate it.
    pub activate_by: NaiveDate,
    pub contact: Option<Contact>,
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

/// A receipt, and the text of the service request that must be sent.
#[derive(Clone, Debug, Serialize)]
pub struct Requested {
    #[serde(flatten)]
    pub receipt: Receipt,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DueLine {
    pub date: NaiveDate,
    pub days: i64,
    /// Stable kebab-case.
    pub kind: &'static str,
    pub what: String,
    pub hint: String,
    /// What it is about; with the kind it names the deadline, whatever its date.
    pub subject: String,
}

words! {
    /// How a file and the ledger differ.
    What, "a kind of difference" {
        MissingHere = "missing-here",
        MissingThere = "missing-there",
        Different = "different",
    }
}

words! {
    /// What a difference is about.
    Compared, "a thing that is compared" {
        User = "user",
        Seat = "seat",
        Key = "key",
    }
}

/// What a file of another system has otherwise than the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DifferenceLine {
    pub what: What,
    pub kind: Compared,
    /// An email; of a key its id, or its last five characters.
    pub subject: String,
    pub here: Option<String>,
    pub there: Option<String>,
    /// The command that would mend it.
    pub hint: String,
}

/// One screen.
#[derive(Clone, Debug, Serialize)]
pub struct Status {
    pub organization: String,
    pub today: NaiveDate,
    pub memberships: Vec<MembershipInStatus>,
    pub seats: Vec<UsedInStatus>,
    pub keys: Vec<UsedInStatus>,
    pub support: Vec<SupportLine>,
    pub advisory: Vec<AdvisoryLine>,
    pub due: Vec<DueLine>,
    pub warnings: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct MembershipInStatus {
    pub id: MembershipId,
    pub offer: String,
    pub competency: Option<String>,
    pub status: MembershipStatus,
    pub anniversary: NaiveDate,
    pub days_left: i64,
}

#[derive(Clone, Debug, Serialize)]
pub struct UsedInStatus {
    pub id: BenefitId,
    pub name: String,
    pub used: u32,
    pub total: u32,
    /// Seats that wait out their days.
    pub cooling: u32,
}

/// What the rules say of a command (cli.md).
#[derive(Clone, Debug, Serialize)]
pub struct Why {
    pub command: String,
    pub allowed: bool,
    /// The exit code the command would have.
    pub exit: u8,
    pub code: Option<String>,
    pub message: Option<String>,
    pub hint: Option<String>,
    /// The first day it becomes allowed.
    pub earliest: Option<NaiveDate>,
    /// The roles that may, and who holds them.
    pub roles: Vec<Role>,
    pub holders: Vec<Email>,
    pub rules: Vec<RuleTold>,
    /// What would be recorded.
    pub events: Vec<Event>,
    pub warnings: Vec<String>,
}

/// A rule, cited.
#[derive(Clone, Debug, Serialize)]
pub struct RuleTold {
    pub id: &'static str,
    pub text: &'static str,
    pub source: &'static str,
}

/// What an imagined change would do.
#[derive(Clone, Debug, Serialize)]
pub struct WhatIfShown {
    pub at: NaiveDate,
    pub memberships: Vec<String>,
    pub gained: Vec<BenefitInWhatIf>,
    pub lost: Vec<BenefitInWhatIf>,
    pub changed: Vec<BenefitInWhatIf>,
    pub over_allocated: Vec<BenefitInWhatIf>,
    /// Seats that end, and who holds them.
    pub seats_ended: Vec<SeatInWhatIf>,
    pub contracts_ended: Vec<ContractId>,
    /// Software whose rights end, and who must uninstall it or buy.
    pub to_uninstall: Vec<KeyInWhatIf>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BenefitInWhatIf {
    pub id: String,
    pub name: String,
    pub category: Category,
    pub quantity: Option<Quantity>,
    pub quantity_before: Option<Quantity>,
    pub used: u32,
}

#[derive(Clone, Debug, Serialize)]
pub struct SeatInWhatIf {
    pub id: SeatId,
    pub benefit: BenefitId,
    pub email: Email,
}

#[derive(Clone, Debug, Serialize)]
pub struct KeyInWhatIf {
    pub id: KeyId,
    pub product: String,
    pub holder: Email,
    pub activations_used: u32,
}

/// A row of a plan, decided on the ledger as it would be after the rows before it.
#[derive(Clone, Debug)]
pub struct PlannedRow {
    pub wish: WishRow,
    pub status: RowStatus,
    /// What would happen; of a row that is ok.
    pub events: Vec<Event>,
    pub warnings: Vec<String>,
    pub refusal: Option<RowRefusal>,
}

/// Why a row is refused.
#[derive(Clone, Debug, Serialize)]
pub struct RowRefusal {
    pub code: &'static str,
    pub message: String,
    pub hint: Option<String>,
    pub rule: Option<&'static str>,
    /// The first day it would be allowed.
    pub earliest: Option<NaiveDate>,
}

/// What `apply` answers.
#[derive(Clone, Debug, Serialize)]
pub struct Applied {
    #[serde(flatten)]
    pub receipt: Receipt,
    pub refused: Vec<RefusedRow>,
    /// The keys that were handed out.
    pub keys: Vec<RevealedKey>,
}

/// One way in.
#[derive(Clone, Debug, Serialize)]
pub struct RecipientLine {
    pub recipient: String,
    pub kind: RecipientKind,
    pub user: Option<Email>,
    pub since: NaiveDate,
}

/// A recovery passphrase, told once.
#[derive(Clone, Serialize)]
pub struct RecoveryMade {
    #[serde(flatten)]
    pub receipt: Receipt,
    pub passphrase: String,
}

impl std::fmt::Debug for RecoveryMade {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryMade")
    }
}
