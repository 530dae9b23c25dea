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
#[serde(deny_unknown_fields)]
pub struct Organization {
    #[serde(default = "unnamed")]
    pub name: String,
    /// The tenant that license keys are redeemed on (LIC-3).
    #[serde(default)]
    pub tenant: Option<String>,
    /// The email of the Partner Center account (GTM-2).
    #[serde(default)]
    pub account_email: Option<Email>,
    #[serde(default = "partner_center")]
    pub administered_in: AdministeredIn,
    #[serde(default)]
    pub region: Option<Region>,
}

fn unnamed() -> String {
    "My organization".to_owned()
}

fn partner_center() -> AdministeredIn {
    AdministeredIn::PartnerCenter
}

impl Default for Organization {
    fn default() -> Self {
        Organization {
            name: unnamed(),
            tenant: None,
            account_email: None,
            administered_in: partner_center(),
            region: None,
        }
    }
}
