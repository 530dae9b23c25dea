//! Technical support: contracts and incidents (SUP-1 to SUP-12).

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::coverage::in_scope;
use super::{
    ClosedAs, Confirmation, Contract, Incident, KnownContract, NewIncident, SIGNATURE_CLOUD,
    SupportStatus,
};
use crate::domain::basis::Basis;
use crate::domain::benefit::{self, Benefit, Incidents, Quantity};
use crate::domain::event::SupportEvent;
use crate::domain::holding::{Bound, used_up_by};
use crate::domain::id::{ContractId, Counters};
use crate::domain::program::{Program, SupportTerms};
use crate::domain::refusal::{Refusal, SupportRefusal};
use crate::domain::refuse::refuse_if;
use crate::domain::user::Email;

/// The contract of a benefit on the day that it is told for. An activation counts for the days in a
/// row on which the benefit lives, a confirmation from its day on and for its year (MEM-9).
#[must_use]
pub fn contract_on(
    benefit: &Benefit,
    known: &[KnownContract],
    today: NaiveDate,
) -> Option<Contract> {
    let activated = known
        .iter()
        .filter(|contract| (benefit.terms.starts_on..=today).contains(&contract.requested_on));
    // What was said last of all by then, however late it was recorded.
    let newest = |contract: &&KnownContract| {
        let said = contract.confirmations.iter().filter(|one| one.on <= today);
        said.copied().max_by_key(|one| (one.on, one.number))
    };
    let said_on = |contract: &&KnownContract| {
        // Other IDs than it had make a contract of one that was asked for earlier.
        let asked = (contract.requested_on, 0, Reverse(contract.id));
        newest(contract).map_or(asked, |one| (one.on, one.number, Reverse(contract.id)))
    };
    // What is asked for later is not there yet, but nothing is asked for twice.
    let contract = activated.max_by_key(said_on).or_else(|| {
        let later = |known: &&KnownContract| {
            known.requested_on > today && known.requested_on <= benefit.terms.ends_on
        };
        known.iter().find(later)
    })?;
    let confirmed = newest(&contract).filter(|one| one.on >= benefit.year_from);
    let ends_on = |one: Confirmation| one.ends_on.unwrap_or(benefit.terms.ends_on);
    Some(Contract {
        id: contract.id,
        benefit: contract.benefit,
        requested_on: contract.requested_on,
        term: confirmed.map(|one| (one.starts_on, ends_on(one))),
        ids: contract.ids.clone(),
    })
}

