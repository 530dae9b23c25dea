//! The opening statement of `mpn init`: what already is, decided by the same rules as what is typed
//! and recorded in the same log.

use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use chrono::NaiveDate;

use super::vault::Vault;
use super::{Context, authorize_for, decide, load};
use crate::catalog;
use crate::domain::benefit::Grant;
use crate::domain::call::Init;
use crate::domain::id::BenefitId;
use crate::domain::organization::{self, Organization};
use crate::domain::program::Program;
use crate::domain::refusal::BenefitRefusal;
use crate::domain::request::{
    AddKeys, AdvisoryRequest, BenefitRequest, ConfirmSupport, KeyRequest, Request, SupportRequest,
};
use crate::domain::role::Role;
use crate::domain::user::{self, Email, NewUser};
use crate::exchange::opening::{self, Opening, OpeningGrant, OpeningSupport};
use crate::exchange::{Place, keys};
use crate::failure::{Failure, Result, Told};
use crate::seal::DataKey;
use crate::store::{Change, Facts};

/// What the ledger is to begin with.
pub(super) struct Statement {
    pub(super) opening: Opening,
    /// The opening statement's file, as messages call it.
    shown: String,
    /// Its folder, to which its files are relative.
    folder: PathBuf,
    /// Whether they may lie elsewhere.
    allow_paths: bool,
    pub(super) program: Program,
    pub(super) admin: Email,
    /// Whether it was said that there is no tenant.
    has_no_tenant: bool,
}

impl Statement {
    /// Reads the opening statement, if there is one; what was typed counts more.
    pub(super) fn of(context: &Context<'_>, init: &Init) -> Result<Self> {
        let file = init.from.as_deref();
        let mut opening = file.map(opening::read).transpose()?.unwrap_or_default();
        let named = init.program.as_deref().or(opening.program.as_deref());
        let program = catalog::named(named.unwrap_or(catalog::DEFAULT))?.program;
        typed_over(&mut opening.organization, init);
        if let Some(Err(why)) = opening.organization.tenant.as_deref().map(organization::tenant) {
            return Err(
                Failure::usage("malformed-file", why).hint("[organization] names the tenant")
            );
        }
        let admin = admin(context, init, &mut opening)?;
        let shown = file.map(|file| file.display().to_string()).unwrap_or_default();
        let folder = file.and_then(Path::parent).map(Path::to_owned).unwrap_or_default();
        let has_no_tenant = init.no_tenant;
        let allow_paths = init.allow_paths;
        Ok(Statement { opening, shown, folder, allow_paths, program, admin, has_no_tenant })
    }

    /// Whose ledger it is to be.
    ///
    /// # Errors
    /// `no-organization`, `no-tenant` (exit 2) where neither the opening statement nor what was
    /// typed says it.
    pub(super) fn organization(&self) -> Result<Organization> {
        let organization = &self.opening.organization;
        if organization.name.trim().is_empty() {
            return Err(Failure::usage("no-organization", "the new ledger has no organization")
                .hint("mpn init --org NAME --tenant DOMAIN --admin EMAIL"));
        }
        if organization.tenant.is_none() && !self.has_no_tenant {
            let message = format!("no tenant of {} is named", organization.name);
            return Err(Failure::usage("no-tenant", message)
                .hint("--tenant DOMAIN, or --no-tenant where there is none"));
        }
        Ok(organization.clone())
    }

    /// By which the same statement is known when it is made again. What stands in files of their
    /// own, secrets all of them, is not compared.
    pub(super) fn digest(&self, facts: &Facts, ledger: &str) -> Result<String> {
        let text = serde_json::to_string(&(&self.program.program, &self.admin, &self.opening))
            .map_err(|error| Failure::failed("failed", format!("cannot write JSON: {error}")))?;
        facts.request_digest(ledger, &format!("init {text}"))
    }

    /// Records everything as if it had been typed.
    pub(super) fn record(&self, change: &mut Change, key: &Rc<DataKey>) -> Result<()> {
        let Opening { users, memberships, grants, seats, handed_out, redeemed, .. } = &self.opening;
        for (index, user) in users.iter().enumerate() {
            // Nobody is there yet who could be asked for a role.
            let known = change.user_if_any(&user.email)?;
            let events = user::rules::add(user, known.as_ref());
            change.record_all(events.map_err(|refusal| self.at("user", index, refusal))?)?;
        }
        let mut scribe = Scribe { change, admin: &self.admin, key };
        self.each("membership", memberships.iter().enumerate(), |held| {
            scribe.decide_on(Some(held.purchased_on), &held.request())
        })?;
        self.each("grant", grants.iter().enumerate(), |grant| {
            self.record_grant(&mut scribe, grant).map_err(in_toml)
        })?;
        self.each("seat", seats.iter().enumerate(), |seat| {
            scribe.decide_on(seat.assigned_on, &seat.request())
        })?;
        self.each("handed_out", handed_out.iter().enumerate(), |handed| {
            scribe.decide_on(handed.on, &handed.request())
        })?;
        // Each redemption builds upon those before it, in whatever order the file tells them.
        let mut redeemed: Vec<_> = redeemed.iter().enumerate().collect();
        redeemed.sort_by_key(|(_, redeemed)| redeemed.on.unwrap_or(NaiveDate::MAX));
        let ours = self.opening.organization.tenant.as_deref();
        self.each("redeemed", redeemed, |redeemed| {
            scribe.decide_on(redeemed.on, &redeemed.request(ours))
        })?;
        self.each("support", self.opening.support.iter().enumerate(), |plan| {
            self.record_support(&mut scribe, plan)
        })?;
        self.each("advisory", self.opening.advisory.iter().enumerate(), |advisory| {
            scribe.decide(&AdvisoryRequest::UseHours { hours: advisory.used }.into())
        })
    }

