//! Which noun decides which request, and answers which query.

// What is forgotten does not compile.
#![cfg_attr(not(test), deny(clippy::wildcard_enum_match_arm))]

use chrono::{DateTime, Utc};

use super::vault::Vault;
use super::{
    advisory, azure, benefits, cancel, catalog, due, explain, gtm, history, ledger, license,
    membership, organization, plan, seal, software, status, support, undo, user, vs,
};
use crate::domain::answer::Answer;
use crate::domain::ledger::LedgerRequest;
use crate::domain::query::Query;
use crate::domain::request::{MembershipRequest, OperationRequest, Request};
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
        Request::Ledger(said) => match said {
            LedgerRequest::UseCatalog { program } => catalog::adopt(change, program),
            // It is known before, outside of the ledger, whether there is anything to accept.
            LedgerRequest::AcceptRollback => Ok(()),
        },
        Request::Organization(said) => organization::decide(change, said),
        Request::Recipient(said) => seal::decide(change, said, vault),
        Request::User(said) => user::decide(change, acting, said),
        Request::Membership(said) => match said {
            MembershipRequest::PurchaseMembership(purchase) => {
                membership::purchase(change, purchase)
            }
            MembershipRequest::RenewMembership { membership } => {
                membership::renew(change, membership)
            }
            MembershipRequest::CancelMembership { membership } => {
                cancel::request(change, membership)
            }
            MembershipRequest::ConfirmCancel { membership } => cancel::confirm(change, membership),
            MembershipRequest::WithdrawCancel { membership } => {
                cancel::withdraw(change, membership)
            }
        },
        Request::Benefit(said) => benefits::decide(change, said),
        Request::Gtm(said) => gtm::decide(change, said),
        Request::Key(said) => software::decide(change, acting, said, vault),
        Request::License(said) => license::decide(change, acting, said),
        Request::Support(said) => support::decide(change, acting, said, vault),
        Request::Advisory(said) => advisory::decide(change, acting, said),
        Request::Credit(said) => azure::decide(change, said),
        Request::Seat(said) => vs::decide(change, said),
        Request::Operation(said) => match said {
            OperationRequest::ApplyPlan(apply) => plan::apply(change, acting, apply),
            OperationRequest::UndoOperation(wanted) => {
                undo::undo(change, acting, wanted.operation.as_deref(), wanted.consented)
            }
        },
    }
}

/// Answers a query, which is asked `now`.
pub(super) fn answer(
    facts: &Facts,
    query: &Query,
    acting: Option<&User>,
    now: DateTime<Utc>,
) -> Result<Answer> {
    match query {
        Query::WhoAmI => user::whoami(facts, acting),
        Query::Organization => organization::show(facts),
        Query::Memberships => membership::list(facts),
        Query::Membership { name } => membership::show(facts, name),
        Query::Users { all } => user::list(facts, *all),
        Query::User { user } => user::show(facts, user),
        Query::Benefits { category, offer, status } => {
            benefits::list(facts, *category, offer.as_deref(), *status)
        }
        Query::Benefit { name } => benefits::show(facts, name),
        Query::Software => software::list(facts),
        Query::SoftwareBenefit { name } => software::show(facts, name),
        Query::Credits => azure::list(facts),
        Query::Credit { name } => azure::show(facts, name),
        Query::Seats(wanted) => vs::list(facts, wanted),
        Query::SeatsOf { name } => vs::show(facts, name),
        Query::SeatsFree { need } => vs::free(facts, *need),
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
        Query::Calendar => due::calendar(facts, now, None),
        Query::Status => status::status(facts),
        Query::Recipients => seal::list(facts),
    }
}
