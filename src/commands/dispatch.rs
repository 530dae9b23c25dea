//! Which noun decides which request, and answers which query.

use super::vault::Vault;
use super::{
    advisory, azure, benefits, cancel, catalog, due, explain, export, gtm, history, import, ledger,
    license, membership, plan, seal, software, status, support, undo, user, vs,
};
use crate::domain::answer::Answer;
use crate::domain::ledger::LedgerRequest;
use crate::domain::query::Query;
use crate::domain::request::{
    AdvisoryRequest, BenefitRequest, CreditRequest, GtmRequest, KeyRequest, LicenseRequest,
    MembershipRequest, OperationRequest, RecipientRequest, Request, SeatRequest, SupportRequest,
    UserRequest,
};
use crate::domain::user::User;
use crate::failure::Result;
use crate::store::{Change, Facts};

/// Decides a request and records what follows from it. The one way into the ledger: `init`, and
/// whatever brings many requests, come through here as well.
pub(super) fn decide(
    change: &mut Change,
    acting: &User,
    request: &Request,
    vault: &Vault,
) -> Result<()> {
    match request {
        Request::Membership(MembershipRequest::PurchaseMembership(purchase)) => {
            membership::purchase(change, purchase)
        }
        Request::User(UserRequest::AddUser(new)) => user::add(change, acting, new),
        Request::User(UserRequest::UpdateUser { user, change: wanted }) => {
            user::update(change, acting, user, wanted)
        }
        Request::User(UserRequest::GrantRole { user, role }) => {
            user::grant(change, acting, user, *role)
        }
        Request::User(UserRequest::RevokeRole { user, role }) => {
            user::revoke(change, acting, user, *role)
        }
        Request::User(UserRequest::ImportUsers { users, .. }) => user::import(change, users),
        Request::Seat(SeatRequest::ImportSeats(seats)) => import::seats(change, seats),
        Request::Key(KeyRequest::ImportKeys(keys)) => import::keys(change, acting, keys, vault),
        Request::Benefit(BenefitRequest::GrantBenefit(grant)) => benefits::grant(change, grant),
        Request::Key(KeyRequest::AddKeys(add)) => software::add_keys(change, add, vault),
        Request::Key(KeyRequest::GetKeys(get)) => software::get_keys(change, acting, get),
        Request::Key(KeyRequest::ExportKeys(wanted)) => export::export_keys(change, acting, wanted),
        Request::Key(KeyRequest::RecordActivation(record)) => software::activation(change, record),
        Request::Key(KeyRequest::ReturnKey { key }) => software::take_back(change, key),
        Request::Key(KeyRequest::RetireKey { key }) => software::retire(change, key),
        Request::Key(KeyRequest::HandOutKey(hand_out)) => software::hand_out(change, hand_out),
        Request::Credit(CreditRequest::AssignCredit { benefit, user }) => {
            azure::assign(change, benefit, user)
        }
        Request::Credit(CreditRequest::RemoveCredit { benefit, user }) => {
            azure::remove(change, benefit, user)
        }
        Request::Credit(CreditRequest::TransferCredit(transfer)) => {
            azure::transfer(change, transfer)
        }
        Request::Seat(SeatRequest::AssignSeats { benefit, users }) => {
            vs::assign(change, benefit, users)
        }
        Request::Seat(SeatRequest::UnassignSeat { benefit, user }) => {
            vs::unassign(change, benefit, user)
        }
        Request::Seat(SeatRequest::ReassignSeat { benefit, from, to }) => {
            vs::reassign(change, benefit, from, to)
        }
        Request::Ledger(LedgerRequest::UseCatalog { program }) => catalog::adopt(change, program),
        Request::Membership(MembershipRequest::RenewMembership { membership }) => {
            membership::renew(change, membership)
        }
        Request::User(UserRequest::OffboardUser { user }) => user::offboard(change, acting, user),
        Request::License(LicenseRequest::RedeemKey(redeem)) => {
            license::redeem(change, acting, redeem)
        }
        Request::License(LicenseRequest::RecordRedemption(record)) => {
            license::record(change, record)
        }
        Request::License(LicenseRequest::ReplaceKey { key }) => license::replace(change, key),
        Request::Support(SupportRequest::ActivateSupport { benefit }) => {
            support::activate(change, benefit)
        }
        Request::Support(SupportRequest::ConfirmSupport(confirm)) => {
            support::confirm(change, confirm, vault)
        }
        Request::Support(SupportRequest::ShowIds { benefit }) => {
            support::show_ids(change, acting, benefit)
        }
        Request::Support(SupportRequest::LinkAccount { benefit, account }) => {
            support::link(change, benefit, account)
        }
        Request::Support(SupportRequest::OpenIncident { benefit, incident }) => {
            support::open(change, benefit, incident)
        }
        Request::Support(SupportRequest::CloseIncident { incident, closed_as }) => {
            support::close(change, incident, *closed_as)
        }
        Request::Support(SupportRequest::CountIncidents { benefit, remaining }) => {
            support::count(change, benefit, *remaining)
        }
        Request::Advisory(AdvisoryRequest::RequestAdvisory { scenario, hours, title }) => {
            advisory::request(change, acting, *scenario, *hours, title)
        }
        Request::Advisory(AdvisoryRequest::LogHours { advisory, hours }) => {
            advisory::log(change, advisory, *hours)
        }
        Request::Advisory(AdvisoryRequest::UseHours { hours }) => advisory::count(change, *hours),
        Request::Gtm(GtmRequest::SetContact(contact)) => gtm::set_contact(change, contact),
        Request::Gtm(GtmRequest::ActivateGtm { gtm }) => gtm::activate(change, gtm),
        Request::Gtm(GtmRequest::ConfirmGtm { gtm, expires }) => {
            gtm::confirm(change, gtm, *expires)
        }
        Request::Membership(MembershipRequest::CancelMembership { membership }) => {
            cancel::request(change, membership)
        }
        Request::Membership(MembershipRequest::ConfirmCancel { membership }) => {
            cancel::confirm(change, membership)
        }
        Request::Membership(MembershipRequest::WithdrawCancel { membership }) => {
            cancel::withdraw(change, membership)
        }
        Request::Operation(OperationRequest::ApplyPlan(apply)) => {
            plan::apply(change, acting, apply)
        }
        Request::Recipient(RecipientRequest::AddRecipient { recipient, user }) => {
            seal::add(change, recipient, user.as_ref(), vault)
        }
        Request::Recipient(RecipientRequest::RemoveRecipient { recipient }) => {
            seal::remove(change, recipient, vault)
        }
        Request::Recipient(RecipientRequest::RotateKey) => seal::rotate(change, vault),
        Request::Recipient(RecipientRequest::MakeRecovery) => seal::recovery(change, vault),
        // It is known before, outside of the ledger, whether there is anything to accept.
        Request::Ledger(LedgerRequest::AcceptRollback) => Ok(()),
        Request::Operation(OperationRequest::UndoOperation(wanted)) => {
            undo::undo(change, acting, wanted.operation.as_deref(), wanted.consented)
        }
    }
}

