//! The organization, of which there is one.

use super::row::columns;
use super::tables::Tables;
use super::{Facts, impossible};
use crate::domain::event::OrganizationEvent;
use crate::domain::organization::Organization;
use crate::failure::Result;

pub(super) fn project(tables: &Tables, event: &OrganizationEvent) -> Result<()> {
    match event {
        OrganizationEvent::OrganizationSet { organization, before: _ } => {
            let Organization { name, tenant, account_email, administered_in, region } =
                organization;
            tables.run(
                "UPDATE organization SET name = ?1, tenant = ?2, account = ?3,
                        administered_in = ?4, region = ?5",
                (name, tenant, account_email, administered_in, region),
            )
        }
    }
}

columns! {
    Organization in "organization" {
        name, tenant, account_email person "account", administered_in, region,
    }
}

impl Facts {
    /// The organization whose ledger it is.
    pub fn organization(&self) -> Result<Organization> {
        self.tables.any("", [])?.ok_or_else(|| impossible("it has no organization"))
    }
}
