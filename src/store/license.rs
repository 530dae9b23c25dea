//! Redemptions of license keys, and what runs on tenants.

use chrono::NaiveDate;

use super::row::{Read, Row, columns};
use super::tables::{Tables, insert};
use super::{Facts, tally};
use crate::domain::event::{Event, KeyEvent, LicenseEvent};
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
            insert!(tables, "redemption" {
                key, tenant, product, mode, redeemed_on = on, seq,
                before_seats = before.as_ref().map(|before| before.seats),
                before_ends_on = before.as_ref().map(|before| before.ends_on),
                then_seats = then.seats, then_ends_on = then.ends_on,
            })?;
            set_running(tables, product, tenant, then, *key)?;
            if let Some(user) = user {
                insert!(tables, "key_reveal" { key, seq, user })?;
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
        (product, tenant, running.seats, running.ends_on, latest),
    )
}

columns! {
    Subscription in "subscription" { seats, ends_on }
}

columns! {
    Redemption in "redemption" {
        key = "\"key\"", tenant, product, mode, redeemed_on, operation = "seq",
        before = "before_seats, before_ends_on", then = "then_seats, then_ends_on",
    }
}

impl Read for Option<Subscription> {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        let found: Option<(u32, NaiveDate)> = row.next()?;
        Ok(found.map(|(seats, ends_on)| Subscription { seats, ends_on }))
    }
}

impl Facts {
    /// What runs of a product on a tenant.
    pub fn subscription(&self, product: &str, tenant: &str) -> Result<Option<Subscription>> {
        self.tables.any("WHERE product = ?1 AND tenant = ?2", (product, tenant))
    }

    /// The key that what runs was redeemed with last, and when; none where that key was replaced,
    /// for then what ran before it runs.
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
        )
    }

    /// Everything that runs: product, tenant, and how much until when.
    pub fn subscriptions(&self) -> Result<Vec<(String, String, Subscription)>> {
        self.tables.rows(
            "SELECT product, tenant, seats, ends_on FROM subscription ORDER BY product, tenant",
            [],
        )
    }

    /// The redemption of a key.
    pub fn redemption(&self, key: KeyId) -> Result<Option<Redemption>> {
        self.tables.any("WHERE \"key\" = ?1", [key])
    }

    /// Whether nothing was redeemed onto the same subscription since this redemption.
    pub fn is_latest_redemption(&self, redemption: &Redemption) -> Result<bool> {
        let latest: Option<KeyId> = self.tables.row(
            "SELECT latest FROM subscription WHERE product = ?1 AND tenant = ?2",
            (&redemption.product, &redemption.tenant),
        )?;
        Ok(latest == Some(redemption.key))
    }

    /// What was redeemed onto the same subscription before, the latest first, and what became of
    /// each key.
    pub fn redemptions_before(&self, redemption: &Redemption) -> Result<Vec<(Redemption, Key)>> {
        let Redemption { product, tenant, key, operation, .. } = redemption;
        let before: Vec<Redemption> = self.tables.all(
            "WHERE product = ?1 AND tenant = ?2 AND \"key\" <> ?3 AND seq <= ?4
             ORDER BY seq DESC, \"key\" DESC",
            (product, tenant, key, operation),
        )?;
        self.with_keys(before)
    }

    /// What was redeemed onto the same subscription after, the earliest first, and what became of
    /// each key.
    pub fn redemptions_after(&self, redemption: &Redemption) -> Result<Vec<(Redemption, Key)>> {
        let Redemption { product, tenant, key, operation, .. } = redemption;
        let after: Vec<Redemption> = self.tables.all(
            "WHERE product = ?1 AND tenant = ?2 AND (seq, \"key\") > (?4, ?3)
             ORDER BY seq, \"key\"",
            (product, tenant, key, operation),
        )?;
        self.with_keys(after)
    }

    fn with_keys(&self, redemptions: Vec<Redemption>) -> Result<Vec<(Redemption, Key)>> {
        let with_key = |redemption: Redemption| {
            let key = self.key(redemption.key)?;
            Ok((redemption, key))
        };
        redemptions.into_iter().map(with_key).collect()
    }

    /// The key that was added in the place of one that was given back, if it is there.
    pub fn replacement_of(&self, replaced: KeyId) -> Result<Option<KeyId>> {
        let found = self.replacements(replaced)?.into_iter().find(|(of, _)| *of == replaced);
        Ok(found.map(|(_, by)| by))
    }

    /// The key in whose place a key was added.
    pub fn replaced_by(&self, key: KeyId) -> Result<Option<KeyId>> {
        let found = self.replacements(key)?.into_iter().find(|(_, by)| *by == key);
        Ok(found.map(|(of, _)| of))
    }

    /// What the log says of keys that took the place of others, of one of these two: the one that
    /// was given back, and the one that was added for it.
    fn replacements(&self, key: KeyId) -> Result<Vec<(KeyId, KeyId)>> {
        let mut found = Vec::new();
        for seq in self.operations_touching(&key.to_string())? {
            for event in self.operation(seq)?.into_iter().flat_map(|operation| operation.events) {
                if let Event::Key(KeyEvent::KeysAdded { replaces: Some(of), keys, .. }) = event
                    && self.undone_by(seq)?.is_none()
                {
                    found.extend(keys.into_iter().map(|added| (of, added.key)));
                }
            }
        }
        Ok(found)
    }

    /// The key of a benefit that was redeemed last.
    pub fn last_redeemed_key(&self, benefit: BenefitId) -> Result<Option<Key>> {
        let found: Option<KeyId> = self.tables.row(
            "SELECT k.id FROM redemption r JOIN \"key\" k ON k.id = r.\"key\"
             WHERE k.benefit = ?1 ORDER BY r.seq DESC, k.id DESC LIMIT 1",
            [benefit],
        )?;
        found.map(|id| self.key(id)).transpose()
    }
}
