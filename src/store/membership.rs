//! Memberships.

use chrono::NaiveDate;

use super::row::{Read, Row, columns};
use super::tables::{Tables, insert};
use super::{Facts, impossible, tally};
use crate::domain::benefit::Terms;
use crate::domain::event::MembershipEvent;
use crate::domain::id::MembershipId;
use crate::domain::membership::{Cancellation, Membership, Term};
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
            program,
            earlier_terms,
        } => {
            insert!(tables, "membership" {
                id = membership, offer, competency, program, purchased_on, refund_until,
                price_amount = price.as_ref().map(Money::amount),
                price_currency = price.as_ref().map(Money::currency),
            })?;
            for (at, begins_on) in earlier_terms.iter().enumerate() {
                // It was renewed, so the next one began before it could lapse.
                let next = *earlier_terms.get(at + 1).unwrap_or(purchased_on);
                let known = Term {
                    begins_on: *begins_on,
                    anniversary: next,
                    renewable_until: next,
                    purchased: at == 0,
                };
                add_term(tables, *membership, known)?;
            }
            add_term(
                tables,
                *membership,
                Term {
                    begins_on: *purchased_on,
                    anniversary: *anniversary,
                    renewable_until: *renewable_until,
                    purchased: earlier_terms.is_empty(),
                },
            )?;
            tally::count(tables, *membership)
        }
        MembershipEvent::MembershipRenewed {
            membership,
            anniversary_before,
            anniversary,
            renewable_until,
            on,
        } => add_term(
            tables,
            *membership,
            Term {
                begins_on: *on.max(anniversary_before),
                anniversary: *anniversary,
                renewable_until: *renewable_until,
                purchased: false,
            },
        ),
        MembershipEvent::CancelRequested { membership, on } => {
            insert!(tables, "cancellation" { membership, requested_on = on })
        }
        MembershipEvent::CancelWithdrawn { membership, on } => tables.run(
            "UPDATE cancellation SET withdrawn_on = ?2
             WHERE membership = ?1 AND withdrawn_on IS NULL AND ended_on IS NULL",
            (membership, on),
        ),
        MembershipEvent::MembershipCancelled { membership, on } => tables.run(
            "UPDATE cancellation SET ended_on = ?2
             WHERE membership = ?1 AND withdrawn_on IS NULL AND ended_on IS NULL",
            (membership, on),
        ),
        MembershipEvent::RefundForfeited { membership, on } => tables
            .run("UPDATE membership SET refund_forfeited_on = ?2 WHERE id = ?1", (membership, on)),
    }
}

fn add_term(tables: &Tables, membership: MembershipId, term: Term) -> Result<()> {
    let Term { begins_on, anniversary, renewable_until, purchased } = term;
    insert!(tables, "term" { membership, begins_on, anniversary, renewable_until, purchased })
}

/// A membership without its terms and cancellations.
struct Held {
    id: MembershipId,
    offer: String,
    competency: Option<String>,
    program: String,
    purchased_on: NaiveDate,
    refund_until: NaiveDate,
    price: Option<Money>,
    refund_forfeited_on: Option<NaiveDate>,
}

columns! {
    Held in "membership" {
        id, offer, competency, program, purchased_on, refund_until,
        price = "price_amount, price_currency", refund_forfeited_on,
    }
}

columns! {
    Term in "term" { begins_on, anniversary, renewable_until, purchased }
}

columns! {
    Cancellation in "cancellation" { requested_on, withdrawn_on, ended_on }
}

impl Read for Option<Money> {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        let found: Option<(String, String)> = row.next()?;
        let price = found.map(|(amount, currency)| Money::parse(&amount, &currency));
        price.transpose().map_err(|_| impossible("a price that is no money"))
    }
}

impl Facts {
    /// All memberships that are ever held, in the order they were recorded.
    pub fn all_memberships(&self) -> Result<Vec<Membership>> {
        let held: Vec<Held> = self.tables.all("ORDER BY id", [])?;
        held.into_iter().map(|held| self.with_terms(held)).collect()
    }

    fn with_terms(&self, held: Held) -> Result<Membership> {
        let id = held.id;
        let of_it = "WHERE membership = ?1 ORDER BY";
        Ok(Membership {
            id,
            offer: held.offer,
            competency: held.competency,
            program: held.program,
            purchased_on: held.purchased_on,
            terms: self.tables.all(&format!("{of_it} begins_on"), [id])?,
            refund_until: held.refund_until,
            price: held.price,
            cancellations: self.tables.all(&format!("{of_it} number"), [id])?,
            refund_forfeited_on: held.refund_forfeited_on,
        })
    }

    /// The memberships that were held by today, in the order they were recorded.
    pub fn memberships(&self) -> Result<Vec<Membership>> {
        let mut all = self.all_memberships()?;
        all.retain(|held| held.begins_on() <= self.today);
        Ok(all)
    }

    /// The membership with that id, or that is the only one of that offer, competency or both.
    ///
    /// # Errors
    /// [`MembershipRefusal::NoSuchMembership`], [`Ambiguous`].
    pub fn membership_named(&self, name: &str) -> Result<Membership> {
        let all = self.all_memberships()?;
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
        let found: Option<Held> = self.tables.any("WHERE id = ?1", [id])?;
        self.with_terms(found.ok_or_else(|| impossible(&format!("it has no membership {id}")))?)
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
