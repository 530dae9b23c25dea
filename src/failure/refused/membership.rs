//! The words for refusals: memberships, their renewal and refund.

use super::{did_you_mean, nearest_of, not_found, refused, unclear, utc};
use crate::domain::refusal::MembershipRefusal;
use crate::domain::shell;
use crate::failure::{Told, count, for_competency};

const GIVE_UP: &str = "add --forfeit-refund to give the refund up";

/// The words for it.
#[expect(clippy::too_many_lines, reason = "a table: one arm a refusal")]
pub(super) fn told(refusal: &MembershipRefusal) -> Told {
    match refusal {
        MembershipRefusal::NoSuchMembership { name, nearest, known } => {
            not_found("no-such-membership", format!("there is no membership \"{name}\"")).hint(
                if known.is_empty() {
                    "mpn membership purchase OFFER".to_owned()
                } else {
                    let listed = format!("mpn membership list: there are {}", shell::list(known));
                    did_you_mean(nearest.as_ref(), &listed)
                },
            )
        }
        MembershipRefusal::NoSuchOffer { offer, known } => {
            not_found("no-such-offer", format!("the program sells no offer \"{offer}\"")).hint(
                did_you_mean(
                    nearest_of(offer, known).as_ref(),
                    &format!("offers are {}", shell::list(known)),
                ),
            )
        }
        MembershipRefusal::NoSuchCompetency { competency, nearest } => not_found(
            "no-such-competency",
            format!("the program has no competency \"{competency}\""),
        )
        .hint(did_you_mean(nearest.as_ref(), "mpn catalog show")),
        MembershipRefusal::CompetencyMissing { offer } => unclear(
            "competency-missing",
            format!("offer {offer} is bought for a competency, and none is named"),
        )
        .hint(format!("mpn membership purchase {} --competency NAME", shell::word(offer))),
        MembershipRefusal::CompetencyNotTaken { offer } => {
            unclear("competency-not-taken", format!("offer {offer} is not bought for a competency"))
                .hint(format!("mpn membership purchase {}", shell::word(offer)))
        }
        MembershipRefusal::AdministeredInPmc { region, sign_in } => {
            let sign_in = sign_in.as_ref();
            let sign_in =
                sign_in.map(|url| format!("sign in there, at {url}, or ")).unwrap_or_default();
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
            .hint(format!("{sign_in}turn to {contact}"))
        }
        MembershipRefusal::NoActiveOffer => refused(
            "no-active-offer",
            "MEM-3",
            "Looks like you don't have any benefits yet: this organization has no active offer"
                .to_owned(),
        )
        .hint("mpn membership purchase OFFER, or another ledger with --ledger PATH"),
        MembershipRefusal::OfferNotHeld { offer, competency } => refused(
            "offer-not-held",
            "MEM-3",
            format!("no active membership is {}", for_competency(offer, competency.as_ref())),
        )
        .hint("mpn membership list"),
        MembershipRefusal::AlreadyMember { membership, offer, competency } => refused(
            "already-member",
            "MEM-1",
            format!("{membership} is {} already", for_competency(offer, competency.as_ref())),
        )
        .hint(format!("mpn membership show {membership}")),
        MembershipRefusal::FirstPurchasedLater { first_purchased_on, purchased_on } => refused(
            "first-purchased-later",
            "MEM-11",
            format!(
                "first purchased on {first_purchased_on} is later than the present term, \
                 purchased on {purchased_on}"
            ),
        )
        .hint("first_purchased_on is the first day of the first term"),
        MembershipRefusal::TakenSince { benefit, what, on, day } => refused(
            "taken-since",
            "TIME-3",
            format!(
                "{what} of {benefit} was taken on {on}, and after {day} so much would not be \
                 granted"
            ),
        )
        .hint(format!("--on {on}, or a later day; or take {what} back first"))
        .earliest(*on),
        MembershipRefusal::RenewedSince { membership, begins_on, today } => refused(
            "renewed-since",
            "MEM-5",
            format!("{membership} has a term since {begins_on}, and {today} is before that"),
        )
        .hint(format!("mpn membership show {membership}")),
        MembershipRefusal::CancelledSince { membership, ended_on, today } => refused(
            "cancelled-since",
            "TIME-2",
            format!("{membership} was cancelled on {ended_on}, and {today} is before that"),
        )
        .hint(format!("mpn membership show {membership}")),
        MembershipRefusal::PurchasedSince { membership, other, purchased_on, renewable_until } => {
            refused(
                "purchased-since",
                "MEM-1",
                format!(
                    "{other} is the same, purchased on {purchased_on}, and {membership} would be \
                     held until {renewable_until}"
                ),
            )
            .hint(format!("mpn membership show {other}"))
        }
        MembershipRefusal::RenewTooEarly { membership, anniversary, earliest } => refused(
            "renew-too-early",
            "MEM-5",
            format!(
                "{membership} has its anniversary on {anniversary} and can be renewed from {}",
                utc(*earliest)
            ),
        )
        .hint("mpn due")
        .earliest(*earliest),
        MembershipRefusal::MembershipOver { membership, status, offer } => refused(
            "membership-over",
            "MEM-5",
            format!("{membership} is {status} and cannot be renewed"),
        )
        .hint(format!("mpn membership purchase {}", shell::word(offer))),
        MembershipRefusal::CancelPending { membership } => refused(
            "cancel-pending",
            "CAN-2",
            format!("the cancellation of {membership} is requested"),
        )
        .hint(format!("mpn cancel {membership} --withdraw")),
        MembershipRefusal::CancelNotRequested { membership } => refused(
            "cancel-not-requested",
            "CAN-2",
            format!("no cancellation of {membership} is requested"),
        )
        .hint(format!("mpn cancel {membership}")),
        MembershipRefusal::RefundClosed { membership, reasons } => refused(
            "refund-closed",
            "CAN-1",
            format!("no refund can be had for {membership}: {}", reasons.join("; ")),
        )
        .hint(format!("mpn cancel {membership} --check")),
        MembershipRefusal::RefundOpen { membership, refund_until, days_left, earliest } => {
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
        MembershipRefusal::RefundRequested { membership } => refused(
            "refund-open",
            "CAN-3",
            format!(
                "the refund of {membership} is requested, and granted while no key was seen; \
                 this would forfeit it"
            ),
        )
        .hint(GIVE_UP),
    }
}
