//! No circle of files: what a file names does not come to name that file.

use std::collections::{BTreeMap, BTreeSet};

use super::sources::{Source, sources};

/// The names by which one file knows another.
type Ties<'s> = BTreeMap<&'s str, BTreeSet<String>>;

/// Whom each file knows, and by which names. A module routes to what it holds, and that may know
/// the module: neither is counted.
fn ties(sources: &[Source]) -> BTreeMap<&str, Ties<'_>> {
    let files: BTreeMap<Vec<String>, &Source> =
        sources.iter().map(|source| (source.module(), source)).collect();
    let mut ties: BTreeMap<&str, Ties> = BTreeMap::new();
    for source in sources {
        let here = source.module();
        let known = ties.entry(&source.path).or_default();
        for path in source.named() {
            let lengths = (1..=path.len()).rev();
            let Some(there) = lengths.map(|n| &path[..n]).find(|there| files.contains_key(*there))
            else {
                continue;
            };
            if here.starts_with(there) || there.starts_with(&here) {
                continue;
            }
            let names = known.entry(&files[there].path).or_default();
            match path.get(there.len()) {
                Some(name) => _ = names.insert(name.clone()),
                None => names.extend(named_below(source, &path)),
            }
        }
    }
    ties
}

/// What a file names of a module that it brought in: `vs::assign`.
fn named_below(source: &Source, module: &[String]) -> BTreeSet<String> {
    let module = &module[module.len() - 1];
    let start = format!("{module}::");
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut names = BTreeSet::new();
    for (at, _) in source.code.match_indices(&start) {
        let longer = source.code[..at].ends_with(|c| is_name(c) || c == ':');
        let name = source.code[at + start.len()..].split(|c| !is_name(c)).next().unwrap();
        names.extend((!longer && !name.is_empty()).then(|| format!("{start}{name}")));
    }
    if names.is_empty() { [module.clone()].into() } else { names }
}

/// Each circle: its files, and a line for each tie between two of them.
fn circles(sources: &[Source]) -> Vec<String> {
    let ties = ties(sources);
    let reached: BTreeMap<&str, BTreeSet<&str>> = ties
        .keys()
        .map(|from| {
            let mut reached = BTreeSet::new();
            let mut next = vec![*from];
            while let Some(file) = next.pop() {
                next.extend(ties[file].keys().filter(|known| reached.insert(**known)));
            }
            (*from, reached)
        })
        .collect();
    let mut circles = BTreeSet::new();
    for (file, known) in reached.iter().filter(|(file, known)| known.contains(*file)) {
        let circle: Vec<&str> =
            known.iter().copied().filter(|other| reached[other].contains(file)).collect();
        circles.insert(circle);
    }
    circles.iter().map(|circle| told(circle, &ties)).collect()
}

fn told(circle: &[&str], ties: &BTreeMap<&str, Ties>) -> String {
    let mut told = circle.join(", ");
    for from in circle {
        for (to, names) in ties[from].iter().filter(|(to, _)| circle.contains(*to)) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            told += &format!("\n    {from} -> {to}: {}", names.join(", "));
        }
    }
    told
}

/// Asserts that files with these texts have these circles.
fn check(files: &[(&str, &str)], wanted: &[&str]) {
    let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(path, text)).collect();
    assert_eq!(circles(&sources), wanted);
}

#[test]
fn a_circle_of_two_files_is_found_with_the_names_that_tie_them() {
    check(
        &[
            ("vs.rs", "use crate::event::{Event, Kind};\nfn f(x: &crate::event::Other) {}"),
            ("event.rs", "use super::vs::Seat;\nuse crate::money::Money;"),
            ("money.rs", ""),
        ],
        &[
            "event.rs, vs.rs\n    event.rs -> vs.rs: Seat\n    vs.rs -> event.rs: Event, Kind, Other",
        ],
    );
}

#[test]
fn a_circle_of_three_files_is_found_and_those_who_only_lead_to_it_are_not() {
    check(
        &[
            ("domain/a.rs", "use super::b::B;"),
            ("domain/b.rs", "fn f() { crate::domain::c::f::<u8>() }"),
            ("domain/c/mod.rs", "use super::a;\nfn f() -> a::A { na::A }"),
            ("domain/c/part.rs", ""),
            ("view.rs", "use crate::domain::a::A;"),
        ],
        &["domain/a.rs, domain/b.rs, domain/c/mod.rs\n    domain/a.rs -> domain/b.rs: B\n    \
           domain/b.rs -> domain/c/mod.rs: f\n    domain/c/mod.rs -> domain/a.rs: a::A"],
    );
}

#[test]
fn what_stands_in_braces_within_braces_is_found() {
    check(
        &[
            (
                "a/x.rs",
                "use crate::{\n    a::{y::{self as why, Y}, z::*},\n    b::{c::{C as D, d::E}},\n};",
            ),
            ("a/y.rs", "use crate::a::x::X;"),
            ("a/z.rs", "use super::x::{self, X};"),
            ("b/c.rs", "pub(super) use super::super::a::x::f;"),
        ],
        &[
            "a/x.rs, a/y.rs, a/z.rs, b/c.rs\n    a/x.rs -> a/y.rs: Y, y\n    a/x.rs -> a/z.rs: z\n    \
           a/x.rs -> b/c.rs: C, d\n    a/y.rs -> a/x.rs: X\n    a/z.rs -> a/x.rs: X, x\n    \
           b/c.rs -> a/x.rs: f",
        ],
    );
}

#[test]
fn two_circles_are_two() {
    check(
        &[
            ("a.rs", "use crate::b::B;"),
            ("b.rs", "use crate::a::A;\nuse crate::c::C;"),
            ("c.rs", "use crate::d::D;"),
            ("d.rs", "use crate::c::C;"),
        ],
        &[
            "a.rs, b.rs\n    a.rs -> b.rs: B\n    b.rs -> a.rs: A",
            "c.rs, d.rs\n    c.rs -> d.rs: D\n    d.rs -> c.rs: C",
        ],
    );
}

#[test]
fn a_module_and_what_it_holds_may_know_each_other() {
    check(
        &[
            ("lib.rs", "use crate::store::Change;"),
            ("store/mod.rs", "pub use self::log::Log;\nuse crate::store::verify::tables::f;"),
            ("store/log.rs", "use super::Change;"),
            ("store/verify.rs", "use super::Change;"),
            ("store/verify/tables.rs", "use crate::store::Change;\nfn f() { crate::run() }"),
        ],
        &[],
    );
}

#[test]
fn a_name_in_a_comment_a_text_or_the_tests_ties_nothing() {
    check(
        &[
            ("a.rs", "use crate::b::B;\nuse crate::a::A;"),
            (
                "b.rs",
                "//! Like crate::a::A.\n/// See [`crate::a`].\nfn f() { \"crate::a::A\" } // super::a",
            ),
            ("c.rs", "use crate::b::B;"),
            ("d.rs", "use crate::c::C;\nuse other::d::D;"),
            ("e.rs", "use crate::d::D;\n\n#[cfg(test)]\nmod tests {\n    use crate::f::F;\n}"),
            ("f.rs", "use crate::e::E;"),
        ],
        &[],
    );
}

#[test]
fn no_file_stands_in_a_circle() {
    let circles = circles(&sources("src"));
    assert!(circles.is_empty(), "{} circles:\n{}", circles.len(), circles.join("\n"));
}
