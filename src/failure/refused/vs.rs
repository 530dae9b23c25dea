//! The words for refusals: Visual Studio seats.

use chrono::NaiveDate;

use super::{conflict, did_you_mean, not_found, refused, utc};
use crate::domain::refusal::SeatRefusal;
use crate::domain::shell;
use crate::failure::Told;

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

/// The words for it.
pub(super) fn told(refusal: &SeatRefusal) -> Told {
    match refusal {
        SeatRefusal::NoSuchSeat { seat, nearest } => {
            not_found("no-such-seat", format!("there is no seat {seat}"))
                .hint(did_you_mean(nearest.as_ref(), "mpn vs list"))
        }
        SeatRefusal::NoFreeSeat { benefit, product, used, quantity } => refused(
            "no-free-seat",
            "VS-2",
            format!("{benefit} ({product}) has no free seat: {used} of {quantity} are in use"),
        )
        .hint("mpn vs list"),
        SeatRefusal::SeatsCooling { benefit, seat, earliest, ends_first } => from_a_day(
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
        SeatRefusal::SeatAssignedLater { seat, today, assigned_on } => refused(
            "seat-assigned-later",
            "VS-3",
            format!("{seat} was assigned on {assigned_on}, after {today}"),
        )
        .hint("mpn vs assign BENEFIT EMAIL takes another seat")
        .earliest(*assigned_on),
        SeatRefusal::ReassignTooEarly { seat, from, assigned_on, earliest, ends_first } => {
            from_a_day(
                "vs-reassign-too-early",
                "VS-3",
                &format!("{seat} was assigned to {from} on {assigned_on} and can be reassigned"),
                *earliest,
                *ends_first,
            )
        }
        SeatRefusal::SeatOfLevelHeld { email, level, seat, benefit } => refused(
            "seat-of-level-held",
            "VS-4",
            format!("{email} holds {seat} of {benefit} already, one seat of level {level}"),
        )
        .hint(format!("mpn user show {}", shell::word(email))),
        SeatRefusal::SeatCapReached { place, cap } => refused(
            "seat-cap-reached",
            "VS-5",
            format!("{cap} seats are in use {place}, which is the most the program allows"),
        )
        .hint("mpn vs list"),
        SeatRefusal::SeatNotHeld { benefit, email } => {
            refused("seat-not-held", "VS-3", format!("{email} holds no seat of {benefit}"))
                .hint(format!("mpn vs assign {benefit} EMAIL"))
        }
        SeatRefusal::SeatTakenLater { benefit, product, today, day, held, granted } => refused(
            "seat-taken-later",
            "VS-2",
            format!(
                "{benefit} ({product}) has no seat left on {day}: {held} of {granted} are in use \
                 then, and one taken on {today} would be one more"
            ),
        )
        .hint("mpn vs list"),
        SeatRefusal::SeatHeld { seat, email } => {
            conflict("seat-held", format!("{seat} is held by {email}"))
                .hint(format!("mpn vs reassign {seat} {} TO", shell::word(email)))
                .rule("VS-2")
        }
    }
}
