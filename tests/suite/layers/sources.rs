//! The sources as they are read here: what each is called, and its code alone.

use std::path::{Path, PathBuf};

/// A source file: its path below `src`, and its code without comments, literals and tests.
pub struct Source {
    pub path: String,
    pub text: String,
    pub code: String,
}

impl Source {
    /// The module right below the crate that it belongs to: `store`, `lib`.
    pub fn layer(&self) -> &str {
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

pub fn sources(folder: &str) -> Vec<Source> {
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
pub fn code(text: &str) -> String {
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
