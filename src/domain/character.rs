//! Characters: which of them are not seen, or are obeyed by whoever shows a text.

/// Whether a terminal would obey this character, or show nothing in its place, instead of showing
/// it: controls, what turns a text around, and what Unicode says may be ignored. What chooses the
/// form of the character before it is no such thing: text of many scripts is written with it.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
                | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D159}'
                | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
        ) && !is_selector(c)
}

/// Whether nothing is seen of this character by itself: two names that differ in it look alike.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    // A braille cell without a dot is a blank.
    is_hidden(c) || is_selector(c) || c == '\u{2800}'
}

/// Whether a character chooses the form of the one before it.
fn is_selector(c: char) -> bool {
    matches!(
        c,
        '\u{180B}'..='\u{180D}' | '\u{180F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_hidden() {
        let hidden = "\0\u{1b}\u{7f}\u{9b}\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\u{17b5}\
                      \u{180e}\u{200b}\u{200e}\u{2028}\u{202e}\u{2060}\u{2065}\u{2066}\u{206f}\
                      \u{3164}\u{feff}\u{ffa0}\u{fff0}\u{fff9}\u{1bca0}\u{1d159}\u{1d173}\
                      \u{e0000}\u{e0001}\u{e0041}\u{e007f}\u{e0fff}";
        for c in hidden.chars() {
            assert!(is_hidden(c) && is_unseen(c), "{c:?}");
        }
    }

    #[test]
    fn text_of_every_script_is_seen() {
        for text in [
            "Zoë de Vries, A\u{30a}ngstro\u{308}m, Nguyễn",
            "李小龍 葛\u{e0100}城 山田 太郎 ﾊﾝｶｸ 한국어 각",
            "हिन्दी தமிழ் ไทย ភាសាខ្មែរ မြန်မာ",
            "עִבְרִית العَرَبِيَّة ᠮᠣᠩᠭᠣᠯ\u{180b}",
            "🙂 ❤\u{fe0f} 👍🏽 ⠓⠑⠇⠇⠕⠀",
        ] {
            assert_eq!(text.chars().find(|c| is_hidden(*c)), None, "{text}");
        }
        for c in ['\u{fe0f}', '\u{e0100}', '\u{180b}', '\u{2800}'] {
            assert!(is_unseen(c) && !is_hidden(c), "{c:?}");
        }
    }
}
