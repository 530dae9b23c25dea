//! What is said of benefits: requests, events and refusals, with all that must be known of each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use super::{Category, Line, Own};
use crate::domain::benefit::Grant;
use crate::domain::fact::{CountsFrom, Fact, Part, Subject, Undoing, noted};
use crate::domain::folded;
use crate::domain::id::BenefitId;
use crate::domain::role::Permission;
use crate::domain::user::Email;
use crate::domain::verb::{Asked, Verb};

/// What is asked of benefits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum BenefitRequest {
    GrantBenefit(Grant),
}

impl Asked for BenefitRequest {
    fn verb(&self) -> Verb {
        match self {
            BenefitRequest::GrantBenefit(_) => {
                Verb::new("benefits grant", Permission::Activate, &["MEM-3", "SW-7"])
            }
        }
    }

    fn fold(&mut self, _: &Email) {
        match self {
            BenefitRequest::GrantBenefit(grant) => {
                folded::name(&mut grant.offer);
                folded::name_if_any(&mut grant.competency);
            }
        }
    }

    fn people(&mut self) -> Vec<&mut Email> {
        match self {
            BenefitRequest::GrantBenefit(_) => Vec::new(),
        }
    }
}

/// What became of benefits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum BenefitEvent {
    /// A line that a membership brings now, or could bring: when it lives is computed (TIME-1).
    /// What an administrator recorded tells its terms; a program's line has those of its program.
    BenefitGranted {
        benefit: BenefitId,
        #[serde(flatten)]
        line: Line,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        own: Option<Box<Own>>,
    },
    /// What an administrator recorded of it is another.
    BenefitChanged { benefit: BenefitId, own: Box<Own> },
    /// A benefit that was granted by mistake, and of which nothing was used, is there no more.
    BenefitRemoved { benefit: BenefitId },
}

impl BenefitEvent {
    /// The benefit that it tells of.
    #[must_use]
    pub fn benefit(&self) -> BenefitId {
        match self {
            BenefitEvent::BenefitGranted { benefit, .. }
            | BenefitEvent::BenefitChanged { benefit, .. }
            | BenefitEvent::BenefitRemoved { benefit } => *benefit,
        }
    }
}

impl Fact for BenefitEvent {
    fn kind(&self) -> &'static str {
        self.into()
    }

    fn touches(&self) -> Vec<String> {
        noted(&[&self.benefit()])
    }

    fn apart(&mut self) -> Vec<Part<'_>> {
        match self {
            BenefitEvent::BenefitGranted { .. }
            | BenefitEvent::BenefitChanged { .. }
            | BenefitEvent::BenefitRemoved { .. } => Vec::new(),
        }
    }

    fn counts_from(&self) -> CountsFrom {
        match self {
            BenefitEvent::BenefitGranted { .. }
            | BenefitEvent::BenefitChanged { .. }
            | BenefitEvent::BenefitRemoved { .. } => CountsFrom::Ever,
        }
    }

    fn undoing(&self) -> Undoing {
        use Permission::Activate;
        match self {
            BenefitEvent::BenefitGranted { benefit, own: Some(_), .. }
            | BenefitEvent::BenefitRemoved { benefit } => {
                Undoing::told(Activate, [Subject::Benefit(*benefit)])
            }
            BenefitEvent::BenefitGranted { own: None, .. }
            | BenefitEvent::BenefitChanged { .. } => Undoing::told(Activate, []),
        }
    }
}

/// Why a benefit is not granted or used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BenefitRefusal {
    NoSuchBenefit { name: String, nearest: Option<String> },
    WrongCategory { benefit: BenefitId, product: String, category: Category, wanted: Category },
    NotGranted { what: &'static str, rule: &'static str },
    GrantTooMuch { category: Category, what: &'static str },
    GrantUnclear { category: Category, wants: &'static str },
    BenefitExists { benefit: BenefitId, product: String },
    BenefitNotBegun { benefit: BenefitId, product: String, starts_on: NaiveDate },
    BenefitEnded { benefit: BenefitId, product: String, ended_on: NaiveDate },
    BenefitSuperseded { benefit: BenefitId, product: String },
}
