//! The words for each refusal: what is the case, with the value, and what to type next.

mod contracts;
mod terms;
mod undo;
mod units;

use chrono::NaiveDate;

use super::{Exit, Told};
use crate::domain::benefit::Category;
use crate::domain::name;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::domain::user::Email;

/// The noun whose verbs are for a category.
fn noun(category: Category) -> &'static str {
    match category {
        Category::Software => "software",
        Category::Azure => "azure",
        Category::License => "license",
        Category::VisualStudio => "vs",
        Category::Support => "support",
        Category::Advisory => "advisory",
        Category::GoToMarket => "gtm",
    }
}

fn list<T: ToString>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn utc(day: NaiveDate) -> String {
    format!("{day} (UTC)")
}

fn did_you_mean(nearest: Option<&String>, otherwise: &str) -> String {
    match nearest {
        Some(nearest) => format!("did you mean \"{nearest}\"? {otherwise}"),
        None => otherwise.to_owned(),
    }
}

/// The nearest of a few that are known.
pub(super) fn nearest_of(typed: &str, known: &[String]) -> Option<String> {
    name::nearest(typed, known.iter().map(String::as_str))
}

fn for_competency(offer: &str, competency: Option<&String>) -> String {
    match competency {
        Some(competency) => format!("{offer} for {competency}"),
        None => offer.to_owned(),
    }
}

fn ask_one_who_may(roles: &[Role], holders: &[Email]) -> String {
    if holders.is_empty() {
        let role = roles.first().map_or("global-admin", |role| role.word());
        format!(
            "nobody in this ledger holds such a role; one who may grant roles types: \
             mpn user grant EMAIL {role}"
        )
    } else {
        format!("ask one who may: {}", list(holders))
    }
}

/// The words for a refusal.
pub fn told(refusal: &Refusal) -> Told {
    not_found(refusal)
        .or_else(|| unclear(refusal))
        .or_else(|| not_authorized(refusal))
        .or_else(|| terms::of_memberships(refusal))
        .or_else(|| units::of_seats(refusal))
        .or_else(|| units::of_credit_and_keys(refusal))
        .or_else(|| terms::of_terms(refusal))
        .or_else(|| terms::of_offers(refusal))
        .or_else(|| contracts::of_licenses(refusal))
        .or_else(|| contracts::of_support(refusal))
        .or_else(|| undo::of_undo(refusal))
        .unwrap_or_else(|| conflict(refusal))
}

fn not_found(refusal: &Refusal) -> Option<Told> {
    let (code, message, hint) = match refusal {
        Refusal::NoSuchRecipient { recipient } => (
            "no-such-recipient",
            format!("no recipient is called \"{recipient}\""),
            "mpn seal list".to_owned(),
        ),
        Refusal::NoSuchUser { email, nearest } => (
            "no-such-user",
            format!("user {email} is not in the ledger"),
            did_you_mean(nearest.as_ref(), &format!("mpn user add {email} --name NAME")),
        ),
        Refusal::NoSuchBenefit { name, nearest } => (
            "no-such-benefit",
            format!("there is no benefit \"{name}\""),
            did_you_mean(nearest.as_ref(), "mpn benefits list"),
        ),
        Refusal::NoSuchSeat { seat, nearest } => (
            "no-such-seat",
            format!("there is no seat {seat}"),
            did_you_mean(nearest.as_ref(), "mpn vs list"),
        ),
        Refusal::NoSuchKey { key, nearest } => (
            "no-such-key",
            format!("there is no key {key}"),
            did_you_mean(nearest.as_ref(), "mpn software show ID or mpn license list"),
        ),
        Refusal::NoSuchMembership { name, nearest, known } => (
            "no-such-membership",
            format!("there is no membership \"{name}\""),
            if known.is_empty() {
                "mpn membership purchase OFFER".to_owned()
            } else {
                let listed = format!("mpn membership list (there are {})", known.join(", "));
                did_you_mean(nearest.as_ref(), &listed)
            },
        ),
        Refusal::NoSuchOffer { offer, known } => (
            "no-such-offer",
            format!("the program sells no offer \"{offer}\""),
            did_you_mean(nearest_of(offer, known).as_ref(), &format!("offers are {}", list(known))),
        ),
        Refusal::NoSuchCompetency { competency, nearest } => (
            "no-such-competency",
            format!("the program has no competency \"{competency}\""),
            did_you_mean(nearest.as_ref(), "mpn catalog show"),
        ),
        Refusal::NoSuchProgram { program, known } => (
            "no-such-program",
            format!("there is no program \"{program}\""),
            did_you_mean(
                nearest_of(program, known).as_ref(),
                &format!("mpn catalog list (there is {})", list(known)),
            ),
        ),
        Refusal::NoSuchOperation { operation, newest } => (
            "no-such-operation",
            format!("there is no operation {operation}; the newest is {newest}"),
            "mpn history list".to_owned(),
        ),
        Refusal::NoSuchContract { contract, nearest } => (
            "no-such-contract",
            format!("there is no contract {contract}"),
            did_you_mean(nearest.as_ref(), "mpn support status"),
        ),
        Refusal::NoSuchIncident { incident, nearest } => (
            "no-such-incident",
            format!("there is no incident \"{incident}\""),
            did_you_mean(nearest.as_ref(), "mpn support list"),
        ),
        Refusal::NoSuchAdvisory { advisory, nearest } => (
            "no-such-advisory-request",
            format!("there is no advisory request \"{advisory}\""),
            did_you_mean(nearest.as_ref(), "mpn advisory list"),
        ),
        Refusal::NoSuchGtm { name, nearest } => (
            "no-such-gtm-offer",
            format!("there is no Go-To-Market offer \"{name}\""),
            did_you_mean(nearest.as_ref(), "mpn gtm list"),
        ),
        Refusal::WrongCategory { benefit, product, category, wanted } => (
            "wrong-category",
            format!("{benefit} ({product}) is of category {category}, not {wanted}"),
            match wanted {
                Category::Support | Category::Advisory => format!("mpn {} status", noun(*wanted)),
                _ => format!("mpn {} list", noun(*wanted)),
            },
        ),
        _ => return None,
    };
    Some(Told::new(Exit::NotFound, code, message).hint(hint))
}

