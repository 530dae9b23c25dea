//! The users of the organization: who they are, and what may be done to them (ROLE-6, ROLE-12).

use std::iter;

use super::said::{Described, HeldBy};
use super::{Associated, DirectoryUser, Email, NewUser, Seen, User, UserChange, UserStatus};
use crate::domain::event::UserEvent;
use crate::domain::folded;
use crate::domain::id::{BenefitId, TextId};
use crate::domain::refusal::{Refusal, RoleRefusal, UserRefusal};
use crate::domain::refuse::refuse_if;
use crate::domain::role::rules::{GRANTS_EVERY_ROLE, acts};
use crate::domain::role::{Permission, Role};

/// Whether this person may be given anything.
///
/// # Errors
/// [`UserRefusal::UserGone`].
pub fn may_receive(user: &User) -> Result<(), Refusal> {
    refuse_if(user.status != UserStatus::Active, || gone(user))
}

fn gone(user: &User) -> UserRefusal {
    UserRefusal::UserGone { email: user.email.clone(), status: user.status }
}

/// Adds a user with their first roles; `known` is the user who has that email already. Who was
/// offboarded comes back, as what is told of them now: what they held then went to others.
///
/// # Errors
/// [`UserRefusal::UserExists`].
pub fn add(new: &NewUser, known: Option<&User>) -> Result<Vec<UserEvent>, Refusal> {
    let NewUser { email, name, kind, mut roles, associated, country, mut offers_held } =
        new.clone();
    folded::set(&mut offers_held);
    folded::set(&mut roles);
    let described = Described {
        user: email.clone(),
        name,
        user_kind: kind,
        associated,
        country,
        offers_held,
        status: UserStatus::Active,
    };
    let first = match known {
        None => UserEvent::UserAdded(described),
        Some(gone) if gone.status == UserStatus::Offboarded => UserEvent::UserRestored(described),
        Some(_) => return Err(UserRefusal::UserExists { email }.into()),
    };
    let granted =
        roles.into_iter().map(|role| UserEvent::RoleGranted { user: email.clone(), role });
    Ok(iter::once(first).chain(granted).collect())
}

/// Changes a user; `taken` tells that the new email is another user's, `grants_left` how many
/// other users could still grant roles.
///
/// # Errors
/// [`UserRefusal::UserExists`] for a taken email; [`RoleRefusal::LastGrantor`] when the only user
/// who may grant roles would leave the MPN side (ROLE-12).
pub fn update(
    user: &User,
    change: &UserChange,
    taken: bool,
    grants_left: u32,
) -> Result<Vec<UserEvent>, Refusal> {
    let mut events = Vec::new();
    let differs = |new: &Option<String>, old: &str| new.as_deref().is_some_and(|new| new != old);
    let mut offers_held = change.offers_held.clone();
    offers_held.iter_mut().for_each(folded::set);
    if change.associated == Some(Associated::Csp) && user.associated == Associated::Mpn {
        stays_grantable(user, None, grants_left)?;
    }
    let changed = differs(&change.name, &user.name)
        || (change.country.is_some() && change.country != user.country)
        || change.associated.is_some_and(|side| side != user.associated)
        || offers_held.as_ref().is_some_and(|offers| *offers != user.offers_held);
    if changed {
        events.push(UserEvent::UserUpdated {
            user: user.email.clone(),
            name: change.name.clone(),
            country: change.country.clone(),
            associated: change.associated,
            offers_held,
            status: None,
            user_kind: None,
        });
    }
    if let Some(email) = change.email.clone().filter(|email| *email != user.email) {
        if taken {
            return Err(UserRefusal::UserExists { email }.into());
        }
        events.push(UserEvent::UserRenamed { user: user.email.clone(), to: email });
    }
    Ok(events)
}

