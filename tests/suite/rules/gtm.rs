//! Go-To-Market offers.

use super::young;
use serde_json::json;

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
    assert_eq!(error["message"], "G5 ended on 2026-05-02 (UTC)");
    assert_eq!(world.ok("gtm show G5")["status"], "expired");
}

#[test]
fn a_contact_who_left_is_told_and_activates_nothing() {
    let world = young();
    let set = |user: &str| {
        world.ok(&format!(
            "gtm contact set {user} --contact-email a@b.example --phone 12345 --language nl"
        ))
    };
    set("bo@contoso.com");
    let told = world.run("gtm activate G1");
    // Who gets the instructions, and when (GTM-4).
    assert!(told.stderr.contains("a@b.example"), "{told:?}");
    assert!(told.stderr.contains("several days"), "{told:?}");
    let warned = |world: &crate::world::World| world.ok("status")["warnings"].to_string();
    assert!(!warned(&world).contains("marketing contact"));
    world.ok("user offboard bo@contoso.com --yes");
    let gone = "the marketing contact bo@contoso.com is offboarded";
    assert!(warned(&world).contains(gone), "{}", warned(&world));
    let due = world.row("due", "kind", "contact-gone");
    assert!(due["hint"].as_str().unwrap().starts_with("mpn gtm contact set"), "{due}");
    let error = world.refused("gtm activate G2", 5, "contact-gone");
    assert_eq!(error["rule"], "GTM-4");
    // What was asked for before is asked for.
    assert_eq!(world.ok("gtm activate G1")["changed"], false);
    set("cy@contoso.com");
    assert!(!warned(&world).contains("marketing contact"));
    assert_eq!(world.ok("gtm activate G2")["changed"], json!(true));
    world.verify();
}