/// What a support benefit is on `today`, and why it cannot be used if it cannot (SUP-7).
#[must_use]
pub fn status(
    benefit: &Benefit,
    contract: Option<&Contract>,
    today: NaiveDate,
) -> (SupportStatus, Option<String>) {
    if !benefit.is_live() {
        return (SupportStatus::Expired, Some("the membership it comes with has ended".to_owned()));
    }
    let Some(contract) = contract else {
        return (SupportStatus::Inactive, Some("it has not been activated".to_owned()));
    };
    match contract.term {
        _ if contract.requested_on > today => {
            (SupportStatus::Inactive, Some("it has not been activated".to_owned()))
        }
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

/// That few incidents are left of a contract that runs, and when they are used up at the rate of
/// this year (SUP-14).
#[must_use]
pub fn few_left(
    benefit: &Benefit,
    contract: Option<&Contract>,
    terms: &SupportTerms,
    today: NaiveDate,
) -> Option<String> {
    let (status, _) = status(benefit, contract, today);
    let runs = matches!(status, SupportStatus::Active | SupportStatus::UsedUp);
    let (included, used, from) = (benefit.bound()?, benefit.used, benefit.year_from);
    let left = included.saturating_sub(used);
    if !runs || !terms.are_few(left, included) {
        return None;
    }
    let (id, name) = (benefit.id, &benefit.terms.product);
    let is_are = if left == 1 { "is" } else { "are" };
    let rate = used_up_by(used, left, (from, benefit.terms.ends_on), today);
    let rate = rate.map(|day| format!(", at this rate used up by {day}")).unwrap_or_default();
    Some(format!(
        "{id} ({name}): {left} of {included} incidents {is_are} left: {used} used since {from}{rate} \
         (SUP-14)"
    ))
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
    benefit::rules::usable::<Incidents>(benefit)?;
    Ok(contract.is_none().then(|| SupportEvent::SupportActivated {
        contract: counters.give(),
        benefit: benefit.id,
        on: today,
    }))
}

/// What is told when a contract is confirmed.
#[derive(Clone, Debug)]
pub struct Confirming {
    /// The commitments of the two IDs.
    pub ids: (String, String),
    /// Whether they are those that the contract has already.
    pub are_known: bool,
    /// None where nobody says it, and it is the first day of the membership's year.
    pub starts_on: Option<NaiveDate>,
    pub year_begins: NaiveDate,
    /// None where it is to run as long as its benefit lives.
    pub ends_on: Option<NaiveDate>,
}

/// Records the two IDs of an activated benefit. Other IDs than it had make another contract, which
/// no account is linked to yet (SUP-13); the same IDs make it run on. Nothing when it is so already.
///
/// # Errors
/// [`SupportRefusal::SupportInactive`], `BeforeItsBasis`, [`SupportRefusal::TermBackwards`], those
/// of [`benefit::rules::usable`].
pub fn confirm(
    benefit: &Benefit,
    contract: Option<&Contract>,
    told: Confirming,
    counters: &mut Counters,
    today: NaiveDate,
) -> Result<Option<SupportEvent>, Refusal> {
    benefit::rules::usable::<Incidents>(benefit)?;
    let contract = contract.ok_or(SupportRefusal::SupportInactive { benefit: benefit.id })?;
    Basis::SupportActivation(contract.id).is_there(contract.requested_on, today)?;
    let Confirming { ids, are_known, starts_on: first, year_begins, ends_on } = told;
    let starts_on = first.unwrap_or(year_begins);
    let until = ends_on.unwrap_or(benefit.terms.ends_on);
    refuse_if(until < starts_on, || SupportRefusal::TermBackwards { starts_on, ends_on: until })?;
    // A day that is not told again is the one that is known.
    let is_so = |(since, last): (NaiveDate, NaiveDate)| {
        first.is_none_or(|first| first == since) && ends_on.is_none_or(|day| day == last)
    };
    if are_known && contract.term.is_some_and(is_so) {
        return Ok(None);
    }
    let is_another = contract.ids.is_some() && !are_known;
    Ok(Some(SupportEvent::SupportConfirmed {
        contract: if is_another { counters.give() } else { contract.id },
        benefit: benefit.id,
        access_id: ids.0,
        contract_id: ids.1,
        starts_on,
        ends_on,
        on: today,
    }))
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
    benefit::rules::usable::<Incidents>(benefit)?;
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
        let none_left = remaining(benefit) == Some(Quantity::Count(0));
        let (benefit, included) = (benefit.id, benefit.bound().unwrap_or(0));
        refuse_if(none_left, || SupportRefusal::NoIncidentLeft { benefit, included, day: None })?;
    }
    Ok(contract)
}

fn pending(contract: &Contract) -> SupportRefusal {
    SupportRefusal::SupportPending { benefit: contract.benefit, since: contract.requested_on }
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
    benefit::rules::of::<Incidents>(benefit)?;
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
    // The contract may be one that is asked for later: on the day there is none to be linked.
    if linked && contract.is_some_and(|contract| contract.requested_on <= today) {
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

/// Opens an incident, which deducts one (SUP-9). `bounds` are those of the day and of every later
/// one of its year on which an incident was opened (TIME-3).
///
/// # Errors
/// [`SupportRefusal::NoIncidentLeft`], those of [`usable`] and of [`in_scope`].
pub fn open(
    benefit: &Benefit,
    contract: Option<&Contract>,
    new: &NewIncident,
    bounds: &[Bound],
    program: &Program,
    counters: &mut Counters,
    today: NaiveDate,
) -> Result<SupportEvent, Refusal> {
    let plan = benefit::rules::of::<Incidents>(benefit)?.plan();
    let contract = usable(benefit, contract, true, today)?;
    has_one_left(benefit, bounds, today)?;
    if let Some(product) = &new.product {
        in_scope(program, plan, product, new.version.as_deref(), today)?;
    }
    let NewIncident { title, account, customer, product, version } = new.clone();
    Ok(SupportEvent::IncidentOpened {
        incident: counters.give(),
        contract: contract.id,
        benefit: benefit.id,
        plan: plan.to_owned(),
        title,
        account,
        customer,
        product,
        version,
        on: today,
    })
}

/// What is to be minded of an incident that is opened on a plan: that the portal asks for the two
/// IDs of an account that is not linked (SUP-5), and which versions are covered where none is named
/// (SUP-8).
#[must_use]
pub fn cautions(
    plan: Option<&str>,
    contract: ContractId,
    new: &NewIncident,
    is_linked: bool,
    program: &Program,
    today: NaiveDate,
) -> Vec<String> {
    let mut told = Vec::new();
    let product = new.product.as_deref();
    let terms = program.support.as_ref();
    let begins = |typed: &str, name: &str| typed.to_lowercase().starts_with(&name.to_lowercase());
    let is_in_cloud = plan == Some(SIGNATURE_CLOUD);
    let wants_none = is_in_cloud
        && terms.zip(product).is_some_and(|(terms, product)| {
            terms.without_ids.iter().any(|name| begins(product, name))
        });
    if let Some(account) = new.account.as_ref().filter(|_| !is_linked && !wants_none) {
        told.push(format!(
            "{account} is not linked yet: the portal asks for the two IDs the first time; \
             mpn support link {contract} --account {account} (SUP-5)"
        ));
        let may_be_of_csp = |csp: &str| product.is_none_or(|product| begins(product, csp));
        if let Some(terms) = terms.filter(|terms| is_in_cloud && may_be_of_csp(&terms.csp_product))
        {
            told.push(format!(
                "on {} a CSP partner uses the plan \"{}\" without a contract (SUP-13)",
                terms.csp_product, terms.csp_plan
            ));
        }
    }
    if let (Some(plan), Some(product), None) = (plan, product, &new.version) {
        let covered = in_scope(program, plan, product, None, today).unwrap_or_default();
        let is_named = covered.iter().any(|version| product.trim().ends_with(version.as_str()));
        if !covered.is_empty() && !is_named {
            let versions = covered.join(" and ");
            told.push(format!(
                "no version is named: {} {versions} is covered (SUP-8)",
                product.trim()
            ));
        }
    }
    told
}

/// Whether one incident more can be opened on a day, and those after it still could.
///
/// # Errors
/// [`SupportRefusal::NoIncidentLeft`].
pub fn has_one_left(
    benefit: &Benefit,
    bounds: &[Bound],
    today: NaiveDate,
) -> Result<(), SupportRefusal> {
    let Some(full) = Bound::first_full(bounds) else { return Ok(()) };
    let day = Some(full.day).filter(|day| *day != today);
    let (benefit, included) = (benefit.id, full.granted.unwrap_or(0));
    Err(SupportRefusal::NoIncidentLeft { benefit, included, day })
}

/// Closes an incident; a duplicate or a bug is returned (SUP-9). Nothing when it is closed so.
///
/// # Errors
/// [`SupportRefusal::IncidentClosed`] when it was closed as something else, `BeforeItsBasis`.
pub fn close(
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
        returned: closed_as != ClosedAs::Solved,
        on: today,
    }))
}

