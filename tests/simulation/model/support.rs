//! Support: contracts and incidents.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Against, Kind, Model};

#[derive(Clone, Debug, Default)]
pub struct Contract {
    pub id: String,
    pub requested_on: NaiveDate,
    pub term: Option<(NaiveDate, NaiveDate)>,
    pub ids: Option<(String, String)>,
    pub accounts: BTreeSet<String>,
}

#[derive(Clone, Debug)]
pub struct Incident {
    pub benefit: String,
    pub title: String,
    pub account: Option<String>,
    pub opened_on: NaiveDate,
    pub closed_as: Option<String>,
    pub counted: bool,
}

impl Model {
    /// What stands in the way of working with a contract on this day (SUP-4, SUP-7).
    pub fn against_contract(&self, against: &mut Against, id: &str) {
        self.against_benefit(against, id, &[Kind::Support]);
        let term = self.contracts.get(id).and_then(|contract| contract.term);
        let runs = term.is_some_and(|(from, until)| from <= self.day && self.day <= until);
        against.when(!runs, 5);
    }

    /// What a support benefit is called, and whether it can be used.
    pub fn support_status(&self, id: &str) -> (&'static str, bool) {
        if self.is_over(&self.benefits[id]) {
            return ("expired", false);
        }
        let Some(contract) = self.contracts.get(id) else { return ("inactive", false) };
        match contract.term {
            None => ("pending", false),
            Some((_, until)) if until < self.day => ("expired", false),
            Some((from, _)) if from > self.day => ("active", false),
            Some(_) if self.remaining(id) == Some(0) => ("used-up", false),
            Some(_) => ("active", true),
        }
    }
}
