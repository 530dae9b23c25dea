//! Names that people type: which known one is the nearest.

/// The known name that is most like `typed`, if one is like it at all.
pub fn nearest<'n>(typed: &str, known: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let typed = typed.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for name in known {
        let likeness = likeness(&typed, &name.to_lowercase());
        if likeness > best.map_or(LIKE_ENOUGH, |(likeness, _)| likeness) {
            best = Some((likeness, name));
        }
    }
    best.map(|(_, name)| name.to_owned())
}

/// How like two names are, from 0 to 1. One slip of the finger is hardly any difference, though in
/// a short name two letters that changed places leave few in their own.
fn likeness(typed: &str, name: &str) -> f64 {
    let is_one_slip = typed.chars().count() >= 3 && strsim::osa_distance(typed, name) == 1;
    let likeness = strsim::jaro_winkler(typed, name);
    if is_one_slip { likeness.max(ONE_SLIP) } else { likeness }
}

const ONE_SLIP: f64 = 0.9;

/// Below this likeness a suggestion would puzzle more than it helps.
const LIKE_ENOUGH: f64 = 0.75;

/// Those that are called `typed`, in whatever case: one that is done with keeps its id, but gives
/// its name to one that is not.
fn called<'n, T>(
    typed: &str,
    known: &'n [T],
    name: impl Fn(&T) -> &str,
    is_open: impl Fn(&T) -> bool,
) -> Vec<&'n T> {
    let typed = typed.to_lowercase();
    let mut called: Vec<&T> =
        known.iter().filter(|one| name(one).to_lowercase() == typed).collect();
    if called.iter().any(|one| is_open(one)) {
        called.retain(|one| is_open(one));
    }
    called
}

/// That a name could be any of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ambiguous {
    pub name: String,
    pub candidates: Vec<String>,
}

/// The one that is called `typed`.
///
/// # Errors
/// What `missing` makes of the nearest; [`Ambiguous`], with the ids.
pub fn only<T: Clone, E: From<Ambiguous>>(
    typed: &str,
    known: &[T],
    name: impl Fn(&T) -> &str,
    is_open: impl Fn(&T) -> bool,
    id: impl Fn(&T) -> String,
    missing: impl FnOnce(Option<String>) -> E,
) -> Result<T, E> {
    match called(typed, known, &name, is_open).as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(missing(nearest(typed, known.iter().map(name)))),
        several => {
            let candidates = several.iter().map(|one| id(one)).collect();
            Err(Ambiguous { name: typed.to_owned(), candidates }.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{called, nearest};

    #[test]
    fn a_slip_finds_its_name_and_nonsense_finds_none() {
        let known = ["Cloud Platform", "Cloud Productivity", "Security"];
        assert_eq!(nearest("cloud platfrom", known).as_deref(), Some("Cloud Platform"));
        assert_eq!(nearest("xyzzy", known), None);
        let people = ["cy", "fay", "ann"];
        for (typed, meant) in [("fya", "fay"), ("fay1", "fay"), ("anm", "ann")] {
            assert_eq!(nearest(typed, people).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn a_name_is_that_of_the_open_ones_first() {
        let known = [("Backup", false), ("backup", true), ("Restore", false)];
        let found = |typed| called(typed, &known, |one| one.0, |one| one.1).len();
        assert_eq!((found("BACKUP"), found("restore"), found("print")), (1, 1, 0));
    }
}
