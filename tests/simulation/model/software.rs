//! Product keys of software.

use super::{Against, Kind, Model};

#[derive(Clone, Debug, Default)]
pub struct Key {
    pub benefit: String,
    pub state: String,
    pub holder: Option<String>,
    pub activations: Option<u32>,
    pub used: u32,
}

impl Model {
    /// What stands in the way of using a key that is named.
    pub fn against_key(&self, against: &mut Against, id: &str, forfeit: bool) {
        let Some(key) = self.keys.get(id) else {
            against.when(true, 3);
            return;
        };
        self.against_benefit(against, &key.benefit, &[Kind::Software]);
        let open = self.refund_is_open(&self.benefits[&key.benefit]);
        against.when(open && !forfeit, 5);
        against.when(["retired", "ended"].contains(&key.state.as_str()), 5);
    }
}
