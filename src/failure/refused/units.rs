//! The words for refusals: seats, credit and keys.

use chrono::NaiveDate;

use super::{refused, utc};
use crate::domain::refusal::Refusal;
use crate::failure::{Told, count};

/// What a seat can do from a day on, and that it never will where its benefit ends first.
fn from_a_day(
    code: &'static str,
    rule: &'static str,
    what: &str,
    earliest: NaiveDate,
    ends_first: Option<NaiveDate>,
) -> Told {
    match ends_first {
        None => refused(code, rule, format!("{what} from {}", utc(earliest)))
            .hint(format!("mpn vs free --at {earliest}"))
            .earliest(earliest),
        Some(last) => refused(
            code,
            rule,
            format!("{what} from {}, after the last day of its benefit, {last}", utc(earliest)),
        )
        .hint("mpn membership list"),
    }
}

pub(super) fn of_seats(refusal: &Refusal) -> Option<Told> {
    Some(match refusal {
        Refusal::NoFreeSeat { benefit, product, used, quantity } => refused(
            "no-free-seat",
            "VS-2",
            format!("{benefit} ({product}) has no free seat: {used} of {quantity} are in use"),
        )
        .hint("mpn vs list"),
        Refusal::SeatsCooling { benefit, seat, earliest, ends_first } => from_a_day(
            "seats-cooling",
            "VS-7",
            &match seat {
                Some(seat) => format!("{seat} of {benefit} can go to another person"),
                None => format!(
                    "the free seats of {benefit} wait out their 90 days; the first can be given"
                ),
            },
            *earliest,
            *ends_first,
        ),
        Refusal::SeatAssignedLater { seat, today, assigned_on } => refused(
            "seat-assigned-later",
            "VS-3",
            format!("{seat} was assigned on {assigned_on}, after {today}"),
        )
        .hint("mpn vs assign BENEFIT EMAIL takes another seat")
        .earliest(*assigned_on),
        Refusal::ReassignTooEarly { seat, from, assigned_on, earliest, ends_first } => from_a_day(
            "vs-reassign-too-early",
            "VS-3",
            &format!("{seat} was assigned to {from} on {assigned_on} and can be reassigned"),
            *earliest,
            *ends_first,
        ),
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

pub(super) fn of_credit_and_keys(refusal: &Refusal) -> Option<Told> {
    Some(match refusal {
        Refusal::CreditHeld { benefit, holder } => refused(
            "credit-held",
            "AZ-4",
            format!("the bulk credit {benefit} is held by {holder}, and has one holder"),
        )
        .hint(format!("mpn azure transfer {benefit} EMAIL")),
        Refusal::CreditAssignedLater { benefit, holder, today, assigned_on } => refused(
            "credit-assigned-later",
            "AZ-4",
            format!("{holder} got {benefit} on {assigned_on}, after {today}"),
        )
        .hint(format!("mpn azure show {benefit}"))
        .earliest(*assigned_on),
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
                "{key} was activated {}, as often as it can be; it is never topped up",
                if *activations == 1 { "once".to_owned() } else { format!("{activations} times") }
            ),
        )
        .hint("mpn software get-keys ID takes another key"),
        _ => return None,
    })
}
