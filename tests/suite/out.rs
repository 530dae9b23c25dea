//! Files that are written for the user: a link is followed, what is no file is written through, and
//! a file is replaced whole and keeps its mode.
#![cfg(unix)]

use std::fs;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::sandbox::Sandbox;
use crate::world::World;

/// What can be written with `--out`, and how such a file begins.
const OUT: [(&str, &str); 3] =
    [("calendar", "BEGIN:VCALENDAR"), ("plan plan.csv", "{"), ("ledger archive", "{\"archive\":")];

fn world() -> World {
    let world = World::gold();
    let plan = "action,benefit,user\nvs assign,B1,bo@contoso.com\n";
    fs::write(world.path("plan.csv"), plan).unwrap();
    world
}

/// Each command that writes a file, for the file that is to be written.
fn commands(world: &World, file: &Path) -> Vec<(String, &'static str)> {
    let (file, plan) = (file.display(), world.path("plan.csv"));
    let line = |(command, begins): (&str, &'static str)| {
        let command = command.replace("plan.csv", &plan.display().to_string());
        (format!("{command} --out {file}"), begins)
    };
    OUT.into_iter().map(line).collect()
}

fn mode(file: &Path) -> u32 {
    fs::metadata(file).unwrap().permissions().mode() & 0o7777
}

#[test]
fn a_link_is_followed_and_what_it_leads_to_keeps_its_mode() {
    let world = world();
    fs::create_dir(world.path("sync")).unwrap();
    let (real, link) = (world.path("sync/real"), world.path("link"));
    symlink("sync/real", &link).unwrap();
    let is_link = || fs::symlink_metadata(&link).unwrap().file_type().is_symlink();
    for (line, begins) in commands(&world, &link) {
        let _ = fs::remove_file(&real);
        // It leads nowhere yet.
        assert_eq!(world.run(&line).exit, 0, "{line}");
        assert!(is_link() && fs::read_to_string(&real).unwrap().starts_with(begins), "{line}");
        assert_eq!(mode(&real), 0o600, "{line}");
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, PermissionsExt::from_mode(0o640)).unwrap();
        assert_eq!(world.run(&line).exit, 0, "{line}");
        assert!(is_link() && fs::read_to_string(&real).unwrap().starts_with(begins), "{line}");
        assert_eq!(mode(&real), 0o640, "{line}");
        assert_eq!(fs::read_dir(world.path("sync")).unwrap().count(), 1, "{line}");
    }
}

#[test]
fn a_pipe_is_written_through() {
    let world = world();
    let pipe = world.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for (line, begins) in commands(&world, &pipe) {
        let from = pipe.clone();
        let reader = std::thread::spawn(move || fs::read_to_string(from).unwrap());
        assert_eq!(world.run(&line).exit, 0, "{line}");
        assert!(reader.join().unwrap().starts_with(begins), "{line}");
        assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo(), "{line}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_is_open_already_is_not_replaced_beneath_whoever_has_it() {
    let world = world();
    let log = world.path("log");
    fs::write(&log, "not to be lost").unwrap();
    let open = fs::File::options().append(true).open(&log).unwrap();
    let link = world.path("stdout");
    symlink(format!("/proc/self/fd/{}", open.as_raw_fd()), &link).unwrap();
    for (line, _) in commands(&world, &link) {
        world.refused(&line, 2, "open-elsewhere");
        assert_eq!(fs::read_to_string(&log).unwrap(), "not to be lost", "{line}");
    }
}

#[test]
fn a_link_to_what_mpn_lives_on_is_no_way_around() {
    let world = world();
    let link = world.path("link");
    symlink("ledger.mpn-journal", &link).unwrap();
    let _ = fs::remove_file(world.path("ledger.mpn-journal"));
    for (line, _) in commands(&world, &link) {
        world.refused(&line, 2, "same-file");
    }
    fs::remove_file(&link).unwrap();
    let [one, other]: [PathBuf; 2] = ["one", "other"].map(|name| world.path(name));
    symlink(&one, &other).unwrap();
    symlink(&other, &one).unwrap();
    for (line, _) in commands(&world, &one) {
        world.refused(&line, 1, "failed");
    }
}

/// Runs a script in which `mpn` is to be had: its exit code, and what it said on stderr.
fn script(sandbox: &Sandbox, script: &str) -> (Option<i32>, String) {
    let output = sandbox.command("sh").args(["-c", script]).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn an_identity_that_was_not_made_is_not_said_to_be_made() {
    let sandbox = Sandbox::new();
    symlink("nowhere/identity.txt", sandbox.root.join("link.txt")).unwrap();
    for command in ["init --from examples/gold.toml", "sample"] {
        let line = format!("mpn {command} --ledger l.mpn --identity link.txt --config c.toml");
        let (exit, told) = script(&sandbox, &line);
        assert_eq!(exit, Some(6), "{command}: {told}");
        assert!(told.contains("link.txt"), "{told}");
        assert!(!sandbox.root.join("l.mpn").exists() && !sandbox.root.join("c.toml").exists());
    }
}

#[test]
fn what_nobody_would_see_is_not_recorded_as_shown() {
    let sandbox = Sandbox::new();
    assert_eq!(script(&sandbox, "mpn init --from examples/gold.toml").0, Some(0));
    let head = || sandbox.command("mpn").args(["ledger", "head"]).output().unwrap().stdout;
    let before = head();
    for command in [
        "software get-keys K1",
        "license redeem K21 --mode extend --tenant contoso.onmicrosoft.com --yes",
        "seal recovery",
        "support ids product-support",
    ] {
        let (exit, told) = script(&sandbox, &format!("mpn {command} >&-"));
        assert_eq!(exit, Some(1), "{command}: {told}");
        assert!(told.contains("standard output is closed"), "{command}: {told}");
        assert_eq!(head(), before, "{command}");
    }
    // Whoever throws it away means to.
    assert_eq!(script(&sandbox, "mpn software get-keys K1 >/dev/null").0, Some(0));
    assert_ne!(head(), before);
}
