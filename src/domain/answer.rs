//! Answers: what a command returns, for `view` to show. The fields of a line are the keys of its
//! JSON and the columns of its table, in this order; they are only ever added to (cli.md).

mod benefits;
mod export;
mod keeping;
mod outlook;
mod people;

use std::path::PathBuf;

use super::call::ManualPage;
use super::gtm::Contact;
use super::operation::Receipt;
use super::organization::Organization;

pub use benefits::*;
pub use export::*;
pub use keeping::*;
pub use outlook::*;
pub use people::*;

/// A line with a secret in it shows no more of itself than its id where it is debugged.
macro_rules! hidden {
    ($($line:ident)*) => {$(
        impl std::fmt::Debug for $line {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($line), "({})"), self.id)
            }
        }
    )*};
}
hidden! { RevealedKey RedeemedKey SupportIds KeyExportLine }

/// What a command returns, and what is to be said beside it on stderr.
#[derive(Clone, Debug)]
pub struct Answer {
    pub body: Body,
    pub notes: Vec<String>,
    /// What the actor should mind; receipts carry their own.
    pub warnings: Vec<String>,
}

impl From<Body> for Answer {
    fn from(body: Body) -> Self {
        Answer { body, notes: Vec::new(), warnings: Vec::new() }
    }
}

impl Body {
    /// The receipt, of an answer to a write that has one.
    #[must_use]
    #[expect(clippy::wildcard_enum_match_arm, reason = "most answers are no receipt")]
    pub fn receipt(&self) -> Option<&Receipt> {
        match self {
            Body::Receipt(receipt) => Some(receipt),
            Body::Requested(requested) => Some(&requested.receipt),
            Body::Founded(founded) => Some(&founded.receipt),
            Body::Applied(applied) => Some(&applied.receipt),
            Body::Recovery(made) => Some(&made.receipt),
            Body::Restored(restored) => Some(&restored.receipt),
            Body::Rebuilt(rebuilt) => Some(&rebuilt.receipt),
            _ => None,
        }
    }

    /// The same, to be amended.
    #[expect(clippy::wildcard_enum_match_arm, reason = "most answers are no receipt")]
    pub fn receipt_mut(&mut self) -> Option<&mut Receipt> {
        match self {
            Body::Receipt(receipt) => Some(receipt),
            Body::Applied(applied) => Some(&mut applied.receipt),
            Body::Restored(restored) => Some(&mut restored.receipt),
            _ => None,
        }
    }
}

/// The data of an answer.
#[derive(Clone, Debug)]
pub enum Body {
    WhoAmI(WhoAmI),
    Memberships(Vec<MembershipLine>),
    Membership(MembershipLine),
    Users(Vec<UserLine>),
    User(UserShown),
    Benefits(Vec<BenefitLine>),
    Benefit(Box<BenefitShown>),
    Software(Vec<SoftwareLine>),
    SoftwareBenefit(Box<SoftwareShown>),
    Credits(Vec<CreditLine>),
    Credit(CreditShown),
    Seats(Vec<SeatLine>),
    SeatBenefit(Box<SeatsShown>),
    Seat(SeatLine),
    SeatsFree(SeatsFree),
    Keys(Vec<RevealedKey>),
    History(Vec<HistoryLine>),
    HistoryOperation(Box<HistoryShown>),
    Licenses(Vec<LicenseLine>),
    License(LicenseShown),
    RedeemPlan(RedeemPlan),
    Redeemed(RedeemedKey),
    SupportStatus(Vec<SupportLine>),
    Incidents(Vec<IncidentLine>),
    SupportIds(SupportIds),
    Coverage(Coverage),
    Explained(Explained),
    AdvisoryStatus(Vec<AdvisoryLine>),
    AdvisoryRequests(Vec<AdvisoryRequestLine>),
    GtmOffers(Vec<GtmLine>),
    GtmOffer(GtmShown),
    Contact(Contact),
    Organization(Organization),
    CancelCheck(CancelCheck),
    Requested(Requested),
    Due {
        lines: Vec<DueLine>,
        check: bool,
    },
    Status(Box<Status>),
    Differences(Vec<DifferenceLine>),
    Why(Box<Why>),
    WhatIf(Box<WhatIfShown>),
    Plan {
        rows: Vec<PlannedRow>,
        /// Whether something to do is to be told by the exit code.
        exit_code: bool,
        kept: Option<PlanKept>,
    },
    Applied(Box<Applied>),
    Recipients(Vec<RecipientLine>),
    Recovery(Box<RecoveryMade>),
    LedgerInfo(LedgerInfo),
    LedgerHead(LedgerHead),
    Verified(Verified),
    Copied(Copied),
    Restored(Restored),
    Rebuilt(Rebuilt),
    Salvaged(Salvaged),
    /// What `ledger doctor` found, and the exit code that it comes to.
    Checked {
        checks: Vec<Check>,
        exit: u8,
    },
    Programs(Vec<ProgramLine>),
    Program(Box<ProgramShown>),
    ProgramChecked(ProgramChecked),
    Founded(Founded),
    Receipt(Receipt),
    Config(Vec<ConfigLine>),
    /// The pages of the manual, on their way into a folder.
    Manual {
        folder: PathBuf,
        pages: Vec<ManualPage>,
    },
    ManualWritten(ManualWritten),
    /// Deadlines, on their way to standard output or into a file.
    Calendar(Calendar),
    /// A file that was written.
    Written(String),
    /// Rows, on their way to standard output or into a file.
    Export(Exported),
    /// A file of rows that was written.
    ExportWritten(ExportWritten),
    /// A text that is the answer as it stands, such as a completion script.
    Text(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_of_a_receipt_are_the_keys_of_its_json() {
        let receipt = Receipt {
            operation: None,
            command: String::new(),
            actor: String::new(),
            at: chrono::DateTime::UNIX_EPOCH,
            on: chrono::NaiveDate::MIN,
            changed: false,
            dry_run: true,
            events: Vec::new(),
            head: String::new(),
            warnings: Vec::new(),
            refused: Vec::new(),
        };
        let json = serde_json::to_value(&receipt).unwrap();
        let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
        assert_eq!(keys, Receipt::COLUMNS);
    }
}
