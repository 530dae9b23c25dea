//! One macro for the many small sets of words (categories, kinds, states) that SQL, TOML, JSON
//! and messages must spell alike.

/// Declares enums whose variants each have one word, with `word()`, `ALL`, `Display`,
/// `FromStr` and serde all using that word.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant,)*
        }

        impl $name {
            /// Every one, in the order they are told.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The word that is typed, stored and shown.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                $name::ALL.iter().copied().find(|known| known.word() == text).ok_or_else(|| {
                    let known: Vec<&str> = $name::ALL.iter().map(|known| known.word()).collect();
                    format!("`{text}` is not {}; known are {}", $what, known.join(", "))
                })
            }
        }
    )*};
}
pub(crate) use words;
