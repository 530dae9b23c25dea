//! Memberships: offers that were purchased, and how long they last (MEM-1, MEM-5, MEM-8).

use chrono::NaiveDate;

use super::event::Event;
use super::id::{Counters, MembershipId};
use super::moment::after;
use super::money::Money;
use super::program::{Competency, Offer, Program};
use super::refusal::Refusal;
use super::words::words;

words! {
    /// What was decided about a membership.
    MembershipState, "a state of a membership" {
        Held = "held",
        CancelRequested = "cancel-requested",
        Cancelled = "cancelled",
        Lapsed = "lapsed",
    }
}

words! {
    /// What a membership is today.
    MembershipStatus, "a status of a membership" {
        Active = "active",
        Renewable = "renewable",
        CancelRequested = "cancel-requested",
        Cancelled = "cancelled",
        Lapsed = "lapsed",
    }
}

/// A membership as the ledger knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    pub id: MembershipId,
    pub offer: String,
    pub competency: Option<String>,
    pub purchased_on: NaiveDate,
    /// The first day of the next term.
    pub anniversary: NaiveDate,
    /// The last day on which it can be renewed, and on which its benefits live (MEM-5).
    pub renewable_until: NaiveDate,
    /// The last day on which a refund can be requested (CAN-1).
    pub refund_until: NaiveDate,
    pub price: Option<Money>,
    pub state: MembershipState,
    /// The day a key was revealed, a product activated or a license redeemed in the refund window.
    pub refund_forfeited_on: Option<NaiveDate>,
}

impl Membership {
    /// What it is on `today`. Renewal is open only *after* the anniversary (MEM-5).
    #[must_use]
    pub fn status(&self, today: NaiveDate) -> MembershipStatus {
        match self.state {
            MembershipState::Cancelled => MembershipStatus::Cancelled,
            MembershipState::Lapsed => MembershipStatus::Lapsed,
            _ if today > self.renewable_until => MembershipStatus::Lapsed,
            MembershipState::CancelRequested => MembershipStatus::CancelRequested,
            MembershipState::Held if today > self.anniversary => MembershipStatus::Renewable,
            MembershipState::Held => MembershipStatus::Active,
        }
    }

    /// Whether it grants anything on `today`.
    #[must_use]
    pub fn is_live(&self, today: NaiveDate) -> bool {
        !matches!(self.status(today), MembershipStatus::Cancelled | MembershipStatus::Lapsed)
    }

    /// The days left on which a refund can be requested, day 30 included; `None` when it is too
    /// late or was forfeited.
    #[must_use]
    pub fn refund_days_left(&self, today: NaiveDate) -> Option<i64> {
        let open = self.refund_forfeited_on.is_none()
            && (self.purchased_on..=self.refund_until).contains(&today);
        open.then(|| (self.refund_until - today).num_days())
    }
}

/// The offer that is named, and the competency it is bought for, by its present name.
///
/// # Errors
/// [`Refusal::NoSuchOffer`], [`Refusal::NoSuchCompetency`], [`Refusal::CompetencyMissing`] and
/// [`Refusal::CompetencyNotTaken`].
pub fn offer_for<'p>(
    program: &'p Program,
    offer: &str,
    competency: Option<&str>,
) -> Result<(&'p Offer, Option<&'p Competency>), Refusal> {
    let Some(found) = program.offer(offer) else {
        let known = program.offers.iter().map(|offer| offer.offer.clone()).collect();
        return Err(Refusal::NoSuchOffer { offer: offer.to_owned(), known });
    };
    match competency {
        None if found.competency => Err(Refusal::CompetencyMissing { offer: found.offer.clone() }),
        None => Ok((found, None)),
        Some(_) if !found.competency => {
            Err(Refusal::CompetencyNotTaken { offer: found.offer.clone() })
        }
        Some(name) => Ok((found, Some(competency_named(program, name)?))),
    }
}

