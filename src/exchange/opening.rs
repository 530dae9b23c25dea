//! The opening statement: a TOML file that says what already is, so that a spreadsheet can be
//! replaced on day one (cli.md).

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, de};

use crate::domain::azure::CreditKind;
use crate::domain::benefit::{self, BenefitType, Category, Details, Grant};
use crate::domain::money::Money;
use crate::domain::organization::Organization;
use crate::domain::request::{
    HandOutKey, KeyRequest, LicenseRequest, MembershipRequest, PurchaseMembership,
    RecordRedemption, Request, SeatRequest,
};
use crate::domain::software::KeyType;
use crate::domain::user::{Email, NewUser};
use crate::failure::{Failure, Result, toml_fault};

/// An opening statement as it is written.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Opening {
    pub program: Option<String>,
    pub organization: Organization,
    #[serde(rename = "user")]
    pub users: Vec<NewUser>,
    #[serde(rename = "membership")]
    pub memberships: Vec<OpeningMembership>,
    #[serde(rename = "grant")]
    pub grants: Vec<OpeningGrant>,
    #[serde(rename = "seat")]
    pub seats: Vec<OpeningSeat>,
    #[serde(rename = "handed_out")]
    pub handed_out: Vec<HandedOut>,
    pub redeemed: Vec<OpeningRedemption>,
    pub support: Vec<OpeningSupport>,
    pub advisory: Vec<OpeningAdvisory>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningRedemption {
    pub product: String,
    /// The last five characters, perhaps after an ellipsis.
    pub key: String,
    /// Else the organization's own.
    pub tenant: Option<String>,
    #[serde(default, deserialize_with = "date_if_any")]
    pub on: Option<NaiveDate>,
    #[serde(default, deserialize_with = "date_if_any")]
    pub ends_on: Option<NaiveDate>,
}

