//! Requests: what is asked of the ledger, as plain values. `cli` makes them of what was typed;
//! `init --from` and imports make them of files; one function decides them all.

mod compared;

use std::path::PathBuf;

use chrono::NaiveDate;
use serde::Serialize;

use super::advisory::Scenario;
use super::benefit::{Category, Grant};
use super::event::Event;
use super::export::Export;
use super::gtm::Contact;
use super::import::{DirectoryFile, FileKind, ImportKeys, ImportSeats};
use super::license::{RedeemMode, Subscription};
use super::money::Money;
use super::program::Program;
use super::query::Query;
use super::role::{Permission, Role};
use super::sample::Sample;
use super::secret::Secret;
use super::software::{Activation, Edition, KeyType};
use super::support::{ClosedAs, NewIncident};
use super::user::{DirectoryUser, Email, NewUser, UserChange};
use super::wish::{PlannedOn, SeatWish, WishRow};

/// Something that can be typed.
#[derive(Debug)]
pub enum Call {
    Write(Request),
    /// A write whose request stands in a file or on standard input.
    Load(Load),
    Read(Query),
    Init(Init),
    Sample(Sample),
    /// What the rules say of a call, instead of doing it.
    Why {
        call: Box<Call>,
    },
    WhatIf(WhatIf),
    CancelCheck {
        membership: String,
    },
    CalendarFile {
        file: PathBuf,
    },
    Export(Export),
    /// What a file of another system has otherwise: the import that would take it over, compared.
    Reconcile {
        kind: FileKind,
        file: PathBuf,
        import: Box<Call>,
    },
    Verify {
        against: Option<String>,
    },
    /// Something is done with the file as a whole; it is no operation in its log.
    Keep(Keep),
    Doctor,
    CatalogList,
    CatalogCheck {
        file: PathBuf,
    },
    ConfigShow,
    /// What would become of each row of a plan.
    Plan {
        plan: Box<Call>,
        out: Option<PathBuf>,
        exit_code: bool,
    },
    /// The manual pages, for a folder.
    Man {
        folder: PathBuf,
        pages: Vec<ManualPage>,
    },
    /// A text that needs no ledger, such as a completion script.
    Print(String),
}

/// A page of the manual: the name of its file, and its text.
#[derive(Clone, Debug)]
pub struct ManualPage {
    pub file: String,
    pub text: String,
}

impl Call {
    /// The call itself, if it is asked about before it is done: what it does cannot be taken back
    /// (cli.md).
    #[must_use]
    pub fn asked_about(&self) -> Option<Call> {
        match self {
            Call::Write(request) if request.is_asked_about() => Some(Call::Write(request.clone())),
            Call::Keep(keep @ Keep::Restore { .. }) => Some(Call::Keep(keep.clone())),
            _ => None,
        }
    }
}

/// What is done with a ledger's file as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keep {
    Backup {
        file: PathBuf,
    },
    Restore {
        file: PathBuf,
    },
    /// Without a file, the archive is the answer.
    Archive {
        file: Option<PathBuf>,
    },
    Rebuild,
    Salvage {
        file: PathBuf,
    },
}

impl Keep {
    /// Whether it changes the ledger, so that it can be tried with `--dry-run`.
    #[must_use]
    pub fn writes(&self) -> bool {
        matches!(self, Keep::Restore { .. } | Keep::Rebuild)
    }
}

/// A change that is only imagined.
#[derive(Debug)]
pub enum WhatIf {
    /// No membership is renewed by that day; without one, none ever.
    Lapse {
        at: Option<NaiveDate>,
    },
    Purchase(PurchaseMembership),
}

