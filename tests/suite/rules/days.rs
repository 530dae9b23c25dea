//! Days: what one means is computed from what was done, whenever it was recorded (TIME-1 to TIME-5).

use super::{CORE, letter, membership, opening, silver, support, user};
use crate::world::World;
use serde_json::{Value, json};

/// Gold for Cloud Platform, bought on 15 January 2026, with Bo and Cy.
fn gold() -> World {
    gold_with("")
}

fn gold_with(more: &str) -> World {
    let people = user("bo@contoso.com") + &user("cy@contoso.com");
    let held = membership("gold", "Cloud Platform", "2026-01-15");
    World::found("2026-01-15", &opening(&(people + &held + more)))
}

/// Lists that have no history of their own, whatever else was recorded.
const LISTS: [&str; 9] = [
    "benefits list",
    "membership list",
    "software list",
    "azure list",
    "license list",
    "vs list --all",
    "support status",
    "advisory status",
    "gtm list",
];

fn lists(world: &World) -> Vec<Value> {
    LISTS.iter().map(|list| world.ok(list)).collect()
}

#[test]
fn a_renewal_that_is_recorded_late_is_as_one_that_was_recorded_in_time() {
    let late = gold();
    late.on("2026-02-01").ok(&format!("vs assign {CORE} bo@contoso.com"));
    late.on("2027-03-01").ok("user update cy@contoso.com --name Someone");
    late.ok("membership renew M1 --on 2027-02-10");
    let in_time = gold();
    in_time.on("2026-02-01").ok(&format!("vs assign {CORE} bo@contoso.com"));
    in_time.on("2027-02-10").ok("membership renew M1");
    in_time.on("2027-03-01");
    assert_eq!(lists(&late), lists(&in_time));
    for at in ["2026-06-01", "2027-02-05", "2027-02-20", "2028-06-01"] {
        let then = |world: &World| world.ok(&format!("benefits list --at {at}"));
        assert_eq!(then(&late), then(&in_time), "{at}");
    }
}

#[test]
fn what_was_recorded_for_an_offer_lives_again_with_it() {
    let world = gold();
    world.ok("benefits grant --category software --product Server --offer gold --quantity 16");
    let key = crate::world::key(1);
    world.ok_with("software add-keys Server -", &key);
    world.on("2026-04-01").ok("software get-keys Server --for bo@contoso.com");
    let before = world.ok("software show Server");
    world.on("2027-03-05").ok("membership purchase gold --competency DevOps");
    let after = world.ok("software show Server");
    for told in ["id", "keys", "keys_total", "keys_free", "keys_revealed", "status"] {
        assert_eq!(after[told], before[told], "{told}");
    }
    world.refused_with("software add-keys Server -", &key, 6, "duplicate-keys");
}

#[test]
fn a_clock_that_was_ahead_for_one_write_leaves_everything_as_it_was() {
    let world = gold();
    world.on("2026-03-01").ok(&format!("vs assign {CORE} bo@contoso.com"));
    let before = lists(&world);
    world.on("2030-01-01").ok("user update cy@contoso.com --name Someone");
    world.on("2026-03-01");
    assert_eq!(lists(&world), before);
    world.ok(&format!("vs assign {CORE} cy@contoso.com"));
}

#[test]
fn after_a_lapse_it_can_be_read_who_must_uninstall_and_what_was_used() {
    let world = gold();
    world.ok("benefits grant --category software --product Server --offer gold");
    world.ok_with("software add-keys Server -", &crate::world::key(1));
    world.on("2026-04-01").ok("software get-keys Server --for bo@contoso.com");
    world.ok("support activate product-support");
    world.ok_with("support confirm product-support -", "A-1\nC-1\n");
    world.ok("support open product-support --title T");
    world.on("2027-06-01");
    let shown = world.ok("software show Server");
    assert_eq!((&shown["status"], &shown["keys_revealed"]), (&json!("ended"), &json!(1)));
    let key = &shown["keys"][0];
    assert_eq!((&key["status"], &key["holder"]), (&json!("ended"), &json!("bo@contoso.com")));
    let support = world.row("support status", "plan", "product-support");
    assert_eq!((&support["status"], &support["used"]), (&json!("expired"), &json!(1)));
    assert_eq!(world.row("support list", "id", "I1")["counted"], true);
}

