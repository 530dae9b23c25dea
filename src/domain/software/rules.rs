//! Software keys: who holds which, and how often each was activated (SW-2 to SW-7).

use chrono::NaiveDate;

use super::{Activation, Batch, Edition, KEYS_AN_EVENT, Key, KeyState, Receiver, WhenHeld};
use crate::domain::basis::Basis;
use crate::domain::benefit::{self, Benefit, Keys};
use crate::domain::event::{AddedKey, Event, KeyEvent};
use crate::domain::id::{BenefitId, Counters, KeyId};
use crate::domain::program::{Program, SupportTerms};
use crate::domain::refusal::{KeyRefusal, Refusal};
use crate::domain::refuse::refuse_if;
use crate::domain::user::{self, Email, User};

/// Adds keys whose secrets were sealed; up to [`KEYS_AN_EVENT`] an event.
#[must_use]
pub fn add_keys(
    benefit: BenefitId,
    commitments: &[String],
    batch: Batch,
    counters: &mut Counters,
) -> Vec<KeyEvent> {
    let Batch { key_type, activations, seats, replaces } = batch;
    commitments
        .chunks(KEYS_AN_EVENT)
        .map(|chunk| KeyEvent::KeysAdded {
            benefit,
            key_type,
            activations,
            seats,
            replaces,
            keys: chunk
                .iter()
                .map(|commitment| AddedKey { key: counters.give(), commitment: commitment.clone() })
                .collect(),
        })
        .collect()
}

/// The warning when the stock is larger than the grant, which is allowed (SW-7).
#[must_use]
pub fn stock_warning(benefit: &Benefit, stock: u32) -> Option<String> {
    let bound = benefit.bound().filter(|bound| stock > *bound)?;
    Some(format!(
        "{} has {stock} keys, more than the {bound} that the program grants (SW-7)",
        benefit.id
    ))
}

/// The warning that few activations are left of a key for many machines that can be used; they are
/// never topped up (SW-4).
#[must_use]
pub fn few_activations_left(benefit: &Benefit, key: &Key, terms: &SupportTerms) -> Option<String> {
    let all = key.activations.filter(|all| *all > 1)?;
    let left = all.saturating_sub(key.activations_used);
    let is_used = is_showable(key) && benefit.is_live();
    (is_used && terms.are_few(left, all)).then(|| {
        let (id, name) = (key.id, &benefit.terms.product);
        format!("{id} ({name}) has {left} of {all} activations left (SW-4)")
    })
}

/// What is chosen among what the product has, in its spelling.
///
/// # Errors
/// [`KeyRefusal::NoSuchEdition`] listing what there is.
pub fn edition(benefit: &Benefit, wanted: &Edition) -> Result<Edition, Refusal> {
    let choose = |what: &'static str, wanted: &Option<String>, known: &[String]| {
        let Some(wanted) = wanted else { return Ok(None) };
        let found = known.iter().find(|known| known.to_lowercase() == wanted.to_lowercase());
        refuse_if(found.is_none(), || KeyRefusal::NoSuchEdition {
            product: benefit.terms.product.clone(),
            what,
            wanted: wanted.clone(),
            known: known.to_vec(),
        })?;
        Ok::<_, Refusal>(found.cloned())
    };
    let Keys { languages, os, .. } = benefit::rules::of(benefit)?;
    Ok(Edition {
        language: choose("language", &wanted.language, languages)?,
        os: choose("os", &wanted.os, os)?,
    })
}

/// Somebody who shall have `count` keys of an edition: those of `held` that count, the oldest
/// first, and how many are missing (SW-8).
#[must_use]
pub fn receiver(
    user: User,
    held: Vec<Key>,
    count: usize,
    edition: &Edition,
    when_held: WhenHeld,
) -> Receiver {
    let counts = |key: &Key| match when_held {
        WhenHeld::TakeMore => false,
        WhenHeld::Show | WhenHeld::Leave => key.state == KeyState::Held && is_of(key, edition),
    };
    let held: Vec<Key> = held.into_iter().filter(counts).take(count).collect();
    Receiver { missing: count - held.len(), user, held }
}

