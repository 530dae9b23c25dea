//! Every state of affairs in which a command is not done. How each is told, with its exit code
//! and hint, stands in `crate::failure`.

use chrono::NaiveDate;

use super::benefit::Category;
use super::id::{BenefitId, ContractId, GtmId, IncidentId, KeyId, MembershipId, SeatId};
use super::license::RedeemMode;
use super::membership::MembershipStatus;
use super::organization::Region;
use super::role::{Permission, Role, RolePair};
use super::software::KeyState;
use super::subject::Subject;
use super::support::ClosedAs;
use super::undo::Final;
use super::user::{Email, UserStatus};

/// What stood in the way. Named after the state of affairs, with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    // What was named is not there.
    NoSuchUser {
        email: Email,
        nearest: Option<String>,
    },
    NoSuchBenefit {
        name: String,
        nearest: Option<String>,
    },
    NoSuchSeat {
        seat: SeatId,
        nearest: Option<String>,
    },
    NoSuchKey {
        key: String,
        nearest: Option<String>,
    },
    NoSuchMembership {
        name: String,
        nearest: Option<String>,
        known: Vec<String>,
    },
    NoSuchOffer {
        offer: String,
        known: Vec<String>,
    },
    NoSuchCompetency {
        competency: String,
        nearest: Option<String>,
    },
    NoSuchProgram {
        program: String,
        known: Vec<String>,
    },
    NoSuchOperation {
        operation: String,
        newest: u64,
    },
    NoSuchContract {
        contract: ContractId,
        nearest: Option<String>,
    },
    NoSuchIncident {
        incident: String,
        nearest: Option<String>,
    },
    NoSuchAdvisory {
        advisory: String,
        nearest: Option<String>,
    },
    NoSuchGtm {
        name: String,
        nearest: Option<String>,
    },
    NoSuchProduct {
        product: String,
        known: Vec<String>,
    },
    NotGranted {
        what: &'static str,
        rule: &'static str,
    },
    WrongCategory {
        benefit: BenefitId,
        product: String,
        category: Category,
        wanted: Category,
    },
    // What was typed does not say enough.
    Ambiguous {
        name: String,
        candidates: Vec<String>,
    },
    CompetencyMissing {
        offer: String,
    },
    CompetencyNotTaken {
        offer: String,
    },
    OneKeyNamed {
        key: KeyId,
    },
    GrantTooMuch {
        category: Category,
        what: &'static str,
    },
    GrantUnclear {
        category: Category,
        wants: &'static str,
    },
    NoSuchEdition {
        product: String,
        what: &'static str,
        wanted: String,
        known: Vec<String>,
    },
    NotAKeyId {
        name: String,
    },
    TermBackwards {
        starts_on: NaiveDate,
        ends_on: NaiveDate,
    },
    ContactWithoutPhone {
        phone: String,
    },
    ContactWithoutLanguage {
        language: String,
    },
    // Who acts may not.
    UnknownActor {
        email: Email,
    },
    ActorGone {
        email: Email,
        status: UserStatus,
    },
    OnlyCsp {
        email: Email,
    },
    RoleMissing {
        actor: Email,
        permission: Permission,
        roles: Vec<Role>,
        /// Two roles that may together.
        pairs: Vec<RolePair>,
        holders: Vec<Email>,
    },
    RoleOfAzureAd {
        actor: Email,
        role: Role,
        holders: Vec<Email>,
    },
    // A rule of the program says no.
    AdministeredInPmc {
        region: Option<Region>,
    },
    NoActiveOffer,
    OfferNotHeld {
        offer: String,
        competency: Option<String>,
    },
    AlreadyMember {
        membership: MembershipId,
        offer: String,
        competency: Option<String>,
    },
    LastGrantor {
        email: Email,
        role: Option<Role>,
    },
    UserGone {
        email: Email,
        status: UserStatus,
    },
    BenefitNotBegun {
        benefit: BenefitId,
        product: String,
        starts_on: NaiveDate,
    },
    BenefitEnded {
        benefit: BenefitId,
        product: String,
        ended_on: NaiveDate,
    },
    NoFreeSeat {
        benefit: BenefitId,
        product: String,
        used: u32,
        quantity: u32,
    },
    SeatsCooling {
        benefit: BenefitId,
        seat: Option<SeatId>,
        earliest: NaiveDate,
        /// The last day of the benefit, where that comes first: waiting is then of no use.
        ends_first: Option<NaiveDate>,
    },
    SeatAssignedLater {
        seat: SeatId,
        today: NaiveDate,
        assigned_on: NaiveDate,
    },
    ReassignTooEarly {
        seat: SeatId,
        from: Email,
        assigned_on: NaiveDate,
        earliest: NaiveDate,
        /// The last day of the benefit, where that comes first: waiting is then of no use.
        ends_first: Option<NaiveDate>,
    },
    SeatOfLevelHeld {
        email: Email,
        level: String,
        seat: SeatId,
        benefit: BenefitId,
    },
    SeatCapReached {
        place: String,
        cap: u32,
    },
    SeatNotHeld {
        benefit: BenefitId,
        email: Email,
    },
    SeatEnded {
        seat: SeatId,
    },
    CreditHeld {
        benefit: BenefitId,
        holder: Email,
    },
    CreditAssignedLater {
        benefit: BenefitId,
        holder: Email,
        today: NaiveDate,
        assigned_on: NaiveDate,
    },
    CreditUsersFull {
        benefit: BenefitId,
        quantity: u32,
    },
    CreditNotHeld {
        benefit: BenefitId,
    },
    BulkNotRemovable {
        benefit: BenefitId,
        holder: Email,
    },
    NotBulk {
        benefit: BenefitId,
    },
    EnrollmentYearOver {
        benefit: BenefitId,
        membership: MembershipId,
        anniversary: NaiveDate,
    },
    OfferHeld {
        email: Email,
        offers: Vec<String>,
    },
    NoFreeKey {
        benefit: BenefitId,
        product: String,
        wanted: usize,
        free: usize,
        returned: u32,
    },
    KeyNotHeld {
        key: KeyId,
    },
    KeyGone {
        key: KeyId,
        state: KeyState,
    },
    ActivationsUsedUp {
        key: KeyId,
        activations: u32,
    },
    RenewTooEarly {
        membership: MembershipId,
        anniversary: NaiveDate,
        earliest: NaiveDate,
    },
    MembershipOver {
        membership: MembershipId,
        status: MembershipStatus,
        offer: String,
    },
    CancelPending {
        membership: MembershipId,
    },
    CancelNotRequested {
        membership: MembershipId,
    },
    RefundClosed {
        membership: MembershipId,
        reasons: Vec<String>,
    },
    NoRedeemedKey {
        benefit: BenefitId,
        product: String,
    },
    NoUnredeemedKey {
        benefit: BenefitId,
        product: String,
    },
    OtherTenant {
        named: String,
        ours: Option<String>,
    },
    SubscriptionRuns {
        seats: u32,
        ends_on: NaiveDate,
    },
    NothingRuns {
        mode: RedeemMode,
    },
    TooManySeats {
        running: u32,
        seats: u32,
    },
    EndsTooFar {
        year: i32,
    },
    EndedElsewhere {
        ends_on: NaiveDate,
    },
    ExpiresInThePast {
        gtm: GtmId,
        expires: NaiveDate,
    },
    SupportNotBegun {
        contract: ContractId,
        starts_on: NaiveDate,
    },
    ExtendsTooFar {
        seats: u32,
        running: u32,
        times: u32,
    },
    ActivateByOver {
        benefit: BenefitId,
        activate_by: NaiveDate,
    },
    BeforeItsSubject {
        subject: Subject,
        today: NaiveDate,
        since: NaiveDate,
    },
    KeyNotRedeemed {
        key: KeyId,
    },
    ReplacementTooLate {
        key: KeyId,
        until: NaiveDate,
    },
    SupportInactive {
        benefit: BenefitId,
    },
    SupportPending {
        benefit: BenefitId,
        since: NaiveDate,
    },
    SupportExpired {
        contract: ContractId,
        starts_on: NaiveDate,
        ends_on: NaiveDate,
    },
    NoIncidentLeft {
        benefit: BenefitId,
        included: u32,
    },
    CustomerOnPremises {
        plan: String,
    },
    CountUnlimited {
        benefit: BenefitId,
    },
    CountTooHigh {
        benefit: BenefitId,
        included: u32,
        remaining: u32,
    },
    VersionTooOld {
        product: String,
        version: String,
        current: String,
        previous: String,
        mainstream_until: Option<NaiveDate>,
    },
    EngagementTooLong {
        hours: u32,
        most: u32,
    },
    NoHoursLeft {
        benefit: BenefitId,
        hours: u32,
        left: u32,
    },
    NoContact,
    ContactIsAccount {
        email: Email,
    },
    GtmNotRequested {
        gtm: GtmId,
    },
    GtmExpired {
        gtm: GtmId,
        on: Option<NaiveDate>,
    },
    RefundOpen {
        membership: MembershipId,
        refund_until: NaiveDate,
        days_left: i64,
        /// The first day without a refund, unless what was asked can no longer be done by then.
        earliest: Option<NaiveDate>,
    },
    RefundRequested {
        membership: MembershipId,
    },
    // What was done cannot be taken back.
    NotUndoable {
        operation: u64,
        command: String,
        fact: Final,
    },
    TouchedSince {
        operation: u64,
        command: String,
        what: String,
        by: u64,
        by_command: String,
        /// Whether that operation can be undone itself, and then no longer stands in the way.
        undoable: bool,
    },
    // It is there, or used, already.
    UserExists {
        email: Email,
    },
    BenefitExists {
        benefit: BenefitId,
        product: String,
    },
    SeatHeld {
        seat: SeatId,
        email: Email,
    },
    KeyHeld {
        key: KeyId,
        holder: Email,
    },
    KeyRedeemed {
        key: KeyId,
        operation: u64,
        on: NaiveDate,
    },
    KeyReplaced {
        key: KeyId,
    },
    IncidentClosed {
        incident: IncidentId,
        was: ClosedAs,
    },
    DuplicateKeys {
        lines: Vec<u32>,
    },
    RequestIdUsed {
        request_id: String,
        operation: u64,
    },
    NoSuchRecipient {
        recipient: String,
    },
    LastRecipient {
        recipient: String,
    },
    PlanStale {
        planned_on: u64,
        newest: u64,
    },
    PlanOfAnotherLedger {
        ledger: String,
    },
}
