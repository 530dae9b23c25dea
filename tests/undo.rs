//! Undo on a real ledger: what is undone is as it was, what something later touched is not undone,
//! and what cannot be taken back says what can be done instead.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod world;

use serde_json::{Value, json};
use world::World;

/// Every list of the ledger, and what a list does not tell of people, seats and contacts.
fn state(world: &World) -> Vec<(String, Value)> {
    let mut lines: Vec<String> = [
        "membership list",
        "user list",
        "benefits list",
        "software list",
        "software show 'Windows Server 2019 Standard'",
        "software show 'SQL Server 2017 Standard'",
        "azure list",
        "license list",
        "vs list",
        "support status",
        "support list",
        "advisory status",
        "advisory list",
        "gtm list",
        "due",
    ]
    .map(str::to_owned)
    .to_vec();
    for user in world.ok("user list").as_array().unwrap() {
        lines.push(format!("user show {}", user["email"].as_str().unwrap()));
    }
    for credit in world.ok("azure list").as_array().unwrap() {
        lines.push(format!("azure show {}", credit["id"].as_str().unwrap()));
    }
    let mut told: Vec<(String, Value)> =
        lines.into_iter().map(|line| (line.clone(), world.ok(&line))).collect();
    let contact = world.run("gtm contact show -o json");
    told.push(("gtm contact show".to_owned(), json!([contact.exit, contact.stdout])));
    told
}

fn same(found: &[(String, Value)], wanted: &[(String, Value)], when: &str) {
    for (found, wanted) in found.iter().zip(wanted) {
        assert_eq!(found, wanted, "{when}");
    }
    assert_eq!(found.len(), wanted.len(), "{when}");
}

/// A ledger where much is in use already, so that there is something to take away.
fn busy() -> World {
    let world = World::gold();
    std::fs::write(world.path("ids"), "ACCESS-2\nCONTRACT-2\n").unwrap();
    std::fs::write(world.path("more.keys"), "BCDFG-HJKMP-QRTVW-XY234-67892\n").unwrap();
    for line in [
        "vs assign B1 bo@contoso.com",
        "azure assign 'Azure bulk credit' cy@contoso.com",
        "azure assign 'Azure monthly credit' cy@contoso.com",
        "azure assign 'Azure monthly credit' bo@contoso.com",
        "software get-keys 'Windows Server 2019 Standard' --for cy@contoso.com",
        "software activation K1 --machine web01",
        "gtm contact set bo@contoso.com --contact-email gtm@contoso.com --phone '+31 20 555 0100' --language nl-NL",
        "gtm activate G1",
        "gtm activate G2",
        "gtm confirm G2 --expires 2027-01-01",
        "support open product-support --title 'a first one'",
        "support open product-support --title 'a second one'",
        "support close I2 --as bug",
        "advisory request --scenario deployment --hours 10 --title 'a migration'",
        "advisory request --scenario deployment --hours 10 --title 'another'",
        "advisory log A2 --hours 4",
        "membership purchase silver --competency Security",
        "user add fay@contoso.com --name Fay --role billing-admin --country BE --offer-held azure-pass",
        "vs assign B1 fay@contoso.com",
        "user offboard fay@contoso.com --yes",
    ] {
        world.ok(line);
    }
    world
}

fn newest(world: &World) -> u64 {
    world.ok("ledger info")["operations"].as_u64().unwrap()
}

/// Does it, undoes it and finds all as `before`; redoes it by undoing the undo, and undoes that.
fn there_and_back(world: &World, line: &str, before: &[(String, Value)]) {
    let done = world.ok(line);
    assert_eq!(done["changed"], true, "{line}");
    let after = state(world);
    let undone = world.ok("undo --yes");
    assert_eq!(undone["command"], "undo");
    let told = json!({"kind": "operation-undone", "operation": newest(world) - 1,
                      "command": done["command"]});
    assert_eq!(undone["events"][0], told, "{line}");
    same(&state(world), before, &format!("{line}, undone"));
    world.ok("undo --yes");
    same(&state(world), &after, &format!("{line}, done again"));
    world.ok("undo --yes");
}

/// Each command is undone on the ledger that the undo of the one before it left.
fn all_there_and_back(lines: &[&str]) {
    let world = busy();
    let before = state(&world);
    for line in lines {
        there_and_back(&world, line, &before);
    }
    same(&state(&world), &before, "all undone");
    world.verify();
}

