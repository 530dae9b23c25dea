//! One way for a rule to say no.

use super::refusal::Refusal;

/// Refuses when `so`, with what `refusal` tells.
///
/// # Errors
/// That refusal.
pub fn refuse_if<R: Into<Refusal>>(so: bool, refusal: impl FnOnce() -> R) -> Result<(), Refusal> {
    if so { Err(refusal().into()) } else { Ok(()) }
}
