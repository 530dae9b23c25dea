//! License keys: redeemed, planned and replaced, and the subscriptions that they make.

use super::{OTHER_TENANT, TENANT, licensed};
use crate::world::World;
use serde_json::{Value, json};

#[test]
fn a_redemption_is_answered_again_byte_for_byte_and_done_once() {
    let world = World::gold();
    let line = format!(
        "license redeem 'Microsoft 365 E3' --mode new {OTHER_TENANT} --yes --request-id a -o json"
    );
    let first = world.run(&line);
    assert_eq!(first.exit, 0, "{}", first.stderr);
    let key = first.json()["key"].as_str().unwrap().to_owned();
    let head = world.head();
    assert_eq!(world.run(&line), first);
    // Without consent, too: it was given.
    assert_eq!(world.run(&line.replace("--yes ", "")), first);
    assert_eq!(world.head(), head);
    let id = first.json()["id"].as_str().unwrap().to_owned();
    let error = world.refused(
        &format!("license redeem {id} --mode new {OTHER_TENANT} --yes"),
        6,
        "key-redeemed",
    );
    assert_eq!(error["rule"], "LIC-2");
    assert!(error["message"].as_str().unwrap().contains("by operation 2;"), "{error}");
    let other = line.replace("fabrikam", "northwind");
    assert_eq!(world.run(&other).exit, 6, "the same id for another tenant");
    assert!(key.len() >= 25);
    world.verify();
}

#[test]
fn a_plan_shows_both_outcomes_and_does_nothing() {
    let world = World::gold();
    let head = world.head();
    let plan = world.ok("license redeem 'Microsoft 365 E3' --plan");
    // 25 seats run until 1 February 2027; 1 June is eight months before.
    assert_eq!(
        (&plan["add_seats"]["seats"], &plan["add_seats"]["months"], &plan["add_seats"]["ends_on"]),
        (&json!(50), &json!(10), &json!("2027-04-01"))
    );
    assert_eq!(
        (&plan["extend"]["seats"], &plan["extend"]["months"], &plan["extend"]["ends_on"]),
        (&json!(25), &json!(12), &json!("2028-02-01"))
    );
    assert_eq!(plan["new"]["allowed"], false);
    assert_eq!(world.head(), head);
    let line = format!("license redeem 'Microsoft 365 E3' --mode add-seats {TENANT} --yes");
    let redeemed = world.ok(&line);
    assert_eq!((&redeemed["seats"], &redeemed["ends_on"]), (&json!(50), &json!("2027-04-01")));
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
    assert_eq!(extend["reason"], "the last day to redeem a key of B7 was 2026-08-31 (UTC)");
}

#[test]
fn the_last_day_to_redeem_is_not_the_end_of_the_subscription() {
    let world = World::gold();
    let line = format!("license redeem 'Microsoft 365 E3' --mode new {OTHER_TENANT} --yes");
    let receipt = world.on("2027-01-15").ok(&format!("{line} --already-done"));
    let redeemed = receipt["events"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&redeemed["user"], &redeemed["then"]["ends_on"]),
        (&Value::Null, &json!("2028-01-15"))
    );
    world.on("2027-01-16").refused(&line, 5, "activate-by-over");
}

#[test]
fn seats_that_are_added_are_warned_of_only_where_they_run_less_than_twelve_months() {
    let warned = |before: &[&str]| {
        let world = World::gold();
        let redeem = |line: &str| {
            let line = format!("license redeem {line} --tenant contoso.onmicrosoft.com --yes");
            world.run(&line).stderr.contains("--mode extend keeps the seats")
        };
        for line in before {
            redeem(line);
        }
        redeem("K22 --mode add-seats")
    };
    assert!(warned(&[]), "ten months are left");
    assert!(!warned(&["K21 --mode extend"]), "sixteen months are left");
}

#[test]
fn what_was_bought_elsewhere_still_runs() {
    let world = World::gold();
    let plan = "license redeem 'Microsoft 365 E3' --plan --seats-now 30 --ends-on";
    world.refused(&format!("{plan} 2026-06-01"), 5, "ended-elsewhere");
    assert_eq!(world.ok(&format!("{plan} 2026-06-02"))["extend"]["seats"], 30);
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
            "license redeem 'Microsoft 365 E3' --mode extend {OTHER_TENANT} --yes --seats-now 9 \
             --ends-on 9999-12-31"
        ),
        5,
        "ends-too-far",
    );
}

#[test]
fn a_key_that_was_redeemed_by_mistake_is_replaced_once_within_thirty_days() {
    let world = World::gold();
    let line = format!("license redeem 'Microsoft 365 E3' --mode add-seats {TENANT} --yes");
    let id = world.ok(&line)["id"].as_str().unwrap().to_owned();
    let replace = format!("license replace {id} --yes");
    world.on("2026-07-02").refused(&replace, 5, "replacement-too-late");
    let receipt = world.on("2026-07-01").ok(&replace);
    assert_eq!(receipt["events"][0]["restored"], true);
    assert!(receipt["text"].as_str().unwrap().contains("Redeemed on: 2026-06-01"));
    let running = world.ok("license show 'Microsoft 365 E3'")["subscriptions"].clone();
    assert_eq!((&running[0]["seats"], &running[0]["ends_on"]), (&json!(25), &json!("2027-02-01")));
    world.refused(&replace, 6, "key-replaced");
    world.verify();
}

/// What runs of Microsoft 365 E3 on the first tenant that there is.
fn running(world: &World) -> (u64, String) {
    let shown = world.ok("license show 'Microsoft 365 E3'")["subscriptions"][0].clone();
    (shown["seats"].as_u64().unwrap(), shown["ends_on"].as_str().unwrap().to_owned())
}

