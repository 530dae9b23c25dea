//! Support: contracts, their ids, and incidents.

use super::{column, support, supported, texts, texts_of};
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

/// Gold with cloud support that is confirmed as well.
fn with_cloud() -> World {
    let world = World::gold();
    world.ok("support activate signature-cloud");
    world.ok_with("support confirm signature-cloud", "a\nb\n");
    world
}

#[test]
fn customers_are_helped_on_cloud_support_by_an_admin_agent_and_on_premises_by_anybody() {
    let world = with_cloud();
    let line = "support open signature-cloud --title outage --customer Fabrikam";
    assert_eq!(world.refused(line, 4, "role-missing")["roles"], json!(["admin-agent"]));
    let why = world.run(&format!("why {line} -o json")).json();
    assert_eq!((&why["code"], &why["roles"]), (&json!("role-missing"), &json!(["admin-agent"])));
    world.ok("user grant cy@contoso.com admin-agent");
    world.by("cy@contoso.com").ok(line);
    assert_eq!(world.row("support status", "plan", "signature-cloud")["remaining"], "unlimited");
    // On premises no role is asked for, for a customer or for oneself (ROLE-7).
    world.by("bo@contoso.com");
    let line = "support open product-support --title 'no boot' --customer Fabrikam";
    let why = world.ok(&format!("why {line}"));
    assert_eq!((&why["allowed"], &why["roles"]), (&json!(true), &json!([])));
    assert!(texts_of(&why["rules"], "id").contains(&"ROLE-7"), "{why}");
    world.ok(line);
    let listed = world.ok("support list");
    assert_eq!(texts_of(&listed, "customer"), ["Fabrikam", "Fabrikam"]);
    let told = world.run("history show 6").stdout;
    assert!(told.contains("I2 is opened on B3 for Fabrikam: no boot"), "{told}");
    // What anybody may open, whoever may undo anything of theirs takes back.
    world.ok("undo --yes");
    world.verify();
}

#[test]
fn what_was_opened_for_a_cloud_customer_is_undone_by_an_admin_agent_alone() {
    let world = with_cloud();
    let line = "support open signature-cloud --title outage --customer Fabrikam";
    world.ok("user grant cy@contoso.com admin-agent");
    world.by("cy@contoso.com").ok(line);
    world.by("bo@contoso.com").refused("undo --yes", 4, "role-missing");
}

fn warnings(receipt: &serde_json::Value) -> String {
    texts(&receipt["warnings"]).join("\n")
}

#[test]
fn the_ids_are_not_asked_for_where_the_source_excepts_a_product() {
    let world = with_cloud();
    let open = |product: &str| {
        let of = if product.is_empty() { String::new() } else { format!(" --product '{product}'") };
        let account = "--account cy@contoso.com";
        warnings(&world.ok(&format!("support open signature-cloud --title x {account}{of}")))
    };
    for product in ["Microsoft 365", "microsoft 365 E3"] {
        assert!(!open(product).contains("not linked"), "{product}: {}", open(product));
    }
    // On Azure a CSP partner needs no contract at all (SUP-13).
    for product in ["Azure Virtual Machines", ""] {
        let told = open(product);
        assert!(told.contains("not linked"), "{product}: {told}");
        assert!(told.contains("\"Cloud Solution Provider\""), "{product}: {told}");
    }
    let told = open("Dynamics 365");
    assert!(told.contains("not linked") && !told.contains("Cloud Solution Provider"), "{told}");
}

#[test]
fn a_plan_covers_its_own_scope() {
    let world = with_cloud();
    for product in ["'SQL Server' --version 2014", "'sql server'", "'SQL Server 2008 R2'"] {
        let line = format!("support open signature-cloud --title x --product {product}");
        let error = world.refused(&line, 5, "product-on-premises");
        assert_eq!(error["rule"], "SUP-13");
        let check = world.run(&format!("support check --cloud --product {product} -o json"));
        assert_eq!((check.exit, check.json()["rule"].as_str()), (5, Some("SUP-13")));
    }
    // What runs in the cloud may begin with the same words.
    for product in ["'Office 365'", "'Dynamics CRM Online'", "'SQL Server on Azure'"] {
        world.ok(&format!("support open signature-cloud --title x --product {product}"));
        world.ok(&format!("support check --cloud --product {product}"));
    }
}

#[test]
fn what_is_not_activated_is_to_be_activated_and_no_plan_to_be_bought() {
    let world = World::gold();
    let check = || world.run("support check --cloud --product 'Azure DevOps' -o json").json();
    let hint = "mpn support activate B4";
    assert_eq!((&check()["rule"], &check()["hint"]), (&json!("SUP-4"), &json!(hint)));
    assert_eq!(check()["paid_plans"], json!([]));
    world.ok("support activate signature-cloud");
    let hint = "mpn support confirm B4";
    assert_eq!((&check()["hint"], &check()["paid_plans"]), (&json!(hint), &json!([])));
    // What is used up is no more covered, or was counted wrongly.
    world.ok("support count product-support --remaining 0");
    let check = world.run("support check --product 'SQL Server' --version 2017 -o json").json();
    assert!(check["hint"].as_str().unwrap().contains("mpn support count B3"), "{check}");
    assert_eq!(check["paid_plans"], json!(["Premier Support for Partners"]));
}

