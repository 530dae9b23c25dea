//! `mpn init`: a new ledger, its first admin, its identity and a config file, so that the next
//! command just works.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use chrono::NaiveDate;

use super::vault::Vault;
use super::{Context, absolute, authorize, decide, load};
use crate::catalog;
use crate::config::{self, ConfigFile};
use crate::domain::answer::{Answer, Body, Founded};
use crate::domain::benefit::{self, Details, Grant};
use crate::domain::event::Event;
use crate::domain::id::BenefitId;
use crate::domain::organization::Organization;
use crate::domain::program::Program;
use crate::domain::refusal::Refusal;
use crate::domain::request::{
    AddKeys, ConfirmSupport, HandOutKey, Init, PurchaseMembership, RecordRedemption, Request,
};
use crate::domain::role::Role;
use crate::domain::secret::WrappedKey;
use crate::domain::user::{Associated, Email, NewUser, UserKind};
use crate::exchange::opening::{self, Opening, OpeningGrant, OpeningSupport};
use crate::exchange::{self, keys};
use crate::failure::{Failure, Result, Told};
use crate::seal::{self, DataKey};
use crate::store::{self, Change, Committed};

/// Makes a ledger.
pub(super) fn init(context: &Context<'_>, init: &Init) -> Result<Answer> {
    let path = absolute(context.settings.ledger()?);
    let (opening, folder) = match &init.from {
        Some(file) => (opening::read(file)?, file.parent().map(Path::to_owned)),
        None => (Opening::default(), None),
    };
    let statement = Statement::of(context, init, opening, folder.unwrap_or_default())?;
    let identity = absolute(context.settings.identity()?);
    if let Some(again) = founded_before(context, &statement, &path, &identity)? {
        return Ok(again);
    }
    let ledger = seal::random_id()?;
    let made = identity_at(&identity)?;
    let (key, wrapped) = DataKey::make(1, &ledger, &made.recipients)?;
    let intent = context.intent(&statement.admin)?;
    let reading = (context.clock)();
    let committed = store::create(&path, &ledger, intent, reading, "init", |change| {
        rehearse(context, &path)?;
        let organization = statement.opening.organization.clone();
        let Statement { program, admin, .. } = &statement;
        found(change, organization, program, admin, &made.recipients, (&key, &wrapped), false)?;
        statement.record(change, Rc::new(key))?;
        config_can_be_made(context)?;
        made.keep(context, &identity)?;
        statement.digest(&ledger)
    })?;
    let receipt = match committed {
        Committed::Done(operation) => operation.receipt(),
        Committed::Not(receipt) => receipt,
    };
    let (config, notes) = write_config(context, &path, &statement.admin)?;
    Ok(Answer {
        body: Body::Founded(Founded {
            receipt,
            ledger: path.display().to_string(),
            identity: identity.display().to_string(),
            identity_made: made.text.is_some(),
            config,
            admin: statement.admin.clone(),
        }),
        notes,
        warnings: Vec::new(),
    })
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
        && done.request == statement.digest(&reader.head()?.ledger)?;
    if !is_this {
        return Err(Refusal::RequestIdUsed { request_id: done.op_id, operation: done.seq }.into());
    }
    Ok(Some(
        Body::Founded(Founded {
            receipt: done.receipt(),
            ledger: path.display().to_string(),
            identity: identity.display().to_string(),
            identity_made: false,
            config: None,
            admin: statement.admin.clone(),
        })
        .into(),
    ))
}

/// The first facts of every ledger: whose it is, by which rules it goes, who opens its keys.
pub(super) fn found(
    change: &mut Change,
    organization: Organization,
    program: &Program,
    admin: &Email,
    recipients: &[String],
    (key, wrapped): (&DataKey, &WrappedKey),
    sample: bool,
) -> Result<()> {
    let ledger = change.ledger_id().to_owned();
    change.record(Event::LedgerFounded { ledger, organization, sample })?;
    change.record(Event::ProgramAdopted {
        program: program.program.clone(),
        terms: Box::new(program.clone()),
    })?;
    for recipient in recipients {
        change.record(Event::RecipientAdded {
            recipient: recipient.clone(),
            user: Some(admin.clone()),
            recovery: None,
            on: change.moment().on,
        })?;
    }
    let recipients = recipients.to_vec();
    let data_key = Some(key.commitment());
    change.record(Event::EpochBegun { epoch: wrapped.epoch, recipients, data_key })?;
    change.keep_data_key(wrapped)
}

