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
        let touched: Vec<String> = self.tables.rows(
            "SELECT DISTINCT c.what FROM touched u
             JOIN operation o ON o.seq = u.seq AND o.command = 'support ids'
             JOIN touched c ON c.seq = u.seq
             WHERE u.what = 'U' || ?1",
            [user],
        )?;
        // Beside the contract, its benefit and the user were touched.
        let mut contracts: Vec<ContractId> =
            touched.iter().filter_map(|what| what.parse().ok()).collect();
        contracts.sort();
        Ok(Seen { keys, contracts })
    }
}
