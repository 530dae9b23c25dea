//! What is due, when, and what can be done about it by then.

use super::{due, licensed, young};
use crate::world::World;
use serde_json::{Value, json};

#[test]
fn keys_are_due_by_the_end_of_their_benefit_where_that_is_before_their_own_last_day() {
    let world = licensed("2026-01-15", "offer = \"action-pack\"\nactivate_by = 2027-06-01\n");
    assert_eq!(due(&world, "activate-by")["date"], "2027-02-14");
    assert_eq!(world.row("due --unused", "subject", "B7")["date"], "2027-02-14");
    let here =
        world.ok("support explain 'The product key you entered has expired'")["here"].clone();
    assert!(here.to_string().contains("can be redeemed until 2027-02-14"), "{here}");
    // What is renewed goes on, and then its own last day is the earlier.
    world.on("2027-01-20").ok("membership renew M2");
    assert_eq!(due(&world, "activate-by")["date"], "2027-06-01");
}

/// What the hint of a line says to type, done on that line's day.
fn can_be_done(world: &World, line: &Value) {
    let hint = line["hint"].as_str().unwrap().strip_prefix("mpn ").unwrap();
    let today = world.day.borrow().clone();
    world.on(line["date"].as_str().unwrap()).ok(&format!("{hint} --already-done --dry-run"));
    world.on(&today);
}

#[test]
fn a_subscription_that_ends_is_extended_on_the_day_that_is_told_with_the_key_that_is_named() {
    let world = licensed("2026-01-31", "offer = \"gold\"\n");
    let redeem = "license redeem M365 --mode new --forfeit-refund --yes --already-done";
    world.ok(&format!("{redeem} --tenant contoso.onmicrosoft.com"));
    let fabrikam = "--tenant fabrikam.onmicrosoft.com --confirm-tenant fabrikam.onmicrosoft.com";
    world.ok(&format!("{redeem} {fabrikam}"));
    let line = |on: &str, tenant: &str| {
        let subject = format!("M365@{tenant}.onmicrosoft.com");
        world.on(on).row("due --within 800d", "subject", &subject)
    };
    let extend = |key: &str| format!("mpn license redeem {key} --mode extend");
    for on in ["2026-03-05", "2027-01-30"] {
        let ours = line(on, "contoso");
        assert_eq!(ours["date"], "2027-01-30");
        assert_eq!(ours["hint"], format!("{} --tenant contoso.onmicrosoft.com", extend("K3")));
        can_be_done(&world, &ours);
        let theirs = line(on, "fabrikam");
        assert_eq!(theirs["hint"], format!("{} {fabrikam}", extend("K3")));
        can_be_done(&world, &theirs);
    }
    let ended = world.on("2027-01-31").ok("due").to_string();
    assert!(!ended.contains("subscription-ends"), "{ended}");
}

#[test]
fn a_subscription_that_no_key_extends_says_what_can_be_done() {
    let hint = |world: &World| due(world, "subscription-ends")["hint"].clone();
    let redeem = "license redeem M365 --tenant contoso.onmicrosoft.com --yes --already-done";
    // The keys can be redeemed for some time only.
    let world = licensed("2026-01-31", "offer = \"gold\"\nactivate_by = 2026-12-31\n");
    world.ok(&format!("{redeem} --mode new --forfeit-refund"));
    let extend = "mpn license redeem K2 --mode extend --tenant contoso.onmicrosoft.com";
    assert_eq!(hint(&world), format!("{extend}, by 2026-12-31"));
    world.on("2027-01-01");
    assert_eq!(hint(&world), "buy the seats: no key here can be redeemed any more");
    // A key has too many seats for those that run.
    let world = licensed("2026-01-31", "offer = \"gold\"\n");
    world.ok(&format!("{redeem} --mode new --forfeit-refund"));
    world.ok_with("license add-keys M365 - --seats 80", "XK7JG-NPHTM-C97JM-9MPGT-3V66T\n");
    for _ in 0..3 {
        assert!(hint(&world).to_string().contains("--mode extend"));
        world.ok(&format!("{redeem} --mode extend"));
    }
    assert_eq!(hint(&world), "mpn license redeem K5 --plan --tenant contoso.onmicrosoft.com");
    // None is left.
    world.ok(&format!("{redeem} --mode add-seats"));
    assert_eq!(hint(&world), "mpn license add-keys B7 FILE --seats N");
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