/// The competency of that name, or that once had it (MEM-8).
///
/// # Errors
/// [`Refusal::NoSuchCompetency`] with the nearest name.
pub fn competency_named<'p>(program: &'p Program, name: &str) -> Result<&'p Competency, Refusal> {
    program.competency(name).ok_or_else(|| {
        let names = program.competencies.iter().map(|competency| competency.name.as_str());
        Refusal::NoSuchCompetency {
            competency: name.to_owned(),
            nearest: super::name::nearest(name, names),
        }
    })
}

/// Buys an offer on `today`.
///
/// # Errors
/// [`Refusal::AlreadyMember`] for a second Action Pack, or the same competency twice (MEM-1).
pub fn purchase(
    program: &Program,
    offer: &Offer,
    competency: Option<&Competency>,
    price: Option<&Money>,
    held: &[Membership],
    today: NaiveDate,
    counters: &mut Counters,
) -> Result<Event, Refusal> {
    let competency = competency.map(|competency| competency.name.clone());
    let same = held.iter().find(|held| {
        held.offer == offer.offer && held.competency == competency && held.is_live(today)
    });
    if let Some(same) = same {
        return Err(Refusal::AlreadyMember {
            membership: same.id,
            offer: offer.name.clone(),
            competency,
        });
    }
    let terms = &program.membership;
    let anniversary = after(today, terms.term_days);
    Ok(Event::MembershipPurchased {
        membership: counters.give(),
        offer: offer.offer.clone(),
        competency,
        purchased_on: today,
        anniversary,
        renewable_until: after(anniversary, terms.renewal_window_days),
        refund_until: after(today, program.refund.days),
        price: price.cloned(),
        program: program.program.clone(),
    })
}

/// Whether using up the refund is meant (CAN-3): refuses while a refund of `membership` is open,
/// unless `forfeit` says so; then the event that records the loss.
///
/// # Errors
/// [`Refusal::RefundOpen`].
pub fn forfeit_refund(
    membership: Option<&Membership>,
    forfeit: bool,
    today: NaiveDate,
) -> Result<Option<Event>, Refusal> {
    let Some(membership) = membership else { return Ok(None) };
    let Some(days_left) = membership.refund_days_left(today) else { return Ok(None) };
    if forfeit {
        return Ok(Some(Event::RefundForfeited { membership: membership.id, on: today }));
    }
    Err(Refusal::RefundOpen {
        membership: membership.id,
        refund_until: membership.refund_until,
        days_left,
    })
}

/// Begins the next term: only after the anniversary, within the window (MEM-5).
///
/// # Errors
/// [`Refusal::RenewTooEarly`] with the first day, [`Refusal::MembershipOver`].
pub fn renew(
    program: &Program,
    membership: &Membership,
    today: NaiveDate,
) -> Result<Event, Refusal> {
    match membership.status(today) {
        MembershipStatus::Active => {
            return Err(Refusal::RenewTooEarly {
                membership: membership.id,
                anniversary: membership.anniversary,
                earliest: after(membership.anniversary, 1),
            });
        }
        MembershipStatus::CancelRequested => {
            return Err(Refusal::CancelPending { membership: membership.id });
        }
        status @ (MembershipStatus::Cancelled | MembershipStatus::Lapsed) => {
            return Err(Refusal::MembershipOver {
                membership: membership.id,
                status,
                offer: membership.offer.clone(),
            });
        }
        MembershipStatus::Renewable => {}
    }
    let anniversary = after(membership.anniversary, program.membership.term_days);
    Ok(Event::MembershipRenewed {
        membership: membership.id,
        anniversary_before: membership.anniversary,
        anniversary,
        renewable_until: after(anniversary, program.membership.renewal_window_days),
        on: today,
    })
}

/// That a membership lapsed, if its window has passed and nobody has taken that down yet.
#[must_use]
pub fn lapse(membership: &Membership, today: NaiveDate) -> Option<Event> {
    let recorded = matches!(membership.state, MembershipState::Cancelled | MembershipState::Lapsed);
    (!recorded && today > membership.renewable_until).then(|| Event::MembershipLapsed {
        membership: membership.id,
        on: after(membership.renewable_until, 1),
    })
}
