//! Memberships: bought, renewed and lapsed, and what comes and goes with them.

use super::{
    CORE, SERVER, column, kinds, letter, membership, opening, silver, support, supported, texts_of,
    user,
};
use crate::world::World;
use serde_json::{Value, json};

#[test]
fn without_an_active_offer_lists_are_empty_and_actions_refused() {
    let world = World::found("2026-03-01", &opening(""));
    for list in ["benefits list", "vs list", "azure list", "software list", "membership list"] {
        let told = world.run(&format!("{list} -o json"));
        assert_eq!((told.exit, told.json()), (0, json!([])), "{list}");
        assert!(told.stderr.contains("Looks like you don't have any benefits yet"), "{list}");
    }
    world.refused(&format!("vs assign {CORE} ann@contoso.com"), 5, "no-active-offer");
}

#[test]
fn a_membership_in_partner_membership_center_refuses_every_action_and_names_the_contact() {
    let contacts = [
        ("north-america", "Partner Frontline"),
        ("latin-america", "Partner Frontline"),
        ("anz-taiwan", "Partner Frontline"),
        ("emea", "regional form"),
        ("apac-china", "technical support"),
    ];
    for (region, contact) in contacts {
        let organization =
            format!("[organization]\nadministered_in = \"pmc\"\nregion = \"{region}\"\n");
        let world = World::found("2026-03-01", &(organization + &opening("")));
        for line in [
            "membership purchase action-pack",
            "vs assign B1 ann@contoso.com",
            "azure assign B1 ann@contoso.com",
            "software get-keys B1",
            "benefits grant --category software --product P --offer gold",
        ] {
            let error = world.refused(line, 5, "administered-in-pmc");
            assert!(error["hint"].as_str().unwrap().contains(contact), "{error}");
        }
        world.ok("user add bo@contoso.com --name Bo");
    }
}

#[test]
fn the_core_package_of_an_action_pack_is_superseded_when_gold_is_bought() {
    let world = World::found("2026-03-01", &opening(&membership("action-pack", "", "2026-02-01")));
    let names = |world: &World| -> Vec<String> {
        let rows = world.ok("benefits list --category visual-studio");
        column(&rows, "name").into_iter().map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&world), ["Visual Studio Professional (MPN)"]);
    let support = world.row("benefits list", "name", "Microsoft Product Support");
    world.ok("membership purchase gold --competency Security");
    assert_eq!(names(&world), ["Visual Studio Enterprise"]);
    let now = world.row("benefits list", "name", "Microsoft Product Support");
    assert_eq!((&now["id"], &now["quantity"]), (&support["id"], &json!(20)));
    assert_eq!(support["quantity"], 10);
    world.verify();
}

#[test]
fn ids_and_seats_stay_when_silver_becomes_gold() {
    let world = silver(3);
    for number in 0..3 {
        world.ok(&format!("vs assign {CORE} {}", letter(number)));
    }
    let before = world.ok("vs list");
    let benefit = || world.row("benefits list", "name", "Visual Studio Enterprise");
    assert_eq!((before.as_array().unwrap().len(), &benefit()["quantity"]), (3, &json!(5)));
    let id = benefit()["id"].clone();
    world.ok("membership purchase gold --competency Security");
    assert_eq!((&benefit()["id"], &benefit()["quantity"]), (&id, &json!(10)));
    assert_eq!(world.ok("vs list"), before);
    world.verify();
}

#[test]
fn an_offer_is_bought_once_and_a_competency_by_the_name_it_has() {
    let world = silver(0);
    world.refused("membership purchase silver --competency security", 5, "already-member");
    world.ok("membership purchase silver --competency 'cloud crm'");
    let newest = world.ok("membership show M2");
    assert_eq!(newest["competency"], "Cloud Business Applications");
    let error =
        world.refused("membership purchase gold --competency Securty", 3, "no-such-competency");
    assert!(error["hint"].as_str().unwrap().contains("'Security'"));
}

