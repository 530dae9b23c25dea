//! Azure credit: monthly credit that comes and goes, bulk credit with one holder (AZ-1 to AZ-5).

use chrono::NaiveDate;

use super::benefit::{self, Benefit, Category, CreditKind};
use super::event::Event;
use super::membership::Membership;
use super::program::Program;
use super::refusal::Refusal;
use super::user::{self, Email, User};

fn kind(benefit: &Benefit) -> CreditKind {
    benefit.terms.details.credit_kind.unwrap_or(CreditKind::Monthly)
}

/// Lets a user have the credit; nothing when they have it already.
///
/// # Errors
/// [`Refusal::CreditHeld`] (AZ-4), [`Refusal::OfferHeld`] (AZ-5), [`Refusal::CreditUsersFull`] beyond
/// a monthly grant that names a quantity, and those of [`benefit::usable`] and
/// [`user::may_receive`].
pub fn assign(
    benefit: &Benefit,
    holders: &[Email],
    to: &User,
    today: NaiveDate,
) -> Result<Option<Event>, Refusal> {
    benefit::usable(benefit, Category::Azure, today)?;
    user::may_receive(to)?;
    if holders.contains(&to.email) {
        return Ok(None);
    }
    match kind(benefit) {
        CreditKind::Bulk => {
            if let Some(holder) = holders.first() {
                return Err(Refusal::CreditHeld { benefit: benefit.id, holder: holder.clone() });
            }
            not_combined(to)?;
        }
        CreditKind::Monthly => {
            if let Some(bound) = benefit.bound().filter(|bound| benefit.used >= *bound) {
                return Err(Refusal::CreditUsersFull { benefit: benefit.id, quantity: bound });
            }
        }
    }
    Ok(Some(Event::CreditAssigned { benefit: benefit.id, user: to.email.clone(), on: today }))
}

/// Takes monthly credit from a user; nothing when they have none.
///
/// # Errors
/// [`Refusal::BulkNotRemovable`] (AZ-4), and those of [`benefit::usable`].
pub fn remove(
    benefit: &Benefit,
    holders: &[Email],
    from: &Email,
    today: NaiveDate,
) -> Result<Option<Event>, Refusal> {
    benefit::usable(benefit, Category::Azure, today)?;
    if !holders.contains(from) {
        return Ok(None);
    }
    if kind(benefit) == CreditKind::Bulk {
        return Err(Refusal::BulkNotRemovable { benefit: benefit.id, holder: from.clone() });
    }
    Ok(Some(Event::CreditRemoved { benefit: benefit.id, user: from.clone() }))
}

/// Moves bulk credit to another user, within the enrollment year (AZ-4).
///
/// # Errors
/// [`Refusal::NotBulk`], [`Refusal::CreditNotHeld`], [`Refusal::EnrollmentYearOver`],
/// [`Refusal::OfferHeld`] (AZ-5), and those of [`benefit::usable`] and [`user::may_receive`].
pub fn transfer(
    benefit: &Benefit,
    holders: &[Email],
    to: &User,
    membership: Option<&Membership>,
    today: NaiveDate,
) -> Result<Option<Event>, Refusal> {
    benefit::usable(benefit, Category::Azure, today)?;
    if kind(benefit) == CreditKind::Monthly {
        return Err(Refusal::NotBulk { benefit: benefit.id });
    }
    let Some(holder) = holders.first() else {
        return Err(Refusal::CreditNotHeld { benefit: benefit.id });
    };
    user::may_receive(to)?;
    if *holder == to.email {
        return Ok(None);
    }
    if let Some(membership) = membership.filter(|held| today >= held.anniversary) {
        return Err(Refusal::EnrollmentYearOver {
            benefit: benefit.id,
            membership: membership.id,
            anniversary: membership.anniversary,
        });
    }
    not_combined(to)?;
    Ok(Some(Event::CreditTransferred {
        benefit: benefit.id,
        from: holder.clone(),
        to: to.email.clone(),
        on: today,
    }))
}

fn not_combined(to: &User) -> Result<(), Refusal> {
    if to.offers_held.is_empty() {
        Ok(())
    } else {
        Err(Refusal::OfferHeld { email: to.email.clone(), offers: to.offers_held.clone() })
    }
}

/// What is worth a warning when bulk credit is given: offers of the organization's own that the
/// program says it is not combined with (AZ-5).
#[must_use]
pub fn combination_warnings(
    benefit: &Benefit,
    held: &[Membership],
    has_monthly_credit: bool,
    program: &Program,
    today: NaiveDate,
) -> Vec<String> {
    if kind(benefit) == CreditKind::Monthly {
        return Vec::new();
    }
    let own = held
        .iter()
        .filter(|held| held.is_live(today) && program.azure.bulk_not_with.contains(&held.offer))
        .map(|held| format!("the organization's {} ({})", held.offer, held.id));
    let monthly = has_monthly_credit.then(|| "the organization's monthly Azure credit".to_owned());
    own.chain(monthly)
        .map(|what| format!("bulk credit is not combined with {what} on one subscription (AZ-5)"))
        .collect()
}
