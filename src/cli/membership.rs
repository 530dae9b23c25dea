//! `mpn membership`.

use clap::{Args, Subcommand};

use super::write;
use crate::domain::call::Call;
use crate::domain::money::Money;
use crate::domain::query::Query;
use crate::domain::request::{MembershipRequest, PurchaseMembership};
use crate::failure::{Failure, Result};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List all memberships
    #[command(after_help = "Example:\n  mpn membership list")]
    List,
    /// Show one membership
    #[command(after_help = "Example:\n  mpn membership show M1")]
    Show {
        /// Its id, or the name of its offer or competency.
        id: String,
    },
    Purchase(Purchase),
    /// Record that a membership was renewed: after its anniversary, within 30 days
    #[command(after_help = "Example:\n  mpn membership renew M1")]
    Renew {
        /// Its id, or the name of its offer or competency.
        id: String,
    },
}

/// Record that an offer was purchased; its benefits follow
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn membership purchase gold --competency \"Cloud Platform\" \
                        --price 4730.00 USD")]
pub struct Purchase {
    /// action-pack, silver, gold or isv-co-sell.
    offer: String,
    /// What a Silver or Gold membership is bought for.
    #[arg(long, value_name = "NAME")]
    competency: Option<String>,
    /// What it cost.
    #[arg(long, num_args = 2, value_names = ["AMOUNT", "CUR"])]
    price: Option<Vec<String>>,
}

impl Verb {
    pub(super) fn call(self) -> Result<Call> {
        Ok(match self {
            Verb::List => Call::Read(Query::Memberships),
            Verb::Show { id } => Call::Read(Query::Membership { name: id }),
            Verb::Purchase(purchase) => {
                write(MembershipRequest::PurchaseMembership(purchase.request()?))
            }
            Verb::Renew { id } => write(MembershipRequest::RenewMembership { membership: id }),
        })
    }
}

impl Purchase {
    /// The purchase itself, done or imagined.
    pub(super) fn request(self) -> Result<PurchaseMembership> {
        Ok(PurchaseMembership {
            offer: self.offer,
            competency: self.competency,
            price: money(self.price.as_deref())?,
            first_purchased_on: None,
        })
    }
}

/// Reads `AMOUNT CUR`.
pub(super) fn money(given: Option<&[String]>) -> Result<Option<Money>> {
    let Some([amount, currency]) = given else { return Ok(None) };
    Money::parse(amount, currency)
        .map(Some)
        .map_err(|why| Failure::usage("malformed-value", why.0).hint("AMOUNT CUR, as 4730.00 USD"))
}