#[test]
fn a_renewal_begins_incidents_and_hours_anew_and_seats_and_keys_carry_on() {
    let world = supported();
    world.ok(&format!("vs assign {CORE} bo@contoso.com"));
    world.ok("benefits grant --category software --product Server --offer silver --quantity 2");
    world.ok_with("software add-keys Server -", "3DXMC-BG73X-9RQBM-XJ9V2-27FJ3\n");
    world.ok("software get-keys Server --for bo@contoso.com");
    world.ok("support open product-support --title backup");
    world.ok("advisory request --scenario deployment --hours 10 --title migration");
    world.ok("advisory log A1 --hours 8");
    world.ok("advisory request --scenario deployment --hours 4 --title later");
    let seats = world.ok("vs list");
    let keys = world.ok("software show Server")["keys"].clone();
    assert_eq!(support(&world)["remaining"], 14);
    let hours = |world: &World| {
        let row = world.ok("advisory status")[0].clone();
        (row["used"].clone(), row["reserved"].clone(), row["remaining"].clone())
    };
    assert_eq!(hours(&world), (json!(8), json!(4), json!(8)));

    let early = world.on("2027-01-01").refused("membership renew M1", 5, "renew-too-early");
    assert_eq!((&early["earliest"], &early["rule"]), (&json!("2027-01-02"), &json!("MEM-5")));
    world.on("2027-01-31").ok("membership renew silver");
    let renewed = world.row("membership list", "id", "M1");
    assert_eq!(
        (&renewed["anniversary"], &renewed["renewable_until"], &renewed["status"]),
        (&json!("2028-01-01"), &json!("2028-01-31"), &json!("active"))
    );
    // The contract is confirmed again, and until then nothing can be opened.
    let pending = support(&world);
    assert_eq!((&pending["status"], &pending["remaining"]), (&json!("pending"), &json!(15)));
    assert_eq!((&pending["starts_on"], &pending["contract"]), (&Value::Null, &json!("C1")));
    world.refused("support open product-support --title again", 5, "support-pending");
    assert_eq!(hours(&world), (json!(0), json!(0), json!(20)));
    assert_eq!(world.ok("vs list"), seats);
    assert_eq!(world.ok("software show Server")["keys"], keys);
    // What was opened in the last term is kept, and gives nothing back to this one.
    world.ok("support close I1 --as bug");
    assert_eq!(support(&world)["remaining"], 15);
    world.ok("advisory log A2 --hours 4");
    assert_eq!(hours(&world), (json!(0), json!(0), json!(20)));
    world.ok_with("support confirm product-support", "access-of-2027\ncontract-of-2027\n");
    let confirmed = support(&world);
    assert_eq!(
        (&confirmed["starts_on"], &confirmed["ends_on"]),
        (&json!("2027-01-01"), &json!("2028-01-31"))
    );
    assert_eq!(world.ok("support ids product-support")["access_id"], "access-of-2027");
    world.ok("support open product-support --title again");
    world.verify();
}

#[test]
fn a_renewal_of_the_last_day_is_recorded_some_days_later() {
    let world = World::gold();
    let receipt = world.on("2027-01-05").ok("membership renew action-pack --on 2026-12-31");
    assert_eq!(receipt["on"], "2026-12-31");
}

