//! Random requests, from a seed, against a model that was written from the rules and not from the
//! code. The model says which refusals are possible; whatever else happens is a bug. A refused
//! request leaves no trace, and at the end lists and model agree and the ledger is sound.
//!
//! The same requests shrink to the fewest that fail in `simulation/cases.rs`.
//!
//! `MPN_SIM_STEPS` and `MPN_SIM_SEEDS` say how much; a failure names its seed and its step.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "what was reached is told")]

mod cases;
mod second_half;
#[path = "../world/mod.rs"]
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use world::World;

const USERS: u64 = 12;
const ROLES: [&str; 6] = [
    "global-admin",
    "user-management-admin",
    "admin-agent",
    "mpn-partner-admin",
    "account-admin",
    "billing-admin",
];
const MAY_PURCHASE: [&str; 5] =
    ["global-admin", "user-management-admin", "admin-agent", "mpn-partner-admin", "account-admin"];
const MAY_ASSIGN: [&str; 2] = ["global-admin", "mpn-partner-admin"];
const MAY_ACTIVATE: [&str; 2] = ["global-admin", "mpn-partner-admin"];
const MAY_MANAGE_USERS: [&str; 3] = ["global-admin", "user-management-admin", "account-admin"];
const MAY_GRANT_ALL: [&str; 2] = ["global-admin", "user-management-admin"];
const OF_AZURE_AD: [&str; 3] = ["global-admin", "user-management-admin", "billing-admin"];
const COMPETENCIES: [&str; 4] = ["DevOps", "Security", "Cloud Platform", "Data Analytics"];
const WITH_SEATS: [&str; 2] = ["Cloud Platform", "DevOps"];
const CLOUD: [&str; 2] = ["Cloud Platform", "Security"];
const COUNTRIES: [&str; 3] = ["NL", "DE", "US"];
const PROFESSIONAL: &str = "Visual Studio Professional (MPN)";
const ENTERPRISE: &str = "Visual Studio Enterprise";

// Chance ---------------------------------------------------------------------------------------

/// A splitmix generator: the same seed, the same requests.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn one_in(&mut self, chances: u64) -> bool {
        self.below(chances) == 0
    }

    fn of<'o, T: ?Sized>(&mut self, options: &[&'o T]) -> &'o T {
        options[usize::try_from(self.below(options.len() as u64)).unwrap()]
    }
}

// The model ------------------------------------------------------------------------------------

#[derive(Clone, Debug, Default)]
struct User {
    roles: BTreeSet<String>,
    csp: bool,
    disabled: bool,
    offboarded: bool,
    country: Option<String>,
    offers_held: BTreeSet<String>,
}

impl User {
    fn acts(&self) -> bool {
        !self.csp && !self.is_gone()
    }

    fn is_gone(&self) -> bool {
        self.disabled || self.offboarded
    }

    fn has(&self, roles: &[&str]) -> bool {
        roles.iter().any(|role| self.roles.contains(*role))
    }
}

#[derive(Clone, Debug)]
struct Membership {
    id: String,
    offer: String,
    competency: Option<String>,
    purchased_on: NaiveDate,
    anniversary: NaiveDate,
    /// `held`, `cancel-requested`, `cancelled` or `lapsed`.
    state: &'static str,
    forfeited: bool,
}

impl Membership {
    fn lives_until(&self) -> NaiveDate {
        self.anniversary + Days::new(30)
    }

    /// What it is called on a day (MEM-5, CAN-2).
    fn status(&self, day: NaiveDate) -> &'static str {
        match self.state {
            "cancelled" => "cancelled",
            "lapsed" => "lapsed",
            _ if day > self.lives_until() => "lapsed",
            "cancel-requested" => "cancel-requested",
            _ if day > self.anniversary => "renewable",
            _ => "active",
        }
    }

    fn is_live(&self, day: NaiveDate) -> bool {
        !["cancelled", "lapsed"].contains(&self.status(day))
    }

    /// Whether it ended and that was taken down: what came with it has ended, too (MEM-7).
    fn is_over(&self) -> bool {
        ["cancelled", "lapsed"].contains(&self.state)
    }

    fn rank(&self) -> u32 {
        ["action-pack", "silver", "gold"]
            .iter()
            .position(|offer| self.offer == *offer)
            .map_or(0, |place| u32::try_from(place).unwrap() + 1)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Software,
    Monthly,
    Bulk,
    Seats,
    License,
    Support,
    Advisory,
}

#[derive(Clone, Debug)]
struct Benefit {
    kind: Kind,
    product: String,
    offer: String,
    membership: String,
    of_program: bool,
    /// None where nobody says, or where there is no bound.
    quantity: Option<u32>,
    starts_on: NaiveDate,
    activate_by: Option<NaiveDate>,
    ends_on: NaiveDate,
    /// Why it ended: `superseded`, `lapsed` or `cancelled`; empty while it has not.
    ended: String,
    /// The level of seats, the plan of support, what presales cost of advisory hours.
    level: String,
    /// Incidents or hours.
    used: u32,
}

type Held = (String, NaiveDate);

#[derive(Clone, Debug, Default)]
struct Seat {
    benefit: String,
    holder: Option<Held>,
    last: Option<Held>,
    ended: bool,
}

#[derive(Clone, Debug, Default)]
struct Key {
    benefit: String,
    state: String,
    holder: Option<String>,
    activations: Option<u32>,
    used: u32,
}

#[derive(Clone)]
struct Model {
    /// The day it is.
    today: NaiveDate,
    /// The day that rules count from: today, but for `--on`.
    day: NaiveDate,
    users: BTreeMap<String, User>,
    memberships: Vec<Membership>,
    benefits: BTreeMap<String, Benefit>,
    seats: BTreeMap<String, Seat>,
    keys: BTreeMap<String, Key>,
    credits: BTreeMap<String, BTreeSet<String>>,
    /// Since when bulk credit is held by who holds it.
    credit_since: BTreeMap<String, NaiveDate>,
    /// The license keys that were redeemed, in that order.
    redeemed: Vec<u32>,
    /// Every product key that was added, by its text.
    texts: BTreeSet<String>,
    core_seats: BTreeMap<&'static str, u32>,
    worldwide: u32,
    reassign_days: u64,
    more: second_half::More,
}

/// What stands in the way of a request: the exit codes that any of it would have.
#[derive(Debug, Default)]
struct Against(BTreeSet<u8>);

impl Against {
    fn when(&mut self, so: bool, exit: u8) {
        if so {
            self.0.insert(exit);
        }
    }
}

impl Model {
    fn live(&self) -> impl Iterator<Item = &Membership> {
        self.memberships.iter().filter(|held| held.is_live(self.day))
    }

    fn grantors_but(&self, email: &str) -> usize {
        let grants = |user: &User| user.acts() && user.has(&MAY_GRANT_ALL);
        self.users.iter().filter(|(other, user)| *other != email && grants(user)).count()
    }

    /// Whether losing this would leave nobody who may grant every role (ROLE-12).
    fn is_last_grantor(&self, email: &str) -> bool {
        self.users[email].has(&MAY_GRANT_ALL) && self.grantors_but(email) == 0
    }

    /// What stands in the way of whoever acts, whatever they do.
    fn against_actor(&self, actor: &str, roles: &[&str], wants_offer: bool) -> Against {
        let mut against = Against::default();
        let user = self.users.get(actor);
        let may = |user: &User| user.acts() && (roles.is_empty() || user.has(roles));
        against.when(!user.is_some_and(may), 4);
        against.when(wants_offer && self.live().next().is_none(), 5);
        against
    }

    fn is_over(&self, benefit: &Benefit) -> bool {
        !benefit.ended.is_empty() || benefit.ends_on < self.day
    }

    /// A benefit of the wrong kind, or one that has ended.
    fn against_benefit(&self, against: &mut Against, id: &str, kinds: &[Kind]) {
        match self.benefits.get(id) {
            None => against.when(true, 3),
            Some(benefit) => {
                against.when(!kinds.contains(&benefit.kind), 3);
                against.when(self.is_over(benefit) || self.day < benefit.starts_on, 5);
            }
        }
    }

    /// What a key is handed out of must not have ended today, whatever day is told (SW-5, LIC-8).
    fn against_handing_out(&self, against: &mut Against, id: &str) {
        if let Some(benefit) = self.benefits.get(id) {
            let by = benefit.activate_by.unwrap_or(benefit.ends_on).min(benefit.ends_on);
            against.when(!benefit.ended.is_empty() || by < self.today, 5);
        }
    }

    /// A user who is unknown, or who may not receive anything.
    fn against_receiver(&self, against: &mut Against, email: &str) {
        match self.users.get(email) {
            None => against.when(true, 3),
            Some(user) => against.when(user.is_gone(), 5),
        }
    }

