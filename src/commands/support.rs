//! `mpn support`: contracts, incidents, what is covered, and what the portals mean.

use super::benefits::lines_of;
use super::vault::Vault;
use super::{at_page, is_refusal};
use crate::domain::answer::{Answer, Body, Coverage, IncidentLine, SupportIds, SupportLine};
use crate::domain::benefit::{self, Benefit, Category, Incidents, Quantity};
use crate::domain::event::{Event, SupportEvent};
use crate::domain::holding::used_up_by;
use crate::domain::id::{BenefitId, ContractId};
use crate::domain::moment::before;
use crate::domain::operation::Operation;
use crate::domain::program::{PageId, Program};
use crate::domain::refusal::{BenefitRefusal, MembershipRefusal, SupportRefusal};
use crate::domain::request::{ConfirmSupport, SupportRequest};
use crate::domain::role::Permission;
use crate::domain::secret::{Secret, SecretOf};
use crate::domain::support::rules::Confirming;
use crate::domain::support::{
    self, ClosedAs, Contract, NewIncident, PRODUCT_SUPPORT, SIGNATURE_CLOUD, SupportStatus,
};
use crate::domain::user::{Email, User};
use crate::failure::{Exit, Failure, Result};
use crate::store::{Change, Facts};

/// Decides a request and records what follows from it.
pub(super) fn decide(
    change: &mut Change,
    acting: &User,
    asked: &SupportRequest,
    vault: &Vault,
) -> Result<()> {
    match asked {
        SupportRequest::ActivateSupport { benefit } => activate(change, benefit),
        SupportRequest::ConfirmSupport(wanted) => confirm(change, wanted, vault),
        SupportRequest::ShowIds { benefit } => show_ids(change, acting, benefit),
        SupportRequest::LinkAccount { benefit, account } => link(change, benefit, account),
        SupportRequest::OpenIncident { benefit, incident } => open(change, benefit, incident),
        SupportRequest::CloseIncident { incident, closed_as } => {
            close(change, incident, *closed_as)
        }
        SupportRequest::CountIncidents { benefit, remaining } => count(change, benefit, *remaining),
    }
}

/// The benefit that a name stands for: `B3`, the plan's name, or the contract `C1`.
///
/// # Errors
/// [`BenefitRefusal::NotGranted`] for a plan that no membership grants (SUP-10),
/// [`SupportRefusal::NoSuchContract`].
pub(super) fn benefit_named(facts: &Facts, name: &str) -> Result<Benefit> {
    if let Ok(id) = name.parse::<ContractId>() {
        return facts.benefit(facts.benefit_of_contract(id)?);
    }
    let wanted = name.to_lowercase();
    let planned = [PRODUCT_SUPPORT, SIGNATURE_CLOUD].into_iter().find(|plan| wanted == *plan);
    match (facts.benefit_named(name), planned) {
        (Err(failure), Some(plan)) if failure.told().exit == Exit::NotFound => {
            Err(not_granted(plan).into())
        }
        (found, _) => found,
    }
}

fn not_granted(plan: &str) -> BenefitRefusal {
    let (what, rule) = match plan {
        SIGNATURE_CLOUD => ("Signature Cloud Support", "SUP-10"),
        _ => ("Microsoft Product Support", "SUP-1"),
    };
    BenefitRefusal::NotGranted { what, rule }
}

fn with_contract(facts: &Facts, name: &str) -> Result<(Benefit, Option<Contract>)> {
    let benefit = benefit_named(facts, name)?;
    let contract = facts.contract_of(&benefit)?;
    Ok((benefit, contract))
}

/// What it takes to open an incident of this benefit; nothing is asked of one that is not there.
pub(super) fn may_open(facts: &Facts, name: &str, new: &NewIncident) -> Result<Permission> {
    match benefit_named(facts, name) {
        Ok(benefit) => Ok(support::may_open(benefit.terms.plan(), new.customer.as_ref())),
        Err(failure) if is_refusal(&failure) => Ok(Permission::Read),
        Err(failure) => Err(failure),
    }
}

/// Asks for activation.
fn activate(change: &mut Change, name: &str) -> Result<()> {
    let (benefit, contract) = with_contract(change, name)?;
    let today = change.moment().on;
    let event = support::rules::activate(&benefit, contract.as_ref(), &mut change.counters, today)?;
    change.record_all(event)
}

