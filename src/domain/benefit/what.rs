//! What a benefit is: its category, and what only benefits of that category have.

use super::{Category, CreditKind, Details, Presales};
use crate::domain::money::Money;

/// Declares what a benefit can be, a kind for each category.
macro_rules! what {
    ($($category:ident($kind:ident),)*) => {
        /// What a benefit is, with what only benefits of its category have.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum What {
            $($category($kind),)*
        }

        impl What {
            /// Its category.
            #[must_use]
            pub fn category(&self) -> Category {
                match self {
                    $(What::$category(_) => Category::$category,)*
                }
            }
        }

        $(impl Kind for $kind {
            const CATEGORY: Category = Category::$category;

            fn of(what: &What) -> Option<&Self> {
                if let What::$category(kind) = what { Some(kind) } else { None }
            }
        })*
    };
}

what! {
    Software(Keys),
    Azure(Credit),
    License(Licenses),
    VisualStudio(Seats),
    Support(Incidents),
    Advisory(Hours),
    GoToMarket(Offers),
}

/// What only benefits of one category have.
pub trait Kind: Sized {
    const CATEGORY: Category;

    /// It, of a benefit of that category.
    fn of(what: &What) -> Option<&Self>;
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// The languages it can be had in, as tags.
    pub languages: Vec<String>,
    /// The operating systems it runs on.
    pub os: Vec<String>,
    pub download_url: Option<String>,
}

/// Each is there in what was granted; a catalog says neither.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// How it is paid out.
    pub kind: Option<CreditKind>,
    /// The credit a month or a year.
    pub amount: Option<Money>,
}

impl Credit {
    /// How it is paid out; monthly, where nobody says.
    #[must_use]
    pub fn kind(&self) -> CreditKind {
        self.kind.unwrap_or(CreditKind::Monthly)
    }

    /// Whether one holder has it at once.
    #[must_use]
    pub fn is_bulk(&self) -> bool {
        self.kind() == CreditKind::Bulk
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licenses {
    /// The seats of one key; a catalog does not say them.
    pub seats_per_key: Option<u32>,
    pub redeem_url: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seats {
    /// The subscription level; empty only of a line that never lived.
    pub level: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incidents {
    /// Its plan; a grant names none.
    pub plan: Option<String>,
}

impl Incidents {
    /// The plan as events name it; without one by nothing.
    #[must_use]
    pub fn plan(&self) -> &str {
        self.plan.as_deref().unwrap_or_default()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    /// What a presales consultation costs; a grant does not say it.
    pub presales: Option<Presales>,
}

/// Go-To-Market offers have nothing of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offers;

impl What {
    /// What a benefit of a category is, by what was said of it; what has no place in the category
    /// was refused before it was recorded.
    #[must_use]
    pub fn of(category: Category, said: Details) -> What {
        let Details { level, plan, presales, credit_kind: kind, amount, .. } = said;
        let Details { seats_per_key, languages, os, download_url, redeem_url, .. } = said;
        match category {
            Category::Software => What::Software(Keys { languages, os, download_url }),
            Category::Azure => What::Azure(Credit { kind, amount }),
            Category::License => What::License(Licenses { seats_per_key, redeem_url }),
            Category::VisualStudio => {
                What::VisualStudio(Seats { level: level.unwrap_or_default() })
            }
            Category::Support => What::Support(Incidents { plan }),
            Category::Advisory => What::Advisory(Hours { presales }),
            Category::GoToMarket => What::GoToMarket(Offers),
        }
    }
}
