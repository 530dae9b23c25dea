//! Technical support: contracts and incidents (SUP-1 to SUP-12).

use chrono::NaiveDate;

use super::coverage::covered;
use super::{
    ClosedAs, Contract, Incident, NewIncident, PRODUCT_SUPPORT, SIGNATURE_CLOUD, SupportStatus,
};
use crate::domain::basis::Basis;
use crate::domain::benefit::{self, Benefit, BenefitStatus, Category, Quantity};
use crate::domain::event::SupportEvent;
use crate::domain::id::{ContractId, Counters};
use crate::domain::program::Program;
use crate::domain::refusal::{Refusal, SupportRefusal};
use crate::domain::refuse::refuse_if;
use crate::domain::user::Email;

/// What a support benefit is on `today`, and why it cannot be used if it cannot (SUP-7).
#[must_use]
pub fn status(
    benefit: &Benefit,
    contract: Option<&Contract>,
    today: NaiveDate,
) -> (SupportStatus, Option<String>) {
    if benefit.status(today) == BenefitStatus::Ended {
        return (SupportStatus::Expired, Some("the membership it comes with has ended".to_owned()));
    }
    let Some(contract) = contract else {
        return (SupportStatus::Inactive, Some("it has not been activated".to_owned()));
    };
    match contract.term {
        None => (SupportStatus::Pending, Some("its IDs have not been confirmed yet".to_owned())),
        Some((_, ends_on)) if ends_on < today => {
            (SupportStatus::Expired, Some(format!("the contract expired on {ends_on}")))
        }
        Some((starts_on, _)) if starts_on > today => {
            (SupportStatus::Active, Some(format!("the contract starts on {starts_on}")))
        }
        Some(_) if remaining(benefit) == Some(Quantity::Count(0)) => {
            (SupportStatus::UsedUp, Some("no incidents are left".to_owned()))
        }
        Some(_) => (SupportStatus::Active, None),
    }
}

/// The incidents left.
#[must_use]
pub fn remaining(benefit: &Benefit) -> Option<Quantity> {
    benefit.terms.quantity.map(|quantity| quantity.less(benefit.used))
}

/// Asks for activation; nothing when that was done (SUP-4).
///
/// # Errors
/// Those of [`benefit::rules::usable`].
pub fn activate(
    benefit: &Benefit,
    contract: Option<&Contract>,
    counters: &mut Counters,
    today: NaiveDate,
) -> Result<Option<SupportEvent>, Refusal> {
    benefit::rules::usable(benefit, Category::Support, today)?;
    Ok(contract.is_none().then(|| SupportEvent::SupportActivated {
        contract: counters.give(),
        benefit: benefit.id,
        on: today,
    }))
}

/// Takes down the two IDs of an activated benefit. A contract that is confirmed again, as after a
/// renewal, gets the new ones (MEM-9).
///
/// # Errors
/// [`SupportRefusal::SupportInactive`], `BeforeItsBasis`, [`SupportRefusal::TermBackwards`], those
/// of [`benefit::rules::usable`].
pub fn confirm(
    benefit: &Benefit,
    contract: Option<&Contract>,
    ids: (String, String),
    (starts_on, ends_on): (NaiveDate, NaiveDate),
    today: NaiveDate,
) -> Result<SupportEvent, Refusal> {
    benefit::rules::usable(benefit, Category::Support, today)?;
    let contract = contract.ok_or(SupportRefusal::SupportInactive { benefit: benefit.id })?;
    Basis::SupportActivation(contract.id).is_there(contract.requested_on, today)?;
    refuse_if(ends_on < starts_on, || SupportRefusal::TermBackwards { starts_on, ends_on })?;
    Ok(SupportEvent::SupportConfirmed {
        contract: contract.id,
        benefit: benefit.id,
        access_id: ids.0,
        contract_id: ids.1,
        starts_on,
        ends_on,
        on: today,
    })
}