fn unclear(refusal: &Refusal) -> Option<Told> {
    let (code, message, hint) = match refusal {
        Refusal::Ambiguous { name, candidates } => (
            "ambiguous-name",
            format!("\"{name}\" could be any of {}", candidates.join(", ")),
            "say which by its id".to_owned(),
        ),
        Refusal::CompetencyMissing { offer } => (
            "competency-missing",
            format!("offer {offer} is bought for a competency, and none is named"),
            format!("mpn membership purchase {offer} --competency NAME"),
        ),
        Refusal::CompetencyNotTaken { offer } => (
            "competency-not-taken",
            format!("offer {offer} is not bought for a competency"),
            format!("mpn membership purchase {offer}"),
        ),
        Refusal::GrantUnclear { category, wants } => (
            "grant-unclear",
            format!("a grant of category {category} wants {wants}"),
            "mpn benefits grant --help".to_owned(),
        ),
        Refusal::GrantTooMuch { category, what } => (
            "grant-too-much",
            format!("{what} has no place in a grant of category {category}"),
            "mpn benefits grant --help".to_owned(),
        ),
        Refusal::OneKeyNamed { key } => (
            "one-key-named",
            format!("{key} is one key; it goes to one user, once"),
            "leave --count out, and name one user".to_owned(),
        ),
        Refusal::NoSuchEdition { product, what, wanted, known } => (
            "no-such-edition",
            if known.is_empty() {
                format!("{product} does not say which {what} it comes in; \"{wanted}\" was asked")
            } else {
                format!("{product} does not come in {what} \"{wanted}\"")
            },
            if known.is_empty() {
                format!("leave --{what} out")
            } else {
                format!("--{what} is one of {}", known.join(", "))
            },
        ),
        Refusal::TermBackwards { starts_on, ends_on } => (
            "term-backwards",
            format!("the contract would end on {ends_on}, before it starts on {starts_on}"),
            "--starts-on D --ends-on D".to_owned(),
        ),
        Refusal::NotAKeyId { name } => (
            "not-a-key-id",
            format!("\"{name}\" is not the id of a key, like K1"),
            "mpn software show ID lists the keys of a benefit".to_owned(),
        ),
        _ => return None,
    };
    Some(Told::new(Exit::Usage, code, message).hint(hint))
}

