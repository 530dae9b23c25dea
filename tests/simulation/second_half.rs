//! Licenses, support, advisory hours, Go-To-Market offers, renewals, cancellations and leavers, as
//! the rules have them.

use super::*;

pub(super) const PRODUCT_SUPPORT: &str = "Microsoft Product Support";
pub(super) const CLOUD_SUPPORT: &str = "Signature Cloud Support";
const MAY_CANCEL: [&str; 3] = ["mpn-partner-admin", "account-admin", "global-admin"];
const OURS: &str = "contoso.onmicrosoft.com";
const THEIRS: &str = "fabrikam.onmicrosoft.com";
const ACCOUNTS: [&str; 3] = ["a@live.example", "b@live.example", "u1@contoso.com"];
/// Each Go-To-Market offer and what brings it (GTM-1).
const OFFERS: [(&str, &[&str]); 6] = [
    ("Marketing assets", &["action-pack", "silver", "gold", "isv-co-sell"]),
    ("Sales enablement platform", &["action-pack", "silver", "gold", "isv-co-sell"]),
    ("On-demand digital marketing", &["action-pack", "silver", "gold", "isv-co-sell"]),
    ("Business profile optimization and referral management", &["silver", "gold", "isv-co-sell"]),
    ("How to market with Microsoft", &["silver", "gold", "isv-co-sell"]),
    ("Partner Go-To-Market Toolbox", &["gold"]),
];
/// Products on premises: the current version, the one before, and until when that is supported.
const SUPPORTED: [(&str, &str, &str, &str); 2] = [
    ("Windows Server", "2019", "2016", "2022-01-11"),
    ("SQL Server", "2017", "2016", "2021-07-13"),
];

// What the model knows -----------------------------------------------------------------------

#[derive(Clone, Debug)]
struct License {
    benefit: String,
    seats: u32,
    state: String,
    redemption: Option<Redemption>,
}

/// So many seats until a day.
type Running = (u32, NaiveDate);

#[derive(Clone, Debug)]
struct Redemption {
    tenant: String,
    product: String,
    on: NaiveDate,
    before: Option<Running>,
    then: Running,
}

#[derive(Clone, Debug, Default)]
struct Contract {
    id: String,
    requested_on: NaiveDate,
    term: Option<(NaiveDate, NaiveDate)>,
    ids: Option<(String, String)>,
    accounts: BTreeSet<String>,
}

#[derive(Clone, Debug)]
struct Incident {
    benefit: String,
    title: String,
    account: Option<String>,
    opened_on: NaiveDate,
    closed_as: Option<String>,
    counted: bool,
}

#[derive(Clone, Debug)]
struct Hours {
    benefit: String,
    reserved: u32,
    requested_on: NaiveDate,
    logged: Option<u32>,
    deducts: bool,
    earlier: bool,
}

#[derive(Clone, Debug)]
struct Offer {
    name: String,
    sources: Vec<String>,
    /// The oldest offer of the program that brings it.
    brought_by: String,
    ends_on: NaiveDate,
    ended: bool,
    requested_on: Option<NaiveDate>,
    expires: Option<NaiveDate>,
}

impl Offer {
    fn status(&self, day: NaiveDate) -> &'static str {
        match self.expires {
            _ if self.ended || self.ends_on < day => "expired",
            Some(expires) if expires < day => "expired",
            Some(_) => "active",
            None if self.requested_on.is_some() => "pending",
            None => "available",
        }
    }
}

/// What the second half of the program adds to the model.
#[derive(Clone, Debug, Default)]
pub(super) struct More {
    licenses: BTreeMap<u32, License>,
    /// What runs of a product on a tenant, and the key it was last redeemed with.
    running: BTreeMap<(String, String), (Running, u32)>,
    /// The contract of each support benefit that was activated.
    contracts: BTreeMap<String, Contract>,
    incidents: BTreeMap<u32, Incident>,
    hours: BTreeMap<u32, Hours>,
    offers: BTreeMap<String, Offer>,
    /// User, email, phone and language.
    pub(super) contact: Option<[String; 4]>,
}

fn number(id: &str) -> u32 {
    id[1..].parse().unwrap()
}

fn text(event: &Value, name: &str) -> String {
    event[name].as_str().unwrap_or_else(|| panic!("{event} has no {name}")).to_owned()
}

fn day(event: &Value, name: &str) -> NaiveDate {
    text(event, name).parse().unwrap()
}

impl Model {
    /// Ends a benefit with everything that is in use of it (MEM-7); nothing is deleted.
    pub(super) fn end(&mut self, id: &str, why: String) {
        for seat in self.seats.values_mut().filter(|seat| seat.benefit == id) {
            seat.ended = true;
            seat.last = seat.holder.take().or(seat.last.take());
        }
        for key in self.keys.values_mut().filter(|key| key.benefit == id) {
            if ["free", "held", "returned"].contains(&key.state.as_str()) {
                "ended".clone_into(&mut key.state);
                key.holder = None;
            }
        }
        for key in self.more.licenses.values_mut().filter(|key| key.benefit == id) {
            if key.state == "unredeemed" {
                "ended".clone_into(&mut key.state);
            }
        }
        self.credits.remove(id);
        self.begin_anew(id);
        self.benefits.get_mut(id).unwrap().ended = why;
    }

    /// Another year of a benefit begins (MEM-9): what is counted by the year begins anew.
    pub(super) fn begin_year(&mut self, id: &str) {
        if [Kind::Support, Kind::Advisory].contains(&self.benefits[id].kind) {
            self.begin_anew(id);
        }
    }

    /// Incidents and hours begin anew, and the contract is to be confirmed again (MEM-9).
    fn begin_anew(&mut self, id: &str) {
        self.benefits.get_mut(id).unwrap().used = 0;
        if let Some(contract) = self.more.contracts.get_mut(id) {
            contract.term = None;
        }
        let incidents = self.more.incidents.values_mut();
        incidents.filter(|one| one.benefit == id).for_each(|one| one.counted = false);
        let hours = self.more.hours.values_mut();
        hours.filter(|one| one.benefit == id).for_each(|one| one.earlier = true);
    }

    fn held(&mut self, event: &Value) -> &mut Membership {
        let id = text(event, "membership");
        self.memberships.iter_mut().find(|held| held.id == id).unwrap()
    }

