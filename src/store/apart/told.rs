//! Tells an event of the log with what stands apart from it, as far as that is still known.

use super::{Logged, Person, TextRef, Version};
use crate::domain::event::{Event, UserEvent};
use crate::domain::fact::Part;
use crate::domain::id::UserId;
use crate::domain::user::Email;
use crate::domain::user::said::Described;
use crate::failure::Result;
use crate::store::Facts;
use crate::store::log::Entry;

/// What is shown in place of a text that is not there any more.
pub(in crate::store) const FORGOTTEN: &str = "(forgotten)";

impl Facts {
    /// An event with people by the emails that they have now, and with its texts.
    pub(in crate::store) fn told(&self, logged: Logged) -> Result<Event> {
        let Logged { mut event, version, .. } = logged;
        for part in event.apart() {
            match part {
                Part::Person(person) => {
                    if let Some(id) = person.id() {
                        *person = self.called(id)?;
                    }
                }
                Part::Text(text) => *text = self.text(text)?,
            }
        }
        if let (Event::User(said), Some(version)) = (&mut event, version) {
            self.tell_version(said, &version)?;
        }
        Ok(event)
    }

    /// Puts into an event what a version of a person says.
    fn tell_version(&self, event: &mut UserEvent, version: &Version) -> Result<()> {
        let before = self.person(version.user, version.number.saturating_sub(1))?;
        let Some(said) = self.person(version.user, version.number)? else { return Ok(()) };
        let said_country = said.country.as_deref().and_then(|country| country.parse().ok());
        match event {
            UserEvent::UserAdded(Described { name, country, .. })
            | UserEvent::UserRestored(Described { name, country, .. }) => {
                (*name, *country) = (said.name, said_country);
            }
            UserEvent::UserUpdated { name, country, .. } => {
                let was = before.map(|before| (before.name, before.country)).unwrap_or_default();
                *name = Some(said.name).filter(|name| *name != was.0);
                *country =
                    said_country.filter(|country| was.1.as_deref() != Some(country.as_str()));
            }
            UserEvent::UserRenamed { user, to } => {
                let email = |person: Person| person.email.parse().ok();
                if let (Some(was), Some(is)) = (before.and_then(email), email(said)) {
                    (*user, *to) = (was, is);
                }
            }
            UserEvent::UserRemoved { .. }
            | UserEvent::UserOffboarded { .. }
            | UserEvent::UserForgotten { .. }
            | UserEvent::RoleGranted { .. }
            | UserEvent::RoleRevoked { .. } => {}
        }
        Ok(())
    }

    fn person(&self, user: UserId, version: u32) -> Result<Option<Person>> {
        self.tables.any("WHERE user = ?1 AND version = ?2", (user, version))
    }

    /// What a person is called now; of whom nothing is known their id, and why.
    pub(in crate::store) fn called(&self, id: UserId) -> Result<Email> {
        let email = self.tables.row("SELECT email FROM called WHERE id = ?1", [id])?;
        Ok(email.unwrap_or_else(|| Email::of_id(id)))
    }

    /// The text that the log names.
    pub(in crate::store) fn text(&self, reference: &str) -> Result<String> {
        let id = TextRef::read(reference)?.id;
        let text = self.tables.row("SELECT text FROM \"text\" WHERE id = ?1", [id])?;
        Ok(text.unwrap_or_else(|| FORGOTTEN.to_owned()))
    }

    /// Who acted, as the log names them.
    pub(in crate::store) fn actor(&self, named: &str) -> Result<String> {
        match named.parse() {
            Ok(id) => Ok(self.called(id)?.to_string()),
            Err(_) => self.text(named),
        }
    }

    /// What an operation of the log tells beside its events: who acted, on which machine, and why.
    pub(in crate::store) fn tell_entry(&self, entry: &mut Entry) -> Result<()> {
        entry.actor = self.actor(&entry.actor)?;
        entry.os_user = self.text(&entry.os_user)?;
        entry.host = self.text(&entry.host)?;
        if let Some(reason) = &mut entry.reason {
            *reason = self.text(reason)?;
        }
        Ok(())
    }
}
