//! `mpn organization`: whose ledger it is.

use crate::domain::answer::{Answer, Body};
use crate::domain::organization;
use crate::domain::request::OrganizationRequest;
use crate::failure::Result;
use crate::store::{Change, Facts};

/// Decides a request and records what follows from it.
pub(super) fn decide(change: &mut Change, asked: &OrganizationRequest) -> Result<()> {
    match asked {
        OrganizationRequest::SetOrganization(wanted) => {
            let (known, contact) = (change.organization()?, change.marketing_contact()?);
            change.record_all(organization::rules::set(&known, wanted, contact.as_ref())?)
        }
    }
}

/// The organization.
pub(super) fn show(facts: &Facts) -> Result<Answer> {
    Ok(Body::Organization(facts.organization()?).into())
}
