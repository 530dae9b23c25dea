//! Names that people type: which known one is the nearest.

/// The known name that is most like `typed`, if one is like it at all.
pub fn nearest<'n>(typed: &str, known: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let typed = typed.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for name in known {
        let likeness = strsim::jaro_winkler(&typed, &name.to_lowercase());
        if likeness > best.map_or(LIKE_ENOUGH, |(likeness, _)| likeness) {
            best = Some((likeness, name));
        }
    }
    best.map(|(_, name)| name.to_owned())
}

/// Below this likeness a suggestion would puzzle more than it helps.
const LIKE_ENOUGH: f64 = 0.75;

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_name_and_nonsense_finds_none() {
        let known = ["Cloud Platform", "Cloud Productivity", "Security"];
        assert_eq!(nearest("cloud platfrom", known).as_deref(), Some("Cloud Platform"));
        assert_eq!(nearest("xyzzy", known), None);
    }
}