#[test]
fn a_read_does_not_depend_on_who_wrote_when() {
    let two = |idle: &str| {
        let world = gold();
        world.on("2026-02-28").ok("membership purchase silver --competency Security");
        if !idle.is_empty() {
            world.on(idle).ok("user update cy@contoso.com --name cy@contoso.com --country NL");
        }
        world.on("2027-04-01");
        world.row("benefits list", "name", "Visual Studio Enterprise")
    };
    let quiet = two("");
    assert_eq!(
        (&quiet["offer"], &quiet["quantity"], &quiet["ends_on"], &quiet["status"]),
        (&json!("silver"), &json!(5), &json!("2027-03-30"), &json!("ended"))
    );
    assert_eq!(two("2027-02-20"), quiet);
}

#[test]
fn use_that_is_dated_back_counts_in_its_own_year() {
    let world = gold();
    world.on("2026-02-01").ok("support activate product-support");
    world.ok_with("support confirm product-support -", "A-1\nC-1\n");
    world.on("2027-01-20").ok("membership renew M1");
    world.ok("advisory request --scenario deployment --hours 10 --title T --on 2027-01-10");
    world.ok("support open product-support --title T --on 2027-01-10");
    let hours = |world: &World| world.ok("advisory status")[0]["remaining"].clone();
    assert_eq!(hours(&world), 50);
    assert_eq!(support(&world)["remaining"], 20);
    let then = "support status --at 2027-01-19";
    assert_eq!(world.row(then, "plan", "product-support")["remaining"], 19);
    assert_eq!(world.ok("advisory status --at 2027-01-19")[0]["remaining"], 40);
}

#[test]
fn support_lives_through_the_window_of_the_renewal() {
    let world = gold();
    world.ok("support activate product-support");
    world.ok_with("support confirm product-support -", "A-1\nC-1\n");
    world.on("2027-02-14");
    assert_eq!(support(&world)["status"], "active");
    assert_eq!(world.row("benefits list", "name", "Microsoft Product Support")["status"], "active");
    world.ok("support open product-support --title T");
    world.on("2027-02-15").refused("support open product-support --title T", 5, "no-active-offer");
}

#[test]
fn a_go_to_market_offer_that_expired_is_available_anew_with_the_next_year() {
    let world = gold();
    world.ok(
        "gtm contact set bo@contoso.com --contact-email a@b.example --phone 12345 --language nl",
    );
    world.ok("gtm activate G1");
    world.ok("gtm confirm G1 --expires 2026-06-01");
    world.on("2026-06-02").refused("gtm activate G1", 5, "gtm-expired");
    world.on("2027-01-20").ok("membership renew M1");
    assert_eq!(world.row("gtm list", "id", "G1")["status"], "available");
    assert_eq!(world.ok("gtm activate G1")["changed"], true);
    assert_eq!(world.row("gtm list", "id", "G1")["status"], "pending");
}

#[test]
fn a_link_is_of_one_contract_and_new_ids_want_a_new_one() {
    let world = gold();
    world.ok("support activate product-support");
    world.ok_with("support confirm product-support -", "A-1\nC-1\n");
    let link = "support link product-support --account bo@contoso.com";
    assert_eq!(world.ok(link)["changed"], true);
    // The same IDs are the same contract, and nothing is recorded.
    let again = world.ok_with("support confirm product-support -", "A-1\nC-1\n");
    assert_eq!(again["changed"], false);
    world.on("2027-01-20").ok("membership renew M1");
    assert_eq!(support(&world)["status"], "pending");
    let confirmed = world.ok_with("support confirm product-support -", "A-2\nC-2\n");
    assert_eq!(confirmed["events"][0]["contract"], "C2");
    assert_eq!(world.ok(link)["changed"], true);
    let ids = world.ok("support ids product-support");
    assert_eq!(ids["access_id"], "A-2");
    // The next year with the same IDs goes on with the contract, and its links.
    world.on("2028-01-20").ok("membership renew M1");
    let confirmed = world.ok_with("support confirm product-support -", "A-2\nC-2\n");
    assert_eq!(confirmed["events"][0]["contract"], "C2");
    assert_eq!(world.ok(link)["changed"], false);
}

