//! What is done, step by step: open the ledger, fetch the facts, ask the rule, record the events,
//! commit. One file a noun. A command returns an answer; nothing is printed here.

mod advisory;
mod amiss;
mod azure;
mod benefits;
mod cancel;
mod catalog;
mod completion;
mod data_key;
mod dispatch;
mod doctor;
mod due;
mod explain;
mod export;
mod founding;
mod gtm;
mod handed_out;
mod history;
mod import;
mod in_the_open;
mod init;
mod keep;
mod last_seen;
mod ledger;
mod license;
mod load;
mod membership;
mod opening;
mod organization;
mod out;
mod plan;
mod prepared;
mod reconcile;
mod sample;
mod seal;
mod software;
mod status;
mod stock;
mod support;
mod surroundings;
mod to_send;
mod undo;
mod user;
mod vault;
mod vouched;
mod vs;
mod what_if;
mod why;
mod write;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;

use crate::config::Settings;
use crate::domain::answer::{Answer, Body};
use crate::domain::call::Call;
use crate::domain::membership::rules::administered_here;
use crate::domain::moment::AsOf;
use crate::domain::program::PageId;
use crate::domain::query::Query;
use crate::domain::refusal::{MembershipRefusal, RoleRefusal};
use crate::domain::request::{Request, SeatRequest, SupportRequest};
use crate::domain::role::{self, Permission, Role, RolePair};
use crate::domain::user::{Email, User};
use crate::domain::verb::ActsOn;
use crate::failure::{Exit, Failure, Result};
use crate::seal::random_id;
use crate::store::{Facts, Intent, Progress, Reader, Reading};

use amiss::Amiss;
use dispatch::{answer, decide};
pub use last_seen::LastSeen;
use write::{carry_out, write, write_after};

pub use completion::complete;
pub use out::is_there;

/// What every command is done with: where, by whom, when and why.
pub struct Context<'c> {
    pub settings: &'c Settings,
    pub clock: &'c dyn Fn() -> Reading,
    pub wait: Duration,
    pub on: Option<NaiveDate>,
    pub as_of: Option<AsOf>,
    /// The day that a read tells of (TIME-4).
    pub at: Option<NaiveDate>,
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
    /// What is warned of along with the answer.
    pub noticed: RefCell<Vec<String>>,
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
            out::is_no_input(out.as_deref(), &plan)?;
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
    if !matches!(answer.body, Body::Verified(_) | Body::Checked { .. } | Body::Why(_)) {
        answer.warnings.extend(context.last_seen.warning());
    }
    answer.warnings.extend(context.last_seen.kept());
    answer.warnings.extend(context.noticed.take());
    Ok(answer)
}

fn obey(context: &Context<'_>, call: Call) -> Result<Answer> {
    match call {
        Call::Write(request) => write(context, &prepared::with_people_called(context, request)?),
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
            out::may_write(context, &file)?;
            let at = (context.clock)().now;
            read_with(context, |facts| due::calendar(facts, at, Some(file)))
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
        Call::Man { folder, pages } => Ok(Body::Manual { folder, pages }.into()),
        Call::Print(text) => Ok(Body::Text(text).into()),
    }
}

impl Context<'_> {
    /// The acting user's email.
    fn actor(&self) -> Result<Email> {
        let named = self.settings.actor()?;
        named.parse().map_err(|why: String| {
            Failure::usage("malformed-email", why).hint("--as EMAIL names the acting user")
        })
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
        self.compare(&reader);
        Ok(reader)
    }

    /// What is amiss with the ledger for one who remembers it.
    fn compare(&self, facts: &Facts) -> Vec<Amiss> {
        let print = amiss::seal_print(facts).unwrap_or_default();
        let sealed = self.named_print().filter(|named| print.as_deref() != Some(named));
        let sealed = sealed.map(|named| Amiss::Sealed { named: named.to_owned() });
        self.last_seen.compare(facts, sealed)
    }

    /// Names the ledger's seal print in the config file, where one is named for its place.
    fn name_print(&self) -> Result<()> {
        let (Some(config), Some((named, _))) = (self.settings.config(), self.named_seal()) else {
            return Ok(());
        };
        let ledger = self.settings.ledger()?;
        let reader = Reader::open(ledger, self.wait, (self.clock)().now.date_naive())?;
        let Some(print) = amiss::seal_print(&reader)? else { return Ok(()) };
        crate::config::name_print(config, named, &print)
    }

    /// The seal print that the config file names for the place of the ledger.
    fn named_print(&self) -> Option<&str> {
        self.named_seal().map(|(_, print)| print)
    }

    /// The same, and under which path.
    fn named_seal(&self) -> Option<(&Path, &str)> {
        let place = last_seen::names_of(self.settings.ledger().ok()?);
        let is_here =
            |named: &Path| last_seen::names_of(named).iter().any(|one| place.contains(one));
        let mut named = self.settings.seal_prints();
        named.find(|(ledger, _)| is_here(ledger))
    }
}

