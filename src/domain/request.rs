//! Requests: what is asked of the ledger, as plain values. `cli` makes them of what was typed;
//! `init --from` and imports make them of files; one function decides them all.

use std::path::PathBuf;

use serde::Serialize;

use super::benefit::{Category, Grant};
use super::money::Money;
use super::program::Program;
use super::query::Query;
use super::role::{Permission, Role};
use super::secret::Secret;
use super::software::{Activation, Edition, KeyType};
use super::user::{DirectoryUser, Email, NewUser, UserChange};

/// Something that can be typed.
#[derive(Debug)]
pub enum Call {
    Write(Request),
    /// A write whose request stands in a file or on standard input.
    Load(Load),
    Read(Query),
    Init(Init),
    Verify {
        against: Option<String>,
    },
    CatalogList,
    CatalogCheck {
        file: PathBuf,
    },
    ConfigShow,
    /// A text that needs no ledger, such as a completion script.
    Print(String),
}

/// A write whose request has to be read first; `-` is standard input.
#[derive(Debug)]
pub enum Load {
    Keys {
        add: AddKeys,
        file: PathBuf,
        any_text: bool,
    },
    Entra {
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
    ImportUsers { users: Vec<DirectoryUser> },
    GrantBenefit(Grant),
    AddKeys(AddKeys),
    GetKeys(GetKeys),
    RecordActivation(RecordActivation),
    ReturnKey { key: String },
    RetireKey { key: String },
    HandOutKey(HandOutKey),
    AssignCredit { benefit: String, user: Email },
    RemoveCredit { benefit: String, user: Email },
    TransferCredit { benefit: String, user: Email },
    AssignSeats { benefit: String, users: Vec<Email> },
    UnassignSeat { benefit: String, user: Email },
    ReassignSeat { benefit: String, from: Email, to: Email },
    UseCatalog { program: Box<Program> },
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
            Request::ImportUsers { .. } => "user import entra",
            Request::GrantBenefit(_) => "benefits grant",
            Request::AddKeys(_) => "software add-keys",
            Request::GetKeys(_) | Request::HandOutKey(_) => "software get-keys",
            Request::RecordActivation(_) => "software activation",
            Request::ReturnKey { .. } => "software return",
            Request::RetireKey { .. } => "software retire",
            Request::AssignCredit { .. } => "azure assign",
            Request::RemoveCredit { .. } => "azure remove",
            Request::TransferCredit { .. } => "azure transfer",
            Request::AssignSeats { .. } => "vs assign",
            Request::UnassignSeat { .. } => "vs unassign",
            Request::ReassignSeat { .. } => "vs reassign",
            Request::UseCatalog { .. } => "catalog use",
        }
    }

    /// What the acting user must be allowed (ROLE-3 to ROLE-13).
    #[must_use]
    pub fn permission(&self) -> Permission {
        match self {
            Request::PurchaseMembership(_) => Permission::Purchase,
            Request::AddUser(_)
            | Request::UpdateUser { .. }
            | Request::GrantRole { .. }
            | Request::RevokeRole { .. } => Permission::ManageUsers,
            Request::AssignCredit { .. }
            | Request::RemoveCredit { .. }
            | Request::TransferCredit { .. }
            | Request::AssignSeats { .. }
            | Request::UnassignSeat { .. }
            | Request::ReassignSeat { .. } => Permission::Assign,
            Request::ImportUsers { .. }
            | Request::GrantBenefit(_)
            | Request::AddKeys(_)
            | Request::GetKeys(_)
            | Request::HandOutKey(_)
            | Request::RecordActivation(_)
            | Request::ReturnKey { .. }
            | Request::RetireKey { .. }
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
                | Request::UseCatalog { .. }
        )
    }

    /// Whether it wants an active offer first (MEM-3).
    #[must_use]
    pub fn wants_active_offer(&self) -> bool {
        self.acts_on_benefits() && !matches!(self, Request::PurchaseMembership(_))
    }

    /// The secrets it brings along, in order.
    #[must_use]
    pub fn secrets(&self) -> &[Secret] {
        match self {
            Request::AddKeys(add) => &add.keys,
            _ => &[],
        }
    }

    /// Whether the answer hands out secrets.
    #[must_use]
    pub fn reveals(&self) -> bool {
        matches!(self, Request::GetKeys(_))
    }
}
