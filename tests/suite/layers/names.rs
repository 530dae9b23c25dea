//! What files are called and how they open. Long files and long functions are told, and do not fail:
//! they want a reason.
#![expect(clippy::print_stdout, reason = "what is long is told")]

use super::sources::sources;

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
