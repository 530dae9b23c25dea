//! Seals and opens secrets. A secret is sealed with XChaCha20-Poly1305 under the data key of an
//! epoch; the data key is wrapped with age to the recipients who may open it. The log holds only
//! a commitment that hides the secret and binds the ledger to it.

mod access;
mod apart;
mod data_key;
mod digest;
mod sealed;
mod vouch;

use crate::failure::{Failure, Result};

pub use access::{Identity, MadeRecovery, make_identity, make_recovery, recipient, recipients_of};
pub use apart::{
    PersonSaid, pepper_commitment, person_commitment, request_digest, salt, text_commitment,
};
pub use data_key::DataKey;
pub use digest::{
    bytes_of, event_uid, hex, path_digest, recovery_digest, seal_print, sealed_digest,
    wrapped_digest,
};
pub use vouch::Listed;

/// The length of a data key.
const KEY_BYTES: usize = 32;

/// Random bytes as text, for ids that nothing depends on but their being different.
///
/// # Errors
/// No randomness from the system.
pub fn random_id() -> Result<String> {
    Ok(hex(&random::<16>()?))
}

fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(no_randomness)?;
    Ok(bytes)
}

fn damaged() -> Failure {
    Failure::unsound("sealed-value-damaged", "a sealed value of the ledger was changed or damaged")
        .hint("mpn ledger verify")
}

fn no_randomness(error: getrandom::Error) -> Failure {
    Failure::failed("no-randomness", format!("the system gave no random bytes: {error}"))
}
