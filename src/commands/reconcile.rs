//! `mpn reconcile`: what a file of another system has otherwise than the ledger, each difference
//! with the command that would mend it. Nothing is changed, and no lock is taken.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;
use std::path::Path;

use super::import::{ByName, adding, other_levels, seat_benefits};
use super::{Context, load, read_with, typed, vault};
use crate::domain::answer::{Answer, Body, Compared, DifferenceLine, What};
use crate::domain::benefit::{Benefit, Category};
use crate::domain::event::Event;
use crate::domain::id::{BenefitId, KeyId};
use crate::domain::import::{self, DirectoryFile, FileKind, ImportKeys, ImportSeats};
use crate::domain::request::Request;
use crate::domain::software::KeyState;
use crate::domain::user::{self, DirectoryUser, Email, User, UserKind, UserStatus};
use crate::domain::vs::Seat;
use crate::exchange::Place;
use crate::failure::{Result, count};
use crate::seal::DataKey;
use crate::store::Facts;

/// Compares a file with the ledger.
pub(super) fn reconcile(
    context: &Context<'_>,
    kind: FileKind,
    file: &Path,
    stdin: &mut dyn Read,
) -> Result<Answer> {
    let place = Place::typed(file);
    let loaded = load::import(kind, &place, stdin)?;
    let mending = format!("mpn import {kind} {}", typed(&file.display().to_string()));
    let mut answer = match &loaded.request {
        Request::ImportUsers { directory, users } => {
            read_with(context, |facts| people(facts, *directory, users, &mending))
        }
        Request::ImportSeats(import) => read_with(context, |facts| seats(facts, import)),
        Request::ImportKeys(import) => {
            // What is sealed is opened with the key of the ledger as it is, whatever is asked.
            let opened = context.reader().and_then(|reader| vault::data_key(context, &reader));
            read_with(context, |facts| match opened {
                Ok(key) => keys(facts, import, &key, &mending),
                Err(_) if import.keys.is_empty() => Ok(Body::Differences(Vec::new()).into()),
                Err(failure) => Err(failure),
            })
        }
        _ => Ok(Body::Differences(Vec::new()).into()),
    }?;
    if let Body::Differences(lines) = &mut answer.body {
        // Typed one after another, each hint finds what it wants: an import comes after what it
        // would have done as well.
        lines.sort_by_key(|line| (line.what, line.hint == mending));
    }
    answer.notes.splice(..0, loaded.notes);
    Ok(answer)
}

/// The users of a directory and those of the ledger.
fn people(
    facts: &Facts,
    directory: DirectoryFile,
    rows: &[DirectoryUser],
    mending: &str,
) -> Result<Answer> {
    let here = facts.users()?;
    let by_email: HashMap<&Email, &User> = here.iter().map(|user| (&user.email, user)).collect();
    let mut lines = Vec::new();
    for row in rows {
        lines.extend(match by_email.get(&row.email) {
            None => Some(missing_here(row, mending)),
            Some(known) => differing(row, known, mending)?,
        });
    }
    let mut answer = Answer::from(Body::Differences(Vec::new()));
    if directory == DirectoryFile::EntraBulk {
        // It holds who is to be added, not who is there.
        answer
            .notes
            .push("a template is no whole directory: who is missing there is not told".to_owned());
    } else {
        let there: HashSet<&Email> = rows.iter().map(|row| &row.email).collect();
        let absent = here.iter().filter(|user| !there.contains(&user.email));
        let absent = absent.filter(|user| user.status != UserStatus::Offboarded);
        lines.extend(absent.map(|user| DifferenceLine {
            what: What::MissingThere,
            kind: Compared::User,
            subject: user.email.to_string(),
            here: Some(format!("{} {}", user.status, user.kind)),
            there: None,
            hint: format!("mpn user offboard {}", typed(user.email.as_str())),
        }));
    }
    answer.body = Body::Differences(lines);
    Ok(answer)
}

