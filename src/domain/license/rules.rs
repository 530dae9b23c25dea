//! License keys: redeemed once, whole, in time, and replaced once (LIC-2 to LIC-10).

use chrono::{Datelike as _, NaiveDate};

use super::{LicenseKeyStatus, Months, Outcome, RedeemMode, Redemption, Subscription};
use crate::domain::basis::Basis;
use crate::domain::benefit::{self, Benefit, Licenses};
use crate::domain::event::LicenseEvent;
use crate::domain::id::KeyId;
use crate::domain::moment::after;
use crate::domain::organization::Organization;
use crate::domain::program::LicenseTerms;
use crate::domain::refusal::{LicenseRefusal, Refusal};
use crate::domain::refuse::refuse_if;
use crate::domain::software::{Key, KeyState};
use crate::domain::user::Email;

/// More seats than this no tenant has; the exact fractions stay far from any overflow.
const MOST_SEATS: u32 = 10_000_000;

/// The last year that is written in four digits, as every day in the log is.
const LAST_YEAR: i32 = 9999;

/// What a key of `seats` seats does to what is running (LIC-4, LIC-5, LIC-10).
///
/// # Errors
/// [`LicenseRefusal::SubscriptionRuns`] for `new` beside a running one,
/// [`LicenseRefusal::NothingRuns`] for the others without one, [`LicenseRefusal::ExtendsTooFar`],
/// [`LicenseRefusal::TooManySeats`], [`LicenseRefusal::EndsTooFar`].
pub fn outcome(
    mode: RedeemMode,
    running: Option<&Subscription>,
    seats: u32,
    terms: &LicenseTerms,
    today: NaiveDate,
) -> Result<Outcome, Refusal> {
    let running = running.filter(|running| running.ends_on > today);
    let (added, year) = (i64::from(seats), i64::from(terms.key_months));
    let (months, seats, from) = match (mode, running.cloned()) {
        (RedeemMode::New, None) => (Months::new(year, 1), seats, today),
        (RedeemMode::New, Some(Subscription { seats, ends_on })) => {
            return Err(LicenseRefusal::SubscriptionRuns { seats, ends_on }.into());
        }
        (_, None) => return Err(LicenseRefusal::NothingRuns { mode }.into()),
        (RedeemMode::AddSeats, Some(running)) => {
            let there = i64::from(running.seats);
            let left = Months::between(today, running.ends_on);
            let months = Months::new(
                there * left.over + added * year * left.under,
                (there + added) * left.under,
            );
            let sum = running.seats.checked_add(seats).filter(|sum| *sum <= MOST_SEATS);
            let sum = sum.ok_or(LicenseRefusal::TooManySeats { running: running.seats, seats })?;
            (months, sum, today)
        }
        (RedeemMode::Extend, Some(Subscription { seats: running, ends_on })) => {
            let times = terms.extend_at_most_times;
            refuse_if(seats > running.saturating_mul(times), || LicenseRefusal::ExtendsTooFar {
                seats,
                running,
                times,
            })?;
            (Months::new(year * added, i64::from(running)), running, ends_on)
        }
    };
    let then = Subscription { seats, ends_on: months.after(from) };
    let is_too_far = then.ends_on.year() > LAST_YEAR;
    refuse_if(is_too_far, || LicenseRefusal::EndsTooFar { year: LAST_YEAR })?;
    Ok(Outcome { months, then })
}

/// The tenant a redemption is for: the ledger's own, or another that is named twice (LIC-3).
///
/// # Errors
/// [`LicenseRefusal::OtherTenant`].
pub fn tenant(
    organization: &Organization,
    named: &str,
    confirmed: Option<&str>,
) -> Result<String, Refusal> {
    let named = named.trim().to_lowercase();
    let same = |other: &str| other.trim().to_lowercase() == named;
    if organization.tenant.as_deref().is_some_and(same) || confirmed.is_some_and(same) {
        return Ok(named);
    }
    Err(LicenseRefusal::OtherTenant { named, ours: organization.tenant.clone() }.into())
}

