//! Benefits: what a membership grants, and how grants follow from the memberships that are held
//! (MEM-2).

mod entitlement;
mod grant;
mod settle;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::id::{BenefitId, MembershipId};
use super::money::Money;
use super::program::{BenefitType, Presales, Quantity};
use super::refusal::Refusal;
use super::words::words;

pub use entitlement::{Entitlement, entitlements};
pub use grant::{Grant, grant, unnamed};
pub use settle::{granted, settle};

words! {
    /// What kind of thing a benefit is.
    Category, "a category" {
        Software = "software",
        Azure = "azure",
        License = "license",
        VisualStudio = "visual-studio",
        Support = "support",
        Advisory = "advisory",
        GoToMarket = "go-to-market",
    }
}

impl Category {
    /// What its quantity counts.
    #[must_use]
    pub fn unit(self) -> Option<&'static str> {
        match self {
            Category::Software | Category::License => Some("keys"),
            Category::Azure => Some("users"),
            Category::VisualStudio => Some("seats"),
            Category::Support => Some("incidents"),
            Category::Advisory => Some("hours"),
            Category::GoToMarket => None,
        }
    }
}

words! {
    /// How Azure credit is paid out (AZ-1).
    CreditKind, "a kind of Azure credit" {
        Monthly = "monthly",
        Bulk = "bulk",
    }
}

words! {
    /// Who said that a benefit is there.
    Origin, "an origin" {
        /// The program's data, from the memberships held.
        Program = "program",
        /// An administrator, with `benefits grant`.
        Grant = "grant",
    }
}

words! {
    /// What can be done with a benefit today.
    BenefitStatus, "a status of a benefit" {
        Available = "available",
        Pending = "pending",
        Active = "active",
        Ended = "ended",
    }
}

words! {
    /// Why a benefit ended before its time.
    EndedBy, "a reason to end" {
        /// Another core package took its place; such a benefit is not listed (MEM-2).
        Superseded = "superseded",
        Lapsed = "lapsed",
        Cancelled = "cancelled",
    }
}

/// What only benefits of some categories have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Visual Studio: the subscription level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Support: the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// Advisory: what a presales consultation costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presales: Option<Presales>,
    /// Azure: how the credit is paid out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_kind: Option<CreditKind>,
    /// Azure: the credit a month or a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// License: the seats of one key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats_per_key: Option<u32>,
    /// Software: the languages it can be had in, as tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Software: the operating systems it runs on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub os: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub download_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redeem_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instructions: Option<String>,
}

/// The terms of a grant: everything about a benefit but its id and what has been used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub category: Category,
    pub product: String,
    pub offer: String,
    pub competency: Option<String>,
    /// The membership it comes with; `None` for what comes with a Visual Studio subscription.
    pub membership: Option<MembershipId>,
    pub benefit_type: Option<BenefitType>,
    pub origin: Origin,
    /// In the category's unit; `None` where nobody says.
    pub quantity: Option<Quantity>,
    /// The first day it can be used.
    pub starts_on: NaiveDate,
    /// The last day to activate or redeem.
    pub activate_by: Option<NaiveDate>,
    /// The last day it can be used, or [`NEVER`].
    pub ends_on: NaiveDate,
    #[serde(flatten)]
    pub details: Details,
}

/// The end of what has none: what comes with Visual Studio subscriptions, which no membership ends.
/// The tables compare days, so it is one, later than any other.
pub const NEVER: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

impl Terms {
    /// The last day it can be used; `None` for what does not end.
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        (self.ends_on != NEVER).then_some(self.ends_on)
    }

    /// The last day it can be activated or redeemed: its own, unless it ends before (LIC-8).
    #[must_use]
    pub fn activate_until(&self) -> NaiveDate {
        self.activate_by.map_or(self.ends_on, |day| day.min(self.ends_on))
    }
}

/// A benefit as the ledger knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Benefit {
    pub id: BenefitId,
    pub terms: Terms,
    /// How many units are in use, in the category's unit.
    pub used: u32,
    /// Why it was ended before its time, if it was.
    pub ended: Option<EndedBy>,
}

impl Benefit {
    /// Its status on `today`.
    #[must_use]
    pub fn status(&self, today: NaiveDate) -> BenefitStatus {
        if self.ended.is_some() || self.terms.ends_on < today {
            BenefitStatus::Ended
        } else if self.used > 0 {
            BenefitStatus::Active
        } else {
            BenefitStatus::Available
        }
    }

    /// Its last day, where that comes before `day`: what becomes possible then is none for it.
    #[must_use]
    pub fn ends_before(&self, day: NaiveDate) -> Option<NaiveDate> {
        (self.terms.ends_on < day).then_some(self.terms.ends_on)
    }

