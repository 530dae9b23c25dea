//! A line as bash hands it over, taken apart into words, and replies as bash wants them.
//!
//! Bash has its own idea of where a word begins (`@`, `=` and `:` end one), and puts replies on the
//! line as they are. So the line is read here, once, and what comes back is quoted: an email that
//! holds `$(…)` must not be run by whoever completes it.

/// The words of a line up to the cursor; the last one is unfinished, and may be empty.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) words: Vec<String>,
    /// The quotation mark that stands open, if one does.
    quote: Option<char>,
    /// The last word as it stands there.
    raw: String,
}

impl Line {
    /// Reads a line as a shell would, without expanding anything.
    pub(super) fn read(text: &str) -> Self {
        let mut line = Line { words: vec![String::new()], ..Line::default() };
        let mut characters = text.chars();
        while let Some(c) = characters.next() {
            if line.quote.is_none() && c.is_whitespace() {
                if !line.raw.is_empty() {
                    line.words.push(String::new());
                }
                line.raw.clear();
                continue;
            }
            line.raw.push(c);
            match (line.quote, c) {
                (None, '"' | '\'') => line.quote = Some(c),
                (Some(open), _) if open == c => line.quote = None,
                (None | Some('"'), '\\') => {
                    if let Some(next) = characters.next() {
                        line.raw.push(next);
                        line.typed(next);
                    }
                }
                _ => line.typed(c),
            }
        }
        line
    }

    fn typed(&mut self, c: char) {
        if let Some(word) = self.words.last_mut() {
            word.push(c);
        }
    }

    /// A value as a reply that takes the place of `text`, the end of the last word that bash means;
    /// `None` where there is no way to quote it.
    pub(super) fn reply(&self, value: &str, text: &str) -> Option<String> {
        match self.quote {
            Some('\'') => (!value.contains('\'')).then(|| value.to_owned()),
            Some(_) => Some(escaped(value, |c| matches!(c, '"' | '\\' | '$' | '`' | '!'))),
            None => {
                let reply = escaped(value, needs_quoting);
                // What stands before `text` is on the line already, and stays there.
                let before = self.raw.strip_suffix(text).unwrap_or_default().chars().count();
                Some(reply.chars().skip(before).collect())
            }
        }
    }
}

fn needs_quoting(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '.' | '_' | '-' | '+' | '@' | ':' | '/' | ',' | '%' | '=')
}

fn escaped(value: &str, is_special: impl Fn(char) -> bool) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        if is_special(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_taken_apart_as_a_shell_would() {
        let words = |text| Line::read(text).words;
        assert_eq!(words("mpn vs "), ["mpn", "vs", ""]);
        assert_eq!(words("mpn  vs assign B1 bo@con"), ["mpn", "vs", "assign", "B1", "bo@con"]);
        assert_eq!(words("mpn vs show \"Visual Stu"), ["mpn", "vs", "show", "Visual Stu"]);
        assert_eq!(words("mpn vs show Visual\\ Stu"), ["mpn", "vs", "show", "Visual Stu"]);
        assert_eq!(words("mpn '' \"\" x"), ["mpn", "", "", "x"]);
        assert_eq!(words(""), [""]);
        assert_eq!(words("mpn a\\"), ["mpn", "a"]);
    }

    #[test]
    fn a_reply_is_quoted_as_the_line_is() {
        let reply = |line, value, text| Line::read(line).reply(value, text);
        let name = "Visual Studio $(id)";
        assert_eq!(reply("mpn Vi", name, "Vi").unwrap(), "Visual\\ Studio\\ \\$\\(id\\)");
        assert_eq!(reply("mpn \"Vi", name, "Vi").unwrap(), "Visual Studio \\$(id)");
        assert_eq!(reply("mpn 'Vi", name, "Vi").unwrap(), name);
        assert_eq!(reply("mpn 'o", "o'neill@contoso.com", "o"), None);
        assert_eq!(reply("mpn o", "o'neill@contoso.com", "o").unwrap(), "o\\'neill@contoso.com");
    }

    #[test]
    fn a_reply_begins_where_bash_thinks_that_the_word_does() {
        let reply = |line, value, text| Line::read(line).reply(value, text).unwrap();
        assert_eq!(reply("mpn bo@con", "bo@contoso.com", "con"), "contoso.com");
        assert_eq!(reply("mpn bo@con", "bo@contoso.com", "bo@con"), "bo@contoso.com");
        assert_eq!(reply("mpn --output=j", "--output=json", "j"), "json");
    }
}
