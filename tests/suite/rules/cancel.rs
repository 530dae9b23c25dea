//! Cancellations, and refunds that are open until somebody gives them up.

use super::{
    CORE, column, kinds, licensed, membership, opening, silver_with_keys, texts_of, user, young,
};
use crate::world::World;
use serde_json::json;

#[test]
fn a_confirmed_cancellation_ends_benefits_releases_seats_and_deletes_nothing() {
    let more = user("bo@contoso.com") + &membership("gold", "Cloud Platform", "2026-03-01");
    let world = World::found("2026-03-01", &opening(&more));
    world.ok("benefits grant --category software --product Server --offer gold");
    world.ok_with("software add-keys Server -", "3DXMC-BG73X-9RQBM-XJ9V2-27FJ3\n");
    world.ok(&format!("vs assign {CORE} bo@contoso.com"));
    world.ok(
        "gtm contact set bo@contoso.com --contact-email n@contoso.com --phone 12345 --language da",
    );
    world.ok("gtm activate G1");
    world.on("2026-03-31");
    world.refused("cancel M1 --confirm --yes", 5, "cancel-not-requested");
    world.refused("cancel M1", 2, "consent-missing");
    let requested = world.ok("cancel M1 --yes");
    assert_eq!(kinds(&requested), ["cancel-requested"]);
    assert!(requested["text"].as_str().unwrap().contains("Purchased on: 2026-03-01"));
    // Until it is granted everything goes on, but it is not asked for twice.
    assert_eq!(world.row("membership list", "id", "M1")["status"], "cancel-requested");
    assert_eq!(world.ok("cancel M1 --yes")["changed"], false);
    world.ok(&format!("vs assign {CORE} ann@contoso.com"));
    world.ok("cancel M1 --withdraw");
    assert_eq!(world.ok("cancel M1 --withdraw")["changed"], false);
    world.ok("cancel M1 --yes");
    world.on("2026-04-09").ok("cancel M1 --confirm --yes");
    assert_eq!(world.row("membership list", "id", "M1")["status"], "cancelled");
    let rows = world.ok("benefits list");
    let ended = column(&rows, "status");
    assert!(ended.len() > 5 && ended.iter().all(|status| **status == "ended"), "{rows}");
    assert_eq!(world.ok("vs list"), json!([]));
    // Who held what stays to be read (MEM-7).
    let seats = world.ok("vs list --all");
    assert_eq!(texts_of(&seats, "status"), ["ended"; 2]);
    assert_eq!(texts_of(&seats, "email"), ["bo@contoso.com", "ann@contoso.com"]);
    let keys = world.ok("software show Server")["keys"].clone();
    assert_eq!((keys.as_array().unwrap().len(), &keys[0]["status"]), (1, &json!("ended")));
    assert_eq!(world.ok("gtm list"), json!([]));
    assert_eq!(world.ok("gtm show G1")["status"], "expired");
    assert_eq!(world.ok("cancel M1 --confirm --yes")["changed"], false);
    world.refused("cancel M1 --yes", 5, "refund-closed");
    world.refused(&format!("vs assign {CORE} bo@contoso.com"), 5, "no-active-offer");
    // Bought again it is another membership, and what was recorded for its offer lives again (MEM-7).
    world.ok("membership purchase gold --competency 'Cloud Platform'");
    assert_eq!(world.row("software list", "name", "Server")["status"], "available");
    world.verify();
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
fn whether_a_refund_is_open_is_told_with_every_reason_against_it() {
    let world = silver_with_keys();
    let check = |world: &World| {
        let told = world.run("cancel M1 --check -o json");
        (told.exit, told.json()["reasons"].as_array().unwrap().len())
    };
    assert_eq!(check(world.on("2026-03-31")), (0, 0));
    world.ok("software get-keys Server --forfeit-refund");
    assert_eq!(check(&world), (5, 1));
    assert_eq!(check(world.on("2026-04-01")), (5, 2));
    let error = world.refused("cancel M1 --yes", 5, "refund-closed");
    assert_eq!(error["rule"], "CAN-1");
}

#[test]
fn whether_a_refund_is_open_is_not_told_before_the_purchase() {
    let world = World::gold();
    world.ok("membership purchase isv-co-sell");
    let told = world.run("cancel isv-co-sell --on 2026-05-01 --yes -o json");
    assert_eq!(told.exit, 5, "{told:?}");
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
fn an_open_refund_is_not_given_up_by_accident() {
    let world = silver_with_keys();
    let error = world.on("2026-03-31").refused("software get-keys Server", 5, "refund-open");
    assert_eq!(error["rule"], "CAN-3");
    assert!(error["message"].as_str().unwrap().contains("the last day"));
    world.ok("software get-keys Server --forfeit-refund");
    // Once given up there is nothing left to protect.
    world.ok("software get-keys Server");
    world.verify();

    silver_with_keys().on("2026-04-01").ok("software get-keys Server");
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
fn a_refund_that_is_open_tells_from_when_there_is_none() {
    let world = licensed("2026-06-01", "offer = \"gold\"\n");
    world.ok("benefits grant --category software --product WS --offer gold");
    world.ok_with("software add-keys WS -", "VK7JG-NPHTM-C97JM-9MPGT-3V66T\n");
    let redeem = "license redeem M365 --mode new --tenant contoso.onmicrosoft.com --yes";
    let export = format!("export keys --reveal --out {}", world.path("keys.csv").display());
    for line in ["software get-keys WS", redeem, &export] {
        let error = world.refused(line, 5, "refund-open");
        assert_eq!(error["earliest"], "2026-07-02", "{line}");
        assert!(error["hint"].to_string().contains("from 2026-07-02 (UTC)"), "{error}");
        let why = world.run(&format!("why {line} -o json")).json();
        assert_eq!(why["earliest"], "2026-07-02", "{line}");
        world.on("2026-07-02").ok(&format!("{line} --dry-run"));
        world.on("2026-06-01");
    }
    std::fs::write(world.path("p.csv"), "action,benefit\nsoftware get-keys,WS\n").unwrap();
    let row = world.run(&format!("plan {} -o json", world.path("p.csv").display())).json();
    assert_eq!(row[0]["earliest"], "2026-07-02", "{row}");
    // A benefit that ends before is not there any more when the refund is over.
    world
        .ok("benefits grant --category software --product Trial --offer gold --ends-on 2026-06-20");
    world.ok_with("software add-keys Trial - --text", "1234-5678\n");
    let error = world.refused("software get-keys Trial", 5, "refund-open");
    assert_eq!(error["earliest"], json!(null));
    assert_eq!(world.run("why software get-keys Trial -o json").json()["earliest"], json!(null));
}

#[test]
fn a_cancellation_names_who_loses_what_before_it_is_done() {
    let more = user("bo@contoso.com") + &membership("gold", "Cloud Platform", "2026-03-01");
    let world = World::found("2026-03-01", &opening(&more));
    world.ok("benefits grant --category azure --kind monthly --product Credit --amount 100 USD --offer gold");
    world.ok(&format!("vs assign {CORE} bo@contoso.com"));
    world.ok("azure assign Credit bo@contoso.com");
    world.ok("support activate product-support");
    world.ok("cancel M1 --yes");
    let told = world.on("2026-03-05").run("cancel M1 --confirm --yes --dry-run");
    for lost in ["S1 of B1, held by bo@contoso.com", "credit of B6, held by bo@contoso.com", "C1"] {
        assert!(told.stderr.contains(lost), "{lost}: {told:?}");
    }
    world.ok("cancel M1 --confirm --yes");
    // What is cancelled ends on the day before, not with the year.
    let rows = world.ok("benefits list");
    assert!(texts_of(&rows, "ends_on").iter().all(|day| *day == "2026-03-04"), "{rows}");
}