#[test]
fn seats_may_be_older_than_every_term_that_is_known() {
    let seat = "[[seat]]\nbenefit = \"Visual Studio Enterprise\"\nuser = \"bo@contoso.com\"\n\
                assigned_on = 2024-05-01\n";
    let world = gold_with(seat);
    assert_eq!(world.ok("vs list")[0]["assigned_on"], "2024-05-01");
    world.ok(&format!("vs assign {CORE} cy@contoso.com --on 2025-05-01"));
    world.verify();
}

#[test]
fn an_opening_statement_tells_of_the_terms_before() {
    let held = "[[membership]]\noffer = \"gold\"\ncompetency = \"DevOps\"\n\
                purchased_on = 2026-01-15\nfirst_purchased_on = 2023-01-15\n";
    let world = World::found("2026-02-01", &opening(held));
    let member = world.ok("membership show M1");
    assert_eq!(
        (&member["anniversary"], &member["refund_until"]),
        (&json!("2027-01-15"), &json!(null))
    );
    let then = world.row("benefits list --at 2024-06-01", "name", "Partner Advisory Hours");
    assert_eq!((&then["quantity"], &then["status"]), (&json!(50), &json!("available")));
    // A request of the year before takes nothing of this one.
    world.ok("advisory request --scenario deployment --hours 10 --title T --on 2025-12-01");
    assert_eq!(world.ok("advisory status")[0]["remaining"], 50);
    assert_eq!(world.ok("advisory status --at 2025-12-31")[0]["remaining"], 40);
    let later = "[[membership]]\noffer = \"silver\"\ncompetency = \"DevOps\"\n\
                 purchased_on = 2026-01-15\nfirst_purchased_on = 2026-01-16\n";
    std::fs::write(world.path("later.toml"), opening(later)).unwrap();
    let file = world.path("later.toml").display().to_string();
    let line = format!("init --org Other --no-tenant --from {file}");
    let told = world.run_at("other.mpn", &line);
    assert_eq!((told.exit, &told.error()["code"]), (5, &json!("first-purchased-later")));
}

#[test]
fn a_seat_that_is_given_back_on_its_own_day_still_waits_and_only_an_undo_leaves_no_lock() {
    let world = silver(3);
    world.on("2026-06-01").ok(&format!("vs assign {CORE} a@contoso.com"));
    world.ok(&format!("vs unassign {CORE} a@contoso.com"));
    let seat = world.row("vs list", "id", "S1");
    assert_eq!(
        (&seat["status"], &seat["reassignable_from"]),
        (&json!("cooling"), &json!("2026-08-30"))
    );
    world.refused("vs assign S1 b@contoso.com", 5, "seats-cooling");
    world.ok(&format!("vs assign {CORE} b@contoso.com"));
    world.on("2026-07-01").ok("undo --yes");
    assert_eq!(world.ok("vs list").as_array().unwrap().len(), 1);
    world.ok("vs assign S2 c@contoso.com");
}

#[test]
fn what_is_dated_back_is_decided_on_its_day_and_on_every_day_since() {
    let world = silver(7);
    for number in 0..5 {
        world.on("2026-04-01").ok(&format!("vs assign {CORE} {}", letter(number)));
    }
    world.on("2026-08-01").ok(&format!("vs unassign {CORE} a@contoso.com"));
    let late = |on: &str| format!("vs assign {CORE} f@contoso.com --on {on}");
    world.refused(&late("2026-07-15"), 5, "no-free-seat");
    // On that day one was free, but it was taken later.
    world.refused(&late("2026-03-15"), 5, "seat-taken-later");
    world.on("2026-08-02").ok(&late("2026-08-01"));
    world.verify();
}

