//! `mpn import visual-studio` and `mpn import keys-export`: what the portal of Visual Studio
//! subscriptions has, taken down here, all of it or nothing. (Users are in `user`.)

use std::collections::{BTreeMap, HashMap, HashSet};

use super::benefits::{living_of, tested};
use super::vault::Vault;
use super::{membership, stock};
use crate::domain::benefit::{Benefit, Category};
use crate::domain::event::SeatEvent;
use crate::domain::id::{BenefitId, KeyId};
use crate::domain::import::{self, ExportedProduct, ImportKeys, ImportSeats, PortalSeat};
use crate::domain::refusal::{Refusal, SeatRefusal};
use crate::domain::secret::Sealed;
use crate::domain::shell;
use crate::domain::software::Batch;
use crate::domain::user::User;
use crate::domain::vs::{self, Places};
use crate::exchange::malformed;
use crate::failure::{Exit, Failure, Result, Told, count};
use crate::store::{Change, Facts};

/// What is said of seats of levels that no benefit here is of.
pub(super) fn other_levels(levels: &BTreeMap<String, u64>) -> impl Iterator<Item = String> {
    levels.iter().map(|(level, seats)| {
        let seats = count(*seats, "seat");
        format!("{seats} skipped, no benefit here is of the level \"{level}\"")
    })
}

/// Takes down the seats of the portal, each on the day it was assigned, by the rule of `vs assign`.
pub(super) fn seats(change: &mut Change, import: &ImportSeats) -> Result<()> {
    not_in_the_future(change, import)?;
    let program = change.program()?;
    let benefits = living_of(change, Category::VisualStudio)?;
    let mut others: BTreeMap<String, u64> = BTreeMap::new();
    let mut wanted = Vec::new();
    let mut unknown = Vec::new();
    for seat in &import.seats {
        let Some(level) = import::rules::level_here(&program, &benefits, &seat.level) else {
            *others.entry(seat.level.clone()).or_default() += 1;
            continue;
        };
        match change.user_if_any(&seat.user)? {
            Some(user) => wanted.push((seat, level, user)),
            None => unknown.push(seat),
        }
    }
    all_known(&import.shown, &unknown)?;
    let recorded_for = change.moment().on;
    let (mut held, mut refused) = (0, Vec::new());
    for (seat, level, user) in wanted {
        let of_level = benefits.iter().filter(|benefit| benefit.terms.level() == Some(&level));
        change.set_day(seat.assigned_on);
        match seat_for(change, of_level, &user) {
            Ok(events) if events.is_empty() => held += 1,
            Ok(events) => change.record_all(events)?,
            Err(failure) => refused.push((seat.line, failure)),
        }
    }
    change.set_day(recorded_for);
    none_refused(&import.shown, &refused)?;
    let notes = other_levels(&others).map(|note| format!("{}: {note}", import.shown));
    change.notes.extend(notes);
    known_already(change, &import.shown, held, "seat");
    Ok(())
}

/// Says how many were here before.
fn known_already(change: &mut Change, shown: &str, known: u64, what: &str) {
    if known > 0 {
        change.notes.push(format!("{shown}: {} known already", count(known, what)));
    }
}

/// A seat for a user, of whatever benefit of the level has one; nothing when they hold one.
fn seat_for<'b>(
    change: &mut Change,
    of_level: impl Iterator<Item = &'b Benefit>,
    user: &User,
) -> Result<Vec<SeatEvent>> {
    let mut candidates: Vec<(Benefit, Places)> = Vec::new();
    let today = change.moment().on;
    for known in of_level {
        // Fetched anew for each seat: the one before took one.
        let benefit = change.benefit(known.id)?;
        let candidate = tested(change, &benefit, |change, benefit| {
            Ok((benefit.clone(), change.places(benefit, user, None, today)?))
        })?;
        if candidate.1.held.is_some() {
            return Ok(Vec::new());
        }
        candidates.push(candidate);
    }
    // The person's own seat that is cooling goes before any other.
    candidates.sort_by_key(|(_, places)| places.own.is_none());
    let program = &change.program()?;
    let mut first: Option<Refusal> = None;
    for (benefit, places) in &candidates {
        match vs::rules::assign(benefit, user, places, program, today, &mut change.counters) {
            Ok(events) => return Ok(events),
            // One that tells a day from when it can be done says more.
            Err(refusal)
                if first.is_none()
                    || matches!(refusal, Refusal::Seat(SeatRefusal::SeatsCooling { .. })) =>
            {
                first = Some(refusal);
            }
            Err(_) => {}
        }
    }
    first.map_or(Ok(Vec::new()), |refusal| Err(refusal.into()))
}

fn not_in_the_future(change: &Change, import: &ImportSeats) -> Result<()> {
    let today = change.moment().recorded_on();
    let late = import.seats.iter().filter(|seat| seat.assigned_on > today);
    none_late(
        &import.shown,
        late.map(|seat| {
            let (line, day) = (seat.line, seat.assigned_on);
            format!("{line}: Assigned {day} is in the future; today is {today} (UTC)")
        }),
    )
}

/// The failure of all lines that tell of a day to come.
fn none_late(shown: &str, late: impl Iterator<Item = String>) -> Result<()> {
    let faults: Vec<String> = late.map(|fault| format!("{shown}:{fault}")).collect();
    if faults.is_empty() { Ok(()) } else { Err(malformed(shown, faults)) }
}

/// The command that adds a subscriber of the portal.
pub(super) fn adding(seat: &PortalSeat) -> String {
    let name = if seat.name.is_empty() { seat.user.as_str() } else { &seat.name };
    format!("mpn user add {} {}", shell::word(&seat.user), shell::option("--name", name))
}

