//! `mpn azure`.

use clap::Subcommand;

use super::write;
use crate::domain::call::Call;
use crate::domain::query::Query;
use crate::domain::request::{CreditRequest, TransferCredit};
use crate::domain::user::Email;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List Azure credit, and who has it
    #[command(after_help = "Example:\n  mpn azure list")]
    List,
    /// Show one credit, and who has it since when
    #[command(after_help = "Example:\n  mpn azure show \"Azure bulk credit\"")]
    Show {
        /// The benefit.
        id: String,
    },
    /// Let a user have the credit
    #[command(after_help = "Example:\n  mpn azure assign \"Azure monthly credit\" bo@contoso.com")]
    Assign {
        /// The benefit.
        id: String,
        email: Email,
    },
    /// Take monthly credit from a user
    #[command(after_help = "Example:\n  mpn azure remove \"Azure monthly credit\" bo@contoso.com")]
    Remove {
        /// The benefit.
        id: String,
        email: Email,
    },
    /// Move bulk credit to another user, within the enrollment year
    #[command(after_help = "Example:\n  mpn azure transfer \"Azure bulk credit\" cy@contoso.com")]
    Transfer {
        /// The benefit.
        id: String,
        email: Email,
    },
}

impl Verb {
    pub(super) fn call(self) -> Call {
        match self {
            Verb::List => Call::Read(Query::Credits),
            Verb::Show { id } => Call::Read(Query::Credit { name: id }),
            Verb::Assign { id, email } => {
                write(CreditRequest::AssignCredit { benefit: id, user: email })
            }
            Verb::Remove { id, email } => {
                write(CreditRequest::RemoveCredit { benefit: id, user: email })
            }
            Verb::Transfer { id, email } => {
                let transfer = TransferCredit { benefit: id, user: email, from: None };
                write(CreditRequest::TransferCredit(transfer))
            }
        }
    }
}
