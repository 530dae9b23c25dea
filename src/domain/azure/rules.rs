//! Azure credit: monthly credit that comes and goes, bulk credit with one holder (AZ-1 to AZ-5).

use chrono::NaiveDate;

use super::{CreditKind, Holders};
use crate::domain::basis::Basis;
use crate::domain::benefit::{self, Benefit, Credit};
use crate::domain::event::CreditEvent;
use crate::domain::holding::{Bound, Holding};
use crate::domain::membership::Membership;
use crate::domain::program::Program;
use crate::domain::refusal::{CreditRefusal, Refusal};
use crate::domain::refuse::refuse_if;
use crate::domain::user::{self, Email, User};

/// Lets a user have the credit; nothing when they have it already.
///
/// # Errors
/// [`CreditRefusal::CreditHeld`], [`CreditRefusal::CreditAssignedLater`] (AZ-4),
/// [`CreditRefusal::OfferHeld`] (AZ-5), [`CreditRefusal::CreditUsersFull`] beyond a monthly grant
/// that names a quantity, and those of [`benefit::rules::usable`] and
/// [`user::rules::may_receive`].
pub fn assign(
    benefit: &Benefit,
    holders: &Holders,
    to: &User,
    today: NaiveDate,
) -> Result<Option<CreditEvent>, Refusal> {
    let credit: &Credit = benefit::rules::usable(benefit)?;
    user::rules::may_receive(to)?;
    if let Some(own) = &holders.own {
        not_later(benefit, own, today)?;
        return Ok(None);
    }
    match credit.kind() {
        CreditKind::Bulk => {
            if let Some(other) = &holders.other {
                not_later(benefit, other, today)?;
                return Err(held(benefit, &other.user));
            }
            not_combined(to)?;
        }
        CreditKind::Monthly => {
            if let Some(full) = Bound::first_full(&holders.bounds) {
                let (benefit, quantity) = (benefit.id, full.granted.unwrap_or(0));
                let day = Some(full.day).filter(|day| *day != today);
                return Err(CreditRefusal::CreditUsersFull { benefit, quantity, day }.into());
            }
        }
    }
    Ok(Some(CreditEvent::CreditAssigned { benefit: benefit.id, user: to.email.clone(), on: today }))
}

/// Takes monthly credit from a user; nothing when they have none.
///
/// # Errors
/// [`CreditRefusal::BulkNotRemovable`] (AZ-4), `BeforeItsBasis`, and those of
/// [`benefit::rules::of_category`].
pub fn remove(
    benefit: &Benefit,
    holders: &Holders,
    today: NaiveDate,
) -> Result<Option<CreditEvent>, Refusal> {
    let credit: &Credit = benefit::rules::of(benefit)?;
    let Some(own) = &holders.open else { return Ok(None) };
    refuse_if(credit.is_bulk(), || CreditRefusal::BulkNotRemovable {
        benefit: benefit.id,
        holder: own.user.clone(),
    })?;
    taken(benefit, own, today).map(Some)
}

/// Takes credit from its holder, whatever kind it is, as when the assignment never was.
///
/// # Errors
/// `BeforeItsBasis`.
pub fn taken(benefit: &Benefit, own: &Holding, today: NaiveDate) -> Result<CreditEvent, Refusal> {
    Basis::CreditAssignment(benefit.id).is_there(own.assigned_on, today)?;
    Ok(CreditEvent::CreditRemoved { benefit: benefit.id, user: own.user.clone(), on: today })
}

