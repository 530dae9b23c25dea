//! Bugs that were found in the days that are told, each with the test that showed it.

use crate::world::World;
use serde_json::{Value, json};

const USERS: &str = "[organization]\ntenant = \"contoso.onmicrosoft.com\"\n\
                     account_email = \"partner@contoso.com\"\n\
                     [[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\n\
                     roles = [\"global-admin\"]\n\
                     [[user]]\nemail = \"bo@contoso.com\"\nname = \"Bo\"\n\
                     [[user]]\nemail = \"cy@contoso.com\"\nname = \"Cy\"\n";

/// Gold for DevOps as M1, with four license keys of 25 seats as B6, and on the same day an Action
/// Pack as M2.
fn licensed(purchased_on: &str, grant: &str) -> World {
    let opening = format!(
        "{USERS}[[membership]]\noffer = \"gold\"\ncompetency = \"DevOps\"\n\
         purchased_on = {purchased_on}\n\
         [[membership]]\noffer = \"action-pack\"\npurchased_on = {purchased_on}\n\
         [[grant]]\ncategory = \"license\"\nproduct = \"M365\"\nseats_per_key = 25\n\
         keys_file = \"contoso-m365.keys\"\n{grant}"
    );
    World::found(purchased_on, &opening)
}

fn due(world: &World, kind: &str) -> Value {
    world.row("due --within 10y", "kind", kind)
}

