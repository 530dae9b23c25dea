//! Sentences: the organization.

use super::Bare;
use crate::domain::event::OrganizationEvent;
use crate::domain::organization::Organization;

/// One event: what is another now, and what it was.
pub(super) fn sentence(event: &OrganizationEvent) -> String {
    match event {
        OrganizationEvent::OrganizationSet { organization, before } => {
            let fields = fields(organization).into_iter().zip(fields(before));
            let changed = fields.filter(|(now, before)| now != before);
            let told =
                changed.map(|((what, now), (_, before))| format!("{what} is {now} (was {before})"));
            format!("the organization's {}", told.collect::<Vec<_>>().join(", its "))
        }
    }
}

/// What is said of it, as sentences call it.
fn fields(organization: &Organization) -> [(&'static str, String); 5] {
    let Organization { name, tenant, account_email, administered_in, region } = organization;
    let or_none = |text: Option<String>| text.unwrap_or_else(|| "none".to_owned());
    [
        ("name", name.clone()),
        ("tenant", or_none(tenant.clone())),
        ("account email", or_none(account_email.as_ref().map(ToString::to_string))),
        ("place of administration", administered_in.to_string()),
        ("region", or_none(region.map(|region| region.to_string()))),
    ]
}

/// What a script is given of it: there is one organization, and no id of it.
pub(super) fn bare(event: &OrganizationEvent) -> Bare {
    match event {
        OrganizationEvent::OrganizationSet { .. } => Bare::Beside(Vec::new()),
    }
}