/// The contract that can be worked with: confirmed, running, and with incidents left if
/// `for_incident`.
///
/// # Errors
/// [`SupportRefusal::SupportInactive`], [`SupportRefusal::SupportPending`],
/// [`SupportRefusal::SupportNotBegun`], [`SupportRefusal::SupportExpired`],
/// [`SupportRefusal::NoIncidentLeft`].
pub fn usable<'c>(
    benefit: &Benefit,
    contract: Option<&'c Contract>,
    for_incident: bool,
    today: NaiveDate,
) -> Result<&'c Contract, Refusal> {
    benefit::rules::usable(benefit, Category::Support, today)?;
    let contract = contract.ok_or(SupportRefusal::SupportInactive { benefit: benefit.id })?;
    let (starts_on, ends_on) = contract.term.ok_or_else(|| pending(contract))?;
    let id = contract.id;
    refuse_if(today < starts_on, || SupportRefusal::SupportNotBegun { contract: id, starts_on })?;
    refuse_if(today > ends_on, || SupportRefusal::SupportExpired {
        contract: id,
        starts_on,
        ends_on,
    })?;
    if for_incident {
        has_incidents(benefit)?;
    }
    Ok(contract)
}

fn pending(contract: &Contract) -> SupportRefusal {
    SupportRefusal::SupportPending { benefit: contract.benefit, since: contract.requested_on }
}

fn has_incidents(benefit: &Benefit) -> Result<(), Refusal> {
    let none_left = remaining(benefit) == Some(Quantity::Count(0));
    refuse_if(none_left, || SupportRefusal::NoIncidentLeft {
        benefit: benefit.id,
        included: benefit.bound().unwrap_or(0),
    })
}

/// Shows the two IDs to an MPN user (ROLE-2).
///
/// # Errors
/// [`SupportRefusal::SupportInactive`], [`SupportRefusal::SupportPending`].
pub fn show_ids(
    benefit: &Benefit,
    contract: Option<&Contract>,
    user: &Email,
    today: NaiveDate,
) -> Result<SupportEvent, Refusal> {
    benefit::rules::of_category(benefit, Category::Support)?;
    let contract = contract.ok_or(SupportRefusal::SupportInactive { benefit: benefit.id })?;
    // After a renewal the contract is pending again, and its old IDs are good for nothing (MEM-9).
    refuse_if(contract.ids.is_none() || contract.term.is_none(), || pending(contract))?;
    Ok(SupportEvent::IdsRevealed {
        contract: contract.id,
        benefit: benefit.id,
        user: user.clone(),
        on: today,
    })
}

/// Links the contract to an account; a second time is harmless (SUP-6).
///
/// # Errors
/// Those of [`usable`].
pub fn link(
    benefit: &Benefit,
    contract: Option<&Contract>,
    account: &Email,
    linked: bool,
    today: NaiveDate,
) -> Result<Option<SupportEvent>, Refusal> {
    if linked {
        return Ok(None);
    }
    let contract = usable(benefit, contract, false, today)?;
    Ok(Some(SupportEvent::AccountLinked {
        contract: contract.id,
        benefit: benefit.id,
        account: account.clone(),
        on: today,
    }))
}

/// Opens an incident, which deducts one (SUP-9).
///
/// # Errors
/// [`SupportRefusal::CustomerOnPremises`] (ROLE-7), those of [`usable`] and of [`covered`].
pub fn open(
    benefit: &Benefit,
    contract: Option<&Contract>,
    new: &NewIncident,
    program: &Program,
    counters: &mut Counters,
    today: NaiveDate,
) -> Result<SupportEvent, Refusal> {
    benefit::rules::of_category(benefit, Category::Support)?;
    let plan = benefit.terms.details.plan.clone().unwrap_or_default();
    if new.customer.is_some() && plan != SIGNATURE_CLOUD {
        return Err(SupportRefusal::CustomerOnPremises { plan }.into());
    }
    let contract = usable(benefit, contract, true, today)?;
    if let Some(product) = new.product.as_ref().filter(|_| plan == PRODUCT_SUPPORT) {
        covered(program, product, new.version.as_deref(), today)?;
    }
    let NewIncident { title, account, customer, product, version } = new.clone();
    Ok(SupportEvent::IncidentOpened {
        incident: counters.give(),
        contract: contract.id,
        benefit: benefit.id,
        plan,
        title,
        account,
        customer,
        product,
        version,
        on: today,
    })
}

