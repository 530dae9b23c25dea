//! Answers: what goes of the ledger into a spreadsheet, row by row.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde::Serialize;

use super::{BenefitLine, HistoryLine, UserLine};
use crate::domain::benefit::Category;
use crate::domain::columns::columns;
use crate::domain::export::ExportKind;
use crate::domain::id::{BenefitId, KeyId, MembershipId, SeatId};
use crate::domain::money::Money;
use crate::domain::software::KeyType;
use crate::domain::user::{Country, Email};
use crate::domain::words::words;

/// The rows of an export, and where they go.
#[derive(Clone, Debug)]
pub struct Exported {
    pub kind: ExportKind,
    pub file: Option<PathBuf>,
    pub lines: Lines,
    /// The operation that recorded a reveal.
    pub operation: Option<u64>,
}

/// A file that an export was written into.
#[derive(Clone, Debug, Serialize)]
pub struct ExportWritten {
    pub file: String,
    pub rows: usize,
    pub format: &'static str,
    /// The operation that recorded a reveal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<u64>,
}

/// The rows of an export.
#[derive(Clone, Debug)]
pub enum Lines {
    Assignments(Vec<AssignmentLine>),
    Keys(Vec<KeyExportLine>),
    /// Keys with their text.
    KeysInClear(Vec<KeyExportLine>),
    Users(Vec<UserExportLine>),
    History(Vec<HistoryLine>),
    Benefits(Vec<BenefitExportLine>),
    VisualStudio(Vec<SubscriberLine>),
}

words! {
    /// What kind of thing somebody holds.
    HoldingKind, "a kind of holding" {
        Seat = "seat",
        Credit = "credit",
        Key = "key",
        Redemption = "redemption",
    }
}

columns! {
    /// Who holds what: a seat, credit, a software key, or what a license key was redeemed for.
    #[derive(Clone, Debug)]
    pub struct AssignmentLine {
        pub kind: HoldingKind,
        pub benefit: BenefitId,
        pub name: String,
        pub offer: String,
        /// The seat or the key.
        pub unit: Option<String>,
        pub email: Option<Email>,
        pub user_name: Option<String>,
        pub country: Option<Country>,
        /// Where a license key was redeemed.
        pub tenant: Option<String>,
        /// The seats of a redeemed key.
        pub seats: Option<u32>,
        pub amount: Option<Money>,
        pub since: Option<NaiveDate>,
        pub reassignable_from: Option<NaiveDate>,
        pub ends_on: NaiveDate,
        pub status: String,
    }

    /// A product key or a license key.
    #[derive(Clone)]
    pub struct KeyExportLine {
        pub id: KeyId,
        /// Its text, where that is exported.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub key: Option<String>,
        pub category: Category,
        pub benefit: BenefitId,
        pub product: String,
        /// The last five characters.
        pub tail: Option<String>,
        pub key_type: Option<KeyType> as "type",
        pub status: String,
        pub holder: Option<Email>,
        pub revealed_on: Option<NaiveDate>,
        pub revealed_by: Option<String>,
        pub reason: Option<String>,
        pub language: Option<String>,
        pub os: Option<String>,
        pub activations: Option<u32>,
        pub activations_used: u32,
        /// The seats of a license key.
        pub seats: Option<u32>,
        pub tenant: Option<String>,
        pub redeemed_on: Option<NaiveDate>,
        pub activate_by: Option<NaiveDate>,
        pub ends_on: NaiveDate,
        /// Everybody who saw it, and how often it was shown.
        pub shown_to: Vec<Email>,
        pub times_shown: u32,
    }

    /// A user, and how much they hold.
    #[derive(Clone, Debug)]
    pub struct UserExportLine {
        pub line: UserLine => flatten,
        pub offers_held: Vec<String>,
        pub seats: u32,
        pub credits: u32,
        pub keys: u32,
    }

    /// A benefit, with the membership that grants it and its stock of keys.
    #[derive(Clone, Debug)]
    pub struct BenefitExportLine {
        pub line: BenefitLine => flatten,
        pub membership: Option<MembershipId>,
        pub amount: Option<Money>,
        pub keys_total: Option<u32>,
        pub keys_free: Option<u32>,
    }

    /// A row as the bulk-add template of the Visual Studio subscriptions portal wants it.
    #[derive(Clone, Debug)]
    pub struct SubscriberLine {
        pub name: String as "Name",
        pub sign_in_email: String as "Sign-in Email",
        pub notification_email: String as "Notification Email",
        pub level: String as "Subscription Level",
        pub reference: String as "Reference",
        pub downloads: String as "Downloads",
        pub country: String as "Country",
        pub language: String as "Language",
        /// The portal's own; a ledger does not know it.
        pub guid: String as "Subscription GUID",
    }
}

impl SubscriberLine {
    /// A seat and its holder.
    #[must_use]
    pub fn new(seat: SeatId, level: &str, email: &Email, name: &str, country: &str) -> Self {
        SubscriberLine {
            name: fit_for_template(name),
            sign_in_email: fit_for_template(email.as_str()),
            notification_email: fit_for_template(email.as_str()),
            level: fit_for_template(level),
            reference: seat.to_string(),
            downloads: "True".to_owned(),
            country: country.to_owned(),
            language: String::new(),
            guid: String::new(),
        }
    }
}

/// The template's rules: no commas in a field, one line, no space around it (formats.md).
fn fit_for_template(text: &str) -> String {
    let spaced = text.replace([',', '\n', '\r', '\t'], " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::fit_for_template;

    #[test]
    fn a_field_of_the_template_has_no_commas_and_no_space_around_it() {
        assert_eq!(fit_for_template(" Okafor, Cy \r\n"), "Okafor Cy");
        assert_eq!(fit_for_template("李 小龍"), "李 小龍");
    }
}
