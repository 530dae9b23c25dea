//! Who may know whom: the table that `src/lib.rs` and the design tell, and which crates are named
//! where.

use std::collections::BTreeSet;
use std::path::Path;

use super::sources::{Source, read_tree, sources};

/// The layers that a file names beside its own, and what `lib.rs` names without saying that it is
/// ours.
fn known_layers(source: &Source) -> BTreeSet<String> {
    let mut named = source.named();
    if source.path == "lib.rs" {
        for line in source.code.lines().filter(|line| line.starts_with("use ")) {
            read_tree(&line["use ".len()..], &[], &mut named);
        }
    }
    let layers = named.into_iter().filter_map(|path| path.into_iter().next());
    layers.filter(|layer| layer != source.layer()).collect()
}

/// Whether a file names a crate, in a path or in `use`.
fn names_crate(source: &Source, name: &str) -> bool {
    let path = format!("{name}::");
    let is_whole = |at: usize| {
        !source.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
    };
    source.code.match_indices(&path).any(|(at, _)| is_whole(at))
        || source.code.lines().any(|line| line.trim() == format!("use {name};"))
}

const LAYERS: [&str; 11] = [
    "catalog", "cli", "commands", "config", "domain", "exchange", "failure", "run", "seal",
    "store", "view",
];

/// Whom each layer may know, beside itself.
fn may_know(layer: &str) -> &'static [&'static str] {
    match layer {
        "main" | "domain" => &[],
        "lib" => &["run"],
        "run" => &["cli", "config", "commands", "view", "domain", "failure", "store"],
        "commands" => &["store", "catalog", "exchange", "seal", "config", "domain", "failure"],
        "store" => &["seal", "domain", "failure"],
        "cli" | "view" | "catalog" | "exchange" | "seal" | "config" => &["domain", "failure"],
        "failure" => &["domain"],
        other => panic!("nobody says whom {other} may know"),
    }
}

#[test]
fn every_layer_knows_only_whom_it_may() {
    let mut wrong = Vec::new();
    for source in sources("src") {
        let layer = source.layer().to_owned();
        for known in known_layers(&source) {
            let ours = LAYERS.contains(&known.as_str());
            if ours && !may_know(&layer).contains(&known.as_str()) {
                wrong.push(format!("{} knows {known}", source.path));
            }
        }
    }
    assert_eq!(wrong, [] as [String; 0]);
}

#[test]
fn the_table_is_complete() {
    let layers: BTreeSet<String> =
        sources("src").iter().map(|source| source.layer().to_owned()).collect();
    let mut told: BTreeSet<String> = LAYERS.iter().map(ToString::to_string).collect();
    told.extend(["lib".to_owned(), "main".to_owned()]);
    assert_eq!(layers, told);
}

#[test]
fn what_the_test_takes_for_knowing_is_found() {
    let known = |path: &str, text: &str| -> Vec<String> {
        known_layers(&Source::new(path, text)).into_iter().collect()
    };
    assert_eq!(known("domain/vs.rs", "use crate::store::Facts;"), ["store"]);
    assert_eq!(known("domain/vs.rs", "let x = super::super::seal::hex(y);"), ["seal"]);
    assert_eq!(known("domain/mod.rs", "use super::{seal, view::Seen};"), ["seal", "view"]);
    assert_eq!(
        known("view/show.rs", "use crate::{domain::answer::Answer, store};"),
        ["domain", "store"]
    );
    assert_eq!(known("domain/vs.rs", "// crate::store\nuse super::event::Event;"), [] as [&str; 0]);
    assert_eq!(known("domain/vs.rs", "let x = \"crate::store\";"), [] as [&str; 0]);
    assert!(names_crate(&Source::new("a.rs", "fn f() -> rusqlite::Result<()> {}"), "rusqlite"));
    assert!(!names_crate(&Source::new("a.rs", "use crate::exchange::csv::Table;"), "csv"));
}

