//! Users: who is renamed, who is not known, and who leaves.

use super::{CORE, SERVER, kinds, texts};
use crate::world::World;
use serde_json::json;

#[test]
fn a_renamed_user_keeps_what_they_hold_and_the_ledger_stays_sound() {
    let world = World::gold();
    world.ok("user update cy@contoso.com --email cyrus@contoso.com");
    world.verify();
}

#[test]
fn an_unknown_user_is_not_given_anything_and_the_command_that_adds_one_is_told() {
    let world = World::gold();
    for line in [
        format!("vs assign {CORE} zed@contoso.com"),
        "azure assign 'Azure bulk credit' zed@contoso.com".to_owned(),
        format!("software get-keys {SERVER} --for zed@contoso.com"),
    ] {
        let error = world.refused(&line, 3, "no-such-user");
        let hint = error["hint"].as_str().unwrap();
        assert!(hint.contains("mpn user add zed@contoso.com --name NAME"), "{hint}");
    }
}

#[test]
fn somebody_who_leaves_is_offboarded_in_one_operation() {
    let world = World::gold();
    world.ok(&format!("vs assign {CORE} bo@contoso.com"));
    world.ok("azure assign 'Azure bulk credit' bo@contoso.com");
    world.ok("azure assign 'Azure monthly credit' bo@contoso.com");
    let key = world.ok(&format!("software get-keys {SERVER} --for bo@contoso.com"))[0].clone();
    world.on("2026-06-10");
    let before = world.head()["operation"].as_u64().unwrap();
    let receipt = world.ok("user offboard bo@contoso.com --yes");
    assert_eq!(world.head()["operation"], before + 1);
    assert_eq!(
        kinds(&receipt),
        ["seat-unassigned", "credit-removed", "role-revoked", "user-offboarded"]
    );
    assert_eq!(receipt["events"][0]["reassignable_from"], "2026-08-30");
    let bulk = world.row("azure list", "kind", "bulk");
    let left = &receipt["events"][3];
    assert_eq!(left["to_transfer"], json!([bulk["id"]]));
    assert_eq!(left["keys_seen"], json!([key["id"]]));
    // What can only be transferred stays, and is named.
    assert_eq!(bulk["users"], json!(["bo@contoso.com"]));
    assert!(texts(&receipt["warnings"])[0].contains("mpn azure transfer"));
    let gone = world.row("user list", "email", "bo@contoso.com");
    assert_eq!((&gone["status"], &gone["roles"]), (&json!("offboarded"), &json!([])));
    world.refused(&format!("vs assign {CORE} bo@contoso.com"), 5, "user-gone");
    assert_eq!(world.ok("user offboard bo@contoso.com --yes")["changed"], false);
    // The directory does not bring them back.
    let csv = "userPrincipalName,displayName,accountEnabled\nbo@contoso.com,Bo Jensen,True\n";
    world.ok_with("user import entra -", csv);
    assert_eq!(world.row("user list", "email", "bo@contoso.com")["status"], "offboarded");
    world.ok("azure transfer 'Azure bulk credit' cy@contoso.com");
    world.by("bo@contoso.com").refused("membership purchase action-pack", 4, "actor-gone");
    world.verify();
}

#[test]
fn the_last_who_may_grant_roles_does_not_leave_and_nothing_of_theirs_is_taken() {
    let world = World::gold();
    world.refused("user offboard ann@contoso.com --yes", 5, "last-grantor");
    assert_eq!(world.row("vs list", "id", "S1")["email"], "ann@contoso.com");
    world.refused("user offboard nobody@contoso.com --yes", 3, "no-such-user");
    world.refused("user offboard cy@contoso.com", 2, "consent-missing");
    // Managing users alone is not enough: seats are taken away as well.
    world.by("dana@contoso.com").refused("user offboard cy@contoso.com --yes", 4, "role-missing");
    world.by("ann@contoso.com").ok("user grant dana@contoso.com mpn-partner-admin");
    world.by("dana@contoso.com").ok("user offboard cy@contoso.com --yes");
}

#[test]
fn who_may_not_take_a_role_does_not_take_it_by_offboarding() {
    let world = World::gold();
    world.ok("user add gus@contoso.com --name Gus --role billing-admin");
    world.ok("user grant dana@contoso.com mpn-partner-admin");
    let line = "user offboard gus@contoso.com --yes";
    let error = world.by("dana@contoso.com").refused(line, 4, "role-of-azure-ad");
    assert_eq!(error["rule"], "ROLE-6");
    assert_eq!(world.row("user list", "email", "gus@contoso.com")["status"], "active");
    world.by("ann@contoso.com").ok(line);
}

#[test]
fn two_roles_that_offboard_together_are_told() {
    let world = World::gold();
    let line = "user offboard cy@contoso.com --yes";
    let error = world.by("bo@contoso.com").refused(line, 4, "role-missing");
    assert_eq!(
        error["message"],
        "bo@contoso.com may not offboard users; roles that may: global-admin, mpn-partner-admin \
         with user-management-admin, mpn-partner-admin with account-admin"
    );
    assert_eq!(error["hint"], "ask one who may: ann@contoso.com");
    world.by("ann@contoso.com").ok("user grant dana@contoso.com mpn-partner-admin");
    let why = world.ok(&format!("why {line}"));
    assert_eq!(why["holders"], json!(["ann@contoso.com", "dana@contoso.com"]));
    assert_eq!(why["role_pairs"][1], json!(["mpn-partner-admin", "account-admin"]));
}

#[test]
fn nobody_is_offboarded_from_seats_that_are_administered_elsewhere() {
    let text = include_str!("../../../examples/gold.toml").replace("\"partner-center\"", "\"pmc\"");
    let world = World::found("2026-06-01", &text);
    let holder = world.ok("vs list")[0]["email"].as_str().unwrap().to_owned();
    world.ok("user add gus@contoso.com --name Gus --role global-admin");
    let line = format!("user offboard {holder} --yes");
    let error = world.by("gus@contoso.com").refused(&line, 5, "administered-in-pmc");
    assert_eq!(error["rule"], "MEM-4");
    assert_eq!(world.ok("vs list")[0]["email"], holder);
    world.ok("user offboard bo@contoso.com --yes");
}
