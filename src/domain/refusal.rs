//! Every state of affairs in which a command is not done: the sum of what the nouns say. How each
//! is told, with its exit code and hint, stands in `crate::failure`.

use super::sum::sum;

pub use super::advisory::said::AdvisoryRefusal;
pub use super::azure::said::CreditRefusal;
pub use super::basis::BeforeItsBasis;
pub use super::benefit::said::BenefitRefusal;
pub use super::gtm::said::GtmRefusal;
pub use super::ledger::LedgerRefusal;
pub use super::license::said::LicenseRefusal;
pub use super::membership::said::MembershipRefusal;
pub use super::name::Ambiguous;
pub use super::operation::said::OperationRefusal;
pub use super::organization::said::OrganizationRefusal;
pub use super::recipient::said::RecipientRefusal;
pub use super::role::said::RoleRefusal;
pub use super::software::said::KeyRefusal;
pub use super::support::said::SupportRefusal;
pub use super::user::said::UserRefusal;
pub use super::vs::said::SeatRefusal;

sum! {
    /// What stood in the way. Named after the state of affairs, with its values.
    #[derive(Clone, Debug, PartialEq, Eq)]
    Refusal {
        Ledger(LedgerRefusal),
        Organization(OrganizationRefusal),
        Recipient(RecipientRefusal),
        Role(RoleRefusal),
        User(UserRefusal),
        Membership(MembershipRefusal),
        Benefit(BenefitRefusal),
        Gtm(GtmRefusal),
        Key(KeyRefusal),
        License(LicenseRefusal),
        Support(SupportRefusal),
        Advisory(AdvisoryRefusal),
        Credit(CreditRefusal),
        Seat(SeatRefusal),
        Operation(OperationRefusal),
        Ambiguous(Ambiguous),
        BeforeItsBasis(BeforeItsBasis),
    }
}
