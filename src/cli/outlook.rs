//! What looks ahead or explains: `mpn status`, `due`, `calendar`, `what-if`, `cancel` and `why`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::membership::Purchase;
use super::value::path;
use super::write;
use crate::domain::call::{Call, WhatIf};
use crate::domain::query::Query;
use crate::domain::request::MembershipRequest;
use crate::failure::Result;

/// List every deadline, with what to do about it
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn due --within 90d")]
pub struct Due {
    /// How far to look; 30 days unless given.
    #[arg(long, value_name = "30d", value_parser = span)]
    within: Option<u32>,
    /// What is paid for and not used instead.
    #[arg(long)]
    unused: bool,
    /// Exit 11 if anything is due.
    #[arg(long)]
    check: bool,
}

/// A number of days, weeks, months of 30 or years of 365 days.
fn span(text: &str) -> Result<u32, String> {
    let refused = || format!("`{text}` is not a span, like 30d, 6w, 3m or 1y");
    let (number, days) = match text.char_indices().next_back() {
        Some((at, 'd')) => (&text[..at], 1),
        Some((at, 'w')) => (&text[..at], 7),
        Some((at, 'm')) => (&text[..at], 30),
        Some((at, 'y')) => (&text[..at], 365),
        _ => (text, 1),
    };
    let number: u32 = number.parse().map_err(|_| refused())?;
    number.checked_mul(days).ok_or_else(refused)
}

/// Write every deadline as an iCalendar file
///
/// Events keep their ids: importing a newer file brings a calendar up to date.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn calendar --out benefits.ics")]
pub struct Calendar {
    /// The file; else standard output.
    #[arg(long, value_name = "FILE.ics", value_parser = path())]
    out: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Wish {
    /// What is lost when nothing is renewed
    ///
    /// By the day that --at names, else when the last membership has lapsed.
    #[command(after_help = "Example:\n  mpn what-if lapse")]
    Lapse,
    /// What another offer would bring
    #[command(after_help = "Example:\n  mpn what-if purchase gold --competency Security")]
    Purchase(Purchase),
}

/// Give a membership back for a refund
///
/// The request goes through a service request: its text is printed to be sent.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn cancel M1 --check")]
pub struct Cancel {
    /// The membership.
    membership: String,
    /// Tell whether a refund is still open, and why not; exit 5 if not.
    #[arg(long, conflicts_with_all = ["confirm", "withdraw"])]
    check: bool,
    /// The request was granted: end the membership.
    #[arg(long, conflicts_with = "withdraw")]
    confirm: bool,
    /// Take the request back.
    #[arg(long)]
    withdraw: bool,
}

/// Tell what the rules say of a command, without doing it
///
/// Each rule with its source, who may, and the first day it becomes allowed. Exit 0 if it is
/// allowed, else the code the command would have.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn why vs reassign B1 ann@contoso.com bo@contoso.com")]
pub struct Why {
    /// The command, as it would be typed.
    #[arg(
        value_name = "NOUN VERB …",
        required = true,
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    pub(super) words: Vec<OsString>,
}

impl Due {
    pub(super) fn call(self) -> Call {
        Call::Read(Query::Due { within: self.within, unused: self.unused, check: self.check })
    }
}

impl Calendar {
    pub(super) fn call(self) -> Call {
        match self.out {
            Some(file) => Call::CalendarFile { file },
            None => Call::Read(Query::Calendar),
        }
    }
}

impl Wish {
    pub(super) fn call(self) -> Result<Call> {
        Ok(Call::WhatIf(match self {
            Wish::Lapse => WhatIf::Lapse,
            Wish::Purchase(purchase) => WhatIf::Purchase(purchase.request()?),
        }))
    }
}

impl Cancel {
    pub(super) fn call(self) -> Call {
        let membership = self.membership;
        if self.check {
            Call::CancelCheck { membership }
        } else if self.confirm {
            write(MembershipRequest::ConfirmCancel { membership })
        } else if self.withdraw {
            write(MembershipRequest::WithdrawCancel { membership })
        } else {
            write(MembershipRequest::CancelMembership { membership })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn a_span_is_days_unless_it_says_otherwise() {
        assert_eq!(span("30d"), Ok(30));
        assert_eq!(span("30"), Ok(30));
        assert_eq!(span("6w"), Ok(42));
        assert_eq!(span("1y"), Ok(365));
        assert!(span("soon").is_err());
        assert!(span("99999999999d").is_err());
        assert!(span("é").is_err());
    }
}