/// What runs on the tenant: what is named, for it was bought elsewhere or changed in the portal,
/// else what the ledger knows of (LIC-10).
///
/// # Errors
/// [`LicenseRefusal::EndedElsewhere`] for what is over, which would hide what the ledger knows.
pub fn running(
    known: Option<Subscription>,
    elsewhere: Option<&Subscription>,
    today: NaiveDate,
) -> Result<Option<Subscription>, Refusal> {
    match elsewhere {
        Some(elsewhere) if elsewhere.ends_on <= today => {
            Err(LicenseRefusal::EndedElsewhere { ends_on: elsewhere.ends_on }.into())
        }
        Some(elsewhere) => Ok(Some(elsewhere.clone())),
        None => Ok(known),
    }
}

/// The warning when what is named takes the place of something else that the ledger knows to run
/// (LIC-10).
#[must_use]
pub fn passed_over(
    known: Option<&Subscription>,
    named: Option<&Subscription>,
    today: NaiveDate,
) -> Option<String> {
    let known = known.filter(|known| known.ends_on > today && Some(*known) != named)?;
    let named = named?;
    Some(format!(
        "the ledger knows of {} seats until {}; {} seats until {} are taken instead (LIC-10)",
        known.seats, known.ends_on, named.seats, named.ends_on
    ))
}

/// What a redemption is decided on, beside the benefit and the key.
pub struct Circumstances<'c> {
    pub mode: RedeemMode,
    pub tenant: String,
    pub running: Option<Subscription>,
    /// The key that was redeemed last to what runs, and when; none where what runs is named.
    pub latest: Option<(KeyId, NaiveDate)>,
    pub seats: u32,
    pub terms: &'c LicenseTerms,
    /// Who gets the key to see; nobody for a redemption that was made in the portal.
    pub shown_to: Option<Email>,
    pub today: NaiveDate,
}

/// Whether a key of this benefit can be redeemed on `today` (LIC-8).
///
/// # Errors
/// [`LicenseRefusal::ActivateByOver`], and those of [`benefit::rules::usable`].
pub fn in_time(benefit: &Benefit, today: NaiveDate) -> Result<(), Refusal> {
    benefit::rules::usable::<Licenses>(benefit)?;
    let over = benefit.terms.activate_by.filter(|day| *day < today);
    let Some(activate_by) = over else { return Ok(()) };
    Err(LicenseRefusal::ActivateByOver { benefit: benefit.id, activate_by }.into())
}

/// Redeems a key: once, whole, in time (LIC-2, LIC-8).
///
/// # Errors
/// `BeforeItsBasis`, those of [`in_time`] and of [`outcome`].
pub fn redeem(
    benefit: &Benefit,
    key: &Key,
    circumstances: &Circumstances<'_>,
) -> Result<(LicenseEvent, Outcome), Refusal> {
    let Circumstances { mode, tenant, running, latest, seats, terms, shown_to, today } =
        circumstances;
    in_time(benefit, *today)?;
    if let Some((made_of, since)) = latest {
        Basis::Running(*made_of).is_there(*since, *today)?;
    }
    let outcome = outcome(*mode, running.as_ref(), *seats, terms, *today)?;
    let event = LicenseEvent::KeyRedeemed {
        key: key.id,
        benefit: benefit.id,
        product: benefit.terms.product.clone(),
        tenant: tenant.clone(),
        mode: *mode,
        seats: *seats,
        before: running.clone(),
        then: outcome.then.clone(),
        user: shown_to.clone(),
        on: *today,
    };
    Ok((event, outcome))
}

/// A redemption onto the same subscription as another.
#[derive(Clone, Debug)]
pub struct Beside {
    pub made: Redemption,
    /// What became of its key, and how many seats that has.
    pub state: KeyState,
    pub seats: u32,
}

/// What was redeemed onto a subscription beside a key.
#[derive(Clone, Debug, Default)]
pub struct Neighbors {
    /// Before it, the latest first.
    pub earlier: Vec<Beside>,
    /// After it, the earliest first.
    pub later: Vec<Beside>,
    /// Whether what runs was made by it.
    pub is_latest: bool,
}