fn not_authorized(refusal: &Refusal) -> Option<Told> {
    let told = |code, message: String| Told::new(Exit::NotAuthorized, code, message);
    Some(match refusal {
        Refusal::UnknownActor { email } => {
            told("unknown-actor", format!("the acting user {email} is not in this ledger"))
                .hint("--as EMAIL names another; one who may types: mpn user add EMAIL --name NAME")
                .rule("ROLE-13")
        }
        Refusal::ActorGone { email, status } => {
            told("actor-gone", format!("the acting user {email} is {status}"))
                .hint("--as EMAIL names another")
                .rule("ROLE-13")
        }
        Refusal::OnlyCsp { email } => told(
            "only-csp",
            format!(
                "You are not authorized for this action: {email} is associated to CSP only, \
                 not to MPN"
            ),
        )
        .hint(format!(
            "act as an MPN account with --as EMAIL, or: mpn user update {email} --associated mpn"
        ))
        .rule("ROLE-10"),
        Refusal::RoleMissing { actor, permission, roles, pairs, holders } => {
            let pairs = pairs.iter().map(ToString::to_string);
            let ways: Vec<String> = roles.iter().map(ToString::to_string).chain(pairs).collect();
            let mut told = told(
                "role-missing",
                format!("{actor} may not {}; roles that may: {}", permission.may(), list(&ways)),
            )
            .hint(ask_one_who_may(roles, holders))
            .rule(permission.rule());
            told.roles = Some(roles.clone());
            told
        }
        Refusal::RoleOfAzureAd { actor, role, holders } => {
            let roles = vec![Role::GlobalAdmin, Role::UserManagementAdmin];
            let mut told = told(
                "role-of-azure-ad",
                format!("{actor} may not give or take {role}, a role of Azure AD"),
            )
            .hint(ask_one_who_may(&roles, holders))
            .rule("ROLE-6");
            told.roles = Some(roles);
            told
        }
        _ => return None,
    })
}

fn refused(code: &'static str, rule: &'static str, message: String) -> Told {
    Told::new(Exit::Refused, code, message).rule(rule)
}

fn conflict(refusal: &Refusal) -> Told {
    let told = |code, message: String| Told::new(Exit::Conflict, code, message);
    match refusal {
        Refusal::UserExists { email } => {
            told("user-exists", format!("user {email} is in the ledger already"))
                .hint(format!("mpn user update {email}"))
        }
        Refusal::BenefitExists { benefit, product } => {
            told("benefit-exists", format!("{benefit} is \"{product}\" already"))
                .hint(format!("mpn benefits show {benefit}"))
        }
        Refusal::SeatHeld { seat, email } => {
            told("seat-held", format!("{seat} is held by {email}"))
                .hint(format!("mpn vs reassign {seat} {email} TO"))
                .rule("VS-2")
        }
        Refusal::KeyHeld { key, holder } => {
            told("key-held", format!("{key} is held by {holder} and is not handed to another"))
                .hint("mpn software get-keys ID --for EMAIL takes a free key")
                .rule("SW-2")
        }
        Refusal::KeyRedeemed { key, operation, on } => told(
            "key-redeemed",
            format!("{key} was redeemed on {on}, by operation {operation}; a key is redeemed once"),
        )
        .hint(format!("mpn history show {operation}"))
        .rule("LIC-2"),
        Refusal::KeyReplaced { key } => {
            told("key-replaced", format!("{key} was replaced already, which is done once only"))
                .hint("mpn license list")
                .rule("LIC-7")
        }
        Refusal::IncidentClosed { incident, was } => {
            told("incident-closed", format!("{incident} was closed as {was} already"))
                .hint("mpn support list")
                .rule("SUP-9")
        }
        Refusal::DuplicateKeys { lines } => told(
            "duplicate-keys",
            match lines.as_slice() {
                [line] => format!("the key on line {line} is in the ledger or the file already"),
                lines => {
                    format!(
                        "the keys on lines {} are in the ledger or the file already",
                        list(lines)
                    )
                }
            },
        )
        .hint("take those lines out; nothing was added"),
        Refusal::RequestIdUsed { request_id, operation } => told(
            "request-id-used",
            format!(
                "request id {request_id} was used by operation {operation} for another request or user"
            ),
        )
        .hint(format!("mpn history show {operation}")),
        Refusal::LastRecipient { recipient } => Told::new(
            Exit::Refused,
            "last-recipient",
            format!("{recipient} is the last that opens the keys; without it nobody could"),
        )
        .hint("mpn seal add RECIPIENT first"),
        Refusal::PlanStale { planned_on, newest } => told(
            "plan-stale",
            format!(
                "the plan was made on operation {planned_on} and the ledger is at {newest} since"
            ),
        )
        .hint("mpn plan FILE --out PLAN.json makes it anew"),
        Refusal::PlanOfAnotherLedger { ledger } => told(
            "plan-of-another-ledger",
            format!("the plan was made on another ledger, or another past of this one ({ledger})"),
        )
        .hint("--ledger PATH names that one"),
        other => Told::new(Exit::Failed, "refused", format!("{other:?}")),
    }
}

/// A rule with where it comes from, as the error's last line cites it.
pub fn cited(rule: &str) -> String {
    let source = match rule.split_once('-').map(|(family, _)| family) {
        Some("CAN") => "manage benefits; refunds of Partner Center",
        Some("ROLE") => "manage benefits; technical support; roles of Partner Center",
        Some("MEM") => "manage benefits; memberships of Partner Center",
        Some("VS") => "manage benefits; Visual Studio subscriptions",
        Some("SUP") => "technical support for on-premises or cloud products",
        _ => "manage benefits",
    };
    format!("{rule} ({source})")
}
