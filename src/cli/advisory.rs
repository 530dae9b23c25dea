//! `mpn advisory`.

use clap::Subcommand;
use clap::builder::NonEmptyStringValueParser;

use super::write;
use crate::domain::advisory::Scenario;
use crate::domain::call::Call;
use crate::domain::query::Query;
use crate::domain::request::AdvisoryRequest;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Show the hours included, used, set aside and left
    #[command(after_help = "Example:\n  mpn advisory status")]
    Status,
    /// List all requests
    #[command(after_help = "Example:\n  mpn advisory list")]
    List,
    /// Request a consultation, and set its estimated hours aside
    #[command(after_help = "Example:\n  mpn advisory request --scenario deployment --hours 10 \
                            --title \"Azure migration\"")]
    Request {
        /// presales, deployment or marketplace.
        #[arg(long, value_name = "SCENARIO")]
        scenario: Scenario,
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
        hours: u32,
        #[arg(long, value_name = "T", value_parser = NonEmptyStringValueParser::new())]
        title: String,
    },
    /// Record the true hours of a consultation
    #[command(after_help = "Example:\n  mpn advisory log A1 --hours 8")]
    Log {
        request: String,
        #[arg(long, value_name = "N")]
        hours: u32,
    },
}

impl Verb {
    pub(super) fn call(self) -> Call {
        match self {
            Verb::Status => Call::Read(Query::AdvisoryStatus),
            Verb::List => Call::Read(Query::AdvisoryRequests),
            Verb::Request { scenario, hours, title } => {
                write(AdvisoryRequest::RequestAdvisory { scenario, hours, title })
            }
            Verb::Log { request, hours } => {
                write(AdvisoryRequest::LogHours { advisory: request, hours })
            }
        }
    }
}
