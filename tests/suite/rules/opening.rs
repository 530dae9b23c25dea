//! How a ledger begins: its opening statement, and the places that it is made at.

use super::{SERVER, USERS, letter, membership, opening, support, user};
use crate::world::{self, World};
use serde_json::{Value, json};

#[test]
fn an_opening_statement_goes_through_the_same_rules_as_what_is_typed() {
    let world = World::gold();
    let seats = world.ok("vs list");
    let assigned: Vec<&Value> =
        seats.as_array().unwrap().iter().filter(|seat| seat["status"] == "assigned").collect();
    assert_eq!(assigned.len(), 2);
    assert_eq!(assigned[0]["assigned_on"], "2026-03-02");
    let software = world.ok(&format!("software show {SERVER}"));
    assert_eq!(software["keys"][0]["holder"], "ann@contoso.com");
    assert_eq!(software["keys"][0]["revealed_on"], "2026-02-20");
    assert_eq!(world.head()["operation"], 1);
    world.verify();
}

#[test]
fn an_opening_statement_that_breaks_a_rule_makes_no_ledger() {
    let bought = membership("silver", "Security", "2026-03-01");
    let seat = |email: &str| {
        format!("[[seat]]\nbenefit = \"Visual Studio Enterprise\"\nuser = \"{email}\"\n")
    };
    let six: String = (0..6).map(|number| user(&letter(number))).collect();
    let seats: String = (0..6).map(|number| seat(&letter(number))).collect();
    for (statement, exit, code) in [
        (format!("{six}{bought}{seats}"), 5, "no-free-seat"),
        (format!("{bought}{}", seat("nobody@contoso.com")), 3, "no-such-user"),
        (membership("silver", "Security", "2026-04-02"), 2, "on-in-the-future"),
        (format!("{bought}[[seat]]\nbenefits = \"x\"\n"), 2, "malformed-file"),
    ] {
        let world = World::found("2026-04-01", &opening(""));
        let file = world.path("other.toml");
        std::fs::write(&file, opening(&statement)).unwrap();
        let ledger = world.path("other.mpn");
        let told = world::run(
            &world::words(&format!(
                "init --org Contoso --no-tenant --from {} --ledger {} --identity {} --config {} --now 2026-04-01 -o json",
                file.display(),
                ledger.display(),
                world.path("other.identity").display(),
                world.path("other-config.toml").display(),
            )),
            "",
        );
        assert_eq!((told.exit, &told.error()["code"]), (exit, &json!(code)), "{}", told.stderr);
        for name in ["other.mpn", "other.identity", "other-config.toml"] {
            assert!(!world.path(name).exists(), "{name} was left behind by {code}");
        }
    }
}

#[test]
fn what_was_redeemed_activated_and_used_before_stands_in_the_opening_statement() {
    let world = World::gold();
    let redeemed = world.row("license list", "status", "redeemed");
    assert_eq!(
        (&redeemed["redeemed_on"], &redeemed["ends_on"], &redeemed["tenant"]),
        (&json!("2026-02-01"), &json!("2027-02-01"), &json!("contoso.onmicrosoft.com"))
    );
    let status = support(&world);
    assert_eq!(
        (&status["used"], &status["remaining"], &status["status"]),
        (&json!(3), &json!(17), &json!("active"))
    );
    assert_eq!(
        (&status["starts_on"], &status["ends_on"]),
        (&json!("2026-01-15"), &json!("2027-01-14"))
    );
    let hours = world.ok("advisory status")[0].clone();
    assert_eq!((&hours["used"], &hours["remaining"]), (&json!(8), &json!(42)));
    assert_eq!(world.head()["operation"], 1);
}

#[test]
fn redemptions_of_the_past_are_told_in_any_order_and_build_upon_each_other() {
    let redeemed = |key: &str, on: &str| {
        format!("[[redeemed]]\nproduct = \"M365\"\nkey = \"{key}\"\non = {on}\n")
    };
    let keys = include_str!("../../../examples/contoso-m365.keys");
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

#[test]
fn a_key_told_twice_in_an_opening_statement_leaves_the_ledger_sound() {
    let text = include_str!("../../../examples/gold.toml").to_owned()
        + "\n[[handed_out]]\nproduct = \"Windows Server 2019 Standard\"\nkey = \"…M9K3F\"\nuser = \"ann@contoso.com\"\non = 2026-02-21\n";
    World::found("2026-06-01", &text).verify();
}

#[cfg(unix)]
#[test]
fn a_dry_run_of_a_ledger_tells_of_a_place_where_none_can_be() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    // No folder can be made below a file, by whomever.
    std::fs::write(path("file"), "").unwrap();
    for command in ["init --org Contoso --no-tenant --admin ann@contoso.com", "sample --users 3"] {
        for (ledger, identity) in
            [("file/x/ledger.mpn", "id.txt"), ("new/ledger.mpn", "file/x/id.txt")]
        {
            for dry_run in ["--dry-run", ""] {
                let line = format!(
                    "{command} --ledger {} --identity {} --config {} -o json {dry_run}",
                    path(ledger),
                    path(identity),
                    path("config.toml"),
                );
                let told = world::run(&world::words(&line), "");
                assert_eq!((told.exit, told.stdout.as_str()), (1, ""), "{line}: {}", told.stderr);
                let traces = ["id.txt", "config.toml", "new/ledger.mpn"];
                assert!(!traces.iter().any(|name| folder.path().join(name).exists()), "{line}");
                assert!(dry_run.is_empty() || !folder.path().join("new").exists(), "{line}");
                let _ = std::fs::remove_dir(path("new"));
            }
        }
    }
    let line = format!(
        "init --org Contoso --no-tenant --admin ann@contoso.com --ledger {} --identity {} --config {} --dry-run",
        path("new/ledger.mpn"),
        path("other/id.txt"),
        path("config.toml"),
    );
    assert_eq!(world::run(&world::words(&line), "").exit, 0);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
