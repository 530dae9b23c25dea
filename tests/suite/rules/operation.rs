//! Operations: what is recorded and what is not, for which day, and how it is told later.

use super::{CORE, SERVER, column, silver, young};
use crate::world::{self, World};
use serde_json::{Value, json};

#[test]
fn what_is_so_already_is_not_recorded() {
    let world = World::gold();
    let head = world.head();
    for line in [
        format!("vs assign {CORE} ann@contoso.com"),
        format!("vs unassign {CORE} bo@contoso.com"),
        "user grant ann@contoso.com global-admin".to_owned(),
        "user revoke cy@contoso.com admin-agent".to_owned(),
        "user update cy@contoso.com --country NL".to_owned(),
        "azure remove 'Azure monthly credit' cy@contoso.com".to_owned(),
        "software return K2".to_owned(),
    ] {
        let receipt = world.ok(&line);
        assert_eq!((&receipt["changed"], &receipt["operation"]), (&json!(false), &Value::Null));
        assert_eq!(receipt["events"], json!([]));
    }
    assert_eq!(world.head(), head);
}

#[test]
fn a_dry_run_tells_what_would_happen_and_leaves_no_trace() {
    let world = World::gold();
    let file = || std::fs::read(world.ledger()).unwrap();
    let before = file();
    let receipt = world.ok(&format!("vs assign {CORE} bo@contoso.com -n"));
    assert_eq!((&receipt["dry_run"], &receipt["changed"]), (&json!(true), &json!(true)));
    assert_eq!(receipt["operation"], Value::Null);
    let keys = world.ok(&format!("software get-keys {SERVER} -n"));
    assert_eq!(keys["events"][0]["kind"], "key-revealed");
    world.refused(&format!("vs assign {CORE} zed@contoso.com -n"), 3, "no-such-user");
    assert_eq!(file(), before);
}

#[test]
fn a_dry_run_that_hands_out_secrets_wants_the_identity_as_the_real_run_does() {
    let world = World::gold();
    std::fs::write(world.path("p.csv"), "action,benefit\nsoftware get-keys,B8\n").unwrap();
    std::fs::remove_file(world.path("identity.txt")).unwrap();
    let (plan, out) = (world.path("p.csv"), world.path("out.csv"));
    for line in [
        "software get-keys B8".to_owned(),
        "support ids B3".to_owned(),
        "license redeem B13 --mode add-seats --tenant contoso.onmicrosoft.com --yes".to_owned(),
        format!("apply {}", plan.display()),
        format!("export keys --reveal --out {}", out.display()),
    ] {
        world.refused(&line, 1, "no-identity");
        world.refused(&format!("{line} --dry-run"), 1, "no-identity");
    }
}

#[test]
fn what_took_effect_earlier_is_decided_as_of_that_day_and_never_of_the_future() {
    let world = silver(2);
    world.on("2026-03-20");
    let receipt = world.ok("vs assign B1 a@contoso.com --on 2026-03-10");
    assert_eq!(receipt["on"], "2026-03-10");
    assert_eq!(world.row("vs list", "id", "S1")["reassignable_from"], "2026-06-08");
    world.refused("vs assign B1 b@contoso.com --on 2026-03-21", 2, "on-in-the-future");
}

#[test]
fn nothing_is_dated_before_what_it_goes_on_from() {
    let world = World::gold();
    world.on("2026-06-05");
    let fabrikam = "--tenant fabrikam.onmicrosoft.com --confirm-tenant fabrikam.onmicrosoft.com";
    let redeem = format!("license redeem 'Microsoft 365 E3' {fabrikam} --already-done --yes");
    let first = world.ok(&format!("{redeem} --mode new"))["events"][0]["key"].clone();
    let first = first.as_str().unwrap();
    world.ok("support open product-support --title backup");
    world.ok("support activate signature-cloud");
    world.ok("advisory request --scenario deployment --hours 5 --title move");
    world.ok(
        "gtm contact set bo@contoso.com --contact-email a@b.example --phone 12345 --language nl",
    );
    world.ok("gtm activate G1");
    for (line, stdin, rule, told) in [
        (format!("{redeem} --mode add-seats"), "", "LIC-10", format!("{first} was redeemed there")),
        (format!("{redeem} --mode extend"), "", "LIC-10", format!("{first} was redeemed there")),
        (format!("license replace {first} --yes"), "", "LIC-7", format!("{first} was redeemed")),
        ("support close I1".to_owned(), "", "SUP-9", "I1 was opened".to_owned()),
        (
            "support confirm signature-cloud -".to_owned(),
            "access\ncontract\n",
            "SUP-4",
            "C2 was activated".to_owned(),
        ),
        ("advisory log A1 --hours 3".to_owned(), "", "ADV-3", "A1 was requested".to_owned()),
        (
            "gtm confirm G1 --expires 2026-12-01".to_owned(),
            "",
            "GTM-3",
            "the activation of G1 was requested".to_owned(),
        ),
    ] {
        let before = format!("{line} --on 2026-06-04");
        let error = world.refused_with(&before, stdin, 5, "before-its-subject");
        assert_eq!((&error["rule"], &error["earliest"]), (&json!(rule), &json!("2026-06-05")));
        assert_eq!(error["message"], format!("{told} on 2026-06-05, after 2026-06-04"));
        world.ok_with(&format!("{line} --on 2026-06-05 --dry-run"), stdin);
    }
    // What ran is named where the ledger does not know it.
    world.ok(&format!(
        "{redeem} --mode add-seats --on 2026-06-04 --seats-now 10 --ends-on 2026-12-01 --dry-run"
    ));
    // A redemption that was replaced stands in nobody's way.
    world.on("2026-06-08").ok(&format!("license replace {first} --yes"));
    world.ok(&format!("{redeem} --mode new --on 2026-06-01"));
    world.verify();
}

