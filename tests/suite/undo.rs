//! Undo on a real ledger: what is undone is as it was, what something later touched is not undone,
//! and what cannot be taken back says what can be done instead.

use crate::world::{self, World};
use serde_json::{Value, json};

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
    told.push(("organization show".to_owned(), world.ok("organization show")));
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
fn what_was_said_of_the_organization_is_undone_and_done_again() {
    all_there_and_back(&[
        "organization set --name Fabrikam --tenant fabrikam.onmicrosoft.com",
        "organization set --account-email office@contoso.com --region anz-taiwan",
        "organization set --administered-in pmc",
    ]);
}

#[test]
fn the_account_is_not_made_the_contact_by_an_undo() {
    let world = busy();
    world.ok("organization set --account-email office@contoso.com");
    world.ok("gtm contact set bo@contoso.com --contact-email partner@contoso.com --phone '+31 20 555 0100' --language nl-NL");
    let organization = newest(&world) - 1;
    world.refused(&format!("undo {organization} --yes"), 5, "account-is-contact");
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
fn the_first_contact_is_undone_to_none() {
    let world = World::gold();
    let before = state(&world);
    let set = "gtm contact set bo@contoso.com --contact-email gtm@contoso.com \
               --phone 0205550100 --language nl-NL";
    there_and_back(&world, set, &before);
    world.refused("gtm contact show", 3, "contact-not-set");
    world.verify();
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
fn added_keys_that_were_exported_in_clear_are_not_undone() {
    let world = busy();
    let file = world.path("more.keys").display().to_string();
    for add in [
        format!("software add-keys 'SQL Server 2017 Standard' {file}"),
        format!("license add-keys 'Microsoft 365 E3' {file} --seats 25"),
    ] {
        world.ok(&add);
        let added = newest(&world);
        let clear = world.path(&format!("clear-{added}.csv"));
        world.ok(&format!("export keys --reveal --out {}", clear.display()));
        let error = world.refused(&format!("undo {added} --yes"), 5, "touched-since");
        let by = format!("by operation {} (export keys)", added + 1);
        assert!(error["message"].as_str().unwrap().contains(&by), "{error}");
        world.verify();
        std::fs::write(&file, format!("{}\n", world::key(77))).unwrap();
    }
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
    touched("vs assign B1 dana@contoso.com", "vs unassign B1 dana@contoso.com", "S5");
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
    touched("advisory log A1 --hours 3", "advisory log A1 --hours 4", "A1");
    touched(
        "gtm contact set cy@contoso.com --contact-email gtm@contoso.com --phone 1234567 --language nl",
        "gtm contact set dana@contoso.com --contact-email gtm@contoso.com --phone 1234567 --language nl",
        "@contoso.com",
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
fn what_was_confirmed_or_moved_since_is_not_undone() {
    let world = busy();
    let file = world.path("ids").display().to_string();
    world.ok("support activate signature-cloud");
    let activated = newest(&world);
    world.ok(&format!("support confirm signature-cloud {file}"));
    let error = world.refused(&format!("undo {activated} --yes"), 5, "touched-since");
    assert!(error["message"].as_str().unwrap().contains("C2 was touched since"), "{error}");
    // Bulk credit that went on to somebody else.
    world.ok("azure transfer 'Azure bulk credit' bo@contoso.com");
    let moved = newest(&world);
    world.ok("azure transfer 'Azure bulk credit' ann@contoso.com");
    world.refused(&format!("undo {moved} --yes"), 5, "touched-since");
}

#[test]
fn where_benefits_are_not_administered_only_people_are_undone() {
    let text = include_str!("../../examples/gold.toml").replace("\"partner-center\"", "\"pmc\"");
    let elsewhere = World::found("2026-06-01", &text);
    elsewhere.ok("user add gus@contoso.com --name Gus");
    elsewhere.ok("undo --yes");
    // Nor where there is no offer any more.
    let world = World::gold();
    world.ok("vs assign B1 bo@contoso.com");
    let assigned = newest(&world);
    world.on("2028-01-01").ok("user add gus@contoso.com --name Gus");
    let added = newest(&world);
    world.refused(&format!("undo {assigned} --yes"), 5, "no-active-offer");
    world.ok(&format!("undo {added} --yes"));
}

#[test]
fn an_update_of_the_only_one_who_may_grant_roles_is_undone() {
    let world = World::gold();
    world.ok("user update ann@contoso.com --name 'Ann Vries'");
    world.ok("undo --yes");
    assert_eq!(world.ok("user show ann@contoso.com")["name"], "Ann de Vries");
}

#[test]
fn a_hint_to_undo_something_else_first_can_be_followed() {
    let world = busy();
    let hint = |line: &str| {
        let error = world.refused(line, 5, "touched-since");
        error["hint"].as_str().unwrap().to_owned()
    };
    // What cannot be undone itself is no way.
    world.ok("software add-keys B9 more.keys"
        .replace("more.keys", &world.path("more.keys").display().to_string())
        .as_str());
    let added = newest(&world);
    let keys = world.ok("software show B9")["keys"].as_array().unwrap().len();
    world.ok(&format!("software get-keys B9 --count {}", keys.min(9)));
    assert!(!hint(&format!("undo {added} --yes")).contains("mpn undo"));
}

#[test]
fn what_is_done_again_counts_in_the_year_in_which_it_was() {
    let world = World::gold();
    world.ok("advisory request --scenario deployment --hours 7 --title Move");
    let requested = newest(&world);
    world.ok("support open B3 --title 'Mail is slow'");
    let opened = newest(&world);
    world.on("2027-02-10");
    for membership in ["M1", "M2", "M3"] {
        world.run(&format!("membership renew {membership}"));
    }
    let renewed = world.ok("membership list")[0]["status"].clone();
    assert_eq!(renewed, "active");
    world.ok_with("support confirm B3 -", "1234567\n7654321\n");
    let before = (world.ok("advisory status"), world.ok("support status"));
    for done in [requested, opened] {
        world.ok(&format!("undo {done} --yes"));
        world.ok("undo --yes");
    }
    assert_eq!((world.ok("advisory status"), world.ok("support status")), before);
    world.verify();
}

#[test]
fn an_email_that_somebody_else_has_by_now_is_not_given_back() {
    let world = busy();
    world.ok("user update cy@contoso.com --email cyril@contoso.com");
    let renamed = newest(&world);
    world.ok("user add cy@contoso.com --name 'Another Cy'");
    let error = world.refused(&format!("undo {renamed} --yes"), 5, "touched-since");
    assert!(error["hint"].as_str().unwrap().contains(&format!("mpn undo {}", renamed + 1)));
    world.ok(&format!("undo {} --yes", renamed + 1));
    world.ok(&format!("undo {renamed} --yes"));
}

#[test]
fn an_operation_is_named_by_a_request_id_that_is_a_number() {
    let world = World::gold();
    world.ok("user add q@contoso.com --name Q --request-id 4711");
    world.ok("user add r@contoso.com --name R --request-id 02");
    world.ok("user add s@contoso.com --name S --request-id 3");
    assert_eq!(world.ok("history show 4711")["operation"], 2);
    assert_eq!(world.ok("history show 02")["operation"], 3);
    let error = world.refused("history show 3", 2, "ambiguous-name");
    assert!(error["message"].as_str().unwrap().contains("02, 4"), "{error}");
    world.refused("undo +3 --yes", 3, "no-such-operation");
    assert_eq!(world.ok("undo 4711 --yes")["events"][0]["operation"], 2);
    assert_eq!(world.ok("undo 02 --yes")["events"][0]["operation"], 3);
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
    refused(&format!("support confirm product-support {file}"), "mpn support confirm C2");
    refused("membership purchase silver --competency 'Data Platform'", "mpn cancel M6");
    refused(
        "license redeem K21 --mode extend --tenant contoso.onmicrosoft.com --already-done --yes",
        "mpn license replace K21",
    );
    refused("license replace K21 --yes", "mpn license list");
    let catalog = world.catalog_with("changed.toml", |program| {
        program["visual_studio"]["reassign_after_days"] = json!(80);
    });
    refused(&format!("catalog use {catalog}"), "mpn catalog use FILE");
    world.ok("cancel M5 --yes");
    refused("cancel M5 --confirm --yes", "mpn membership purchase");
    world.on("2026-12-15");
    refused("membership renew M4", "mpn membership show M4");
}

#[test]
fn what_founded_the_ledger_is_not_undone() {
    let world = World::gold();
    let error = world.refused("undo --yes", 5, "not-undoable");
    assert_eq!(error["hint"], "mpn init --ledger PATH begins another ledger");
    world.refused("undo 7 --yes", 3, "no-such-operation");
    world.refused("undo nothing --yes", 3, "no-such-operation");
}

#[test]
fn many_facts_are_undone_all_or_refused_with_every_reason() {
    let world = busy();
    let before = state(&world);
    let wishes = "action,benefit,user,to,role\n\
                  user add,,gus@contoso.com,,\n\
                  vs assign,B1,gus@contoso.com,,\n\
                  vs unassign,B1,bo@contoso.com,,\n\
                  user grant,,gus@contoso.com,,admin-agent\n\
                  azure transfer,Azure bulk credit,cy@contoso.com,bo@contoso.com,\n";
    world.ok_with("apply -", wishes);
    let applied = newest(&world);
    world.ok("vs unassign B1 gus@contoso.com");
    world.ok("user update gus@contoso.com --country DE");
    let error = world.refused(&format!("undo {applied} --yes"), 5, "undo-refused");
    let details = error["details"].as_array().unwrap();
    assert_eq!(details.len(), 2, "{details:?}");
    world.ok(&format!("undo {} --yes", applied + 2));
    world.ok(&format!("undo {} --yes", applied + 1));
    world.ok(&format!("undo {applied} --yes"));
    same(&state(&world), &before, "a plan");
    world.verify();
}

#[test]
fn a_plan_that_showed_a_key_is_not_undone_in_part() {
    let world = busy();
    let wishes = "action,benefit,user\n\
                  vs assign,B1,dana@contoso.com\n\
                  software get-keys,Windows Server 2019 Standard,dana@contoso.com\n";
    world.ok_with("apply -", wishes);
    let error = world.refused("undo --yes", 5, "not-undoable");
    assert!(error["message"].as_str().unwrap().contains("was shown"), "{error}");
}

#[test]
fn an_import_of_the_directory_is_undone_whole() {
    let world = busy();
    let before = state(&world);
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/contoso-users.csv");
    world.ok(&format!("user import entra {file}"));
    let after = state(&world);
    // It takes what the import took, not what adding users takes.
    world.by("dana@contoso.com").refused("undo --yes", 4, "role-missing");
    let told = world.by("bo@contoso.com").run("undo --yes");
    assert!(told.stdout.contains("7 users removed"), "{}{}", told.stdout, told.stderr);
    world.by("ann@contoso.com");
    same(&state(&world), &before, "an import");
    world.ok("undo --yes");
    same(&state(&world), &after, "an import, done again");
    world.verify();
}

#[test]
fn a_refund_that_was_given_up_stays_given_up() {
    let world = busy();
    world.ok("benefits grant --category software --product Tool --offer silver");
    let file = world.path("more.keys").display().to_string();
    world.ok(&format!("software add-keys Tool {file}"));
    let refused = world.run("software get-keys Tool --forfeit-refund -o json");
    assert_eq!(refused.exit, 0, "{}", refused.stderr);
    let error = world.refused("undo --yes", 5, "undo-refused");
    assert!(error.to_string().contains("the refund of M5 was given up"), "{error}");
    // The keys stay where they are, for one of them was shown.
    let added = newest(&world) - 1;
    let error = world.refused(&format!("undo {added} --yes"), 5, "touched-since");
    assert!(error["message"].as_str().unwrap().contains("K25"), "{error}");
}

#[test]
fn the_rules_bind_an_undo_on_a_later_day() {
    let world = busy();
    let free = || world.ok("vs free")["benefits"][0]["free"].clone();
    let before = free();
    world.ok("vs assign B1 dana@contoso.com");
    let assigned = newest(&world);
    world.ok("vs reassign B1 ann@contoso.com eve@reseller.example");
    let reassigned = newest(&world);
    world.on("2026-06-10");
    world.ok(&format!("undo {assigned} --yes"));
    // An assignment that is undone leaves no lock (VS-7).
    assert_eq!(free(), before);
    let error = world.refused(&format!("undo {reassigned} --yes"), 5, "vs-reassign-too-early");
    assert_eq!(error["earliest"], "2026-08-30");
    let why = world.run(&format!("why undo {reassigned} -o json"));
    assert_eq!((why.exit, &why.json()["earliest"]), (5, &json!("2026-08-30")));
    assert_eq!(why.json()["roles"], json!(["global-admin", "mpn-partner-admin"]));
    // From that day on it is a reassignment of that day.
    let undone = world.on("2026-08-30").ok(&format!("undo {reassigned} --yes"));
    assert_eq!(undone["events"][1]["kind"], "seat-reassigned");
    assert_eq!(world.ok("vs show S1")["assigned_on"], "2026-08-30");
    world.verify();
}

#[test]
fn an_undo_and_its_undo_are_no_way_around_the_days() {
    let world = busy();
    world.ok("vs assign B1 dana@contoso.com");
    world.ok("undo --yes");
    // On a later day the seat is assigned anew: in between it was another's for the asking.
    world.on("2026-08-01").ok("undo --yes");
    assert_eq!(world.ok("vs show S5")["assigned_on"], "2026-08-01");
    // What a lock keeps for its holder is theirs since the old day.
    world.on("2026-08-05").ok("vs unassign S5 dana@contoso.com");
    world.on("2026-08-07").ok("undo --yes");
    assert_eq!(world.ok("vs show S5")["assigned_on"], "2026-08-01");
    world.verify();
}

#[test]
fn a_seat_that_cools_keeps_the_user_who_had_it() {
    let world = busy();
    world.ok("user add gus@contoso.com --name Gus");
    let added = newest(&world);
    world.ok("vs assign B1 gus@contoso.com");
    world.on("2026-06-02").ok("vs unassign B1 gus@contoso.com");
    let error = world.refused(&format!("undo {added} --yes"), 5, "touched-since");
    assert!(error["message"].as_str().unwrap().contains("gus@contoso.com"), "{error}");
}

#[test]
fn somebody_who_left_comes_back_with_what_was_theirs() {
    let world = busy();
    let before = world.ok("user show cy@contoso.com");
    let seats = world.ok("vs list");
    world.ok("user offboard cy@contoso.com --yes");
    let left = newest(&world);
    world.on("2026-07-01").ok(&format!("undo {left} --yes"));
    assert_eq!(world.ok("user show cy@contoso.com"), before);
    assert_eq!(world.ok("vs list"), seats);
    let monthly = world.ok("azure show 'Azure monthly credit'");
    assert_eq!(monthly["holders"][1]["assigned_on"], "2026-06-01", "{monthly}");
    world.verify();
}

#[test]
fn bulk_credit_is_transferred_back_and_never_taken() {
    let world = World::gold();
    world.ok("azure assign 'Azure bulk credit' cy@contoso.com");
    let error = world.refused("undo --yes", 5, "bulk-not-removable");
    assert_eq!(error["hint"], "mpn azure transfer B11 EMAIL");
    world.ok("azure transfer 'Azure bulk credit' bo@contoso.com");
    world.on("2027-01-20");
    world.refused("undo --yes", 5, "enrollment-year-over");
}

#[test]
fn undo_wants_the_role_of_what_it_undoes() {
    let world = busy();
    world.ok("user update dana@contoso.com --name D");
    world.by("dana@contoso.com").ok("undo --yes");
    world.by("ann@contoso.com").ok("vs assign B1 dana@contoso.com");
    world.by("dana@contoso.com").refused("undo --yes", 4, "role-missing");
    world.by("ann@contoso.com").ok("support close I1");
    world.by("cy@contoso.com").ok("undo --yes");
    // An account-admin neither gives nor takes the roles of Azure AD (ROLE-6).
    world.by("ann@contoso.com").ok("user grant cy@contoso.com global-admin");
    world.by("dana@contoso.com").refused("undo --yes", 4, "role-of-azure-ad");
    world.by("ann@contoso.com").ok("user revoke cy@contoso.com global-admin");
    world.by("dana@contoso.com").refused("undo --yes", 4, "role-of-azure-ad");
    // Of an undo it is the role of what was undone.
    world.by("ann@contoso.com").ok("undo --yes");
    world.by("dana@contoso.com").refused("undo --yes", 4, "role-of-azure-ad");
}

#[test]
fn the_last_who_may_grant_roles_keeps_that() {
    let world = busy();
    world.ok("user grant bo@contoso.com global-admin");
    let granted = newest(&world);
    world.by("bo@contoso.com").ok("user revoke ann@contoso.com global-admin");
    let error = world.refused(&format!("undo {granted} --yes"), 5, "last-grantor");
    assert_eq!(error["rule"], "ROLE-12");
}

#[test]
fn undo_is_asked_about_tried_and_answered_again() {
    let world = busy();
    world.ok("vs assign B1 dana@contoso.com --request-id ticket-1");
    world.refused("undo", 2, "consent-missing");
    let tried = world.ok("undo --dry-run");
    assert_eq!((&tried["operation"], &tried["dry_run"]), (&Value::Null, &json!(true)));
    assert_eq!(tried["events"][0]["command"], "vs assign");
    let undone = world.ok("undo ticket-1 --yes --request-id ticket-2");
    assert_eq!(world.ok("undo ticket-1 --yes --request-id ticket-2"), undone);
    // Undone is undone: asked for without a request id, too, nothing is left to do or to ask.
    let again = world.ok("undo ticket-1");
    assert_eq!((&again["operation"], &again["changed"]), (&Value::Null, &json!(false)));
    world.refused("undo --yes --request-id ticket-2", 6, "request-id-used");
    // The newest is meant anew each time, but under one request id it is done once.
    let redone = world.ok("undo --yes --request-id ticket-3");
    assert_eq!(world.ok("undo --yes --request-id ticket-3"), redone);
    assert_eq!(world.ok("history show ticket-1")["undone_by"], Value::Null);
    assert_eq!(world.ok("history show ticket-2")["undone_by"], redone["operation"]);
    let line = world.ok("history list --command undo");
    assert_eq!(line.as_array().unwrap().len(), 2);
    assert!(line[0]["summary"].as_str().unwrap().contains("(vs assign) is undone"), "{line}");
    world.verify();
}

#[test]
fn what_was_undone_and_what_undid_it_can_be_read_as_it_was() {
    let world = busy();
    let before = newest(&world);
    world.ok("benefits grant --category software --product Tool --offer gold");
    let then = world.ok("benefits show Tool");
    world.ok("undo --yes");
    let id = then["id"].as_str().unwrap();
    world.refused(&format!("benefits show {id}"), 3, "no-such-benefit");
    assert_eq!(world.ok(&format!("benefits show {id} --as-of {}", before + 1)), then);
    let told = world.ok(&format!("history list --benefit {id}"));
    assert_eq!(told.as_array().unwrap().len(), 2, "{told}");
    // Its id is not given again.
    let other = world.ok("benefits grant --category software --product Other --offer gold");
    assert_ne!(other["events"][0]["benefit"], id);
}

/// A sequence of numbers that looks random, from a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// Commands that can be undone, for people and things that may or may not be so.
fn any_command(dice: &mut Dice) -> String {
    let user = ["ann", "bo", "cy", "dana", "gus", "hal", "ivy"][dice.roll(7)];
    let other = ["bo", "cy", "gus", "hal"][dice.roll(4)];
    let (user, other) = (format!("{user}@contoso.com"), format!("{other}@contoso.com"));
    let n = dice.roll(4) + 1;
    match dice.roll(24) {
        0..=2 => format!("user add {user} --name New --role admin-agent"),
        3 => format!("user update {user} --name N{n} --country BE"),
        4 => format!("user update {user} --email {other}"),
        5 => format!("user grant {user} billing-admin"),
        6 => format!("user revoke {user} admin-agent"),
        7 => format!("user offboard {user} --yes"),
        8 | 9 => format!("vs assign B1 {user}"),
        10 => format!("vs unassign B1 {user}"),
        11 => format!("vs reassign B1 {user} {other}"),
        12 => format!("azure assign 'Azure monthly credit' {user}"),
        13 => format!("azure remove 'Azure monthly credit' {user}"),
        14 => format!("azure transfer 'Azure bulk credit' {user}"),
        15 => format!("software activation K1 --machine m{n}"),
        16 => ["software return K1", "software retire K1", "software retire K3"][n % 3].to_owned(),
        17 => format!("support open product-support --title t{n}"),
        18 => format!("support close I{n} --as {}", ["solved", "bug"][n % 2]),
        19 => format!("support count product-support --remaining {n}"),
        20 => format!("advisory request --scenario deployment --hours {n} --title t"),
        21 => format!("advisory log A{n} --hours {n}"),
        22 => format!(
            "gtm contact set {user} --contact-email g{n}@contoso.com --phone 0205550100 --language en"
        ),
        _ => ["gtm activate G3", "gtm confirm G1 --expires 2026-12-31", "undo --yes"][n % 3]
            .to_owned(),
    }
}

#[test]
fn all_that_was_done_is_undone_in_the_reverse_order() {
    for seed in 1..=4 {
        let world = busy();
        let before = state(&world);
        let first = newest(&world);
        let mut dice = Dice(seed);
        let mut said = Vec::new();
        while newest(&world) < first + 20 {
            let line = any_command(&mut dice);
            let told = world.run(&format!("{line} -o json"));
            assert!([0, 3, 4, 5, 6].contains(&told.exit), "{line}: {}", told.stderr);
            if told.stdout.contains("AZ-4") {
                // Bulk credit would not go back to who left; they had better not leave with it.
                world.ok("undo --yes");
            }
            said.push((newest(&world), line));
        }
        for operation in (first + 1..=newest(&world)).rev() {
            let told = world.run(&format!("undo {operation} --yes -o json"));
            assert_eq!(told.exit, 0, "seed {seed}, {operation} of {said:#?}: {}", told.stderr);
        }
        same(&state(&world), &before, &format!("seed {seed}: {said:#?}"));
        world.verify();
    }
}

#[test]
fn nobody_is_told_a_thousand_reasons() {
    let world = World::gold();
    let mut directory = "userPrincipalName,displayName,userType,accountEnabled\n".to_owned();
    let mut wishes = "action,user,country\n".to_owned();
    for number in 0..60 {
        directory.push_str(&format!("u{number}@contoso.com,U{number},Member,True\n"));
        wishes.push_str(&format!("user update,u{number}@contoso.com,BE\n"));
    }
    std::fs::write(world.path("users.csv"), directory).unwrap();
    world.ok(&format!("user import entra {}", world.path("users.csv").display()));
    world.ok_with("apply -", &wishes);
    let error = world.refused("undo 2 --yes", 5, "undo-refused");
    let details = error["details"].as_array().unwrap();
    assert_eq!((details.len(), &details[50]), (51, &json!("… and more")));
    assert!(error["message"].as_str().unwrap().contains("more than 50 reasons"), "{error}");
    world.ok("undo 3 --yes");
    world.ok("undo 2 --yes");
    world.verify();
}
