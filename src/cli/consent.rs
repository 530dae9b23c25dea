//! What is asked at a terminal: consent to what cannot be taken back, and secrets that must not
//! stand on the command line.

use dialoguer::{Confirm, Password};

use crate::domain::secret::Secret;
use crate::failure::{Exit, Failure, Result};

/// Asks whether to go on; the answer is no unless it is said.
///
/// # Errors
/// A terminal that went away, or Ctrl-C.
pub fn consent(question: &str) -> Result<bool> {
    Confirm::new()
        .with_prompt(question)
        .default(false)
        .interact()
        .map_err(|error| interrupted(&error))
}

/// Asks for Access ID and Contract ID; what is typed is not shown.
///
/// # Errors
/// A terminal that went away, or Ctrl-C.
pub fn support_ids() -> Result<Vec<Secret>> {
    ["Access ID", "Contract ID"]
        .into_iter()
        .map(|name| {
            let typed = Password::new()
                .with_prompt(name)
                .interact()
                .map_err(|error| interrupted(&error))?;
            Ok(Secret::new(typed.trim()))
        })
        .collect()
}

/// A prompt hides the cursor, and an interrupted one leaves it hidden.
fn interrupted(error: &dialoguer::Error) -> Failure {
    let _ = dialoguer::console::Term::stderr().show_cursor();
    Failure::new(Exit::Interrupted, "interrupted", format!("nothing was done: {error}"))
}
