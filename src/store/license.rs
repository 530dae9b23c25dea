//! Redemptions of license keys, and what runs on tenants.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Facts, day, day_if_any, number, tally, word};
use crate::domain::event::Event;
use crate::domain::id::{BenefitId, Id, KeyId};
use crate::domain::license::{Redemption, Subscription};
use crate::domain::software::{Key, KeyState};
use crate::failure::Result;

pub(super) fn project(conn: &Connection, seq: u64, event: &Event) -> Result<()> {
    match event {
        Event::KeyRedeemed {
            key, benefit, product, tenant, mode, before, then, user, on, ..
        } => {
            set_state(conn, *key, KeyState::Redeemed)?;
            tally::stock(conn, *benefit, [0, -1, 1])?;
            conn.prepare_cached(
                "INSERT INTO redemption (\"key\", tenant, product, mode, redeemed_on, seq,
                        before_seats, before_ends_on, then_seats, then_ends_on)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                key.number(),
                tenant,
                product,
                mode.word(),
                on.to_string(),
                seq,
                before.as_ref().map(|before| before.seats),
                before.as_ref().map(|before| before.ends_on.to_string()),
                then.seats,
                then.ends_on.to_string(),
            ])?;
            set_running(conn, product, tenant, then, *key)?;
            if let Some(user) = user {
                conn.prepare_cached(
                    "INSERT INTO key_reveal (\"key\", seq, email) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![key.number(), seq, user.as_str()])?;
            }
            Ok(())
        }
        Event::KeyReplaced { key, product, tenant, restored, before, .. } => {
            set_state(conn, *key, KeyState::Replaced)?;
            match before {
                Some(before) if *restored => {
                    let latest = latest_before(conn, product, tenant)?.unwrap_or(*key);
                    set_running(conn, product, tenant, before, latest)
                }
                None if *restored => {
                    conn.prepare_cached(
                        "DELETE FROM subscription WHERE product = ?1 AND tenant = ?2",
                    )?
                    .execute([product, tenant])?;
                    Ok(())
                }
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

fn set_state(conn: &Connection, key: KeyId, state: KeyState) -> Result<()> {
    conn.prepare_cached("UPDATE \"key\" SET state = ?2 WHERE id = ?1")?
        .execute(params![key.number(), state.word()])?;
    Ok(())
}

/// The key whose redemption is the latest that stands.
fn latest_before(conn: &Connection, product: &str, tenant: &str) -> Result<Option<KeyId>> {
    let found: Option<i64> = conn
        .prepare_cached(
            "SELECT r.\"key\" FROM redemption r JOIN \"key\" k ON k.id = r.\"key\"
             WHERE r.product = ?1 AND r.tenant = ?2 AND k.state = 'redeemed'
             ORDER BY r.seq DESC, r.\"key\" DESC LIMIT 1",
        )?
        .query_row([product, tenant], |row| row.get(0))
        .optional()?;
    found.map(|id| number(id).map(KeyId::new)).transpose()
}

fn set_running(
    conn: &Connection,
    product: &str,
    tenant: &str,
    running: &Subscription,
    latest: KeyId,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO subscription (product, tenant, seats, ends_on, latest)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (product, tenant) DO UPDATE SET seats = excluded.seats,
                ends_on = excluded.ends_on, latest = excluded.latest",
    )?
    .execute(params![
        product,
        tenant,
        running.seats,
        running.ends_on.to_string(),
        latest.number()
    ])?;
    Ok(())
}

impl Facts {
    /// What runs of a product on a tenant.
    pub fn subscription(&self, product: &str, tenant: &str) -> Result<Option<Subscription>> {
        let found = self
            .conn
            .prepare_cached(
                "SELECT seats, ends_on FROM subscription WHERE product = ?1 AND tenant = ?2",
            )?
            .query_row([product, tenant], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
            })
            .optional()?;
        let Some((seats, ends_on)) = found else { return Ok(None) };
        Ok(Some(Subscription { seats: number(seats)?, ends_on: day(&ends_on)? }))
    }

    /// The key that what runs was redeemed with last, and when; none where that key was replaced, for
    /// then what ran before it runs.
    pub fn latest_redemption(
        &self,
        product: &str,
        tenant: &str,
    ) -> Result<Option<(KeyId, NaiveDate)>> {
        let found = self
            .conn
            .prepare_cached(
                "SELECT r.\"key\", r.redeemed_on
                 FROM subscription s JOIN \"key\" k ON k.id = s.latest
                      JOIN redemption r ON r.\"key\" = k.id
                 WHERE s.product = ?1 AND s.tenant = ?2 AND k.state = 'redeemed'",
            )?
            .query_row([product, tenant], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
            })
            .optional()?;
        let Some((key, on)) = found else { return Ok(None) };
        Ok(Some((KeyId::new(number(key)?), day(&on)?)))
    }

    /// Everything that runs: product, tenant, and how much until when.
    pub fn subscriptions(&self) -> Result<Vec<(String, String, Subscription)>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT product, tenant, seats, ends_on FROM subscription ORDER BY product, tenant",
        )?;
        let mut rows = statement.query([])?;
        let mut running = Vec::new();
        while let Some(row) = rows.next()? {
            let ends_on = day(&row.get::<_, String>(3)?)?;
            let seats = number(row.get(2)?)?;
            running.push((row.get(0)?, row.get(1)?, Subscription { seats, ends_on }));
        }
        Ok(running)
    }

    /// The redemption of a key.
    pub fn redemption(&self, key: KeyId) -> Result<Option<Redemption>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT tenant, product, mode, redeemed_on, seq, before_seats, before_ends_on,
                    then_seats, then_ends_on
             FROM redemption WHERE \"key\" = ?1",
        )?;
        let mut rows = statement.query([key.number()])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let before_seats: Option<i64> = row.get(5)?;
        let before = match (before_seats, day_if_any(row.get(6)?)?) {
            (Some(seats), Some(ends_on)) => Some(Subscription { seats: number(seats)?, ends_on }),
            _ => None,
        };
        let then =
            Subscription { seats: number(row.get(7)?)?, ends_on: day(&row.get::<_, String>(8)?)? };
        Ok(Some(Redemption {
            key,
            tenant: row.get(0)?,
            product: row.get(1)?,
            mode: word(&row.get::<_, String>(2)?, "a mode of redemption")?,
            redeemed_on: day(&row.get::<_, String>(3)?)?,
            operation: row.get(4)?,
            before,
            then,
        }))
    }

    /// Whether nothing was redeemed onto the same subscription since this redemption.
    pub fn is_latest_redemption(&self, redemption: &Redemption) -> Result<bool> {
        let latest: Option<i64> = self
            .conn
            .prepare_cached("SELECT latest FROM subscription WHERE product = ?1 AND tenant = ?2")?
            .query_row([&redemption.product, &redemption.tenant], |row| row.get(0))
            .optional()?;
        Ok(latest == Some(i64::from(redemption.key.number())))
    }

    /// What was redeemed onto the same subscription before, the latest first, and what became of
    /// each key.
    pub fn redemptions_before(
        &self,
        redemption: &Redemption,
    ) -> Result<Vec<(Redemption, KeyState)>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT \"key\" FROM redemption
             WHERE product = ?1 AND tenant = ?2 AND \"key\" <> ?3 AND seq <= ?4
             ORDER BY seq DESC, \"key\" DESC",
        )?;
        let Redemption { product, tenant, key, operation, .. } = redemption;
        let mut rows = statement.query(params![product, tenant, key.number(), operation])?;
        let mut before = Vec::new();
        while let Some(row) = rows.next()? {
            let id = KeyId::new(number(row.get(0)?)?);
            if let Some(redemption) = self.redemption(id)? {
                before.push((redemption, self.key(id)?.state));
            }
        }
        Ok(before)
    }

    /// The key of a benefit that was redeemed last.
    pub fn last_redeemed_key(&self, benefit: BenefitId) -> Result<Option<Key>> {
        let found: Option<i64> = self
            .conn
            .prepare_cached(
                "SELECT k.id FROM redemption r JOIN \"key\" k ON k.id = r.\"key\"
                 WHERE k.benefit = ?1 ORDER BY r.seq DESC, k.id DESC LIMIT 1",
            )?
            .query_row([benefit.number()], |row| row.get(0))
            .optional()?;
        found.map(|id| self.key(KeyId::new(number(id)?))).transpose()
    }
}
