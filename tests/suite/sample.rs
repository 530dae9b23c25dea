//! The made-up ledger: sound for any clock, size and seed, the same for the same ones, and with
//! something to see in every list.

use crate::world::{self, Told};
use serde_json::Value;
use tempfile::TempDir;

/// A made-up ledger in a folder of its own, and commands on it.
struct Made {
    folder: TempDir,
    now: String,
}

impl Made {
    fn new(now: &str, wish: &str) -> Made {
        let made = Made { folder: TempDir::new().unwrap(), now: now.to_owned() };
        let told = made.run(&format!("sample {wish}"));
        assert_eq!(told.exit, 0, "sample {wish} at {now}: {}", told.stderr);
        made
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, line: &str) -> Told {
        let mut args = world::words(line);
        let mut places = vec![("--ledger", "l.mpn"), ("--identity", "id.txt")];
        if line.starts_with("sample") {
            // It is never written, and so it is not there for anything else.
            places.push(("--config", "c.toml"));
        }
        for (option, file) in places {
            args.extend([option.to_owned(), self.path(file).display().to_string()]);
        }
        args.extend(["--now".to_owned(), self.now.clone()]);
        world::run(&args, "")
    }

    fn ok(&self, line: &str) -> String {
        let told = self.run(&format!("{line} --as ann@contoso.com"));
        assert_eq!(told.exit, 0, "{line}: {}", told.stderr);
        told.stdout
    }

    fn json(&self, line: &str) -> Value {
        serde_json::from_str(&self.ok(&format!("{line} -o json"))).unwrap()
    }
}

const NOW: &str = "2026-06-01T09:00:00Z";

#[test]
fn it_is_sound_for_any_clock_tier_size_and_seed() {
    let clocks = ["2000-02-29", "2024-12-31T23:59:59Z", NOW, "2099-01-01"];
    let mut seed = 0;
    for tier in ["action-pack", "silver", "gold"] {
        for users in [1, 2, 3, 4, 7, 8, 9, 12, 31, 80] {
            seed += 1;
            let now = clocks[seed % clocks.len()];
            let made = Made::new(now, &format!("--tier {tier} --users {users} --seed {seed}"));
            assert!(made.ok("ledger verify").starts_with("sound: "));
            assert_eq!(made.json("user list").as_array().unwrap().len(), users);
            assert_eq!(made.json("ledger info")["sample"], true);
        }
    }
}

#[test]
fn the_same_seed_and_clock_make_the_same_rows_ids_and_history() {
    let (one, other) =
        (Made::new(NOW, "--users 20 --seed 7"), Made::new(NOW, "--users 20 --seed 7"));
    let different = Made::new(NOW, "--users 20 --seed 8");
    for line in [
        "membership list",
        "user list",
        "benefits list",
        "software list",
        "software show B7",
        "azure list",
        "vs list",
        "license list",
        "support status",
        "support list",
        "advisory status",
        "advisory list",
        "gtm list",
        "gtm contact show",
        "history list",
        "due --within 400d",
        "due --unused",
        "status",
        "vs free",
        "export assignments",
        "export keys",
        "export history",
        // From here on it is written to.
        "support ids product-support",
        "software get-keys B8 --count 3",
    ] {
        assert_eq!(one.ok(line), other.ok(line), "{line}");
    }
    for line in ["user list", "vs list", "export keys"] {
        assert_ne!(one.ok(line), different.ok(line), "{line}");
    }
}

#[test]
fn there_is_something_to_see_everywhere() {
    let made = Made::new(NOW, "");
    let rows = |line: &str| made.json(line).as_array().unwrap().clone();
    let any = |line: &str, key: &str, value: &str| rows(line).iter().any(|row| row[key] == value);
    assert_eq!(rows("user list").len(), 12);
    assert!(any("user list", "kind", "guest") && any("user list", "status", "offboarded"));
    assert!(rows("user list").iter().any(|row| !row["name"].as_str().unwrap().is_ascii()));
    for status in ["assigned", "cooling"] {
        assert!(any("vs list", "status", status), "{status}");
    }
    assert!(made.json("vs free")["free"].as_u64() > Some(0));
    for status in ["active", "renewable"] {
        assert!(any("membership list", "status", status), "{status}");
    }
    assert!(rows("membership list").iter().any(|row| !row["refund_until"].is_null()));
    assert!(
        any("license list", "status", "redeemed") && any("license list", "status", "unredeemed")
    );
    assert!(
        any("support status", "status", "active") && any("support status", "status", "pending")
    );
    assert!(any("support list", "closed_as", "duplicate"));
    assert!(rows("support list").iter().any(|row| row["closed_on"].is_null()));
    assert!(any("gtm list", "status", "active") && any("gtm list", "status", "pending"));
    assert!(rows("advisory list").iter().any(|row| row["hours_logged"].is_null()));
    let kinds = rows("due");
    for kind in ["anniversary", "renewal", "refund", "seat-reassignable", "activate-by"] {
        assert!(kinds.iter().any(|row| row["kind"] == kind), "{kind}");
    }
    assert!(rows("history list").len() > 60);
    let times: Vec<String> = rows("history list").iter().map(|row| row["at"].to_string()).collect();
    assert!(times.is_sorted());
    // Whoever may, can go on from there.
    made.ok("vs assign 'Visual Studio Enterprise (DevOps)' ann@contoso.com");
    made.ok("membership renew M1");
    made.ok("ledger verify");
}

#[test]
fn it_goes_over_nothing_and_leaves_nothing_behind() {
    let made = Made::new(NOW, "--users 3");
    assert!(!made.path("c.toml").exists(), "a config is left alone");
    let whole = std::fs::read(made.path("l.mpn")).unwrap();
    let identity = std::fs::read(made.path("id.txt")).unwrap();
    let again = made.run("sample -o json");
    assert_eq!((again.exit, &again.error()["code"]), (6, &Value::from("ledger-exists")));
    assert_eq!(std::fs::read(made.path("l.mpn")).unwrap(), whole);
    // An identity that is there is used.
    std::fs::remove_file(made.path("l.mpn")).unwrap();
    assert_eq!(made.run("sample --dry-run").exit, 0);
    assert!(!made.path("l.mpn").exists());
    assert_eq!(made.run("sample").exit, 0);
    assert_eq!(std::fs::read(made.path("id.txt")).unwrap(), identity);
    made.ok("software get-keys B7");

    let fresh = Made { folder: TempDir::new().unwrap(), now: NOW.to_owned() };
    for (line, exit) in [
        ("sample --dry-run", 0),
        ("sample --tier platinum", 2),
        ("sample --users 0", 2),
        ("sample --on 2026-01-01", 2),
        ("sample --as nobody", 2),
    ] {
        assert_eq!(fresh.run(line).exit, exit, "{line}");
    }
    let early = Made { folder: fresh.folder, now: "0001-03-01".to_owned() };
    assert_eq!(early.run("sample -o json").error()["code"], "clock-too-early");
    assert_eq!(std::fs::read_dir(early.folder.path()).unwrap().count(), 0);
}

#[test]
fn whoever_is_named_is_its_first_admin() {
    let made = Made { folder: TempDir::new().unwrap(), now: NOW.to_owned() };
    assert_eq!(made.run("sample --as Zoe@fabrikam.com").exit, 0);
    let listed = made.run("whoami --as zoe@fabrikam.com -o json");
    assert_eq!(listed.json()["roles"], serde_json::json!(["global-admin"]));
}