#[test]
fn two_renewals_that_were_made_in_time_are_recorded_one_after_the_other() {
    let world = World::found(
        "2026-01-15",
        "[[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\nroles = [\"global-admin\"]\n",
    );
    world.ok("membership purchase gold --competency DevOps");
    world.ok("membership purchase gold --competency Security");
    world.ok(
        "benefits grant --category software --product Tools --offer gold --competency Security",
    );
    world.ok("vs assign 'Visual Studio Enterprise' ann@contoso.com");
    let ids = |world: &World| -> Vec<String> {
        let rows = world.ok("benefits list");
        let live = rows.as_array().unwrap().iter().filter(|one| one["status"] != "ended");
        live.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    let before = ids(&world);
    world.on("2027-02-20");
    world.ok("membership renew M1 --on 2027-02-01");
    world.ok("membership renew M2 --on 2027-02-01");
    assert_eq!(ids(&world), before);
    world.verify();
    // What nobody renewed in time lapses all the same.
    world.on("2028-02-20").refused("membership renew M1", 5, "membership-over");
    world.ok("user update ann@contoso.com --country NL");
    world.refused("membership renew M2 --on 2028-02-15", 5, "membership-over");
    // … and what was renewed in time has not, whatever was recorded since.
    world.ok("membership renew M2 --on 2028-02-01");
}

/// Every list, as JSON.
fn lists(world: &World) -> Vec<Value> {
    let nouns = [
        "membership list",
        "benefits list",
        "software list",
        "azure list",
        "license list",
        "vs list",
        "support status",
        "support list",
        "advisory status",
        "advisory list",
        "gtm list",
        "user list",
        "due --within 999d",
    ];
    nouns.iter().map(|noun| world.ok(noun)).collect()
}

#[test]
fn a_lapse_is_told_on_its_day_and_no_write_records_it() {
    let world = World::gold();
    world.ok("azure assign 'Azure monthly credit' bo@contoso.com");
    // The Action Pack's window ends on 31 December 2026.
    world.on("2026-12-31");
    assert_eq!(world.row("membership list", "id", "M4")["status"], "renewable");
    assert_eq!(world.row("azure list", "kind", "monthly")["users"], json!(["bo@contoso.com"]));
    world.on("2027-01-01");
    let head = world.head();
    let before = lists(&world);
    assert_eq!(world.head(), head);
    assert_eq!(world.row("membership list", "id", "M4")["status"], "lapsed");
    let credit = world.row("azure list", "kind", "monthly");
    assert_eq!(
        (&credit["users"], &credit["status"]),
        (&json!(["bo@contoso.com"]), &json!("ended"))
    );
    let receipt = world.ok("user grant cy@contoso.com admin-agent");
    assert_eq!(kinds(&receipt), ["role-granted"]);
    let mut after = lists(&world);
    // The role is what the write itself was about.
    after[11] = before[11].clone();
    assert_eq!(after, before);
    world.verify();
}

#[test]
fn a_lapse_is_no_operation() {
    let world = World::gold();
    world.on("2027-01-01");
    let head = world.head();
    assert_eq!(world.ok(&format!("vs assign {CORE} ann@contoso.com"))["changed"], false);
    world.refused("user grant nobody@contoso.com admin-agent", 3, "no-such-user");
    assert_eq!(world.ok("user grant cy@contoso.com admin-agent -n")["changed"], true);
    assert_eq!(world.head(), head);
}

#[test]
fn with_a_lapse_everything_ends_that_came_with_the_membership_and_nothing_is_deleted() {
    let world = World::gold();
    world.ok("azure assign 'Azure bulk credit' bo@contoso.com");
    world.ok("support open product-support --title backup");
    // All but the membership for Data Analytics of 1 February, which lapses a bit later.
    let line = "user update cy@contoso.com --name 'Cyrus Okafor'";
    world.on("2027-03-10").ok(line);
    let memberships = world.ok("membership list");
    assert_eq!(texts_of(&memberships, "status"), ["lapsed"; 4]);
    for list in ["vs list --all", "software list", "azure list", "benefits list"] {
        let rows = world.ok(list);
        assert!(!rows.as_array().unwrap().is_empty(), "{list}");
        assert!(column(&rows, "status").iter().all(|status| **status == "ended"), "{list}: {rows}");
    }
    // Who held what stays to be read.
    assert_eq!(world.row("vs list --all", "id", "S1")["email"], "ann@contoso.com");
    assert_eq!(world.row("azure list", "kind", "bulk")["users"], json!(["bo@contoso.com"]));
    let keys = world.ok(&format!("software show {SERVER}"))["keys"].clone();
    assert!(column(&keys, "status").iter().all(|status| **status == "ended"), "{keys}");
    // What was redeemed belongs to the tenant; what was not can no longer be.
    let licenses = world.ok("license list");
    assert_eq!(texts_of(&licenses, "status"), ["ended", "ended", "redeemed", "ended"]);
    let status = support(&world);
    assert_eq!((&status["status"], &status["available"]), (&json!("expired"), &json!(false)));
    assert_eq!(world.ok("support list").as_array().unwrap().len(), 1);
    world.verify();
}

#[test]
fn silver_has_its_core_package_back_when_gold_lapses() {
    let more = user("bo@contoso.com") + &membership("gold", "Data Analytics", "2026-01-01");
    let world = World::found("2026-03-01", &opening(&more));
    world.ok(&format!("vs assign {CORE} bo@contoso.com"));
    world.ok("membership purchase silver --competency 'Data Platform'");
    let gold = world.row("benefits list", "name", "Visual Studio Enterprise");
    assert_eq!((&gold["offer"], &gold["quantity"]), (&json!("gold"), &json!(10)));
    world.on("2027-02-01");
    for written in [false, true] {
        if written {
            world.ok("user grant bo@contoso.com admin-agent");
        }
        let silver = world.row("benefits list", "name", "Visual Studio Enterprise");
        assert_eq!(
            (&silver["id"], &silver["offer"], &silver["quantity"], &silver["used"]),
            (&gold["id"], &json!("silver"), &json!(5), &json!(1))
        );
        assert_eq!(silver["ends_on"], "2027-03-31");
        let seat = world.row("vs list", "id", "S1");
        assert_eq!(
            (&seat["email"], &seat["status"]),
            (&json!("bo@contoso.com"), &json!("assigned"))
        );
        assert_eq!(support(&world)["included"], 15);
        assert_eq!(world.row("support status", "plan", "signature-cloud")["included"], 5);
        assert_eq!(world.ok("advisory status")[0]["included"], 20);
        let offers = world.ok("gtm list");
        assert!(!texts_of(&offers, "name").contains(&"Partner Go-To-Market Toolbox"), "{offers}");
        assert_eq!(offers[0]["sources"], json!(["Silver Core"]));
    }
    world.on("2027-04-01");
    // Who held it stays to be read (MEM-7).
    let seat = world.row("vs list --all", "id", "S1");
    assert_eq!((&seat["email"], &seat["status"]), (&json!("bo@contoso.com"), &json!("ended")));
    world.refused("support activate product-support", 5, "no-active-offer");
    world.verify();
}

#[test]
fn silver_comes_back_when_gold_lapses() {
    let world = World::found("2026-01-01", &opening(&membership("gold", "Security", "2026-01-01")));
    world.on("2026-06-01").ok("membership purchase silver --competency DevOps");
    world.on("2027-03-01");
    let seats = world.row("benefits list", "name", "Visual Studio Enterprise");
    assert_eq!(seats["status"], "available");
}

#[test]
fn what_if_loses_no_offer_that_lapsed_before() {
    let world = World::found("2026-01-01", &opening(&membership("gold", "Security", "2026-01-01")));
    world.on("2026-06-01").ok("membership purchase silver --competency DevOps");
    world.on("2027-03-01");
    let lost = world.ok("what-if lapse")["lost"].clone();
    let toolbox =
        lost.as_array().unwrap().iter().any(|one| one["name"] == "Partner Go-To-Market Toolbox");
    assert!(!toolbox, "{lost}");
}
