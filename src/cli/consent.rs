//! What is asked at a terminal: consent to what cannot be taken back, and secrets that must not
//! stand on the command line.

use dialoguer::Password;
use dialoguer::console::{Key, Term};

use crate::domain::call::Init;
use crate::domain::organization::tenant;
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
    match as_it_was(asked) {
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
            let typed = as_it_was(|| Password::new().with_prompt(name).interact())
                .map_err(|error| interrupted(&error.to_string()))?;
            Ok(Secret::new(typed.trim()))
        })
        .collect()
}

/// Asks for the organization of a new ledger, as far as it is not known: its name, and its tenant,
/// if it has one.
///
/// # Errors
/// A terminal that went away, a line that says nothing, and a tenant that is no domain.
pub fn organization(init: &mut Init) -> Result<()> {
    if init.org.is_none() {
        init.org = Some(line("the organization's name: ")?);
    }
    if init.tenant.is_none() && !init.no_tenant {
        let typed = line("its tenant, like contoso.onmicrosoft.com, or none: ")?;
        init.no_tenant = typed.eq_ignore_ascii_case("none");
        if !init.no_tenant {
            let tenant = tenant(&typed).map_err(|why| Failure::usage("malformed-value", why))?;
            init.tenant = Some(tenant);
        }
    }
    Ok(())
}

/// Asks for a line of text, which must say something.
fn line(prompt: &str) -> Result<String> {
    let asked = || -> std::io::Result<String> {
        Term::stderr().write_str(prompt)?;
        let mut typed = String::new();
        std::io::stdin().read_line(&mut typed)?;
        Ok(typed)
    };
    let typed = asked().map_err(|error| interrupted(&error.to_string()))?;
    match typed.trim() {
        "" => Err(Failure::usage("nothing-typed", "nothing was done: nothing was typed")
            .hint("mpn init --org NAME --tenant DOMAIN --admin EMAIL")),
        typed => Ok(typed.to_owned()),
    }
}

/// Asks something at the terminal. Whoever ends the process meanwhile finds the terminal as it was,
/// which shows what is typed.
#[cfg(unix)]
fn as_it_was<T>(ask: impl FnOnce() -> T) -> T {
    use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    use signal_hook::iterator::Signals;
    let Ok(before) = tcgetattr(std::io::stdin()) else { return ask() };
    let (ready, is_ready) = std::sync::mpsc::channel();
    // It watches until the process ends: who listens no more to a signal would be deaf to it.
    let watch = move || {
        let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM]) else { return };
        let _ = ready.send(());
        for signal in signals.forever() {
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &before);
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    };
    // Where no thread can be had, it is asked all the same.
    if std::thread::Builder::new().spawn(watch).is_ok() {
        let _ = is_ready.recv();
    }
    ask()
}

#[cfg(not(unix))]
fn as_it_was<T>(ask: impl FnOnce() -> T) -> T {
    ask()
}

fn interrupted(by: &str) -> Failure {
    Failure::new(Exit::Interrupted, "interrupted", format!("nothing was done: {by}"))
}