/// Whether a key was handed out in what is asked for; of what is not asked, any will do.
fn is_of(key: &Key, edition: &Edition) -> bool {
    let fits = |wanted: &Option<String>, known: &Option<String>| {
        wanted.is_none() || wanted.as_deref() == known.as_deref()
    };
    fits(&edition.language, &key.language) && fits(&edition.os, &key.os)
}

/// Lets each of `receivers` have what they shall have: what they hold is shown again, unless it is
/// to be left, and what is missing is taken of the `free` keys (SW-2, SW-8).
///
/// # Errors
/// [`KeyRefusal::NoFreeKey`] when more keys are missing than are free, and
/// [`user::rules::may_receive`]'s.
pub fn hand_out(
    benefit: &Benefit,
    free: &[Key],
    receivers: &[Receiver],
    edition: &Edition,
    when_held: WhenHeld,
    returned: u32,
    today: NaiveDate,
) -> Result<Vec<KeyEvent>, Refusal> {
    receivers.iter().try_for_each(|receiver| user::rules::may_receive(&receiver.user))?;
    let missing = receivers.iter().map(|receiver| receiver.missing).sum();
    refuse_if(free.len() < missing, || KeyRefusal::NoFreeKey {
        benefit: benefit.id,
        product: benefit.terms.product.clone(),
        wanted: missing,
        free: free.len(),
        returned,
    })?;
    let mut free = free.iter();
    let mut events = Vec::new();
    for Receiver { user, held, missing } in receivers {
        if when_held != WhenHeld::Leave {
            events.extend(held.iter().map(|key| shown_again(key, &user.email, edition, today)));
        }
        let taken = free.by_ref().take(*missing);
        events.extend(taken.map(|key| revealed(key, &user.email, edition, today)));
    }
    Ok(events)
}

fn revealed(key: &Key, holder: &Email, edition: &Edition, today: NaiveDate) -> KeyEvent {
    KeyEvent::KeyRevealed {
        key: key.id,
        benefit: key.benefit,
        user: holder.clone(),
        language: edition.language.clone(),
        os: edition.os.clone(),
        on: today,
        again: key.state == KeyState::Held,
    }
}

/// A key is shown once more, in the edition that was handed out, be it chosen now or before.
fn shown_again(key: &Key, holder: &Email, edition: &Edition, today: NaiveDate) -> KeyEvent {
    let edition = Edition {
        language: edition.language.clone().or_else(|| key.language.clone()),
        os: edition.os.clone().or_else(|| key.os.clone()),
    };
    revealed(key, holder, &edition, today)
}

/// What is to be said where keys were shown that somebody had: they may have wanted others.
#[must_use]
pub fn held_already(events: &[Event]) -> Option<String> {
    let mut shown = 0;
    let mut held = Vec::new();
    for event in events {
        let Event::Key(KeyEvent::KeyRevealed { key, benefit, user, again, .. }) = event else {
            continue;
        };
        shown += 1;
        if *again {
            held.push((key, benefit, user));
        }
    }
    Some(match held.as_slice() {
        [] => return None,
        [(key, benefit, user)] => format!(
            "{user} holds {key} already, and it is shown again; get-keys {benefit} --another takes \
             a free one"
        ),
        [(_, benefit, _), ..] => format!(
            "{} of {shown} keys are held already, and are shown again; get-keys {benefit} \
             --another takes free ones",
            held.len()
        ),
    })
}

/// Shows a key that is named: to its holder again, or a free or returned one to `to`.
///
/// # Errors
/// [`KeyRefusal::KeyHeld`] when it is another's, [`KeyRefusal::KeyGone`] when it was retired or
/// ended, `BeforeItsBasis` on a day before it was returned.
pub fn show_named(
    key: &Key,
    to: Option<&User>,
    actor: &User,
    edition: &Edition,
    today: NaiveDate,
) -> Result<KeyEvent, Refusal> {
    refuse_if(!is_showable(key), || gone(key))?;
    if let (KeyState::Held, Some(holder)) = (key.state, &key.holder) {
        refuse_if(to.is_some_and(|to| to.email != *holder), || KeyRefusal::KeyHeld {
            key: key.id,
            holder: holder.clone(),
        })?;
        return Ok(shown_again(key, holder, edition, today));
    }
    not_before(key, today)?;
    let to = to.unwrap_or(actor);
    user::rules::may_receive(to)?;
    Ok(shown_again(key, &to.email, edition, today))
}

