//! Names in one spelling, so that requests that mean the same compare alike.

/// A name, an id or a domain in one case.
pub(super) fn name(name: &mut String) {
    *name = name.trim().to_lowercase();
}

/// The same, of one that may be left out.
pub(super) fn name_if_any(name: &mut Option<String>) {
    name.iter_mut().for_each(self::name);
}

/// What is told in any order, and once.
pub(super) fn set<T: Ord>(set: &mut Vec<T>) {
    set.sort();
    set.dedup();
}
