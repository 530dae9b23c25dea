//! Asking: for consent to what cannot be taken back, and for secrets that are typed.

use std::io::Write as _;

use super::Streams;
use crate::commands::{self, Context};
use crate::domain::answer::Answer;
use crate::domain::call::{Call, Init, Load};
use crate::domain::event::Event;
use crate::domain::output::Output;
use crate::domain::request::SupportRequest;
use crate::failure::{Failure, Result};
use crate::{cli, view};

/// Secrets that were to come from standard input, which is a terminal, are asked for: after the
/// rules, and never for what is only foretold.
pub(super) fn secrets_asked(context: &mut Context<'_>, call: Call, can_ask: bool) -> Result<Call> {
    let write = |confirm| Call::Write(SupportRequest::ConfirmSupport(confirm).into());
    let mut confirm = match call {
        Call::Load(Load::SupportIds { confirm, file: None }) => confirm,
        Call::Why { call } => {
            let call = match *call {
                Call::Load(Load::SupportIds { confirm, file: None }) => write(confirm),
                call => call,
            };
            return Ok(Call::Why { call: Box::new(call) });
        }
        call => return Ok(call),
    };
    if !context.dry_run {
        // What was done before under the same id is known by its IDs alone.
        if context.request_id.is_none() {
            foretold(context, write(confirm.clone()))?;
        }
        if !can_ask {
            return Err(Failure::usage(
                "ids-missing",
                "support confirm wants two IDs, and nobody can be asked here",
            )
            .hint(format!("mpn support confirm {} FILE", confirm.benefit)));
        }
        confirm.ids = cli::support_ids()?;
    }
    Ok(write(confirm))
}

/// Whose ledger a new one is to be is asked for, unless it was typed or an opening statement says
/// it: after it is known that the ledger can be made.
pub(super) fn organization_asked(context: &mut Context<'_>, init: Init) -> Result<Call> {
    let is_known =
        init.from.is_some() || (init.org.is_some() && (init.tenant.is_some() || init.no_tenant));
    if is_known || context.dry_run {
        return Ok(Call::Init(init));
    }
    // What was done before under the same id is known by what it was told.
    if context.request_id.is_none() {
        let org = init.org.clone().or_else(|| Some("?".to_owned()));
        let no_tenant = init.tenant.is_none();
        foretold(context, Call::Init(Init { org, no_tenant, ..init.clone() }))?;
    }
    let mut init = init;
    cli::organization(&mut init)?;
    Ok(Call::Init(init))
}

/// What a call would do, by a dry run.
fn foretold(context: &mut Context<'_>, call: Call) -> Result<Answer> {
    context.dry_run = true;
    let answer = commands::run(context, call);
    context.dry_run = false;
    answer
}

/// What came of asking.
pub(super) enum Asked {
    /// There was nothing to ask: this is the answer.
    Answered(Box<Answer>),
    /// Yes, to what was shown.
    Consented(Vec<Event>),
}

/// Asks for consent to what cannot be taken back: the question is a dry run of it, told. What
/// would change nothing, or was done before under the same request id, is the answer already.
pub(super) fn asked(
    context: &mut Context<'_>,
    question: Call,
    output: &Output,
    can_ask: bool,
    streams: &mut Streams,
) -> Result<Asked> {
    let preview = foretold(context, question)?;
    let receipt = preview.body.receipt();
    let Some(receipt) = receipt.filter(|receipt| receipt.operation.is_none() && receipt.changed)
    else {
        return Ok(Asked::Answered(Box::new(without_dry_run(preview))));
    };
    let command = receipt.command.clone();
    let shown = receipt.events.clone();
    let missing = |why: &str| {
        Failure::usage("consent-missing", format!("{command} wants consent, and {why}"))
            .hint("--yes consents; --dry-run shows what it would do")
    };
    if !can_ask {
        return Err(missing("nobody can be asked here"));
    }
    let plain = Output { format: None, quiet: false, columns: None, ..output.clone() };
    let seen = view::render(&preview, &plain)?;
    let _ = streams.stderr.write_all(seen.stdout.as_bytes());
    let _ = streams.stderr.write_all(seen.stderr.as_bytes());
    if cli::consent("do this?")? {
        Ok(Asked::Consented(shown))
    } else {
        Err(missing("you said no"))
    }
}

/// A preview that turned out to be the answer was none.
fn without_dry_run(mut answer: Answer) -> Answer {
    if let Some(receipt) = answer.body.receipt_mut() {
        receipt.dry_run = false;
    }
    answer
}