/// Closes an incident; a duplicate or a bug is returned (SUP-9). Nothing when it is closed so.
///
/// # Errors
/// [`SupportRefusal::IncidentClosed`] when it was closed as something else, `BeforeItsBasis`.
pub fn close(
    benefit: &Benefit,
    incident: &Incident,
    closed_as: ClosedAs,
    today: NaiveDate,
) -> Result<Option<SupportEvent>, Refusal> {
    match incident.closed_as {
        Some(was) if was == closed_as => return Ok(None),
        Some(was) => {
            return Err(SupportRefusal::IncidentClosed { incident: incident.id, was }.into());
        }
        None => Basis::Incident(incident.id).is_there(incident.opened_on, today)?,
    }
    Ok(Some(SupportEvent::IncidentClosed {
        incident: incident.id,
        contract: incident.contract,
        benefit: incident.benefit,
        closed_as,
        // A count that was corrected since may have given it back already.
        returned: incident.counted && closed_as != ClosedAs::Solved && benefit.used > 0,
        on: today,
    }))
}

/// Sets the count to what Support for Business shows; colleagues open incidents there, too
/// (SUP-7). Nothing when it is so already.
///
/// # Errors
/// [`SupportRefusal::CountUnlimited`], [`SupportRefusal::CountTooHigh`],
/// [`SupportRefusal::SupportInactive`].
pub fn count(
    benefit: &Benefit,
    contract: Option<&Contract>,
    remaining: u32,
    today: NaiveDate,
) -> Result<Option<SupportEvent>, Refusal> {
    benefit::rules::usable(benefit, Category::Support, today)?;
    let contract = contract.ok_or(SupportRefusal::SupportInactive { benefit: benefit.id })?;
    let included = benefit.bound();
    let included = included.ok_or(SupportRefusal::CountUnlimited { benefit: benefit.id })?;
    refuse_if(remaining > included, || SupportRefusal::CountTooHigh {
        benefit: benefit.id,
        included,
        remaining,
    })?;
    recount(benefit, contract.id, included - remaining, today)
}

/// Takes an incident out that was opened by mistake; what it took is given back.
#[must_use]
pub fn remove(benefit: &Benefit, incident: &Incident) -> SupportEvent {
    SupportEvent::IncidentRemoved {
        incident: incident.id,
        contract: incident.contract,
        benefit: incident.benefit,
        // A count that was corrected since may have given it back already.
        returned: incident.counted && benefit.used > 0,
    }
}

/// Makes an incident again what it was `before`: open, or closed as something else.
///
/// # Errors
/// [`SupportRefusal::NoIncidentLeft`] when it was given back and counts again, and others took it
/// since.
pub fn put_back(
    benefit: &Benefit,
    now: &Incident,
    before: &Incident,
) -> Result<Option<SupportEvent>, Refusal> {
    if before.counted && !now.counted {
        has_incidents(benefit)?;
    }
    Ok((now != before).then_some(SupportEvent::IncidentRestored {
        incident: before.id,
        contract: before.contract,
        benefit: before.benefit,
        closed_on: before.closed_on,
        closed_as: before.closed_as,
        counted: before.counted,
    }))
}