    /// How many units the program grants, if it says and they are bounded.
    #[must_use]
    pub fn bound(&self) -> Option<u32> {
        self.terms.quantity.and_then(Quantity::count)
    }

    /// Units in use beyond what is granted, after the core level went down (MEM-2).
    #[must_use]
    pub fn over(&self) -> u32 {
        self.bound().map_or(0, |bound| self.used.saturating_sub(bound))
    }
}

/// Whether anything may be done with it today.
///
/// # Errors
/// [`Refusal::BenefitNotBegun`], [`Refusal::BenefitEnded`], or [`Refusal::WrongCategory`] for another category's verb.
pub fn usable(benefit: &Benefit, category: Category, today: NaiveDate) -> Result<(), Refusal> {
    of_category(benefit, category)?;
    if today < benefit.terms.starts_on {
        return Err(Refusal::BenefitNotBegun {
            benefit: benefit.id,
            product: benefit.terms.product.clone(),
            starts_on: benefit.terms.starts_on,
        });
    }
    if benefit.status(today) == BenefitStatus::Ended {
        return Err(Refusal::BenefitEnded {
            benefit: benefit.id,
            product: benefit.terms.product.clone(),
            ended_on: benefit.terms.ends_on,
        });
    }
    Ok(())
}

/// Whether it is of the category that the verb is for.
///
/// # Errors
/// [`Refusal::WrongCategory`].
pub fn of_category(benefit: &Benefit, category: Category) -> Result<(), Refusal> {
    if benefit.terms.category == category {
        return Ok(());
    }
    Err(Refusal::WrongCategory {
        benefit: benefit.id,
        product: benefit.terms.product.clone(),
        category: benefit.terms.category,
        wanted: category,
    })
}

#[cfg(test)]
pub(in crate::domain) mod tests {
    use super::*;
    use crate::domain::id::Id as _;
    use crate::domain::membership::tests::day;

    /// A gold benefit of a category, in force until 14 February 2027.
    pub(in crate::domain) fn benefit(category: Category, quantity: Option<u32>) -> Benefit {
        Benefit {
            id: BenefitId::new(1),
            terms: Terms {
                category,
                product: "Product".to_owned(),
                offer: "gold".to_owned(),
                competency: None,
                membership: Some(MembershipId::new(1)),
                benefit_type: Some(BenefitType::Core),
                origin: Origin::Grant,
                quantity: quantity.map(Quantity::Count),
                starts_on: day("2026-01-15"),
                activate_by: None,
                ends_on: day("2027-02-14"),
                details: Details::default(),
            },
            used: 0,
            ended: None,
        }
    }

    #[test]
    fn units_beyond_the_grant_are_counted() {
        let used = |used| Benefit { used, ..benefit(Category::VisualStudio, Some(5)) }.over();
        assert_eq!((used(4), used(5), used(7)), (0, 0, 2));
        assert_eq!(Benefit { used: 9, ..benefit(Category::Support, None) }.over(), 0);
    }

    #[test]
    fn a_benefit_is_usable_on_its_last_day_and_not_after() {
        let one = benefit(Category::Azure, None);
        assert_eq!(usable(&one, Category::Azure, day("2027-02-14")), Ok(()));
        let refused = Refusal::BenefitEnded {
            benefit: one.id,
            product: "Product".to_owned(),
            ended_on: day("2027-02-14"),
        };
        assert_eq!(usable(&one, Category::Azure, day("2027-02-15")), Err(refused.clone()));
        let ended = Benefit { ended: Some(EndedBy::Cancelled), ..one };
        assert_eq!(usable(&ended, Category::Azure, day("2026-03-01")), Err(refused));
    }

    #[test]
    fn the_last_day_to_activate_is_never_after_the_end() {
        let mut one = benefit(Category::License, None);
        for (activate_by, until) in [
            (None, "2027-02-14"),
            (Some("2026-12-31"), "2026-12-31"),
            (Some("2027-02-14"), "2027-02-14"),
            (Some("2027-06-01"), "2027-02-14"),
        ] {
            one.terms.activate_by = activate_by.map(day);
            assert_eq!(one.terms.activate_until(), day(until), "{activate_by:?}");
        }
    }

    #[test]
    fn a_verb_takes_benefits_of_its_category_alone() {
        let one = benefit(Category::Azure, None);
        let refused = Refusal::WrongCategory {
            benefit: one.id,
            product: "Product".to_owned(),
            category: Category::Azure,
            wanted: Category::Software,
        };
        assert_eq!(usable(&one, Category::Software, day("2026-03-01")), Err(refused));
    }
}
