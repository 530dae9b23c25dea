//! Recipients: who can open the ledger's keys, and who no longer.

use chrono::NaiveDate;

use super::{Recipient, SHORTEST};
use crate::domain::event::RecipientEvent;
use crate::domain::name::Ambiguous;
use crate::domain::refusal::{RecipientRefusal, Refusal};
use crate::domain::user::{Email, Seen};

/// Adds a way in. Of one that is there already it is said whose it is; nothing when that is known.
#[must_use]
pub fn add(
    known: &[Recipient],
    recipient: &str,
    user: Option<&Email>,
    recovery: Option<String>,
    today: NaiveDate,
) -> Option<RecipientEvent> {
    let recipient = recipient.to_owned();
    match (known.iter().find(|known| known.recipient == recipient), user) {
        (None, user) => {
            let (user, on) = (user.cloned(), today);
            Some(RecipientEvent::RecipientAdded { recipient, user, recovery, on })
        }
        (Some(there), Some(user)) if there.user.as_ref() != Some(user) => {
            Some(RecipientEvent::RecipientNamed { recipient, user: user.clone() })
        }
        (Some(_), _) => None,
    }
}

/// The recipient of that name: the public key itself, a beginning of it, or its user's email.
///
/// # Errors
/// [`RecipientRefusal::NoSuchRecipient`], [`Ambiguous`].
pub fn named<'r>(known: &'r [Recipient], name: &str) -> Result<&'r Recipient, Refusal> {
    if let Some(exact) = known.iter().find(|known| known.recipient == name) {
        return Ok(exact);
    }
    let is_named = |known: &&Recipient| {
        let user = known.user.as_ref().is_some_and(|user| user.as_str() == name.to_lowercase());
        user || (name.len() >= SHORTEST && known.recipient.starts_with(name))
    };
    let found: Vec<&Recipient> = known.iter().filter(is_named).collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(RecipientRefusal::NoSuchRecipient { recipient: name.to_owned() }.into()),
        several => {
            let candidates = several.iter().map(|known| known.recipient.clone()).collect();
            Err(Ambiguous { name: name.to_owned(), candidates }.into())
        }
    }
}

/// Takes a way in away. `seen` is what its user was shown, `keys` how many sealed values it could
/// have opened.
///
/// # Errors
/// [`RecipientRefusal::LastRecipient`]: nobody could open anything any more.
pub fn remove(
    known: &[Recipient],
    leaver: &Recipient,
    seen: Seen,
    keys: u32,
    today: NaiveDate,
) -> Result<RecipientEvent, Refusal> {
    let Recipient { recipient, user, .. } = leaver.clone();
    if known.len() < 2 {
        return Err(RecipientRefusal::LastRecipient { recipient }.into());
    }
    Ok(RecipientEvent::RecipientRemoved {
        recipient,
        user,
        keys_seen: seen.keys,
        contracts_seen: seen.contracts,
        keys,
        on: today,
    })
}

/// What is worth a warning of so many ways in.
#[must_use]
pub fn warning(ways_in: usize) -> Option<String> {
    (ways_in < 2).then(|| {
        "one identity alone opens the keys; when it is lost, so are they: mpn seal add RECIPIENT, \
         or mpn seal recovery"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: fn() -> NaiveDate = || "2026-06-01".parse().unwrap();

    fn known() -> Vec<Recipient> {
        let one = |recipient: &str, user: Option<&str>| Recipient {
            recipient: recipient.to_owned(),
            user: user.map(|user| user.parse().unwrap()),
            recovery: None,
            since: DAY(),
        };
        vec![
            one("age1qqqqqqqq1", Some("ann@contoso.com")),
            one("age1qqqqqqqq2", Some("bo@contoso.com")),
            one("ssh-ed25519 AAAA", Some("bo@contoso.com")),
        ]
    }

    #[test]
    fn a_recipient_is_added_once() {
        assert!(add(&known(), "age1new", None, None, DAY()).is_some());
        assert_eq!(add(&known(), "age1qqqqqqqq1", None, None, DAY()), None);
    }

    #[test]
    fn whose_a_recipient_is_can_be_said_later() {
        let [ann, bo] = ["ann", "bo"].map(|name| format!("{name}@contoso.com").parse().unwrap());
        let said = |user| add(&known(), "age1qqqqqqqq1", Some(user), None, DAY());
        assert_eq!(said(&ann), None);
        let recipient = "age1qqqqqqqq1".to_owned();
        assert_eq!(said(&bo), Some(RecipientEvent::RecipientNamed { recipient, user: bo.clone() }));
    }

    #[test]
    fn a_recipient_is_named_by_itself_by_a_beginning_or_by_its_user() {
        let known = known();
        for name in ["age1qqqqqqqq1", "Ann@Contoso.com"] {
            assert_eq!(named(&known, name).unwrap().recipient, "age1qqqqqqqq1");
        }
        assert_eq!(named(&known, "ssh-ed25519").unwrap().recipient, "ssh-ed25519 AAAA");
        for name in ["age1qqqqqqqq", "bo@contoso.com"] {
            assert!(
                matches!(named(&known, name), Err(Refusal::Ambiguous(Ambiguous { .. }))),
                "{name}"
            );
        }
        for name in ["age1", "", "cy@contoso.com"] {
            assert!(
                matches!(
                    named(&known, name),
                    Err(Refusal::Recipient(RecipientRefusal::NoSuchRecipient { .. }))
                ),
                "{name}"
            );
        }
    }

    #[test]
    fn the_last_way_in_stays() {
        let known = known();
        assert!(remove(&known, &known[0], Seen::default(), 3, DAY()).is_ok());
        let refused = Refusal::Recipient(RecipientRefusal::LastRecipient {
            recipient: known[0].recipient.clone(),
        });
        assert_eq!(remove(&known[..1], &known[0], Seen::default(), 3, DAY()), Err(refused));
    }
}