/// Gives a role; nothing when it is held already.
///
/// # Errors
/// [`UserRefusal::UserGone`].
pub fn grant(user: &User, role: Role) -> Result<Option<UserEvent>, Refusal> {
    let left = matches!(user.status, UserStatus::Offboarded | UserStatus::Forgotten);
    refuse_if(left, || gone(user))?;
    let held = user.roles.contains(&role);
    Ok((!held).then(|| UserEvent::RoleGranted { user: user.email.clone(), role }))
}

/// Takes a role; nothing when it is not held. `grants_left` is how many *other* users could
/// still grant roles.
///
/// # Errors
/// [`RoleRefusal::LastGrantor`] (ROLE-12).
pub fn revoke(user: &User, role: Role, grants_left: u32) -> Result<Option<UserEvent>, Refusal> {
    if !user.roles.contains(&role) {
        return Ok(None);
    }
    stays_grantable(user, Some(role), grants_left)?;
    Ok(Some(UserEvent::RoleRevoked { user: user.email.clone(), role }))
}

/// ROLE-12: somebody must be left who may grant every role. `without` is the role the user
/// loses, or `None` for a user who leaves altogether.
fn stays_grantable(user: &User, without: Option<Role>, grants_left: u32) -> Result<(), Refusal> {
    let grants = |role: &Role| GRANTS_EVERY_ROLE.contains(role);
    let grants_now = user.roles.iter().any(grants);
    let grants_then =
        without.is_some_and(|lost| user.roles.iter().filter(|role| **role != lost).any(grants));
    refuse_if(grants_now && !grants_then && grants_left == 0, || RoleRefusal::LastGrantor {
        email: user.email.clone(),
        role: without,
    })
}

/// What a row of a directory export changes: a new user is added, a known one brought up to date
/// (formats.md). Nothing when all is as the row says. An offboarded user stays so.
///
/// # Errors
/// [`RoleRefusal::LastGrantor`] when the row would disable the only user who may grant roles.
pub fn import(
    row: &DirectoryUser,
    known: Option<&User>,
    grants_left: u32,
) -> Result<Option<UserEvent>, Refusal> {
    let said = row.enabled.map(|on| if on { UserStatus::Active } else { UserStatus::Disabled });
    let Some(known) = known else {
        let name = if row.name.is_empty() { row.email.as_str() } else { &row.name };
        return Ok(Some(UserEvent::UserAdded(Described {
            user: row.email.clone(),
            name: name.to_owned(),
            user_kind: row.kind,
            associated: Associated::Mpn,
            country: row.country.clone(),
            offers_held: Vec::new(),
            status: said.unwrap_or(UserStatus::Active),
        })));
    };
    let status =
        said.filter(|said| known.status != UserStatus::Offboarded && known.status != *said);
    if status == Some(UserStatus::Disabled) {
        stays_grantable(known, None, grants_left)?;
    }
    let name = (row.name != known.name && !row.name.is_empty()).then(|| row.name.clone());
    let country = row.country.clone().filter(|country| Some(country) != known.country.as_ref());
    let user_kind = (row.is_kind_told && row.kind != known.kind).then_some(row.kind);
    let changed = status.is_some() || name.is_some() || country.is_some() || user_kind.is_some();
    Ok(changed.then(|| UserEvent::UserUpdated {
        user: known.email.clone(),
        name,
        country,
        associated: None,
        offers_held: None,
        status,
        user_kind,
    }))
}

/// That a user leaves; nothing when they have left. What they held is given back by other events.
///
/// # Errors
/// [`RoleRefusal::LastGrantor`] (ROLE-12).
pub fn offboard(
    user: &User,
    seen: Seen,
    to_transfer: Vec<BenefitId>,
    grants_left: u32,
    today: chrono::NaiveDate,
) -> Result<Vec<UserEvent>, Refusal> {
    if user.status == UserStatus::Offboarded {
        return Ok(Vec::new());
    }
    stays_grantable(user, None, grants_left)?;
    let roles = user.roles.iter();
    let mut events: Vec<UserEvent> = roles
        .map(|role| UserEvent::RoleRevoked { user: user.email.clone(), role: *role })
        .collect();
    events.push(UserEvent::UserOffboarded {
        user: user.email.clone(),
        keys_seen: seen.keys,
        contracts_seen: seen.contracts,
        to_transfer,
        on: today,
    });
    Ok(events)
}