/// Moves bulk credit to another user, within the enrollment year (AZ-4).
///
/// # Errors
/// [`CreditRefusal::NotBulk`], [`CreditRefusal::CreditNotHeld`],
/// [`CreditRefusal::CreditAssignedLater`], [`CreditRefusal::EnrollmentYearOver`],
/// [`CreditRefusal::OfferHeld`] (AZ-5), and those of [`benefit::rules::usable`] and
/// [`user::rules::may_receive`].
pub fn transfer(
    benefit: &Benefit,
    holders: &Holders,
    from: Option<&Email>,
    to: &User,
    membership: Option<&Membership>,
    today: NaiveDate,
) -> Result<Option<CreditEvent>, Refusal> {
    let credit: &Credit = benefit::rules::usable(benefit)?;
    refuse_if(!credit.is_bulk(), || CreditRefusal::NotBulk { benefit: benefit.id })?;
    let holding = holders.own.as_ref().or(holders.other.as_ref());
    let holding = holding.ok_or(CreditRefusal::CreditNotHeld { benefit: benefit.id })?;
    let holder = &holding.user;
    if from.is_some_and(|from| from != holder) && *holder != to.email {
        return Err(held(benefit, holder));
    }
    user::rules::may_receive(to)?;
    // On a day before they had it, it was another's or nobody's: that is no transfer to them.
    if *holder == to.email && holding.assigned_on <= today {
        return Ok(None);
    }
    if let Some(held) = membership
        && today >= held.anniversary(today)
    {
        return Err(CreditRefusal::EnrollmentYearOver {
            benefit: benefit.id,
            membership: held.id,
            anniversary: held.anniversary(today),
        }
        .into());
    }
    not_combined(to)?;
    not_later(benefit, holding, today)?;
    Ok(Some(CreditEvent::CreditTransferred {
        benefit: benefit.id,
        from: holder.clone(),
        to: to.email.clone(),
        on: today,
    }))
}

