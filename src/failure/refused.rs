//! The words for each refusal: what is the case, with the value, and what to type next. Those of
//! each noun stand in a file of its name.

// What is forgotten does not compile.
#![cfg_attr(not(test), deny(clippy::wildcard_enum_match_arm))]

mod advisory;
mod azure;
mod benefit;
mod gtm;
mod ledger;
mod license;
mod membership;
mod operation;
mod organization;
mod recipient;
mod role;
mod software;
mod support;
mod user;
mod vs;

use chrono::NaiveDate;

use super::{Exit, Told};
use crate::domain::basis::Basis;
use crate::domain::name;
use crate::domain::refusal::{BeforeItsBasis, Refusal};
use crate::domain::role::Role;
use crate::domain::shell;
use crate::domain::user::Email;

/// The words for a refusal.
pub fn told(refusal: &Refusal) -> Told {
    match refusal {
        Refusal::Ledger(said) => ledger::told(said),
        Refusal::Organization(said) => organization::told(said),
        Refusal::Recipient(said) => recipient::told(said),
        Refusal::Role(said) => role::told(said),
        Refusal::User(said) => user::told(said),
        Refusal::Membership(said) => membership::told(said),
        Refusal::Benefit(said) => benefit::told(said),
        Refusal::Gtm(said) => gtm::told(said),
        Refusal::Key(said) => software::told(said),
        Refusal::License(said) => license::told(said),
        Refusal::Support(said) => support::told(said),
        Refusal::Advisory(said) => advisory::told(said),
        Refusal::Credit(said) => azure::told(said),
        Refusal::Seat(said) => vs::told(said),
        Refusal::Operation(said) => operation::told(said),
        Refusal::Ambiguous(said) => unclear(
            "ambiguous-name",
            format!("\"{}\" could be any of {}", said.name, said.candidates.join(", ")),
        )
        .hint("say which by its id"),
        Refusal::BeforeItsBasis(said) => before_its_basis(said),
    }
}

/// What was named is not there.
fn not_found(code: &'static str, message: String) -> Told {
    Told::new(Exit::NotFound, code, message)
}

/// What was typed does not say enough.
fn unclear(code: &'static str, message: String) -> Told {
    Told::new(Exit::Usage, code, message)
}

/// Who acts may not.
fn not_authorized(code: &'static str, message: String) -> Told {
    Told::new(Exit::NotAuthorized, code, message)
}

/// A rule of the program says no.
fn refused(code: &'static str, rule: &'static str, message: String) -> Told {
    Told::new(Exit::Refused, code, message).rule(rule)
}

/// It is there, or used, already.
fn conflict(code: &'static str, message: String) -> Told {
    Told::new(Exit::Conflict, code, message)
}

/// That a command is dated before what it goes on from, and what else can be typed.
fn before_its_basis(said: &BeforeItsBasis) -> Told {
    let BeforeItsBasis { basis, today, since } = said;
    let (rule, what, otherwise) = match basis {
        Basis::Running(key) => (
            "LIC-10",
            format!("{key} was redeemed there"),
            "; --seats-now A --ends-on D says what ran then",
        ),
        Basis::Redemption(key) => ("LIC-7", format!("{key} was redeemed"), ""),
        Basis::SupportActivation(contract) => ("SUP-4", format!("{contract} was activated"), ""),
        Basis::Incident(incident) => ("SUP-9", format!("{incident} was opened"), ""),
        Basis::AdvisoryRequest(advisory) => ("ADV-3", format!("{advisory} was requested"), ""),
        Basis::GtmActivation(gtm) => {
            ("GTM-3", format!("the activation of {gtm} was requested"), "")
        }
        Basis::SeatAssignment(seat) => ("VS-7", format!("{seat} was assigned"), ""),
        Basis::CreditAssignment(benefit) => ("AZ-3", format!("{benefit} was assigned"), ""),
        Basis::KeyRevealed(key) => ("SW-3", format!("{key} was handed out"), ""),
        Basis::KeyReturned(key) => ("SW-3", format!("{key} was returned"), ""),
        Basis::CancelRequest(membership) => {
            ("CAN-2", format!("the cancellation of {membership} was requested"), "")
        }
    };
    refused("before-its-subject", rule, format!("{what} on {since}, after {today}"))
        .hint(format!("--on {since}, or a later day{otherwise}"))
        .earliest(*since)
}

fn list<T: ToString>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn utc(day: NaiveDate) -> String {
    format!("{day} (UTC)")
}

fn did_you_mean(nearest: Option<&String>, otherwise: &str) -> String {
    match nearest {
        Some(nearest) => format!("did you mean {}? {otherwise}", shell::quoted(nearest)),
        None => otherwise.to_owned(),
    }
}

/// The nearest of a few that are known.
fn nearest_of(typed: &str, known: &[String]) -> Option<String> {
    name::nearest(typed, known.iter().map(String::as_str))
}

fn ask_one_who_may(roles: &[Role], holders: &[Email]) -> String {
    if holders.is_empty() {
        let role = roles.first().map_or("global-admin", |role| role.word());
        format!(
            "nobody in this ledger holds such a role; one who may grant roles types: \
             mpn user grant EMAIL {role}"
        )
    } else {
        format!("ask one who may: {}", shell::list(holders))
    }
}

/// A rule with where it comes from, as the error's last line cites it.
pub fn cited(rule: &str) -> String {
    let source = match rule.split_once('-').map(|(family, _)| family) {
        Some("CAN") => "manage benefits; refunds of Partner Center",
        Some("ROLE") => "manage benefits; technical support; roles of Partner Center",
        Some("MEM") => "manage benefits; memberships of Partner Center",
        Some("VS") => "manage benefits; Visual Studio subscriptions",
        Some("TIME" | "PERS") => "mpn's own",
        Some("SUP") => "technical support for on-premises or cloud products",
        _ => "manage benefits",
    };
    format!("{rule} ({source})")
}
