//! Bugs that were found, each with the test that showed it.

use crate::world::{self, World};
use serde_json::json;

const SERVER: &str = "'Windows Server 2019 Standard'";

#[test]
fn a_renamed_user_keeps_what_they_hold_and_the_ledger_stays_sound() {
    let world = World::gold();
    world.ok("user update cy@contoso.com --email cyrus@contoso.com");
    world.verify();
}
#[test]
fn a_key_told_twice_in_an_opening_statement_leaves_the_ledger_sound() {
    let text = include_str!("../../examples/gold.toml").to_owned()
        + "\n[[handed_out]]\nproduct = \"Windows Server 2019 Standard\"\nkey = \"…M9K3F\"\nuser = \"ann@contoso.com\"\non = 2026-02-21\n";
    World::found("2026-06-01", &text).verify();
}
#[test]
fn a_key_is_answered_again_as_it_was() {
    let world = World::gold();
    let line = format!("software get-keys {SERVER} --request-id a -o json");
    let first = world.run(&line);
    let id = first.json()[0]["id"].as_str().unwrap().to_owned();
    world.ok(&format!("software get-keys {id} --language nl-NL"));
    assert_eq!(world.run(&line), first);
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
#[test]
fn a_seat_is_not_unlocked_by_a_day_before_its_assignment() {
    let world = World::gold();
    world.on("2026-06-01").ok("vs assign S2 bo@contoso.com");
    world.on("2026-07-01");
    let told = world.run("vs unassign S2 bo@contoso.com --on 2026-05-01 -o json");
    assert!(told.exit != 0 || world.row("vs list", "id", "S2")["status"] == "cooling");
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
fn silver_comes_back_when_gold_lapses() {
    let world = World::found(
        "2026-01-01",
        "[[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\nroles = [\"global-admin\"]\n[[membership]]\noffer = \"gold\"\ncompetency = \"Security\"\npurchased_on = 2026-01-01\n",
    );
    world.on("2026-06-01").ok("membership purchase silver --competency DevOps");
    world.on("2027-03-01");
    let seats = world.row("benefits list", "name", "Visual Studio Enterprise");
    assert_eq!(seats["status"], "available");
}

// Damage -----------------------------------------------------------------------------------------

fn verify_at(world: &World, path: &std::path::Path) -> world::Told {
    let mut args = world::words("ledger verify -o json");
    let options = world.options();
    let place = options.iter().position(|option| option == "--ledger").unwrap() + 1;
    args.extend(options.iter().enumerate().map(|(index, option)| {
        if index == place { path.display().to_string() } else { option.clone() }
    }));
    world::run(&args, "")
}

#[test]
fn a_bit_that_flipped_within_a_text_makes_the_ledger_unsound_not_the_engine_failed() {
    let world = World::gold();
    let bytes = std::fs::read(world.ledger()).unwrap();
    let path = world.path("copy.mpn");
    let mut failed = Vec::new();
    for at in (100..bytes.len()).step_by(701) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        std::fs::write(&path, &flipped).unwrap();
        let told = verify_at(&world, &path);
        if ![0, 7].contains(&told.exit) {
            failed.push((at, told.exit, told.stderr));
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}

#[test]
fn an_empty_tail_is_not_taken_for_none() {
    let world = World::gold();
    world.ok("benefits grant --category software --product Tools --offer gold");
    world.ok_with("software add-keys Tools - --text", "1234-5678\n");
    let conn = rusqlite::Connection::open(world.ledger()).unwrap();
    conn.execute_batch("UPDATE sealed_value SET tail = '' WHERE tail IS NULL").unwrap();
    drop(conn);
    assert_eq!(world.run("ledger verify").exit, 7);
}

#[test]
fn a_ledger_whose_last_page_was_cut_is_told_to_be_cut_short() {
    let world = World::gold();
    let bytes = std::fs::read(world.ledger()).unwrap();
    let path = world.path("short.mpn");
    let mut wrong = Vec::new();
    for cut in [1, 512, 2048, 4095] {
        std::fs::write(&path, &bytes[..bytes.len() - cut]).unwrap();
        let told = verify_at(&world, &path);
        if told.exit != 7 || told.stdout.is_empty() && told.error()["code"] != "truncated" {
            wrong.push((cut, told.exit, told.stderr));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn an_error_and_help_are_colored_as_was_asked() {
    let world = World::gold();
    for line in ["nonsense", "vs show B99", "vs assign B1"] {
        let told = world.run(&format!("{line} --color always"));
        assert!(told.stderr.contains("\u{1b}[1;31merror:\u{1b}[0m"), "{line}: {}", told.stderr);
        assert!(!world.run(&format!("{line} --color never")).stderr.contains('\u{1b}'), "{line}");
    }
    assert!(world.run("vs --help --color=always").stdout.contains('\u{1b}'));
    assert!(!world.run("vs --help --color=never").stdout.contains('\u{1b}'));
}

#[test]
fn a_dry_run_that_hands_out_secrets_wants_the_identity_as_the_real_run_does() {
    let world = World::gold();
    std::fs::write(world.path("p.csv"), "action,benefit\nsoftware get-keys,B7\n").unwrap();
    std::fs::remove_file(world.path("identity.txt")).unwrap();
    let (plan, out) = (world.path("p.csv"), world.path("out.csv"));
    for line in [
        "software get-keys B7".to_owned(),
        "support ids B3".to_owned(),
        "license redeem B12 --mode add-seats --tenant contoso.onmicrosoft.com --yes".to_owned(),
        format!("apply {}", plan.display()),
        format!("export keys --reveal --out {}", out.display()),
    ] {
        world.refused(&line, 1, "no-identity");
        world.refused(&format!("{line} --dry-run"), 1, "no-identity");
    }
}

#[cfg(unix)]
#[test]
fn a_dry_run_of_a_ledger_tells_of_a_place_where_none_can_be() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    // No folder can be made below a file, by whomever.
    std::fs::write(path("file"), "").unwrap();
    for command in ["init --org Contoso --admin ann@contoso.com", "sample --users 3"] {
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
        "init --org Contoso --admin ann@contoso.com --ledger {} --identity {} --config {} --dry-run",
        path("new/ledger.mpn"),
        path("other/id.txt"),
        path("config.toml"),
    );
    assert_eq!(world::run(&world::words(&line), "").exit, 0);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn whoever_acts_may_stand_before_support_close_which_has_an_as_of_its_own() {
    let world = World::gold();
    world.ok("support open product-support --title backup");
    let mut args = vec!["--as".to_owned(), "bo@contoso.com".to_owned()];
    // Where the ledger, the identity and the config are; the last two options say who and when.
    args.extend(world.options().into_iter().take(6));
    args.extend(["support", "close", "I1", "--as", "bug", "-o", "json"].map(str::to_owned));
    args.extend(["--now", "2026-06-02"].map(str::to_owned));
    let told = world::run(&args, "");
    assert_eq!((told.exit, told.json()["actor"].as_str()), (0, Some("bo@contoso.com")), "{told:?}");
    assert_eq!(world.row("support list", "id", "I1")["closed_as"], "bug");
    args[1] = "nobody@contoso.com".to_owned();
    assert_eq!(world::run(&args, "").exit, 4);
}

#[test]
fn a_support_benefit_is_pending_until_its_ids_are_confirmed() {
    let world = World::gold();
    let status = || world.row("benefits list", "id", "B4")["status"].clone();
    assert_eq!(status(), "available");
    world.ok("support activate signature-cloud");
    assert_eq!(status(), "pending");
    assert_eq!(world.ok("benefits list --status pending").as_array().unwrap().len(), 1);
    world.ok_with("support confirm signature-cloud -", "A-1\nC-1\n");
    assert_eq!(status(), "active");
    world.ok("support count B3 --remaining 20");
    assert_eq!(world.ok("benefits show B3")["status"], "active", "confirmed, and nothing used");
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

#[test]
fn a_plan_that_nobody_named_is_null() {
    let world = World::gold();
    world.ok("benefits grant --category support --product Extra --offer gold --quantity 3");
    assert_eq!(world.row("support status", "name", "Extra")["plan"], serde_json::Value::Null);
}
