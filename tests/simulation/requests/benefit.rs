//! Benefits: what is granted, and another catalog.

use chrono::Days;
use serde_json::json;

use super::Step;
use crate::Simulation;
use crate::model::{Benefit, ENTERPRISE, Kind, MAY_ACTIVATE, SQL_SERVER};

impl Simulation {
    /// A benefit, mostly one of these kinds that has not ended.
    pub fn benefit(&mut self, kinds: &[Kind]) -> String {
        let any = self.chance.one_in(15);
        let model = &self.model;
        let fits = |one: &Benefit| any || (kinds.contains(&one.kind) && !model.is_over(one));
        let fitting = model.benefits.iter().filter(|(_, one)| fits(one));
        let ids: Vec<String> = fitting.map(|(id, _)| id.clone()).collect();
        self.one_of(&ids, "B9999")
    }

    pub fn grant_benefit(&mut self, actor: &str) -> Step {
        let offers: Vec<String> = self.model.live().map(|held| held.offer.clone()).collect();
        let offer = if self.chance.one_in(8) { "gold" } else { &self.one_of(&offers, "silver") };
        let offer = offer.to_owned();
        let (kind, product, more) = match self.chance.below(8) {
            0 => (Kind::Software, "Windows Server", "--category software --quantity 2"),
            1 => (Kind::Software, SQL_SERVER, "--category software --languages en-US,nl-NL"),
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

    pub fn use_catalog(&mut self, actor: &str) -> Step {
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
}
