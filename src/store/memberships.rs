//! Memberships.

use rusqlite::{Connection, Row, params};

use super::{Facts, day, day_if_any, impossible, number, tally, word};
use crate::domain::event::Event;
use crate::domain::id::{Id, MembershipId};
use crate::domain::membership::{Membership, MembershipState};
use crate::domain::money::Money;
use crate::domain::name;
use crate::domain::refusal::Refusal;
use crate::failure::Result;

pub(super) fn project(conn: &Connection, event: &Event) -> Result<()> {
    match event {
        Event::MembershipPurchased {
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
            conn.prepare_cached(
                "INSERT INTO membership (id, offer, competency, purchased_on, anniversary,
                        renewable_until, refund_until, price_amount, price_currency, state)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                membership.number(),
                offer,
                competency,
                purchased_on.to_string(),
                anniversary.to_string(),
                renewable_until.to_string(),
                refund_until.to_string(),
                price.as_ref().map(Money::amount),
                price.as_ref().map(Money::currency),
                MembershipState::Held.word(),
            ])?;
            tally::count(conn, *membership)?;
        }
        Event::MembershipRenewed {
            membership,
            anniversary_before,
            anniversary,
            renewable_until,
            ..
        } => {
            conn.prepare_cached(
                "INSERT INTO membership_term (membership, anniversary) VALUES (?1, ?2)",
            )?
            .execute(params![membership.number(), anniversary_before.to_string()])?;
            conn.prepare_cached(
                "UPDATE membership SET anniversary = ?2, renewable_until = ?3 WHERE id = ?1",
            )?
            .execute(params![
                membership.number(),
                anniversary.to_string(),
                renewable_until.to_string()
            ])?;
        }
        Event::MembershipLapsed { membership, .. } => {
            set_state(conn, *membership, MembershipState::Lapsed)?;
        }
        Event::CancelRequested { membership, .. } => {
            set_state(conn, *membership, MembershipState::CancelRequested)?;
        }
        Event::CancelWithdrawn { membership } => {
            set_state(conn, *membership, MembershipState::Held)?;
        }
        Event::MembershipCancelled { membership, .. } => {
            set_state(conn, *membership, MembershipState::Cancelled)?;
        }
        Event::RefundForfeited { membership, on } => {
            conn.prepare_cached("UPDATE membership SET refund_forfeited_on = ?2 WHERE id = ?1")?
                .execute(params![membership.number(), on.to_string()])?;
        }
        _ => {}
    }
    Ok(())
}

fn set_state(conn: &Connection, membership: MembershipId, state: MembershipState) -> Result<()> {
    conn.prepare_cached("UPDATE membership SET state = ?2 WHERE id = ?1")?
        .execute(params![membership.number(), state.word()])?;
    Ok(())
}

const COLUMNS: &str = "id, offer, competency, purchased_on, anniversary, renewable_until, \
                       refund_until, price_amount, price_currency, state, refund_forfeited_on";

fn membership(row: &Row<'_>) -> Result<Membership> {
    let date = |column: usize| day(&row.get::<_, String>(column)?);
    let price = match (row.get::<_, Option<String>>(7)?, row.get::<_, Option<String>>(8)?) {
        (Some(amount), Some(currency)) => Some(
            Money::parse(&amount, &currency).map_err(|_| impossible("a price that is no money"))?,
        ),
        _ => None,
    };
    Ok(Membership {
        id: MembershipId::new(number(row.get(0)?)?),
        offer: row.get(1)?,
        competency: row.get(2)?,
        purchased_on: date(3)?,
        anniversary: date(4)?,
        renewable_until: date(5)?,
        refund_until: date(6)?,
        price,
        state: word(&row.get::<_, String>(9)?, "a state of a membership")?,
        refund_forfeited_on: day_if_any(row.get(10)?)?,
    })
}

impl Facts {
    /// All memberships, in the order they were bought.
    pub fn memberships(&self) -> Result<Vec<Membership>> {
        let sql = format!("SELECT {COLUMNS} FROM membership ORDER BY id");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let mut memberships = Vec::new();
        while let Some(row) = rows.next()? {
            memberships.push(membership(row)?);
        }
        Ok(memberships)
    }

    /// The membership with that id, or that is the only one of that offer, competency or both.
    ///
    /// # Errors
    /// [`Refusal::NoSuchMembership`], [`Refusal::Ambiguous`].
    pub fn membership(&self, name: &str) -> Result<Membership> {
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
            [] => Err(Refusal::NoSuchMembership {
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
            several => Err(Refusal::Ambiguous {
                name: name.to_owned(),
                candidates: several.iter().map(|one| one.id.to_string()).collect(),
            }
            .into()),
        }
    }

    /// The membership with that id, if any is named.
    pub fn membership_by_id(&self, id: Option<MembershipId>) -> Result<Option<Membership>> {
        let Some(id) = id else { return Ok(None) };
        let sql = format!("SELECT {COLUMNS} FROM membership WHERE id = ?1");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([id.number()])?;
        rows.next()?.map(membership).transpose()
    }

    /// Whether any membership grants something today (MEM-3).
    pub fn has_active_offer(&self) -> Result<bool> {
        Ok(self.memberships()?.iter().any(|held| held.is_live(self.today)))
    }
}