/// Answers a query.
pub(super) fn answer(facts: &Facts, query: &Query, acting: Option<&User>) -> Result<Answer> {
    match query {
        Query::WhoAmI => user::whoami(facts, acting),
        Query::Memberships => membership::list(facts),
        Query::Membership { name } => membership::show(facts, name),
        Query::Users => user::list(facts),
        Query::User { user } => user::show(facts, user),
        Query::Benefits { category, offer, status } => {
            benefits::list(facts, *category, offer.as_deref(), *status)
        }
        Query::Benefit { name } => benefits::show(facts, name),
        Query::Software => software::list(facts),
        Query::SoftwareBenefit { name } => software::show(facts, name),
        Query::Credits => azure::list(facts),
        Query::Credit { name } => azure::show(facts, name),
        Query::Seats => vs::list(facts),
        Query::SeatsOf { name } => vs::show(facts, name),
        Query::SeatsFree { at, need } => vs::free(facts, *at, *need),
        Query::History(filter) => history::list(facts, filter),
        Query::HistoryOperation { operation } => history::show(facts, operation),
        Query::LedgerInfo => ledger::info(facts),
        Query::LedgerHead => ledger::head(facts),
        Query::CatalogShow { program } => catalog::show(facts, program.as_deref()),
        Query::Licenses => license::list(facts),
        Query::License { name } => license::show(facts, name),
        Query::RedeemPlan(wanted) => license::plan(facts, wanted),
        Query::SupportStatus => support::status(facts),
        Query::Incidents => support::incidents(facts),
        Query::SupportCheck { product, version, cloud } => {
            support::check(facts, product, version.as_deref(), *cloud)
        }
        Query::SupportExplain { text } => explain::explain(facts, text),
        Query::AdvisoryStatus => advisory::status(facts),
        Query::AdvisoryRequests => advisory::list(facts),
        Query::GtmOffers => gtm::list(facts),
        Query::GtmOffer { name } => gtm::show(facts, name),
        Query::Contact => gtm::contact(facts),
        Query::Due { within, unused, check } => due::due(facts, *within, *unused, *check),
        Query::Calendar => due::calendar(facts, None),
        Query::Status => status::status(facts),
        Query::Recipients => seal::list(facts),
    }
}
