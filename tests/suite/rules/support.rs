//! Support: contracts, their ids, and incidents.

use super::{column, support, supported};
use crate::world::{self, World};
use serde_json::json;

#[test]
fn a_support_benefit_is_pending_until_its_ids_are_confirmed() {
    let world = World::gold();
    let status = || world.row("benefits list", "id", "B4")["status"].clone();
    assert_eq!(status(), "available");
    world.ok("support activate signature-cloud");
    assert_eq!(status(), "pending");
    assert_eq!(world.ok("benefits list --status pending").as_array().unwrap().len(), 1);
    world.ok_with("support confirm signature-cloud -", "A-1\nC-1\n");
    assert_eq!(status(), "active");
    world.ok("support count B3 --remaining 20");
    assert_eq!(world.ok("benefits show B3")["status"], "active", "confirmed, and nothing used");
}

#[test]
fn a_plan_that_nobody_named_is_null() {
    let world = World::gold();
    world.ok("benefits grant --category support --product Extra --offer gold --quantity 3");
    assert_eq!(world.row("support status", "name", "Extra")["plan"], serde_json::Value::Null);
}

#[test]
fn any_user_of_the_mpn_side_sees_the_ids_and_that_is_recorded() {
    let world = World::gold();
    let before = world.head()["operation"].as_u64().unwrap();
    let ids = world.by("cy@contoso.com").ok("support ids product-support");
    assert_eq!((&ids["access_id"], &ids["contract_id"]), (&json!("123456789"), &json!("8912345")));
    let shown = world.ok(&format!("history show {}", before + 1));
    assert_eq!(
        (&shown["command"], &shown["actor"]),
        (&json!("support ids"), &json!("cy@contoso.com"))
    );
    assert_eq!(shown["events"][0]["kind"], "ids-revealed");
    world.by("eve@reseller.example").refused("support ids product-support", 4, "only-csp");
    world.by("ann@contoso.com").refused("support ids signature-cloud", 5, "support-inactive");
    world.ok("support activate signature-cloud");
    world.refused("support ids signature-cloud", 5, "support-pending");
    // Linking a second time is harmless.
    let link = "support link C1 --account someone@live.example";
    assert_eq!(world.by("cy@contoso.com").ok(link)["changed"], true);
    assert_eq!(world.ok(link)["changed"], false);
}

#[test]
fn incidents_run_out_and_a_bug_is_given_back() {
    let world = supported();
    world.ok("support count product-support --remaining 1");
    world.ok("support open product-support --title last --account bo@contoso.com");
    let error = world.refused("support open product-support --title more", 5, "no-incident-left");
    assert_eq!(error["rule"], "SUP-9");
    let used_up = support(&world);
    assert_eq!((&used_up["status"], &used_up["available"]), (&json!("used-up"), &json!(false)));
    let closed = world.ok("support close I1 --as bug");
    assert_eq!(closed["events"][0]["returned"], true);
    assert_eq!(world.ok("support close I1 --as bug")["changed"], false);
    world.refused("support close I1 --as solved", 6, "incident-closed");
    world.ok("support open product-support --title more");
    let listed = world.ok("support list");
    assert_eq!(column(&listed, "counted"), [&json!(false), &json!(true)]);
    world.verify();
}

#[test]
fn an_incident_is_given_back_at_most_to_what_is_included() {
    let world = World::gold();
    world.ok("support open product-support --title a");
    world.ok("support count product-support --remaining 20");
    world.ok("support close I1 --as bug");
    assert_eq!(world.row("support status", "plan", "product-support")["remaining"], 20);
    world.verify();
}

#[test]
fn customers_are_helped_on_cloud_support_by_an_admin_agent() {
    let world = World::gold();
    world.ok("support activate signature-cloud");
    world.ok_with("support confirm signature-cloud", "a\nb\n");
    let line = "support open signature-cloud --title outage --customer Fabrikam";
    assert_eq!(world.refused(line, 4, "role-missing")["roles"], json!(["admin-agent"]));
    world.ok("user grant cy@contoso.com admin-agent");
    world.by("cy@contoso.com").ok(line);
    let on_premises = "support open product-support --title outage --customer Fabrikam";
    world.refused(on_premises, 5, "customer-on-premises");
    assert_eq!(world.row("support status", "plan", "signature-cloud")["remaining"], "unlimited");
}

#[test]
fn whoever_acts_may_stand_before_support_close_which_has_an_as_of_its_own() {
    let world = World::gold();
    world.ok("support open product-support --title backup");
    let mut args = vec!["--as".to_owned(), "bo@contoso.com".to_owned()];
    // Where the ledger, the identity and the config are; the last two options say who and when.
    args.extend(world.options().into_iter().take(6));
    args.extend(["support", "close", "I1", "--as", "bug", "-o", "json"].map(str::to_owned));
    args.extend(["--now", "2026-06-02"].map(str::to_owned));
    let told = world::run(&args, "");
    assert_eq!((told.exit, told.json()["actor"].as_str()), (0, Some("bo@contoso.com")), "{told:?}");
    assert_eq!(world.row("support list", "id", "I1")["closed_as"], "bug");
    args[1] = "nobody@contoso.com".to_owned();
    assert_eq!(world::run(&args, "").exit, 4);
}