/// What is known of somebody who is to be forgotten.
#[derive(Clone, Debug, Default)]
pub struct ToForget {
    /// What they hold, or have as a role.
    pub holding: Option<String>,
    /// By which they can open the ledger.
    pub recipient: Option<String>,
    pub is_contact: bool,
    pub is_account: bool,
}

/// That nothing is to be known any more of who somebody is, nor these texts; nothing when nothing
/// is known already (PERS-2).
///
/// # Errors
/// [`UserRefusal::NotForgettable`].
pub fn forget(
    user: &User,
    known: ToForget,
    texts: Vec<TextId>,
    today: chrono::NaiveDate,
) -> Result<Option<UserEvent>, Refusal> {
    if user.status == UserStatus::Forgotten {
        return Ok(None);
    }
    let held_by = match known {
        _ if matches!(user.status, UserStatus::Active | UserStatus::Disabled) => {
            Some(HeldBy::Status(user.status))
        }
        ToForget { holding: Some(what), .. } => Some(HeldBy::Holding(what)),
        ToForget { recipient: Some(recipient), .. } => Some(HeldBy::Recipient(recipient)),
        ToForget { is_contact: true, .. } => Some(HeldBy::Contact),
        ToForget { is_account: true, .. } => Some(HeldBy::Account),
        ToForget { .. } => None,
    };
    if let Some(held_by) = held_by {
        return Err(UserRefusal::NotForgettable { email: user.email.clone(), held_by }.into());
    }
    let user = Email::forgotten(user.id);
    Ok(Some(UserEvent::UserForgotten { user, texts, pepper: None, on: today }))
}

/// Makes a user again what they were `before`; nothing when they are. Roles are given and taken by
/// themselves.
///
/// # Errors
/// [`UserRefusal::UserGone`] when they were forgotten since (PERS-2); [`RoleRefusal::LastGrantor`]
/// when the only user who may grant roles could act no more (ROLE-12).
pub fn restore(now: &User, before: &User, grants_left: u32) -> Result<Option<UserEvent>, Refusal> {
    refuse_if(now.status == UserStatus::Forgotten, || gone(now))?;
    if acts(now).is_ok() && acts(before).is_err() {
        stays_grantable(now, None, grants_left)?;
    }
    let same = User { roles: now.roles.clone(), ..before.clone() } == *now;
    let before = before.clone();
    let described = Described {
        user: before.email,
        name: before.name,
        user_kind: before.kind,
        associated: before.associated,
        country: before.country,
        offers_held: before.offers_held,
        status: before.status,
    };
    Ok((!same).then_some(UserEvent::UserRestored(described)))
}

/// What a user may do, for `whoami`.
#[must_use]
pub fn permissions(user: &User, program: &crate::domain::program::Program) -> Vec<Permission> {
    let may =
        |permission: &Permission| acts(user).is_ok() && permission.is_held_by(&user.roles, program);
    Permission::ALL.into_iter().filter(may).collect()
}

#[cfg(test)]
pub(in crate::domain) mod tests {
    use super::*;
    use crate::domain::id::{ContractId, Id, KeyId};
    use crate::domain::membership::rules::tests::program;
    use crate::domain::user::{Email, UserKind};

    /// A member without roles, of the MPN side.
    pub(in crate::domain) fn user(email: &str) -> User {
        User {
            id: Id::new(1),
            email: email.parse().unwrap(),
            name: email.to_owned(),
            kind: UserKind::Member,
            associated: Associated::Mpn,
            roles: Vec::new(),
            country: None,
            status: UserStatus::Active,
            offers_held: Vec::new(),
        }
    }

