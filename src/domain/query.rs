//! Queries: what can be asked without changing anything, as plain values.

use chrono::NaiveDate;

use super::benefit::{BenefitStatus, Category};
use super::license::Subscription;
use super::user::Email;
use super::vs::SeatStatus;

/// Something to be read from the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    WhoAmI,
    Organization,
    Memberships,
    Membership {
        name: String,
    },
    /// With those who were forgotten, if `all`.
    Users {
        all: bool,
    },
    User {
        user: Email,
    },
    Benefits {
        category: Option<Category>,
        offer: Option<String>,
        status: Option<BenefitStatus>,
    },
    Benefit {
        name: String,
    },
    Software,
    SoftwareBenefit {
        name: String,
    },
    Credits,
    Credit {
        name: String,
    },
    Seats(SeatFilter),
    SeatsOf {
        name: String,
    },
    SeatsFree {
        need: Option<u32>,
    },
    History(HistoryFilter),
    HistoryOperation {
        operation: String,
    },
    LedgerInfo,
    LedgerHead,
    CatalogShow {
        program: Option<String>,
    },
    Licenses,
    License {
        name: String,
    },
    RedeemPlan(PlannedRedemption),
    SupportStatus,
    Incidents,
    SupportCheck {
        product: String,
        version: Option<String>,
        cloud: bool,
    },
    SupportExplain {
        text: String,
    },
    AdvisoryStatus,
    AdvisoryRequests,
    GtmOffers,
    GtmOffer {
        name: String,
    },
    Contact,
    Due {
        within: Option<u32>,
        unused: bool,
        check: bool,
    },
    Calendar,
    Recipients,
    Status,
}

/// Which seats `vs list` tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeatFilter {
    /// Those that are free again and ended ones, too.
    pub all: bool,
    pub user: Option<Email>,
    pub status: Option<SeatStatus>,
}

/// Which operations `history list` tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryFilter {
    pub user: Option<Email>,
    /// A benefit by id or name.
    pub benefit: Option<String>,
    pub since: Option<NaiveDate>,
    /// The beginning of a command: `vs`, `vs assign`.
    pub command: Option<String>,
}

/// Which redemption is to be planned, each way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedRedemption {
    /// A benefit, for its next unredeemed key, or one key of it.
    pub name: String,
    pub tenant: Option<String>,
    /// What runs on the tenant, when it was bought elsewhere.
    pub running: Option<Subscription>,
    pub forfeit_refund: bool,
}

impl Query {
    /// Whether it wants an acting user: all but `ledger` and `catalog` do (ROLE-13).
    #[must_use]
    pub fn wants_actor(&self) -> bool {
        !matches!(self, Query::LedgerInfo | Query::LedgerHead | Query::CatalogShow { .. })
    }
}
