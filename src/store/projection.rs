//! The projection: what each event adds to the tables. The tables are the sum of the events, so a
//! replay through here makes them anew, row for row.

use super::apart::Logged;
use super::log::Entry;
use super::tables::Tables;
use super::{
    advisory, azure, benefit, gtm, history, ledger, license, membership, organization, recipient,
    software, support, user, vs,
};
use crate::domain::event::Event;
use crate::failure::Result;

/// Projects all events of an operation of the log.
pub(super) fn project_entry(tables: &Tables, entry: &Entry) -> Result<()> {
    let events = entry.logged()?;
    events.iter().try_for_each(|event| project(tables, entry.seq.unsigned_abs(), event))
}

/// Projects one event of operation `seq`.
pub(super) fn project(tables: &Tables, seq: u64, logged: &Logged) -> Result<()> {
    logged.count(tables)?;
    match &logged.event {
        Event::Ledger(said) => ledger::project(tables, seq, said),
        Event::Organization(said) => organization::project(tables, said),
        Event::Recipient(said) => recipient::project(tables, said),
        Event::User(said) => user::project(tables, said, logged.version.as_ref()),
        Event::Membership(said) => membership::project(tables, said),
        Event::Benefit(said) => benefit::project(tables, said),
        Event::Gtm(said) => gtm::project(tables, said),
        Event::Key(said) => software::project(tables, seq, said),
        Event::License(said) => license::project(tables, seq, said),
        Event::Support(said) => support::project(tables, seq, said),
        Event::Advisory(said) => advisory::project(tables, seq, said),
        Event::Credit(said) => azure::project(tables, said),
        Event::Seat(said) => vs::project(tables, said),
        // What an undo did, and what a row of a plan did, is told by the events beside it.
        Event::Operation(_) => Ok(()),
    }?;
    history::touch(tables, seq, &logged.event)
}