    pub(in crate::domain) fn with_roles(email: &str, roles: &[Role]) -> User {
        User { roles: roles.to_vec(), ..user(email) }
    }

    pub(in crate::domain) fn disabled(email: &str) -> User {
        User { status: UserStatus::Disabled, ..user(email) }
    }

    #[test]
    fn an_email_with_what_nobody_sees_is_none() {
        for text in [
            "e\u{202e}@x.com",
            "e@x\u{200b}.com",
            "e\u{ad}x@x.com",
            "e\u{fe0f}@x.com",
            "\u{feff}e@x.com",
            "e@x.com\u{e0041}",
            "e\u{2800}@x.com",
            "\u{3164}@x.com",
            "e\0@x.com",
        ] {
            assert!(text.parse::<Email>().is_err(), "{text:?}");
        }
        for text in ["zoë@bücher.example", "李@例え.jp", "e\u{301}va@x.com", " Bo@Contoso.com "]
        {
            assert!(text.parse::<Email>().is_ok(), "{text:?}");
        }
    }

    fn new_user(email: &str, roles: &[Role]) -> NewUser {
        NewUser {
            email: email.parse().unwrap(),
            name: email.to_owned(),
            kind: UserKind::Member,
            roles: roles.to_vec(),
            associated: Associated::Mpn,
            country: None,
            offers_held: vec!["azure-pass".to_owned(), "azure-pass".to_owned()],
        }
    }

    fn row(email: &str, enabled: bool) -> DirectoryUser {
        DirectoryUser {
            email: email.parse().unwrap(),
            name: email.to_owned(),
            kind: UserKind::Member,
            country: None,
            is_kind_told: true,
            enabled: Some(enabled),
        }
    }

    #[test]
    fn an_email_has_one_spelling() {
        let email: Email = " ZOE\u{308}@Contoso.COM ".parse().unwrap();
        assert_eq!(email.as_str(), "zo\u{eb}@contoso.com");
        for text in ["", "bo", "@contoso.com", "bo@", "b o@contoso.com", "bo@con\ttoso.com"] {
            assert!(text.parse::<Email>().is_err(), "{text}");
        }
        assert!(format!("{}@contoso.com", "x".repeat(320)).parse::<Email>().is_err());
    }

    #[test]
    fn an_added_user_gets_each_role_and_each_offer_once() {
        let roles = [Role::BillingAdmin, Role::GlobalAdmin, Role::BillingAdmin];
        let events = add(&new_user("bo@contoso.com", &roles), None).unwrap();
        let email = user("bo@contoso.com").email;
        assert_eq!(
            events,
            [
                UserEvent::UserAdded(Described {
                    user: email.clone(),
                    name: "bo@contoso.com".to_owned(),
                    user_kind: UserKind::Member,
                    associated: Associated::Mpn,
                    country: None,
                    offers_held: vec!["azure-pass".to_owned()],
                    status: UserStatus::Active,
                }),
                UserEvent::RoleGranted { user: email.clone(), role: Role::GlobalAdmin },
                UserEvent::RoleGranted { user: email, role: Role::BillingAdmin },
            ]
        );
    }

    #[test]
    fn a_user_is_added_once() {
        let known = user("bo@contoso.com");
        assert_eq!(
            add(&new_user("bo@contoso.com", &[]), Some(&known)),
            Err(UserRefusal::UserExists { email: known.email }.into())
        );
    }

    #[test]
    fn who_was_offboarded_is_added_again_as_what_is_told_now() {
        let gone = User { status: UserStatus::Offboarded, ..user("bo@contoso.com") };
        let events = add(&new_user("bo@contoso.com", &[Role::BillingAdmin]), Some(&gone)).unwrap();
        assert_eq!(
            events,
            [
                UserEvent::UserRestored(Described {
                    user: gone.email.clone(),
                    name: "bo@contoso.com".to_owned(),
                    user_kind: UserKind::Member,
                    associated: Associated::Mpn,
                    country: None,
                    offers_held: vec!["azure-pass".to_owned()],
                    status: UserStatus::Active,
                }),
                UserEvent::RoleGranted { user: gone.email, role: Role::BillingAdmin },
            ]
        );
    }