    /// Records the rows of a table; a failure says which of them it is about.
    fn each<'o, T: 'o>(
        &self,
        table: &str,
        rows: impl IntoIterator<Item = (usize, &'o T)>,
        mut record: impl FnMut(&T) -> Result<()>,
    ) -> Result<()> {
        rows.into_iter().try_for_each(|(index, row)| {
            record(row).map_err(|failure| self.at(table, index, failure))
        })
    }

    fn at(&self, table: &str, index: usize, failure: impl Into<Failure>) -> Failure {
        failure.into().about(&format!("{}: [[{table}]] {}", self.shown, index + 1))
    }

    /// The text of a file that the statement names, and how messages call that file. The statement
    /// may be somebody else's, who must not choose what is read here.
    ///
    /// # Errors
    /// `path-outside` (exit 2) for a file that lies elsewhere, unless that is allowed.
    fn text_of(&self, file: &Path) -> Result<(String, String)> {
        if !self.allow_paths && !self.is_beside(file) {
            let shown = file.display();
            let message = format!("{}: {shown} lies outside of its folder", self.shown);
            return Err(Failure::usage("path-outside", message)
                .hint("move it there, or --allow-paths says that it is meant"));
        }
        let place = Place::File(self.folder.join(file));
        Ok((place.text(&mut std::io::empty())?, place.shown()))
    }

    /// Whether a file lies in the folder of the statement, or below it. One that is not there is not
    /// read anyway.
    fn is_beside(&self, file: &Path) -> bool {
        let is_below = file.components().all(|part| matches!(part, Component::Normal(_)));
        let here = if self.folder.as_os_str().is_empty() { Path::new(".") } else { &self.folder };
        let leads_out = match (here.canonicalize(), here.join(file).canonicalize()) {
            (Ok(folder), Ok(file)) => !file.starts_with(folder),
            _ => false,
        };
        is_below && !leads_out
    }

    fn record_support(&self, scribe: &mut Scribe<'_>, plan: &OpeningSupport) -> Result<()> {
        let today = scribe.change.moment().on;
        let on = plan.starts_on.unwrap_or(today).min(today);
        let benefit = plan.plan.clone();
        let activate = SupportRequest::ActivateSupport { benefit: benefit.clone() };
        scribe.decide_on(Some(on), &activate.into())?;
        if let Some(file) = &plan.ids_file {
            let (text, shown) = self.text_of(file)?;
            let confirm = SupportRequest::ConfirmSupport(ConfirmSupport {
                benefit: benefit.clone(),
                ids: load::ids(&text, &shown)?,
                starts_on: plan.starts_on,
                ends_on: plan.ends_on,
            });
            scribe.decide_on(Some(on), &confirm.into())?;
        }
        let named = super::support::benefit_named(scribe.change, &benefit)?;
        if let Some(included) = named.bound()
            && plan.used > 0
        {
            let remaining = included.checked_sub(plan.used).ok_or_else(|| {
                let used = format!("{} of {included} incidents of {benefit}", plan.used);
                Failure::usage("malformed-file", format!("{used} are said to be used"))
                    .hint(format!("used = {included} at most"))
            })?;
            scribe.decide(&SupportRequest::CountIncidents { benefit, remaining }.into())?;
        }
        Ok(())
    }

    fn record_grant(&self, scribe: &mut Scribe<'_>, grant: &OpeningGrant) -> Result<()> {
        let read = |file: &PathBuf| {
            let (text, shown) = self.text_of(file)?;
            keys::read(&text, &shown, grant.text)
        };
        let keys = grant.keys_file.as_ref().map(read).transpose()?;
        // The quantity of a grant that does not say is the number of its keys.
        let stock = keys.as_ref().and_then(|keys| u32::try_from(keys.keys.len()).ok());
        let benefit = scribe.grant(grant.grant(stock)?)?;
        let Some(keys) = keys else { return Ok(()) };
        let add = KeyRequest::AddKeys(AddKeys {
            category: grant.category,
            benefit: benefit.to_string(),
            keys: keys.keys,
            lines: keys.lines,
            key_type: grant.key_type,
            activations: grant.activations,
            seats: None,
            replaces: None,
        });
        scribe.decide(&add.into())
    }
}

/// Who writes the opening statement down.
struct Scribe<'s> {
    change: &'s mut Change,
    admin: &'s Email,
    key: &'s Rc<DataKey>,
}

impl Scribe<'_> {
    fn decide(&mut self, request: &Request) -> Result<()> {
        let acting = authorize_for(self.change, self.admin, request)?;
        let vault = Vault::of(self.key, request)?;
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
        self.decide(&BenefitRequest::GrantBenefit(grant).into())?;
        let named = self.change.benefits_named(&product)?.into_iter();
        let newest = named.map(|benefit| benefit.id).max();
        newest.ok_or_else(|| BenefitRefusal::NoSuchBenefit { name: product, nearest: None }.into())
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
    let message = format!("the opening statement says {day}, and today is {today} (UTC)");
    Err(Failure::usage("on-in-the-future", message).hint("take down what already is"))
}

/// What was typed of the organization counts more than what the file says.
fn typed_over(organization: &mut Organization, init: &Init) {
    if let Some(name) = &init.org {
        organization.name.clone_from(name);
    }
    if init.tenant.is_some() || init.no_tenant {
        organization.tenant.clone_from(&init.tenant);
    }
    if init.account_email.is_some() {
        organization.account_email.clone_from(&init.account_email);
    }
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
        None => opening
            .users
            .push(NewUser { roles: vec![Role::GlobalAdmin], ..NewUser::member(email.clone()) }),
    }
    Ok(email)
}
