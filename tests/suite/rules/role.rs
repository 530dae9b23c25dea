//! Who may do what, and what is said to who may not.

use super::CORE;
use crate::world::World;
use serde_json::json;

#[test]
fn a_refusal_for_want_of_a_role_names_the_roles_and_who_holds_them() {
    let world = World::gold();
    let error = world.by("cy@contoso.com").refused(
        &format!("vs assign {CORE} cy@contoso.com"),
        4,
        "role-missing",
    );
    assert_eq!(error["roles"], json!(["global-admin", "mpn-partner-admin"]));
    assert_eq!(error["rule"], "ROLE-4");
    assert_eq!(error["hint"], "ask one who may: ann@contoso.com, bo@contoso.com");
}

#[test]
fn a_refusal_says_when_nobody_holds_such_a_role_and_how_to_get_one() {
    let world = World::gold();
    let strict = world.catalog_with("strict.toml", |program| {
        program["roles"]["assign"] = json!(["billing-admin"]);
    });
    world.ok(&format!("catalog use {strict}"));
    let error = world.refused(&format!("vs assign {CORE} cy@contoso.com"), 4, "role-missing");
    assert_eq!(error["roles"], json!(["billing-admin"]));
    let hint = error["hint"].as_str().unwrap();
    assert!(hint.contains("mpn user grant EMAIL billing-admin"), "{hint}");
}

#[test]
fn an_account_of_csp_alone_may_not_even_read() {
    let world = World::gold();
    let world = world.by("eve@reseller.example");
    for line in ["benefits list", "whoami", "user add x@contoso.com --name X"] {
        let told = world.run(&format!("{line} -o json"));
        assert_eq!(told.exit, 4, "{line}");
        let error = told.error();
        assert_eq!(error["code"], "only-csp");
        assert!(error["message"].as_str().unwrap().contains("not authorized for this action"));
    }
}

#[test]
fn an_acting_user_who_is_unknown_may_nothing() {
    let world = World::gold();
    world.by("nobody@contoso.com").refused(
        "user grant bo@contoso.com admin-agent",
        4,
        "unknown-actor",
    );
}

#[test]
fn the_last_who_may_grant_roles_cannot_lose_that_role_by_any_command() {
    let world = World::gold();
    world.refused("user revoke ann@contoso.com global-admin", 5, "last-grantor");
    world.refused("user update ann@contoso.com --associated csp", 5, "last-grantor");
    let csv = "userPrincipalName,displayName,accountEnabled\nann@contoso.com,Ann,False\n";
    world.refused_with("user import entra -", csv, 5, "last-grantor");
    world.ok("user grant cy@contoso.com user-management-admin");
    world.ok("user revoke ann@contoso.com global-admin");
    world.by("cy@contoso.com").refused(
        "user revoke cy@contoso.com user-management-admin",
        5,
        "last-grantor",
    );
}

#[test]
fn only_the_roles_that_cancel_and_renew_may() {
    let world = World::gold();
    world.ok("user add agent@contoso.com --name A --role admin-agent");
    world.ok("user add billing@contoso.com --name B --role billing-admin");
    let cancels = world.by("agent@contoso.com").refused("cancel M1 --yes", 4, "role-missing");
    assert_eq!(cancels["roles"], json!(["mpn-partner-admin", "account-admin", "global-admin"]));
    // Who may not cancel may well renew.
    world.refused("membership renew M1", 5, "renew-too-early");
    world.by("billing@contoso.com").refused("membership renew M1", 4, "role-missing");
    world.by("dana@contoso.com").refused("cancel M1 --yes", 5, "refund-closed");
}

#[test]
fn an_offboarded_user_is_not_given_a_role() {
    let world = World::gold();
    world.ok("user offboard bo@contoso.com --yes");
    let told = world.run("user grant bo@contoso.com global-admin -o json");
    assert_eq!(told.exit, 5, "{told:?}");
}
