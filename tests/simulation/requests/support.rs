//! Support: contracts and incidents.

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::Step;
use crate::Simulation;
use crate::model::{Contract, Incident, Kind, MAY_ACTIVATE, number, text};

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
        match self.model.contracts.get(&id) {
            Some(contract) if self.chance.one_in(2) => (contract.id.clone(), id),
            _ => (id.clone(), id),
        }
    }

    pub fn activate_support(&mut self, actor: &str) -> Step {
        let (typed, id) = self.support(&["inactive"]);
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Support]);
        let known = self.model.contracts.contains_key(&id);
        Step::new(format!("support activate {typed}"), against).no_op_if(known).then(
            move |model, receipt| {
                let id_of_contract = text(&receipt["events"][0], "contract");
                let requested_on = model.day;
                let contract = Contract { id: id_of_contract, requested_on, ..Contract::default() };
                model.contracts.insert(id, contract);
            },
        )
    }

    pub fn confirm_support(&mut self, actor: &str) -> Step {
        let (typed, id) = self.support(&["pending", "active"]);
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Support]);
        let contract = self.model.contracts.get(&id);
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
            let contract = model.contracts.get_mut(&id).unwrap();
            contract.term = Some(term);
            contract.ids = Some(ids);
        });
        step.stdin = stdin;
        step
    }

    pub fn show_ids(&mut self, actor: &str) -> Step {
        let (typed, id) = self.support(&["active", "pending"]);
        let mut against = self.against_member(actor);
        let kind = self.model.benefits.get(&id).map(|one| one.kind);
        against.when(kind != Some(Kind::Support), 3);
        let contract = self.model.contracts.get(&id);
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

    pub fn link(&mut self, actor: &str) -> Step {
        let (typed, id) = self.support(&["active", "used-up"]);
        let account = self.chance.of(&ACCOUNTS);
        let mut against = self.against_member(actor);
        let contract = self.model.contracts.get(&id);
        let linked = contract.is_some_and(|contract| contract.accounts.contains(account));
        if !linked {
            self.model.against_contract(&mut against, &id);
        }
        let line = format!("support link {typed} --account {account}");
        Step::new(line, against).no_op_if(linked).then(move |model, _| {
            let contract = model.contracts.get_mut(&id).unwrap();
            contract.accounts.insert(account.to_owned());
        })
    }

    pub fn open_incident(&mut self, actor: &str) -> Step {
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
            assert!(model.incidents.insert(incident, new).is_none());
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
            let returned = known.counted && how != "solved";
            assert_eq!(receipt["events"][0]["returned"], returned);
            known.closed_as = Some(how.to_owned());
            known.counted &= !returned;
            model.benefits.get_mut(&known.benefit).unwrap().used -= u32::from(returned);
            model.incidents.insert(number(&incident), known);
        })
    }

    pub fn count_incidents(&mut self, actor: &str) -> Step {
        let (typed, id) = self.support(&["active", "used-up"]);
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Support]);
        against.when(!self.model.contracts.contains_key(&id), 5);
        let benefit = self.model.benefits.get(&id);
        let quantity = benefit.and_then(|one| one.quantity);
        let used = benefit.map_or(0, |one| one.used);
        // What is open and counted is used in any case.
        let open = self.model.incidents.values().filter(|one| one.benefit == id && one.counted);
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
}
