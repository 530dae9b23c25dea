//! Partner Advisory Hours: what pays for Technical Presales and Deployment (ADV-1 to ADV-3).

use chrono::NaiveDate;

use super::{Consultation, Scenario};
use crate::domain::basis::Basis;
use crate::domain::benefit::{self, Benefit, Hours, Presales};
use crate::domain::event::AdvisoryEvent;
use crate::domain::holding::Bound;
use crate::domain::id::Counters;
use crate::domain::program::Program;
use crate::domain::refusal::{AdvisoryRefusal, Refusal};
use crate::domain::refuse::refuse_if;
use crate::domain::user::Email;

fn deducts(of: &Hours, scenario: Scenario) -> bool {
    !(of.presales == Some(Presales::Unlimited) && scenario == Scenario::Presales)
}

/// The hours left when those of open requests are set aside.
#[must_use]
pub fn remaining(benefit: &Benefit, reserved: u32) -> u32 {
    benefit.bound().unwrap_or(0).saturating_sub(benefit.used + reserved)
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    pub scenario: Scenario,
    pub hours: u32,
    pub title: &'a str,
    pub by: &'a Email,
}

/// Requests a consultation, and sets its estimate aside (ADV-3). `bounds` tell the hours that are
/// taken by the day, and by every later one of its year on which some were asked for (TIME-3).
///
/// # Errors
/// [`AdvisoryRefusal::EngagementTooLong`] (ADV-2), [`AdvisoryRefusal::NoHoursLeft`], those of
/// [`benefit::rules::usable`].
pub fn request(
    benefit: &Benefit,
    asking: Asking<'_>,
    bounds: &[Bound],
    program: &Program,
    counters: &mut Counters,
    today: NaiveDate,
) -> Result<AdvisoryEvent, Refusal> {
    let of = benefit::rules::usable(benefit)?;
    within_an_engagement(asking.hours, program)?;
    let deducts = deducts(of, asking.scenario);
    if deducts {
        enough(benefit, asking.hours, bounds)?;
    }
    Ok(AdvisoryEvent::AdvisoryRequested {
        advisory: counters.give(),
        benefit: benefit.id,
        user: asking.by.clone(),
        scenario: asking.scenario,
        title: asking.title.to_owned(),
        hours: asking.hours,
        deducts,
        on: today,
    })
}

/// Records the true hours; the balance follows (ADV-3), in the year of the request. Nothing when
/// they are recorded so.
///
/// # Errors
/// `BeforeItsBasis`, [`AdvisoryRefusal::EngagementTooLong`] (ADV-2),
/// [`AdvisoryRefusal::NoHoursLeft`].
pub fn log(
    benefit: &Benefit,
    request: &Consultation,
    hours: u32,
    bounds: &[Bound],
    program: &Program,
    today: NaiveDate,
) -> Result<Option<AdvisoryEvent>, Refusal> {
    if request.hours_logged == Some(hours) {
        return Ok(None);
    }
    Basis::AdvisoryRequest(request.id).is_there(request.requested_on, today)?;
    within_an_engagement(hours, program)?;
    if request.deducts {
        // What the request has taken already is there for it.
        enough_beside(benefit, hours, request.hours_taken(), bounds)?;
    }
    Ok(Some(AdvisoryEvent::HoursLogged {
        advisory: request.id,
        benefit: request.benefit,
        hours,
        hours_before: request.hours_logged,
        on: today,
    }))
}

/// Makes the hours of a request again what they were `before`: logged, or only set aside. Nothing
/// when they are so.
///
/// # Errors
/// [`AdvisoryRefusal::NoHoursLeft`] when others took since what it would take again.
pub fn put_back(
    benefit: &Benefit,
    now: &Consultation,
    before: &Consultation,
    bounds: &[Bound],
) -> Result<Option<AdvisoryEvent>, Refusal> {
    if now.deducts {
        enough(benefit, before.hours_taken().saturating_sub(now.hours_taken()), bounds)?;
    }
    Ok((now != before).then_some(AdvisoryEvent::HoursRestored {
        advisory: before.id,
        benefit: before.benefit,
        hours: before.hours_logged,
        logged_on: before.logged_on,
    }))
}

