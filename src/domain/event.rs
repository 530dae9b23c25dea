//! Facts, as the log keeps them for ever: a new kind or a new optional field may come, never a
//! new meaning. An event carries what was decided, so that no later catalog changes the past.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::advisory::Scenario;
use super::benefit::{EndedBy, Terms};
use super::id::{
    AdvisoryId, BenefitId, ContractId, GtmId, IncidentId, KeyId, MembershipId, SeatId,
};
use super::license::{RedeemMode, Subscription};
use super::money::Money;
use super::organization::Organization;
use super::program::Program;
use super::role::Role;
use super::software::{KeyState, KeyType};
use super::support::ClosedAs;
use super::user::{Associated, Country, Email, UserKind, UserStatus};

/// A key and the commitment that names its sealed text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedKey {
    pub key: KeyId,
    pub commitment: String,
}

/// A row of a plan that was not done, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedRow {
    /// Its place among the wishes, from 1.
    pub row: u32,
    /// The noun and the verb.
    pub command: String,
    pub code: String,
    pub message: String,
    pub rule: Option<String>,
    /// The first day it would be allowed.
    pub earliest: Option<NaiveDate>,
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
        /// Binds the ledger to the data key and tells nothing of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        data_key: Option<String>,
    },
    /// Somebody can open the keys from here on.
    RecipientAdded {
        recipient: String,
        user: Option<Email>,
        /// The digest of the identity that a passphrase unlocks, of a recovery.
        recovery: Option<String>,
        on: NaiveDate,
    },
    /// Somebody cannot open what is sealed from here on; what they were shown before, they know.
    RecipientRemoved {
        recipient: String,
        user: Option<Email>,
        keys_seen: Vec<KeyId>,
        /// Those whose IDs the user was shown.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        contracts_seen: Vec<ContractId>,
        /// How many sealed values the recipient could open.
        keys: u32,
        on: NaiveDate,
    },
    /// It is said whose a way in is that is there already.
    RecipientNamed {
        recipient: String,
        user: Email,
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
    /// A new term, after the old one, whose dates stay in the log (MEM-5, MEM-6).
    MembershipRenewed {
        membership: MembershipId,
        anniversary_before: NaiveDate,
        anniversary: NaiveDate,
        renewable_until: NaiveDate,
        on: NaiveDate,
    },
    /// The renewal was missed; `on` is the first day without it.
    MembershipLapsed {
        membership: MembershipId,
        on: NaiveDate,
    },
    CancelRequested {
        membership: MembershipId,
        on: NaiveDate,
    },
    CancelWithdrawn {
        membership: MembershipId,
    },
    MembershipCancelled {
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
        why: EndedBy,
    },
    /// A new term begins: what is counted by the year begins anew (MEM-9).
    BenefitRenewed {
        benefit: BenefitId,
        ends_on: NaiveDate,
    },
    /// The sources or the end of a Go-To-Market offer changed, or it is there again.
    GtmChanged {
        gtm: GtmId,
        sources: Vec<String>,
        offer: String,
        ends_on: NaiveDate,
    },
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
    ContactSet {
        user: Email,
        contact_email: Email,
        phone: String,
        language: String,
    },
    GtmActivated {
        gtm: GtmId,
        on: NaiveDate,
    },
    GtmConfirmed {
        gtm: GtmId,
        expires: NaiveDate,
        on: NaiveDate,
    },
    KeysAdded {
        benefit: BenefitId,
        key_type: Option<KeyType>,
        activations: Option<u32>,
        /// The seats of each, for a license benefit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seats: Option<u32>,
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
    /// Keys were written into a file in clear, for `user`; who holds them stays as it was.
    KeysExported {
        benefit: BenefitId,
        user: Email,
        keys: Vec<KeyId>,
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
    KeyRedeemed {
        key: KeyId,
        benefit: BenefitId,
        product: String,
        tenant: String,
        mode: RedeemMode,
        seats: u32,
        /// What ran on the tenant before, and what runs since.
        before: Option<Subscription>,
        then: Subscription,
        /// Who got the key to see; `null` when it was redeemed in the portal.
        user: Option<Email>,
        on: NaiveDate,
    },
    KeyReplaced {
        key: KeyId,
        benefit: BenefitId,
        product: String,
        tenant: String,
        /// Whether the subscription is again what it was `before`.
        restored: bool,
        before: Option<Subscription>,
        on: NaiveDate,
    },
    SupportActivated {
        contract: ContractId,
        benefit: BenefitId,
        on: NaiveDate,
    },
    SupportConfirmed {
        contract: ContractId,
        benefit: BenefitId,
        /// The commitments of the two IDs.
        access_id: String,
        contract_id: String,
        starts_on: NaiveDate,
        ends_on: NaiveDate,
        on: NaiveDate,
    },
    IdsRevealed {
        contract: ContractId,
        benefit: BenefitId,
        user: Email,
        on: NaiveDate,
    },
    AccountLinked {
        contract: ContractId,
        benefit: BenefitId,
        account: Email,
        on: NaiveDate,
    },
    IncidentOpened {
        incident: IncidentId,
        contract: ContractId,
        benefit: BenefitId,
        plan: String,
        title: String,
        account: Option<Email>,
        customer: Option<String>,
        product: Option<String>,
        version: Option<String>,
        on: NaiveDate,
    },
    IncidentClosed {
        incident: IncidentId,
        contract: ContractId,
        benefit: BenefitId,
        closed_as: ClosedAs,
        /// Whether it is given back to the contract.
        returned: bool,
        on: NaiveDate,
    },
    IncidentsCounted {
        contract: ContractId,
        benefit: BenefitId,
        remaining: u32,
        used: u32,
        used_before: u32,
        on: NaiveDate,
    },
    AdvisoryRequested {
        advisory: AdvisoryId,
        benefit: BenefitId,
        user: Email,
        scenario: Scenario,
        title: String,
        hours: u32,
        deducts: bool,
        on: NaiveDate,
    },
    HoursLogged {
        advisory: AdvisoryId,
        benefit: BenefitId,
        hours: u32,
        hours_before: Option<u32>,
        on: NaiveDate,
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
    /// What was used before there was a ledger.
    HoursCounted {
        benefit: BenefitId,
        used: u32,
        used_before: u32,
        on: NaiveDate,
    },
    /// Somebody left: what was theirs is told by the events beside this one.
    UserOffboarded {
        user: Email,
        keys_seen: Vec<KeyId>,
        /// Those whose IDs they were shown.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        contracts_seen: Vec<ContractId>,
        /// Bulk credit that they still hold and that must be transferred.
        to_transfer: Vec<BenefitId>,
        on: NaiveDate,
    },
    /// An operation was undone by the events beside this one; whatever they restored is told by
    /// them, as values.
    OperationUndone {
        operation: u64,
        command: String,
    },
    /// A user who was added by mistake, and whom nothing tells of, is there no more.
    UserRemoved {
        user: Email,
    },
    /// A user is again all that is said here; `null` is no country.
    UserRestored {
        user: Email,
        name: String,
        user_kind: UserKind,
        associated: Associated,
        country: Option<Country>,
        offers_held: Vec<String>,
        status: UserStatus,
    },
    /// A benefit that was granted by mistake, and of which nothing was used, is there no more.
    BenefitRemoved {
        benefit: BenefitId,
        seats: Vec<SeatId>,
    },
    /// Keys that nobody was shown are there no more, nor is their sealed text.
    KeysRemoved {
        benefit: BenefitId,
        keys: Vec<KeyId>,
    },
    KeyRestored {
        key: KeyId,
        benefit: BenefitId,
        state: KeyState,
        /// Who holds it again.
        user: Option<Email>,
        activations_used: u32,
    },
    /// A seat is held again since the day it was assigned on before.
    SeatRestored {
        seat: SeatId,
        benefit: BenefitId,
        user: Email,
        assigned_on: NaiveDate,
    },
    /// A support benefit that waited for its IDs is as if it had not been activated.
    ContractRemoved {
        contract: ContractId,
        benefit: BenefitId,
    },
    AccountUnlinked {
        contract: ContractId,
        benefit: BenefitId,
        account: Email,
    },
    IncidentRemoved {
        incident: IncidentId,
        contract: ContractId,
        benefit: BenefitId,
        /// Whether it is given back to the contract.
        returned: bool,
    },
    /// An incident is open, or closed as it was before.
    IncidentRestored {
        incident: IncidentId,
        contract: ContractId,
        benefit: BenefitId,
        closed_on: Option<NaiveDate>,
        closed_as: Option<ClosedAs>,
        counted: bool,
    },
    AdvisoryRemoved {
        advisory: AdvisoryId,
        benefit: BenefitId,
    },
    /// The hours that were logged are what they were before; `null` when none were.
    HoursRestored {
        advisory: AdvisoryId,
        benefit: BenefitId,
        hours: Option<u32>,
        logged_on: Option<NaiveDate>,
    },
    GtmRestored {
        gtm: GtmId,
        requested_on: Option<NaiveDate>,
        expires: Option<NaiveDate>,
    },
    /// There is no marketing contact any more.
    ContactRemoved {
        user: Email,
    },
    /// What follows, up to the next of its kind, is what one row of a plan asked for.
    RowApplied {
        row: u32,
        command: String,
        reason: Option<String>,
    },
    /// A row of a plan that was applied in part.
    RowRefused(RefusedRow),
    /// The ledger was salvaged from a damaged file, and these texts were not among what was saved.
    SecretsLost {
        keys: Vec<KeyId>,
        contracts: Vec<ContractId>,
        /// Whose data key was not saved either.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        epochs: Vec<u32>,
    },
    /// The ledger is older than somebody had seen it, and is meant to be: what was seen last.
    RollbackAccepted {
        operation: u64,
        head: String,
    },
    /// What the actor was told beside the answer, so that a repeated request is answered alike.
    Warned {
        warning: String,
    },
}

impl Event {
    /// Whether the ledger is another for it; the rest only tells of the operation itself.
    #[must_use]
    pub fn is_change(&self) -> bool {
        !matches!(self, Event::Warned { .. } | Event::RowApplied { .. } | Event::RowRefused(_))
    }

    /// The operation that it tells the undo of.
    #[must_use]
    pub fn undoes(&self) -> Option<u64> {
        match self {
            Event::OperationUndone { operation, .. } => Some(*operation),
            _ => None,
        }
    }

    /// The word in `kind`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Event::LedgerFounded { .. } => "ledger-founded",
            Event::ProgramAdopted { .. } => "program-adopted",
            Event::EpochBegun { .. } => "epoch-begun",
            Event::RecipientAdded { .. } => "recipient-added",
            Event::RecipientRemoved { .. } => "recipient-removed",
            Event::RecipientNamed { .. } => "recipient-named",
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
            Event::BenefitRenewed { .. } => "benefit-renewed",
            Event::MembershipRenewed { .. } => "membership-renewed",
            Event::MembershipLapsed { .. } => "membership-lapsed",
            Event::CancelRequested { .. } => "cancel-requested",
            Event::CancelWithdrawn { .. } => "cancel-withdrawn",
            Event::MembershipCancelled { .. } => "membership-cancelled",
            Event::ContactSet { .. } => "contact-set",
            Event::GtmActivated { .. } => "gtm-activated",
            Event::GtmConfirmed { .. } => "gtm-confirmed",
            Event::KeyRedeemed { .. } => "key-redeemed",
            Event::KeyReplaced { .. } => "key-replaced",
            Event::SupportActivated { .. } => "support-activated",
            Event::SupportConfirmed { .. } => "support-confirmed",
            Event::IdsRevealed { .. } => "ids-revealed",
            Event::AccountLinked { .. } => "account-linked",
            Event::IncidentOpened { .. } => "incident-opened",
            Event::IncidentClosed { .. } => "incident-closed",
            Event::IncidentsCounted { .. } => "incidents-counted",
            Event::AdvisoryRequested { .. } => "advisory-requested",
            Event::HoursLogged { .. } => "hours-logged",
            Event::HoursCounted { .. } => "hours-counted",
            Event::UserOffboarded { .. } => "user-offboarded",
            Event::GtmGranted { .. } => "gtm-granted",
            Event::GtmChanged { .. } => "gtm-changed",
            Event::GtmEnded { .. } => "gtm-ended",
            Event::KeysAdded { .. } => "keys-added",
            Event::KeyRevealed { .. } => "key-revealed",
            Event::KeysExported { .. } => "keys-exported",
            Event::KeyActivated { .. } => "key-activated",
            Event::KeyReturned { .. } => "key-returned",
            Event::KeyRetired { .. } => "key-retired",
            Event::CreditAssigned { .. } => "credit-assigned",
            Event::CreditRemoved { .. } => "credit-removed",
            Event::CreditTransferred { .. } => "credit-transferred",
            Event::SeatAssigned { .. } => "seat-assigned",
            Event::SeatUnassigned { .. } => "seat-unassigned",
            Event::SeatReassigned { .. } => "seat-reassigned",
            Event::OperationUndone { .. } => "operation-undone",
            Event::UserRemoved { .. } => "user-removed",
            Event::UserRestored { .. } => "user-restored",
            Event::BenefitRemoved { .. } => "benefit-removed",
            Event::KeysRemoved { .. } => "keys-removed",
            Event::KeyRestored { .. } => "key-restored",
            Event::SeatRestored { .. } => "seat-restored",
            Event::ContractRemoved { .. } => "contract-removed",
            Event::AccountUnlinked { .. } => "account-unlinked",
            Event::IncidentRemoved { .. } => "incident-removed",
            Event::IncidentRestored { .. } => "incident-restored",
            Event::AdvisoryRemoved { .. } => "advisory-removed",
            Event::HoursRestored { .. } => "hours-restored",
            Event::GtmRestored { .. } => "gtm-restored",
            Event::ContactRemoved { .. } => "contact-removed",
            Event::RowApplied { .. } => "row-applied",
            Event::RowRefused(_) => "row-refused",
            Event::SecretsLost { .. } => "secrets-lost",
            Event::RollbackAccepted { .. } => "rollback-accepted",
            Event::Warned { .. } => "warned",
        }
    }

    /// What it touches: users by email, anything else by its id, an operation that is undone by its
    /// number. Keys that come by the thousand are told by their benefit alone.
    #[must_use]
    pub fn touches(&self) -> Vec<String> {
        match self {
            Event::LedgerFounded { .. }
            | Event::ProgramAdopted { .. }
            | Event::EpochBegun { .. }
            | Event::RowApplied { .. }
            | Event::RowRefused(_)
            | Event::RollbackAccepted { .. }
            | Event::Warned { .. } => Vec::new(),
            Event::RecipientAdded { user, .. } | Event::RecipientRemoved { user, .. } => {
                user.iter().map(ToString::to_string).collect()
            }
            Event::SecretsLost { keys, contracts, .. } => {
                let keys = keys.iter().map(ToString::to_string);
                keys.chain(contracts.iter().map(ToString::to_string)).collect()
            }
            Event::RecipientNamed { user, .. }
            | Event::UserAdded { user, .. }
            | Event::UserUpdated { user, .. }
            | Event::UserRemoved { user }
            | Event::UserRestored { user, .. }
            | Event::UserOffboarded { user, .. }
            | Event::ContactSet { user, .. }
            | Event::ContactRemoved { user }
            | Event::RoleGranted { user, .. }
            | Event::RoleRevoked { user, .. } => ids(&[user]),
            Event::UserRenamed { user, to } => ids(&[user, to]),
            Event::OperationUndone { operation, .. } => vec![touched_operation(*operation)],
            Event::MembershipPurchased { membership, .. }
            | Event::MembershipRenewed { membership, .. }
            | Event::MembershipLapsed { membership, .. }
            | Event::CancelRequested { membership, .. }
            | Event::CancelWithdrawn { membership }
            | Event::MembershipCancelled { membership, .. }
            | Event::RefundForfeited { membership, .. } => ids(&[membership]),
            Event::BenefitGranted { benefit, .. }
            | Event::BenefitChanged { benefit, .. }
            | Event::BenefitEnded { benefit, .. }
            | Event::BenefitRenewed { benefit, .. }
            | Event::HoursCounted { benefit, .. }
            | Event::BenefitRemoved { benefit, .. }
            | Event::KeysRemoved { benefit, .. }
            | Event::KeysAdded { benefit, .. } => ids(&[benefit]),
            Event::SupportActivated { contract, benefit, .. }
            | Event::SupportConfirmed { contract, benefit, .. }
            | Event::ContractRemoved { contract, benefit }
            | Event::IncidentsCounted { contract, benefit, .. } => ids(&[contract, benefit]),
            Event::IdsRevealed { contract, benefit, user, .. }
            | Event::AccountLinked { contract, benefit, account: user, .. }
            | Event::AccountUnlinked { contract, benefit, account: user } => {
                ids(&[contract, benefit, user])
            }
            Event::IncidentOpened { incident, contract, benefit, account, .. } => {
                let mut touched = ids(&[incident, contract, benefit]);
                touched.extend(account.as_ref().map(ToString::to_string));
                touched
            }
            Event::IncidentClosed { incident, contract, benefit, .. }
            | Event::IncidentRemoved { incident, contract, benefit, .. }
            | Event::IncidentRestored { incident, contract, benefit, .. } => {
                ids(&[incident, contract, benefit])
            }
            Event::AdvisoryRequested { advisory, benefit, user, .. } => {
                ids(&[advisory, benefit, user])
            }
            Event::HoursLogged { advisory, benefit, .. }
            | Event::HoursRestored { advisory, benefit, .. }
            | Event::AdvisoryRemoved { advisory, benefit } => ids(&[advisory, benefit]),
            Event::KeyRedeemed { key, benefit, user, .. }
            | Event::KeyRestored { key, benefit, user, .. } => {
                let mut touched = ids(&[key, benefit]);
                touched.extend(user.as_ref().map(ToString::to_string));
                touched
            }
            Event::GtmGranted { gtm, .. }
            | Event::GtmChanged { gtm, .. }
            | Event::GtmEnded { gtm }
            | Event::GtmActivated { gtm, .. }
            | Event::GtmConfirmed { gtm, .. }
            | Event::GtmRestored { gtm, .. } => ids(&[gtm]),
            Event::KeyRevealed { key, benefit, user, .. }
            | Event::KeyReturned { key, benefit, user } => ids(&[key, benefit, user]),
            // Who saw a key is asked of the key itself, however many there are.
            Event::KeysExported { benefit, user, keys, .. } => {
                let mut touched = ids(&[benefit, user]);
                touched.extend(keys.iter().map(ToString::to_string));
                touched
            }
            Event::KeyActivated { key, benefit, .. }
            | Event::KeyReplaced { key, benefit, .. }
            | Event::KeyRetired { key, benefit } => ids(&[key, benefit]),
            Event::CreditAssigned { benefit, user, .. }
            | Event::CreditRemoved { benefit, user } => ids(&[benefit, user]),
            Event::CreditTransferred { benefit, from, to, .. } => ids(&[benefit, from, to]),
            Event::SeatAssigned { seat, benefit, user, .. }
            | Event::SeatUnassigned { seat, benefit, user, .. }
            | Event::SeatRestored { seat, benefit, user, .. } => ids(&[seat, benefit, user]),
            Event::SeatReassigned { seat, benefit, from, to, .. } => {
                ids(&[seat, benefit, from, to])
            }
        }
    }
}

/// Ids as they are noted.
fn ids(touched: &[&dyn std::fmt::Display]) -> Vec<String> {
    touched.iter().map(ToString::to_string).collect()
}

/// How an operation that is undone is noted among what was touched.
#[must_use]
pub fn touched_operation(operation: u64) -> String {
    format!("operation {operation}")
}
