//! Support: contracts and incidents.

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::Step;
use crate::Simulation;
use crate::model::{Activation, Contract, Incident, Kind, MAY_ACTIVATE, Reading, number, text};

const ACCOUNTS: [&str; 3] = ["a@live.example", "b@live.example", "u1@contoso.com"];

/// Products on premises: the current version, the one before, and until when that is supported.
const SUPPORTED: [(&str, &str, &str, &str); 2] = [
    ("Windows Server", "2019", "2016", "2022-01-11"),
    ("SQL Server", "2017", "2016", "2021-07-13"),
];

impl Simulation {
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
        match self.contract(&id) {
            Some(contract) if self.chance.one_in(2) => (contract, id),
            _ => (id.clone(), id),
        }
    }

    pub fn activate_support(&mut self, actor: &str) -> Step {
        let (typed, id) = self.support(&["inactive"]);
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Support]);
        // What is activated later already is not activated anew.
        let day = self.model.day;
        let later = self.model.activations.iter().any(|one| {
            let asked = one.benefit == id && one.on > day && one.confirmed.is_none();
            let stretch = || self.model.stretch(&one.benefit, one.on);
            asked && stretch().is_some_and(|it| it.lives_from <= day)
        });
        let known = later || self.is_support(&id) && self.model.activated(&id, day).is_some();
        Step::new(format!("support activate {typed}"), against).no_op_if(known).then(
            move |model, receipt| {
                let contract = text(&receipt["events"][0], "contract");
                let known = model.contracts.insert(contract.clone(), Contract::default());
                assert!(known.is_none(), "{contract} was given twice");
                let on = model.day;
                let said = Activation { benefit: id, contract, on, confirmed: None };
                model.activations.push(said);
            },
        )
    }

    /// The contract of a support benefit on the day.
    fn contract(&self, id: &str) -> Option<String> {
        let activated = self.is_support(id).then(|| self.model.activated(id, self.model.day));
        Some(activated??.contract.clone())
    }

    pub fn confirm_support(&mut self, actor: &str) -> Step {
        let (typed, id) = self.support(&["pending", "active"]);
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Support]);
        let day = self.model.day;
        let contract = self.contract(&id);
        against.when(contract.is_none(), 5);
        let carrier = contract.as_ref().and_then(|_| self.model.carrier(&id, day));
        let begun = carrier
            .map(|place| self.model.memberships[place].term(day).1.anniversary - Days::new(365));
        let mut term = (begun.unwrap_or(day), None);
        let mut first = None;
        let mut line = format!("support confirm {typed} -");
        if self.chance.one_in(5) {
            term.0 = day + Days::new(self.chance.below(20));
            first = Some(term.0);
            line += &format!(" --starts-on {}", term.0);
        }
        if self.chance.one_in(5) {
            term.1 = Some(day + Days::new(self.chance.below(90)));
            line += &format!(" --ends-on {}", term.1.unwrap());
        }
        let last = || contract.as_ref().map(|_| self.model.lives_until(&id, day));
        against.when(term.1.or_else(last).is_some_and(|until| until < term.0), 2);
        let known = contract.as_ref().and_then(|one| self.model.contracts[one].ids.clone());
        let ids = match &known {
            Some(known) if self.chance.one_in(3) => known.clone(),
            _ => {
                self.serial += 1;
                (format!("access-{}", self.serial), format!("contract-{}", self.serial))
            }
        };
        let same = known.as_ref() == Some(&ids);
        // A day that is not told again is the one that is known.
        let runs = contract.as_ref().and_then(|_| self.model.confirmed(&id, day));
        let nothing = same
            && runs.is_some_and(|(_, since, last)| {
                first.is_none_or(|day| day == since) && term.1.is_none_or(|day| day == last)
            });
        let other = known.is_some() && !same;
        let stdin = format!("{}\n{}\n", ids.0, ids.1);
        let mut step = Step::new(line, against).no_op_if(nothing).then(move |model, receipt| {
            // Other IDs are another contract, which nobody is linked to yet.
            let event = &receipt["events"][0];
            let told = text(event, "contract");
            assert_eq!(Some(&told) != contract.as_ref(), other, "{event}");
            let known = model.contracts.contains_key(&told);
            assert!(known != other, "{told} was given twice");
            model.contracts.entry(told.clone()).or_default().ids = Some(ids);
            let said = Activation { benefit: id, contract: told, on: day, confirmed: Some(term) };
            model.activations.push(said);
        });
        step.stdin = stdin;
        step
    }

    fn is_support(&self, id: &str) -> bool {
        self.model.benefits.get(id).is_some_and(|one| one.kind == Kind::Support)
    }

    pub fn show_ids(&mut self, actor: &str) -> Step {
        let (typed, id) = self.support(&["active", "pending"]);
        let mut against = self.against_member(actor);
        let kind = self.model.benefits.get(&id).map(|one| one.kind);
        against.when(kind != Some(Kind::Support), 3);
        let confirmed =
            self.is_support(&id).then(|| self.model.confirmed(&id, self.model.day)).flatten();
        let ids = confirmed.and_then(|(contract, ..)| self.model.contracts[contract].ids.clone());
        against.when(ids.is_none(), 5);
        let who = actor.to_owned();
        Step::new(format!("support ids {typed}"), against).then(move |_, answer| {
            if let Some((access_id, contract_id)) = ids {
                assert_eq!(answer["access_id"], access_id);
                assert_eq!(answer["contract_id"], contract_id);
            }
            let event = &answer["events"][0];
            assert_eq!((&event["kind"], &event["user"]), (&json!("ids-revealed"), &json!(who)));
        })
    }

    pub fn link(&mut self, actor: &str) -> Step {
        let (typed, id) = self.support(&["active", "used-up"]);
        let account = self.chance.of(&ACCOUNTS);
        let mut against = self.against_member(actor);
        let contract = self.contract(&id);
        let linked = contract
            .as_ref()
            .is_some_and(|contract| self.model.contracts[contract].accounts.contains(account));
        if !linked {
            self.model.against_contract(&mut against, &id);
        }
        let line = format!("support link {typed} --account {account}");
        Step::new(line, against).no_op_if(linked).then(move |model, _| {
            let contract = model.contracts.get_mut(&contract.unwrap()).unwrap();
            contract.accounts.insert(account.to_owned());
        })
    }

    pub fn open_incident(&mut self, actor: &str) -> Step {
        let (typed, id) = self.support(&["active", "used-up"]);
        let customer = self.chance.one_in(6);
        let benefit = self.model.benefits.get(&id).filter(|one| one.kind == Kind::Support);
        let in_cloud = benefit.is_some_and(|one| one.level() == "signature-cloud");
        let on_premises = benefit.is_some_and(|one| one.level() == "product-support");
        // On premises anybody helps a customer.
        let mut against = if customer && in_cloud {
            self.model.against_actor(actor, &["admin-agent"], true)
        } else {
            self.against_member(actor)
        };
        self.model.against_contract(&mut against, &id);
        self.serial += 1;
        let title = format!("case-{}", self.serial);
        let mut line = format!("support open {typed} --title {title}");
        if customer {
            line += " --customer Fabrikam";
        }
        let account = self.chance.one_in(2).then(|| self.chance.of(&ACCOUNTS).to_owned());
        if let Some(account) = &account {
            line += &format!(" --account {account}");
        }
        if self.chance.one_in(3) {
            let (product, version, covered) = self.product();
            line += &format!(" --product '{product}'{version}");
            against.when(on_premises && !covered, 5);
            // A cloud plan covers nothing that runs on premises.
            against.when(in_cloud && product != "Abacus", 5);
        }
        let mut then = self.model.clone();
        let (opened_on, seq) = (self.model.day, then.next());
        let (benefit, closed_as, returned) = (id.clone(), None, None);
        let new = Incident { benefit, title, account, opened_on, seq, closed_as, returned };
        then.incidents.insert(0, new.clone());
        against.when(self.is_support(&id) && self.model.overspends(&id, &then), 5);
        Step::new(line, against).then(move |model, receipt| {
            let incident = number(&text(&receipt["events"][0], "incident"));
            let seq = model.next();
            assert!(model.incidents.insert(incident, Incident { seq, ..new }).is_none());
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

    pub fn close_incident(&mut self, actor: &str) -> Step {
        let ids: Vec<String> = self.model.incidents.keys().map(|id| format!("I{id}")).collect();
        let incident = self.one_of(&ids, "I9999");
        let how = self.chance.of(&["solved", "duplicate", "bug"]);
        let mut against = self.against_member(actor);
        let known = self.model.incidents.get(&number(&incident)).cloned();
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
            assert_eq!(receipt["events"][0]["returned"], how != "solved");
            known.closed_as = Some(how.to_owned());
            let seq = model.next();
            known.returned = (how != "solved").then_some((model.day, seq));
            model.incidents.insert(number(&incident), known);
        })
    }

    pub fn count_incidents(&mut self, actor: &str) -> Step {
        let (typed, id) = self.support(&["active", "used-up"]);
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Support]);
        let day = self.model.day;
        let live = self.is_support(&id) && self.model.is_live(&id, day);
        let activated = live && self.model.activated(&id, day).is_some();
        against.when(!activated, 5);
        let quantity = if live { self.model.quantity(&id, day) } else { Some(0) };
        let used = if live { self.model.incidents_used(&id, day) } else { 0 };
        let left = u32::try_from(self.chance.below(u64::from(quantity.unwrap_or(0)) + 1)).unwrap();
        let left = if self.chance.one_in(10) { left + 20 } else { left };
        against.when(quantity.is_none_or(|quantity| left > quantity), 5);
        let then_used = quantity.and_then(|quantity| quantity.checked_sub(left));
        let same = then_used == Some(used);
        if let Some(used) = then_used.filter(|_| live) {
            let mut then = self.model.clone();
            let seq = then.next();
            then.readings.push((id.clone(), Reading { on: day, seq, used }));
            let incidents = self.model.incidents.values().filter(|one| one.benefit == id);
            let mut later = incidents.map(|one| one.opened_on).filter(|on| *on > day);
            // What was opened since must still have been left.
            against.when(
                later.any(|on| then.spent(&id, on) > then.quantity(&id, on).unwrap_or(u32::MAX)),
                5,
            );
        }
        let count = format!("support count {typed} --remaining {left}");
        Step::new(count, against).no_op_if(same).then(move |model, _| {
            let (on, seq, used) = (model.day, model.next(), then_used.unwrap());
            model.readings.push((id, Reading { on, seq, used }));
        })
    }
}