#[test]
fn what_was_done_to_users_is_undone_and_done_again() {
    all_there_and_back(&[
        "user add gus@contoso.com --name Gus --role admin-agent --country FR",
        "user update cy@contoso.com --name 'Cy O.' --country BE --offer-held azure-pass",
        "user update eve@reseller.example --country JP",
        "user update cy@contoso.com --email cyril@contoso.com",
        "user update cy@contoso.com --name Cyril --email cyril@contoso.com --associated csp",
        "user grant cy@contoso.com admin-agent",
        "user revoke dana@contoso.com account-admin",
        "user offboard cy@contoso.com --yes",
        "user offboard bo@contoso.com --yes",
    ]);
}

#[test]
fn what_was_done_with_seats_credit_grants_and_keys_is_undone_and_done_again() {
    all_there_and_back(&[
        "vs assign B1 dana@contoso.com",
        "vs unassign B1 bo@contoso.com",
        "vs unassign B1 ann@contoso.com",
        "vs reassign B1 ann@contoso.com dana@contoso.com",
        "azure assign 'Azure monthly credit' dana@contoso.com",
        "azure remove 'Azure monthly credit' bo@contoso.com",
        "azure transfer 'Azure bulk credit' bo@contoso.com",
        "benefits grant --category software --product Tool --offer gold",
        "benefits grant --category visual-studio --product 'Test seats' --offer gold --quantity 3",
        "benefits grant --category azure --kind monthly --amount 150 USD --offer gold --product Credit",
        "benefits grant --category support --product 'More support' --offer gold --quantity 5",
        "software return K1",
        "software retire K1",
        "software retire K3",
        "software activation K1 --machine web02",
        "software activation K1 --reimage --unchanged",
    ]);
}

#[test]
fn what_was_done_with_support_hours_and_offers_is_undone_and_done_again() {
    all_there_and_back(&[
        "support activate signature-cloud",
        "support link product-support --account someone@example.com",
        "support open product-support --title 'a third one' --product 'SQL Server' --version 2017",
        "support close I1 --as solved",
        "support close I1 --as duplicate",
        "support count product-support --remaining 1",
        "advisory request --scenario presales --hours 5 --title talk",
        "advisory log A1 --hours 2",
        "advisory log A2 --hours 20",
        "gtm contact set cy@contoso.com --contact-email cy@example.com --phone 0205550100 --language en",
        "gtm activate G3",
        "gtm confirm G1 --expires 2026-12-31",
        "cancel M5 --yes",
    ]);
}

#[test]
fn added_keys_are_undone_and_can_be_added_where_they_belong() {
    let world = busy();
    let file = world.path("more.keys").display().to_string();
    let before = state(&world);
    world.ok(&format!("software add-keys 'SQL Server 2017 Standard' {file}"));
    let added = newest(&world);
    let shown = world.ok("software show 'SQL Server 2017 Standard'");
    let undone = world.ok("undo --yes");
    let gone = undone["events"][1]["keys"][0].as_str().unwrap().to_owned();
    same(&state(&world), &before, "keys");
    // The same key goes elsewhere, under an id that was never given before.
    let again = world.ok(&format!("software add-keys 'Windows Server 2019 Standard' {file}"));
    assert_ne!(again["events"][0]["keys"][0]["key"], gone);
    world.refused(&format!("software retire {gone}"), 3, "no-such-key");
    // Then, it was there, without the end of its text, which is gone.
    let then = world.ok(&format!("software show 'SQL Server 2017 Standard' --as-of {added}"));
    assert_eq!(then["keys"].as_array().unwrap().len(), shown["keys"].as_array().unwrap().len());
    let last = then["keys"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["id"], &last["tail"]), (&json!(gone), &Value::Null));
    world.verify();
    // The text is gone, so the undo of its removal is not undone.
    let error = world.refused(&format!("undo {} --yes", added + 1), 5, "not-undoable");
    assert!(error["hint"].as_str().unwrap().contains("add-keys"), "{error}");
}

#[test]
fn added_license_keys_are_undone_as_well() {
    let world = busy();
    let file = world.path("more.keys").display().to_string();
    let before = world.ok("license show 'Microsoft 365 E3'");
    world.ok(&format!("license add-keys 'Microsoft 365 E3' {file} --seats 25"));
    let added = newest(&world);
    let then = world.ok("license list");
    world.ok("undo --yes");
    assert_eq!(world.ok("license show 'Microsoft 365 E3'"), before);
    let told = world.ok(&format!("license list --as-of {added}"));
    assert_eq!(told.as_array().unwrap().len(), then.as_array().unwrap().len());
    world.verify();
}