/// An identity that is there, or one that is to be written.
pub(super) struct MadeIdentity {
    pub(super) recipients: Vec<String>,
    pub(super) text: Option<zeroize::Zeroizing<String>>,
}

impl MadeIdentity {
    /// Writes it, if it is not there already; on a dry run, finds out whether it could be written.
    /// To be done before the ledger gets its name: a ledger that nobody can open must never be.
    pub(super) fn keep(&self, context: &Context<'_>, path: &Path) -> Result<()> {
        match &self.text {
            Some(_) if context.dry_run => rehearse(context, path),
            Some(text) => config::write_new(path, text.as_bytes()).map(|_| ()),
            None => Ok(()),
        }
    }
}

/// On a dry run, finds out whether a file could be made that is not; a real one will see.
pub(super) fn rehearse(context: &Context<'_>, path: &Path) -> Result<()> {
    if context.dry_run { config::can_be_made_with_folder(path) } else { Ok(()) }
}

pub(super) fn identity_at(path: &Path) -> Result<MadeIdentity> {
    if path.exists() {
        return Ok(MadeIdentity { recipients: seal::recipients_of(path)?, text: None });
    }
    let (text, recipient) = seal::make_identity();
    Ok(MadeIdentity { recipients: vec![recipient], text: Some(text) })
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
    ledger: &Path,
    admin: &Email,
) -> Result<(Option<String>, Vec<String>)> {
    if context.dry_run {
        return Ok((None, Vec::new()));
    }
    let Some(path) = context.settings.config() else { return Ok((None, Vec::new())) };
    let path = absolute(path);
    let file = ConfigFile { ledger: Some(ledger.to_owned()), actor: Some(admin.to_string()) };
    let shown = path.display().to_string();
    match config::write(&path, &file) {
        Ok(true) => Ok((Some(shown), Vec::new())),
        Ok(false) if context.settings.needs_no_config() => Ok((None, Vec::new())),
        Ok(false) => Ok((
            None,
            vec![format!("the config file {shown} was there already and is kept as it is")],
        )),
        Err(failure) if context.settings.needs_no_config() => {
            Ok((None, vec![format!("no config file was written: {failure}")]))
        }
        Err(failure) => Err(failure),
    }
}

/// What the ledger is to begin with.
struct Statement {
    opening: Opening,
    /// The opening statement's file, as messages call it.
    shown: String,
    /// Its folder, to which its files are relative.
    folder: PathBuf,
    program: Program,
    admin: Email,
}

impl Statement {
    fn of(
        context: &Context<'_>,
        init: &Init,
        mut opening: Opening,
        folder: PathBuf,
    ) -> Result<Self> {
        let named = init.program.as_deref().or(opening.program.as_deref());
        let program = catalog::named(named.unwrap_or(catalog::DEFAULT))?.program;
        let organization = &mut opening.organization;
        if let Some(name) = &init.org {
            organization.name.clone_from(name);
        }
        if init.tenant.is_some() {
            organization.tenant.clone_from(&init.tenant);
        }
        if init.account_email.is_some() {
            organization.account_email.clone_from(&init.account_email);
        }
        let admin = admin(context, init, &mut opening)?;
        let shown = init.from.as_ref().map(|file| file.display().to_string()).unwrap_or_default();
        Ok(Statement { opening, shown, folder, program, admin })
    }

    /// By which the same statement is known when it is made again. What stands in files of their
    /// own, secrets all of them, is not compared.
    fn digest(&self, ledger: &str) -> Result<String> {
        let text = serde_json::to_string(&(&self.program.program, &self.admin, &self.opening))
            .map_err(|error| Failure::failed("failed", format!("cannot write JSON: {error}")))?;
        Ok(seal::request_digest(ledger, &format!("init {text}")))
    }

    /// Which table of the file a failure is about.
    fn at(&self, table: &str, index: usize) -> impl Fn(Failure) -> Failure {
        let place = format!("{}: [[{table}]] {}", self.shown, index + 1);
        move |failure| failure.about(&place)
    }