    #[test]
    fn who_is_disabled_is_not_added_again() {
        let known = disabled("bo@contoso.com");
        let refused = Refusal::User(UserRefusal::UserExists { email: known.email.clone() });
        assert_eq!(add(&new_user("bo@contoso.com", &[]), Some(&known)), Err(refused));
    }

    #[test]
    fn a_role_is_given_and_taken_once() {
        let plain = user("bo@contoso.com");
        let admin = with_roles("bo@contoso.com", &[Role::AdminAgent]);
        let email = plain.email.clone();
        let given = UserEvent::RoleGranted { user: email.clone(), role: Role::AdminAgent };
        assert_eq!(grant(&plain, Role::AdminAgent), Ok(Some(given)));
        assert_eq!(grant(&admin, Role::AdminAgent), Ok(None));
        assert_eq!(revoke(&plain, Role::AdminAgent, 0), Ok(None));
        let taken = UserEvent::RoleRevoked { user: email, role: Role::AdminAgent };
        assert_eq!(revoke(&admin, Role::AdminAgent, 0), Ok(Some(taken)));
    }

    #[test]
    fn the_last_who_may_grant_every_role_stays_one() {
        for role in GRANTS_EVERY_ROLE {
            let last = with_roles("ann@contoso.com", &[role, Role::AccountAdmin]);
            let refused = Refusal::Role(RoleRefusal::LastGrantor {
                email: last.email.clone(),
                role: Some(role),
            });
            assert_eq!(revoke(&last, role, 0), Err(refused));
            assert!(revoke(&last, role, 1).unwrap().is_some());
            assert!(revoke(&last, Role::AccountAdmin, 0).unwrap().is_some());
        }
        let twice = with_roles("ann@contoso.com", &GRANTS_EVERY_ROLE);
        assert!(revoke(&twice, Role::GlobalAdmin, 0).unwrap().is_some());
    }

    #[test]
    fn the_last_who_may_grant_does_not_leave_the_mpn_side() {
        let last = with_roles("ann@contoso.com", &[Role::GlobalAdmin]);
        let leaves = UserChange { associated: Some(Associated::Csp), ..UserChange::default() };
        let refused =
            Refusal::Role(RoleRefusal::LastGrantor { email: last.email.clone(), role: None });
        assert_eq!(update(&last, &leaves, false, 0), Err(refused));
        assert_eq!(update(&last, &leaves, false, 1).unwrap().len(), 1);
        assert_eq!(update(&user("bo@contoso.com"), &leaves, false, 0).unwrap().len(), 1);
    }

    #[test]
    fn what_a_directory_does_not_tell_stays_as_it_is() {
        let silent =
            DirectoryUser { name: String::new(), enabled: None, ..row("bo@contoso.com", true) };
        let known = User { country: Some("DK".parse().unwrap()), ..disabled("bo@contoso.com") };
        assert_eq!(import(&silent, Some(&known), 1), Ok(None));
        let Ok(Some(UserEvent::UserAdded(Described { name, status, .. }))) =
            import(&silent, None, 1)
        else {
            panic!("nobody is added");
        };
        assert_eq!((name.as_str(), status), ("bo@contoso.com", UserStatus::Active));
    }

    #[test]
    fn the_last_who_may_grant_is_not_disabled_by_a_directory() {
        let last = with_roles("ann@contoso.com", &[Role::UserManagementAdmin]);
        let refused =
            Refusal::Role(RoleRefusal::LastGrantor { email: last.email.clone(), role: None });
        assert_eq!(import(&row("ann@contoso.com", false), Some(&last), 0), Err(refused));
        assert!(import(&row("ann@contoso.com", false), Some(&last), 1).unwrap().is_some());
    }

