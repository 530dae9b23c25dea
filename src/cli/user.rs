//! `mpn user`.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Subcommand};

use super::value::path;
use super::write;
use crate::domain::call::{Call, Load};
use crate::domain::query::Query;
use crate::domain::request::UserRequest;
use crate::domain::role::Role;
use crate::domain::user::{Associated, Country, Email, NewUser, UserChange, UserKind};
use crate::failure::{Failure, Result};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List all users
    #[command(after_help = "Example:\n  mpn user list")]
    List {
        /// Those who were forgotten, too.
        #[arg(long)]
        all: bool,
    },
    /// Show one user, and what they hold
    #[command(after_help = "Example:\n  mpn user show bo@contoso.com")]
    Show {
        email: Email,
    },
    /// Add a user
    ///
    /// Who was offboarded comes back, as what is told of them now.
    #[command(after_help = "Example:\n  mpn user add bo@contoso.com --name \"Bo Jensen\" \
                            --role mpn-partner-admin --country DK")]
    Add {
        #[arg(value_parser = Email::address)]
        email: Email,
        /// The name to show.
        #[arg(long, value_parser = NonEmptyStringValueParser::new())]
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
        /// A licensing, prepaid or credit offer the user holds elsewhere; may be given several
        /// times.
        #[arg(long = "offer-held", value_name = "KIND")]
        offers_held: Vec<String>,
    },
    Update(Update),
    /// Give a role
    #[command(after_help = "Example:\n  mpn user grant bo@contoso.com mpn-partner-admin")]
    Grant {
        email: Email,
        role: Role,
    },
    /// Take a role
    #[command(after_help = "Example:\n  mpn user revoke bo@contoso.com mpn-partner-admin")]
    Revoke {
        email: Email,
        role: Role,
    },
    /// Take everything from somebody who leaves, in one operation
    ///
    /// Seats and monthly credit are released; bulk credit is named, for it can only be transferred;
    /// the keys they saw are listed. `--dry-run` tells all of it first.
    #[command(after_help = "Example:\n  mpn user offboard bo@contoso.com --dry-run")]
    Offboard {
        email: Email,
    },
    /// Forget a user who left
    ///
    /// Removes their name, email, country and phone; the history stays, and says U7 (forgotten).
    /// Texts that hold the name or the email are listed, and removed with `--texts`. Backups made
    /// before still hold them. It wants a reason.
    #[command(after_help = "Example:\n  mpn user forget bo@contoso.com --reason \"asked to be\"")]
    Forget {
        email: Email,
        /// Also remove reasons, titles and other texts that hold the name or the email.
        #[arg(long)]
        texts: bool,
    },
    /// Bring the users in line with a directory
    #[command(subcommand)]
    Import(Import),
}

/// Change what is known of a user
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn user update bo@contoso.com --email bo.jensen@contoso.com")]
pub struct Update {
    email: Email,
    /// Another name.
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    name: Option<String>,
    /// Another country.
    #[arg(long, value_name = "CC")]
    country: Option<Country>,
    /// Another email; what the user holds goes along.
    #[arg(long = "email", id = "new_email", value_name = "NEW", value_parser = Email::address)]
    new_email: Option<Email>,
    /// Which program the account is associated with.
    #[arg(long, value_name = "mpn|csp")]
    associated: Option<Associated>,
    /// All offers the user holds elsewhere; `none` for none.
    #[arg(long = "offer-held", value_name = "KIND")]
    offers_held: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub enum Import {
    /// Read a "Download users" file of Microsoft Entra ID
    ///
    /// New users are added, known ones brought up to date, absent ones left alone. All or nothing.
    #[command(after_help = "Example:\n  mpn user import entra examples/contoso-users.csv")]
    Entra {
        /// The CSV file, or - for standard input.
        #[arg(value_parser = path())]
        file: PathBuf,
    },
}

impl Verb {
    pub(super) fn call(self) -> Result<Call> {
        Ok(match self {
            Verb::List { all } => Call::Read(Query::Users { all }),
            Verb::Show { email } => Call::Read(Query::User { user: email }),
            Verb::Add { email, name, guest, roles, country, csp_only, offers_held } => {
                write(UserRequest::AddUser(NewUser {
                    email,
                    name,
                    kind: if guest { UserKind::Guest } else { UserKind::Member },
                    roles,
                    associated: if csp_only { Associated::Csp } else { Associated::Mpn },
                    country,
                    offers_held,
                }))
            }
            Verb::Update(update) => update.call()?,
            Verb::Grant { email, role } => write(UserRequest::GrantRole { user: email, role }),
            Verb::Revoke { email, role } => write(UserRequest::RevokeRole { user: email, role }),
            Verb::Offboard { email } => write(UserRequest::OffboardUser { user: email }),
            Verb::Forget { email, texts } => write(UserRequest::ForgetUser { user: email, texts }),
            Verb::Import(Import::Entra { file }) => Call::Load(Load::Entra { file }),
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
        Ok(write(UserRequest::UpdateUser { user: self.email, change }))
    }
}
