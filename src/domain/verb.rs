//! A verb is one row: how it is typed, who may, what the rules say of it, and how it is done.

use super::role::Permission;

/// What is known of a request by its verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    /// The noun and the verb as they are typed; receipts, history and `why` call it so.
    pub command: &'static str,
    /// What the acting user must be allowed (ROLE-3 to ROLE-13).
    pub permission: Permission,
    /// The ids of the rules that bear on it, beside that of the permission.
    pub rules: &'static [&'static str],
    /// Whether it acts on memberships or benefits, which Partner Membership Center forbids (MEM-4).
    /// Users and the catalog are the ledger's own affair.
    pub on_benefits: bool,
    /// Whether it wants an active offer first (MEM-3).
    pub wants_offer: bool,
    /// Whether it is asked about before it is done: what it does cannot be taken back, or takes
    /// something back (cli.md).
    pub asks_first: bool,
    /// Whether the answer hands out secrets.
    pub reveals: bool,
}

impl Verb {
    /// A verb on benefits, which wants an active offer, is not asked about and shows no secret.
    pub(super) const fn new(
        command: &'static str,
        permission: Permission,
        rules: &'static [&'static str],
    ) -> Self {
        Verb {
            command,
            permission,
            rules,
            on_benefits: true,
            wants_offer: true,
            asks_first: false,
            reveals: false,
        }
    }

    /// … that may be done without an active offer.
    pub(super) const fn without_offer(self) -> Self {
        Verb { wants_offer: false, ..self }
    }

    /// … that is the ledger's own affair.
    pub(super) const fn of_the_ledger(self) -> Self {
        Verb { on_benefits: false, wants_offer: false, ..self }
    }

    /// … that is asked about before it is done.
    pub(super) const fn asking(self) -> Self {
        Verb { asks_first: true, ..self }
    }

    /// … whose answer hands out secrets.
    pub(super) const fn revealing(self) -> Self {
        Verb { reveals: true, ..self }
    }
}
