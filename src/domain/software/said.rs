//! What is said of product keys: requests, events and refusals, with all that must be known of
//! each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use super::{Activation, Edition, KeyState, KeyType, WhenHeld};
use crate::domain::benefit::Category;
use crate::domain::fact::{CountsFrom, Fact, Part, Subject, Undoing, noted, noted_with};
use crate::domain::folded;
use crate::domain::id::{BenefitId, KeyId};
use crate::domain::import::ImportKeys;
use crate::domain::role::Permission;
use crate::domain::secret::Secret;
use crate::domain::user::Email;
use crate::domain::verb::{Answers, Asked, Verb};

/// What is asked of keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum KeyRequest {
    AddKeys(AddKeys),
    GetKeys(GetKeys),
    ExportKeys(ExportKeys),
    RecordActivation(RecordActivation),
    ReturnKey { key: String },
    RetireKey { key: String },
    HandOutKey(HandOutKey),
    ImportKeys(ImportKeys),
}

impl Asked for KeyRequest {
    fn verb(&self) -> Verb {
        use Permission::Activate;
        match self {
            KeyRequest::AddKeys(add) => {
                let license = add.category == Category::License;
                if license {
                    Verb::new("license add-keys", Activate, &["LIC-7", "SW-7"])
                } else {
                    Verb::new("software add-keys", Activate, &["SW-7"])
                }
            }
            KeyRequest::GetKeys(_) => {
                Verb::new("software get-keys", Activate, &["SW-2", "SW-8", "CAN-3"])
                    .answering(Answers::Keys)
            }
            KeyRequest::HandOutKey(_) => {
                Verb::new("software get-keys", Activate, &["SW-2", "CAN-3"])
            }
            KeyRequest::ExportKeys(_) => {
                Verb::new("export keys", Activate, &["SW-2", "CAN-3"]).answering(Answers::KeyFile)
            }
            KeyRequest::RecordActivation(_) => {
                Verb::new("software activation", Activate, &["SW-4", "CAN-3"])
            }
            KeyRequest::ReturnKey { .. } => Verb::new("software return", Activate, &["SW-2"]),
            KeyRequest::RetireKey { .. } => Verb::new("software retire", Activate, &["SW-2"]),
            KeyRequest::ImportKeys(_) => {
                Verb::new("import keys-export", Activate, &["MEM-3", "SW-2", "SW-7"])
            }
        }
    }

    fn secrets(&self) -> &[Secret] {
        match self {
            KeyRequest::AddKeys(add) => &add.keys,
            KeyRequest::ImportKeys(import) => &import.keys,
            KeyRequest::GetKeys(_)
            | KeyRequest::ExportKeys(_)
            | KeyRequest::RecordActivation(_)
            | KeyRequest::ReturnKey { .. }
            | KeyRequest::RetireKey { .. }
            | KeyRequest::HandOutKey(_) => &[],
        }
    }

    fn fold(&mut self, acting: &Email) {
        match self {
            KeyRequest::AddKeys(AddKeys { benefit: name, replaces, .. }) => {
                folded::name(name);
                folded::name_if_any(replaces);
            }
            KeyRequest::RecordActivation(RecordActivation { key: name, .. })
            | KeyRequest::ReturnKey { key: name }
            | KeyRequest::RetireKey { key: name } => folded::name(name),
            KeyRequest::GetKeys(get) => {
                // A key that is named stays with its holder, and is not the acting user's without a
                // word.
                if get.users.is_empty() && get.name.parse::<KeyId>().is_err() {
                    get.users.push(acting.clone());
                }
                get.count.get_or_insert(1);
                folded::name(&mut get.name);
                folded::name_if_any(&mut get.edition.language);
                folded::name_if_any(&mut get.edition.os);
            }
            KeyRequest::ExportKeys(_) | KeyRequest::HandOutKey(_) | KeyRequest::ImportKeys(_) => {}
        }
    }

    fn people(&mut self) -> Vec<&mut Email> {
        match self {
            KeyRequest::GetKeys(get) => get.users.iter_mut().collect(),
            KeyRequest::AddKeys(_)
            | KeyRequest::ExportKeys(_)
            | KeyRequest::RecordActivation(_)
            | KeyRequest::ReturnKey { .. }
            | KeyRequest::RetireKey { .. }
            | KeyRequest::HandOutKey(_)
            | KeyRequest::ImportKeys(_) => Vec::new(),
        }
    }
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
    /// The license key that was given back, which the one that is added takes the place of (LIC-7).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GetKeys {
    /// A benefit, or one key of it.
    pub name: String,
    pub count: Option<u32>,
    /// Who is to hold them; empty for the acting user.
    pub users: Vec<Email>,
    pub edition: Edition,
    pub when_held: WhenHeld,
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

/// A key and the commitment that names its sealed text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedKey {
    pub key: KeyId,
    pub commitment: String,
}

/// What became of keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum KeyEvent {
    KeysAdded {
        benefit: BenefitId,
        key_type: Option<KeyType>,
        activations: Option<u32>,
        /// The seats of each, for a license benefit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seats: Option<u32>,
        /// The license key that was given back, which this one takes the place of (LIC-7).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<KeyId>,
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
        /// Whether `user` held it already, and nothing was taken.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
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
        on: NaiveDate,
    },
    KeyRetired {
        key: KeyId,
        benefit: BenefitId,
        on: NaiveDate,
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
}