    /// Follows what settling and the course of time bring; the rest follows its request.
    pub(super) fn follow_more(&mut self, event: &Value) {
        match event["kind"].as_str().unwrap() {
            "membership-lapsed" => self.held(event).state = "lapsed",
            "membership-cancelled" => self.held(event).state = "cancelled",
            "membership-renewed" => {
                let held = self.held(event);
                assert_eq!(event["anniversary_before"], held.anniversary.to_string());
                held.anniversary = held.anniversary + Days::new(365);
                assert_eq!(event["anniversary"], held.anniversary.to_string());
                assert_eq!(event["renewable_until"], held.lives_until().to_string());
            }
            "gtm-granted" | "gtm-changed" => {
                let id = text(event, "gtm");
                let known = self.more.offers.remove(&id);
                let back = known.as_ref().is_none_or(|known| known.ended);
                let sources = event["sources"].as_array().unwrap().iter();
                let offer = Offer {
                    name: known.as_ref().map_or_else(|| text(event, "name"), |o| o.name.clone()),
                    sources: sources.map(|one| one.as_str().unwrap().to_owned()).collect(),
                    brought_by: text(event, "offer"),
                    ends_on: day(event, "ends_on"),
                    ended: false,
                    requested_on: known.as_ref().and_then(|one| one.requested_on),
                    expires: known.as_ref().and_then(|one| one.expires),
                };
                let anew = Offer { requested_on: None, expires: None, ..offer.clone() };
                self.more.offers.insert(id, if back { anew } else { offer });
            }
            "gtm-ended" => {
                self.more.offers.get_mut(&text(event, "gtm")).unwrap().ended = true;
            }
            _ => {}
        }
    }

    /// The Go-To-Market offers that are there must be those that the memberships bring (GTM-1).
    pub(super) fn settled_offers(&self) {
        let mut live: Vec<&Membership> =
            self.memberships.iter().filter(|held| held.is_live(self.today)).collect();
        live.sort_by_key(|held| held.purchased_on);
        let highest = live.iter().map(|held| held.rank()).max().unwrap_or(0);
        let mut wanted = BTreeMap::new();
        for (name, brought_by) in OFFERS {
            let from: Vec<&&Membership> = live
                .iter()
                .filter(|held| held.rank() == 0 || held.rank() == highest)
                .filter(|held| brought_by.contains(&held.offer.as_str()))
                .collect();
            let Some(oldest) = from.first() else { continue };
            let mut sources = Vec::new();
            for held in &from {
                let source = match held.offer.as_str() {
                    "action-pack" => "Action Pack Core",
                    "silver" => "Silver Core",
                    "gold" => "Gold Core",
                    _ => "ISV Co-sell ready",
                };
                if !sources.contains(&source) {
                    sources.push(source);
                }
            }
            let until = from.iter().map(|held| held.lives_until()).max().unwrap();
            wanted.insert(name, json!([sources, oldest.offer, until.to_string()]));
        }
        let there = self.more.offers.values().filter(|offer| !offer.ended);
        let there: BTreeMap<&str, Value> = there
            .map(|one| {
                (one.name.as_str(), json!([one.sources, one.brought_by, one.ends_on.to_string()]))
            })
            .collect();
        assert_eq!(there, wanted);
    }

    fn remaining(&self, benefit: &str) -> Option<u32> {
        let one = &self.benefits[benefit];
        one.quantity.map(|quantity| quantity.saturating_sub(one.used))
    }

    /// The hours that open requests of this term set aside.
    fn reserved(&self, benefit: &str) -> u32 {
        let of_it = self.more.hours.values().filter(|one| one.benefit == benefit);
        let open = of_it.filter(|one| one.logged.is_none() && one.deducts && !one.earlier);
        open.map(|one| one.reserved).sum()
    }

    /// What ran before a key was redeemed, without what other keys had made that were taken back
    /// since: who redeems by mistake and has it mended has what they had (LIC-7).
    fn before_mistakes(&self, key: u32) -> Option<Running> {
        let redemption = |key: &u32| self.more.licenses[key].redemption.as_ref().unwrap();
        let place = self.redeemed.iter().position(|one| *one == key).unwrap();
        let mine = redemption(&key);
        let mut others: Vec<u32> = self.redeemed[..place].to_vec();
        others.retain(|one| {
            let other = redemption(one);
            other.product == mine.product && other.tenant == mine.tenant
        });
        let mut before = mine.before;
        while let Some(running) = before {
            let made_it = others.iter().rposition(|one| redemption(one).then == running);
            let Some(made_it) = made_it.map(|place| others.remove(place)) else { break };
            if self.more.licenses[&made_it].state != "replaced" {
                break;
            }
            before = redemption(&made_it).before;
        }
        before
    }

    /// What stands in the way of working with a contract on this day (SUP-4, SUP-7).
    fn against_contract(&self, against: &mut Against, id: &str) {
        self.against_benefit(against, id, &[Kind::Support]);
        let term = self.more.contracts.get(id).and_then(|contract| contract.term);
        let runs = term.is_some_and(|(from, until)| from <= self.day && self.day <= until);
        against.when(!runs, 5);
    }

    /// What a support benefit is called, and whether it can be used.
    fn support_status(&self, id: &str) -> (&'static str, bool) {
        if self.is_over(&self.benefits[id]) {
            return ("expired", false);
        }
        let Some(contract) = self.more.contracts.get(id) else { return ("inactive", false) };
        match contract.term {
            None => ("pending", false),
            Some((_, until)) if until < self.day => ("expired", false),
            Some((from, _)) if from > self.day => ("active", false),
            Some(_) if self.remaining(id) == Some(0) => ("used-up", false),
            Some(_) => ("active", true),
        }
    }
}

// Months ---------------------------------------------------------------------------------------

fn days_of(year: i32, month: u32) -> u32 {
    let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    let first = |year, month| NaiveDate::from_ymd_opt(year, month, 1).unwrap();
    u32::try_from((first(next_year, next) - first(year, month)).num_days()).unwrap()
}

/// The same day of the month so many months on, or that month's last.
fn months_on(from: NaiveDate, months: i128) -> NaiveDate {
    use chrono::Datelike as _;
    let counted = i128::from(from.year()) * 12 + i128::from(from.month0()) + months;
    let year = i32::try_from(counted.div_euclid(12)).unwrap();
    let month = u32::try_from(counted.rem_euclid(12)).unwrap() + 1;
    NaiveDate::from_ymd_opt(year, month, from.day().min(days_of(year, month))).unwrap()
}

/// A fraction of whole numbers.
#[derive(Clone, Copy, Debug)]
struct Fraction(i128, i128);