    fn refund_is_open(&self, benefit: &Benefit) -> bool {
        let held = self.memberships.iter().find(|held| held.id == benefit.membership).unwrap();
        // What was asked for in time waits for its answer, however long that takes.
        let asked = held.status(self.day) == "cancel-requested";
        !held.forfeited
            && held.purchased_on <= self.day
            && (asked || self.day <= held.purchased_on + Days::new(30))
    }

    /// How many units of it are in use.
    fn used(&self, benefit: &str) -> usize {
        if self.benefits[benefit].kind != Kind::Seats {
            return self.benefits[benefit].used as usize;
        }
        self.seats.values().filter(|seat| seat.benefit == benefit && seat.holder.is_some()).count()
    }

    fn is_full(&self, benefit: &str) -> bool {
        let quantity = self.benefits[benefit].quantity;
        quantity.is_some_and(|quantity| self.used(benefit) >= quantity as usize)
    }

    fn seat_of_level(&self, email: &str, level: &str) -> Option<(&String, &Seat)> {
        self.seats.iter().find(|(_, seat)| {
            let held = seat.holder.as_ref().is_some_and(|(holder, _)| holder == email);
            held && self.benefits[&seat.benefit].level == level
        })
    }

    fn cools_until(&self, seat: &Seat) -> Option<NaiveDate> {
        let (_, on) = seat.last.as_ref()?;
        let until = *on + Days::new(self.reassign_days);
        (until > self.day).then_some(until)
    }

    fn is_free_for(&self, seat: &Seat, email: &str) -> bool {
        // Their own at any time, but on no day before they had it last.
        let own = seat.last.as_ref().is_some_and(|(last, on)| last == email && *on <= self.day);
        seat.holder.is_none() && !seat.ended && (own || self.cools_until(seat).is_none())
    }

    /// Whether one more seat of a level would be more than the program allows in all (VS-5).
    fn is_capped(&self, level: &str, moving: usize) -> bool {
        let highest = self.live().map(Membership::rank).max().unwrap_or(0);
        let in_use = self
            .seats
            .values()
            .filter(|seat| seat.holder.is_some() && self.benefits[&seat.benefit].level == level);
        highest >= 2 && level == "enterprise" && in_use.count() - moving >= self.worldwide as usize
    }

    /// The benefits that the memberships entitle to today: product, quantity, offer, membership
    /// and last day (MEM-2, VS-5, SUP-1, SUP-2, ADV-1).
    fn entitled(&self) -> Vec<Benefit> {
        let mut live: Vec<&Membership> =
            self.memberships.iter().filter(|held| held.is_live(self.today)).collect();
        live.sort_by_key(|held| held.purchased_on);
        let mut entitled = Vec::new();
        let mut add = |kind, product: String, quantity, level: &str, held: &Membership, until| {
            entitled.push(Benefit {
                kind,
                product,
                offer: held.offer.clone(),
                membership: held.id.clone(),
                of_program: true,
                quantity,
                starts_on: held.purchased_on,
                activate_by: None,
                ends_on: until,
                ended: String::new(),
                level: level.to_owned(),
                used: 0,
            });
        };
        let highest = live.iter().map(|held| held.rank()).max().unwrap_or(0);
        if highest > 0 {
            let core: Vec<&&Membership> =
                live.iter().filter(|held| held.rank() == highest).collect();
            let until = core.iter().map(|held| held.lives_until()).max().unwrap();
            let place = highest as usize - 1;
            let (product, level) = match highest {
                1 => (PROFESSIONAL, "professional"),
                _ => (ENTERPRISE, "enterprise"),
            };
            let seats = self.core_seats[core[0].offer.as_str()];
            add(Kind::Seats, product.to_owned(), Some(seats), level, core[0], until);
            let incidents = [10, 15, 20][place];
            let product = second_half::PRODUCT_SUPPORT.to_owned();
            add(Kind::Support, product, Some(incidents), "product-support", core[0], until);
            if highest > 1 {
                // One cloud competency at whatever level makes it unlimited.
                let cloud = live.iter().any(|held| {
                    held.competency.as_ref().is_some_and(|name| CLOUD.contains(&name.as_str()))
                });
                let incidents = (!cloud).then_some([0, 5, 10][place]);
                let product = second_half::CLOUD_SUPPORT.to_owned();
                add(Kind::Support, product, incidents, "signature-cloud", core[0], until);
            }
            let hours = [5, 20, 50][place];
            let presales = if highest > 1 { "unlimited" } else { "deducts" };
            let product = "Partner Advisory Hours".to_owned();
            add(Kind::Advisory, product, Some(hours), presales, core[0], until);
        }
        for competency in WITH_SEATS {
            let of_it = live.iter().filter(|held| held.competency.as_deref() == Some(competency));
            if let Some(held) = of_it.max_by_key(|held| held.rank()) {
                let seats = if held.rank() == 3 { 25 } else { 5 };
                let product = format!("{ENTERPRISE} ({competency})");
                let until = held.lives_until();
                add(Kind::Seats, product, Some(seats), "enterprise", held, until);
            }
        }
        entitled
    }

    /// Follows what a purchase, a lapse, a cancellation or a catalog settled, and what begins anew by
    /// it: that, and nothing else, is told.
    fn settle(&mut self, events: &Value) {
        let (renewed, settled): (Vec<&Value>, Vec<&Value>) =
            events.as_array().unwrap().iter().partition(|event| event["kind"] == "benefit-renewed");
        let anew = self.settled(&json!(settled));
        let told: BTreeSet<String> =
            renewed.iter().map(|event| event["benefit"].as_str().unwrap().to_owned()).collect();
        assert_eq!((told.len(), &told), (renewed.len(), &anew));
        for event in renewed {
            let id = event["benefit"].as_str().unwrap();
            assert_eq!(event["ends_on"], self.benefits[id].ends_on.to_string(), "{id}");
            self.begin_year(id);
        }
    }

    /// Follows what was settled: what the events say must be what the memberships entitle to; what
    /// came with a membership that is over has ended, and nothing else has but what nobody uses.
    /// Returns what begins anew by it: what goes on with a membership that was renewed for a later
    /// term than that of the one that is over (MEM-9).
    fn settled(&mut self, events: &Value) -> BTreeSet<String> {
        let before = self.benefits.clone();
        for event in events.as_array().unwrap() {
            self.follow(event);
        }
        let entitled = self.entitled();
        for wanted in &entitled {
            let found = self.benefits.values().find(|one| {
                one.of_program && one.product == wanted.product && one.ended.is_empty()
            });
            let found = found.unwrap_or_else(|| panic!("{wanted:?} was not granted"));
            assert_eq!(
                (found.quantity, found.ends_on, &found.offer, &found.membership, &found.level),
                (wanted.quantity, wanted.ends_on, &wanted.offer, &wanted.membership, &wanted.level),
                "{}",
                wanted.product
            );
        }
        for (id, one) in &self.benefits {
            let held = self.memberships.iter().find(|held| held.id == one.membership).unwrap();
            let stays =
                one.of_program && entitled.iter().any(|wanted| wanted.product == one.product);
            let ended_now =
                before.get(id).is_some_and(|was| was.ended.is_empty() && !one.ended.is_empty());
            if ended_now {
                assert!(!stays, "{id} ended, and the memberships entitle to it");
                let why = if held.is_over() { held.state } else { "superseded" };
                assert_eq!(one.ended, why, "{id}");
                assert!(one.of_program || held.is_over(), "{id} was granted, and ended");
            } else if one.ended.is_empty() && !stays {
                assert!(!held.is_over(), "{id} came with {} and lives on", held.id);
                let left = !one.of_program || (self.used(id) > 0 && one.quantity == Some(0));
                assert!(left, "{id} is not superseded");
            }
        }
        self.settled_offers();
        let of = |id: &str| self.memberships.iter().find(|held| held.id == id).unwrap();
        let anew = self.benefits.iter().filter(|(id, one)| {
            let Some(was) = before.get(*id).filter(|was| was.ended.is_empty()) else {
                return false;
            };
            let (from, to) = (of(&was.membership), of(&one.membership));
            let term = |held: &Membership| held.anniversary - Days::new(365);
            let was_renewed = term(to) > to.purchased_on;
            one.ended.is_empty() && from.is_over() && was_renewed && term(to) > term(from)
        });
        anew.map(|(id, _)| id.clone()).collect()
    }

