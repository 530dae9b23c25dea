//! What is said of technical support: requests, events and refusals, with all that must be known of
//! each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use super::{ClosedAs, NewIncident, may_open};
use crate::domain::fact::{CountsFrom, Fact, Part, Subject, Undoing, noted, noted_with};
use crate::domain::folded;
use crate::domain::id::{BenefitId, ContractId, IncidentId};
use crate::domain::role::Permission;
use crate::domain::secret::Secret;
use crate::domain::user::Email;
use crate::domain::verb::{Answers, Asked, Verb};

/// What is asked of contracts and incidents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum SupportRequest {
    ActivateSupport { benefit: String },
    ConfirmSupport(ConfirmSupport),
    ShowIds { benefit: String },
    LinkAccount { benefit: String, account: Email },
    OpenIncident { benefit: String, incident: NewIncident },
    CloseIncident { incident: String, closed_as: ClosedAs },
    CountIncidents { benefit: String, remaining: u32 },
}

impl Asked for SupportRequest {
    fn verb(&self) -> Verb {
        use Permission::{Activate, Read};
        match self {
            SupportRequest::ActivateSupport { .. } => {
                Verb::new("support activate", Activate, &["SUP-4"])
            }
            SupportRequest::ConfirmSupport(_) => Verb::new("support confirm", Activate, &["SUP-4"]),
            SupportRequest::ShowIds { .. } => {
                Verb::new("support ids", Read, &["SUP-4"]).answering(Answers::SupportIds)
            }
            SupportRequest::LinkAccount { .. } => {
                Verb::new("support link", Read, &["SUP-4", "SUP-6"])
            }
            SupportRequest::OpenIncident { incident, .. } => {
                // Which plan it is of, and so whether a customer wants a role, the ledger knows.
                let rules: &[&str] = match incident.customer {
                    Some(_) => &["ROLE-7", "SUP-5", "SUP-8", "SUP-9", "SUP-13"],
                    None => &["SUP-5", "SUP-8", "SUP-9", "SUP-13"],
                };
                Verb::new("support open", Read, rules)
            }
            SupportRequest::CloseIncident { .. } => {
                Verb::new("support close", Read, &["SUP-8", "SUP-9"])
            }
            SupportRequest::CountIncidents { .. } => {
                Verb::new("support count", Activate, &["SUP-7"])
            }
        }
    }

    fn secrets(&self) -> &[Secret] {
        match self {
            SupportRequest::ConfirmSupport(confirm) => &confirm.ids,
            SupportRequest::ActivateSupport { .. }
            | SupportRequest::ShowIds { .. }
            | SupportRequest::LinkAccount { .. }
            | SupportRequest::OpenIncident { .. }
            | SupportRequest::CloseIncident { .. }
            | SupportRequest::CountIncidents { .. } => &[],
        }
    }

    fn fold(&mut self, _: &Email) {
        match self {
            SupportRequest::ActivateSupport { benefit: name }
            | SupportRequest::ConfirmSupport(ConfirmSupport { benefit: name, .. })
            | SupportRequest::ShowIds { benefit: name }
            | SupportRequest::LinkAccount { benefit: name, .. }
            | SupportRequest::OpenIncident { benefit: name, .. }
            | SupportRequest::CloseIncident { incident: name, .. }
            | SupportRequest::CountIncidents { benefit: name, .. } => folded::name(name),
        }
    }

    fn people(&mut self) -> Vec<&mut Email> {
        match self {
            SupportRequest::LinkAccount { account, .. } => vec![account],
            SupportRequest::OpenIncident { incident, .. } => incident.account.iter_mut().collect(),
            SupportRequest::ActivateSupport { .. }
            | SupportRequest::ConfirmSupport(_)
            | SupportRequest::ShowIds { .. }
            | SupportRequest::CloseIncident { .. }
            | SupportRequest::CountIncidents { .. } => Vec::new(),
        }
    }
}

/// The two IDs of an activated support benefit, and its term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConfirmSupport {
    pub benefit: String,
    /// Access ID and Contract ID.
    pub ids: Vec<Secret>,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
}

