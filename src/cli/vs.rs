//! `mpn vs`.

use clap::Subcommand;

use super::write;
use crate::domain::call::{Call, Load};
use crate::domain::query::{Query, SeatFilter};
use crate::domain::request::SeatRequest;
use crate::domain::user::Email;
use crate::domain::vs::SeatStatus;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List the seats that are held or cooling
    #[command(after_help = "Example:\n  mpn vs list --user bo@contoso.com")]
    List {
        /// Those that are free again and ended ones, too.
        #[arg(long)]
        all: bool,
        /// Those that this user holds.
        #[arg(long, value_name = "EMAIL")]
        user: Option<Email>,
        /// free, assigned, cooling or ended.
        #[arg(long)]
        status: Option<SeatStatus>,
    },
    /// Show the seats of one benefit, or one seat
    #[command(after_help = "Example:\n  mpn vs show \"Visual Studio Enterprise\"")]
    Show {
        /// The benefit, or one seat of it.
        id: String,
    },
    /// Give a user a seat
    #[command(after_help = "Example:\n  mpn vs assign \"Visual Studio Enterprise\" bo@contoso.com")]
    Assign {
        /// The benefit, or one seat of it.
        id: String,
        /// Who gets it; - reads emails from standard input, one a line, all or none.
        #[arg(value_name = "EMAIL|-", value_parser = someone)]
        email: Someone,
    },
    /// Take a seat from its holder
    ///
    /// The person is free at once. Another person can have the seat when 90 days have passed since
    /// it was assigned; the same person at any time.
    #[command(
        after_help = "Example:\n  mpn vs unassign \"Visual Studio Enterprise\" bo@contoso.com"
    )]
    Unassign {
        /// The benefit, or one seat of it.
        id: String,
        email: Email,
    },
    /// Move a seat from one user to another
    #[command(
        after_help = "Example:\n  mpn vs reassign \"Visual Studio Enterprise\" bo@contoso.com \
                            cy@contoso.com"
    )]
    Reassign {
        /// The benefit, or one seat of it.
        id: String,
        from: Email,
        to: Email,
    },
    /// Tell how many seats are free, and when more will be
    #[command(after_help = "Example:\n  mpn vs free --need 3")]
    Free {
        /// Also the first day on which so many are free.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
        need: Option<u32>,
    },
}

/// A user, or those on standard input.
#[derive(Clone, Debug)]
pub enum Someone {
    User(Email),
    Stdin,
}

fn someone(text: &str) -> Result<Someone, String> {
    if text == "-" { Ok(Someone::Stdin) } else { text.parse().map(Someone::User) }
}

impl Verb {
    pub(super) fn call(self) -> Call {
        match self {
            Verb::List { all, user, status } => {
                Call::Read(Query::Seats(SeatFilter { all, user, status }))
            }
            Verb::Show { id } => Call::Read(Query::SeatsOf { name: id }),
            Verb::Assign { id, email: Someone::User(user) } => {
                write(SeatRequest::AssignSeats { benefit: id, users: vec![user] })
            }
            Verb::Assign { id, email: Someone::Stdin } => {
                Call::Load(Load::SeatUsers { benefit: id })
            }
            Verb::Unassign { id, email } => {
                write(SeatRequest::UnassignSeat { benefit: id, user: email })
            }
            Verb::Reassign { id, from, to } => {
                write(SeatRequest::ReassignSeat { benefit: id, from, to })
            }
            Verb::Free { need } => Call::Read(Query::SeatsFree { need }),
        }
    }
}