impl KeyEvent {
    /// The keys that it adds to the stock.
    #[must_use]
    pub fn added(&self) -> &[AddedKey] {
        match self {
            KeyEvent::KeysAdded { keys, .. } => keys,
            KeyEvent::KeyRevealed { .. }
            | KeyEvent::KeysExported { .. }
            | KeyEvent::KeyActivated { .. }
            | KeyEvent::KeyReturned { .. }
            | KeyEvent::KeyRetired { .. }
            | KeyEvent::KeysRemoved { .. }
            | KeyEvent::KeyRestored { .. } => &[],
        }
    }
}

impl Fact for KeyEvent {
    fn kind(&self) -> &'static str {
        self.into()
    }

    fn touches(&self) -> Vec<String> {
        match self {
            // A replacement is asked for by both keys (LIC-7).
            KeyEvent::KeysAdded { benefit, replaces: Some(replaced), keys, .. } => {
                noted_with(&[benefit, replaced], keys.iter().map(|added| added.key))
            }
            KeyEvent::KeysAdded { benefit, .. } | KeyEvent::KeysRemoved { benefit, .. } => {
                noted(&[benefit])
            }
            KeyEvent::KeyRevealed { key, benefit, user, .. }
            | KeyEvent::KeyReturned { key, benefit, user, .. } => noted(&[key, benefit, user]),
            // Who saw a key is asked of the key itself, however many there are.
            KeyEvent::KeysExported { benefit, user, keys, .. } => {
                noted_with(&[benefit, user], keys)
            }
            KeyEvent::KeyActivated { key, benefit, .. }
            | KeyEvent::KeyRetired { key, benefit, .. } => noted(&[key, benefit]),
            KeyEvent::KeyRestored { key, benefit, user, .. } => noted_with(&[key, benefit], user),
        }
    }

    fn apart(&mut self) -> Vec<Part<'_>> {
        match self {
            KeyEvent::KeyRevealed { user, .. }
            | KeyEvent::KeysExported { user, .. }
            | KeyEvent::KeyReturned { user, .. } => Part::people([user]),
            KeyEvent::KeyRestored { user, .. } => Part::people(user),
            KeyEvent::KeyActivated { machine, .. } => Part::texts(machine),
            KeyEvent::KeysAdded { .. }
            | KeyEvent::KeyRetired { .. }
            | KeyEvent::KeysRemoved { .. } => Vec::new(),
        }
    }

    fn counts_from(&self) -> CountsFrom {
        match self {
            KeyEvent::KeysAdded { .. } | KeyEvent::KeysRemoved { .. } => CountsFrom::Ever,
            KeyEvent::KeyRevealed { on, .. }
            | KeyEvent::KeysExported { on, .. }
            | KeyEvent::KeyActivated { on, .. }
            | KeyEvent::KeyReturned { on, .. }
            | KeyEvent::KeyRetired { on, .. } => CountsFrom::Day(*on),
            KeyEvent::KeyRestored { .. } => CountsFrom::Operation,
        }
    }

    fn undoing(&self) -> Undoing {
        use Permission::Activate;
        match self {
            // Keys by the thousand are looked at themselves: none may have been shown.
            KeyEvent::KeysAdded { .. } => Undoing::told(Activate, []),
            KeyEvent::KeyRevealed { key, user, .. } => Undoing::never(
                Activate,
                format!("{key} was shown, and {user} knows it since"),
                format!("mpn software return {key}"),
                Some("SW-3"),
            ),
            KeyEvent::KeysExported { benefit, user, .. } => Undoing::never(
                Activate,
                format!("keys of {benefit} were exported, and {user} knows them since"),
                "mpn software retire KEY",
                Some("SW-3"),
            ),
            KeyEvent::KeysRemoved { benefit, .. } => Undoing::never(
                Activate,
                format!("the text of the keys of {benefit} is gone"),
                format!("mpn software add-keys {benefit} FILE, or mpn license add-keys"),
                None,
            ),
            KeyEvent::KeyActivated { key, .. }
            | KeyEvent::KeyReturned { key, .. }
            | KeyEvent::KeyRetired { key, .. }
            | KeyEvent::KeyRestored { key, .. } => Undoing::hidden(Activate, [Subject::Key(*key)]),
        }
    }
}

/// Why a key is not added, shown, activated or set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyRefusal {
    NoSuchKey { key: String, nearest: Option<String> },
    NotAKeyId { name: String },
    OneKeyNamed { key: KeyId },
    NoSuchEdition { product: String, what: &'static str, wanted: String, known: Vec<String> },
    NoFreeKey { benefit: BenefitId, product: String, wanted: usize, free: usize, returned: u32 },
    KeyNotHeld { key: KeyId },
    KeyGone { key: KeyId, state: KeyState },
    ActivationsUsedUp { key: KeyId, activations: u32 },
    KeyHeld { key: KeyId, holder: Email },
    DuplicateKeys { lines: Vec<u32> },
}