fn gone(key: &Key) -> KeyRefusal {
    KeyRefusal::KeyGone { key: key.id, state: key.state }
}

/// Whether a key that is not redeemed, replaced or retired can be shown at all.
#[must_use]
pub fn is_showable(key: &Key) -> bool {
    matches!(key.state, KeyState::Free | KeyState::Held | KeyState::Returned)
}

/// Shows keys of a benefit to `actor` for a file; who holds them stays as it was, and a free key is
/// free. Up to [`KEYS_AN_EVENT`] an event.
#[must_use]
pub fn export(benefit: BenefitId, keys: &[Key], actor: &User, today: NaiveDate) -> Vec<KeyEvent> {
    let ids: Vec<KeyId> = keys.iter().filter(|key| is_showable(key)).map(|key| key.id).collect();
    let event = |ids: &[KeyId]| KeyEvent::KeysExported {
        benefit,
        user: actor.email.clone(),
        keys: ids.to_vec(),
        on: today,
    };
    ids.chunks(KEYS_AN_EVENT).map(event).collect()
}

/// Records an activation, and whether it counts against a finite key (SW-4).
///
/// # Errors
/// [`KeyRefusal::KeyNotHeld`], [`KeyRefusal::KeyGone`], `BeforeItsBasis`,
/// [`KeyRefusal::ActivationsUsedUp`].
pub fn activate(
    benefit: &Benefit,
    key: &Key,
    activation: &Activation,
    program: &Program,
    today: NaiveDate,
) -> Result<KeyEvent, Refusal> {
    benefit::rules::usable::<Keys>(benefit)?;
    refuse_if(!is_showable(key), || gone(key))?;
    refuse_if(key.state != KeyState::Held, || KeyRefusal::KeyNotHeld { key: key.id })?;
    not_before(key, today)?;
    let counted = !(activation.reimage && activation.unchanged)
        || program.offer(&benefit.terms.offer).is_none_or(|offer| offer.unchanged_reimage_counts);
    let used_up = |all: &u32| counted && key.activations_used >= *all;
    if let Some(activations) = key.activations.filter(used_up) {
        return Err(KeyRefusal::ActivationsUsedUp { key: key.id, activations }.into());
    }
    Ok(KeyEvent::KeyActivated {
        key: key.id,
        benefit: key.benefit,
        machine: activation.machine.clone(),
        reimage: activation.reimage,
        counted,
        on: today,
    })
}

/// Takes a key back from its holder; nothing when nobody holds it.
///
/// # Errors
/// `BeforeItsBasis` on a day before it was handed out.
pub fn take_back(key: &Key, today: NaiveDate) -> Result<Option<KeyEvent>, Refusal> {
    let holder = key.holder.clone().filter(|_| key.state == KeyState::Held);
    let Some(user) = holder else { return Ok(None) };
    not_before(key, today)?;
    Ok(Some(KeyEvent::KeyReturned { key: key.id, benefit: key.benefit, user, on: today }))
}

/// Whether a key had been handed out by then to whoever holds it, or returned by whoever did.
fn not_before(key: &Key, today: NaiveDate) -> Result<(), Refusal> {
    let (basis, since) = match key.state {
        KeyState::Held => (Basis::KeyRevealed(key.id), key.revealed_on),
        KeyState::Returned => (Basis::KeyReturned(key.id), key.returned_on),
        KeyState::Free | KeyState::Retired | KeyState::Redeemed | KeyState::Replaced => {
            return Ok(());
        }
    };
    since.map_or(Ok(()), |since| Ok(basis.is_there(since, today)?))
}