/// Records the two IDs. They run from the beginning of the term, and as long as the benefit lives,
/// unless something else is said.
fn confirm(change: &mut Change, request: &ConfirmSupport, vault: &Vault) -> Result<()> {
    let (benefit, contract) = with_contract(change, &request.benefit)?;
    let today = change.moment().on;
    let anniversary = change.membership_of(&benefit.terms)?.map(|held| held.anniversary(today));
    let term_days = change.program()?.membership.term_days;
    let begins = anniversary.map(|anniversary| before(anniversary, term_days));
    let told = |ids, are_known| Confirming {
        ids,
        are_known,
        starts_on: request.starts_on,
        year_begins: begins.unwrap_or(today),
        ends_on: request.ends_on,
    };
    if request.ids.is_empty() && change.is_dry_run() {
        // The rules come before anybody is asked for the IDs.
        let (told, counters) = (told((String::new(), String::new()), false), &mut change.counters);
        let event = support::rules::confirm(&benefit, contract.as_ref(), told, counters, today)?;
        return change.record_all(event);
    }
    let [access_id, contract_id] = vault.sealed()? else {
        let wanted = "two lines are wanted: Access ID, Contract ID";
        return Err(Failure::usage("malformed-file", wanted).hint("mpn support confirm ID FILE"));
    };
    let are_known = contract.as_ref().map(|known| has_ids(change, known, request, vault));
    let ids = (access_id.commitment.clone(), contract_id.commitment.clone());
    let (told, counters) = (told(ids, are_known.transpose()? == Some(true)), &mut change.counters);
    let event = support::rules::confirm(&benefit, contract.as_ref(), told, counters, today)?;
    if let Some(SupportEvent::SupportConfirmed { contract, .. }) = &event {
        change.replace_sealed(SecretOf::AccessId(*contract), access_id)?;
        change.replace_sealed(SecretOf::ContractId(*contract), contract_id)?;
    }
    change.record_all(event)
}

/// Whether a contract has these very IDs already.
fn has_ids(
    facts: &Facts,
    contract: &Contract,
    request: &ConfirmSupport,
    vault: &Vault,
) -> Result<bool> {
    let Some((access_id, contract_id)) = &contract.ids else { return Ok(false) };
    let known = [
        vault.reveal(facts, SecretOf::AccessId(contract.id), access_id)?,
        vault.reveal(facts, SecretOf::ContractId(contract.id), contract_id)?,
    ];
    Ok(request.ids.iter().map(Secret::reveal).eq(known.iter().map(String::as_str)))
}

/// Shows the two IDs, which is recorded.
fn show_ids(change: &mut Change, acting: &User, name: &str) -> Result<()> {
    let (benefit, contract) = with_contract(change, name)?;
    let today = change.moment().on;
    let event = support::rules::show_ids(&benefit, contract.as_ref(), &acting.email, today)?;
    change.record(event)
}

/// The two IDs that an operation showed, opened.
pub(super) fn handed_out(facts: &Facts, operation: Operation, vault: &Vault) -> Result<Answer> {
    let shown = operation.events.iter().find_map(|event| match event {
        Event::Support(SupportEvent::IdsRevealed { benefit, contract, .. }) => {
            Some((*benefit, *contract))
        }
        _ => None,
    });
    let Some((benefit, contract)) = shown else {
        return Err(Failure::failed("failed", "the operation showed no IDs"));
    };
    let of = facts.benefit(benefit)?;
    let itself = facts.contract_itself(&of, contract)?;
    let (starts_on, ends_on) = itself.and_then(|itself| itself.term).unzip();
    let [access_id, contract_id] = ids_of(facts, benefit, contract, vault)?;
    let shown = SupportIds {
        id: contract,
        benefit,
        plan: benefit::rules::of::<Incidents>(&of)?.plan().to_owned(),
        access_id,
        contract_id,
        starts_on,
        ends_on,
    };
    Ok(Answer { warnings: operation.receipt().warnings, ..Body::SupportIds(shown).into() })
}

/// The two IDs of a contract, opened.
pub(super) fn ids_of(
    facts: &Facts,
    benefit: BenefitId,
    contract: ContractId,
    vault: &Vault,
) -> Result<[String; 2]> {
    let ids = facts.contract_ids(contract)?;
    let (access_id, contract_id) = ids.ok_or(SupportRefusal::SupportInactive { benefit })?;
    Ok([
        vault.reveal(facts, SecretOf::AccessId(contract), &access_id)?,
        vault.reveal(facts, SecretOf::ContractId(contract), &contract_id)?,
    ])
}

/// Links a contract to an account.
fn link(change: &mut Change, name: &str, account: &Email) -> Result<()> {
    let (benefit, contract) = with_contract(change, name)?;
    let linked = match &contract {
        Some(contract) => change.is_linked(contract.id, account)?,
        None => false,
    };
    let today = change.moment().on;
    let event = support::rules::link(&benefit, contract.as_ref(), account, linked, today)?;
    change.record_all(event)
}