/// What became of contracts and incidents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum SupportEvent {
    SupportActivated {
        contract: ContractId,
        benefit: BenefitId,
        on: NaiveDate,
    },
    SupportConfirmed {
        contract: ContractId,
        benefit: BenefitId,
        /// The commitments of the two IDs.
        access_id: String,
        contract_id: String,
        starts_on: NaiveDate,
        /// None for a contract that runs as long as its benefit lives.
        ends_on: Option<NaiveDate>,
        on: NaiveDate,
    },
    IdsRevealed {
        contract: ContractId,
        benefit: BenefitId,
        user: Email,
        on: NaiveDate,
    },
    AccountLinked {
        contract: ContractId,
        benefit: BenefitId,
        account: Email,
        on: NaiveDate,
    },
    AccountUnlinked {
        contract: ContractId,
        benefit: BenefitId,
        account: Email,
    },
    /// A support benefit that waited for its IDs is as if it had not been activated.
    ContractRemoved {
        contract: ContractId,
        benefit: BenefitId,
    },
    IncidentOpened {
        incident: IncidentId,
        contract: ContractId,
        benefit: BenefitId,
        plan: String,
        title: String,
        account: Option<Email>,
        customer: Option<String>,
        product: Option<String>,
        version: Option<String>,
        on: NaiveDate,
    },
    IncidentClosed {
        incident: IncidentId,
        contract: ContractId,
        benefit: BenefitId,
        closed_as: ClosedAs,
        /// Whether it is given back to the contract.
        returned: bool,
        on: NaiveDate,
    },
    IncidentsCounted {
        contract: ContractId,
        benefit: BenefitId,
        remaining: u32,
        used: u32,
        used_before: u32,
        on: NaiveDate,
    },
    /// The number that was told last is taken back: what is used is counted as before it.
    CountRemoved {
        contract: ContractId,
        benefit: BenefitId,
    },
    IncidentRemoved {
        incident: IncidentId,
        contract: ContractId,
        benefit: BenefitId,
    },
    /// An incident is open, or closed as it was before.
    IncidentRestored {
        incident: IncidentId,
        contract: ContractId,
        benefit: BenefitId,
        closed_on: Option<NaiveDate>,
        closed_as: Option<ClosedAs>,
        returned: bool,
    },
}

impl Fact for SupportEvent {
    fn kind(&self) -> &'static str {
        self.into()
    }

    fn touches(&self) -> Vec<String> {
        match self {
            SupportEvent::SupportActivated { contract, benefit, .. }
            | SupportEvent::SupportConfirmed { contract, benefit, .. }
            | SupportEvent::ContractRemoved { contract, benefit }
            | SupportEvent::CountRemoved { contract, benefit }
            | SupportEvent::IncidentsCounted { contract, benefit, .. } => {
                noted(&[contract, benefit])
            }
            SupportEvent::IdsRevealed { contract, benefit, user, .. }
            | SupportEvent::AccountLinked { contract, benefit, account: user, .. }
            | SupportEvent::AccountUnlinked { contract, benefit, account: user } => {
                noted(&[contract, benefit, user])
            }
            SupportEvent::IncidentOpened { incident, contract, benefit, account, .. } => {
                noted_with(&[incident, contract, benefit], account)
            }
            SupportEvent::IncidentClosed { incident, contract, benefit, .. }
            | SupportEvent::IncidentRemoved { incident, contract, benefit, .. }
            | SupportEvent::IncidentRestored { incident, contract, benefit, .. } => {
                noted(&[incident, contract, benefit])
            }
        }
    }

    fn apart(&mut self) -> Vec<Part<'_>> {
        match self {
            SupportEvent::IdsRevealed { user, .. } => Part::people([user]),
            SupportEvent::AccountLinked { account, .. }
            | SupportEvent::AccountUnlinked { account, .. } => Part::people([account]),
            SupportEvent::IncidentOpened { title, account, customer, .. } => {
                let mut parts = Part::people(account);
                parts.extend(Part::texts(std::iter::once(title).chain(customer)));
                parts
            }
            SupportEvent::SupportActivated { .. }
            | SupportEvent::SupportConfirmed { .. }
            | SupportEvent::ContractRemoved { .. }
            | SupportEvent::IncidentClosed { .. }
            | SupportEvent::IncidentsCounted { .. }
            | SupportEvent::CountRemoved { .. }
            | SupportEvent::IncidentRemoved { .. }
            | SupportEvent::IncidentRestored { .. } => Vec::new(),
        }
    }

    fn counts_from(&self) -> CountsFrom {
        match self {
            SupportEvent::SupportActivated { on, .. }
            | SupportEvent::SupportConfirmed { on, .. }
            | SupportEvent::IdsRevealed { on, .. }
            | SupportEvent::AccountLinked { on, .. }
            | SupportEvent::IncidentOpened { on, .. }
            | SupportEvent::IncidentClosed { on, .. }
            | SupportEvent::IncidentsCounted { on, .. } => CountsFrom::Day(*on),
            SupportEvent::AccountUnlinked { .. }
            | SupportEvent::ContractRemoved { .. }
            | SupportEvent::CountRemoved { .. }
            | SupportEvent::IncidentRemoved { .. }
            | SupportEvent::IncidentRestored { .. } => CountsFrom::Operation,
        }
    }

    fn undoing(&self) -> Undoing {
        use Permission::{Activate, Read};
        match self {
            SupportEvent::SupportActivated { contract, .. }
            | SupportEvent::ContractRemoved { contract, .. } => {
                Undoing::told(Activate, [Subject::Contract(*contract)])
            }
            SupportEvent::SupportConfirmed { contract, .. } => Undoing::never(
                Activate,
                format!("the IDs of {contract} took the place of what was there"),
                format!("mpn support confirm {contract} FILE, with the right IDs"),
                Some("SUP-4"),
            ),
            SupportEvent::IdsRevealed { contract, user, .. } => Undoing::never(
                Read,
                format!("the IDs of {contract} were shown, and {user} knows them since"),
                format!("mpn support confirm {contract} FILE, once there are new ones"),
                Some("SUP-12"),
            ),
            SupportEvent::AccountLinked { contract, account, .. }
            | SupportEvent::AccountUnlinked { contract, account, .. } => {
                Undoing::told(Read, [Subject::Account(*contract, account.clone())])
            }
            SupportEvent::IncidentOpened { incident, benefit, customer, plan, .. } => {
                let permission = may_open(Some(plan), customer.as_ref());
                let about = [Subject::Incident(*incident), Subject::Count(*benefit)];
                Undoing::told(permission, about).moving([Subject::Balance(*benefit)])
            }
            SupportEvent::IncidentClosed { incident, benefit, returned, .. } => {
                Undoing::hidden(Read, of_incident(*incident, *benefit, *returned))
                    .moving(balance(*benefit, *returned))
            }
            SupportEvent::IncidentRemoved { incident, benefit, .. } => {
                Undoing::told(Read, of_incident(*incident, *benefit, true))
                    .moving(balance(*benefit, true))
            }
            SupportEvent::IncidentRestored { incident, benefit, .. } => {
                Undoing::hidden(Read, of_incident(*incident, *benefit, true))
                    .moving(balance(*benefit, true))
            }
            SupportEvent::IncidentsCounted { benefit, .. }
            | SupportEvent::CountRemoved { benefit, .. } => {
                let about = [Subject::Balance(*benefit)];
                let moves = [Subject::Count(*benefit), Subject::Balance(*benefit)];
                Undoing::told(Activate, about).moving(moves)
            }
        }
    }
}

