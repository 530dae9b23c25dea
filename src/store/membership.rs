//! Memberships.

use super::row::{Read, Row, columns};
use super::tables::{Tables, insert};
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
            insert!(tables, "membership" {
                id = membership, offer, competency, purchased_on, anniversary, renewable_until,
                refund_until, price_amount = price.as_ref().map(Money::amount),
                price_currency = price.as_ref().map(Money::currency), state = MembershipState::Held,
            })?;
            tally::count(tables, *membership)
        }
        MembershipEvent::MembershipRenewed {
            membership,
            anniversary_before,
            anniversary,
            renewable_until,
            ..
        } => {
            insert!(tables, "membership_term" { membership, anniversary = anniversary_before })?;
            tables.run(
                "UPDATE membership SET anniversary = ?2, renewable_until = ?3 WHERE id = ?1",
                (membership, anniversary, renewable_until),
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
        MembershipEvent::RefundForfeited { membership, on } => tables
            .run("UPDATE membership SET refund_forfeited_on = ?2 WHERE id = ?1", (membership, on)),
    }
}

fn set_state(tables: &Tables, membership: MembershipId, state: MembershipState) -> Result<()> {
    tables.run("UPDATE membership SET state = ?2 WHERE id = ?1", (membership, state))
}

columns! {
    Membership in "membership" {
        id, offer, competency, purchased_on, anniversary, renewable_until, refund_until,
        price = "price_amount, price_currency", state, refund_forfeited_on,
    }
}

impl Read for Option<Money> {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        let found: Option<(String, String)> = row.next()?;
        let price = found.map(|(amount, currency)| Money::parse(&amount, &currency));
        price.transpose().map_err(|_| impossible("a price that is no money"))
    }
}

impl Facts {
    /// All memberships, in the order they were bought.
    pub fn memberships(&self) -> Result<Vec<Membership>> {
        self.tables.all("ORDER BY id", [])
    }

    /// The membership with that id, or that is the only one of that offer, competency or both.
    ///
    /// # Errors
    /// [`MembershipRefusal::NoSuchMembership`], [`Ambiguous`].
    pub fn membership_named(&self, name: &str) -> Result<Membership> {
        let all = self.memberships()?;
        if let Ok(id) = name.parse::<MembershipId>()
            && let Some(found) = all.iter().find(|held| held.id == id)
        {
            return Ok(found.clone());
        }
        let wanted = name.to_lowercase();
        let called: Vec<&Membership> = all
            .iter()
            .filter(|held| {
                held.offer == wanted
                    || held.competency.as_ref().is_some_and(|name| {
                        let competency = name.to_lowercase();
                        competency == wanted || format!("{} for {competency}", held.offer) == wanted
                    })
            })
            .collect();
        match called.as_slice() {
            [membership] => Ok((*membership).clone()),
            [] => Err(MembershipRefusal::NoSuchMembership {
                name: name.to_owned(),
                nearest: if let Ok(id) = name.parse::<MembershipId>() {
                    self.nearest_id("membership", id)?
                } else {
                    let competencies = all.iter().filter_map(|held| held.competency.as_deref());
                    let offers = all.iter().map(|held| held.offer.as_str());
                    name::nearest(name, competencies.chain(offers))
                },
                known: all.iter().map(|held| held.id.to_string()).collect(),
            }
            .into()),
            several => Err(Ambiguous {
                name: name.to_owned(),
                candidates: several.iter().map(|held| held.id.to_string()).collect(),
            }
            .into()),
        }
    }

    /// The membership with that id, of which something else tells.
    ///
    /// # Errors
    /// `ledger-damaged` (exit 7): nothing tells of a membership that is not there.
    pub fn membership(&self, id: MembershipId) -> Result<Membership> {
        let found = self.tables.any("WHERE id = ?1", [id])?;
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
