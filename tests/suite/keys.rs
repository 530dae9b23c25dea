//! The JSON keys of every command's answer stand in `tests/json-keys.txt`, and are only ever added;
//! and every answer can be had in every format. `MPN_WRITE_GENERATED=1 cargo test --test suite keys` takes
//! down what is new.

#![cfg(unix)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Output;

use crate::grammar;
use crate::sandbox::{Sandbox, repository, writes_generated};
use serde_json::Value;

/// Commands that run one after the other, and the keys of the last one's answer.
struct Block {
    commands: Vec<String>,
    keys: BTreeSet<String>,
}

impl Block {
    /// The words of the last command, without the program's name.
    fn words(&self) -> &str {
        let last = self.commands.last().unwrap();
        &last[last.find("mpn ").unwrap() + "mpn ".len()..]
    }
}

/// The file's own words, and its blocks.
fn written() -> (String, Vec<Block>) {
    let text = std::fs::read_to_string(repository("tests/json-keys.txt")).unwrap();
    let mut parts = text.trim().split("\n\n");
    let head = parts.next().unwrap().to_owned();
    let blocks = parts.map(|part| {
        let (commands, keys): (Vec<&str>, Vec<&str>) =
            part.lines().partition(|line| line.starts_with("$ "));
        Block {
            commands: commands.iter().map(|line| line["$ ".len()..].to_owned()).collect(),
            keys: keys.into_iter().map(str::to_owned).collect(),
        }
    });
    (head, blocks.collect())
}

/// A sandbox with a ledger that can be put back to how it was.
struct Sample {
    sandbox: Sandbox,
    ledger: PathBuf,
    whole: Vec<u8>,
}

impl Sample {
    fn new() -> Self {
        let sandbox = Sandbox::new();
        let init = ["init", "--from", "examples/gold.toml", "--quiet"];
        assert!(sandbox.command("mpn").args(init).output().unwrap().status.success());
        let ledger = sandbox.root.join("home/.local/share/mpn/ledger.mpn");
        let whole = std::fs::read(&ledger).unwrap();
        Sample { sandbox, ledger, whole }
    }

    /// Runs the commands of a block on the ledger as it was, the last one in a format.
    fn answer(&self, block: &Block, format: &str) -> Output {
        std::fs::write(&self.ledger, &self.whole).unwrap();
        self.sandbox.forget();
        for made in ["other.mpn", "other.txt", "other/config.toml"] {
            let _ = std::fs::remove_file(self.sandbox.root.join(made));
        }
        let (last, before) = block.commands.split_last().unwrap();
        for command in before {
            let output = self.sandbox.command("sh").arg("-c").arg(command).output().unwrap();
            assert!(output.status.success(), "{command}: {output:?}");
        }
        let mut shell = self.sandbox.command("sh");
        shell.arg("-c").arg(last).env("MPN_OUTPUT", format).output().unwrap()
    }
}

