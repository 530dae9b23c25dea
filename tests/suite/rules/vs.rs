//! Seats of Visual Studio: given, taken and moved, and how long they wait.

use super::{CORE, USERS, due, letter, silver, texts};
use crate::world::World;
use serde_json::{Value, json};

#[test]
fn a_sixth_seat_of_five_is_refused() {
    let world = silver(6);
    for number in 0..5 {
        world.ok(&format!("vs assign {CORE} {}", letter(number)));
    }
    let error = world.refused(&format!("vs assign {CORE} {}", letter(5)), 5, "no-free-seat");
    assert_eq!(error["rule"], "VS-2");
    let five: String = (0..5).map(|number| format!("{}\n", letter(number))).collect();
    assert_eq!(world.ok_with(&format!("vs assign {CORE} -"), &five)["changed"], false);
}

#[test]
fn seats_for_many_users_are_given_to_all_or_to_none() {
    let world = silver(6);
    let six: String = (0..6).map(|number| format!("{}\n", letter(number))).collect();
    world.refused_with(&format!("vs assign {CORE} -"), &six, 5, "no-free-seat");
    let with_a_stranger = "a@contoso.com\nstranger@contoso.com\n";
    world.refused_with(&format!("vs assign {CORE} -"), with_a_stranger, 3, "no-such-user");
    world.refused_with(&format!("vs assign {CORE} -"), "a@contoso.com\nb\n", 2, "malformed-file");
    assert_eq!(world.row("benefits list", "id", "B1")["used"], 0);
    let five: String = (0..5).map(|number| format!("{}\n", letter(number))).collect();
    let receipt = world.ok_with(&format!("vs assign {CORE} -"), &five);
    assert_eq!(receipt["events"].as_array().unwrap().len(), 5);
}

fn core_seats(program: &mut Value, offer: &str, seats: u32) {
    let benefits = program["benefit"].as_array_mut().unwrap();
    let core = benefits.iter_mut().find(|one| {
        one["category"] == "visual-studio"
            && one["benefit_type"] == "core"
            && one["offers"] == json!([offer])
    });
    core.unwrap()["quantity"] = json!(seats);
}

#[test]
fn seats_beyond_the_grant_are_a_warning_and_none_is_taken_away() {
    let world = silver(6);
    for number in 0..4 {
        world.ok(&format!("vs assign {CORE} {}", letter(number)));
    }
    let fewer = world.catalog_with("fewer.toml", |program| core_seats(program, "silver", 2));
    let receipt = world.ok(&format!("catalog use {fewer}"));
    let warnings = texts(&receipt["warnings"]);
    assert_eq!(
        warnings[0],
        "B1 (Visual Studio Enterprise) has 4 seats in use and 2 granted; none is taken away (MEM-2)"
    );
    let held: Vec<Value> = world.ok("vs list").as_array().unwrap().clone();
    assert_eq!(held.iter().filter(|seat| seat["status"] == "assigned").count(), 4);
    world.refused(&format!("vs assign {CORE} {}", letter(4)), 5, "no-free-seat");
    // A seat that comes free while there are too many is free for nobody.
    world.ok(&format!("vs unassign {CORE} {}", letter(0)));
    world.refused(&format!("vs assign {CORE} {}", letter(4)), 5, "no-free-seat");
    world.verify();
}

#[test]
fn an_assignment_that_is_undone_leaves_no_lock() {
    let world = silver(2);
    world.ok("vs assign B1 a@contoso.com");
    let undone = world.ok("undo --yes");
    assert_eq!(undone["events"][1]["reassignable_from"], Value::Null);
    assert_eq!(world.ok("vs list --all"), json!([]));
    world.ok("vs assign S1 b@contoso.com");
}

