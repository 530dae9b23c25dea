//! Product keys of software: added, handed out, activated and retired.

use super::{OTHER_TENANT, SERVER, column, texts, texts_of};
use crate::world::World;
use serde_json::json;

#[test]
fn a_key_that_is_there_is_not_added_again_in_whatever_spelling() {
    let world = World::gold();
    let error = world.refused_with(
        &format!("software add-keys {SERVER} -"),
        "3DXMC-BG73X-9RQBM-XJ9V2-27FJ3\ng3dmf xwx6t jfxbt v4b8w m9k3f\n",
        6,
        "duplicate-keys",
    );
    assert!(error["message"].as_str().unwrap().contains("line 2"), "{error}");
    let stdin = "3DXMC-BG73X-9RQBM-XJ9V2-27FJ3\n";
    let receipt = world.ok_with(&format!("software add-keys {SERVER} -"), stdin);
    assert!(texts(&receipt["warnings"])[0].contains("more than the 16 that the program grants"));
}

#[test]
fn a_key_is_never_handed_to_a_second_holder() {
    let world = World::gold();
    let get = |who: &str| world.ok(&format!("software get-keys {SERVER} --for {who}"))[0].clone();
    let first = get("bo@contoso.com");
    let second = get("cy@contoso.com");
    assert_ne!(first["key"], second["key"]);
    let id = first["id"].as_str().unwrap();
    let again = world.ok(&format!("software get-keys {id}"));
    assert_eq!((&again[0]["key"], &again[0]["holder"]), (&first["key"], &json!("bo@contoso.com")));
    world.refused(&format!("software get-keys {id} --for cy@contoso.com"), 6, "key-held");
}

#[test]
fn keys_for_many_are_handed_to_all_or_to_none() {
    let world = World::gold();
    let sql = "'SQL Server 2017 Standard'";
    let five = "ann@contoso.com\nbo@contoso.com\ncy@contoso.com\ndana@contoso.com\n";
    world.ok(&format!("software get-keys {sql} --for eve@reseller.example"));
    world.refused_with(&format!("software get-keys {sql} --for -"), five, 5, "no-free-key");
    let three = "ann@contoso.com\nbo@contoso.com\ncy@contoso.com\n";
    let keys = world.ok_with(&format!("software get-keys {sql} --for -"), three);
    assert_eq!(
        column(&keys, "holder"),
        [&json!("ann@contoso.com"), &json!("bo@contoso.com"), &json!("cy@contoso.com")]
    );
    world.refused(&format!("software get-keys {sql} --another"), 5, "no-free-key");
    let head = world.head()["operation"].as_u64().unwrap();
    let again = world.ok_with(&format!("software get-keys {sql} --for -"), three);
    assert_eq!(column(&again, "key"), column(&keys, "key"));
    assert_eq!(world.head()["operation"], head + 1);
}

#[test]
fn whoever_has_a_key_is_shown_it_again_and_it_is_recorded() {
    let world = World::gold();
    let line = format!("software get-keys {SERVER} --for bo@contoso.com --language nl-NL");
    let first = world.ok(&line);
    let before = world.head()["operation"].as_u64().unwrap();
    let dry = world.ok(&format!("{line} -n"));
    assert_eq!((&dry["changed"], &dry["events"][0]["again"]), (&json!(true), &json!(true)));
    assert_eq!(world.ok(&line), first);
    let shown = world.ok(&format!("history show {}", before + 1));
    assert_eq!(shown["events"][0]["kind"], "key-revealed");
    assert_eq!(shown["events"][0]["again"], true);
    let two = world.ok(&format!("{line} --count 2"));
    assert_eq!((&two[0], two.as_array().unwrap().len()), (&first[0], 2));
    let english =
        world.ok(&format!("software get-keys {SERVER} --for bo@contoso.com --language en-US"));
    let another = world.ok(&format!("{line} --another"));
    let ids = |keys: &serde_json::Value| -> Vec<String> {
        texts_of(keys, "id").into_iter().map(str::to_owned).collect()
    };
    assert_eq!([ids(&two), ids(&english), ids(&another)].concat(), ["K2", "K3", "K4", "K5"]);
}

#[test]
fn a_key_that_was_returned_or_retired_is_not_shown_again() {
    let world = World::gold();
    let get = || world.ok(&format!("software get-keys {SERVER} --for bo@contoso.com"))[0].clone();
    for verb in ["return", "retire"] {
        let id = get()["id"].as_str().unwrap().to_owned();
        world.ok(&format!("software {verb} {id}"));
        assert_ne!(get()["id"], json!(id));
    }
}

#[test]
fn a_named_key_is_refused_to_two_users() {
    let world = World::gold();
    let told =
        world.run_with("software get-keys K3 --for - -o json", "bo@contoso.com\ncy@contoso.com\n");
    assert_ne!(told.exit, 0);
}

#[test]
fn a_named_key_is_refused_a_count() {
    let world = World::gold();
    let told = world.run_with("software get-keys K3 --count 3 -o json", "");
    assert_ne!(told.exit, 0);
}

