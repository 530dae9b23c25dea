//! Product keys of software.

use chrono::NaiveDate;

use super::{Against, Kind, Model, number};

/// The product that comes in two languages.
pub const SQL_SERVER: &str = "SQL Server";

#[derive(Clone, Debug, Default)]
pub struct Key {
    pub benefit: String,
    pub state: String,
    pub holder: Option<String>,
    /// Whether anybody ever held it.
    pub shown: bool,
    /// Since when it is held, or is set aside; a free one is known of every day.
    pub since: NaiveDate,
    pub activations: Option<u32>,
    pub used: u32,
    pub language: Option<String>,
}

impl Model {
    /// The keys that a user holds of what is asked, as many as are asked for, the oldest first
    /// (SW-8).
    pub fn keys_held(
        &self,
        benefit: &str,
        holder: &str,
        language: Option<&str>,
        count: usize,
    ) -> Vec<String> {
        let is_held = |key: &Key| {
            key.benefit == benefit
                && key.state == "held"
                && key.holder.as_deref() == Some(holder)
                && (language.is_none() || key.language.as_deref() == language)
        };
        let held = self.keys.iter().filter(|(_, key)| is_held(key));
        let mut ids: Vec<String> = held.map(|(id, _)| id.clone()).collect();
        ids.sort_by_key(|id| number(id));
        ids.truncate(count);
        ids
    }

    /// What stands in the way of using a key that is named.
    pub fn against_key(&self, against: &mut Against, id: &str, forfeit: bool) {
        let Some(key) = self.keys.get(id) else {
            against.when(true, 3);
            return;
        };
        self.against_benefit(against, &key.benefit, &[Kind::Software]);
        against.when(self.refund_is_open(&key.benefit) && !forfeit, 5);
        against.when(key.state == "retired", 5);
    }
}
