//! The words for refusals: memberships, refunds, hours and Go-To-Market offers.

use super::{for_competency, refused, utc};
use crate::domain::refusal::Refusal;
use crate::domain::user::UserStatus;
use crate::failure::{Exit, Told, count};

const GIVE_UP: &str = "add --forfeit-refund to give the refund up";

pub(super) fn of_memberships(refusal: &Refusal) -> Option<Told> {
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
            Told::new(Exit::Refused, "user-gone", format!("user {email} is {status}")).hint(
                match status {
                    UserStatus::Offboarded => {
                        format!("mpn user add {email} --name NAME brings them back")
                    }
                    _ => format!("mpn user show {email}"),
                },
            )
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
        Refusal::RefundOpen { membership, refund_until, days_left, earliest } => {
            let told = refused(
                "refund-open",
                "CAN-3",
                format!(
                    "{membership} can be given back for a refund until {}, {}; this would forfeit \
                     it",
                    utc(*refund_until),
                    match days_left {
                        0 => "the last day".to_owned(),
                        days => format!("{} left", count(days.unsigned_abs(), "day")),
                    },
                ),
            );
            match earliest {
                Some(day) => {
                    told.hint(format!("{GIVE_UP}; from {} there is none", utc(*day))).earliest(*day)
                }
                None => told.hint(GIVE_UP),
            }
        }
        Refusal::RefundRequested { membership } => refused(
            "refund-open",
            "CAN-3",
            format!(
                "the refund of {membership} is requested, and granted while no key was seen; \
                 this would forfeit it"
            ),
        )
        .hint(GIVE_UP),
        _ => return None,
    })
}

pub(super) fn of_terms(refusal: &Refusal) -> Option<Told> {
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
        _ => return None,
    })
}

pub(super) fn of_offers(refusal: &Refusal) -> Option<Told> {
    Some(match refusal {
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
        Refusal::ContactWithoutPhone { phone } => Told::new(
            Exit::Usage,
            "contact-without-phone",
            format!("\"{phone}\" is not a phone number, and the contact wants one"),
        )
        .hint("--phone \"+31 20 123 4567\"")
        .rule("GTM-2"),
        Refusal::ContactWithoutLanguage { language } => Told::new(
            Exit::Usage,
            "contact-without-language",
            format!("\"{language}\" is not a language, and the contact wants one"),
        )
        .hint("--language nl-NL")
        .rule("GTM-2"),
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
        Refusal::GtmExpired { gtm, on } => refused(
            "gtm-expired",
            "GTM-3",
            match on {
                Some(on) => format!("{gtm} ended on {}", utc(*on)),
                None => format!("{gtm} has ended: no membership brings it any more"),
            },
        )
        .hint("mpn gtm list"),
        _ => return None,
    })
}