/// Asks for a replacement of a key that was redeemed by mistake: once, within 30 days, and not of
/// one that `replaces` another itself (LIC-7). What it gave to the subscription is taken out of it:
/// what ran before is restored, and what was redeemed onto it since is computed anew.
///
/// # Errors
/// [`LicenseRefusal::KeyNotRedeemed`], [`LicenseRefusal::KeyReplaced`],
/// [`LicenseRefusal::KeyIsReplacement`], `BeforeItsBasis`, [`LicenseRefusal::ReplacementTooLate`].
pub fn replace(
    key: &Key,
    redemption: Option<&Redemption>,
    replaces: Option<KeyId>,
    beside: &Neighbors,
    terms: &LicenseTerms,
    today: NaiveDate,
) -> Result<LicenseEvent, Refusal> {
    let &Key { id: key, benefit, state, .. } = key;
    refuse_if(state == KeyState::Replaced, || LicenseRefusal::KeyReplaced { key })?;
    if let Some(replaces) = replaces {
        return Err(LicenseRefusal::KeyIsReplacement { key, replaces }.into());
    }
    let redemption = redemption.ok_or(LicenseRefusal::KeyNotRedeemed { key })?;
    Basis::Redemption(key).is_there(redemption.redeemed_on, today)?;
    let until = after(redemption.redeemed_on, terms.replacement_days);
    refuse_if(today > until, || LicenseRefusal::ReplacementTooLate { key, until })?;
    let before = before_mistakes(redemption, &beside.earlier);
    let without = if beside.is_latest {
        Ok(before.clone())
    } else {
        without(redemption, before.clone(), &beside.later, terms)
    };
    Ok(LicenseEvent::KeyReplaced {
        key,
        benefit,
        product: redemption.product.clone(),
        tenant: redemption.tenant.clone(),
        restored: without.is_ok(),
        before: without.unwrap_or(before),
        on: today,
    })
}

/// What ran before a redemption; and where that was made by a key that was replaced since, what
/// ran before that one. `earlier` are the redemptions before it, the latest first.
fn before_mistakes(redemption: &Redemption, earlier: &[Beside]) -> Option<Subscription> {
    let mut before = redemption.before.as_ref();
    let mut earlier: Vec<_> = earlier.iter().collect();
    while let Some(at) = earlier.iter().position(|one| Some(&one.made.then) == before) {
        let one = earlier.remove(at);
        if one.state != KeyState::Replaced {
            break;
        }
        before = one.made.before.as_ref();
    }
    before.cloned()
}

/// That what a key gave to a subscription cannot be computed out of it.
struct Stays;

/// What would run if a redemption had not been made, as it was on what ran `before` it: those that
/// were made later and stand are computed anew, each on its day.
///
/// # Errors
/// [`Stays`] where one of them was built on something else, or ends on a day that was not computed.
fn without(
    redemption: &Redemption,
    before: Option<Subscription>,
    later: &[Beside],
    terms: &LicenseTerms,
) -> Result<Option<Subscription>, Stays> {
    let (mut with, mut without) = (redemption.then.clone(), before);
    for Beside { made, state, seats } in later {
        let compute = |on: Option<&Subscription>| {
            let outcome = outcome(made.mode, on, *seats, terms, made.redeemed_on);
            outcome.map(|outcome| outcome.then).map_err(|_| Stays)
        };
        if made.before.as_ref() != Some(&with) || compute(Some(&with))? != made.then {
            return Err(Stays);
        }
        if *state != KeyState::Replaced {
            without = Some(compute(without.as_ref())?);
        }
        with = made.then.clone();
    }
    Ok(without)
}

/// The warning where what a key gave cannot be taken out of what runs (LIC-7).
#[must_use]
pub fn replacement_warning(event: &LicenseEvent) -> Option<String> {
    match event {
        LicenseEvent::KeyReplaced { key, product, tenant, restored: false, .. } => Some(format!(
            "{product} on {tenant} stays as it is, with what {key} gave it: later keys were \
             redeemed onto it; compare it with the portal, and name what runs there with \
             --seats-now A --ends-on D at the next redemption (LIC-7)"
        )),
        LicenseEvent::KeyReplaced { .. } | LicenseEvent::KeyRedeemed { .. } => None,
    }
}

