//! The requests that the rows of a plan stand for.

use super::{
    CreditRequest, GtmRequest, KeyRequest, LicenseRequest, Request, SeatRequest, SupportRequest,
    UserRequest,
};
use crate::domain::azure::said::TransferCredit;
use crate::domain::operation::said::ApplyPlan;
use crate::domain::software::said::{GetKeys, RecordActivation};
use crate::domain::software::{Activation, Edition};
use crate::domain::user::{Associated, Email, NewUser, UserChange, UserKind};
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
        let role = || self.role.ok_or_else(|| format!("{} wants role", self.action));
        Ok(match self.action {
            Action::VsAssign => Request::Seat(SeatRequest::AssignSeats {
                benefit,
                users: vec![wanted(&self.user)?],
            }),
            Action::VsUnassign => {
                Request::Seat(SeatRequest::UnassignSeat { benefit, user: wanted(&self.user)? })
            }
            Action::VsReassign => Request::Seat(SeatRequest::ReassignSeat {
                benefit,
                from: wanted(&self.user)?,
                to: wanted(&self.to)?,
            }),
            Action::AzureAssign => {
                Request::Credit(CreditRequest::AssignCredit { benefit, user: wanted(&self.user)? })
            }
            Action::AzureRemove => {
                Request::Credit(CreditRequest::RemoveCredit { benefit, user: wanted(&self.user)? })
            }
            Action::AzureTransfer => match &self.to {
                Some(to) => Request::Credit(CreditRequest::TransferCredit(TransferCredit {
                    benefit,
                    user: to.clone(),
                    from: Some(wanted(&self.user)?),
                })),
                None => Request::Credit(CreditRequest::TransferCredit(TransferCredit {
                    benefit,
                    user: wanted(&self.user)?,
                    from: None,
                })),
            },
            Action::SoftwareGetKeys => Request::Key(KeyRequest::GetKeys(GetKeys {
                name: benefit,
                count: None,
                users: self.user.iter().cloned().collect(),
                edition: Edition { language: self.language.clone(), os: self.os.clone() },
                forfeit_refund: self.forfeit_refund,
            })),
            Action::SoftwareActivation => {
                Request::Key(KeyRequest::RecordActivation(RecordActivation {
                    key: benefit,
                    activation: Activation {
                        machine: self.machine.clone(),
                        reimage: false,
                        unchanged: false,
                    },
                    forfeit_refund: self.forfeit_refund,
                }))
            }
            Action::SoftwareReturn => Request::Key(KeyRequest::ReturnKey { key: benefit }),
            Action::SoftwareRetire => Request::Key(KeyRequest::RetireKey { key: benefit }),
            Action::LicenseReplace => Request::License(LicenseRequest::ReplaceKey { key: benefit }),
            Action::SupportActivate => {
                Request::Support(SupportRequest::ActivateSupport { benefit })
            }
            Action::SupportLink => Request::Support(SupportRequest::LinkAccount {
                benefit,
                account: wanted(&self.account)?,
            }),
            Action::GtmActivate => Request::Gtm(GtmRequest::ActivateGtm { gtm: benefit }),
            Action::UserAdd => {
                let email = wanted(&self.user)?;
                Request::User(UserRequest::AddUser(NewUser {
                    name: self.name.clone().unwrap_or_else(|| email.to_string()),
                    email,
                    kind: UserKind::Member,
                    roles: self.role.into_iter().collect(),
                    associated: Associated::Mpn,
                    country: self.country.clone(),
                    offers_held: Vec::new(),
                }))
            }
            Action::UserUpdate => Request::User(UserRequest::UpdateUser {
                user: wanted(&self.user)?,
                change: UserChange {
                    name: self.name.clone(),
                    country: self.country.clone(),
                    email: self.to.clone(),
                    ..UserChange::default()
                },
            }),
            Action::UserGrant => {
                Request::User(UserRequest::GrantRole { user: wanted(&self.user)?, role: role()? })
            }
            Action::UserRevoke => {
                Request::User(UserRequest::RevokeRole { user: wanted(&self.user)?, role: role()? })
            }
            Action::UserOffboard => {
                Request::User(UserRequest::OffboardUser { user: wanted(&self.user)? })
            }
        })
    }
}

impl ApplyPlan {
    /// The requests that its rows stand for.
    pub fn requests(&self) -> impl Iterator<Item = Request> {
        self.rows.iter().filter_map(|row| row.wish.request().ok())
    }
}
