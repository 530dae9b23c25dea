//! Redemptions of license keys, and what runs on tenants.

use chrono::NaiveDate;

use super::tables::{Row, Tables};
use super::{Facts, tally};
use crate::domain::event::LicenseEvent;
use crate::domain::id::{BenefitId, KeyId};
use crate::domain::license::{Redemption, Subscription};
use crate::domain::software::{Key, KeyState};
use crate::failure::Result;

pub(super) fn project(tables: &Tables, seq: u64, event: &LicenseEvent) -> Result<()> {
    match event {
        LicenseEvent::KeyRedeemed {
            key,
            benefit,
            product,
            tenant,
            mode,
            before,
            then,
            user,
            on,
            ..
        } => {
            set_state(tables, *key, KeyState::Redeemed)?;
            tally::stock(tables, *benefit, [0, -1, 1])?;
            tables.run(
                "INSERT INTO redemption (\"key\", tenant, product, mode, redeemed_on, seq,
                        before_seats, before_ends_on, then_seats, then_ends_on)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                (
                    key,
                    tenant,
                    product,
                    mode,
                    on.to_string(),
                    seq,
                    before.as_ref().map(|before| before.seats),
                    before.as_ref().map(|before| before.ends_on.to_string()),
                    then.seats,
                    then.ends_on.to_string(),
                ),
            )?;
            set_running(tables, product, tenant, then, *key)?;
            if let Some(user) = user {
                tables.run(
                    "INSERT INTO key_reveal (\"key\", seq, email) VALUES (?1, ?2, ?3)",
                    (key, seq, user),
                )?;
            }
            Ok(())
        }
        LicenseEvent::KeyReplaced { key, product, tenant, restored, before, .. } => {
            set_state(tables, *key, KeyState::Replaced)?;
            match before {
                Some(before) if *restored => {
                    let latest = latest_before(tables, product, tenant)?.unwrap_or(*key);
                    set_running(tables, product, tenant, before, latest)
                }
                None if *restored => tables.run(
                    "DELETE FROM subscription WHERE product = ?1 AND tenant = ?2",
                    (product, tenant),
                ),
                _ => Ok(()),
            }
        }
    }
}

fn set_state(tables: &Tables, key: KeyId, state: KeyState) -> Result<()> {
    tables.run("UPDATE \"key\" SET state = ?2 WHERE id = ?1", (key, state))
}

/// The key whose redemption is the latest that stands.
fn latest_before(tables: &Tables, product: &str, tenant: &str) -> Result<Option<KeyId>> {
    tables.row(
        "SELECT r.\"key\" FROM redemption r JOIN \"key\" k ON k.id = r.\"key\"
         WHERE r.product = ?1 AND r.tenant = ?2 AND k.state = 'redeemed'
         ORDER BY r.seq DESC, r.\"key\" DESC LIMIT 1",
        (product, tenant),
        |row| row.id(0),
    )
}

fn set_running(
    tables: &Tables,
    product: &str,
    tenant: &str,
    running: &Subscription,
    latest: KeyId,
) -> Result<()> {
    tables.run(
        "INSERT INTO subscription (product, tenant, seats, ends_on, latest)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (product, tenant) DO UPDATE SET seats = excluded.seats,
                ends_on = excluded.ends_on, latest = excluded.latest",
        (product, tenant, running.seats, running.ends_on.to_string(), latest),
    )
}

/// How much runs until when, from the column `at` on.
fn running(row: &Row<'_>, at: usize) -> Result<Subscription> {
    Ok(Subscription { seats: row.number(at)?, ends_on: row.day(at + 1)? })
}

impl Facts {
    /// What runs of a product on a tenant.
    pub fn subscription(&self, product: &str, tenant: &str) -> Result<Option<Subscription>> {
        self.tables.row(
            "SELECT seats, ends_on FROM subscription WHERE product = ?1 AND tenant = ?2",
            (product, tenant),
            |row| running(row, 0),
        )
    }

    /// The key that what runs was redeemed with last, and when; none where that key was replaced, for
    /// then what ran before it runs.
    pub fn latest_redemption(
        &self,
        product: &str,
        tenant: &str,
    ) -> Result<Option<(KeyId, NaiveDate)>> {
        self.tables.row(
            "SELECT r.\"key\", r.redeemed_on
             FROM subscription s JOIN \"key\" k ON k.id = s.latest
                  JOIN redemption r ON r.\"key\" = k.id
             WHERE s.product = ?1 AND s.tenant = ?2 AND k.state = 'redeemed'",
            (product, tenant),
            |row| Ok((row.id(0)?, row.day(1)?)),
        )
    }

    /// Everything that runs: product, tenant, and how much until when.
    pub fn subscriptions(&self) -> Result<Vec<(String, String, Subscription)>> {
        self.tables.rows(
            "SELECT product, tenant, seats, ends_on FROM subscription ORDER BY product, tenant",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, running(row, 2)?)),
        )
    }

    /// The redemption of a key.
    pub fn redemption(&self, key: KeyId) -> Result<Option<Redemption>> {
        self.tables.row(
            "SELECT tenant, product, mode, redeemed_on, seq, before_seats, before_ends_on,
                    then_seats, then_ends_on
             FROM redemption WHERE \"key\" = ?1",
            [key],
            |row| {
                let before = row.number_if_any(5)?.zip(row.day_if_any(6)?);
                Ok(Redemption {
                    key,
                    tenant: row.get(0)?,
                    product: row.get(1)?,
                    mode: row.word(2, "a mode of redemption")?,
                    redeemed_on: row.day(3)?,
                    operation: row.get(4)?,
                    before: before.map(|(seats, ends_on)| Subscription { seats, ends_on }),
                    then: running(row, 7)?,
                })
            },
        )
    }

    /// Whether nothing was redeemed onto the same subscription since this redemption.
    pub fn is_latest_redemption(&self, redemption: &Redemption) -> Result<bool> {
        let latest: Option<KeyId> = self.tables.row(
            "SELECT latest FROM subscription WHERE product = ?1 AND tenant = ?2",
            (&redemption.product, &redemption.tenant),
            |row| row.id(0),
        )?;
        Ok(latest == Some(redemption.key))
    }

    /// What was redeemed onto the same subscription before, the latest first, and what became of
    /// each key.
    pub fn redemptions_before(
        &self,
        redemption: &Redemption,
    ) -> Result<Vec<(Redemption, KeyState)>> {
        let Redemption { product, tenant, key, operation, .. } = redemption;
        let mut before = Vec::new();
        self.tables.each(
            "SELECT \"key\" FROM redemption
             WHERE product = ?1 AND tenant = ?2 AND \"key\" <> ?3 AND seq <= ?4
             ORDER BY seq DESC, \"key\" DESC",
            (product, tenant, key, operation),
            |row| {
                let id = row.id(0)?;
                if let Some(redemption) = self.redemption(id)? {
                    before.push((redemption, self.key(id)?.state));
                }
                Ok(())
            },
        )?;
        Ok(before)
    }

    /// The key of a benefit that was redeemed last.
    pub fn last_redeemed_key(&self, benefit: BenefitId) -> Result<Option<Key>> {
        let found = self.tables.row(
            "SELECT k.id FROM redemption r JOIN \"key\" k ON k.id = r.\"key\"
             WHERE k.benefit = ?1 ORDER BY r.seq DESC, k.id DESC LIMIT 1",
            [benefit],
            |row| row.id(0),
        )?;
        found.map(|id| self.key(id)).transpose()
    }
}
