//! Bugs that were found, each with the test that showed it.

use crate::world::{self, World};
use serde_json::json;

const OTHER: &str =
    "--tenant fabrikam.onmicrosoft.com --confirm-tenant fabrikam.onmicrosoft.com --yes";

/// Silver for DevOps as M1 and an Action Pack as M2, both young enough to be given back.
fn young() -> World {
    let opening = "[organization]\ntenant = \"contoso.onmicrosoft.com\"\n\
                   account_email = \"partner@contoso.com\"\n\
                   [[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\n\
                   roles = [\"global-admin\"]\n\
                   [[membership]]\noffer = \"silver\"\ncompetency = \"DevOps\"\n\
                   purchased_on = 2026-05-02\n\
                   [[membership]]\noffer = \"action-pack\"\npurchased_on = 2026-05-01\n";
    World::found("2026-05-03", opening)
}

#[test]
fn a_go_to_market_offer_that_ended_is_neither_confirmed_nor_active() {
    let world = young();
    world.ok(
        "gtm contact set ann@contoso.com --contact-email a@b.example --phone 12345 --language nl",
    );
    world.ok("gtm activate G4");
    world.ok("gtm activate G5");
    world.ok("gtm confirm G5 --expires 2027-01-01");
    world.ok("cancel M1 --yes");
    world.ok("cancel M1 --confirm --yes");
    world.refused("gtm confirm G4 --expires 2027-01-01", 5, "gtm-expired");
    let error = world.refused("gtm activate G5", 5, "gtm-expired");
    assert_eq!(error["message"], "G5 has ended: no membership brings it any more");
    assert_eq!(world.ok("gtm show G5")["status"], "expired");
}

