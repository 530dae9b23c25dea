//! One ledger of every version that was released, kept for ever: this version opens it, verifies it
//! and reads it.
//!
//! `tests/ledgers/VERSION.mpn` is such a ledger, and `VERSION.identity.txt` the secret that opens its
//! keys, all of them made up. The next release adds its own: with the new version in `Cargo.toml`,
//! `MPN_WRITE_GENERATED=1 cargo test --test suite ledgers` makes it where there is none, and never over one
//! that is there. The name of the machine is recorded in it, so it is made where that may be known:
//! `unshare -r --uts sh -c 'hostname desk-1.contoso.com; MPN_WRITE_GENERATED=1 cargo test --test suite ledgers'`.
//! Until a version is released its schema may still change; then its ledger is deleted and made anew,
//! and never after.

use std::path::{Path, PathBuf};
use std::sync::Once;

use crate::world::{self, Told, World};
use serde_json::Value;
use tempfile::TempDir;

/// Every list, and what else tells of all there is.
const READS: [&str; 19] = [
    "advisory list",
    "advisory status",
    "azure list",
    "benefits list",
    "catalog show",
    "due --within 400d",
    "gtm contact show",
    "gtm list",
    "history list",
    "ledger info",
    "license list",
    "membership list",
    "software list",
    "status",
    "support list",
    "support status",
    "user list",
    "vs list",
    "whoami",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledgers")
}

/// The versions whose ledgers are kept; this one's is made first, where that is wanted.
fn versions() -> Vec<String> {
    static MADE: Once = Once::new();
    let this = env!("CARGO_PKG_VERSION");
    let wanted = std::env::var_os("MPN_WRITE_GENERATED").is_some();
    MADE.call_once(|| {
        if wanted && !folder().join(format!("{this}.mpn")).exists() {
            make(this);
        }
    });
    let kept = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name());
    let kept = kept.map(|name| name.into_string().unwrap());
    let mut versions: Vec<String> =
        kept.filter_map(|name| name.strip_suffix(".mpn").map(str::to_owned)).collect();
    versions.sort();
    versions
}

/// Makes the ledger of this version, from an opening statement and commands of every noun.
fn make(version: &str) {
    let world = World::gold();
    for line in [
        "vs assign 'Visual Studio Enterprise' bo@contoso.com --reason 'a new colleague'",
        "azure assign 'Azure monthly credit' cy@contoso.com",
        "software get-keys 'Windows Server 2019 Standard' --for bo@contoso.com --language nl-NL",
        "software get-keys 'Windows Server 2019 Standard' --count 2 --reason audit",
        "software activation K2 --machine web-01",
        "software return K3",
        "software retire K4",
        "license redeem 'Microsoft 365 E3' --mode extend --tenant contoso.onmicrosoft.com -y",
        "license replace 'Microsoft 365 E3' -y",
        "support ids product-support",
        "support link product-support --account bo@contoso.com",
        "support open product-support --title backup --product 'SQL Server' --version 2017",
        "support close I1 --as bug",
        "support activate signature-cloud",
        "advisory request --scenario deployment --hours 4 --title migration",
        "advisory log A1 --hours 3",
        "gtm contact set bo@contoso.com --contact-email news@contoso.com --phone '+45 33 12 34 56' \
         --language da-DK",
        "gtm activate G1",
        "gtm confirm G1 --expires 2026-12-01",
        "user add gus@contoso.com --name 'Gus Lindqvist' --guest --country SE",
        "user revoke dana@contoso.com account-admin",
    ] {
        world.ok(line);
    }
    world.on("2026-06-10").ok("vs unassign 'Visual Studio Enterprise' bo@contoso.com");
    world.on("2026-12-05").ok("membership renew action-pack");
    world.verify();
    for (from, to) in [("ledger.mpn", "mpn"), ("identity.txt", "identity.txt")] {
        let to = folder().join(format!("{version}.{to}"));
        assert!(!to.exists(), "{} is kept for ever", to.display());
        std::fs::copy(world.path(from), to).unwrap();
    }
}

/// A copy of a kept ledger: reading one must not touch it, but an engine may.
struct Kept {
    copy: TempDir,
}

impl Kept {
    fn of(version: &str) -> Self {
        let kept = Kept { copy: tempfile::tempdir().unwrap() };
        for name in ["mpn", "identity.txt"] {
            let name = format!("{version}.{name}");
            std::fs::copy(folder().join(&name), kept.path(&name)).unwrap();
        }
        std::fs::rename(kept.path(&format!("{version}.mpn")), kept.path("ledger.mpn")).unwrap();
        let identity = kept.path(&format!("{version}.identity.txt"));
        std::fs::rename(identity, kept.path("identity.txt")).unwrap();
        // A checkout gives it to everybody.
        #[cfg(unix)]
        std::fs::set_permissions(
            kept.path("identity.txt"),
            std::os::unix::fs::PermissionsExt::from_mode(0o600),
        )
        .unwrap();
        std::fs::write(kept.path("config.toml"), "").unwrap();
        kept
    }

    fn path(&self, name: &str) -> PathBuf {
        self.copy.path().join(name)
    }

    fn run(&self, line: &str) -> Told {
        let path = |name: &str| self.path(name).display().to_string();
        let mut args = world::words(line);
        for (option, value) in [
            ("--ledger", path("ledger.mpn")),
            ("--identity", path("identity.txt")),
            ("--config", path("config.toml")),
            ("--as", "ann@contoso.com".to_owned()),
            ("--now", "2026-12-06T12:00:00Z".to_owned()),
            ("--output", "json".to_owned()),
        ] {
            args.extend([option.to_owned(), value]);
        }
        world::run(&args, "")
    }

    fn ok(&self, line: &str) -> Value {
        let told = self.run(line);
        assert_eq!(told.exit, 0, "{line}: {}", told.stderr);
        told.json()
    }
}

#[test]
fn a_ledger_of_every_version_is_kept_verified_and_read() {
    let this = env!("CARGO_PKG_VERSION");
    assert!(
        versions().contains(&this.to_owned()),
        "MPN_WRITE_GENERATED=1 cargo test --test suite ledgers makes the one of this version"
    );
    for version in versions() {
        let kept = Kept::of(&version);
        let verified = kept.run("ledger verify");
        assert_eq!(verified.exit, 0, "{version}: {verified:?}");
        // Nothing was left out for want of the identity.
        assert_eq!((&verified.json()["sound"], verified.stderr.as_str()), (&true.into(), ""));
        for line in READS {
            let read = kept.ok(line);
            assert!(read.as_array().is_none_or(|rows| !rows.is_empty()), "{version}: {line}");
        }
        let before = &kept.ok("vs list --as-of 2026-06-09");
        assert_ne!(&kept.ok("vs list"), before, "{version}: the past is not the present");
        // It is written to, and its secrets are opened.
        let keys = kept.ok("software get-keys 'Windows Server 2019 Standard'");
        assert_eq!(keys[0]["key"].as_str().unwrap().len(), 29, "{version}: {keys}");
        assert_eq!(kept.run("ledger verify").exit, 0, "{version}");
    }
}

#[test]
fn a_kept_ledger_that_changed_would_be_noticed() {
    let kept = Kept::of(versions().last().unwrap());
    world::tamper(&kept.path("ledger.mpn"), |conn| {
        conn.execute_batch("UPDATE operation SET mpn_version = '0.0.9' WHERE seq = 1")
    });
    let told = kept.run("ledger verify");
    assert_eq!(told.exit, 7);
    assert_eq!(told.json()["findings"][0]["code"], "operation-changed");
}
