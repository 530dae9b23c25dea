//! Requests: what is asked of the ledger, as plain values. `cli` makes them of what was typed;
//! `init --from` and imports make them of files; one function decides them all. Each noun says its
//! own, in its `said.rs`; here is their sum.

mod compared;
mod wished;

use serde::Serialize;

use super::event::Event;
use super::secret::Secret;
use super::sum::sum;
use super::user::Email;
use super::verb::{ActsOn, Answers, Asked, Verb};

pub use super::advisory::said::AdvisoryRequest;
pub use super::azure::said::{CreditRequest, TransferCredit};
pub use super::benefit::said::BenefitRequest;
pub use super::gtm::said::GtmRequest;
pub use super::ledger::LedgerRequest;
pub use super::license::said::{LicenseRequest, RecordRedemption, RedeemKey};
pub use super::membership::said::{MembershipRequest, PurchaseMembership};
pub use super::operation::said::{ApplyPlan, OperationRequest, UndoOperation};
pub use super::organization::said::OrganizationRequest;
pub use super::recipient::said::RecipientRequest;
pub use super::software::said::{
    AddKeys, ExportKeys, GetKeys, HandOutKey, KeyRequest, RecordActivation,
};
pub use super::support::said::{ConfirmSupport, SupportRequest};
pub use super::user::said::UserRequest;
pub use super::vs::said::SeatRequest;

/// Declares the sum, and the two places that ask each noun in turn.
macro_rules! requests {
    ($(#[$meta:meta])* $name:ident { $($noun:ident($said:ty),)* }) => {
        sum! { $(#[$meta])* $name { $($noun($said),)* } }

        impl $name {
            /// What its noun says of it.
            fn asked(&self) -> &dyn Asked {
                match self {
                    $($name::$noun(said) => said,)*
                }
            }

            /// Makes one of all spellings that mean the same.
            fn fold(&mut self, acting: &Email) {
                match self {
                    $($name::$noun(said) => said.fold(acting),)*
                }
            }

            /// The people whom it names, who may be named by their ids.
            pub fn people(&mut self) -> Vec<&mut Email> {
                match self {
                    $($name::$noun(said) => said.people(),)*
                }
            }
        }
    };
}

requests! {
    /// Something that would change the ledger.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[serde(untagged)]
    Request {
        Ledger(LedgerRequest),
        Organization(OrganizationRequest),
        Recipient(RecipientRequest),
        User(UserRequest),
        Membership(MembershipRequest),
        Benefit(BenefitRequest),
        Gtm(GtmRequest),
        Key(KeyRequest),
        License(LicenseRequest),
        Support(SupportRequest),
        Advisory(AdvisoryRequest),
        Credit(CreditRequest),
        Seat(SeatRequest),
        Operation(OperationRequest),
    }
}

impl Request {
    /// What is known of it by its verb; of a plan, what is known of it as a whole.
    #[must_use]
    pub fn verb(&self) -> Verb {
        self.asked().verb()
    }

    /// The requests that the rows of a plan stand for.
    fn rows(&self) -> impl Iterator<Item = Request> {
        // Only what is asked of operations has rows.
        let plan = if let Request::Operation(said) = self { said.plan() } else { None };
        plan.into_iter().flat_map(ApplyPlan::requests)
    }

    /// The ids of the rules that bear on it, the role first; of a plan, on each of its rows.
    #[must_use]
    pub fn rules(&self) -> Vec<&'static str> {
        let verb = self.verb();
        let mut ids = vec![verb.permission.rule()];
        ids.extend(verb.rules);
        ids.extend(self.rows().flat_map(|row| row.rules()));
        if verb.acts_on != ActsOn::Ledger {
            ids.push("MEM-4");
        }
        ids
    }

    /// Whether the answer hands out secrets.
    #[must_use]
    pub fn reveals(&self) -> bool {
        self.verb().answers.reveal() || self.rows().any(|row| row.reveals())
    }

    /// Whether the answer hands out secrets, of the ledger or new ones.
    #[must_use]
    pub fn hands_out_secrets(&self) -> bool {
        self.reveals() || self.verb().answers == Answers::Recovery
    }

    /// Whether it is asked about before it is done.
    #[must_use]
    pub fn asks_first(&self) -> bool {
        self.verb().asks_first || self.rows().any(|row| row.asks_first())
    }

    /// Whether it changes who can open the keys, and so needs every data key.
    #[must_use]
    pub fn changes_seal(&self) -> bool {
        matches!(self, Request::Recipient(_))
    }

    /// The secrets it brings along, in order.
    #[must_use]
    pub fn secrets(&self) -> &[Secret] {
        self.asked().secrets()
    }

    /// Whether its secrets must not stand twice in the ledger: product keys, not IDs.
    #[must_use]
    pub fn secrets_are_unique(&self) -> bool {
        matches!(self, Request::Key(_))
    }

    /// What was shown and consented to is what is done, whatever happened since.
    pub fn keep_to(&mut self, shown: &[Event]) {
        if let Request::Operation(OperationRequest::UndoOperation(wanted)) = self {
            wanted.consented = shown.iter().find_map(Event::undoes);
        }
    }
}
