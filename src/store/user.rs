//! Users and their roles.

use std::collections::BTreeMap;

use super::row::{Read, Row, columns};
use super::tables::{Tables, insert};
use super::{Facts, to_json, word};
use crate::domain::event::UserEvent;
use crate::domain::name;
use crate::domain::refusal::UserRefusal;
use crate::domain::role::Role;
use crate::domain::user::{Associated, Email, User, UserStatus};
use crate::failure::Result;

pub(super) fn project(tables: &Tables, event: &UserEvent) -> Result<()> {
    match event {
        UserEvent::UserAdded {
            user,
            name,
            user_kind,
            associated,
            country,
            offers_held,
            status,
        } => insert!(tables, "\"user\"" {
            email = user, name, kind = user_kind, associated, country, status,
            offers_held = to_json(offers_held)?,
        }),
        UserEvent::UserUpdated {
            user,
            name,
            country,
            associated,
            offers_held,
            status,
            user_kind,
        } => tables.run(
            "UPDATE \"user\" SET name = coalesce(?2, name), kind = coalesce(?3, kind),
                        associated = coalesce(?4, associated), country = coalesce(?5, country),
                        status = coalesce(?6, status), offers_held = coalesce(?7, offers_held)
                 WHERE email = ?1",
            (
                user,
                name,
                user_kind,
                associated,
                country,
                status,
                offers_held.as_ref().map(to_json).transpose()?,
            ),
        ),
        UserEvent::UserRestored {
            user,
            name,
            user_kind,
            associated,
            country,
            offers_held,
            status,
        } => tables.run(
            "UPDATE \"user\" SET name = ?2, kind = ?3, associated = ?4, country = ?5,
                        status = ?6, offers_held = ?7
                 WHERE email = ?1",
            (user, name, user_kind, associated, country, status, to_json(offers_held)?),
        ),
        UserEvent::UserRemoved { user } => {
            // Credit that was given back on its day was held on none.
            tables.run("DELETE FROM holding WHERE email = ?1 AND to_day = from_day", [user])?;
            tables.run("DELETE FROM \"user\" WHERE email = ?1", [user])
        }
        UserEvent::UserRenamed { user, to } => {
            tables.run("UPDATE \"user\" SET email = ?2 WHERE email = ?1", (user, to))?;
            // What the user was touched by before is found under the new name, too.
            tables.run(
                "INSERT INTO touched (what, seq) SELECT ?2, seq FROM touched WHERE what = ?1
                 ON CONFLICT (what, seq) DO NOTHING",
                (user, to),
            )
        }
        UserEvent::UserOffboarded { user, .. } => {
            tables.run("UPDATE \"user\" SET status = 'offboarded' WHERE email = ?1", [user])
        }
        UserEvent::RoleGranted { user, role } => {
            insert!(tables, "user_role" { email = user, role })
        }
        UserEvent::RoleRevoked { user, role } => {
            tables.run("DELETE FROM user_role WHERE email = ?1 AND role = ?2", (user, role))
        }
    }
}

columns! {
    User in "\"user\"" {
        email, name, kind, associated,
        roles = "(SELECT group_concat(role) FROM user_role WHERE user_role.email = \"user\".email)",
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
    /// The user with that email, if there is one.
    pub fn user_if_any(&self, email: &Email) -> Result<Option<User>> {
        self.tables.any("WHERE email = ?1", [email])
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
            "SELECT email FROM \"user\" WHERE email < ?1 ORDER BY email DESC LIMIT 500",
            "SELECT email FROM \"user\" WHERE email > ?1 ORDER BY email LIMIT 500",
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
    pub fn holdings(&self) -> Result<BTreeMap<String, [u32; 3]>> {
        let mut held: BTreeMap<String, [u32; 3]> = BTreeMap::new();
        for (at, sql) in [
            "SELECT email, count(*) FROM holding WHERE seat IS NOT NULL AND from_day <= ?1
               AND (to_day IS NULL OR to_day > ?1) GROUP BY email",
            "SELECT email, count(*) FROM holding WHERE seat IS NULL AND from_day <= ?1
               AND (to_day IS NULL OR to_day > ?1) GROUP BY email",
            "SELECT holder, count(*) FROM \"key\" WHERE state = 'held' AND revealed_on <= ?1
             GROUP BY holder",
        ]
        .into_iter()
        .enumerate()
        {
            self.tables.each(sql, [self.today], |(email, count)| {
                held.entry(email).or_default()[at] = count;
                Ok(())
            })?;
        }
        Ok(held)
    }

    /// All users, by email.
    pub fn users(&self) -> Result<Vec<User>> {
        self.tables.all("ORDER BY email", [])
    }

    /// The users who hold one of these roles and may act, by email.
    pub fn holders_of(&self, roles: &[Role]) -> Result<Vec<Email>> {
        let mut holders = Vec::new();
        for role in roles {
            holders.append(&mut self.tables.rows(
                "SELECT u.email FROM user_role r JOIN \"user\" u ON u.email = r.email
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
        self.tables.one(
            "SELECT EXISTS (SELECT 1 FROM holding WHERE email = ?1
               AND (seat IS NOT NULL OR to_day IS NULL OR to_day > from_day))
             OR EXISTS (SELECT 1 FROM \"key\" WHERE holder = ?1)
             OR EXISTS (SELECT 1 FROM key_reveal WHERE email = ?1)
             OR EXISTS (SELECT 1 FROM advisory_request WHERE requested_by = ?1)
             OR EXISTS (SELECT 1 FROM marketing_contact WHERE email = ?1)
             OR EXISTS (SELECT 1 FROM user_role WHERE email = ?1)",
            [email],
        )
    }
}
