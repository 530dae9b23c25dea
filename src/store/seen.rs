//! What a user was shown: what was handed out for them, and what they had shown to themselves.

use super::{Facts, json};
use crate::domain::event::{Event, UserEvent};
use crate::domain::id::ContractId;
use crate::domain::user::{Email, Seen};
use crate::failure::Result;

/// A name that a user had, and the operations after which and up to which they acted under it.
struct Name {
    email: String,
    after: i64,
    last: i64,
}

impl Facts {
    /// What was ever shown to a user, by id. Where somebody else is to hold a key, whoever asked
    /// for it has seen it as well. The cost grows with what this user was shown, and had shown.
    pub fn seen_by(&self, user: &Email) -> Result<Seen> {
        let held = "SELECT DISTINCT \"key\" FROM key_reveal WHERE email = ?1";
        let mut keys = self.tables.rows(held, [user])?;
        let mut touched: Vec<String> = Vec::new();
        for Name { email, after, last } in self.names_of(user)? {
            // Other commands only take down what was handed out elsewhere.
            keys.append(&mut self.tables.rows(
                "SELECT DISTINCT r.\"key\" FROM operation o JOIN key_reveal r ON r.seq = o.seq
                 WHERE o.actor = ?1 AND o.seq > ?2 AND o.seq <= ?3
                   AND o.command IN ('software get-keys', 'license redeem', 'apply', 'export keys')",
                (&email, after, last),
            )?);
            touched.append(&mut self.tables.rows(
                "SELECT DISTINCT c.what FROM touched u
                 JOIN operation o ON o.seq = u.seq AND o.command = 'support ids'
                 JOIN touched c ON c.seq = u.seq
                 WHERE u.what = ?1 AND u.seq > ?2 AND u.seq <= ?3",
                (&email, after, last),
            )?);
        }
        keys.sort();
        keys.dedup();
        // Beside the contract, its benefit and the user were touched.
        let mut contracts: Vec<ContractId> =
            touched.iter().filter_map(|what| what.parse().ok()).collect();
        contracts.sort();
        contracts.dedup();
        Ok(Seen { keys, contracts })
    }

    /// The names that a user had, the newest first: the log tells of actors as they were called.
    fn names_of(&self, user: &Email) -> Result<Vec<Name>> {
        let renamings: Vec<(i64, String)> = self.tables.rows(
            "SELECT e.seq, e.body FROM touched t
             JOIN operation o ON o.seq = t.seq AND o.command IN ('user update', 'apply', 'undo')
             JOIN event e ON e.seq = t.seq AND e.body LIKE '{\"kind\":\"user-renamed\",%'
             WHERE t.what = ?1 ORDER BY e.seq DESC, e.position DESC",
            [user],
        )?;
        let mut names = Vec::new();
        let mut name = Name { email: user.to_string(), after: 0, last: i64::MAX };
        for (seq, body) in renamings {
            let Event::User(UserEvent::UserRenamed { user, to }) = json(&body, "a renamed user")?
            else {
                continue;
            };
            if to.as_str() == name.email {
                name.after = seq;
                let before = Name { email: user.to_string(), after: 0, last: name.after };
                names.push(std::mem::replace(&mut name, before));
            } else if user.as_str() == name.email {
                // Until then somebody else was called so.
                name.after = seq;
                break;
            }
        }
        names.push(name);
        Ok(names)
    }
}