/// The months from one day to another: whole ones, and the days of the month begun (LIC-10).
fn months_between(from: NaiveDate, to: NaiveDate) -> Fraction {
    let mut whole = 0;
    while months_on(from, whole + 1) <= to {
        whole += 1;
    }
    let (begun, next) = (months_on(from, whole), months_on(from, whole + 1));
    let length = i128::from((next - begun).num_days());
    Fraction(whole * length + i128::from((to - begun).num_days()), length)
}

/// The day so many months on, rounded down to a day.
fn months_after(from: NaiveDate, Fraction(over, under): Fraction) -> NaiveDate {
    let whole = over / under;
    let (begun, next) = (months_on(from, whole), months_on(from, whole + 1));
    let days = (over % under) * i128::from((next - begun).num_days()) / under;
    begun + Days::new(u64::try_from(days).unwrap())
}

/// What a key of `seats` seats makes of what runs (LIC-4, LIC-5); None where it cannot be done.
fn outcome(mode: &str, running: Option<Running>, seats: u32, day: NaiveDate) -> Option<Running> {
    let running = running.filter(|(_, ends_on)| *ends_on > day);
    let added = i128::from(seats);
    match (mode, running) {
        ("new", None) => Some((seats, months_on(day, 12))),
        ("add-seats", Some((there, ends_on))) => {
            let Fraction(over, under) = months_between(day, ends_on);
            let there = i128::from(there);
            // (A·B + C·12) / (A + C)
            let months = Fraction(there * over + added * 12 * under, (there + added) * under);
            Some((u32::try_from(there + added).unwrap(), months_after(day, months)))
        }
        ("extend", Some((there, ends_on))) if seats <= 3 * there => {
            let months = Fraction(12 * added, i128::from(there));
            Some((there, months_after(ends_on, months)))
        }
        _ => None,
    }
}

// The requests ---------------------------------------------------------------------------------

impl Simulation {
    pub(super) fn step_of_second_half(&mut self, actor: &str) -> Step {
        // A renewal leaves what lapsed to the next write.
        let settled = self.lapsed.is_none();
        let renewable = |held: &Membership| settled && held.status(self.model.today) == "renewable";
        if self.model.memberships.iter().any(renewable) && self.chance.one_in(4) {
            return self.renew(actor);
        }
        let unredeemed = self.model.more.licenses.values().any(|key| key.state == "unredeemed");
        if !unredeemed && self.chance.one_in(4) {
            return self.add_license_keys(actor);
        }
        if self.model.more.contact.is_none() && self.chance.one_in(12) {
            return self.set_contact(actor);
        }
        match self.chance.below(100) {
            0..=1 if settled => self.renew(actor),
            0..=7 => self.add_license_keys(actor),
            8..=27 => self.redeem(actor),
            28..=34 => self.replace(actor),
            35..=38 => self.activate_support(actor),
            39..=45 => self.confirm_support(actor),
            46..=48 => self.show_ids(actor),
            49..=52 => self.link(actor),
            53..=61 => self.open_incident(actor),
            62..=66 => self.close_incident(actor),
            67..=70 => self.count_incidents(actor),
            71..=76 => self.request_hours(actor),
            77..=82 => self.log_hours(actor),
            83..=85 => self.set_contact(actor),
            86..=89 => self.activate_offer(actor),
            90..=92 => self.confirm_offer(actor),
            93..=98 => self.cancel(actor),
            _ => self.offboard(actor),
        }
    }

    fn add_license_keys(&mut self, actor: &str) -> Step {
        let id = self.benefit(&[Kind::License]);
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        self.model.against_benefit(&mut against, &id, &[Kind::License]);
        let mut keys: Vec<String> = (0..=self.chance.below(3)).map(|_| self.made_up()).collect();
        if self.chance.one_in(6)
            && let Some(known) = self.model.texts.first()
        {
            keys.push(known.clone());
            against.when(true, 6);
        }
        let seats = [1, 5, 10, 25][usize::try_from(self.chance.below(4)).unwrap()];
        let line = format!("license add-keys {id} - --seats {seats}");
        let stdin = keys.join("\n");
        let mut step = Step::new(line, against).then(move |model, receipt| {
            let added: Vec<Value> = receipt["events"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|event| event["keys"].as_array().unwrap().clone())
                .collect();
            assert_eq!(added.len(), keys.len());
            for key in added {
                let (benefit, state) = (id.clone(), "unredeemed".to_owned());
                let new = License { benefit, seats, state, redemption: None };
                let known = model.more.licenses.insert(number(&text(&key, "key")), new);
                assert!(known.is_none(), "an id was given twice");
            }
            model.texts.extend(keys);
        });
        step.stdin = stdin;
        step
    }

    /// A license benefit or one key of it: what is typed, the benefit, and the key it stands for.
    fn license(&mut self) -> (String, String, Option<u32>) {
        let more = &self.model.more;
        if self.chance.one_in(3) && !more.licenses.is_empty() {
            let ids: Vec<String> = more.licenses.keys().map(|id| format!("K{id}")).collect();
            let key = self.one_of(&ids, "K9999");
            let benefit = self.model.more.licenses.get(&number(&key));
            let benefit = benefit.map_or("B9999".to_owned(), |key| key.benefit.clone());
            return (key.clone(), benefit, Some(number(&key)));
        }
        let with_keys = self.model.more.licenses.values().filter(|key| key.state == "unredeemed");
        let with_keys: Vec<String> = with_keys.map(|key| key.benefit.clone()).collect();
        let id = if with_keys.is_empty() || self.chance.one_in(3) {
            self.benefit(&[Kind::License])
        } else {
            self.one_of(&with_keys, "B9999")
        };
        (id.clone(), id, None)
    }

    fn last_redeemed(&self, benefit: &str) -> Option<u32> {
        let redeemed = self.model.more.licenses.iter().filter(|(_, key)| key.benefit == benefit);
        let redeemed = redeemed.filter(|(_, key)| key.redemption.is_some());
        // Whatever the day it took effect, the one that was recorded last.
        let order = |id: &&u32| self.model.redeemed.iter().position(|one| one == *id);
        redeemed.map(|(id, _)| id).max_by_key(order).copied()
    }