/// Every key of a value, with what leads there; an array is `[]`.
fn keys(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                keys(value, &path, found);
                found.insert(path);
            }
        }
        Value::Array(items) => {
            for item in items {
                keys(item, &format!("{path}[]"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn keys_are_only_ever_added() {
    let sample = Sample::new();
    let (head, mut blocks) = written();
    let mut wrong = Vec::new();
    for block in &mut blocks {
        let output = sample.answer(block, "json");
        let Ok(answer) = serde_json::from_slice::<Value>(&output.stdout) else {
            wrong.push(format!("mpn {} does not answer JSON: {output:?}", block.words()));
            continue;
        };
        let mut now = BTreeSet::new();
        keys(&answer, "", &mut now);
        for gone in block.keys.difference(&now) {
            wrong.push(format!(
                "mpn {} no longer answers `{gone}`: scripts depend on keys, which are only ever \
                 added, never renamed or taken away",
                block.words()
            ));
        }
        if !writes_generated() {
            for new in now.difference(&block.keys) {
                wrong.push(format!(
                    "mpn {} answers `{new}`, which tests/json-keys.txt does not know: \
                     MPN_WRITE_GENERATED=1 cargo test --test suite keys takes it down",
                    block.words()
                ));
            }
        }
        block.keys.extend(now);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    if writes_generated() {
        let blocks = blocks.iter().map(|block| {
            let commands = block.commands.iter().map(|command| format!("$ {command}\n"));
            let keys = block.keys.iter().map(|key| format!("{key}\n"));
            format!("\n{}", commands.chain(keys).collect::<String>())
        });
        let text = format!("{head}\n{}", blocks.collect::<String>());
        std::fs::write(repository("tests/json-keys.txt"), text).unwrap();
    }
}

#[test]
fn every_command_has_its_keys_written_down() {
    let (_, blocks) = written();
    let commands: Vec<String> =
        grammar::commands(&Sandbox::new()).into_iter().map(|(command, _)| command).collect();
    let is_of = |block: &Block, command: &str| {
        block.words().strip_prefix(command).is_some_and(|rest| !rest.starts_with(|c| c != ' '))
    };
    let forgotten: Vec<&String> = commands
        .iter()
        .filter(|command| !blocks.iter().any(|block| is_of(block, command)))
        .collect();
    assert!(
        forgotten.is_empty(),
        "tests/json-keys.txt has no block for {forgotten:?}: write its `$` lines, and \
         MPN_WRITE_GENERATED=1 cargo test --test suite keys fills in its keys"
    );
}

/// Answers that are a text of a format of their own, and in every format but JSON stay so.
fn is_a_file(block: &Block) -> bool {
    let words = block.words();
    words == "calendar" || words.starts_with("completions")
}

#[test]
fn every_answer_can_be_had_in_every_format() {
    let sample = Sample::new();
    let mut wrong = Vec::new();
    for block in written().1.iter().filter(|block| !is_a_file(block)) {
        let json = sample.answer(block, "json");
        let answer: Value = serde_json::from_slice(&json.stdout).unwrap();
        let rows = answer.as_array().map_or(1, Vec::len);
        for format in ["jsonl", "tsv", "csv", "markdown", "table"] {
            let output = sample.answer(block, format);
            let text = String::from_utf8(output.stdout).unwrap();
            let is_right = output.status == json.status
                && match format {
                    "jsonl" => {
                        text.lines().map(serde_json::from_str::<Value>).all(|line| line.is_ok())
                    }
                    "tsv" => {
                        let tabs: BTreeSet<usize> =
                            text.lines().map(|line| line.matches('\t').count()).collect();
                        text.lines().count() == rows && tabs.len() <= 1
                    }
                    "csv" => csv::Reader::from_reader(text.as_bytes())
                        .records()
                        .collect::<Result<Vec<_>, _>>()
                        .is_ok_and(|records| records.len() == rows),
                    "markdown" => {
                        text.lines().count() == rows + 2
                            && text
                                .lines()
                                .all(|line| line.starts_with("| ") && line.ends_with(" |"))
                    }
                    _ => !text.is_empty() && text.ends_with('\n'),
                };
            if !is_right {
                let error = String::from_utf8_lossy(&output.stderr);
                wrong.push(format!("mpn {} -o {format}:\n{text}{error}", block.words()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn columns_choose_among_the_keys_of_every_answer() {
    let sample = Sample::new();
    let mut wrong = Vec::new();
    // The columns of an export into a file are those of the file.
    let into_files = |block: &Block| block.words().starts_with("export keys --reveal");
    for block in written().1.iter().filter(|block| !into_files(block)) {
        let first = block.keys.iter().filter_map(|key| key.strip_prefix("[]."));
        let first = first.chain(block.keys.iter().map(String::as_str));
        let Some(column) = first.clone().find(|key| !key.contains(['.', '['])) else { continue };
        for (columns, is_known) in [(column, true), ("nonsense", false)] {
            let (last, before) = block.commands.split_last().unwrap();
            let mut commands = before.to_vec();
            let before = before.len();
            let (redirected, words) = last.split_once("mpn ").unwrap();
            commands.push(format!("{redirected}mpn --columns {columns} {words}"));
            let block = Block { commands, keys: BTreeSet::new() };
            let output = sample.answer(&block, "json");
            let is_unchanged = std::fs::read(&sample.ledger).unwrap() == sample.whole;
            let told = if is_known {
                let answer = serde_json::from_slice(&output.stdout).unwrap_or_default();
                let mut found = BTreeSet::new();
                keys(&answer, "", &mut found);
                let is_chosen = |key: &String| {
                    let key = key.strip_prefix("[].").unwrap_or(key);
                    key.strip_prefix(column)
                        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
                };
                !found.is_empty() && found.iter().all(is_chosen)
            } else {
                output.status.code() == Some(2) && (is_unchanged || before > 0)
            };
            if !told {
                wrong.push(format!("mpn {}: {output:?}", block.words()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
