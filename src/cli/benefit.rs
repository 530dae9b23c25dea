//! `mpn benefits`.

use chrono::NaiveDate;
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Subcommand};

use super::membership::money;
use super::{date, write};
use crate::domain::azure::CreditKind;
use crate::domain::benefit::{self, BenefitStatus, BenefitType, Category, Details};
use crate::domain::call::Call;
use crate::domain::query::Query;
use crate::domain::request::BenefitRequest;
use crate::failure::Result;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List what the memberships grant, of every category
    #[command(after_help = "Example:\n  mpn benefits list --category visual-studio")]
    List {
        /// Only one category.
        #[arg(long, value_name = "C")]
        category: Option<Category>,
        /// Only what comes with one offer.
        #[arg(long, value_name = "O")]
        offer: Option<String>,
        /// Only one status: available, pending, active or ended.
        #[arg(long, value_name = "S")]
        status: Option<BenefitStatus>,
    },
    /// Show one benefit with all its details
    #[command(after_help = "Example:\n  mpn benefits show \"Visual Studio Enterprise\"")]
    Show {
        /// Its id or its name; or a seat, a key or a Go-To-Market offer.
        id: String,
    },
    Grant(Box<Grant>),
}

/// Record a benefit that the catalog does not know
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn benefits grant --category software --product \"Windows \
                        Server 2019 Standard\" --offer gold --quantity 16")]
pub struct Grant {
    #[arg(long, value_name = "C")]
    category: Category,
    /// Its name.
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    product: Option<String>,
    /// The offer it comes with.
    #[arg(long, value_name = "O")]
    offer: String,
    /// The competency it comes with; else that of the oldest membership of the offer.
    #[arg(long, value_name = "N")]
    competency: Option<String>,
    /// core, or incremental per competency.
    #[arg(long, value_name = "TYPE", default_value = "core")]
    benefit_type: BenefitType,
    /// How many units the program grants.
    #[arg(long, value_name = "N")]
    quantity: Option<u32>,
    /// Azure: monthly or bulk.
    #[arg(long, value_name = "KIND")]
    kind: Option<CreditKind>,
    /// Azure: the credit a month or a year.
    #[arg(long, num_args = 2, value_names = ["A", "CUR"])]
    amount: Option<Vec<String>>,
    /// License: the seats of one key.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    seats_per_key: Option<u32>,
    /// Software: the languages it comes in, as en-US,nl-NL.
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    languages: Vec<String>,
    /// Software: the operating systems it runs on.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    os: Vec<String>,
    #[arg(long, value_name = "U")]
    download_url: Option<String>,
    #[arg(long, value_name = "U")]
    redeem_url: Option<String>,
    /// What to tell those who get keys.
    #[arg(long, value_name = "T")]
    instructions: Option<String>,
    /// The last day to activate or redeem.
    #[arg(long, value_name = "D", value_parser = date)]
    activate_by: Option<NaiveDate>,
    /// The last day to use it; else that of the membership.
    #[arg(long, value_name = "D", value_parser = date)]
    ends_on: Option<NaiveDate>,
}

impl Verb {
    pub(super) fn call(self) -> Result<Call> {
        Ok(match self {
            Verb::List { category, offer, status } => {
                Call::Read(Query::Benefits { category, offer, status })
            }
            Verb::Show { id } => Call::Read(Query::Benefit { name: id }),
            Verb::Grant(grant) => grant.call()?,
        })
    }
}

impl Grant {
    fn call(self) -> Result<Call> {
        let product =
            self.product.map_or_else(|| benefit::unnamed(self.category, self.kind), Ok)?;
        Ok(write(BenefitRequest::GrantBenefit(benefit::Grant {
            category: self.category,
            product,
            offer: self.offer,
            competency: self.competency,
            benefit_type: self.benefit_type,
            quantity: self.quantity,
            activate_by: self.activate_by,
            ends_on: self.ends_on,
            details: Details {
                credit_kind: self.kind,
                amount: money(self.amount.as_deref())?,
                seats_per_key: self.seats_per_key,
                languages: self.languages,
                os: self.os,
                download_url: self.download_url,
                redeem_url: self.redeem_url,
                instructions: self.instructions,
                ..Details::default()
            },
        })))
    }
}
