//! Software keys, as values (SW-2 to SW-7).

pub mod rules;
pub mod said;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::id::{BenefitId, KeyId};
use crate::domain::user::{Email, User};
use crate::domain::words::words;

words! {
    /// How a key activates.
    KeyType, "a type of key" {
        Mak = "mak",
        Retail = "retail",
        Static = "static",
        Oem = "oem",
        Custom = "custom",
    }

    /// What became of a key.
    KeyState, "a state of a key" {
        Free = "free",
        Held = "held",
        Returned = "returned",
        Retired = "retired",
        /// A license key that was used on a tenant.
        Redeemed = "redeemed",
        /// A license key that was redeemed by mistake and given back.
        Replaced = "replaced",
    }

    /// What a key is on a day.
    KeyStatus, "a status of a key" {
        Free = "free",
        Held = "held",
        Returned = "returned",
        Retired = "retired",
        Redeemed = "redeemed",
        Replaced = "replaced",
        /// Its benefit lives no more; who holds it must uninstall (MEM-7).
        Ended = "ended",
    }
}

/// A key as the ledger knows it; the text itself is sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub id: KeyId,
    pub benefit: BenefitId,
    pub key_type: Option<KeyType>,
    /// How often it can be activated; `None` where that is not counted.
    pub activations: Option<u32>,
    pub activations_used: u32,
    pub state: KeyState,
    pub holder: Option<Email>,
    pub revealed_on: Option<NaiveDate>,
    /// The day on which its last holder returned it.
    pub returned_on: Option<NaiveDate>,
    pub language: Option<String>,
    pub os: Option<String>,
    /// The seats of a license key.
    pub seats: Option<u32>,
    pub commitment: String,
}

impl KeyState {
    /// What a key is on a day on which its benefit lives, or does not.
    #[must_use]
    pub fn status(self, benefit_lives: bool) -> KeyStatus {
        match self {
            KeyState::Free | KeyState::Held | KeyState::Returned if !benefit_lives => {
                KeyStatus::Ended
            }
            KeyState::Free => KeyStatus::Free,
            KeyState::Held => KeyStatus::Held,
            KeyState::Returned => KeyStatus::Returned,
            KeyState::Retired => KeyStatus::Retired,
            KeyState::Redeemed => KeyStatus::Redeemed,
            KeyState::Replaced => KeyStatus::Replaced,
        }
    }
}

/// What keys that are added together have in common.
#[derive(Clone, Copy, Debug, Default)]
pub struct Batch {
    pub key_type: Option<KeyType>,
    pub activations: Option<u32>,
    /// The seats of each, of license keys.
    pub seats: Option<u32>,
    /// The license key whose place the only one of them takes (LIC-7).
    pub replaces: Option<KeyId>,
}

/// How many keys one event carries at the most.
pub const KEYS_AN_EVENT: usize = 1_000;

/// The language and the operating system a caller chose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    pub language: Option<String>,
    pub os: Option<String>,
}

/// What keys that somebody holds already are to one who asks for keys (SW-8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhenHeld {
    /// They count, and are shown again.
    #[default]
    Show,
    /// They count, and stay unseen: a plan says what shall be, and it is so.
    Leave,
    /// They do not count: as many more are taken.
    TakeMore,
}

/// Who is to have keys: which of those that are wanted they hold, and how many are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receiver {
    pub user: User,
    pub held: Vec<Key>,
    pub missing: usize,
}

/// How an installation used a key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activation {
    pub machine: Option<String>,
    /// The machine was installed anew.
    pub reimage: bool,
    /// … and its hardware is the same.
    pub unchanged: bool,
}
