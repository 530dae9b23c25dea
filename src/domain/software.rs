//! Software keys: who holds which, and how often each was activated (SW-2 to SW-7).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::benefit::{self, Benefit, Category};
use super::event::{AddedKey, Event};
use super::id::{BenefitId, Counters, KeyId};
use super::program::Program;
use super::refusal::Refusal;
use super::user::{self, Email, User};
use super::words::words;

words! {
    /// How a key activates.
    KeyType, "a type of key" {
        Mak = "mak",
        Retail = "retail",
        Static = "static",
        Oem = "oem",
        Custom = "custom",
    }
}

words! {
    /// What became of a key.
    KeyState, "a state of a key" {
        Free = "free",
        Held = "held",
        Returned = "returned",
        Retired = "retired",
        /// A license key that was used on a tenant.
        Redeemed = "redeemed",
        /// A license key that was redeemed by mistake and given back.
        Replaced = "replaced",
        Ended = "ended",
    }
}

/// A key as the ledger knows it; the text itself is sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub id: KeyId,
    pub benefit: BenefitId,
    pub key_type: Option<KeyType>,
    /// How often it can be activated; `None` where that is not counted.
    pub activations: Option<u32>,
    pub activations_used: u32,
    pub state: KeyState,
    pub holder: Option<Email>,
    pub revealed_on: Option<NaiveDate>,
    pub language: Option<String>,
    pub os: Option<String>,
    /// The seats of a license key.
    pub seats: Option<u32>,
    pub commitment: String,
}

/// Adds keys whose secrets were sealed; up to [`KEYS_AN_EVENT`] an event.
#[must_use]
pub fn add_keys(
    benefit: BenefitId,
    commitments: &[String],
    key_type: Option<KeyType>,
    activations: Option<u32>,
    seats: Option<u32>,
    counters: &mut Counters,
) -> Vec<Event> {
    commitments
        .chunks(KEYS_AN_EVENT)
        .map(|chunk| Event::KeysAdded {
            benefit,
            key_type,
            activations,
            seats,
            keys: chunk
                .iter()
                .map(|commitment| AddedKey { key: counters.give(), commitment: commitment.clone() })
                .collect(),
        })
        .collect()
}

/// How many keys one event carries at the most.
pub const KEYS_AN_EVENT: usize = 1_000;

/// The warning when the stock is larger than the grant, which is allowed (SW-7).
#[must_use]
pub fn stock_warning(benefit: &Benefit, stock: u32) -> Option<String> {
    let bound = benefit.bound().filter(|bound| stock > *bound)?;
    Some(format!(
        "{} has {stock} keys, more than the {bound} that the program grants (SW-7)",
        benefit.id
    ))
}

/// Whether keys may be taken of this benefit today.
///
/// # Errors
/// Those of [`benefit::usable`].
pub fn keys_usable(benefit: &Benefit, today: NaiveDate) -> Result<(), Refusal> {
    benefit::usable(benefit, Category::Software, today)
}

/// The language and the operating system a caller chose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    pub language: Option<String>,
    pub os: Option<String>,
}

/// What is chosen among what the product has, in its spelling.
///
/// # Errors
/// [`Refusal::NoSuchEdition`] listing what there is.
pub fn edition(benefit: &Benefit, wanted: &Edition) -> Result<Edition, Refusal> {
    let choose = |what: &'static str, wanted: &Option<String>, known: &[String]| match wanted {
        None => Ok(None),
        Some(wanted) => {
            let found = known.iter().find(|one| one.to_lowercase() == wanted.to_lowercase());
            found.cloned().map(Some).ok_or_else(|| Refusal::NoSuchEdition {
                product: benefit.terms.product.clone(),
                what,
                wanted: wanted.clone(),
                known: known.to_vec(),
            })
        }
    };
    let details = &benefit.terms.details;
    Ok(Edition {
        language: choose("language", &wanted.language, &details.languages)?,
        os: choose("os", &wanted.os, &details.os)?,
    })
}

