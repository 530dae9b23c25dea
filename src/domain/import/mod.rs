//! What files of other systems say, made plain: users, seats of the Visual Studio portal, and
//! product keys that come with its subscriptions.

pub mod rules;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::secret::Secret;
use crate::domain::software::KeyType;
use crate::domain::user::Email;
use crate::domain::words::words;

words! {
    /// Which system's file it is.
    FileKind, "a kind of file" {
        Entra = "entra",
        EntraBulk = "entra-bulk",
        M365 = "m365",
        VisualStudio = "visual-studio",
        KeysExport = "keys-export",
    }
}

/// Which file of a directory brought users, and by which command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DirectoryFile {
    /// With `user import entra`, which is the same request as `import entra`.
    #[serde(rename = "entra")]
    OfUsers,
    Entra,
    EntraBulk,
    M365,
}

impl DirectoryFile {
    /// The command as it is typed.
    #[must_use]
    pub fn command(self) -> &'static str {
        match self {
            DirectoryFile::OfUsers => "user import entra",
            DirectoryFile::Entra => "import entra",
            DirectoryFile::EntraBulk => "import entra-bulk",
            DirectoryFile::M365 => "import m365",
        }
    }
}

/// The seats that the Visual Studio portal has assigned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportSeats {
    pub seats: Vec<PortalSeat>,
    /// The file, as messages call it; no part of the request itself.
    #[serde(skip)]
    pub shown: String,
}

/// A seat as the portal has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PortalSeat {
    pub user: Email,
    pub name: String,
    /// As the portal calls it: `Visual Studio Enterprise`.
    pub level: String,
    pub assigned_on: NaiveDate,
    #[serde(skip)]
    pub line: u64,
}

/// The keys that come with Visual Studio subscriptions, product by product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportKeys {
    pub products: Vec<ExportedProduct>,
    /// The keys of all products, in their order.
    pub keys: Vec<Secret>,
    /// The file, as messages call it; no part of the request itself.
    #[serde(skip)]
    pub shown: String,
}

/// A product of the export; its keys may be none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ExportedProduct {
    pub product: String,
    pub instructions: Option<String>,
    /// What is known of each key, beside its text.
    pub keys: Vec<ExportedKey>,
}

/// Whether a key was shown in the portal, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Claimed {
    No,
    On(NaiveDate),
    /// On a day that could not be read. It may be in use: it is not handed out as a new one.
    Sometime,
}

impl Claimed {
    /// The day, where it is known.
    #[must_use]
    pub fn on(self) -> Option<NaiveDate> {
        match self {
            Claimed::On(day) => Some(day),
            Claimed::No | Claimed::Sometime => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExportedKey {
    pub key_type: Option<KeyType>,
    pub claimed: Claimed,
    #[serde(skip)]
    pub line: u64,
}

/// The offer that keys of Visual Studio subscriptions come with; no program sells it.
pub const SUBSCRIPTION_OFFER: &str = "visual-studio";
