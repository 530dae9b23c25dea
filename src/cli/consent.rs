//! What is asked at a terminal: consent to what cannot be taken back, and secrets that must not
//! stand on the command line.

use dialoguer::Password;
use dialoguer::console::{Key, Term};

use crate::domain::secret::Secret;
use crate::failure::{Exit, Failure, Result};

/// Asks whether to go on; the answer is no unless it is said. The prompt is not dialoguer's own,
/// which hides the cursor, leaves it hidden after Ctrl-C and hears neither Escape nor Ctrl-D.
///
/// # Errors
/// A terminal that went away, or Ctrl-C.
pub fn consent(question: &str) -> Result<bool> {
    let terminal = Term::stderr();
    let asked = || -> std::io::Result<Option<bool>> {
        terminal.write_str(&format!("{question} [y/N] "))?;
        let answer = loop {
            match terminal.read_key_raw()? {
                Key::Char('y' | 'Y') => break Some(true),
                Key::Char('n' | 'N' | CTRL_D) | Key::Enter | Key::Escape => break Some(false),
                Key::CtrlC => break None,
                _ => {}
            }
        };
        terminal.write_line(match answer {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        })?;
        Ok(answer)
    };
    match asked() {
        Ok(Some(answer)) => Ok(answer),
        Ok(None) => Err(interrupted("Ctrl-C")),
        Err(error) => Err(interrupted(&error.to_string())),
    }
}

/// What a terminal sends at the end of what is typed.
const CTRL_D: char = '\u{4}';

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
                .map_err(|error| interrupted(&error.to_string()))?;
            Ok(Secret::new(typed.trim()))
        })
        .collect()
}

fn interrupted(by: &str) -> Failure {
    Failure::new(Exit::Interrupted, "interrupted", format!("nothing was done: {by}"))
}