#[test]
fn what_something_later_touched_is_not_undone() {
    let world = busy();
    let touched = |first: &str, then: &str, what: &str| {
        world.ok(first);
        let first = newest(&world);
        world.ok(then);
        let error = world.refused(&format!("undo {first} --yes"), 5, "touched-since");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(what), "{message}");
        assert!(message.contains(&format!("operation {}", first + 1)), "{message}");
        assert!(error["hint"].as_str().unwrap().starts_with(&format!("mpn undo {}", first + 1)));
        // In their order they are undone both.
        world.ok(&format!("undo {} --yes", first + 1));
        world.ok(&format!("undo {first} --yes"));
    };
    let before = state(&world);
    touched("user add gus@contoso.com --name Gus", "vs assign B1 gus@contoso.com", "gus@contoso");
    touched(
        "user update cy@contoso.com --name C",
        "user update cy@contoso.com --country BE",
        "cy@",
    );
    touched(
        "user update cy@contoso.com --email cyril@contoso.com",
        "user update cyril@contoso.com --name Cyril",
        "cyril@contoso.com",
    );
    touched("vs assign B1 dana@contoso.com", "vs unassign B1 dana@contoso.com", "S3");
    touched(
        "azure remove 'Azure monthly credit' bo@contoso.com",
        "azure assign 'Azure monthly credit' bo@contoso.com",
        "bo@contoso.com",
    );
    touched("software return K1", "software retire K1", "K1");
    touched(
        "benefits grant --category visual-studio --product Seats --offer gold --quantity 3",
        "vs assign Seats dana@contoso.com",
        "B",
    );
    touched("support open product-support --title x", "support close I3 --as bug", "I3");
    touched(
        "support open product-support --title x",
        "support count product-support --remaining 1",
        "B",
    );
    touched(
        "support count product-support --remaining 1",
        "support open product-support --title x",
        "B",
    );
    touched(
        "advisory request --scenario presales --hours 1 --title x",
        "advisory log A3 --hours 2",
        "A",
    );
    touched("gtm activate G3", "gtm confirm G3 --expires 2026-12-01", "G3");
    touched("cancel M5 --yes", "cancel M5 --withdraw", "M5");
    touched(
        "user grant cy@contoso.com admin-agent",
        "user revoke cy@contoso.com admin-agent",
        "cy@",
    );
    same(&state(&world), &before, "all undone");
    world.verify();
}

#[test]
fn what_is_beside_it_does_not_stand_in_the_way() {
    let world = busy();
    world.ok("vs assign B1 dana@contoso.com");
    let assigned = newest(&world);
    world.ok("user add gus@contoso.com --name Gus");
    world.ok("vs assign B1 gus@contoso.com");
    world.ok("user update dana@contoso.com --name D --email d@contoso.com");
    let undone = world.ok(&format!("undo {assigned} --yes"));
    assert_eq!(undone["events"][1]["user"], "d@contoso.com");
    let before = world.ok("user show cy@contoso.com");
    world.ok("user update cy@contoso.com --name Cyril");
    let renamed = newest(&world);
    world.ok("azure remove 'Azure monthly credit' cy@contoso.com");
    world.ok("azure assign 'Azure monthly credit' cy@contoso.com");
    world.ok(&format!("undo {renamed} --yes"));
    assert_eq!(world.ok("user show cy@contoso.com"), before);
    world.verify();
}

#[test]
fn what_cannot_be_undone_says_what_can_be_done_instead() {
    let world = busy();
    let file = world.path("ids").display().to_string();
    let refused = |line: &str, hint: &str| {
        let done = world.run(&format!("{line} -o json"));
        assert_eq!(done.exit, 0, "{line}: {}", done.stderr);
        let error = world.refused("undo --yes", 5, "not-undoable");
        assert!(error["hint"].as_str().unwrap().contains(hint), "{error}");
    };
    refused("software get-keys 'Windows Server 2019 Standard'", "mpn software return K");
    refused("support ids product-support", "mpn support confirm C1");
    refused(&format!("support confirm product-support {file}"), "mpn support confirm C1");
    refused("membership purchase silver --competency 'Data Platform'", "mpn cancel M6");
}

#[test]
fn what_founded_the_ledger_is_not_undone() {
    let world = World::gold();
    let error = world.refused("undo --yes", 5, "not-undoable");
    assert_eq!(error["hint"], "mpn init --ledger PATH begins another ledger");
    world.refused("undo 7 --yes", 3, "no-such-operation");
    world.refused("undo nothing --yes", 3, "no-such-operation");
}
