//! Technical support: contracts, incidents, and what is covered (SUP-1 to SUP-12).

use chrono::NaiveDate;
use serde::Serialize;

use super::benefit::{self, Benefit, Category};
use super::event::Event;
use super::id::{BenefitId, ContractId, Counters, IncidentId};
use super::program::{Program, Quantity};
use super::refusal::Refusal;
use super::user::Email;
use super::words::words;

words! {
    /// What can be done with a support benefit today.
    SupportStatus, "a status of support" {
        Inactive = "inactive",
        Pending = "pending",
        Active = "active",
        Expired = "expired",
        UsedUp = "used-up",
    }
}

words! {
    /// Why an incident was closed (SUP-9).
    ClosedAs, "a way to close an incident" {
        Solved = "solved",
        Duplicate = "duplicate",
        Bug = "bug",
    }
}

/// The plan for products on premises, whose versions are checked (SUP-8).
pub const PRODUCT_SUPPORT: &str = "product-support";
/// The plan for cloud products, on which customers may be helped (ROLE-7).
pub const SIGNATURE_CLOUD: &str = "signature-cloud";

/// An activated support benefit (SUP-4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    pub id: ContractId,
    pub benefit: BenefitId,
    pub requested_on: NaiveDate,
    /// From when to when it runs; `None` while it is pending.
    pub term: Option<(NaiveDate, NaiveDate)>,
    /// The commitments of Access ID and Contract ID.
    pub ids: Option<(String, String)>,
}

/// An incident as the ledger knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    pub id: IncidentId,
    pub contract: ContractId,
    pub benefit: BenefitId,
    pub plan: String,
    pub title: String,
    pub account: Option<Email>,
    pub opened_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub closed_as: Option<ClosedAs>,
    /// Whether it counts against the contract.
    pub counted: bool,
}

