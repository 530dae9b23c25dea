//! What is done, step by step: open the ledger, fetch the facts, ask the rule, record the events,
//! commit. One file a noun. A command returns an answer; nothing is printed here.

mod advisory;
mod azure;
mod benefits;
mod cancel;
mod catalog;
mod completion;
mod doctor;
mod due;
mod explain;
mod export;
mod gtm;
mod history;
mod import;
mod init;
mod keep;
mod last_seen;
mod ledger;
mod license;
mod load;
mod man;
mod membership;
mod plan;
mod reconcile;
mod sample;
mod seal;
mod software;
mod status;
mod support;
mod surroundings;
mod undo;
mod user;
mod vault;
mod vs;
mod what_if;
mod why;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::NaiveDate;

use crate::config::{self, Settings};
use crate::domain::answer::{Answer, Body, Requested};
use crate::domain::event::Event;
use crate::domain::export::Exported;
use crate::domain::operation::Operation;
use crate::domain::organization;
use crate::domain::query::Query;
use crate::domain::refusal::Refusal;
use crate::domain::request::{Call, Request};
use crate::domain::role::{self, Permission};
use crate::domain::sheet::Sheet;
use crate::domain::user::{Email, User};
use crate::failure::{Exit, Failure, Result};
use crate::seal::random_id;
use crate::store::{AsOf, Change, Committed, Facts, Head, Intent, Progress, Reader, Reading};

pub use last_seen::LastSeen;
use vault::Vault;

pub use completion::complete;

/// What every command is done with: where, by whom, when and why.
pub struct Context<'c> {
    pub settings: &'c Settings,
    pub clock: &'c dyn Fn() -> Reading,
    pub wait: Duration,
    pub on: Option<NaiveDate>,
    pub as_of: Option<AsOf>,
    pub reason: Option<String>,
    pub request_id: Option<String>,
    pub dry_run: bool,
    /// Whether to tell more about what is done.
    pub verbose: bool,
    pub os_user: String,
    pub host: String,
    /// Who wants to know how far a long command is.
    pub progress: Progress,
    pub last_seen: LastSeen,
}

/// Reads what stands in a file or on standard input, so that the call carries all it needs; and
/// what is to be said of the file.
///
/// # Errors
/// A file that cannot be read or understood.
pub fn load(call: Call, stdin: &mut dyn Read) -> Result<(Call, Vec<String>)> {
    Ok(match call {
        Call::Load(load) => {
            let loaded = load::request(load, stdin)?;
            (Call::Write(loaded.request), loaded.notes)
        }
        Call::Why { call } => {
            let (call, notes) = self::load(*call, stdin)?;
            (Call::Why { call: Box::new(call) }, notes)
        }
        Call::Plan { plan, out, exit_code } => {
            let (plan, notes) = self::load(*plan, stdin)?;
            (Call::Plan { plan: Box::new(plan), out, exit_code }, notes)
        }
        Call::Reconcile { kind, file, import } => {
            let (import, notes) = self::load(*import, stdin)?;
            (Call::Reconcile { kind, file, import: Box::new(import) }, notes)
        }
        call => (call, Vec::new()),
    })
}

/// Does what was typed and loaded.
///
/// # Errors
/// Whatever keeps it from being done.
pub fn run(context: &Context<'_>, call: Call) -> Result<Answer> {
    let done = obey(context, call);
    // A command that was refused has seen the ledger as well.
    context.last_seen.remember();
    let mut answer = done?;
    if let Some(missing) = context.last_seen.missing()
        && !matches!(answer.body, Body::Verified(_) | Body::Checked { .. })
    {
        let hint = "mpn ledger accept-rollback accepts it";
        answer.warnings.push(format!("{}; {hint}", last_seen::told(&missing)));
    }
    Ok(answer)
}