/// Takes down the hours that were used before there was a ledger; nothing when it is so already.
///
/// # Errors
/// [`AdvisoryRefusal::NoHoursLeft`].
pub fn count(
    benefit: &Benefit,
    hours: u32,
    today: NaiveDate,
) -> Result<Option<AdvisoryEvent>, Refusal> {
    benefit::rules::usable::<Hours>(benefit)?;
    let left = benefit.bound().unwrap_or(0);
    refuse_if(hours > left, || AdvisoryRefusal::NoHoursLeft { benefit: benefit.id, hours, left })?;
    Ok((hours != benefit.used).then_some(AdvisoryEvent::HoursCounted {
        benefit: benefit.id,
        used: hours,
        used_before: benefit.used,
        on: today,
    }))
}

/// Whether so many hours more are there, on the day and on each later one.
///
/// # Errors
/// [`AdvisoryRefusal::NoHoursLeft`].
pub fn enough(benefit: &Benefit, hours: u32, bounds: &[Bound]) -> Result<(), Refusal> {
    enough_beside(benefit, hours, 0, bounds)
}

/// The same, of hours of which some are taken already.
fn enough_beside(
    benefit: &Benefit,
    hours: u32,
    taken: u32,
    bounds: &[Bound],
) -> Result<(), Refusal> {
    let left = |bound: &Bound| bound.granted.unwrap_or(0).saturating_sub(bound.held);
    let left = bounds.iter().map(left).min().unwrap_or(0) + taken;
    let is_short = hours > taken && hours > left;
    refuse_if(is_short, || AdvisoryRefusal::NoHoursLeft { benefit: benefit.id, hours, left })
}

