//! Where a person is told of in free text (PERS-3).

use crate::domain::id::TextId;

/// Texts and request ids that hold an email or a name of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Lower-case.
    names: Vec<String>,
    pub texts: Vec<(TextId, String)>,
    /// The operations that were asked for by such an id.
    pub request_ids: Vec<(u64, String)>,
}

impl Mentions {
    /// Of whom these are the names, which may stand twice.
    #[must_use]
    pub fn of_names(names: impl IntoIterator<Item = String>) -> Self {
        let mut names: Vec<String> = names.into_iter().map(|name| name.to_lowercase()).collect();
        names.retain(|name| !name.trim().is_empty());
        names.sort();
        names.dedup();
        Mentions { names, ..Mentions::default() }
    }

    /// Whether a text holds one of the names, as a word of its own and in whatever case.
    #[must_use]
    pub fn are_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.names.iter().any(|name| {
            text.match_indices(name.as_str()).any(|(at, found)| {
                let before = text[..at].chars().next_back();
                let after = text[at + found.len()..].chars().next();
                ![before, after].into_iter().flatten().any(char::is_alphanumeric)
            })
        })
    }

    /// Takes a text if it is one.
    pub fn take_text(&mut self, id: TextId, text: String) {
        if self.are_in(&text) {
            self.texts.push((id, text));
        }
    }

    /// Takes a request id if it is one.
    pub fn take_request_id(&mut self, operation: u64, request_id: String) {
        if self.are_in(&request_id) {
            self.request_ids.push((operation, request_id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_as_a_word_of_its_own_in_whatever_case() {
        let names = ["bo@contoso.com", "Bo", "bo@contoso.com", ""].map(str::to_owned);
        let mentions = Mentions::of_names(names);
        for text in ["Bo left", "for BO.", "ask bo@contoso.com", "bo-laptop", "(Bo)", "x/bo/y"] {
            assert!(mentions.are_in(text), "{text}");
        }
        for text in ["", "a book", "Bob left", "elbo", "jumbo@contoso.com"] {
            assert!(!mentions.are_in(text), "{text}");
        }
    }
}
