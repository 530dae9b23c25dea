//! The projection: what each event adds to the tables. The tables are the sum of the events, so a
//! replay through here makes them anew, row for row.

use rusqlite::{Connection, params};

use super::{
    advisory, azure, benefits, history, license, memberships, programs, secrets, software, support,
    to_json, users, vs,
};
use crate::domain::event::{
    AdvisoryEvent, BenefitEvent, CreditEvent, Event, GtmEvent, KeyEvent, LedgerEvent, LicenseEvent,
    MembershipEvent, OperationEvent, RecipientEvent, SeatEvent, SupportEvent, UserEvent,
};
use crate::domain::id::Id;
use crate::domain::user::Email;
use crate::failure::Result;

/// Projects one event of operation `seq`.
pub(super) fn project(conn: &Connection, seq: u64, event: &Event) -> Result<()> {
    into_tables(conn, seq, event)?;
    history::touch(conn, seq, event)
}

fn into_tables(conn: &Connection, seq: u64, event: &Event) -> Result<()> {
    match event {
        Event::Ledger(LedgerEvent::LedgerFounded { organization, sample, .. }) => {
            programs::found(conn, organization, *sample)
        }
        Event::Ledger(LedgerEvent::ProgramAdopted { program, terms }) => {
            programs::adopt(conn, seq, program, terms)
        }
        Event::Recipient(RecipientEvent::EpochBegun { epoch, recipients, data_key }) => {
            conn.execute(
                "INSERT INTO epoch (epoch, recipients, data_key) VALUES (?1, ?2, ?3)",
                params![epoch, to_json(recipients)?, data_key],
            )?;
            Ok(())
        }
        Event::Recipient(RecipientEvent::RecipientAdded { recipient, user, recovery, on }) => {
            conn.execute(
                "INSERT INTO recipient (recipient, email, recovery, since) VALUES (?1, ?2, ?3, ?4)",
                params![recipient, user.as_ref().map(Email::as_str), recovery, on.to_string()],
            )?;
            Ok(())
        }
        Event::Recipient(RecipientEvent::RecipientNamed { recipient, user }) => {
            conn.execute(
                "UPDATE recipient SET email = ?2 WHERE recipient = ?1",
                params![recipient, user.as_str()],
            )?;
            Ok(())
        }
        Event::Recipient(RecipientEvent::RecipientRemoved { recipient, .. }) => {
            conn.execute("DELETE FROM recipient WHERE recipient = ?1", [recipient])?;
            Ok(())
        }
        Event::User(UserEvent::UserAdded { .. })
        | Event::User(UserEvent::UserUpdated { .. })
        | Event::User(UserEvent::UserRenamed { .. })
        | Event::User(UserEvent::UserRemoved { .. })
        | Event::User(UserEvent::UserRestored { .. })
        | Event::User(UserEvent::RoleGranted { .. })
        | Event::User(UserEvent::RoleRevoked { .. })
        | Event::User(UserEvent::UserOffboarded { .. }) => users::project(conn, event),
        Event::Membership(MembershipEvent::MembershipPurchased { .. })
        | Event::Membership(MembershipEvent::MembershipRenewed { .. })
        | Event::Membership(MembershipEvent::MembershipLapsed { .. })
        | Event::Membership(MembershipEvent::CancelRequested { .. })
        | Event::Membership(MembershipEvent::CancelWithdrawn { .. })
        | Event::Membership(MembershipEvent::MembershipCancelled { .. })
        | Event::Membership(MembershipEvent::RefundForfeited { .. }) => {
            memberships::project(conn, event)
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
        | Event::Gtm(GtmEvent::GtmConfirmed { .. }) => benefits::project(conn, event),
        Event::Key(KeyEvent::KeysAdded { .. })
        | Event::Key(KeyEvent::KeysRemoved { .. })
        | Event::Key(KeyEvent::KeyRestored { .. })
        | Event::Key(KeyEvent::KeyRevealed { .. })
        | Event::Key(KeyEvent::KeysExported { .. })
        | Event::Key(KeyEvent::KeyActivated { .. })
        | Event::Key(KeyEvent::KeyReturned { .. })
        | Event::Key(KeyEvent::KeyRetired { .. }) => software::project(conn, seq, event),
        Event::License(LicenseEvent::KeyRedeemed { .. })
        | Event::License(LicenseEvent::KeyReplaced { .. }) => license::project(conn, seq, event),
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
        | Event::Support(SupportEvent::IncidentsCounted { .. }) => support::project(conn, event),
        Event::Advisory(AdvisoryEvent::AdvisoryRequested { .. })
        | Event::Advisory(AdvisoryEvent::AdvisoryRemoved { .. })
        | Event::Advisory(AdvisoryEvent::HoursRestored { .. })
        | Event::Advisory(AdvisoryEvent::HoursLogged { .. })
        | Event::Advisory(AdvisoryEvent::HoursCounted { .. }) => advisory::project(conn, event),
        Event::Credit(CreditEvent::CreditAssigned { .. })
        | Event::Credit(CreditEvent::CreditRemoved { .. })
        | Event::Credit(CreditEvent::CreditTransferred { .. }) => azure::project(conn, event),
        Event::Seat(SeatEvent::SeatAssigned { .. })
        | Event::Seat(SeatEvent::SeatRestored { .. })
        | Event::Seat(SeatEvent::SeatUnassigned { .. })
        | Event::Seat(SeatEvent::SeatReassigned { .. }) => vs::project(conn, event),
        Event::Ledger(LedgerEvent::SecretsLost { keys, contracts, epochs }) => {
            secrets::lose(conn, keys, contracts, epochs)
        }
        // What an undo did is told by the events beside it.
        Event::Operation(OperationEvent::OperationUndone { .. })
        | Event::Operation(OperationEvent::RowApplied { .. })
        | Event::Operation(OperationEvent::RowRefused(_))
        | Event::Ledger(LedgerEvent::RollbackAccepted { .. })
        | Event::Operation(OperationEvent::Warned { .. }) => Ok(()),
    }
}

/// Remembers that this id was given, so that it is never given again.
pub(super) fn count<I: Id>(conn: &Connection, id: I) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO counter (letter, highest) VALUES (?1, ?2)
         ON CONFLICT (letter) DO UPDATE SET highest = excluded.highest
         WHERE excluded.highest > counter.highest",
    )?
    .execute(params![I::LETTER.to_string(), id.number()])?;
    Ok(())
}
