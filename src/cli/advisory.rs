//! `mpn advisory`.

use clap::{Args, Subcommand};

use crate::domain::advisory::Scenario;
use crate::domain::call::Call;
use crate::domain::query::Query;
use crate::domain::request::{AdvisoryRequest, Request};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Show the hours included, used, set aside and left
    #[command(after_help = "Example:\n  mpn advisory status")]
    Status,
    /// List all requests
    #[command(after_help = "Example:\n  mpn advisory list")]
    List,
    #[command(name = "request")]
    Ask(Ask),
    Log(Log),
}

/// Request a consultation, and set its estimated hours aside
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  mpn advisory request --scenario deployment --hours 10 --title \"Azure \
                  migration\""
)]
pub struct Ask {
    /// presales, deployment or marketplace.
    #[arg(long, value_name = "SCENARIO")]
    scenario: Scenario,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    hours: u32,
    #[arg(long, value_name = "T", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    title: String,
}

/// Record the true hours of a consultation
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn advisory log A1 --hours 8")]
pub struct Log {
    request: String,
    #[arg(long, value_name = "N")]
    hours: u32,
}

impl Verb {
    pub(super) fn call(self) -> Call {
        match self {
            Verb::Status => Call::Read(Query::AdvisoryStatus),
            Verb::List => Call::Read(Query::AdvisoryRequests),
            Verb::Ask(Ask { scenario, hours, title }) => {
                Call::Write(Request::Advisory(AdvisoryRequest::RequestAdvisory {
                    scenario,
                    hours,
                    title,
                }))
            }
            Verb::Log(Log { request, hours }) => {
                Call::Write(Request::Advisory(AdvisoryRequest::LogHours {
                    advisory: request,
                    hours,
                }))
            }
        }
    }
}
