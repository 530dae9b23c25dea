//! Product keys of software.

use serde_json::json;

use super::Step;
use crate::Simulation;
use crate::model::{Key, Kind, MAY_ACTIVATE, SQL_SERVER, number};

impl Simulation {
    fn key(&mut self) -> String {
        let any = self.chance.one_in(4);
        let held = self.model.keys.iter().filter(|(_, key)| any || key.holder.is_some());
        let ids: Vec<String> = held.map(|(id, _)| id.clone()).collect();
        self.one_of(&ids, "K9999")
    }

    pub fn add_keys(&mut self, actor: &str) -> Step {
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
                    let new = Key { benefit, state, activations, ..Key::default() };
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

    /// A language that the product comes in, if any is asked for.
    fn language(&mut self, benefit: &str) -> Option<&'static str> {
        let product = self.model.benefits.get(benefit).map(|benefit| benefit.product.as_str());
        let chosen =
            self.chance.one_in(2).then(|| if self.chance.one_in(2) { "en-US" } else { "nl-NL" });
        chosen.filter(|_| product == Some(SQL_SERVER))
    }

    pub fn get_keys(&mut self, actor: &str) -> Step {
        let id = self.benefit(&[Kind::Software]);
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Software]);
        self.model.against_handing_out(&mut against, &id);
        let count = if self.chance.one_in(4) { 2 } else { 1 };
        let holder = if self.chance.one_in(3) { actor.to_owned() } else { self.someone() };
        self.model.against_receiver(&mut against, &holder);
        let forfeit = self.chance.one_in(2);
        if self.model.benefits.contains_key(&id) {
            against.when(!forfeit && self.model.refund_is_open(&id), 5);
        }
        let language = self.language(&id);
        let (another, held) = if self.chance.one_in(4) {
            ("--another", Vec::new())
        } else {
            ("", self.model.keys_held(&id, &holder, language, count))
        };
        let of_it = |key: &&Key| key.benefit == id && key.state == "free";
        let free = self.model.keys.values().filter(of_it).count();
        against.when(free + held.len() < count, 5);
        let forfeits = if forfeit { "--forfeit-refund" } else { "" };
        let spoken = language.map(|language| format!("--language {language}")).unwrap_or_default();
        let line = format!(
            "software get-keys {id} --count {count} --for {holder} {spoken} {another} {forfeits}"
        );
        let mut step = Step::new(line, against).then(move |model, keys| {
            let keys = keys.as_array().unwrap();
            assert_eq!(keys.len(), count);
            let day = model.day;
            // Those that are held come first, and are the very same.
            for (number, shown) in keys.iter().enumerate() {
                let shown_id = shown["id"].as_str().unwrap();
                let key = model.keys.get_mut(shown_id).unwrap();
                if let Some(same) = held.get(number) {
                    assert_eq!(shown_id, same);
                } else {
                    assert_eq!((&key.benefit, key.state.as_str()), (&id, "free"));
                    key.since = day;
                }
                assert!(model.texts.contains(&shown["key"].as_str().unwrap().replace('-', "")));
                "held".clone_into(&mut key.state);
                key.shown = true;
                key.holder = Some(holder.clone());
                key.language = language.map(str::to_owned).or(key.language.take());
            }
            model.forfeit(&id);
        });
        step.repeatable = true;
        step
    }

    /// A row of a plan: who has a key needs none, and is shown none (SW-8).
    pub fn wish_for_key(&mut self, actor: &str) -> Step {
        let (id, user) = (self.benefit(&[Kind::Software]), self.someone());
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        self.model.against_benefit(&mut against, &id, &[Kind::Software]);
        self.model.against_handing_out(&mut against, &id);
        self.model.against_receiver(&mut against, &user);
        let has_one = !self.model.keys_held(&id, &user, None, 1).is_empty();
        let of_it = self.model.keys.iter().filter(|(_, key)| key.benefit == id);
        let free = of_it.filter(|(_, key)| key.state == "free").map(|(key, _)| key);
        let free = free.min_by_key(|key| number(key)).cloned();
        if self.model.benefits.contains_key(&id) && !has_one {
            against.when(self.model.refund_is_open(&id) || free.is_none(), 5);
        }
        let line = format!("software get-keys {id} {user}");
        Step::new(line, against).no_op_if(has_one).then(move |model, _| {
            let day = model.day;
            let key = model.keys.get_mut(&free.unwrap()).unwrap();
            "held".clone_into(&mut key.state);
            key.shown = true;
            (key.holder, key.since) = (Some(user), day);
            model.forfeit(&id);
        })
    }

    pub fn show_key(&mut self, actor: &str) -> Step {
        let (id, to) = (self.key(), self.someone());
        let named = self.chance.one_in(2);
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        let forfeit = self.chance.one_in(2);
        self.model.against_key(&mut against, &id, forfeit);
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
        if let Some(key) = self.model.keys.get(&id).filter(|key| key.state == "returned") {
            against.when(self.model.day < key.since, 5);
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
            let day = model.day;
            let key = model.keys.get_mut(&id).unwrap();
            if key.holder.is_none() {
                key.since = day;
            }
            "held".clone_into(&mut key.state);
            key.shown = true;
            key.holder = Some(now_held);
            let benefit = key.benefit.clone();
            model.forfeit(&benefit);
        })
    }

    pub fn activation(&mut self, actor: &str) -> Step {
        let id = self.key();
        let (reimage, unchanged) = (self.chance.one_in(2), self.chance.one_in(2));
        let unchanged = reimage && unchanged;
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        let forfeit = self.chance.one_in(2);
        self.model.against_key(&mut against, &id, forfeit);
        let mut counted = true;
        if let Some(key) = self.model.keys.get(&id) {
            let offer = self.model.offer_of(&key.benefit, self.model.day);
            counted = !(unchanged && offer == Some("action-pack"));
            // It is activated on no day before somebody had it.
            against.when(key.holder.is_none() || self.model.day < key.since, 5);
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

    pub fn set_key_aside(&mut self, actor: &str, verb: &'static str) -> Step {
        let id = self.key();
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        let key = self.model.keys.get(&id);
        against.when(key.is_none(), 3);
        let state = key.map_or("", |key| key.state.as_str());
        let nothing = if verb == "return" { state != "held" } else { state == "retired" };
        let early = key.is_some_and(|key| self.model.day < key.since);
        against.when(early && !nothing, 5);
        let line = format!("software {verb} {id}");
        Step::new(line, against).no_op_if(nothing).then(move |model, _| {
            let day = model.day;
            let key = model.keys.get_mut(&id).unwrap();
            key.state = format!("{}ed", verb.trim_end_matches('e'));
            (key.holder, key.since) = (None, day);
        })
    }
}