fn obey(context: &Context<'_>, call: Call) -> Result<Answer> {
    match call {
        Call::Write(request) => write(context, &request),
        // `load` has made a write of it.
        Call::Load(_) => Err(Failure::failed("failed", "a file was not read before its time")),
        Call::Read(query) => read(context, &query),
        Call::Init(init) => init::init(context, &init),
        Call::Sample(wish) => sample::sample(context, wish),
        Call::Why { call } => why::why(context, *call),
        Call::Plan { plan, out, exit_code } => plan::plan(context, *plan, out, exit_code),
        Call::WhatIf(wish) => what_if::what_if(context, &wish),
        Call::CancelCheck { membership } => {
            read_with(context, |facts| cancel::check(facts, &membership))
        }
        Call::CalendarFile { file } => {
            let text = read_with(context, |facts| Ok(Body::Text(due::calendar(facts)?).into()))?;
            let Body::Text(text) = text.body else { return Ok(text) };
            config::write_over(&file, text.as_bytes())?;
            Ok(Body::Written(file.display().to_string()).into())
        }
        Call::Export(wanted) => export::export(context, &wanted),
        Call::Reconcile { kind, file, import } => {
            reconcile::reconcile(context, kind, &file, &import)
        }
        Call::Keep(keep) => keep::keep(context, &keep),
        Call::Doctor => doctor::doctor(context),
        Call::Verify { against } => ledger::verify(context, against.as_deref()),
        Call::CatalogList => catalog::list(context),
        Call::CatalogCheck { file } => catalog::check(&file),
        Call::ConfigShow => Ok(Body::Config(context.settings.lines(Vec::new())).into()),
        Call::Man { folder, pages } => man::write(&folder, &pages),
        Call::Print(text) => Ok(Body::Text(text).into()),
    }
}

impl Context<'_> {
    /// The acting user's email.
    fn actor(&self) -> Result<Email> {
        let named = self.settings.actor()?;
        named.parse().map_err(|why: String| Failure::usage("malformed-email", why))
    }

    fn intent(&self, actor: &Email) -> Result<Intent> {
        let op_id = match &self.request_id {
            Some(given) => given.clone(),
            None => random_id()?,
        };
        Ok(Intent {
            actor: actor.to_string(),
            os_user: self.os_user.clone(),
            host: self.host.clone(),
            on: self.on,
            reason: self.reason.clone(),
            op_id,
            dry_run: self.dry_run,
        })
    }

    /// Opens the ledger as it is, for reading.
    fn reader(&self) -> Result<Reader> {
        let today = (self.clock)().now.date_naive();
        let ledger = self.settings.ledger()?;
        self.last_seen.look(ledger);
        let reader = Reader::open(ledger, self.wait, today)?;
        self.last_seen.compare(&reader);
        Ok(reader)
    }
}

/// Writes the sheet of an export into its file.
///
/// # Errors
/// A file that cannot be written, or must not be written over.
pub fn write_sheet(
    context: &Context<'_>,
    exported: &Exported,
    file: &Path,
    sheet: &Sheet,
) -> Result<Answer> {
    export::write_sheet(context, exported, file, sheet)
}

/// Decides a request, records what follows, and answers.
fn write(context: &Context<'_>, request: &Request) -> Result<Answer> {
    write_after(context, request, || Ok(()))
}

