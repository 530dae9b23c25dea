//! Advisory hours.

use super::Step;
use crate::Simulation;
use crate::model::{Hours, Kind, number, text};

impl Simulation {
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

    pub fn request_hours(&mut self, actor: &str) -> Step {
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
            model.hours.insert(number(&text(event, "advisory")), new);
        })
    }

    pub fn log_hours(&mut self, actor: &str) -> Step {
        let ids: Vec<String> = self.model.hours.keys().map(|id| format!("A{id}")).collect();
        let name = self.one_of(&ids, "A9999");
        let hours = self.some_hours();
        let mut against = self.against_member(actor);
        let known = self.model.hours.get(&number(&name)).cloned();
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
            let known = model.hours.get_mut(&number(&name)).unwrap();
            let before = known.logged.replace(hours).unwrap_or(0);
            if known.deducts && !known.earlier {
                let benefit = model.benefits.get_mut(&known.benefit).unwrap();
                benefit.used = benefit.used + hours - before;
            }
        })
    }
}
