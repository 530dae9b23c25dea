//! What is said of the organization: requests, events and refusals, with all that must be known of
//! each.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use super::{Organization, OrganizationChange};
use crate::domain::fact::{CountsFrom, Fact, Part, Subject, Undoing};
use crate::domain::folded;
use crate::domain::role::Permission;
use crate::domain::user::Email;
use crate::domain::verb::{ActsOn, Asked, Verb};

/// What is asked of the organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum OrganizationRequest {
    SetOrganization(OrganizationChange),
}

impl Asked for OrganizationRequest {
    fn verb(&self) -> Verb {
        // Where the membership is administered can be set wherever that is (MEM-4).
        Verb::new("organization set", Permission::Activate, &["ROLE-13", "LIC-3", "GTM-2"])
            .on(ActsOn::Ledger)
    }

    fn fold(&mut self, _: &Email) {
        match self {
            OrganizationRequest::SetOrganization(wanted) => {
                folded::name_if_any(&mut wanted.tenant);
            }
        }
    }

    fn people(&mut self) -> Vec<&mut Email> {
        match self {
            OrganizationRequest::SetOrganization(change) => {
                change.account_email.iter_mut().collect()
            }
        }
    }
}

/// What became of the organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum OrganizationEvent {
    /// What is said of it from here on, and what was said before.
    OrganizationSet { organization: Organization, before: Organization },
}

impl Fact for OrganizationEvent {
    fn kind(&self) -> &'static str {
        self.into()
    }

    fn touches(&self) -> Vec<String> {
        vec![Subject::Organization.noted()]
    }

    fn apart(&mut self) -> Vec<Part<'_>> {
        match self {
            OrganizationEvent::OrganizationSet { organization, before } => Part::people(
                [organization, before].into_iter().filter_map(|of| of.account_email.as_mut()),
            ),
        }
    }

    fn counts_from(&self) -> CountsFrom {
        CountsFrom::Operation
    }

    fn undoing(&self) -> Undoing {
        Undoing::told(Permission::Activate, [Subject::Organization])
    }
}

/// Why the organization is not set so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrganizationRefusal {
    AccountIsContact { email: Email, user: Email },
}
