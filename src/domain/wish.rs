//! Wishes: the rows of a plan, each one command that concerns a user or a benefit (cli.md, "Plan
//! files"), and who should hold the seats of a benefit.

use serde::{Deserialize, Serialize};

use super::role::Role;
use super::user::{Country, Email};
use super::words::words;

words! {
    /// What a row can ask for: noun and verb, as they are typed.
    Action, "an action that a plan knows" {
        VsAssign = "vs assign",
        VsUnassign = "vs unassign",
        VsReassign = "vs reassign",
        AzureAssign = "azure assign",
        AzureRemove = "azure remove",
        AzureTransfer = "azure transfer",
        SoftwareGetKeys = "software get-keys",
        SoftwareActivation = "software activation",
        SoftwareReturn = "software return",
        SoftwareRetire = "software retire",
        LicenseReplace = "license replace",
        SupportActivate = "support activate",
        SupportLink = "support link",
        GtmActivate = "gtm activate",
        UserAdd = "user add",
        UserUpdate = "user update",
        UserGrant = "user grant",
        UserRevoke = "user revoke",
        UserOffboard = "user offboard",
    }

    /// What a row can say beside its action and its reason.
    Column, "a column of a plan" {
        Benefit = "benefit",
        User = "user",
        To = "to",
        Language = "language",
        Os = "os",
        Role = "role",
        Account = "account",
        Name = "name",
        Country = "country",
        Machine = "machine",
        ForfeitRefund = "forfeit_refund",
    }
}

impl Action {
    /// The columns that it cannot do without, and those that it takes beside them.
    fn columns(self) -> (&'static [Column], &'static [Column]) {
        use Column as C;
        match self {
            Action::VsAssign | Action::VsUnassign | Action::AzureAssign | Action::AzureRemove => {
                (&[C::Benefit, C::User], &[])
            }
            // With `to`, `user` is who has it now; alone, who gets it, as it is typed.
            Action::AzureTransfer => (&[C::Benefit, C::User], &[C::To]),
            Action::VsReassign => (&[C::Benefit, C::User, C::To], &[]),
            Action::SoftwareGetKeys => {
                (&[C::Benefit], &[C::User, C::Language, C::Os, C::ForfeitRefund])
            }
            Action::SoftwareActivation => (&[C::Benefit], &[C::Machine, C::ForfeitRefund]),
            Action::SoftwareReturn
            | Action::SoftwareRetire
            | Action::LicenseReplace
            | Action::SupportActivate
            | Action::GtmActivate => (&[C::Benefit], &[]),
            Action::SupportLink => (&[C::Benefit, C::Account], &[]),
            Action::UserAdd => (&[C::User], &[C::Name, C::Role, C::Country]),
            Action::UserUpdate => (&[C::User], &[C::Name, C::Country, C::To]),
            Action::UserGrant | Action::UserRevoke => (&[C::User, C::Role], &[]),
            Action::UserOffboard => (&[C::User], &[]),
        }
    }
}

/// One wish: what a row of a CSV or a `[[want]]` table of a TOML file says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    pub action: Action,
    /// A benefit, a seat or a key, by id or name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub benefit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<Email>,
    /// Who gets what `user` has now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Email>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub os: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<Email>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub machine: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub forfeit_refund: bool,
    /// Why; kept with what the row did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A wish and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WishRow {
    /// Its place among the wishes, from 1.
    pub row: u32,
    /// The line of the file it begins on; none where it was worked out from a `[[seat]]`.
    pub line: Option<u32>,
    pub wish: Wish,
}

/// Who should hold the seats of a benefit: a `[[seat]]` table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatWish {
    pub benefit: String,
    pub users: Vec<Email>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The state of the log that a plan was made on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedOn {
    pub ledger_id: String,
    pub operation: u64,
    pub head: String,
}

words! {
    /// What would become of a row of a plan.
    RowStatus, "a status of a row" {
        Ok = "ok",
        NoOp = "no-op",
        Refused = "refused",
    }
}

/// The form of the files that plans are kept in; another form gets another number.
pub const PLAN_FORM: u32 = 1;

