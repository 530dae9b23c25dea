//! Advisory hours.

use chrono::NaiveDate;

use super::Model;

#[derive(Clone, Debug)]
pub struct Hours {
    pub benefit: String,
    pub reserved: u32,
    pub requested_on: NaiveDate,
    pub logged: Option<u32>,
    pub deducts: bool,
    pub earlier: bool,
}

impl Model {
    /// The hours that open requests of this term set aside.
    pub fn reserved(&self, benefit: &str) -> u32 {
        let of_it = self.hours.values().filter(|one| one.benefit == benefit);
        let open = of_it.filter(|one| one.logged.is_none() && one.deducts && !one.earlier);
        open.map(|one| one.reserved).sum()
    }
}
