//! What kind of thing a benefit is, and what is the same of all benefits of a kind.

use crate::domain::words::words;

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

/// What is the same of all benefits of a category.
#[derive(Clone, Copy, Debug)]
pub struct Traits {
    /// The noun of its verbs.
    pub noun: &'static str,
    /// What its quantity counts.
    pub unit: Option<&'static str>,
    /// Whether use is counted by the year (MEM-9).
    pub by_year: bool,
    /// Whether the grant bounds what is used; it does not bound a stock of keys (SW-7).
    pub bounded: bool,
}

impl Category {
    /// Its row of the table of what is the same of all of it.
    #[must_use]
    pub const fn traits(self) -> Traits {
        let (noun, unit, by_year, bounded) = match self {
            Category::Software => ("software", Some("keys"), false, false),
            Category::Azure => ("azure", Some("users"), false, true),
            Category::License => ("license", Some("keys"), false, true),
            Category::VisualStudio => ("vs", Some("seats"), false, true),
            Category::Support => ("support", Some("incidents"), true, true),
            Category::Advisory => ("advisory", Some("hours"), true, true),
            Category::GoToMarket => ("gtm", None, false, true),
        };
        Traits { noun, unit, by_year, bounded }
    }

    /// What its quantity counts, for a sentence.
    #[must_use]
    pub fn units(self) -> &'static str {
        self.traits().unit.unwrap_or("units")
    }
}
