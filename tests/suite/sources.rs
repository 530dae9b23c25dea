//! `docs/sources.md` says what becomes of each statement of the sources; the tests that it names
//! are there.

use std::collections::BTreeSet;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The names of all tests under a folder.
fn tests_under(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tests_under(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let mut lines = text.lines();
            while let Some(line) = lines.next() {
                if line.trim() != "#[test]" {
                    continue;
                }
                // Another attribute may stand between.
                let function = lines.by_ref().find_map(|line| line.trim().strip_prefix("fn "));
                names.extend(function.and_then(|name| name.split('(').next()).map(str::to_owned));
            }
        }
    }
}

/// The cells of each row of a table, but for its head.
fn rows(text: &str) -> Vec<Vec<&str>> {
    let rows = text.lines().filter(|line| line.starts_with("| "));
    let cells = rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect());
    cells.filter(|cells: &Vec<&str>| cells[0] != "the source").collect()
}

#[test]
fn every_test_that_the_sources_are_held_to_is_there() {
    let text = std::fs::read_to_string(root().join("docs/sources.md")).unwrap();
    let mut names = BTreeSet::new();
    for folder in ["src", "tests"] {
        tests_under(&root().join(folder), &mut names);
    }
    let rows = rows(&text);
    assert!(rows.len() > 100, "{} statements", rows.len());
    for cells in rows {
        let [statement, does, _, tests] = cells[..] else { panic!("{cells:?}") };
        let held_to: Vec<&str> = tests.split('`').skip(1).step_by(2).collect();
        // What is done nothing about has no test.
        let is_out = does.starts_with("no:") || does.starts_with("as above");
        assert!(is_out || !held_to.is_empty(), "{statement}");
        for test in held_to {
            let is_session = test.starts_with("tests/cli/") && root().join(test).is_file();
            assert!(is_session || names.contains(test), "{statement}: there is no {test}");
        }
    }
}

#[test]
fn every_page_of_the_sources_stands_in_the_catalog() {
    let catalog = std::fs::read_to_string(root().join("src/catalog/mpn-2021.toml")).unwrap();
    for url in [
        // A
        "https://partner.microsoft.com/_login?authType=OpenIdConnect",
        "https://partner.microsoft.com/membership",
        "https://partnercenter.microsoft.com/pcv/partnership/benefits",
        "https://partner.microsoft.com/membership/internal-use-software",
        "https://partner.microsoft.com/dashboard",
        "https://aka.ms/partner-benefits-use-guide",
        "https://partnercenter.microsoft.com/pcv/partnership/benefits/\
         createadvisoryhoursservicerequest",
        // B
        "https://partner.microsoft.com/dashboard/mpn/membership/benefits/technical",
        "https://partner.microsoft.com/dashboard/account/v3/usermanagement#users",
        "https://aka.ms/n-1",
        "https://support.serviceshub.microsoft.com/supportforbusiness/create",
        "https://support.microsoft.com/topic/how-many-partner-support-incidents-are-remaining-\
         e8220db5-14f6-93db-4b4a-35766e11b3c3",
        "https://partner.microsoft.com/commerce/customers/list",
        "https://partner.microsoft.com/support/partnersupport",
        "https://partner.microsoft.com/support/microsoft-services-premier-support",
        "https://partner.microsoft.com/support/advanced-cloud-support",
    ] {
        assert!(catalog.contains(&format!("url = \"{url}\"\n")), "{url}");
    }
}
