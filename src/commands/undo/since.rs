//! What happened since an operation: whether a later one touched the same, and still stands.

use std::collections::HashMap;

use crate::domain::event::Event;
use crate::domain::fact::{Fact, Subject, WayBack};
use crate::domain::operation::Operation;
use crate::domain::refusal::{OperationRefusal, Refusal};
use crate::domain::undo;
use crate::domain::user::{Email, User};
use crate::failure::Result;
use crate::store::Facts;

/// An operation that is to be taken back, and what is known of those after it.
pub(super) struct Since {
    pub operation: Operation,
    /// The facts of the operation that it undid itself, if it is an undo, by their kind and the
    /// first thing that they touch.
    originals: HashMap<(&'static str, String), Vec<Event>>,
    later: HashMap<u64, Option<Later>>,
}

/// A later operation.
struct Later {
    operation: Operation,
    /// Whether it and its undo, both of them later, cancel out.
    cancelled: bool,
}

impl Since {
    pub(super) fn new(facts: &Facts, operation: Operation) -> Result<Self> {
        let undid = match undo::undone_by_it(&operation) {
            Some(seq) => facts.operation(seq)?,
            None => None,
        };
        let mut originals: HashMap<_, Vec<Event>> = HashMap::new();
        for event in undid.into_iter().flat_map(|undid| undid.events) {
            if let Some(first) = event.touches().into_iter().next() {
                originals.entry((event.kind(), first)).or_default().push(event);
            }
        }
        Ok(Since { operation, originals, later: HashMap::new() })
    }

    /// The fact of this kind that the operation took back by `removal`: it touched all that its
    /// removal does.
    pub(super) fn original(&self, kind: &'static str, removal: &dyn Fact) -> Option<&Event> {
        let touched = removal.touches();
        let found = self.originals.get(&(kind, touched.first()?.clone()))?;
        found.iter().find(|event| {
            let of_it = event.touches();
            touched.iter().all(|what| of_it.contains(what))
        })
    }

    /// The newest later operation that touched a subject, as a refusal.
    pub(super) fn touched(&mut self, facts: &Facts, subject: &Subject) -> Result<Option<Refusal>> {
        let what = subject.noted();
        for seq in facts.operations_touching_since(&what, self.operation.seq)? {
            let Some(later) = self.later(facts, seq)? else { continue };
            let mut events = later.operation.events.iter();
            if !later.cancelled && events.any(|event| subject.is_touched_by(event.fact())) {
                let by = later.operation.clone();
                return Ok(Some(self.touched_by(what, &by, true)));
            }
        }
        Ok(None)
    }

    fn touched_by(&self, what: String, by: &Operation, of_its_own: bool) -> Refusal {
        let never = |event: &Event| matches!(event.fact().undoing().way_back, WayBack::Never(_));
        let is_final = by.events.iter().any(never);
        Refusal::Operation(OperationRefusal::TouchedSince {
            operation: self.operation.seq,
            command: self.operation.command.clone(),
            what,
            by: by.seq,
            by_command: by.command.clone(),
            undoable: of_its_own && !is_final,
        })
    }

    /// What was noted under this name is not as the operation left it: by the newest operation
    /// that touched it, even one that was undone and left a trace.
    pub(super) fn differs(&self, facts: &Facts, what: &str) -> Result<Refusal> {
        let after = self.operation.seq;
        for seq in facts.operations_touching_since(what, after)? {
            if let Some(by) = facts.operation(seq)? {
                // One that was undone and left a trace is not undone once more.
                let stands = facts.undone_by(seq)?.is_none();
                return Ok(self.touched_by(what.to_owned(), &by, stands));
            }
        }
        let head = facts.head()?.seq;
        let newest = facts.operation(head)?.unwrap_or_else(|| self.operation.clone());
        Ok(self.touched_by(what.to_owned(), &newest, false))
    }

    /// The user whom the operation knew under that email, if they still are.
    pub(super) fn user(&mut self, facts: &Facts, email: &Email) -> Result<User> {
        for seq in facts.operations_touching_since(email.as_str(), self.operation.seq)? {
            let Some(later) = self.later(facts, seq)?.filter(|later| !later.cancelled) else {
                continue;
            };
            if later.operation.events.iter().any(|event| undo::is_another_now(email, event)) {
                let by = later.operation.clone();
                return Err(self.touched_by(email.to_string(), &by, true).into());
            }
        }
        facts.user(email)
    }

    /// A later operation; `None` for the one that is being recorded.
    fn later(&mut self, facts: &Facts, seq: u64) -> Result<Option<&Later>> {
        if !self.later.contains_key(&seq) {
            let later = match facts.operation(seq)? {
                Some(operation) => {
                    let undone = facts.undone_by(seq)?.is_some();
                    let undid = undo::undone_by_it(&operation);
                    let cancelled = undone || undid.is_some_and(|undid| undid > self.operation.seq);
                    Some(Later { operation, cancelled })
                }
                None => None,
            };
            self.later.insert(seq, later);
        }
        Ok(self.later.get(&seq).and_then(Option::as_ref))
    }
}
