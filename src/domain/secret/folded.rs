//! A text as secrets are looked for in it: hyphens of every kind are one, wide characters are
//! narrow, and what nobody sees is not there.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::domain::character::is_unseen;

/// What a character stands for: none where it is not seen.
pub(super) fn folded(c: char) -> impl Iterator<Item = char> {
    let seen = (!is_unseen(c) || c.is_control()).then_some(c);
    seen.into_iter()
        .flat_map(|c| std::iter::once(c).nfkc())
        .map(|c| if is_hyphen(c) { '-' } else { c })
}

/// Whether this is a hyphen, or what word processors and web pages make of one.
fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '\u{2D7}' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{2212}'
                | '\u{2796}'
                | '\u{FE58}'
                | '\u{FE63}'
                | '\u{FF0D}'
    )
}

/// A text as secrets are looked for in it.
#[must_use]
pub fn folded_text(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.chars().flat_map(folded).collect())
}

/// A text folded, and where in the text as it stands each byte of it comes from.
pub(super) struct Folded<'t> {
    as_it_stands: &'t str,
    pub(super) text: Zeroizing<String>,
    /// Where the character that a byte belongs to begins; nothing where both are the same.
    places: Vec<usize>,
}

impl<'t> Folded<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let as_it_stands = text;
        if text.is_ascii() {
            let text = Zeroizing::new(text.to_owned());
            return Folded { as_it_stands, text, places: Vec::new() };
        }
        let mut folded_text = Zeroizing::new(String::with_capacity(2 * text.len()));
        let mut places = Vec::with_capacity(text.len());
        for (at, c) in text.char_indices() {
            folded_text.extend(folded(c));
            places.resize(folded_text.len(), at);
        }
        Folded { as_it_stands, text: folded_text, places }
    }

    /// Where a part of the folded text stands; it is not empty.
    pub(super) fn range(&self, part: Range<usize>) -> Range<usize> {
        if self.places.is_empty() {
            return part;
        }
        let start = self.places[part.start];
        let last = self.places[part.end - 1];
        let length = self.as_it_stands[last..].chars().next().map_or(0, char::len_utf8);
        start..last + length
    }
}
