//! What is read: no more of it than anybody would write, from no other place than was meant, and as
//! it comes from other systems.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use crate::sandbox::Sandbox;
use crate::world::{Told, World, key, run, words};

fn told(world: &World, line: &str) -> Told {
    let mut args = words(&format!("{line} -o json"));
    args.extend(world.options_at("other.mpn"));
    run(&args, "")
}

/// An opening statement that names a file of keys.
fn statement(keys_file: &str) -> String {
    format!(
        "[organization]\nname = \"Contoso\"\ntenant = \"contoso.onmicrosoft.com\"\n\
         [[membership]]\noffer = \"gold\"\ncompetency = \"Security\"\npurchased_on = 2026-03-01\n\
         [[grant]]\ncategory = \"software\"\nproduct = \"Windows\"\noffer = \"gold\"\n\
         keys_file = \"{keys_file}\"\n"
    )
}

#[test]
fn a_statement_names_files_beside_it_alone_unless_that_is_allowed() {
    let world = World::gold();
    fs::create_dir_all(world.path("sent/keys")).unwrap();
    for name in ["outside.keys", "sent/inside.keys", "sent/keys/below.keys"] {
        fs::write(world.path(name), format!("{}\n", key(name.len()))).unwrap();
    }
    symlink("../outside.keys", world.path("sent/link.keys")).unwrap();
    let outside = world.path("outside.keys").display().to_string();
    let file = world.path("sent/opening.toml");
    let init = format!("init --from {} --admin ann@contoso.com", file.display());
    for keys_file in [&outside, "../outside.keys", "link.keys", "keys/../../outside.keys"] {
        fs::write(&file, statement(keys_file)).unwrap();
        let refused = told(&world, &init);
        assert_eq!(refused.exit, 2, "{keys_file}: {}", refused.stderr);
        assert_eq!(refused.error()["code"], "path-outside", "{keys_file}");
        assert!(!world.path("other.mpn").exists());
    }
    for (keys_file, option) in
        [("inside.keys", ""), ("keys/below.keys", ""), (outside.as_str(), "--allow-paths")]
    {
        fs::write(&file, statement(keys_file)).unwrap();
        let made = told(&world, &format!("{init} {option}"));
        assert_eq!(made.exit, 0, "{keys_file}: {}", made.stderr);
        fs::remove_file(world.path("other.mpn")).unwrap();
    }
}

#[test]
fn of_what_never_ends_no_more_is_read_than_anybody_would_write() {
    let world = World::gold();
    let file = world.path("opening.toml");
    fs::write(&file, statement("/dev/zero")).unwrap();
    let init = format!("init --from {} --admin ann@contoso.com --allow-paths", file.display());
    let refused = told(&world, &init);
    assert_eq!((refused.exit, &refused.error()["code"]), (2, &"too-large".into()));
    world.refused("catalog check /dev/zero", 2, "too-large");
    world.refused("import entra /dev/zero", 2, "too-large");
    let zero = run(&words("status --config /dev/zero --ledger nowhere -o json"), "");
    assert_eq!((zero.exit, &zero.error()["code"]), (2, &"malformed-config".into()));
    let mut args = words("software get-keys K1 --identity /dev/zero -o json");
    args.extend(world.options().into_iter().filter(|word| !word.contains("identity")));
    let zero = run(&args, "");
    assert_eq!((zero.exit, &zero.error()["code"]), (1, &"no-identity".into()));
}

#[test]
fn an_element_with_very_many_attributes_costs_no_time() {
    let world = World::gold();
    let attributes: String = (0..200_000).map(|at| format!(" a{at}=\"\"")).collect();
    let file = world.path("keys.xml");
    fs::write(&file, format!("<root>\n<Product_Key{attributes}/></root>")).unwrap();
    let begun = std::time::Instant::now();
    let error =
        world.refused(&format!("import keys-export {}", file.display()), 2, "malformed-file");
    assert!(error["message"].as_str().unwrap().contains("keys.xml:2: "), "{error}");
    assert!(begun.elapsed().as_secs() < 10);
}

