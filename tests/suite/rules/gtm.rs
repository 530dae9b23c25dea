//! Go-To-Market offers.

use super::young;

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