    #[test]
    fn a_change_to_what_is_so_already_is_none() {
        let known = user("bo@contoso.com");
        let same = UserChange {
            name: Some(known.name.clone()),
            email: Some(known.email.clone()),
            associated: Some(Associated::Mpn),
            offers_held: Some(Vec::new()),
            country: None,
        };
        assert_eq!(update(&known, &same, true, 0), Ok(Vec::new()));
        assert_eq!(import(&row("bo@contoso.com", true), Some(&known), 0), Ok(None));
    }

    #[test]
    fn an_email_goes_to_one_user() {
        let known = user("bo@contoso.com");
        let to: Email = "cy@contoso.com".parse().unwrap();
        let change = UserChange { email: Some(to.clone()), ..UserChange::default() };
        let refused = Refusal::User(UserRefusal::UserExists { email: to.clone() });
        assert_eq!(update(&known, &change, true, 0), Err(refused));
        let renamed = UserEvent::UserRenamed { user: known.email.clone(), to };
        assert_eq!(update(&known, &change, false, 0), Ok(vec![renamed]));
    }

    #[test]
    fn a_directory_does_not_bring_an_offboarded_user_back() {
        let gone = User { status: UserStatus::Offboarded, ..user("bo@contoso.com") };
        assert_eq!(import(&row("bo@contoso.com", true), Some(&gone), 0), Ok(None));
        let back = import(&row("bo@contoso.com", true), Some(&disabled("bo@contoso.com")), 0);
        assert!(matches!(
            back,
            Ok(Some(UserEvent::UserUpdated { status: Some(UserStatus::Active), .. }))
        ));
    }

    #[test]
    fn only_an_active_user_receives() {
        assert_eq!(may_receive(&user("bo@contoso.com")), Ok(()));
        for status in [UserStatus::Disabled, UserStatus::Offboarded] {
            let gone = User { status, ..user("bo@contoso.com") };
            let refused =
                Refusal::User(UserRefusal::UserGone { email: gone.email.clone(), status });
            assert_eq!(may_receive(&gone), Err(refused));
        }
    }

    #[test]
    fn a_guest_may_hold_a_role_and_a_csp_account_may_nothing() {
        let admin = User {
            kind: UserKind::Guest,
            ..with_roles("li@fabrikam.com", &[Role::GlobalAdmin, Role::BillingAdmin])
        };
        let all_but_for_customers = Permission::ALL
            .into_iter()
            .filter(|permission| *permission != Permission::ActForCustomers)
            .collect::<Vec<_>>();
        assert_eq!(permissions(&admin, &program()), all_but_for_customers);
        let csp = User { associated: Associated::Csp, ..admin };
        assert_eq!(permissions(&csp, &program()), []);
        assert_eq!(permissions(&user("bo@contoso.com"), &program()), [Permission::Read]);
    }

    #[test]
    fn who_leaves_loses_every_role_and_what_is_left_to_do_is_named() {
        use crate::domain::id::Id as _;
        let leaver = with_roles("bo@contoso.com", &[Role::GlobalAdmin, Role::AdminAgent]);
        let on = crate::domain::membership::rules::tests::day("2026-06-10");
        let seen = Seen { keys: vec![KeyId::new(4)], contracts: vec![ContractId::new(1)] };
        let to_transfer = vec![BenefitId::new(2)];
        let revoked = |role| UserEvent::RoleRevoked { user: leaver.email.clone(), role };
        let gone = UserEvent::UserOffboarded {
            user: leaver.email.clone(),
            keys_seen: seen.keys.clone(),
            contracts_seen: seen.contracts.clone(),
            to_transfer: to_transfer.clone(),
            on,
        };
        assert_eq!(
            offboard(&leaver, seen, to_transfer, 1, on),
            Ok(vec![revoked(Role::GlobalAdmin), revoked(Role::AdminAgent), gone])
        );
        let already = User { status: UserStatus::Offboarded, ..leaver };
        assert_eq!(offboard(&already, Seen::default(), Vec::new(), 0, on), Ok(Vec::new()));
    }

