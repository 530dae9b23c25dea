//! `mpn vs`.

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::date;
use crate::domain::call::{Call, Load};
use crate::domain::query::Query;
use crate::domain::request::{Request, SeatRequest};
use crate::domain::user::Email;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List all seats, free ones too
    #[command(after_help = "Example:\n  mpn vs list")]
    List,
    Show(Show),
    Assign(Assign),
    Unassign(Unassign),
    Reassign(Reassign),
    Free(Free),
}

/// Show the seats of one benefit, or one seat
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn vs show \"Visual Studio Enterprise\"")]
pub struct Show {
    /// The benefit, or one seat of it.
    id: String,
}

/// Give a user a seat
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn vs assign \"Visual Studio Enterprise\" bo@contoso.com")]
pub struct Assign {
    /// The benefit, or one seat of it.
    id: String,
    /// Who gets it; - reads emails from standard input, one a line, all or none.
    #[arg(value_name = "EMAIL|-", value_parser = someone)]
    email: Someone,
}

/// Take a seat from its holder
///
/// The person is free at once. Another person can have the seat when 90 days have passed since it
/// was assigned; the same person at any time.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn vs unassign \"Visual Studio Enterprise\" bo@contoso.com")]
pub struct Unassign {
    /// The benefit, or one seat of it.
    id: String,
    email: Email,
}

/// Move a seat from one user to another
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn vs reassign \"Visual Studio Enterprise\" bo@contoso.com \
                        cy@contoso.com")]
pub struct Reassign {
    /// The benefit, or one seat of it.
    id: String,
    from: Email,
    to: Email,
}

/// Tell how many seats are free, and when more will be
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn vs free --need 3")]
pub struct Free {
    /// Free by that day; today unless given.
    #[arg(long, value_name = "DATE", value_parser = date)]
    at: Option<NaiveDate>,
    /// Also the first day on which so many are free.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    need: Option<u32>,
}

/// A user, or those on standard input.
#[derive(Clone, Debug)]
enum Someone {
    User(Email),
    Stdin,
}

fn someone(text: &str) -> Result<Someone, String> {
    if text == "-" { Ok(Someone::Stdin) } else { text.parse().map(Someone::User) }
}

impl Verb {
    pub(super) fn call(self) -> Call {
        match self {
            Verb::List => Call::Read(Query::Seats),
            Verb::Show(show) => Call::Read(Query::SeatsOf { name: show.id }),
            Verb::Assign(Assign { id, email: Someone::User(user) }) => {
                Call::Write(Request::Seat(SeatRequest::AssignSeats {
                    benefit: id,
                    users: vec![user],
                }))
            }
            Verb::Assign(Assign { id, email: Someone::Stdin }) => {
                Call::Load(Load::SeatUsers { benefit: id })
            }
            Verb::Unassign(Unassign { id, email }) => {
                Call::Write(Request::Seat(SeatRequest::UnassignSeat { benefit: id, user: email }))
            }
            Verb::Reassign(Reassign { id, from, to }) => {
                Call::Write(Request::Seat(SeatRequest::ReassignSeat { benefit: id, from, to }))
            }
            Verb::Free(Free { at, need }) => Call::Read(Query::SeatsFree { at, need }),
        }
    }
}
