//! Bugs that were found in the days that are told, each with the test that showed it.

use crate::world::World;
use serde_json::Value;

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
    world.row("due --within 800d", "kind", kind)
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