    /// Takes down what an event says of benefits and their seats.
    fn follow(&mut self, event: &Value) {
        let text = |name: &str| event[name].as_str().unwrap_or_default().to_owned();
        let id = text("benefit");
        match event["kind"].as_str().unwrap() {
            "benefit-granted" | "benefit-changed" => {
                let kind = match (event["category"].as_str().unwrap(), text("credit_kind").as_str())
                {
                    ("visual-studio", _) => Kind::Seats,
                    ("software", _) => Kind::Software,
                    ("azure", "bulk") => Kind::Bulk,
                    ("azure", _) => Kind::Monthly,
                    ("license", _) => Kind::License,
                    ("support", _) => Kind::Support,
                    ("advisory", _) => Kind::Advisory,
                    (other, _) => panic!("a benefit of {other}"),
                };
                let quantity = event["quantity"].as_u64().map(|number| number.try_into().unwrap());
                let level = ["level", "plan", "presales"].map(text).concat();
                let benefit = Benefit {
                    kind,
                    product: text("product"),
                    offer: text("offer"),
                    membership: text("membership"),
                    of_program: text("origin") == "program",
                    quantity,
                    starts_on: text("starts_on").parse().unwrap(),
                    activate_by: text("activate_by").parse().ok(),
                    ends_on: text("ends_on").parse().unwrap(),
                    ended: String::new(),
                    level,
                    used: self.benefits.get(&id).map_or(0, |one| one.used),
                };
                self.benefits.insert(id.clone(), benefit);
                for name in ["seats", "seats_added"] {
                    for seat in event[name].as_array().unwrap_or(&Vec::new()) {
                        let seat = self.seats.entry(seat.as_str().unwrap().to_owned()).or_default();
                        seat.benefit.clone_from(&id);
                        seat.ended = false;
                    }
                }
                for seat in event["seats_ended"].as_array().unwrap_or(&Vec::new()) {
                    let seat = self.seats.get_mut(seat.as_str().unwrap()).unwrap();
                    assert_eq!(seat.holder, None, "a seat that is held was taken away");
                    seat.ended = true;
                }
                if kind == Kind::Seats && event["kind"] == "benefit-granted" {
                    let seats = self.seats.values().filter(|seat| seat.benefit == id);
                    assert_eq!(seats.count(), quantity.unwrap() as usize, "{id} has other seats");
                }
            }
            "benefit-ended" => {
                let why = text("why");
                assert!(why != "superseded" || self.used(&id) == 0, "{id} ended in use");
                self.end(&id, why);
            }
            "refund-forfeited" => {
                let id = text("membership");
                self.memberships.iter_mut().find(|held| held.id == id).unwrap().forfeited = true;
            }
            _ => self.follow_more(event),
        }
    }
}

// The requests ---------------------------------------------------------------------------------

/// How the model follows the answer.
type Follow = Box<dyn FnOnce(&mut Model, &Value)>;

/// A request, what the model says of it, and how the model follows when it is done.
struct Step {
    line: String,
    stdin: String,
    against: Against,
    /// Nothing stands in the way, and there is nothing to do.
    no_op: bool,
    follow: Follow,
    /// Whether it may be asked for once more: who loses their own role may not.
    repeatable: bool,
    /// Whether consent is asked for it.
    asked: bool,
}

impl Step {
    fn new(line: String, against: Against) -> Self {
        Step {
            line,
            stdin: String::new(),
            against,
            no_op: false,
            follow: Box::new(|_, _| ()),
            repeatable: true,
            asked: false,
        }
    }

    fn no_op_if(mut self, so: bool) -> Self {
        self.no_op = so;
        self
    }

    fn then(mut self, follow: impl FnOnce(&mut Model, &Value) + 'static) -> Self {
        self.follow = Box::new(follow);
        self
    }
}

struct Simulation {
    world: World,
    model: Model,
    chance: Chance,
    program: Value,
    serial: u64,
    tally: Tally,
    /// The number of the step.
    number: u64,
    /// The model before what lapsed and nobody took down yet, and what the next write will record
    /// of it.
    lapsed: Option<(Box<Model>, Vec<Value>)>,
    /// Whether it also asks for what only cases have.
    widely: bool,
}

/// How often each verb was done, was a no-op, and was refused.
type Tally = BTreeMap<String, [u32; 3]>;

impl Simulation {
    fn begin(seed: u64) -> Self {
        let day = "2026-01-01";
        let opening = "[organization]\ntenant = \"contoso.onmicrosoft.com\"\n\
                       account_email = \"partner@contoso.com\"\n\
                       [[user]]\nemail = \"ann@contoso.com\"\nname = \"Someone\"\n\
                       roles = [\"global-admin\"]\n";
        let world = World::found(day, opening);
        let program = world.ok("catalog show");
        let ann = User { roles: [ROLES[0].to_owned()].into(), ..User::default() };
        let model = Model {
            today: day.parse().unwrap(),
            day: day.parse().unwrap(),
            users: [("ann@contoso.com".to_owned(), ann)].into(),
            memberships: Vec::new(),
            benefits: BTreeMap::new(),
            seats: BTreeMap::new(),
            keys: BTreeMap::new(),
            credits: BTreeMap::new(),
            credit_since: BTreeMap::new(),
            redeemed: Vec::new(),
            texts: BTreeSet::new(),
            core_seats: [("action-pack", 3), ("silver", 5), ("gold", 10)].into(),
            worldwide: 75,
            reassign_days: 90,
            more: second_half::More::default(),
        };
        let chance = Chance(seed);
        let (serial, tally) = (0, Tally::new());
        let (number, lapsed, widely) = (0, None, false);
        Simulation { world, model, chance, program, serial, tally, number, lapsed, widely }
    }

    /// One of the users, most of whom are known.
    fn someone(&mut self) -> String {
        if !self.chance.one_in(6) {
            let any = self.chance.one_in(8);
            let there = self.model.users.iter().filter(|(_, user)| any || user.acts());
            let known: Vec<String> = there.map(|(email, _)| email.clone()).collect();
            return self.one_of(&known, "ann@contoso.com");
        }
        format!("u{}@contoso.com", self.chance.below(USERS))
    }

    /// Who acts: mostly one who may do much.
    fn actor(&mut self) -> String {
        let admins: Vec<String> = self
            .model
            .users
            .iter()
            .filter(|(_, user)| user.acts() && user.has(&["global-admin"]))
            .map(|(email, _)| email.clone())
            .collect();
        match admins.as_slice() {
            [] => self.someone(),
            _ if self.chance.one_in(10) => self.someone(),
            admins => {
                let options: Vec<&str> = admins.iter().map(String::as_str).collect();
                self.chance.of(&options).to_owned()
            }
        }
    }

    fn one_of(&mut self, ids: &[String], otherwise: &str) -> String {
        if ids.is_empty() || self.chance.one_in(30) {
            return otherwise.to_owned();
        }
        let place = usize::try_from(self.chance.below(ids.len() as u64)).unwrap();
        ids[place].clone()
    }

    /// A benefit, mostly one of these kinds that has not ended.
    fn benefit(&mut self, kinds: &[Kind]) -> String {
        let any = self.chance.one_in(15);
        let model = &self.model;
        let fits = |one: &Benefit| any || (kinds.contains(&one.kind) && !model.is_over(one));
        let fitting = model.benefits.iter().filter(|(_, one)| fits(one));
        let ids: Vec<String> = fitting.map(|(id, _)| id.clone()).collect();
        self.one_of(&ids, "B9999")
    }

    fn key(&mut self) -> String {
        let any = self.chance.one_in(4);
        let held = self.model.keys.iter().filter(|(_, key)| any || key.holder.is_some());
        let ids: Vec<String> = held.map(|(id, _)| id.clone()).collect();
        self.one_of(&ids, "K9999")
    }

    /// Who holds a seat, more often than not; else anybody.
    fn holder(&mut self, benefit: &str) -> String {
        let seats = self.model.seats.values().filter(|seat| seat.benefit == benefit);
        let holders: Vec<String> =
            seats.filter_map(|seat| Some(seat.holder.as_ref()?.0.clone())).collect();
        if holders.is_empty() || self.chance.one_in(4) {
            return self.someone();
        }
        self.one_of(&holders, "ann@contoso.com")
    }

    fn step(&mut self, actor: &str) -> Step {
        // Without these nothing else is possible for long.
        if self.model.live().next().is_none() && !self.chance.one_in(4) {
            return self.purchase(actor);
        }
        if self.model.users.len() < 7 && self.chance.one_in(2) {
            return self.add_user(actor);
        }
        let granted = |kind: Kind| {
            let live = self.model.benefits.values().filter(|one| !self.model.is_over(one));
            live.filter(|one| one.kind == kind).count()
        };
        // Of each kind there should be something to do something with.
        let wanted = [Kind::Software, Kind::Monthly, Kind::Bulk, Kind::License];
        if wanted.iter().any(|kind| granted(*kind) == 0) && self.chance.one_in(6) {
            return self.grant_benefit(actor);
        }
        // Only what takes effect today can be asked for so.
        if self.widely && self.model.day == self.model.today && self.chance.one_in(12) {
            return self.step_of_cases(actor);
        }
        if self.chance.one_in(2) {
            return self.step_of_second_half(actor);
        }
        match self.chance.below(100) {
            0..=5 => self.purchase(actor),
            6..=13 => self.add_user(actor),
            14..=19 => self.grant_role(actor),
            20..=23 => self.revoke_role(actor),
            24..=26 => self.update_user(actor),
            27 => self.rename_user(actor),
            28..=30 => self.import_user(actor),
            31..=35 => self.grant_benefit(actor),
            36..=39 => self.add_keys(actor),
            40..=49 => self.get_keys(actor),
            50..=53 => self.show_key(actor),
            54..=59 => self.activation(actor),
            60..=61 => self.set_key_aside(actor, "return"),
            62..=63 => self.set_key_aside(actor, "retire"),
            64..=68 => self.assign_credit(actor),
            69..=71 => self.remove_credit(actor),
            72..=74 => self.transfer_credit(actor),
            75..=85 => self.assign_seat(actor),
            86..=91 => self.unassign_seat(actor),
            92..=97 => self.reassign_seat(actor),
            _ => self.use_catalog(actor),
        }
    }

