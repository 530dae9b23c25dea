//! A program as data: offers, competencies, benefits and figures, each with its source. Read from
//! TOML by `catalog`, kept in the ledger by an event, and asked by every rule: no rule holds a
//! figure of its own.

use serde::{Deserialize, Serialize};

use super::benefit::{BenefitType, Category, Presales, Quantity};
use super::role::Role;
use super::words::words;

/// A program: `mpn-2021` and its successors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// Its id.
    pub program: String,
    pub title: String,
    /// The day it was looked at.
    pub dated: chrono::NaiveDate,
    pub roles: RoleTerms,
    pub membership: MembershipTerms,
    pub refund: RefundTerms,
    pub azure: AzureTerms,
    pub visual_studio: VisualStudioTerms,
    pub license: LicenseTerms,
    pub advisory: AdvisoryTerms,
    #[serde(rename = "offer")]
    pub offers: Vec<Offer>,
    #[serde(rename = "competency")]
    pub competencies: Vec<Competency>,
    #[serde(rename = "benefit")]
    pub benefits: Vec<ProgramBenefit>,
    #[serde(rename = "supported_product")]
    pub supported_products: Vec<SupportedProduct>,
    #[serde(rename = "paid_plan")]
    pub paid_plans: Vec<PaidPlan>,
    // What a program that was recorded before there were these does not say is left out of it again.
    /// What is asked for and warned of where support is had (SUP-5, SUP-13, SUP-14).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<SupportTerms>,
    /// The pages that the sources name.
    #[serde(rename = "page", default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<Page>,
}

words! {
    /// A page of Microsoft that somebody is sent to.
    PageId, "a page" {
        PartnerMembershipCenter = "partner-membership-center",
        Join = "join",
        Dashboard = "dashboard",
        Benefits = "benefits",
        InternalUse = "internal-use",
        ProgramsGuide = "programs-guide",
        AdvisoryRequest = "advisory-request",
        TechnicalBenefits = "technical-benefits",
        UserManagement = "user-management",
        SupportForBusiness = "support-for-business",
        IncidentsRemaining = "incidents-remaining",
        SupportedVersions = "supported-versions",
        Customers = "customers",
        SupportPlans = "support-plans",
        PremierSupport = "premier-support",
        AdvancedSupport = "advanced-support",
    }
}

/// A page and its address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    pub id: PageId,
    pub title: String,
    pub url: String,
    pub source: String,
}

/// Which cloud products want no contract of an account, and which plan partners have without one
/// (SUP-5, SUP-13).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupportTerms {
    /// Cloud products whose portal does not ask for the two IDs.
    pub without_ids: Vec<String>,
    /// The plan that a CSP partner uses without a contract, and for which product.
    pub csp_plan: String,
    pub csp_product: String,
    /// When incidents, or the activations of a key, are few: one part of so many, and no more than
    /// so many (SUP-14).
    pub few_left_part: u32,
    pub few_left_at_most: u32,
    pub source: String,
}

impl SupportTerms {
    /// Whether few are left of so many, of which some were used (SUP-14).
    #[must_use]
    pub fn are_few(&self, left: u32, included: u32) -> bool {
        let few = included.div_ceil(self.few_left_part.max(1)).min(self.few_left_at_most);
        left <= few && left < included
    }
}

/// A plan that is named when nothing covers a case (SUP-11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaidPlan {
    pub name: String,
    pub cloud_only: bool,
    pub source: String,
}

/// Which roles a rule names, where the sources disagree (ROLE-4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleTerms {
    pub assign: Vec<Role>,
    pub source: String,
}

/// How long a membership runs (MEM-5). All in days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MembershipTerms {
    pub term_days: u32,
    pub renewal_window_days: u32,
    pub remind_before_days: u32,
    pub remind_after_days: u32,
    pub source: String,
}

/// When a purchase can be taken back (CAN-1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefundTerms {
    pub days: u32,
    /// Whether a key that was only looked at forfeits the refund, as PC has it.
    pub viewed_key_forfeits: bool,
    pub source: String,
}

/// What bulk credit is not combined with (AZ-5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AzureTerms {
    /// Offers of the organization's own that a warning names.
    pub bulk_not_with: Vec<String>,
    pub source: String,
}

/// Visual Studio figures (VS-3, VS-5, VS-6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisualStudioTerms {
    pub reassign_after_days: u32,
    pub source: String,
    #[serde(rename = "level")]
    pub levels: Vec<VisualStudioLevel>,
    #[serde(rename = "cap")]
    pub caps: Vec<SeatCap>,
}

/// What a license key is worth (LIC-4, LIC-5, LIC-7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicenseTerms {
    /// The months that each seat of a key brings.
    pub key_months: u32,
    /// How many times the running seats a key may have to extend them.
    pub extend_at_most_times: u32,
    /// How long after a redemption a replacement can be had.
    pub replacement_days: u32,
    pub source: String,
}

/// How long a consultation may be (ADV-2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdvisoryTerms {
    pub hours_an_engagement: u32,
    pub source: String,
}

/// A product on premises, and the versions that are supported (SUP-8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupportedProduct {
    pub product: String,
    /// N, which has no date test.
    pub current: String,
    /// N-1, which is supported within its mainstream support.
    pub previous: String,
    pub previous_mainstream_until: chrono::NaiveDate,
    pub source: String,
}

/// A subscription level and how many keys its subscriber may claim a day (VS-6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisualStudioLevel {
    pub level: String,
    pub name: String,
    pub daily_key_claims: u32,
    pub source: String,
}

/// The most seats of a level an organization may have in use, by its highest offer (VS-5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatCap {
    pub offer: String,
    pub level: String,
    pub per_country: u32,
    pub worldwide: u32,
    pub source: String,
}

