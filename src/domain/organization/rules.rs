//! What may be said of the organization (GTM-2, MEM-4).

use super::{Organization, OrganizationChange};
use crate::domain::event::OrganizationEvent;
use crate::domain::gtm::Contact;
use crate::domain::refusal::{OrganizationRefusal, Refusal};

/// Sets what is said of the organization; nothing when it is so already. The account's email is
/// never that of the marketing contact, whichever of the two is set later.
///
/// # Errors
/// [`OrganizationRefusal::AccountIsContact`].
pub fn set(
    known: &Organization,
    wanted: &OrganizationChange,
    contact: Option<&Contact>,
) -> Result<Option<OrganizationEvent>, Refusal> {
    let wanted = wanted.clone();
    let organization = Organization {
        name: wanted.name.unwrap_or_else(|| known.name.clone()),
        tenant: wanted.tenant.or_else(|| known.tenant.clone()),
        account_email: wanted.account_email.or_else(|| known.account_email.clone()),
        administered_in: wanted.administered_in.unwrap_or(known.administered_in),
        region: wanted.region.or(known.region),
    };
    become_so(known, organization, contact)
}

/// Makes the organization again what it was `before`; nothing when it is so.
///
/// # Errors
/// [`OrganizationRefusal::AccountIsContact`].
pub fn put_back(
    known: &Organization,
    before: &Organization,
    contact: Option<&Contact>,
) -> Result<Option<OrganizationEvent>, Refusal> {
    become_so(known, before.clone(), contact)
}

fn become_so(
    known: &Organization,
    organization: Organization,
    contact: Option<&Contact>,
) -> Result<Option<OrganizationEvent>, Refusal> {
    let moved = organization
        .account_email
        .as_ref()
        .filter(|_| organization.account_email != known.account_email);
    if let (Some(email), Some(contact)) = (moved, contact)
        && contact.contact_email == *email
    {
        let (email, user) = (email.clone(), contact.user.clone());
        return Err(OrganizationRefusal::AccountIsContact { email, user }.into());
    }
    let before = known.clone();
    Ok((organization != before)
        .then_some(OrganizationEvent::OrganizationSet { organization, before }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::organization::AdministeredIn;
    use crate::domain::user::rules::tests::user;

    fn contoso() -> Organization {
        Organization { name: "Contoso".to_owned(), ..Organization::default() }
    }

    fn contact(email: &str) -> Contact {
        Contact {
            user: user("bo@contoso.com").email,
            contact_email: user(email).email,
            phone: "+31 20 123 4567".to_owned(),
            language: "nl-NL".to_owned(),
        }
    }

    #[test]
    fn what_is_set_is_told_with_what_was_before_and_the_rest_stays() {
        let wanted = OrganizationChange {
            tenant: Some("contoso.onmicrosoft.com".to_owned()),
            administered_in: Some(AdministeredIn::Pmc),
            ..OrganizationChange::default()
        };
        let organization = Organization {
            tenant: wanted.tenant.clone(),
            administered_in: AdministeredIn::Pmc,
            ..contoso()
        };
        let event = OrganizationEvent::OrganizationSet {
            organization: organization.clone(),
            before: contoso(),
        };
        assert_eq!(set(&contoso(), &wanted, None), Ok(Some(event)));
        assert_eq!(set(&organization, &wanted, None), Ok(None));
    }

    #[test]
    fn the_account_is_not_the_marketing_contact() {
        let wanted = OrganizationChange {
            account_email: Some(user("partner@contoso.com").email),
            ..OrganizationChange::default()
        };
        let decided = |email: &str| set(&contoso(), &wanted, Some(&contact(email)));
        assert!(decided("marketing@contoso.com").is_ok());
        let refused = OrganizationRefusal::AccountIsContact {
            email: user("partner@contoso.com").email,
            user: user("bo@contoso.com").email,
        };
        assert_eq!(decided("partner@contoso.com"), Err(refused.into()));
    }

    #[test]
    fn what_was_before_is_put_back_by_the_same_rule() {
        let before =
            Organization { account_email: Some(user("partner@contoso.com").email), ..contoso() };
        assert_eq!(put_back(&contoso(), &contoso(), None), Ok(None));
        assert!(matches!(put_back(&contoso(), &before, None), Ok(Some(_))));
        assert!(put_back(&contoso(), &before, Some(&contact("partner@contoso.com"))).is_err());
    }
}