    fn purchase(&mut self, actor: &str) -> Step {
        let mut against = self.model.against_actor(actor, &MAY_PURCHASE, false);
        let offer = self.chance.of(&["action-pack", "silver", "gold", "isv-co-sell", "platinum"]);
        let competency = self.chance.of(&COMPETENCIES);
        let named = self.chance.one_in(2) || ["silver", "gold"].contains(&offer);
        let named = named && !self.chance.one_in(20);
        let takes_one = ["silver", "gold"].contains(&offer);
        against.when(offer == "platinum", 3);
        against.when(offer != "platinum" && named != takes_one, 2);
        let competency = named.then(|| competency.to_owned());
        let same =
            self.model.live().any(|held| held.offer == offer && held.competency == competency);
        against.when(same, 5);
        let day = self.model.day;
        let more = competency.as_ref().map(|name| format!(" --competency '{name}'"));
        let line = format!("membership purchase {offer}{}", more.unwrap_or_default());
        Step::new(line, against).then(move |model, receipt| {
            let id = receipt["events"][0]["membership"].as_str().unwrap().to_owned();
            let offer = offer.to_owned();
            let anniversary = day + Days::new(365);
            let (state, forfeited) = ("held", false);
            let bought = Membership {
                id,
                offer,
                competency,
                purchased_on: day,
                anniversary,
                state,
                forfeited,
            };
            assert_eq!(receipt["events"][0]["anniversary"], anniversary.to_string());
            model.memberships.push(bought);
            model.settle(&receipt["events"]);
        })
    }

    /// Whether this user may not give or take that role (ROLE-6).
    fn may_not_give(&self, actor: &str, role: &str) -> bool {
        let user = self.model.users.get(actor);
        OF_AZURE_AD.contains(&role) && !user.is_some_and(|user| user.has(&MAY_GRANT_ALL))
    }

    fn add_user(&mut self, actor: &str) -> Step {
        let email = format!("u{}@contoso.com", self.chance.below(USERS));
        let mut against = self.model.against_actor(actor, &MAY_MANAGE_USERS, false);
        // Who was offboarded comes back, with nothing of what they were.
        against.when(self.model.users.get(&email).is_some_and(|user| !user.offboarded), 6);
        let mut user = User::default();
        let mut line = format!("user add {email} --name Someone");
        if self.chance.one_in(3) {
            let role = self.chance.of(&ROLES);
            against.when(self.may_not_give(actor, role), 4);
            user.roles.insert(role.to_owned());
            line += &format!(" --role {role}");
        }
        if self.chance.one_in(8) {
            user.csp = true;
            line += " --csp-only";
        }
        if self.chance.one_in(5) {
            user.offers_held.insert("enterprise-agreement".to_owned());
            line += " --offer-held enterprise-agreement";
        }
        if self.chance.one_in(2) {
            let country = self.chance.of(&COUNTRIES);
            user.country = Some(country.to_owned());
            line += &format!(" --country {country}");
        }
        Step::new(line, against).then(move |model, _| {
            model.users.insert(email, user);
        })
    }

    fn grant_role(&mut self, actor: &str) -> Step {
        let (email, role) = (self.someone(), self.chance.of(&ROLES));
        let mut against = self.model.against_actor(actor, &MAY_MANAGE_USERS, false);
        against.when(self.may_not_give(actor, role), 4);
        let known = self.model.users.get(&email);
        against.when(known.is_none(), 3);
        against.when(known.is_some_and(|user| user.offboarded), 5);
        let has = known.is_some_and(|user| user.has(&[role]));
        let line = format!("user grant {email} {role}");
        Step::new(line, against).no_op_if(has).then(move |model, _| {
            model.users.get_mut(&email).unwrap().roles.insert(role.to_owned());
        })
    }

    fn revoke_role(&mut self, actor: &str) -> Step {
        let (email, role) = (self.someone(), self.chance.of(&ROLES));
        let mut against = self.model.against_actor(actor, &MAY_MANAGE_USERS, false);
        against.when(self.may_not_give(actor, role), 4);
        let known = self.model.users.get(&email);
        against.when(known.is_none(), 3);
        let has = known.is_some_and(|user| user.has(&[role]));
        let keeps = known.is_some_and(|user| {
            MAY_GRANT_ALL.iter().any(|other| *other != role && user.has(&[other]))
        });
        let loses = has && MAY_GRANT_ALL.contains(&role) && !keeps;
        against.when(loses && self.model.is_last_grantor(&email), 5);
        let line = format!("user revoke {email} {role}");
        let mut step = Step::new(line, against).no_op_if(!has).then(move |model, _| {
            model.users.get_mut(&email).unwrap().roles.remove(role);
        });
        step.repeatable = false;
        step
    }

    fn update_user(&mut self, actor: &str) -> Step {
        let email = self.someone();
        let mut against = self.model.against_actor(actor, &MAY_MANAGE_USERS, false);
        let Some(known) = self.model.users.get(&email).cloned() else {
            against.when(true, 3);
            return Step::new(format!("user update {email} --country NL"), against);
        };
        let mut user = known.clone();
        let change = match self.chance.below(4) {
            0 => {
                user.csp = true;
                against.when(!known.csp && self.model.is_last_grantor(&email), 5);
                "--associated csp".to_owned()
            }
            1 => {
                user.csp = false;
                "--associated mpn".to_owned()
            }
            2 => {
                let country = self.chance.of(&COUNTRIES);
                user.country = Some(country.to_owned());
                format!("--country {country}")
            }
            _ => {
                let offer = self.chance.of(&["none", "azure-pass"]);
                user.offers_held.clear();
                if offer != "none" {
                    user.offers_held.insert(offer.to_owned());
                }
                format!("--offer-held {offer}")
            }
        };
        let same = user.csp == known.csp
            && user.country == known.country
            && user.offers_held == known.offers_held;
        let step = Step::new(format!("user update {email} {change}"), against).no_op_if(same);
        let mut step = step.then(move |model, _| {
            model.users.insert(email, user);
        });
        step.repeatable = false;
        step
    }

    /// Another email: everything that is held goes along.
    fn rename_user(&mut self, actor: &str) -> Step {
        let (from, to) = (self.someone(), format!("u{}@contoso.com", self.chance.below(USERS)));
        let mut against = self.model.against_actor(actor, &MAY_MANAGE_USERS, false);
        against.when(!self.model.users.contains_key(&from), 3);
        let same = from == to;
        against.when(!same && self.model.users.contains_key(&to), 6);
        let line = format!("user update {from} --email {to}");
        let mut step = Step::new(line, against).no_op_if(same).then(move |model, _| {
            let user = model.users.remove(&from).unwrap();
            model.users.insert(to.clone(), user);
            let now = |email: &mut String| {
                if *email == from {
                    email.clone_from(&to);
                }
            };
            for seat in model.seats.values_mut() {
                seat.holder.iter_mut().chain(&mut seat.last).for_each(|(email, _)| now(email));
            }
            model.keys.values_mut().for_each(|key| key.holder.iter_mut().for_each(now));
            for holders in model.credits.values_mut().filter(|holders| holders.contains(&from)) {
                holders.remove(&from);
                holders.insert(to.clone());
            }
            model.more.contact.iter_mut().for_each(|contact| now(&mut contact[0]));
        });
        step.repeatable = false;
        step
    }