/// Sets the count of incidents that are used, as to what it was before it was told; nothing when it
/// is so already.
///
/// # Errors
/// Those of [`benefit::rules::usable`].
pub fn recount(
    benefit: &Benefit,
    contract: ContractId,
    used: u32,
    today: NaiveDate,
) -> Result<Option<SupportEvent>, Refusal> {
    benefit::rules::usable(benefit, Category::Support, today)?;
    Ok((used != benefit.used).then_some(SupportEvent::IncidentsCounted {
        contract,
        benefit: benefit.id,
        remaining: benefit.bound().unwrap_or(0).saturating_sub(used),
        used,
        used_before: benefit.used,
        on: today,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::basis::BeforeItsBasis;
    use crate::domain::benefit::EndedBy;
    use crate::domain::benefit::rules::tests::benefit;
    use crate::domain::id::{BenefitId, Id as _, IncidentId};
    use crate::domain::membership::rules::tests::{day, program};

    const ON: &str = "2026-03-01";
    const FIRST: &str = "2026-01-15";
    const LAST: &str = "2027-01-14";

    /// A benefit of so many incidents, of the plan on premises.
    fn incidents(quantity: Option<u32>, used: u32) -> Benefit {
        let mut one = benefit(Category::Support, quantity);
        one.terms.details.plan = Some(PRODUCT_SUPPORT.to_owned());
        one.used = used;
        one
    }

    fn cloud() -> Benefit {
        let mut one = incidents(None, 40);
        one.terms.quantity = Some(Quantity::Unlimited);
        one.terms.details.plan = Some(SIGNATURE_CLOUD.to_owned());
        one
    }

    /// A contract that waits for its IDs.
    fn pending() -> Contract {
        Contract {
            id: ContractId::new(1),
            benefit: BenefitId::new(1),
            requested_on: day(FIRST),
            term: None,
            ids: None,
        }
    }

    fn running() -> Contract {
        let ids = Some(("access".to_owned(), "contract".to_owned()));
        Contract { term: Some((day(FIRST), day(LAST))), ids, ..pending() }
    }

    fn case() -> NewIncident {
        NewIncident {
            title: "backup fails".to_owned(),
            account: None,
            customer: None,
            product: None,
            version: None,
        }
    }

    fn opened(
        benefit: &Benefit,
        contract: Option<&Contract>,
        new: &NewIncident,
        on: &str,
    ) -> Result<SupportEvent, Refusal> {
        let mut counters = Counters::after([('I', 6)]);
        open(benefit, contract, new, &program(), &mut counters, day(on))
    }

    fn incident(counted: bool, closed_as: Option<ClosedAs>) -> Incident {
        Incident {
            id: IncidentId::new(7),
            contract: ContractId::new(1),
            benefit: BenefitId::new(1),
            plan: PRODUCT_SUPPORT.to_owned(),
            title: "backup fails".to_owned(),
            account: None,
            opened_on: day(ON),
            closed_on: closed_as.map(|_| day(ON)),
            closed_as,
            counted,
        }
    }

    #[test]
    fn activation_is_asked_for_once_and_is_pending_until_it_is_confirmed() {
        let one = incidents(Some(20), 0);
        let mut counters = Counters::after([('C', 2)]);
        let event = activate(&one, None, &mut counters, day(ON));
        let contract = ContractId::new(3);
        let asked = SupportEvent::SupportActivated { contract, benefit: one.id, on: day(ON) };
        assert_eq!(event, Ok(Some(asked)));
        assert_eq!(activate(&one, Some(&pending()), &mut counters, day(ON)), Ok(None));
        assert_eq!(activate(&one, Some(&running()), &mut counters, day(ON)), Ok(None));
        let told = |contract: Option<&Contract>| status(&one, contract, day(ON)).0;
        assert_eq!(told(None), SupportStatus::Inactive);
        assert_eq!(told(Some(&pending())), SupportStatus::Pending);
        assert_eq!(told(Some(&running())), SupportStatus::Active);
    }

    #[test]
    fn ids_are_taken_down_of_what_was_activated_and_taken_down_again_after_a_renewal() {
        let one = incidents(Some(20), 0);
        let ids = || ("access".to_owned(), "contract".to_owned());
        let term = (day(FIRST), day(LAST));
        let inactive = Refusal::Support(SupportRefusal::SupportInactive { benefit: one.id });
        assert_eq!(confirm(&one, None, ids(), term, day(ON)), Err(inactive));
        let backwards = Refusal::Support(SupportRefusal::TermBackwards {
            starts_on: day(LAST),
            ends_on: day(FIRST),
        });
        let turned = (day(LAST), day(FIRST));
        assert_eq!(confirm(&one, Some(&pending()), ids(), turned, day(ON)), Err(backwards));
        let a_day = (day(ON), day(ON));
        assert!(confirm(&one, Some(&pending()), ids(), a_day, day(ON)).is_ok());
        let asked = Contract { requested_on: day("2026-03-05"), ..pending() };
        let confirmed = |on: &str| confirm(&one, Some(&asked), ids(), term, day(on));
        let refused = Refusal::BeforeItsBasis(BeforeItsBasis {
            basis: Basis::SupportActivation(asked.id),
            today: day("2026-03-04"),
            since: asked.requested_on,
        });
        assert_eq!(confirmed("2026-03-04"), Err(refused));
        assert!(confirmed("2026-03-05").is_ok());
        let renewed = Contract { term: None, ..running() };
        let event = confirm(&one, Some(&renewed), ids(), term, day(ON));
        assert_eq!(
            event,
            Ok(SupportEvent::SupportConfirmed {
                contract: ContractId::new(1),
                benefit: one.id,
                access_id: "access".to_owned(),
                contract_id: "contract".to_owned(),
                starts_on: day(FIRST),
                ends_on: day(LAST),
                on: day(ON),
            })
        );
    }

    #[test]
    fn ids_are_shown_to_whoever_asks_once_they_are_there() {
        let one = incidents(Some(20), 0);
        let user: Email = "cy@contoso.com".parse().unwrap();
        let shown = |contract: Option<&Contract>| show_ids(&one, contract, &user, day(ON));
        let contract = ContractId::new(1);
        let event = SupportEvent::IdsRevealed {
            contract,
            benefit: one.id,
            user: user.clone(),
            on: day(ON),
        };
        assert_eq!(shown(Some(&running())), Ok(event));
        assert_eq!(shown(None), Err(SupportRefusal::SupportInactive { benefit: one.id }.into()));
        let since = day(FIRST);
        let refused = Refusal::Support(SupportRefusal::SupportPending { benefit: one.id, since });
        assert_eq!(shown(Some(&pending())), Err(refused));
        let software = benefit(Category::Software, None);
        assert!(show_ids(&software, None, &user, day(ON)).is_err());
    }

    #[test]
    fn an_incident_is_opened_from_the_first_to_the_last_day_of_the_contract() {
        let one = incidents(Some(20), 0);
        let (contract, new) = (running(), case());
        for (on, allowed) in [
            ("2026-01-15", true),
            ("2027-01-14", true),
            ("2027-01-15", false),
            ("2026-01-14", false),
        ] {
            let opened = opened(&one, Some(&contract), &new, on);
            assert_eq!(opened.is_ok(), allowed, "{on}: {opened:?}");
        }
        let expired = Refusal::Support(SupportRefusal::SupportExpired {
            contract: contract.id,
            starts_on: day(FIRST),
            ends_on: day(LAST),
        });
        assert_eq!(opened(&one, Some(&contract), &new, "2027-01-15"), Err(expired));
        let inactive = Refusal::Support(SupportRefusal::SupportInactive { benefit: one.id });
        assert_eq!(opened(&one, None, &new, ON), Err(inactive));
        let waiting =
            Refusal::Support(SupportRefusal::SupportPending { benefit: one.id, since: day(FIRST) });
        assert_eq!(opened(&one, Some(&pending()), &new, ON), Err(waiting));
    }

    #[test]
    fn the_last_incident_is_opened_and_none_after_it_unless_they_are_unlimited() {
        let contract = running();
        assert!(opened(&incidents(Some(20), 19), Some(&contract), &case(), ON).is_ok());
        for used in [20, 21] {
            let none_left = Refusal::Support(SupportRefusal::NoIncidentLeft {
                benefit: BenefitId::new(1),
                included: 20,
            });
            let one = incidents(Some(20), used);
            assert_eq!(opened(&one, Some(&contract), &case(), ON), Err(none_left));
            assert_eq!(remaining(&one), Some(Quantity::Count(0)));
            assert_eq!(status(&one, Some(&contract), day(ON)).0, SupportStatus::UsedUp);
        }
        assert!(opened(&cloud(), Some(&contract), &case(), ON).is_ok());
        assert_eq!(remaining(&cloud()), Some(Quantity::Unlimited));
    }

    #[test]
    fn a_contract_that_cannot_be_used_says_why() {
        let told = |one: &Benefit, on: &str| status(one, Some(&running()), day(on));
        let one = incidents(Some(20), 0);
        assert_eq!(told(&one, LAST), (SupportStatus::Active, None));
        let expired = "the contract expired on 2027-01-14".to_owned();
        assert_eq!(told(&one, "2027-01-15"), (SupportStatus::Expired, Some(expired)));
        let later = "the contract starts on 2026-01-15".to_owned();
        assert_eq!(told(&one, "2026-01-14"), (SupportStatus::Active, Some(later)));
        let used_up = "no incidents are left".to_owned();
        assert_eq!(told(&incidents(Some(5), 5), ON), (SupportStatus::UsedUp, Some(used_up)));
        let over = "the membership it comes with has ended".to_owned();
        let lapsed = Benefit { ended: Some(EndedBy::Lapsed), ..one.clone() };
        assert_eq!(told(&lapsed, ON), (SupportStatus::Expired, Some(over.clone())));
        assert_eq!(told(&one, "2027-02-15"), (SupportStatus::Expired, Some(over)));
    }

    #[test]
    fn only_cloud_support_is_for_customers() {
        let new = NewIncident { customer: Some("Fabrikam".to_owned()), ..case() };
        assert!(opened(&cloud(), Some(&running()), &new, ON).is_ok());
        let refused = Refusal::Support(SupportRefusal::CustomerOnPremises {
            plan: PRODUCT_SUPPORT.to_owned(),
        });
        assert_eq!(opened(&incidents(Some(5), 0), Some(&running()), &new, ON), Err(refused));
    }

    #[test]
    fn linking_a_second_time_is_harmless_even_when_the_contract_is_over() {
        let account: Email = "someone@live.example".parse().unwrap();
        let one = incidents(Some(20), 20);
        // A contract without incidents can still be linked.
        let event = SupportEvent::AccountLinked {
            contract: ContractId::new(1),
            benefit: one.id,
            account: account.clone(),
            on: day(ON),
        };
        assert_eq!(link(&one, Some(&running()), &account, false, day(ON)), Ok(Some(event)));
        let over = "2027-01-15";
        assert_eq!(link(&one, Some(&running()), &account, true, day(over)), Ok(None));
        assert!(link(&one, Some(&running()), &account, false, day(over)).is_err());
    }

    #[test]
    fn a_duplicate_and_a_bug_are_given_back_and_what_is_solved_is_not() {
        let one = incidents(Some(20), 3);
        for (how, returned) in
            [(ClosedAs::Solved, false), (ClosedAs::Duplicate, true), (ClosedAs::Bug, true)]
        {
            let event = close(&one, &incident(true, None), how, day(ON)).unwrap().unwrap();
            assert!(
                matches!(event, SupportEvent::IncidentClosed { returned: told, closed_as, .. }
                    if told == returned && closed_as == how),
                "{event:?}"
            );
            // One of an earlier term gives nothing back.
            let event = close(&one, &incident(false, None), how, day(ON)).unwrap().unwrap();
            assert!(matches!(event, SupportEvent::IncidentClosed { returned: false, .. }));
            assert_eq!(close(&one, &incident(true, Some(how)), how, day(ON)), Ok(None));
        }
        let was = ClosedAs::Solved;
        let refused =
            Refusal::Support(SupportRefusal::IncidentClosed { incident: IncidentId::new(7), was });
        assert_eq!(close(&one, &incident(true, Some(was)), ClosedAs::Bug, day(ON)), Err(refused));
        let before = day(ON).pred_opt().unwrap();
        let basis = Basis::Incident(IncidentId::new(7));
        let refused =
            Refusal::BeforeItsBasis(BeforeItsBasis { basis, today: before, since: day(ON) });
        let open = incident(true, None);
        assert_eq!(close(&one, &open, ClosedAs::Solved, before), Err(refused));
        // After a count that was corrected to none used, there is nothing to give back.
        let none_used = incidents(Some(20), 0);
        let event = close(&none_used, &incident(true, None), ClosedAs::Bug, day(ON)).unwrap();
        assert!(matches!(event, Some(SupportEvent::IncidentClosed { returned: false, .. })));
    }

    #[test]
    fn the_count_is_set_to_what_the_portal_shows() {
        let one = incidents(Some(20), 3);
        let counted = |left| count(&one, Some(&running()), left, day(ON));
        assert_eq!(
            counted(12),
            Ok(Some(SupportEvent::IncidentsCounted {
                contract: ContractId::new(1),
                benefit: one.id,
                remaining: 12,
                used: 8,
                used_before: 3,
                on: day(ON),
            }))
        );
        assert_eq!(counted(17), Ok(None));
        assert!(counted(20).is_ok() && counted(0).is_ok());
        let refused = Refusal::Support(SupportRefusal::CountTooHigh {
            benefit: one.id,
            included: 20,
            remaining: 21,
        });
        assert_eq!(counted(21), Err(refused));
        let unlimited = Refusal::Support(SupportRefusal::CountUnlimited { benefit: one.id });
        assert_eq!(count(&cloud(), Some(&running()), 5, day(ON)), Err(unlimited));
        let inactive = Refusal::Support(SupportRefusal::SupportInactive { benefit: one.id });
        assert_eq!(count(&one, None, 5, day(ON)), Err(inactive));
    }

    #[test]
    fn versions_are_checked_on_premises_alone() {
        let new = NewIncident {
            product: Some("SQL Server".to_owned()),
            version: Some("2014".to_owned()),
            ..case()
        };
        assert!(opened(&incidents(Some(5), 0), Some(&running()), &new, ON).is_err());
        assert!(opened(&cloud(), Some(&running()), &new, ON).is_ok());
    }

    #[test]
    fn nothing_is_done_with_a_benefit_that_ended_or_is_of_another_kind() {
        let ended = Benefit { ended: Some(EndedBy::Cancelled), ..incidents(Some(20), 0) };
        let software = benefit(Category::Software, Some(20));
        let mut counters = Counters::default();
        for one in [&ended, &software] {
            assert!(activate(one, None, &mut counters, day(ON)).is_err());
            assert!(opened(one, Some(&running()), &case(), ON).is_err());
            assert!(count(one, Some(&running()), 1, day(ON)).is_err());
        }
        assert_eq!(counters, Counters::default());
    }

    #[test]
    fn an_incident_that_counts_again_must_be_left() {
        let before = incident(true, None);
        let now = incident(false, Some(ClosedAs::Bug));
        let restored = put_back(&incidents(Some(5), 4), &now, &before);
        assert!(
            matches!(
                restored,
                Ok(Some(SupportEvent::IncidentRestored { closed_as: None, counted: true, .. }))
            ),
            "{restored:?}"
        );
        let refused = Refusal::Support(SupportRefusal::NoIncidentLeft {
            benefit: BenefitId::new(1),
            included: 5,
        });
        assert_eq!(put_back(&incidents(Some(5), 5), &now, &before), Err(refused));
        assert_eq!(put_back(&incidents(Some(5), 5), &now, &now), Ok(None));
        let solved = incident(true, Some(ClosedAs::Solved));
        assert!(put_back(&incidents(Some(5), 5), &solved, &before).is_ok());
    }

    #[test]
    fn an_incident_that_is_removed_is_given_back_if_it_counted() {
        let returned = |benefit: &Benefit, counted| match remove(benefit, &incident(counted, None))
        {
            SupportEvent::IncidentRemoved { returned, .. } => returned,
            other => panic!("{other:?}"),
        };
        assert!(returned(&incidents(Some(5), 1), true));
        assert!(!returned(&incidents(Some(5), 1), false));
        assert!(!returned(&incidents(Some(5), 0), true), "a count was corrected since");
    }

    #[test]
    fn support_is_there_on_the_last_day_of_its_membership() {
        let mut one = incidents(Some(20), 0);
        one.terms.ends_on = day("2026-12-31");
        let on = |today: &str| status(&one, Some(&running()), day(today)).0;
        assert_eq!(on("2026-12-31"), SupportStatus::Active);
        assert_eq!(on("2027-01-01"), SupportStatus::Expired);
    }

    #[test]
    fn a_contract_that_has_not_begun_is_not_used() {
        let (one, contract) = (incidents(Some(20), 0), running());
        let refused = Refusal::Support(SupportRefusal::SupportNotBegun {
            contract: contract.id,
            starts_on: day(FIRST),
        });
        let before = day(FIRST).pred_opt().unwrap();
        let mut early = one.clone();
        early.terms.starts_on = before;
        assert_eq!(usable(&early, Some(&contract), true, before), Err(refused));
        assert!(usable(&early, Some(&contract), true, day(FIRST)).is_ok());
    }

    #[test]
    fn the_ids_of_a_year_that_is_over_are_not_shown() {
        let user: Email = "bo@contoso.com".parse().unwrap();
        let (one, renewed) = (incidents(Some(20), 0), Contract { term: None, ..running() });
        let refused =
            Refusal::Support(SupportRefusal::SupportPending { benefit: one.id, since: day(FIRST) });
        assert_eq!(show_ids(&one, Some(&renewed), &user, day(ON)), Err(refused.clone()));
        let without = Contract { ids: None, ..running() };
        assert_eq!(show_ids(&one, Some(&without), &user, day(ON)), Err(refused));
    }
}
