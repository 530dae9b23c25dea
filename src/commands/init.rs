//! `mpn init`: a new ledger, its first admin, its identity and a config file, so that the next
//! command just works.

use std::path::Path;

use super::founding::{Founding, founded, rehearse};
use super::opening::Statement;
use super::{Context, absolute};
use crate::config::{self, ConfigFile};
use crate::domain::answer::{Answer, Body, Founded};
use crate::domain::call::Init;
use crate::domain::refusal::OperationRefusal;
use crate::domain::shell;
use crate::domain::user::Email;
use crate::failure::Result;
use crate::seal;
use crate::store::{self, Committed, Head};

/// Makes a ledger.
pub(super) fn init(context: &Context<'_>, init: &Init) -> Result<Answer> {
    let path = absolute(context.settings.ledger()?);
    let statement = Statement::of(context, init)?;
    let identity = absolute(context.settings.identity()?);
    if let Some(again) = founded_before(context, &statement, &path, &identity)? {
        return Ok(again);
    }
    let founding = Founding::with(context, &identity)?;
    let intent = context.intent(&statement.admin)?;
    let reading = (context.clock)();
    let committed = store::create(&path, &founding.ledger, intent, reading, "init", |change| {
        let organization = statement.organization()?;
        rehearse(context, &path)?;
        let Statement { program, admin, .. } = &statement;
        founding.record(change, organization, program, admin, false)?;
        statement.record(change, &founding.key)?;
        founding.vouch(change)?;
        config_can_be_made(context)?;
        founding.keep_identity(context)?;
        statement.digest(change, &founding.ledger)
    })?;
    let receipt = match committed {
        Committed::Done(operation) => {
            let (ledger, seq, hash) = (founding.ledger.clone(), operation.seq, &operation.hash);
            context.last_seen.made(&path, &Head { ledger, seq, hash: hash.clone() });
            operation.receipt()
        }
        Committed::Not(receipt) => receipt,
    };
    let (config, notes) = write_config(context, &founding, &path, &statement.admin)?;
    let founded = Founded { config, ..founding.founded(receipt, &path, statement.admin) };
    Ok(Answer { body: Body::Founded(founded), notes, warnings: Vec::new() })
}

/// The answer once more, if the ledger that is there was founded by this very request.
fn founded_before(
    context: &Context<'_>,
    statement: &Statement,
    path: &Path,
    identity: &Path,
) -> Result<Option<Answer>> {
    let Some(request_id) = context.request_id.as_ref().filter(|_| path.exists()) else {
        return Ok(None);
    };
    let reader = context.reader()?;
    let Some(done) = reader.operation_by_id(request_id)? else { return Ok(None) };
    let is_this = done.actor == statement.admin.as_str()
        && done.request == statement.digest(&reader, &reader.head()?.ledger)?;
    if !is_this {
        let is_comparable = reader.is_comparable(done.seq)?;
        let (request_id, operation) = (done.op_id, done.seq);
        return Err(OperationRefusal::RequestIdUsed { request_id, operation, is_comparable }.into());
    }
    let founded = founded(done.receipt(), path, identity, statement.admin.clone());
    Ok(Some(Body::Founded(founded).into()))
}

/// A config file that the next command will need must not fail when the ledger is there already.
fn config_can_be_made(context: &Context<'_>) -> Result<()> {
    let Some(path) = context.settings.config() else { return Ok(()) };
    if context.settings.needs_no_config() || path.symlink_metadata().is_ok() {
        return Ok(());
    }
    config::can_be_made_with_folder(&absolute(path)).map_err(|failure| {
        failure.hint("--config FILE names another, or name all of --ledger, --as and --identity")
    })
}

/// Writes the config file; where that cannot be done but nothing depends on it, says so.
fn write_config(
    context: &Context<'_>,
    founding: &Founding,
    ledger: &Path,
    admin: &Email,
) -> Result<(Option<String>, Vec<String>)> {
    if context.dry_run {
        return Ok((None, Vec::new()));
    }
    let Some(path) = context.settings.config() else { return Ok((None, Vec::new())) };
    let path = absolute(path);
    let print = seal::seal_print(&founding.ledger, &founding.key.commitment());
    let named = ledger.to_str().map(|ledger| (ledger.to_owned(), print.clone()));
    let file = ConfigFile {
        ledger: Some(ledger.to_owned()),
        actor: Some(admin.to_string()),
        seal_prints: named.into_iter().collect(),
    };
    let shown = path.display().to_string();
    let note = match (config::write(&path, &file), context.settings.needs_no_config()) {
        (Ok(true), _) => return Ok((Some(shown), Vec::new())),
        (Ok(false), needs_none) => match config::name_print(&path, ledger, &print) {
            Ok(()) if needs_none => return Ok((None, Vec::new())),
            Ok(()) => format!(
                "the config file {shown} was there already; the ledger's seal print was added to \
                 it, and nothing else changed"
            ),
            Err(failure) => format!("the ledger's seal print is not in the config file: {failure}"),
        },
        (Err(failure), true) => format!("no config file was written: {failure}"),
        (Err(failure), false) => {
            let path = |path: &Path| path.display().to_string();
            let identity = context.settings.identity()?;
            return Err(failure
                .details(vec![
                    format!("the ledger was made: {}", path(ledger)),
                    format!("its identity is there: {}", path(&absolute(identity))),
                ])
                .hint(format!(
                    "name them each time: --ledger {} --identity {} --as {}",
                    shell::path(ledger),
                    shell::path(absolute(identity)),
                    shell::word(admin)
                )));
        }
    };
    Ok((None, vec![note]))
}