fn missing_here(row: &DirectoryUser, mending: &str) -> DifferenceLine {
    let disabled = row.enabled == Some(false);
    let status = if disabled { UserStatus::Disabled } else { UserStatus::Active };
    let name = if row.name.is_empty() { row.email.as_str() } else { &row.name };
    let hint = if disabled {
        // Nobody is added disabled but by an import.
        mending.to_owned()
    } else {
        let guest = if row.kind == UserKind::Guest { " --guest" } else { "" };
        let country = row.country.as_ref();
        let country = country.map(|country| format!(" --country {country}")).unwrap_or_default();
        format!("mpn user add {} --name {}{guest}{country}", typed(row.email.as_str()), typed(name))
    };
    DifferenceLine {
        what: What::MissingHere,
        kind: Compared::User,
        subject: row.email.to_string(),
        here: None,
        there: Some(format!("{status} {}", row.kind)),
        hint,
    }
}

/// What an import of the row would change, as it is here and there.
fn differing(row: &DirectoryUser, known: &User, mending: &str) -> Result<Option<DifferenceLine>> {
    let line = |here: String, there: String, hint: String| DifferenceLine {
        what: What::Different,
        kind: Compared::User,
        subject: known.email.to_string(),
        here: Some(here),
        there: Some(there),
        hint,
    };
    if known.status == UserStatus::Offboarded && row.enabled == Some(true) {
        let hint = format!("mpn user show {}", typed(known.email.as_str()));
        return Ok(Some(line("offboarded".to_owned(), "active".to_owned(), hint)));
    }
    // Whether the last admin would be disabled is a matter of the import, not of what differs.
    let Some(Event::UserUpdated { name, country, status, user_kind, .. }) =
        user::import(row, Some(known), 1)?
    else {
        return Ok(None);
    };
    let (mut here, mut there) = (Vec::new(), Vec::new());
    let mut differs = |what: &str, ours: String, theirs: String| {
        here.push(format!("{what} {ours}"));
        there.push(format!("{what} {theirs}"));
    };
    let mut hint = format!("mpn user update {}", typed(known.email.as_str()));
    if let Some(name) = &name {
        differs("name", typed(&known.name), typed(name));
        hint.push_str(&format!(" --name {}", typed(name)));
    }
    if let Some(country) = &country {
        let ours = known.country.as_ref().map_or("none".to_owned(), ToString::to_string);
        differs("country", ours, country.to_string());
        hint.push_str(&format!(" --country {country}"));
    }
    if let Some(status) = status {
        differs("status", known.status.to_string(), status.to_string());
    }
    if let Some(kind) = user_kind {
        differs("kind", known.kind.to_string(), kind.to_string());
    }
    if status.is_some() || user_kind.is_some() {
        mending.clone_into(&mut hint);
    }
    Ok(Some(line(here.join(", "), there.join(", "), hint)))
}

