//! The users of the organization, as values.

mod mentions;
pub mod rules;
pub mod said;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, de};
use unicode_normalization::UnicodeNormalization as _;

use crate::domain::character::is_unseen;
use crate::domain::id::{ContractId, KeyId, UserId};
use crate::domain::role::Role;
use crate::domain::words::words;

pub use mentions::Mentions;

/// An email as the name of a person: lower-case, NFC. The log names people by id alone, and so does
/// whoever types one (`U7`); of whom no email is known any more the id is all there is to show.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl FromStr for Email {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let (id, known) = text.split_once(' ').unwrap_or((text, ""));
        match id.parse() {
            Ok(id) if known.is_empty() => Ok(Email::of_id(id)),
            Ok(id) if known == FORGOTTEN || known == LOST => Ok(Email(format!("{id} {known}"))),
            _ => Email::address(text),
        }
    }
}

/// What is shown beside the id of somebody who was forgotten.
const FORGOTTEN: &str = "(forgotten)";
/// The same of somebody whose email was lost with a damaged file.
const LOST: &str = "(lost)";

impl Email {
    /// An address, of somebody who is to be called so.
    ///
    /// # Errors
    /// Why it is none.
    pub fn address(text: &str) -> Result<Self, String> {
        let bare = without_wrapping(text.trim());
        let email = if bare.is_ascii() {
            bare.to_ascii_lowercase()
        } else {
            bare.to_lowercase().nfc().collect()
        };
        match email.split_once('@') {
            Some((local, domain))
                if email.len() <= 320 && [local, domain].into_iter().all(is_part_of_one) =>
            {
                Ok(Email(email))
            }
            _ => Err(format!("`{text}` is not an email address, like bo@contoso.com")),
        }
    }

    /// A person by their id alone.
    #[must_use]
    pub fn of_id(id: UserId) -> Self {
        Email(id.to_string())
    }

    /// Somebody of whom nothing is known any more.
    #[must_use]
    pub fn forgotten(id: UserId) -> Self {
        Email(format!("{id} {FORGOTTEN}"))
    }

    /// A person whom the log names for the first time, where it tells of no user: by their id, and
    /// what binds it to who they are.
    #[must_use]
    pub fn first_named(id: UserId, commitment: &str) -> Self {
        Email(format!("{id} {commitment}"))
    }

    /// The two parts of that.
    #[must_use]
    pub fn noted(&self) -> Option<(UserId, &str)> {
        let (id, commitment) = self.0.split_once(' ')?;
        let is_one = !commitment.starts_with('(');
        Some((id.parse().ok().filter(|_| is_one)?, commitment))
    }

    /// A person as the log names them.
    fn logged(text: &str) -> Result<Self, String> {
        match text.split(' ').next().map(str::parse::<UserId>) {
            Some(Ok(_)) => Ok(Email(text.to_owned())),
            _ => Email::address(text),
        }
    }

    /// The id, where the person is named by that.
    #[must_use]
    pub fn id(&self) -> Option<UserId> {
        self.0.split(' ').next()?.parse().ok()
    }
}

/// What stands in `<…>` or behind `mailto:`, as programs that send mail write one address.
fn without_wrapping(text: &str) -> &str {
    let inside = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text);
    match inside.split_at_checked("mailto:".len()) {
        Some((scheme, address)) if scheme.eq_ignore_ascii_case("mailto:") => address,
        _ => inside,
    }
}

/// Whether a text stands before or behind the one `@` of an address: words between single dots, and
/// nothing that divides one address from the next.
fn is_part_of_one(part: &str) -> bool {
    let divides = |c: char| c.is_whitespace() || is_unseen(c) || "@,;:<>()[]\"\\".contains(c);
    part.split('.').all(|word| !word.is_empty() && !word.contains(divides))
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

impl TryFrom<String> for Email {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Email::logged(&text)
    }
}

impl TryFrom<String> for Country {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
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
        /// No user: only an address that something else tells of.
        Outside = "outside",
        /// Nothing but the id is known any more (PERS-2).
        Forgotten = "forgotten",
    }
}

/// A user as the ledger knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
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
    #[serde(deserialize_with = "address")]
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

/// Reads an email that is an address.
fn address<'d, D: Deserializer<'d>>(from: D) -> Result<Email, D::Error> {
    Email::address(&String::deserialize(from)?).map_err(de::Error::custom)
}

/// A row of a directory export, made plain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DirectoryUser {
    pub email: Email,
    /// Empty where the file does not tell it.
    pub name: String,
    pub kind: UserKind,
    pub country: Option<Country>,
    /// Whether the file tells the kind, or it is only to be expected of such a name.
    pub is_kind_told: bool,
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