/// A write whose request has to be read first; `-` is standard input.
#[derive(Debug)]
pub enum Load {
    Keys {
        add: AddKeys,
        file: PathBuf,
        any_text: bool,
    },
    /// `user import entra`.
    Entra {
        file: PathBuf,
    },
    /// `import KIND`.
    Import {
        kind: FileKind,
        file: PathBuf,
    },
    /// Emails on standard input, one a line, for the users of an assignment.
    SeatUsers {
        benefit: String,
    },
    /// Emails on standard input, one key each.
    KeyUsers(GetKeys),
    Catalog {
        file: PathBuf,
    },
    /// Wishes as CSV or TOML, or a plan that was made of some.
    Wishes {
        file: PathBuf,
        prune: bool,
        partial: bool,
    },
    /// Access ID and Contract ID, on two lines; without a file, standard input or two prompts.
    SupportIds {
        confirm: ConfirmSupport,
        file: Option<PathBuf>,
    },
}

/// What `init` is told.
#[derive(Debug)]
pub struct Init {
    pub org: Option<String>,
    pub tenant: Option<String>,
    pub account_email: Option<Email>,
    pub admin: Option<Email>,
    pub program: Option<String>,
    /// An opening statement.
    pub from: Option<PathBuf>,
}

/// Something that would change the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum Request {
    PurchaseMembership(PurchaseMembership),
    AddUser(NewUser),
    UpdateUser { user: Email, change: UserChange },
    GrantRole { user: Email, role: Role },
    RevokeRole { user: Email, role: Role },
    ImportUsers { directory: DirectoryFile, users: Vec<DirectoryUser> },
    ImportSeats(ImportSeats),
    ImportKeys(ImportKeys),
    GrantBenefit(Grant),
    AddKeys(AddKeys),
    GetKeys(GetKeys),
    ExportKeys(ExportKeys),
    RecordActivation(RecordActivation),
    ReturnKey { key: String },
    RetireKey { key: String },
    HandOutKey(HandOutKey),
    AssignCredit { benefit: String, user: Email },
    RemoveCredit { benefit: String, user: Email },
    TransferCredit(TransferCredit),
    AssignSeats { benefit: String, users: Vec<Email> },
    UnassignSeat { benefit: String, user: Email },
    ReassignSeat { benefit: String, from: Email, to: Email },
    UseCatalog { program: Box<Program> },
    RenewMembership { membership: String },
    OffboardUser { user: Email },
    RedeemKey(RedeemKey),
    RecordRedemption(RecordRedemption),
    ReplaceKey { key: String },
    ActivateSupport { benefit: String },
    ConfirmSupport(ConfirmSupport),
    ShowIds { benefit: String },
    LinkAccount { benefit: String, account: Email },
    OpenIncident { benefit: String, incident: NewIncident },
    CloseIncident { incident: String, closed_as: ClosedAs },
    CountIncidents { benefit: String, remaining: u32 },
    RequestAdvisory { scenario: Scenario, hours: u32, title: String },
    LogHours { advisory: String, hours: u32 },
    UseHours { hours: u32 },
    SetContact(Contact),
    ActivateGtm { gtm: String },
    ConfirmGtm { gtm: String, expires: NaiveDate },
    CancelMembership { membership: String },
    ConfirmCancel { membership: String },
    WithdrawCancel { membership: String },
    ApplyPlan(ApplyPlan),
    AddRecipient { recipient: String, user: Option<Email> },
    RemoveRecipient { recipient: String },
    RotateKey,
    MakeRecovery,
    AcceptRollback,
    UndoOperation(UndoOperation),
}

/// Many wishes, done in one operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ApplyPlan {
    pub rows: Vec<WishRow>,
    /// Who should hold which seats; worked out against the ledger as it is.
    pub seats: Vec<SeatWish>,
    /// Whether others lose the seats that `seats` tells of.
    pub prune: bool,
    /// Whether what is allowed is done when other rows are refused.
    pub partial: bool,
    /// The state of the ledger that must still be the newest.
    pub planned_on: Option<PlannedOn>,
    /// The file, as messages call it; no part of the request itself.
    #[serde(skip)]
    pub shown: String,
}

