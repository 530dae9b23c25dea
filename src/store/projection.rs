//! The projection: what each event adds to the tables. The tables are the sum of the events, so a
//! replay through here makes them anew, row for row.

use rusqlite::{Connection, params};

use super::{
    advisory, azure, benefits, history, license, memberships, programs, secrets, software, support,
    to_json, users, vs,
};
use crate::domain::event::Event;
use crate::domain::user::Email;
use crate::failure::Result;

/// Projects one event of operation `seq`.
pub(super) fn project(conn: &Connection, seq: u64, event: &Event) -> Result<()> {
    into_tables(conn, seq, event)?;
    history::touch(conn, seq, event)
}

fn into_tables(conn: &Connection, seq: u64, event: &Event) -> Result<()> {
    match event {
        Event::LedgerFounded { organization, sample, .. } => {
            programs::found(conn, organization, *sample)
        }
        Event::ProgramAdopted { program, terms } => programs::adopt(conn, seq, program, terms),
        Event::EpochBegun { epoch, recipients, data_key } => {
            conn.execute(
                "INSERT INTO epoch (epoch, recipients, data_key) VALUES (?1, ?2, ?3)",
                params![epoch, to_json(recipients)?, data_key],
            )?;
            Ok(())
        }
        Event::RecipientAdded { recipient, user, recovery, on } => {
            conn.execute(
                "INSERT INTO recipient (recipient, email, recovery, since) VALUES (?1, ?2, ?3, ?4)",
                params![recipient, user.as_ref().map(Email::as_str), recovery, on.to_string()],
            )?;
            Ok(())
        }
        Event::RecipientNamed { recipient, user } => {
            conn.execute(
                "UPDATE recipient SET email = ?2 WHERE recipient = ?1",
                params![recipient, user.as_str()],
            )?;
            Ok(())
        }
        Event::RecipientRemoved { recipient, .. } => {
            conn.execute("DELETE FROM recipient WHERE recipient = ?1", [recipient])?;
            Ok(())
        }
        Event::UserAdded { .. }
        | Event::UserUpdated { .. }
        | Event::UserRenamed { .. }
        | Event::UserRemoved { .. }
        | Event::UserRestored { .. }
        | Event::RoleGranted { .. }
        | Event::RoleRevoked { .. }
        | Event::UserOffboarded { .. } => users::project(conn, event),
        Event::MembershipPurchased { .. }
        | Event::MembershipRenewed { .. }
        | Event::MembershipLapsed { .. }
        | Event::CancelRequested { .. }
        | Event::CancelWithdrawn { .. }
        | Event::MembershipCancelled { .. }
        | Event::RefundForfeited { .. } => memberships::project(conn, event),
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
        | Event::GtmConfirmed { .. } => benefits::project(conn, event),
        Event::KeysAdded { .. }
        | Event::KeysRemoved { .. }
        | Event::KeyRestored { .. }
        | Event::KeyRevealed { .. }
        | Event::KeysExported { .. }
        | Event::KeyActivated { .. }
        | Event::KeyReturned { .. }
        | Event::KeyRetired { .. } => software::project(conn, seq, event),
        Event::KeyRedeemed { .. } | Event::KeyReplaced { .. } => license::project(conn, seq, event),
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
        | Event::IncidentsCounted { .. } => support::project(conn, event),
        Event::AdvisoryRequested { .. }
        | Event::AdvisoryRemoved { .. }
        | Event::HoursRestored { .. }
        | Event::HoursLogged { .. }
        | Event::HoursCounted { .. } => advisory::project(conn, event),
        Event::CreditAssigned { .. }
        | Event::CreditRemoved { .. }
        | Event::CreditTransferred { .. } => azure::project(conn, event),
        Event::SeatAssigned { .. }
        | Event::SeatRestored { .. }
        | Event::SeatUnassigned { .. }
        | Event::SeatReassigned { .. } => vs::project(conn, event),
        Event::SecretsLost { keys, contracts, epochs } => {
            secrets::lose(conn, keys, contracts, epochs)
        }
        // What an undo did is told by the events beside it.
        Event::OperationUndone { .. }
        | Event::RowApplied { .. }
        | Event::RowRefused(_)
        | Event::RollbackAccepted { .. }
        | Event::Warned { .. } => Ok(()),
    }
}
