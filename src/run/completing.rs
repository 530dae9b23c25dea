//! Completing: how a line that is being typed may end.

use std::cell::RefCell;
use std::path::PathBuf;
use std::time::Duration;

use crate::commands::{self, Context, LastSeen};
use crate::config::{Given, Options, Settings};
use crate::domain::completion::{Candidate, Wanted};
use crate::failure::{Exit, Result};
use crate::store::Reading;
use crate::{cli, view};

use super::telling::deliver;
use super::{Streams, progress};

/// Tells a shell how a line may end. Somebody is typing: whatever goes wrong, nothing is said.
pub(super) fn complete(unfinished: cli::Unfinished, streams: &mut Streams) -> u8 {
    let found = unfinished.wanted.map(|wanted| known(&unfinished, wanted));
    let found = found.and_then(Result::ok).unwrap_or_default();
    // A shell would put on the line what a terminal obeys.
    let safe = found.into_iter().filter(|found| view::visible(&found.value) == found.value);
    let found = safe.map(|found| Candidate { about: view::visible(&found.about), ..found });
    let _ = deliver(&unfinished.answer(found.collect()), None, false, streams);
    Exit::Done.code()
}

/// What the ledger knows of the end of a line.
fn known(unfinished: &cli::Unfinished, wanted: Wanted) -> Result<Vec<Candidate>> {
    fn given<T>(value: Option<T>) -> Option<Given<T>> {
        value.map(|value| Given { value, origin: "the line".to_owned() })
    }
    let path = |typed: &Option<PathBuf>, variable: &str| {
        given(typed.clone().or_else(|| cli::path_in(variable)))
    };
    let actor = unfinished.actor.clone().or_else(|| cli::variable("MPN_AS")?.into_string().ok());
    let settings = Settings::find(
        Options {
            ledger: path(&unfinished.ledger, "MPN_LEDGER"),
            actor: given(actor),
            identity: None,
            config: path(&unfinished.config, "MPN_CONFIG"),
        },
        false,
    )?;
    let clock = || Reading { now: cli::now(), fixed: false };
    let context = Context {
        settings: &settings,
        clock: &clock,
        wait: PATIENCE,
        on: None,
        as_of: None,
        at: None,
        reason: None,
        request_id: None,
        dry_run: true,
        verbose: false,
        os_user: String::new(),
        host: String::new(),
        progress: progress(false),
        // Whoever is only typing has seen nothing.
        last_seen: LastSeen::kept_in(None),
        noticed: RefCell::default(),
    };
    commands::complete(&context, wanted, &unfinished.typed)
}

/// How long somebody who is typing waits for a busy ledger.
const PATIENCE: Duration = Duration::from_millis(200);