fn within_an_engagement(hours: u32, program: &Program) -> Result<(), Refusal> {
    let most = program.advisory.hours_an_engagement;
    refuse_if(hours > most, || AdvisoryRefusal::EngagementTooLong { hours, most })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::basis::BeforeItsBasis;
    use crate::domain::benefit::rules::tests::{benefit, over};
    use crate::domain::benefit::{Category, What};
    use crate::domain::id::{AdvisoryId, BenefitId, Id as _};
    use crate::domain::membership::rules::tests::{day, program};

    const ON: &str = "2026-03-01";

    /// So many hours, used so far, with presales of that kind.
    fn hours(included: u32, used: u32, presales: Presales) -> Benefit {
        let mut one = benefit(Category::Advisory, Some(included));
        one.terms.what = What::Advisory(Hours { presales: Some(presales) });
        one.used = used;
        one
    }

    fn gold(used: u32) -> Benefit {
        hours(50, used, Presales::Unlimited)
    }

    fn cy() -> Email {
        "cy@contoso.com".parse().unwrap()
    }

    /// What is taken of the hours on that day: used, or set aside.
    fn taken(benefit: &Benefit, reserved: u32) -> [Bound; 1] {
        [Bound { day: day(ON), held: benefit.used + reserved, granted: benefit.bound() }]
    }

    fn asked(
        benefit: &Benefit,
        scenario: Scenario,
        hours: u32,
        reserved: u32,
    ) -> Result<AdvisoryEvent, Refusal> {
        asked_within(benefit, scenario, hours, &taken(benefit, reserved))
    }

    fn asked_within(
        benefit: &Benefit,
        scenario: Scenario,
        hours: u32,
        bounds: &[Bound],
    ) -> Result<AdvisoryEvent, Refusal> {
        let asking = Asking { scenario, hours, title: "migration", by: &cy() };
        request(benefit, asking, bounds, &program(), &mut Counters::default(), day(ON))
    }

    /// A request of ten hours.
    fn known(deducts: bool, hours_logged: Option<u32>) -> Consultation {
        Consultation {
            id: AdvisoryId::new(1),
            benefit: BenefitId::new(1),
            scenario: Scenario::Deployment,
            title: "migration".to_owned(),
            hours_reserved: 10,
            hours_logged,
            deducts,
            requested_by: cy(),
            requested_on: day(ON),
            logged_on: hours_logged.map(|_| day(ON)),
        }
    }

    fn logged(
        benefit: &Benefit,
        request: &Consultation,
        hours: u32,
        reserved: u32,
    ) -> Result<Option<AdvisoryEvent>, Refusal> {
        log(benefit, request, hours, &taken(benefit, reserved), &program(), day(ON))
    }

    fn none_left(hours: u32, left: u32) -> Refusal {
        Refusal::Advisory(AdvisoryRefusal::NoHoursLeft { benefit: BenefitId::new(1), hours, left })
    }

    #[test]
    fn a_request_sets_its_estimate_aside() {
        assert_eq!(
            asked(&gold(8), Scenario::Deployment, 10, 0),
            Ok(AdvisoryEvent::AdvisoryRequested {
                advisory: AdvisoryId::new(1),
                benefit: BenefitId::new(1),
                user: cy(),
                scenario: Scenario::Deployment,
                title: "migration".to_owned(),
                hours: 10,
                deducts: true,
                on: day(ON),
            })
        );
        assert_eq!(remaining(&gold(8), 10), 32);
        assert_eq!(remaining(&gold(45), 10), 0);
    }

    #[test]
    fn presales_are_free_where_they_are_unlimited_and_deduct_for_an_action_pack() {
        let deducts = |one: &Benefit, scenario| match asked(one, scenario, 1, 0) {
            Ok(AdvisoryEvent::AdvisoryRequested { deducts, .. }) => deducts,
            other => panic!("{other:?}"),
        };
        let pack = hours(5, 0, Presales::Deducts);
        for (scenario, of_gold) in [
            (Scenario::Presales, false),
            (Scenario::Deployment, true),
            (Scenario::Marketplace, true),
        ] {
            assert_eq!(deducts(&gold(0), scenario), of_gold, "{scenario}");
            assert!(deducts(&pack, scenario), "{scenario}");
        }
        // Without hours, presales go on where they are unlimited.
        assert!(asked(&gold(50), Scenario::Presales, 25, 0).is_ok());
        let used_up = hours(5, 5, Presales::Deducts);
        assert_eq!(asked(&used_up, Scenario::Presales, 1, 0), Err(none_left(1, 0)));
    }

    #[test]
    fn hours_are_given_until_none_is_left_that_is_not_set_aside() {
        assert!(asked(&gold(30), Scenario::Deployment, 12, 8).is_ok());
        assert_eq!(asked(&gold(30), Scenario::Deployment, 13, 8), Err(none_left(13, 12)));
        assert_eq!(asked(&gold(48), Scenario::Deployment, 1, 8), Err(none_left(1, 0)));
    }

    #[test]
    fn hours_that_are_dated_back_must_be_left_on_each_later_day_on_which_some_were_asked_for() {
        let with = |later| {
            let later = Bound { day: day("2026-05-01"), held: later, granted: Some(50) };
            let [today] = taken(&gold(10), 0);
            asked_within(&gold(10), Scenario::Deployment, 10, &[today, later])
        };
        assert!(with(40).is_ok());
        assert_eq!(with(41), Err(none_left(10, 9)));
    }

    #[test]
    fn an_engagement_has_twenty_five_hours_at_the_most() {
        let too_long =
            Refusal::Advisory(AdvisoryRefusal::EngagementTooLong { hours: 26, most: 25 });
        for scenario in [Scenario::Presales, Scenario::Deployment] {
            assert!(asked(&gold(0), scenario, 25, 0).is_ok());
            assert_eq!(asked(&gold(0), scenario, 26, 0), Err(too_long.clone()));
        }
        assert!(logged(&gold(0), &known(true, None), 25, 10).is_ok());
        assert_eq!(logged(&gold(0), &known(true, None), 26, 10), Err(too_long));
    }

    #[test]
    fn the_true_hours_may_use_what_was_set_aside_and_what_is_left() {
        // 35 used, 10 of its own and 3 of others set aside: 2 are left beside its own.
        assert!(logged(&gold(35), &known(true, None), 12, 13).is_ok());
        assert_eq!(logged(&gold(35), &known(true, None), 13, 13), Err(none_left(13, 12)));
        // What was logged can be corrected, within its own and what is left.
        let before = known(true, Some(10));
        assert!(logged(&gold(45), &before, 15, 0).is_ok());
        assert_eq!(logged(&gold(45), &before, 16, 0), Err(none_left(16, 15)));
        assert_eq!(logged(&gold(45), &before, 10, 0), Ok(None));
        assert_eq!(
            logged(&gold(45), &before, 4, 0),
            Ok(Some(AdvisoryEvent::HoursLogged {
                advisory: AdvisoryId::new(1),
                benefit: BenefitId::new(1),
                hours: 4,
                hours_before: Some(10),
                on: day(ON),
            }))
        );
    }

    #[test]
    fn hours_are_logged_on_no_day_before_their_request() {
        let asked = known(true, None);
        let log = |on: &str| log(&gold(0), &asked, 4, &taken(&gold(0), 10), &program(), day(on));
        let basis = Basis::AdvisoryRequest(asked.id);
        let refused = Refusal::BeforeItsBasis(BeforeItsBasis {
            basis,
            today: day("2026-02-28"),
            since: day(ON),
        });
        assert_eq!(log("2026-02-28"), Err(refused));
        assert!(log(ON).is_ok());
    }

    #[test]
    fn what_does_not_deduct_asks_for_no_balance() {
        assert!(logged(&gold(50), &known(false, None), 25, 0).is_ok());
    }

    #[test]
    fn hours_used_before_there_was_a_ledger_are_taken_down_within_what_is_included() {
        let event = AdvisoryEvent::HoursCounted {
            benefit: BenefitId::new(1),
            used: 50,
            used_before: 0,
            on: day(ON),
        };
        assert_eq!(count(&gold(0), 50, day(ON)), Ok(Some(event)));
        assert_eq!(count(&gold(0), 51, day(ON)), Err(none_left(51, 50)));
        assert_eq!(count(&gold(8), 8, day(ON)), Ok(None));
    }

    #[test]
    fn hours_end_with_the_membership() {
        let ended = over(gold(0));
        assert!(asked(&ended, Scenario::Presales, 1, 0).is_err());
        assert!(count(&ended, 1, day(ON)).is_err());
    }

    #[test]
    fn hours_that_are_set_aside_again_must_be_left() {
        let (before, now) = (known(true, None), known(true, Some(4)));
        let restored = |hours| AdvisoryEvent::HoursRestored {
            advisory: before.id,
            benefit: before.benefit,
            hours,
            logged_on: before.logged_on,
        };
        let back = |one: &Benefit, now: &Consultation| put_back(one, now, &before, &taken(one, 0));
        assert_eq!(back(&gold(44), &now), Ok(Some(restored(None))));
        let refused = Refusal::Advisory(AdvisoryRefusal::NoHoursLeft {
            benefit: before.benefit,
            hours: 6,
            left: 5,
        });
        assert_eq!(back(&gold(45), &now), Err(refused));
        assert_eq!(back(&gold(50), &before), Ok(None));
    }

    #[test]
    fn hours_that_count_for_nothing_need_not_be_left() {
        let free = known(false, None);
        let logged = Consultation { hours_logged: Some(4), ..free.clone() };
        assert!(put_back(&gold(50), &logged, &free, &taken(&gold(50), 0)).is_ok());
    }
}