#[test]
fn a_key_is_not_handed_out_after_its_last_day_by_a_day_before_it() {
    let world = World::gold();
    let redeem = format!("license redeem 'Microsoft 365 E3' --mode new {OTHER_TENANT} --yes");
    world.on("2027-01-16");
    world.refused(&format!("{redeem} --on 2027-01-15"), 5, "activate-by-over");
    // What was done in the portal in time may be told later.
    world.ok(&format!("{redeem} --on 2027-01-15 --already-done"));

    let world = World::gold();
    let grant = "benefits grant --category software --product Tools --offer gold";
    world.ok(&format!("{grant} --ends-on 2026-06-10"));
    world.ok_with("software add-keys Tools - --text", "1234-5678\n8765-4321\n");
    let id = world.ok("software get-keys Tools")[0]["id"].as_str().unwrap().to_owned();
    world.on("2026-07-01");
    world.refused("software get-keys Tools --on 2026-06-09", 5, "benefit-ended");
    world.refused(&format!("software get-keys {id} --on 2026-06-09"), 5, "benefit-ended");
}

#[test]
fn activations_run_out_and_are_never_topped_up() {
    let opening = include_str!("../../../examples/action-pack.toml");
    let world =
        World::found("2026-06-01", &opening.replace("pat@fabrikam.example", "ann@contoso.com"));
    let key = world.ok("software get-keys 'Windows 10 Enterprise'")[0]["id"].clone();
    let key = key.as_str().unwrap();
    world.ok(&format!("software activation {key} --machine web-01"));
    let error = world.refused(&format!("software activation {key}"), 5, "activations-used-up");
    assert!(error["message"].to_string().contains("was activated once, as often"), "{error}");
    world.refused(&format!("software activation {key} --reimage"), 5, "activations-used-up");
    let free = world.ok(&format!("software activation {key} --reimage --unchanged"));
    assert_eq!(free["events"][0]["counted"], false);
    world.ok(&format!("software retire {key}"));
    world.refused(&format!("software get-keys {key}"), 5, "key-gone");
}

#[test]
fn software_verbs_do_not_take_license_keys() {
    let world = World::gold();
    let key = world.row("license list", "status", "unredeemed")["id"].as_str().unwrap().to_owned();
    world.refused(&format!("software retire {key}"), 3, "wrong-category");
}

#[test]
fn a_key_that_was_handed_out_stays_revealed_whatever_becomes_of_it() {
    let world = super::silver_with_keys();
    world.on("2026-05-01");
    let revealed = || world.row("software list", "name", "Server")["keys_revealed"].clone();
    world.ok("software get-keys Server --for ann@contoso.com");
    assert_eq!(revealed(), 1);
    world.ok("software retire K1");
    assert_eq!(revealed(), 1);
    world.ok("software retire K2");
    assert_eq!(revealed(), 1, "nobody saw K2");
    world.ok("software get-keys Server --another");
    world.ok("software return K3");
    assert_eq!(revealed(), 2);
}

#[test]
fn an_export_of_keys_tells_every_reveal_of_license_keys_as_well() {
    let world = World::gold();
    let line = |id: &str| world.row("export keys", "id", id);
    let shown = |id: &str| (line(id)["shown_to"].clone(), line(id)["times_shown"].clone());
    assert_eq!(shown("K21"), (json!([]), json!(0)));
    let redeem = "license redeem K21 --mode extend --tenant contoso.onmicrosoft.com --yes";
    world.by("bo@contoso.com").ok(&format!("{redeem} --reason 'a year more'"));
    let told = line("K21");
    assert_eq!(told["revealed_on"], "2026-06-01");
    assert_eq!(
        (&told["revealed_by"], &told["reason"]),
        (&json!("bo@contoso.com"), &json!("a year more"))
    );
    assert_eq!(shown("K21"), (json!(["bo@contoso.com"]), json!(1)));
    world.by("ann@contoso.com");
    let key = world.ok("software get-keys 'Windows Server 2019 Standard' --for cy@contoso.com");
    let id = key[0]["id"].as_str().unwrap().to_owned();
    world.ok(&format!("software get-keys {id}"));
    world.ok(&format!("software get-keys {id}"));
    assert_eq!(shown(&id).1, 3);
    assert!(shown(&id).0.to_string().contains("cy@contoso.com"), "{:?}", shown(&id));
}

#[test]
fn few_activations_left_of_a_key_are_warned_of() {
    let world = World::gold();
    world.ok("benefits grant --category software --product Visio --offer gold");
    let key = "VK7JG-NPHTM-C97JM-9MPGT-3V66T\n";
    let receipt = world.ok_with("software add-keys Visio - --type mak --activations 10", key);
    let id = receipt["events"][0]["keys"][0]["key"].as_str().unwrap().to_owned();
    world.ok("software get-keys Visio");
    let activate = || world.ok(&format!("software activation {id}"))["warnings"].to_string();
    let warned = || world.ok("status")["warnings"].to_string();
    for _ in 0..7 {
        assert!(!activate().contains("SW-4"));
    }
    assert!(!warned().contains("SW-4"), "{}", warned());
    // A fifth of ten is two.
    let told = format!("{id} (Visio) has 2 of 10 activations left (SW-4)");
    assert!(activate().contains(&told));
    assert!(warned().contains(&told), "{}", warned());
    world.ok(&format!("software retire {id}"));
    assert!(!warned().contains("SW-4"), "{}", warned());
}