    /// Records everything as if it had been typed, by the same rules and into the same log.
    fn record(&self, change: &mut Change, key: Rc<DataKey>) -> Result<()> {
        for (index, user) in self.opening.users.iter().enumerate() {
            // Nobody is there yet who could be asked for a role.
            let known = change.user_if_any(&user.email)?;
            let events = crate::domain::user::add(user, known.as_ref())
                .map_err(|refusal| self.at("user", index)(refusal.into()))?;
            change.record_all(events)?;
        }
        let mut scribe = Scribe { change, admin: &self.admin, key };
        for (index, held) in self.opening.memberships.iter().enumerate() {
            let purchase = Request::PurchaseMembership(PurchaseMembership {
                offer: held.offer.clone(),
                competency: held.competency.clone(),
                price: held.price.clone(),
            });
            scribe
                .decide_on(Some(held.purchased_on), &purchase)
                .map_err(self.at("membership", index))?;
        }
        for (index, grant) in self.opening.grants.iter().enumerate() {
            self.record_grant(&mut scribe, grant)
                .map_err(|failure| self.at("grant", index)(in_toml(failure)))?;
        }
        for (index, seat) in self.opening.seats.iter().enumerate() {
            let users = vec![seat.user.clone()];
            let request = Request::AssignSeats { benefit: seat.benefit.clone(), users };
            scribe.decide_on(seat.assigned_on, &request).map_err(self.at("seat", index))?;
        }
        for (index, handed) in self.opening.handed_out.iter().enumerate() {
            let request = Request::HandOutKey(HandOutKey {
                product: handed.product.clone(),
                tail: handed.key.clone(),
                user: handed.user.clone(),
            });
            scribe.decide_on(handed.on, &request).map_err(self.at("handed_out", index))?;
        }
        // Each redemption builds upon those before it, in whatever order the file tells them.
        let mut redeemed: Vec<_> = self.opening.redeemed.iter().enumerate().collect();
        redeemed.sort_by_key(|(_, one)| one.on.unwrap_or(NaiveDate::MAX));
        for (index, redeemed) in redeemed {
            let ours = self.opening.organization.tenant.clone();
            let request = Request::RecordRedemption(RecordRedemption {
                product: redeemed.product.clone(),
                tail: redeemed.key.clone(),
                tenant: redeemed.tenant.clone().or(ours).unwrap_or_default(),
                ends_on: redeemed.ends_on,
            });
            scribe.decide_on(redeemed.on, &request).map_err(self.at("redeemed", index))?;
        }
        for (index, plan) in self.opening.support.iter().enumerate() {
            self.record_support(&mut scribe, plan).map_err(self.at("support", index))?;
        }
        for (index, advisory) in self.opening.advisory.iter().enumerate() {
            let request = Request::UseHours { hours: advisory.used };
            scribe.decide(&request).map_err(self.at("advisory", index))?;
        }
        Ok(())
    }

    fn record_support(&self, scribe: &mut Scribe<'_>, plan: &OpeningSupport) -> Result<()> {
        let today = scribe.change.moment().on;
        let on = plan.starts_on.unwrap_or(today).min(today);
        let benefit = plan.plan.clone();
        scribe.decide_on(Some(on), &Request::ActivateSupport { benefit: benefit.clone() })?;
        if let Some(file) = &plan.ids_file {
            let path = self.folder.join(file);
            let shown = path.display().to_string();
            let text = exchange::Place::File(path).text(&mut std::io::empty())?;
            let confirm = ConfirmSupport {
                benefit: benefit.clone(),
                ids: load::ids(&text, &shown)?,
                starts_on: plan.starts_on,
                ends_on: plan.ends_on,
            };
            scribe.decide_on(Some(on), &Request::ConfirmSupport(confirm))?;
        }
        if let Some(included) = scribe.change.benefit(&benefit)?.bound()
            && plan.used > 0
        {
            let remaining = included.checked_sub(plan.used).ok_or_else(|| {
                Failure::usage(
                    "malformed-file",
                    format!(
                        "{} of {included} incidents of {benefit} are said to be used",
                        plan.used
                    ),
                )
                .hint(format!("used = {included} at most"))
            })?;
            scribe.decide(&Request::CountIncidents { benefit, remaining })?;
        }
        Ok(())
    }

