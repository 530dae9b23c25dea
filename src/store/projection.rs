//! The projection: what each event adds to the tables. The tables are the sum of the events, so a
//! replay through here makes them anew, row for row.

use super::tables::Tables;
use super::{
    advisory, azure, benefits, history, license, memberships, programs, recipients, secrets,
    software, support, users, vs,
};
use crate::domain::event::Event;
use crate::failure::Result;

/// Projects one event of operation `seq`.
pub(super) fn project(tables: &Tables, seq: u64, event: &Event) -> Result<()> {
    into_tables(tables, seq, event)?;
    history::touch(tables, seq, event)
}

fn into_tables(tables: &Tables, seq: u64, event: &Event) -> Result<()> {
    match event {
        Event::LedgerFounded { organization, sample, .. } => {
            programs::found(tables, organization, *sample)
        }
        Event::ProgramAdopted { program, terms } => programs::adopt(tables, seq, program, terms),
        Event::EpochBegun { .. }
        | Event::RecipientAdded { .. }
        | Event::RecipientNamed { .. }
        | Event::RecipientRemoved { .. } => recipients::project(tables, event),
        Event::UserAdded { .. }
        | Event::UserUpdated { .. }
        | Event::UserRenamed { .. }
        | Event::UserRemoved { .. }
        | Event::UserRestored { .. }
        | Event::RoleGranted { .. }
        | Event::RoleRevoked { .. }
        | Event::UserOffboarded { .. } => users::project(tables, event),
        Event::MembershipPurchased { .. }
        | Event::MembershipRenewed { .. }
        | Event::MembershipLapsed { .. }
        | Event::CancelRequested { .. }
        | Event::CancelWithdrawn { .. }
        | Event::MembershipCancelled { .. }
        | Event::RefundForfeited { .. } => memberships::project(tables, event),
        Event::BenefitGranted { .. }
        | Event::BenefitChanged { .. }
        | Event::BenefitEnded { .. }
        | Event::BenefitRenewed { .. }
        | Event::BenefitRemoved { .. }
        | Event::GtmGranted { .. }
        | Event::GtmChanged { .. }
        | Event::GtmEnded { .. }
        | Event::ContactSet { .. }
        | Event::ContactRemoved { .. }
        | Event::GtmRestored { .. }
        | Event::GtmActivated { .. }
        | Event::GtmConfirmed { .. } => benefits::project(tables, event),
        Event::KeysAdded { .. }
        | Event::KeysRemoved { .. }
        | Event::KeyRestored { .. }
        | Event::KeyRevealed { .. }
        | Event::KeysExported { .. }
        | Event::KeyActivated { .. }
        | Event::KeyReturned { .. }
        | Event::KeyRetired { .. } => software::project(tables, seq, event),
        Event::KeyRedeemed { .. } | Event::KeyReplaced { .. } => {
            license::project(tables, seq, event)
        }
        Event::SupportActivated { .. }
        | Event::SupportConfirmed { .. }
        | Event::IdsRevealed { .. }
        | Event::AccountLinked { .. }
        | Event::ContractRemoved { .. }
        | Event::AccountUnlinked { .. }
        | Event::IncidentRemoved { .. }
        | Event::IncidentRestored { .. }
        | Event::IncidentOpened { .. }
        | Event::IncidentClosed { .. }
        | Event::IncidentsCounted { .. } => support::project(tables, event),
        Event::AdvisoryRequested { .. }
        | Event::AdvisoryRemoved { .. }
        | Event::HoursRestored { .. }
        | Event::HoursLogged { .. }
        | Event::HoursCounted { .. } => advisory::project(tables, event),
        Event::CreditAssigned { .. }
        | Event::CreditRemoved { .. }
        | Event::CreditTransferred { .. } => azure::project(tables, event),
        Event::SeatAssigned { .. }
        | Event::SeatRestored { .. }
        | Event::SeatUnassigned { .. }
        | Event::SeatReassigned { .. } => vs::project(tables, event),
        Event::SecretsLost { keys, contracts, epochs } => {
            secrets::lose(tables, keys, contracts, epochs)
        }
        // What an undo did is told by the events beside it.
        Event::OperationUndone { .. }
        | Event::RowApplied { .. }
        | Event::RowRefused(_)
        | Event::RollbackAccepted { .. }
        | Event::Warned { .. } => Ok(()),
    }
}