#[test]
fn nothing_is_dated_before_what_it_ends() {
    let world = gold();
    world.ok("benefits grant --category azure --kind monthly --amount 100.00 USD --offer gold");
    world.ok("benefits grant --category software --product Server --offer gold");
    world.ok_with("software add-keys Server -", &crate::world::key(1));
    world.on("2026-03-01").ok(&format!("vs assign {CORE} bo@contoso.com"));
    world.ok("azure assign 'Azure monthly credit' bo@contoso.com");
    world.ok("software get-keys Server --for bo@contoso.com");
    for line in [
        &format!("vs unassign {CORE} bo@contoso.com"),
        "azure remove 'Azure monthly credit' bo@contoso.com",
        "software return K1",
        "software retire K1",
        "software activation K1 --forfeit-refund",
        "user offboard bo@contoso.com --yes",
    ] {
        let error = world.refused(&format!("{line} --on 2026-02-28"), 5, "before-its-subject");
        assert_eq!(error["earliest"], "2026-03-01", "{line}");
    }
}

#[test]
fn a_new_membership_has_nothing_of_the_support_of_one_that_was_cancelled() {
    let world = gold();
    world.ok("support activate product-support");
    world.on("2026-01-20").ok("cancel M1 --yes");
    world.ok("cancel M1 --confirm --yes");
    world.on("2026-03-01").ok("membership purchase gold --competency DevOps");
    assert_eq!(support(&world)["status"], "inactive");
}

#[test]
fn two_memberships_of_one_offer_never_overlap_whenever_they_are_recorded() {
    let world = World::found("2028-06-01", &opening(""));
    world.ok("membership purchase action-pack --on 2026-01-01");
    for on in ["2025-03-01", "2026-06-01", "2027-01-31"] {
        world.refused(&format!("membership purchase action-pack --on {on}"), 5, "already-member");
    }
    world.ok("membership purchase action-pack --on 2027-02-01");
}

#[test]
fn unranked_offers_stack_and_no_hours_hide_others() {
    let world = gold();
    let file = world.catalog_with("isv.toml", |program| {
        let hours = json!({
            "category": "advisory", "product": "Partner Advisory Hours",
            "offers": ["isv-co-sell"], "benefit_type": "core", "quantity": 7,
            "presales": "deducts", "source": "a test",
        });
        program["benefit"].as_array_mut().unwrap().push(hours);
    });
    world.ok(&format!("catalog use {file}"));
    world.ok("membership purchase isv-co-sell");
    let quantities = || -> Vec<Value> {
        let rows = world.ok("advisory status");
        rows.as_array().unwrap().iter().map(|row| row["included"].clone()).collect()
    };
    assert_eq!(quantities(), [json!(50), json!(7)]);
    world.ok("membership purchase gold --competency Security");
    assert_eq!(quantities(), [json!(50), json!(7)]);
    world.ok("advisory request --scenario deployment --hours 20 --title T");
    assert_eq!(world.ok("advisory status")[0]["remaining"], 30);
}

#[test]
fn what_is_decided_to_be_less_leaves_room_for_what_was_taken_since() {
    let world = gold();
    world.on("2026-01-20").ok("cancel M1 --yes");
    world.on("2026-01-25").ok(&format!("vs assign {CORE} bo@contoso.com"));
    let error = world.refused("cancel M1 --confirm --yes --on 2026-01-22", 5, "taken-since");
    assert_eq!(error["earliest"], "2026-01-25");
    world.ok("cancel M1 --confirm --yes --on 2026-01-25");
}

#[test]
fn a_catalog_that_is_dated_before_the_founding_is_in_force_since() {
    let world = World::gold();
    let other = world.catalog_with("other.toml", |program| program["title"] = "Another".into());
    world.ok(&format!("catalog use {other} --on 2026-03-01"));
    for day in ["2026-03-01", "2026-06-01", "2026-06-02"] {
        assert_eq!(world.ok(&format!("catalog show --at {day}"))["title"], "Another", "{day}");
    }
    assert_ne!(world.ok("catalog show --at 2026-02-28")["title"], "Another");
}

#[test]
fn a_catalog_that_is_dated_before_another_is_in_force_until_that() {
    let world = gold();
    let waiting = |name: &str, days: u32| {
        world.catalog_with(name, |program| {
            program["visual_studio"]["reassign_after_days"] = json!(days);
        })
    };
    let (first, second) = (waiting("first.toml", 60), waiting("second.toml", 80));
    world.on("2026-06-10").ok(&format!("catalog use {first}"));
    world.on("2026-06-11").ok(&format!("catalog use {second} --on 2026-06-01"));
    world.ok(&format!("vs assign {CORE} bo@contoso.com"));
    let taken = world.ok(&format!("vs unassign {CORE} bo@contoso.com"));
    assert_eq!(taken["events"][0]["reassignable_from"], "2026-08-10");
}

