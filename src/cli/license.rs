//! `mpn license`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::value::path;
use super::{date, write};
use crate::domain::benefit::Category;
use crate::domain::call::{Call, Load};
use crate::domain::license::{RedeemMode, Subscription};
use crate::domain::query::{PlannedRedemption, Query};
use crate::domain::request::{AddKeys, LicenseRequest, RedeemKey};
use crate::failure::{Failure, Result};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List license keys, and where each was redeemed
    #[command(after_help = "Example:\n  mpn license list")]
    List,
    /// Show one license benefit, its keys and what runs of it
    #[command(after_help = "Example:\n  mpn license show \"Microsoft 365 E3\"")]
    Show {
        /// The benefit, or one key of it.
        id: String,
    },
    /// Add license keys, one a line
    #[command(
        after_help = "Example:\n  mpn license add-keys \"Microsoft 365 E3\" more.keys --seats 25"
    )]
    AddKeys {
        /// The benefit.
        id: String,
        /// A file of keys, or - for standard input.
        #[arg(value_parser = path())]
        file: PathBuf,
        /// The seats of each key; else those that the benefit names.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
        seats: Option<u32>,
        /// The key that was given back, which this one takes the place of.
        #[arg(long, value_name = "KEY")]
        replaces: Option<String>,
    },
    Redeem(Redeem),
    /// Ask for a replacement of a key that was redeemed by mistake
    #[command(after_help = "Example:\n  mpn license replace K21")]
    Replace {
        /// The key, or the benefit for the key redeemed last.
        id: String,
    },
}

/// Redeem a key, once and for all; the key is shown to be entered in the portal
///
/// `--plan` shows what each mode comes to, before anything is done.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn license redeem \"Microsoft 365 E3\" --plan")]
pub struct Redeem {
    /// The benefit, for its next unredeemed key, or one key of it.
    id: String,
    /// new, add-seats or extend.
    #[arg(long, value_name = "MODE", required_unless_present = "plan")]
    mode: Option<RedeemMode>,
    /// The tenant it is redeemed on.
    #[arg(long, value_name = "DOMAIN", required_unless_present = "plan")]
    tenant: Option<String>,
    /// Another tenant than the organization's own, named a second time.
    #[arg(long, value_name = "DOMAIN")]
    confirm_tenant: Option<String>,
    /// The seats that run now, when they were bought elsewhere.
    #[arg(
        long,
        value_name = "A",
        requires = "ends_on",
        value_parser = clap::value_parser!(u32).range(1..)
    )]
    seats_now: Option<u32>,
    /// … and the day they end.
    #[arg(long, value_name = "D", requires = "seats_now", value_parser = date)]
    ends_on: Option<NaiveDate>,
    /// It was redeemed in the portal already; no key is shown.
    #[arg(long)]
    already_done: bool,
    /// Show every outcome, and do nothing.
    #[arg(long)]
    plan: bool,
    /// Give up a refund that is still open.
    #[arg(long)]
    forfeit_refund: bool,
}

impl Verb {
    pub(super) fn call(self) -> Result<Call> {
        Ok(match self {
            Verb::List => Call::Read(Query::Licenses),
            Verb::Show { id } => Call::Read(Query::License { name: id }),
            Verb::AddKeys { id, file, seats, replaces } => Call::Load(Load::Keys {
                add: AddKeys {
                    category: Category::License,
                    benefit: id,
                    keys: Vec::new(),
                    lines: Vec::new(),
                    key_type: None,
                    activations: None,
                    seats,
                    replaces,
                },
                file,
                any_text: false,
            }),
            Verb::Redeem(redeem) => redeem.call()?,
            Verb::Replace { id } => write(LicenseRequest::ReplaceKey { key: id }),
        })
    }
}

impl Redeem {
    fn call(self) -> Result<Call> {
        let running = self.seats_now.zip(self.ends_on);
        let running = running.map(|(seats, ends_on)| Subscription { seats, ends_on });
        if self.plan {
            return Ok(Call::Read(Query::RedeemPlan(PlannedRedemption {
                name: self.id,
                tenant: self.tenant,
                running,
                forfeit_refund: self.forfeit_refund,
            })));
        }
        let (Some(mode), Some(tenant)) = (self.mode, self.tenant) else {
            return Err(Failure::usage("missing-argument", "--mode and --tenant are wanted")
                .hint("mpn license redeem ID --plan shows what each mode comes to"));
        };
        Ok(write(LicenseRequest::RedeemKey(RedeemKey {
            name: self.id,
            mode,
            tenant,
            confirm_tenant: self.confirm_tenant,
            running,
            already_done: self.already_done,
            forfeit_refund: self.forfeit_refund,
        })))
    }
}