#[test]
fn a_seat_that_was_held_overnight_waits_out_its_ninety_days() {
    let world = silver(2);
    world.ok("vs assign B1 a@contoso.com");
    world.on("2026-03-02").ok("vs unassign S1 a@contoso.com");
    let seat = world.row("vs list", "id", "S1");
    assert_eq!(
        (&seat["status"], &seat["reassignable_from"]),
        (&json!("cooling"), &json!("2026-05-30"))
    );
    let error = world.on("2026-05-29").refused("vs assign S1 b@contoso.com", 5, "seats-cooling");
    assert_eq!(error["earliest"], "2026-05-30");
    world.on("2026-05-30").ok("vs assign S1 b@contoso.com --dry-run");
    world.on("2026-05-29");
    world.ok("vs assign S1 a@contoso.com");
}

#[test]
fn a_seat_is_not_unlocked_by_a_day_before_its_assignment() {
    let world = World::gold();
    world.on("2026-06-01").ok("vs assign B1 bo@contoso.com");
    world.on("2026-07-01");
    world.refused("vs unassign S3 bo@contoso.com --on 2026-05-01", 5, "before-its-subject");
}

#[test]
fn a_seat_is_given_on_no_day_before_its_latest_assignment() {
    let world = World::gold();
    world.ok("vs assign B1 bo@contoso.com");
    world.on("2026-06-02").ok("vs unassign S3 bo@contoso.com");
    let error =
        world.refused("vs assign S3 bo@contoso.com --on 2026-02-01", 5, "seat-assigned-later");
    assert_eq!((&error["rule"], &error["earliest"]), (&json!("VS-3"), &json!("2026-06-01")));
    // Another would be a second one of the level on the first of June.
    world.refused("vs assign B1 bo@contoso.com --on 2026-02-01", 5, "seat-of-level-held");
    world.ok("vs assign B1 bo@contoso.com --on 2026-06-02");
    world.ok("vs unassign B1 bo@contoso.com");
    assert_eq!(world.row("vs list", "id", "S3")["reassignable_from"], "2026-08-31");
    world.refused("vs assign S3 dana@contoso.com", 5, "seats-cooling");
}

#[test]
fn seats_never_used_are_given_before_those_whose_days_have_passed() {
    let world = silver(4);
    world.ok("vs assign B1 a@contoso.com");
    world.ok("vs assign B1 b@contoso.com");
    world.on("2026-03-10");
    world.ok("vs unassign S1 a@contoso.com");
    world.ok("vs unassign S2 b@contoso.com");
    world.on("2026-09-01");
    let seat_for =
        |email: &str| world.ok(&format!("vs assign {CORE} {email}"))["events"][0]["seat"].clone();
    assert_eq!(seat_for("c@contoso.com"), "S3");
    // The person's own seat comes before all.
    assert_eq!(seat_for("b@contoso.com"), "S2");
    assert_eq!(seat_for("d@contoso.com"), "S4");
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

#[test]
fn a_seat_is_reassigned_from_the_day_its_refusal_names() {
    let world = silver(2);
    world.ok("vs assign B1 a@contoso.com");
    let line = "vs reassign S1 a@contoso.com b@contoso.com";
    let error = world.on("2026-05-29").refused(line, 5, "vs-reassign-too-early");
    assert_eq!(error["earliest"], "2026-05-30");
    world.on("2026-05-30").ok(line);
    // The days count from the latest assignment.
    let back = "vs reassign S1 b@contoso.com a@contoso.com";
    let error = world.on("2026-08-27").refused(back, 5, "vs-reassign-too-early");
    assert_eq!(error["earliest"], "2026-08-28");
    world.verify();
}

#[test]
fn a_seat_is_reassigned_within_a_country_at_its_cap() {
    let world = World::gold();
    let file = world.catalog_with("caps.toml", |program| {
        for cap in program["visual_studio"]["cap"].as_array_mut().unwrap() {
            cap["per_country"] = json!(2);
        }
    });
    world.ok(&format!("catalog use {file}"));
    world.ok("user add x@contoso.com --name X --country NL");
    world
        .on("2026-12-01")
        .ok("vs reassign 'Visual Studio Enterprise' ann@contoso.com x@contoso.com");
}
