//! Requests that somebody sends to those who decide, once they are recorded here.

use crate::domain::program::PageId;

/// What must be sent, and where.
pub(super) struct ToSend {
    pub(super) text: String,
    pub(super) sent_as: &'static str,
    pub(super) page: PageId,
}

impl ToSend {
    /// A service request, which is made in Partner Center.
    pub(super) fn service_request(text: String) -> Self {
        ToSend { text, sent_as: "service request", page: PageId::Dashboard }
    }
}
