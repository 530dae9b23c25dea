//! What a user was shown: what was handed out for them, and what they had shown to themselves.

use super::Facts;
use crate::domain::id::ContractId;
use crate::domain::user::{Email, Seen};
use crate::failure::Result;

impl Facts {
    /// What was ever shown to a user, by id. Where somebody else is to hold a key, whoever asked
    /// for it has seen it as well. The cost grows with what this user was shown, and had shown.
    pub fn seen_by(&self, user: &Email) -> Result<Seen> {
        let Some(user) = self.user_id(user)? else { return Ok(Seen::default()) };
        // Other commands only take down what was handed out elsewhere.
        let keys = self.tables.rows(
            "SELECT \"key\" FROM key_reveal WHERE user = ?1
             UNION SELECT r.\"key\" FROM operation o JOIN key_reveal r ON r.seq = o.seq
             WHERE o.actor = 'U' || ?1
               AND o.command IN ('software get-keys', 'license redeem', 'apply', 'export keys')
             ORDER BY 1",
            [user],
        )?;
        // In this order, each by its index: what touched a user is little beside the whole log.
        let revealed: Vec<String> = self.tables.rows(
            "SELECT DISTINCT json_extract(e.body, '$.contract') FROM touched u
             CROSS JOIN operation o ON o.seq = u.seq AND o.command = 'support ids'
             CROSS JOIN event e ON e.seq = u.seq
                AND e.body LIKE '{\"kind\":\"ids-revealed\",%'
             WHERE u.what = 'U' || ?1",
            [user],
        )?;
        let mut contracts: Vec<ContractId> =
            revealed.iter().filter_map(|contract| contract.parse().ok()).collect();
        contracts.sort();
        Ok(Seen { keys, contracts })
    }
}
