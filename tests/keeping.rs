//! How a ledger is kept: backups and archives, what is put back, computed anew and saved from a
//! damaged file, and how an older copy is noticed.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod world;

use mpn::domain::finding::FindingCode;

#[test]
fn every_finding_stands_in_the_documentation_with_its_meaning() {
    let documented: Vec<&str> = include_str!("../docs/ledger.md")
        .lines()
        .skip_while(|line| *line != "| code | means |")
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .collect();
    let told: Vec<String> = FindingCode::ALL
        .iter()
        .map(|code| format!("| `{}` | {} |", code.word(), code.meaning()))
        .collect();
    assert_eq!(documented, told);
}
