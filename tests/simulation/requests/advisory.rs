//! Advisory hours.

use super::Step;
use crate::Simulation;
use crate::model::{Hours, Kind, number, text};

impl Simulation {
    /// The benefit of advisory hours, of which there is one at the most (MEM-2).
    fn hours_benefit(&self) -> Option<String> {
        let mut all = self.model.benefits.iter();
        all.find(|(_, one)| one.kind == Kind::Advisory).map(|(id, _)| id.clone())
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
            let cheap = self.model.offer_of(id, self.model.day) == Some("action-pack");
            deducts = cheap || scenario != "presales";
            let then = self.model.with_hours(0, self.new_hours(id, hours, deducts));
            against.when(deducts && self.model.overspends(id, &then), 5);
        }
        let line = format!("advisory request --scenario {scenario} --hours {hours} --title T");
        let new = id.map(|id| self.new_hours(&id, hours, deducts));
        Step::new(line, against).then(move |model, receipt| {
            let event = &receipt["events"][0];
            assert_eq!(event["deducts"], deducts);
            model.hours.insert(number(&text(event, "advisory")), new.unwrap());
        })
    }

    fn new_hours(&self, benefit: &str, reserved: u32, deducts: bool) -> Hours {
        let (benefit, requested_on) = (benefit.to_owned(), self.model.day);
        Hours { benefit, reserved, requested_on, logged: None, deducts }
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
        let new = known.map(|known| Hours { logged: Some(hours), ..known });
        if let Some(new) = new.as_ref().filter(|one| !same && one.deducts) {
            // What is logged counts on the day of the request.
            let at = self.model.on(new.requested_on);
            against
                .when(at.overspends(&new.benefit, &at.with_hours(number(&name), new.clone())), 5);
        }
        let line = format!("advisory log {name} --hours {hours}");
        Step::new(line, against).no_op_if(same).then(move |model, _| {
            model.hours.insert(number(&name), new.unwrap());
        })
    }
}
