//! Azure credit: bulk credit has one holder, monthly credit many.

use crate::world::World;
use serde_json::json;

#[test]
fn bulk_credit_has_one_holder_and_moves_within_the_enrollment_year() {
    let world = World::gold();
    let bulk = "'Azure bulk credit'";
    let receipt = world.ok(&format!("azure assign {bulk} bo@contoso.com"));
    assert_eq!(receipt["warnings"].as_array().unwrap().len(), 3, "{receipt}");
    let error = world.refused(&format!("azure assign {bulk} cy@contoso.com"), 5, "credit-held");
    assert!(error["hint"].as_str().unwrap().starts_with("mpn azure transfer"));
    world.refused(&format!("azure remove {bulk} bo@contoso.com"), 5, "bulk-not-removable");
    let held = world.refused(&format!("azure transfer {bulk} dana@contoso.com"), 5, "offer-held");
    assert!(held["message"].as_str().unwrap().contains("enterprise-agreement"));
    world.on("2027-01-14").ok(&format!("azure transfer {bulk} cy@contoso.com"));
    world.on("2027-01-15").refused(
        &format!("azure transfer {bulk} bo@contoso.com"),
        5,
        "enrollment-year-over",
    );
    world.verify();
}

#[test]
fn bulk_credit_goes_to_nobody_before_who_holds_it_got_it() {
    let world = World::gold();
    world.ok("azure assign B11 cy@contoso.com --on 2026-05-01");
    let error = world.refused(
        "azure transfer B11 bo@contoso.com --on 2026-03-01",
        5,
        "credit-assigned-later",
    );
    assert_eq!((&error["rule"], &error["earliest"]), (&json!("AZ-4"), &json!("2026-05-01")));
    world.ok("azure transfer B11 bo@contoso.com --on 2026-05-01");
}

#[test]
fn monthly_credit_comes_and_goes() {
    let world = World::gold();
    let monthly = "'Azure monthly credit'";
    world.ok(&format!("azure assign {monthly} dana@contoso.com"));
    world.ok(&format!("azure assign {monthly} bo@contoso.com"));
    assert_eq!(world.ok(&format!("azure assign {monthly} bo@contoso.com"))["changed"], false);
    world.ok(&format!("azure remove {monthly} dana@contoso.com"));
    assert_eq!(world.ok(&format!("azure remove {monthly} dana@contoso.com"))["changed"], false);
    let credit = world.row("azure list", "kind", "monthly");
    assert_eq!(credit["users"], json!(["bo@contoso.com"]));
}
