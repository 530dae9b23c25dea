//! Azure credit: monthly credit that comes and goes, bulk credit with one holder (AZ-1 to AZ-5).

use chrono::NaiveDate;

use crate::domain::azure::CreditKind;
use crate::domain::benefit::{self, Benefit, Category};
use crate::domain::event::CreditEvent;
use crate::domain::membership::Membership;
use crate::domain::program::Program;
use crate::domain::refusal::{CreditRefusal, Refusal};
use crate::domain::refuse::refuse_if;
use crate::domain::user::{self, Email, User};

fn kind(benefit: &Benefit) -> CreditKind {
    benefit.terms.details.credit_kind.unwrap_or(CreditKind::Monthly)
}

/// Lets a user have the credit; nothing when they have it already. Here and below `holder` is the
/// user themselves, if they hold it, or else anybody who does.
///
/// # Errors
/// [`CreditRefusal::CreditHeld`] (AZ-4), [`CreditRefusal::OfferHeld`] (AZ-5),
/// [`CreditRefusal::CreditUsersFull`] beyond a monthly grant that names a quantity, and those of
/// [`benefit::rules::usable`] and [`user::rules::may_receive`].
pub fn assign(
    benefit: &Benefit,
    holder: Option<&Email>,
    to: &User,
    today: NaiveDate,
) -> Result<Option<CreditEvent>, Refusal> {
    benefit::rules::usable(benefit, Category::Azure, today)?;
    user::rules::may_receive(to)?;
    if holder == Some(&to.email) {
        return Ok(None);
    }
    match kind(benefit) {
        CreditKind::Bulk => {
            if let Some(holder) = holder {
                return Err(held(benefit, holder));
            }
            not_combined(to)?;
        }
        CreditKind::Monthly => {
            if let Some(quantity) = benefit.bound().filter(|bound| benefit.used >= *bound) {
                let benefit = benefit.id;
                return Err(CreditRefusal::CreditUsersFull { benefit, quantity }.into());
            }
        }
    }
    Ok(Some(CreditEvent::CreditAssigned { benefit: benefit.id, user: to.email.clone(), on: today }))
}

/// Takes monthly credit from a user; nothing when they have none.
///
/// # Errors
/// [`CreditRefusal::BulkNotRemovable`] (AZ-4), and those of [`benefit::rules::usable`].
pub fn remove(
    benefit: &Benefit,
    holder: Option<&Email>,
    from: &Email,
    today: NaiveDate,
) -> Result<Option<CreditEvent>, Refusal> {
    benefit::rules::usable(benefit, Category::Azure, today)?;
    if holder != Some(from) {
        return Ok(None);
    }
    refuse_if(kind(benefit) == CreditKind::Bulk, || CreditRefusal::BulkNotRemovable {
        benefit: benefit.id,
        holder: from.clone(),
    })?;
    Ok(Some(CreditEvent::CreditRemoved { benefit: benefit.id, user: from.clone() }))
}

/// Moves bulk credit to another user, within the enrollment year (AZ-4).
///
/// # Errors
/// [`CreditRefusal::NotBulk`], [`CreditRefusal::CreditNotHeld`],
/// [`CreditRefusal::EnrollmentYearOver`], [`CreditRefusal::OfferHeld`] (AZ-5), and those of
/// [`benefit::rules::usable`] and [`user::rules::may_receive`].
pub fn transfer(
    benefit: &Benefit,
    holder: Option<&Email>,
    from: Option<&Email>,
    to: &User,
    membership: Option<&Membership>,
    today: NaiveDate,
) -> Result<Option<CreditEvent>, Refusal> {
    benefit::rules::usable(benefit, Category::Azure, today)?;
    let is_monthly = kind(benefit) == CreditKind::Monthly;
    refuse_if(is_monthly, || CreditRefusal::NotBulk { benefit: benefit.id })?;
    let holder = holder.ok_or(CreditRefusal::CreditNotHeld { benefit: benefit.id })?;
    if from.is_some_and(|from| from != holder) && *holder != to.email {
        return Err(held(benefit, holder));
    }
    user::rules::may_receive(to)?;
    if *holder == to.email {
        return Ok(None);
    }
    if let Some(membership) = membership.filter(|held| today >= held.anniversary) {
        return Err(CreditRefusal::EnrollmentYearOver {
            benefit: benefit.id,
            membership: membership.id,
            anniversary: membership.anniversary,
        }
        .into());
    }
    not_combined(to)?;
    Ok(Some(CreditEvent::CreditTransferred {
        benefit: benefit.id,
        from: holder.clone(),
        to: to.email.clone(),
        on: today,
    }))
}