    fn import_user(&mut self, actor: &str) -> Step {
        let (email, enabled) = (self.someone(), !self.chance.one_in(3));
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, false);
        let known = self.model.users.get(&email);
        let disables = known.is_some_and(|user| !user.is_gone() && !enabled);
        against.when(disables && self.model.is_last_grantor(&email), 5);
        let same = known.is_some_and(|user| user.offboarded || user.disabled != enabled);
        let mut step = Step::new("user import entra -".to_owned(), against).no_op_if(same).then({
            let email = email.clone();
            move |model, _| model.users.entry(email).or_default().disabled = !enabled
        });
        step.stdin =
            format!("userPrincipalName,displayName,accountEnabled\n{email},Someone,{enabled}\n");
        step.repeatable = false;
        step
    }

    fn grant_benefit(&mut self, actor: &str) -> Step {
        let offers: Vec<String> = self.model.live().map(|held| held.offer.clone()).collect();
        let offer = if self.chance.one_in(8) { "gold" } else { &self.one_of(&offers, "silver") };
        let offer = offer.to_owned();
        let (kind, product, more) = match self.chance.below(8) {
            0 => (Kind::Software, "Windows Server", "--category software --quantity 2"),
            1 => (Kind::Software, "SQL Server", "--category software"),
            2 => (
                Kind::Monthly,
                "Monthly credit",
                "--category azure --kind monthly --amount 100 USD --quantity 2",
            ),
            3 => (Kind::Bulk, "Bulk credit", "--category azure --kind bulk --amount 6000 USD"),
            4 => (Kind::License, "Mail", "--category license --seats-per-key 5"),
            5 => (Kind::License, "Suite", "--category license --seats-per-key 10"),
            6 => (Kind::License, "Rooms", "--category license --seats-per-key 25 BY"),
            _ => (
                Kind::Seats,
                "Visual Studio Enterprise extra",
                "--category visual-studio --quantity 2",
            ),
        };
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        let oldest = self
            .model
            .live()
            .filter(|held| held.offer == offer)
            .min_by_key(|held| held.purchased_on)
            .map(|held| held.id.clone());
        against.when(oldest.is_none(), 5);
        let same = self.model.benefits.values().any(|one| {
            one.product == product
                && Some(&one.membership) == oldest.as_ref()
                && one.ended.is_empty()
        });
        against.when(same, 6);
        let by = self.model.today + Days::new(60);
        let more = more.replace("BY", &format!("--activate-by {by}"));
        let line = format!("benefits grant --offer {offer} --product '{product}' {more}");
        Step::new(line, against).then(move |model, receipt| {
            let event = &receipt["events"][0];
            model.follow(event);
            let made = &model.benefits[event["benefit"].as_str().unwrap()];
            assert_eq!((made.kind, Some(&made.membership)), (kind, oldest.as_ref()));
        })
    }

    /// A product key that is made up, and never twice.
    fn made_up(&mut self) -> String {
        const ALPHABET: &[u8; 24] = b"BCDFGHJKMPQRTVWXY2346789";
        self.serial += 1;
        let mut number = self.serial;
        let digits = (0..25).map(|_| {
            let digit = char::from(ALPHABET[usize::try_from(number % 24).unwrap()]);
            number /= 24;
            digit
        });
        digits.collect()
    }

    fn add_keys(&mut self, actor: &str) -> Step {
        let id = self.benefit(&[Kind::Software]);
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Software]);
        let mut keys: Vec<String> = (0..=self.chance.below(4)).map(|_| self.made_up()).collect();
        if self.chance.one_in(6)
            && let Some(known) = self.model.texts.first()
        {
            keys.push(known.clone());
            against.when(true, 6);
        }
        let activations = self.chance.one_in(2).then_some(2);
        let more = if activations.is_some() { "--type mak --activations 2" } else { "" };
        let line = format!("software add-keys {id} - {more}");
        let stdin = keys.join("\n");
        let mut step = Step::new(line, against).then(move |model, receipt| {
            let mut added = 0;
            for event in receipt["events"].as_array().unwrap() {
                for key in event["keys"].as_array().unwrap() {
                    let key = key["key"].as_str().unwrap().to_owned();
                    let (benefit, state) = (id.clone(), "free".to_owned());
                    let new = Key { benefit, state, holder: None, activations, used: 0 };
                    assert!(model.keys.insert(key, new).is_none(), "an id was given twice");
                    added += 1;
                }
            }
            assert_eq!(added, keys.len());
            model.texts.extend(keys);
        });
        step.stdin = stdin;
        step
    }

    fn get_keys(&mut self, actor: &str) -> Step {
        let id = self.benefit(&[Kind::Software]);
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Software]);
        self.model.against_handing_out(&mut against, &id);
        let count = if self.chance.one_in(4) { 2 } else { 1 };
        let holder = if self.chance.one_in(3) { actor.to_owned() } else { self.someone() };
        self.model.against_receiver(&mut against, &holder);
        let forfeit = self.chance.one_in(2);
        if let Some(benefit) = self.model.benefits.get(&id) {
            against.when(!forfeit && self.model.refund_is_open(benefit), 5);
        }
        let of_it = |key: &&Key| key.benefit == id && key.state == "free";
        let free = self.model.keys.values().filter(of_it).count();
        against.when(free < count, 5);
        let forfeits = if forfeit { "--forfeit-refund" } else { "" };
        let line = format!("software get-keys {id} --count {count} --for {holder} {forfeits}");
        let mut step = Step::new(line, against).then(move |model, keys| {
            let keys = keys.as_array().unwrap();
            assert_eq!(keys.len(), count);
            for shown in keys {
                let key = model.keys.get_mut(shown["id"].as_str().unwrap()).unwrap();
                assert_eq!((&key.benefit, key.state.as_str()), (&id, "free"));
                assert!(model.texts.contains(&shown["key"].as_str().unwrap().replace('-', "")));
                "held".clone_into(&mut key.state);
                key.holder = Some(holder.clone());
            }
            model.forfeit(&id);
        });
        step.repeatable = true;
        step
    }

    /// What stands in the way of using a key that is named.
    fn against_key(&self, against: &mut Against, id: &str, forfeit: bool) {
        let Some(key) = self.model.keys.get(id) else {
            against.when(true, 3);
            return;
        };
        self.model.against_benefit(against, &key.benefit, &[Kind::Software]);
        let open = self.model.refund_is_open(&self.model.benefits[&key.benefit]);
        against.when(open && !forfeit, 5);
        against.when(["retired", "ended"].contains(&key.state.as_str()), 5);
    }

    fn show_key(&mut self, actor: &str) -> Step {
        let (id, to) = (self.key(), self.someone());
        let named = self.chance.one_in(2);
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        let forfeit = self.chance.one_in(2);
        self.against_key(&mut against, &id, forfeit);
        if let Some(key) = self.model.keys.get(&id) {
            self.model.against_handing_out(&mut against, &key.benefit);
        }
        let holder = self.model.keys.get(&id).and_then(|key| key.holder.clone());
        if named {
            against.when(!self.model.users.contains_key(&to), 3);
        }
        match &holder {
            Some(holder) => against.when(named && *holder != to, 6),
            None if named => self.model.against_receiver(&mut against, &to),
            None => {}
        }
        let now_held = match (holder, named) {
            (Some(holder), _) => holder,
            (None, true) => to.clone(),
            (None, false) => actor.to_owned(),
        };
        let whom = if named { format!("--for {to}") } else { String::new() };
        let forfeits = if forfeit { "--forfeit-refund" } else { "" };
        let line = format!("software get-keys {id} {whom} {forfeits}");
        Step::new(line, against).then(move |model, keys| {
            assert_eq!((&keys[0]["id"], &keys[0]["holder"]), (&json!(id), &json!(now_held)));
            let key = model.keys.get_mut(&id).unwrap();
            "held".clone_into(&mut key.state);
            key.holder = Some(now_held);
            let benefit = key.benefit.clone();
            model.forfeit(&benefit);
        })
    }

    fn activation(&mut self, actor: &str) -> Step {
        let id = self.key();
        let (reimage, unchanged) = (self.chance.one_in(2), self.chance.one_in(2));
        let unchanged = reimage && unchanged;
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        let forfeit = self.chance.one_in(2);
        self.against_key(&mut against, &id, forfeit);
        let mut counted = true;
        if let Some(key) = self.model.keys.get(&id) {
            counted = !(unchanged && self.model.benefits[&key.benefit].offer == "action-pack");
            against.when(key.holder.is_none(), 5);
            let left = key.activations.is_none_or(|activations| key.used < activations);
            against.when(counted && !left, 5);
        }
        let mut line = format!("software activation {id}");
        for (so, option) in
            [(reimage, " --reimage"), (unchanged, " --unchanged"), (forfeit, " --forfeit-refund")]
        {
            if so {
                line += option;
            }
        }
        Step::new(line, against).then(move |model, _| {
            let key = model.keys.get_mut(&id).unwrap();
            key.used += u32::from(counted);
            let benefit = key.benefit.clone();
            model.forfeit(&benefit);
        })
    }

    fn set_key_aside(&mut self, actor: &str, verb: &'static str) -> Step {
        let id = self.key();
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        let key = self.model.keys.get(&id);
        against.when(key.is_none(), 3);
        let state = key.map_or("", |key| key.state.as_str());
        let gone = ["retired", "ended"].contains(&state);
        let nothing = if verb == "return" { state != "held" } else { gone };
        let line = format!("software {verb} {id}");
        Step::new(line, against).no_op_if(nothing).then(move |model, _| {
            let key = model.keys.get_mut(&id).unwrap();
            key.state = format!("{}ed", verb.trim_end_matches('e'));
            key.holder = None;
        })
    }

    /// What stands in the way of anything with Azure credit, and who holds it.
    fn credit(&mut self, actor: &str, mostly: &[Kind]) -> (String, Against, BTreeSet<String>) {
        let id = self.benefit(mostly);
        let mut against = self.model.against_actor(actor, &MAY_ASSIGN, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Monthly, Kind::Bulk]);
        let holders = self.model.credits.get(&id).cloned().unwrap_or_default();
        (id, against, holders)
    }

    fn is_bulk(&self, id: &str) -> bool {
        self.model.benefits.get(id).is_some_and(|one| one.kind == Kind::Bulk)
    }

    fn holds_offers(&self, email: &str) -> bool {
        self.model.users.get(email).is_some_and(|user| !user.offers_held.is_empty())
    }

    fn assign_credit(&mut self, actor: &str) -> Step {
        let (id, mut against, holders) = self.credit(actor, &[Kind::Monthly, Kind::Bulk]);
        let to = self.someone();
        self.model.against_receiver(&mut against, &to);
        let has = holders.contains(&to);
        if !has && self.is_bulk(&id) {
            against.when(!holders.is_empty() || self.holds_offers(&to), 5);
        } else if !has {
            let quantity = self.model.benefits.get(&id).and_then(|one| one.quantity);
            let full = quantity.is_some_and(|quantity| holders.len() >= quantity as usize);
            against.when(full, 5);
        }
        let line = format!("azure assign {id} {to}");
        Step::new(line, against).no_op_if(has).then(move |model, _| {
            model.credit_since.insert(id.clone(), model.day);
            model.credits.entry(id).or_default().insert(to);
        })
    }

    fn remove_credit(&mut self, actor: &str) -> Step {
        let (id, mut against, holders) = self.credit(actor, &[Kind::Monthly]);
        let held: Vec<String> = holders.iter().cloned().collect();
        let from = match held.first() {
            Some(_) if self.chance.one_in(2) => self.one_of(&held, "ann@contoso.com"),
            _ => self.someone(),
        };
        against.when(!self.model.users.contains_key(&from), 3);
        let has = holders.contains(&from);
        against.when(has && self.is_bulk(&id), 5);
        let line = format!("azure remove {id} {from}");
        Step::new(line, against).no_op_if(!has).then(move |model, _| {
            model.credits.get_mut(&id).unwrap().remove(&from);
        })
    }

    fn transfer_credit(&mut self, actor: &str) -> Step {
        let (id, mut against, holders) = self.credit(actor, &[Kind::Bulk]);
        let to = self.someone();
        self.model.against_receiver(&mut against, &to);
        let has = holders.contains(&to);
        against.when(!self.is_bulk(&id) || holders.is_empty(), 5);
        if let Some(benefit) = self.model.benefits.get(&id)
            && !has
        {
            let held = self.model.memberships.iter().find(|held| held.id == benefit.membership);
            let over = held.is_some_and(|held| self.model.day >= held.anniversary);
            against.when(over || self.holds_offers(&to), 5);
            // It leaves nobody on a day before they got it.
            let since = self.model.credit_since.get(&id);
            against.when(since.is_some_and(|since| self.model.day < *since), 5);
        }
        let line = format!("azure transfer {id} {to}");
        Step::new(line, against).no_op_if(has).then(move |model, _| {
            model.credit_since.insert(id.clone(), model.day);
            let holders = model.credits.get_mut(&id).unwrap();
            holders.clear();
            holders.insert(to);
        })
    }

    /// A Visual Studio benefit, or a seat of one: what is typed, and both.
    fn seats(&mut self) -> (String, String, Option<String>) {
        if self.chance.one_in(3) && !self.model.seats.is_empty() {
            let ids: Vec<String> = self.model.seats.keys().cloned().collect();
            let seat = self.one_of(&ids, &ids[0]);
            return (seat.clone(), self.model.seats[&seat].benefit.clone(), Some(seat));
        }
        let id = self.benefit(&[Kind::Seats]);
        (id.clone(), id, None)
    }

    fn level(&self, benefit: &str) -> String {
        self.model.benefits.get(benefit).map(|one| one.level.clone()).unwrap_or_default()
    }

    fn assign_seat(&mut self, actor: &str) -> Step {
        let (typed, id, named) = self.seats();
        let to = self.someone();
        let mut against = self.model.against_actor(actor, &MAY_ASSIGN, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Seats]);
        self.model.against_receiver(&mut against, &to);
        let level = self.level(&id);
        let mut has = false;
        if self.model.benefits.get(&id).is_some_and(|one| one.kind == Kind::Seats) {
            match (self.model.seat_of_level(&to, &level), &named) {
                (Some((held, _)), Some(named)) if held == named => has = true,
                (Some((_, seat)), None) if seat.benefit == id => has = true,
                (Some(_), _) => against.when(true, 5),
                (None, Some(named)) => {
                    let seat = &self.model.seats[named];
                    against.when(seat.holder.is_some(), 6);
                    against.when(seat.holder.is_none() && !self.model.is_free_for(seat, &to), 5);
                }
                (None, None) => {
                    let mut seats = self.model.seats.values();
                    let free =
                        seats.any(|seat| seat.benefit == id && self.model.is_free_for(seat, &to));
                    against.when(!free, 5);
                }
            }
            if !has {
                against.when(self.model.is_full(&id) || self.model.is_capped(&level, 0), 5);
            }
        }
        let line = format!("vs assign {typed} {to}");
        Step::new(line, against).no_op_if(has).then(move |model, receipt| {
            let given = receipt["events"][0]["seat"].as_str().unwrap().to_owned();
            assert!(named.is_none_or(|named| named == given));
            let seat = &model.seats[&given];
            assert!(seat.benefit == id && model.is_free_for(seat, &to), "{given} is not free");
            let day = model.day;
            model.seats.get_mut(&given).unwrap().holder = Some((to, day));
        })
    }

    fn unassign_seat(&mut self, actor: &str) -> Step {
        let (typed, id, named) = self.seats();
        let from = self.holder(&id);
        let mut against = self.model.against_actor(actor, &MAY_ASSIGN, true);
        let kind = self.model.benefits.get(&id).map(|one| one.kind);
        against.when(kind != Some(Kind::Seats) || !self.model.users.contains_key(&from), 3);
        let held = self.held_of(&id, named.as_ref(), &from);
        let line = format!("vs unassign {typed} {from}");
        Step::new(line, against).no_op_if(held.is_none()).then(move |model, receipt| {
            let held = held.unwrap();
            let (today, days) = (model.today, model.reassign_days);
            let seat = model.seats.get_mut(&held).unwrap();
            let (holder, on) = seat.holder.take().unwrap();
            // Undone on the day it was given; a day in the past is no way around the wait.
            let until = (on != today).then(|| (on + Days::new(days)).to_string());
            assert_eq!(receipt["events"][0]["reassignable_from"], json!(until));
            if on != today {
                seat.last = Some((holder, on));
            }
        })
    }

    fn held_of(&self, benefit: &str, named: Option<&String>, email: &str) -> Option<String> {
        let held = self.model.seats.iter().find(|(_, seat)| {
            seat.benefit == benefit
                && seat.holder.as_ref().is_some_and(|(holder, _)| holder == email)
        });
        let held = held.map(|(id, _)| id.clone());
        held.filter(|held| named.is_none_or(|named| named == held))
    }

    fn reassign_seat(&mut self, actor: &str) -> Step {
        let (typed, id, named) = self.seats();
        let from = self.holder(&id);
        let to = self.someone();
        let mut against = self.model.against_actor(actor, &MAY_ASSIGN, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Seats]);
        against.when(!self.model.users.contains_key(&from), 3);
        self.model.against_receiver(&mut against, &to);
        let held = self.held_of(&id, named.as_ref(), &from);
        let level = self.level(&id);
        match &held {
            None => against.when(true, 5),
            Some(seat) => {
                let (_, on) = self.model.seats[seat].holder.clone().unwrap();
                let early = self.model.day < on + Days::new(self.model.reassign_days);
                against.when(early || self.model.is_capped(&level, 1), 5);
            }
        }
        against.when(self.model.seat_of_level(&to, &level).is_some(), 5);
        Step::new(format!("vs reassign {typed} {from} {to}"), against).then(move |model, _| {
            let day = model.day;
            let seat = model.seats.get_mut(&held.unwrap()).unwrap();
            seat.last = seat.holder.replace((to, day));
        })
    }

    fn use_catalog(&mut self, actor: &str) -> Step {
        let against = self.model.against_actor(actor, &MAY_ACTIVATE, false);
        let silver = u32::try_from(3 + self.chance.below(4)).unwrap();
        let gold = u32::try_from(4 + self.chance.below(8)).unwrap();
        let worldwide = if self.chance.one_in(3) { 6 } else { 75 };
        let days = if self.chance.one_in(3) { 60 } else { 90 };
        let mut program = self.program.clone();
        program["visual_studio"]["reassign_after_days"] = json!(days);
        for cap in program["visual_studio"]["cap"].as_array_mut().unwrap() {
            cap["worldwide"] = json!(worldwide);
        }
        for (offer, seats) in [("silver", silver), ("gold", gold)] {
            let core = program["benefit"].as_array_mut().unwrap().iter_mut().find(|one| {
                one["product"] == ENTERPRISE
                    && one["benefit_type"] == "core"
                    && one["offers"] == json!([offer])
            });
            core.unwrap()["quantity"] = json!(seats);
        }
        self.serial += 1;
        let file =
            self.world.catalog_with(&format!("{}.toml", self.serial), |whole| *whole = program);
        Step::new(format!("catalog use {file}"), against).then(move |model, receipt| {
            // The first catalog may be the one that is in use.
            model.core_seats.insert("silver", silver);
            model.core_seats.insert("gold", gold);
            model.worldwide = worldwide;
            model.reassign_days = days;
            model.settle(&receipt["events"]);
        })
    }

    /// Runs a step, and holds what happens against what the model says.
    fn run(&mut self, number: u64) {
        self.number = number;
        if self.chance.one_in(4) {
            let today = self.later();
            self.begin_day(today);
        }
        // What took effect some days ago is decided as of then.
        let earlier = self.chance.one_in(10).then(|| 1 + self.chance.below(40));
        if let Some(days) = earlier {
            self.model.day = self.model.today - Days::new(days);
        }
        let actor = self.actor();
        let mut step = self.step(&actor);
        self.world.by(&actor);
        let dry_run = self.chance.one_in(8);
        let request_id = !dry_run && step.repeatable && self.chance.one_in(6);
        let consent = step.asked && (step.no_op || !self.chance.one_in(12));
        step.against.when(step.asked && !consent && !dry_run, 2);
        let mut line = format!("{} -o json", step.line);
        if consent {
            line += " --yes";
        }
        let explained = earlier.is_none() && step.asked == consent && self.chance.one_in(5);
        let why = explained.then(|| self.why(&line, &step));
        if let Some(days) = earlier {
            line += &format!(" --on {}", self.model.today - Days::new(days));
        }
        if dry_run {
            line += " --dry-run";
        }
        if request_id {
            // A number alone would be that of an operation, too.
            line += &format!(" --request-id r{number}");
        }
        self.perform(step, &line, &actor, [dry_run, request_id], why.as_ref());
        self.model.day = self.model.today;
    }

    /// Runs a command line, of which `why` may have foretold the outcome.
    fn perform(
        &mut self,
        step: Step,
        line: &str,
        actor: &str,
        [dry_run, request_id]: [bool; 2],
        why: Option<&Value>,
    ) {
        let before = self.head();
        let told = self.world.run_with(line, &step.stdin);
        let mut verb: Vec<&str> = step.line.split(' ').take(2).collect();
        if verb[0] == "cancel" {
            verb = vec!["cancel", step.line.split(' ').nth(2).unwrap_or_default()];
        }
        let tally = self.tally.entry(verb.join(" ")).or_default();
        let nothing = told.exit == 0 && !dry_run && told.stdout.contains("\"changed\":false");
        tally[if told.exit != 0 { 2 } else { usize::from(nothing) }] += 1;
        let what =
            format!("step {}, {} by {actor}: {line}: {told:?}", self.number, self.model.today);
        if let Some(why) = why {
            assert_eq!(why["exit"], told.exit, "{what}; why says {why}");
        }
        if told.exit != 0 {
            assert!(
                step.against.0.contains(&told.exit),
                "{what}; the model knows of {:?}",
                step.against
            );
            assert_eq!(told.stdout, "", "{what}");
            assert_eq!(self.head(), before, "{what}; it left a trace");
            if let Some(why) = why {
                assert_eq!(why["code"], told.error()["code"], "{what}; why says {why}");
            }
            return;
        }
        assert!(step.against.0.is_empty(), "{what}; the model says {:?}", step.against);
        if dry_run {
            assert_eq!(self.head(), before, "{what}; it left a trace");
            return;
        }
        let mut answer = told.json();
        if answer["changed"] == false {
            let same_catalog = step.line.starts_with("catalog use");
            assert!(step.no_op || same_catalog, "{what}; the model knows of something to do");
            assert_eq!(self.head(), before, "{what}; it left a trace");
            return;
        }
        assert!(!step.no_op, "{what}; the model knows of nothing to do");
        let events = self.recorded();
        if let Some(receipt) = answer.get("events") {
            assert_eq!(*receipt, json!(events), "{what}");
        }
        if let Some(why) = why {
            assert_eq!(plain(&why["events"]), plain(&json!(events)), "{what}");
        }
        // What lapsed before it comes first; the model knows of it already.
        let due = self.lapsed.take().map(|(_, due)| due).unwrap_or_default();
        assert_eq!(due[..], events[..due.len()], "{what}");
        if let Some(object) = answer.as_object_mut() {
            object.insert("events".to_owned(), json!(events[due.len()..]));
        }
        (step.follow)(&mut self.model, &answer);
        if request_id {
            let head = self.head();
            let again = self.world.run_with(line, &step.stdin);
            // Whoever took a role from themselves is not told again what it wants.
            let actor = self.world.actor.borrow().clone();
            let takes = ["role-revoked", "user-offboarded", "user-renamed"];
            let lost_a_role = events.iter().any(|event| {
                event["user"] == *actor && takes.iter().any(|kind| event["kind"] == *kind)
            });
            if !lost_a_role || again.exit != 4 {
                assert_eq!(again, told, "{what}; asked again");
            }
            assert_eq!(self.head(), head, "{what}; asked again it left a trace");
        }
        // The text of keys that were removed is gone, and what was recorded for an earlier day may
        // not be allowed today.
        if self.number.is_multiple_of(5) && !line.contains("add-keys") && !line.contains(" --on ") {
            self.undo_and_do_again(&what);
        }
    }

    /// Undoes what was just done and undoes that, so that all is again as the model has it; or it
    /// is refused and leaves no trace.
    fn undo_and_do_again(&mut self, what: &str) {
        let before = self.head();
        let admin = self.reader();
        self.world.by(&admin);
        let undone = self.world.run("undo --yes -o json");
        let tally = self.tally.entry("undo".to_owned()).or_default();
        tally[if undone.exit == 0 { 0 } else { 2 }] += 1;
        if undone.exit != 0 {
            assert!([4, 5].contains(&undone.exit), "{what}; undone: {undone:?}");
            assert_eq!(self.head(), before, "{what}; undone: {undone:?} left a trace");
            return;
        }
        // Who acted may have lost the role by the undo; whoever has it can do it again.
        let users: Vec<String> = self.model.users.keys().cloned().collect();
        let again = users.iter().any(|user| {
            self.world.by(user);
            self.world.run("undo --yes").exit == 0
        });
        assert!(again, "{what}; undone: {undone:?}; and nobody can do it again");
    }

    /// What the newest operation recorded, but for what it only said.
    fn recorded(&self) -> Vec<Value> {
        let newest = self.head()["operation"].to_string();
        let actor = self.world.actor.borrow().clone();
        // Who acted, or anybody, may be gone by what was done, or have another email now.
        let renamed = (0..USERS).map(|number| format!("u{number}@contoso.com"));
        let shown = self.model.users.keys().cloned().chain(renamed).find_map(|reader| {
            self.world.by(&reader);
            let told = self.world.run(&format!("history show {newest} -o json"));
            (told.exit == 0).then(|| told.json())
        });
        let shown = shown.expect("nobody can see what was done");
        self.world.by(&actor);
        let events = shown["events"].as_array().unwrap().iter();
        events.filter(|event| event["kind"] != "warned").cloned().collect()
    }

    /// One who may grant every role, of whom there is always one (ROLE-12).
    fn reader(&self) -> String {
        let users = &self.model.users;
        let admin = users.iter().find(|(_, user)| user.acts() && user.has(&MAY_GRANT_ALL));
        admin.expect("nobody is left who may grant roles").0.clone()
    }

    /// What the rules say of a command, which must change nothing.
    fn why(&self, line: &str, step: &Step) -> Value {
        let before = std::fs::read(self.world.ledger()).unwrap();
        let told = self.world.run_with(&format!("why {line}"), &step.stdin);
        assert!(!told.stdout.is_empty(), "why {line}: {told:?}");
        let why = told.json();
        assert_eq!(why["exit"], told.exit, "why {line}: {told:?}");
        assert_eq!(why["allowed"], told.exit == 0, "why {line}: {told:?}");
        assert_eq!(std::fs::read(self.world.ledger()).unwrap(), before, "why {line}");
        why
    }

    /// A day that is not before today: mostly tomorrow, sometimes much later, sometimes one of the
    /// days on which a membership changes.
    fn later(&mut self) -> NaiveDate {
        let today = self.model.today;
        let live: Vec<NaiveDate> =
            self.model.live().map(|held| held.anniversary).filter(|day| *day > today).collect();
        if self.chance.one_in(40) && !live.is_empty() {
            let place = usize::try_from(self.chance.below(live.len() as u64)).unwrap();
            let days = [0, 1, 1, 30, 31][usize::try_from(self.chance.below(5)).unwrap()];
            return live[place] + Days::new(days);
        }
        let days = [1, 2, 5, 29, 30, 31, 60, 89, 90];
        let days = days[usize::try_from(self.chance.below(9)).unwrap()];
        // Slowly, so that much happens before the first membership lapses.
        today + Days::new(if self.chance.one_in(12) { days } else { 1 })
    }

    /// A new day; what lapsed before it is learned from a dry run, and held against the model.
    fn begin_day(&mut self, today: NaiveDate) {
        self.world.on(&today.to_string());
        let lapses = self
            .model
            .memberships
            .iter()
            .any(|held| held.is_live(self.model.today) && !held.is_live(today));
        if lapses && let Some((before, _)) = self.lapsed.take() {
            // Nobody took the earlier one down; both are taken down at once.
            self.model = *before;
        }
        (self.model.today, self.model.day) = (today, today);
        if !lapses {
            return;
        }
        let before = Box::new(self.model.clone());
        let admin = self.reader();
        self.world.by(&admin);
        let receipt = self.world.ok(&format!("user update {admin} --name Else --dry-run"));
        let mut due = receipt["events"].as_array().unwrap().clone();
        assert_eq!(due.pop().unwrap()["kind"], "user-updated");
        let gone: Vec<Value> = self
            .model
            .memberships
            .iter()
            .filter(|held| !held.is_over() && !held.is_live(today))
            .map(|held| {
                let on = held.lives_until() + Days::new(1);
                json!({"kind": "membership-lapsed", "membership": held.id, "on": on.to_string()})
            })
            .collect();
        assert_eq!(due[..gone.len()], gone[..]);
        self.model.settle(&json!(due));
        self.lapsed = Some((before, due));
        // Lists tell of it before it is taken down.
        if self.chance.one_in(3) {
            self.compare();
        }
    }

    fn head(&self) -> Value {
        self.world.ok("ledger head")
    }

    /// Holds every list against the model, and verifies the ledger.
    fn compare(&mut self) {
        let reader = self.reader();
        let world = &self.world;
        world.by(&reader);
        self.compare_users();
        self.compare_seats();
        self.compare_second_half();
        let world = &self.world;
        for credit in world.ok("azure list").as_array().unwrap() {
            let id = credit["id"].as_str().unwrap();
            let holders = self.model.credits.get(id).cloned().unwrap_or_default();
            assert_eq!(credit["users"], json!(holders), "{id}");
        }
        let mut keys = BTreeMap::new();
        for software in world.ok("software list").as_array().unwrap() {
            let shown = world.ok(&format!("software show {}", software["id"].as_str().unwrap()));
            for key in shown["keys"].as_array().unwrap() {
                let id = key["id"].as_str().unwrap().to_owned();
                let row = json!([key["status"], key["holder"], key["activations_used"]]);
                keys.insert(id, row);
            }
            let of_it = |state: &str| {
                let of_it = |key: &&Key| key.benefit == software["id"] && key.state == state;
                json!(self.model.keys.values().filter(of_it).count())
            };
            assert_eq!(software["keys_free"], of_it("free"), "{software}");
            assert_eq!(software["keys_revealed"], of_it("held"), "{software}");
        }
        let modeled = self.model.keys.iter();
        let modeled: BTreeMap<String, Value> = modeled
            .map(|(id, key)| (id.clone(), json!([key.state, key.holder, key.used])))
            .collect();
        assert_eq!(keys, modeled);
        world.verify();
    }

    fn compare_users(&self) {
        let mut users = BTreeMap::new();
        for user in self.world.ok("user list").as_array().unwrap() {
            let mut roles: Vec<&str> = user["roles"]
                .as_array()
                .unwrap()
                .iter()
                .map(|role| role.as_str().unwrap())
                .collect();
            roles.sort_unstable();
            let row = json!([roles, user["associated"], user["status"], user["country"]]);
            users.insert(user["email"].as_str().unwrap().to_owned(), row);
        }
        let modeled = self.model.users.iter().map(|(email, user)| {
            let side = if user.csp { "csp" } else { "mpn" };
            let status = match (user.offboarded, user.disabled) {
                (true, _) => "offboarded",
                (false, true) => "disabled",
                (false, false) => "active",
            };
            (email.clone(), json!([user.roles, side, status, user.country]))
        });
        assert_eq!(users, modeled.collect::<BTreeMap<_, _>>());
    }

    fn compare_seats(&self) {
        let mut seats = BTreeMap::new();
        for seat in self.world.ok("vs list").as_array().unwrap() {
            let row = json!([seat["benefit"], seat["email"], seat["assigned_on"], seat["status"]]);
            seats.insert(seat["id"].as_str().unwrap().to_owned(), row);
        }
        let model = &self.model;
        let listed = model
            .seats
            .iter()
            .filter(|(_, seat)| model.benefits[&seat.benefit].ended != "superseded");
        let modeled = listed.map(|(id, seat)| {
            let status = if seat.ended || model.is_over(&model.benefits[&seat.benefit]) {
                "ended"
            } else if seat.holder.is_some() {
                "assigned"
            } else if model.cools_until(seat).is_some() {
                "cooling"
            } else {
                "free"
            };
            let holder = seat.holder.as_ref();
            let email = holder.map(|(email, _)| email.clone());
            let on = holder.map(|(_, on)| on.to_string());
            (id.clone(), json!([seat.benefit, email, on, status]))
        });
        assert_eq!(seats, modeled.collect::<BTreeMap<_, _>>());
        for line in self.world.ok("benefits list --category visual-studio").as_array().unwrap() {
            let id = line["id"].as_str().unwrap();
            let quantity = json!(model.benefits[id].quantity);
            assert_eq!((&line["used"], &line["quantity"]), (&json!(model.used(id)), &quantity));
        }
    }
}

