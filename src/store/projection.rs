//! The projection: what each event adds to the tables. The tables are the sum of the events, so a
//! replay through here makes them anew, row for row.

use super::tables::Tables;
use super::{
    advisory, azure, benefits, history, license, memberships, programs, recipients, secrets,
    software, support, users, vs,
};
use crate::domain::event::{
    AdvisoryEvent, BenefitEvent, CreditEvent, Event, GtmEvent, KeyEvent, LedgerEvent, LicenseEvent,
    MembershipEvent, OperationEvent, RecipientEvent, SeatEvent, SupportEvent, UserEvent,
};
use crate::failure::Result;

/// Projects one event of operation `seq`.
pub(super) fn project(tables: &Tables, seq: u64, event: &Event) -> Result<()> {
    into_tables(tables, seq, event)?;
    history::touch(tables, seq, event)
}

fn into_tables(tables: &Tables, seq: u64, event: &Event) -> Result<()> {
    match event {
        Event::Ledger(LedgerEvent::LedgerFounded { organization, sample, .. }) => {
            programs::found(tables, organization, *sample)
        }
        Event::Ledger(LedgerEvent::ProgramAdopted { program, terms }) => {
            programs::adopt(tables, seq, program, terms)
        }
        Event::Recipient(RecipientEvent::EpochBegun { .. })
        | Event::Recipient(RecipientEvent::RecipientAdded { .. })
        | Event::Recipient(RecipientEvent::RecipientNamed { .. })
        | Event::Recipient(RecipientEvent::RecipientRemoved { .. }) => {
            recipients::project(tables, event)
        }
        Event::User(UserEvent::UserAdded { .. })
        | Event::User(UserEvent::UserUpdated { .. })
        | Event::User(UserEvent::UserRenamed { .. })
        | Event::User(UserEvent::UserRemoved { .. })
        | Event::User(UserEvent::UserRestored { .. })
        | Event::User(UserEvent::RoleGranted { .. })
        | Event::User(UserEvent::RoleRevoked { .. })
        | Event::User(UserEvent::UserOffboarded { .. }) => users::project(tables, event),
        Event::Membership(MembershipEvent::MembershipPurchased { .. })
        | Event::Membership(MembershipEvent::MembershipRenewed { .. })
        | Event::Membership(MembershipEvent::MembershipLapsed { .. })
        | Event::Membership(MembershipEvent::CancelRequested { .. })
        | Event::Membership(MembershipEvent::CancelWithdrawn { .. })
        | Event::Membership(MembershipEvent::MembershipCancelled { .. })
        | Event::Membership(MembershipEvent::RefundForfeited { .. }) => {
            memberships::project(tables, event)
        }
        Event::Benefit(BenefitEvent::BenefitGranted { .. })
        | Event::Benefit(BenefitEvent::BenefitChanged { .. })
        | Event::Benefit(BenefitEvent::BenefitEnded { .. })
        | Event::Benefit(BenefitEvent::BenefitRenewed { .. })
        | Event::Benefit(BenefitEvent::BenefitRemoved { .. })
        | Event::Gtm(GtmEvent::GtmGranted { .. })
        | Event::Gtm(GtmEvent::GtmChanged { .. })
        | Event::Gtm(GtmEvent::GtmEnded { .. })
        | Event::Gtm(GtmEvent::ContactSet { .. })
        | Event::Gtm(GtmEvent::ContactRemoved { .. })
        | Event::Gtm(GtmEvent::GtmRestored { .. })
        | Event::Gtm(GtmEvent::GtmActivated { .. })
        | Event::Gtm(GtmEvent::GtmConfirmed { .. }) => benefits::project(tables, event),
        Event::Key(KeyEvent::KeysAdded { .. })
        | Event::Key(KeyEvent::KeysRemoved { .. })
        | Event::Key(KeyEvent::KeyRestored { .. })
        | Event::Key(KeyEvent::KeyRevealed { .. })
        | Event::Key(KeyEvent::KeysExported { .. })
        | Event::Key(KeyEvent::KeyActivated { .. })
        | Event::Key(KeyEvent::KeyReturned { .. })
        | Event::Key(KeyEvent::KeyRetired { .. }) => software::project(tables, seq, event),
        Event::License(LicenseEvent::KeyRedeemed { .. })
        | Event::License(LicenseEvent::KeyReplaced { .. }) => license::project(tables, seq, event),
        Event::Support(SupportEvent::SupportActivated { .. })
        | Event::Support(SupportEvent::SupportConfirmed { .. })
        | Event::Support(SupportEvent::IdsRevealed { .. })
        | Event::Support(SupportEvent::AccountLinked { .. })
        | Event::Support(SupportEvent::ContractRemoved { .. })
        | Event::Support(SupportEvent::AccountUnlinked { .. })
        | Event::Support(SupportEvent::IncidentRemoved { .. })
        | Event::Support(SupportEvent::IncidentRestored { .. })
        | Event::Support(SupportEvent::IncidentOpened { .. })
        | Event::Support(SupportEvent::IncidentClosed { .. })
        | Event::Support(SupportEvent::IncidentsCounted { .. }) => support::project(tables, event),
        Event::Advisory(AdvisoryEvent::AdvisoryRequested { .. })
        | Event::Advisory(AdvisoryEvent::AdvisoryRemoved { .. })
        | Event::Advisory(AdvisoryEvent::HoursRestored { .. })
        | Event::Advisory(AdvisoryEvent::HoursLogged { .. })
        | Event::Advisory(AdvisoryEvent::HoursCounted { .. }) => advisory::project(tables, event),
        Event::Credit(CreditEvent::CreditAssigned { .. })
        | Event::Credit(CreditEvent::CreditRemoved { .. })
        | Event::Credit(CreditEvent::CreditTransferred { .. }) => azure::project(tables, event),
        Event::Seat(SeatEvent::SeatAssigned { .. })
        | Event::Seat(SeatEvent::SeatRestored { .. })
        | Event::Seat(SeatEvent::SeatUnassigned { .. })
        | Event::Seat(SeatEvent::SeatReassigned { .. }) => vs::project(tables, event),
        Event::Ledger(LedgerEvent::SecretsLost { keys, contracts, epochs }) => {
            secrets::lose(tables, keys, contracts, epochs)
        }
        // What an undo did is told by the events beside it.
        Event::Operation(OperationEvent::OperationUndone { .. })
        | Event::Operation(OperationEvent::RowApplied { .. })
        | Event::Operation(OperationEvent::RowRefused(_))
        | Event::Ledger(LedgerEvent::RollbackAccepted { .. })
        | Event::Operation(OperationEvent::Warned { .. }) => Ok(()),
    }
}