/// Whether bulk credit can leave its holder on `today`: on no day before they got it (AZ-4).
///
/// # Errors
/// [`CreditRefusal::CreditAssignedLater`].
pub fn held_by_then(
    benefit: &Benefit,
    holders: &[(Email, NaiveDate)],
    today: NaiveDate,
) -> Result<(), Refusal> {
    holders.iter().try_for_each(|(holder, assigned_on)| {
        refuse_if(*assigned_on > today, || CreditRefusal::CreditAssignedLater {
            benefit: benefit.id,
            holder: holder.clone(),
            today,
            assigned_on: *assigned_on,
        })
    })
}

fn held(benefit: &Benefit, holder: &Email) -> Refusal {
    CreditRefusal::CreditHeld { benefit: benefit.id, holder: holder.clone() }.into()
}

fn not_combined(to: &User) -> Result<(), Refusal> {
    refuse_if(!to.offers_held.is_empty(), || CreditRefusal::OfferHeld {
        email: to.email.clone(),
        offers: to.offers_held.clone(),
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::benefit::rules::tests::benefit;
    use crate::domain::id::{BenefitId, Id as _};
    use crate::domain::membership::rules::tests::{day, membership, program};
    use crate::domain::refusal::UserRefusal;
    use crate::domain::user::UserStatus;
    use crate::domain::user::rules::tests::{disabled, user};

    const ON: &str = "2026-03-01";

    fn credit(kind: CreditKind) -> Benefit {
        let mut one = benefit(Category::Azure, None);
        one.terms.details.credit_kind = Some(kind);
        one
    }

    fn held_by(emails: &[&str]) -> Vec<Email> {
        emails.iter().map(|email| email.parse().unwrap()).collect()
    }

    fn with_offers(email: &str, offers: &[&str]) -> User {
        User { offers_held: offers.iter().map(|one| (*one).to_owned()).collect(), ..user(email) }
    }

    fn assigned(
        kind: CreditKind,
        holders: &[&str],
        to: &User,
    ) -> Result<Option<CreditEvent>, Refusal> {
        assign(&credit(kind), held_by(holders).first(), to, day(ON))
    }

    const BENEFIT: fn() -> BenefitId = || BenefitId::new(1);

    #[test]
    fn monthly_credit_goes_to_as_many_users_as_it_is_granted_for() {
        let bo = user("bo@contoso.com");
        let given =
            CreditEvent::CreditAssigned { benefit: BENEFIT(), user: bo.email.clone(), on: day(ON) };
        assert_eq!(assigned(CreditKind::Monthly, &["cy@contoso.com"], &bo), Ok(Some(given)));
        let mut two = credit(CreditKind::Monthly);
        two.terms.quantity = Some(crate::domain::benefit::Quantity::Count(2));
        two.used = 1;
        assert!(assign(&two, held_by(&["cy@contoso.com"]).first(), &bo, day(ON)).is_ok());
        two.used = 2;
        let refused =
            Refusal::Credit(CreditRefusal::CreditUsersFull { benefit: BENEFIT(), quantity: 2 });
        assert_eq!(assign(&two, held_by(&["cy@contoso.com"]).first(), &bo, day(ON)), Err(refused));
    }

    #[test]
    fn who_has_the_credit_already_is_not_given_it_again() {
        for kind in [CreditKind::Monthly, CreditKind::Bulk] {
            let has = ["bo@contoso.com"];
            assert_eq!(assigned(kind, &has, &user("bo@contoso.com")), Ok(None));
        }
    }

    #[test]
    fn bulk_credit_has_one_holder() {
        let refused = Refusal::Credit(CreditRefusal::CreditHeld {
            benefit: BENEFIT(),
            holder: user("cy@contoso.com").email,
        });
        let to = user("bo@contoso.com");
        assert_eq!(assigned(CreditKind::Bulk, &["cy@contoso.com"], &to), Err(refused));
        assert!(assigned(CreditKind::Bulk, &[], &to).unwrap().is_some());
    }

    #[test]
    fn bulk_credit_is_not_given_to_who_holds_another_offer() {
        let dana = with_offers("dana@contoso.com", &["azure-pass", "enterprise-agreement"]);
        let refused = Refusal::Credit(CreditRefusal::OfferHeld {
            email: dana.email.clone(),
            offers: dana.offers_held.clone(),
        });
        assert_eq!(assigned(CreditKind::Bulk, &[], &dana), Err(refused.clone()));
        assert!(assigned(CreditKind::Monthly, &[], &dana).is_ok());
        assert_eq!(moved(&["bo@contoso.com"], &dana, ON), Err(refused));
    }

    #[test]
    fn credit_is_not_given_to_a_disabled_user() {
        let gone = disabled("bo@contoso.com");
        let refused = Refusal::User(UserRefusal::UserGone {
            email: gone.email.clone(),
            status: UserStatus::Disabled,
        });
        assert_eq!(assigned(CreditKind::Monthly, &[], &gone), Err(refused.clone()));
        assert_eq!(moved(&["cy@contoso.com"], &gone, ON), Err(refused));
    }

    #[test]
    fn monthly_credit_is_removed_and_bulk_credit_is_not() {
        let bo = user("bo@contoso.com").email;
        let removed =
            |kind, holders: &[&str]| remove(&credit(kind), held_by(holders).first(), &bo, day(ON));
        let gone = CreditEvent::CreditRemoved { benefit: BENEFIT(), user: bo.clone() };
        assert_eq!(removed(CreditKind::Monthly, &["bo@contoso.com"]), Ok(Some(gone)));
        assert_eq!(removed(CreditKind::Monthly, &["cy@contoso.com"]), Ok(None));
        let refused = Refusal::Credit(CreditRefusal::BulkNotRemovable {
            benefit: BENEFIT(),
            holder: bo.clone(),
        });
        assert_eq!(removed(CreditKind::Bulk, &["bo@contoso.com"]), Err(refused));
        assert_eq!(removed(CreditKind::Bulk, &["cy@contoso.com"]), Ok(None));
    }

    fn moved(holders: &[&str], to: &User, today: &str) -> Result<Option<CreditEvent>, Refusal> {
        let from = membership(1, "gold", "DevOps");
        let bulk = credit(CreditKind::Bulk);
        transfer(&bulk, held_by(holders).first(), None, to, Some(&from), day(today))
    }

    #[test]
    fn bulk_credit_moves_until_the_day_before_the_anniversary() {
        let to = user("bo@contoso.com");
        let last = day("2027-01-14");
        let event = CreditEvent::CreditTransferred {
            benefit: BENEFIT(),
            from: user("cy@contoso.com").email,
            to: to.email.clone(),
            on: last,
        };
        assert_eq!(moved(&["cy@contoso.com"], &to, "2027-01-14"), Ok(Some(event)));
        let refused = Refusal::Credit(CreditRefusal::EnrollmentYearOver {
            benefit: BENEFIT(),
            membership: membership(1, "gold", "DevOps").id,
            anniversary: day("2027-01-15"),
        });
        assert_eq!(moved(&["cy@contoso.com"], &to, "2027-01-15"), Err(refused));
    }

    #[test]
    fn bulk_credit_leaves_its_holder_on_no_day_before_they_got_it() {
        let (bulk, cy) = (credit(CreditKind::Bulk), user("cy@contoso.com").email);
        let holders = [(cy.clone(), day(ON))];
        assert_eq!(held_by_then(&bulk, &holders, day(ON)), Ok(()));
        let today = day("2026-02-28");
        let assigned_on = day(ON);
        let refused = Refusal::Credit(CreditRefusal::CreditAssignedLater {
            benefit: bulk.id,
            holder: cy,
            today,
            assigned_on,
        });
        assert_eq!(held_by_then(&bulk, &holders, today), Err(refused));
    }

    #[test]
    fn a_transfer_that_says_from_whom_is_from_nobody_else() {
        let (from, to) = (user("cy@contoso.com").email, user("bo@contoso.com"));
        let moved = |from: &Email| {
            let bulk = credit(CreditKind::Bulk);
            let year = membership(1, "gold", "DevOps");
            let holders = held_by(&["cy@contoso.com"]);
            transfer(&bulk, holders.first(), Some(from), &to, Some(&year), day(ON))
        };
        assert!(moved(&from).unwrap().is_some());
        let refused =
            Refusal::Credit(CreditRefusal::CreditHeld { benefit: BENEFIT(), holder: from });
        assert_eq!(moved(&user("ann@contoso.com").email), Err(refused));
    }

    #[test]
    fn a_transfer_wants_bulk_credit_that_somebody_holds() {
        let to = user("bo@contoso.com");
        let not_held = Refusal::Credit(CreditRefusal::CreditNotHeld { benefit: BENEFIT() });
        assert_eq!(moved(&[], &to, ON), Err(not_held));
        assert_eq!(moved(&["bo@contoso.com"], &to, ON), Ok(None));
        let monthly = credit(CreditKind::Monthly);
        let holders = held_by(&["cy@contoso.com"]);
        assert_eq!(
            transfer(&monthly, holders.first(), None, &to, None, day(ON)),
            Err(CreditRefusal::NotBulk { benefit: BENEFIT() }.into())
        );
    }

    #[test]
    fn the_organizations_own_action_pack_and_monthly_credit_are_a_warning() {
        let held = [membership(1, "gold", "DevOps"), membership(2, "action-pack", "")];
        let warned = |kind, monthly| {
            combination_warnings(&credit(kind), &held, monthly, &program(), day(ON))
        };
        assert_eq!(
            warned(CreditKind::Bulk, true),
            [
                "bulk credit is not combined with the organization's action-pack (M2) on one \
                 subscription (AZ-5)",
                "bulk credit is not combined with the organization's monthly Azure credit on one \
                 subscription (AZ-5)",
            ]
        );
        assert_eq!(warned(CreditKind::Bulk, false).len(), 1);
        assert!(warned(CreditKind::Monthly, true).is_empty());
    }
}