#[test]
fn why_counts_from_the_day_it_is_told() {
    let world = World::gold();
    world.on("2026-12-10");
    let line = "membership renew action-pack --on 2026-11-01";
    assert_eq!(world.run(&format!("why {line}")).exit, world.run(&format!("{line} -n")).exit);
}

#[test]
fn a_fixed_clock_is_warned_of_by_every_kind_of_answer() {
    let world = World::gold();
    for line in [
        "user add fay@contoso.com --name Fay",
        "advisory request --scenario deployment --hours 1 --title Move",
        "seal recovery",
        "software get-keys B8",
    ] {
        let told = world.run(line);
        assert_eq!(told.exit, 0, "{line}: {}", told.stderr);
        assert!(told.stderr.contains("recorded with a fixed clock"), "{line}: {}", told.stderr);
    }
}

#[test]
fn a_ledger_is_told_as_it_was_after_an_operation_and_at_the_end_of_a_day() {
    let world = silver(2);
    world.on("2026-03-05").ok("vs assign B1 a@contoso.com");
    world.on("2026-03-06").ok("vs unassign S1 a@contoso.com");
    world.on("2026-03-07").ok("vs assign B1 b@contoso.com");
    let holders = |as_of: &str| -> Vec<Value> {
        let seats = world.ok(&format!("vs list --as-of {as_of}"));
        column(&seats, "email").into_iter().filter(|email| !email.is_null()).cloned().collect()
    };
    assert_eq!(holders("1"), [] as [Value; 0]);
    assert_eq!(holders("2"), ["a@contoso.com"]);
    assert_eq!(holders("3"), [] as [Value; 0]);
    assert_eq!(holders("4"), ["b@contoso.com"]);
    assert_eq!(holders("2026-03-04"), [] as [Value; 0]);
    assert_eq!(holders("2026-03-05"), ["a@contoso.com"]);
    assert_eq!(holders("2026-03-06"), [] as [Value; 0]);
    assert_eq!(holders("2026-03-07"), ["b@contoso.com"]);
    world.refused("vs list --as-of 2026-03-08", 2, "as-of-in-the-future");
    for as_of in ["5", "0", "2026-02-28"] {
        world.refused(&format!("vs list --as-of {as_of}"), 3, "no-such-operation");
    }
}

#[test]
fn a_ledger_as_of_a_day_on_which_a_lapse_was_not_taken_down_is_told() {
    let world = World::gold();
    world.on("2027-01-10");
    let (told, done) = std::sync::mpsc::channel();
    let path = world.options();
    std::thread::spawn(move || {
        let mut args = world::words("membership list --as-of 2027-01-05 -o json");
        args.extend(path);
        let _ = told.send(world::run(&args, "").exit);
    });
    assert_eq!(done.recv_timeout(std::time::Duration::from_secs(20)), Ok(0));
}

#[test]
fn the_history_tells_of_a_command_by_what_it_did_and_not_by_what_lapsed_along() {
    let world = young();
    world.on("2027-08-01").ok("user update ann@contoso.com --country NL");
    let line = world.ok("history list");
    let summary = line.as_array().unwrap().last().unwrap()["summary"].as_str().unwrap().to_owned();
    assert!(summary.starts_with("user ann@contoso.com is brought up to date"), "{line}");
}

#[test]
fn why_says_where_there_is_nothing_to_do() {
    let world = World::gold();
    world.ok("benefits grant --category azure --product Credit --kind monthly --amount 100 USD --offer gold");
    let line = "why azure remove Credit bo@contoso.com";
    let why = world.ok(line);
    assert_eq!((&why["allowed"], &why["events"]), (&json!(true), &json!([])));
    assert_eq!(why["message"], "nothing to do: it is so already");
    let told = world.run(line).stdout;
    assert!(told.starts_with("azure remove: nothing to do: it is so already\n"), "{told}");
}

#[test]
fn why_tells_of_a_rebuild_who_may() {
    let world = World::gold();
    let why = world.ok("why ledger rebuild");
    assert_eq!((&why["command"], &why["allowed"]), (&json!("ledger rebuild"), &json!(true)));
    assert_eq!(why["roles"], json!(["global-admin", "mpn-partner-admin"]));
    assert_eq!(why["rules"][0]["id"], "ROLE-13");
    let why = world.by("cy@contoso.com").run("why ledger rebuild -o json");
    assert_eq!((why.exit, why.json()["code"].as_str()), (4, Some("role-missing")));
}

#[test]
fn a_dry_run_takes_the_columns_of_its_real_run_and_no_others() {
    let world = World::gold();
    let redeem = "license redeem 'Microsoft 365 E3' --mode extend --tenant contoso.onmicrosoft.com";
    for (line, has, has_not) in [
        ("software get-keys 'Windows Server 2019 Standard'", "key", "events"),
        (redeem, "redeem_url", "events"),
        ("support ids product-support", "access_id", "operation"),
        ("license replace 'Microsoft 365 E3'", "text", "key"),
        ("vs assign B1 bo@contoso.com", "operation", "text"),
    ] {
        world.refused(&format!("{line} --yes --dry-run --columns {has_not}"), 2, "unknown-column");
        world.refused(&format!("{line} --yes --columns {has_not}"), 2, "unknown-column");
        for run in ["--dry-run", ""] {
            let told = world.run(&format!("{line} --yes {run} --columns {has} -o json"));
            // A redemption of long ago is not replaced.
            let may = [0, 5].contains(&told.exit);
            assert!(may, "{line} {run}: {told:?}");
        }
    }
}
