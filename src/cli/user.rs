//! `mpn user`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::domain::call::{Call, Load};
use crate::domain::query::Query;
use crate::domain::request::{Request, UserRequest};
use crate::domain::role::Role;
use crate::domain::user::{Associated, Country, Email, NewUser, UserChange, UserKind};
use crate::failure::{Failure, Result};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List all users
    #[command(after_help = "Example:\n  mpn user list")]
    List,
    Show(Show),
    Add(Add),
    Update(Update),
    Grant(Grant),
    Revoke(Revoke),
    Offboard(Offboard),
    /// Bring the users in line with a directory
    #[command(subcommand)]
    Import(Import),
}

/// Show one user, and what they hold
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn user show bo@contoso.com")]
pub struct Show {
    email: Email,
}

/// Add a user
///
/// Who was offboarded comes back, as what is told of them now.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn user add bo@contoso.com --name \"Bo Jensen\" \
                        --role mpn-partner-admin --country DK")]
pub struct Add {
    email: Email,
    /// The name to show.
    #[arg(long, value_parser = clap::builder::NonEmptyStringValueParser::new())]
    name: String,
    /// A guest of the directory.
    #[arg(long)]
    guest: bool,
    /// A role to begin with; may be given several times.
    #[arg(long = "role", value_name = "ROLE")]
    roles: Vec<Role>,
    /// Where the user works, as NL.
    #[arg(long, value_name = "CC")]
    country: Option<Country>,
    /// Associated to CSP only, not to MPN.
    #[arg(long)]
    csp_only: bool,
    /// A licensing, prepaid or credit offer the user holds elsewhere; may be given several times.
    #[arg(long = "offer-held", value_name = "KIND")]
    offers_held: Vec<String>,
}

/// Change what is known of a user
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn user update bo@contoso.com --email bo.jensen@contoso.com")]
pub struct Update {
    email: Email,
    /// Another name.
    #[arg(long, value_parser = clap::builder::NonEmptyStringValueParser::new())]
    name: Option<String>,
    /// Another country.
    #[arg(long, value_name = "CC")]
    country: Option<Country>,
    /// Another email; what the user holds goes along.
    #[arg(long = "email", id = "new_email", value_name = "NEW")]
    new_email: Option<Email>,
    /// Which program the account is associated with.
    #[arg(long, value_name = "mpn|csp")]
    associated: Option<Associated>,
    /// All offers the user holds elsewhere; `none` for none.
    #[arg(long = "offer-held", value_name = "KIND")]
    offers_held: Vec<String>,
}

/// Give a role
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn user grant bo@contoso.com mpn-partner-admin")]
pub struct Grant {
    email: Email,
    role: Role,
}

/// Take a role
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn user revoke bo@contoso.com mpn-partner-admin")]
pub struct Revoke {
    email: Email,
    role: Role,
}

/// Take everything from somebody who leaves, in one operation
///
/// Seats and monthly credit are released; bulk credit is named, for it can only be transferred;
/// the keys they saw are listed. `--dry-run` tells all of it first.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn user offboard bo@contoso.com --dry-run")]
pub struct Offboard {
    email: Email,
}

#[derive(Debug, Subcommand)]
pub enum Import {
    Entra(Entra),
}

/// Read a "Download users" file of Microsoft Entra ID
///
/// New users are added, known ones brought up to date, absent ones left alone. All or nothing.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn user import entra examples/contoso-users.csv")]
pub struct Entra {
    /// The CSV file, or - for standard input.
    file: PathBuf,
}

impl Verb {
    pub(super) fn call(self) -> Result<Call> {
        Ok(match self {
            Verb::List => Call::Read(Query::Users),
            Verb::Show(show) => Call::Read(Query::User { user: show.email }),
            Verb::Add(add) => Call::Write(Request::User(UserRequest::AddUser(NewUser {
                email: add.email,
                name: add.name,
                kind: if add.guest { UserKind::Guest } else { UserKind::Member },
                roles: add.roles,
                associated: if add.csp_only { Associated::Csp } else { Associated::Mpn },
                country: add.country,
                offers_held: add.offers_held,
            }))),
            Verb::Update(update) => update.call()?,
            Verb::Grant(grant) => Call::Write(Request::User(UserRequest::GrantRole {
                user: grant.email,
                role: grant.role,
            })),
            Verb::Revoke(revoke) => Call::Write(Request::User(UserRequest::RevokeRole {
                user: revoke.email,
                role: revoke.role,
            })),
            Verb::Offboard(offboard) => {
                Call::Write(Request::User(UserRequest::OffboardUser { user: offboard.email }))
            }
            Verb::Import(Import::Entra(entra)) => Call::Load(Load::Entra { file: entra.file }),
        })
    }
}

impl Update {
    fn call(self) -> Result<Call> {
        let offers_held = match self.offers_held.as_slice() {
            [] => None,
            [none] if none == "none" => Some(Vec::new()),
            _ => Some(self.offers_held),
        };
        let change = UserChange {
            name: self.name,
            country: self.country,
            email: self.new_email,
            associated: self.associated,
            offers_held,
        };
        if change == UserChange::default() {
            return Err(Failure::usage("missing-argument", "nothing is said to change")
                .hint("mpn user update --help"));
        }
        Ok(Call::Write(Request::User(UserRequest::UpdateUser { user: self.email, change })))
    }
}
