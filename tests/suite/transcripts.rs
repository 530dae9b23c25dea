//! Plays the sessions that are written down: every command of a `console` block runs, and the
//! document must hold what it answered.
//!
//! The form is trycmd's: `$` begins a command, `>` carries it on, `? 5` is an exit code that is
//! not 0, and `[..]` stands for what is different each time. Each document has a sandbox of its
//! own; its commands go through a shell, so that pipes, files and variables can be shown, too.
//! The warning of the fixed clock, which every write here would repeat, is left out.
//! `MPN_WRITE_GENERATED=1 cargo test --test suite transcripts` writes the answers anew.

#![cfg(target_os = "linux")]

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Stdio;

use crate::sandbox::{Sandbox, repository, writes_generated};
use snapbox::assert::Action;
use snapbox::{Assert, Data};

/// It is a warning of a receipt, and a note beside keys.
const FIXED_CLOCK: &str = ": recorded with a fixed clock (--now or MPN_NOW)";

#[test]
fn every_command_answers_as_its_document_says() {
    play(documents("tests/cli"));
}

#[test]
fn the_sessions_of_the_examples_are_true() {
    play(documents("examples"));
}

#[test]
fn the_session_of_the_readme_is_true() {
    play(vec![repository("README.md")]);
}

fn documents(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(repository(folder)).unwrap();
    let mut documents: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    documents.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    documents.sort();
    assert!(!documents.is_empty(), "{folder} holds no document");
    documents
}

/// Plays documents side by side, and tells of all that are not true.
fn play(documents: Vec<PathBuf>) {
    let action = if writes_generated() { Action::Overwrite } else { Action::Verify };
    let untrue: Vec<String> = std::thread::scope(|scope| {
        let played: Vec<_> = documents
            .into_iter()
            .map(|path| {
                scope.spawn(move || {
                    let expected = std::fs::read_to_string(&path).unwrap();
                    let actual = Transcript::play(&expected);
                    let expected = Data::read_from(&path, None);
                    Assert::new()
                        .action(action)
                        .normalize_paths(false)
                        .try_eq(Some(&"as played"), actual.into(), expected)
                        .err()
                })
            })
            .collect();
        played.into_iter().filter_map(|one| one.join().unwrap()).map(|e| e.to_string()).collect()
    });
    assert!(untrue.is_empty(), "{}", untrue.concat());
}

/// A document in the making: its text as it is written, and its answers as they were given.
struct Transcript {
    sandbox: Sandbox,
    text: String,
}

impl Transcript {
    fn play(document: &str) -> String {
        let mut transcript = Transcript { sandbox: Sandbox::new(), text: String::new() };
        let mut lines = document.lines().peekable();
        let mut in_session = false;
        while let Some(line) = lines.next() {
            if line.starts_with("```") {
                in_session = line == "```console";
            }
            let Some(command) = line.strip_prefix("$ ").filter(|_| in_session) else {
                // What stands between a command and the next is its old answer.
                transcript.line(line);
                continue;
            };
            if !transcript.text.ends_with("```console\n") {
                transcript.line("");
            }
            transcript.line(line);
            let mut command = command.to_owned();
            while let Some(more) = lines.next_if(|line| line.starts_with('>')) {
                transcript.line(more);
                command = format!("{command}\n{}", more.strip_prefix("> ").unwrap_or_default());
            }
            while lines.next_if(|line| !line.starts_with("$ ") && *line != "```").is_some() {}
            transcript.answer(&command);
        }
        transcript.text
    }

    fn line(&mut self, line: &str) {
        writeln!(self.text, "{line}").unwrap();
    }

    /// Runs a command, and takes down its exit code and everything it said, in the order it did.
    fn answer(&mut self, command: &str) {
        let mut shell = self.sandbox.command("sh");
        shell.arg("-c").arg(format!("exec 2>&1\n{command}")).stdin(Stdio::null());
        let output = shell.output().unwrap();
        match output.status.code() {
            Some(0) => {}
            Some(code) => self.line(&format!("? {code}")),
            None => self.line("? interrupted"),
        }
        let answer = self.redacted(&String::from_utf8(output.stdout).unwrap());
        for line in answer.lines().filter(|line| !line.ends_with(FIXED_CLOCK)) {
            self.line(line);
        }
    }

    /// Without what is different each time: the sandbox, ids and hashes, and public keys.
    fn redacted(&self, answer: &str) -> String {
        let root = self.sandbox.root.display().to_string();
        let answer = answer.replace(&format!("{root}/home"), "~").replace(&root, "[..]");
        let mut text = String::new();
        let mut hex = String::new();
        // A null ends the last run, too.
        for c in answer.chars().chain(['\0']) {
            if matches!(c, '0'..='9' | 'a'..='f') {
                hex.push(c);
            } else {
                text.push_str(if hex.len() < 32 { &hex } else { "[..]" });
                hex.clear();
                text.push(c);
            }
        }
        let parts: Vec<&str> = text.trim_end_matches('\0').split("age1").collect();
        let keys = parts.iter().skip(1).map(|part| {
            let key = part.chars().take_while(char::is_ascii_alphanumeric).count();
            // A whole key is random; one that is typed in a document is told by its length, too.
            if key == 58 { format!("[..]{}", &part[key..]) } else { format!("age1{part}") }
        });
        format!("{}{}", parts[0], keys.collect::<String>())
    }
}
