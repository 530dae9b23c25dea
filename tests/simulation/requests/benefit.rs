//! Benefits: what is granted, and another catalog.

use chrono::Days;
use serde_json::json;

use super::Step;
use crate::Simulation;
use crate::model::{Benefit, ENTERPRISE, Figures, Kind, MAY_ACTIVATE, SQL_SERVER};

impl Simulation {
    /// A benefit, mostly one of these kinds that has not ended.
    pub fn benefit(&mut self, kinds: &[Kind]) -> String {
        let any = self.chance.one_in(15);
        let model = &self.model;
        let fits = |id: &str, one: &Benefit| {
            any || (kinds.contains(&one.kind) && model.is_live(id, model.day))
        };
        let fitting = model.benefits.iter().filter(|(id, one)| fits(id, one));
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
        let held = self.model.live().any(|held| held.offer == offer);
        against.when(!held, 5);
        // One line of one offer there is once, whatever became of its memberships.
        let same = self.model.benefits.values().any(|one| {
            one.product == product && one.own.as_ref().is_some_and(|own| own.offer == offer)
        });
        against.when(same, 6);
        let by = self.model.today + Days::new(60);
        let more = more.replace("BY", &format!("--activate-by {by}"));
        let line = format!("benefits grant --offer {offer} --product '{product}' {more}");
        Step::new(line, against).then(move |model, receipt| {
            let id = model.follow_grant(&receipt["events"][0]);
            let made = &model.benefits[&id];
            assert_eq!((made.kind, made.own.as_ref().map(|own| &own.offer)), (kind, Some(&offer)));
        })
    }

    pub fn use_catalog(&mut self, actor: &str) -> Step {
        // One that is dated before another is in force until that alone; days.rs tells of it.
        if self.model.catalogs.iter().any(|one| one.from > self.model.day) {
            return self.grant_role(actor);
        }
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, false);
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
        let from = self.model.day;
        let core_seats = [3, silver, gold];
        let new = Figures { from, core_seats, worldwide, reassign_days: days };
        // It takes away nothing that was given since.
        let mut then = self.model.clone();
        then.catalogs.push(new);
        against.when(self.model.no_longer_fits(&then), 5);
        Step::new(format!("catalog use {file}"), against).then(move |model, receipt| {
            for event in receipt["events"].as_array().unwrap() {
                assert_eq!(event["kind"], "program-adopted", "{event}");
            }
            model.catalogs.push(new);
        })
    }
}