/// The same, where something outside the ledger must hold before anything is recorded.
fn write_after(
    context: &Context<'_>,
    request: &Request,
    holds: impl FnOnce() -> Result<()>,
) -> Result<Answer> {
    let actor = context.actor()?;
    let (mut change, vault) = begun(context, request, &actor)?;
    change.watched_by(context.progress.clone());
    let older = context.last_seen.compare(&change);
    if let Some(missing) = &older
        && *request != Request::AcceptRollback
    {
        return Err(last_seen::older(missing));
    }
    let acting = authorize(&change, &actor, request.permission())?;
    if let Some(request_id) = &context.request_id
        && let Some(done) = change.operation_by_id(request_id)?
    {
        let same = vault.recognizes(&done.request, change.ledger_id(), request)?;
        same_again(&done, &acting, same)?;
        holds()?;
        let notes = std::mem::take(&mut change.notes);
        drop(change);
        let mut answer = answered(context, request, Committed::Done(Box::new(done)), vault)?;
        answer.notes.extend(notes);
        return Ok(answer);
    }
    carry_out(&mut change, &acting, request, &vault)?;
    if let Some(missing) = older {
        // What somebody saw is no fact of the ledger, so no rule knows of it.
        change.record(Event::RollbackAccepted { operation: missing.seq, head: missing.hash })?;
    }
    let digest = vault.digest(change.ledger_id(), request)?;
    if request.reveals() && !context.dry_run {
        vault.must_open()?;
    }
    holds()?;
    let notes = std::mem::take(&mut change.notes);
    let (ledger, path) = (change.ledger_id().to_owned(), change.path().to_owned());
    let committed = change.commit(request.command(), &digest)?;
    let done = match &committed {
        Committed::Done(done) => Some((done.seq, done.op_id.clone(), done.hash.clone())),
        Committed::Not(_) => None,
    };
    if let Some((seq, _, hash)) = &done {
        let head = Head { ledger, seq: *seq, hash: hash.clone() };
        if *request == Request::AcceptRollback {
            context.last_seen.anew(&path, || Ok(((), head)))?;
        } else {
            context.last_seen.saw(head);
        }
    }
    let answer = answered(context, request, committed, vault);
    let mut answer = answer.map_err(|failure| match done {
        Some((seq, op_id, _)) => unanswered(&failure, seq, &op_id),
        None => failure,
    })?;
    answer.notes.extend(notes);
    Ok(answer)
}

/// What is recorded must not be told to have failed, only because its answer could not be made.
fn unanswered(failure: &Failure, seq: u64, op_id: &str) -> Failure {
    Failure::failed(
        "not-delivered",
        format!("operation {seq} is recorded, but its answer could not be made: {failure}"),
    )
    .hint(format!("run it again with --request-id {op_id}: it gives the answer"))
    .retryable()
}

/// Opens a change, and before it the secrets: whatever has to do with them is done outside the
/// transaction, which others wait for. When another has begun an epoch in between, they are opened
/// once more.
fn begun(context: &Context<'_>, request: &Request, actor: &Email) -> Result<(Change, Vault)> {
    let path = context.settings.ledger()?.to_owned();
    loop {
        let vault = Vault::open(context, request)?;
        let intent = context.intent(actor)?;
        context.last_seen.look(&path);
        let asked = Instant::now();
        let mut change = Change::begin(&path, context.wait, intent, context.clock)?;
        if context.verbose {
            let waited = asked.elapsed();
            let tenths = waited.subsec_millis() / 100;
            change.notes.push(format!("waited {}.{tenths} s for the ledger", waited.as_secs()));
        }
        if vault.is_of(&change)? {
            return Ok((change, vault));
        }
    }
}

/// Takes down what is due in any case, and then decides the request.
fn carry_out(change: &mut Change, acting: &User, request: &Request, vault: &Vault) -> Result<()> {
    membership::lapse_due(change, Some(request))?;
    change.begin_command();
    admit(change, request)?;
    decide(change, acting, request, vault)
}

/// Whether an operation is the one that this user asks for once more.
fn same_again(done: &Operation, acting: &User, same_request: bool) -> Result<()> {
    if done.actor == acting.email.as_str() && same_request {
        return Ok(());
    }
    Err(Refusal::RequestIdUsed { request_id: done.op_id.clone(), operation: done.seq }.into())
}