/// Whether a key that is added takes the place of one that was given back: one for one, of the same
/// benefit (LIC-7). `by` is the key that has its place already.
///
/// # Errors
/// [`LicenseRefusal::KeyOfAnother`], [`LicenseRefusal::KeyNotReplaced`],
/// [`LicenseRefusal::KeyReplacedBy`], [`LicenseRefusal::OneReplacement`].
pub fn takes_place_of(
    benefit: &Benefit,
    replaced: &Key,
    by: Option<KeyId>,
    keys: usize,
) -> Result<(), Refusal> {
    let (key, benefit) = (replaced.id, benefit.id);
    refuse_if(replaced.benefit != benefit, || LicenseRefusal::KeyOfAnother { key, benefit })?;
    refuse_if(replaced.state != KeyState::Replaced, || LicenseRefusal::KeyNotReplaced { key })?;
    if let Some(by) = by {
        return Err(LicenseRefusal::KeyReplacedBy { key, by }.into());
    }
    refuse_if(keys != 1, || LicenseRefusal::OneReplacement { key, keys })
}

/// The seats of each key that is added: those that are named, else those of the benefit or of the
/// key whose place it takes; and the warning where others are named than the benefit says.
///
/// # Errors
/// [`LicenseRefusal::SeatsMissing`].
pub fn seats_of_keys(
    benefit: &Benefit,
    named: Option<u32>,
    replaced: Option<&Key>,
) -> Result<(u32, Option<String>), Refusal> {
    let granted = benefit.terms.seats_per_key();
    let found = named.or_else(|| replaced.and_then(|key| key.seats)).or(granted);
    let seats = found.ok_or(LicenseRefusal::SeatsMissing { benefit: benefit.id })?;
    let other = granted.filter(|granted| *granted != seats);
    let warning = other.map(|granted| {
        format!("a key of {} has {granted} seats, and {seats} were recorded", benefit.id)
    });
    Ok((seats, warning))
}

