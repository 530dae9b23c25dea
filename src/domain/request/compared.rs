//! A request as it is compared with one that was done under the same request id: what was meant
//! counts, and not how it was written.

use super::super::id::KeyId;
use super::super::user::Email;
use super::super::wish::{SeatWish, Wish};
use super::{
    AddKeys, AdvisoryRequest, BenefitRequest, ConfirmSupport, CreditRequest, GetKeys, GtmRequest,
    KeyRequest, LicenseRequest, MembershipRequest, OperationRequest, PurchaseMembership,
    RecipientRequest, RecordActivation, RedeemKey, Request, SeatRequest, SupportRequest,
    TransferCredit, UserRequest,
};
use crate::domain::ledger::LedgerRequest;
use crate::domain::software::Edition;

impl Request {
    /// The request with ids, names and domains in one case, and with what goes without saying said.
    /// What is recorded as it was typed — a title, a product, a machine — stays as it is.
    #[must_use]
    pub fn compared(&self, acting: &Email) -> Request {
        let mut request = self.clone();
        request.fold(acting);
        request
    }

    fn fold(&mut self, acting: &Email) {
        match self {
            Request::Key(KeyRequest::AddKeys(AddKeys { benefit: name, .. }))
            | Request::Support(SupportRequest::ConfirmSupport(ConfirmSupport {
                benefit: name,
                ..
            }))
            | Request::Credit(CreditRequest::TransferCredit(TransferCredit {
                benefit: name,
                ..
            }))
            | Request::Key(KeyRequest::RecordActivation(RecordActivation { key: name, .. }))
            | Request::Credit(CreditRequest::AssignCredit { benefit: name, .. })
            | Request::Credit(CreditRequest::RemoveCredit { benefit: name, .. })
            | Request::Seat(SeatRequest::AssignSeats { benefit: name, .. })
            | Request::Seat(SeatRequest::UnassignSeat { benefit: name, .. })
            | Request::Seat(SeatRequest::ReassignSeat { benefit: name, .. })
            | Request::Support(SupportRequest::ActivateSupport { benefit: name })
            | Request::Support(SupportRequest::ShowIds { benefit: name })
            | Request::Support(SupportRequest::LinkAccount { benefit: name, .. })
            | Request::Support(SupportRequest::OpenIncident { benefit: name, .. })
            | Request::Support(SupportRequest::CountIncidents { benefit: name, .. })
            | Request::Key(KeyRequest::ReturnKey { key: name })
            | Request::Key(KeyRequest::RetireKey { key: name })
            | Request::License(LicenseRequest::ReplaceKey { key: name })
            | Request::Support(SupportRequest::CloseIncident { incident: name, .. })
            | Request::Advisory(AdvisoryRequest::LogHours { advisory: name, .. })
            | Request::Gtm(GtmRequest::ActivateGtm { gtm: name })
            | Request::Gtm(GtmRequest::ConfirmGtm { gtm: name, .. })
            | Request::Membership(MembershipRequest::RenewMembership { membership: name })
            | Request::Membership(MembershipRequest::CancelMembership { membership: name })
            | Request::Membership(MembershipRequest::ConfirmCancel { membership: name })
            | Request::Membership(MembershipRequest::WithdrawCancel { membership: name }) => {
                fold(name)
            }
            Request::Key(KeyRequest::GetKeys(get)) => get.fold(acting),
            Request::License(LicenseRequest::RedeemKey(redeem)) => redeem.fold(),
            Request::Membership(MembershipRequest::PurchaseMembership(PurchaseMembership {
                offer,
                competency,
                ..
            })) => {
                fold(offer);
                fold_any(competency);
            }
            Request::Benefit(BenefitRequest::GrantBenefit(grant)) => {
                fold(&mut grant.offer);
                fold_any(&mut grant.competency);
            }
            Request::User(UserRequest::AddUser(new)) => {
                in_order(&mut new.roles);
                in_order(&mut new.offers_held);
            }
            Request::User(UserRequest::UpdateUser { change, .. }) => {
                change.offers_held.iter_mut().for_each(in_order)
            }
            Request::Recipient(RecipientRequest::RemoveRecipient { recipient }) => {
                // A public key has one spelling, an email has many.
                if let Ok(user) = recipient.parse::<Email>() {
                    *recipient = user.to_string();
                }
            }
            Request::Operation(OperationRequest::UndoOperation(wanted)) => {
                if let Some(Ok(seq)) = wanted.operation.as_ref().map(|name| name.parse::<u64>()) {
                    wanted.operation = Some(seq.to_string());
                }
            }
            Request::Operation(OperationRequest::ApplyPlan(apply)) => {
                for row in &mut apply.rows {
                    // An empty line or a comment before it makes it no other row.
                    row.line = None;
                    row.wish.fold();
                }
                apply.seats.iter_mut().for_each(|SeatWish { benefit, .. }| fold(benefit));
            }
            Request::User(UserRequest::GrantRole { .. })
            | Request::User(UserRequest::RevokeRole { .. })
            | Request::User(UserRequest::ImportUsers { .. })
            | Request::Seat(SeatRequest::ImportSeats(_))
            | Request::Key(KeyRequest::ImportKeys(_))
            | Request::Key(KeyRequest::ExportKeys(_))
            | Request::Key(KeyRequest::HandOutKey(_))
            | Request::Ledger(LedgerRequest::UseCatalog { .. })
            | Request::User(UserRequest::OffboardUser { .. })
            | Request::License(LicenseRequest::RecordRedemption(_))
            | Request::Advisory(AdvisoryRequest::RequestAdvisory { .. })
            | Request::Advisory(AdvisoryRequest::UseHours { .. })
            | Request::Gtm(GtmRequest::SetContact(_))
            | Request::Recipient(RecipientRequest::AddRecipient { .. })
            | Request::Recipient(RecipientRequest::RotateKey)
            | Request::Recipient(RecipientRequest::MakeRecovery)
            | Request::Ledger(LedgerRequest::AcceptRollback) => {}
        }
    }
}