/// The seats of the portal and those of the ledger.
fn seats(facts: &Facts, import: &ImportSeats) -> Result<Answer> {
    let program = facts.program()?;
    let benefits = seat_benefits(facts)?;
    let mut held: BTreeMap<(Email, String), Seat> = BTreeMap::new();
    for benefit in &benefits {
        let level = benefit.terms.details.level.clone().unwrap_or_default();
        for seat in facts.seats(benefit.id)? {
            if let Some(holding) = &seat.user {
                held.insert((holding.user.clone(), level.clone()), seat);
            }
        }
    }
    let mut lines = Vec::new();
    let mut others: BTreeMap<String, u64> = BTreeMap::new();
    let mut unknown = HashSet::new();
    let mut wanted: HashMap<BenefitId, u32> = HashMap::new();
    for row in &import.seats {
        let Some(level) = import::level_here(program, &benefits, &row.level) else {
            *others.entry(row.level.clone()).or_default() += 1;
            continue;
        };
        let line = |what, kind, here, there, hint| DifferenceLine {
            what,
            kind,
            subject: row.user.to_string(),
            here,
            there: Some(there),
            hint,
        };
        if facts.user_if_any(&row.user)?.is_none() && unknown.insert(&row.user) {
            let there = "a subscriber".to_owned();
            lines.push(line(What::MissingHere, Compared::User, None, there, adding(row)));
        }
        let (user, on) = (typed(row.user.as_str()), row.assigned_on);
        let there = format!("{level} since {on}");
        match held.remove(&(row.user.clone(), level.clone())) {
            None => {
                let id = with_a_seat(&benefits, &level, &mut wanted);
                let id = id.map(|id| id.to_string()).unwrap_or_default();
                let hint = format!("mpn vs assign {id} {user} --on {on}");
                lines.push(line(What::MissingHere, Compared::Seat, None, there, hint));
            }
            Some(seat) => {
                let since = seat.user.as_ref().map(|held| held.assigned_on);
                if since != Some(on) {
                    let id = seat.id;
                    let hint = format!(
                        "mpn vs unassign {id} {user} && mpn vs assign {id} {user} --on {on}"
                    );
                    let here = Some(told(&seat, &level));
                    lines.push(line(What::Different, Compared::Seat, here, there, hint));
                }
            }
        }
    }
    lines.extend(held.into_iter().map(|((user, level), seat)| DifferenceLine {
        what: What::MissingThere,
        kind: Compared::Seat,
        here: Some(told(&seat, &level)),
        there: None,
        hint: format!("mpn vs unassign {} {}", seat.id, typed(user.as_str())),
        subject: user.to_string(),
    }));
    let mut answer = super::listed(facts, Body::Differences(lines))?;
    answer.notes.extend(other_levels(&others).map(|told| format!("{}: {told}", import.shown)));
    Ok(answer)
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

/// The keys of an export and those of the ledger, told by their ids or last characters.
fn keys(facts: &Facts, import: &ImportKeys, key: &DataKey, mending: &str) -> Result<Answer> {
    let fingerprints = key.fingerprints(&import.keys);
    let mut texts = import.keys.iter().zip(fingerprints);
    let here = ByName::of(facts)?;
    let mut lines = Vec::new();
    let mut found: HashSet<KeyId> = HashSet::new();
    let mut seen = HashSet::new();
    let mut without = 0;
    for product in &import.products {
        if product.keys.is_empty() && here.benefit(product).is_none() {
            without += 1;
        }
        for (exported, (text, fingerprint)) in product.keys.iter().zip(texts.by_ref()) {
            let claimed = exported.claimed_on.map(|day| format!(", claimed on {day}"));
            let there = format!("{}{}", product.product, claimed.unwrap_or_default());
            let first = seen.insert(fingerprint.clone());
            match facts.key_with_fingerprint(&fingerprint)? {
                Some(id) => {
                    found.insert(id);
                    lines.extend(claimed_there(facts, id, exported, there)?.filter(|_| first));
                }
                None if first => lines.push(DifferenceLine {
                    what: What::MissingHere,
                    kind: Compared::Key,
                    subject: match text.tail() {
                        Some(tail) => format!("…{tail}"),
                        None => format!("{}:{}", import.shown, exported.line),
                    },
                    here: None,
                    there: Some(there),
                    hint: mending.to_owned(),
                }),
                None => {}
            }
        }
    }
    let subscriptions = facts.benefits_of(Category::Software)?.into_iter();
    for benefit in subscriptions.filter(|one| one.terms.offer == import::SUBSCRIPTION_OFFER) {
        for one in facts.keys(benefit.id)? {
            let gone = matches!(one.state, KeyState::Retired | KeyState::Ended);
            if gone || found.contains(&one.id) {
                continue;
            }
            let holder = one.holder.map(|holder| format!(", {} by {holder}", one.state));
            let holder = holder.unwrap_or_else(|| format!(", {}", one.state));
            lines.push(DifferenceLine {
                what: What::MissingThere,
                kind: Compared::Key,
                subject: one.id.to_string(),
                here: Some(format!("{}{holder}", benefit.terms.product)),
                there: None,
                hint: format!("mpn software retire {}", one.id),
            });
        }
    }
    let mut answer = super::listed(facts, Body::Differences(lines))?;
    if without > 0 {
        let products = count(without, "product");
        answer.notes.push(format!("{}: {products} without a key not known here", import.shown));
    }
    Ok(answer)
}

/// A key that was claimed in the portal, and here is nobody's.
fn claimed_there(
    facts: &Facts,
    id: KeyId,
    exported: &import::ExportedKey,
    there: String,
) -> Result<Option<DifferenceLine>> {
    let Some(day) = exported.claimed_on else { return Ok(None) };
    let known = facts.key(id)?;
    Ok((known.state == KeyState::Free).then(|| DifferenceLine {
        what: What::Different,
        kind: Compared::Key,
        subject: id.to_string(),
        here: Some(known.state.to_string()),
        there: Some(there),
        hint: format!("mpn software get-keys {id} --on {day}"),
    }))
}
