//! The seats of the Visual Studio portal and those of the ledger.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::typed;
use crate::commands::import::{adding, other_levels, seat_benefits};
use crate::commands::listed;
use crate::domain::answer::{Answer, Body, Compared, DifferenceLine, What};
use crate::domain::benefit::Benefit;
use crate::domain::id::BenefitId;
use crate::domain::import::{self, ImportSeats, PortalSeat};
use crate::domain::user::Email;
use crate::domain::vs::Seat;
use crate::failure::Result;
use crate::store::Facts;

/// Whose seat of which level.
type Place = (Email, String);

/// Compares seats.
pub(super) fn compare(facts: &Facts, import: &ImportSeats) -> Result<Answer> {
    let program = &facts.program()?;
    let benefits = seat_benefits(facts)?;
    let held = held(facts, &benefits)?;
    let mut others: BTreeMap<String, u64> = BTreeMap::new();
    let mut there: HashSet<Place> = HashSet::new();
    let mut unknown = HashSet::new();
    let mut wanted = HashMap::new();
    let mut lines = Vec::new();
    for row in &import.seats {
        let Some(level) = import::rules::level_here(program, &benefits, &row.level) else {
            *others.entry(row.level.clone()).or_default() += 1;
            continue;
        };
        if facts.user_if_any(&row.user)?.is_none() && unknown.insert(&row.user) {
            lines.push(unknown_user(row));
        }
        let place = (row.user.clone(), level);
        lines.extend(match held.get(&place) {
            // The portal may have two levels that are one here.
            _ if there.contains(&place) => None,
            Some(seat) => other_day(row, &place.1, seat),
            None => Some(missing_here(row, &place.1, &benefits, &mut wanted)),
        });
        there.insert(place);
    }
    let missing_there = held.iter().filter(|(place, _)| !there.contains(place));
    lines.extend(missing_there.map(|((user, level), seat)| DifferenceLine {
        what: What::MissingThere,
        kind: Compared::Seat,
        subject: user.to_string(),
        here: Some(told(seat, level)),
        there: None,
        hint: format!("mpn vs unassign {} {}", seat.id, typed(user.as_str())),
    }));
    let mut answer = listed(facts, Body::Differences(lines))?;
    answer.notes.extend(other_levels(&others).map(|told| format!("{}: {told}", import.shown)));
    Ok(answer)
}

/// The seats that are held, by whom and of which level.
fn held(facts: &Facts, benefits: &[Benefit]) -> Result<BTreeMap<Place, Seat>> {
    let mut held = BTreeMap::new();
    for benefit in benefits {
        let level = benefit.terms.details.level.clone().unwrap_or_default();
        for seat in facts.seats(benefit.id)? {
            if let Some(holding) = &seat.user {
                held.insert((holding.user.clone(), level.clone()), seat);
            }
        }
    }
    Ok(held)
}

fn unknown_user(row: &PortalSeat) -> DifferenceLine {
    DifferenceLine {
        what: What::MissingHere,
        kind: Compared::User,
        subject: row.user.to_string(),
        here: None,
        there: Some("a subscriber".to_owned()),
        hint: adding(row),
    }
}

fn missing_here(
    row: &PortalSeat,
    level: &str,
    benefits: &[Benefit],
    wanted: &mut HashMap<BenefitId, u32>,
) -> DifferenceLine {
    let id = with_a_seat(benefits, level, wanted).map(|id| id.to_string()).unwrap_or_default();
    let user = typed(row.user.as_str());
    DifferenceLine {
        what: What::MissingHere,
        kind: Compared::Seat,
        subject: row.user.to_string(),
        here: None,
        there: Some(format!("{level} since {}", row.assigned_on)),
        hint: format!("mpn vs assign {id} {user} --on {}", row.assigned_on),
    }
}

/// A seat that was assigned on another day there: only to take it and give it again mends that.
fn other_day(row: &PortalSeat, level: &str, seat: &Seat) -> Option<DifferenceLine> {
    let since = seat.user.as_ref().map(|held| held.assigned_on);
    let (id, user, on) = (seat.id, typed(row.user.as_str()), row.assigned_on);
    (since != Some(on)).then(|| DifferenceLine {
        what: What::Different,
        kind: Compared::Seat,
        subject: row.user.to_string(),
        here: Some(told(seat, level)),
        there: Some(format!("{level} since {on}")),
        hint: format!("mpn vs unassign {id} {user} && mpn vs assign {id} {user} --on {on}"),
    })
}

/// The benefit of a level to take one more seat of: the first that has one left.
fn with_a_seat(
    benefits: &[Benefit],
    level: &str,
    wanted: &mut HashMap<BenefitId, u32>,
) -> Option<BenefitId> {
    let of_level = benefits.iter().filter(|one| one.terms.details.level.as_deref() == Some(level));
    let full = |one: &Benefit| {
        let taken = one.used + wanted.get(&one.id).copied().unwrap_or_default();
        one.bound().is_some_and(|bound| taken >= bound)
    };
    let id = of_level.min_by_key(|one| (full(one), one.id))?.id;
    *wanted.entry(id).or_default() += 1;
    Some(id)
}

fn told(seat: &Seat, level: &str) -> String {
    let since = seat.user.as_ref().map(|held| format!(" since {}", held.assigned_on));
    format!("{} of {}: {level}{}", seat.id, seat.benefit, since.unwrap_or_default())
}