impl GetKeys {
    fn fold(&mut self, acting: &Email) {
        // A key that is named stays with its holder, and is not the acting user's without a word.
        if self.users.is_empty() && self.name.parse::<KeyId>().is_err() {
            self.users.push(acting.clone());
        }
        self.count.get_or_insert(1);
        fold(&mut self.name);
        self.edition.fold();
    }
}

impl Edition {
    fn fold(&mut self) {
        fold_any(&mut self.language);
        fold_any(&mut self.os);
    }
}

impl RedeemKey {
    fn fold(&mut self) {
        fold(&mut self.name);
        fold(&mut self.tenant);
        fold_any(&mut self.confirm_tenant);
    }
}

impl Wish {
    fn fold(&mut self) {
        fold_any(&mut self.benefit);
        fold_any(&mut self.language);
        fold_any(&mut self.os);
    }
}

fn fold(name: &mut String) {
    *name = name.trim().to_lowercase();
}

fn fold_any(name: &mut Option<String>) {
    name.iter_mut().for_each(fold);
}

fn in_order<T: Ord>(set: &mut Vec<T>) {
    set.sort();
    set.dedup();
}

#[cfg(test)]
mod tests {
    use super::super::{ApplyPlan, UndoOperation};
    use super::*;
    use crate::domain::wish::{Action, WishRow};

    fn email(local: &str) -> Email {
        format!("{local}@contoso.com").parse().unwrap()
    }

    fn get(name: &str, count: Option<u32>, users: &[&str], language: Option<&str>) -> Request {
        Request::Key(KeyRequest::GetKeys(GetKeys {
            name: name.to_owned(),
            count,
            users: users.iter().map(|local| email(local)).collect(),
            edition: Edition { language: language.map(str::to_owned), os: None },
            forfeit_refund: false,
        }))
    }

    fn check(one: &Request, other: &Request, alike: bool) {
        let acting = email("ann");
        assert_eq!(one.compared(&acting) == other.compared(&acting), alike, "{one:?} {other:?}");
    }

    #[test]
    fn what_goes_without_saying_may_be_said() {
        check(
            &get("B8", None, &[], Some("nl-NL")),
            &get("b8", Some(1), &["ann"], Some("NL-nl")),
            true,
        );
        check(&get("B8", None, &[], None), &get("B8", Some(2), &[], None), false);
        check(&get("B8", None, &[], None), &get("B8", None, &["bo"], None), false);
        check(&get("K2", None, &[], None), &get("k2", Some(1), &[], None), true);
        // Who asks for the key of another without a name has it shown, and by their own is refused.
        check(&get("K2", None, &[], None), &get("K2", None, &["ann"], None), false);
    }

    #[test]
    fn a_row_is_the_same_on_whatever_line_it_stands() {
        let apply = |line, benefit: &str, machine: &str| {
            let wish = Wish {
                benefit: Some(benefit.to_owned()),
                machine: Some(machine.to_owned()),
                ..Wish::new(Action::SoftwareActivation)
            };
            Request::Operation(OperationRequest::ApplyPlan(ApplyPlan {
                rows: vec![WishRow { row: 1, line: Some(line), wish }],
                seats: Vec::new(),
                prune: false,
                partial: false,
                planned_on: None,
                shown: String::new(),
            }))
        };
        check(&apply(2, "K1", "web-01"), &apply(3, "k1", "web-01"), true);
        check(&apply(2, "K1", "web-01"), &apply(2, "K1", "WEB-01"), false);
    }

    #[test]
    fn a_number_has_one_spelling_and_a_request_id_is_kept_to_the_letter() {
        let undo = |name: &str| {
            let operation = Some(name.to_owned());
            Request::Operation(OperationRequest::UndoOperation(UndoOperation {
                operation,
                consented: None,
            }))
        };
        check(&undo("2"), &undo("02"), true);
        check(&undo("ticket-1"), &undo("TICKET-1"), false);
    }
}
