//! What is said of license keys: requests, events and refusals, with all that must be known of
//! each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use super::{RedeemMode, Subscription};
use crate::domain::fact::{CountsFrom, Fact, Part, Undoing, noted, noted_with};
use crate::domain::folded;
use crate::domain::id::{BenefitId, KeyId};
use crate::domain::role::Permission;
use crate::domain::user::Email;
use crate::domain::verb::{Answers, Asked, Verb};

/// What is asked of license keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum LicenseRequest {
    RedeemKey(RedeemKey),
    RecordRedemption(RecordRedemption),
    ReplaceKey { key: String },
}

impl Asked for LicenseRequest {
    fn verb(&self) -> Verb {
        const REDEEM: Verb = Verb::new(
            "license redeem",
            Permission::Activate,
            &["LIC-2", "LIC-3", "LIC-4", "LIC-5", "LIC-8", "LIC-10", "CAN-3"],
        );
        match self {
            LicenseRequest::RedeemKey(redeem) if redeem.already_done => REDEEM.asking(),
            LicenseRequest::RedeemKey(_) => REDEEM.asking().answering(Answers::Redemption),
            LicenseRequest::RecordRedemption(_) => REDEEM,
            LicenseRequest::ReplaceKey { .. } => {
                Verb::new("license replace", Permission::Activate, &["LIC-7"]).asking()
            }
        }
    }

    fn fold(&mut self, _: &Email) {
        match self {
            LicenseRequest::RedeemKey(redeem) => {
                folded::name(&mut redeem.name);
                folded::name(&mut redeem.tenant);
                folded::name_if_any(&mut redeem.confirm_tenant);
            }
            LicenseRequest::ReplaceKey { key } => folded::name(key),
            LicenseRequest::RecordRedemption(_) => {}
        }
    }

    fn people(&mut self) -> Vec<&mut Email> {
        match self {
            LicenseRequest::RedeemKey(_)
            | LicenseRequest::RecordRedemption(_)
            | LicenseRequest::ReplaceKey { .. } => Vec::new(),
        }
    }
}

/// How a license key is to be redeemed (LIC-3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RedeemKey {
    /// A benefit, for its next unredeemed key, or one key of it.
    pub name: String,
    pub mode: RedeemMode,
    pub tenant: String,
    /// Another tenant than the ledger's own, named a second time.
    pub confirm_tenant: Option<String>,
    /// A subscription that was bought elsewhere.
    pub running: Option<Subscription>,
    /// It was redeemed in the portal; no key is shown.
    pub already_done: bool,
    pub forfeit_refund: bool,
}

/// A redemption made before there was a ledger, the key named by its last five characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordRedemption {
    pub product: String,
    pub tail: String,
    pub tenant: String,
    pub ends_on: Option<NaiveDate>,
}

/// What became of license keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum LicenseEvent {
    KeyRedeemed {
        key: KeyId,
        benefit: BenefitId,
        product: String,
        tenant: String,
        mode: RedeemMode,
        seats: u32,
        /// What ran on the tenant before, and what runs since.
        before: Option<Subscription>,
        then: Subscription,
        /// Who got the key to see; `null` when it was redeemed in the portal.
        user: Option<Email>,
        on: NaiveDate,
    },
    KeyReplaced {
        key: KeyId,
        benefit: BenefitId,
        product: String,
        tenant: String,
        /// Whether the subscription is again what it was `before`.
        restored: bool,
        before: Option<Subscription>,
        on: NaiveDate,
    },
}

impl Fact for LicenseEvent {
    fn kind(&self) -> &'static str {
        self.into()
    }

    fn touches(&self) -> Vec<String> {
        match self {
            LicenseEvent::KeyRedeemed { key, benefit, user, .. } => {
                noted_with(&[key, benefit], user)
            }
            LicenseEvent::KeyReplaced { key, benefit, .. } => noted(&[key, benefit]),
        }
    }

    fn apart(&mut self) -> Vec<Part<'_>> {
        match self {
            LicenseEvent::KeyRedeemed { user, .. } => Part::people(user),
            LicenseEvent::KeyReplaced { .. } => Vec::new(),
        }
    }

    fn counts_from(&self) -> CountsFrom {
        match self {
            LicenseEvent::KeyRedeemed { on, .. } | LicenseEvent::KeyReplaced { on, .. } => {
                CountsFrom::Day(*on)
            }
        }
    }

    fn undoing(&self) -> Undoing {
        match self {
            LicenseEvent::KeyRedeemed { key, .. } => Undoing::never(
                Permission::Activate,
                format!("{key} was redeemed, which is done once"),
                format!("mpn license replace {key}"),
                Some("LIC-2"),
            ),
            LicenseEvent::KeyReplaced { key, .. } => Undoing::never(
                Permission::Activate,
                format!("{key} was given back for a replacement, which is done once"),
                "mpn license list",
                Some("LIC-7"),
            ),
        }
    }
}

/// Why a license key is not redeemed or replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LicenseRefusal {
    NoRedeemedKey {
        benefit: BenefitId,
        product: String,
    },
    NoUnredeemedKey {
        benefit: BenefitId,
        product: String,
    },
    OtherTenant {
        named: String,
        ours: Option<String>,
    },
    SubscriptionRuns {
        seats: u32,
        ends_on: NaiveDate,
    },
    NothingRuns {
        mode: RedeemMode,
    },
    TooManySeats {
        running: u32,
        seats: u32,
    },
    EndsTooFar {
        year: i32,
    },
    EndedElsewhere {
        ends_on: NaiveDate,
    },
    ExtendsTooFar {
        seats: u32,
        running: u32,
        times: u32,
    },
    ActivateByOver {
        benefit: BenefitId,
        activate_by: NaiveDate,
    },
    KeyNotRedeemed {
        key: KeyId,
    },
    ReplacementTooLate {
        key: KeyId,
        until: NaiveDate,
    },
    KeyRedeemed {
        key: KeyId,
        operation: u64,
        on: NaiveDate,
    },
    KeyReplaced {
        key: KeyId,
    },
    /// It took the place of another, and none takes its own.
    KeyIsReplacement {
        key: KeyId,
        replaces: KeyId,
    },
    /// It was not given back, so that no key takes its place.
    KeyNotReplaced {
        key: KeyId,
    },
    /// Another key has its place already.
    KeyReplacedBy {
        key: KeyId,
        by: KeyId,
    },
    KeyOfAnother {
        key: KeyId,
        benefit: BenefitId,
    },
    OneReplacement {
        key: KeyId,
        keys: usize,
    },
    SeatsMissing {
        benefit: BenefitId,
    },
}
