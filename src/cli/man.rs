//! `mpn man`: the manual pages, made of the same grammar as the help.

use std::path::PathBuf;

use clap::builder::Resettable;
use clap::{Args, Command};
use clap_mangen::Man as Page;
use clap_mangen::roff::{Roff, bold, roman};

use super::reading::{shown, whole_grammar};
use super::value::path;
use crate::domain::call::{Call, ManualPage};

/// Write the manual pages, one for each command
///
/// They can be read with `man -l DIR/mpn.1`, or copied to where man looks for them, such as
/// ~/.local/share/man/man1.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn man pages")]
pub struct Man {
    /// The folder, which is made if it is not there; pages in it are replaced.
    #[arg(value_name = "DIR", value_parser = path())]
    folder: PathBuf,
}

/// What the exit codes mean, in every page.
const EXITS: [(&str, &str); 11] = [
    ("0", "done; also: nothing to do, it is so already"),
    ("1", "a file, the disk or the identity failed, or the answer could not be delivered"),
    ("2", "what was typed, or a file, cannot be understood; or consent is missing"),
    ("3", "what was named is not there"),
    ("4", "the acting user may not do this"),
    ("5", "a rule of the partner program says no"),
    ("6", "used or taken already, or the ledger is busy"),
    ("7", "the ledger does not hold together, or is none"),
    ("8", "whether it was recorded could not be learned: run it again with the same --request-id"),
    ("10", "there are differences, or there is something to do"),
    ("11", "something is due"),
];

impl Man {
    pub(super) fn call(self) -> Call {
        let mut pages = Vec::new();
        write_down(&whole_grammar(), None, &mut pages);
        Call::Man { folder: self.folder, pages }
    }
}

/// The page of a command, and those of the commands below it.
fn write_down(command: &Command, above: Option<&Command>, pages: &mut Vec<ManualPage>) {
    pages.push(ManualPage { file: format!("{}.1", name(command)), text: page(command, above) });
    for below in shown(command) {
        write_down(below, Some(command), pages);
    }
}

/// `mpn-vs-assign`.
fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

fn page(command: &Command, above: Option<&Command>) -> String {
    // What every command takes is told once, in the page of mpn itself.
    let own = command.clone().mut_args(|arg| {
        let is_told = above.is_none() || !arg.is_global_set();
        if is_told { arg } else { arg.hide(true) }
    });
    let own = own.after_help(Resettable::Reset).after_long_help(Resettable::Reset);
    let own = own.subcommand_help_heading("COMMANDS").subcommand_value_name("command");
    let page = Page::new(own).source(concat!("mpn ", env!("CARGO_PKG_VERSION"))).manual("mpn");
    let mut text = Vec::new();
    // A Vec takes whatever is written to it.
    let _ = page.render(&mut text);
    let mut roff = Roff::new();
    if above.is_some() {
        roff.control("SH", ["GLOBAL OPTIONS"]);
        roff.text([roman("It takes the options of "), bold("mpn"), roman("(1) as well.")]);
    }
    roff.control("SH", ["EXAMPLES"]);
    roff.control("nf", []);
    for line in examples(command) {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
    roff.control("SH", ["EXIT STATUS"]);
    for (code, meaning) in EXITS {
        roff.control("TP", []);
        roff.text([bold(code)]);
        roff.text([roman(meaning)]);
    }
    roff.control("SH", ["SEE ALSO"]);
    roff.text([roman(see_also(command, above))]);
    // The macros for apostrophes stand at the head of the page already.
    let more = roff.to_roff();
    ascii(&format!("{}{more}", String::from_utf8_lossy(&text)))
}

/// Other characters by their number, which every formatter understands.
fn ascii(text: &str) -> String {
    let written = text.chars().map(|c| match c {
        c if c.is_ascii() => c.to_string(),
        c => format!("\\[u{:04X}]", u32::from(c)),
    });
    written.collect()
}

/// The examples of a command's help; for one that is not done itself, those of all below it.
fn examples(command: &Command) -> Vec<String> {
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let own: Vec<String> =
        help.lines().filter_map(|line| line.strip_prefix("  ")).map(str::to_owned).collect();
    if own.is_empty() { shown(command).flat_map(examples).collect() } else { own }
}

fn see_also(command: &Command, above: Option<&Command>) -> String {
    let beside = above.into_iter().chain(shown(above.unwrap_or(command)));
    let others = beside.filter(|other| name(other) != name(command));
    let below = shown(command).filter(|_| above.is_some());
    let pages: Vec<String> =
        others.chain(below).map(|other| format!("{}(1)", name(other))).collect();
    pages.join(", ")
}