/// What a fact about an incident is about: where it `counts`, the count as well.
fn of_incident(incident: IncidentId, benefit: BenefitId, counts: bool) -> Vec<Subject> {
    let mut about = vec![Subject::Incident(incident)];
    if counts {
        about.push(Subject::Count(benefit));
    }
    about
}

fn balance(benefit: BenefitId, moves: bool) -> Vec<Subject> {
    if moves { vec![Subject::Balance(benefit)] } else { Vec::new() }
}

/// Why a contract is not used, or an incident not opened, closed or counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SupportRefusal {
    NoSuchContract {
        contract: ContractId,
        nearest: Option<String>,
    },
    NoSuchIncident {
        incident: String,
        nearest: Option<String>,
    },
    NoSuchProduct {
        product: String,
        known: Vec<String>,
    },
    TermBackwards {
        starts_on: NaiveDate,
        ends_on: NaiveDate,
    },
    SupportNotBegun {
        contract: ContractId,
        starts_on: NaiveDate,
    },
    SupportInactive {
        benefit: BenefitId,
    },
    SupportPending {
        benefit: BenefitId,
        since: NaiveDate,
    },
    SupportExpired {
        contract: ContractId,
        starts_on: NaiveDate,
        ends_on: NaiveDate,
    },
    NoIncidentLeft {
        benefit: BenefitId,
        included: u32,
        /// The later day on which too many would be used, where it is not the day itself.
        day: Option<NaiveDate>,
    },
    ProductOnPremises {
        plan: String,
        product: String,
    },
    CountUnlimited {
        benefit: BenefitId,
    },
    CountTooHigh {
        benefit: BenefitId,
        included: u32,
        remaining: u32,
    },
    VersionTooOld {
        product: String,
        version: String,
        current: String,
        previous: String,
        mainstream_until: Option<NaiveDate>,
    },
    IncidentClosed {
        incident: IncidentId,
        was: ClosedAs,
    },
}