/// A plan as it is kept in a file. It holds no key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlanFile {
    /// [`PLAN_FORM`].
    pub plan: u32,
    #[serde(flatten)]
    pub planned_on: PlannedOn,
    pub rows: Vec<PlanFileRow>,
}

/// A row of a plan's file: the wish is what is applied, the rest is there to be read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlanFileRow {
    #[serde(flatten)]
    pub wish: WishRow,
    pub status: RowStatus,
    pub message: Option<String>,
}

impl Wish {
    /// A wish without anything but its action.
    #[must_use]
    pub fn new(action: Action) -> Self {
        Wish {
            action,
            benefit: None,
            user: None,
            to: None,
            language: None,
            os: None,
            role: None,
            account: None,
            name: None,
            country: None,
            machine: None,
            forfeit_refund: false,
            reason: None,
        }
    }

    fn has(&self, column: Column) -> bool {
        match column {
            Column::Benefit => self.benefit.is_some(),
            Column::User => self.user.is_some(),
            Column::To => self.to.is_some(),
            Column::Language => self.language.is_some(),
            Column::Os => self.os.is_some(),
            Column::Role => self.role.is_some(),
            Column::Account => self.account.is_some(),
            Column::Name => self.name.is_some(),
            Column::Country => self.country.is_some(),
            Column::Machine => self.machine.is_some(),
            Column::ForfeitRefund => self.forfeit_refund,
        }
    }

    /// Checks that it says what its action wants, and nothing that would go unheard.
    ///
    /// # Errors
    /// A sentence that names the columns.
    pub fn check(&self) -> Result<(), String> {
        let (wanted, taken) = self.action.columns();
        let words = |columns: Vec<&Column>| {
            columns.into_iter().map(|column| column.word()).collect::<Vec<_>>().join(", ")
        };
        let missing: Vec<&Column> = wanted.iter().filter(|column| !self.has(**column)).collect();
        if !missing.is_empty() {
            return Err(format!("{} wants {}", self.action, words(missing)));
        }
        let is_taken = |column: &Column| wanted.contains(column) || taken.contains(column);
        let unheard = Column::ALL.iter().filter(|column| self.has(**column) && !is_taken(column));
        let unheard: Vec<&Column> = unheard.collect();
        if !unheard.is_empty() {
            return Err(format!("{} takes no {}", self.action, words(unheard)));
        }
        if self.action == Action::UserUpdate && !taken.iter().any(|column| self.has(*column)) {
            return Err(format!("{} wants one of {}", self.action, words(taken.iter().collect())));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(action: &str) -> Wish {
        Wish::new(action.parse().unwrap())
    }

    #[test]
    fn every_action_is_called_as_the_command_it_stands_for() {
        for action in Action::ALL {
            let mut whole = Wish::new(*action);
            for column in action.columns().0.iter().chain(action.columns().1) {
                let email = Some("bo@contoso.com".parse().unwrap());
                match column {
                    Column::Benefit => whole.benefit = Some("B1".to_owned()),
                    Column::User => whole.user = email,
                    Column::To => whole.to = email,
                    Column::Account => whole.account = email,
                    Column::Role => whole.role = Some(Role::GlobalAdmin),
                    _ => {}
                }
            }
            if *action == Action::UserUpdate {
                whole.name = Some("Bo".to_owned());
            }
            assert_eq!(whole.request().unwrap().verb().command, action.word());
        }
    }

    #[test]
    fn what_a_row_lacks_or_says_in_vain_is_named() {
        assert_eq!(wish("vs reassign").check(), Err("vs reassign wants benefit, user, to".into()));
        let mut vain = wish("user offboard");
        vain.user = Some("bo@contoso.com".parse().unwrap());
        vain.os = Some("windows-x64".to_owned());
        assert_eq!(vain.check(), Err("user offboard takes no os".into()));
        let mut nothing = wish("user update");
        nothing.user = Some("bo@contoso.com".parse().unwrap());
        assert_eq!(nothing.check(), Err("user update wants one of name, country, to".into()));
    }
}
