//! The organization whose ledger it is, and where its membership is administered (MEM-3, MEM-4).

pub mod rules;
pub mod said;

use serde::{Deserialize, Serialize};

use super::user::Email;
use super::words::words;

words! {
    /// Where the membership is administered (MEM-4).
    AdministeredIn, "a place of administration" {
        PartnerCenter = "partner-center",
        Pmc = "pmc",
    }

    /// The region, which decides whom to turn to (MEM-4).
    Region, "a region" {
        NorthAmerica = "north-america",
        LatinAmerica = "latin-america",
        AnzTaiwan = "anz-taiwan",
        Emea = "emea",
        ApacChina = "apac-china",
    }
}

impl Region {
    /// Whom a partner of this region turns to about a membership in Partner Membership Center.
    #[must_use]
    pub fn contact(self) -> &'static str {
        match self {
            Region::NorthAmerica | Region::LatinAmerica | Region::AnzTaiwan => "Partner Frontline",
            Region::Emea => "the regional form for EMEA",
            Region::ApacChina => "technical support",
        }
    }
}

/// The organization, as `init` or `organization set` recorded it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Organization {
    pub name: String,
    /// The tenant that license keys are redeemed on (LIC-3).
    pub tenant: Option<String>,
    /// The email of the Partner Center account (GTM-2).
    pub account_email: Option<Email>,
    pub administered_in: AdministeredIn,
    pub region: Option<Region>,
}

impl Default for Organization {
    fn default() -> Self {
        Organization {
            name: String::new(),
            tenant: None,
            account_email: None,
            administered_in: AdministeredIn::PartnerCenter,
            region: None,
        }
    }
}

/// What is to be said of the organization from now on; the rest stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OrganizationChange {
    pub name: Option<String>,
    pub tenant: Option<String>,
    pub account_email: Option<Email>,
    pub administered_in: Option<AdministeredIn>,
    pub region: Option<Region>,
}

/// The domain of a tenant, without the blanks around it.
///
/// # Errors
/// A sentence for who typed it.
pub fn tenant(text: &str) -> Result<String, String> {
    let domain = text.trim();
    let is_label = |label: &str| {
        let inner = |c: char| c.is_alphanumeric() || c == '-';
        !label.is_empty() && label.chars().all(inner) && label.trim_matches('-') == label
    };
    if domain.contains('.') && domain.split('.').all(is_label) {
        Ok(domain.to_owned())
    } else {
        Err(format!("`{text}` is not the domain of a tenant, like contoso.onmicrosoft.com"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenant_is_a_domain() {
        assert_eq!(tenant(" contoso.onmicrosoft.com ").as_deref(), Ok("contoso.onmicrosoft.com"));
        for wrong in
            ["", "contoso", "ann@contoso.com", "contoso..com", "-a.com", "a b.com", "a.com."]
        {
            assert!(tenant(wrong).is_err(), "{wrong}");
        }
    }
}