/// What a support benefit is on `today`, and why it cannot be used if it cannot (SUP-7).
#[must_use]
pub fn status(
    benefit: &Benefit,
    contract: Option<&Contract>,
    today: NaiveDate,
) -> (SupportStatus, Option<String>) {
    if benefit.ended.is_some() || benefit.terms.ends_on < today {
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
/// Those of [`benefit::usable`].
pub fn activate(
    benefit: &Benefit,
    contract: Option<&Contract>,
    counters: &mut Counters,
    today: NaiveDate,
) -> Result<Option<Event>, Refusal> {
    benefit::usable(benefit, Category::Support, today)?;
    Ok(contract.is_none().then(|| Event::SupportActivated {
        contract: counters.give(),
        benefit: benefit.id,
        on: today,
    }))
}

/// Takes down the two IDs of an activated benefit. A contract that is confirmed again, as after a
/// renewal, gets the new ones (MEM-9).
///
/// # Errors
/// [`Refusal::SupportInactive`], [`Refusal::TermBackwards`], those of [`benefit::usable`].
pub fn confirm(
    benefit: &Benefit,
    contract: Option<&Contract>,
    ids: (String, String),
    (starts_on, ends_on): (NaiveDate, NaiveDate),
    today: NaiveDate,
) -> Result<Event, Refusal> {
    benefit::usable(benefit, Category::Support, today)?;
    let Some(contract) = contract else {
        return Err(Refusal::SupportInactive { benefit: benefit.id });
    };
    if ends_on < starts_on {
        return Err(Refusal::TermBackwards { starts_on, ends_on });
    }
    Ok(Event::SupportConfirmed {
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
/// [`Refusal::SupportInactive`], [`Refusal::SupportPending`], [`Refusal::SupportNotBegun`],
/// [`Refusal::SupportExpired`], [`Refusal::NoIncidentLeft`].
pub fn usable<'c>(
    benefit: &Benefit,
    contract: Option<&'c Contract>,
    for_incident: bool,
    today: NaiveDate,
) -> Result<&'c Contract, Refusal> {
    benefit::usable(benefit, Category::Support, today)?;
    let Some(contract) = contract else {
        return Err(Refusal::SupportInactive { benefit: benefit.id });
    };
    match (status(benefit, Some(contract), today).0, contract.term) {
        (_, None) => {
            Err(Refusal::SupportPending { benefit: benefit.id, since: contract.requested_on })
        }
        (_, Some((starts_on, _))) if today < starts_on => {
            Err(Refusal::SupportNotBegun { contract: contract.id, starts_on })
        }
        (_, Some((starts_on, ends_on))) if today > ends_on => {
            Err(Refusal::SupportExpired { contract: contract.id, starts_on, ends_on })
        }
        (SupportStatus::UsedUp, _) if for_incident => Err(Refusal::NoIncidentLeft {
            benefit: benefit.id,
            included: benefit.bound().unwrap_or(0),
        }),
        _ => Ok(contract),
    }
}

/// Shows the two IDs to an MPN user (ROLE-2).
///
/// # Errors
/// [`Refusal::SupportInactive`], [`Refusal::SupportPending`].
pub fn show_ids(
    benefit: &Benefit,
    contract: Option<&Contract>,
    user: &Email,
    today: NaiveDate,
) -> Result<Event, Refusal> {
    benefit::of_category(benefit, Category::Support)?;
    let Some(contract) = contract else {
        return Err(Refusal::SupportInactive { benefit: benefit.id });
    };
    if contract.ids.is_none() {
        let since = contract.requested_on;
        return Err(Refusal::SupportPending { benefit: benefit.id, since });
    }
    Ok(Event::IdsRevealed {
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
) -> Result<Option<Event>, Refusal> {
    if linked {
        return Ok(None);
    }
    let contract = usable(benefit, contract, false, today)?;
    Ok(Some(Event::AccountLinked {
        contract: contract.id,
        benefit: benefit.id,
        account: account.clone(),
        on: today,
    }))
}

/// What an incident is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewIncident {
    pub title: String,
    pub account: Option<Email>,
    pub customer: Option<String>,
    pub product: Option<String>,
    pub version: Option<String>,
}

/// Opens an incident, which deducts one (SUP-9).
///
/// # Errors
/// [`Refusal::CustomerOnPremises`] (ROLE-7), those of [`usable`] and of [`coverage`].
pub fn open(
    benefit: &Benefit,
    contract: Option<&Contract>,
    new: &NewIncident,
    program: &Program,
    counters: &mut Counters,
    today: NaiveDate,
) -> Result<Event, Refusal> {
    benefit::of_category(benefit, Category::Support)?;
    let plan = benefit.terms.details.plan.clone().unwrap_or_default();
    if new.customer.is_some() && plan != SIGNATURE_CLOUD {
        return Err(Refusal::CustomerOnPremises { plan });
    }
    let contract = usable(benefit, contract, true, today)?;
    if let Some(product) = new.product.as_ref().filter(|_| plan == PRODUCT_SUPPORT) {
        coverage(program, product, new.version.as_deref(), today)?;
    }
    Ok(Event::IncidentOpened {
        incident: counters.give(),
        contract: contract.id,
        benefit: benefit.id,
        plan,
        title: new.title.clone(),
        account: new.account.clone(),
        customer: new.customer.clone(),
        product: new.product.clone(),
        version: new.version.clone(),
        on: today,
    })
}

/// Closes an incident; a duplicate or a bug is returned (SUP-9). Nothing when it is closed so.
///
/// # Errors
/// [`Refusal::IncidentClosed`] when it was closed as something else.
pub fn close(
    benefit: &Benefit,
    incident: &Incident,
    closed_as: ClosedAs,
    today: NaiveDate,
) -> Result<Option<Event>, Refusal> {
    match incident.closed_as {
        Some(was) if was == closed_as => return Ok(None),
        Some(was) => return Err(Refusal::IncidentClosed { incident: incident.id, was }),
        None => {}
    }
    Ok(Some(Event::IncidentClosed {
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
/// [`Refusal::CountUnlimited`], [`Refusal::CountTooHigh`], [`Refusal::SupportInactive`].
pub fn count(
    benefit: &Benefit,
    contract: Option<&Contract>,
    remaining: u32,
    today: NaiveDate,
) -> Result<Option<Event>, Refusal> {
    benefit::usable(benefit, Category::Support, today)?;
    let Some(contract) = contract else {
        return Err(Refusal::SupportInactive { benefit: benefit.id });
    };
    let Some(included) = benefit.bound() else {
        return Err(Refusal::CountUnlimited { benefit: benefit.id });
    };
    if remaining > included {
        return Err(Refusal::CountTooHigh { benefit: benefit.id, included, remaining });
    }
    let used = included - remaining;
    Ok((used != benefit.used).then_some(Event::IncidentsCounted {
        contract: contract.id,
        benefit: benefit.id,
        remaining,
        used,
        used_before: benefit.used,
        on: today,
    }))
}

/// Whether a version of a product on premises is N, or N-1 within mainstream support (SUP-8).
///
/// # Errors
/// [`Refusal::NoSuchProduct`], [`Refusal::VersionTooOld`].
pub fn coverage(
    program: &Program,
    product: &str,
    version: Option<&str>,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let wanted = product.trim().to_lowercase();
    let found = program.supported_products.iter().find(|one| {
        let name = one.product.to_lowercase();
        name == wanted || version.is_none() && wanted.starts_with(&format!("{name} "))
    });
    let Some(found) = found else {
        let known = program.supported_products.iter().map(|one| one.product.clone()).collect();
        return Err(Refusal::NoSuchProduct { product: product.to_owned(), known });
    };
    // "SQL Server 2016" says its version itself.
    let told = version.map(str::trim).or_else(|| {
        wanted.strip_prefix(&found.product.to_lowercase()).map(str::trim).filter(|v| !v.is_empty())
    });
    let Some(version) = told else { return Ok(()) };
    if version.eq_ignore_ascii_case(&found.current) {
        return Ok(());
    }
    let previous = version.eq_ignore_ascii_case(&found.previous);
    if previous && today <= found.previous_mainstream_until {
        return Ok(());
    }
    Err(Refusal::VersionTooOld {
        product: found.product.clone(),
        version: version.to_owned(),
        current: found.current.clone(),
        previous: found.previous.clone(),
        mainstream_until: previous.then_some(found.previous_mainstream_until),
    })
}
