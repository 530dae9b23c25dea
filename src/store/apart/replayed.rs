//! What stands apart from the log, brought to a replay of it in memory.

use super::{Pepper, Person, Text};
use crate::domain::id::UserId;
use crate::failure::Result;
use crate::store::Facts;
use crate::store::row::Stored as _;
use crate::store::tables::Tables;

/// By which emails people are called in a replay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Names {
    /// Those that they had then.
    OfThen,
    /// Those that they have now: whoever goes on from there knows them by these.
    OfNow,
}

impl Facts {
    /// Copies people and texts, which are ground and not replayed, into a replay of the log: each
    /// person as the newest version says that it knows of.
    pub(in crate::store) fn copy_people_into(&self, other: &Tables, names: Names) -> Result<()> {
        let users: Vec<(UserId, u32)> = other.rows("SELECT id, version FROM \"user\"", [])?;
        for (user, newest) in users {
            let versions: Vec<Person> = self.tables.all("WHERE user = ?1", [user])?;
            if versions.is_empty() {
                self.keep_gone(other, user, newest)?;
            }
            let now = versions.iter().find(|one| one.current).map(|one| one.email.clone());
            for mut person in versions.into_iter().filter(|person| person.version <= newest) {
                person.current = person.version == newest;
                if let Some(now) = now.clone().filter(|_| names == Names::OfNow) {
                    person.email = now;
                }
                person.keep(other)?;
            }
        }
        self.tables.each(Text::SELECT, [], |text: Text| text.keep(other))?;
        self.tables.each(Pepper::SELECT, [], |pepper: Pepper| pepper.keep(other))
    }

    /// Of whom nothing is known now, nothing was known then.
    fn keep_gone(&self, other: &Tables, user: UserId, version: u32) -> Result<()> {
        let email = self.called(user)?.to_string();
        let (salt, name, country) = (Vec::new(), String::new(), None);
        Person { user, version, current: true, salt, email, name, country }.keep(other)
    }
}
