//! The words for refusals: the organization.

use super::refused;
use crate::domain::refusal::OrganizationRefusal;
use crate::domain::shell;
use crate::failure::Told;

/// The words for it.
pub(super) fn told(refusal: &OrganizationRefusal) -> Told {
    match refusal {
        OrganizationRefusal::AccountIsContact { email, user } => refused(
            "account-is-contact",
            "GTM-2",
            format!(
                "{email} is the address of the marketing contact ({user}), which must differ from \
                 the company's Partner Center account"
            ),
        )
        .hint(format!(
            "mpn gtm contact set {} --contact-email E --phone P --language TAG, and then again",
            shell::word(user)
        )),
    }
}