#[test]
fn a_ledger_as_of_a_day_on_which_a_lapse_was_not_taken_down_is_told() {
    let world = World::gold();
    world.on("2027-01-10");
    let (told, done) = std::sync::mpsc::channel();
    let path = world.options();
    std::thread::spawn(move || {
        let mut args = world::words("membership list --as-of 2027-01-05 -o json");
        args.extend(path);
        let _ = told.send(world::run(&args, "").exit);
    });
    assert_eq!(done.recv_timeout(std::time::Duration::from_secs(20)), Ok(0));
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
fn ids_that_were_confirmed_anew_are_not_answered_as_if_they_were_the_old_ones() {
    let world = World::gold();
    let line = "support ids product-support --request-id a -o json";
    let first = world.run(line);
    assert_eq!(world.run(line), first);
    world.ok_with("support confirm product-support", "other-access\nother-contract\n");
    assert_eq!(world.run(line).exit, 6);
}

#[test]
fn a_key_redeemed_before_one_that_was_replaced_can_be_taken_back_as_well() {
    let world = World::gold();
    let redeem = |mode: &str| {
        let line = format!("license redeem 'Microsoft 365 E3' --mode {mode} {OTHER}");
        world.ok(&line)["id"].as_str().unwrap().to_owned()
    };
    let (first, second) = (redeem("new"), redeem("add-seats"));
    world.ok(&format!("license replace {second} --yes"));
    let receipt = world.ok(&format!("license replace {first} --yes"));
    assert_eq!(receipt["events"][0]["restored"], true);
    let running = world.ok("license show 'Microsoft 365 E3'")["subscriptions"].clone();
    assert_eq!(running.as_array().unwrap().len(), 1, "{running}");
}

#[test]
fn a_renewal_of_the_last_day_is_recorded_some_days_later() {
    let world = World::gold();
    let receipt = world.on("2027-01-05").ok("membership renew action-pack --on 2026-12-31");
    assert_eq!(receipt["on"], "2026-12-31");
}

#[test]
fn why_counts_from_the_day_it_is_told() {
    let world = World::gold();
    world.on("2026-12-10");
    let line = "membership renew action-pack --on 2026-11-01";
    assert_eq!(world.run(&format!("why {line}")).exit, world.run(&format!("{line} -n")).exit);
}

#[test]
fn software_verbs_do_not_take_license_keys() {
    let world = World::gold();
    let key = world.row("license list", "status", "unredeemed")["id"].as_str().unwrap().to_owned();
    world.refused(&format!("software retire {key}"), 3, "wrong-category");
}

#[test]
fn what_if_loses_no_offer_that_lapsed_before() {
    let opening = "[[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\n\
                   roles = [\"global-admin\"]\n[[membership]]\noffer = \"gold\"\n\
                   competency = \"Security\"\npurchased_on = 2026-01-01\n";
    let world = World::found("2026-01-01", opening);
    world.on("2026-06-01").ok("membership purchase silver --competency DevOps");
    world.on("2027-03-01");
    let lost = world.ok("what-if lapse")["lost"].clone();
    let toolbox =
        lost.as_array().unwrap().iter().any(|one| one["name"] == "Partner Go-To-Market Toolbox");
    assert!(!toolbox, "{lost}");
}

#[test]
fn whether_a_refund_is_open_is_not_told_before_the_purchase() {
    let world = World::gold();
    world.ok("membership purchase isv-co-sell");
    let told = world.run("cancel isv-co-sell --on 2026-05-01 --yes -o json");
    assert_eq!(told.exit, 5, "{told:?}");
    let _ = json!(null);
}

#[test]
fn cancel_check_tells_of_a_lapse_before_it_is_taken_down() {
    let world = World::gold();
    world.on("2027-01-10");
    let before = world.run("cancel M4 --check -o json").json();
    world.ok("user grant cy@contoso.com admin-agent");
    assert_eq!(world.run("cancel M4 --check -o json").json(), before);
}

#[test]
fn an_offboarded_user_is_not_given_a_role() {
    let world = World::gold();
    world.ok("user offboard bo@contoso.com --yes");
    let told = world.run("user grant bo@contoso.com global-admin -o json");
    assert_eq!(told.exit, 5, "{told:?}");
}

#[test]
fn a_go_to_market_offer_is_listed_among_the_benefits_as_what_it_is() {
    let world = young();
    world.ok(
        "gtm contact set ann@contoso.com --contact-email a@b.example --phone 12345 --language nl",
    );
    world.ok("gtm activate G1");
    assert_eq!(world.row("benefits list --status pending", "id", "G1")["status"], "pending");
    world.ok("gtm confirm G1 --expires 2026-06-01");
    assert_eq!(world.row("benefits list --status active", "id", "G1")["status"], "active");
    world.on("2026-06-02");
    assert_eq!(world.ok("benefits show G1")["status"], "ended");
}

#[test]
fn a_benefit_that_ends_on_a_day_of_its_own_is_due_on_it() {
    let world = World::gold();
    let grant = "benefits grant --category software --product Tools --offer gold";
    let receipt = world.ok(&format!("{grant} --ends-on 2026-12-12"));
    let id = receipt["events"][0]["benefit"].as_str().unwrap().to_owned();
    let due = world.row("due --within 500d", "subject", &id);
    assert_eq!((&due["date"], &due["kind"]), (&json!("2026-12-12"), &json!("benefit-ends")));
    assert!(world.run("calendar").stdout.contains("20261212"));
    // What ends with its membership is told with the membership.
    let kinds = world.ok("due --within 500d");
    let own = kinds.as_array().unwrap().iter().filter(|line| line["kind"] == "benefit-ends");
    assert_eq!(own.count(), 1);
}

#[test]
fn a_cancellation_that_waits_is_due_until_it_is_answered() {
    let world = young();
    world.ok("cancel M2 --yes");
    world.on("2026-07-20");
    let due = world.row("due", "kind", "cancel-pending");
    assert_eq!((&due["date"], &due["days"]), (&json!("2026-07-20"), &json!(0)));
    assert!(world.run("calendar").stdout.contains("cancellation of M2"));
}

#[test]
fn a_key_is_not_handed_out_after_its_last_day_by_a_day_before_it() {
    let world = World::gold();
    let redeem = format!("license redeem 'Microsoft 365 E3' --mode new {OTHER}");
    world.on("2027-01-16");
    world.refused(&format!("{redeem} --on 2027-01-15"), 5, "activate-by-over");
    // What was done in the portal in time may be told later.
    world.ok(&format!("{redeem} --on 2027-01-15 --already-done"));

    let world = World::gold();
    let grant = "benefits grant --category software --product Tools --offer gold";
    world.ok(&format!("{grant} --ends-on 2026-06-10"));
    world.ok_with("software add-keys Tools - --text", "1234-5678\n8765-4321\n");
    let id = world.ok("software get-keys Tools")[0]["id"].as_str().unwrap().to_owned();
    world.on("2026-07-01");
    world.refused("software get-keys Tools --on 2026-06-09", 5, "benefit-ended");
    world.refused(&format!("software get-keys {id} --on 2026-06-09"), 5, "benefit-ended");
}

#[test]
fn a_seat_is_given_on_no_day_before_its_latest_assignment() {
    let world = World::gold();
    world.ok("vs assign S2 bo@contoso.com");
    world.on("2026-06-02").ok("vs unassign S2 bo@contoso.com");
    let error =
        world.refused("vs assign S2 bo@contoso.com --on 2026-02-01", 5, "seat-assigned-later");
    assert_eq!((&error["rule"], &error["earliest"]), (&json!("VS-3"), &json!("2026-06-01")));
    // Where no seat is named, another one is taken.
    let receipt = world.ok("vs assign B1 bo@contoso.com --on 2026-02-01");
    assert_ne!(receipt["events"][0]["seat"], "S2");
    assert_eq!(world.row("vs list", "id", "S2")["reassignable_from"], "2026-08-30");
    world.refused("vs assign S2 dana@contoso.com", 5, "seats-cooling");
}

#[test]
fn bulk_credit_goes_to_nobody_before_who_holds_it_got_it() {
    let world = World::gold();
    world.ok("azure assign B10 cy@contoso.com --on 2026-05-01");
    let error = world.refused(
        "azure transfer B10 bo@contoso.com --on 2026-03-01",
        5,
        "credit-assigned-later",
    );
    assert_eq!((&error["rule"], &error["earliest"]), (&json!("AZ-4"), &json!("2026-05-01")));
    world.ok("azure transfer B10 bo@contoso.com --on 2026-05-01");
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
    world.refused("membership renew M2 --on 2028-02-01", 5, "membership-over");
}

#[test]
fn what_a_replaced_key_had_made_does_not_come_back_with_a_later_replacement() {
    let world = World::gold();
    let redeem = |mode: &str| {
        let line = format!("license redeem 'Microsoft 365 E3' --mode {mode} {OTHER}");
        world.ok(&line)["id"].as_str().unwrap().to_owned()
    };
    let running = || {
        let shown = world.ok("license show 'Microsoft 365 E3'")["subscriptions"].clone();
        let there = shown.as_array().unwrap().iter();
        there.filter(|one| one["tenant"] == "fabrikam.onmicrosoft.com").count()
    };
    let (first, second) = (redeem("new"), redeem("add-seats"));
    world.ok(&format!("license replace {first} --yes"));
    assert_eq!(running(), 1);
    let receipt = world.ok(&format!("license replace {second} --yes"));
    assert_eq!((&receipt["events"][0]["restored"], running()), (&json!(true), 0));
    redeem("new");
    world.verify();
}

#[test]
fn no_more_seats_are_told_to_be_free_than_can_be_given() {
    let users: String = (1..=9)
        .map(|number| {
            format!("[[user]]\nemail = \"u{number}@contoso.com\"\nname = \"U{number}\"\n")
        })
        .collect();
    let opening = format!(
        "[[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\nroles = [\"global-admin\"]\n{users}\
         [[membership]]\noffer = \"gold\"\ncompetency = \"Security\"\npurchased_on = 2026-01-15\n"
    );
    let world = World::found("2026-01-15", &opening);
    world.on("2026-12-01").ok("membership purchase silver --competency Security");
    for number in 1..=8 {
        world.ok(&format!("vs assign 'Visual Studio Enterprise' u{number}@contoso.com"));
    }
    world.on("2027-03-20");
    for number in 1..=3 {
        world.ok(&format!("vs unassign 'Visual Studio Enterprise' u{number}@contoso.com"));
    }
    let free = world.ok("vs free --need 1");
    assert_eq!((&free["free"], &free["enough_from"]), (&json!(0), &json!(null)), "{free}");
    world.refused("vs assign 'Visual Studio Enterprise' u9@contoso.com", 5, "no-free-seat");
    world.ok("vs unassign 'Visual Studio Enterprise' u4@contoso.com");
    assert_eq!(world.ok("vs free --need 1")["free"], 1);
    world.ok("vs assign 'Visual Studio Enterprise' u9@contoso.com");
}

#[test]
fn a_refund_that_was_asked_for_is_not_given_up_by_accident_either() {
    let world = young();
    world.ok("benefits grant --category software --product Tools --offer silver");
    world.ok_with("software add-keys Tools - --text", "1234-5678\n");
    world.ok("cancel M1 --yes");
    // Long after day 30 the answer may still be on its way.
    world.on("2026-06-05");
    let check = world.ok("cancel M1 --check");
    assert_eq!((&check["open"], &check["requested"]), (&json!(true), &json!(true)));
    world.refused("software get-keys Tools", 5, "refund-open");
    world.ok("software get-keys Tools --forfeit-refund");
    let check = world.run("cancel M1 --check -o json");
    assert_eq!((check.exit, &check.json()["open"]), (5, &json!(false)));
}

#[test]
fn seats_that_the_ledger_knows_are_not_passed_over_in_silence() {
    let world = World::gold();
    let receipt = world
        .ok("license redeem 'Microsoft 365 E3' --mode extend --tenant contoso.onmicrosoft.com \
         --seats-now 1000 --ends-on 2030-01-01 --already-done --yes");
    let warnings = receipt["warnings"].to_string();
    assert!(warnings.contains("25 seats until 2027-02-01"), "{receipt}");
    world.refused(
        &format!(
            "license redeem 'Microsoft 365 E3' --mode extend {OTHER} --seats-now 9 \
             --ends-on 9999-12-31"
        ),
        5,
        "ends-too-far",
    );
}

#[test]
fn whether_a_refund_is_open_is_told_of_partner_membership_center_as_well() {
    let opening = "[organization]\nadministered_in = \"pmc\"\nregion = \"emea\"\n\
                   [[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\n\
                   roles = [\"global-admin\"]\n\
                   [[membership]]\noffer = \"silver\"\ncompetency = \"DevOps\"\n\
                   purchased_on = 2026-05-02\n";
    let world = World::found("2026-05-03", opening);
    assert_eq!(world.run("cancel M1 --yes").exit, 5);
    let told = world.run("cancel M1 --check -o json");
    assert_eq!(told.exit, 5);
    assert!(told.json()["reasons"].to_string().contains("Partner Membership Center"));
}

#[test]
fn the_history_tells_of_a_command_by_what_it_did_and_not_by_what_lapsed_along() {
    let world = young();
    world.on("2027-08-01").ok("user update ann@contoso.com --country NL");
    let line = world.ok("history list");
    let summary = line.as_array().unwrap().last().unwrap()["summary"].as_str().unwrap().to_owned();
    assert!(summary.starts_with("user ann@contoso.com is brought up to date"), "{line}");
}