/// The answer to a write: what it handed out, or its receipt.
fn answered(
    context: &Context<'_>,
    request: &Request,
    committed: Committed,
    vault: Vault,
) -> Result<Answer> {
    match committed {
        Committed::Not(receipt) if matches!(request, Request::ApplyPlan(_)) => {
            Ok(plan::nothing_applied(receipt))
        }
        Committed::Not(receipt) => Ok(Body::Receipt(receipt).into()),
        Committed::Done(operation) => {
            let facts = context.reader()?;
            // Between the commit and now, another may have begun an epoch.
            let stale = request.reveals() && !vault.is_of(&facts)?;
            let vault = &if stale { Vault::open(context, request)? } else { vault };
            match request {
                Request::GetKeys(_) => software::handed_out(&facts, *operation, vault),
                Request::ExportKeys(_) => export::handed_out(context, *operation, vault),
                Request::RedeemKey(redeem) if !redeem.already_done => {
                    license::handed_out(&facts, *operation, vault)
                }
                Request::ShowIds { .. } => support::handed_out(&facts, *operation, vault),
                Request::ApplyPlan(_) => plan::applied(&facts, *operation, vault),
                Request::MakeRecovery => seal::recovery_made(operation.receipt(), vault),
                _ => receipt(&facts, *operation),
            }
        }
    }
}

/// The receipt, with the text of the service request where one must be sent.
fn receipt(facts: &Facts, operation: Operation) -> Result<Answer> {
    let text = operation.events.iter().find_map(|event| match event {
        Event::CancelRequested { membership, .. } => Some(cancel::request_text(facts, *membership)),
        Event::KeyReplaced { key, product, .. } => {
            Some(license::replacement_text(facts, *key, product))
        }
        _ => None,
    });
    let receipt = operation.receipt();
    Ok(match text {
        Some(text) => Body::Requested(Requested { receipt, text: text? }).into(),
        None => Body::Receipt(receipt).into(),
    })
}

/// The acting user, if they may do this (ROLE-11).
fn authorize(facts: &Facts, actor: &Email, permission: Permission) -> Result<User> {
    let Some(acting) = facts.user_if_any(actor)? else {
        return Err(Refusal::UnknownActor { email: actor.clone() }.into());
    };
    role::acts(&acting)?;
    let program = facts.program()?;
    if !permission.is_held_by(&acting.roles, program) {
        let roles = permission.roles(program);
        let holders = facts.holders_of(&roles)?;
        return Err(
            Refusal::RoleMissing { actor: actor.clone(), permission, roles, holders }.into()
        );
    }
    Ok(acting)
}

/// Whether benefits are acted on here at all (MEM-3, MEM-4). An opening statement is not asked: it
/// takes down what already is, wherever it is administered.
fn admit(facts: &Facts, request: &Request) -> Result<()> {
    if request.acts_on_benefits() {
        organization::administered_here(&facts.organization()?)?;
    }
    if request.wants_active_offer() && !facts.has_active_offer()? {
        return Err(Refusal::NoActiveOffer.into());
    }
    Ok(())
}

