//! `mpn gtm`.

use chrono::NaiveDate;
use clap::Subcommand;

use super::{date, write};
use crate::domain::call::Call;
use crate::domain::gtm;
use crate::domain::query::Query;
use crate::domain::request::GtmRequest;
use crate::domain::user::Email;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List Go-To-Market offers
    #[command(after_help = "Example:\n  mpn gtm list")]
    List,
    /// Show one offer
    #[command(after_help = "Example:\n  mpn gtm show G1")]
    Show {
        /// Its id or its name.
        id: String,
    },
    /// The marketing contact
    #[command(subcommand)]
    Contact(Contact),
    /// Record that activation was asked for
    #[command(after_help = "Example:\n  mpn gtm activate G1")]
    Activate {
        /// Its id or its name.
        id: String,
    },
    /// Record that an offer is active, and until when
    #[command(after_help = "Example:\n  mpn gtm confirm G1 --expires 2027-03-01")]
    Confirm {
        /// Its id or its name.
        id: String,
        #[arg(long, value_name = "DATE", value_parser = date)]
        expires: NaiveDate,
    },
}

#[derive(Debug, Subcommand)]
pub enum Contact {
    /// Show the marketing contact
    #[command(after_help = "Example:\n  mpn gtm contact show")]
    Show,
    /// Set the marketing contact, without whom nothing can be activated
    #[command(after_help = "Example:\n  mpn gtm contact set bo@contoso.com --contact-email \
                            marketing@contoso.com --phone \"+45 33 12 34 56\" --language da-DK")]
    Set {
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
    },
}

impl Verb {
    pub(super) fn call(self) -> Call {
        match self {
            Verb::List => Call::Read(Query::GtmOffers),
            Verb::Show { id } => Call::Read(Query::GtmOffer { name: id }),
            Verb::Contact(Contact::Show) => Call::Read(Query::Contact),
            Verb::Contact(Contact::Set { email, contact_email, phone, language }) => {
                let contact = gtm::Contact { user: email, contact_email, phone, language };
                write(GtmRequest::SetContact(contact))
            }
            Verb::Activate { id } => write(GtmRequest::ActivateGtm { gtm: id }),
            Verb::Confirm { id, expires } => write(GtmRequest::ConfirmGtm { gtm: id, expires }),
        }
    }
}