/// Events without what is sealed anew each time.
fn plain(events: &Value) -> Value {
    let mut events = events.clone();
    for event in events.as_array_mut().unwrap() {
        if event["kind"] == "support-confirmed" {
            event["access_id"] = Value::Null;
            event["contract_id"] = Value::Null;
        }
        if event["kind"] == "epoch-begun" {
            event["data_key"] = Value::Null;
        }
        for key in event["keys"].as_array_mut().into_iter().flatten() {
            key["commitment"] = Value::Null;
        }
    }
    events
}

impl Model {
    /// A refund that was open is given up by what was just done.
    fn forfeit(&mut self, benefit: &str) {
        let benefit = &self.benefits[benefit];
        if self.refund_is_open(benefit) {
            let id = benefit.membership.clone();
            self.memberships.iter_mut().find(|held| held.id == id).unwrap().forfeited = true;
        }
    }
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().unwrap())
}

fn add(all: &mut Tally, tally: Tally) {
    for (verb, counts) in tally {
        let sum = all.entry(verb).or_default();
        counts.iter().zip(sum).for_each(|(count, sum)| *sum += count);
    }
}

fn simulate(seed: u64, steps: u64) -> Tally {
    let mut simulation = Simulation::begin(seed);
    let run = AssertUnwindSafe(|| {
        for number in 1..=steps {
            simulation.run(number);
            if number % 100 == 0 {
                simulation.compare();
            }
        }
        simulation.compare();
    });
    if let Err(panic) = std::panic::catch_unwind(run) {
        eprintln!("seed {seed} of {steps} steps failed");
        std::panic::resume_unwind(panic);
    }
    simulation.tally
}

#[test]
fn random_requests_are_answered_as_the_rules_say() {
    const STEPS: u64 = 300;
    let steps = setting("MPN_SIM_STEPS", STEPS);
    let seeds = setting("MPN_SIM_SEEDS", 6);
    let first = setting("MPN_SIM_FIRST", 1);
    // Two at a time, for the two cores that there surely are.
    let tallies: Vec<Tally> = std::thread::scope(|scope| {
        let halves = [0, 1].map(|half| {
            scope.spawn(move || {
                let seeds = (first..first + seeds).filter(|seed| seed % 2 == half);
                seeds.map(|seed| simulate(seed, steps)).collect::<Vec<Tally>>()
            })
        });
        halves.into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    let mut all = Tally::new();
    for tally in tallies {
        add(&mut all, tally);
    }
    println!("done, no-op, refused: {all:#?}");
    // A simulation that reaches nothing would agree with any model.
    if seeds >= 6 && steps >= STEPS {
        let rare = all.iter().filter(|(_, [done, _, refused])| *done == 0 || *refused == 0);
        let rare: Vec<&String> = rare.map(|(verb, _)| verb).collect();
        assert!(all.len() > 35 && rare.len() <= 8, "never done, or never refused: {rare:?}");
    }
}