/// Decides a request and records what follows from it. The one way into the ledger: `init`, and
/// whatever brings many requests, come through here as well.
fn decide(change: &mut Change, acting: &User, request: &Request, vault: &Vault) -> Result<()> {
    match request {
        Request::PurchaseMembership(purchase) => membership::purchase(change, purchase),
        Request::AddUser(new) => user::add(change, acting, new),
        Request::UpdateUser { user, change: wanted } => user::update(change, acting, user, wanted),
        Request::GrantRole { user, role } => user::grant(change, acting, user, *role),
        Request::RevokeRole { user, role } => user::revoke(change, acting, user, *role),
        Request::ImportUsers { users, .. } => user::import(change, users),
        Request::ImportSeats(seats) => import::seats(change, seats),
        Request::ImportKeys(keys) => import::keys(change, acting, keys, vault),
        Request::GrantBenefit(grant) => benefits::grant(change, grant),
        Request::AddKeys(add) => software::add_keys(change, add, vault),
        Request::GetKeys(get) => software::get_keys(change, acting, get),
        Request::ExportKeys(wanted) => export::export_keys(change, acting, wanted),
        Request::RecordActivation(record) => software::activation(change, record),
        Request::ReturnKey { key } => software::take_back(change, key),
        Request::RetireKey { key } => software::retire(change, key),
        Request::HandOutKey(hand_out) => software::hand_out(change, hand_out),
        Request::AssignCredit { benefit, user } => azure::assign(change, benefit, user),
        Request::RemoveCredit { benefit, user } => azure::remove(change, benefit, user),
        Request::TransferCredit(transfer) => azure::transfer(change, transfer),
        Request::AssignSeats { benefit, users } => vs::assign(change, benefit, users),
        Request::UnassignSeat { benefit, user } => vs::unassign(change, benefit, user),
        Request::ReassignSeat { benefit, from, to } => vs::reassign(change, benefit, from, to),
        Request::UseCatalog { program } => catalog::adopt(change, program),
        Request::RenewMembership { membership } => membership::renew(change, membership),
        Request::OffboardUser { user } => user::offboard(change, user),
        Request::RedeemKey(redeem) => license::redeem(change, acting, redeem),
        Request::RecordRedemption(record) => license::record(change, record),
        Request::ReplaceKey { key } => license::replace(change, key),
        Request::ActivateSupport { benefit } => support::activate(change, benefit),
        Request::ConfirmSupport(confirm) => support::confirm(change, confirm, vault),
        Request::ShowIds { benefit } => support::show_ids(change, acting, benefit),
        Request::LinkAccount { benefit, account } => support::link(change, benefit, account),
        Request::OpenIncident { benefit, incident } => support::open(change, benefit, incident),
        Request::CloseIncident { incident, closed_as } => {
            support::close(change, incident, *closed_as)
        }
        Request::CountIncidents { benefit, remaining } => {
            support::count(change, benefit, *remaining)
        }
        Request::RequestAdvisory { scenario, hours, title } => {
            advisory::request(change, acting, *scenario, *hours, title)
        }
        Request::LogHours { advisory, hours } => advisory::log(change, advisory, *hours),
        Request::UseHours { hours } => advisory::count(change, *hours),
        Request::SetContact(contact) => gtm::set_contact(change, contact),
        Request::ActivateGtm { gtm } => gtm::activate(change, gtm),
        Request::ConfirmGtm { gtm, expires } => gtm::confirm(change, gtm, *expires),
        Request::CancelMembership { membership } => cancel::request(change, membership),
        Request::ConfirmCancel { membership } => cancel::confirm(change, membership),
        Request::WithdrawCancel { membership } => cancel::withdraw(change, membership),
        Request::ApplyPlan(apply) => plan::apply(change, acting, apply),
        Request::AddRecipient { recipient, user } => {
            seal::add(change, recipient, user.as_ref(), vault)
        }
        Request::RemoveRecipient { recipient } => seal::remove(change, recipient, vault),
        Request::RotateKey => seal::rotate(change, vault),
        Request::MakeRecovery => seal::recovery(change, vault),
        // It is known before, outside of the ledger, whether there is anything to accept.
        Request::AcceptRollback => Ok(()),
        Request::UndoOperation(wanted) => {
            undo::undo(change, acting, wanted.operation.as_deref(), wanted.consented)
        }
    }
}

/// Answers a query, on the ledger as it is or as it was.
fn read(context: &Context<'_>, query: &Query) -> Result<Answer> {
    let reader = match (query, context.reader()) {
        (Query::CatalogShow { program }, Err(failure)) if failure.told().exit == Exit::NotFound => {
            return catalog::show_built_in(program.as_deref());
        }
        (_, opened) => opened?,
    };
    let acting = if query.wants_actor() {
        // Who may see is decided by the ledger as it is, not as it was.
        Some(authorize(&reader, &context.actor()?, Permission::Read)?)
    } else {
        None
    };
    settled(context, reader, |facts| answer(facts, query, acting.as_ref()))
}

/// Asks the ledger of the day that is meant, as if everything that lapsed since the last command
/// had been taken down.
fn settled(
    context: &Context<'_>,
    mut reader: Reader,
    ask: impl FnOnce(&Facts) -> Result<Answer>,
) -> Result<Answer> {
    if let Some(as_of) = context.as_of {
        reader = reader.as_of(as_of)?;
    }
    if !membership::is_lapse_due(&reader)? {
        return ask(&reader);
    }
    let today = reader.today.and_time(chrono::NaiveTime::MIN).and_utc();
    let mut imagined = reader.imagine(Reading { now: today, fixed: false })?;
    membership::lapse_due(&mut imagined, None)?;
    ask(&imagined)
}

