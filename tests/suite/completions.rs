//! The completion scripts of the repository are those that `mpn` prints.
//! `MPN_WRITE_GENERATED=1 cargo test --test suite completions` writes them anew.

use crate::sandbox::{Sandbox, repository, writes_generated};

const SCRIPTS: [(&str, &str); 5] = [
    ("bash", "completions/mpn.bash"),
    ("zsh", "completions/_mpn"),
    ("fish", "completions/mpn.fish"),
    ("powershell", "completions/_mpn.ps1"),
    ("elvish", "completions/mpn.elv"),
];

#[test]
fn the_completion_scripts_are_those_that_mpn_prints() {
    let sandbox = Sandbox::new();
    for (shell, path) in SCRIPTS {
        let output = sandbox.command("mpn").args(["completions", shell]).output().unwrap();
        assert!(output.status.success(), "mpn completions {shell}");
        let printed = String::from_utf8(output.stdout).unwrap();
        let place = repository(path);
        if writes_generated() {
            std::fs::create_dir_all(place.parent().unwrap()).unwrap();
            std::fs::write(&place, &printed).unwrap();
        }
        let written = std::fs::read_to_string(&place).unwrap_or_default();
        assert!(written == printed, "{path} is old: MPN_WRITE_GENERATED=1 cargo test writes it");
    }
}
