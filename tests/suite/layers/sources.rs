//! The sources as they are read here: what each is called, and its code alone.

use std::path::{Path, PathBuf};

/// A source file: its path below `src`, and its code without comments, literals and tests.
pub struct Source {
    pub path: String,
    pub text: String,
    pub code: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Source { path: path.to_owned(), text: text.to_owned(), code: code(text) }
    }

    /// The module right below the crate that it belongs to: `store`, `lib`.
    pub fn layer(&self) -> &str {
        let first = self.path.split('/').next().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The module that it is, from the crate on: nothing for the crate itself.
    pub fn module(&self) -> Vec<String> {
        let path = self.path.trim_end_matches(".rs");
        let mut module: Vec<String> = path.split('/').map(str::to_owned).collect();
        if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
            module.pop();
        }
        module
    }

    /// What it names of ours, from the crate on: every path that begins with `crate`, `super` or
    /// `self`, and each of those in braces.
    pub fn named(&self) -> Vec<Vec<String>> {
        let mut named = Vec::new();
        for start in ["crate::", "super::", "self::"] {
            for (at, _) in self.code.match_indices(start) {
                let longer = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
                if !self.code[..at].ends_with(longer) {
                    read_tree(&self.code[at..], &[], &mut named);
                }
            }
        }
        named.into_iter().map(|path| self.resolved(&path)).collect()
    }

    fn resolved(&self, path: &[String]) -> Vec<String> {
        let mut from = if path[0] == "crate" { Vec::new() } else { self.module() };
        for name in path {
            match name.as_str() {
                "crate" | "self" => {}
                "super" => {
                    from.pop();
                }
                _ => from.push(name.clone()),
            }
        }
        from
    }
}

/// Reads a path that goes on from `before`, or each of those in its braces; returns what follows.
pub fn read_tree<'t>(text: &'t str, before: &[String], found: &mut Vec<Vec<String>>) -> &'t str {
    let mut path = before.to_vec();
    let mut rest = text.trim_start();
    if let Some(list) = rest.strip_prefix('{') {
        rest = list.trim_start();
        while !rest.is_empty() && !rest.starts_with('}') {
            rest = read_tree(rest, before, found);
            // What it is called here, and the comma.
            rest = rest.trim_start_matches(|c| c != ',' && c != '}');
            rest = rest.trim_start_matches(',').trim_start();
        }
        return rest.strip_prefix('}').unwrap_or(rest);
    }
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let name = rest.split(|c| !is_name(c)).next().unwrap_or_default();
    rest = &rest[name.len()..];
    path.extend((!name.is_empty()).then(|| name.to_owned()));
    match rest.strip_prefix("::") {
        Some(more) if !name.is_empty() => read_tree(more, &path, found),
        _ => {
            found.push(path);
            rest
        }
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

pub fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    files(&root, &mut found);
    found.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let path = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        Source::new(&path, &text)
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
