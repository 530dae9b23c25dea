//! What cannot be taken back, why, and what can be done instead.

use crate::domain::event::Event;

/// Why a fact cannot be taken back, and what can be done instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Final {
    pub why: String,
    /// A command that can be typed, or what comes nearest to one.
    pub instead: String,
    pub rule: Option<&'static str>,
}

/// Why a fact cannot be taken back; `None` when it can, as far as the fact itself goes.
#[must_use]
pub fn finality(event: &Event) -> Option<Final> {
    of_the_ledger(event).or_else(|| of_memberships(event)).or_else(|| of_secrets(event)).or_else(
        || {
            // Nobody has said yet how another fact is taken back.
            (!has_a_way_back(event)).then(|| Final {
                why: format!("what it did ({}) has no way back", event.kind()),
                instead: "mpn history list".to_owned(),
                rule: None,
            })
        },
    )
}

fn of_the_ledger(event: &Event) -> Option<Final> {
    let (why, instead) = match event {
        Event::LedgerFounded { .. } => (
            "it founded the ledger".to_owned(),
            "mpn init --ledger PATH begins another ledger".to_owned(),
        ),
        Event::ProgramAdopted { program, .. } => (
            format!("the rules of {program} were in force since"),
            "mpn catalog use FILE takes the earlier rules into use again".to_owned(),
        ),
        Event::EpochBegun { epoch, .. } => (
            format!("keys are sealed in epoch {epoch} since"),
            "mpn seal rotate begins another".to_owned(),
        ),
        Event::RecipientAdded { recipient, .. } => (
            format!("{recipient} could open the keys since"),
            format!("mpn seal remove '{recipient}'"),
        ),
        Event::RecipientNamed { recipient, user } => (
            format!("{recipient} was said to be of {user}"),
            format!("mpn seal add '{recipient}' --user EMAIL says whose it is"),
        ),
        Event::RecipientRemoved { recipient, .. } => (
            format!("everything is sealed anew without {recipient}"),
            format!("mpn seal add '{recipient}'"),
        ),
        Event::SecretsLost { .. } => (
            "what was lost is not there to be put back".to_owned(),
            "mpn ledger restore FILE, of a backup".to_owned(),
        ),
        Event::RollbackAccepted { operation, .. } => (
            format!("operation {operation} is not in the ledger, and was accepted so"),
            "mpn ledger restore FILE, of the newer one".to_owned(),
        ),
        Event::KeysRemoved { benefit, .. } => (
            format!("the text of the keys of {benefit} is gone"),
            format!("mpn software add-keys {benefit} FILE, or mpn license add-keys"),
        ),
        Event::HoursCounted { benefit, .. } => (
            format!("it took down what was used of {benefit} before there was a ledger"),
            "mpn advisory log REQUEST --hours N".to_owned(),
        ),
        _ => return None,
    };
    Some(Final { why, instead, rule: None })
}

fn of_memberships(event: &Event) -> Option<Final> {
    let (why, instead, rule) = match event {
        Event::MembershipPurchased { membership, .. } => (
            format!("{membership} was purchased, which only a refund takes back"),
            format!("mpn cancel {membership}"),
            "CAN-1",
        ),
        Event::MembershipRenewed { membership, .. } => (
            format!("{membership} was renewed, and its new term stands beside the old"),
            format!("mpn membership show {membership}"),
            "MEM-6",
        ),
        Event::MembershipCancelled { membership, .. } => (
            format!("{membership} was given back"),
            "mpn membership purchase OFFER".to_owned(),
            "CAN-2",
        ),
        Event::MembershipLapsed { membership, .. } => {
            (format!("{membership} lapsed"), "mpn membership purchase OFFER".to_owned(), "MEM-5")
        }
        Event::RefundForfeited { membership, .. } => (
            format!("the refund of {membership} was given up, and stays so"),
            format!("mpn cancel {membership} --check"),
            "CAN-1",
        ),
        _ => return None,
    };
    Some(Final { why, instead, rule: Some(rule) })
}

fn of_secrets(event: &Event) -> Option<Final> {
    let (why, instead, rule) = match event {
        Event::KeyRevealed { key, user, .. } => (
            format!("{key} was shown, and {user} knows it since"),
            format!("mpn software return {key}"),
            "SW-3",
        ),
        Event::KeysExported { benefit, user, .. } => (
            format!("keys of {benefit} were exported, and {user} knows them since"),
            "mpn software retire KEY".to_owned(),
            "SW-3",
        ),
        Event::KeyRedeemed { key, .. } => (
            format!("{key} was redeemed, which is done once"),
            format!("mpn license replace {key}"),
            "LIC-2",
        ),
        Event::KeyReplaced { key, .. } => (
            format!("{key} was given back for a replacement, which is done once"),
            "mpn license list".to_owned(),
            "LIC-7",
        ),
        Event::IdsRevealed { contract, user, .. } => (
            format!("the IDs of {contract} were shown, and {user} knows them since"),
            format!("mpn support confirm {contract} FILE, once there are new ones"),
            "SUP-12",
        ),
        Event::SupportConfirmed { contract, .. } => (
            format!("the IDs of {contract} took the place of what was there"),
            format!("mpn support confirm {contract} FILE, with the right IDs"),
            "SUP-4",
        ),
        _ => return None,
    };
    Some(Final { why, instead, rule: Some(rule) })
}

/// Whether it is known how the fact is taken back. What follows of memberships by itself is told
/// by the purchase or renewal beside it.
fn has_a_way_back(event: &Event) -> bool {
    matches!(
        event,
        Event::UserAdded { .. }
            | Event::UserUpdated { .. }
            | Event::UserRenamed { .. }
            | Event::UserRemoved { .. }
            | Event::UserRestored { .. }
            | Event::UserOffboarded { .. }
            | Event::RoleGranted { .. }
            | Event::RoleRevoked { .. }
            | Event::CancelRequested { .. }
            | Event::CancelWithdrawn { .. }
            | Event::BenefitGranted { .. }
            | Event::BenefitChanged { .. }
            | Event::BenefitEnded { .. }
            | Event::BenefitRenewed { .. }
            | Event::BenefitRemoved { .. }
            | Event::GtmGranted { .. }
            | Event::GtmChanged { .. }
            | Event::GtmEnded { .. }
            | Event::GtmActivated { .. }
            | Event::GtmConfirmed { .. }
            | Event::GtmRestored { .. }
            | Event::ContactSet { .. }
            | Event::ContactRemoved { .. }
            | Event::KeysAdded { .. }
            | Event::KeyActivated { .. }
            | Event::KeyReturned { .. }
            | Event::KeyRetired { .. }
            | Event::KeyRestored { .. }
            | Event::SupportActivated { .. }
            | Event::ContractRemoved { .. }
            | Event::AccountLinked { .. }
            | Event::AccountUnlinked { .. }
            | Event::IncidentOpened { .. }
            | Event::IncidentClosed { .. }
            | Event::IncidentRemoved { .. }
            | Event::IncidentRestored { .. }
            | Event::IncidentsCounted { .. }
            | Event::AdvisoryRequested { .. }
            | Event::AdvisoryRemoved { .. }
            | Event::HoursLogged { .. }
            | Event::HoursRestored { .. }
            | Event::CreditAssigned { .. }
            | Event::CreditRemoved { .. }
            | Event::CreditTransferred { .. }
            | Event::SeatAssigned { .. }
            | Event::SeatUnassigned { .. }
            | Event::SeatReassigned { .. }
            | Event::SeatRestored { .. }
    )
}
