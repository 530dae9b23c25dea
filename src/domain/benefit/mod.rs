//! Benefits: what a membership grants, and how grants follow from the memberships that are held
//! (MEM-2).

mod category;
mod course;
pub mod deadlines;
mod entitlement;
mod grant;
mod line;
pub mod rules;
pub mod said;
mod what;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::azure::CreditKind;
use super::id::{BenefitId, MembershipId};
use super::money::Money;
use super::words::words;

pub use category::{Category, Traits};
pub use course::{Course, Granted, InForce, Segment, Standing, course};
pub use grant::{grant, granted_line, unnamed};
pub use line::Line;
pub use what::{Credit, Hours, Incidents, Keys, Kind, Licenses, Offers, Seats, What};

words! {
    /// Who said that a benefit is there.
    Origin, "an origin" {
        /// The program's data, from the memberships held.
        Program = "program",
        /// An administrator, with `benefits grant`.
        Grant = "grant",
    }

    /// What can be done with a benefit today.
    BenefitStatus, "a status of a benefit" {
        Available = "available",
        Pending = "pending",
        Active = "active",
        /// Another core package took its place, and units of it are held (MEM-2).
        Superseded = "superseded",
        Ended = "ended",
    }
}

/// A number of units, or no bound at all (SUP-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    Count(u32),
    Unlimited,
}

impl Quantity {
    /// The number, if there is one.
    #[must_use]
    pub fn count(self) -> Option<u32> {
        match self {
            Quantity::Count(count) => Some(count),
            Quantity::Unlimited => None,
        }
    }

    /// What is left when `used` are gone; never below zero.
    #[must_use]
    pub fn less(self, used: u32) -> Quantity {
        match self {
            Quantity::Count(count) => Quantity::Count(count.saturating_sub(used)),
            Quantity::Unlimited => Quantity::Unlimited,
        }
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Quantity::Count(count) => serializer.serialize_u32(*count),
            Quantity::Unlimited => serializer.serialize_str("unlimited"),
        }
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Count(u32),
            Word(String),
        }
        match Written::deserialize(deserializer) {
            Ok(Written::Count(count)) => Ok(Quantity::Count(count)),
            Ok(Written::Word(word)) if word == "unlimited" => Ok(Quantity::Unlimited),
            _ => Err(de::Error::custom("a quantity is a whole number or \"unlimited\"")),
        }
    }
}

words! {
    /// Whether a benefit comes once for the organization, or adds up per competency (MEM-2).
    BenefitType, "a benefit type" {
        Core = "core",
        Incremental = "incremental",
    }

    /// What a presales consultation costs (ADV-2).
    Presales, "a reckoning of presales" {
        Unlimited = "unlimited",
        Deducts = "deducts",
    }
}

/// What is said of a benefit, typed, in a file or in an event: only some of it has a place in its
/// category. [`What::of`] makes of it what the benefit is.
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

/// What `benefits grant` says of a benefit that the program's data does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Grant {
    pub category: Category,
    pub product: String,
    pub offer: String,
    pub competency: Option<String>,
    pub benefit_type: BenefitType,
    pub quantity: Option<u32>,
    pub activate_by: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub details: Details,
}

/// What an administrator recorded of a benefit that the catalog does not know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    /// In the category's unit; `None` where nobody says.
    pub quantity: Option<Quantity>,
    /// The last day to activate or redeem.
    pub activate_by: Option<NaiveDate>,
    /// The last day it can be used, where it does not live as long as its offer.
    pub ends_on: Option<NaiveDate>,
    /// The first day of what comes with Visual Studio subscriptions: no membership brings it, so
    /// none ends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands_alone_from: Option<NaiveDate>,
    #[serde(flatten)]
    pub details: Details,
}

/// What is granted on a day: everything about a benefit but its id and what is used of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub what: What,
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
    pub instructions: Option<String>,
}

/// The end of what has none: what comes with Visual Studio subscriptions, which no membership ends.
/// The tables compare days, so it is one, later than any other.
pub const NEVER: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

impl Terms {
    /// Its category.
    #[must_use]
    pub fn category(&self) -> Category {
        self.what.category()
    }

    /// What only benefits of one category have, where it is of that.
    #[must_use]
    pub fn of<K: Kind>(&self) -> Option<&K> {
        K::of(&self.what)
    }

    /// The level of its seats, where it has seats.
    #[must_use]
    pub fn level(&self) -> Option<&str> {
        self.of().map(|Seats { level }| level.as_str())
    }

    /// The plan of its support, where it has one.
    #[must_use]
    pub fn plan(&self) -> Option<&str> {
        self.of().and_then(|Incidents { plan }| plan.as_deref())
    }

    /// The seats of one of its license keys, where that is said.
    #[must_use]
    pub fn seats_per_key(&self) -> Option<u32> {
        self.of().and_then(|Licenses { seats_per_key, .. }| *seats_per_key)
    }

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

/// A benefit as it is on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Benefit {
    pub id: BenefitId,
    pub line: Line,
    pub standing: Standing,
    pub terms: Terms,
    /// How many units are in use, in the category's unit.
    pub used: u32,
    /// So many seats there have ever been.
    pub peak: u32,
    /// The first day of the year in which incidents and hours are counted (MEM-9).
    pub year_from: NaiveDate,
}

impl Benefit {
    /// What it is called in a sentence: its id and its product.
    #[must_use]
    pub fn called(&self) -> String {
        format!("{} ({})", self.id, self.terms.product)
    }

    /// Its status on the day that it is told for.
    #[must_use]
    pub fn status(&self) -> BenefitStatus {
        match self.standing {
            Standing::Over | Standing::Coming => BenefitStatus::Ended,
            Standing::Superseded => BenefitStatus::Superseded,
            Standing::Live if self.used > 0 => BenefitStatus::Active,
            Standing::Live => BenefitStatus::Available,
        }
    }

    /// Whether it can be used on the day that it is told for.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.standing == Standing::Live
    }

    /// Whether it is listed: what is superseded only while units of it are held (MEM-2), what is
    /// to come not yet.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        match self.standing {
            Standing::Live | Standing::Over => true,
            Standing::Superseded => self.used > 0,
            Standing::Coming => false,
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

    /// Units in use beyond what is granted, after the core level went down (MEM-2). What sleeps
    /// counts for nothing.
    #[must_use]
    pub fn over(&self) -> u32 {
        let bound = self.bound().filter(|_| self.standing != Standing::Over);
        bound.map_or(0, |bound| self.used.saturating_sub(bound))
    }
}
