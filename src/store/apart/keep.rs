//! Puts apart what an event says of people and in free text, as it is recorded.

use super::{Logged, Pepper, Person, Text, TextRef, Version};
use crate::domain::event::{Event, UserEvent};
use crate::domain::fact::Part;
use crate::domain::id::UserId;
use crate::domain::user::said::Described;
use crate::domain::user::{Country, Email};
use crate::failure::Result;
use crate::seal;
use crate::store::row::Stored as _;
use crate::store::{Change, Facts, impossible};

/// What is said of who somebody is; what is `None` stays as it was.
#[derive(Default)]
struct Said<'s> {
    email: Option<&'s Email>,
    name: Option<&'s str>,
    /// Whether no country is none, too.
    is_whole: bool,
    country: Option<&'s Country>,
}

/// What an event says of who somebody is.
fn said(event: &Event) -> Option<(&Email, Said<'_>)> {
    let Event::User(event) = event else { return None };
    let whole = |email, name, country| Said { email, name, is_whole: true, country };
    match event {
        UserEvent::UserAdded(Described { user, name, country, .. })
        | UserEvent::UserRestored(Described { user, name, country, .. }) => {
            Some((user, whole(Some(user), Some(name.as_str()), country.as_ref())))
        }
        UserEvent::UserUpdated { user, name, country, .. } => {
            let is_said = name.is_some() || country.is_some();
            let (name, country) = (name.as_deref(), country.as_ref());
            is_said.then_some((user, Said { name, country, ..Said::default() }))
        }
        UserEvent::UserRenamed { user, to } => {
            Some((user, Said { email: Some(to), ..Said::default() }))
        }
        UserEvent::UserRemoved { .. }
        | UserEvent::UserOffboarded { .. }
        | UserEvent::UserForgotten { .. }
        | UserEvent::RoleGranted { .. }
        | UserEvent::RoleRevoked { .. } => None,
    }
}

impl Change {
    /// Puts apart what an event says of people and in free text; returns what the log says instead.
    pub(in crate::store) fn put_apart(&mut self, event: &Event) -> Result<Logged> {
        let version = match said(event) {
            Some((user, said)) => Some(self.put_version(user, &said)?),
            None => None,
        };
        let mut logged = event.clone();
        for part in logged.apart() {
            match (part, &version) {
                // Nobody else is named by an event that tells who somebody is.
                (Part::Person(person), Some(version)) => *person = Email::of_id(version.user),
                (Part::Person(person), None) => *person = self.reference(person)?,
                (Part::Text(text), _) => *text = self.put_text(text, false)?,
            }
        }
        Ok(Logged::new(logged, version))
    }

    /// How the log names a person: by their id, and for the first time with what binds it to who
    /// they are.
    pub(in crate::store) fn reference(&mut self, person: &Email) -> Result<Email> {
        if let Some(id) = self.id_of(person)? {
            return Ok(Email::of_id(id));
        }
        let user = self.counters.give();
        let said = Said { email: Some(person), name: Some(""), is_whole: true, country: None };
        let version = self.put_person(user, 1, &said, None)?;
        Ok(Email::first_named(user, &version.commitment))
    }

    /// Puts apart a free text; returns how the log names it. Where something is done is kept once.
    pub(in crate::store) fn put_text(&mut self, text: &str, is_place: bool) -> Result<String> {
        let known = if is_place { self.place_called(text)? } else { None };
        let text = if let Some(known) = known {
            known
        } else {
            let (id, salt) = (self.counters.give(), seal::salt()?);
            let text = Text { id, is_place, salt, text: text.to_owned() };
            text.keep(&self.tables)?;
            text
        };
        let commitment = text.commitment(self.ledger_id());
        Ok(TextRef { id: text.id, commitment }.written())
    }

    /// A text for a new operation, which tells where it is done.
    fn place_called(&self, text: &str) -> Result<Option<Text>> {
        let sql = format!("{} WHERE is_place = 1 AND text = ?1", Text::SELECT);
        self.tables.row(&sql, [text])
    }

    /// Keeps the next version of somebody, who may be new.
    fn put_version(&mut self, user: &Email, said: &Said<'_>) -> Result<Version> {
        let Some(id) = self.id_of(user)? else {
            let id = self.counters.give();
            return self.put_person(id, 1, said, None);
        };
        let last: Option<u32> =
            self.tables.row("SELECT max(version) FROM person WHERE user = ?1", [id])?.flatten();
        let told: Option<u32> =
            self.tables.row("SELECT version FROM \"user\" WHERE id = ?1", [id])?;
        let before = self.tables.any("WHERE user = ?1 AND current = 1", [id])?;
        let next = last.into_iter().chain(told).max().unwrap_or(0) + 1;
        self.put_person(id, next, said, before)
    }

