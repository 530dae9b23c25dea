//! The organization whose ledger it is, and where its membership is administered (MEM-3, MEM-4).

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

/// The organization, as `init` took it down.
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
            name: "My organization".to_owned(),
            tenant: None,
            account_email: None,
            administered_in: AdministeredIn::PartnerCenter,
            region: None,
        }
    }
}
