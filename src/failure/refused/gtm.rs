//! The words for refusals: Go-To-Market offers.

use super::{did_you_mean, not_found, refused, utc};
use crate::domain::refusal::GtmRefusal;
use crate::failure::{Exit, Told};

/// The words for it.
pub(super) fn told(refusal: &GtmRefusal) -> Told {
    match refusal {
        GtmRefusal::NoSuchGtm { name, nearest } => {
            not_found("no-such-gtm-offer", format!("there is no Go-To-Market offer \"{name}\""))
                .hint(did_you_mean(nearest.as_ref(), "mpn gtm list"))
        }
        GtmRefusal::NoContact => refused(
            "no-contact",
            "GTM-2",
            "no marketing contact is set, and nothing can be activated before".to_owned(),
        )
        .hint("mpn gtm contact set EMAIL --contact-email E --phone P --language TAG"),
        GtmRefusal::ContactGone { user, status } => {
            refused("contact-gone", "GTM-4", format!("the marketing contact {user} is {status}"))
                .hint("mpn gtm contact set EMAIL --contact-email E --phone P --language TAG")
        }
        GtmRefusal::ContactIsAccount { email } => refused(
            "contact-is-account",
            "GTM-2",
            format!("{email} is the company's Partner Center account; the contact wants another"),
        )
        .hint("--contact-email with another address"),
        GtmRefusal::ContactWithoutPhone { phone } => Told::new(
            Exit::Usage,
            "contact-without-phone",
            format!("\"{phone}\" is not a phone number, and the contact wants one"),
        )
        .hint("--phone \"+31 20 123 4567\"")
        .rule("GTM-2"),
        GtmRefusal::ContactWithoutLanguage { language } => Told::new(
            Exit::Usage,
            "contact-without-language",
            format!("\"{language}\" is not a language, and the contact wants one"),
        )
        .hint("--language nl-NL")
        .rule("GTM-2"),
        GtmRefusal::GtmNotRequested { gtm } => refused(
            "gtm-not-requested",
            "GTM-3",
            format!("the activation of {gtm} was not requested"),
        )
        .hint(format!("mpn gtm activate {gtm}")),
        GtmRefusal::GtmNotBegun { gtm, starts_on } => {
            refused("gtm-not-begun", "GTM-1", format!("{gtm} is there from {}", utc(*starts_on)))
                .hint("mpn membership list")
                .earliest(*starts_on)
        }
        GtmRefusal::GtmExpired { gtm, on } => refused(
            "gtm-expired",
            "GTM-3",
            match on {
                Some(on) => format!("{gtm} ended on {}", utc(*on)),
                None => format!("{gtm} has ended: no membership brings it any more"),
            },
        )
        .hint("mpn gtm list"),
        GtmRefusal::ExpiresInThePast { gtm, expires } => refused(
            "expires-in-the-past",
            "GTM-3",
            format!("{expires} is past: {gtm} cannot be active until then"),
        )
        .hint("--expires with the date the portal shows"),
    }
}