/// What is to be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UndoOperation {
    /// Its number or its request id; the newest when none is named.
    pub operation: Option<String>,
    /// The one that was consented to, where none is named and another is the newest by now; no
    /// part of the request itself.
    #[serde(skip)]
    pub consented: Option<u64>,
}

/// Who is to have bulk credit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TransferCredit {
    pub benefit: String,
    pub user: Email,
    /// Who must have it now; only a plan says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Email>,
}

/// How a license key is to be redeemed (LIC-3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RedeemKey {
    /// A benefit, for its next unredeemed key, or one key of it.
    pub name: String,
    pub mode: RedeemMode,
    pub tenant: String,
    /// Another tenant than the ledger's own, named a second time.
    pub confirm_tenant: Option<String>,
    /// A subscription that was bought elsewhere.
    pub running: Option<Subscription>,
    /// It was redeemed in the portal; no key is shown.
    pub already_done: bool,
    pub forfeit_refund: bool,
}

/// A redemption made before there was a ledger, the key named by its last five characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordRedemption {
    pub product: String,
    pub tail: String,
    pub tenant: String,
    pub ends_on: Option<NaiveDate>,
}

/// The two IDs of an activated support benefit, and its term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConfirmSupport {
    pub benefit: String,
    /// Access ID and Contract ID.
    pub ids: Vec<Secret>,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PurchaseMembership {
    pub offer: String,
    pub competency: Option<String>,
    pub price: Option<Money>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AddKeys {
    /// Software or license, whose verb it is.
    pub category: Category,
    pub benefit: String,
    pub keys: Vec<Secret>,
    /// The line of each key in its file, for messages; no part of the request itself.
    #[serde(skip)]
    pub lines: Vec<u32>,
    pub key_type: Option<KeyType>,
    pub activations: Option<u32>,
    /// The seats of each license key; else those the benefit names.
    pub seats: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GetKeys {
    /// A benefit, or one key of it.
    pub name: String,
    pub count: Option<u32>,
    /// Who is to hold them; empty for the acting user.
    pub users: Vec<Email>,
    pub edition: Edition,
    pub forfeit_refund: bool,
}

/// All keys that can be shown, for a file. Where it lies is no part of the request: asked again,
/// the same keys can go into another file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExportKeys {
    pub forfeit_refund: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordActivation {
    pub key: String,
    pub activation: Activation,
    pub forfeit_refund: bool,
}

/// A key that was handed out before there was a ledger, named by its last five characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HandOutKey {
    pub product: String,
    pub tail: String,
    pub user: Email,
}

impl Request {
    /// The noun and the verb as they are typed; receipts, history and `why` call it so.
    #[must_use]
    pub fn command(&self) -> &'static str {
        match self {
            Request::PurchaseMembership(_) => "membership purchase",
            Request::AddUser(_) => "user add",
            Request::UpdateUser { .. } => "user update",
            Request::GrantRole { .. } => "user grant",
            Request::RevokeRole { .. } => "user revoke",
            Request::ImportUsers { directory, .. } => directory.command(),
            Request::ImportSeats(_) => "import visual-studio",
            Request::ImportKeys(_) => "import keys-export",
            Request::GrantBenefit(_) => "benefits grant",
            Request::AddKeys(add) if add.category == Category::License => "license add-keys",
            Request::AddKeys(_) => "software add-keys",
            Request::GetKeys(_) | Request::HandOutKey(_) => "software get-keys",
            Request::ExportKeys(_) => "export keys",
            Request::RecordActivation(_) => "software activation",
            Request::ReturnKey { .. } => "software return",
            Request::RetireKey { .. } => "software retire",
            Request::AssignCredit { .. } => "azure assign",
            Request::RemoveCredit { .. } => "azure remove",
            Request::TransferCredit(_) => "azure transfer",
            Request::AssignSeats { .. } => "vs assign",
            Request::UnassignSeat { .. } => "vs unassign",
            Request::ReassignSeat { .. } => "vs reassign",
            Request::UseCatalog { .. } => "catalog use",
            Request::RenewMembership { .. } => "membership renew",
            Request::OffboardUser { .. } => "user offboard",
            Request::RedeemKey(_) | Request::RecordRedemption(_) => "license redeem",
            Request::ReplaceKey { .. } => "license replace",
            Request::ActivateSupport { .. } => "support activate",
            Request::ConfirmSupport(_) => "support confirm",
            Request::ShowIds { .. } => "support ids",
            Request::LinkAccount { .. } => "support link",
            Request::OpenIncident { .. } => "support open",
            Request::CloseIncident { .. } => "support close",
            Request::CountIncidents { .. } => "support count",
            Request::RequestAdvisory { .. } => "advisory request",
            Request::LogHours { .. } | Request::UseHours { .. } => "advisory log",
            Request::SetContact(_) => "gtm contact set",
            Request::ActivateGtm { .. } => "gtm activate",
            Request::ConfirmGtm { .. } => "gtm confirm",
            Request::CancelMembership { .. } => "cancel",
            Request::ConfirmCancel { .. } => "cancel --confirm",
            Request::WithdrawCancel { .. } => "cancel --withdraw",
            Request::ApplyPlan(_) => "apply",
            Request::AddRecipient { .. } => "seal add",
            Request::RemoveRecipient { .. } => "seal remove",
            Request::RotateKey => "seal rotate",
            Request::MakeRecovery => "seal recovery",
            Request::AcceptRollback => "ledger accept-rollback",
            Request::UndoOperation(_) => "undo",
        }
    }

    /// What the acting user must be allowed (ROLE-3 to ROLE-13).
    #[must_use]
    pub fn permission(&self) -> Permission {
        match self {
            Request::PurchaseMembership(_) | Request::RenewMembership { .. } => {
                Permission::Purchase
            }
            Request::OffboardUser { .. } => Permission::Offboard,
            Request::CancelMembership { .. }
            | Request::ConfirmCancel { .. }
            | Request::WithdrawCancel { .. } => Permission::Cancel,
            Request::OpenIncident { incident, .. } if incident.customer.is_some() => {
                Permission::ActForCustomers
            }
            Request::ShowIds { .. }
            | Request::LinkAccount { .. }
            | Request::OpenIncident { .. }
            | Request::CloseIncident { .. }
            | Request::RequestAdvisory { .. }
            | Request::LogHours { .. }
            // Each row is asked for its own role, and so is what is undone (ROLE-13).
            | Request::ApplyPlan(_)
            | Request::UndoOperation(_) => Permission::Read,
            Request::AddUser(_)
            | Request::UpdateUser { .. }
            | Request::GrantRole { .. }
            | Request::RevokeRole { .. } => Permission::ManageUsers,
            Request::AssignCredit { .. }
            | Request::RemoveCredit { .. }
            | Request::TransferCredit(_)
            | Request::AssignSeats { .. }
            | Request::UnassignSeat { .. }
            | Request::ReassignSeat { .. } => Permission::Assign,
            Request::ImportUsers { .. }
            | Request::ImportSeats(_)
            | Request::ImportKeys(_)
            | Request::GrantBenefit(_)
            | Request::AddKeys(_)
            | Request::GetKeys(_)
            | Request::ExportKeys(_)
            | Request::HandOutKey(_)
            | Request::RecordActivation(_)
            | Request::ReturnKey { .. }
            | Request::RetireKey { .. }
            | Request::RedeemKey(_)
            | Request::RecordRedemption(_)
            | Request::ReplaceKey { .. }
            | Request::ActivateSupport { .. }
            | Request::ConfirmSupport(_)
            | Request::CountIncidents { .. }
            | Request::UseHours { .. }
            | Request::SetContact(_)
            | Request::ActivateGtm { .. }
            | Request::ConfirmGtm { .. }
            | Request::AddRecipient { .. }
            | Request::RemoveRecipient { .. }
            | Request::RotateKey
            | Request::MakeRecovery
            | Request::AcceptRollback
            | Request::UseCatalog { .. } => Permission::Activate,
        }
    }

    /// Whether it acts on memberships or benefits, which Partner Membership Center forbids
    /// (MEM-4). Users and the catalog are the ledger's own affair.
    #[must_use]
    pub fn acts_on_benefits(&self) -> bool {
        !matches!(
            self,
            Request::AddUser(_)
                | Request::UpdateUser { .. }
                | Request::GrantRole { .. }
                | Request::RevokeRole { .. }
                | Request::ImportUsers { .. }
                | Request::OffboardUser { .. }
                | Request::AcceptRollback
                | Request::UseCatalog { .. }
                | Request::ApplyPlan(_)
                | Request::UndoOperation(_)
        ) && !self.changes_seal()
    }

    /// Whether it changes who can open the keys, and so needs every data key.
    #[must_use]
    pub fn changes_seal(&self) -> bool {
        matches!(
            self,
            Request::AddRecipient { .. }
                | Request::RemoveRecipient { .. }
                | Request::RotateKey
                | Request::MakeRecovery
        )
    }

    /// Whether it wants an active offer first (MEM-3).
    #[must_use]
    pub fn wants_active_offer(&self) -> bool {
        self.acts_on_benefits()
            && !matches!(
                self,
                Request::PurchaseMembership(_)
                    | Request::RenewMembership { .. }
                    | Request::CancelMembership { .. }
                    | Request::ConfirmCancel { .. }
                    | Request::WithdrawCancel { .. }
            )
    }

    /// The secrets it brings along, in order.
    #[must_use]
    pub fn secrets(&self) -> &[Secret] {
        match self {
            Request::AddKeys(add) => &add.keys,
            Request::ImportKeys(import) => &import.keys,
            Request::ConfirmSupport(confirm) => &confirm.ids,
            _ => &[],
        }
    }

    /// Whether the answer hands out secrets.
    #[must_use]
    pub fn reveals(&self) -> bool {
        match self {
            Request::GetKeys(_) | Request::ExportKeys(_) | Request::ShowIds { .. } => true,
            Request::RedeemKey(redeem) => !redeem.already_done,
            Request::ApplyPlan(apply) => apply.requests().any(|request| request.reveals()),
            _ => false,
        }
    }

    /// Whether its secrets must not stand twice in the ledger: product keys, not IDs.
    #[must_use]
    pub fn secrets_are_unique(&self) -> bool {
        matches!(self, Request::AddKeys(_) | Request::ImportKeys(_))
    }

    /// Whether it is asked about before it is done: what it does cannot be taken back, or takes
    /// something back (cli.md).
    #[must_use]
    pub fn is_asked_about(&self) -> bool {
        if let Request::ApplyPlan(apply) = self {
            return apply.requests().any(|request| request.is_asked_about());
        }
        matches!(
            self,
            Request::RedeemKey(_)
                | Request::ReplaceKey { .. }
                | Request::CancelMembership { .. }
                | Request::ConfirmCancel { .. }
                | Request::OffboardUser { .. }
                | Request::RemoveRecipient { .. }
                | Request::AcceptRollback
                | Request::UndoOperation(_)
        )
    }

    /// What was shown and consented to is what is done, whatever happened since.
    pub fn keep_to(&mut self, shown: &[Event]) {
        if let Request::UndoOperation(wanted) = self {
            wanted.consented = shown.iter().find_map(Event::undoes);
        }
    }
}

impl ApplyPlan {
    /// The requests that its rows stand for.
    pub fn requests(&self) -> impl Iterator<Item = Request> {
        self.rows.iter().filter_map(|row| row.wish.request().ok())
    }
}