#[test]
fn what_another_package_supersedes_is_known_by_its_id_and_refused() {
    let held = membership("action-pack", "", "2026-01-15");
    let world = gold_with(&held);
    let pro = world.ok("history show 1")["events"].to_string();
    assert!(pro.contains("Visual Studio Professional (MPN)"), "{pro}");
    let id = (1..30).map(|number| format!("B{number}")).find(|id| {
        let told = world.run(&format!("benefits show {id} -o json"));
        told.exit == 0 && told.json()["name"] == "Visual Studio Professional (MPN)"
    });
    let line = format!("vs assign {} bo@contoso.com", id.unwrap());
    world.refused(&line, 5, "benefit-superseded");
}

#[test]
fn an_incident_is_opened_on_no_day_on_which_its_contract_was_pending() {
    let world = gold();
    world.on("2026-01-27").ok("support activate product-support");
    world.on("2026-01-30").ok_with("support confirm product-support -", "A-1\nC-1\n");
    world.on("2026-02-14");
    world.refused("support open product-support --title T --on 2026-01-29", 5, "support-pending");
    world.refused("support ids product-support --on 2026-01-29", 5, "support-pending");
    world.ok("support open product-support --title T --on 2026-01-30");
}

#[test]
fn every_read_tells_of_past_present_and_coming_days() {
    let world = World::gold();
    let reads = [
        "status",
        "whoami",
        "membership list",
        "membership show M1",
        "user list",
        "user show ann@contoso.com",
        "benefits list",
        "benefits show B1",
        "software list",
        "software show B8",
        "azure list",
        "azure show B11",
        "vs list",
        "vs list --all",
        "vs show B1",
        "vs free",
        "support status",
        "support list",
        "advisory status",
        "advisory list",
        "license list",
        "license show B13",
        "gtm list",
        "gtm show G1",
        "due",
        "due --unused",
        "history list",
        "history show 1",
        "seal list",
        "what-if purchase silver --competency DevOps",
        "export assignments",
        "export benefits",
        "export users",
        "export keys",
    ];
    for read in reads {
        let now = world.ok(read);
        assert_eq!(world.ok(&format!("{read} --at 2026-06-01")), now, "{read}");
        for at in ["2026-02-15", "2026-05-01", "2027-02-10", "2030-01-01"] {
            let told = world.run(&format!("{read} --at {at} -o json"));
            let gone =
                told.exit == 3 && told.error()["code"].as_str().unwrap().starts_with("no-such");
            assert!(told.exit == 0 || gone, "{read} --at {at}: {}", told.stderr);
        }
    }
    assert_eq!(world.ok("what-if lapse --at 2030-01-01")["at"], "2030-01-01");
}

#[test]
fn a_day_that_nothing_is_known_of_is_told_as_that() {
    let world = gold();
    world.refused("benefits list --at 2026-01-14", 2, "at-out-of-range");
    for option in ["benefits list --at", "user add dee@contoso.com --name Dee --on"] {
        for day in ["1979-12-31", "2201-01-01", "tomorrow"] {
            let told = world.run(&format!("{option} {day} -o json"));
            assert_eq!(told.exit, 2, "{option} {day}");
        }
    }
    let told = world.run("user add dee@contoso.com --name Dee --at 2026-01-15 -o json");
    assert_eq!((told.exit, &told.error()["code"]), (2, &json!("option-not-taken")));
}

#[test]
fn both_times_can_be_asked_for_at_once() {
    let world = gold();
    world.on("2026-02-01").ok(&format!("vs assign {CORE} bo@contoso.com"));
    world.on("2026-06-01").ok(&format!("vs unassign {CORE} bo@contoso.com"));
    let count = |line: &str| world.ok(line).as_array().unwrap().len();
    assert_eq!(count("vs list --status assigned"), 0);
    assert_eq!(count("vs list --status assigned --at 2026-05-31"), 1);
    assert_eq!(count("vs list --status assigned --as-of 2026-05-31 --at 2026-07-01"), 1);
    assert_eq!(count("vs list --status assigned --at 2026-01-20"), 0);
}