/// Asserts that what `names` finds stands in these layers alone.
fn only_in(what: &str, layers: &[&str], names: impl Fn(&Source) -> bool) {
    let sources = sources("src");
    let found = sources.iter().filter(|source| names(source));
    let (allowed, wrong): (Vec<&Source>, Vec<&Source>) =
        found.partition(|source| layers.contains(&source.layer()));
    let wrong: Vec<&str> = wrong.iter().map(|source| source.path.as_str()).collect();
    assert_eq!(wrong, [] as [&str; 0], "{what} is named outside of {layers:?}");
    assert!(
        layers.is_empty() || !allowed.is_empty(),
        "{what} is named nowhere: does the test look?"
    );
}

#[test]
fn only_the_store_knows_sql() {
    only_in("rusqlite", &["store"], |source| names_crate(source, "rusqlite"));
}

#[test]
fn only_cli_and_failure_know_clap() {
    only_in("clap", &["cli", "failure"], |source| names_crate(source, "clap"));
    only_in("clap_mangen", &["cli"], |source| names_crate(source, "clap_mangen"));
}

#[test]
fn only_the_view_knows_tables_of_text() {
    only_in("comfy_table", &["view"], |source| names_crate(source, "comfy_table"));
    only_in("indicatif", &["view"], |source| names_crate(source, "indicatif"));
}

#[test]
fn only_the_view_knows_workbooks_and_calendars() {
    for name in ["rust_xlsxwriter", "icalendar"] {
        only_in(name, &["view"], |source| names_crate(source, name));
    }
}

#[test]
fn only_exchange_knows_tables_and_xml_of_others() {
    only_in("roxmltree", &["exchange"], |source| names_crate(source, "roxmltree"));
}

#[test]
fn only_the_view_filters() {
    for name in ["jaq_core", "jaq_std", "jaq_json"] {
        only_in(name, &["view"], |source| names_crate(source, name));
    }
}

#[test]
fn only_cli_reads_the_clock() {
    let reads = |source: &Source| {
        ["Utc::now", "Local::now", "SystemTime::now"].iter().any(|now| source.code.contains(now))
    };
    only_in("the clock", &["cli"], reads);
}

#[test]
fn only_seal_knows_how_to_seal() {
    for name in ["age", "chacha20poly1305", "hmac"] {
        only_in(name, &["seal"], |source| names_crate(source, name));
    }
}

#[test]
fn nothing_is_printed_but_what_run_writes() {
    let prints = |source: &Source| {
        ["println!", "print!", "eprintln!", "eprint!", "dbg!"]
            .iter()
            .any(|print| source.code.contains(print))
    };
    only_in("printing", &[], prints);
}

#[test]
fn the_domain_names_only_crates_that_it_may() {
    let allowed = ["chrono", "serde", "strsim", "strum", "unicode_normalization", "zeroize"];
    let lock = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock"));
    let lock = lock.unwrap();
    let crates = lock.lines().filter_map(|line| line.strip_prefix("name = \""));
    let crates: BTreeSet<String> =
        crates.map(|name| name.trim_end_matches('"').replace('-', "_")).collect();
    let sources = sources("src");
    let modules: BTreeSet<Vec<String>> = sources.iter().map(Source::module).collect();
    let mut wrong = Vec::new();
    for source in sources.iter().filter(|source| source.layer() == "domain") {
        for name in crates.iter().filter(|name| !allowed.contains(&name.as_str())) {
            // A module of the domain may be called like a crate that is deep in the lock file.
            let is_module = modules.contains(&["domain".to_owned(), name.clone()][..]);
            if !is_module && names_crate(source, name) {
                wrong.push(format!("{} names {name}", source.path));
            }
        }
        for outside in ["std::fs", "std::env", "std::io", "std::net", "std::process", "std::time"] {
            if source.code.contains(outside) {
                wrong.push(format!("{} names {outside}", source.path));
            }
        }
    }
    assert_eq!(wrong, [] as [String; 0]);
}