fn redeem(world: &World, more: &str) -> String {
    let line = format!("license redeem 'Microsoft 365 E3' {TENANT} --yes {more}");
    let answer = world.ok(&line);
    answer["id"].as_str().unwrap().to_owned()
}

#[test]
fn what_a_replaced_key_gave_is_taken_out_of_what_later_keys_built_on_it() {
    // 25 seats run until 1 February 2027, and eight months are left of them.
    for (mode, then, without) in [
        ("add-seats", (75, "2027-04-21"), (50, "2027-04-01")),
        ("extend", (25, "2029-02-01"), (25, "2028-02-01")),
    ] {
        let world = World::gold();
        let first = redeem(&world, &format!("--mode {mode}"));
        redeem(&world, &format!("--mode {mode}"));
        assert_eq!(running(&world), (then.0, then.1.to_owned()));
        let told = world.run(&format!("license replace {first} --dry-run")).stdout;
        let (seats, ends_on) = without;
        assert!(told.contains(&format!("{seats} seats run until {ends_on}")), "{told}");
        let receipt = world.ok(&format!("license replace {first} --yes"));
        assert_eq!(receipt["events"][0]["restored"], true);
        assert_eq!(running(&world), (seats, ends_on.to_owned()));
        world.verify();
    }
}

#[test]
fn what_cannot_be_taken_out_stays_and_is_warned_of() {
    let world = World::gold();
    let first = redeem(&world, "--mode extend");
    redeem(&world, "--mode extend --seats-now 40 --ends-on 2028-06-01");
    let before = running(&world);
    let receipt = world.ok(&format!("license replace {first} --yes"));
    assert_eq!(receipt["events"][0]["restored"], false);
    assert!(receipt["warnings"].to_string().contains("stays as it is"), "{receipt}");
    assert_eq!(running(&world), before);
    world.verify();
}

#[test]
fn a_replacement_key_is_known_and_has_none_itself() {
    let world = World::gold();
    let first = redeem(&world, "--mode extend");
    let add = format!("license add-keys 'Microsoft 365 E3' - --replaces {first}");
    let key = "XK7JG-NPHTM-C97JM-9MPGT-3V66T\n";
    world.refused_with(&add, key, 5, "key-not-replaced");
    world.ok(&format!("license replace {first} --yes"));
    // Whoever adds it without a word is told.
    let told = world.run_with("license add-keys 'Microsoft 365 E3' - --dry-run", key);
    assert!(told.stderr.contains(&format!("--replaces {first}")), "{told:?}");
    let two = format!("{key}YK7JG-NPHTM-C97JM-9MPGT-3V66T\n");
    world.refused_with(&add, &two, 2, "one-replacement");
    let receipt = world.ok_with(&add, key);
    assert_eq!(receipt["events"][0]["replaces"], json!(first));
    // It is no key more than was granted.
    assert!(!receipt["warnings"].to_string().contains("SW-7"), "{receipt}");
    let id = receipt["events"][0]["keys"][0]["key"].as_str().unwrap().to_owned();
    let line = world.row("license list", "id", &first);
    assert_eq!(line["replaced_by"], json!(id));
    let other = "WK7JG-NPHTM-C97JM-9MPGT-3V66T\n";
    let error = world.refused_with(&add, other, 6, "key-replaced-by");
    assert!(error["message"].as_str().unwrap().contains(&id), "{error}");
    world.ok(&format!("license redeem {id} --mode extend {TENANT} --yes"));
    let error = world.refused(&format!("license replace {id} --yes"), 5, "key-is-replacement");
    assert_eq!(error["rule"], "LIC-7");
    world.verify();
}

#[test]
fn the_seats_of_a_key_are_those_of_its_benefit_unless_others_are_named() {
    let world = World::gold();
    let add = "license add-keys 'Microsoft 365 E3' -";
    let receipt = world.ok_with(add, "XK7JG-NPHTM-C97JM-9MPGT-3V66T\n");
    assert_eq!(receipt["events"][0]["seats"], 25);
    assert!(!receipt["warnings"].to_string().contains("25 seats"), "{receipt}");
    let receipt = world.ok_with(&format!("{add} --seats 30"), "YK7JG-NPHTM-C97JM-9MPGT-3V66T\n");
    assert!(receipt["warnings"].to_string().contains("25 seats"), "{receipt}");
    // A catalog may grant what it knows no seats of.
    let catalog = world.catalog_with("mine.toml", |program| {
        program["benefit"].as_array_mut().unwrap().push(json!({
            "category": "license", "product": "Intune", "offers": ["gold"],
            "benefit_type": "core", "source": "A",
        }));
    });
    world.ok(&format!("catalog use {catalog}"));
    let key = "WK7JG-NPHTM-C97JM-9MPGT-3V66T\n";
    world.refused_with("license add-keys Intune -", key, 2, "seats-missing");
    world.ok_with("license add-keys Intune - --seats 5", key);
}

#[test]
fn a_key_redeemed_before_one_that_was_replaced_can_be_taken_back_as_well() {
    let world = World::gold();
    let redeem = |mode: &str| {
        let line = format!("license redeem 'Microsoft 365 E3' --mode {mode} {OTHER_TENANT} --yes");
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
fn what_a_replaced_key_had_made_does_not_come_back_with_a_later_replacement() {
    let world = World::gold();
    let redeem = |mode: &str| {
        let line = format!("license redeem 'Microsoft 365 E3' --mode {mode} {OTHER_TENANT} --yes");
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
