//! `mpn sample`: a made-up ledger, each operation of which is decided and recorded like one that
//! was typed.

use std::rc::Rc;

use super::founding::{Founding, rehearse};
use super::prepared::Prepared;
use super::{Context, absolute, authorize_for, carry_out};
use crate::catalog;
use crate::domain::answer::{Answer, Body};
use crate::domain::event::Event;
use crate::domain::moment::Clock;
use crate::domain::operation::{Apart, Operation, Receipt, clock_warning};
use crate::domain::sample::{self, Sample, Step, Year};
use crate::domain::user::{self, Email};
use crate::failure::{Failure, Result};
use crate::seal::DataKey;
use crate::store::{self, Change, Growing, Head, Intent, Reading};

/// Who founds a sample unless somebody is named.
const ADMIN: &str = "ann@contoso.com";

/// Makes a made-up ledger.
pub(super) fn sample(context: &Context<'_>, wish: Sample) -> Result<Answer> {
    let path = absolute(context.settings.ledger()?);
    let identity = absolute(context.settings.identity()?);
    let reading = (context.clock)();
    let admin = match context.settings.actor_if_any() {
        Some(_) => context.actor()?,
        None => ADMIN.parse().map_err(|why: String| Failure::usage("malformed-email", why))?,
    };
    let year = sample::year(wish, &admin, reading.now)
        .map_err(|why| Failure::usage("clock-too-early", why).hint("--now INSTANT is later"))?;
    let founding = Founding::with(context, &identity)?;
    let program = catalog::named(catalog::DEFAULT)?.program;
    let mut teller = Teller { context, wish, told: Vec::new() };
    let last = store::create_year(&path, &founding.ledger, context.dry_run, |growing| {
        rehearse(context, &path)?;
        let mut intent = teller.intent(&admin, context.reason.clone(), 1);
        if let Some(request_id) = &context.request_id {
            intent.op_id.clone_from(request_id);
        }
        let mut change = growing.first(intent, fixed(&year))?;
        let organization = year.organization.clone();
        founding.record(&mut change, organization, &program, &admin, true)?;
        change.record_all(user::rules::add(&year.admin, None)?)?;
        founding.vouch(&mut change)?;
        let digest = change.request_digest(&founding.ledger, "sample")?;
        let (first, growing) = Growing::commit(change, "sample", &digest)?;
        let last = teller.tell(first, growing, year, &founding.key)?;
        founding.keep_identity(context)?;
        Ok(last)
    })?;
    if !context.dry_run {
        let (ledger, seq, hash) = (founding.ledger.clone(), last.seq, last.hash.clone());
        context.last_seen.made(&path, &Head { ledger, seq, hash });
    }
    // The config file is left as it is, unless it names the seal of what lay there before.
    let unnamed = if context.dry_run { None } else { context.name_print().err() };
    let unnamed = unnamed.map(|failure| format!("the seal print stays as it was: {failure}"));
    let clock = if reading.fixed { Clock::Fixed } else { Clock::System };
    let Apart { events, .. } = Apart::of(teller.told);
    let receipt = Receipt {
        operation: (!context.dry_run).then_some(last.seq),
        command: "sample".to_owned(),
        actor: admin.to_string(),
        dry_run: context.dry_run,
        events,
        warnings: clock_warning(clock).into_iter().chain(unnamed).collect(),
        ..last.receipt()
    };
    Ok(Body::Founded(founding.founded(receipt, &path, admin)).into())
}

/// The clock of the founding, which is nobody's own.
fn fixed(year: &Year) -> Reading {
    Reading { now: year.founded_at, fixed: true }
}

/// Who tells the year, an operation at a time.
struct Teller<'t> {
    context: &'t Context<'t>,
    wish: Sample,
    told: Vec<Event>,
}

impl Teller<'_> {
    /// Request ids are made up of the wish, so that they are the same each time.
    fn intent(&self, actor: &Email, reason: Option<String>, seq: u64) -> Intent {
        let Sample { tier, users, seed } = self.wish;
        Intent {
            actor: actor.to_string(),
            os_user: self.context.os_user.clone(),
            host: self.context.host.clone(),
            on: None,
            reason,
            op_id: format!("sample-{tier}-{users}-{seed}-{seq}"),
            // On a dry run everything is done but to give the file its name.
            dry_run: false,
        }
    }

    fn tell(
        &mut self,
        first: Operation,
        mut growing: Growing,
        year: Year,
        key: &Rc<DataKey>,
    ) -> Result<Operation> {
        let mut last = first;
        for step in year.steps {
            self.told.append(&mut last.events);
            let reason = step.reason.map(str::to_owned);
            let intent = self.intent(&step.actor, reason, last.seq + 1);
            let mut change = growing.next(intent, Reading { now: step.at, fixed: true })?;
            let digest = one(&mut change, &step, key)?;
            (last, growing) = Growing::commit(change, step.request.verb().command, &digest)?;
        }
        self.told.extend(last.events.iter().cloned());
        Ok(last)
    }
}

/// Decides one step, and tells the digest of its request.
fn one(change: &mut Change, step: &Step, key: &Rc<DataKey>) -> Result<String> {
    let acting = authorize_for(change, &step.actor, &step.request)?;
    let prepared = Prepared::of(key, &step.actor, &step.request)?;
    carry_out(change, &acting, &prepared)?;
    prepared.digest(change, change.ledger_id())
}