/// Hands `free` keys to `holders`, one each (SW-2).
///
/// # Errors
/// [`Refusal::NoFreeKey`] when there are fewer keys than holders, and [`user::may_receive`]'s.
pub fn hand_out(
    benefit: &Benefit,
    free: &[Key],
    holders: &[User],
    edition: &Edition,
    returned: u32,
    today: NaiveDate,
) -> Result<Vec<Event>, Refusal> {
    holders.iter().try_for_each(user::may_receive)?;
    if free.len() < holders.len() {
        return Err(Refusal::NoFreeKey {
            benefit: benefit.id,
            product: benefit.terms.product.clone(),
            wanted: holders.len(),
            free: free.len(),
            returned,
        });
    }
    let pairs = free.iter().zip(holders);
    Ok(pairs.map(|(key, holder)| revealed(key, &holder.email, edition, today)).collect())
}

fn revealed(key: &Key, holder: &Email, edition: &Edition, today: NaiveDate) -> Event {
    Event::KeyRevealed {
        key: key.id,
        benefit: key.benefit,
        user: holder.clone(),
        language: edition.language.clone(),
        os: edition.os.clone(),
        on: today,
    }
}

/// Shows a key that is named: to its holder again, or a free or returned one to `to`.
///
/// # Errors
/// [`Refusal::KeyHeld`] when it is another's, [`Refusal::KeyGone`] when it was retired or ended.
pub fn show_again(
    key: &Key,
    to: Option<&User>,
    actor: &User,
    edition: &Edition,
    today: NaiveDate,
) -> Result<Event, Refusal> {
    match (key.state, &key.holder) {
        (KeyState::Retired | KeyState::Ended | KeyState::Redeemed | KeyState::Replaced, _) => {
            Err(Refusal::KeyGone { key: key.id, state: key.state })
        }
        (KeyState::Held, Some(holder)) => match to {
            Some(to) if to.email != *holder => {
                Err(Refusal::KeyHeld { key: key.id, holder: holder.clone() })
            }
            _ => Ok(revealed(key, holder, edition, today)),
        },
        _ => {
            let to = to.unwrap_or(actor);
            user::may_receive(to)?;
            Ok(revealed(key, &to.email, edition, today))
        }
    }
}

/// How an installation used a key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activation {
    pub machine: Option<String>,
    /// The machine was installed anew.
    pub reimage: bool,
    /// … and its hardware is the same.
    pub unchanged: bool,
}

/// Records an activation, and whether it counts against a finite key (SW-4).
///
/// # Errors
/// [`Refusal::KeyNotHeld`], [`Refusal::KeyGone`], [`Refusal::ActivationsUsedUp`].
pub fn activate(
    benefit: &Benefit,
    key: &Key,
    activation: &Activation,
    program: &Program,
    today: NaiveDate,
) -> Result<Event, Refusal> {
    keys_usable(benefit, today)?;
    match key.state {
        KeyState::Held => {}
        KeyState::Free | KeyState::Returned => return Err(Refusal::KeyNotHeld { key: key.id }),
        _ => return Err(Refusal::KeyGone { key: key.id, state: key.state }),
    }
    let free_of_charge = activation.reimage
        && activation.unchanged
        && program.offer(&benefit.terms.offer).is_some_and(|offer| !offer.unchanged_reimage_counts);
    let counted = !free_of_charge;
    if let Some(activations) = key.activations
        && counted
        && key.activations_used >= activations
    {
        return Err(Refusal::ActivationsUsedUp { key: key.id, activations });
    }
    Ok(Event::KeyActivated {
        key: key.id,
        benefit: key.benefit,
        machine: activation.machine.clone(),
        reimage: activation.reimage,
        counted,
        on: today,
    })
}

/// Takes a key back from its holder; nothing when nobody holds it.
#[must_use]
pub fn take_back(key: &Key) -> Option<Event> {
    let holder = key.holder.clone().filter(|_| key.state == KeyState::Held)?;
    Some(Event::KeyReturned { key: key.id, benefit: key.benefit, user: holder })
}

/// Puts a key out of use for good; nothing when it is already.
#[must_use]
pub fn retire(key: &Key) -> Option<Event> {
    let in_use = matches!(key.state, KeyState::Free | KeyState::Held | KeyState::Returned);
    in_use.then_some(Event::KeyRetired { key: key.id, benefit: key.benefit })
}
