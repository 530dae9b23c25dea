//! `--jq` in a build that has none.

use crate::domain::output::Output;
use crate::failure::{Failure, Result};

/// A filter, of which there are none.
pub enum Filter {}

impl Filter {
    /// Refuses.
    ///
    /// # Errors
    /// `jq-not-built` (exit 2), always.
    pub fn compile(_: &str) -> Result<Self> {
        Err(Failure::usage("jq-not-built", "this build of mpn has no --jq")
            .hint("leave --jq out and pipe -o json to jq, or build with --features jq"))
    }

    /// Never called: there is no such filter.
    ///
    /// # Errors
    /// None.
    pub fn apply(&self, _: &str, _: bool, _: &Output) -> Result<String> {
        match *self {}
    }
}
