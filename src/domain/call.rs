//! Calls: everything that can be typed, as plain values.

use std::path::PathBuf;

use super::export::Export;
use super::import::FileKind;
use super::query::Query;
use super::request::{AddKeys, ConfirmSupport, GetKeys, PurchaseMembership, Request};
use super::sample::Sample;
use super::user::Email;

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
            Call::Write(request) if request.asks_first() => Some(Call::Write(request.clone())),
            Call::Keep(keep @ Keep::Restore { .. }) => Some(Call::Keep(keep.clone())),
            Call::Write(_)
            | Call::Load(_)
            | Call::Read(_)
            | Call::Init(_)
            | Call::Sample(_)
            | Call::Why { .. }
            | Call::WhatIf(_)
            | Call::CancelCheck { .. }
            | Call::CalendarFile { .. }
            | Call::Export(_)
            | Call::Reconcile { .. }
            | Call::Verify { .. }
            | Call::Keep(_)
            | Call::Doctor
            | Call::CatalogList
            | Call::CatalogCheck { .. }
            | Call::ConfigShow
            | Call::Plan { .. }
            | Call::Man { .. }
            | Call::Print(_) => None,
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
    /// No membership is renewed by the day that is asked about; without one, none ever.
    Lapse,
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
        may_be_empty: bool,
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
#[derive(Clone, Debug)]
pub struct Init {
    pub org: Option<String>,
    pub tenant: Option<String>,
    /// That the organization has no tenant; else one that is not named was forgotten.
    pub no_tenant: bool,
    pub account_email: Option<Email>,
    pub admin: Option<Email>,
    pub program: Option<String>,
    /// An opening statement.
    pub from: Option<PathBuf>,
    /// Whether the files that it names may lie elsewhere than in its folder.
    pub allow_paths: bool,
}
