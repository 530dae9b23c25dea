//! How an unfinished line may end: what a shell offers, as far as the ledger knows it.

use super::benefit::Category;

/// What is wanted at the end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Users; one who acts need not be known yet.
    Users {
        acting: bool,
    },
    Memberships,
    /// Benefits, of one category or all.
    Benefits(Option<Category>),
    /// Benefits of a category, and their seats, keys or contracts.
    Units(Category),
    /// Product keys of software; their ids, never their text.
    Keys,
    Incidents,
    AdvisoryRequests,
    GtmOffers,
    Offers,
    Competencies,
    SupportedProducts,
    Programs,
}

/// One way to end the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub value: String,
    /// What it is, for shells that show it.
    pub about: String,
}

impl Candidate {
    /// A candidate.
    pub fn new(value: impl Into<String>, about: impl Into<String>) -> Self {
        Candidate { value: value.into(), about: about.into() }
    }

    /// Whether it begins as it was typed, in whatever case.
    #[must_use]
    pub fn begins_with(&self, typed: &str) -> bool {
        let mut value = self.value.chars().flat_map(char::to_lowercase);
        typed.chars().flat_map(char::to_lowercase).all(|c| value.next() == Some(c))
    }
}
