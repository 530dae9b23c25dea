//! A request made ready before its transaction, which others wait for: what it is known again by,
//! and its secrets.

use std::rc::Rc;

use super::Context;
use super::vault::Vault;
use crate::domain::operation::Operation;
use crate::domain::refusal::UserRefusal;
use crate::domain::request::{Request, UserRequest};
use crate::domain::user::{Email, UserStatus};
use crate::failure::{Failure, Result};
use crate::seal::DataKey;
use crate::store::Facts;

/// A request with everybody who was named by an id as they are called now. With those of whom
/// nothing is known any more nothing is done, but to forget them once more.
pub(super) fn with_people_called(context: &Context<'_>, mut request: Request) -> Result<Request> {
    let forgets = matches!(request, Request::User(UserRequest::ForgetUser { .. }));
    if request.people().iter().any(|person| person.id().is_some()) {
        let reader = context.reader()?;
        for person in request.people() {
            let Some(known) = reader.person_if_any(person)? else {
                // An address that nobody is known by may be one that is told of for the first time.
                if person.id().is_some() {
                    let (email, nearest) = (person.clone(), None);
                    return Err(UserRefusal::NoSuchUser { email, nearest }.into());
                }
                continue;
            };
            if known.status == UserStatus::Forgotten && !forgets {
                let (email, status) = (known.email, known.status);
                return Err(UserRefusal::UserGone { email, status }.into());
            }
            *person = known.email;
        }
    }
    Ok(request)
}

/// A request, and all that can be done for it before its transaction begins.
pub(super) struct Prepared<'r> {
    pub(super) request: &'r Request,
    known_by: KnownBy,
    vault: Vault,
}

/// What a request is known again by, when it is repeated.
enum KnownBy {
    /// Its text, of which the open ledger makes the digest.
    Text(String),
    /// It brings secrets along: its digests under the data keys, the newest first.
    Digests(Vec<String>),
}

impl<'r> Prepared<'r> {
    /// Makes a request of the acting user ready, with the data keys of the ledger if it needs them.
    pub(super) fn new(context: &Context<'_>, actor: &Email, request: &'r Request) -> Result<Self> {
        Prepared::with(Vault::open(context, request)?, actor, request)
    }

    /// The same where the data key is at hand.
    pub(super) fn of(key: &Rc<DataKey>, actor: &Email, request: &'r Request) -> Result<Self> {
        Prepared::with(Vault::of(key, request)?, actor, request)
    }

    fn with(vault: Vault, actor: &Email, request: &'r Request) -> Result<Self> {
        let text = serde_json::to_string(&request.compared(actor))
            .map_err(|error| Failure::failed("failed", format!("cannot write JSON: {error}")))?;
        let known_by = match request.secrets() {
            [] => KnownBy::Text(text),
            secrets => {
                // Where there is none, whoever asks for a digest is told why.
                let keys = vault.keys().unwrap_or_default().iter().rev();
                let digests = keys.map(|key| key.request_digest(&text, secrets));
                KnownBy::Digests(digests.collect::<Result<_>>()?)
            }
        };
        Ok(Prepared { request, known_by, vault })
    }

    /// Its secrets.
    pub(super) fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Whether no other has begun an epoch since.
    pub(super) fn is_still_ready(&self, facts: &Facts) -> Result<bool> {
        self.vault.is_of(facts)
    }

    /// Its secrets, to hand them out after the commit: another may have begun an epoch since.
    pub(super) fn into_vault(self, context: &Context<'_>, facts: &Facts) -> Result<Vault> {
        if self.request.reveals() && !self.vault.is_of(facts)? {
            return Vault::open(context, self.request);
        }
        Ok(self.vault)
    }

    /// The digest to record it by. What it is to hand out must be at hand by then.
    pub(super) fn digest(&self, facts: &Facts, ledger: &str) -> Result<String> {
        if self.request.reveals() {
            self.vault.key()?;
        }
        Ok(self.digests(facts, ledger)?.swap_remove(0))
    }

    /// Whether an operation did this very request, under whichever data key.
    pub(super) fn was_done_by(
        &self,
        done: &Operation,
        facts: &Facts,
        ledger: &str,
    ) -> Result<bool> {
        Ok(self.digests(facts, ledger)?.contains(&done.request))
    }

    fn digests(&self, facts: &Facts, ledger: &str) -> Result<Vec<String>> {
        match &self.known_by {
            KnownBy::Text(text) => Ok(vec![facts.request_digest(ledger, text)?]),
            KnownBy::Digests(digests) => self.vault.key().map(|_| digests.clone()),
        }
    }
}