/// Answers something that any MPN user may ask.
fn read_with(context: &Context<'_>, ask: impl FnOnce(&Facts) -> Result<Answer>) -> Result<Answer> {
    let reader = context.reader()?;
    authorize(&reader, &context.actor()?, Permission::Read)?;
    settled(context, reader, ask)
}

fn answer(facts: &Facts, query: &Query, acting: Option<&User>) -> Result<Answer> {
    match query {
        Query::WhoAmI => user::whoami(facts, acting),
        Query::Memberships => membership::list(facts),
        Query::Membership { name } => membership::show(facts, name),
        Query::Users => user::list(facts),
        Query::User { user } => user::show(facts, user),
        Query::Benefits { category, offer, status } => {
            benefits::list(facts, *category, offer.as_deref(), *status)
        }
        Query::Benefit { name } => benefits::show(facts, name),
        Query::Software => software::list(facts),
        Query::SoftwareBenefit { name } => software::show(facts, name),
        Query::Credits => azure::list(facts),
        Query::Credit { name } => azure::show(facts, name),
        Query::Seats => vs::list(facts),
        Query::SeatsOf { name } => vs::show(facts, name),
        Query::SeatsFree { at, need } => vs::free(facts, *at, *need),
        Query::History(filter) => history::list(facts, filter),
        Query::HistoryOperation { operation } => history::show(facts, operation),
        Query::LedgerInfo => ledger::info(facts),
        Query::LedgerHead => ledger::head(facts),
        Query::CatalogShow { program } => catalog::show(facts, program.as_deref()),
        Query::Licenses => license::list(facts),
        Query::License { name } => license::show(facts, name),
        Query::RedeemPlan { name, tenant, running } => {
            license::plan(facts, name, tenant.as_deref(), running.as_ref())
        }
        Query::SupportStatus => support::status(facts),
        Query::Incidents => support::incidents(facts),
        Query::SupportCheck { product, version, cloud } => {
            support::check(facts, product, version.as_deref(), *cloud)
        }
        Query::SupportExplain { text } => explain::explain(facts, text),
        Query::AdvisoryStatus => advisory::status(facts),
        Query::AdvisoryRequests => advisory::list(facts),
        Query::GtmOffers => gtm::list(facts),
        Query::GtmOffer { name } => gtm::show(facts, name),
        Query::Contact => gtm::contact(facts),
        Query::Due { within, unused, check } => due::due(facts, *within, *unused, *check),
        Query::Calendar => Ok(Body::Text(due::calendar(facts)?).into()),
        Query::Status => status::status(facts),
        Query::Recipients => seal::list(facts),
    }
}

/// Whether a failure is the rules' or the facts' own answer, and not that something broke.
fn is_refusal(failure: &Failure) -> bool {
    matches!(
        failure.told().exit,
        Exit::Usage | Exit::NotFound | Exit::NotAuthorized | Exit::Refused | Exit::Conflict
    )
}

/// A list that may be empty because there is no active offer says so (MEM-3).
fn listed(facts: &Facts, body: Body) -> Result<Answer> {
    let mut answer = Answer::from(body);
    if !facts.has_active_offer()? {
        answer.notes.push(
            "Looks like you don't have any benefits yet. Either this organization has no active \
             offer (mpn membership purchase OFFER), or this is the wrong account or ledger \
             (--as EMAIL, --ledger PATH)"
                .to_owned(),
        );
    }
    Ok(answer)
}

/// A path that messages and the config file can keep, whatever the working folder will be.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// A word as a shell takes it for one, whatever stands in it.
fn typed(word: &str) -> String {
    let plain =
        |c: char| c.is_alphanumeric() || matches!(c, '.' | '@' | '_' | '-' | '/' | ':' | '+');
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}