/// Whether somebody had it by then: what is dated before that would put two holders on one day
/// (AZ-4).
fn not_later(benefit: &Benefit, holding: &Holding, today: NaiveDate) -> Result<(), Refusal> {
    refuse_if(holding.assigned_on > today, || CreditRefusal::CreditAssignedLater {
        benefit: benefit.id,
        holder: holding.user.clone(),
        today,
        assigned_on: holding.assigned_on,
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
    if !benefit.terms.of().is_some_and(Credit::is_bulk) {
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
    use crate::domain::basis::BeforeItsBasis;
    use crate::domain::benefit::rules::tests::benefit;
    use crate::domain::benefit::{Category, What};
    use crate::domain::id::{BenefitId, Id as _};
    use crate::domain::membership::rules::tests::{day, membership, program};
    use crate::domain::refusal::UserRefusal;
    use crate::domain::user::UserStatus;
    use crate::domain::user::rules::tests::{disabled, user};

    const ON: &str = "2026-03-01";

    fn credit(kind: CreditKind) -> Benefit {
        let mut one = benefit(Category::Azure, None);
        one.terms.what = What::Azure(Credit { kind: Some(kind), amount: None });
        one
    }

    fn holding(email: &str, on: &str) -> Holding {
        Holding { user: email.parse().unwrap(), assigned_on: day(on), until: None }
    }

    /// The holders for a command about `user`: those since the first of January.
    fn holders(emails: &[&str], user: &Email) -> Holders {
        let held = |email: &&str| holding(email, "2026-01-01");
        let all: Vec<Holding> = emails.iter().map(held).collect();
        let (own, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.user == *user);
        let own = own.into_iter().next();
        Holders { open: own.clone(), own, other: others.into_iter().next(), bounds: Vec::new() }
    }

    fn with_offers(email: &str, offers: &[&str]) -> User {
        User { offers_held: offers.iter().map(|one| (*one).to_owned()).collect(), ..user(email) }
    }

    fn assigned(
        kind: CreditKind,
        held_by: &[&str],
        to: &User,
    ) -> Result<Option<CreditEvent>, Refusal> {
        assign(&credit(kind), &holders(held_by, &to.email), to, day(ON))
    }

    const BENEFIT: fn() -> BenefitId = || BenefitId::new(1);

    #[test]
    fn monthly_credit_goes_to_as_many_users_as_it_is_granted_for() {
        let bo = user("bo@contoso.com");
        let given =
            CreditEvent::CreditAssigned { benefit: BENEFIT(), user: bo.email.clone(), on: day(ON) };
        assert_eq!(assigned(CreditKind::Monthly, &["cy@contoso.com"], &bo), Ok(Some(given)));
        let bound = |on: &str, held| Bound { day: day(on), held, granted: Some(2) };
        let with = |bounds: &[Bound]| {
            let holders = Holders { bounds: bounds.to_vec(), ..holders(&[], &bo.email) };
            assign(&credit(CreditKind::Monthly), &holders, &bo, day(ON))
        };
        let refused = |day| {
            let (benefit, quantity) = (BENEFIT(), 2);
            Err(Refusal::Credit(CreditRefusal::CreditUsersFull { benefit, quantity, day }))
        };
        assert!(with(&[bound(ON, 1)]).is_ok());
        assert_eq!(with(&[bound(ON, 2)]), refused(None));
        // Dated back, it must be there on each later day on which somebody got it.
        let later = "2026-04-01";
        assert!(with(&[bound(ON, 0), bound(later, 1)]).is_ok());
        assert_eq!(with(&[bound(ON, 0), bound(later, 2)]), refused(Some(day(later))));
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
            |kind, held_by: &[&str]| remove(&credit(kind), &holders(held_by, &bo), day(ON));
        let gone = CreditEvent::CreditRemoved { benefit: BENEFIT(), user: bo.clone(), on: day(ON) };
        assert_eq!(removed(CreditKind::Monthly, &["bo@contoso.com"]), Ok(Some(gone)));
        assert_eq!(removed(CreditKind::Monthly, &["cy@contoso.com"]), Ok(None));
        let refused = Refusal::Credit(CreditRefusal::BulkNotRemovable {
            benefit: BENEFIT(),
            holder: bo.clone(),
        });
        assert_eq!(removed(CreditKind::Bulk, &["bo@contoso.com"]), Err(refused));
        assert_eq!(removed(CreditKind::Bulk, &["cy@contoso.com"]), Ok(None));
    }

    #[test]
    fn credit_is_taken_on_no_day_before_it_was_given() {
        let bo = user("bo@contoso.com").email;
        // On the day they had it for a while that is over since.
        let earlier = Holding { until: Some(day(ON)), ..holding(bo.as_str(), "2026-02-01") };
        let open = Some(holding(bo.as_str(), ON));
        let holders = Holders { own: Some(earlier), open, ..holders(&[], &bo) };
        let removed = |on: &str| remove(&credit(CreditKind::Monthly), &holders, day(on));
        let refused = Refusal::BeforeItsBasis(BeforeItsBasis {
            basis: Basis::CreditAssignment(BENEFIT()),
            today: day("2026-02-28"),
            since: day(ON),
        });
        assert_eq!(removed("2026-02-28"), Err(refused));
        assert!(removed(ON).unwrap().is_some());
    }

    fn moved(held_by: &[&str], to: &User, today: &str) -> Result<Option<CreditEvent>, Refusal> {
        let from = membership(1, "gold", "DevOps");
        let bulk = credit(CreditKind::Bulk);
        transfer(&bulk, &holders(held_by, &to.email), None, to, Some(&from), day(today))
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
    fn bulk_credit_has_one_holder_on_each_day_whatever_is_recorded_later() {
        let (bulk, bo) = (credit(CreditKind::Bulk), user("bo@contoso.com"));
        let other = Some(holding("cy@contoso.com", ON));
        let later = Holders { other, ..holders(&[], &bo.email) };
        let year = membership(1, "gold", "DevOps");
        let today = day("2026-02-28");
        let refused = |holder: &str| {
            Err(Refusal::Credit(CreditRefusal::CreditAssignedLater {
                benefit: bulk.id,
                holder: user(holder).email,
                today,
                assigned_on: day(ON),
            }))
        };
        assert_eq!(assign(&bulk, &later, &bo, today), refused("cy@contoso.com"));
        let moved = |on| transfer(&bulk, &later, None, &bo, Some(&year), on);
        assert_eq!(moved(today), refused("cy@contoso.com"));
        assert!(moved(day(ON)).unwrap().is_some());
        // Nor does who gets it later have it already.
        let own = Some(holding("bo@contoso.com", ON));
        let own = Holders { own, ..holders(&[], &bo.email) };
        assert_eq!(assign(&bulk, &own, &bo, today), refused("bo@contoso.com"));
        let moved = |on| transfer(&bulk, &own, None, &bo, Some(&year), on);
        assert_eq!((moved(today), moved(day(ON))), (refused("bo@contoso.com"), Ok(None)));
    }

    #[test]
    fn a_transfer_that_says_from_whom_is_from_nobody_else() {
        let (from, to) = (user("cy@contoso.com").email, user("bo@contoso.com"));
        let moved = |from: &Email| {
            let bulk = credit(CreditKind::Bulk);
            let year = membership(1, "gold", "DevOps");
            let holders = holders(&["cy@contoso.com"], &to.email);
            transfer(&bulk, &holders, Some(from), &to, Some(&year), day(ON))
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
        let holders = holders(&["cy@contoso.com"], &to.email);
        assert_eq!(
            transfer(&monthly, &holders, None, &to, None, day(ON)),
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