#[test]
fn an_identity_that_others_can_read_is_warned_of_each_time_it_is_used() {
    let world = World::gold();
    let identity = world.path("identity.txt");
    fs::set_permissions(&identity, PermissionsExt::from_mode(0o644)).unwrap();
    let warning = format!("0644: others can read {0}: chmod 600 {0}", identity.display());
    for _ in 0..2 {
        let told = world.run("software get-keys K1");
        assert_eq!((told.exit, told.stderr.matches(&warning).count()), (0, 1), "{}", told.stderr);
    }
    let made = told(&world, "init --org Fabrikam --no-tenant --admin ann@contoso.com");
    assert!(made.exit == 0 && made.stderr.contains(&warning), "{}", made.stderr);
    assert!(!world.run("vs list").stderr.contains("chmod"));
    fs::set_permissions(&identity, PermissionsExt::from_mode(0o600)).unwrap();
    assert!(!world.run("software get-keys K1").stderr.contains("chmod"));
}

#[test]
fn a_ledger_that_can_be_read_is_copied_for_nobody_it_does_not_know() {
    let world = World::gold();
    for verb in ["backup", "archive --out", "salvage"] {
        let copy = world.path("copy");
        let line = format!("ledger {verb} {}", copy.display());
        world.by("mallory@contoso.com");
        let refused = world.run(&format!("{line} -o json"));
        assert_eq!(
            (refused.exit, &refused.error()["code"]),
            (4, &"unknown-actor".into()),
            "{verb}"
        );
        assert!(!copy.exists(), "{verb}");
        world.by("ann@contoso.com");
        assert_eq!(world.run(&line).exit, 0, "{verb}");
        fs::remove_file(&copy).unwrap();
    }
}

/// Runs a command with a variable of the environment: its exit code and what it said on stderr.
fn with_variable(sandbox: &Sandbox, line: &str, name: &str, value: &str) -> (Option<i32>, String) {
    let output = sandbox.command("mpn").args(words(line)).env(name, value).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_tilde_that_no_shell_has_expanded_is_the_home_folder() {
    let sandbox = Sandbox::new();
    let home = sandbox.root.join("home");
    let init = "init --from=examples/gold.toml --identity=~/id.txt --config=~/c.toml";
    let (exit, told) = with_variable(&sandbox, init, "MPN_LEDGER", "~/a/new.mpn");
    assert_eq!(exit, Some(0), "{told}");
    for made in ["a/new.mpn", "id.txt", "c.toml"] {
        assert!(home.join(made).exists(), "{made}");
    }
    assert!(!sandbox.root.join("~").exists());
    let config = "ledger = \"~/a/new.mpn\"\nas = \"ann@contoso.com\"\n";
    fs::write(home.join("c.toml"), config).unwrap();
    let (exit, told) = with_variable(&sandbox, "calendar --out ~/c.ics", "MPN_CONFIG", "~/c.toml");
    assert_eq!(exit, Some(0), "{told}");
    assert!(home.join("c.ics").exists());
}

#[test]
fn a_carriage_return_at_the_end_of_a_variable_is_named() {
    let sandbox = Sandbox::new();
    let names = ["LEDGER", "AS", "IDENTITY", "CONFIG", "OUTPUT", "NO_INPUT", "WAIT", "NOW"];
    for name in names.map(|name| format!("MPN_{name}")) {
        let (exit, told) = with_variable(&sandbox, "status", &name, "5\r");
        assert_eq!(exit, Some(2), "{name}: {told}");
        let wanted = format!("{name} ends with a carriage return (U+000D)");
        assert!(told.contains(&wanted), "{name}: {told}");
    }
}

#[test]
fn an_identity_in_utf_16_is_read() {
    let world = World::gold();
    let identity = world.path("identity.txt");
    let text = fs::read_to_string(&identity).unwrap().replace('\n', "\r\n");
    let units = || std::iter::once(0xFEFF).chain(text.encode_utf16());
    for wide in [
        units().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
        units().flat_map(u16::to_be_bytes).collect(),
    ] {
        fs::write(&identity, wide).unwrap();
        assert_eq!(world.run("software get-keys K1").exit, 0);
        let made = told(&world, "init --org Fabrikam --no-tenant --admin ann@contoso.com");
        assert_eq!(made.exit, 0, "{}", made.stderr);
        fs::remove_file(world.path("other.mpn")).unwrap();
    }
}