/// Sets the count to what Support for Business shows; colleagues open incidents there, too
/// (SUP-7). Nothing when it is so already.
///
/// # Errors
/// [`SupportRefusal::CountUnlimited`], [`SupportRefusal::CountTooHigh`],
/// [`SupportRefusal::SupportInactive`], `BeforeItsBasis`.
pub fn count(
    benefit: &Benefit,
    contract: Option<&Contract>,
    remaining: u32,
    today: NaiveDate,
) -> Result<Option<SupportEvent>, Refusal> {
    benefit::rules::usable::<Incidents>(benefit)?;
    let contract = contract.ok_or(SupportRefusal::SupportInactive { benefit: benefit.id })?;
    Basis::SupportActivation(contract.id).is_there(contract.requested_on, today)?;
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
pub fn remove(incident: &Incident) -> SupportEvent {
    SupportEvent::IncidentRemoved {
        incident: incident.id,
        contract: incident.contract,
        benefit: incident.benefit,
    }
}

/// Makes an incident again what it was `before`: open, or closed as something else. `bounds` are
/// those of the days since it was closed.
///
/// # Errors
/// [`SupportRefusal::NoIncidentLeft`] when it was given back and counts again, and others took it
/// since.
pub fn put_back(
    benefit: &Benefit,
    now: &Incident,
    before: &Incident,
    bounds: &[Bound],
    today: NaiveDate,
) -> Result<Option<SupportEvent>, Refusal> {
    if now.returned && !before.returned && now.opened_on >= benefit.year_from {
        has_one_left(benefit, bounds, today)?;
    }
    Ok((now != before).then_some(SupportEvent::IncidentRestored {
        incident: before.id,
        contract: before.contract,
        benefit: before.benefit,
        closed_on: before.closed_on,
        closed_as: before.closed_as,
        returned: before.returned,
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
    benefit::rules::usable::<Incidents>(benefit)?;
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
    use crate::domain::benefit::rules::tests::{benefit, over};
    use crate::domain::benefit::{Category, What};
    use crate::domain::id::{BenefitId, Id as _, IncidentId};
    use crate::domain::membership::rules::tests::{day, program};
    use crate::domain::support::PRODUCT_SUPPORT;

    const ON: &str = "2026-03-01";
    const FIRST: &str = "2026-01-15";
    const LAST: &str = "2027-01-14";

    /// A benefit of so many incidents, of the plan on premises.
    fn incidents(quantity: Option<u32>, used: u32) -> Benefit {
        let mut one = benefit(Category::Support, quantity);
        one.terms.what = What::Support(Incidents { plan: Some(PRODUCT_SUPPORT.to_owned()) });
        one.used = used;
        one
    }

    fn cloud() -> Benefit {
        let mut one = incidents(None, 40);
        one.terms.quantity = Some(Quantity::Unlimited);
        one.terms.what = What::Support(Incidents { plan: Some(SIGNATURE_CLOUD.to_owned()) });
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
        let bounds = [bound(benefit, on)];
        open(benefit, contract, new, &bounds, &program(), &mut counters, day(on))
    }

    /// What is used of it on a day.
    fn bound(benefit: &Benefit, on: &str) -> Bound {
        Bound { day: day(on), held: benefit.used, granted: benefit.bound() }
    }

    fn incident(closed_as: Option<ClosedAs>) -> Incident {
        Incident {
            id: IncidentId::new(7),
            contract: ContractId::new(1),
            benefit: BenefitId::new(1),
            plan: PRODUCT_SUPPORT.to_owned(),
            title: "backup fails".to_owned(),
            account: None,
            customer: None,
            opened_on: day(ON),
            closed_on: closed_as.map(|_| day(ON)),
            closed_as,
            returned: closed_as.is_some_and(|how| how != ClosedAs::Solved),
        }
    }

    /// The two IDs of a contract, not known yet, from a day to another.
    fn told(ids: &str, from: &str, until: Option<&str>) -> Confirming {
        Confirming {
            ids: (format!("access {ids}"), format!("contract {ids}")),
            are_known: false,
            starts_on: None,
            year_begins: day(from),
            ends_on: until.map(day),
        }
    }

    fn confirmed(
        benefit: &Benefit,
        contract: Option<&Contract>,
        told: Confirming,
        on: &str,
    ) -> Result<Option<SupportEvent>, Refusal> {
        let mut counters = Counters::after([('C', 1)]);
        confirm(benefit, contract, told, &mut counters, day(on))
    }

    /// That a contract with those IDs was recorded.
    fn confirmation(contract: u32, ids: &str, until: Option<&str>) -> SupportEvent {
        SupportEvent::SupportConfirmed {
            contract: ContractId::new(contract),
            benefit: BenefitId::new(1),
            access_id: format!("access {ids}"),
            contract_id: format!("contract {ids}"),
            starts_on: day(FIRST),
            ends_on: until.map(day),
            on: day(ON),
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
    fn ids_are_taken_down_of_what_was_activated() {
        let one = incidents(Some(20), 0);
        let fits = || told("1", FIRST, Some(LAST));
        let inactive = Refusal::Support(SupportRefusal::SupportInactive { benefit: one.id });
        assert_eq!(confirmed(&one, None, fits(), ON), Err(inactive));
        let backwards = Refusal::Support(SupportRefusal::TermBackwards {
            starts_on: day(LAST),
            ends_on: day(FIRST),
        });
        let turned = told("1", LAST, Some(FIRST));
        assert_eq!(confirmed(&one, Some(&pending()), turned, ON), Err(backwards));
        assert!(confirmed(&one, Some(&pending()), told("1", ON, Some(ON)), ON).is_ok());
        let asked = Contract { requested_on: day("2026-03-05"), ..pending() };
        let refused = Refusal::BeforeItsBasis(BeforeItsBasis {
            basis: Basis::SupportActivation(asked.id),
            today: day("2026-03-04"),
            since: asked.requested_on,
        });
        assert_eq!(confirmed(&one, Some(&asked), fits(), "2026-03-04"), Err(refused));
        assert!(confirmed(&one, Some(&asked), fits(), "2026-03-05").is_ok());
        let event = confirmation(1, "1", Some(LAST));
        assert_eq!(confirmed(&one, Some(&pending()), fits(), ON), Ok(Some(event)));
    }

    #[test]
    fn other_ids_make_another_contract_and_the_same_ones_make_it_run_on() {
        let one = incidents(Some(20), 0);
        let renewed = Contract { term: None, ..running() };
        let another = confirmation(2, "2", Some(LAST));
        let new = told("2", FIRST, Some(LAST));
        assert_eq!(confirmed(&one, Some(&renewed), new, ON), Ok(Some(another)));
        let same = |until| Confirming { are_known: true, ..told("1", FIRST, until) };
        let runs_on = confirmation(1, "1", Some(LAST));
        assert_eq!(confirmed(&one, Some(&renewed), same(Some(LAST)), ON), Ok(Some(runs_on)));
        // Said again it is nothing, with its end or without (R26); a later end is something.
        assert_eq!(confirmed(&one, Some(&running()), same(Some(LAST)), ON), Ok(None));
        assert_eq!(confirmed(&one, Some(&running()), same(None), ON), Ok(None));
        let later = "2027-02-10";
        let longer = confirmation(1, "1", Some(later));
        assert_eq!(confirmed(&one, Some(&running()), same(Some(later)), ON), Ok(Some(longer)));
    }

    /// A benefit that lives from 15 January 2026 until 14 February 2028, on a day: renewed on
    /// 20 January 2027.
    fn over_two_years(on: &str) -> Benefit {
        let mut one = incidents(Some(20), 0);
        one.year_from = day(if day(on) < day("2027-01-20") { FIRST } else { "2027-01-20" });
        one.terms.ends_on = day("2028-02-14");
        one
    }

    fn known(number: u32, requested_on: &str, confirmations: &[Confirmation]) -> KnownContract {
        KnownContract {
            id: ContractId::new(number),
            benefit: BenefitId::new(1),
            requested_on: day(requested_on),
            confirmations: confirmations.to_vec(),
            ids: Some((format!("access {number}"), format!("contract {number}"))),
        }
    }

    fn confirmed_on(on: &str, starts_on: &str, ends_on: Option<&str>) -> Confirmation {
        let (on, starts_on, ends_on) = (day(on), day(starts_on), ends_on.map(day));
        Confirmation { number: 1, on, starts_on, ends_on }
    }

    /// The number of the contract on a day, and from when to when it runs.
    fn told_on(known: &[KnownContract], on: &str) -> Option<(u32, Option<(NaiveDate, NaiveDate)>)> {
        let contract = contract_on(&over_two_years(on), known, day(on))?;
        Some((contract.id.number(), contract.term))
    }

    #[test]
    fn a_contract_runs_through_the_renewal_window_and_is_confirmed_again_in_the_next_year() {
        let first = known(1, "2026-02-01", &[confirmed_on("2026-02-10", "2026-02-10", None)]);
        let last = day("2028-02-14");
        let alone = [first.clone()];
        for (on, contract) in [
            ("2026-02-01", Some((1, None))),
            ("2026-02-10", Some((1, Some((day("2026-02-10"), last))))),
            // In the window it still runs (R7).
            ("2027-01-19", Some((1, Some((day("2026-02-10"), last))))),
            // In the new year it waits for its confirmation (MEM-9).
            ("2027-01-20", Some((1, None))),
        ] {
            assert_eq!(told_on(&alone, on), contract, "{on}");
        }
        // Other IDs are another contract, to which no account is linked yet (R9); the old year
        // keeps its own, whatever is recorded later (R6).
        let second = known(2, "2026-02-01", &[confirmed_on("2027-02-01", "2027-02-01", None)]);
        let both = [first, second];
        assert_eq!(told_on(&both, "2027-01-10"), Some((1, Some((day("2026-02-10"), last)))));
        assert_eq!(told_on(&both, "2027-02-01"), Some((2, Some((day("2027-02-01"), last)))));
        // Whose confirmation is recorded late does not outlive one of a later day.
        let late = known(3, "2026-02-01", &[confirmed_on("2026-03-01", "2026-03-01", None)]);
        let all = [both[0].clone(), both[1].clone(), late];
        let waits = |number| Some((number, None));
        assert_eq!(told_on(&all, "2026-02-05"), waits(1));
        assert_eq!(told_on(&all, "2027-01-25"), waits(3));
        assert_eq!(told_on(&all, "2028-01-30").map(|found| found.0), Some(2));
        // Until then the one that it goes back to waits.
        assert_eq!(told_on(&both, "2027-01-25").map(|found| found.1), Some(None));
    }

    #[test]
    fn an_end_that_was_given_is_kept_and_none_lasts_as_long_as_the_benefit() {
        let given = known(1, "2026-02-01", &[confirmed_on("2026-02-10", FIRST, Some(LAST))]);
        assert_eq!(told_on(&[given], "2026-06-01"), Some((1, Some((day(FIRST), day(LAST))))));
        // A contract that began before it was confirmed is known from the day of that.
        let back = [known(1, "2026-02-01", &[confirmed_on("2026-04-01", "2026-03-01", None)])];
        let last = day("2028-02-14");
        assert_eq!(told_on(&back, "2026-03-31"), Some((1, None)));
        assert_eq!(told_on(&back, "2026-04-01"), Some((1, Some((day("2026-03-01"), last)))));
    }

    #[test]
    fn an_activation_of_days_that_are_over_counts_for_nothing() {
        // A membership that was cancelled had been activated; the new one was not (R13).
        let old = [known(1, "2025-06-01", &[confirmed_on("2025-06-05", "2025-06-05", None)])];
        assert_eq!(told_on(&old, "2026-03-01"), None);
        let again = [old[0].clone(), known(2, "2026-03-01", &[])];
        assert_eq!(told_on(&again, "2026-03-01"), Some((2, None)));
        // Nor does one of days to come, after a gap; one of these days is not asked for twice.
        assert_eq!(told_on(&[known(3, "2028-03-01", &[])], "2026-03-01"), None);
        let later = known(3, "2026-04-01", &[]);
        let one = over_two_years("2026-03-01");
        let contract = contract_on(&one, &[later], day("2026-03-01")).unwrap();
        let today = day("2026-03-01");
        assert_eq!(activate(&one, Some(&contract), &mut Counters::default(), today), Ok(None));
        assert_eq!(status(&one, Some(&contract), today).0, SupportStatus::Inactive);
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
                day: None,
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
    fn an_incident_that_is_dated_back_must_be_left_on_each_later_day_on_which_one_was_opened() {
        let (one, contract) = (incidents(Some(5), 2), running());
        let mut counters = Counters::default();
        let mut on_day = |later: u32| {
            let later = Bound { day: day("2026-05-01"), held: later, granted: Some(5) };
            let bounds = [bound(&one, ON), later];
            open(&one, Some(&contract), &case(), &bounds, &program(), &mut counters, day(ON))
        };
        assert!(on_day(4).is_ok());
        let none_left = SupportRefusal::NoIncidentLeft {
            benefit: one.id,
            included: 5,
            day: Some(day("2026-05-01")),
        };
        assert_eq!(on_day(5), Err(none_left.into()));
    }

    #[test]
    fn a_contract_that_cannot_be_used_says_why() {
        let told = |one: &Benefit, on: &str| status(one, Some(&running()), day(on));
        let one = incidents(Some(20), 0);
        assert_eq!(told(&one, LAST), (SupportStatus::Active, None));
        let expired = "the contract expired on 2027-01-14".to_owned();
        assert_eq!(told(&one, "2027-01-15"), (SupportStatus::Expired, Some(expired)));
        let later = Contract { term: Some((day(ON), day(LAST))), ..running() };
        let starts = "the contract starts on 2026-03-01".to_owned();
        let early = status(&one, Some(&later), day("2026-02-28"));
        assert_eq!(early, (SupportStatus::Active, Some(starts)));
        let used_up = "no incidents are left".to_owned();
        assert_eq!(told(&incidents(Some(5), 5), ON), (SupportStatus::UsedUp, Some(used_up)));
        let gone = "the membership it comes with has ended".to_owned();
        assert_eq!(told(&over(one), "2027-02-15"), (SupportStatus::Expired, Some(gone)));
    }

    #[test]
    fn a_customer_is_helped_on_either_plan() {
        let new = NewIncident { customer: Some("Fabrikam".to_owned()), ..case() };
        for of in [cloud(), incidents(Some(5), 0)] {
            assert!(opened(&of, Some(&running()), &new, ON).is_ok());
        }
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
        // What is asked for later was nothing yet that could be linked.
        assert!(link(&one, Some(&pending()), &account, true, day("2026-01-14")).is_err());
    }

    #[test]
    fn a_duplicate_and_a_bug_are_given_back_and_what_is_solved_is_not() {
        for (how, returned) in
            [(ClosedAs::Solved, false), (ClosedAs::Duplicate, true), (ClosedAs::Bug, true)]
        {
            let event = close(&incident(None), how, day(ON)).unwrap().unwrap();
            assert!(
                matches!(event, SupportEvent::IncidentClosed { returned: told, closed_as, .. }
                    if told == returned && closed_as == how),
                "{event:?}"
            );
            assert_eq!(close(&incident(Some(how)), how, day(ON)), Ok(None));
        }
        let was = ClosedAs::Solved;
        let refused =
            Refusal::Support(SupportRefusal::IncidentClosed { incident: IncidentId::new(7), was });
        assert_eq!(close(&incident(Some(was)), ClosedAs::Bug, day(ON)), Err(refused));
        let before = day(ON).pred_opt().unwrap();
        let basis = Basis::Incident(IncidentId::new(7));
        let refused =
            Refusal::BeforeItsBasis(BeforeItsBasis { basis, today: before, since: day(ON) });
        assert_eq!(close(&incident(None), ClosedAs::Solved, before), Err(refused));
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
        let today = day("2026-01-14");
        let basis = Basis::SupportActivation(ContractId::new(1));
        let early = BeforeItsBasis { basis, today, since: day(FIRST) };
        assert_eq!(count(&one, Some(&pending()), 5, today), Err(Refusal::BeforeItsBasis(early)));
    }

    #[test]
    fn versions_are_checked_on_premises_alone_and_each_plan_covers_its_own_products() {
        let of = |product: &str, version: &str| NewIncident {
            product: Some(product.to_owned()),
            version: Some(version.to_owned()),
            ..case()
        };
        let is_opened = |benefit: &Benefit, product: &str, version: &str| {
            opened(benefit, Some(&running()), &of(product, version), ON).is_ok()
        };
        let on_premises = incidents(Some(5), 0);
        assert!(is_opened(&on_premises, "SQL Server", "2017"));
        assert!(!is_opened(&on_premises, "SQL Server", "2014"));
        assert!(!is_opened(&on_premises, "Azure SQL", "12"));
        assert!(is_opened(&cloud(), "Azure SQL", "12"));
        assert!(!is_opened(&cloud(), "SQL Server", "2017"));
    }

    #[test]
    fn nothing_is_done_with_a_benefit_that_ended_or_is_of_another_kind() {
        let ended = over(incidents(Some(20), 0));
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
        let (before, now) = (incident(None), incident(Some(ClosedAs::Bug)));
        let back = |one: &Benefit, now: &Incident, before: &Incident| {
            put_back(one, now, before, &[bound(one, ON)], day(ON))
        };
        let restored = back(&incidents(Some(5), 4), &now, &before);
        assert!(
            matches!(
                restored,
                Ok(Some(SupportEvent::IncidentRestored { closed_as: None, returned: false, .. }))
            ),
            "{restored:?}"
        );
        let refused = Refusal::Support(SupportRefusal::NoIncidentLeft {
            benefit: BenefitId::new(1),
            included: 5,
            day: None,
        });
        let full = incidents(Some(5), 5);
        assert_eq!(back(&full, &now, &before), Err(refused));
        assert_eq!(back(&full, &before, &before), Ok(None));
        let solved = incident(Some(ClosedAs::Solved));
        assert!(back(&full, &solved, &before).is_ok());
        // In a later year it counts no more, however it is closed.
        let later = Benefit { year_from: day("2027-01-20"), ..full };
        assert!(back(&later, &now, &before).is_ok());
    }

    #[test]
    fn support_is_there_on_the_last_day_of_its_membership() {
        let mut one = incidents(Some(20), 0);
        one.terms.ends_on = day("2026-12-31");
        let on = |one: &Benefit, today: &str| status(one, Some(&running()), day(today)).0;
        assert_eq!(on(&one, "2026-12-31"), SupportStatus::Active);
        assert_eq!(on(&over(one), "2027-01-01"), SupportStatus::Expired);
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
