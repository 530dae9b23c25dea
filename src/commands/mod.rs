//! What is done, step by step: open the ledger, fetch the facts, ask the rule, record the events,
//! commit. One file a noun. A command returns an answer; nothing is printed here.

mod advisory;
mod azure;
mod benefits;
mod cancel;
mod catalog;
mod due;
mod explain;
mod gtm;
mod history;
mod init;
mod ledger;
mod license;
mod load;
mod membership;
mod plan;
mod software;
mod status;
mod support;
mod undo;
mod user;
mod vault;
mod vs;
mod what_if;
mod why;

use std::io::Read;
use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveDate;

use crate::config::{self, Settings};
use crate::domain::answer::{Answer, Body, Requested};
use crate::domain::event::Event;
use crate::domain::operation::Operation;
use crate::domain::organization;
use crate::domain::query::Query;
use crate::domain::refusal::Refusal;
use crate::domain::request::{Call, Request};
use crate::domain::role::{self, Permission};
use crate::domain::user::{Email, User};
use crate::failure::{Exit, Failure, Result};
use crate::seal;
use crate::store::{AsOf, Change, Committed, Facts, Intent, Progress, Reader, Reading};

use vault::Vault;

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
    pub os_user: String,
    pub host: String,
    /// Who wants to know how far a long command is.
    pub progress: Progress,
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
        call => (call, Vec::new()),
    })
}

/// Does what was typed and loaded.
///
/// # Errors
/// Whatever keeps it from being done.
pub fn run(context: &Context<'_>, call: Call) -> Result<Answer> {
    match call {
        Call::Write(request) => write(context, &request),
        // `load` has made a write of it.
        Call::Load(_) => Err(Failure::failed("failed", "a file was not read before its time")),
        Call::Read(query) => read(context, &query),
        Call::Init(init) => init::init(context, &init),
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
        Call::Verify { against } => ledger::verify(context, against.as_deref()),
        Call::CatalogList => catalog::list(context),
        Call::CatalogCheck { file } => catalog::check(&file),
        Call::ConfigShow => Ok(Body::Config(context.settings.lines(Vec::new())).into()),
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
            None => seal::random_id()?,
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
        Reader::open(self.settings.ledger()?, self.wait, today)
    }
}

/// Decides a request, records what follows, and answers.
fn write(context: &Context<'_>, request: &Request) -> Result<Answer> {
    let actor = context.actor()?;
    // Whatever has to do with secrets is done outside the transaction, which others wait for.
    let vault = Vault::open(context, request)?;
    let path = context.settings.ledger()?.to_owned();
    let mut change = Change::begin(&path, context.wait, context.intent(&actor)?, context.clock)?;
    change.watched_by(context.progress.clone());
    let acting = authorize(&change, &actor, request.permission())?;
    if let Some(request_id) = &context.request_id
        && let Some(done) = change.operation_by_id(request_id)?
    {
        same_again(&done, &acting, &vault.digest(change.ledger_id(), request)?)?;
        drop(change);
        return answered(context, request, Committed::Done(Box::new(done)), &vault);
    }
    membership::lapse_due(&mut change, Some(request))?;
    change.begin_command();
    admit(&change, request)?;
    decide(&mut change, &acting, request, &vault)?;
    let digest = vault.digest(change.ledger_id(), request)?;
    if request.reveals() && !context.dry_run {
        vault.must_open()?;
    }
    let committed = change.commit(request.command(), &digest)?;
    answered(context, request, committed, &vault)
}

/// Whether an operation is the one that this user asks for once more.
fn same_again(done: &Operation, acting: &User, digest: &str) -> Result<()> {
    if done.actor == acting.email.as_str() && done.request == digest {
        return Ok(());
    }
    Err(Refusal::RequestIdUsed { request_id: done.op_id.clone(), operation: done.seq }.into())
}

/// The answer to a write: what it handed out, or its receipt.
fn answered(
    context: &Context<'_>,
    request: &Request,
    committed: Committed,
    vault: &Vault,
) -> Result<Answer> {
    match committed {
        Committed::Not(receipt) if matches!(request, Request::ApplyPlan(_)) => {
            Ok(plan::nothing_applied(receipt))
        }
        Committed::Not(receipt) => Ok(Body::Receipt(receipt).into()),
        Committed::Done(operation) => {
            let facts = context.reader()?;
            match request {
                Request::GetKeys(_) => software::handed_out(&facts, *operation, vault),
                Request::RedeemKey(redeem) if !redeem.already_done => {
                    license::handed_out(&facts, *operation, vault)
                }
                Request::ShowIds { .. } => support::handed_out(&facts, *operation, vault),
                Request::ApplyPlan(_) => plan::applied(&facts, *operation, vault),
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

/// Asks whether the acting user may, whether benefits are acted on here, and then the rule: all
/// that stands between a request and the ledger.
fn rule_on(change: &mut Change, actor: &Email, request: &Request, vault: &Vault) -> Result<()> {
    let acting = authorize(change, actor, request.permission())?;
    admit(change, request)?;
    decide(change, &acting, request, vault)
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
        Request::ImportUsers { users } => user::import(change, users),
        Request::GrantBenefit(grant) => benefits::grant(change, grant),
        Request::AddKeys(add) => software::add_keys(change, add, vault),
        Request::GetKeys(get) => software::get_keys(change, acting, get),
        Request::RecordActivation(record) => software::activation(change, record),
        Request::ReturnKey { key } => software::take_back(change, key),
        Request::RetireKey { key } => software::retire(change, key),
        Request::HandOutKey(hand_out) => software::hand_out(change, hand_out),
        Request::AssignCredit { benefit, user } => azure::assign(change, benefit, user),
        Request::RemoveCredit { benefit, user } => azure::remove(change, benefit, user),
        Request::TransferCredit { benefit, user, from } => {
            azure::transfer(change, benefit, from.as_ref(), user)
        }
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
        Request::UndoOperation { operation, consented } => {
            undo::undo(change, acting, operation.as_deref(), *consented)
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
fn absolute(path: &std::path::Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
