//! The users of the organization, as values.

pub mod rules;
pub mod said;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

use crate::domain::character::is_unseen;
use crate::domain::id::{ContractId, KeyId};
use crate::domain::role::Role;
use crate::domain::words::words;

/// An email as the name of a user: lower-case, NFC.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl FromStr for Email {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let email: String = text.trim().to_lowercase().nfc().collect();
        let whole = |part: &str| {
            !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || is_unseen(c))
        };
        match email.rsplit_once('@') {
            Some((local, domain)) if whole(local) && whole(domain) && email.len() <= 320 => {
                Ok(Email(email))
            }
            _ => Err(format!("`{text}` is not an email address, like bo@contoso.com")),
        }
    }
}

/// An ISO 3166-1 country of two capitals, as the directory's usage location.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country(String);

impl FromStr for Country {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let code = text.trim().to_ascii_uppercase();
        if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            Ok(Country(code))
        } else {
            Err(format!("`{text}` is not a country code of two letters, like NL"))
        }
    }
}

/// What a checked text can do beside being read: to be shown, compared and written.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        impl $name {
            $(#[$doc])*
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, String> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> String {
                text.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    )*};
}

texts! {
    /// The address.
    Email
    /// The two capitals.
    Country
}

words! {
    /// How the directory knows the user.
    #[derive(Default)]
    UserKind, "a kind of user" {
        #[default]
        Member = "member",
        Guest = "guest",
    }

    /// Which program the account is associated with (ROLE-10).
    #[derive(Default)]
    Associated, "a program an account is associated with" {
        #[default]
        Mpn = "mpn",
        Csp = "csp",
    }

    /// Whether the user may act and receive.
    UserStatus, "a status of a user" {
        Active = "active",
        Disabled = "disabled",
        Offboarded = "offboarded",
    }
}

/// A user as the ledger knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub email: Email,
    pub name: String,
    pub kind: UserKind,
    pub associated: Associated,
    pub roles: Vec<Role>,
    pub country: Option<Country>,
    pub status: UserStatus,
    /// Licensing, prepaid or credit offers this person holds elsewhere (AZ-5).
    pub offers_held: Vec<String>,
}

/// What `user add` and an import say of a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    pub email: Email,
    pub name: String,
    #[serde(default)]
    pub kind: UserKind,
    #[serde(default)]
    pub roles: Vec<Role>,
    #[serde(default)]
    pub associated: Associated,
    pub country: Option<Country>,
    #[serde(default)]
    pub offers_held: Vec<String>,
}

impl NewUser {
    /// A member of whom no more is known than the email.
    #[must_use]
    pub fn member(email: Email) -> Self {
        NewUser {
            name: email.to_string(),
            email,
            kind: UserKind::Member,
            roles: Vec::new(),
            associated: Associated::Mpn,
            country: None,
            offers_held: Vec::new(),
        }
    }
}

/// A row of a directory export, made plain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DirectoryUser {
    pub email: Email,
    /// Empty where the file does not tell it.
    pub name: String,
    pub kind: UserKind,
    pub country: Option<Country>,
    /// `None` where the file does not tell it.
    pub enabled: Option<bool>,
}

/// What a person knows: secrets that were handed out for them, and those that they had shown to
/// themselves, for whomever.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    pub keys: Vec<KeyId>,
    /// Those whose IDs it is.
    pub contracts: Vec<ContractId>,
}

/// What `user update` changes; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct UserChange {
    pub name: Option<String>,
    pub country: Option<Country>,
    pub email: Option<Email>,
    pub associated: Option<Associated>,
    pub offers_held: Option<Vec<String>>,
}
