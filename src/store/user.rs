//! Users and their roles.

use std::collections::BTreeMap;

use super::apart::Version;
use super::row::{Read, Row, columns};
use super::tables::{Tables, insert};
use super::{Facts, to_json, word};
use crate::domain::event::UserEvent;
use crate::domain::id::UserId;
use crate::domain::name;
use crate::domain::refusal::UserRefusal;
use crate::domain::role::Role;
use crate::domain::user::said::Described;
use crate::domain::user::{Associated, Email, User, UserStatus};
use crate::failure::Result;

pub(super) fn project(tables: &Tables, event: &UserEvent, version: Option<&Version>) -> Result<()> {
    // Whoever is added has it from the start.
    if let Some(Version { user, number, .. }) = version
        && let UserEvent::UserUpdated { .. } | UserEvent::UserRenamed { .. } = event
    {
        tables.run("UPDATE \"user\" SET version = ?2 WHERE id = ?1", (user, number))?;
    }
    match event {
        UserEvent::UserAdded(said) | UserEvent::UserRestored(said) => {
            let Described { user, user_kind, associated, offers_held, status, .. } = said;
            let version = version.map_or(1, |told| told.number);
            tables.run(
                "INSERT INTO \"user\" (id, version, kind, associated, status, offers_held)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (id) DO UPDATE SET version = excluded.version, kind = excluded.kind,
                        status = excluded.status, associated = excluded.associated,
                        offers_held = excluded.offers_held",
                (user, version, user_kind, associated, status, to_json(offers_held)?),
            )
        }
        UserEvent::UserUpdated { user, user_kind, associated, offers_held, status, .. } => {
            let offers_held = offers_held.as_ref().map(to_json).transpose()?;
            tables.run(
                "UPDATE \"user\" SET kind = coalesce(?2, kind), status = coalesce(?4, status),
                        associated = coalesce(?3, associated),
                        offers_held = coalesce(?5, offers_held)
                 WHERE id = ?1",
                (user, user_kind, associated, status, offers_held),
            )
        }
        UserEvent::UserRemoved { user } => {
            // Credit that was given back on its day was held on none.
            tables.run("DELETE FROM holding WHERE user = ?1 AND to_day = from_day", [user])?;
            tables.run("UPDATE \"user\" SET status = 'outside' WHERE id = ?1", [user])
        }
        // Who they are stands apart.
        UserEvent::UserRenamed { .. } => Ok(()),
        UserEvent::UserForgotten { user, .. } => tables.run(
            "UPDATE \"user\" SET status = 'forgotten', kind = 'member', associated = 'mpn',
                    offers_held = '[]'
             WHERE id = ?1",
            [user],
        ),
        UserEvent::UserOffboarded { user, .. } => {
            tables.run("UPDATE \"user\" SET status = 'offboarded' WHERE id = ?1", [user])
        }
        UserEvent::RoleGranted { user, role } => insert!(tables, "user_role" { user, role }),
        UserEvent::RoleRevoked { user, role } => {
            tables.run("DELETE FROM user_role WHERE user = ?1 AND role = ?2", (user, role))
        }
    }
}

columns! {
    User in "\"user\" JOIN called USING (id)" {
        id, email, name, kind, associated,
        roles = "(SELECT group_concat(role) FROM user_role WHERE user = \"user\".id)",
        country, status, offers_held json "offers held",
    }
}

impl Read for Vec<Role> {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        let joined = row.next::<Option<String>>()?.unwrap_or_default();
        let words = joined.split(',').filter(|role| !role.is_empty());
        let mut roles: Vec<Role> = words.map(|role| word(role, "a role")).collect::<Result<_>>()?;
        roles.sort();
        Ok(roles)
    }
}

impl Facts {
    /// The user with that email or id, if there is one.
    pub fn user_if_any(&self, email: &Email) -> Result<Option<User>> {
        match self.user_id(email)? {
            Some(id) => self.tables.any("WHERE id = ?1 AND status <> 'outside'", [id]),
            None => Ok(None),
        }
    }

    /// Who has that email or id, be it a user or only an address that something tells of.
    pub fn person_if_any(&self, email: &Email) -> Result<Option<User>> {
        match self.id_of(email)? {
            Some(id) => self.tables.any("WHERE id = ?1", [id]),
            None => Ok(None),
        }
    }

    /// Everybody who has, or ever had, one of the emails of somebody, but who is known under
    /// another now.
    pub fn others_called(&self, person: &User) -> Result<Vec<User>> {
        self.tables.all(
            "WHERE status = 'outside' AND id <> ?1 AND id IN
                (SELECT user FROM person
                 WHERE email IN (SELECT email FROM person WHERE user = ?1))
             ORDER BY id",
            [person.id],
        )
    }

