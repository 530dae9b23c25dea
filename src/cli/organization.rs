//! `mpn organization`.

use clap::builder::NonEmptyStringValueParser;
use clap::{ArgGroup, Args, Subcommand};

use super::write;
use crate::domain::call::Call;
use crate::domain::organization::{AdministeredIn, OrganizationChange, Region, tenant};
use crate::domain::query::Query;
use crate::domain::request::OrganizationRequest;
use crate::domain::user::Email;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Show whose ledger it is
    #[command(after_help = "Example:\n  mpn organization show")]
    Show,
    Set(Set),
}

/// Change what is known of the organization; the rest stays
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("what").required(true).multiple(true),
    after_help = "Example:\n  mpn organization set --tenant contoso.onmicrosoft.com --region emea"
)]
pub struct Set {
    /// Its name.
    #[arg(long, group = "what", value_parser = NonEmptyStringValueParser::new())]
    name: Option<String>,
    /// The tenant that license keys are redeemed on.
    #[arg(long, group = "what", value_name = "DOMAIN", value_parser = tenant)]
    tenant: Option<String>,
    /// The email of the Partner Center account.
    #[arg(long, group = "what", value_name = "EMAIL")]
    account_email: Option<Email>,
    /// Its region, which decides whom to turn to.
    #[arg(long, group = "what", value_name = "REGION")]
    region: Option<Region>,
    /// Where its memberships are administered: partner-center, or pmc for Partner Membership
    /// Center, where nothing else can be done from here.
    #[arg(long, group = "what", value_name = "PLACE")]
    administered_in: Option<AdministeredIn>,
}

impl Verb {
    pub(super) fn call(self) -> Call {
        match self {
            Verb::Show => Call::Read(Query::Organization),
            Verb::Set(set) => {
                let Set { name, tenant, account_email, region, administered_in } = set;
                let wanted =
                    OrganizationChange { name, tenant, account_email, administered_in, region };
                write(OrganizationRequest::SetOrganization(wanted))
            }
        }
    }
}
