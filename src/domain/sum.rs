//! One macro for the sums of what the nouns say: events, requests and refusals.

/// Declares an enum with one variant a noun, each holding what that noun says, and `From` for each.
macro_rules! sum {
    ($(#[$meta:meta])* $name:ident { $($noun:ident($said:ty),)* }) => {
        $(#[$meta])*
        pub enum $name {
            $($noun($said),)*
        }

        $(impl From<$said> for $name {
            fn from(said: $said) -> Self {
                $name::$noun(said)
            }
        })*
    };
}
pub(crate) use sum;