    fn redeem(&mut self, actor: &str) -> Step {
        let (typed, id, named) = self.license();
        let product = self.model.benefits.get(&id).map(|one| one.product.clone());
        let ours = (product.unwrap_or_default(), OURS.to_owned());
        let runs = self.model.more.running.get(&ours);
        let runs = runs.is_some_and(|((_, ends_on), _)| *ends_on > self.model.day);
        let mode = match (self.chance.below(8), runs) {
            (1, _) | (2.., false) => "new",
            (0, _) | (2..=4, true) => "add-seats",
            (5.., true) => "extend",
        };
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        self.model.against_benefit(&mut against, &id, &[Kind::License]);
        let of_it = |(_, key): &(&u32, &License)| key.benefit == id && key.state == "unredeemed";
        let next = self.model.more.licenses.iter().find(of_it).map(|(id, _)| *id);
        let key = named.or(next).or_else(|| self.last_redeemed(&id));
        let found = key.and_then(|key| self.model.more.licenses.get(&key)).cloned();
        match found.as_ref().map(|key| key.state.as_str()) {
            Some("unredeemed") => {}
            Some("redeemed" | "replaced") => against.when(true, 6),
            _ => against.when(true, 5),
        }
        let mut line = format!("license redeem {typed} --mode {mode}");
        let tenant = if self.chance.one_in(6) { THEIRS } else { OURS };
        line += &format!(" --tenant {tenant}");
        let confirmed = self.chance.one_in(2);
        if confirmed {
            line += &format!(" --confirm-tenant {tenant}");
        }
        against.when(tenant != OURS && !confirmed, 5);
        let benefit = self.model.benefits.get(&id).cloned();
        let by = benefit.as_ref().and_then(|one| one.activate_by);
        against.when(by.is_some_and(|by| by < self.model.day), 5);
        let product = benefit.as_ref().map(|one| one.product.clone()).unwrap_or_default();
        let on_tenant = (product.clone(), tenant.to_owned());
        let mut running = self.model.more.running.get(&on_tenant).map(|(running, _)| *running);
        // What a key that stands was redeemed to is built upon on no day before.
        let mut since = self.model.more.running.get(&on_tenant).and_then(|(_, last)| {
            let last = &self.model.more.licenses[last];
            last.redemption.as_ref().filter(|_| last.state == "redeemed").map(|done| done.on)
        });
        if self.chance.one_in(8) {
            let seats = u32::try_from(1 + self.chance.below(60)).unwrap();
            let ends_on = self.model.day + Days::new(self.chance.below(500));
            running = Some((seats, ends_on));
            since = None;
            // What is over would hide what runs.
            against.when(ends_on <= self.model.day, 5);
            line += &format!(" --seats-now {seats} --ends-on {ends_on}");
        }
        let seats = found.as_ref().map_or(1, |key| key.seats);
        against.when(since.is_some_and(|since| self.model.day < since), 5);
        let then = outcome(mode, running, seats, self.model.day);
        against.when(then.is_none(), 5);
        let forfeit = !self.chance.one_in(3);
        if forfeit {
            line += " --forfeit-refund";
        }
        if let Some(benefit) = &benefit {
            against.when(!forfeit && self.model.refund_is_open(benefit), 5);
        }
        let done = self.chance.one_in(3);
        if done {
            line += " --already-done";
        } else {
            self.model.against_handing_out(&mut against, &id);
        }
        let on = self.model.day;
        let mut step = Step::new(line, against).then(move |model, answer| {
            let (key, then) = (key.unwrap(), then.unwrap());
            let events = answer["events"].as_array().unwrap();
            let event = events.iter().find(|event| event["kind"] == "key-redeemed").unwrap();
            let decided = json!({"seats": then.0, "ends_on": then.1.to_string()});
            assert_eq!((&event["key"], &event["then"]), (&json!(format!("K{key}")), &decided));
            if !done {
                let shown = text(answer, "key").replace('-', "");
                assert!(model.texts.contains(&shown));
                assert_eq!(answer["id"], format!("K{key}"));
                assert_eq!(
                    (&answer["seats"], &answer["ends_on"]),
                    (&decided["seats"], &decided["ends_on"])
                );
            }
            let license = model.more.licenses.get_mut(&key).unwrap();
            "redeemed".clone_into(&mut license.state);
            model.redeemed.push(key);
            let (tenant, product) = (tenant.to_owned(), product);
            license.redemption = Some(Redemption { tenant, product, on, before: running, then });
            model.more.running.insert(on_tenant, (then, key));
            model.forfeit(&id);
        });
        step.asked = true;
        step
    }

    fn replace(&mut self, actor: &str) -> Step {
        let (typed, id, named) = self.license();
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        // A key that was redeemed is replaced whatever became of its benefit.
        let kind = self.model.benefits.get(&id).map(|one| one.kind);
        against.when(kind != Some(Kind::License), 3);
        let key = named.or_else(|| self.last_redeemed(&id));
        let license = key.and_then(|key| self.model.more.licenses.get(&key)).cloned();
        let redemption = license.as_ref().and_then(|key| key.redemption.clone());
        against.when(license.is_some_and(|key| key.state == "replaced"), 6);
        match &redemption {
            None => against.when(true, 5),
            Some(done) => {
                let days = done.on..=done.on + Days::new(30);
                against.when(!days.contains(&self.model.day), 5);
            }
        }
        let line = format!("license replace {typed}");
        let mut step = Step::new(line, against).then(move |model, receipt| {
            let (key, done) = (key.unwrap(), redemption.unwrap());
            let event = &receipt["events"][0];
            let on_tenant = (done.product, done.tenant);
            let latest = model.more.running.get(&on_tenant).is_some_and(|(_, last)| *last == key);
            assert_eq!(
                (&event["key"], &event["restored"]),
                (&json!(format!("K{key}")), &json!(latest))
            );
            "replaced".clone_into(&mut model.more.licenses.get_mut(&key).unwrap().state);
            let before = model.before_mistakes(key);
            match before {
                Some(before) if latest => {
                    // What was redeemed before it is now the latest, and can be taken back as well.
                    let stands = |one: &u32| {
                        let license = &model.more.licenses[one];
                        let redeemed = license.redemption.as_ref();
                        license.state == "redeemed"
                            && redeemed.is_some_and(|it| it.product == on_tenant.0)
                            && redeemed.is_some_and(|it| it.tenant == on_tenant.1)
                    };
                    let last = model.redeemed.iter().rev().copied().find(stands).unwrap_or(key);
                    model.more.running.insert(on_tenant, (before, last));
                }
                None if latest => {
                    model.more.running.remove(&on_tenant);
                }
                _ => {}
            }
        });
        step.asked = true;
        step
    }

