//! A verb is one row: how it is typed, who may, what the rules say of it, and how it is done.

use super::role::Permission;
use crate::domain::secret::Secret;
use crate::domain::user::Email;

/// What the requests of a noun say of themselves.
pub trait Asked {
    /// What is known of it by its verb.
    fn verb(&self) -> Verb;

    /// Makes one of all spellings that mean the same.
    fn fold(&mut self, acting: &Email);

    /// The people whom it names, who may be named by their ids.
    fn people(&mut self) -> Vec<&mut Email>;

    /// The secrets that it brings along, in order.
    fn secrets(&self) -> &[Secret] {
        &[]
    }
}

/// What is known of a request by its verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    /// The noun and the verb as they are typed; receipts, history and `why` call it so.
    pub command: &'static str,
    /// What the acting user must be allowed (ROLE-3 to ROLE-13).
    pub permission: Permission,
    /// The ids of the rules that bear on it, beside that of the permission.
    pub rules: &'static [&'static str],
    pub acts_on: ActsOn,
    /// Whether it is asked about before it is done: what it does cannot be taken back, or takes
    /// something back (cli.md).
    pub asks_first: bool,
    pub answers: Answers,
}

/// What a verb is answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// What was recorded.
    Receipt,
    /// The keys that it handed out.
    Keys,
    /// All keys, some of them in clear.
    KeyFile,
    /// The key that it redeemed.
    Redemption,
    /// The two IDs of a contract.
    SupportIds,
    /// The passphrase of a recovery.
    Recovery,
    /// What became of each row of a plan.
    Plan,
}

impl Answers {
    /// Whether it hands out secrets of the ledger.
    #[must_use]
    pub fn reveal(self) -> bool {
        match self {
            Answers::Keys | Answers::KeyFile | Answers::Redemption | Answers::SupportIds => true,
            Answers::Receipt | Answers::Recovery | Answers::Plan => false,
        }
    }
}

/// What a verb acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActsOn {
    /// Benefits, which want an active offer first (MEM-3), and which Partner Membership Center
    /// forbids to act on (MEM-4).
    Benefits,
    /// Memberships, which it forbids as well.
    Memberships,
    /// Users, the catalog, keys to the seal: the ledger's own affair.
    Ledger,
}

impl Verb {
    /// A verb on benefits, which is not asked about and is answered with a receipt.
    pub(super) const fn new(
        command: &'static str,
        permission: Permission,
        rules: &'static [&'static str],
    ) -> Self {
        Verb {
            command,
            permission,
            rules,
            acts_on: ActsOn::Benefits,
            asks_first: false,
            answers: Answers::Receipt,
        }
    }

    /// … that acts on something else.
    pub(super) const fn on(self, acts_on: ActsOn) -> Self {
        Verb { acts_on, ..self }
    }

    /// … that is asked about before it is done.
    pub(super) const fn asking(self) -> Self {
        Verb { asks_first: true, ..self }
    }

    /// … that is answered with something else.
    pub(super) const fn answering(self, answers: Answers) -> Self {
        Verb { answers, ..self }
    }
}
