//! Benefits: their names, their ids, their days, and how much of them is left.

use super::{membership, opening, silver, supported};
use crate::world::World;

#[test]
fn a_grant_with_an_end_of_its_own_keeps_it_when_the_membership_is_renewed() {
    let world = supported();
    world.ok("benefits grant --category software --product Lasting --offer silver");
    world.ok(
        "benefits grant --category software --product Short --offer silver --ends-on 2027-01-20",
    );
    world.on("2027-01-10").ok("membership renew M1");
    assert_eq!(world.row("benefits list", "name", "Lasting")["ends_on"], "2028-01-31");
    assert_eq!(world.row("benefits list", "name", "Short")["ends_on"], "2027-01-20");
}

#[test]
fn a_name_is_that_of_what_lives_and_of_what_ended_when_nothing_of_it_does() {
    let more = membership("silver", "Security", "2025-09-01")
        + &membership("silver", "Data Analytics", "2026-02-01");
    let world = World::found("2026-03-01", &opening(&more));
    let grant = |more: &str| {
        world
            .ok(&format!("benefits grant --category software --product Tool --offer silver {more}"))
    };
    grant("--competency Security");
    let named = |name: &str| world.ok(&format!("software show {name}"))["id"].clone();
    let first = named("Tool");
    world.on("2026-12-01");
    assert_eq!(named("tool"), first, "it has ended");
    grant("--competency 'Data Analytics'");
    assert_ne!(named("Tool"), first);
    assert_eq!(named("Tool"), named("TOOL"));
}

#[test]
fn ids_are_never_given_twice() {
    let world = silver(1);
    let grant = "benefits grant --category software --offer silver --product";
    let first = world.ok(&format!("{grant} One"))["events"][0]["benefit"].clone();
    let second = world.ok(&format!("{grant} Two"))["events"][0]["benefit"].clone();
    assert_ne!(first, second);
    world.refused(&format!("{grant} one"), 6, "benefit-exists");
}

#[test]
fn hours_that_are_set_aside_are_not_listed_as_available() {
    let world = World::gold();
    let before = world.row("benefits list", "category", "advisory")["available"].as_u64();
    world.ok("advisory request --scenario deployment --hours 20 --title migration");
    let after = world.row("benefits list", "category", "advisory")["available"].as_u64();
    assert_eq!(after, before.map(|hours| hours - 20));
    assert_eq!(after, world.ok("advisory status")[0]["remaining"].as_u64());
}