/// Something a partner can buy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    pub offer: String,
    pub name: String,
    /// The rank of its core package; of all that are held only the highest counts (MEM-2). An
    /// offer without a rank adds what it grants to whatever else there is.
    pub rank: Option<u32>,
    /// Whether it is bought for a competency.
    pub competency: bool,
    /// Whether installing again on unchanged hardware counts as an activation (SW-4).
    pub unchanged_reimage_counts: bool,
    pub source: String,
}

/// What makes a Silver or Gold membership (MEM-8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Competency {
    pub name: String,
    /// Whether it is a cloud competency (SUP-3).
    pub cloud: bool,
    /// Names it had before, which are still understood.
    #[serde(default)]
    pub older_names: Vec<String>,
    pub source: String,
}

/// One benefit that offers grant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgramBenefit {
    pub category: Category,
    pub product: String,
    pub offers: Vec<String>,
    pub benefit_type: BenefitType,
    /// For an incremental benefit: the competencies that add it.
    #[serde(default)]
    pub competencies: Vec<String>,
    pub quantity: Option<Quantity>,
    /// Whether one cloud competency, at any level, makes the quantity unlimited (SUP-2).
    #[serde(default)]
    pub unlimited_with_cloud_competency: bool,
    /// The level of a Visual Studio benefit.
    pub level: Option<String>,
    /// The plan of a support benefit.
    pub plan: Option<String>,
    /// Advisory hours: what a presales consultation costs (ADV-2).
    pub presales: Option<Presales>,
    pub source: String,
}

impl Program {
    /// The offer with this id or name, in either case.
    #[must_use]
    pub fn offer(&self, name: &str) -> Option<&Offer> {
        let wanted = name.to_lowercase();
        self.offers
            .iter()
            .find(|offer| offer.offer == wanted || offer.name.to_lowercase() == wanted)
    }

    /// The competency with this name, or that had it (MEM-8), in either case.
    #[must_use]
    pub fn competency(&self, name: &str) -> Option<&Competency> {
        let wanted = name.to_lowercase();
        self.competencies.iter().find(|competency| {
            competency.name.to_lowercase() == wanted
                || competency.older_names.iter().any(|older| older.to_lowercase() == wanted)
        })
    }

    /// The seat cap of `level` for an organization whose highest offer is `offer`.
    #[must_use]
    pub fn seat_cap(&self, offer: &str, level: &str) -> Option<&SeatCap> {
        self.visual_studio.caps.iter().find(|cap| cap.offer == offer && cap.level == level)
    }

    /// The page, if the program names it.
    #[must_use]
    pub fn page(&self, id: PageId) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == id)
    }

    /// What is not right within itself, each as a sentence; empty for a sound program.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut known = Vec::new();
        for offer in &self.offers {
            if known.contains(&&offer.offer) {
                faults.push(format!("offer \"{}\" stands twice", offer.offer));
            }
            known.push(&offer.offer);
        }
        for (index, competency) in self.competencies.iter().enumerate() {
            if self.competencies[..index].iter().any(|other| other.name == competency.name) {
                faults.push(format!("competency \"{}\" stands twice", competency.name));
            }
        }
        for (index, page) in self.pages.iter().enumerate() {
            if self.pages[..index].iter().any(|other| other.id == page.id) {
                faults.push(format!("page \"{}\" stands twice", page.id));
            }
            // Whoever follows it must land where the source says, whatever stands between.
            if !page.url.starts_with("https://") || page.url.contains(char::is_whitespace) {
                faults.push(format!("page \"{}\": {} is no https address", page.id, page.url));
            }
        }
        if self.roles.assign.is_empty() {
            faults.push("roles.assign names no role: nobody could assign a benefit".to_owned());
        }
        for benefit in &self.benefits {
            faults.extend(self.faults_of(benefit));
        }
        for cap in &self.visual_studio.caps {
            if self.offer(&cap.offer).is_none() {
                faults.push(format!("a cap is for offer \"{}\", which is not sold", cap.offer));
            }
        }
        faults
    }

    fn faults_of(&self, benefit: &ProgramBenefit) -> Vec<String> {
        let mut faults = Vec::new();
        let mut fault = |text: String| {
            faults.push(format!("benefit \"{}\" ({}): {text}", benefit.product, benefit.category));
        };
        if benefit.offers.is_empty() {
            fault("comes with no offer".to_owned());
        }
        for offer in &benefit.offers {
            if !self.offers.iter().any(|sold| sold.offer == *offer) {
                fault(format!("offer \"{offer}\" is not sold"));
            }
        }
        for name in &benefit.competencies {
            if !self.competencies.iter().any(|competency| competency.name == *name) {
                fault(format!("competency \"{name}\" is not known"));
            }
        }
        let incremental = benefit.benefit_type == BenefitType::Incremental;
        if incremental == benefit.competencies.is_empty() {
            fault("an incremental benefit, and only that, names competencies".to_owned());
        }
        if benefit.category == Category::VisualStudio {
            match &benefit.level {
                Some(level) if self.visual_studio.levels.iter().any(|l| l.level == *level) => {}
                Some(level) => fault(format!("level \"{level}\" is not known")),
                None => fault("a Visual Studio benefit needs a level".to_owned()),
            }
            if !matches!(benefit.quantity, Some(Quantity::Count(_))) {
                fault("a Visual Studio benefit needs a number of seats".to_owned());
            }
        }
        if benefit.category == Category::Support && benefit.plan.is_none() {
            fault("a support benefit needs a plan".to_owned());
        }
        faults
    }
}
