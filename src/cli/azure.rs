//! `mpn azure`.

use clap::{Args, Subcommand};

use crate::domain::call::Call;
use crate::domain::query::Query;
use crate::domain::request::{CreditRequest, Request, TransferCredit};
use crate::domain::user::Email;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List Azure credit, and who has it
    #[command(after_help = "Example:\n  mpn azure list")]
    List,
    Show(Show),
    Assign(Assign),
    Remove(Remove),
    Transfer(Transfer),
}

/// Show one credit, and who has it since when
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn azure show \"Azure bulk credit\"")]
pub struct Show {
    /// The benefit.
    id: String,
}

/// Let a user have the credit
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn azure assign \"Azure monthly credit\" bo@contoso.com")]
pub struct Assign {
    /// The benefit.
    id: String,
    email: Email,
}

/// Take monthly credit from a user
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn azure remove \"Azure monthly credit\" bo@contoso.com")]
pub struct Remove {
    /// The benefit.
    id: String,
    email: Email,
}

/// Move bulk credit to another user, within the enrollment year
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn azure transfer \"Azure bulk credit\" cy@contoso.com")]
pub struct Transfer {
    /// The benefit.
    id: String,
    email: Email,
}

impl Verb {
    pub(super) fn call(self) -> Call {
        match self {
            Verb::List => Call::Read(Query::Credits),
            Verb::Show(show) => Call::Read(Query::Credit { name: show.id }),
            Verb::Assign(Assign { id, email }) => {
                Call::Write(Request::Credit(CreditRequest::AssignCredit {
                    benefit: id,
                    user: email,
                }))
            }
            Verb::Remove(Remove { id, email }) => {
                Call::Write(Request::Credit(CreditRequest::RemoveCredit {
                    benefit: id,
                    user: email,
                }))
            }
            Verb::Transfer(Transfer { id, email }) => {
                Call::Write(Request::Credit(CreditRequest::TransferCredit(TransferCredit {
                    benefit: id,
                    user: email,
                    from: None,
                })))
            }
        }
    }
}
