//! The words for each refusal: what is the case, with the value, and what to type next.

use chrono::NaiveDate;

use super::{Exit, Told, count};
use crate::domain::benefit::Category;
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
        .or_else(|| of_memberships(refusal))
        .or_else(|| of_seats(refusal))
        .or_else(|| of_credit_and_keys(refusal))
        .or_else(|| of_terms(refusal))
        .or_else(|| of_licenses(refusal))
        .or_else(|| of_support(refusal))
        .unwrap_or_else(|| conflict(refusal))
}

fn not_found(refusal: &Refusal) -> Option<Told> {
    let (code, message, hint) = match refusal {
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
        Refusal::NoSuchSeat { seat } => {
            ("no-such-seat", format!("there is no seat {seat}"), "mpn vs list".to_owned())
        }
        Refusal::NoSuchKey { key } => (
            "no-such-key",
            format!("there is no key {key}"),
            "mpn software show ID or mpn license list".to_owned(),
        ),
        Refusal::NoSuchMembership { name, known } => (
            "no-such-membership",
            format!("there is no membership \"{name}\""),
            if known.is_empty() {
                "mpn membership purchase OFFER".to_owned()
            } else {
                format!("mpn membership list (there are {})", known.join(", "))
            },
        ),
        Refusal::NoSuchOffer { offer, known } => (
            "no-such-offer",
            format!("the program sells no offer \"{offer}\""),
            format!("offers are {}", known.join(", ")),
        ),
        Refusal::NoSuchCompetency { competency, nearest } => (
            "no-such-competency",
            format!("the program has no competency \"{competency}\""),
            did_you_mean(nearest.as_ref(), "mpn catalog show"),
        ),
        Refusal::NoSuchProgram { program, known } => (
            "no-such-program",
            format!("there is no program \"{program}\""),
            format!("mpn catalog list (there is {})", known.join(", ")),
        ),
        Refusal::NoSuchOperation { operation, newest } => (
            "no-such-operation",
            format!("there is no operation {operation}; the newest is {newest}"),
            "mpn history list".to_owned(),
        ),
        Refusal::NoSuchIncident { incident } => (
            "no-such-incident",
            format!("there is no incident {incident}"),
            "mpn support list".to_owned(),
        ),
        Refusal::NoSuchAdvisory { advisory } => (
            "no-such-advisory-request",
            format!("there is no advisory request {advisory}"),
            "mpn advisory list".to_owned(),
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
        Refusal::RoleMissing { actor, permission, roles, holders } => {
            let mut told = told(
                "role-missing",
                format!("{actor} may not {}; roles that may: {}", permission.may(), list(roles)),
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

fn of_memberships(refusal: &Refusal) -> Option<Told> {
    Some(match refusal {
        Refusal::AdministeredInPmc { region } => {
            let contact = region.map_or(
                "Partner Frontline (the Americas, Australia, New Zealand, Taiwan), \
                 the regional form (EMEA) or technical support (Asia Pacific, Greater China)",
                |region| region.contact(),
            );
            refused(
                "administered-in-pmc",
                "MEM-4",
                "this membership is still administered in Partner Membership Center".to_owned(),
            )
            .hint(format!("turn to {contact}"))
        }
        Refusal::NoActiveOffer => refused(
            "no-active-offer",
            "MEM-3",
            "Looks like you don't have any benefits yet: this organization has no active offer"
                .to_owned(),
        )
        .hint("mpn membership purchase OFFER, or another ledger with --ledger PATH"),
        Refusal::OfferNotHeld { offer, competency } => refused(
            "offer-not-held",
            "MEM-3",
            format!("no active membership is {}", for_competency(offer, competency.as_ref())),
        )
        .hint("mpn membership list"),
        Refusal::AlreadyMember { membership, offer, competency } => refused(
            "already-member",
            "MEM-1",
            format!("{membership} is {} already", for_competency(offer, competency.as_ref())),
        )
        .hint(format!("mpn membership show {membership}")),
        Refusal::LastGrantor { email, role } => {
            let lost = role.map_or("be taken out".to_owned(), |role| format!("lose {role}"));
            refused(
                "last-grantor",
                "ROLE-12",
                format!("{email} is the last user who may grant every role and cannot {lost}"),
            )
            .hint("mpn user grant ANOTHER global-admin")
        }
        Refusal::UserGone { email, status } => {
            Told::new(Exit::Refused, "user-gone", format!("user {email} is {status}"))
                .hint(format!("mpn user show {email}"))
        }
        Refusal::BenefitEnded { benefit, product, ended_on } => refused(
            "benefit-ended",
            "MEM-5",
            format!("{benefit} ({product}) has ended; its last day is {}", utc(*ended_on)),
        )
        .hint("mpn membership list"),
        Refusal::BenefitNotBegun { benefit, product, starts_on } => refused(
            "benefit-not-begun",
            "MEM-3",
            format!("{benefit} ({product}) is there from {}", utc(*starts_on)),
        )
        .hint("mpn membership list")
        .earliest(*starts_on),
        Refusal::RefundOpen { membership, refund_until, days_left } => refused(
            "refund-open",
            "CAN-3",
            format!(
                "{membership} can be given back for a refund until {}, {}; this would forfeit it",
                utc(*refund_until),
                match days_left {
                    0 => "the last day".to_owned(),
                    days => format!("{} left", count(days.unsigned_abs(), "day")),
                },
            ),
        )
        .hint("add --forfeit-refund to give the refund up"),
        _ => return None,
    })
}

fn of_seats(refusal: &Refusal) -> Option<Told> {
    Some(match refusal {
        Refusal::NoFreeSeat { benefit, product, used, quantity } => refused(
            "no-free-seat",
            "VS-2",
            format!("{benefit} ({product}) has no free seat: {used} of {quantity} are in use"),
        )
        .hint("mpn vs list"),
        Refusal::SeatsCooling { benefit, seat, earliest } => refused(
            "seats-cooling",
            "VS-7",
            match seat {
                Some(seat) => {
                    format!("{seat} of {benefit} can go to another person from {}", utc(*earliest))
                }
                None => format!(
                    "the free seats of {benefit} wait out their 90 days; the first can be given \
                     from {}",
                    utc(*earliest)
                ),
            },
        )
        .hint(format!("mpn vs free --at {earliest}"))
        .earliest(*earliest),
        Refusal::ReassignTooEarly { seat, from, assigned_on, earliest } => refused(
            "vs-reassign-too-early",
            "VS-3",
            format!(
                "{seat} was assigned to {from} on {assigned_on} and can be reassigned from {}",
                utc(*earliest)
            ),
        )
        .hint(format!("mpn vs free --at {earliest}"))
        .earliest(*earliest),
        Refusal::SeatOfLevelHeld { email, level, seat, benefit } => refused(
            "seat-of-level-held",
            "VS-4",
            format!("{email} holds {seat} of {benefit} already, one seat of level {level}"),
        )
        .hint(format!("mpn user show {email}")),
        Refusal::SeatCapReached { place, cap } => refused(
            "seat-cap-reached",
            "VS-5",
            format!("{cap} seats are in use {place}, which is the most the program allows"),
        )
        .hint("mpn vs list"),
        Refusal::SeatNotHeld { benefit, email } => {
            refused("seat-not-held", "VS-3", format!("{email} holds no seat of {benefit}"))
                .hint(format!("mpn vs assign {benefit} EMAIL"))
        }
        Refusal::SeatEnded { seat } => {
            refused("seat-ended", "MEM-2", format!("{seat} has ended")).hint("mpn vs list")
        }
        _ => return None,
    })
}

fn of_credit_and_keys(refusal: &Refusal) -> Option<Told> {
    Some(match refusal {
        Refusal::CreditHeld { benefit, holder } => refused(
            "credit-held",
            "AZ-4",
            format!("the bulk credit {benefit} is held by {holder}, and has one holder"),
        )
        .hint(format!("mpn azure transfer {benefit} EMAIL")),
        Refusal::CreditUsersFull { benefit, quantity } => refused(
            "credit-users-full",
            "AZ-3",
            format!(
                "{benefit} is for {}, and so many have it",
                count(u64::from(*quantity), "user")
            ),
        )
        .hint(format!("mpn azure remove {benefit} EMAIL")),
        Refusal::CreditNotHeld { benefit } => {
            refused("credit-not-held", "AZ-4", format!("nobody holds the bulk credit {benefit}"))
                .hint(format!("mpn azure assign {benefit} EMAIL"))
        }
        Refusal::BulkNotRemovable { benefit, holder } => refused(
            "bulk-not-removable",
            "AZ-4",
            format!("the bulk credit {benefit} of {holder} can be transferred, not removed"),
        )
        .hint(format!("mpn azure transfer {benefit} EMAIL")),
        Refusal::NotBulk { benefit } => refused(
            "not-bulk",
            "AZ-3",
            format!("{benefit} is monthly credit, which is assigned and removed, not transferred"),
        )
        .hint(format!("mpn azure assign {benefit} EMAIL")),
        Refusal::EnrollmentYearOver { benefit, membership, anniversary } => refused(
            "enrollment-year-over",
            "AZ-4",
            format!("the enrollment year of {benefit} ended the day before {}", utc(*anniversary)),
        )
        .hint(format!("mpn membership renew {membership}")),
        Refusal::OfferHeld { email, offers } => refused(
            "offer-held",
            "AZ-5",
            format!("bulk credit is not combined with what {email} holds: {}", offers.join(", ")),
        )
        .hint(format!("another user, or mpn user show {email}")),
        Refusal::NoFreeKey { benefit, product, wanted, free, returned } => refused(
            "no-free-key",
            "SW-2",
            format!(
                "{benefit} ({product}) has {} left, and {wanted} {} asked",
                match free {
                    0 => "no free key".to_owned(),
                    free => count(*free as u64, "free key"),
                },
                if *wanted == 1 { "is" } else { "are" }
            ),
        )
        .hint(if *returned > 0 {
            format!(
                "{} can be handed out by id: mpn software show {benefit}",
                count(u64::from(*returned), "returned key")
            )
        } else {
            format!("mpn software add-keys {benefit} FILE")
        }),
        Refusal::KeyNotHeld { key } => {
            refused("key-not-held", "SW-3", format!("nobody holds {key}"))
                .hint(format!("mpn software get-keys {key}"))
        }
        Refusal::KeyGone { key, state } => refused("key-gone", "SW-3", format!("{key} is {state}"))
            .hint("mpn software show ID lists the others"),
        Refusal::ActivationsUsedUp { key, activations } => refused(
            "activations-used-up",
            "SW-4",
            format!(
                "{key} was activated {activations} times, as often as it can be; it is never topped up"
            ),
        )
        .hint("mpn software get-keys ID takes another key"),
        _ => return None,
    })
}

fn of_terms(refusal: &Refusal) -> Option<Told> {
    Some(match refusal {
        Refusal::RenewTooEarly { membership, anniversary, earliest } => refused(
            "renew-too-early",
            "MEM-5",
            format!(
                "{membership} has its anniversary on {anniversary} and can be renewed from {}",
                utc(*earliest)
            ),
        )
        .hint("mpn due")
        .earliest(*earliest),
        Refusal::MembershipOver { membership, status, offer } => refused(
            "membership-over",
            "MEM-5",
            format!("{membership} is {status} and cannot be renewed"),
        )
        .hint(format!("mpn membership purchase {offer}")),
        Refusal::CancelPending { membership } => refused(
            "cancel-pending",
            "CAN-2",
            format!("the cancellation of {membership} is requested"),
        )
        .hint(format!("mpn cancel {membership} --withdraw")),
        Refusal::CancelNotRequested { membership } => refused(
            "cancel-not-requested",
            "CAN-2",
            format!("no cancellation of {membership} is requested"),
        )
        .hint(format!("mpn cancel {membership}")),
        Refusal::RefundClosed { membership, reasons } => refused(
            "refund-closed",
            "CAN-1",
            format!("no refund can be had for {membership}: {}", reasons.join("; ")),
        )
        .hint(format!("mpn cancel {membership} --check")),
        Refusal::NotGranted { what, rule } => {
            refused("not-granted", rule, format!("no active membership grants {what}"))
                .hint("mpn what-if purchase OFFER --competency NAME")
        }
        Refusal::EngagementTooLong { hours, most } => refused(
            "engagement-too-long",
            "ADV-2",
            format!("{hours} hours are more than the {most} of an engagement"),
        )
        .hint("split it into several requests"),
        Refusal::NoHoursLeft { benefit, hours, left } => refused(
            "no-hours-left",
            "ADV-3",
            format!(
                "{} asked, and {benefit} has {left} left",
                if *hours == 1 { "one hour is".to_owned() } else { format!("{hours} hours are") }
            ),
        )
        .hint("mpn advisory status"),
        Refusal::NoContact => refused(
            "no-contact",
            "GTM-2",
            "no marketing contact is set, and nothing can be activated before".to_owned(),
        )
        .hint("mpn gtm contact set EMAIL --contact-email E --phone P --language TAG"),
        Refusal::ContactIsAccount { email } => refused(
            "contact-is-account",
            "GTM-2",
            format!("{email} is the company's Partner Center account; the contact wants another"),
        )
        .hint("--contact-email with another address"),
        Refusal::ContactWithoutPhone { phone } => refused(
            "contact-without-phone",
            "GTM-2",
            format!("\"{phone}\" is not a phone number, and the contact wants one"),
        )
        .hint("--phone \"+31 20 123 4567\""),
        Refusal::ContactWithoutLanguage { language } => refused(
            "contact-without-language",
            "GTM-2",
            format!("\"{language}\" is not a language, and the contact wants one"),
        )
        .hint("--language nl-NL"),
        Refusal::GtmNotRequested { gtm } => refused(
            "gtm-not-requested",
            "GTM-3",
            format!("the activation of {gtm} was not requested"),
        )
        .hint(format!("mpn gtm activate {gtm}")),
        Refusal::ExpiresInThePast { gtm, expires } => refused(
            "expires-in-the-past",
            "GTM-3",
            format!("{expires} is past: {gtm} cannot be active until then"),
        )
        .hint("--expires with the date the portal shows"),
        Refusal::GtmExpired { gtm, on } => {
            refused("gtm-expired", "GTM-3", format!("{gtm} ended on {}", utc(*on)))
                .hint("mpn gtm list")
        }
        _ => return None,
    })
}

fn of_licenses(refusal: &Refusal) -> Option<Told> {
    Some(match refusal {
        Refusal::NoRedeemedKey { benefit, product } => refused(
            "key-not-redeemed",
            "LIC-7",
            format!("no key of {benefit} ({product}) was redeemed"),
        )
        .hint("mpn license list"),
        Refusal::NoUnredeemedKey { benefit, product } => {
            refused("no-unredeemed-key", "LIC-2", format!("{benefit} ({product}) has no key"))
                .hint(format!("mpn license add-keys {benefit} FILE --seats N"))
        }
        Refusal::OtherTenant { named, ours } => refused(
            "other-tenant",
            "LIC-3",
            match ours {
                Some(ours) => format!("{named} is not our tenant, which is {ours}"),
                None => format!("the ledger names no tenant that {named} could be compared with"),
            },
        )
        .hint(format!("--confirm-tenant {named} says it is meant")),
        Refusal::SubscriptionRuns { seats, ends_on } => refused(
            "subscription-runs",
            "LIC-10",
            format!(
                "{seats} seats run there until {ends_on}; a new subscription cannot stand beside"
            ),
        )
        .hint("--mode add-seats or extend; --plan shows both"),
        Refusal::NothingRuns { mode } => refused(
            "nothing-runs",
            "LIC-10",
            format!("nothing runs there that {mode} could be done to"),
        )
        .hint("--mode new, or --seats-now A --ends-on D for what was bought elsewhere"),
        Refusal::TooManySeats { running, seats } => refused(
            "too-many-seats",
            "LIC-4",
            format!("{running} and {seats} seats are more than any subscription has"),
        )
        .hint("--seats-now A is how many seats run now"),
        Refusal::EndedElsewhere { ends_on } => refused(
            "ended-elsewhere",
            "LIC-10",
            format!("what ended on {} runs no more", utc(*ends_on)),
        )
        .hint("leave --seats-now and --ends-on out"),
        Refusal::ExtendsTooFar { seats, running, times } => refused(
            "extends-too-far",
            "LIC-5",
            format!(
                "a key of {seats} seats would extend {running} seats by more than {times} years"
            ),
        )
        .hint("--mode add-seats; --plan shows what it comes to"),
        Refusal::ActivateByOver { benefit, activate_by } => refused(
            "activate-by-over",
            "LIC-8",
            format!("the last day to redeem a key of {benefit} was {}", utc(*activate_by)),
        )
        .hint(format!("mpn license show {benefit}")),
        Refusal::KeyNotRedeemed { key } => {
            refused("key-not-redeemed", "LIC-7", format!("{key} was not redeemed"))
                .hint("mpn license list")
        }
        Refusal::ReplacementTooLate { key, until } => refused(
            "replacement-too-late",
            "LIC-7",
            format!("the last day to have {key} replaced was {}", utc(*until)),
        )
        .hint("mpn license list"),
        _ => return None,
    })
}

fn of_support(refusal: &Refusal) -> Option<Told> {
    Some(match refusal {
        Refusal::SupportInactive { benefit } => {
            refused("support-inactive", "SUP-4", format!("{benefit} has not been activated"))
                .hint(format!("mpn support activate {benefit}"))
        }
        Refusal::SupportPending { benefit, since } => refused(
            "support-pending",
            "SUP-4",
            format!(
                "the activation of {benefit} is pending since {since}: its IDs are not there yet"
            ),
        )
        .hint(format!("mpn support confirm {benefit}")),
        Refusal::SupportNotBegun { contract, starts_on } => refused(
            "support-not-begun",
            "SUP-7",
            format!("{contract} starts on {}", utc(*starts_on)),
        )
        .hint("mpn support status")
        .earliest(*starts_on),
        Refusal::SupportExpired { contract, starts_on, ends_on } => refused(
            "support-expired",
            "SUP-7",
            format!("{contract} ran from {starts_on} to {}", utc(*ends_on)),
        )
        .hint("mpn support status"),
        Refusal::NoIncidentLeft { benefit, included } => refused(
            "no-incident-left",
            "SUP-9",
            format!("all {included} incidents of {benefit} are used"),
        )
        .hint(format!("mpn support count {benefit} --remaining N corrects the count")),
        Refusal::CustomerOnPremises { plan } => refused(
            "customer-on-premises",
            "ROLE-7",
            format!("{plan} is not for customers; only cloud support is"),
        )
        .hint("mpn support open signature-cloud --customer NAME --title T"),
        Refusal::CountUnlimited { benefit } => {
            refused("count-unlimited", "SUP-2", format!("the incidents of {benefit} are unlimited"))
                .hint("mpn support status")
        }
        Refusal::CountTooHigh { benefit, included, remaining } => refused(
            "count-too-high",
            "SUP-7",
            format!("{benefit} includes {included} incidents; {remaining} cannot be left"),
        )
        .hint("mpn support status"),
        Refusal::NoSuchProduct { product, known } => refused(
            "no-such-product",
            "SUP-8",
            format!("\"{product}\" is no product that is supported on premises"),
        )
        .hint(format!("--cloud for a cloud product; on premises: {}", known.join(", "))),
        Refusal::VersionTooOld { product, version, current, previous, mainstream_until } => {
            refused(
                "version-too-old",
                "SUP-8",
                match mainstream_until {
                    Some(until) => format!(
                        "the mainstream support of {product} {version} ended on {until}; \
                         {current} is supported"
                    ),
                    None => format!(
                        "{product} {version} is neither {current} nor {previous}, the versions \
                         that are supported"
                    ),
                },
            )
            .hint(
                "a paid plan: Premier Support for Partners, Advanced Support for Partners (cloud)",
            )
        }
        _ => return None,
    })
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
                "request id {request_id} was used by operation {operation} for another request"
            ),
        )
        .hint(format!("mpn history show {operation}")),
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
