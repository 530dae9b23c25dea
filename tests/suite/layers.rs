//! Who may know whom: reads the sources and holds the table that `src/lib.rs` and the design tell.
//! Long files and long functions are told, and do not fail: they want a reason.
#![expect(clippy::print_stdout, reason = "what is long is told")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A source file: its path below `src`, and its code without comments, literals and tests.
struct Source {
    path: String,
    text: String,
    code: String,
}

impl Source {
    /// The module right below the crate that it belongs to: `store`, `lib`.
    fn layer(&self) -> &str {
        let first = self.path.split('/').next().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    files(&root, &mut found);
    found.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let path = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        let code = code(&text);
        Source { path, text, code }
    };
    found.into_iter().map(read).collect()
}

/// The code alone: no comments, no text in quotes, and nothing from the tests on, which stand at
/// the end of their file and may know whom they like.
fn code(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]").next().unwrap();
    let mut code = String::new();
    let mut quoted = false;
    for line in text.lines() {
        if !quoted && line.trim_start().starts_with("//") {
            code.push('\n');
            continue;
        }
        let mut characters = line.chars().peekable();
        while let Some(c) = characters.next() {
            match c {
                '\\' if quoted => {
                    characters.next();
                }
                '\'' if !quoted && characters.peek() == Some(&'"') => {
                    // The one character that would seem to open a text.
                    characters.next();
                    characters.next();
                }
                '"' => quoted = !quoted,
                '/' if !quoted && characters.peek() == Some(&'/') => break,
                _ if quoted => {}
                _ => code.push(c),
            }
        }
        code.push('\n');
    }
    code
}

/// The layers of ours that a file names: `crate::x`, and what it reaches through `super`.
fn known_layers(source: &Source) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    let mut add = |names: Vec<String>| known.extend(names);
    for (at, _) in source.code.match_indices("crate::") {
        add(first_names(&source.code[at + "crate::".len()..]));
    }
    // How many steps up lead out of the layer: a file `a/b.rs` is two below the crate.
    let module = source.path.trim_end_matches(".rs").trim_end_matches("/mod");
    let depth = module.split('/').count();
    let chain = "super::".repeat(depth);
    for (at, _) in source.code.match_indices(&chain) {
        let longer = source.code[..at].ends_with("super::");
        let rest = &source.code[at + chain.len()..];
        if !longer && !rest.starts_with("super::") && module != "lib" && module != "main" {
            add(first_names(rest));
        }
    }
    if source.path == "lib.rs" {
        for line in source.code.lines().filter(|line| line.starts_with("use ")) {
            add(first_names(&line["use ".len()..]));
        }
    }
    known
}

/// The first name of a path, or of each path in braces.
fn first_names(path: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    match path.strip_prefix('{') {
        Some(list) => {
            let mut depth = 0;
            let mut names = vec![String::new()];
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => names.push(String::new()),
                    _ if depth == 0 => names.last_mut().unwrap().push(c),
                    _ => {}
                }
            }
            names.iter().map(|text| name(text)).filter(|name| !name.is_empty()).collect()
        }
        None => vec![name(path)],
    }
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
            let ours = LAYERS.contains(&known.as_str()) && known != layer;
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
    let source = |path: &str, text: &str| Source {
        path: path.to_owned(),
        text: text.to_owned(),
        code: code(text),
    };
    let known = |path: &str, text: &str| -> Vec<String> {
        known_layers(&source(path, text)).into_iter().collect()
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
    assert!(names_crate(&source("a.rs", "fn f() -> rusqlite::Result<()> {}"), "rusqlite"));
    assert!(!names_crate(&source("a.rs", "use crate::exchange::csv::Table;"), "csv"));
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
fn the_domain_names_six_crates() {
    let allowed =
        ["std", "chrono", "serde", "unicode_normalization", "strsim", "zeroize", "crate", "super"];
    let lock = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock"));
    let lock = lock.unwrap();
    let crates = lock.lines().filter_map(|line| line.strip_prefix("name = \""));
    let crates: BTreeSet<String> =
        crates.map(|name| name.trim_end_matches('"').replace('-', "_")).collect();
    let mut wrong = Vec::new();
    for source in sources("src").iter().filter(|source| source.layer() == "domain") {
        for name in crates.iter().filter(|name| !allowed.contains(&name.as_str())) {
            // A module of the domain may be called like a crate that is deep in the lock file.
            let module = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join(format!("src/domain/{name}.rs"))
                .exists();
            if !module && names_crate(source, name) {
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

#[test]
fn every_file_opens_with_what_it_is() {
    for folder in ["src", "tests"] {
        for source in sources(folder) {
            assert!(source.text.starts_with("//! "), "{folder}/{}", source.path);
        }
    }
}

#[test]
fn no_module_is_called_after_nothing() {
    let empty = ["util", "helper", "common", "manager", "service", "handler", "data", "info"];
    for folder in ["src", "tests"] {
        for source in sources(folder) {
            for part in source.path.trim_end_matches(".rs").split('/') {
                let names = |word: &&&str| part == **word || part == format!("{word}s");
                assert_eq!(empty.iter().find(names), None, "{folder}/{}", source.path);
            }
        }
    }
}

#[test]
fn long_files_and_functions_are_told() {
    for source in sources("src") {
        let lines = source.code.lines().count();
        if lines > 400 {
            println!("src/{}: {lines} lines without its tests", source.path);
        }
        for (name, lines) in functions(&source.code) {
            if lines > 60 {
                println!("src/{}: fn {name} has {lines} lines", source.path);
            }
        }
    }
}

/// Every function and how many lines it has, by the indentation that rustfmt gives it.
fn functions(code: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let mut found = Vec::new();
    for (first, line) in lines.iter().enumerate() {
        let Some((before, after)) = line.split_once("fn ") else { continue };
        let indent = line.len() - line.trim_start().len();
        let is_one = before.split_whitespace().all(|word| {
            ["pub", "const", "async", "unsafe"].contains(&word) || word.starts_with("pub(")
        });
        if !is_one || before.contains("(in") {
            continue;
        }
        let end =
            lines[first..].iter().position(|line| *line == format!("{}}}", " ".repeat(indent)));
        let name = after.split(['(', '<']).next().unwrap_or_default().to_owned();
        found.extend(end.map(|end| (name, end + 1)));
    }
    found
}

/// The chain of matches in `failure::refused` ends with a fallback, which must never be reached.
#[test]
fn every_refusal_is_told_in_words_of_its_own() {
    let source = |path: &str| std::fs::read_to_string(format!("src/{path}")).unwrap();
    let told = ["", "/terms", "/units", "/contracts", "/undo"]
        .map(|part| source(&format!("failure/refused{part}.rs")))
        .concat();
    let refusals = source("domain/refusal.rs");
    let named = refusals.lines().filter_map(|line| {
        let name: String =
            line.strip_prefix("    ")?.chars().take_while(char::is_ascii_alphanumeric).collect();
        name.starts_with(|first: char| first.is_ascii_uppercase()).then_some(name)
    });
    let named: Vec<String> = named.collect();
    assert!(named.len() > 50, "the refusals are read: {named:?}");
    let untold: Vec<&String> = named
        .iter()
        .filter(|name| {
            !told.contains(&format!("Refusal::{name} "))
                && !told.contains(&format!("Refusal::{name}\n"))
        })
        .collect();
    assert!(untold.is_empty(), "{untold:?}");
}