impl OpeningRedemption {
    /// The request to record it, at the tenant of the organization unless it names another.
    #[must_use]
    pub fn request(&self, ours: Option<&str>) -> Request {
        Request::License(LicenseRequest::RecordRedemption(RecordRedemption {
            product: self.product.clone(),
            tail: self.key.clone(),
            tenant: self.tenant.as_deref().or(ours).unwrap_or_default().to_owned(),
            ends_on: self.ends_on,
        }))
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningSupport {
    pub plan: String,
    /// Without one the activation is pending.
    pub ids_file: Option<PathBuf>,
    #[serde(default, deserialize_with = "date_if_any")]
    pub starts_on: Option<NaiveDate>,
    #[serde(default, deserialize_with = "date_if_any")]
    pub ends_on: Option<NaiveDate>,
    #[serde(default)]
    pub used: u32,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningAdvisory {
    pub used: u32,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningMembership {
    pub offer: String,
    pub competency: Option<String>,
    #[serde(deserialize_with = "date")]
    pub purchased_on: NaiveDate,
    /// When it was first purchased, where that was an earlier term (MEM-11).
    #[serde(default, deserialize_with = "date_if_any")]
    pub first_purchased_on: Option<NaiveDate>,
    pub price: Option<Money>,
}

impl OpeningMembership {
    /// The request to purchase it.
    #[must_use]
    pub fn request(&self) -> Request {
        Request::Membership(MembershipRequest::PurchaseMembership(PurchaseMembership {
            offer: self.offer.clone(),
            competency: self.competency.clone(),
            price: self.price.clone(),
            first_purchased_on: self.first_purchased_on,
        }))
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningGrant {
    pub category: Category,
    /// Azure credit needs none: it is called after its kind.
    pub product: Option<String>,
    pub offer: String,
    pub competency: Option<String>,
    #[serde(default = "core")]
    pub benefit_type: BenefitType,
    pub quantity: Option<u32>,
    #[serde(default)]
    pub languages: Vec<String>,
    #[serde(default)]
    pub os: Vec<String>,
    pub download_url: Option<String>,
    pub redeem_url: Option<String>,
    pub instructions: Option<String>,
    pub keys_file: Option<PathBuf>,
    pub key_type: Option<KeyType>,
    pub activations: Option<u32>,
    /// Whether the keys of the file are not 5×5.
    #[serde(default)]
    pub text: bool,
    pub kind: Option<CreditKind>,
    pub amount: Option<Money>,
    pub seats_per_key: Option<u32>,
    #[serde(default, deserialize_with = "date_if_any")]
    pub activate_by: Option<NaiveDate>,
    #[serde(default, deserialize_with = "date_if_any")]
    pub ends_on: Option<NaiveDate>,
}

impl OpeningGrant {
    /// The grant, of as many as are in `stock` where it does not say.
    ///
    /// # Errors
    /// A benefit without a name that needs one.
    pub fn grant(&self, stock: Option<u32>) -> Result<Grant> {
        Ok(Grant {
            category: self.category,
            product: match &self.product {
                Some(product) => product.clone(),
                None => benefit::unnamed(self.category, self.kind)?,
            },
            offer: self.offer.clone(),
            competency: self.competency.clone(),
            benefit_type: self.benefit_type,
            quantity: self.quantity.or(stock),
            activate_by: self.activate_by,
            ends_on: self.ends_on,
            details: Details {
                credit_kind: self.kind,
                amount: self.amount.clone(),
                seats_per_key: self.seats_per_key,
                languages: self.languages.clone(),
                os: self.os.clone(),
                download_url: self.download_url.clone(),
                redeem_url: self.redeem_url.clone(),
                instructions: self.instructions.clone(),
                ..Details::default()
            },
        })
    }
}

fn core() -> BenefitType {
    BenefitType::Core
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningSeat {
    pub benefit: String,
    pub user: Email,
    #[serde(default, deserialize_with = "date_if_any")]
    pub assigned_on: Option<NaiveDate>,
}

impl OpeningSeat {
    /// The request to assign it.
    #[must_use]
    pub fn request(&self) -> Request {
        Request::Seat(SeatRequest::AssignSeats {
            benefit: self.benefit.clone(),
            users: vec![self.user.clone()],
        })
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedOut {
    pub product: String,
    /// The last five characters, perhaps after an ellipsis.
    pub key: String,
    pub user: Email,
    #[serde(default, deserialize_with = "date_if_any")]
    pub on: Option<NaiveDate>,
}

impl HandedOut {
    /// The request to hand it out.
    #[must_use]
    pub fn request(&self) -> Request {
        Request::Key(KeyRequest::HandOutKey(HandOutKey {
            product: self.product.clone(),
            tail: self.key.clone(),
            user: self.user.clone(),
        }))
    }
}

/// A date as TOML writes it, `2026-01-15`, or the same in quotes.
fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Date(toml::value::Datetime),
        Text(String),
    }
    let text = match Written::deserialize(deserializer)? {
        Written::Date(date) => date.to_string(),
        Written::Text(text) => text,
    };
    text.parse().map_err(|_| de::Error::custom(format!("`{text}` is not a day, like 2026-01-15")))
}

fn date_if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    date(deserializer).map(Some)
}

/// Reads an opening statement.
///
/// # Errors
/// `malformed-file` (exit 2) with the line and, for an unknown key, its name.
pub fn read(path: &Path) -> Result<Opening> {
    let shown = path.display().to_string();
    let text = super::Place::File(path.to_owned()).text(&mut std::io::empty())?;
    parse(&text, &shown)
}

/// Reads the text of an opening statement.
///
/// # Errors
/// `malformed-file` (exit 2) with the line and, for an unknown key, its name.
pub fn parse(text: &str, shown: &str) -> Result<Opening> {
    super::holds_no_secret(text, shown)?;
    toml::from_str(text).map_err(|error| {
        Failure::usage("malformed-file", format!("{shown} is no opening statement"))
            .details(vec![toml_fault(shown, text, &error)])
            .hint("examples/ has opening statements to start from")
    })
}