    fn record_grant(&self, scribe: &mut Scribe<'_>, grant: &OpeningGrant) -> Result<()> {
        let keys = match &grant.keys_file {
            Some(file) => {
                let path = self.folder.join(file);
                let shown = path.display().to_string();
                let place = exchange::Place::File(path);
                Some(keys::read(&place.text(&mut std::io::empty())?, &shown, grant.text)?)
            }
            None => None,
        };
        // The quantity of a grant that does not say is the number of its keys.
        let stock = keys.as_ref().and_then(|keys| u32::try_from(keys.keys.len()).ok());
        let request = Grant {
            category: grant.category,
            product: match &grant.product {
                Some(product) => product.clone(),
                None => benefit::unnamed(grant.category, grant.kind)?,
            },
            offer: grant.offer.clone(),
            competency: grant.competency.clone(),
            benefit_type: grant.benefit_type,
            quantity: grant.quantity.or(stock),
            activate_by: grant.activate_by,
            ends_on: grant.ends_on,
            details: Details {
                credit_kind: grant.kind,
                amount: grant.amount.clone(),
                seats_per_key: grant.seats_per_key,
                languages: grant.languages.clone(),
                os: grant.os.clone(),
                download_url: grant.download_url.clone(),
                redeem_url: grant.redeem_url.clone(),
                instructions: grant.instructions.clone(),
                ..Details::default()
            },
        };
        let benefit = scribe.grant(request)?;
        let Some(keys) = keys else { return Ok(()) };
        scribe.decide(&Request::AddKeys(AddKeys {
            category: grant.category,
            benefit: benefit.to_string(),
            keys: keys.keys,
            lines: keys.lines,
            key_type: grant.key_type,
            activations: grant.activations,
            seats: None,
        }))
    }
}

/// Who writes the opening statement down.
struct Scribe<'s> {
    change: &'s mut Change,
    admin: &'s Email,
    key: Rc<DataKey>,
}

impl Scribe<'_> {
    fn decide(&mut self, request: &Request) -> Result<()> {
        let acting = authorize(self.change, self.admin, request.permission())?;
        let vault = Vault::of(vec![Rc::clone(&self.key)], request)?;
        decide(self.change, &acting, request, &vault)
    }

    /// Decides as of `day`, or of today where none is said.
    fn decide_on(&mut self, day: Option<NaiveDate>, request: &Request) -> Result<()> {
        let before = self.change.moment().on;
        let day = day.unwrap_or(before);
        not_in_the_future(day, before)?;
        self.change.set_day(day);
        let decided = self.decide(request);
        self.change.set_day(before);
        decided
    }

    /// Records a grant, and tells which benefit it made.
    fn grant(&mut self, grant: Grant) -> Result<BenefitId> {
        let product = grant.product.clone();
        self.decide(&Request::GrantBenefit(grant))?;
        let newest = self.change.benefits_named(&product)?.into_iter().map(|one| one.id).max();
        newest.ok_or_else(|| {
            crate::domain::refusal::Refusal::NoSuchBenefit { name: product, nearest: None }.into()
        })
    }
}

/// The same in the words of the file: `seats_per_key` where one would type `--seats-per-key`.
fn in_toml(failure: Failure) -> Failure {
    let told = failure.told();
    if !matches!(told.code, "grant-unclear" | "grant-too-much") {
        return failure;
    }
    let words = told.message.split(' ').map(|word| match word.strip_prefix("--") {
        Some(option) => option.replace('-', "_"),
        None => word.to_owned(),
    });
    let message = words.collect::<Vec<_>>().join(" ");
    let hint = Some("examples/ has opening statements to start from".to_owned());
    Failure::from(Told { message, hint, ..told })
}

fn not_in_the_future(day: NaiveDate, today: NaiveDate) -> Result<()> {
    if day <= today {
        return Ok(());
    }
    Err(Failure::usage(
        "on-in-the-future",
        format!("the opening statement says {day}, and today is {today} (UTC)"),
    )
    .hint("take down what already is"))
}

/// The first admin: the one that is named, else the first global admin of the opening statement,
/// else the acting user.
fn admin(context: &Context<'_>, init: &Init, opening: &mut Opening) -> Result<Email> {
    let first = opening.users.iter().find(|user| user.roles.contains(&Role::GlobalAdmin));
    let first = first.map(|user| user.email.clone());
    let acting = context.settings.actor_if_any().map(|_| context.actor()).transpose()?;
    let Some(email) = init.admin.clone().or(first).or(acting) else {
        return Err(Failure::usage("no-admin", "the new ledger has no admin")
            .hint("mpn init --admin EMAIL"));
    };
    match opening.users.iter_mut().find(|user| user.email == email) {
        Some(user) if user.roles.contains(&Role::GlobalAdmin) => {}
        Some(user) => user.roles.push(Role::GlobalAdmin),
        None => opening.users.push(NewUser {
            name: email.to_string(),
            email: email.clone(),
            kind: UserKind::Member,
            roles: vec![Role::GlobalAdmin],
            associated: Associated::Mpn,
            country: None,
            offers_held: Vec::new(),
        }),
    }
    Ok(email)
}