#[test]
fn without_a_version_those_are_told_that_are_covered() {
    let world = World::gold();
    let check = |product: &str| world.ok(&format!("support check --product '{product}'"));
    assert_eq!(check("SQL Server")["versions"], json!(["2017"]));
    assert_eq!(check("SQL Server 2017")["versions"], json!(["2017"]));
    let open = "support open product-support --title slow --product";
    let told = warnings(&world.ok(&format!("{open} 'SQL Server'")));
    assert!(told.contains("SQL Server 2017") && told.contains("SUP-8"), "{told}");
    for named in ["'SQL Server' --version 2017", "'SQL Server 2017'"] {
        assert!(!warnings(&world.ok(&format!("{open} {named}"))).contains("SUP-8"), "{named}");
    }
    // N-1 is among them while it is in its mainstream support.
    let bought = super::membership("gold", "DevOps", "2021-01-15");
    let then = World::found("2021-06-01", &super::opening(&bought));
    then.ok("support activate product-support");
    then.ok_with("support confirm product-support", "a\nb\n");
    let check = then.ok("support check --product 'SQL Server'");
    assert_eq!(check["versions"], json!(["2017", "2016"]));
}

#[test]
fn a_contract_that_is_over_or_used_up_is_not_to_be_used_as_usual() {
    let world = World::gold();
    let explain = || world.ok("support explain 'Access ID is already associated'");
    let told = explain();
    assert_eq!((&told["ignore"], texts(&told["causes"]).len()), (&json!(true), 1));
    assert!(told["next_step"].as_str().unwrap().contains("as usual"));
    world.ok("support count product-support --remaining 0");
    let told = explain();
    let next = told["next_step"].as_str().unwrap();
    assert_eq!(told["ignore"], false);
    assert!(next.contains("mpn support count C1 --remaining N"), "{next}");
    assert!(next.contains("Premier Support for Partners"), "{next}");
    assert!(!next.contains("as usual"), "{next}");
    assert!(told["causes"][0].as_str().unwrap().starts_with("no incidents are left"), "{told}");
    world.on("2027-01-20");
    world.ok("support count product-support --remaining 5 --on 2027-01-10");
    let told = world.ok("support explain 'Access ID is already associated'");
    let next = told["next_step"].as_str().unwrap();
    assert!(next.contains("Premier Support for Partners") && !next.contains("count"), "{next}");
    assert_eq!(texts(&told["causes"]).len(), 1, "{told}");
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

#[test]
fn the_same_ids_confirmed_again_are_recorded_once_a_year() {
    let world = World::gold();
    let ids = "123456789\n8912345\n";
    let again = |more: &str| {
        world.ok_with(&format!("support confirm product-support - {more}"), ids)["changed"].clone()
    };
    // The opening statement says another last day than that of the benefit.
    assert_eq!(again(""), false);
    assert_eq!(again("--starts-on 2026-01-15 --ends-on 2027-01-14"), false);
    assert_eq!(again("--ends-on 2026-12-31"), true);
    assert_eq!(again(""), false);
    world.on("2027-01-20").ok("membership renew M1");
    assert_eq!(again(""), true);
    assert_eq!(again(""), false);
    world.verify();
}

#[test]
fn few_incidents_left_are_warned_of_with_the_rate_at_which_they_are_used() {
    let world = supported();
    let warned = || world.ok("status")["warnings"].to_string();
    // 15 are included since 1 January: a fifth is three.
    world.ok("support count product-support --remaining 4");
    assert!(!warned().contains("SUP-14"), "{}", warned());
    world.ok("support count product-support --remaining 3");
    // Twelve in the 60 days to 1 March, so three more in 15 days.
    let line = support(&world);
    assert_eq!(line["used_up_by"], "2026-03-16");
    let few = "3 of 15 incidents are left: 12 used since 2026-01-01, at this rate used up by 2026-03-16 (SUP-14)";
    assert!(warned().contains(few), "{}", warned());
    let due = world.row("due", "kind", "few-left");
    assert_eq!((&due["date"], &due["subject"]), (&json!("2026-03-01"), &line["id"]));
    let screen = world.run("status").stdout;
    assert!(screen.contains("used up by 2026-03-16 at this rate"), "{screen}");
    world.ok("support count product-support --remaining 0");
    assert_eq!(support(&world)["used_up_by"], serde_json::Value::Null);
    // What nobody uses does not run out, and what has no end neither.
    let world = World::gold();
    world.ok("support count product-support --remaining 20");
    assert_eq!(support(&world)["used_up_by"], serde_json::Value::Null);
    assert_eq!(
        world.row("support status", "plan", "signature-cloud")["used_up_by"],
        serde_json::Value::Null
    );
}

#[test]
fn hours_have_a_rate_as_well() {
    let world = supported();
    world.ok("advisory request --scenario deployment --hours 10 --title x");
    world.ok("advisory log A1 --hours 10");
    // Ten of twenty hours in 60 days.
    assert_eq!(world.ok("advisory status")[0]["used_up_by"], "2026-04-30");
}
