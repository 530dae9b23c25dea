//! License keys, as values: subscriptions, redemptions, and months as exact fractions.

pub mod deadlines;
pub mod rules;
pub mod said;

use std::fmt;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize, Serializer};

use crate::domain::id::KeyId;
use crate::domain::moment::after;
use crate::domain::words::words;

words! {
    /// What a redemption is for (LIC-3).
    RedeemMode, "a mode of redemption" {
        New = "new",
        AddSeats = "add-seats",
        Extend = "extend",
    }

    /// What became of a license key.
    LicenseKeyStatus, "a status of a license key" {
        Unredeemed = "unredeemed",
        Redeemed = "redeemed",
        Replaced = "replaced",
        Ended = "ended",
    }
}

/// A span of months as an exact fraction; never rounded before a day is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Months {
    over: i64,
    under: i64,
}

impl Months {
    /// `over / under` months; `under` is above zero.
    #[must_use]
    pub fn new(over: i64, under: i64) -> Self {
        let common = greatest_common_divisor(over.abs(), under.abs()).max(1);
        Months { over: over / common, under: (under / common).max(1) }
    }

    /// The whole months in it.
    #[must_use]
    pub fn whole(self) -> i64 {
        self.over.div_euclid(self.under)
    }

    /// Whether it is less than so many whole months.
    #[must_use]
    pub fn is_less_than(self, months: u32) -> bool {
        self.over < i64::from(months) * self.under
    }

    /// From one day to another: whole calendar months and, of the month begun, its days as a
    /// fraction (LIC-10). Zero when `to` is not after `from`.
    #[must_use]
    pub fn between(from: NaiveDate, to: NaiveDate) -> Self {
        if to <= from {
            return Months::new(0, 1);
        }
        let years = i64::from(to.year() - from.year());
        let mut whole = years * 12 + i64::from(to.month()) - i64::from(from.month());
        if add_months(from, whole) > to {
            whole -= 1;
        }
        let begun = add_months(from, whole);
        let length = (add_months(from, whole + 1) - begun).num_days().max(1);
        Months::new(whole * length + (to - begun).num_days(), length)
    }

    /// The day that is so many months after `from`: whole months added, clamped to the month's
    /// end, and the fraction of the following month, rounded down to a day (LIC-10).
    #[must_use]
    pub fn after(self, from: NaiveDate) -> NaiveDate {
        let whole = self.whole();
        let base = add_months(from, whole);
        let length = (add_months(from, whole + 1) - base).num_days();
        let days = (self.over - whole * self.under) * length / self.under;
        after(base, u32::try_from(days).unwrap_or(0))
    }
}

/// As a decimal number, cut after four places; the exact fraction stays inside.
impl fmt::Display for Months {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = (self.over - self.whole() * self.under) * 10_000 / self.under;
        let text = format!("{}.{parts:04}", self.whole());
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl Serialize for Months {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.under == 1 {
            return serializer.serialize_i64(self.over);
        }
        // JSON has no fractions; what is computed with is the exact one.
        serializer.serialize_f64(self.to_string().parse().unwrap_or_default())
    }
}

fn greatest_common_divisor(one: i64, other: i64) -> i64 {
    if other == 0 { one } else { greatest_common_divisor(other, one % other) }
}

fn add_months(from: NaiveDate, months: i64) -> NaiveDate {
    let months = chrono::Months::new(u32::try_from(months).unwrap_or(0));
    from.checked_add_months(months).unwrap_or(NaiveDate::MAX)
}

/// What runs on a tenant: so many seats until a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    pub seats: u32,
    pub ends_on: NaiveDate,
}

/// How a redemption would turn out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Months left for `new` and `add-seats`; months gained for `extend`.
    pub months: Months,
    pub then: Subscription,
}

/// A redemption as the ledger knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redemption {
    pub key: KeyId,
    pub tenant: String,
    pub product: String,
    pub mode: RedeemMode,
    pub redeemed_on: NaiveDate,
    pub operation: u64,
    /// What ran before it, and what runs since.
    pub before: Option<Subscription>,
    pub then: Subscription,
}