/// Opens an incident.
fn open(change: &mut Change, name: &str, new: &NewIncident) -> Result<()> {
    let (benefit, contract) = with_contract(change, name)?;
    let (program, today) = (change.program()?, change.moment().on);
    let bounds = change.incident_bounds(&benefit)?;
    let (known, counters) = (contract.as_ref(), &mut change.counters);
    let event = support::rules::open(&benefit, known, new, &bounds, &program, counters, today)?;
    if let Some(Contract { id, .. }) = contract {
        let is_linked = match &new.account {
            Some(account) => change.is_linked(id, account)?,
            None => false,
        };
        let plan = benefit.terms.plan();
        for caution in support::rules::cautions(plan, id, new, is_linked, &program, today) {
            change.warn(caution);
        }
    }
    change.record(event)
}

/// What is to be done in a portal, once a fact is recorded. What nobody is named for was opened in
/// the portal already.
pub(super) fn what_to_do(facts: &Facts, event: &SupportEvent) -> Result<Vec<String>> {
    let (what, page) = match event {
        SupportEvent::SupportActivated { .. } => (
            "in the portal: Benefits → Technical benefits → Activate, where both IDs will be",
            PageId::TechnicalBenefits,
        ),
        SupportEvent::AccountLinked { benefit, .. } => {
            match facts.benefit(*benefit)?.terms.plan() {
                Some(PRODUCT_SUPPORT) => (
                    "in Support for Business: more support plans → Add Contract, with both IDs",
                    PageId::SupportForBusiness,
                ),
                Some(SIGNATURE_CLOUD) => {
                    let what = "in the Azure portal: Help + Support → Support Plans → Link support \
                                benefits, with both IDs";
                    return Ok(vec![what.to_owned()]);
                }
                _ => return Ok(Vec::new()),
            }
        }
        SupportEvent::IncidentOpened { plan, customer, account, .. } => {
            match (plan.as_str(), customer, account) {
                (SIGNATURE_CLOUD, Some(_), _) => (
                    "in Partner Center, as an admin agent: Customers → Service Management → New \
                     request",
                    PageId::Customers,
                ),
                (PRODUCT_SUPPORT, Some(_), _) | (PRODUCT_SUPPORT, None, Some(_)) => {
                    ("create it in Support for Business", PageId::SupportForBusiness)
                }
                _ => return Ok(Vec::new()),
            }
        }
        SupportEvent::SupportConfirmed { .. }
        | SupportEvent::IdsRevealed { .. }
        | SupportEvent::AccountUnlinked { .. }
        | SupportEvent::ContractRemoved { .. }
        | SupportEvent::IncidentClosed { .. }
        | SupportEvent::IncidentsCounted { .. }
        | SupportEvent::CountRemoved { .. }
        | SupportEvent::IncidentRemoved { .. }
        | SupportEvent::IncidentRestored { .. } => return Ok(Vec::new()),
    };
    Ok(vec![at_page(facts, what, page)?])
}

/// Closes an incident.
fn close(change: &mut Change, name: &str, closed_as: ClosedAs) -> Result<()> {
    let incident = change.incident_named(name)?;
    let event = support::rules::close(&incident, closed_as, change.moment().on)?;
    change.record_all(event)
}

/// Sets the count to what the portal shows.
fn count(change: &mut Change, name: &str, remaining: u32) -> Result<()> {
    let (benefit, contract) = with_contract(change, name)?;
    let event = support::rules::count(&benefit, contract.as_ref(), remaining, change.moment().on)?;
    change.record_all(event)
}

/// Every support benefit at a glance (SUP-7).
pub(super) fn status(facts: &Facts) -> Result<Answer> {
    super::listed(facts, Body::SupportStatus(lines(facts)?))
}

/// Every support benefit.
pub(super) fn lines(facts: &Facts) -> Result<Vec<SupportLine>> {
    lines_of(facts, Category::Support, |facts, benefit| {
        let contract = facts.contract_of(benefit)?;
        let (status, reason) = support::rules::status(benefit, contract.as_ref(), facts.today);
        let (starts_on, ends_on) = contract.as_ref().and_then(|contract| contract.term).unzip();
        let starts_later = starts_on.is_some_and(|starts_on| starts_on > facts.today);
        let left = support::rules::remaining(benefit).and_then(Quantity::count);
        let year = (benefit.year_from, benefit.terms.ends_on);
        let rate = |left| used_up_by(benefit.used, left, year, facts.today);
        Ok(SupportLine {
            id: benefit.id,
            plan: benefit.terms.plan().map(str::to_owned),
            included: benefit.terms.quantity,
            used: benefit.used,
            remaining: support::rules::remaining(benefit),
            starts_on,
            ends_on,
            status,
            available: status == SupportStatus::Active && !starts_later,
            reason,
            contract: contract.map(|contract| contract.id),
            name: benefit.terms.product.clone(),
            used_up_by: left.and_then(rate).filter(|_| benefit.is_live()),
        })
    })
}

