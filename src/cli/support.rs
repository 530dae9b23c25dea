//! `mpn support`.

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Subcommand;
use clap::builder::NonEmptyStringValueParser;

use super::reading::values_given;
use super::value::path;
use super::{date, write};
use crate::domain::call::{Call, Load};
use crate::domain::query::Query;
use crate::domain::request::{ConfirmSupport, SupportRequest};
use crate::domain::support::{ClosedAs, NewIncident};
use crate::domain::user::Email;
use crate::failure::{Failure, Result};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Show every support benefit: contract, incidents left, why it is not available
    #[command(after_help = "Example:\n  mpn support status")]
    Status,
    /// List all incidents
    #[command(after_help = "Example:\n  mpn support list")]
    List,
    /// Record that activation was asked for; the IDs come in some days
    #[command(after_help = "Example:\n  mpn support activate product-support")]
    Activate {
        /// The benefit, or the plan's name.
        id: String,
    },
    /// Take down Access ID and Contract ID, sealed
    #[command(after_help = "Example:\n  mpn support confirm product-support contoso-support.ids")]
    Confirm {
        /// The benefit, the plan's name, or the contract.
        id: String,
        /// A file with the Access ID on line 1 and the Contract ID on line 2; - or nothing for
        /// standard input, which asks at a terminal.
        #[arg(value_parser = path())]
        file: Option<PathBuf>,
        /// The contract's first day; else the membership's.
        #[arg(long, value_name = "D", value_parser = date)]
        starts_on: Option<NaiveDate>,
        /// The contract's last day; else the membership's.
        #[arg(long, value_name = "D", value_parser = date)]
        ends_on: Option<NaiveDate>,
    },
    /// Show Access ID and Contract ID; this is recorded
    #[command(after_help = "Example:\n  mpn support ids product-support")]
    Ids {
        /// The benefit, the plan's name, or the contract.
        id: String,
    },
    /// Record that a contract was linked to an account
    #[command(after_help = "Example:\n  mpn support link product-support --account bo@contoso.com")]
    Link {
        /// The benefit, the plan's name, or the contract.
        id: String,
        /// Any account, in the directory or not.
        #[arg(long, value_name = "EMAIL")]
        account: Email,
    },
    /// Tell whether a product is covered, and by what
    #[command(after_help = "Example:\n  mpn support check --product \"SQL Server\" --version 2017")]
    Check {
        #[arg(long, value_name = "NAME")]
        product: String,
        #[arg(long = "version", id = "product_version", value_name = "V")]
        version: Option<String>,
        /// A cloud product.
        #[arg(long)]
        cloud: bool,
    },
    /// Open an incident, which deducts one
    #[command(
        after_help = "Example:\n  mpn support open product-support --title \"backup fails\" \
                            --account bo@contoso.com"
    )]
    Open {
        /// The benefit, the plan's name, or the contract.
        id: String,
        #[arg(long, value_name = "T", value_parser = NonEmptyStringValueParser::new())]
        title: String,
        /// Who opens it; without one it was opened in the portal.
        #[arg(long, value_name = "EMAIL")]
        account: Option<Email>,
        /// On behalf of a customer; on cloud support it takes an admin-agent.
        #[arg(long, value_name = "NAME")]
        customer: Option<String>,
        /// The product on premises; its version is checked.
        #[arg(long, value_name = "P")]
        product: Option<String>,
        #[arg(long = "version", id = "product_version", value_name = "V", requires = "product")]
        version: Option<String>,
    },
    /// Close an incident; a duplicate or a bug is given back
    #[command(after_help = "Example:\n  mpn support close I1 --as bug")]
    Close {
        incident: String,
        /// solved, duplicate or bug; `--as` says the same.
        #[arg(long, value_name = "HOW")]
        closed_as: Option<ClosedAs>,
        #[arg(skip)]
        wrong_way: Option<String>,
    },
    /// Set how many incidents are left to what Support for Business shows
    ///
    /// Support for Business alone shows it; the cloud portals do not. Begin a request there: select
    /// Windows 10 and enter anything. Step 2 shows the contract with its start, its end and the
    /// incidents that remain; leave without submitting. A contract that is not shown has to be added
    /// with both IDs, under "Do you need to purchase or add more support plans"; one among the
    /// unavailable plans has expired, is used up, or does not cover the version that was selected.
    #[command(after_help = "Example:\n  mpn support count product-support --remaining 12")]
    Count {
        /// The benefit, the plan's name, or the contract.
        id: String,
        #[arg(long, value_name = "N")]
        remaining: u32,
    },
    /// Explain a message of the portals, for this ledger
    #[command(after_help = "Example:\n  mpn support explain \"Access ID is already associated\"")]
    Explain { text: String },
}

impl Verb {
    /// `support close` has an `--as` of its own, which clap takes for the acting user's: a word of
    /// it that is a way to close is no email, and is taken from there. Returns the other words,
    /// those of the acting user, if it is that command.
    pub(super) fn take_closed_as(&mut self, args: &[OsString]) -> Option<Vec<String>> {
        let Verb::Close { closed_as, wrong_way, .. } = self else { return None };
        // Whoever acts may stand before the command, where clap forgets it for the `--as` after.
        let mut actors = values_given(args, "as");
        let mut ways = actors.iter().filter_map(|word| word.parse().ok());
        *closed_as = ways.next_back().or(*closed_as);
        actors.retain(|word| word.parse::<ClosedAs>().is_err());
        // What is neither a way to close nor an email was meant for one.
        if let Some(at) = actors.iter().position(|word| !word.contains('@')) {
            *wrong_way = Some(actors.remove(at));
        }
        Some(actors)
    }

    pub(super) fn call(self) -> Result<Call> {
        Ok(match self {
            Verb::Status => Call::Read(Query::SupportStatus),
            Verb::List => Call::Read(Query::Incidents),
            Verb::Activate { id } => write(SupportRequest::ActivateSupport { benefit: id }),
            Verb::Confirm { id, file, starts_on, ends_on } => Call::Load(Load::SupportIds {
                confirm: ConfirmSupport { benefit: id, ids: Vec::new(), starts_on, ends_on },
                file,
            }),
            Verb::Ids { id } => write(SupportRequest::ShowIds { benefit: id }),
            Verb::Link { id, account } => {
                write(SupportRequest::LinkAccount { benefit: id, account })
            }
            Verb::Check { product, version, cloud } => {
                Call::Read(Query::SupportCheck { product, version, cloud })
            }
            Verb::Open { id, title, account, customer, product, version } => {
                let incident = NewIncident { title, account, customer, product, version };
                write(SupportRequest::OpenIncident { benefit: id, incident })
            }
            Verb::Close { wrong_way: Some(word), .. } => {
                let why = word.parse::<ClosedAs>().err().unwrap_or_default();
                return Err(Failure::usage("malformed-value", why).hint("mpn support close --help"));
            }
            Verb::Close { incident, closed_as, wrong_way: None } => {
                let closed_as = closed_as.unwrap_or(ClosedAs::Solved);
                write(SupportRequest::CloseIncident { incident, closed_as })
            }
            Verb::Count { id, remaining } => {
                write(SupportRequest::CountIncidents { benefit: id, remaining })
            }
            Verb::Explain { text } => Call::Read(Query::SupportExplain { text }),
        })
    }
}
