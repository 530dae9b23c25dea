//! What the value of an argument can be, by the command and the argument's name.

use crate::domain::advisory::Scenario;
use crate::domain::azure::CreditKind;
use crate::domain::benefit::BenefitType;
use crate::domain::benefit::{BenefitStatus, Category};
use crate::domain::completion::Wanted;
use crate::domain::license::RedeemMode;
use crate::domain::organization::{AdministeredIn, Region};
use crate::domain::output::{Color, Format};
use crate::domain::role::Role;
use crate::domain::sample::Tier;
use crate::domain::software::KeyType;
use crate::domain::support::ClosedAs;
use crate::domain::user::Associated;

/// What a value can be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Values {
    /// One of some words.
    Words(Vec<&'static str>),
    /// What the ledger knows.
    Ledger(Wanted),
    Files,
    /// A text, a number, a date: nobody knows.
    Anything,
}

macro_rules! words {
    ($name:ident) => {
        Values::Words($name::ALL.iter().map(|one| one.word()).collect())
    };
}

/// What an argument of a command can be.
pub(super) fn of(path: &[&str], id: &str) -> Values {
    let noun = path.first().copied().unwrap_or_default();
    let verb = path.last().copied().unwrap_or_default();
    match (noun, verb, id) {
        (_, _, "output") => words!(Format),
        (_, _, "color") => words!(Color),
        (_, _, "role") => words!(Role),
        (_, _, "category") => words!(Category),
        (_, _, "status") => words!(BenefitStatus),
        (_, _, "kind") => words!(CreditKind),
        (_, _, "benefit_type") => words!(BenefitType),
        (_, _, "scenario") => words!(Scenario),
        (_, _, "mode") => words!(RedeemMode),
        (_, _, "key_type") => words!(KeyType),
        (_, _, "associated") => words!(Associated),
        (_, _, "closed_as") | ("support", "close", "as") => words!(ClosedAs),
        (_, _, "tier") => words!(Tier),
        (_, _, "region") => words!(Region),
        (_, _, "administered_in") => words!(AdministeredIn),
        (_, _, "shell") => Values::Words(super::SCRIPTS.map(|(shell, _)| shell).to_vec()),
        (_, _, "ledger" | "identity" | "config" | "file" | "out" | "folder")
        | ("init", _, "from") => Values::Files,
        _ => known_to_the_ledger(noun, verb, id).map_or(Values::Anything, Values::Ledger),
    }
}

fn known_to_the_ledger(noun: &str, verb: &str, id: &str) -> Option<Wanted> {
    Some(match (noun, verb, id) {
        (_, _, "as") => Wanted::Users { acting: true },
        ("user", "add", "email") | ("init", _, _) | ("benefits", "grant", "product") => {
            return None;
        }
        (_, _, "email" | "user" | "from" | "to" | "for" | "account") => {
            Wanted::Users { acting: false }
        }
        (_, _, "membership") | ("membership", _, "id") => Wanted::Memberships,
        (_, _, "offer") => Wanted::Offers,
        (_, _, "competency") => Wanted::Competencies,
        (_, _, "program") => Wanted::Programs,
        ("support", _, "product") => Wanted::SupportedProducts,
        (_, _, "key") => Wanted::Keys,
        (_, _, "incident") => Wanted::Incidents,
        (_, _, "request") => Wanted::AdvisoryRequests,
        ("gtm", _, "id") => Wanted::GtmOffers,
        ("azure", _, "id") => Wanted::Benefits(Some(Category::Azure)),
        ("software" | "license", "add-keys", "id") => {
            Wanted::Benefits(Some(if noun == "license" {
                Category::License
            } else {
                Category::Software
            }))
        }
        ("vs", _, "id") => Wanted::Units(Category::VisualStudio),
        ("software", _, "id") => Wanted::Units(Category::Software),
        ("license", _, "id") => Wanted::Units(Category::License),
        ("support", _, "id") => Wanted::Units(Category::Support),
        ("benefits", _, "id") | (_, _, "benefit") => Wanted::Benefits(None),
        _ => return None,
    })
}