    #[test]
    fn the_last_who_may_grant_does_not_leave() {
        let on = crate::domain::membership::rules::tests::day("2026-06-10");
        for role in GRANTS_EVERY_ROLE {
            let last = with_roles("ann@contoso.com", &[role]);
            let refused =
                Refusal::Role(RoleRefusal::LastGrantor { email: last.email.clone(), role: None });
            assert_eq!(offboard(&last, Seen::default(), Vec::new(), 0, on), Err(refused));
            assert!(offboard(&last, Seen::default(), Vec::new(), 1, on).is_ok());
        }
        let other = with_roles("dana@contoso.com", &[Role::AccountAdmin]);
        assert!(offboard(&other, Seen::default(), Vec::new(), 0, on).is_ok());
    }

    #[test]
    fn nobody_is_forgotten_who_still_acts_holds_or_stands_for_something() {
        let on = chrono::NaiveDate::MIN;
        let gone = User { status: UserStatus::Offboarded, ..user("bo@contoso.com") };
        let held = |what: &str| ToForget { holding: Some(what.to_owned()), ..ToForget::default() };
        let opens = ToForget { recipient: Some("age1x".to_owned()), ..ToForget::default() };
        for (who, known, held_by) in [
            (user("bo@contoso.com"), ToForget::default(), HeldBy::Status(UserStatus::Active)),
            (disabled("bo@contoso.com"), ToForget::default(), HeldBy::Status(UserStatus::Disabled)),
            (gone.clone(), held("B5"), HeldBy::Holding("B5".to_owned())),
            (gone.clone(), opens, HeldBy::Recipient("age1x".to_owned())),
            (gone.clone(), ToForget { is_contact: true, ..ToForget::default() }, HeldBy::Contact),
            (
                User { status: UserStatus::Outside, ..gone.clone() },
                ToForget { is_account: true, ..ToForget::default() },
                HeldBy::Account,
            ),
        ] {
            let refused = UserRefusal::NotForgettable { email: who.email.clone(), held_by };
            assert_eq!(forget(&who, known, Vec::new(), on), Err(refused.into()));
        }
        let texts = vec![Id::new(9)];
        let user = Email::forgotten(gone.id);
        let event = UserEvent::UserForgotten { user, texts: texts.clone(), pepper: None, on };
        assert_eq!(forget(&gone, ToForget::default(), texts, on), Ok(Some(event)));
        let again = User { status: UserStatus::Forgotten, ..gone };
        assert_eq!(forget(&again, ToForget::default(), Vec::new(), on), Ok(None));
    }

    #[test]
    fn a_user_is_again_all_that_they_were_even_without_a_country() {
        let before = user("bo@contoso.com");
        let mut now = with_roles("bo@contoso.com", &[Role::AccountAdmin]);
        assert_eq!(restore(&now, &before, 1), Ok(None), "roles are restored by themselves");
        now.country = Some("NL".parse().unwrap());
        match restore(&now, &before, 1) {
            Ok(Some(UserEvent::UserRestored(Described {
                country: None,
                status: UserStatus::Active,
                ..
            }))) => {}
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_last_who_may_grant_roles_is_not_put_back_to_where_they_could_not() {
        let now = with_roles("ann@contoso.com", &[Role::GlobalAdmin]);
        let before = User { associated: Associated::Csp, ..now.clone() };
        assert!(restore(&now, &before, 1).is_ok());
        let refused =
            Refusal::Role(RoleRefusal::LastGrantor { email: now.email.clone(), role: None });
        assert_eq!(restore(&now, &before, 0), Err(refused));
    }
}
