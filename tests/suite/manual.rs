//! The manual: a page for every command, whole, and the same each time.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;

use crate::grammar;
use crate::sandbox::Sandbox;

fn pages(sandbox: &Sandbox, folder: &str) -> BTreeMap<String, String> {
    let output = sandbox.command("mpn").args(["man", folder]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let entries = std::fs::read_dir(sandbox.root.join(folder)).unwrap().map(|entry| entry.unwrap());
    let read = entries.map(|entry| {
        let text = std::fs::read_to_string(entry.path()).unwrap();
        (entry.file_name().into_string().unwrap(), text)
    });
    read.collect()
}

/// A line as roff writes it.
fn roff(line: &str) -> String {
    let escaped = line.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\*(Aq");
    if escaped.starts_with('.') { format!("\\&{escaped}") } else { escaped }
}

#[test]
fn every_command_has_a_page_with_all_its_parts() {
    let sandbox = Sandbox::new();
    let pages = pages(&sandbox, "made/here");
    let mut wrong = Vec::new();
    for (command, help) in grammar::commands(&sandbox) {
        let file = format!("mpn-{}.1", command.replace(' ', "-"));
        let page = pages.get(&file).cloned().unwrap_or_default();
        for example in grammar::examples(&help) {
            if !page.contains(&format!("{}\n", roff(example))) {
                wrong.push(format!("{file} does not hold `{example}`"));
            }
        }
    }
    for (file, page) in &pages {
        for part in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES", "\"EXIT STATUS\""] {
            if page.matches(&format!("\n.SH {part}\n")).count() != 1 {
                wrong.push(format!("{file} has no part {part}, or two"));
            }
        }
        let (_, examples) = page.split_once(".SH EXAMPLES\n.nf\n").unwrap();
        if examples.starts_with(".fi") {
            wrong.push(format!("{file} has no example"));
        }
    }
    assert!(pages.contains_key("mpn.1") && pages.contains_key("mpn-vs.1"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_pages_are_the_same_each_time_and_replace_those_that_were_there() {
    let sandbox = Sandbox::new();
    let first = pages(&sandbox, "pages");
    std::fs::write(sandbox.root.join("pages/mpn.1"), "old").unwrap();
    std::fs::write(sandbox.root.join("pages/other.1"), "another's").unwrap();
    let mut second = pages(&sandbox, "pages");
    assert_eq!(second.remove("other.1").as_deref(), Some("another's"));
    assert!(first == second);
    let mode = std::fs::metadata(sandbox.root.join("pages/mpn.1")).unwrap().permissions().mode();
    assert_eq!(mode & 0o444, 0o444, "everybody reads the manual");
}

/// Where there is a `man` it has nothing to complain of.
#[test]
fn man_reads_every_page() {
    let sandbox = Sandbox::new();
    let pages = pages(&sandbox, "pages");
    for file in pages.keys() {
        let mut groff = sandbox.command("groff");
        let path = sandbox.root.join("pages").join(file);
        let Ok(output) = groff.args(["-man", "-Tutf8", "-ww", "-z"]).arg(path).output() else {
            return;
        };
        assert!(output.status.success() && output.stderr.is_empty(), "{file}: {output:?}");
    }
}
