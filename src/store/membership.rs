//! Memberships.

use super::tables::{Row, Tables};
use super::{Facts, impossible, tally};
use crate::domain::benefit::Terms;
use crate::domain::event::MembershipEvent;
use crate::domain::id::MembershipId;
use crate::domain::membership::{Membership, MembershipState};
use crate::domain::money::Money;
use crate::domain::name::{self, Ambiguous};
use crate::domain::refusal::MembershipRefusal;
use crate::failure::Result;

pub(super) fn project(tables: &Tables, event: &MembershipEvent) -> Result<()> {
    match event {
        MembershipEvent::MembershipPurchased {
            membership,
            offer,
            competency,
            purchased_on,
            anniversary,
            renewable_until,
            refund_until,
            price,
            program: _,
        } => {
            tables.run(
                "INSERT INTO membership (id, offer, competency, purchased_on, anniversary,
                        renewable_until, refund_until, price_amount, price_currency, state)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                (
                    membership,
                    offer,
                    competency,
                    purchased_on.to_string(),
                    anniversary.to_string(),
                    renewable_until.to_string(),
                    refund_until.to_string(),
                    price.as_ref().map(Money::amount),
                    price.as_ref().map(Money::currency),
                    MembershipState::Held,
                ),
            )?;
            tally::count(tables, *membership)
        }
        MembershipEvent::MembershipRenewed {
            membership,
            anniversary_before,
            anniversary,
            renewable_until,
            ..
        } => {
            tables.run(
                "INSERT INTO membership_term (membership, anniversary) VALUES (?1, ?2)",
                (membership, anniversary_before.to_string()),
            )?;
            tables.run(
                "UPDATE membership SET anniversary = ?2, renewable_until = ?3 WHERE id = ?1",
                (membership, anniversary.to_string(), renewable_until.to_string()),
            )
        }
        MembershipEvent::MembershipLapsed { membership, .. } => {
            set_state(tables, *membership, MembershipState::Lapsed)
        }
        MembershipEvent::CancelRequested { membership, .. } => {
            set_state(tables, *membership, MembershipState::CancelRequested)
        }
        MembershipEvent::CancelWithdrawn { membership } => {
            set_state(tables, *membership, MembershipState::Held)
        }
        MembershipEvent::MembershipCancelled { membership, .. } => {
            set_state(tables, *membership, MembershipState::Cancelled)
        }
        MembershipEvent::RefundForfeited { membership, on } => tables.run(
            "UPDATE membership SET refund_forfeited_on = ?2 WHERE id = ?1",
            (membership, on.to_string()),
        ),
    }
}

fn set_state(tables: &Tables, membership: MembershipId, state: MembershipState) -> Result<()> {
    tables.run("UPDATE membership SET state = ?2 WHERE id = ?1", (membership, state))
}

const COLUMNS: &str = "id, offer, competency, purchased_on, anniversary, renewable_until, \
                       refund_until, price_amount, price_currency, state, refund_forfeited_on";

fn membership(row: &Row<'_>) -> Result<Membership> {
    let price = match (row.get::<Option<String>>(7)?, row.get::<Option<String>>(8)?) {
        (Some(amount), Some(currency)) => Some(
            Money::parse(&amount, &currency).map_err(|_| impossible("a price that is no money"))?,
        ),
        _ => None,
    };
    Ok(Membership {
        id: row.id(0)?,
        offer: row.get(1)?,
        competency: row.get(2)?,
        purchased_on: row.day(3)?,
        anniversary: row.day(4)?,
        renewable_until: row.day(5)?,
        refund_until: row.day(6)?,
        price,
        state: row.word(9, "a state of a membership")?,
        refund_forfeited_on: row.day_if_any(10)?,
    })
}

impl Facts {
    /// All memberships, in the order they were bought.
    pub fn memberships(&self) -> Result<Vec<Membership>> {
        let sql = format!("SELECT {COLUMNS} FROM membership ORDER BY id");
        self.tables.rows(&sql, [], membership)
    }

    /// The membership with that id, or that is the only one of that offer, competency or both.
    ///
    /// # Errors
    /// [`MembershipRefusal::NoSuchMembership`], [`Ambiguous`].
    pub fn membership_named(&self, name: &str) -> Result<Membership> {
        let all = self.memberships()?;
        if let Ok(id) = name.parse::<MembershipId>()
            && let Some(found) = all.iter().find(|one| one.id == id)
        {
            return Ok(found.clone());
        }
        let wanted = name.to_lowercase();
        let called: Vec<&Membership> = all
            .iter()
            .filter(|one| {
                one.offer == wanted
                    || one.competency.as_ref().is_some_and(|name| {
                        let competency = name.to_lowercase();
                        competency == wanted || format!("{} for {competency}", one.offer) == wanted
                    })
            })
            .collect();
        match called.as_slice() {
            [one] => Ok((*one).clone()),
            [] => Err(MembershipRefusal::NoSuchMembership {
                name: name.to_owned(),
                nearest: if let Ok(id) = name.parse::<MembershipId>() {
                    self.nearest_id("membership", id)?
                } else {
                    let competencies = all.iter().filter_map(|one| one.competency.as_deref());
                    let offers = all.iter().map(|one| one.offer.as_str());
                    name::nearest(name, competencies.chain(offers))
                },
                known: all.iter().map(|one| one.id.to_string()).collect(),
            }
            .into()),
            several => Err(Ambiguous {
                name: name.to_owned(),
                candidates: several.iter().map(|one| one.id.to_string()).collect(),
            }
            .into()),
        }
    }

    /// The membership with that id, of which something else tells.
    ///
    /// # Errors
    /// `ledger-damaged` (exit 7): nothing tells of a membership that is not there.
    pub fn membership(&self, id: MembershipId) -> Result<Membership> {
        let sql = format!("SELECT {COLUMNS} FROM membership WHERE id = ?1");
        let found = self.tables.row(&sql, [id], membership)?;
        found.ok_or_else(|| impossible(&format!("it has no membership {id}")))
    }

    /// The membership that grants something, if one does.
    pub fn membership_of(&self, terms: &Terms) -> Result<Option<Membership>> {
        terms.membership.map(|id| self.membership(id)).transpose()
    }

    /// Whether any membership grants something today (MEM-3).
    pub fn has_active_offer(&self) -> Result<bool> {
        Ok(self.memberships()?.iter().any(|held| held.is_live(self.today)))
    }
}
