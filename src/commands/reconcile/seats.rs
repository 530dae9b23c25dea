//! The seats of the Visual Studio portal and those of the ledger.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::difference;
use crate::commands::benefits::living_of;
use crate::commands::import::{adding, other_levels};
use crate::commands::listed;
use crate::domain::answer::{Answer, Body, Compared, DifferenceLine};
use crate::domain::benefit::{self, Benefit, Category, Seats};
use crate::domain::id::BenefitId;
use crate::domain::import::{self, ImportSeats, PortalSeat};
use crate::domain::shell;
use crate::domain::user::Email;
use crate::domain::vs::Seat;
use crate::failure::Result;
use crate::store::Facts;

/// Whose seat of which level.
type Place = (Email, String);

/// Compares seats.
pub(super) fn compare(facts: &Facts, import: &ImportSeats) -> Result<Answer> {
    let program = &facts.program()?;
    let benefits = living_of(facts, Category::VisualStudio)?;
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
            let there = "a subscriber".to_owned();
            lines.push(difference(Compared::User, &row.user, None, Some(there), adding(row)));
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
    lines.extend(missing_there.map(|((user, level), seat)| {
        let hint = format!("mpn vs unassign {} {}", seat.id, shell::word(user));
        difference(Compared::Seat, user, Some(called(seat, level)), None, hint)
    }));
    let mut answer = listed(facts, Body::Differences(lines))?;
    answer.notes.extend(other_levels(&others).map(|note| format!("{}: {note}", import.shown)));
    Ok(answer)
}

/// The seats that are held, by whom and of which level.
fn held(facts: &Facts, benefits: &[Benefit]) -> Result<BTreeMap<Place, Seat>> {
    let mut held = BTreeMap::new();
    for benefit in benefits {
        let Seats { level } = benefit::rules::of(benefit)?;
        for seat in facts.seats(benefit.id)? {
            if let Some(holding) = seat.open() {
                held.insert((holding.user.clone(), level.clone()), seat);
            }
        }
    }
    Ok(held)
}

fn missing_here(
    row: &PortalSeat,
    level: &str,
    benefits: &[Benefit],
    wanted: &mut HashMap<BenefitId, u32>,
) -> DifferenceLine {
    let id = with_a_seat(benefits, level, wanted).map_or("BENEFIT".to_owned(), |id| id.to_string());
    let (user, on) = (shell::word(&row.user), row.assigned_on);
    let hint = format!("mpn vs assign {id} {user} --on {on}");
    difference(Compared::Seat, &row.user, None, Some(format!("{level} since {on}")), hint)
}

/// A seat that was assigned on another day there: only to take it and give it again mends that.
fn other_day(row: &PortalSeat, level: &str, seat: &Seat) -> Option<DifferenceLine> {
    let since = seat.open().map(|held| held.assigned_on);
    let (id, user, on) = (seat.id, shell::word(&row.user), row.assigned_on);
    (since != Some(on)).then(|| {
        let (here, there) = (called(seat, level), format!("{level} since {on}"));
        let hint = format!("mpn vs unassign {id} {user} && mpn vs assign {id} {user} --on {on}");
        difference(Compared::Seat, &row.user, Some(here), Some(there), hint)
    })
}

/// The benefit of a level to take one more seat of: the first that has one left.
fn with_a_seat(
    benefits: &[Benefit],
    level: &str,
    wanted: &mut HashMap<BenefitId, u32>,
) -> Option<BenefitId> {
    let is_of_level = |benefit: &&Benefit| benefit.terms.level() == Some(level);
    let is_full = |benefit: &Benefit| {
        let taken = benefit.used + wanted.get(&benefit.id).copied().unwrap_or_default();
        benefit.bound().is_some_and(|bound| taken >= bound)
    };
    let of_level = benefits.iter().filter(is_of_level);
    let id = of_level.min_by_key(|benefit| (is_full(benefit), benefit.id))?.id;
    *wanted.entry(id).or_default() += 1;
    Some(id)
}

/// What a seat is called where it is compared.
fn called(seat: &Seat, level: &str) -> String {
    let since = seat.open().map(|held| format!(" since {}", held.assigned_on));
    format!("{} of {}: {level}{}", seat.id, seat.benefit, since.unwrap_or_default())
}