    /// The user with that email.
    ///
    /// # Errors
    /// [`UserRefusal::NoSuchUser`] with the nearest.
    pub fn user(&self, email: &Email) -> Result<User> {
        match self.user_if_any(email)? {
            Some(user) => Ok(user),
            None => Err(UserRefusal::NoSuchUser {
                email: email.clone(),
                nearest: self.nearest_email(email)?,
            }
            .into()),
        }
    }

    fn nearest_email(&self, email: &Email) -> Result<Option<String>> {
        // Its neighbors by index: the cost does not grow with the directory.
        let mut known: Vec<String> = Vec::new();
        for sql in [
            "SELECT email FROM person WHERE email < ?1 AND current = 1
             ORDER BY email DESC LIMIT 500",
            "SELECT email FROM person WHERE email > ?1 AND current = 1 ORDER BY email LIMIT 500",
        ] {
            known.append(&mut self.tables.rows(sql, [email])?);
        }
        // Of the same domain only what stands before it tells people apart.
        let Some((local, domain)) = email.as_str().rsplit_once('@') else { return Ok(None) };
        let neighbors: Vec<(&str, &str)> =
            known.iter().filter_map(|one| one.rsplit_once('@')).collect();
        let same = neighbors.iter().filter(|(_, other)| *other == domain).map(|(local, _)| *local);
        if let Some(nearest) = name::nearest(local, same) {
            return Ok(Some(format!("{nearest}@{domain}")));
        }
        let same = neighbors.iter().filter(|(other, _)| *other == local).map(|(_, domain)| *domain);
        Ok(name::nearest(domain, same).map(|nearest| format!("{local}@{nearest}")))
    }

    /// How many seats, credits and keys each user holds, of those who hold any.
    pub fn holdings(&self) -> Result<BTreeMap<UserId, [u32; 3]>> {
        let mut held: BTreeMap<UserId, [u32; 3]> = BTreeMap::new();
        for (at, sql) in [
            "SELECT user, count(*) FROM holding WHERE seat IS NOT NULL AND from_day <= ?1
               AND (to_day IS NULL OR to_day > ?1) GROUP BY user",
            "SELECT user, count(*) FROM holding WHERE seat IS NULL AND from_day <= ?1
               AND (to_day IS NULL OR to_day > ?1) GROUP BY user",
            "SELECT holder, count(*) FROM \"key\" WHERE state = 'held' AND revealed_on <= ?1
             GROUP BY holder",
        ]
        .into_iter()
        .enumerate()
        {
            self.tables.each(sql, [self.today], |(user, count)| {
                held.entry(user).or_default()[at] = count;
                Ok(())
            })?;
        }
        Ok(held)
    }

    /// All users of whom something is known, by email.
    pub fn users(&self) -> Result<Vec<User>> {
        self.tables.all("WHERE status NOT IN ('outside', 'forgotten') ORDER BY email", [])
    }

    /// The same, and those who were forgotten, by id.
    pub fn users_and_forgotten(&self) -> Result<Vec<User>> {
        let mut users = self.users()?;
        users.extend(self.tables.all("WHERE status = 'forgotten' ORDER BY id", [])?);
        Ok(users)
    }

    /// The users who hold one of these roles and may act, by email.
    pub fn holders_of(&self, roles: &[Role]) -> Result<Vec<Email>> {
        let mut holders = Vec::new();
        for role in roles {
            holders.append(&mut self.tables.rows(
                "SELECT c.email FROM user_role r JOIN \"user\" u ON u.id = r.user
                 JOIN called c ON c.id = r.user
                 WHERE r.role = ?1 AND u.status = ?2 AND u.associated = ?3",
                (role, UserStatus::Active, Associated::Mpn),
            )?);
        }
        holders.sort();
        holders.dedup();
        Ok(holders)
    }

    /// Whether a seat, a key, a request or the like still tells of a user whom the tables could
    /// not be without.
    pub fn is_told_of(&self, email: &Email) -> Result<bool> {
        let Some(id) = self.user_id(email)? else { return Ok(false) };
        self.tables.one(
            "SELECT EXISTS (SELECT 1 FROM holding WHERE user = ?1
               AND (seat IS NOT NULL OR to_day IS NULL OR to_day > from_day))
             OR EXISTS (SELECT 1 FROM \"key\" WHERE holder = ?1)
             OR EXISTS (SELECT 1 FROM key_reveal WHERE user = ?1)
             OR EXISTS (SELECT 1 FROM advisory_request WHERE requested_by = ?1)
             OR EXISTS (SELECT 1 FROM marketing_contact WHERE user = ?1)
             OR EXISTS (SELECT 1 FROM user_role WHERE user = ?1)",
            [id],
        )
    }
}