    fn put_person(
        &mut self,
        user: UserId,
        version: u32,
        said: &Said<'_>,
        before: Option<Person>,
    ) -> Result<Version> {
        let text = |said: Option<&str>, was: fn(&Person) -> &str| {
            said.or(before.as_ref().map(was)).map(str::to_owned)
        };
        let email = match text(said.email.map(Email::as_str), |was| &was.email) {
            Some(email) => email,
            // It was lost, and was not said again.
            None => self.called(user)?.to_string(),
        };
        let name = text(said.name, |was| &was.name).unwrap_or_default();
        let country = said.country.map(|country| country.as_str().to_owned());
        if before.is_some() {
            let sql = "UPDATE person SET current = 0 WHERE user = ?1 AND current = 1";
            self.tables.run(sql, [user])?;
        }
        let person = Person {
            user,
            version,
            current: true,
            salt: seal::salt()?,
            email,
            name,
            country: country.or(before.and_then(|was| was.country).filter(|_| !said.is_whole)),
        };
        person.keep(&self.tables)?;
        Ok(Version { user, number: version, commitment: person.commitment(self.ledger_id()) })
    }

    /// Makes what digests of requests are keyed with from the next operation on; those from before
    /// cannot be compared any more. Returns what binds the log to it.
    ///
    /// # Errors
    /// No randomness from the system.
    pub fn renew_pepper(&mut self) -> Result<String> {
        let pepper = Pepper::new(self.place().0 + 1)?;
        let commitment = pepper.commitment(self.ledger_id());
        self.pepper = Some(pepper);
        Ok(commitment)
    }

    /// Makes what digests of requests are keyed with from this operation on, the first.
    pub(in crate::store) fn first_pepper(&self) -> Result<()> {
        Pepper::new(self.place().0)?.keep(&self.tables)
    }
}

impl Facts {
    /// The id of a person: of a user who is called so, else of an address that was told of.
    pub fn id_of(&self, person: &Email) -> Result<Option<UserId>> {
        if let Some(id) = person.id() {
            return Ok(Some(id));
        }
        // No ORDER BY: it would sort anew for every row of an import.
        let sql = "SELECT p.user, min(coalesce(u.status = 'outside', 0))
                   FROM person p LEFT JOIN \"user\" u ON u.id = p.user
                   WHERE p.email = ?1 AND p.current = 1";
        self.tables.one(sql, [person])
    }

    /// The id of a user who is called so.
    pub(in crate::store) fn user_id(&self, user: &Email) -> Result<Option<UserId>> {
        if let Some(id) = user.id() {
            return Ok(Some(id));
        }
        let sql = "SELECT p.user FROM person p JOIN \"user\" u ON u.id = p.user
                   WHERE p.email = ?1 AND p.current = 1 AND u.status <> 'outside' LIMIT 1";
        self.tables.row(sql, [user])
    }

    /// The id of a person who is called so, or was when nobody is.
    pub(in crate::store) fn ever_called(&self, email: &Email) -> Result<Option<UserId>> {
        let sql =
            "SELECT user FROM person WHERE email = ?1 ORDER BY current DESC, user DESC LIMIT 1";
        self.tables.row(sql, [email])
    }

    /// The digest of a request without secrets, and of no earlier pepper.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn request_digest(&self, ledger: &str, text: &str) -> Result<String> {
        seal::request_digest(&self.pepper()?.pepper, ledger, text)
    }

    /// What binds the log of a ledger to its pepper.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn pepper_commitment(&self, ledger: &str) -> Result<String> {
        Ok(self.pepper()?.commitment(ledger))
    }

    fn pepper(&self) -> Result<Pepper> {
        self.tables.any("", [])?.ok_or_else(|| impossible("it has no pepper"))
    }

    /// Whether what an operation was asked for can still be compared with another request.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn is_comparable(&self, operation: u64) -> Result<bool> {
        let pepper: Option<Pepper> = self.tables.any("", [])?;
        Ok(pepper.is_some_and(|pepper| pepper.since <= operation))
    }
}