#[test]
fn keys_are_due_by_the_end_of_their_benefit_where_that_is_before_their_own_last_day() {
    let world = licensed("2026-01-15", "offer = \"action-pack\"\nactivate_by = 2027-06-01\n");
    assert_eq!(due(&world, "activate-by")["date"], "2027-02-14");
    assert_eq!(world.row("due --unused", "subject", "B6")["date"], "2027-02-14");
    let here =
        world.ok("support explain 'The product key you entered has expired'")["here"].clone();
    assert!(here.to_string().contains("can be redeemed until 2027-02-14"), "{here}");
    // What is renewed goes on, and then its own last day is the earlier.
    world.on("2027-01-20").ok("membership renew M2");
    assert_eq!(due(&world, "activate-by")["date"], "2027-06-01");
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
fn a_seat_that_is_free_only_after_its_benefit_is_no_answer() {
    let opening = format!(
        "{USERS}[[user]]\nemail = \"dee@contoso.com\"\nname = \"Dee\"\n\
         [[membership]]\noffer = \"action-pack\"\npurchased_on = 2026-06-01\n"
    );
    let world = World::found("2026-06-01", &opening);
    world.on("2027-05-01").ok_with("vs assign B1 -", "ann@contoso.com\nbo@contoso.com\n");
    world.ok("vs assign B1 cy@contoso.com");
    world.on("2027-05-02").ok("vs unassign B1 bo@contoso.com");
    let told = world.run("vs free --need 1 -o json");
    assert_eq!(told.json()["enough_from"], json!(null));
    assert!(told.stderr.contains("wait until their benefit has ended"), "{}", told.stderr);
    assert_eq!(world.ok("vs free --at 2027-07-30")["free"], 0);
    for line in ["vs assign B1 dee@contoso.com", "vs assign S2 dee@contoso.com"] {
        let error = world.refused(line, 5, "seats-cooling");
        assert_eq!(error["earliest"], json!(null), "{error}");
        let told = "from 2027-07-30 (UTC), after the last day of its benefit, 2027-07-01";
        assert!(error["message"].to_string().contains(told), "{error}");
        assert_eq!(world.run(&format!("why {line} -o json")).json()["earliest"], json!(null));
    }
    let moved = "vs reassign B1 cy@contoso.com dee@contoso.com";
    assert_eq!(world.refused(moved, 5, "vs-reassign-too-early")["earliest"], json!(null));
    assert!(!world.ok("due --within 100d").to_string().contains("seat-reassignable"));
    // A renewal moves the last day, and there is an answer.
    world.on("2027-06-02").ok("membership renew M1");
    assert_eq!(world.ok("vs free --need 1")["enough_from"], "2027-07-30");
    assert_eq!(world.ok("vs free --at 2027-07-30")["free"], 1);
    let error = world.refused("vs assign B1 dee@contoso.com", 5, "seats-cooling");
    assert_eq!(error["earliest"], "2027-07-30");
    assert_eq!(due(&world, "seat-reassignable")["date"], "2027-07-30");
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
    assert_eq!(hint(&world), "mpn license add-keys B6 FILE --seats N");
}

#[test]
fn a_plan_allows_what_the_redemption_would_be_allowed() {
    let redeem = "license redeem M365 --tenant contoso.onmicrosoft.com";
    let plan = |world: &World, more: &str| world.ok(&format!("{redeem} --plan {more}"));
    let agrees = |world: &World, more: &str| {
        let plan = plan(world, more);
        for (mode, key) in [("new", "new"), ("add-seats", "add_seats"), ("extend", "extend")] {
            let told = world.run(&format!("{redeem} --mode {mode} --yes --dry-run {more}"));
            assert_eq!(plan[key]["allowed"], told.exit == 0, "{mode} {more}: {plan}");
        }
    };
    let world = licensed("2026-06-01", "offer = \"gold\"\nactivate_by = 2026-08-31\n");
    // While a refund is open it tells what a redemption comes to, and what stands in the way.
    agrees(&world, "");
    let new = plan(&world, "")["new"].clone();
    assert_eq!((&new["ends_on"], &new["allowed"]), (&json!("2027-06-01"), &json!(false)));
    assert!(new["reason"].to_string().contains("refund until 2026-07-01 (UTC)"), "{new}");
    agrees(&world, "--forfeit-refund");
    assert_eq!(plan(&world, "--forfeit-refund")["new"]["allowed"], true);
    world.on("2026-07-02");
    agrees(&world, "");
    world.ok(&format!("{redeem} --mode new --already-done --yes"));
    // Until the last day to redeem, and not after it.
    world.on("2026-08-31");
    agrees(&world, "");
    assert_eq!(plan(&world, "")["extend"]["allowed"], true);
    world.on("2026-09-01");
    agrees(&world, "");
    let extend = plan(&world, "")["extend"].clone();
    assert_eq!(extend["reason"], "the last day to redeem a key of B6 was 2026-08-31 (UTC)");
}

#[test]
fn nothing_is_dated_before_what_it_goes_on_from() {
    let world = World::gold();
    world.on("2026-06-05");
    let fabrikam = "--tenant fabrikam.onmicrosoft.com --confirm-tenant fabrikam.onmicrosoft.com";
    let redeem = format!("license redeem 'Microsoft 365 E3' {fabrikam} --already-done --yes");
    let first = world.ok(&format!("{redeem} --mode new"))["events"][0]["key"].clone();
    let first = first.as_str().unwrap();
    world.ok("support open product-support --title backup");
    world.ok("support activate signature-cloud");
    world.ok("advisory request --scenario deployment --hours 5 --title move");
    world.ok(
        "gtm contact set bo@contoso.com --contact-email a@b.example --phone 12345 --language nl",
    );
    world.ok("gtm activate G1");
    for (line, stdin, rule, told) in [
        (format!("{redeem} --mode add-seats"), "", "LIC-10", format!("{first} was redeemed there")),
        (format!("{redeem} --mode extend"), "", "LIC-10", format!("{first} was redeemed there")),
        (format!("license replace {first} --yes"), "", "LIC-7", format!("{first} was redeemed")),
        ("support close I1".to_owned(), "", "SUP-9", "I1 was opened".to_owned()),
        (
            "support confirm signature-cloud -".to_owned(),
            "access\ncontract\n",
            "SUP-4",
            "C2 was activated".to_owned(),
        ),
        ("advisory log A1 --hours 3".to_owned(), "", "ADV-3", "A1 was requested".to_owned()),
        (
            "gtm confirm G1 --expires 2026-12-01".to_owned(),
            "",
            "GTM-3",
            "the activation of G1 was requested".to_owned(),
        ),
    ] {
        let before = format!("{line} --on 2026-06-04");
        let error = world.refused_with(&before, stdin, 5, "before-its-subject");
        assert_eq!((&error["rule"], &error["earliest"]), (&json!(rule), &json!("2026-06-05")));
        assert_eq!(error["message"], format!("{told} on 2026-06-05, after 2026-06-04"));
        world.ok_with(&format!("{line} --on 2026-06-05 --dry-run"), stdin);
    }
    // What ran is named where the ledger does not know it.
    world.ok(&format!(
        "{redeem} --mode add-seats --on 2026-06-04 --seats-now 10 --ends-on 2026-12-01 --dry-run"
    ));
    // A redemption that was replaced stands in nobody's way.
    world.on("2026-06-08").ok(&format!("license replace {first} --yes"));
    world.ok(&format!("{redeem} --mode new --on 2026-06-01"));
    world.verify();
}

#[test]
fn redemptions_of_the_past_are_told_in_any_order_and_build_upon_each_other() {
    let redeemed = |key: &str, on: &str| {
        format!("[[redeemed]]\nproduct = \"M365\"\nkey = \"{key}\"\non = {on}\n")
    };
    let keys = include_str!("../../examples/contoso-m365.keys");
    let keys = keys.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let tails: Vec<&str> = keys.map(|key| &key[key.len() - 5..]).collect();
    // The second was redeemed when the first had ended, and the third added to it.
    let told = redeemed(tails[2], "2026-03-01")
        + &redeemed(tails[0], "2026-01-20\nends_on = 2026-02-20")
        + &redeemed(tails[1], "2026-02-25");
    let opening = format!(
        "{USERS}[[membership]]\noffer = \"gold\"\ncompetency = \"DevOps\"\n\
         purchased_on = 2026-01-15\n\
         [[grant]]\ncategory = \"license\"\nproduct = \"M365\"\nseats_per_key = 25\n\
         keys_file = \"contoso-m365.keys\"\noffer = \"gold\"\n{told}"
    );
    let world = World::found("2026-06-01", &opening);
    let running = world.ok("license show M365")["subscriptions"].clone();
    assert_eq!(running.as_array().unwrap().len(), 1, "{running}");
    assert_eq!((&running[0]["seats"], &running[0]["ends_on"]), (&json!(50), &json!("2027-02-27")));
    world.verify();
}
