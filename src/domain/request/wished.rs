//! The requests that the rows of a plan stand for.

use super::{
    CreditRequest, GtmRequest, KeyRequest, LicenseRequest, Request, SeatRequest, SupportRequest,
    UserRequest,
};
use crate::domain::azure::said::TransferCredit;
use crate::domain::operation::said::ApplyPlan;
use crate::domain::software::said::{GetKeys, RecordActivation};
use crate::domain::software::{Activation, Edition, WhenHeld};
use crate::domain::user::{Email, NewUser, UserChange};
use crate::domain::wish::{Action, Wish};

impl Wish {
    /// The request that it stands for.
    ///
    /// # Errors
    /// Those of [`Wish::check`].
    pub fn request(&self) -> Result<Request, String> {
        self.check()?;
        let benefit = self.benefit.clone().unwrap_or_default();
        let wanted = |email: &Option<Email>| {
            email.clone().ok_or_else(|| format!("{} wants user", self.action))
        };
        let user = || wanted(&self.user);
        let role = || self.role.ok_or_else(|| format!("{} wants role", self.action));
        Ok(match self.action {
            Action::VsAssign => SeatRequest::AssignSeats { benefit, users: vec![user()?] }.into(),
            Action::VsUnassign => SeatRequest::UnassignSeat { benefit, user: user()? }.into(),
            Action::VsReassign => {
                SeatRequest::ReassignSeat { benefit, from: user()?, to: wanted(&self.to)? }.into()
            }
            Action::AzureAssign => CreditRequest::AssignCredit { benefit, user: user()? }.into(),
            Action::AzureRemove => CreditRequest::RemoveCredit { benefit, user: user()? }.into(),
            Action::AzureTransfer => {
                let (user, from) = match &self.to {
                    Some(to) => (to.clone(), Some(user()?)),
                    None => (user()?, None),
                };
                CreditRequest::TransferCredit(TransferCredit { benefit, user, from }).into()
            }
            Action::SoftwareGetKeys => KeyRequest::GetKeys(GetKeys {
                name: benefit,
                count: None,
                users: self.user.iter().cloned().collect(),
                edition: Edition { language: self.language.clone(), os: self.os.clone() },
                when_held: WhenHeld::Leave,
                forfeit_refund: self.forfeit_refund,
            })
            .into(),
            Action::SoftwareActivation => KeyRequest::RecordActivation(RecordActivation {
                key: benefit,
                activation: Activation { machine: self.machine.clone(), ..Activation::default() },
                forfeit_refund: self.forfeit_refund,
            })
            .into(),
            Action::SoftwareReturn => KeyRequest::ReturnKey { key: benefit }.into(),
            Action::SoftwareRetire => KeyRequest::RetireKey { key: benefit }.into(),
            Action::LicenseReplace => LicenseRequest::ReplaceKey { key: benefit }.into(),
            Action::SupportActivate => SupportRequest::ActivateSupport { benefit }.into(),
            Action::SupportLink => {
                SupportRequest::LinkAccount { benefit, account: wanted(&self.account)? }.into()
            }
            Action::GtmActivate => GtmRequest::ActivateGtm { gtm: benefit }.into(),
            Action::UserAdd => {
                let member = NewUser::member(user()?);
                UserRequest::AddUser(NewUser {
                    name: self.name.clone().unwrap_or(member.name),
                    roles: self.role.into_iter().collect(),
                    country: self.country.clone(),
                    ..member
                })
                .into()
            }
            Action::UserUpdate => {
                let change = UserChange {
                    name: self.name.clone(),
                    country: self.country.clone(),
                    email: self.to.clone(),
                    ..UserChange::default()
                };
                UserRequest::UpdateUser { user: user()?, change }.into()
            }
            Action::UserGrant => UserRequest::GrantRole { user: user()?, role: role()? }.into(),
            Action::UserRevoke => UserRequest::RevokeRole { user: user()?, role: role()? }.into(),
            Action::UserOffboard => UserRequest::OffboardUser { user: user()? }.into(),
        })
    }
}

impl ApplyPlan {
    /// The requests that its rows stand for.
    pub fn requests(&self) -> impl Iterator<Item = Request> {
        self.rows.iter().filter_map(|row| row.wish.request().ok())
    }
}