    /// A support benefit, mostly one whose contract is called so: what is typed, and the benefit.
    fn support(&mut self, status: &[&str]) -> (String, String) {
        let any = self.chance.one_in(4);
        let model = &self.model;
        let of_kind = model.benefits.iter().filter(|(_, one)| one.kind == Kind::Support);
        let fits = of_kind.filter(|(id, _)| any || status.contains(&model.support_status(id).0));
        let ids: Vec<String> = fits.map(|(id, _)| id.clone()).collect();
        let id = if ids.is_empty() {
            self.benefit(&[Kind::Support])
        } else {
            self.one_of(&ids, "B9999")
        };
        match self.model.more.contracts.get(&id) {
            Some(contract) if self.chance.one_in(2) => (contract.id.clone(), id),
            _ => (id.clone(), id),
        }
    }

    fn activate_support(&mut self, actor: &str) -> Step {
        let (typed, id) = self.support(&["inactive"]);
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Support]);
        let known = self.model.more.contracts.contains_key(&id);
        Step::new(format!("support activate {typed}"), against).no_op_if(known).then(
            move |model, receipt| {
                let id_of_contract = text(&receipt["events"][0], "contract");
                let requested_on = model.day;
                let contract = Contract { id: id_of_contract, requested_on, ..Contract::default() };
                model.more.contracts.insert(id, contract);
            },
        )
    }

    fn confirm_support(&mut self, actor: &str) -> Step {
        let (typed, id) = self.support(&["pending", "active"]);
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Support]);
        let contract = self.model.more.contracts.get(&id);
        against.when(contract.is_none_or(|one| self.model.day < one.requested_on), 5);
        let held = self.model.benefits.get(&id).map(|one| one.membership.clone());
        let held = self.model.memberships.iter().find(|one| Some(&one.id) == held.as_ref());
        let anniversary = held.map_or(self.model.day, |held| held.anniversary);
        let mut term = (anniversary - Days::new(365), anniversary - Days::new(1));
        let mut line = format!("support confirm {typed} -");
        if self.chance.one_in(5) {
            term.0 = self.model.day + Days::new(self.chance.below(20));
            line += &format!(" --starts-on {}", term.0);
        }
        if self.chance.one_in(5) {
            term.1 = self.model.day + Days::new(self.chance.below(90));
            line += &format!(" --ends-on {}", term.1);
        }
        against.when(term.1 < term.0, 2);
        self.serial += 1;
        let ids = (format!("access-{}", self.serial), format!("contract-{}", self.serial));
        let stdin = format!("{}\n{}\n", ids.0, ids.1);
        let mut step = Step::new(line, against).then(move |model, _| {
            let contract = model.more.contracts.get_mut(&id).unwrap();
            contract.term = Some(term);
            contract.ids = Some(ids);
        });
        step.stdin = stdin;
        step
    }

    /// What stands in the way of what any user of the MPN side may do.
    fn against_member(&self, actor: &str) -> Against {
        self.model.against_actor(actor, &[], true)
    }

    fn show_ids(&mut self, actor: &str) -> Step {
        let (typed, id) = self.support(&["active", "pending"]);
        let mut against = self.against_member(actor);
        let kind = self.model.benefits.get(&id).map(|one| one.kind);
        against.when(kind != Some(Kind::Support), 3);
        let contract = self.model.more.contracts.get(&id);
        let confirmed = contract.filter(|contract| contract.term.is_some());
        let ids = confirmed.and_then(|contract| contract.ids.clone());
        against.when(ids.is_none(), 5);
        let who = actor.to_owned();
        Step::new(format!("support ids {typed}"), against).then(move |_, answer| {
            let (access_id, contract_id) = ids.unwrap();
            assert_eq!(answer["access_id"], access_id);
            assert_eq!(answer["contract_id"], contract_id);
            let event = &answer["events"][0];
            assert_eq!((&event["kind"], &event["user"]), (&json!("ids-revealed"), &json!(who)));
        })
    }

    fn link(&mut self, actor: &str) -> Step {
        let (typed, id) = self.support(&["active", "used-up"]);
        let account = self.chance.of(&ACCOUNTS);
        let mut against = self.against_member(actor);
        let contract = self.model.more.contracts.get(&id);
        let linked = contract.is_some_and(|contract| contract.accounts.contains(account));
        if !linked {
            self.model.against_contract(&mut against, &id);
        }
        let line = format!("support link {typed} --account {account}");
        Step::new(line, against).no_op_if(linked).then(move |model, _| {
            let contract = model.more.contracts.get_mut(&id).unwrap();
            contract.accounts.insert(account.to_owned());
        })
    }

    fn open_incident(&mut self, actor: &str) -> Step {
        let (typed, id) = self.support(&["active", "used-up"]);
        let customer = self.chance.one_in(6);
        let mut against = if customer {
            self.model.against_actor(actor, &["admin-agent"], true)
        } else {
            self.against_member(actor)
        };
        self.model.against_contract(&mut against, &id);
        self.serial += 1;
        let title = format!("case-{}", self.serial);
        let mut line = format!("support open {typed} --title {title}");
        let benefit = self.model.benefits.get(&id).filter(|one| one.kind == Kind::Support);
        let on_premises = benefit.is_none_or(|one| one.level == "product-support");
        against.when(benefit.is_some() && self.model.remaining(&id) == Some(0), 5);
        if customer {
            line += " --customer Fabrikam";
            against.when(on_premises, 5);
        }
        let account = self.chance.one_in(2).then(|| self.chance.of(&ACCOUNTS).to_owned());
        if let Some(account) = &account {
            line += &format!(" --account {account}");
        }
        if self.chance.one_in(3) {
            let (product, version, covered) = self.product();
            line += &format!(" --product '{product}'{version}");
            against.when(on_premises && !covered, 5);
        }
        Step::new(line, against).then(move |model, receipt| {
            let incident = number(&text(&receipt["events"][0], "incident"));
            let benefit = id.clone();
            let (closed_as, counted) = (None, true);
            let opened_on = model.day;
            let new = Incident { benefit, title, account, opened_on, closed_as, counted };
            assert!(model.more.incidents.insert(incident, new).is_none());
            model.benefits.get_mut(&id).unwrap().used += 1;
        })
    }

    /// A product, its version as it is typed, and whether that is covered today (SUP-8).
    fn product(&mut self) -> (&'static str, String, bool) {
        let (product, current, previous, until) =
            SUPPORTED[usize::try_from(self.chance.below(2)).unwrap()];
        let until: NaiveDate = until.parse().unwrap();
        let (version, covered) = match self.chance.below(5) {
            0 => (None, true),
            1 | 2 => (Some(current), true),
            3 => (Some(previous), self.model.day <= until),
            _ => (Some("2008"), false),
        };
        let version = version.map(|version| format!(" --version {version}")).unwrap_or_default();
        if self.chance.one_in(8) {
            return ("Abacus", version, false);
        }
        (product, version, covered)
    }

    fn close_incident(&mut self, actor: &str) -> Step {
        let ids: Vec<String> =
            self.model.more.incidents.keys().map(|id| format!("I{id}")).collect();
        let incident = self.one_of(&ids, "I9999");
        let how = self.chance.of(&["solved", "duplicate", "bug"]);
        let mut against = self.against_member(actor);
        let known = self.model.more.incidents.get(&number(&incident)).cloned();
        against.when(known.is_none(), 3);
        let was = known.as_ref().and_then(|one| one.closed_as.clone());
        against.when(was.as_ref().is_some_and(|was| was != how), 6);
        // Nothing is closed before it was opened.
        let day = self.model.day;
        against.when(was.is_none() && known.as_ref().is_some_and(|one| day < one.opened_on), 5);
        let same = was.as_deref() == Some(how);
        let line = format!("support close {incident} --as {how}");
        Step::new(line, against).no_op_if(same).then(move |model, receipt| {
            let mut known = known.unwrap();
            let returned = known.counted && how != "solved";
            assert_eq!(receipt["events"][0]["returned"], returned);
            known.closed_as = Some(how.to_owned());
            known.counted &= !returned;
            model.benefits.get_mut(&known.benefit).unwrap().used -= u32::from(returned);
            model.more.incidents.insert(number(&incident), known);
        })
    }

    fn count_incidents(&mut self, actor: &str) -> Step {
        let (typed, id) = self.support(&["active", "used-up"]);
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Support]);
        against.when(!self.model.more.contracts.contains_key(&id), 5);
        let benefit = self.model.benefits.get(&id);
        let quantity = benefit.and_then(|one| one.quantity);
        let used = benefit.map_or(0, |one| one.used);
        // What is open and counted is used in any case.
        let open =
            self.model.more.incidents.values().filter(|one| one.benefit == id && one.counted);
        let most = quantity.unwrap_or(0).saturating_sub(u32::try_from(open.count()).unwrap());
        let left = u32::try_from(self.chance.below(u64::from(most) + 1)).unwrap();
        let left = if self.chance.one_in(10) { left + 20 } else { left };
        against.when(quantity.is_none_or(|quantity| left > quantity), 5);
        let same = quantity.is_some_and(|quantity| quantity.checked_sub(left) == Some(used));
        let line = format!("support count {typed} --remaining {left}");
        Step::new(line, against).no_op_if(same).then(move |model, _| {
            model.benefits.get_mut(&id).unwrap().used = quantity.unwrap() - left;
        })
    }

    /// The benefit of advisory hours, of which there is one at the most (MEM-2).
    fn hours_benefit(&self) -> Option<String> {
        let mut all = self.model.benefits.iter();
        all.find(|(_, one)| one.kind == Kind::Advisory && one.ended.is_empty())
            .map(|(id, _)| id.clone())
    }

    fn some_hours(&mut self) -> u32 {
        let below = if self.chance.one_in(4) { 30 } else { 6 };
        u32::try_from(self.chance.below(below)).unwrap()
    }

    fn request_hours(&mut self, actor: &str) -> Step {
        let scenario = self.chance.of(&["presales", "deployment", "marketplace"]);
        let hours = 1 + self.some_hours();
        let mut against = self.against_member(actor);
        let id = self.hours_benefit();
        against.when(id.is_none() || hours > 25, 5);
        let mut deducts = true;
        if let Some(id) = &id {
            self.model.against_benefit(&mut against, id, &[Kind::Advisory]);
            deducts = !(scenario == "presales" && self.model.benefits[id].level == "unlimited");
            let left = self.model.remaining(id).unwrap().saturating_sub(self.model.reserved(id));
            against.when(deducts && hours > left, 5);
        }
        let line = format!("advisory request --scenario {scenario} --hours {hours} --title T");
        Step::new(line, against).then(move |model, receipt| {
            let event = &receipt["events"][0];
            assert_eq!(event["deducts"], deducts);
            let benefit = id.unwrap();
            let (logged, earlier, requested_on) = (None, false, model.day);
            let new = Hours { benefit, reserved: hours, requested_on, logged, deducts, earlier };
            model.more.hours.insert(number(&text(event, "advisory")), new);
        })
    }

    fn log_hours(&mut self, actor: &str) -> Step {
        let ids: Vec<String> = self.model.more.hours.keys().map(|id| format!("A{id}")).collect();
        let name = self.one_of(&ids, "A9999");
        let hours = self.some_hours();
        let mut against = self.against_member(actor);
        let known = self.model.more.hours.get(&number(&name)).cloned();
        against.when(known.is_none(), 3);
        let same = known.as_ref().is_some_and(|known| known.logged == Some(hours));
        against.when(!same && hours > 25, 5);
        let day = self.model.day;
        against.when(!same && known.as_ref().is_some_and(|known| day < known.requested_on), 5);
        if let Some(known) = known.as_ref().filter(|one| !same && one.deducts && !one.earlier) {
            // What this one has set aside or used already is its own to use.
            let id = &known.benefit;
            let left = self.model.remaining(id).unwrap().saturating_sub(self.model.reserved(id));
            against.when(hours > left + known.logged.unwrap_or(known.reserved), 5);
        }
        let line = format!("advisory log {name} --hours {hours}");
        Step::new(line, against).no_op_if(same).then(move |model, _| {
            let known = model.more.hours.get_mut(&number(&name)).unwrap();
            let before = known.logged.replace(hours).unwrap_or(0);
            if known.deducts && !known.earlier {
                let benefit = model.benefits.get_mut(&known.benefit).unwrap();
                benefit.used = benefit.used + hours - before;
            }
        })
    }

    fn set_contact(&mut self, actor: &str) -> Step {
        let user = self.someone();
        let email =
            self.chance.of(&["news@contoso.com", "more@contoso.com", "partner@contoso.com"]);
        let phone = self.chance.of(&["+31 20 123 4567", "+31 20 123 4567", "none"]);
        let language = self.chance.of(&["nl-NL", "da", "Dutch please"]);
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        self.model.against_receiver(&mut against, &user);
        against.when(email == "partner@contoso.com", 5);
        // What is no phone or no language was typed wrongly, whatever the rules say of it.
        against.when(phone == "none" || language == "Dutch please", 2);
        let contact = [user, email.to_owned(), phone.to_owned(), language.to_owned()];
        let same = self.model.more.contact.as_ref() == Some(&contact);
        let line = format!(
            "gtm contact set {} --contact-email {email} --phone '{phone}' --language '{language}'",
            contact[0]
        );
        Step::new(line, against).no_op_if(same).then(move |model, _| {
            model.more.contact = Some(contact);
        })
    }

    /// A Go-To-Market offer, mostly one that is called so.
    fn offer(&mut self, status: &str) -> (String, Option<Offer>) {
        let any = self.chance.one_in(4);
        let model = &self.model;
        let fits = |offer: &Offer| any || offer.status(model.day) == status;
        let ids = model.more.offers.iter().filter(|(_, offer)| fits(offer));
        let ids: Vec<String> = ids.map(|(id, _)| id.clone()).collect();
        let id = self.one_of(&ids, "G9999");
        let known = self.model.more.offers.get(&id).cloned();
        (id, known)
    }

    pub(super) fn activate_offer(&mut self, actor: &str) -> Step {
        let (id, known) = self.offer("available");
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        against.when(known.is_none(), 3);
        let status = known.map_or("available", |offer| offer.status(self.model.day));
        against.when(status == "expired", 5);
        against.when(status == "available" && self.model.more.contact.is_none(), 5);
        let asked = ["pending", "active"].contains(&status);
        Step::new(format!("gtm activate {id}"), against).no_op_if(asked).then(move |model, _| {
            model.more.offers.get_mut(&id).unwrap().requested_on = Some(model.day);
        })
    }

    fn confirm_offer(&mut self, actor: &str) -> Step {
        let (id, known) = self.offer("pending");
        let expires = self.model.today + Days::new(self.chance.below(90));
        let expires = if self.chance.one_in(8) { expires - Days::new(90) } else { expires };
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        match &known {
            None => against.when(true, 3),
            Some(offer) => {
                // What no membership brings any more is not confirmed.
                let over = offer.ended || offer.ends_on < self.model.day;
                against.when(over || offer.requested_on.is_none(), 5);
                against.when(offer.requested_on.is_some_and(|on| self.model.day < on), 5);
            }
        }
        against.when(expires < self.model.day, 5);
        let same = known.is_some_and(|offer| offer.expires == Some(expires));
        let line = format!("gtm confirm {id} --expires {expires}");
        Step::new(line, against).no_op_if(same).then(move |model, _| {
            model.more.offers.get_mut(&id).unwrap().expires = Some(expires);
        })
    }

    /// A membership; mostly one for which there is something to do.
    fn membership(
        &mut self,
        fits: impl Fn(&Model, &Membership) -> bool,
    ) -> (String, Option<Membership>) {
        let any = self.chance.one_in(4);
        let model = &self.model;
        let ids = model.memberships.iter().filter(|held| any || fits(model, held));
        let ids: Vec<String> = ids.map(|held| held.id.clone()).collect();
        let id = self.one_of(&ids, "M9999");
        let known = self.model.memberships.iter().find(|held| held.id == id).cloned();
        (id, known)
    }

    fn renew(&mut self, actor: &str) -> Step {
        let (id, known) = self.membership(|model, held| held.status(model.day) == "renewable");
        let mut against = self.model.against_actor(actor, &MAY_PURCHASE, false);
        match &known {
            None => against.when(true, 3),
            Some(held) => against.when(held.status(self.model.day) != "renewable", 5),
        }
        let line = format!("membership renew {id}");
        let mut step = Step::new(line, against).then(move |model, receipt| {
            // Each listed benefit of it begins anew, but for one that lasts for a time of its own.
            let until = known.as_ref().unwrap().lives_until();
            let events = receipt["events"].as_array().unwrap();
            let (renewed, settled): (Vec<&Value>, Vec<&Value>) =
                events.iter().partition(|event| event["kind"] == "benefit-renewed");
            let mut anew = model.settled(&json!(settled));
            let now = model.memberships.iter().find(|held| held.id == id).unwrap().lives_until();
            let of_it = model.benefits.iter().filter(|(_, one)| one.membership == id);
            let of_it = of_it.filter(|(_, one)| one.ended.is_empty());
            anew.extend(of_it.map(|(id, _)| id.clone()));
            assert_eq!(renewed.len(), anew.len());
            for begun in anew {
                let event = renewed.iter().find(|event| event["benefit"] == begun).unwrap();
                let benefit = model.benefits.get_mut(&begun).unwrap();
                let lasts = benefit.of_program || benefit.ends_on == until;
                if benefit.membership == id && lasts {
                    benefit.ends_on = benefit.ends_on.max(now);
                }
                assert_eq!(event["ends_on"], benefit.ends_on.to_string(), "{begun}");
                model.begin_year(&begun);
            }
        });
        step.repeatable = false;
        step
    }

    fn cancel(&mut self, actor: &str) -> Step {
        let requested = self.model.memberships.iter().any(|held| held.state == "cancel-requested");
        let verb = self.chance.of(&["", " --confirm", " --withdraw"]);
        let verb = if requested || self.chance.one_in(3) { verb } else { "" };
        let (id, known) = self.membership(|model, held| {
            let young = model.day <= held.purchased_on + Days::new(30);
            held.state == "cancel-requested" || (young && !held.forfeited)
        });
        let mut against = self.model.against_actor(actor, &MAY_CANCEL, false);
        against.when(known.is_none(), 3);
        let state = known.as_ref().map_or("held", |held| held.state);
        let nothing = match verb {
            "" => state == "cancel-requested",
            " --confirm" => state == "cancelled",
            _ => state != "cancel-requested",
        };
        if let Some(held) = known.as_ref().filter(|_| !nothing) {
            let first = held.purchased_on;
            let open = first <= self.model.day && self.model.day <= first + Days::new(30);
            against.when(verb.is_empty() && (!open || held.forfeited || held.is_over()), 5);
            against.when(verb == " --confirm" && state != "cancel-requested", 5);
        }
        let line = format!("cancel {id}{verb}");
        let mut step = Step::new(line, against).no_op_if(nothing).then(move |model, receipt| {
            let held = model.memberships.iter_mut().find(|held| held.id == id).unwrap();
            match verb {
                "" => {
                    held.state = "cancel-requested";
                    assert!(text(receipt, "text").contains("refund"), "{receipt}");
                }
                " --confirm" => model.settle(&receipt["events"]),
                _ => held.state = "held",
            }
        });
        step.asked = verb != " --withdraw";
        step
    }

    /// Everything is taken from somebody who leaves, but what can only be transferred (ROLE-13).
    fn offboard(&mut self, actor: &str) -> Step {
        let email = self.someone();
        let mut against = self.model.against_actor(actor, &MAY_ASSIGN, false);
        let manages = self.model.users.get(actor).is_some_and(|user| user.has(&MAY_MANAGE_USERS));
        against.when(!manages, 4);
        let known = self.model.users.get(&email).cloned();
        against.when(known.is_none(), 3);
        let gone = known.as_ref().is_some_and(|user| user.offboarded);
        let gives = self.model.users.get(actor).is_some_and(|user| user.has(&MAY_GRANT_ALL));
        let loses = known.as_ref().is_some_and(|user| user.has(&OF_AZURE_AD));
        against.when(loses && !gives, 4);
        against.when(known.is_some() && !gone && self.model.is_last_grantor(&email), 5);
        let line = format!("user offboard {email}");
        let mut step = Step::new(line, against).no_op_if(gone).then(move |model, receipt| {
            let user = model.users.get_mut(&email).unwrap();
            user.offboarded = true;
            user.roles.clear();
            let today = model.today;
            for seat in model.seats.values_mut() {
                if seat.holder.as_ref().is_some_and(|(holder, _)| *holder == email) {
                    let held = seat.holder.take().unwrap();
                    if held.1 != today {
                        seat.last = Some(held);
                    }
                }
            }
            let mut stays = Vec::new();
            for (id, holders) in &mut model.credits {
                if model.benefits[id].kind == Kind::Monthly {
                    holders.remove(&email);
                } else if holders.contains(&email) {
                    stays.push(id.clone());
                }
            }
            stays.sort_by_key(|id| number(id));
            let last = receipt["events"].as_array().unwrap().last().unwrap();
            assert_eq!(last["kind"], "user-offboarded");
            assert_eq!(last["to_transfer"], json!(stays));
        });
        step.asked = true;
        step.repeatable = false;
        step
    }

    // The lists ------------------------------------------------------------------------------

    pub(super) fn compare_second_half(&self) {
        let model = &self.model;
        let world = &self.world;
        let rows = |list: &str, columns: &[&str]| -> BTreeMap<String, Value> {
            let rows = world.ok(list);
            let rows = rows.as_array().unwrap().iter();
            let row = |row: &Value| columns.iter().map(|name| row[name].clone()).collect();
            rows.map(|one| (text(one, "id"), Value::Array(row(one)))).collect()
        };
        let listed = |kind: Kind| {
            let listed = model.benefits.iter().filter(|(_, one)| one.ended != "superseded");
            listed.filter(move |(_, one)| one.kind == kind)
        };
        let columns = ["status", "anniversary", "renewable_until", "refund_until"];
        let modeled = model.memberships.iter().map(|held| {
            let refund = held.purchased_on + Days::new(30);
            let open = !held.forfeited && held.purchased_on <= model.day && model.day <= refund;
            let refund = open.then(|| refund.to_string());
            let (anniversary, until) = (held.anniversary, held.lives_until());
            let row =
                json!([held.status(model.day), anniversary.to_string(), until.to_string(), refund]);
            (held.id.clone(), row)
        });
        assert_eq!(rows("membership list", &columns), modeled.collect());

        let columns =
            ["used", "remaining", "status", "available", "starts_on", "ends_on", "contract"];
        let modeled = listed(Kind::Support).map(|(id, one)| {
            let (status, available) = model.support_status(id);
            let contract = model.more.contracts.get(id);
            let term = contract.and_then(|contract| contract.term);
            let left = model.remaining(id).map_or(json!("unlimited"), |left| json!(left));
            let row = json!([
                one.used,
                left,
                status,
                available,
                term.map(|(from, _)| from.to_string()),
                term.map(|(_, until)| until.to_string()),
                contract.map(|contract| &contract.id),
            ]);
            (id.clone(), row)
        });
        assert_eq!(rows("support status", &columns), modeled.collect());

        let columns = ["title", "account", "closed_as", "counted"];
        let modeled = model.more.incidents.iter().map(|(id, one)| {
            (format!("I{id}"), json!([one.title, one.account, one.closed_as, one.counted]))
        });
        assert_eq!(rows("support list", &columns), modeled.collect());

        let columns = ["included", "used", "reserved", "remaining", "presales"];
        let modeled = listed(Kind::Advisory).map(|(id, one)| {
            let reserved = model.reserved(id);
            let left = model.remaining(id).unwrap().saturating_sub(reserved);
            (id.clone(), json!([one.quantity, one.used, reserved, left, one.level]))
        });
        assert_eq!(rows("advisory status", &columns), modeled.collect());

        let columns = ["hours_reserved", "hours_logged", "deducted"];
        let modeled =
            model.more.hours.iter().map(|(id, one)| {
                (format!("A{id}"), json!([one.reserved, one.logged, one.deducts]))
            });
        assert_eq!(rows("advisory list", &columns), modeled.collect());

        let columns = ["name", "sources", "status", "requested_on", "expires"];
        let there = model.more.offers.iter().filter(|(_, one)| !one.ended);
        let modeled = there.map(|(id, one)| {
            let [requested_on, expires] =
                [one.requested_on, one.expires].map(|day| day.map(|day| day.to_string()));
            let status = one.status(model.day);
            (id.clone(), json!([one.name, one.sources, status, requested_on, expires]))
        });
        assert_eq!(rows("gtm list", &columns), modeled.collect());
        self.compare_licenses(&rows(
            "license list",
            &["seats", "status", "tenant", "redeemed_on", "ends_on"],
        ));
    }

    fn compare_licenses(&self, rows: &BTreeMap<String, Value>) {
        let model = &self.model;
        let modeled = model.more.licenses.iter().map(|(id, key)| {
            let done = key.redemption.as_ref();
            let row = json!([
                key.seats,
                key.state,
                done.map(|done| &done.tenant),
                done.map(|done| done.on.to_string()),
                done.map(|done| done.then.1.to_string()),
            ]);
            (format!("K{id}"), row)
        });
        assert_eq!(*rows, modeled.collect());
        let mut products = BTreeSet::new();
        for (id, one) in model.benefits.iter().filter(|(_, one)| one.kind == Kind::License) {
            if !products.insert(&one.product) {
                continue;
            }
            let shown = self.world.ok(&format!("license show {id}"));
            let running = model.more.running.iter().filter(|((name, _), _)| *name == one.product);
            let running: Vec<Value> = running
                .map(|((product, tenant), ((seats, ends_on), _))| {
                    json!({"product": product, "tenant": tenant, "seats": seats,
                           "ends_on": ends_on.to_string()})
                })
                .collect();
            assert_eq!(shown["subscriptions"], json!(running), "{id}");
        }
    }
}
