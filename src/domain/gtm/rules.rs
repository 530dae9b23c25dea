//! Go-To-Market offers: which there are and from which packages, the marketing contact, and
//! activation (GTM-1 to GTM-3).

use chrono::NaiveDate;

use super::{Contact, GtmOffer, GtmStatus};
use crate::domain::basis::Basis;
use crate::domain::benefit::Standing;
use crate::domain::event::GtmEvent;
use crate::domain::organization::Organization;
use crate::domain::refusal::{GtmRefusal, Refusal};
use crate::domain::refuse::refuse_if;
use crate::domain::user::{self, User, UserStatus};

/// Sets the marketing contact: a user from the list, an email other than the company's account,
/// a phone, a language (GTM-2). Nothing when it is so already.
///
/// # Errors
/// [`GtmRefusal::ContactIsAccount`], [`GtmRefusal::ContactWithoutPhone`],
/// [`GtmRefusal::ContactWithoutLanguage`], and those of [`user::rules::may_receive`].
pub fn set_contact(
    user: &User,
    contact: &Contact,
    known: Option<&Contact>,
    organization: &Organization,
) -> Result<Option<GtmEvent>, Refusal> {
    user::rules::may_receive(user)?;
    let Contact { user, contact_email, phone, language } = contact.clone();
    if organization.account_email.as_ref() == Some(&contact_email) {
        return Err(GtmRefusal::ContactIsAccount { email: contact_email }.into());
    }
    if phone.chars().filter(char::is_ascii_digit).count() < 5 {
        return Err(GtmRefusal::ContactWithoutPhone { phone }.into());
    }
    let mut parts = language.split('-');
    let primary = parts.next().unwrap_or_default();
    let is_word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let primary_fits =
        (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !primary_fits || !parts.all(is_word) {
        return Err(GtmRefusal::ContactWithoutLanguage { language }.into());
    }
    let event = GtmEvent::ContactSet { user, contact_email, phone, language };
    Ok((known != Some(contact)).then_some(event))
}

/// Asks for activation; nothing when that was done (GTM-3).
///
/// # Errors
/// [`GtmRefusal::NoContact`] (GTM-2), [`GtmRefusal::ContactGone`] (GTM-4),
/// [`GtmRefusal::GtmNotBegun`], [`GtmRefusal::GtmExpired`].
pub fn activate(
    offer: &GtmOffer,
    contact: Option<&User>,
    today: NaiveDate,
) -> Result<Option<GtmEvent>, Refusal> {
    has_begun(offer)?;
    match offer.status(today) {
        GtmStatus::Expired => Err(expired(offer, today)),
        GtmStatus::Pending | GtmStatus::Active => Ok(None),
        // Nothing is asked for twice.
        GtmStatus::Available if offer.is_requested_later(today) => Ok(None),
        GtmStatus::Available => {
            // The instructions would be mailed to somebody who does not get them any more.
            let contact = contact.ok_or(GtmRefusal::NoContact)?;
            let (user, status) = (contact.email.clone(), contact.status);
            refuse_if(has_left(contact), || GtmRefusal::ContactGone { user, status })?;
            Ok(Some(GtmEvent::GtmActivated { gtm: offer.id, on: today }))
        }
    }
}

fn has_left(contact: &User) -> bool {
    contact.status != UserStatus::Active
}

/// That the marketing contact has left (GTM-4).
#[must_use]
pub fn contact_gone(contact: &User) -> Option<String> {
    has_left(contact)
        .then(|| format!("the marketing contact {} is {} (GTM-4)", contact.email, contact.status))
}

/// Whether a membership has brought an offer by the day that it is told for.
fn has_begun(offer: &GtmOffer) -> Result<(), Refusal> {
    let (gtm, starts_on) = (offer.id, offer.starts_on);
    refuse_if(offer.standing == Standing::Coming, || GtmRefusal::GtmNotBegun { gtm, starts_on })
}

/// That an offer can be used no more, and its last day.
fn expired(offer: &GtmOffer, today: NaiveDate) -> Refusal {
    let last = offer.expires.map_or(offer.ends_on, |expires| expires.min(offer.ends_on));
    Refusal::Gtm(GtmRefusal::GtmExpired { gtm: offer.id, on: (last < today).then_some(last) })
}

/// Takes down that an offer is active, and until when; nothing when it is so already (GTM-3).
///
/// # Errors
/// [`GtmRefusal::GtmNotBegun`], [`GtmRefusal::GtmExpired`] where no membership brings it any more,
/// [`GtmRefusal::GtmNotRequested`], `BeforeItsBasis`, [`GtmRefusal::ExpiresInThePast`].
pub fn confirm(
    offer: &GtmOffer,
    expires: NaiveDate,
    today: NaiveDate,
) -> Result<Option<GtmEvent>, Refusal> {
    has_begun(offer)?;
    refuse_if(!offer.is_live(), || expired(offer, today))?;
    let gtm = offer.id;
    let waits = offer.status(today) != GtmStatus::Available || offer.is_requested_later(today);
    let requested_on = offer.requested_on.filter(|_| waits);
    let requested_on = requested_on.ok_or(GtmRefusal::GtmNotRequested { gtm })?;
    Basis::GtmActivation(gtm).is_there(requested_on, today)?;
    refuse_if(expires < today, || GtmRefusal::ExpiresInThePast { gtm, expires })?;
    let changed = offer.expires != Some(expires);
    Ok(changed.then_some(GtmEvent::GtmConfirmed { gtm, expires, on: today }))
}

/// Makes an offer again what it was `before`: requested, active, or neither. Nothing when it is so.
#[must_use]
pub fn put_back(now: &GtmOffer, before: &GtmOffer) -> Option<GtmEvent> {
    let same = (now.requested_on, now.expires) == (before.requested_on, before.expires);
    (!same).then_some(GtmEvent::GtmRestored {
        gtm: before.id,
        requested_on: before.requested_on,
        expires: before.expires,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::basis::BeforeItsBasis;
    use crate::domain::benefit::{Category, InForce, Line, course};
    use crate::domain::id::{GtmId, Id as _};
    use crate::domain::membership::rules::tests::{day, membership, program};
    use crate::domain::user::rules::tests::user;
    use crate::domain::user::{Email, UserStatus};

    const ON: &str = "2026-03-01";

    fn offer(requested_on: Option<&str>, expires: Option<&str>) -> GtmOffer {
        GtmOffer {
            id: GtmId::new(1),
            name: "Marketing assets".to_owned(),
            sources: vec!["Gold Core".to_owned()],
            offer: "gold".to_owned(),
            standing: Standing::Live,
            year_from: day("2026-01-15"),
            starts_on: day("2026-01-15"),
            ends_on: day("2027-02-14"),
            requested_on: requested_on.map(day),
            expires: expires.map(day),
        }
    }

    /// The same on a day on which no membership brings it.
    fn over(offer: GtmOffer) -> GtmOffer {
        GtmOffer { standing: Standing::Over, ..offer }
    }

    fn contact() -> Contact {
        Contact {
            user: "bo@contoso.com".parse().unwrap(),
            contact_email: "news@contoso.com".parse().unwrap(),
            phone: "+45 33 12 34 56".to_owned(),
            language: "da-DK".to_owned(),
        }
    }

    fn contoso() -> Organization {
        let account_email = Some("partner@contoso.com".parse().unwrap());
        Organization { account_email, ..Organization::default() }
    }

    fn set(contact: &Contact) -> Result<Option<GtmEvent>, Refusal> {
        set_contact(&user("bo@contoso.com"), contact, None, &contoso())
    }

    /// The offers of what is held, and their sources.
    fn offers(memberships: &[(&str, &str)]) -> Vec<(String, Vec<String>)> {
        let held: Vec<_> = (1..)
            .zip(memberships)
            .map(|(number, (offer, competency))| membership(number, offer, competency))
            .collect();
        let (program, from) = (program(), day(ON));
        let course = course(&[InForce { program: &program, from }], &held, &[]);
        let of_marketing =
            program.benefits.iter().filter(|row| row.category == Category::GoToMarket);
        let brought = of_marketing.filter_map(|row| {
            let line = held.iter().find_map(|held| Line::of(&program, row, held))?;
            let segment = course.on(&line, day(ON))?;
            Some((line.product.clone(), segment.sources.clone()))
        });
        brought.collect()
    }

    #[test]
    fn every_membership_brings_three_offers_and_the_higher_ones_more() {
        let names = |held: &[(&str, &str)]| -> Vec<String> {
            offers(held).into_iter().map(|(name, _)| name).collect()
        };
        let all = [
            "Marketing assets",
            "Sales enablement platform",
            "On-demand digital marketing",
            "Business profile optimization and referral management",
            "How to market with Microsoft",
            "Partner Go-To-Market Toolbox",
        ];
        assert_eq!(names(&[("action-pack", "")]), all[..3]);
        assert_eq!(names(&[("silver", "DevOps")]), all[..5]);
        assert_eq!(names(&[("isv-co-sell", "")]), all[..5]);
        assert_eq!(names(&[("gold", "DevOps")]), all);
        assert_eq!(names(&[("silver", "DevOps"), ("gold", "Security")]), all);
        assert_eq!(names(&[]), [] as [&str; 0]);
    }

    #[test]
    fn an_offer_shows_the_packages_it_comes_from() {
        let sources = |held: &[(&str, &str)]| offers(held).remove(0).1;
        assert_eq!(sources(&[("action-pack", "")]), ["Action Pack Core"]);
        assert_eq!(
            sources(&[("silver", "DevOps"), ("isv-co-sell", "")]),
            ["Silver Core", "ISV Co-sell ready"]
        );
        // Of the core packages only that of the highest level counts, and once.
        let held = [("silver", "DevOps"), ("gold", "DevOps"), ("gold", "Security")];
        assert_eq!(sources(&held), ["Gold Core"]);
    }

    #[test]
    fn nothing_is_activated_before_a_contact_is_set() {
        let available = offer(None, None);
        assert_eq!(activate(&available, None, day(ON)), Err(GtmRefusal::NoContact.into()));
        let event = GtmEvent::GtmActivated { gtm: available.id, on: day(ON) };
        assert_eq!(activate(&available, Some(&user("bo@contoso.com")), day(ON)), Ok(Some(event)));
        // Nor while it is somebody who has left (GTM-4).
        let gone = User { status: UserStatus::Offboarded, ..user("bo@contoso.com") };
        let refused = GtmRefusal::ContactGone { user: gone.email.clone(), status: gone.status };
        assert_eq!(activate(&available, Some(&gone), day(ON)), Err(refused.into()));
        assert!(contact_gone(&gone).is_some() && contact_gone(&user("bo@contoso.com")).is_none());
        // What was asked for is not asked for again, with a contact or without.
        assert_eq!(activate(&offer(Some(ON), None), None, day(ON)), Ok(None));
    }

    #[test]
    fn an_offer_is_pending_until_it_is_confirmed_and_active_to_its_last_day() {
        let expires = "2026-09-01";
        let active = offer(Some(ON), Some(expires));
        for (one, on, status) in [
            (&offer(None, None), ON, GtmStatus::Available),
            (&offer(None, None), "2027-02-14", GtmStatus::Available),
            (&over(offer(None, None)), "2027-02-15", GtmStatus::Expired),
            (&offer(Some(ON), None), "2027-02-14", GtmStatus::Pending),
            (&over(offer(Some(ON), None)), "2027-02-15", GtmStatus::Expired),
            (&active, expires, GtmStatus::Active),
            (&active, "2026-09-02", GtmStatus::Expired),
        ] {
            assert_eq!(one.status(day(on)), status, "{on}");
        }
    }

    #[test]
    fn an_offer_is_available_anew_in_the_next_year_unless_it_is_active_yet() {
        let in_next_year = |requested_on, expires| GtmOffer {
            year_from: day("2027-01-20"),
            ends_on: day("2028-02-14"),
            ..offer(requested_on, expires)
        };
        let today = day("2027-02-01");
        for (one, status) in [
            // Expired, or never confirmed, it is asked for anew (R8).
            (in_next_year(Some(ON), Some("2026-09-01")), GtmStatus::Available),
            (in_next_year(Some(ON), None), GtmStatus::Available),
            // A confirmation counts until it expires.
            (in_next_year(Some(ON), Some("2027-06-01")), GtmStatus::Active),
            (in_next_year(Some("2027-01-25"), None), GtmStatus::Pending),
        ] {
            assert_eq!(one.status(today), status, "{one:?}");
            let asked = activate(&one, Some(&user("bo@contoso.com")), today);
            let event = GtmEvent::GtmActivated { gtm: one.id, on: today };
            assert_eq!(asked, Ok((status == GtmStatus::Available).then_some(event)));
        }
        // What was asked for a year ago is not confirmed any more.
        let gone = in_next_year(Some(ON), None);
        let refused = GtmRefusal::GtmNotRequested { gtm: gone.id };
        assert_eq!(confirm(&gone, day("2027-09-01"), today), Err(refused.into()));
    }

    #[test]
    fn what_no_membership_brings_any_more_is_neither_active_nor_activated_nor_confirmed() {
        let until = day("2026-09-01");
        for (requested_on, expires) in
            [(None, None), (Some(ON), None), (Some(ON), Some("2026-09-01"))]
        {
            let gone = over(offer(requested_on, expires));
            assert_eq!(gone.status(day(ON)), GtmStatus::Expired);
            let refused = |on| Err(GtmRefusal::GtmExpired { gtm: gone.id, on }.into());
            assert_eq!(activate(&gone, Some(&user("bo@contoso.com")), day(ON)), refused(None));
            assert_eq!(confirm(&gone, until, day(ON)), refused(None));
            let later = day("2027-03-01");
            let last = expires.map_or(gone.ends_on, day);
            assert_eq!(activate(&gone, Some(&user("bo@contoso.com")), later), refused(Some(last)));
        }
    }

    #[test]
    fn what_no_membership_brings_yet_is_neither_activated_nor_confirmed_and_says_from_when() {
        let before = day("2026-01-14");
        for asked in [None, Some(ON)] {
            let coming = GtmOffer { standing: Standing::Coming, ..offer(asked, None) };
            let (gtm, starts_on) = (coming.id, coming.starts_on);
            let refused = || Err(GtmRefusal::GtmNotBegun { gtm, starts_on }.into());
            assert_eq!(activate(&coming, Some(&user("bo@contoso.com")), before), refused());
            assert_eq!(confirm(&coming, day("2026-09-01"), before), refused());
        }
    }

    #[test]
    fn only_what_was_asked_for_is_confirmed_and_not_for_a_day_that_is_past() {
        let pending = offer(Some(ON), None);
        let until = day("2026-09-01");
        let refused = Refusal::Gtm(GtmRefusal::GtmNotRequested { gtm: pending.id });
        assert_eq!(confirm(&offer(None, None), until, day(ON)), Err(refused));
        let event = GtmEvent::GtmConfirmed { gtm: pending.id, expires: until, on: day(ON) };
        assert_eq!(confirm(&pending, until, day(ON)), Ok(Some(event)));
        let past = day("2026-02-28");
        let basis = Basis::GtmActivation(pending.id);
        let refused =
            Refusal::BeforeItsBasis(BeforeItsBasis { basis, today: past, since: day(ON) });
        assert_eq!(confirm(&pending, until, past), Err(refused));
        let refused = Refusal::Gtm(GtmRefusal::ExpiresInThePast { gtm: pending.id, expires: past });
        assert_eq!(confirm(&pending, past, day(ON)), Err(refused));
        assert!(confirm(&pending, day(ON), day(ON)).is_ok());
        assert_eq!(confirm(&offer(Some(ON), Some("2026-09-01")), until, day(ON)), Ok(None));
    }

    #[test]
    fn what_is_asked_for_later_is_available_before_and_not_asked_for_twice() {
        for later in
            [offer(Some("2026-03-05"), None), offer(Some("2026-03-05"), Some("2026-09-01"))]
        {
            assert_eq!(later.status(day(ON)), GtmStatus::Available);
            assert_eq!(activate(&later, Some(&user("bo@contoso.com")), day(ON)), Ok(None));
            let refused = confirm(&later, day("2026-10-01"), day(ON));
            assert!(matches!(refused, Err(Refusal::BeforeItsBasis(_))), "{refused:?}");
        }
    }

    #[test]
    fn a_contact_has_an_email_other_than_the_account_a_phone_and_a_language() {
        assert!(set(&contact()).unwrap().is_some());
        let email: Email = "Partner@Contoso.com".parse().unwrap();
        let account = Contact { contact_email: email.clone(), ..contact() };
        assert_eq!(set(&account), Err(GtmRefusal::ContactIsAccount { email }.into()));
        for (phone, fits) in [("12345", true), ("+31 (0)20 5", true), ("1234", false), ("", false)]
        {
            let one = Contact { phone: phone.to_owned(), ..contact() };
            assert_eq!(set(&one).is_ok(), fits, "{phone}");
        }
        for (language, fits) in [
            ("da", true),
            ("zh-Hant-TW", true),
            ("fil", true),
            ("", false),
            ("d", false),
            ("Dutch", false),
            ("da-", false),
            ("da_DK", false),
            ("4da", false),
        ] {
            let one = Contact { language: language.to_owned(), ..contact() };
            assert_eq!(set(&one).is_ok(), fits, "{language}");
        }
    }

    #[test]
    fn a_contact_is_an_active_user_and_set_once() {
        let same = set_contact(&user("bo@contoso.com"), &contact(), Some(&contact()), &contoso());
        assert_eq!(same, Ok(None));
        let gone = User { status: UserStatus::Offboarded, ..user("bo@contoso.com") };
        assert!(set_contact(&gone, &contact(), None, &contoso()).is_err());
    }
}