fn all_known(shown: &str, unknown: &[&PortalSeat]) -> Result<()> {
    let Some(first) = unknown.first() else { return Ok(()) };
    let told = |seat: &&PortalSeat| {
        let (line, user) = (seat.line, &seat.user);
        format!("{shown}:{line}: user {user} is not in the ledger: {}", adding(seat))
    };
    let message = match unknown.len() {
        1 => format!("{shown}: one subscriber is not in the ledger; nothing was recorded"),
        more => format!("{shown}: {more} subscribers are not in the ledger; nothing was recorded"),
    };
    Err(Failure::new(Exit::NotFound, "no-such-user", message)
        .details(unknown.iter().map(told).collect())
        .hint(adding(first)))
}

/// The failure of all rows that a rule refuses, told as the first of them.
fn none_refused(shown: &str, refused: &[(u64, Failure)]) -> Result<()> {
    let Some((_, first)) = refused.first() else { return Ok(()) };
    let rows =
        if refused.len() == 1 { "one row is" } else { &format!("{} rows are", refused.len()) };
    let told = first.told();
    let details = refused.iter().map(|(line, failure)| format!("{shown}:{line}: {failure}"));
    Err(Told {
        message: format!("{shown}: {rows} refused; nothing was recorded"),
        details: details.collect(),
        ..told
    }
    .into())
}

/// Takes down the products and keys of an export; keys that are known already are left alone.
pub(super) fn keys(
    change: &mut Change,
    acting: &User,
    import: &ImportKeys,
    vault: &Vault,
) -> Result<()> {
    claimed_by_today(change, import)?;
    // An export without a single key needs no identity.
    let sealed = if import.keys.is_empty() { &[] } else { vault.sealed()? };
    let here = ByName::of(change)?;
    let recorded_for = change.moment().on;
    let mut sealed = sealed.iter();
    let mut seen = HashSet::new();
    let mut known = 0;
    for product in &import.products {
        let benefit = benefit_for(change, &here, product)?;
        let mut new = Vec::new();
        for (key, value) in product.keys.iter().zip(sealed.by_ref()) {
            let fingerprint = value.fingerprint.as_deref().unwrap_or_default();
            let is_known =
                !seen.insert(fingerprint) || change.key_with_fingerprint(fingerprint)?.is_some();
            if is_known {
                known += 1;
            } else {
                new.push((key, value));
            }
        }
        let added = add_keys(change, benefit.id, &new)?;
        let forfeits = change.program()?.refund.viewed_key_forfeits;
        for (key, (exported, _)) in added.into_iter().zip(&new) {
            let day = match exported.claimed {
                import::Claimed::No => continue,
                import::Claimed::On(day) => day,
                import::Claimed::Sometime => recorded_for,
            };
            if forfeits && benefit.terms.membership.is_some() {
                // It was looked at on that day, so a refund that was open then is none now.
                change.set_day(day);
                membership::forfeit_refund(change, &benefit, true)?;
                change.set_day(recorded_for);
            }
            change.record(import::rules::claimed(key, benefit.id, acting, day))?;
        }
        if !new.is_empty() {
            stock::warn(change, &benefit)?;
        }
    }
    known_already(change, &import.shown, known, "key");
    Ok(())
}

/// Adds keys of one product, those of one type together, and returns their ids in order.
fn add_keys(
    change: &mut Change,
    benefit: BenefitId,
    new: &[(&import::ExportedKey, &Sealed)],
) -> Result<Vec<KeyId>> {
    let mut ids = Vec::new();
    for run in new.chunk_by(|(one, _), (next, _)| one.key_type == next.key_type) {
        let sealed: Vec<&Sealed> = run.iter().map(|(_, value)| *value).collect();
        let key_type = run.first().and_then(|(key, _)| key.key_type);
        let batch = Batch { key_type, ..Batch::default() };
        ids.extend(stock::add(change, benefit, &sealed, batch, &[])?);
    }
    Ok(ids)
}

fn claimed_by_today(change: &Change, import: &ImportKeys) -> Result<()> {
    let today = change.moment().recorded_on();
    let keys = import.products.iter().flat_map(|product| &product.keys);
    none_late(
        &import.shown,
        keys.filter_map(|key| {
            let (line, day) = (key.line, key.claimed.on().filter(|day| *day > today)?);
            Some(format!("{line}: claimed on {day}, in the future; today is {today} (UTC)"))
        }),
    )
}

/// The software benefits by their names, in lower case: an export has products by the thousand.
pub(super) struct ByName(HashMap<String, Vec<Benefit>>);

impl ByName {
    pub(super) fn of(facts: &Facts) -> Result<Self> {
        let mut by_name: HashMap<String, Vec<Benefit>> = HashMap::new();
        for benefit in facts.benefits_of(Category::Software)? {
            by_name.entry(benefit.terms.product.to_lowercase()).or_default().push(benefit);
        }
        Ok(ByName(by_name))
    }

    /// The benefit that a product of an export is.
    pub(super) fn benefit(&self, product: &ExportedProduct) -> Option<&Benefit> {
        let named = self.0.get(&product.product.to_lowercase())?;
        import::rules::benefit_here(named)
    }
}

/// The benefit that a product is here, made where there is none.
fn benefit_for(change: &mut Change, here: &ByName, product: &ExportedProduct) -> Result<Benefit> {
    if let Some(known) = here.benefit(product) {
        change.record_all(import::rules::instructed(known, product))?;
        return Ok(known.clone());
    }
    let today = change.moment().on;
    let event = import::rules::with_subscriptions(product, today, &mut change.counters);
    let benefit = event.benefit();
    change.record(event)?;
    change.benefit(benefit)
}