/// The acting user, if they may do this (ROLE-11).
fn authorize(facts: &Facts, actor: &Email, permission: Permission) -> Result<User> {
    let Some(acting) = facts.user_if_any(actor)? else {
        return Err(RoleRefusal::UnknownActor { email: actor.clone() }.into());
    };
    role::rules::acts(&acting)?;
    let program = &facts.program()?;
    if !permission.is_held_by(&acting.roles, program) {
        return Err(RoleRefusal::RoleMissing {
            actor: actor.clone(),
            permission,
            roles: permission.roles(program),
            pairs: permission.pairs(program),
            holders: holders(facts, &[permission])?,
        }
        .into());
    }
    Ok(acting)
}

/// What the acting user must be allowed for a request: what its verb says, but where the ledger
/// knows more (ROLE-7).
fn permission(facts: &Facts, request: &Request) -> Result<Permission> {
    if let Request::Support(SupportRequest::OpenIncident { benefit, incident }) = request {
        return support::may_open(facts, benefit, incident);
    }
    Ok(request.verb().permission)
}

/// The acting user, if they may do what is requested.
fn authorize_for(facts: &Facts, actor: &Email, request: &Request) -> Result<User> {
    authorize(facts, actor, permission(facts, request)?)
}

/// The users of this ledger who have all of these permissions by their roles (ROLE-11); nobody
/// where none of them wants a role.
fn holders(facts: &Facts, permissions: &[Permission]) -> Result<Vec<Email>> {
    let program = &facts.program()?;
    let of = |permission: &Permission| {
        let pairs =
            permission.pairs(program).into_iter().flat_map(|RolePair(one, other)| [one, other]);
        permission.roles(program).into_iter().chain(pairs)
    };
    let roles: BTreeSet<Role> = permissions.iter().flat_map(of).collect();
    let mut holders = Vec::new();
    for email in facts.holders_of(&roles.into_iter().collect::<Vec<_>>())? {
        let held = facts.user(&email)?.roles;
        if permissions.iter().all(|permission| permission.is_held_by(&held, program)) {
            holders.push(email);
        }
    }
    Ok(holders)
}

/// Whether benefits are acted on here at all (MEM-3, MEM-4). An opening statement is not asked: it
/// takes down what already is, wherever it is administered.
fn admit(facts: &Facts, request: &Request) -> Result<()> {
    let acts_on = request.verb().acts_on;
    if acts_on != ActsOn::Ledger {
        administered_here(&facts.organization()?, &*facts.program()?)?;
    }
    // A seat may be older than every term that is known: the first of them is asked (MEM-11).
    let may_be_older = matches!(
        request,
        Request::Seat(SeatRequest::AssignSeats { .. } | SeatRequest::ImportSeats(_))
    );
    let is_before_all = |facts: &Facts| -> Result<bool> {
        Ok(facts.all_memberships()?.iter().any(|held| held.begins_on() > facts.today))
    };
    if acts_on == ActsOn::Benefits
        && !facts.has_active_offer()?
        && !(may_be_older && is_before_all(facts)?)
    {
        return Err(MembershipRefusal::NoActiveOffer.into());
    }
    Ok(())
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
    let now = (context.clock)().now;
    told_for(context, reader, |facts| answer(facts, query, acting.as_ref(), now))
}

/// Asks the ledger of the day that is meant, by what is known now or was known then (TIME-4).
fn told_for(
    context: &Context<'_>,
    reader: Reader,
    ask: impl FnOnce(&Facts) -> Result<Answer>,
) -> Result<Answer> {
    let reader = stepped_back(context, reader)?;
    ask(&reader)
}

/// The ledger as the log stood when it is asked about, and on the day that is asked about; whoever
/// asks was let in before.
fn stepped_back(context: &Context<'_>, reader: Reader) -> Result<Reader> {
    let reader = known_then(context, reader)?;
    match context.at {
        Some(day) => reader.at(day),
        None => Ok(reader),
    }
}

/// The ledger as the log stood when it is asked about.
fn known_then(context: &Context<'_>, reader: Reader) -> Result<Reader> {
    match context.as_of {
        Some(as_of) => reader.as_of(as_of),
        None => Ok(reader),
    }
}

/// What the clock says where something is imagined: that of now, or the day that is asked about.
fn reading_of(context: &Context<'_>, reader: &Reader) -> Reading {
    match (context.as_of, context.at) {
        (None, None) => (context.clock)(),
        _ => beginning_of(reader),
    }
}

fn beginning_of(reader: &Reader) -> Reading {
    let now = reader.today.and_time(chrono::NaiveTime::MIN).and_utc();
    Reading { now, fixed: false }
}

/// Answers something that any MPN user may ask.
fn read_with(context: &Context<'_>, ask: impl FnOnce(&Facts) -> Result<Answer>) -> Result<Answer> {
    let reader = context.reader()?;
    authorize(&reader, &context.actor()?, Permission::Read)?;
    told_for(context, reader, ask)
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

/// What is to be done in a portal, and the address of the page for it where the program names it.
fn at_page(facts: &Facts, what: &str, page: PageId) -> Result<String> {
    Ok(match facts.program()?.page(page) {
        Some(page) => format!("{what}: {}", page.url),
        None => what.to_owned(),
    })
}

/// The address of a page, if the program names it.
fn url_of(facts: &Facts, page: PageId) -> Result<Option<String>> {
    Ok(facts.program()?.page(page).map(|page| page.url.clone()))
}

/// A path that messages and the config file can keep, whatever the working folder will be.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
