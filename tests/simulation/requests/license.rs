//! License keys.

use chrono::Days;
use serde_json::{Value, json};

use super::Step;
use crate::Simulation;
use crate::model::{Kind, License, MAY_ACTIVATE, Redemption, number, outcome, text};

const OURS: &str = "contoso.onmicrosoft.com";
const THEIRS: &str = "fabrikam.onmicrosoft.com";

impl Simulation {
    pub fn add_license_keys(&mut self, actor: &str) -> Step {
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
                let known = model.licenses.insert(number(&text(&key, "key")), new);
                assert!(known.is_none(), "an id was given twice");
            }
            model.texts.extend(keys);
        });
        step.stdin = stdin;
        step
    }

    /// A license benefit or one key of it: what is typed, the benefit, and the key it stands for.
    fn license(&mut self) -> (String, String, Option<u32>) {
        if self.chance.one_in(3) && !self.model.licenses.is_empty() {
            let ids: Vec<String> = self.model.licenses.keys().map(|id| format!("K{id}")).collect();
            let key = self.one_of(&ids, "K9999");
            let benefit = self.model.licenses.get(&number(&key));
            let benefit = benefit.map_or("B9999".to_owned(), |key| key.benefit.clone());
            return (key.clone(), benefit, Some(number(&key)));
        }
        let with_keys = self.model.licenses.values().filter(|key| key.state == "unredeemed");
        let with_keys: Vec<String> = with_keys.map(|key| key.benefit.clone()).collect();
        let id = if with_keys.is_empty() || self.chance.one_in(3) {
            self.benefit(&[Kind::License])
        } else {
            self.one_of(&with_keys, "B9999")
        };
        (id.clone(), id, None)
    }

    fn last_redeemed(&self, benefit: &str) -> Option<u32> {
        let redeemed = self.model.licenses.iter().filter(|(_, key)| key.benefit == benefit);
        let redeemed = redeemed.filter(|(_, key)| key.redemption.is_some());
        // Whatever the day it took effect, the one that was recorded last.
        let order = |id: &&u32| self.model.redeemed.iter().position(|one| one == *id);
        redeemed.map(|(id, _)| id).max_by_key(order).copied()
    }

    pub fn redeem(&mut self, actor: &str) -> Step {
        let (typed, id, named) = self.license();
        let product = self.model.benefits.get(&id).map(|one| one.product.clone());
        let ours = (product.unwrap_or_default(), OURS.to_owned());
        let runs = self.model.running.get(&ours);
        let runs = runs.is_some_and(|((_, ends_on), _)| *ends_on > self.model.day);
        let mode = match (self.chance.below(8), runs) {
            (1, _) | (2.., false) => "new",
            (0, _) | (2..=4, true) => "add-seats",
            (5.., true) => "extend",
        };
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        self.model.against_benefit(&mut against, &id, &[Kind::License]);
        let of_it = |(_, key): &(&u32, &License)| key.benefit == id && key.state == "unredeemed";
        let next = self.model.licenses.iter().find(of_it).map(|(id, _)| *id);
        let key = named.or(next).or_else(|| self.last_redeemed(&id));
        let found = key.and_then(|key| self.model.licenses.get(&key)).cloned();
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
        let by = benefit.as_ref().and_then(|one| one.own.as_ref()?.activate_by);
        against.when(by.is_some_and(|by| by < self.model.day), 5);
        let product = benefit.as_ref().map(|one| one.product.clone()).unwrap_or_default();
        let on_tenant = (product.clone(), tenant.to_owned());
        let mut running = self.model.running.get(&on_tenant).map(|(running, _)| *running);
        // What a key that stands was redeemed to is built upon on no day before.
        let mut since = self.model.running.get(&on_tenant).and_then(|(_, last)| {
            let last = &self.model.licenses[last];
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
        if benefit.is_some() {
            against.when(!forfeit && self.model.refund_is_open(&id), 5);
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
            let license = model.licenses.get_mut(&key).unwrap();
            "redeemed".clone_into(&mut license.state);
            model.redeemed.push(key);
            let (tenant, product) = (tenant.to_owned(), product);
            license.redemption =
                Some(Redemption { tenant, product, mode, on, before: running, then });
            model.running.insert(on_tenant, (then, key));
            model.forfeit(&id);
        });
        step.asked = true;
        step
    }

    pub fn replace(&mut self, actor: &str) -> Step {
        let (typed, id, named) = self.license();
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        // A key that was redeemed is replaced whatever became of its benefit.
        let kind = self.model.benefits.get(&id).map(|one| one.kind);
        against.when(kind != Some(Kind::License), 3);
        let key = named.or_else(|| self.last_redeemed(&id));
        let license = key.and_then(|key| self.model.licenses.get(&key)).cloned();
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
            let latest = model.running.get(&on_tenant).is_some_and(|(_, last)| *last == key);
            // What later keys were redeemed onto is computed anew, where it can be.
            let without = if latest { Ok(model.before_mistakes(key)) } else { model.without(key) };
            assert_eq!(
                (&event["key"], &event["restored"]),
                (&json!(format!("K{key}")), &json!(without.is_ok()))
            );
            "replaced".clone_into(&mut model.licenses.get_mut(&key).unwrap().state);
            match without {
                Ok(Some(before)) => {
                    // What was redeemed before it is now the latest, and can be taken back as well.
                    let stands = |one: &u32| {
                        let license = &model.licenses[one];
                        let redeemed = license.redemption.as_ref();
                        license.state == "redeemed"
                            && redeemed.is_some_and(|it| it.product == on_tenant.0)
                            && redeemed.is_some_and(|it| it.tenant == on_tenant.1)
                    };
                    let last = model.redeemed.iter().rev().copied().find(stands).unwrap_or(key);
                    model.running.insert(on_tenant, (before, last));
                }
                Ok(None) => {
                    model.running.remove(&on_tenant);
                }
                Err(()) => {}
            }
        });
        step.asked = true;
        step
    }
}