/// What a license key is on a day on which its benefit lives, or does not.
#[must_use]
pub fn status(key: &Key, benefit_lives: bool) -> LicenseKeyStatus {
    match key.state {
        KeyState::Redeemed => LicenseKeyStatus::Redeemed,
        KeyState::Replaced => LicenseKeyStatus::Replaced,
        KeyState::Free | KeyState::Held | KeyState::Returned if benefit_lives => {
            LicenseKeyStatus::Unredeemed
        }
        KeyState::Free | KeyState::Held | KeyState::Returned | KeyState::Retired => {
            LicenseKeyStatus::Ended
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::basis::BeforeItsBasis;
    use crate::domain::benefit::Category;
    use crate::domain::id::{BenefitId, Id as _};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn terms() -> LicenseTerms {
        LicenseTerms {
            key_months: 12,
            extend_at_most_times: 3,
            replacement_days: 30,
            source: String::new(),
        }
    }

    fn running(seats: u32, ends_on: &str) -> Subscription {
        Subscription { seats, ends_on: day(ends_on) }
    }

    fn decided(mode: RedeemMode, there: (u32, &str), seats: u32) -> Result<Outcome, Refusal> {
        outcome(mode, Some(&running(there.0, there.1)), seats, &terms(), day("2026-06-01"))
    }

    #[test]
    fn adding_25_seats_to_100_with_6_months_left_leaves_7_2_months() {
        let outcome = decided(RedeemMode::AddSeats, (100, "2026-12-01"), 25).unwrap();
        assert_eq!(outcome.months, Months::new(72, 10));
        assert_eq!(outcome.months.to_string(), "7.2");
        assert_eq!(outcome.then, running(125, "2027-01-07"));
    }

    #[test]
    fn extending_is_as_published() {
        for (there, seats, months, ends_on) in
            [(100, 25, 3, "2027-03-01"), (100, 100, 12, "2027-12-01"), (5, 10, 24, "2028-12-01")]
        {
            let outcome = decided(RedeemMode::Extend, (there, "2026-12-01"), seats).unwrap();
            assert_eq!(outcome.months, Months::new(months, 1));
            assert_eq!(outcome.then, running(there, ends_on));
        }
    }

    #[test]
    fn extending_goes_no_further_than_three_years() {
        assert!(decided(RedeemMode::Extend, (5, "2026-12-01"), 15).is_ok());
        assert_eq!(
            decided(RedeemMode::Extend, (5, "2026-12-01"), 16),
            Err(LicenseRefusal::ExtendsTooFar { seats: 16, running: 5, times: 3 }.into())
        );
    }

    #[test]
    fn a_new_subscription_runs_twelve_months_and_stands_alone() {
        let new = |running| outcome(RedeemMode::New, running, 25, &terms(), day("2028-02-29"));
        assert_eq!(new(None).unwrap().then, running(25, "2029-02-28"));
        let other = running(100, "2028-12-31");
        assert!(matches!(
            new(Some(&other)),
            Err(Refusal::License(LicenseRefusal::SubscriptionRuns { seats: 100, .. }))
        ));
        let ended = running(100, "2028-02-29");
        assert!(new(Some(&ended)).is_ok());
    }

    #[test]
    fn months_are_whole_calendar_months_and_days_of_the_month_begun() {
        let between = |from, to| Months::between(day(from), day(to));
        assert_eq!(between("2026-01-31", "2026-02-28"), Months::new(1, 1));
        assert_eq!(between("2026-01-15", "2026-03-01"), Months::new(28 + 14, 28));
        assert_eq!(between("2026-06-01", "2026-06-01"), Months::new(0, 1));
        assert_eq!(between("2027-12-15", "2028-02-29"), Months::new(2 * 29 + 14, 29));
    }

    #[test]
    fn a_span_added_to_its_beginning_is_its_end() {
        let begin = day("2026-01-28");
        for days in 0..1_200 {
            let end = after(begin, days);
            assert_eq!(Months::between(begin, end).after(begin), end, "{end}");
        }
    }

    #[test]
    fn a_day_is_rounded_down() {
        // A third of the 30 days of June is ten days; a third of 31 is ten, and a bit.
        assert_eq!(Months::new(1, 3).after(day("2026-06-01")), day("2026-06-11"));
        assert_eq!(Months::new(1, 3).after(day("2026-07-01")), day("2026-07-11"));
        assert_eq!(Months::new(1, 3).to_string(), "0.3333");
    }

    /// A license key of 25 seats.
    fn key(number: u32, state: KeyState) -> Key {
        Key {
            id: KeyId::new(number),
            benefit: BenefitId::new(1),
            key_type: None,
            activations: None,
            activations_used: 0,
            state,
            holder: None,
            revealed_on: None,
            returned_on: None,
            language: None,
            os: None,
            seats: Some(25),
            commitment: String::new(),
        }
    }

    #[test]
    fn nothing_is_redeemed_on_a_day_before_what_it_builds_upon() {
        let first = day("2026-05-01");
        let redeemed = |mode, latest, on: &str| {
            let circumstances = Circumstances {
                mode,
                tenant: "contoso.onmicrosoft.com".to_owned(),
                running: Some(running(25, "2027-05-01")),
                latest,
                seats: 25,
                terms: &terms(),
                shown_to: None,
                today: day(on),
            };
            let one = benefit::rules::tests::benefit(Category::License, None);
            redeem(&one, &key(2, KeyState::Free), &circumstances).map(|(_, outcome)| outcome.then)
        };
        let latest = Some((KeyId::new(1), first));
        let before = Refusal::BeforeItsBasis(BeforeItsBasis {
            basis: Basis::Running(KeyId::new(1)),
            today: day("2026-04-30"),
            since: first,
        });
        for mode in RedeemMode::ALL {
            assert_eq!(redeemed(*mode, latest, "2026-04-30"), Err(before.clone()), "{mode}");
        }
        // 25 seats with twelve months left and 25 more for twelve months.
        let both = running(50, "2027-05-01");
        assert_eq!(redeemed(RedeemMode::AddSeats, latest, "2026-05-01"), Ok(both));
        // What is named is built upon, whatever the ledger knows of.
        assert!(redeemed(RedeemMode::AddSeats, None, "2026-04-30").is_ok());
    }

    #[test]
    fn a_key_is_replaced_from_the_day_of_its_redemption_to_day_thirty() {
        let done = Redemption {
            key: KeyId::new(1),
            tenant: "contoso.onmicrosoft.com".to_owned(),
            product: "M365".to_owned(),
            mode: RedeemMode::New,
            redeemed_on: day("2026-05-01"),
            operation: 7,
            before: None,
            then: running(25, "2027-05-01"),
        };
        let one = key(1, KeyState::Redeemed);
        let replaced = |on: &str| {
            let beside = Neighbors { is_latest: true, ..Neighbors::default() };
            replace(&one, Some(&done), None, &beside, &terms(), day(on)).map(|_| ())
        };
        let before = Refusal::BeforeItsBasis(BeforeItsBasis {
            basis: Basis::Redemption(one.id),
            today: day("2026-04-30"),
            since: day("2026-05-01"),
        });
        let late = Refusal::License(LicenseRefusal::ReplacementTooLate {
            key: one.id,
            until: day("2026-05-31"),
        });
        for (on, expected) in [
            ("2026-04-30", Err(before)),
            ("2026-05-01", Ok(())),
            ("2026-05-31", Ok(())),
            ("2026-06-01", Err(late)),
        ] {
            assert_eq!(replaced(on), expected, "{on}");
        }
    }

    #[test]
    fn a_replacement_is_one_key_for_one_that_was_given_back_and_is_not_replaced_itself() {
        let of = benefit::rules::tests::benefit(Category::License, None);
        let other = Benefit { id: BenefitId::new(2), ..of.clone() };
        let (id, by) = (KeyId::new(1), KeyId::new(5));
        let refused = |refusal: LicenseRefusal| Err(Refusal::License(refusal));
        let given_back = key(1, KeyState::Replaced);
        for (benefit, state, has_its_place, keys, expected) in [
            (&of, KeyState::Replaced, None, 1, Ok(())),
            (
                &other,
                KeyState::Redeemed,
                Some(by),
                2,
                refused(LicenseRefusal::KeyOfAnother { key: id, benefit: other.id }),
            ),
            (
                &of,
                KeyState::Redeemed,
                Some(by),
                2,
                refused(LicenseRefusal::KeyNotReplaced { key: id }),
            ),
            (
                &of,
                KeyState::Replaced,
                Some(by),
                2,
                refused(LicenseRefusal::KeyReplacedBy { key: id, by }),
            ),
            (
                &of,
                KeyState::Replaced,
                None,
                2,
                refused(LicenseRefusal::OneReplacement { key: id, keys: 2 }),
            ),
        ] {
            let replaced = Key { state, ..given_back.clone() };
            assert_eq!(takes_place_of(benefit, &replaced, has_its_place, keys), expected);
        }
        let beside = Neighbors::default();
        let today = day("2026-06-01");
        assert_eq!(
            replace(&key(5, KeyState::Redeemed), None, Some(id), &beside, &terms(), today),
            Err(LicenseRefusal::KeyIsReplacement { key: by, replaces: id }.into())
        );
    }

    #[test]
    fn another_tenant_must_be_named_twice() {
        let organization = Organization {
            tenant: Some("Contoso.onmicrosoft.com".to_owned()),
            ..Default::default()
        };
        let decided = |named, confirmed| tenant(&organization, named, confirmed);
        assert!(decided("contoso.onmicrosoft.com", None).is_ok());
        assert!(decided("fabrikam.onmicrosoft.com", None).is_err());
        assert!(decided("fabrikam.onmicrosoft.com", Some("contoso.onmicrosoft.com")).is_err());
        assert!(decided("fabrikam.onmicrosoft.com", Some("Fabrikam.onmicrosoft.com")).is_ok());
    }
}