/// Of which benefits few incidents are left, and when they are used up at the rate of this year
/// (SUP-14).
pub(super) fn few_left(facts: &Facts) -> Result<Vec<(BenefitId, String)>> {
    let program = facts.program()?;
    let Some(terms) = &program.support else { return Ok(Vec::new()) };
    let mut told = Vec::new();
    for benefit in facts.benefits_of(Category::Support)? {
        let contract = facts.contract_of(&benefit)?;
        if let Some(few) = support::rules::few_left(&benefit, contract.as_ref(), terms, facts.today)
        {
            told.push((benefit.id, few));
        }
    }
    Ok(told)
}

/// All incidents.
pub(super) fn incidents(facts: &Facts) -> Result<Answer> {
    let lines = facts.incidents()?.into_iter().map(|incident| IncidentLine {
        id: incident.id,
        plan: Some(incident.plan).filter(|plan| !plan.is_empty()),
        title: incident.title,
        account: incident.account,
        opened_on: incident.opened_on,
        closed_on: incident.closed_on,
        closed_as: incident.closed_as,
        counted: !incident.returned,
        contract: incident.contract,
        customer: incident.customer,
    });
    super::listed(facts, Body::Incidents(lines.collect()))
}

/// Whether a case is covered, by what, or why not and which paid plan would cover it (SUP-11).
pub(super) fn check(
    facts: &Facts,
    product: &str,
    version: Option<&str>,
    cloud: bool,
) -> Result<Answer> {
    let plan = if cloud { SIGNATURE_CLOUD } else { PRODUCT_SUPPORT };
    let mut coverage = Coverage {
        product: product.to_owned(),
        version: version.map(str::to_owned),
        cloud,
        ..Coverage::default()
    };
    let mut notes = Vec::new();
    match covering(facts, plan, product, version) {
        Ok((benefit, versions)) => {
            coverage.covered = true;
            coverage.versions = versions;
            coverage.plan = Some(plan.to_owned());
            coverage.id = Some(benefit.id);
            coverage.remaining = support::rules::remaining(&benefit);
        }
        Err(failure) => {
            let told = failure.told();
            coverage.reason = Some(told.message);
            coverage.rule = told.rule;
            // What the benefit covers once it is active, or is asked of the other plan, wants no
            // plan to be bought.
            let is_mended = matches!(
                told.code,
                "support-inactive"
                    | "support-pending"
                    | "support-not-begun"
                    | "product-on-premises"
            );
            if !is_mended {
                coverage.paid_plans = paid_plans(&*facts.program()?, cloud);
                notes.push(at_page(facts, "compare partner support plans", PageId::SupportPlans)?);
            }
            if told.rule == Some("SUP-8") {
                notes.push(at_page(
                    facts,
                    "versions that are supported",
                    PageId::SupportedVersions,
                )?);
            }
            match told.code {
                "no-such-product" => notes.extend(told.hint),
                "no-incident-left" => coverage.hint = told.hint,
                _ if is_mended => coverage.hint = told.hint,
                _ => {}
            }
        }
    }
    Ok(Answer { notes, ..Body::Coverage(coverage).into() })
}

/// The plans that can be bought for a case (SUP-11).
pub(super) fn paid_plans(program: &Program, cloud: bool) -> Vec<String> {
    let paid = program.paid_plans.iter().filter(|paid| cloud || !paid.cloud_only);
    paid.map(|paid| paid.name.clone()).collect()
}

fn covering(
    facts: &Facts,
    plan: &str,
    product: &str,
    version: Option<&str>,
) -> Result<(Benefit, Vec<String>)> {
    if !facts.has_active_offer()? {
        return Err(MembershipRefusal::NoActiveOffer.into());
    }
    let program = facts.program()?;
    let versions = support::coverage::in_scope(&program, plan, product, version, facts.today)?;
    let is_of_plan = |benefit: &Benefit| benefit.terms.plan() == Some(plan) && benefit.is_live();
    let benefit = facts.benefits_of(Category::Support)?.into_iter().find(is_of_plan);
    let benefit = benefit.ok_or_else(|| not_granted(plan))?;
    let contract = facts.contract_of(&benefit)?;
    support::rules::usable(&benefit, contract.as_ref(), true, facts.today)?;
    Ok((benefit, versions))
}
