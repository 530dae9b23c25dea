//! `mpn gtm`.

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::date;
use crate::domain::call::Call;
use crate::domain::gtm;
use crate::domain::query::Query;
use crate::domain::request::{GtmRequest, Request};
use crate::domain::user::Email;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List Go-To-Market offers
    #[command(after_help = "Example:\n  mpn gtm list")]
    List,
    Show(Show),
    /// The marketing contact
    #[command(subcommand)]
    Contact(Contact),
    Activate(Activate),
    Confirm(Confirm),
}

/// Show one offer
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn gtm show G1")]
pub struct Show {
    /// Its id or its name.
    id: String,
}

#[derive(Debug, Subcommand)]
pub enum Contact {
    /// Show the marketing contact
    #[command(after_help = "Example:\n  mpn gtm contact show")]
    Show,
    Set(Set),
}

/// Set the marketing contact, without whom nothing can be activated
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn gtm contact set bo@contoso.com --contact-email \
                        marketing@contoso.com --phone \"+45 33 12 34 56\" --language da-DK")]
pub struct Set {
    /// A user of the ledger.
    email: Email,
    /// Another email than the company's Partner Center account.
    #[arg(long, value_name = "E")]
    contact_email: Email,
    #[arg(long, value_name = "P")]
    phone: String,
    /// The preferred language, as da-DK.
    #[arg(long, value_name = "TAG")]
    language: String,
}

/// Record that activation was asked for
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn gtm activate G1")]
pub struct Activate {
    /// Its id or its name.
    id: String,
}

/// Record that an offer is active, and until when
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn gtm confirm G1 --expires 2027-03-01")]
pub struct Confirm {
    /// Its id or its name.
    id: String,
    #[arg(long, value_name = "DATE", value_parser = date)]
    expires: NaiveDate,
}

impl Verb {
    pub(super) fn call(self) -> Call {
        match self {
            Verb::List => Call::Read(Query::GtmOffers),
            Verb::Show(show) => Call::Read(Query::GtmOffer { name: show.id }),
            Verb::Contact(Contact::Show) => Call::Read(Query::Contact),
            Verb::Contact(Contact::Set(set)) => {
                Call::Write(Request::Gtm(GtmRequest::SetContact(gtm::Contact {
                    user: set.email,
                    contact_email: set.contact_email,
                    phone: set.phone,
                    language: set.language,
                })))
            }
            Verb::Activate(activate) => {
                Call::Write(Request::Gtm(GtmRequest::ActivateGtm { gtm: activate.id }))
            }
            Verb::Confirm(confirm) => Call::Write(Request::Gtm(GtmRequest::ConfirmGtm {
                gtm: confirm.id,
                expires: confirm.expires,
            })),
        }
    }
}