/// Puts a key out of use for good; nothing when it is already.
///
/// # Errors
/// `BeforeItsBasis` on a day before it was handed out to whoever holds it, or returned.
pub fn retire(key: &Key, today: NaiveDate) -> Result<Option<KeyEvent>, Refusal> {
    if !is_showable(key) {
        return Ok(None);
    }
    not_before(key, today)?;
    Ok(Some(KeyEvent::KeyRetired { key: key.id, benefit: key.benefit, on: today }))
}

/// Makes a key again what it was `before`: who holds it, whether it is in use, how often it was
/// activated.
///
/// # Errors
/// Those of [`benefit::rules::usable`].
pub fn put_back(benefit: &Benefit, before: &Key) -> Result<KeyEvent, Refusal> {
    benefit::rules::usable::<Keys>(benefit)?;
    Ok(KeyEvent::KeyRestored {
        key: before.id,
        benefit: before.benefit,
        state: before.state,
        user: before.holder.clone(),
        activations_used: before.activations_used,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::basis::BeforeItsBasis;
    use crate::domain::benefit::rules::tests::benefit;
    use crate::domain::benefit::{Category, What};
    use crate::domain::id::Id as _;
    use crate::domain::membership::rules::tests::{day, program};
    use crate::domain::refusal::UserRefusal;
    use crate::domain::software::KeyStatus;
    use crate::domain::software::KeyType;
    use crate::domain::user::UserStatus;
    use crate::domain::user::rules::tests::{disabled, user};

    const ON: &str = "2026-03-01";

    fn key(number: u32, state: KeyState) -> Key {
        Key {
            id: KeyId::new(number),
            benefit: BenefitId::new(1),
            key_type: Some(KeyType::Mak),
            activations: Some(2),
            activations_used: 0,
            state,
            holder: (state == KeyState::Held).then(|| user("bo@contoso.com").email),
            revealed_on: None,
            returned_on: None,
            language: None,
            os: None,
            seats: None,
            commitment: String::new(),
        }
    }

    fn software(quantity: Option<u32>) -> Benefit {
        let mut one = benefit(Category::Software, quantity);
        one.terms.what = What::Software(Keys {
            languages: vec!["en-US".to_owned(), "nl-NL".to_owned()],
            os: vec!["windows-x64".to_owned()],
            download_url: None,
        });
        one
    }

    fn revealed_to(number: u32, to: &str, again: bool) -> KeyEvent {
        KeyEvent::KeyRevealed {
            key: KeyId::new(number),
            benefit: BenefitId::new(1),
            user: user(to).email,
            language: None,
            os: None,
            on: day(ON),
            again,
        }
    }

    fn shown(number: u32, to: &str) -> KeyEvent {
        revealed_to(number, to, false)
    }

    fn seen_again(number: u32, to: &str) -> KeyEvent {
        revealed_to(number, to, true)
    }

    fn handed(free: u32, holders: &[User]) -> Result<Vec<KeyEvent>, Refusal> {
        let free: Vec<Key> = (1..=free).map(|number| key(number, KeyState::Free)).collect();
        let plain = Edition::default();
        let with_none = |user: &User| receiver(user.clone(), Vec::new(), 1, &plain, WhenHeld::Show);
        let receivers: Vec<Receiver> = holders.iter().map(with_none).collect();
        hand_out(&software(None), &free, &receivers, &plain, WhenHeld::Show, 4, day(ON))
    }

    /// What Bo gets, who holds keys 7 and 8 of these editions and shall have `count`, while keys 1
    /// to 3 are free.
    fn bo_gets(count: usize, wanted: Option<&str>, when_held: WhenHeld) -> Vec<KeyEvent> {
        let held = |number, language: Option<&str>| Key {
            language: language.map(str::to_owned),
            ..key(number, KeyState::Held)
        };
        let returned =
            Key { holder: Some(user("bo@contoso.com").email), ..key(6, KeyState::Returned) };
        let held = vec![returned, held(7, None), held(8, Some("nl-NL"))];
        let wanted = Edition { language: wanted.map(str::to_owned), os: None };
        let bo = receiver(user("bo@contoso.com"), held, count, &wanted, when_held);
        let free: Vec<Key> = (1..=3).map(|number| key(number, KeyState::Free)).collect();
        let of = software(None);
        hand_out(&of, &free, &[bo], &wanted, when_held, 0, day(ON)).unwrap()
    }

    /// The numbers of the keys, and whether they were held.
    fn numbers(events: &[KeyEvent]) -> Vec<(u32, bool)> {
        let number = |event: &KeyEvent| match event {
            KeyEvent::KeyRevealed { key, again, .. } => (key.number(), *again),
            other => panic!("{other:?}"),
        };
        events.iter().map(number).collect()
    }

    #[test]
    fn keys_that_are_held_are_shown_again_and_what_is_missing_is_taken() {
        let bo = |count| numbers(&bo_gets(count, None, WhenHeld::Show));
        assert_eq!(bo(1), [(7, true)]);
        assert_eq!(bo(2), [(7, true), (8, true)]);
        assert_eq!(bo(4), [(7, true), (8, true), (1, false), (2, false)]);
    }

    #[test]
    fn a_key_of_another_language_is_not_one_of_that_language() {
        let bo = |language| numbers(&bo_gets(1, Some(language), WhenHeld::Show));
        assert_eq!(bo("nl-NL"), [(8, true)]);
        assert_eq!(bo("en-US"), [(1, false)]);
    }

    #[test]
    fn a_plan_leaves_what_is_held_and_more_are_taken_where_more_are_wanted() {
        assert_eq!(numbers(&bo_gets(2, None, WhenHeld::Leave)), []);
        assert_eq!(numbers(&bo_gets(3, None, WhenHeld::Leave)), [(1, false)]);
        assert_eq!(numbers(&bo_gets(2, None, WhenHeld::TakeMore)), [(1, false), (2, false)]);
    }

    #[test]
    fn what_is_held_already_is_said() {
        let note = |count, when_held| {
            let events: Vec<Event> =
                bo_gets(count, None, when_held).into_iter().map(Event::Key).collect();
            held_already(&events)
        };
        let one = "bo@contoso.com holds K7 already, and it is shown again; get-keys B1 --another \
                   takes a free one";
        assert_eq!(note(1, WhenHeld::Show).as_deref(), Some(one));
        let two = "2 of 3 keys are held already, and are shown again; get-keys B1 --another takes \
                   free ones";
        assert_eq!(note(3, WhenHeld::Show).as_deref(), Some(two));
        assert_eq!(note(1, WhenHeld::TakeMore), None);
    }

    #[test]
    fn each_holder_gets_a_key_that_nobody_holds() {
        let holders = [user("bo@contoso.com"), user("cy@contoso.com")];
        assert_eq!(
            handed(3, &holders),
            Ok(vec![shown(1, "bo@contoso.com"), shown(2, "cy@contoso.com")])
        );
    }

    #[test]
    fn too_few_keys_are_handed_to_nobody() {
        let refused = Refusal::Key(KeyRefusal::NoFreeKey {
            benefit: BenefitId::new(1),
            product: "Product".to_owned(),
            wanted: 2,
            free: 1,
            returned: 4,
        });
        let holders = [user("bo@contoso.com"), user("cy@contoso.com")];
        assert_eq!(handed(1, &holders), Err(refused));
    }

    #[test]
    fn a_disabled_user_is_handed_no_key() {
        let gone = disabled("cy@contoso.com");
        let refused = Refusal::User(UserRefusal::UserGone {
            email: gone.email.clone(),
            status: UserStatus::Disabled,
        });
        assert_eq!(handed(2, &[user("bo@contoso.com"), gone]), Err(refused));
    }

    fn again(key: &Key, to: Option<&str>) -> Result<KeyEvent, Refusal> {
        let to = to.map(user);
        let ann = user("ann@contoso.com");
        show_named(key, to.as_ref(), &ann, &Edition::default(), day(ON))
    }

    #[test]
    fn a_named_key_is_shown_again_to_its_holder_and_to_nobody_else() {
        let held = key(7, KeyState::Held);
        assert_eq!(again(&held, None), Ok(seen_again(7, "bo@contoso.com")));
        assert_eq!(again(&held, Some("bo@contoso.com")), Ok(seen_again(7, "bo@contoso.com")));
        let holder = user("bo@contoso.com").email;
        let refused = Refusal::Key(KeyRefusal::KeyHeld { key: held.id, holder });
        assert_eq!(again(&held, Some("cy@contoso.com")), Err(refused));
    }

    #[test]
    fn a_named_key_that_nobody_holds_goes_to_who_is_named_or_who_acts() {
        for state in [KeyState::Free, KeyState::Returned] {
            let free = key(7, state);
            assert_eq!(again(&free, None), Ok(shown(7, "ann@contoso.com")));
            assert_eq!(again(&free, Some("cy@contoso.com")), Ok(shown(7, "cy@contoso.com")));
        }
    }

    #[test]
    fn a_key_out_of_use_is_not_shown() {
        let gone = key(7, KeyState::Retired);
        let refused = KeyRefusal::KeyGone { key: gone.id, state: KeyState::Retired };
        assert_eq!(again(&gone, None), Err(refused.into()));
    }

    #[test]
    fn an_edition_is_one_of_those_there_are_in_their_spelling() {
        let wanted = |language: &str, os: Option<&str>| Edition {
            language: Some(language.to_owned()),
            os: os.map(str::to_owned),
        };
        let chosen = edition(&software(None), &wanted("NL-nl", Some("Windows-X64")));
        assert_eq!(chosen, Ok(wanted("nl-NL", Some("windows-x64"))));
        let refused = Refusal::Key(KeyRefusal::NoSuchEdition {
            product: "Product".to_owned(),
            what: "language",
            wanted: "fr-FR".to_owned(),
            known: vec!["en-US".to_owned(), "nl-NL".to_owned()],
        });
        assert_eq!(edition(&software(None), &wanted("fr-FR", None)), Err(refused));
    }

    fn activated(key: &Key, offer: &str, activation: &Activation) -> Result<KeyEvent, Refusal> {
        let mut of = software(None);
        of.terms.offer = offer.to_owned();
        activate(&of, key, activation, &program(), day(ON))
    }

    fn counts(offer: &str, reimage: bool, unchanged: bool) -> bool {
        let activation = Activation { machine: None, reimage, unchanged };
        match activated(&key(1, KeyState::Held), offer, &activation) {
            Ok(KeyEvent::KeyActivated { counted, .. }) => counted,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn only_unchanged_hardware_of_an_action_pack_is_reimaged_for_nothing() {
        assert!(counts("gold", false, false));
        assert!(counts("gold", true, true));
        assert!(counts("silver", true, true));
        assert!(counts("action-pack", false, false));
        assert!(counts("action-pack", true, false));
        assert!(!counts("action-pack", true, true));
    }

    #[test]
    fn the_activations_of_a_key_are_finite() {
        let used = |used| Key { activations_used: used, ..key(1, KeyState::Held) };
        let plain = Activation::default();
        assert!(activated(&used(1), "gold", &plain).is_ok());
        let refused =
            Refusal::Key(KeyRefusal::ActivationsUsedUp { key: KeyId::new(1), activations: 2 });
        assert_eq!(activated(&used(2), "gold", &plain), Err(refused.clone()));
        let uncounted = Activation { machine: None, reimage: true, unchanged: true };
        assert!(activated(&used(2), "action-pack", &uncounted).is_ok());
        assert_eq!(activated(&used(2), "gold", &uncounted), Err(refused));
        let endless = Key { activations: None, ..used(900) };
        assert!(activated(&endless, "gold", &plain).is_ok());
    }

    #[test]
    fn only_a_held_key_is_activated() {
        let with = |state| activated(&key(1, state), "gold", &Activation::default());
        let id = KeyId::new(1);
        assert_eq!(with(KeyState::Free), Err(KeyRefusal::KeyNotHeld { key: id }.into()));
        assert_eq!(with(KeyState::Returned), Err(KeyRefusal::KeyNotHeld { key: id }.into()));
        let state = KeyState::Retired;
        assert_eq!(with(state), Err(KeyRefusal::KeyGone { key: id, state }.into()));
    }

    #[test]
    fn a_key_sleeps_with_its_benefit_and_lives_again_with_it() {
        for (state, alive, asleep) in [
            (KeyState::Free, KeyStatus::Free, KeyStatus::Ended),
            (KeyState::Held, KeyStatus::Held, KeyStatus::Ended),
            (KeyState::Returned, KeyStatus::Returned, KeyStatus::Ended),
            (KeyState::Retired, KeyStatus::Retired, KeyStatus::Retired),
            (KeyState::Redeemed, KeyStatus::Redeemed, KeyStatus::Redeemed),
        ] {
            assert_eq!((state.status(true), state.status(false)), (alive, asleep));
        }
    }

    #[test]
    fn a_key_is_not_activated_returned_or_retired_before_it_was_handed_out() {
        let held = Key { revealed_on: Some(day("2026-03-05")), ..key(1, KeyState::Held) };
        let refused = || BeforeItsBasis {
            basis: Basis::KeyRevealed(held.id),
            today: day(ON),
            since: day("2026-03-05"),
        };
        let plain = Activation::default();
        let activated = activated(&held, "gold", &plain);
        assert_eq!(activated, Err(Refusal::BeforeItsBasis(refused())));
        assert_eq!(take_back(&held, day(ON)), Err(Refusal::BeforeItsBasis(refused())));
        assert_eq!(retire(&held, day(ON)), Err(Refusal::BeforeItsBasis(refused())));
        assert!(take_back(&held, day("2026-03-05")).unwrap().is_some());
    }

    #[test]
    fn a_returned_key_is_not_handed_out_again_or_retired_before_it_was_returned() {
        let returned = Key { returned_on: Some(day("2026-03-05")), ..key(1, KeyState::Returned) };
        let basis = Basis::KeyReturned(returned.id);
        let refused = BeforeItsBasis { basis, today: day(ON), since: day("2026-03-05") };
        let refused = Refusal::BeforeItsBasis(refused);
        let bo = user("bo@contoso.com");
        let shown = |on| show_named(&returned, None, &bo, &Edition::default(), day(on));
        assert_eq!(shown(ON), Err(refused.clone()));
        assert_eq!(retire(&returned, day(ON)), Err(refused));
        assert!(shown("2026-03-05").is_ok() && retire(&returned, day("2026-03-05")).is_ok());
    }

    #[test]
    fn the_stock_is_not_bounded_by_the_grant_but_more_is_a_warning() {
        assert_eq!(stock_warning(&software(Some(16)), 16), None);
        assert_eq!(stock_warning(&software(None), 1_000_000), None);
        assert_eq!(
            stock_warning(&software(Some(16)), 17).as_deref(),
            Some("B1 has 17 keys, more than the 16 that the program grants (SW-7)")
        );
    }

    #[test]
    fn a_thousand_keys_are_one_event() {
        let commitments: Vec<String> = (0..1_001).map(|number| number.to_string()).collect();
        let mut counters = Counters::default();
        let events = add_keys(BenefitId::new(1), &commitments, Batch::default(), &mut counters);
        let sizes: Vec<usize> = events
            .iter()
            .map(|event| match event {
                KeyEvent::KeysAdded { keys, .. } => keys.len(),
                _ => 0,
            })
            .collect();
        assert_eq!(sizes, [1_000, 1]);
        assert_eq!(counters.give::<KeyId>(), KeyId::new(1_002));
    }

    #[test]
    fn taking_back_and_retiring_twice_is_nothing() {
        let benefit = BenefitId::new(1);
        let id = KeyId::new(1);
        let user = user("bo@contoso.com").email;
        let returned = KeyEvent::KeyReturned { key: id, benefit, user, on: day(ON) };
        let back = |state| take_back(&key(1, state), day(ON));
        assert_eq!(back(KeyState::Held), Ok(Some(returned)));
        assert_eq!(back(KeyState::Returned), Ok(None));
        assert_eq!(back(KeyState::Free), Ok(None));
        let retired = KeyEvent::KeyRetired { key: id, benefit, on: day(ON) };
        assert_eq!(retire(&key(1, KeyState::Free), day(ON)), Ok(Some(retired)));
        assert_eq!(retire(&key(1, KeyState::Retired), day(ON)), Ok(None));
    }
}
